//! Server vectors, sign → verify properties, mutations and a seeded fuzz run.

use super::canonical::decode;
use super::*;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri, request};
use proptest::prelude::*;
use std::time::{Duration, Instant};

const NOW: &str = "20260102T030405Z";

fn now() -> i64 {
    parse_amz_date(NOW).unwrap()
}

fn dialect_of(service: &str) -> Dialect {
    match service {
        "s3" => Dialect::S3,
        "ec2" => Dialect::Ec2,
        "iam" | "sts" | "elasticloadbalancing" | "autoscaling" | "monitoring" => Dialect::Query,
        _ => Dialect::Json,
    }
}

/// What the gateway does: parse, look the key up, compare the token, verify.
fn judge(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: &[u8],
    known: &Credentials,
) -> Result<(), SigError> {
    let presented = parse(method, uri, headers)?;
    let auth = presented.auth().ok_or(SigError::Missing)?;
    if auth.access_key_id != known.access_key_id {
        return Err(SigError::UnknownKey);
    }
    if auth.session_token.is_some() && auth.session_token != known.session_token {
        return Err(SigError::WrongToken);
    }
    let keys = KeyCache::new(16);
    verify(
        auth,
        method,
        uri,
        headers,
        Body::Bytes(body),
        &known.secret_access_key,
        now(),
        &keys,
    )
}

fn vectors() -> serde_json::Value {
    serde_json::from_str(include_str!("../../tests/data/sigv4_server.json")).unwrap()
}

fn request_of(case: &serde_json::Value) -> (Method, Uri, HeaderMap, Vec<u8>) {
    let r = &case["request"];
    let headers = r["headers"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(k, v)| {
            let name: HeaderName = k.parse().unwrap();
            (
                name,
                HeaderValue::from_bytes(v.as_str().unwrap().as_bytes()).unwrap(),
            )
        })
        .collect();
    let method = r["method"].as_str().unwrap().parse().unwrap();
    let uri = r["url"].as_str().unwrap().parse().unwrap();
    (
        method,
        uri,
        headers,
        r["body"].as_str().unwrap().as_bytes().to_vec(),
    )
}

