//! Tables of attributes: which there are, what they may be, what they are when nobody said otherwise.

use std::collections::BTreeMap;

use kernel::Fault;

use crate::fault;

/// Only what was set; everything else has its default.
pub(crate) type Attributes = BTreeMap<String, String>;

/// What an attribute's value may be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum May {
    Flag,
    /// Bounds, both included.
    Number(u32, u32),
    OneOf(&'static [&'static str]),
    Text,
    /// The name of an S3 bucket, or nothing (Amazon S3 User Guide, "General purpose bucket naming rules").
    Bucket,
    /// What keys in a bucket begin with; `AWSLogs` follows and may not be part of it.
    Prefix,
    /// No proxy does anything else: other values are refused by name.
    Only(&'static [&'static str]),
}

/// One attribute.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    pub key: &'static str,
    pub default: &'static str,
    pub may: May,
}

pub(crate) const fn known(key: &'static str, default: &'static str, may: May) -> Known {
    Known { key, default, may }
}

/// Every attribute of the table with its value, in the table's order.
pub(crate) fn all(table: &[Known], set: &Attributes) -> Vec<(String, String)> {
    let value = |k: &Known| set.get(k.key).map_or(k.default, String::as_str).to_owned();
    table.iter().map(|k| (k.key.to_owned(), value(k))).collect()
}

/// One value; empty for an attribute that is not of this table.
pub(crate) fn value<'a>(table: &[Known], set: &'a Attributes, key: &str) -> &'a str {
    match set.get(key) {
        Some(v) => v,
        None => table.iter().find(|k| k.key == key).map_or("", |k| k.default),
    }
}

pub(crate) fn flag(table: &[Known], set: &Attributes, key: &str) -> bool {
    value(table, set, key) == "true"
}

pub(crate) fn number(table: &[Known], set: &Attributes, key: &str) -> u32 {
    value(table, set, key).parse().unwrap_or(0)
}

/// Takes over what was asked for, all or nothing.
///
/// # Errors
/// ValidationError in AWS's words (Terraform reads the one of an unknown key), or one that names a value that is not
/// honoured.
pub(crate) fn set<'a>(
    table: &[Known],
    into: &mut Attributes,
    given: impl IntoIterator<Item = (Option<&'a str>, Option<&'a str>)>,
) -> Result<(), Fault> {
    for (key, value) in given {
        let key = key.unwrap_or_default();
        let value = value.unwrap_or_default();
        let known = table
            .iter()
            .find(|k| k.key == key)
            .ok_or_else(|| fault::invalid(format!("Attribute key '{key}' is not recognized")))?;
        check(known, value)?;
        into.insert(key.to_owned(), value.to_owned());
    }
    Ok(())
}

fn check(known: &Known, value: &str) -> Result<(), Fault> {
    let key = known.key;
    let bad = |must: String| fault::invalid(format!("'{value}' is not valid for attribute '{key}': {must}"));
    match known.may {
        May::Flag if matches!(value, "true" | "false") => Ok(()),
        May::Flag => Err(bad("must be 'true' or 'false'".into())),
        May::Number(least, most) => match value.parse::<u32>() {
            Ok(n) if (least..=most).contains(&n) => Ok(()),
            _ => Err(bad(format!("must be between '{least}' and '{most}'"))),
        },
        May::OneOf(values) if values.contains(&value) => Ok(()),
        May::OneOf(values) => Err(bad(format!("must be one of {}", values.join(", ")))),
        May::Text => Ok(()),
        May::Bucket if value.is_empty() || is_bucket(value) => Ok(()),
        May::Bucket => Err(bad("must be the name of an S3 bucket".into())),
        May::Prefix if is_prefix(value) => Ok(()),
        May::Prefix => Err(bad(
            "must be at most 255 letters, digits and any of !-_.*'()/, begin and end without '/', and not contain 'AWSLogs'"
                .into(),
        )),
        May::Only(values) if values.contains(&value) => Ok(()),
        May::Only(_) => Err(fault::unsupported(format_args!(
            "'{value}' for attribute '{key}'"
        ))),
    }
}

fn is_bucket(name: &str) -> bool {
    let plain = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let ends = |mut all: std::str::Bytes<'_>| {
        let (first, last) = (all.next(), all.next_back());
        first.iter().chain(last.iter()).all(plain)
    };
    (3..=63).contains(&name.len())
        && ends(name.bytes())
        && !name.contains("..")
        && name.bytes().all(|b| plain(&b) || matches!(b, b'-' | b'.'))
}

/// INVARIANT: no part of it is `.` or `..` or empty, so that it names a folder below its bucket's.
fn is_prefix(text: &str) -> bool {
    let proper = |part: &str| !matches!(part, "" | "." | "..");
    let may = |b: u8| b.is_ascii_alphanumeric() || b"!-_.*'()/".contains(&b);
    text.is_empty()
        || text.len() <= 255
            && text.split('/').all(proper)
            && text.bytes().all(may)
            && !text.contains("AWSLogs")
}
