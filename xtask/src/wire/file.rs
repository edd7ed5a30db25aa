//! One service's file: the service, its operations, structures, tables and errors, in that order.

use super::names;
use super::shapes::Shapes;
use crate::models::list::Service;
use crate::models::model::{Kind, Model, Operation, Shape};
use anyhow::{Result, bail, ensure};
use std::collections::BTreeSet;

pub(crate) fn write(name: &str, service: &Service, model: &Model) -> Result<String> {
    let shapes = Shapes {
        model,
        also: &service.also,
        ec2: model.metadata.protocol == "ec2",
    };
    let meta = &model.metadata;
    unique(model)?;
    for shape in service.also.keys() {
        ensure!(
            model.shapes.get(shape).is_some_and(|s| !s.r#enum.is_empty()),
            "no enum `{shape}`"
        );
    }
    let mut text = format!(
        "//! {}, API version {}. Written by `cargo xtask wire` from `models/{name}.json`; do not edit.\n\n",
        meta.service_full_name, meta.api_version
    );
    text += "use crate::schema::prelude::*;\n\n";
    text += &head(name, service, model)?;

    text += "\noperations! { SERVICE {\n";
    for (op_name, op) in model.operations.iter() {
        text += &operation(&shapes, op_name, op)?;
    }
    text += "}}\n\n";

    for (shape_name, shape) in model.shapes.iter() {
        if shape.r#type == Kind::Structure && !shape.exception && !shape.document && !shape.eventstream {
            text += &shapes.structure(shape_name)?;
            text.push('\n');
        }
    }

    text += "tables! {\n";
    for (shape_name, _) in model.shapes.iter() {
        if let Some(entry) = shapes.entry(shape_name)? {
            text += &format!("    {entry}\n");
        }
    }
    text += "}\n\n";
    let mut errors = String::new();
    for (shape_name, shape) in model.shapes.iter().filter(|(_, s)| s.exception) {
        errors += &error(&shapes, shape_name, shape)?;
    }
    let open = if errors.is_empty() { "" } else { "\n" };
    Ok(text + &format!("errors! {{{open}{errors}}}\n"))
}

fn head(name: &str, service: &Service, model: &Model) -> Result<String> {
    let meta = &model.metadata;
    let protocols: Vec<&str> = service
        .protocols
        .iter()
        .map(|p| protocol(p, meta.json_version.as_deref()))
        .collect::<Result<_>>()?;
    let signing = meta.signing_name.as_deref().unwrap_or(&meta.endpoint_prefix);
    let mut text = String::from("#[rustfmt::skip]\npub static SERVICE: ServiceMeta = ServiceMeta {\n");
    let mut line = |key: &str, value: String| text += &format!("    {key}: {value},\n");
    line("name", format!("{name:?}"));
    line("full_name", format!("{:?}", meta.service_full_name));
    line("signing_name", format!("{signing:?}"));
    line("endpoint_prefix", format!("{:?}", meta.endpoint_prefix));
    line("iam_prefix", format!("{:?}", service.iam));
    line("api_version", format!("{:?}", meta.api_version));
    line("target_prefix", format!("{:?}", meta.target_prefix));
    line("json_version", format!("{:?}", meta.json_version));
    line("xml_namespace", format!("{:?}", meta.xml_namespace));
    line("protocols", format!("&[{}]", protocols.join(", ")));
    line(
        "query_compatible",
        format!("{}", meta.aws_query_compatible.is_some()),
    );
    line("internal", format!("{:?}", service.internal));
    line("refusal", refusal(service)?);
    line("retype", "self::retype".to_owned());
    line("operations", "OPERATIONS".to_owned());
    line("errors", "ERRORS".to_owned());
    Ok(text + "};\n")
}

fn refusal(service: &Service) -> Result<String> {
    let refusal = &service.refusal;
    let dialect = match refusal.dialect.as_str() {
        "listing" => "Dialect::Listing",
        "ec2" => "Dialect::Ec2",
        other => bail!("dialect `{other}`"),
    };
    for operation in refusal.except.keys() {
        ensure!(
            service.operations.contains(operation),
            "refusal of `{operation}`, which is not listed"
        );
    }
    let except: Vec<String> = refusal
        .except
        .iter()
        .map(|(op, code)| format!("({op:?}, {code:?})"))
        .collect();
    Ok(format!(
        "Refusal {{ dialect: {dialect}, code: {:?}, except: &[{}] }}",
        refusal.code,
        except.join(", ")
    ))
}

