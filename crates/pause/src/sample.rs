//! The sample workload: its arguments are steps, done in order.
//!
//! ```text
//! print TEXT        one line on standard output            env [NAME]     the environment, sorted, or one value
//! eprint TEXT       one line on standard error             cat PATH       a file's text
//! lines N MS        `line 1` … `line N`, MS apart          write PATH TEXT
//! sleep SECONDS     (fractions allowed)                    alloc MIB      take memory and touch it
//! serve PORT        HTTP server in the background          get ADDR PATH  print the body; tries for 15 s
//! lookup NAME TYPE  the records of a name: A, AAAA, SRV, CNAME
//! size              of the terminal: `C columns, R rows`  bytes N        numbered lines, N bytes of them
//! echo              answer each line of input until `quit`; `size` by the terminal's size
//! mkdir PATH        and those above it                rmdir PATH     unless it is in use
//! forward SOCKET    listens for routed logs in the background, one line each
//! fill PATH MIB     write a file of this size
//! stubborn          ignore SIGTERM from here on            wait           until SIGTERM
//! exit CODE         end with this code                     id             process id, host name
//! metadata PATH     print PATH of the container's metadata endpoint (version 4)
//! ```
//! After the last step the program ends with 0, or waits for SIGTERM when it serves.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::{forward, resolve, sys, web};

static STUBBORN: AtomicBool = AtomicBool::new(false);

pub(crate) fn is_stubborn() -> bool {
    STUBBORN.load(Ordering::Relaxed)
}

/// Does the steps and returns the exit code: 0, the one asked for, 2 for a step that cannot be read, 1 for one that failed.
pub(crate) fn run(steps: &[String]) -> i32 {
    let mut words = steps.iter().map(String::as_str);
    let mut serving = false;
    while let Some(step) = words.next() {
        let mut word = || words.next().unwrap_or_default();
        let done = match step {
            "print" => say(word()),
            "eprint" => writeln!(std::io::stderr(), "{}", word()),
            "lines" => lines(number(word()) as u64, number(word()) as u64),
            "sleep" => {
                std::thread::sleep(Duration::from_secs_f64(number(word())));
                Ok(())
            }
            "env" => match words.next() {
                Some(name) => say(&std::env::var(name).unwrap_or_default()),
                None => web::environment().lines().try_for_each(say),
            },
            "cat" => std::fs::read_to_string(word()).and_then(|text| say(text.trim_end())),
            "write" => {
                let path = word();
                std::fs::write(path, word())
            }
            "mkdir" => std::fs::create_dir_all(word()),
            // What is not there, or in use, stays as it is.
            "rmdir" => std::fs::remove_dir(word()).or(Ok(())),
            "alloc" => alloc(number(word()) as usize),
            "serve" => {
                serving = true;
                web::serve(word())
            }
            "forward" => {
                serving = true;
                forward::listen(word())
            }
            "get" => {
                let address = word();
                web::get(address, word()).and_then(|body| say(body.trim_end()))
            }
            "lookup" => {
                let name = word();
                resolve::lookup(name, word()).and_then(|found| say(&found))
            }
            "metadata" => {
                let base = std::env::var("ECS_CONTAINER_METADATA_URI_V4").unwrap_or_default();
                let (address, id) = web::split(&base);
                web::get(&address, &format!("{id}{}", word())).and_then(|body| say(body.trim_end()))
            }
            "id" => say(&format!("pid {} host {}", std::process::id(), web::host_name())),
            "stubborn" => {
                STUBBORN.store(true, Ordering::Relaxed);
                Ok(())
            }
            "wait" => forever(),
            "size" => {
                let (cols, rows) = sys::terminal_size();
                say(&format!("{cols} columns, {rows} rows"))
            }
            "echo" => echo(),
            "fill" => {
                let path = word();
                fill(path, number(word()) as usize)
            }
            "bytes" => bytes(number(word()) as usize),
            "exit" => return number(word()) as i32,
            other => {
                let _ = writeln!(std::io::stderr(), "unknown step `{other}`");
                return 2;
            }
        };
        if let Err(e) = done {
            let _ = writeln!(std::io::stderr(), "step `{step}` failed: {e}");
            return 1;
        }
    }
    if serving { forever().map_or(1, |()| 0) } else { 0 }
}

fn say(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()
}

/// This many MiB into a file.
fn fill(path: &str, mib: usize) -> std::io::Result<()> {
    let mut file = std::fs::File::create(path)?;
    for _ in 0..mib {
        file.write_all(&[1; 1 << 20])?;
    }
    file.sync_all()
}

/// Every line of standard input, again on standard output, until one is `quit`. `size` is answered by the size.
fn echo() -> std::io::Result<()> {
    for line in std::io::stdin().lines() {
        match line?.trim_end() {
            "quit" => break,
            "size" => {
                let (cols, rows) = sys::terminal_size();
                say(&format!("{cols} columns, {rows} rows"))?;
            }
            text => say(&format!("you said {text}"))?,
        }
    }
    Ok(())
}

/// The decimal numbers from 0 on, eight digits and a line feed each, as many as make up this many bytes.
fn bytes(count: usize) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for n in 0..count / 9 {
        writeln!(out, "{n:08}")?;
    }
    out.flush()
}

fn number(word: &str) -> f64 {
    word.parse()
        .ok()
        .filter(|n: &f64| *n >= 0.0 && n.is_finite())
        .unwrap_or(0.0)
}

fn lines(count: u64, apart_ms: u64) -> std::io::Result<()> {
    for n in 1..=count {
        say(&format!("line {n}"))?;
        std::thread::sleep(Duration::from_millis(apart_ms));
    }
    Ok(())
}

fn alloc(mib: usize) -> std::io::Result<()> {
    let mut held = Vec::new();
    for n in 0..mib {
        held.push(vec![(n % 255) as u8 + 1; 1 << 20]);
    }
    say(&format!("took {} MiB", std::hint::black_box(&held).len()))
}

fn forever() -> std::io::Result<()> {
    loop {
        std::thread::park();
    }
}
