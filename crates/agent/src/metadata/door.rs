//! Doors: where connections from tasks come in.

use std::fs::{OpenOptions, Permissions};
use std::os::fd::AsRawFd;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::os::unix::net::{SocketAddr, UnixListener as Listener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::net::{UnixListener, UnixStream};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use super::{Caller, Edge};
use crate::engine::sandbox::door_name;

/// Connections of one door that are answered at a time.
const MOST: usize = 256;

#[derive(Clone, Copy)]
enum To {
    Metadata,
    Plane,
    /// DNS over TCP, and over UDP.
    Names,
    NamesUdp,
    Connect,
}

impl Edge {
    /// The folder that is mounted into the sandbox of this interface.
    pub(crate) fn door(&self, eni: &str) -> PathBuf {
        self.folder.join(door_name(eni))
    }

    /// Opens the door of a sandbox unless it is open.
    pub(crate) fn open_door(self: &Arc<Edge>, eni: &str) {
        let mut doors = self.doors.lock();
        if doors.contains_key(eni) {
            return;
        }
        let stop = self.stop.child_token();
        for (name, to) in [
            ("80", To::Metadata),
            ("51677", To::Plane),
            ("53", To::Names),
            ("53u", To::NamesUdp),
            ("connect", To::Connect),
        ] {
            match bind(&self.door(eni), name) {
                Ok(listener) => self.answer(listener, Caller::Sandbox(eni.to_owned()), to, stop.clone()),
                Err(e) => warn!(eni, error = %e, "a sandbox's door could not be opened"),
            }
        }
        doors.insert(eni.to_owned(), stop);
    }

    /// Closes it for ever; the interface is given back.
    pub(crate) fn close_door(&self, eni: &str) {
        if let Some(stop) = self.doors.lock().remove(eni) {
            stop.cancel();
        }
        match std::fs::remove_dir_all(self.door(eni)) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                warn!(eni, error = %e, "a sandbox's folder could not be removed");
            }
            _ => {}
        }
    }

    /// The folders of all doors, also those that an earlier agent left.
    pub(crate) fn doors(&self) -> Vec<String> {
        let found = std::fs::read_dir(&self.folder).into_iter().flatten().flatten();
        found.filter_map(|f| f.file_name().into_string().ok()).collect()
    }

    /// Listens for the relay, under this agent's names in the host's namespace.
    pub(super) fn open_relay(self: &Arc<Edge>) {
        for (what, to) in [
            ("metadata", To::Metadata),
            ("plane", To::Plane),
            ("53", To::Names),
            ("53u", To::NamesUdp),
        ] {
            let name = format!("longshore-{what}-{}", self.digits);
            let bound = SocketAddr::from_abstract_name(name).and_then(|a| Listener::bind_addr(&a));
            match bound.and_then(tokio_listener) {
                Ok(listener) => self.answer(listener, Caller::Relay, to, self.stop.child_token()),
                Err(e) => warn!(error = %e, "the relay cannot be served"),
            }
        }
    }

    fn answer(self: &Arc<Edge>, listener: UnixListener, caller: Caller, to: To, stop: CancellationToken) {
        let edge = self.clone();
        let room = Arc::new(tokio::sync::Semaphore::new(MOST));
        self.tracker.spawn(async move {
            loop {
                let accepted = tokio::select! {
                    () = stop.cancelled() => return,
                    accepted = listener.accept() => accepted,
                };
                let (Ok((stream, _)), Ok(place)) = (accepted, room.clone().try_acquire_owned()) else {
                    continue;
                };
                let (edge, caller, stop) = (edge.clone(), caller.clone(), stop.clone());
                let tracker = edge.tracker.clone();
                tracker.spawn(async move {
                    let _place = place;
                    tokio::select! {
                        () = stop.cancelled() => {}
                        () = edge.let_in(stream, caller, to) => {}
                    }
                });
            }
        });
    }

    async fn let_in(self: Arc<Edge>, stream: UnixStream, caller: Caller, to: To) {
        match to {
            To::Metadata => self.converse(stream, caller).await,
            To::Plane => self.pipe(stream).await,
            To::Names => self.names.serve(stream, &self.asker(&caller), false).await,
            To::NamesUdp => self.names.serve(stream, &self.asker(&caller), true).await,
            To::Connect => self.connect.serve(stream, &self.asker(&caller)).await,
        }
    }
}

/// Binds `name` in `folder`, which the sandbox's own side may write too. Addresses of unix sockets are short, so the
/// folder is named by its descriptor.
fn bind(folder: &Path, name: &str) -> std::io::Result<UnixListener> {
    std::fs::create_dir_all(folder)?;
    // The agent's own folder above lets nobody of the host in.
    std::fs::set_permissions(folder, Permissions::from_mode(0o777))?;
    let file = folder.join(name);
    match std::fs::remove_file(&file) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    let listener = Listener::bind(by_descriptor(folder, |folder| folder.join(name))?.1)?;
    std::fs::set_permissions(&file, Permissions::from_mode(0o666))?;
    tokio_listener(listener)
}

/// A short path to something in `folder`, good as long as the file is held.
pub(super) fn by_descriptor(
    folder: &Path,
    path: impl FnOnce(PathBuf) -> PathBuf,
) -> std::io::Result<(std::fs::File, PathBuf)> {
    let flags = rustix::fs::OFlags::DIRECTORY.bits();
    let held = OpenOptions::new()
        .read(true)
        .custom_flags(i32::try_from(flags).unwrap_or(0))
        .open(folder)?;
    let short = path(PathBuf::from(format!("/proc/self/fd/{}", held.as_raw_fd())));
    Ok((held, short))
}

fn tokio_listener(listener: Listener) -> std::io::Result<UnixListener> {
    listener.set_nonblocking(true)?;
    UnixListener::from_std(listener)
}

/// Connects to `name` in `folder`.
pub(crate) async fn connect(folder: &Path, name: &str) -> std::io::Result<UnixStream> {
    let (_held, path) = by_descriptor(folder, |folder| folder.join(name))?;
    UnixStream::connect(path).await
}
