//! One tiny static program for two images that Longshore makes itself, so that nothing need be pulled:
//!
//! * `longshore/pause`: no arguments; holds a task's network namespace open, reaps orphans, ends on SIGTERM.
//! * `longshore/sample`: a line of small steps (`sample.rs`) that demonstrations and tests are made of.
//!
//! Files: `sys.rs` (signals, the only unsafe code), `sample.rs` (the steps), `web.rs` (the tiny HTTP server and client).
//!
//! INVARIANT: no dependency but the standard library, and no file is needed at run time: it runs in an empty image.

mod sample;
mod sys;
mod web;

fn main() {
    let signals = sys::block();
    let steps: Vec<String> = std::env::args().skip(1).collect();
    if steps.is_empty() {
        sys::serve_signals(&signals, || false);
        return;
    }
    std::thread::spawn(move || {
        sys::serve_signals(&signals, sample::is_stubborn);
        std::process::exit(0);
    });
    std::process::exit(sample::run(&steps));
}
