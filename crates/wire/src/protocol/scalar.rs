//! Leaves written as text, and numbers at the edge of their kind.

use super::time;
use crate::schema::{Int, Schema, TimeFormat, Value};
use base64::Engine;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::{alphabet, engine::DecodePaddingMode};

/// Padding may be missing, as SDKs of some languages leave it out.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

pub(super) fn from_base64(s: &str) -> Option<Vec<u8>> {
    LENIENT.decode(s.trim()).ok()
}

impl Int {
    /// Whether a number fits its bits; its range is for validation.
    pub(crate) fn holds(&self, n: i64) -> bool {
        self.bits == 64 || i32::try_from(n).is_ok()
    }
}

/// A float that is a whole number which floats carry exactly.
pub(super) fn whole(x: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[allow(clippy::cast_possible_truncation, reason = "checked against both")]
    (x.fract() == 0.0 && x.abs() <= EXACT && !(x == 0.0 && x.is_sign_negative())).then_some(x as i64)
}

/// The floats that no JSON number is.
pub(super) fn odd_float(s: &str) -> Option<f64> {
    match s {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

pub(super) fn odd_word(x: f64) -> Option<&'static str> {
    match x {
        x if x.is_nan() => Some("NaN"),
        f64::INFINITY => Some("Infinity"),
        f64::NEG_INFINITY => Some("-Infinity"),
        _ => None,
    }
}

/// How AWS's messages name a kind.
pub(super) fn java_name(schema: Schema) -> &'static str {
    match schema {
        Schema::Bool => "Boolean",
        Schema::Int(int) if int.bits == 32 => "Integer",
        Schema::Int(_) => "Long",
        Schema::Float(float) if float.bits == 32 => "Float",
        Schema::Float(_) => "Double",
        Schema::Str(_) => "String",
        Schema::Time(_) => "Timestamp",
        Schema::Blob(_) => "Blob",
        Schema::Document => "Document",
        Schema::List(_) => "List",
        Schema::Map(_) => "Map",
        Schema::Struct(_) => "Structure",
    }
}

/// A refusal without an allocation.
pub(super) fn not_a(schema: Schema) -> &'static str {
    match java_name(schema) {
        "Integer" => "value can not be converted to Integer",
        "Long" => "value can not be converted to Long",
        "Timestamp" => "value can not be converted to Timestamp",
        _ => "value of another kind than the model's",
    }
}

/// A leaf from text: query parameters, headers, path labels. `None` when the text is not of that kind.
pub(super) fn from_text(schema: Schema, text: &str) -> Option<Value> {
    Some(match schema {
        Schema::Str(_) => Value::Str(text.to_owned()),
        Schema::Bool => match text {
            "true" | "True" | "TRUE" | "1" => Value::Bool(true),
            "false" | "False" | "FALSE" | "0" => Value::Bool(false),
            _ => return None,
        },
        Schema::Int(int) => Value::Int(text.parse().ok().filter(|n| int.holds(*n))?),
        Schema::Float(_) => Value::Float(odd_float(text).or_else(|| finite(text))?),
        Schema::Time(_) => Value::Time(time::from_text(text)?),
        Schema::Blob(_) => Value::Blob(from_base64(text)?),
        Schema::Document | Schema::List(_) | Schema::Map(_) | Schema::Struct(_) => return None,
    })
}

fn finite(text: &str) -> Option<f64> {
    text.parse().ok().filter(|x: &f64| x.is_finite())
}

/// A leaf as text; `usual` is how the place at hand writes timestamps. `None` for what is no leaf.
pub(super) fn to_text(schema: Schema, value: &Value, usual: TimeFormat) -> Option<String> {
    Some(match value {
        Value::Bool(b) => b.to_string(),
        Value::Int(n) => n.to_string(),
        Value::Float(x) => float(*x),
        Value::Str(s) => s.clone(),
        Value::Time(t) => {
            let format = match schema {
                Schema::Time(own) if own != TimeFormat::Usual => own,
                _ => usual,
            };
            match format {
                TimeFormat::Epoch => float(time::millis(*t)),
                TimeFormat::Http => time::to_http(*t),
                TimeFormat::Iso | TimeFormat::Usual => time::to_iso(*t),
            }
        }
        Value::Blob(b) => LENIENT.encode(b),
        Value::Document(_) | Value::Null | Value::List(_) | Value::Map(_) | Value::Struct(_) => return None,
    })
}

fn float(x: f64) -> String {
    match (odd_word(x), whole(x)) {
        (Some(word), _) => word.to_owned(),
        (None, Some(n)) => n.to_string(),
        (None, None) => x.to_string(),
    }
}
