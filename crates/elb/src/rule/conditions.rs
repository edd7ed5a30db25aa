//! Which conditions there are, and what each may say (Elastic Load Balancing API, RuleCondition). Pure.

use kernel::Fault;
use kernel::doc::Doc;
use wire::elbv2 as w;
use wire::proxy::Block;

use crate::fault;

/// Checks conditions, and writes those that have an older short form in both, as AWS answers them.
pub(crate) fn check(conditions: &[w::RuleCondition]) -> Result<Vec<Doc<w::RuleCondition>>, Fault> {
    if conditions.is_empty() {
        return Err(fault::invalid("A condition must be specified"));
    }
    let (mut out, mut values, mut seen) = (Vec::new(), 0, Vec::new());
    for c in conditions {
        let field = c.field.clone().unwrap_or_default();
        let one = matches!(
            field.as_str(),
            "host-header" | "path-pattern" | "http-request-method" | "source-ip"
        );
        if one && seen.contains(&field) {
            return Err(fault::invalid(format!(
                "Rules can have at most one '{field}' condition"
            )));
        }
        let (c, count) = condition(&field, c)?;
        seen.push(field);
        values += count;
        out.push(Doc(c));
    }
    if values > 5 {
        return Err(fault::invalid("Rules can have at most 5 condition values"));
    }
    Ok(out)
}

/// Every field that a condition may be on.
const FIELDS: &[&str] = &[
    "path-pattern",
    "host-header",
    "http-header",
    "http-request-method",
    "query-string",
    "source-ip",
];

fn condition(field: &str, c: &w::RuleCondition) -> Result<(w::RuleCondition, usize), Fault> {
    let mut c = c.clone();
    let short = c.values.clone().unwrap_or_default();
    let short_regex = c.regex_values.clone().unwrap_or_default();
    if !FIELDS.contains(&field) {
        return Err(fault::invalid(format!(
            "Condition field '{field}' must be one of '[{}]'",
            FIELDS.join(", ")
        )));
    }
    let simple = matches!(field, "host-header" | "path-pattern");
    if !(simple || short.is_empty() && short_regex.is_empty()) {
        return Err(fault::invalid(format!(
            "Condition field '{field}' takes its values from its own configuration"
        )));
    }
    let count = match field {
        "host-header" | "path-pattern" => {
            let (values, regex) = if field == "host-header" {
                let config = c.host_header_config.get_or_insert_default();
                (&mut config.values, &mut config.regex_values)
            } else {
                let config = c.path_pattern_config.get_or_insert_default();
                (&mut config.values, &mut config.regex_values)
            };
            let (values, regex) = texts(field, values, regex, &short, &short_regex, 128)?;
            (c.values, c.regex_values) = (some(&values), some(&regex));
            values.len() + regex.len()
        }
        "http-header" => {
            let config = c.http_header_config.as_mut().ok_or_else(|| missing(field))?;
            let name = config.http_header_name.as_deref().unwrap_or_default();
            if name.is_empty() || name.len() > 40 || !name.bytes().all(token) {
                return Err(fault::invalid(format!(
                    "The HTTP header name '{name}' is not valid"
                )));
            }
            if name.eq_ignore_ascii_case("host") {
                return Err(fault::invalid(
                    "Use a condition on 'host-header' for the header 'Host'",
                ));
            }
            let (values, regex) = texts(field, &mut config.values, &mut config.regex_values, &[], &[], 128)?;
            values.len() + regex.len()
        }
        "http-request-method" => {
            let config = c
                .http_request_method_config
                .as_ref()
                .ok_or_else(|| missing(field))?;
            let values = config.values.as_deref().unwrap_or_default();
            let valid = |v: &String| {
                (1..=40).contains(&v.len())
                    && v.bytes()
                        .all(|b| b.is_ascii_uppercase() || b == b'-' || b == b'_')
            };
            if values.is_empty() || !values.iter().all(valid) {
                return Err(fault::invalid(
                    "HTTP request methods are 1 to 40 of A-Z, hyphen and underscore",
                ));
            }
            values.len()
        }
        "query-string" => {
            let config = c.query_string_config.as_ref().ok_or_else(|| missing(field))?;
            let values = config.values.as_deref().unwrap_or_default();
            let valid = |p: &w::QueryStringKeyValuePair| {
                p.value.as_ref().is_some_and(|v| (1..=128).contains(&v.len()))
                    && p.key.as_ref().is_none_or(|k| k.len() <= 128)
            };
            if values.is_empty() || !values.iter().all(valid) {
                return Err(fault::invalid(
                    "A query string condition needs values of 1 to 128 characters",
                ));
            }
            values.len()
        }
        _ => {
            let config = c.source_ip_config.as_ref().ok_or_else(|| missing(field))?;
            let values = config.values.as_deref().unwrap_or_default();
            if let Some(bad) = values.iter().find(|v| Block::parse(v).is_none()) {
                return Err(fault::invalid(format!("'{bad}' is not a valid CIDR block")));
            }
            if values.is_empty() {
                return Err(missing(field));
            }
            values.len()
        }
    };
    if count == 0 {
        return Err(fault::invalid(format!(
            "A condition value must be specified for '{field}'"
        )));
    }
    Ok((c, count))
}

