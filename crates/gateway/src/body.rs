//! Reading a request's body: bounded in size, in time, and again after decompression.

use std::io::Read as _;

use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;

use crate::Limits;

/// Why a body was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadBody {
    TooLarge,
    TooSlow,
    /// The client went away, or the framing is wrong.
    Broken,
    /// `Content-Encoding` is not gzip, or the bytes are not.
    Encoding,
}

pub(crate) async fn read(mut body: Incoming, headers: &HeaderMap, limits: &Limits) -> Result<Bytes, BadBody> {
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.parse::<usize>().ok());
    if announced.is_some_and(|n| n > limits.body) {
        return Err(BadBody::TooLarge);
    }
    let all = async {
        let mut out = BytesMut::with_capacity(announced.unwrap_or(0).min(2 << 20));
        while let Some(frame) = body.frame().await {
            let Ok(frame) = frame else {
                return Err(BadBody::Broken);
            };
            let Ok(data) = frame.into_data() else { continue };
            if out.len() + data.len() > limits.body {
                return Err(BadBody::TooLarge);
            }
            out.extend_from_slice(&data);
        }
        Ok(out.freeze())
    };
    tokio::time::timeout(limits.body_time, all)
        .await
        .unwrap_or(Err(BadBody::TooSlow))
}

/// The body as the client meant it. The signature covers the bytes before this.
pub(crate) fn decode(raw: Bytes, headers: &HeaderMap, limits: &Limits) -> Result<Bytes, BadBody> {
    match headers.get(CONTENT_ENCODING).map(|v| v.as_bytes()) {
        None | Some(b"identity") => Ok(raw),
        Some(coding) if coding.eq_ignore_ascii_case(b"gzip") => {
            let mut out = Vec::new();
            let bound = u64::try_from(limits.body).unwrap_or(u64::MAX);
            let read = flate2::read::GzDecoder::new(&*raw)
                .take(bound.saturating_add(1))
                .read_to_end(&mut out);
            match read {
                Ok(_) if out.len() > limits.body => Err(BadBody::TooLarge),
                Ok(_) => Ok(out.into()),
                Err(_) => Err(BadBody::Encoding),
            }
        }
        Some(_) => Err(BadBody::Encoding),
    }
}
