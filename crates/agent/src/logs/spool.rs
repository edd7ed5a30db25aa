//! Events that cannot be delivered now, on the disk, in order: a queue of files per container.
//!
//! A record is position, time and length (8 bytes each, little-endian), then the message. What a killed agent left half
//! written at the end is cut; the engine still has those lines.
//!
//! INVARIANT: events come out as they went in. A file goes when all of it is delivered.

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::lines::{EVENT_MAX, Event};

/// A file is this large before the next one is begun.
const FILE: u64 = 8 << 20;
const HEAD: usize = 24;

/// One file: its number, its size, and the position of its last event.
#[derive(Clone, Copy, Debug)]
struct Part {
    number: u64,
    size: u64,
    last: u64,
}

#[derive(Debug)]
pub(super) struct Spool {
    dir: PathBuf,
    /// Oldest first; the last one is written to.
    files: VecDeque<Part>,
    /// Read to their ends, and not known to be delivered.
    taken: VecDeque<Part>,
    write: Option<BufWriter<File>>,
    /// What was read of the oldest file and not taken yet.
    read: Option<BufReader<File>>,
    /// Events that were put in and not taken out.
    waiting: u64,
    bytes: u64,
    last: Option<u64>,
}

impl Spool {
    /// Opens what an earlier process left in `dir`, if anything.
    pub(super) fn open(dir: &Path) -> std::io::Result<Spool> {
        let mut spool = Spool {
            dir: dir.to_owned(),
            files: VecDeque::new(),
            taken: VecDeque::new(),
            write: None,
            read: None,
            waiting: 0,
            bytes: 0,
            last: None,
        };
        let mut numbers: Vec<u64> = match fs::read_dir(dir) {
            Ok(entries) => entries
                .flatten()
                .filter_map(|e| e.file_name().to_str()?.parse().ok())
                .collect(),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(e) => return Err(e),
        };
        numbers.sort_unstable();
        for number in numbers {
            let path = spool.path(number);
            let mut reader = BufReader::new(File::open(&path)?);
            let (mut size, mut last) = (0, 0);
            while let Some(event) = next(&mut reader)? {
                size += (HEAD + event.message.len()) as u64;
                spool.waiting += 1;
                last = event.position;
                spool.last = Some(last);
            }
            OpenOptions::new().write(true).open(&path)?.set_len(size)?;
            spool.files.push_back(Part { number, size, last });
            spool.bytes += size;
        }
        Ok(spool)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.waiting == 0
    }

    /// Bytes on the disk.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The position of the last event in it.
    pub(super) fn last(&self) -> Option<u64> {
        self.last
    }

    pub(super) fn push(&mut self, event: &Event) -> std::io::Result<()> {
        let full = self.files.back().is_none_or(|f| f.size >= FILE);
        if full || self.write.is_none() {
            let newest = self.files.back().or(self.taken.back());
            let number = newest.map_or(1, |f| f.number + 1);
            fs::create_dir_all(&self.dir)?;
            self.write = Some(BufWriter::new(File::create(self.path(number))?));
            let (size, last) = (0, 0);
            self.files.push_back(Part { number, size, last });
        }
        let Some(write) = &mut self.write else {
            return Ok(());
        };
        let length = event.message.len() as u64;
        let mut record = Vec::with_capacity(HEAD + event.message.len());
        for number in [event.position, event.at_ns, length] {
            record.extend_from_slice(&number.to_le_bytes());
        }
        record.extend_from_slice(event.message.as_bytes());
        // Whole or not at all, as far as the reader is concerned: a failed write begins a new file.
        if let Err(e) = write.write_all(&record).and_then(|()| write.flush()) {
            self.write = None;
            if let Some(f) = self.files.back() {
                let file = OpenOptions::new().write(true).open(self.path(f.number))?;
                file.set_len(f.size)?;
            }
            return Err(e);
        }
        if let Some(f) = self.files.back_mut() {
            f.size += record.len() as u64;
            f.last = event.position;
        }
        self.bytes += record.len() as u64;
        self.waiting += 1;
        self.last = Some(event.position);
        Ok(())
    }

    /// The oldest event. It stays on the disk until [`Spool::delivered`] has passed its file.
    pub(super) fn pop(&mut self) -> std::io::Result<Option<Event>> {
        while self.waiting > 0 {
            let Some(front) = self.files.front() else { break };
            if self.read.is_none() {
                self.read = Some(BufReader::new(File::open(self.path(front.number))?));
            }
            if let Some(read) = &mut self.read
                && let Some(event) = next(read)?
            {
                self.waiting -= 1;
                return Ok(Some(event));
            }
            // The file that is written to is read on later.
            if self.files.len() == 1 {
                break;
            }
            self.read = None;
            self.taken.extend(self.files.pop_front());
        }
        Ok(None)
    }

    /// Everything up to this position is delivered.
    pub(super) fn delivered(&mut self, position: u64) -> std::io::Result<()> {
        while self.taken.front().is_some_and(|f| f.last <= position)
            && let Some(f) = self.taken.pop_front()
        {
            self.bytes -= f.size;
            fs::remove_file(self.path(f.number))?;
        }
        Ok(())
    }

    /// Everything that was in it is delivered.
    pub(super) fn clear(&mut self) -> std::io::Result<()> {
        self.write = None;
        self.read = None;
        self.bytes = 0;
        self.waiting = 0;
        let taken = std::mem::take(&mut self.taken);
        for f in taken.into_iter().chain(std::mem::take(&mut self.files)) {
            fs::remove_file(self.path(f.number))?;
        }
        match fs::remove_dir(&self.dir) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        }
    }

    fn path(&self, number: u64) -> PathBuf {
        self.dir.join(format!("{number:012}"))
    }
}

/// The next whole record.
fn next(from: &mut impl Read) -> std::io::Result<Option<Event>> {
    let mut head = [0; HEAD];
    if !fill(from, &mut head)? {
        return Ok(None);
    }
    let number = |at: usize| {
        let bytes = head.get(at..at + 8).and_then(|b| b.try_into().ok());
        bytes.map_or(0, u64::from_le_bytes)
    };
    let length = usize::try_from(number(16)).unwrap_or(usize::MAX);
    if length > EVENT_MAX {
        return Ok(None);
    }
    let mut message = vec![0; length];
    if !fill(from, &mut message)? {
        return Ok(None);
    }
    Ok(Some(Event {
        position: number(0),
        at_ns: number(8),
        message: String::from_utf8_lossy(&message).into_owned(),
    }))
}

/// False when the end comes first.
fn fill(from: &mut impl Read, into: &mut [u8]) -> std::io::Result<bool> {
    match from.read_exact(into) {
        Ok(()) => Ok(true),
        Err(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => Ok(false),
        Err(e) => Err(e),
    }
}
