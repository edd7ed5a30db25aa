//! Policy text → [`Policy`]: "Grammar of the IAM JSON policy language".

use super::condition::Condition;
use super::json::Node;
use super::text::{ArnPattern, Reading, Text};

/// A policy that IAM would refuse with `MalformedPolicyDocument`; the text is AWS's sentence where one
/// is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed(pub String);

impl std::fmt::Display for Malformed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Malformed {}

/// Where a policy hangs, which decides the elements it must and must not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyKind {
    /// Identity, boundary, session and service control policies: `Resource`, no `Principal`.
    Identity,
    /// On a resource: `Principal`; `Resource` may be left out (repositories) and then means this one.
    Resource,
    /// A role's trust policy: `Principal`, no `Resource`.
    Trust,
}

/// A compiled policy.
#[derive(Clone, Debug)]
pub struct Policy {
    pub(crate) statements: Vec<Statement>,
}

#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub sid: Option<String>,
    pub deny: bool,
    pub principals: Option<Except<PrincipalPattern>>,
    pub actions: Except<Text>,
    pub resources: Option<Except<ArnPattern>>,
    pub conditions: Vec<Condition>,
}

/// A list, or everything but the list (`NotAction`, `NotResource`, `NotPrincipal`).
#[derive(Clone, Debug)]
pub(crate) struct Except<T> {
    pub not: bool,
    pub list: Vec<T>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum PrincipalPattern {
    /// `*`, or `{"AWS": "*"}`.
    Everyone,
    /// An account's number or its `:root`.
    Account(String),
    /// The ARN of a user, role or session.
    Arn(String),
    Service(String),
    /// `Federated` or `CanonicalUser`: nobody here can be one.
    Other,
}

impl Policy {
    /// Parses and compiles.
    pub fn parse(source: &str, kind: PolicyKind) -> Result<Policy, Malformed> {
        let node: Node =
            serde_json::from_str(source).map_err(|e| Malformed(format!("Syntax errors in policy. ({e})")))?;
        let Node::Map(elements) = node else {
            return Err(syntax("a policy is a JSON object"));
        };
        let (mut variables, mut statements) = (false, None);
        for (name, node) in elements {
            match (name.as_str(), node) {
                ("Version", Node::Text(v)) => {
                    variables = match v.as_str() {
                        "2012-10-17" => true,
                        "2008-10-17" => false,
                        _ => {
                            return Err(Malformed(
                                "The policy must contain a valid version string".to_owned(),
                            ));
                        }
                    }
                }
                ("Id", Node::Text(_)) => {}
                ("Statement", Node::List(list)) => statements = Some(list),
                ("Statement", one @ Node::Map(_)) => statements = Some(vec![one]),
                (name, _) => return Err(syntax(&format!("element `{name}` has no place there"))),
            }
        }
        let statements = statements
            .filter(|s| !s.is_empty())
            .ok_or_else(|| syntax("`Statement` is missing or empty"))?;
        let statements: Vec<Statement> = statements
            .into_iter()
            .map(|s| statement(s, kind, variables))
            .collect::<Result<_, _>>()?;
        let mut sids: Vec<&String> = statements.iter().filter_map(|s| s.sid.as_ref()).collect();
        sids.sort();
        if sids.windows(2).any(|pair| matches!(pair, [a, b] if a == b)) {
            return Err(Malformed(
                "Statement IDs (SID) in a single policy must be unique.".to_owned(),
            ));
        }
        Ok(Policy { statements })
    }
}

fn syntax(what: &str) -> Malformed {
    Malformed(format!("Syntax errors in policy. ({what})"))
}

fn statement(node: Node, kind: PolicyKind, variables: bool) -> Result<Statement, Malformed> {
    let Node::Map(elements) = node else {
        return Err(syntax("a statement is a JSON object"));
    };
    let (mut sid, mut deny, mut principals, mut actions, mut resources) = (None, None, None, None, None);
    let mut conditions = Vec::new();
    for (name, node) in elements {
        let not = name.starts_with("Not");
        match name.as_str() {
            "Sid" => sid = Some(one_text(node)?),
            "Effect" => {
                deny = Some(match one_text(node)?.as_str() {
                    "Allow" => false,
                    "Deny" => true,
                    other => return Err(syntax(&format!("effect `{other}` is neither `Allow` nor `Deny`"))),
                });
            }
            "Principal" | "NotPrincipal" => put(
                &mut principals,
                Except {
                    not,
                    list: principal_list(node)?,
                },
            )?,
            "Action" | "NotAction" => {
                let list = texts(node)?.iter().map(|a| action(a)).collect::<Result<_, _>>()?;
                put(&mut actions, Except { not, list })?;
            }
            "Resource" | "NotResource" => {
                let list = texts(node)?
                    .iter()
                    .map(|r| resource(r, kind, variables))
                    .collect::<Result<_, _>>()?;
                put(&mut resources, Except { not, list })?;
            }
            "Condition" => conditions = condition_block(node, variables)?,
            other => return Err(syntax(&format!("element `{other}` has no place in a statement"))),
        }
    }
    match kind {
        PolicyKind::Identity if principals.is_some() => {
            return Err(Malformed(
                "Policy document should not specify a principal.".to_owned(),
            ));
        }
        PolicyKind::Identity if resources.is_none() => {
            return Err(Malformed("Policy statement must contain resources.".to_owned()));
        }
        PolicyKind::Trust if resources.is_some() => {
            return Err(Malformed("Has prohibited field Resource".to_owned()));
        }
        PolicyKind::Resource | PolicyKind::Trust if principals.is_none() => {
            return Err(Malformed("Missing required field Principal".to_owned()));
        }
        _ => {}
    }
    if kind == PolicyKind::Identity
        && sid
            .as_ref()
            .is_some_and(|s| !s.bytes().all(|b| b.is_ascii_alphanumeric()))
    {
        return Err(Malformed("Statement IDs (SID) must be alpha-numeric.".to_owned()));
    }
    Ok(Statement {
        sid,
        deny: deny.ok_or_else(|| syntax("`Effect` is missing"))?,
        principals,
        actions: actions.ok_or_else(|| Malformed("Policy statement must contain actions.".to_owned()))?,
        resources,
        conditions,
    })
}

/// `Action` and `NotAction` (and their like) exclude each other.
fn put<T>(slot: &mut Option<T>, value: T) -> Result<(), Malformed> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(syntax("an element and its `Not` form are both given")),
    }
}

