//! Which rule a request meets. Pure.

use std::net::IpAddr;

use regex::bytes::{Regex, RegexBuilder};
use wire::proxy::{Block, Condition};

use crate::http::head::Head;

#[cfg(test)]
mod tests;

/// What conditions look at.
#[derive(Debug)]
pub(crate) struct Request<'a> {
    pub head: &'a Head,
    /// Without its port, in lower case.
    pub host: &'a [u8],
    pub path: &'a [u8],
    /// Without the question mark.
    pub query: &'a [u8],
    pub source: IpAddr,
}

/// A condition made ready.
#[derive(Debug)]
pub(crate) enum Test {
    Host(Vec<Glob>, Vec<Regex>),
    Path(Vec<Glob>, Vec<Regex>),
    Header(String, Vec<Glob>, Vec<Regex>),
    Method(Vec<String>),
    Query(Vec<(Option<Glob>, Glob)>),
    Source(Vec<Block>),
}

/// Makes a condition ready. What cannot be read matches nothing.
pub(crate) fn test(c: &Condition) -> Test {
    let lower = |values: &[String]| values.iter().map(|v| Glob::new(v, false)).collect();
    match c {
        Condition::HostHeader { values, regex } => Test::Host(lower(values), regexes(regex, false)),
        Condition::PathPattern { values, regex } => Test::Path(
            values.iter().map(|v| Glob::new(v, true)).collect(),
            regexes(regex, true),
        ),
        Condition::HttpHeader { name, values, regex } => {
            Test::Header(name.clone(), lower(values), regexes(regex, false))
        }
        Condition::HttpRequestMethod { values } => Test::Method(values.clone()),
        Condition::QueryString { values } => Test::Query(
            values
                .iter()
                .map(|(k, v)| (k.as_deref().map(|k| Glob::new(k, false)), Glob::new(v, false)))
                .collect(),
        ),
        Condition::SourceIp { values } => {
            Test::Source(values.iter().filter_map(|v| Block::parse(v)).collect())
        }
    }
}

fn regexes(all: &[String], exact: bool) -> Vec<Regex> {
    all.iter().filter_map(|r| regex(r, exact)).collect()
}

/// A regular expression of a rule, in bounded memory.
pub(crate) fn regex(text: &str, exact: bool) -> Option<Regex> {
    RegexBuilder::new(text)
        .case_insensitive(!exact)
        .size_limit(1 << 20)
        .build()
        .ok()
}

impl Test {
    pub(crate) fn holds(&self, r: &Request<'_>) -> bool {
        let any = |globs: &[Glob], regexes: &[Regex], text: &[u8]| {
            globs.iter().any(|g| g.matches(text)) || regexes.iter().any(|x| x.is_match(text))
        };
        match self {
            Self::Host(globs, regexes) => any(globs, regexes, r.host),
            Self::Path(globs, regexes) => any(globs, regexes, r.path),
            Self::Header(name, globs, regexes) => r.head.all(name).any(|v| any(globs, regexes, v)),
            Self::Method(all) => all.iter().any(|m| m.as_bytes() == r.head.method()),
            Self::Query(all) => all.iter().any(|(key, value)| {
                r.query.split(|b| *b == b'&').any(|pair| {
                    let (k, v) = match memchr::memchr(b'=', pair) {
                        Some(at) => (pair.get(..at), pair.get(at + 1..)),
                        None => (Some(pair), None),
                    };
                    let (k, v) = (k.unwrap_or_default(), v.unwrap_or_default());
                    match key {
                        Some(key) => key.matches(k) && value.matches(v),
                        // Without a key the value may be either side.
                        None => value.matches(v) || (v.is_empty() && value.matches(k)),
                    }
                })
            }),
            Self::Source(blocks) => blocks.iter().any(|b| b.contains(r.source)),
        }
    }
}

/// `*` is any text, `?` any one character.
#[derive(Debug)]
pub(crate) struct Glob {
    pattern: Vec<u8>,
    exact: bool,
}

impl Glob {
    pub(crate) fn new(pattern: &str, exact: bool) -> Self {
        let pattern = if exact {
            pattern.as_bytes().to_vec()
        } else {
            pattern.to_ascii_lowercase().into_bytes()
        };
        Self { pattern, exact }
    }