fn missing(field: &str) -> Fault {
    fault::invalid(format!("A condition value must be specified for '{field}'"))
}

fn token(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b)
}

fn some(v: &[String]) -> Option<Vec<String>> {
    (!v.is_empty()).then(|| v.to_vec())
}

/// Values and regular expressions, given in the short or the long form, but not differently in both.
fn texts(
    field: &str,
    values: &mut Option<Vec<String>>,
    regex: &mut Option<Vec<String>>,
    short: &[String],
    short_regex: &[String],
    longest: usize,
) -> Result<(Vec<String>, Vec<String>), Fault> {
    let merge = |long: &mut Option<Vec<String>>, short: &[String]| {
        let given = long.clone().unwrap_or_default();
        if !given.is_empty() && !short.is_empty() && given != short {
            return Err(fault::invalid(format!(
                "The values of the condition on '{field}' are given twice and differ"
            )));
        }
        let all = if given.is_empty() { short.to_vec() } else { given };
        *long = some(&all);
        Ok(all)
    };
    let (values, regex) = (merge(values, short)?, merge(regex, short_regex)?);
    if let Some(bad) = values
        .iter()
        .chain(&regex)
        .find(|v| v.is_empty() || v.len() > longest)
    {
        return Err(fault::invalid(format!(
            "The value '{bad}' of the condition on '{field}' must be 1 to {longest} characters long"
        )));
    }
    if let Some(bad) = regex.iter().find(|r| regex_lite(r).is_err()) {
        return Err(fault::invalid(format!(
            "'{bad}' is not a valid regular expression"
        )));
    }
    if field == "host-header" {
        let valid = |v: &str| {
            v.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-.*?:".contains(&b))
        };
        if let Some(bad) = values.iter().find(|v| !valid(v)) {
            return Err(fault::invalid(format!(
                "Condition value '{bad}' contains a character that is not valid"
            )));
        }
    }
    Ok((values, regex))
}

/// Regular expressions are those of the proxy: linear in time, without look-around and references.
fn regex_lite(text: &str) -> Result<regex::Regex, regex::Error> {
    regex::RegexBuilder::new(text).size_limit(1 << 20).build()
}

/// Checks transforms: one of each type, each with one rewrite.
pub(crate) fn transforms(given: &[w::RuleTransform]) -> Result<Vec<Doc<w::RuleTransform>>, Fault> {
    for (i, x) in given.iter().enumerate() {
        if given.iter().take(i).any(|y| y.r#type == x.r#type) {
            return Err(fault::invalid(format!(
                "Rules can have at most one transform of type '{}'",
                x.r#type
            )));
        }
        let rewrites = match x.r#type.as_str() {
            "host-header-rewrite" => x
                .host_header_rewrite_config
                .as_ref()
                .and_then(|c| c.rewrites.as_deref()),
            _ => x.url_rewrite_config.as_ref().and_then(|c| c.rewrites.as_deref()),
        };
        let [one] = rewrites.unwrap_or_default() else {
            return Err(fault::invalid(format!(
                "A transform of type '{}' needs exactly one rewrite",
                x.r#type
            )));
        };
        if regex_lite(&one.regex).is_err() {
            return Err(fault::invalid(format!(
                "'{}' is not a valid regular expression",
                one.regex
            )));
        }
    }
    Ok(given.iter().cloned().map(Doc).collect())
}
