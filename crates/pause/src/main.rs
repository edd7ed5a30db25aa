//! One tiny static program for two images that Longshore makes itself, so that nothing need be pulled:
//!
//! * `longshore/pause`: holds a task's namespaces open, reaps orphans, ends on SIGTERM. As `sandbox` it also connects the
//!   task with its agent, as `relay AGENT PORT ADDRESS` it does so for all tasks of an agent that have no sandbox (`door.rs`).
//! * `longshore/sample`: a line of small steps (`sample.rs`) that demonstrations and tests are made of.
//!
//! Files: `door.rs`, `apart.rs` (the metadata address beside a namespace), `firewall.rs` (the rules of its interface), `names.rs` (DNS and the addresses of names), `sys.rs` (the C library, the only unsafe code), `sample.rs` (the steps), `forward.rs` (a listener for routed logs), `web.rs` (the tiny HTTP server and client), `resolve.rs` (names).
//!
//! INVARIANT: no dependency but the standard library, and no file is needed at run time: it runs in an empty image.

mod apart;
mod door;
mod firewall;
mod forward;
mod names;
mod resolve;
mod sample;
mod sys;
mod web;

use std::io::Write;

fn main() {
    let signals = sys::block();
    let steps: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = steps.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => return sys::serve_signals(&signals, || false),
        ["sandbox"] => {
            door::sandbox();
            if let Err(e) = firewall::open() {
                let _ = writeln!(std::io::stderr(), "the rules of the interface: {e}");
            }
            return sys::serve_signals(&signals, || false);
        }
        ["firewall", batch] => {
            if let Err(e) = firewall::trial(batch) {
                let _ = writeln!(std::io::stderr(), "{e}");
                std::process::exit(3);
            }
            return;
        }
        ["relay", agent, port, names] => {
            if let Err(e) = door::relay(agent, port, names) {
                let _ = writeln!(std::io::stderr(), "{e}");
                std::process::exit(3);
            }
            sys::serve_signals(&signals, || false);
            return door::relay_ends();
        }
        _ => {}
    }
    std::thread::spawn(move || {
        sys::serve_signals(&signals, sample::is_stubborn);
        std::process::exit(0);
    });
    std::process::exit(sample::run(&steps));
}
