//! Layers and configurations: looked for, read (also in part), deleted.

use std::ops::Range;
use std::sync::Arc;

use http::header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderValue, RANGE};
use http::request::Parts;
use http::{Method, StatusCode};

use super::refusal::Refusal;
use super::{Answer, DIGEST, Talk, empty};
use crate::blobs::body;
use crate::collect::GRACE;
use crate::image::record::Image;
use crate::layer::record::Link;
use crate::names::Digest;

/// From so many bytes on an answer also tells which part of which file it is ([`crate::Stretch`]), for whoever can send
/// it without reading it.
const LARGE: u64 = 64 << 10;

fn unknown() -> Refusal {
    Refusal::new(404, "BLOB_UNKNOWN", "blob unknown to registry")
}

fn parse(text: &str) -> Result<Digest, Refusal> {
    Digest::parse(text)
        .ok_or_else(|| Refusal::new(400, "DIGEST_INVALID", "the digest is not a valid SHA-256 digest"))
}

pub(super) async fn get(talk: &Talk, head: &Parts, name: &str, text: &str) -> Answer {
    let digest = parse(text)?;
    let action = match head.method {
        Method::HEAD => "ecr:BatchCheckLayerAvailability",
        _ => "ecr:GetDownloadUrlForLayer",
    };
    let link = talk
        .on(name, action, true, |cx, t, r| {
            let link = t.get::<Link>(&Link::at(&r.scope, &r.name, &digest))?;
            // Whoever asks may be about to push an image of it: it stays for as long as a layer that was just pushed.
            match &link {
                Some(l) if cx.now.since(l.since) > GRACE / 2 => t.put(Link {
                    since: cx.now,
                    ..(**l).clone()
                })?,
                _ => {}
            }
            Ok(link)
        })
        .await?;
    serve(talk, head, link).await
}

/// For whoever has a download URL.
pub(super) async fn granted(talk: &Talk, head: &Parts, name: &str, text: &str) -> Answer {
    let digest = parse(text)?;
    let link = talk
        .kernel
        .transact(&talk.call, true, |_, t| {
            t.get::<Link>(&Link::at(&talk.scope, name, &digest))
        })
        .await?;
    serve(talk, head, link).await
}

async fn serve(talk: &Talk, head: &Parts, link: Option<Arc<Link>>) -> Answer {
    let link = link.ok_or_else(unknown)?;
    // A file that is not what it was is told as missing, so that a push brings it anew.
    if talk.registry.blobs.length(&link.digest).await? != Some(link.size) {
        tracing::error!(digest = %link.digest, "a layer's file is missing or of another length");
        return Err(unknown());
    }
    let asked = head.headers.get(RANGE).and_then(|v| v.to_str().ok());
    let range = match asked.map(|r| range(r, link.size)) {
        Some(Some(Ok(range))) => Some(range),
        Some(Some(Err(()))) => {
            let refusal = Refusal::new(416, "SIZE_INVALID", "the range is outside of the blob");
            return Err(refusal.with(CONTENT_RANGE, format!("bytes */{}", link.size)));
        }
        Some(None) | None => None,
    };
    let mut headers = vec![
        (DIGEST, link.digest.to_string()),
        (ETAG, format!("\"{}\"", link.digest)),
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (ACCEPT_RANGES, "bytes".to_owned()),
    ];
    let status = match &range {
        Some(r) => {
            headers.push((
                CONTENT_RANGE,
                format!("bytes {}-{}/{}", r.start, r.end - 1, link.size),
            ));
            StatusCode::PARTIAL_CONTENT
        }
        None => StatusCode::OK,
    };
    let range = range.unwrap_or(0..link.size);
    let mut answer = empty(status, &headers)?;
    answer
        .headers_mut()
        .insert(CONTENT_LENGTH, HeaderValue::from(range.end - range.start));
    if head.method != Method::HEAD {
        let length = range.end - range.start;
        let part = talk.registry.blobs.part(&link.digest, range).await?;
        *answer.body_mut() = body(&part);
        if length >= LARGE {
            answer.extensions_mut().insert(part);
        }
    }
    Ok(answer)
}

/// One range of bytes (RFC 9110 section 14.1.2). `None` when it is to be ignored, an error when nothing of it is there.
fn range(text: &str, size: u64) -> Option<Result<Range<u64>, ()>> {
    let (from, to) = text.strip_prefix("bytes=")?.split_once('-')?;
    let number = |s: &str| s.trim().parse::<u64>().ok();
    let range = match (from.trim(), to.trim()) {
        ("", last) => size.saturating_sub(number(last)?)..size,
        (first, "") => number(first)?..size,
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            if last < first {
                return None;
            }
            first..last.saturating_add(1).min(size)
        }
    };
    Some(if range.start < range.end {
        Ok(range)
    } else {
        Err(())
    })
}

/// A layer that no image of the repository has.
pub(super) async fn delete(talk: &Talk, name: &str, text: &str) -> Answer {
    let digest = parse(text)?;
    let done = talk
        .on(name, "ecr:BatchDeleteImage", false, |_, t, r| {
            let key = Link::at(&r.scope, &r.name, &digest);
            if !t.exists(&key) {
                return Ok(Err(unknown()));
            }
            let images = t.range::<Image>(&Image::all(&r.scope, &r.name))?;
            if images
                .iter()
                .any(|i| i.facts.blobs.iter().any(|(d, _)| *d == digest))
            {
                return Ok(Err(Refusal::new(
                    409,
                    "DENIED",
                    "an image of the repository has this layer",
                )));
            }
            t.delete(&key);
            Ok(Ok(()))
        })
        .await?;
    done?;
    empty(StatusCode::ACCEPTED, &[])
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn ranges() {
        assert_eq!(range("bytes=0-4", 10), Some(Ok(0..5)));
        assert_eq!(range("bytes=5-", 10), Some(Ok(5..10)));
        assert_eq!(range("bytes=-3", 10), Some(Ok(7..10)));
        assert_eq!(range("bytes=-30", 10), Some(Ok(0..10)));
        assert_eq!(range("bytes=8-99", 10), Some(Ok(8..10)));
        assert_eq!(range("bytes=10-", 10), Some(Err(())));
        assert_eq!(range("bytes=-0", 10), Some(Err(())));
        for ignored in ["bytes=4-2", "bytes=x-", "items=0-1", "bytes=0-1,3-4", "bytes=-"] {
            assert_eq!(range(ignored, 10), None, "{ignored}");
        }
    }
}
