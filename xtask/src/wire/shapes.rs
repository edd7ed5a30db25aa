//! Shapes as Rust types and as table entries.

use super::names;
use crate::models::list::Also;
use crate::models::model::{Kind, Model, Shape, Target};
use anyhow::{Context, Result, bail, ensure};
use std::collections::{BTreeMap, BTreeSet};

/// One service's shapes, with what is known about all of them.
pub(crate) struct Shapes<'m> {
    pub(crate) model: &'m Model,
    /// Enum shapes that take further values.
    pub(crate) also: &'m BTreeMap<String, Also>,
    /// Query and ec2 requests name members their own way.
    pub(crate) ec2: bool,
}

impl<'m> Shapes<'m> {
    pub(crate) fn get(&self, name: &str) -> Result<&'m Shape> {
        self.model
            .shapes
            .get(name)
            .with_context(|| format!("no shape `{name}`"))
    }

    /// The Rust type of a member or item of that shape, before `Option`.
    pub(crate) fn ty(&self, name: &str) -> Result<String> {
        let shape = self.get(name)?;
        Ok(match shape.r#type {
            Kind::Structure if shape.document => "Document".to_owned(),
            Kind::Structure => names::ty(name),
            Kind::List => format!("Vec<{}>", self.ty(&target(&shape.member)?.shape)?),
            Kind::Map => format!("BTreeMap<String, {}>", self.ty(&target(&shape.value)?.shape)?),
            Kind::String | Kind::Character => "String".to_owned(),
            Kind::Boolean => "bool".to_owned(),
            Kind::Integer => "i32".to_owned(),
            Kind::Long => "i64".to_owned(),
            Kind::Float => "f32".to_owned(),
            Kind::Double => "f64".to_owned(),
            Kind::Timestamp => "Timestamp".to_owned(),
            Kind::Blob => "Blob".to_owned(),
        })
    }

    /// How a table names that shape: `TEXT`, `list(&TAGS)`.
    pub(crate) fn schema(&self, used: &Target) -> Result<String> {
        let shape = self.get(&used.shape)?;
        let own = |kind: &str| format!("{kind}(&{})", names::table(&used.shape));
        let usual = |kind: &str, short: &str| if plain(shape) { short.to_owned() } else { own(kind) };
        Ok(match shape.r#type {
            Kind::Structure if shape.document => "Schema::Document".to_owned(),
            Kind::Structure => own("object"),
            Kind::List => own("list"),
            Kind::Map => own("map"),
            Kind::String | Kind::Character => usual("text", "TEXT"),
            Kind::Boolean => "BOOL".to_owned(),
            Kind::Integer => usual("int", "INT"),
            Kind::Long => usual("int", "LONG"),
            Kind::Float => usual("float", "FLOAT"),
            Kind::Double => usual("float", "DOUBLE"),
            Kind::Blob => usual("blob", "BLOB"),
            Kind::Timestamp => {
                let format = used
                    .timestamp_format
                    .as_deref()
                    .or(shape.timestamp_format.as_deref());
                match format {
                    None => "TIME",
                    Some("unixTimestamp") => "time(TimeFormat::Epoch)",
                    Some("iso8601") => "time(TimeFormat::Iso)",
                    Some("rfc822") => "time(TimeFormat::Http)",
                    Some(other) => bail!("timestamp format `{other}` of `{}`", used.shape),
                }
                .to_owned()
            }
        })
    }

    /// The table entry of a list, map or constrained leaf; `None` when the shape needs none.
    pub(crate) fn entry(&self, name: &str) -> Result<Option<String>> {
        let shape = self.get(name)?;
        let table = names::table(name);
        Ok(Some(match shape.r#type {
            Kind::List => {
                let item = target(&shape.member)?;
                let mut text = format!("{table}: List = List::of({})", self.schema(item)?);
                if let Some(name) = &item.location_name {
                    text += &format!(".item({name:?})");
                }
                format!("{text}{};", length(shape)?)
            }
            Kind::Map => {
                let (key, value) = (target(&shape.key)?, target(&shape.value)?);
                let mut text = format!(
                    "{table}: Map = Map::of({}, {})",
                    self.schema(key)?,
                    self.schema(value)?
                );
                if key.location_name.is_some() || value.location_name.is_some() {
                    let (k, v) = (key.location_name.as_deref(), value.location_name.as_deref());
                    text += &format!(".names({:?}, {:?})", k.unwrap_or("key"), v.unwrap_or("value"));
                }
                format!("{text}{};", length(shape)?)
            }
            _ if plain(shape) => return Ok(None),
            Kind::String | Kind::Character => {
                format!("{table}: Text = Text::ANY{};", text(shape, self.also.get(name))?)
            }
            Kind::Integer | Kind::Long => {
                let (bits, low, high) = if shape.r#type == Kind::Integer {
                    (32, i64::from(i32::MIN), i64::from(i32::MAX))
                } else {
                    (64, i64::MIN, i64::MAX)
                };
                let min = whole(&shape.min)?.map_or_else(|| bound(low), bound);
                let max = whole(&shape.max)?.map_or_else(|| bound(high), bound);
                format!("{table}: Int = Int::new({bits}, {min}, {max});")
            }
            Kind::Blob => {
                let (min, max) = (
                    whole(&shape.min)?.unwrap_or(0),
                    whole(&shape.max)?.unwrap_or(i64::MAX),
                );
                format!("{table}: Bytes = Bytes::new({min}, {});", bound(max))
            }
            Kind::Float | Kind::Double => {
                let number = |n: &Option<serde_json::Number>| n.as_ref().and_then(serde_json::Number::as_f64);
                let (min, max) = (number(&shape.min), number(&shape.max));
                let bits = if shape.r#type == Kind::Float { 32 } else { 64 };
                format!(
                    "{table}: Float = Float::new({bits}, {}, {});",
                    min.map_or("f64::MIN".to_owned(), |x| format!("{x:?}")),
                    max.map_or("f64::MAX".to_owned(), |x| format!("{x:?}"))
                )
            }
            Kind::Structure | Kind::Boolean | Kind::Timestamp => return Ok(None),
        }))
    }

    /// The table entry of a member: `req("taskDefinition", TEXT)`.
    pub(crate) fn member(&self, name: &str, used: &Target, required: bool, body: bool) -> Result<String> {
        ensure!(
            !used.flattened && !used.jsonvalue,
            "member `{name}`: a trait that tables do not carry yet"
        );
        let mut text = format!(
            "{}({name:?}, {})",
            if required { "req" } else { "opt" },
            self.schema(used)?
        );
        let wire = used.location_name.as_deref().unwrap_or(name);
        if wire != name {
            text += &format!(".wire({wire:?})");
        }
        let query = if self.ec2 {
            used.query_name.clone().unwrap_or_else(|| capital(wire))
        } else {
            wire.to_owned()
        };
        if query != wire {
            text += &format!(".query({query:?})");
        }
        match used.location.as_deref() {
            None => {}
            Some("uri") => text += ".at(At::Uri)",
            Some("querystring") => text += ".at(At::Query)",
            Some("header") => text += ".at(At::Header)",
            Some("headers") => text += ".at(At::Headers)",
            Some("statusCode") => text += ".at(At::Status)",
            Some(other) => bail!("member `{name}`: location `{other}`"),
        }
        if used.flattened || self.get(&used.shape)?.flattened {
            text += ".flat()";
        }
        if body && used.idempotency_token {
            text += ".token()";
        }
        Ok(text)
    }

    /// A structure as one `structure!` entry.
    pub(crate) fn structure(&self, name: &str) -> Result<String> {
        let shape = self.get(name)?;
        let mut text = format!("structure! {{ {} = {}", names::ty(name), names::table(name));
        if let Some(payload) = &shape.payload {
            text += &format!(" .payload({payload:?})");
        }
        if shape.union {
            text += " .union()";
        }
        text += " {\n";
        for (member, used) in shape.members.iter() {
            if self.get(&used.shape)?.eventstream {
                // Its events are the operation's, and no member of the answer.
                continue;
            }
            let required = shape.required.iter().any(|r| r == member);
            let mut ty = self.ty(&used.shape)?;
            if self.embeds(&used.shape, name, &mut BTreeSet::new())? {
                ty = format!("Box<{ty}>");
            }
            if !required {
                ty = format!("Option<{ty}>");
            }
            let entry = self.member(member, used, required, true)?;
            text += &format!("    {}: {ty} = {entry},\n", names::field(member));
        }
        Ok(text + "}}\n")
    }

    /// Whether a value of shape `from` holds a value of shape `to` in place (lists and maps are elsewhere).
    fn embeds(&self, from: &str, to: &str, seen: &mut BTreeSet<String>) -> Result<bool> {
        let shape = self.get(from)?;
        if shape.r#type != Kind::Structure || shape.document {
            return Ok(false);
        }
        if from == to {
            return Ok(true);
        }
        if seen.insert(from.to_owned()) {
            for (_, used) in shape.members.iter() {
                if self.embeds(&used.shape, to, seen)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }
}

