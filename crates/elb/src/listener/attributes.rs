//! Attributes of listeners (ModifyListenerAttributes): headers of responses, names of TLS request headers, idle flows.

use kernel::{Cx, Fault, Txn};
use wire::elbv2 as w;
use wire::proxy::Protocol;

use super::record::Listener;
use crate::attribute::{self, Known, May, known};
use crate::names;

macro_rules! response {
    ($name:literal) => {
        known(
            concat!("routing.http.response.", $name, ".header_value"),
            "",
            May::Text,
        )
    };
}

const HTTP: &[Known] = &[
    known("routing.http.response.server.enabled", "true", May::Flag),
    response!("strict_transport_security"),
    response!("access_control_allow_origin"),
    response!("access_control_allow_methods"),
    response!("access_control_allow_headers"),
    response!("access_control_allow_credentials"),
    response!("access_control_expose_headers"),
    response!("access_control_max_age"),
    response!("content_security_policy"),
    response!("x_content_type_options"),
    response!("x_frame_options"),
];

const FLOWS: &[Known] = &[known("tcp.idle_timeout.seconds", "350", May::Number(60, 6000))];

pub(crate) fn table(protocol: Protocol) -> &'static [Known] {
    match protocol {
        Protocol::Http | Protocol::Https => HTTP,
        Protocol::Tcp | Protocol::TcpUdp | Protocol::Tls => FLOWS,
        Protocol::Udp => &[],
    }
}

/// `routing.http.response.x_frame_options.header_value` sets the header `x-frame-options`.
pub(crate) fn response_headers(l: &Listener) -> Vec<(String, String)> {
    let mut headers = Vec::new();
    for (key, value) in &l.attributes {
        let name = key
            .strip_prefix("routing.http.response.")
            .and_then(|k| k.strip_suffix(".header_value"));
        if let Some(name) = name.filter(|_| !value.is_empty()) {
            headers.push((name.replace('_', "-"), value.clone()));
        }
    }
    let server = attribute::value(
        table(l.protocol),
        &l.attributes,
        "routing.http.response.server.enabled",
    );
    if server == "false" {
        headers.push(("server".into(), String::new()));
    }
    headers
}

fn view(l: &Listener) -> Vec<w::ListenerAttribute> {
    attribute::all(table(l.protocol), &l.attributes)
        .into_iter()
        .map(|(key, value)| w::ListenerAttribute {
            key: Some(key),
            value: Some(value),
        })
        .collect()
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeListenerAttributesInput,
) -> Result<w::DescribeListenerAttributesOutput, Fault> {
    let l = names::listener(cx, t, &req.listener_arn)?;
    Ok(w::DescribeListenerAttributesOutput {
        attributes: Some(view(&l)),
    })
}

pub(crate) fn modify(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ModifyListenerAttributesInput,
) -> Result<w::ModifyListenerAttributesOutput, Fault> {
    let mut l = (*names::listener(cx, t, &req.listener_arn)?).clone();
    let given = req
        .attributes
        .iter()
        .map(|a| (a.key.as_deref(), a.value.as_deref()));
    attribute::set(table(l.protocol), &mut l.attributes, given)?;
    let attributes = Some(view(&l));
    t.put(l)?;
    Ok(w::ModifyListenerAttributesOutput { attributes })
}
