//! Access logs of Application Load Balancers: entries as text, and what their files are called (Application Load
//! Balancers guide, "Access logs for your Application Load Balancer"). Pure.

use std::fmt::Write as _;
use std::net::IpAddr;

use kernel::{Arn, Time};
use wire::proxy::{Asked, Entry};

/// The object that holds a balancer's entries up to `end`, without its bucket; `random` tells apart two of one time.
/// `None` when `balancer` is not the ARN of a load balancer.
#[must_use]
pub fn key(balancer: &str, prefix: &str, node: IpAddr, end: Time, random: &str) -> Option<String> {
    let arn = Arn::parse(balancer)?;
    let (account, region) = (arn.account, arn.region);
    let id = arn.resource.strip_prefix("loadbalancer/")?.replace('/', ".");
    // 2026-01-31T23:40:12Z
    let iso = end.iso();
    let day = iso.get(..10)?.replace('-', "/");
    let time = format!("{}{}Z", day.replace('/', ""), iso.get(10..16)?.replace(':', ""));
    let node = node.to_string().replace(':', ".");
    let prefix = if prefix.is_empty() {
        String::new()
    } else {
        format!("{prefix}/")
    };
    Some(format!(
        "{prefix}AWSLogs/{account}/elasticloadbalancing/{region}/{day}/{account}_elasticloadbalancing_{region}_{id}_{time}_{node}_{random}.log.gz"
    ))
}

/// One line, without its end.
#[must_use]
pub fn line(e: &Entry) -> String {
    let iso = |micros: i64| {
        let text = Time(micros.div_euclid(1000)).iso();
        let text = text.trim_end_matches('Z');
        format!("{text}.{:06}Z", micros.rem_euclid(1_000_000))
    };
    let toward = e.target.as_ref();
    let answered = toward.and_then(|t| t.answered);
    let balancer = Arn::parse(&e.balancer);
    let id = balancer.and_then(|a| a.resource.strip_prefix("loadbalancer/"));
    let address = toward.map_or_else(dash, |t| t.address.to_string());
    let group = toward.map_or("-", |t| &t.group);
    let target_status = answered.map_or_else(dash, |(_, status)| status.to_string());
    let [asking, waiting, answering] = times(e);
    let mut out = String::with_capacity(512);
    let _ = write!(
        out,
        "{} {} {} {} {address} {asking} {waiting} {answering} {} {target_status} {} {} \"{}\" \"{}\" {} {} {group} \"{}\" \"{}\" \"{}\" {} {} \"{}\" \"{}\" \"-\" \"{}\" \"{}\" \"-\" \"-\" -",
        kind(e),
        iso(e.came + i64::try_from(e.took).unwrap_or(0)),
        id.unwrap_or("-"),
        e.client,
        if e.status == 0 {
            dash()
        } else {
            e.status.to_string()
        },
        e.received,
        e.sent,
        request(e),
        escaped(e.request.as_ref().and_then(|r| r.user_agent.as_deref())),
        e.tls.as_ref().map_or("-", |(_, cipher)| cipher),
        e.tls.as_ref().map_or("-", |(version, _)| version),
        e.trace.as_ref().map_or_else(dash, |t| format!("Root={t}")),
        escaped(e.server_name.as_ref().map(String::as_bytes)),
        e.certificate.as_deref().unwrap_or("-"),
        e.rule.map_or(-1, i64::from),
        iso(e.came),
        e.action.unwrap_or("-"),
        escaped(e.redirect.as_ref().map(String::as_bytes)),
        address,
        target_status,
    );
    out
}

fn dash() -> String {
    "-".into()
}

/// Until the target had the request, until its answer began, until the answer was over, in seconds; -1 where that
/// never came.
fn times(e: &Entry) -> [String; 3] {
    let seconds = |micros: u64| format!("{:.3}", micros as f64 / 1e6);
    let never = || "-1".to_owned();
    match e.target.as_ref().map(|t| (t.sent, t.answered)) {
        Some((sent, Some((waited, _)))) => {
            let rest = e.took.saturating_sub(sent + waited);
            [seconds(sent), seconds(waited), seconds(rest)]
        }
        _ => [never(), never(), never()],
    }
}

fn kind(e: &Entry) -> &'static str {
    let socket = e.target.as_ref().and_then(|t| t.answered);
    match (socket, e.secure) {
        (Some((_, 101)), false) => "ws",
        (Some((_, 101)), true) => "wss",
        _ if e.http2 && e.target.as_ref().is_some_and(|t| t.grpc) => "grpcs",
        _ if e.http2 => "h2",
        (_, true) => "https",
        (_, false) => "http",
    }
}

