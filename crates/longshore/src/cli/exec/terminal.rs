//! This terminal while it is somebody else's.

use std::io::{IsTerminal as _, Read as _};

use anyhow::{Context as _, Result};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};
use tokio::sync::mpsc;
use wire::ssm::payload::Size;

/// Passes every key on as it is, until it is dropped. What is no terminal is left alone.
pub(super) struct Raw(Option<Termios>);

impl Raw {
    pub(super) fn enter() -> Result<Self> {
        let stdin = std::io::stdin();
        if !stdin.is_terminal() {
            return Ok(Self(None));
        }
        let before = tcgetattr(&stdin).context("asking the terminal")?;
        let mut raw = before.clone();
        raw.make_raw();
        tcsetattr(&stdin, OptionalActions::Now, &raw).context("setting the terminal")?;
        Ok(Self(Some(before)))
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        if let Some(before) = &self.0 {
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, before);
        }
    }
}

/// The size of the terminal that shows the output; without one, the size that terminals had.
pub(super) fn size() -> Size {
    match tcgetwinsize(std::io::stdout()) {
        Ok(w) if w.ws_col > 0 && w.ws_row > 0 => Size {
            cols: w.ws_col,
            rows: w.ws_row,
        },
        _ => Size { cols: 80, rows: 24 },
    }
}

/// What is typed or piped in. A pipe's end is told as a terminal tells it, by Ctrl-D.
pub(super) fn keys() -> mpsc::Receiver<Vec<u8>> {
    const END: u8 = 4;
    let (tell, keys) = mpsc::channel(16);
    // A thread of its own: reading standard input cannot be given up.
    std::thread::spawn(move || {
        let mut chunk = [0; 1024];
        let mut line = true;
        loop {
            let read = std::io::stdin().read(&mut chunk).unwrap_or(0);
            let bytes = match chunk.get(..read) {
                Some(bytes) if read > 0 => bytes.to_vec(),
                // In the middle of a line the first one only ends the line.
                _ => vec![END; if line { 1 } else { 2 }],
            };
            line = bytes.last() == Some(&b'\n');
            if tell.blocking_send(bytes).is_err() || read == 0 {
                return;
            }
        }
    });
    keys
}
