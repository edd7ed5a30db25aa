//! The rules of the task's interface, set in this namespace's kernel as the agent tells them.
//!
//! The agent connects to the socket `firewall` of the sandbox's folder, says a length in four bytes and as many bytes, and
//! hears `ok` or why not. The bytes are one batch of messages for nf_tables (`crates/agent/src/firewall/nft.rs`): all of it
//! takes effect, or nothing. What is set stays when the agent goes.

use std::io::{Error, Read, Result, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::time::Duration;

use crate::door::{self, FOLDER};
use crate::sys;

/// A batch that is longer is none of ours.
const LONGEST: usize = 16 << 20;
const PATIENCE: Duration = Duration::from_secs(10);

/// Listens for the agent. Batches are set one after the other, in the order in which they come.
pub(crate) fn open() -> Result<()> {
    let path = format!("{FOLDER}/firewall");
    let _ = std::fs::remove_file(&path);
    let listener = UnixListener::bind(&path)?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o666))?;
    door::start(move || {
        for stream in listener.incoming().flatten() {
            let _ = serve(stream);
        }
    })
}

fn serve(mut agent: UnixStream) -> Result<()> {
    agent.set_read_timeout(Some(PATIENCE))?;
    agent.set_write_timeout(Some(PATIENCE))?;
    let mut length = [0; 4];
    agent.read_exact(&mut length)?;
    let length = u32::from_be_bytes(length) as usize;
    if length > LONGEST {
        return agent.write_all(b"too long\n");
    }
    let mut batch = vec![0; length];
    agent.read_exact(&mut batch)?;
    match set(&batch) {
        Ok(()) => agent.write_all(b"ok\n"),
        Err(e) => writeln!(agent, "{e}"),
    }
}

/// Sets the batch whose bytes are given as hexadecimal digits: a trial in a namespace that nobody uses.
pub(crate) fn trial(digits: &str) -> Result<()> {
    let byte = |at: usize| {
        digits
            .get(at..at + 2)
            .and_then(|d| u8::from_str_radix(d, 16).ok())
    };
    let batch: Option<Vec<u8>> = (0..digits.len()).step_by(2).map(byte).collect();
    set(&batch.ok_or_else(|| Error::other("no batch"))?)
}

/// The kernel answers an error of any message before the acknowledgement that the last one asks for, so its first word
/// decides.
fn set(batch: &[u8]) -> Result<()> {
    let mut netlink = std::fs::File::from(sys::netfilter()?);
    sys::send_room(netlink.as_raw_fd(), batch.len())?;
    if netlink.write(batch)? != batch.len() {
        return Err(Error::other("the batch was cut"));
    }
    let mut answer = [0; 4096];
    let length = netlink.read(&mut answer)?;
    // nlmsghdr, then nlmsgerr, which begins with the error, negative, 0 for done.
    let code = answer.get(16..20).filter(|_| length >= 20);
    match code.and_then(|b| b.try_into().ok()).map(i32::from_ne_bytes) {
        Some(0) => Ok(()),
        Some(code) => Err(Error::from_raw_os_error(-code)),
        None => Err(Error::other("the kernel's answer is cut")),
    }
}