fn protocol(name: &str, json: Option<&str>) -> Result<&'static str> {
    Ok(match (name, json) {
        ("json", Some("1.0")) => "Protocol::AwsJson10",
        ("json", Some("1.1")) => "Protocol::AwsJson11",
        ("query", _) => "Protocol::Query",
        ("ec2", _) => "Protocol::Ec2",
        ("rest-json", _) => "Protocol::RestJson",
        ("cbor", _) => "Protocol::Cbor",
        _ => bail!("protocol `{name}`"),
    })
}

fn operation(shapes: &Shapes<'_>, name: &str, op: &Operation) -> Result<String> {
    // Compressed requests need nothing here: the listener inflates every body that says it is gzip.
    let shape = |used: &Option<crate::models::model::Target>| {
        used.as_ref().map_or_else(
            || ("Unit".to_owned(), "UNIT".to_owned()),
            |t| (names::ty(&t.shape), names::table(&t.shape)),
        )
    };
    let ((input, itable), (output, otable)) = (shape(&op.input), shape(&op.output));
    let errors: Vec<String> = op.errors.iter().map(|e| names::table(&e.shape)).collect();
    let mut extra: Vec<String> = Vec::new();
    if let Some(wrapper) = op.output.as_ref().and_then(|o| o.result_wrapper.as_ref()) {
        extra.push(format!("result_wrapper: Some({wrapper:?})"));
    }
    if op.auth.iter().any(|a| a == "smithy.api#noAuth") {
        extra.push("unsigned: true".to_owned());
    }
    if let Some(prefix) = op
        .endpoint
        .as_ref()
        .and_then(|e| e.get("hostPrefix"))
        .and_then(|p| p.as_str())
    {
        extra.push(format!("host_prefix: Some({prefix:?})"));
    }
    if let Some(events) = events(shapes, op)? {
        extra.push(format!("events: &[{events}]"));
    }
    let mut text = format!("    {} = {} {{\n", names::ty(name), names::table(name));
    let mut line = |rest: String| text += &format!("        {rest},\n");
    line(format!(
        "http: {:?} {:?} {}",
        op.http.method,
        op.http.request_uri,
        op.http.response_code.unwrap_or(200)
    ));
    line(format!("input: {input} = {itable}"));
    line(format!("output: {output} = {otable}"));
    line(format!("errors: [{}]", errors.join(" ")));
    extra.into_iter().for_each(line);
    Ok(text + "    }\n")
}

/// The events that follow the answer of a streaming operation: name and table of each.
fn events(shapes: &Shapes<'_>, op: &Operation) -> Result<Option<String>> {
    let Some(output) = &op.output else { return Ok(None) };
    for (_, used) in shapes.get(&output.shape)?.members.iter() {
        let stream = shapes.get(&used.shape)?;
        if stream.eventstream {
            let mut all = Vec::new();
            for (name, event) in stream.members.iter() {
                if !shapes.get(&event.shape)?.exception {
                    all.push(format!("({name:?}, &{})", names::table(&event.shape)));
                }
            }
            return Ok(Some(all.join(", ")));
        }
    }
    Ok(None)
}

fn error(shapes: &Shapes<'_>, name: &str, shape: &Shape) -> Result<String> {
    let told = shape.error.as_ref();
    let receiver = shape.fault || told.is_some_and(|e| e.fault);
    let code = told.and_then(|e| e.code.as_deref()).unwrap_or(name);
    let status = told
        .and_then(|e| e.http_status_code)
        .unwrap_or(if receiver { 500 } else { 400 });
    let side = if receiver { "receiver" } else { "sender" };
    let mut members: Vec<String> = Vec::new();
    for (member, used) in shape.members.iter() {
        members.push(shapes.member(member, used, shape.required.iter().any(|r| r == member), false)?);
    }
    let (make, meta) = (names::field(name), names::table(name));
    Ok(format!(
        "    {make} = {meta} {name:?} {code:?} {status} {side} [{}];\n",
        members.join(", ")
    ))
}

/// Two names of AWS must not become one name of Rust.
fn unique(model: &Model) -> Result<()> {
    let mut tables: BTreeSet<String> = BTreeSet::new();
    let mut types: BTreeSet<String> = BTreeSet::new();
    for (name, shape) in model.shapes.iter() {
        ensure!(
            tables.insert(names::table(name)),
            "two shapes would be `{}`",
            names::table(name)
        );
        if shape.r#type == Kind::Structure {
            types.insert(names::ty(name));
        }
    }
    for (name, _) in model.operations.iter() {
        ensure!(
            types.insert(names::ty(name)),
            "operation `{name}` is also a structure"
        );
    }
    Ok(())
}