fn request(e: &Entry) -> String {
    let scheme = if e.secure { "https" } else { "http" };
    let Some(Asked {
        method,
        host,
        port,
        target,
        version,
        ..
    }) = &e.request
    else {
        return format!("- {scheme}://{}- -", e.node);
    };
    // An absolute target names its host itself.
    if !target.starts_with(b"/") {
        return format!("{} {} {version}", escaped(Some(method)), escaped(Some(target)));
    }
    format!(
        "{} {scheme}://{}:{port}{} {version}",
        escaped(Some(method)),
        escaped(Some(host)),
        escaped(Some(target))
    )
}

/// What may stand between quotes: other bytes as `\xHH`.
fn escaped(text: Option<&[u8]>) -> String {
    let Some(text) = text.filter(|t| !t.is_empty()) else {
        return dash();
    };
    let mut out = String::with_capacity(text.len());
    for &b in text {
        match b {
            b'"' | b'\\' | 0..=0x1f | 0x7f.. => {
                let _ = write!(out, "\\x{b:02X}");
            }
            _ => out.push(char::from(b)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use wire::proxy::{AccessLog, Toward};

    use super::*;

    const BALANCER: &str =
        "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/web/50dc6c495c0c9188";

    fn entry() -> Entry {
        Entry {
            balancer: BALANCER.into(),
            log: AccessLog {
                bucket: "logs".into(),
                prefix: String::new(),
            },
            node: "127.0.0.2".parse().unwrap(),
            client: "127.0.0.1:2817".parse().unwrap(),
            came: 1_795_000_000_123_456,
            took: 41_500,
            target: Some(Toward {
                address: "172.31.0.9:80".parse().unwrap(),
                group: "arn:group".into(),
                grpc: false,
                sent: 500,
                answered: Some((40_000, 200)),
            }),
            status: 200,
            received: 34,
            sent: 366,
            request: Some(Asked {
                method: b"GET".to_vec(),
                host: b"web.example".to_vec(),
                port: 80,
                target: b"/a?b=\"c\"".to_vec(),
                version: "HTTP/1.1",
                user_agent: Some(b"curl/8".to_vec()),
            }),
            http2: false,
            secure: false,
            tls: None,
            server_name: None,
            certificate: None,
            trace: Some("1-58337262-36d228ad5d99923122bbe354".into()),
            rule: Some(0),
            action: Some("forward"),
            redirect: None,
        }
    }

    #[test]
    fn a_line_has_the_fields_of_the_guide_in_their_order() {
        assert_eq!(
            line(&entry()),
            "http 2026-11-18T11:06:40.164956Z app/web/50dc6c495c0c9188 127.0.0.1:2817 172.31.0.9:80 0.001 0.040 0.001 200 200 34 366 \
             \"GET http://web.example:80/a?b=\\x22c\\x22 HTTP/1.1\" \"curl/8\" - - arn:group \
             \"Root=1-58337262-36d228ad5d99923122bbe354\" \"-\" \"-\" 0 2026-11-18T11:06:40.123456Z \"forward\" \"-\" \"-\" \
             \"172.31.0.9:80\" \"200\" \"-\" \"-\" -"
        );
        let refused = Entry {
            target: None,
            status: 400,
            request: None,
            trace: None,
            rule: None,
            action: None,
            secure: true,
            tls: Some(("TLSv1.3".into(), "TLS_AES_128_GCM_SHA256".into())),
            server_name: Some("web.example".into()),
            certificate: Some("arn:certificate".into()),
            ..entry()
        };
        assert_eq!(
            line(&refused),
            "https 2026-11-18T11:06:40.164956Z app/web/50dc6c495c0c9188 127.0.0.1:2817 - -1 -1 -1 400 - 34 366 \
             \"- https://127.0.0.2- -\" \"-\" TLS_AES_128_GCM_SHA256 TLSv1.3 - \"-\" \"web.example\" \"arn:certificate\" -1 \
             2026-11-18T11:06:40.123456Z \"-\" \"-\" \"-\" \"-\" \"-\" \"-\" \"-\" -"
        );
    }

    #[test]
    fn a_file_is_named_after_the_day_and_the_balancer() {
        let node = "127.0.0.2".parse().unwrap();
        assert_eq!(
            key(BALANCER, "my/own", node, Time(1_795_000_000_123), "abc").unwrap(),
            "my/own/AWSLogs/000000000000/elasticloadbalancing/us-east-1/2026/11/18/\
             000000000000_elasticloadbalancing_us-east-1_app.web.50dc6c495c0c9188_20261118T1106Z_127.0.0.2_abc.log.gz"
        );
        assert_eq!(key("arn:aws:s3:::b", "", node, Time(0), ""), None);
    }
}
