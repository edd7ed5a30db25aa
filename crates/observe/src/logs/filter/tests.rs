//! Which messages a pattern wants, and which patterns are refused.

use super::Pattern;
use crate::logs::storage::Matcher as _;
use proptest::prelude::*;

#[track_caller]
fn check(cases: &[(&str, &str, bool)]) {
    for (pattern, message, want) in cases {
        let parsed = Pattern::parse(pattern).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(
            parsed.matches(message.as_bytes()),
            *want,
            "{pattern} on {message}"
        );
    }
}

#[test]
fn terms() {
    check(&[
        ("", "anything", true),
        ("  ", "anything", true),
        ("ERROR", "[ERROR 400] BAD REQUEST", true),
        ("ERROR", "error", false),
        ("ERROR ARGUMENTS", "[ERROR 419] MISSING ARGUMENTS", true),
        ("ERROR ARGUMENTS", "[ERROR 400] BAD REQUEST", false),
        ("?ERROR ?WARN", "a WARN", true),
        ("?ERROR ?WARN", "an INFO", false),
        ("?ERROR INFO", "an INFO", true),
        (
            "\"INTERNAL SERVER ERROR\"",
            "[ERROR 500] INTERNAL SERVER ERROR",
            true,
        ),
        ("\"INTERNAL SERVER ERROR\"", "INTERNAL ERROR SERVER", false),
        ("ERROR -ARGUMENTS", "[ERROR 400] BAD REQUEST", true),
        ("ERROR -ARGUMENTS", "[ERROR 419] MISSING ARGUMENTS", false),
        ("-\"not this\"", "but that", true),
        ("-\"not this\"", "really not this", false),
        ("\"say \\\"hi\\\" \\\\\"", "say \"hi\" \\ now", true),
        ("?\"a b\" ?c_d", "x a b", true),
        ("größe", "die größe", true),
    ]);
}

