//! `WWW-Authenticate: Bearer …` of registries (Distribution's "Token Authentication Specification"), and where redirects
//! lead. Pure.

use http::Uri;

/// Where a token is had.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Challenge {
    realm: String,
    service: Option<String>,
    scope: Option<String>,
}

impl Challenge {
    pub(super) fn parse(header: &str) -> Option<Self> {
        let (scheme, rest) = header.trim().split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return None;
        }
        let (mut realm, mut service, mut scope) = (None, None, None);
        let mut rest = rest;
        while let Some((name, after)) = rest.split_once('=') {
            let (value, left) = match after.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"')?,
                None => after.split_once(',').unwrap_or((after, "")),
            };
            let value = Some(value.to_owned());
            match name.trim_matches([' ', ',']) {
                "realm" => realm = value,
                "service" => service = value,
                "scope" => scope = value,
                _ => {}
            }
            rest = left;
        }
        Some(Self {
            realm: realm?,
            service,
            scope,
        })
    }

    /// The URL of a token for pulling `repository`.
    pub(super) fn url(&self, repository: &str) -> Option<String> {
        host(&self.realm)?;
        let own = (!repository.is_empty()).then(|| format!("repository:{repository}:pull"));
        let scope = self.scope.clone().or(own);
        let pairs = [("service", self.service.clone()), ("scope", scope)];
        let query: Vec<_> = pairs
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}={}", escaped(&value?))))
            .collect();
        let join = if self.realm.contains('?') { '&' } else { '?' };
        Some(format!("{}{join}{}", self.realm, query.join("&")))
    }
}

fn escaped(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut out, b| {
        if b.is_ascii_alphanumeric() || b"-._~:/".contains(&b) {
            out.push(char::from(b));
        } else {
            let _ = write!(out, "%{b:02X}");
        }
        out
    })
}

/// Host and port of an `https` URL; of nothing else is anything fetched.
pub(super) fn host(url: &str) -> Option<&str> {
    let uri: Uri = url.parse().ok()?;
    (uri.scheme_str() == Some("https") && uri.host().is_some()).then_some(())?;
    url.strip_prefix("https://")?.split(['/', '?', '#']).next()
}

/// Where a redirect from `base` leads.
pub(super) fn resolve(base: &str, to: &str) -> Option<String> {
    let whole = match to.strip_prefix('/') {
        Some(_) if !to.starts_with("//") => format!("https://{}{to}", host(base)?),
        _ => to.to_owned(),
    };
    host(&whole)?;
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_challenge_and_its_answer() {
        let hub = r#"Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/x:pull""#;
        let c = Challenge::parse(hub).unwrap();
        assert_eq!(
            c.url("library/x").as_deref(),
            Some("https://auth.docker.io/token?service=registry.docker.io&scope=repository:library/x:pull")
        );
        let short =
            Challenge::parse("bearer realm=\"https://quay.io/v2/auth?a=b\", service=quay.io").unwrap();
        assert_eq!(
            short.url("a/b").as_deref(),
            Some("https://quay.io/v2/auth?a=b&service=quay.io&scope=repository:a/b:pull")
        );
        for bad in [
            "Basic realm=\"x\"",
            "Bearer",
            "Bearer service=\"x\"",
            "Bearer realm=\"x",
            "",
        ] {
            assert_eq!(Challenge::parse(bad), None, "{bad}");
        }
        assert_eq!(
            Challenge::parse("Bearer realm=\"http://x/\"").unwrap().url("a"),
            None
        );
    }

    #[test]
    fn redirects() {
        let base = "https://quay.io/v2/x/blobs/y";
        assert_eq!(resolve(base, "/z?a").as_deref(), Some("https://quay.io/z?a"));
        assert_eq!(
            resolve(base, "https://cdn.example:8443/z").as_deref(),
            Some("https://cdn.example:8443/z")
        );
        for bad in [
            "http://cdn.example/z",
            "file:///etc/passwd",
            "//cdn.example/z",
            "z",
            "",
        ] {
            assert_eq!(resolve(base, bad), None, "{bad}");
        }
        assert_eq!(host("https://cdn.example:8443/z"), Some("cdn.example:8443"));
    }

    proptest! {
        #[test]
        fn any_header_is_read_or_not(text in "\\PC{0,80}") {
            let _ = Challenge::parse(&format!("Bearer {text}")).and_then(|c| c.url("a"));
            let _ = resolve("https://a.example/", &text);
        }
    }
}
