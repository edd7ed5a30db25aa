//! The codecs as a program, for `conformance/wire`: a JSON object per line in, one per line out.
//!
//! - `{"do": "decode", "protocol", "service", "operation", "method", "path", "query", "headers", "body", "scope"}` gives
//!   `{"value"}` and, when the model's constraints are broken, `{"refused": {"code", "message"}}`; or `{"fault"}`
//! - `{"do": "encode", "protocol", "service", "operation", "value"}` gives `{"status", "headers", "body"}`
//! - `{"do": "fault", "protocol", "service", "code", "message", "status"}` gives the same
//!
//! Bodies are base64. Values are JSON by member name: timestamps as seconds, blobs as base64. Every value goes through
//! the operation's Rust types, so that types are proved along with codecs.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_json::{Map, Value as Json, json};
use std::error::Error;
use std::io::{BufRead, Write};
use wire::protocol::{HttpIn, HttpOut, Protocol, decode, encode, encode_fault, route};
use wire::{Fault, OperationMeta, Schema, ServiceMeta, Value};

type Res<T> = Result<T, Box<dyn Error>>;

fn main() -> Res<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let asked: Json = serde_json::from_str(&line?)?;
        let answer = match answer(&asked) {
            Ok(answer) => answer,
            Err(e) => json!({ "broken": e.to_string() }),
        };
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

fn answer(asked: &Json) -> Res<Json> {
    let protocol = protocol(text(asked, "protocol")?)?;
    let service = wire::services()
        .iter()
        .find(|s| asked["service"] == s.name)
        .ok_or("no such service")?;
    match text(asked, "do")? {
        "decode" => decoded(asked, protocol, service),
        "encode" => {
            let op = operation(asked, service)?;
            let value = from_json(&asked["value"], op.output_schema())?;
            let value = (service.retype)(op.name, false, value)?;
            Ok(sent(&encode(protocol, op, &value, "request-1")))
        }
        "fault" => {
            let status = u16::try_from(asked["status"].as_u64().ok_or("status")?)?;
            let fault = Fault::new(text(asked, "code")?.to_owned(), status, text(asked, "message")?);
            Ok(sent(&encode_fault(protocol, Some(service), &fault, "request-1")))
        }
        other => Err(format!("nothing called `{other}`").into()),
    }
}

fn decoded(asked: &Json, protocol: Protocol, service: &'static ServiceMeta) -> Res<Json> {
    let op = operation(asked, service)?;
    let mut headers = HeaderMap::new();
    for (name, value) in asked["headers"].as_object().into_iter().flatten() {
        let value = HeaderValue::from_str(value.as_str().ok_or("header")?)?;
        headers.append(HeaderName::from_bytes(name.as_bytes())?, value);
    }
    let body = STANDARD.decode(text(asked, "body")?)?;
    let method = Method::from_bytes(text(asked, "method")?.as_bytes())?;
    let (path, query) = (text(asked, "path")?, text(asked, "query")?);
    let http = HttpIn {
        method: &method,
        path,
        query,
        headers: &headers,
        body: &body,
    };
    // A protocol that the service does not speak cannot be routed; its codec is proved all the same.
    if service.speaks(protocol) {
        let found = route(&http, asked["scope"].as_str()).ok_or("no route")?;
        let same = found.protocol == protocol && found.operation.as_ref().is_ok_and(|o| std::ptr::eq(*o, op));
        if !same {
            return Err(format!(
                "routed to {:?} {:?}",
                found.protocol,
                found.operation.map(|o| o.name)
            )
            .into());
        }
    }
    let value = match decode(protocol, op, &http) {
        Ok(value) => value,
        Err(fault) => return Ok(json!({ "fault": told(&fault) })),
    };
    let shown = to_json(&value, op.input_schema());
    let refused = wire::validate(op, &value).err();
    match (service.retype)(op.name, true, value.clone()) {
        Ok(again) if again != value => return Err("the Rust types changed the value".into()),
        // A required member is absent, and has been refused for that.
        Err(_) if refused.is_some() => {}
        done => drop(done?),
    }
    Ok(match refused {
        Some(fault) => json!({ "value": shown, "refused": told(&fault) }),
        None => json!({ "value": shown }),
    })
}