fn one_text(node: Node) -> Result<String, Malformed> {
    match node {
        Node::Text(text) => Ok(text),
        _ => Err(syntax("a string is expected")),
    }
}

fn texts(node: Node) -> Result<Vec<String>, Malformed> {
    match node {
        Node::Text(text) => Ok(vec![text]),
        Node::List(list) if !list.is_empty() => list.into_iter().map(one_text).collect(),
        _ => Err(syntax("a string or a list of strings is expected")),
    }
}

fn action(source: &str) -> Result<Text, Malformed> {
    let vendor = match source.split_once(':') {
        _ if source == "*" => None,
        Some((vendor, name)) if !vendor.is_empty() && !name.is_empty() => Some(vendor),
        _ => {
            let message = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
            return Err(Malformed(message.to_owned()));
        }
    };
    if let Some(vendor) = vendor.filter(|v| !v.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')) {
        return Err(Malformed(format!("Vendor {vendor} is not valid")));
    }
    Ok(Text::new(
        source,
        Reading {
            wildcards: true,
            variables: false,
            fold: true,
        },
    ))
}

fn resource(source: &str, kind: PolicyKind, variables: bool) -> Result<ArnPattern, Malformed> {
    // Some services let the policies on their own resources name them without an ARN.
    let fine = source == "*" || source.starts_with("arn:") || kind == PolicyKind::Resource;
    if !fine {
        return Err(Malformed(format!(
            "Resource {source} must be in ARN format or \"*\"."
        )));
    }
    Ok(ArnPattern::new(source, variables))
}

fn principal_list(node: Node) -> Result<Vec<PrincipalPattern>, Malformed> {
    let groups = match node {
        Node::Text(text) if text == "*" => return Ok(vec![PrincipalPattern::Everyone]),
        Node::Map(groups) if !groups.is_empty() => groups,
        _ => return Err(Malformed("Invalid principal in policy".to_owned())),
    };
    let mut list = Vec::new();
    for (group, node) in groups {
        for text in texts(node)? {
            list.push(match group.as_str() {
                "AWS" => aws_principal(text)?,
                "Service" => PrincipalPattern::Service(text),
                "Federated" | "CanonicalUser" => PrincipalPattern::Other,
                other => return Err(Malformed(format!("Invalid principal in policy: `{other}`"))),
            });
        }
    }
    Ok(list)
}

fn aws_principal(text: String) -> Result<PrincipalPattern, Malformed> {
    if text == "*" {
        return Ok(PrincipalPattern::Everyone);
    }
    if text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(PrincipalPattern::Account(text));
    }
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    match parts.as_slice() {
        ["arn", _, "iam", "", account, "root"] => Ok(PrincipalPattern::Account((*account).to_owned())),
        // A wildcard cannot match a part of a principal's name.
        ["arn", _, "iam" | "sts", "", _, name] if !name.is_empty() && !text.contains(['*', '?']) => {
            Ok(PrincipalPattern::Arn(text))
        }
        _ => Err(Malformed(format!(
            "Invalid principal in policy: \"AWS\":\"{text}\""
        ))),
    }
}

fn condition_block(node: Node, variables: bool) -> Result<Vec<Condition>, Malformed> {
    let Node::Map(operators) = node else {
        return Err(syntax("`Condition` is a JSON object"));
    };
    let mut conditions = Vec::new();
    for (operator, keys) in operators {
        let Node::Map(keys) = keys else {
            return Err(syntax(&format!("`{operator}` is a JSON object")));
        };
        for (key, node) in keys {
            if !key.contains(':') {
                let message = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
                return Err(Malformed(message.to_owned()));
            }
            let values = condition_values(node)?;
            let condition = Condition::new(&operator, &key, &values, variables)
                .ok_or_else(|| Malformed(format!("Invalid Condition type : {operator}.")))?;
            conditions.push(condition);
        }
    }
    Ok(conditions)
}

fn condition_values(node: Node) -> Result<Vec<String>, Malformed> {
    match node {
        Node::Text(text) | Node::Scalar(text) => Ok(vec![text]),
        Node::List(list) => list
            .into_iter()
            .map(|n| match n {
                Node::Text(text) | Node::Scalar(text) => Ok(text),
                _ => Err(syntax("a condition value is a string")),
            })
            .collect(),
        _ => Err(syntax("a condition value is a string or a list of strings")),
    }
}
