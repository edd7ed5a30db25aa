//! The listening side of Fluentd's forward protocol, as far as a container engine speaks it: one `[tag, time, record]` in
//! MessagePack after the other. Every record becomes a line: `TAG key=value …`, keys in order.

use std::collections::BTreeMap;
use std::io::{BufReader, Error, Read, Result, Write};
use std::os::unix::net::{UnixListener, UnixStream};

/// Listens on a socket at `path`; connections are served in the background.
pub(crate) fn listen(path: &str) -> Result<()> {
    let _ = std::fs::remove_file(path);
    let listener = UnixListener::bind(path)?;
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || serve(stream));
        }
    });
    Ok(())
}

fn serve(stream: UnixStream) -> Result<()> {
    let mut from = BufReader::new(stream);
    loop {
        let Value::List(parts) = value(&mut from, 0)? else {
            return Err(Error::other("not a message"));
        };
        let mut parts = parts.into_iter();
        let (Some(Value::Text(tag)), Some(_), Some(Value::Map(record))) =
            (parts.next(), parts.next(), parts.next())
        else {
            return Err(Error::other("not an event"));
        };
        let mut line = tag;
        for (key, value) in record {
            line.push_str(&format!(" {key}={}", value.trim_end()));
        }
        let mut out = std::io::stdout().lock();
        writeln!(out, "{line}")?;
        out.flush()?;
    }
}

enum Value {
    Text(String),
    List(Vec<Value>),
    Map(BTreeMap<String, String>),
    Other,
}

/// Deeper nesting and longer texts than any log line has are refused.
const DEEPEST: usize = 8;
const LONGEST: usize = 1 << 20;

fn value(from: &mut impl Read, depth: usize) -> Result<Value> {
    if depth > DEEPEST {
        return Err(Error::other("nested too deeply"));
    }
    let kind = number(from, 1)? as u8;
    Ok(match kind {
        0x80..=0x8f => map(from, (kind & 15).into(), depth)?,
        0x90..=0x9f => list(from, (kind & 15).into(), depth)?,
        0xa0..=0xbf => text(from, (kind & 31).into())?,
        0xc4 | 0xd9 => sized(from, 1)?,
        0xc5 | 0xda => sized(from, 2)?,
        0xc6 | 0xdb => sized(from, 4)?,
        0xc7 => {
            let length = number(from, 1)?;
            skip(from, length + 1)?
        }
        0xcc | 0xd0 => skip(from, 1)?,
        0xcd | 0xd1 => skip(from, 2)?,
        0xca | 0xce | 0xd2 => skip(from, 4)?,
        0xcb | 0xcf | 0xd3 => skip(from, 8)?,
        0xd4 => skip(from, 2)?,
        0xd5 => skip(from, 3)?,
        0xd6 => skip(from, 5)?,
        0xd7 => skip(from, 9)?,
        0xd8 => skip(from, 17)?,
        0xdc => {
            let count = number(from, 2)?;
            list(from, count, depth)?
        }
        0xde => {
            let count = number(from, 2)?;
            map(from, count, depth)?
        }
        _ => Value::Other,
    })
}

/// A big-endian number of this many bytes.
fn number(from: &mut impl Read, bytes: usize) -> Result<usize> {
    let mut raw = [0; 8];
    let low = raw.len().saturating_sub(bytes);
    from.read_exact(raw.get_mut(low..).unwrap_or_default())?;
    Ok(u64::from_be_bytes(raw) as usize)
}

fn skip(from: &mut impl Read, bytes: usize) -> Result<Value> {
    std::io::copy(&mut from.take(bytes as u64), &mut std::io::sink())?;
    Ok(Value::Other)
}

fn sized(from: &mut impl Read, bytes: usize) -> Result<Value> {
    let length = number(from, bytes)?;
    text(from, length)
}

fn text(from: &mut impl Read, length: usize) -> Result<Value> {
    if length > LONGEST {
        return Err(Error::other("too long"));
    }
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes)?;
    Ok(Value::Text(String::from_utf8_lossy(&bytes).into_owned()))
}

fn list(from: &mut impl Read, count: usize, depth: usize) -> Result<Value> {
    (0..count)
        .map(|_| value(from, depth + 1))
        .collect::<Result<_>>()
        .map(Value::List)
}

fn map(from: &mut impl Read, count: usize, depth: usize) -> Result<Value> {
    let mut all = BTreeMap::new();
    for _ in 0..count {
        let (key, value) = (value(from, depth + 1)?, value(from, depth + 1)?);
        if let (Value::Text(key), Value::Text(value)) = (key, value) {
            all.insert(key, value);
        }
    }
    Ok(Value::Map(all))
}