fn told(fault: &Fault) -> Json {
    json!({ "code": fault.code, "status": fault.status, "message": fault.message })
}

fn sent(out: &HttpOut) -> Json {
    let header =
        |(name, value): &(HeaderName, HeaderValue)| json!([name.as_str(), value.to_str().unwrap_or("")]);
    let headers: Vec<Json> = out.headers.iter().map(header).collect();
    json!({ "status": out.status, "headers": headers, "body": STANDARD.encode(&out.body) })
}

fn text<'a>(asked: &'a Json, key: &'static str) -> Res<&'a str> {
    Ok(asked[key].as_str().ok_or(key)?)
}

fn protocol(name: &str) -> Res<Protocol> {
    Ok(match name {
        "json1.0" => Protocol::AwsJson10,
        "json1.1" => Protocol::AwsJson11,
        "query" => Protocol::Query,
        "ec2" => Protocol::Ec2,
        "rest-json" => Protocol::RestJson,
        "cbor" => Protocol::Cbor,
        _ => return Err("no such protocol".into()),
    })
}

fn operation(asked: &Json, service: &'static ServiceMeta) -> Res<&'static OperationMeta> {
    Ok(service
        .operation(text(asked, "operation")?)
        .ok_or("no such operation")?)
}

fn to_json(value: &Value, schema: Schema) -> Json {
    match (value, schema) {
        (Value::Bool(b), _) => json!(b),
        (Value::Int(n), _) => json!(n),
        (Value::Float(x) | Value::Time(x), _) => json!(x),
        (Value::Str(s), _) => json!(s),
        (Value::Blob(b), _) => json!(STANDARD.encode(b)),
        (Value::Document(d), _) => d.clone(),
        (Value::List(items), Schema::List(list)) => items.iter().map(|i| to_json(i, list.of)).collect(),
        (Value::Map(all), Schema::Map(map)) => Json::Object(
            all.iter()
                .map(|(k, v)| (k.clone(), to_json(v, map.value)))
                .collect(),
        ),
        (Value::Struct(members), Schema::Struct(table)) => {
            let pairs = table.members.iter().zip(members);
            let present =
                pairs.filter_map(|(m, v)| Some((m.name.to_owned(), to_json(v.as_ref()?, m.schema))));
            Json::Object(present.collect::<Map<_, _>>())
        }
        _ => Json::Null,
    }
}

fn from_json(json: &Json, schema: Schema) -> Res<Value> {
    let kind = "a value of another kind";
    Ok(match schema {
        Schema::Bool => Value::Bool(json.as_bool().ok_or(kind)?),
        Schema::Int(_) => Value::Int(json.as_i64().ok_or(kind)?),
        Schema::Float(_) => Value::Float(json.as_f64().ok_or(kind)?),
        Schema::Time(_) => Value::Time(json.as_f64().ok_or(kind)?),
        Schema::Str(_) => Value::Str(json.as_str().ok_or(kind)?.to_owned()),
        Schema::Blob(_) => Value::Blob(STANDARD.decode(json.as_str().ok_or(kind)?)?),
        Schema::Document => Value::Document(json.clone()),
        Schema::List(list) => {
            let items = json.as_array().ok_or(kind)?.iter().map(|i| from_json(i, list.of));
            Value::List(items.collect::<Res<_>>()?)
        }
        Schema::Map(map) => {
            let pairs = json.as_object().ok_or(kind)?.iter();
            Value::Map(
                pairs
                    .map(|(k, v)| Ok((k.clone(), from_json(v, map.value)?)))
                    .collect::<Res<_>>()?,
            )
        }
        Schema::Struct(table) => {
            let all = json.as_object().ok_or(kind)?;
            if let Some(stray) = all.keys().find(|k| table.members.iter().all(|m| m.name != *k)) {
                return Err(format!("`{}` has no member `{stray}`", table.name).into());
            }
            let member =
                |m: &wire::schema::Member| all.get(m.name).map(|v| from_json(v, m.schema)).transpose();
            Value::Struct(table.members.iter().map(member).collect::<Res<_>>()?)
        }
    })
}
