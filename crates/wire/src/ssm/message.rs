//! One binary message: a big-endian header of 116 bytes, the payload's length, the payload.
//!
//! ```text
//!   0  header length (u32)      48  sequence number (i64)     80  SHA-256 of the payload (32 bytes)
//!   4  type (32 bytes, padded)  56  flags (u64)              112  payload type (u32)
//!  36  schema version (u32)     64  id (16 bytes)            116  payload length (u32)
//!  40  created, ms (u64)            its two halves swapped   120  payload
//! ```

use aws_lc_rs::digest;

use super::payload::PayloadType;

const HEADER: usize = 116;
const TYPE: usize = 32;
/// Longer messages are refused: nobody sends more than a few kilobytes at once.
pub const LARGEST: usize = 1 << 20;

/// What a message is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// From the client: keys, sizes, answers.
    Input,
    /// From the side with the process: output, requests.
    Output,
    Acknowledge,
    /// The session is over.
    ChannelClosed,
    /// The client is there (again): go on sending.
    StartPublication,
    /// The client is away: hold what there is to say.
    PausePublication,
    Other(String),
}

impl Kind {
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Input => "input_stream_data",
            Self::Output => "output_stream_data",
            Self::Acknowledge => "acknowledge",
            Self::ChannelClosed => "channel_closed",
            Self::StartPublication => "start_publication",
            Self::PausePublication => "pause_publication",
            Self::Other(name) => name,
        }
    }

    fn of(name: &str) -> Self {
        let known = [
            Self::Input,
            Self::Output,
            Self::Acknowledge,
            Self::ChannelClosed,
            Self::StartPublication,
            Self::PausePublication,
        ];
        known
            .into_iter()
            .find(|k| k.as_str() == name)
            .unwrap_or_else(|| Self::Other(name.to_owned()))
    }

    /// Whether it has a place in its direction's order and is acknowledged.
    #[must_use]
    pub fn is_data(&self) -> bool {
        matches!(self, Self::Input | Self::Output)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub kind: Kind,
    /// Epoch milliseconds.
    pub created: u64,
    pub sequence: i64,
    /// 1 on the first data message of a direction, 2 on its last, 3 on messages outside the order.
    pub flags: u64,
    /// A UUID in the usual byte order.
    pub id: [u8; 16],
    pub payload_type: PayloadType,
    pub payload: Vec<u8>,
}

/// Why bytes are no message. Names the part, never the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed(pub &'static str);

impl std::fmt::Display for Malformed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a data channel message has {}", self.0)
    }
}

impl std::error::Error for Malformed {}

impl Message {
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(HEADER + 4 + self.payload.len());
        out.extend_from_slice(&(HEADER as u32).to_be_bytes());
        let mut name = self.kind.as_str().as_bytes().to_vec();
        name.resize(TYPE, b' ');
        out.extend_from_slice(&name);
        out.extend_from_slice(&1u32.to_be_bytes());
        out.extend_from_slice(&self.created.to_be_bytes());
        out.extend_from_slice(&self.sequence.to_be_bytes());
        out.extend_from_slice(&self.flags.to_be_bytes());
        let (high, low) = self.id.split_at(8);
        out.extend_from_slice(low);
        out.extend_from_slice(high);
        out.extend_from_slice(sha256(&self.payload).as_ref());
        out.extend_from_slice(&self.payload_type.number().to_be_bytes());
        out.extend_from_slice(&u32::try_from(self.payload.len()).unwrap_or(0).to_be_bytes());
        out.extend_from_slice(&self.payload);
        out
    }

    /// Reads one message. Type names may be padded on either side, with NUL or space, and clients' digests are not looked
    /// at: some in the field write them in ways of their own, which Amazon's end takes.
    ///
    /// # Errors
    /// Names what is wrong.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        if bytes.len() > LARGEST {
            return Err(Malformed("more bytes than a message may have"));
        }
        let mut rest = bytes;
        let header = u32::from_be_bytes(take(&mut rest)?);
        let name: [u8; TYPE] = take(&mut rest)?;
        let _schema: [u8; 4] = take(&mut rest)?;
        let created = u64::from_be_bytes(take(&mut rest)?);
        let sequence = i64::from_be_bytes(take(&mut rest)?);
        let flags = u64::from_be_bytes(take(&mut rest)?);
        let low: [u8; 8] = take(&mut rest)?;
        let high: [u8; 8] = take(&mut rest)?;
        let digest: [u8; 32] = take(&mut rest)?;
        let payload_type = u32::from_be_bytes(take(&mut rest)?);
        // A header of another length would end elsewhere.
        let header = usize::try_from(header).unwrap_or(usize::MAX);
        let (length, payload) = header
            .checked_add(4)
            .and_then(|end| Some((bytes.get(header..end)?, bytes.get(end..)?)))
            .filter(|_| header >= HEADER)
            .ok_or(Malformed("a header of the wrong length"))?;
        let length = length.iter().fold(0usize, |n, b| n << 8 | usize::from(*b));
        if length != payload.len() {
            return Err(Malformed("a payload of the wrong length"));
        }
        let name = std::str::from_utf8(&name).map_err(|_| Malformed("a type that is no text"))?;
        let kind = Kind::of(name.trim_matches(['\0', ' ']));
        let checked = kind == Kind::Output && !payload.is_empty();
        if checked && digest != sha256(payload).as_ref() {
            return Err(Malformed("a digest that is not its payload's"));
        }
        let mut id = [0; 16];
        for (to, from) in id.iter_mut().zip(high.iter().chain(&low)) {
            *to = *from;
        }
        Ok(Self {
            kind,
            created,
            sequence,
            flags,
            id,
            payload_type: PayloadType::of(payload_type),
            payload: payload.to_vec(),
        })
    }

    /// The id as a UUID is written.
    #[must_use]
    pub fn id_text(&self) -> String {
        let hex: Vec<String> = self.id.iter().map(|b| format!("{b:02x}")).collect();
        let part = |r: std::ops::Range<usize>| hex.get(r).unwrap_or_default().concat();
        [part(0..4), part(4..6), part(6..8), part(8..10), part(10..16)].join("-")
    }
}

fn sha256(bytes: &[u8]) -> digest::Digest {
    digest::digest(&digest::SHA256, bytes)
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], Malformed> {
    let (head, tail) = rest.split_first_chunk::<N>().ok_or(Malformed("too few bytes"))?;
    *rest = tail;
    Ok(*head)
}
