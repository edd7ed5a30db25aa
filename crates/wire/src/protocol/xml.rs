//! awsQuery and ec2 answers: XML.

use super::{Told, scalar};
use crate::schema::{List, Member, OperationMeta, Schema, ServiceMeta, Structure, TimeFormat, Value};

const PROLOG: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// `<XResponse xmlns=…><XResult>…</XResult><ResponseMetadata><RequestId>…</RequestId></ResponseMetadata></XResponse>`
pub(super) fn query_answer(out: &mut Vec<u8>, op: &OperationMeta, output: &Value, request_id: &str) {
    let mut x = Writer { out };
    let response = [op.name, "Response"].concat();
    x.open_with(&response, op.service.xml_namespace, "");
    match op.result_wrapper {
        Some(wrapper) => x.element(wrapper, |x| x.members(op.output, output)),
        None => x.members(op.output, output),
    }
    x.element("ResponseMetadata", |x| x.leaf("RequestId", request_id));
    x.close(&response);
}

/// `<XResponse xmlns=…><requestId>…</requestId>…</XResponse>`; an operation without output answers `return`.
pub(super) fn ec2_answer(out: &mut Vec<u8>, op: &OperationMeta, output: &Value, request_id: &str) {
    let mut x = Writer { out };
    let response = [op.name, "Response"].concat();
    x.raw(PROLOG);
    x.open_with(&response, op.service.xml_namespace, "/");
    x.leaf("requestId", request_id);
    x.members(op.output, output);
    if op.output.is_unit() {
        x.leaf("return", "true");
    }
    x.close(&response);
}

/// `<ErrorResponse xmlns=…><Error><Type/><Code/><Message/></Error><RequestId/></ErrorResponse>`
pub(super) fn query_fault(
    out: &mut Vec<u8>,
    service: Option<&ServiceMeta>,
    told: &Told<'_>,
    request_id: &str,
) {
    let mut x = Writer { out };
    x.open_with("ErrorResponse", service.and_then(|s| s.xml_namespace), "");
    x.element("Error", |x| {
        x.leaf("Type", if told.fault.sender { "Sender" } else { "Receiver" });
        x.leaf("Code", told.query_code);
        x.leaf("Message", &told.fault.message);
        x.fault_members(told);
    });
    x.leaf("RequestId", request_id);
    x.close("ErrorResponse");
}

/// `<Response><Errors><Error><Code/><Message/></Error></Errors><RequestID/></Response>`
pub(super) fn ec2_fault(out: &mut Vec<u8>, told: &Told<'_>, request_id: &str) {
    let mut x = Writer { out };
    x.raw(PROLOG);
    x.element("Response", |x| {
        x.element("Errors", |x| {
            x.element("Error", |x| {
                x.leaf("Code", told.query_code);
                x.leaf("Message", &told.fault.message);
                x.fault_members(told);
            });
        });
        x.leaf("RequestID", request_id);
    });
}

struct Writer<'o> {
    out: &'o mut Vec<u8>,
}

impl Writer<'_> {
    fn raw(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn open(&mut self, tag: &str) {
        self.raw("<");
        self.raw(tag);
        self.raw(">");
    }

    fn open_with(&mut self, tag: &str, namespace: Option<&str>, end: &str) {
        match namespace {
            Some(uri) => {
                for part in ["<", tag, " xmlns=\"", uri, end, "\">"] {
                    self.raw(part);
                }
            }
            None => self.open(tag),
        }
    }

    fn close(&mut self, tag: &str) {
        self.raw("</");
        self.raw(tag);
        self.raw(">");
    }

    fn element(&mut self, tag: &str, inside: impl FnOnce(&mut Self)) {
        self.open(tag);
        inside(self);
        self.close(tag);
    }

    fn leaf(&mut self, tag: &str, text: &str) {
        self.element(tag, |x| x.text(text));
    }

    /// Escaped so that a parser gives the same text back; what XML cannot carry becomes U+FFFD.
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| special(*c)) {
            let (plain, after) = rest.split_at(at);
            self.raw(plain);
            self.raw(match c {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                '\r' => "&#xD;",
                _ => "\u{fffd}",
            });
            rest = after.get(c.len_utf8()..).unwrap_or_default();
        }
        self.raw(rest);
    }

    fn fault_members(&mut self, told: &Told<'_>) {
        for (name, schema, value) in told.members() {
            self.value(name, schema.unwrap_or(Schema::Document), value, false);
        }
    }

    fn members(&mut self, table: &'static Structure, value: &Value) {
        let Value::Struct(values) = value else { return };
        for (member, value) in table.members.iter().zip(values) {
            if let Some(value) = value {
                self.value(name(member), member.schema, value, member.flat);
            }
        }
    }

    fn value(&mut self, tag: &str, schema: Schema, value: &Value, flat: bool) {
        match (schema, value) {
            (Schema::Struct(table), value) => self.element(tag, |x| x.members(table, value)),
            (Schema::List(list), Value::List(items)) if flat => {
                for item in items {
                    self.value(tag, list.of, item, false);
                }
            }
            (Schema::List(list), Value::List(items)) => self.element(tag, |x| {
                for item in items {
                    x.value(list.item.unwrap_or("member"), list.of, item, false);
                }
            }),
            (Schema::Map(map), Value::Map(all)) => {
                let row = |x: &mut Self, key: &str, value: &Value| {
                    x.leaf(map.names.0, key);
                    x.value(map.names.1, map.value, value, false);
                };
                if flat {
                    for (key, value) in all {
                        self.element(tag, |x| row(x, key, value));
                    }
                } else {
                    self.element(tag, |x| {
                        for (key, value) in all {
                            x.element("entry", |x| row(x, key, value));
                        }
                    });
                }
            }
            (_, Value::Str(text)) => self.leaf(tag, text),
            (schema, value) => {
                let text = scalar::to_text(schema, value, TimeFormat::Iso);
                self.leaf(tag, text.as_deref().unwrap_or_default());
            }
        }
    }
}

fn special(c: char) -> bool {
    matches!(c, '<' | '>' | '&' | '"' | '\u{fffe}' | '\u{ffff}') || (c < ' ' && c != '\t' && c != '\n')
}

/// A flat list goes by the name of its items, where they have one.
fn name(member: &'static Member) -> &'static str {
    match member.schema {
        Schema::List(List { item: Some(item), .. }) if member.flat => item,
        _ => member.wire,
    }
}