    /// In time of pattern × text at most.
    pub(crate) fn matches(&self, text: &[u8]) -> bool {
        let same = |p: u8, t: u8| p == if self.exact { t } else { t.to_ascii_lowercase() };
        let (mut p, mut t) = (0, 0);
        // Where to go on when what follows the last star does not fit: one character further.
        let mut again: Option<(usize, usize)> = None;
        while let Some(&c) = text.get(t) {
            match self.pattern.get(p) {
                Some(b'*') => {
                    again = Some((p + 1, t));
                    p += 1;
                }
                Some(b'?') => (p, t) = (p + 1, t + 1),
                Some(&x) if same(x, c) => (p, t) = (p + 1, t + 1),
                _ => match again {
                    None => return false,
                    Some((star, from)) => {
                        (p, t) = (star, from + 1);
                        again = Some((star, from + 1));
                    }
                },
            }
        }
        self.pattern.iter().skip(p).all(|x| *x == b'*')
    }
}

/// A redirect's `Location`.
pub(crate) fn location(to: &wire::proxy::Redirect, r: &Request<'_>, protocol: &str, port: u16) -> String {
    let text = |b: &[u8]| String::from_utf8_lossy(b).into_owned();
    let port = port.to_string();
    let path = text(r.path.strip_prefix(b"/").unwrap_or(r.path));
    let (host, query) = (text(r.host), text(r.query));
    let fill = |pattern: &str| {
        pattern
            .replace("#{protocol}", protocol)
            .replace("#{host}", &host)
            .replace("#{port}", &port)
            .replace("#{path}", &path)
            .replace("#{query}", &query)
    };
    let mark = fill(&to.query);
    let mark = if mark.is_empty() { mark } else { format!("?{mark}") };
    format!(
        "{}://{}:{}{}{mark}",
        fill(&to.protocol).to_ascii_lowercase(),
        fill(&to.host),
        fill(&to.port),
        fill(&to.path)
    )
}

/// Where a request goes by its target and `Host`: host without port and in lower case, path, query.
///
/// `None` for what no load balancer forwards: a missing or doubled host, an absolute URI that names another host
/// than `Host` does.
pub(crate) fn address(head: &Head) -> Option<(Vec<u8>, Vec<u8>, Vec<u8>)> {
    let mut hosts = head.all("host");
    let (host, more) = (hosts.next(), hosts.next());
    if more.is_some() || (host.is_none() && !head.old()) {
        return None;
    }
    let host = host.unwrap_or_default();
    let proper = |b: &u8| b.is_ascii_alphanumeric() || b"-._~:[]%!$&'()*+,;=".contains(b);
    if !host.iter().all(proper) || (host.is_empty() && !head.old()) {
        return None;
    }
    let target = head.target();
    let target = if target.starts_with(b"/") {
        target
    } else if target == b"*" && head.method() == b"OPTIONS" {
        b"*"
    } else {
        let rest = [b"http://".as_slice(), b"https://"].iter().find_map(|scheme| {
            let start = target.get(..scheme.len())?;
            start
                .eq_ignore_ascii_case(scheme)
                .then(|| target.get(scheme.len()..))?
        })?;
        let slash = rest
            .iter()
            .position(|b| *b == b'/' || *b == b'?')
            .unwrap_or(rest.len());
        let (authority, path) = rest.split_at_checked(slash)?;
        if !authority.eq_ignore_ascii_case(host) {
            return None;
        }
        if path.starts_with(b"/") { path } else { b"/" }
    };
    let target = target.split(|b| *b == b'#').next().unwrap_or_default();
    let (path, query) = match memchr::memchr(b'?', target) {
        Some(at) => (target.get(..at)?, target.get(at + 1..)?),
        None => (target, b"".as_slice()),
    };
    Some((
        without_port(host).to_ascii_lowercase(),
        path.to_vec(),
        query.to_vec(),
    ))
}

/// A host without its port.
pub(crate) fn without_port(host: &[u8]) -> &[u8] {
    match memchr::memrchr(b':', host) {
        Some(at) if !host.ends_with(b"]") => host.get(..at).unwrap_or(host),
        _ => host,
    }
}
