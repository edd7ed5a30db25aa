//! What is printed: a tick or a cross before each step; plain characters where the output is no terminal.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

pub(crate) fn tick() -> &'static str {
    if std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        "\u{1b}[32m✔\u{1b}[0m"
    } else {
        "✔"
    }
}

pub(crate) fn cross() -> &'static str {
    if std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        "\u{1b}[31m✘\u{1b}[0m"
    } else {
        "✘"
    }
}

pub(crate) fn line(text: std::fmt::Arguments<'_>) {
    if writeln!(std::io::stdout(), "{text}").is_err() {
        std::process::exit(0);
    }
}

pub(crate) fn step(text: impl std::fmt::Display) {
    out!("{} {text}", tick());
}

pub(crate) fn warn(text: impl std::fmt::Display) {
    out!("! {text}");
}

/// Says what is being waited for once it takes longer than a second, and again every five.
pub(crate) struct Patience {
    what: String,
    next: Instant,
    since: Instant,
}

impl Patience {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        let now = Instant::now();
        Self {
            what: what.into(),
            next: now + Duration::from_secs(1),
            since: now,
        }
    }

    /// Called while waiting.
    pub(crate) fn still(&mut self) {
        let now = Instant::now();
        if now >= self.next {
            out!("… {} ({} s)", self.what, now.duration_since(self.since).as_secs());
            self.next = now + Duration::from_secs(5);
        }
    }
}
