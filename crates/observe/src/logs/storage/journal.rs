//! The journal: what was accepted and is not yet in a segment.
//!
//! Files `journal/<number as 16 hex digits>.log`. A file is an 8-byte magic, then frames: length of the payload
//! (u32), CRC-32 of the payload (u32), payload. The payload is one record, sealed under the name
//! `journal/<number>`. A record is one batch: group, stream (u128), ingestion time (i64), first sequence number
//! (u64), token flag (u8; if 1: u32 length, id, u64 position), count (u32), then for each event timestamp (i64)
//! and length (u32), then the messages. All numbers are little-endian.
//!
//! INVARIANT: a batch is acknowledged only after its frame and all before it were synced. So what follows the last
//! whole frame of the newest file was never acknowledged, and is cut. A broken frame in an older file is damage,
//! and opening refuses.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use bytes::Bytes;

use super::codec::Reader;
use super::types::{Batch, GroupId, Sealer, StreamId, Token};

const MAGIC: &[u8; 8] = b"LSJRNL1\n";
const FRAME: usize = 8;
/// More than any batch can be; a larger length is damage.
const MAX_PAYLOAD: u32 = 64 << 20;

/// One batch with the number of its first event.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub first_seq: u64,
    pub batch: Batch,
}

/// The file that is written to.
pub(crate) struct Journal {
    pub number: u64,
    file: File,
    /// Everything up to here is whole and synced.
    good: u64,
}

pub(crate) fn path(dir: &Path, number: u64) -> PathBuf {
    dir.join(format!("{number:016x}.log"))
}

/// The numbers of the files in the folder, ascending.
pub(crate) fn list(dir: &Path) -> Result<Vec<u64>> {
    let mut numbers = Vec::new();
    for entry in std::fs::read_dir(dir).with_context(|| format!("reading `{}`", dir.display()))? {
        let name = entry?.file_name();
        let number = name
            .to_str()
            .and_then(|n| n.strip_suffix(".log"))
            .and_then(|n| u64::from_str_radix(n, 16).ok());
        numbers.extend(number);
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// Removes a file whose records are all in segments.
pub(crate) fn remove(dir: &Path, number: u64) -> Result<()> {
    match std::fs::remove_file(path(dir, number)) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e).context("removing a journal file"),
        _ => Ok(()),
    }
}

/// Removes that file and all before it.
pub(crate) fn remove_through(dir: &Path, number: u64) -> Result<()> {
    list(dir)?
        .into_iter()
        .filter(|n| *n <= number)
        .try_for_each(|n| remove(dir, n))
}

/// Makes a rename, a creation or a removal in a folder survive a power cut.
pub(crate) fn sync_dir(dir: &Path) -> Result<()> {
    File::open(dir)
        .and_then(|d| d.sync_all())
        .with_context(|| format!("syncing `{}`", dir.display()))
}

impl Journal {
    pub(crate) fn create(dir: &Path, number: u64) -> Result<Journal> {
        let path = path(dir, number);
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .open(&path)?;
        file.write_all(MAGIC)?;
        file.sync_all()?;
        sync_dir(dir)?;
        Ok(Journal {
            number,
            file,
            good: MAGIC.len() as u64,
        })
    }

    /// Reads a file, hands out its records, and cuts a torn tail. With `newest`, it can be written to again.
    pub(crate) fn replay(
        dir: &Path,
        number: u64,
        newest: bool,
        sealer: &dyn Sealer,
        mut each: impl FnMut(Record),
    ) -> Result<Journal> {
        let path = path(dir, number);
        let mut bytes = Vec::new();
        let mut file = OpenOptions::new().read(true).write(true).open(&path)?;
        file.read_to_end(&mut bytes)?;
        if newest && bytes.len() < MAGIC.len() && MAGIC.starts_with(&bytes) {
            return Journal::create(dir, number);
        }
        if !bytes.starts_with(MAGIC) {
            bail!("`{}` is not a journal", path.display());
        }
        let whole = Bytes::from(bytes);
        let mut at = MAGIC.len();
        while at < whole.len() {
            match frame(&whole, at) {
                Some(payload) => {
                    at += FRAME + payload.len();
                    let plain = sealer.open(&name(number), &payload)?;
                    each(
                        decode(Bytes::from(plain))
                            .with_context(|| format!("reading `{}`", path.display()))?,
                    );
                }
                None if newest => {
                    tracing::warn!(file = %path.display(), at, bytes = whole.len() - at, "cutting a torn journal tail");
                    file.set_len(at as u64)?;
                    file.sync_all()?;
                    break;
                }
                None => bail!("`{}` is damaged at byte {at}", path.display()),
            }
        }
        file.seek(SeekFrom::Start(at as u64))?;
        Ok(Journal {
            number,
            file,
            good: at as u64,
        })
    }

