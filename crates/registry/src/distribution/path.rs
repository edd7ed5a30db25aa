//! Which resource a path names. Pure.

use std::collections::BTreeMap;

use crate::names;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    Ping,
    Catalog,
    Tags(String),
    /// A tag or a digest.
    Manifest(String, String),
    Blob(String, String),
    Uploads(String),
    Upload(String, String),
    Referrers(String, String),
}

/// `None` when it names nothing that could be.
pub(super) fn parse(path: &str) -> Option<Target> {
    let rest = decode(path.strip_prefix("/v2")?)?;
    match rest.as_str() {
        "" | "/" => return Some(Target::Ping),
        "/_catalog" => return Some(Target::Catalog),
        _ => {}
    }
    let rest = rest.strip_prefix('/')?;
    let name = |n: &str| names::is_repository(n).then(|| n.to_owned());
    if let Some(n) = rest.strip_suffix("/tags/list") {
        return Some(Target::Tags(name(n)?));
    }
    if let Some(n) = rest
        .strip_suffix("/blobs/uploads/")
        .or_else(|| rest.strip_suffix("/blobs/uploads"))
    {
        return Some(Target::Uploads(name(n)?));
    }
    let (head, last) = rest.rsplit_once('/')?;
    if let Some(n) = head.strip_suffix("/blobs/uploads") {
        let uuid = last.len() == 36
            && last
                .bytes()
                .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f' | b'-'));
        return uuid.then_some(Target::Upload(name(n)?, last.to_owned()));
    }
    let last = last.to_owned();
    if let Some(n) = head.strip_suffix("/manifests") {
        return Some(Target::Manifest(name(n)?, last));
    }
    if let Some(n) = head.strip_suffix("/blobs") {
        return Some(Target::Blob(name(n)?, last));
    }
    let n = head.strip_suffix("/referrers")?;
    Some(Target::Referrers(name(n)?, last))
}

/// Undoes percent-encoding (RFC 3986 section 2.1); `None` when it is none, or not UTF-8.
fn decode(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(b) = bytes.next() {
        if b != b'%' {
            out.push(b);
            continue;
        }
        let mut digit = || char::from(bytes.next()?).to_digit(16);
        let (high, low) = (digit()?, digit()?);
        out.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(out).ok()
}

/// The parameters of a query; of a doubled one the first.
pub(super) fn query(text: &str) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for pair in text.split('&').filter(|p| !p.is_empty()) {
        let (k, v) = pair.split_once('=').unwrap_or((pair, ""));
        if let (Some(k), Some(v)) = (decode(k), decode(&v.replace('+', " "))) {
            out.entry(k).or_insert(v);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths() {
        let id = "01234567-89ab-cdef-0123-456789abcdef";
        assert_eq!(parse("/v2/"), Some(Target::Ping));
        assert_eq!(parse("/v2"), Some(Target::Ping));
        assert_eq!(parse("/v2/_catalog"), Some(Target::Catalog));
        assert_eq!(parse("/v2/a/b/tags/list"), Some(Target::Tags("a/b".into())));
        assert_eq!(
            parse("/v2/ab/blobs/uploads/manifests/v1"),
            Some(Target::Manifest("ab/blobs/uploads".into(), "v1".into()))
        );
        assert_eq!(parse("/v2/ab/blobs/uploads/"), Some(Target::Uploads("ab".into())));
        let upload = format!("/v2/ab/blobs/uploads/{id}");
        assert_eq!(parse(&upload), Some(Target::Upload("ab".into(), id.into())));
        assert_eq!(
            parse("/v2/ab/blobs/sha256%3Aff"),
            Some(Target::Blob("ab".into(), "sha256:ff".into()))
        );
    }

    #[test]
    fn what_leads_out_is_nothing() {
        for bad in [
            "/v2/../manifests/v1",
            "/v2/a%2e%2e/manifests/v1",
            "/v2/%2e%2e/%2e%2e/blobs/uploads/",
            "/v2/ab/blobs/uploads/..",
            "/v2/ab/blobs/uploads/../../x",
            "/v2/ab%00/manifests/v1",
            "/v2/AB/manifests/v1",
            "/v2/ab/manifests/v1%",
            "/v2/ab",
            "/v3/",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn queries() {
        let q = query("digest=sha256%3Aab&mount=x&mount=y&&flag");
        assert_eq!(q.get("digest").map(String::as_str), Some("sha256:ab"));
        assert_eq!(q.get("mount").map(String::as_str), Some("x"));
        assert!(q.contains_key("flag"));
    }

    proptest! {
        #[test]
        fn no_path_panics_and_every_name_is_one(path in "/v2/[a-zA-Z0-9%./:_-]{0,60}") {
            match parse(&path) {
                Some(Target::Tags(n) | Target::Uploads(n) | Target::Manifest(n, _) | Target::Blob(n, _)
                    | Target::Upload(n, _) | Target::Referrers(n, _)) => prop_assert!(names::is_repository(&n)),
                Some(Target::Ping | Target::Catalog) | None => {}
            }
        }
    }
}