#[test]
fn server_vectors() {
    let file = vectors();
    let text = |name: &str| file[name].as_str().unwrap().to_owned();
    let known = Credentials {
        access_key_id: text("access_key"),
        secret_access_key: text("secret_key"),
        session_token: Some(text("session_token")),
    };
    let (mut cases, mut wrong) = (0, Vec::new());
    for case in file["cases"].as_array().unwrap() {
        let (method, uri, headers, body) = request_of(case);
        let (name, dialect) = (&case["name"], dialect_of(case["service"].as_str().unwrap()));
        cases += 1;
        match (
            judge(&method, &uri, &headers, &body, &known),
            case["expect"].as_str().unwrap(),
        ) {
            (Ok(()), "accept") => {}
            (Err(e), "reject") => {
                let code = e.code(dialect);
                let fine =
                    case["error"]
                        .as_str()
                        .unwrap()
                        .split('|')
                        .any(|want| match want.strip_suffix('*') {
                            Some(stem) => code.trim_end_matches("Exception") == stem,
                            None => code == want,
                        });
                if !fine {
                    wrong.push(format!("{name}: `{code}`, want `{}`", case["error"]));
                }
            }
            (got, want) => wrong.push(format!("{name}: {got:?}, want {want}")),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {cases} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(cases > 200);
}

/// The window is 15 minutes both ways; one second more is outside it.
#[test]
fn window() {
    let cred = credentials(None);
    for (offset, fine) in [
        (0, true),
        (900, true),
        (-900, true),
        (901, false),
        (-901, false),
        (86_400, false),
    ] {
        let mut parts = parts("POST", "http://localhost/", &[]);
        sign(&mut parts, b"{}", &cred, "us-east-1", "ecs", now() + offset).unwrap();
        let got = judge(&parts.method, &parts.uri, &parts.headers, b"{}", &cred);
        assert_eq!(got.is_ok(), fine, "{offset}: {got:?}");
    }
    let expired = SigError::Expired {
        stamp: "20260102T024904Z".to_owned(),
        now: now(),
    };
    assert_eq!(
        expired.message(Dialect::Json),
        "Signature expired: 20260102T024904Z is now earlier than 20260102T024905Z (20260102T030405Z - 15 min.)"
    );
    assert_eq!(expired.code(Dialect::S3), "RequestTimeTooSkewed");
}

#[test]
fn presigned_urls_expire() {
    let cred = credentials(Some("tok/en=="));
    for (age, life, fine) in [
        (0, 60, true),
        (60, 60, true),
        (61, 60, false),
        (0, 604_800, true),
        (0, 604_801, false),
    ] {
        let (get, uri) = (Method::GET, "http://localhost/b/k?x=1".parse().unwrap());
        let uri = presign(
            &get,
            &uri,
            &HeaderMap::new(),
            &cred,
            "eu-west-1",
            "s3",
            now() - age,
            life,
        )
        .unwrap();
        let got = judge(&get, &uri, &HeaderMap::new(), b"any body", &cred);
        assert_eq!(got.is_ok(), fine, "{age} {life}: {got:?}");
        assert!(judge(&Method::PUT, &uri, &HeaderMap::new(), b"", &cred).is_err());
    }
}

#[test]
fn an_unsigned_target_is_refused() {
    let cred = credentials(None);
    let mut parts = parts("POST", "http://localhost/", &[]);
    sign(&mut parts, b"{}", &cred, "us-east-1", "ecs", now()).unwrap();
    parts
        .headers
        .insert("x-amz-target", HeaderValue::from_static("X.DeleteCluster"));
    let got = judge(&parts.method, &parts.uri, &parts.headers, b"{}", &cred);
    assert_eq!(got, Err(SigError::HeaderNotSigned("x-amz-target".to_owned())));
}

#[test]
fn unsigned_payload_is_for_s3_only() {
    let cred = credentials(None);
    let mut parts = parts(
        "POST",
        "http://localhost/",
        &[("x-amz-content-sha256", "UNSIGNED-PAYLOAD")],
    );
    sign(&mut parts, b"{}", &cred, "us-east-1", "ecs", now()).unwrap();
    let got = judge(&parts.method, &parts.uri, &parts.headers, b"{}", &cred);
    assert_eq!(
        got,
        Err(SigError::UnsupportedPayload("UNSIGNED-PAYLOAD".to_owned()))
    );
}

#[test]
fn http2_authority_counts_as_host() {
    let cred = credentials(None);
    let mut parts = parts("POST", "http://localhost:4580/", &[]);
    sign(&mut parts, b"{}", &cred, "us-east-1", "ecs", now()).unwrap();
    parts.headers.remove("host");
    assert_eq!(
        judge(&parts.method, &parts.uri, &parts.headers, b"{}", &cred),
        Ok(())
    );
    parts.uri = "http://other:4580/".parse().unwrap();
    assert_eq!(
        judge(&parts.method, &parts.uri, &parts.headers, b"{}", &cred),
        Err(SigError::Mismatch)
    );
}

#[test]
fn other_schemes_present_nothing() {
    for value in ["Basic QVdTOng=", "Bearer x", "AWS AKID:sig"] {
        let parts = parts("GET", "http://localhost/v2/", &[("authorization", value)]);
        assert_eq!(
            parse(&parts.method, &parts.uri, &parts.headers),
            Ok(Presented::None)
        );
    }
    let ecdsa = parts(
        "GET",
        "http://localhost/",
        &[("authorization", "AWS4-ECDSA-P256-SHA256 Credential=x")],
    );
    assert!(matches!(
        parse(&ecdsa.method, &ecdsa.uri, &ecdsa.headers),
        Err(SigError::Incomplete(_))
    ));
}

#[test]
fn the_key_cache_is_bounded_and_follows_the_secret() {
    let keys = KeyCache::new(8);
    let cred = credentials(None);
    for day in 0..50 {
        let mut parts = parts("POST", "http://localhost/", &[]);
        let at = now() + day * 86_400;
        sign(&mut parts, b"{}", &cred, "us-east-1", "ecs", at).unwrap();
        let presented = parse(&parts.method, &parts.uri, &parts.headers).unwrap();
        let check = |secret: &str| {
            let auth = presented.auth().unwrap();
            verify(
                auth,
                &parts.method,
                &parts.uri,
                &parts.headers,
                Body::Bytes(b"{}"),
                secret,
                at,
                &keys,
            )
        };
        assert_eq!(check("wrong"), Err(SigError::Mismatch));
        assert_eq!(check(&cred.secret_access_key), Ok(()));
        assert_eq!(check(&cred.secret_access_key), Ok(()));
        assert_eq!(check("wrong"), Err(SigError::Mismatch));
        assert!(keys.len() <= 8);
    }
}

#[test]
fn no_secret_in_debug() {
    let cred = credentials(Some("the-token"));
    let shown = format!("{cred:?} {:?}", KeyCache::new(4));
    assert!(shown.contains("AKIDTEST") && !shown.contains("secret/+key") && !shown.contains("the-token"));
}

#[test]
fn dates() {
    assert_eq!(parse_amz_date("19700101T000000Z"), Some(0));
    assert_eq!(parse_amz_date("20000229T235959Z"), Some(951_868_799));
    for bad in [
        "20010229T000000Z",
        "20260102T030460Z",
        "20260102T240000Z",
        "20261301T000000Z",
        "2026-01-02",
        "",
    ] {
        assert_eq!(parse_amz_date(bad), None, "{bad}");
    }
}

fn credentials(token: Option<&str>) -> Credentials {
    Credentials {
        access_key_id: "AKIDTEST".to_owned(),
        secret_access_key: "secret/+key".to_owned(),
        session_token: token.map(str::to_owned),
    }
}

fn parts(method: &str, uri: &str, headers: &[(&str, &str)]) -> request::Parts {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(()).unwrap().into_parts().0
}

proptest! {
    #[test]
    fn dates_round_trip(t in 0_i64..253_402_300_799) {
        prop_assert_eq!(parse_amz_date(&format_amz_date(t)), Some(t));
    }

    #[test]
    fn what_is_signed_verifies(
        path in "(/[a-zA-Z0-9._~%-]{0,8}){1,4}/?",
        query in "([a-zA-Z0-9%._~-]{1,5}(=[a-zA-Z0-9+%._~/-]{0,5})?&?){0,4}",
        body in proptest::collection::vec(any::<u8>(), 0..64),
        meta in "[ -~]{0,20}",
        service in prop::sample::select(vec!["ecs", "s3", "sts", "logs"]),
        token in proptest::option::of("[A-Za-z0-9/+=]{1,40}"),
    ) {
        let cred = credentials(token.as_deref());
        let uri = format!("http://localhost:4580{path}?{query}");
        let mut parts = parts("PUT", &uri, &[("x-amz-meta", &meta), ("x-amz-meta", "second")]);
        sign(&mut parts, &body, &cred, "us-east-1", service, now()).unwrap();
        prop_assert_eq!(judge(&parts.method, &parts.uri, &parts.headers, &body, &cred), Ok(()));
    }

    /// Changing any one byte of the body, the path, a signed header or the signature is noticed.
    #[test]
    fn any_flipped_byte_is_refused(place in 0_usize..5, at in any::<usize>(), bit in 0_u8..7) {
        let cred = credentials(Some("token"));
        let (path, mut body) = ("/aa/bb/cc", b"{\"cluster\":\"default\"}".to_vec());
        let mut parts = parts("POST", &format!("http://localhost{path}"), &[("x-amz-target", "Svc.RunTask")]);
        sign(&mut parts, &body, &cred, "us-east-1", "ecs", now()).unwrap();
        let mut flipped = true;
        let mut flip = |bytes: &[u8]| {
            let mut changed = bytes.to_vec();
            let i = at % changed.len();
            changed[i] ^= 1 << bit;
            // A change of letter case in a host is still the same text to HTTP, but not to SigV4.
            flipped = changed != bytes;
            changed
        };
        let names = ["x-amz-target", "x-amz-date", "authorization"];
        match place {
            0 => body = flip(&body),
            1 => match Uri::try_from([b"/".as_slice(), &flip(&path.as_bytes()[1..])].concat().as_slice()) {
                Ok(uri) if uri.path() != path => parts.uri = uri,
                _ => return Ok(()),
            },
            n => {
                let name = names[n - 2];
                match HeaderValue::from_bytes(&flip(parts.headers[name].as_bytes())) {
                    Ok(v) if !same_claim(&parts, name, &v) => { parts.headers.insert(name, v); }
                    _ => return Ok(()),
                }
            }
        }
        prop_assert!(flipped && judge(&parts.method, &parts.uri, &parts.headers, &body, &cred).is_err());
    }
}

/// A flip in the blanks and commas between the fields of `Authorization` may leave its claim unchanged.
fn same_claim(parts: &request::Parts, name: &str, value: &HeaderValue) -> bool {
    let mut changed = parts.headers.clone();
    changed.insert(HeaderName::from_bytes(name.as_bytes()).unwrap(), value.clone());
    parse(&parts.method, &parts.uri, &changed) == parse(&parts.method, &parts.uri, &parts.headers)
        && (name == "authorization" || value.as_bytes().trim_ascii() == parts.headers[name].as_bytes())
}

/// Mutates the vectors' requests at random (seeded): whatever comes, an answer, never a panic; and no
/// mutation of a refused request is ever accepted.
#[test]
fn fuzz() {
    let seconds = std::env::var("FUZZ_SECONDS")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(2);
    let file = vectors();
    let cases: Vec<_> = file["cases"].as_array().unwrap().iter().map(request_of).collect();
    let known = Credentials {
        access_key_id: file["access_key"].as_str().unwrap().to_owned(),
        secret_access_key: "not the secret".to_owned(),
        session_token: None,
    };
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut roll = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % (below.max(1) as u64)).unwrap()
    };
    let end = Instant::now() + Duration::from_secs(seconds);
    while Instant::now() < end {
        let (method, uri, headers, body) = &cases[roll(cases.len())];
        let mut headers = headers.clone();
        let mut target = uri.to_string().into_bytes();
        for _ in 0..=roll(4) {
            let names: Vec<_> = headers.keys().cloned().collect();
            match roll(3) {
                0 if !names.is_empty() => {
                    let name = &names[roll(names.len())];
                    let mut value = headers[name].as_bytes().to_vec();
                    mutate(&mut value, &mut roll);
                    if let Ok(v) = HeaderValue::from_bytes(&value) {
                        headers.append(name.clone(), v);
                    }
                }
                1 if !names.is_empty() => {
                    headers.remove(&names[roll(names.len())]);
                }
                _ => mutate(&mut target, &mut roll),
            }
        }
        let uri = Uri::try_from(target.as_slice()).unwrap_or_else(|_| uri.clone());
        let got = judge(method, &uri, &headers, body, &known);
        assert!(got.is_err());
        for dialect in [Dialect::Json, Dialect::Query, Dialect::Ec2, Dialect::S3] {
            let e = got.as_ref().unwrap_err();
            assert!(!e.code(dialect).is_empty() && !e.message(dialect).contains("not the secret"));
        }
        decode(&String::from_utf8_lossy(&target));
    }
}

fn mutate(bytes: &mut Vec<u8>, roll: &mut impl FnMut(usize) -> usize) {
    let at = roll(bytes.len() + 1);
    match roll(4) {
        0 => bytes.truncate(at),
        1 => bytes.insert(at, b"%=&/;, \xff\0"[roll(9)]),
        2 if at < bytes.len() => bytes[at] ^= 1 << roll(8),
        _ => {
            let tail = bytes[at.min(bytes.len())..].to_vec();
            bytes.extend_from_slice(&tail[..tail.len().min(64)]);
        }
    }
}
