//! awsQuery and ec2 requests: `Action=…&Version=…&Filter.1.Name=…`, in the body or, presigned, in the URL.

use super::form::{self, Malformed, Node};
use super::{HttpIn, scalar};
use crate::fault::Fault;
use crate::schema::{List, Member, OperationMeta, Schema, Structure, Value};
use std::collections::BTreeMap;

/// The two dialects.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Lists under `member`, maps under `entry`, unless flat.
    Aws,
    /// Lists right under their name.
    Ec2,
}

pub(super) fn decode(op: &'static OperationMeta, http: &HttpIn<'_>, style: Style) -> Result<Value, Fault> {
    let form = if http.body.is_empty() {
        http.query.as_bytes()
    } else {
        http.body
    };
    let root = form::tree(form).map_err(|Malformed| malformed())?;
    Reader { style }.structure(root, op.input)
}

fn malformed() -> Fault {
    Fault::new(
        "MalformedQueryString",
        400,
        "The query string contains a syntax error",
    )
}

struct Reader {
    style: Style,
}

impl Reader {
    fn structure(&self, mut node: Node, table: &'static Structure) -> Result<Value, Fault> {
        let member = |m: &'static Member| match self.kid(&mut node, m) {
            Some(kid) => self.value(kid, m.schema, m.flat, m.query).map(Some),
            None => Ok(None),
        };
        table
            .members
            .iter()
            .map(member)
            .collect::<Result<_, _>>()
            .map(Value::Struct)
    }

    /// A flat list goes by the name of its items, where they have one; some SDKs write its own name even so.
    fn kid(&self, node: &mut Node, member: &'static Member) -> Option<Node> {
        let item = match member.schema {
            Schema::List(List { item: Some(item), .. }) if member.flat && self.style == Style::Aws => {
                Some(*item)
            }
            _ => None,
        };
        item.and_then(|item| node.kids.remove(item))
            .or_else(|| node.kids.remove(member.query))
    }

    fn value(&self, node: Node, schema: Schema, flat: bool, name: &str) -> Result<Value, Fault> {
        match schema {
            Schema::Struct(table) => {
                self.no_text(&node, schema, name)?;
                self.structure(node, table)
            }
            Schema::List(list) => {
                self.no_text(&node, schema, name)?;
                let wrapped = (!flat && self.style == Style::Aws).then(|| list.item.unwrap_or("member"));
                let rows = self.rows(node, wrapped, schema, name)?;
                let items = rows
                    .into_values()
                    .map(|row| self.value(row, list.of, false, name));
                items.collect::<Result<_, _>>().map(Value::List)
            }
            Schema::Map(map) => {
                self.no_text(&node, schema, name)?;
                let mut all = BTreeMap::new();
                for (_, mut row) in self.rows(node, (!flat).then_some("entry"), schema, name)? {
                    let key = row.kids.remove(map.names.0).and_then(|k| k.text);
                    let (Some(key), Some(value)) = (key, row.kids.remove(map.names.1)) else {
                        return Err(self.refuse(name, "", schema));
                    };
                    all.insert(key, self.value(value, map.value, false, name)?);
                }
                Ok(Value::Map(all))
            }
            leaf => {
                let text = node.text.unwrap_or_default();
                if !node.kids.is_empty() {
                    return Err(self.refuse(name, &text, leaf));
                }
                scalar::from_text(leaf, &text).ok_or_else(|| self.refuse(name, &text, leaf))
            }
        }
    }

    /// Numbered children in the order of their numbers, whatever these are.
    fn rows(
        &self,
        mut node: Node,
        wrapper: Option<&str>,
        schema: Schema,
        name: &str,
    ) -> Result<BTreeMap<u32, Node>, Fault> {
        let kids = match wrapper {
            Some(wrapper) => node.kids.remove(wrapper).unwrap_or_default().kids,
            None => node.kids,
        };
        let numbered = |(key, row): (String, Node)| match key.parse() {
            Ok(number) => Ok((number, row)),
            Err(_) => Err(self.refuse(name, &key, schema)),
        };
        kids.into_iter().map(numbered).collect()
    }

    /// `Tags=` is an empty list; `Tags=x` is nothing.
    fn no_text(&self, node: &Node, schema: Schema, name: &str) -> Result<(), Fault> {
        match node.text.as_deref() {
            None | Some("") => Ok(()),
            Some(text) => Err(self.refuse(name, text, schema)),
        }
    }

    fn refuse(&self, name: &str, text: &str, schema: Schema) -> Fault {
        let kind = scalar::java_name(schema);
        match self.style {
            Style::Aws => Fault::new(
                "MalformedInput",
                400,
                format!("Value at '{name}' can not be converted to {kind}"),
            ),
            Style::Ec2 => {
                let kind = kind.to_lowercase();
                let text = format!("Value ({text}) for parameter {name} is invalid. Expected a {kind}.");
                Fault::new("InvalidParameterValue", 400, text)
            }
        }
    }
}
