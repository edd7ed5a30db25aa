//! What a shape is called on each wire and what it must satisfy; and the words that generated tables are written in.

use super::{Schema, Value};
use regex::Regex;
use std::sync::OnceLock;

/// Inclusive bounds of a number, or of the length of a text (in characters), blob (in bytes), list or map.
#[derive(Clone, Copy, Debug)]
pub struct Bounds<T = i64> {
    pub min: T,
    pub max: T,
}

const ANY_LENGTH: Bounds = Bounds {
    min: 0,
    max: i64::MAX,
};

/// A whole number of 32 or 64 bits.
#[derive(Debug)]
pub struct Int {
    pub bits: u8,
    pub range: Bounds,
}

/// A floating point number of 32 or 64 bits.
#[derive(Debug)]
pub struct Float {
    pub bits: u8,
    pub range: Bounds<f64>,
}

#[derive(Debug)]
pub struct Text {
    pub length: Bounds,
    pub pattern: Option<&'static Pattern>,
    /// The values AWS documents; empty when any text is good.
    pub values: &'static [&'static str],
    /// Values that we know besides; one that ends in `*` stands for all that begin so.
    pub also: &'static [&'static str],
    /// Must not be repeated in an error or a log.
    pub sensitive: bool,
}

#[derive(Debug)]
pub struct Bytes {
    pub length: Bounds,
}

/// How a timestamp is written; `Usual` is the protocol's own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeFormat {
    Usual,
    Epoch,
    Iso,
    Http,
}

#[derive(Debug)]
pub struct List {
    pub of: Schema,
    /// XML element or query key of one item; `None` is `member`.
    pub item: Option<&'static str>,
    pub length: Bounds,
    /// Items may be null.
    pub sparse: bool,
}

#[derive(Debug)]
pub struct Map {
    pub key: Schema,
    pub value: Schema,
    /// XML element or query key of a key and of a value; usually `key` and `value`.
    pub names: (&'static str, &'static str),
    pub length: Bounds,
    /// Values may be null.
    pub sparse: bool,
}

#[derive(Debug)]
pub struct Structure {
    /// The shape's name in AWS's model.
    pub name: &'static str,
    pub members: &'static [Member],
    /// REST: the member that is the whole body.
    pub payload: Option<&'static str>,
    /// Exactly one member is set.
    pub union: bool,
}

#[derive(Debug)]
pub struct Member {
    /// The member's name in AWS's model.
    pub name: &'static str,
    /// Its name in JSON and XML bodies, or of its header or query parameter.
    pub wire: &'static str,
    /// Its name in a query or ec2 request.
    pub query: &'static str,
    pub schema: Schema,
    pub required: bool,
    pub at: At,
    /// A list or map whose items stand directly under the member's own name (XML and query only).
    pub flat: bool,
    /// Clients fill it with a random token: the same token must not do the work twice.
    pub token: bool,
}

/// Where REST protocols carry a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    Body,
    Uri,
    Query,
    Header,
    /// A map: every header that starts with the wire name.
    Headers,
    Status,
}

/// A regular expression of the model, compiled when first asked.
#[derive(Debug)]
pub struct Pattern {
    /// As AWS writes it, for the error message.
    pub source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    pub const fn new(source: &'static str) -> Pattern {
        Pattern {
            source,
            compiled: OnceLock::new(),
        }
    }

    /// Whether the whole text matches, as AWS's services demand.
    ///
    /// An expression that cannot be compiled has a rule in [`BY_HAND`]; a test holds every served table to that.
    pub fn matches(&self, text: &str) -> bool {
        match self.compiled.get_or_init(|| compile(self.source)) {
            Some(regex) => regex.is_match(text),
            None => BY_HAND
                .iter()
                .find(|(source, _)| *source == self.source)
                .is_none_or(|(_, rule)| rule(text)),
        }
    }
}

fn compile(source: &str) -> Option<Regex> {
    Regex::new(&format!(r"\A(?:{source})\z")).ok()
}