    /// Appends frames made by [`encode`] and waits for the disk.
    ///
    /// After a failed write the file is cut back. After a failed sync nobody knows what the disk holds, so the
    /// error is final for this journal.
    pub(crate) fn write(&mut self, frames: &[u8]) -> Result<(), WriteError> {
        if let Err(e) = self.file.write_all(frames) {
            let mut back = self.file.set_len(self.good).and_then(|()| self.file.sync_all());
            back = back.and_then(|()| self.file.seek(SeekFrom::Start(self.good)).map(|_| ()));
            return Err(WriteError {
                fatal: back.is_err(),
                why: e.to_string(),
            });
        }
        self.file.sync_data().map_err(|e| WriteError {
            fatal: true,
            why: e.to_string(),
        })?;
        self.good += frames.len() as u64;
        Ok(())
    }
}

pub(crate) struct WriteError {
    /// Nothing may be written to this journal any more.
    pub fatal: bool,
    pub why: String,
}

fn name(number: u64) -> String {
    format!("journal/{number:016x}")
}

/// The payload of the frame at `at`, if it is whole.
fn frame(file: &Bytes, at: usize) -> Option<Bytes> {
    let mut head = Reader(file.get(at..)?);
    let (len, crc) = (head.u32().ok()?, head.u32().ok()?);
    let start = at + FRAME;
    let payload = (len <= MAX_PAYLOAD).then(|| file.get(start..start + len as usize))??;
    (crc32fast::hash(payload) == crc).then(|| file.slice_ref(payload))
}

/// Adds the frame of a record to `out`.
pub(crate) fn encode(out: &mut Vec<u8>, number: u64, sealer: &dyn Sealer, record: &Record) -> Result<()> {
    let b = &record.batch;
    let messages: usize = b.events.iter().map(|(_, m)| m.len()).sum();
    let mut plain = Vec::with_capacity(80 + b.events.len() * 12 + messages);
    plain.extend_from_slice(&b.group.0.to_le_bytes());
    plain.extend_from_slice(&b.stream.0.to_le_bytes());
    plain.extend_from_slice(&b.ingested.to_le_bytes());
    plain.extend_from_slice(&record.first_seq.to_le_bytes());
    plain.push(u8::from(b.token.is_some()));
    if let Some(token) = &b.token {
        plain.extend_from_slice(&u32::try_from(token.id.len())?.to_le_bytes());
        plain.extend_from_slice(token.id.as_bytes());
        plain.extend_from_slice(&token.position.to_le_bytes());
    }
    plain.extend_from_slice(&u32::try_from(b.events.len())?.to_le_bytes());
    for (timestamp, message) in &b.events {
        plain.extend_from_slice(&timestamp.to_le_bytes());
        plain.extend_from_slice(&u32::try_from(message.len())?.to_le_bytes());
    }
    for (_, message) in &b.events {
        plain.extend_from_slice(message);
    }
    let payload = sealer.seal(&name(number), &plain)?;
    let len = u32::try_from(payload.len())
        .ok()
        .filter(|n| *n <= MAX_PAYLOAD)
        .context("a batch is too large")?;
    out.extend_from_slice(&len.to_le_bytes());
    out.extend_from_slice(&crc32fast::hash(&payload).to_le_bytes());
    out.extend_from_slice(&payload);
    Ok(())
}

fn decode(plain: Bytes) -> Result<Record> {
    let mut r = Reader(&plain);
    let (group, stream) = (GroupId(r.u128()?), StreamId(r.u128()?));
    let (ingested, first_seq) = (r.i64()?, r.u64()?);
    let token = match r.u8()? {
        0 => None,
        _ => {
            let len = r.u32()? as usize;
            let id = std::str::from_utf8(r.bytes(len)?)?.to_owned();
            Some(Token {
                id,
                position: r.u64()?,
            })
        }
    };
    let count = r.u32()? as usize;
    let heads = (0..count)
        .map(|_| Ok((r.i64()?, r.u32()? as usize)))
        .collect::<Result<Vec<_>>>()?;
    let mut events = Vec::with_capacity(count);
    for (timestamp, len) in heads {
        events.push((timestamp, plain.slice_ref(r.bytes(len)?)));
    }
    Ok(Record {
        first_seq,
        batch: Batch {
            group,
            stream,
            ingested,
            token,
            events,
        },
    })
}
