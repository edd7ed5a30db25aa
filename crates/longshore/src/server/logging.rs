//! The server's own log: to standard error, which `longshore up` points at `server.log`.

use tracing_subscriber::EnvFilter;

pub(crate) fn init(quiet: bool) {
    let default = if quiet { "warn" } else { "info" };
    let filter = EnvFilter::try_from_env("LONGSHORE_LOG").unwrap_or_else(|_| EnvFilter::new(default));
    let done = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .try_init();
    if let Err(e) = done {
        eprintln!("the log could not be set up: {e}");
    }
}