/// Patterns beyond our regular expressions (look-around, back references), each with the rule that it means.
const BY_HAND: &[(&str, Rule)] = &[
    (
        r"(\*\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])",
        domain,
    ),
    (r"^(?!arn:)[!-~]{1,1024}$", |text| namespace(text, 1024)),
    (r"^(?!arn:)[!-~]{1,253}$", |text| namespace(text, 253)),
    (
        r"((?=^.{1,127}$)^([a-zA-Z0-9_][a-zA-Z0-9-_]{0,61}[a-zA-Z0-9_]|[a-zA-Z0-9])(\.([a-zA-Z0-9_][a-zA-Z0-9-_]{0,61}[a-zA-Z0-9_]|[a-zA-Z0-9]))*$)|(^\.$)",
        discovery_name,
    ),
];

/// Visible ASCII that is no ARN.
fn namespace(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_graphic())
        && !text.starts_with("arn:")
}

/// Labels of letters, digits, `_` and inner hyphens, 127 characters in all; or a dot alone.
fn discovery_name(text: &str) -> bool {
    let label = |l: &str| {
        let alone = l.len() == 1 && l != "_";
        (alone || (2..=63).contains(&l.len()))
            && l.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
            && !l.starts_with('-')
            && !l.ends_with('-')
    };
    text == "." || (text.len() <= 127 && text.split('.').all(label))
}

/// Two labels at least, each of 1 to 63 letters, digits and hyphens, no hyphen at either end; the last has two
/// characters, the first may be `*`.
fn domain(text: &str) -> bool {
    let name = text.strip_prefix("*.").unwrap_or(text);
    let label = |l: &str| {
        (1..=63).contains(&l.len())
            && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !l.starts_with('-')
            && !l.ends_with('-')
    };
    match name.rsplit_once('.') {
        Some((head, last)) => head.split('.').all(label) && label(last) && last.len() > 1,
        None => false,
    }
}

type Rule = fn(&str) -> bool;

pub const BOOL: Schema = Schema::Bool;
pub const INT: Schema = Schema::Int(&Int {
    bits: 32,
    range: Bounds {
        min: i32::MIN as i64,
        max: i32::MAX as i64,
    },
});
pub const LONG: Schema = Schema::Int(&Int {
    bits: 64,
    range: Bounds {
        min: i64::MIN,
        max: i64::MAX,
    },
});
pub const FLOAT: Schema = Schema::Float(&Float {
    bits: 32,
    range: Bounds {
        min: f64::MIN,
        max: f64::MAX,
    },
});
pub const DOUBLE: Schema = Schema::Float(&Float {
    bits: 64,
    range: Bounds {
        min: f64::MIN,
        max: f64::MAX,
    },
});
pub const TEXT: Schema = Schema::Str(&Text::ANY);
pub const TIME: Schema = Schema::Time(TimeFormat::Usual);
pub const BLOB: Schema = Schema::Blob(&Bytes { length: ANY_LENGTH });

impl Int {
    pub const fn new(bits: u8, min: i64, max: i64) -> Int {
        Int {
            bits,
            range: Bounds { min, max },
        }
    }
}

impl Float {
    pub const fn new(bits: u8, min: f64, max: f64) -> Float {
        Float {
            bits,
            range: Bounds { min, max },
        }
    }
}

impl Bytes {
    pub const fn new(min: i64, max: i64) -> Bytes {
        Bytes {
            length: Bounds { min, max },
        }
    }
}

impl Text {
    pub const ANY: Text = Text {
        length: ANY_LENGTH,
        pattern: None,
        values: &[],
        also: &[],
        sensitive: false,
    };
    pub const fn len(self, min: i64, max: i64) -> Text {
        Text {
            length: Bounds { min, max },
            ..self
        }
    }
    pub const fn pattern(self, pattern: &'static Pattern) -> Text {
        Text {
            pattern: Some(pattern),
            ..self
        }
    }
    pub const fn one_of(self, values: &'static [&'static str]) -> Text {
        Text { values, ..self }
    }
    pub const fn also(self, also: &'static [&'static str]) -> Text {
        Text { also, ..self }
    }
    pub const fn sensitive(self) -> Text {
        Text {
            sensitive: true,
            ..self
        }
    }
}

