//! Which messages a pattern wants, and which patterns are refused.

use super::{Invalid, Pattern};
use crate::logs::storage::Matcher as _;
use proptest::prelude::*;

fn wants(pattern: &str, message: &str) -> bool {
    Pattern::parse(pattern).unwrap().matches(message.as_bytes())
}

#[test]
fn terms() {
    for (pattern, message, want) in [
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
    ] {
        assert_eq!(wants(pattern, message), want, "{pattern} on {message}");
    }
}

#[test]
fn refusals() {
    for (pattern, part) in [
        (
            "{ $.level = \"ERROR\" }",
            "`{ $.level = \"ERROR\" }` is not supported: JSON selectors",
        ),
        ("[ip, user, status=4*]", "space-delimited fields"),
        ("%AUTH.*%", "regular expressions"),
        ("ERROR %AUTH%", "regular expressions"),
        ("foo-bar", "Invalid character(s) in term 'foo-bar'"),
        ("\"open", "unclosed"),
        ("\"open\\", "unclosed"),
        ("\"\"", "empty term"),
        ("a - b", "empty term"),
    ] {
        let text = Pattern::parse(pattern).unwrap_err().to_string();
        assert!(text.contains(part), "{pattern}: {text}");
    }
    assert_eq!(Pattern::parse("a$"), Err(Invalid::Characters("a$".to_owned())));
}

proptest! {
    #[test]
    fn any_text_is_answered(pattern in "[ -~é\"?%\\\\-]{0,20}", message in ".{0,20}") {
        if let Ok(p) = Pattern::parse(&pattern) {
            let matched = p.matches(message.as_bytes());
            if let (true, Some(literal)) = (matched, p.literal()) {
                prop_assert!(memchr::memmem::find(message.as_bytes(), literal).is_some());
            }
        }
    }
}
