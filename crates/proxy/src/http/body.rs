//! Bodies out of bytes.

use bytes::{Buf as _, Bytes, BytesMut};

use super::framing::Framing;
use super::head::{self, Bad};

/// A chunk's first line at most, with its extensions, which are dropped.
const CHUNK_LINE: usize = 256;
/// Trailers at most.
const TRAILERS: usize = 8 * 1024;

/// Names and values.
pub(crate) type Trailers = Vec<(Bytes, Bytes)>;

/// What comes next of a body.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Data(Bytes),
    /// More bytes are needed.
    More,
    End(Trailers),
}

/// Where in its body a reader is.
#[derive(Debug)]
pub(crate) struct Decoder {
    at: At,
}

#[derive(Debug)]
enum At {
    Done,
    Length(u64),
    Size,
    Chunk(u64),
    ChunkEnd,
    Trailers,
    Close,
}

impl Decoder {
    pub(crate) fn new(framing: Framing) -> Self {
        let at = match framing {
            Framing::Empty => At::Done,
            Framing::Length(n) => At::Length(n),
            Framing::Chunked => At::Size,
            Framing::Close => At::Close,
        };
        Self { at }
    }

    pub(crate) fn done(&self) -> bool {
        matches!(self.at, At::Done)
    }

    /// Whether the connection's end is the body's.
    pub(crate) fn ends_with_connection(&self) -> bool {
        matches!(self.at, At::Close)
    }

    /// Takes the next part off the front of `buffer`.
    ///
    /// # Errors
    /// Chunks that are not written as RFC 9112, section 7.1, says.
    pub(crate) fn step(&mut self, buffer: &mut BytesMut) -> Result<Step, Bad> {
        loop {
            match self.at {
                At::Done => return Ok(Step::End(Vec::new())),
                At::Length(left) | At::Chunk(left) => {
                    if buffer.is_empty() {
                        return Ok(Step::More);
                    }
                    let n = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
                    let left = left - n as u64;
                    self.at = match (&self.at, left) {
                        (At::Chunk(_), 0) => At::ChunkEnd,
                        (At::Chunk(_), _) => At::Chunk(left),
                        (_, 0) => At::Done,
                        _ => At::Length(left),
                    };
                    return Ok(Step::Data(buffer.split_to(n).freeze()));
                }
                At::Close => {
                    return Ok(if buffer.is_empty() {
                        Step::More
                    } else {
                        Step::Data(buffer.split().freeze())
                    });
                }
                At::Size => match size(buffer)? {
                    None => return Ok(Step::More),
                    Some(0) => self.at = At::Trailers,
                    Some(n) => self.at = At::Chunk(n),
                },
                At::ChunkEnd => match buffer.get(..2) {
                    Some(b"\r\n") => {
                        buffer.advance(2);
                        self.at = At::Size;
                    }
                    None if buffer.is_empty() || buffer.starts_with(b"\r") => return Ok(Step::More),
                    _ => return Err(Bad::Malformed),
                },
                At::Trailers => {
                    let Some(trailers) = trailers(buffer)? else {
                        return Ok(Step::More);
                    };
                    self.at = At::Done;
                    return Ok(Step::End(trailers));
                }
            }
        }
    }
}

/// A chunk's size, with its line taken off.
fn size(buffer: &mut BytesMut) -> Result<Option<u64>, Bad> {
    let Some(newline) = memchr::memchr(b'\n', buffer) else {
        return if buffer.len() > CHUNK_LINE {
            Err(Bad::Malformed)
        } else {
            Ok(None)
        };
    };
    let line = buffer.split_to(newline + 1);
    let line = line.strip_suffix(b"\r\n").ok_or(Bad::Malformed)?;
    let digits = line.iter().take_while(|b| b.is_ascii_hexdigit()).count();
    let rest = line.get(digits..).unwrap_or_default();
    let proper = (1..=15).contains(&digits)
        && line.len() <= CHUNK_LINE
        && (rest.is_empty() || rest.starts_with(b";"))
        && rest.iter().all(|b| (0x20..0x7f).contains(b) || *b == b'\t');
    if !proper {
        return Err(Bad::Malformed);
    }
    let text = std::str::from_utf8(line.get(..digits).unwrap_or_default()).unwrap_or_default();
    u64::from_str_radix(text, 16)
        .map(Some)
        .map_err(|_| Bad::Malformed)
}

fn trailers(buffer: &mut BytesMut) -> Result<Option<Trailers>, Bad> {
    if buffer.starts_with(b"\r\n") {
        buffer.advance(2);
        return Ok(Some(Vec::new()));
    }
    let Some(end) = memchr::memmem::find(buffer, b"\r\n\r\n") else {
        return if buffer.len() > TRAILERS {
            Err(Bad::TooLarge)
        } else {
            Ok(None)
        };
    };
    if end > TRAILERS {
        return Err(Bad::TooLarge);
    }
    head::trailers(&buffer.split_to(end + 4).freeze()).map(Some)
}