impl List {
    pub const fn of(of: Schema) -> List {
        List {
            of,
            item: None,
            length: ANY_LENGTH,
            sparse: false,
        }
    }
    pub const fn item(self, name: &'static str) -> List {
        List {
            item: Some(name),
            ..self
        }
    }
    pub const fn len(self, min: i64, max: i64) -> List {
        List {
            length: Bounds { min, max },
            ..self
        }
    }
}

impl Map {
    pub const fn of(key: Schema, value: Schema) -> Map {
        Map {
            key,
            value,
            names: ("key", "value"),
            length: ANY_LENGTH,
            sparse: false,
        }
    }
    pub const fn names(self, key: &'static str, value: &'static str) -> Map {
        Map {
            names: (key, value),
            ..self
        }
    }
    pub const fn len(self, min: i64, max: i64) -> Map {
        Map {
            length: Bounds { min, max },
            ..self
        }
    }
}

impl Structure {
    pub const fn new(name: &'static str, members: &'static [Member]) -> Structure {
        Structure {
            name,
            members,
            payload: None,
            union: false,
        }
    }
    pub const fn payload(self, member: &'static str) -> Structure {
        Structure {
            payload: Some(member),
            ..self
        }
    }
    pub const fn union(self) -> Structure {
        Structure { union: true, ..self }
    }
    /// Nothing but empty slots: what an empty body means.
    pub fn empty(&self) -> Value {
        Value::Struct(vec![None; self.members.len()])
    }
    /// Whether this stands for "no input" or "no output".
    pub fn is_unit(&self) -> bool {
        self.name == "Unit"
    }
    /// Position of the member that bodies call `wire`.
    ///
    /// `hint` is where to look first: clients write members in the model's order more often than not.
    pub fn position(&self, wire: &str, hint: usize) -> Option<usize> {
        let here = |m: &Member| m.wire == wire;
        if self.members.get(hint).is_some_and(here) {
            Some(hint)
        } else {
            self.members.iter().position(here)
        }
    }
}

macro_rules! handles {
    ($($make:ident $variant:ident $table:ty;)*) => {
        $(pub const fn $make(table: $table) -> Schema { Schema::$variant(table) })*
    };
}

handles! {
    int Int &'static Int;
    float Float &'static Float;
    text Str &'static Text;
    time Time TimeFormat;
    blob Blob &'static Bytes;
    list List &'static List;
    map Map &'static Map;
    object Struct &'static Structure;
}

/// An optional member.
pub const fn opt(name: &'static str, schema: Schema) -> Member {
    Member {
        name,
        wire: name,
        query: name,
        schema,
        required: false,
        at: At::Body,
        flat: false,
        token: false,
    }
}

/// A required member.
pub const fn req(name: &'static str, schema: Schema) -> Member {
    Member {
        required: true,
        ..opt(name, schema)
    }
}

impl Member {
    /// Its name on every wire, where that is not the model's name.
    pub const fn wire(self, wire: &'static str) -> Member {
        Member {
            wire,
            query: wire,
            ..self
        }
    }
    /// Its name in query requests alone.
    pub const fn query(self, query: &'static str) -> Member {
        Member { query, ..self }
    }
    pub const fn at(self, at: At) -> Member {
        Member { at, ..self }
    }
    pub const fn flat(self) -> Member {
        Member { flat: true, ..self }
    }
    pub const fn token(self) -> Member {
        Member { token: true, ..self }
    }
}

/// Whether a pattern can be checked at all.
#[cfg(test)]
pub(crate) fn compiles(source: &str) -> bool {
    compile(source).is_some() || BY_HAND.iter().any(|(known, _)| *known == source)
}