pub(crate) fn target(used: &Option<Target>) -> Result<&Target> {
    used.as_ref()
        .context("a list without item or a map without key and value")
}

/// A leaf without a rule of its own.
fn plain(shape: &Shape) -> bool {
    shape.r#enum.is_empty()
        && shape.min.is_none()
        && shape.max.is_none()
        && shape.pattern.is_none()
        && !shape.sensitive
}

fn text(shape: &Shape, also: Option<&Also>) -> Result<String> {
    let mut out = length(shape)?;
    if let Some(pattern) = &shape.pattern {
        out += &format!(".pattern(pattern!({pattern:?}))");
    }
    if !shape.r#enum.is_empty() {
        out += &format!(".one_of(&{:?})", shape.r#enum);
    }
    if let Some(also) = also {
        out += &format!(".also(&{:?})", also.values);
    }
    if shape.sensitive {
        out += ".sensitive()";
    }
    Ok(out)
}

fn length(shape: &Shape) -> Result<String> {
    Ok(match (whole(&shape.min)?, whole(&shape.max)?) {
        (None, None) => String::new(),
        (min, max) => format!(".len({}, {})", min.unwrap_or(0), bound(max.unwrap_or(i64::MAX))),
    })
}

fn whole(n: &Option<serde_json::Number>) -> Result<Option<i64>> {
    n.as_ref()
        .map(|n| n.as_i64().with_context(|| format!("bound `{n}` is not whole")))
        .transpose()
}

fn bound(n: i64) -> String {
    match n {
        i64::MAX => "i64::MAX".to_owned(),
        i64::MIN => "i64::MIN".to_owned(),
        n => n.to_string(),
    }
}

fn capital(name: &str) -> String {
    let mut chars = name.chars();
    chars
        .next()
        .map(|c| c.to_ascii_uppercase())
        .into_iter()
        .chain(chars)
        .collect()
}