#[test]
fn json() {
    let event = r#"{"level":"ERROR","status":404,"ratio":0.5,"ok":true,"user":null,
        "req":{"path":"/api/orders","tags":["a","b"],"x.y":1},"id":"17"}"#;
    let yes = [
        r#"{ $.level = "ERROR" }"#,
        r#"{ $.level = ERROR }"#,
        r#"{ $.level = "ERR*" }"#,
        r#"{ $.level != "INFO" }"#,
        r#"{ $.level = "*" && $.req = "*" && $.user = "*" }"#,
        r#"{$.status=404}"#,
        r#"{ $.status >= 4.04e2 && $.status < 500 }"#,
        r#"{ $.status = 4* }"#,
        r#"{ $.ratio <= 0.5 }"#,
        r#"{ $.ok IS TRUE }"#,
        r#"{ $.user IS NULL }"#,
        r#"{ $.nobody NOT EXISTS }"#,
        r#"{ $.req.path = "/api/*" }"#,
        r#"{ $.req.tags[1] = "b" }"#,
        r#"{ $.req['x.y'] = 1 && $['level'] = "ERROR" }"#,
        r#"{ $.id = 17 }"#,
        r#"{ $.level = "INFO" || $.status = 404 && $.ok IS TRUE }"#,
        r#"{ ($.level = "INFO" || $.status = 404) && ($.ok IS TRUE) }"#,
        r#"{ $.req.path = %^/api/[a-z]+$% }"#,
    ];
    let no = [
        r#"{ $.level = "error" }"#,
        r#"{ $.level = "E*X" }"#,
        r#"{ $.nobody = "*" }"#,
        r#"{ $.nobody != "x" }"#,
        r#"{ $.status > 404 }"#,
        r#"{ $.level > 3 }"#,
        r#"{ $.ok IS FALSE }"#,
        r#"{ $.level IS NULL }"#,
        r#"{ $.level NOT EXISTS }"#,
        r#"{ $.req.tags[2] = "b" }"#,
        r#"{ ($.level = "INFO" || $.status = 404) && ($.ok IS FALSE) }"#,
        r#"{ $.req = "x" }"#,
    ];
    check(&yes.map(|p| (p, event, true)));
    check(&no.map(|p| (p, event, false)));
    check(&yes.map(|p| (p, "level=ERROR status=404", false)));
    check(&[
        (r#"{ $.a = 1 }"#, "{\"a\":1} trailing", false),
        (r#"{ $.a = 1 }"#, "  {\"a\":1}\n", true),
    ]);
}

#[test]
fn fields() {
    let line = r#"127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534"#;
    let yes = [
        "[ip, server, username, timestamp, request, status_code, bytes]",
        "[ip, server, username, timestamp, request, status_code = 4*, bytes > 1000]",
        "[ip = 127.0.0.1, ...]",
        "[..., status = 404, bytes]",
        "[ip, ..., request = *html*, status, bytes]",
        "[..., s = 404 || s = 410, b]",
        "[..., (s = 4* && s != 403), b]",
        "[ip, server, user = \"frank\", time = %Oct.2000%, ...]",
        "[..., ip, server, username, timestamp, request, status_code, bytes]",
        "[...]",
    ];
    let no = [
        "[ip, server]",
        "[ip, server, username, timestamp, request, status_code, bytes, more]",
        "[..., status = 500, bytes]",
        "[..., bytes > 2000]",
        "[..., (s = 4* && s != 404), b]",
        "[ip = 10.*, ...]",
    ];
    check(&yes.map(|p| (p, line, true)));
    check(&no.map(|p| (p, line, false)));
    check(&[
        ("[a, b]", "\"never closed", true),
        ("[a]", "[one field]", true),
        ("[a]", "", false),
    ]);
}

#[test]
fn regular_expressions() {
    check(&[
        ("%AUTHORIZED%", "[ERROR 401] UNAUTHORIZED REQUEST", true),
        ("%ERROR [45][0-9]{2}%", "ERROR 404", true),
        ("%^ERROR%", "an ERROR", false),
    ]);
}

#[test]
fn refusals() {
    for (pattern, part) in [
        ("foo-bar", "Invalid character(s) in term 'foo-bar'"),
        ("ERROR %AUTH%", "Invalid character(s) in term '%AUTH%'"),
        ("\"open", "not closed"),
        ("\"open\\", "not closed"),
        ("\"\"", "empty"),
        ("a - b", "empty"),
        ("%a(b)%", "the character `(`"),
        ("%é%", "the character `é`"),
        ("%[%", "cannot be read"),
        ("%a", "between two `%`"),
        ("%%", "is empty"),
        ("{ }", "selector"),
        ("{ $.a }", "operator is missing"),
        ("{ $.a = }", "value is missing"),
        ("{ $.a > x }", "only numbers"),
        ("{ $.a = 1", "`}` is missing"),
        ("{ ($.a = 1 }", "`)` is missing"),
        ("{ $.a = 1 } x", "follows its end"),
        ("{ $.a[*] = 1 }", "`[…]` is wrong"),
        ("{ $.a IS GREEN }", "operator is missing"),
        ("{ $.a = \"x }", "not closed"),
        ("{ a = 1 }", "selector"),
        ("{ $.a = 1 & $.b = 2 }", "no meaning"),
        ("[a, ..., b, ...]", "twice"),
        ("[a = 1 && b = 2]", "several names"),
        ("[a && a = 2]", "without a comparison"),
        ("[a, ]", "name of a field is missing"),
        ("[a", "`]` is missing"),
    ] {
        let text = Pattern::parse(pattern).map(|_| ()).unwrap_err().to_string();
        assert!(text.contains(part), "{pattern}: {text}");
        // The sentence names the pattern or the term.
        assert!(text.contains(pattern) || text.contains("in term '"), "{text}");
    }
    // A thousand parentheses are no harm.
    let deep = format!("{{ {}$.a = 1{} }}", "(".repeat(480), ")".repeat(480));
    check(&[(&deep, "{\"a\":1}", true)]);
}

proptest! {
    #[test]
    fn any_text_is_answered(
        pattern in "[\\[{%\"]?[ -~é\"?%\\\\=$.&|,a-c-]{0,30}[\\]}%\"]?",
        message in "[{\\[\"]?.{0,20}[}\\]\"]?",
    ) {
        if let Ok(p) = Pattern::parse(&pattern) {
            let matched = p.matches(message.as_bytes());
            if let (true, Some(literal)) = (matched, p.literal()) {
                prop_assert!(memchr::memmem::find(message.as_bytes(), literal).is_some());
            }
        }
    }
}
