//! What a request presents: an `Authorization` header, a presigned query, or nothing.

use super::canonical::decode;
use super::key::Scope;
use super::{ALGORITHM, SigError};
use http::{HeaderMap, Method, Uri, header};

/// More signed headers than any client sends; the cap keeps hostile lists cheap.
const MAX_SIGNED_HEADERS: usize = 128;

/// What was found in a request. A request with a foreign scheme (`Basic`, `Bearer`) presents `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presented {
    None,
    Header(Auth),
    Query(Auth),
}

impl Presented {
    /// The claim, however it was carried.
    pub fn auth(&self) -> Option<&Auth> {
        match self {
            Presented::None => None,
            Presented::Header(auth) | Presented::Query(auth) => Some(auth),
        }
    }
}

/// A claim of identity, not yet verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Auth {
    pub access_key_id: String,
    /// The scope's day, `YYYYMMDD`.
    pub date: String,
    pub region: String,
    /// The signing name of the service, such as `ecs` or `elasticloadbalancing`.
    pub service: String,
    /// Lower-case, in the order given.
    pub signed_headers: Vec<String>,
    /// As sent; only 64 lower-case hex digits can be right.
    pub signature: String,
    /// `YYYYMMDDTHHMMSSZ`.
    pub amz_date: String,
    /// Seconds of validity from `amz_date`; presigned queries only.
    pub expires: Option<i64>,
    pub session_token: Option<String>,
    /// True when the claim came in the query.
    pub presigned: bool,
}

impl Auth {
    pub(crate) fn scope(&self) -> Scope {
        Scope {
            date: self.date.clone(),
            region: self.region.clone(),
            service: self.service.clone(),
        }
    }
}

/// Reads the claim of a request. Nothing is verified here but the form.
pub fn parse(_method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<Presented, SigError> {
    let mut authorizations = headers.get_all(header::AUTHORIZATION).iter();
    let first = authorizations.next().and_then(|v| v.to_str().ok());
    let in_header = first.filter(|v| v.starts_with("AWS4-"));
    let query = uri.query().unwrap_or("");
    let in_query = query
        .split('&')
        .any(|p| p.starts_with("X-Amz-Signature=") || p.starts_with("X-Amz-Algorithm="));
    match (in_header, in_query) {
        (Some(_), true) => Err(SigError::TwoMechanisms),
        (Some(_), _) if authorizations.next().is_some() => Err(SigError::TwoMechanisms),
        (Some(value), false) => from_header(value, headers).map(Presented::Header),
        (None, true) => from_query(query).map(Presented::Query),
        (None, false) => Ok(Presented::None),
    }
}

fn from_header(value: &str, headers: &HeaderMap) -> Result<Auth, SigError> {
    let Some(fields) = value
        .strip_prefix(ALGORITHM)
        .filter(|f| f.is_empty() || f.starts_with([' ', '\t']))
    else {
        return Err(SigError::Incomplete(format!(
            "Authorization header requires the algorithm '{ALGORITHM}'."
        )));
    };
    let (mut credential, mut signed, mut signature) = (None, None, None);
    for field in fields.split(',') {
        let (name, text) = field.trim().split_once('=').unwrap_or((field.trim(), ""));
        match name {
            "Credential" => credential = Some(text),
            "SignedHeaders" => signed = Some(text),
            "Signature" => signature = Some(text),
            _ => {}
        }
    }
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).map(str::trim);
    let amz_date = text("x-amz-date").or_else(|| text("date"));
    let present = |part: Option<&str>| part.is_some_and(|p| !p.is_empty());
    let missing: Vec<&str> = [
        (
            "Authorization header requires 'Credential' parameter.",
            present(credential),
        ),
        (
            "Authorization header requires 'Signature' parameter.",
            present(signature),
        ),
        (
            "Authorization header requires 'SignedHeaders' parameter.",
            present(signed),
        ),
        (
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
            present(amz_date),
        ),
    ]
    .into_iter()
    .filter_map(|(message, found)| (!found).then_some(message))
    .collect();
    let (Some(credential), Some(signed), Some(signature), Some(amz_date), true) =
        (credential, signed, signature, amz_date, missing.is_empty())
    else {
        return Err(SigError::Incomplete(missing.join(" ")));
    };
    let (access_key_id, scope) = parse_credential(credential)?;
    Ok(Auth {
        access_key_id,
        date: scope.date,
        region: scope.region,
        service: scope.service,
        signed_headers: parse_signed_headers(signed)?,
        signature: signature.to_owned(),
        amz_date: amz_date.to_owned(),
        expires: None,
        session_token: text("x-amz-security-token").map(str::to_owned),
        presigned: false,
    })
}

fn from_query(query: &str) -> Result<Auth, SigError> {
    let parameter = |wanted: &str| {
        let mut found = query
            .split('&')
            .filter_map(|p| p.split_once('='))
            .filter(|(n, _)| *n == wanted);
        let first = found
            .next()
            .map(|(_, v)| String::from_utf8_lossy(&decode(v)).into_owned());
        match found.next() {
            Some(_) => Err(SigError::QueryParameter(format!(
                "Query-string authentication has `{wanted}` twice"
            ))),
            None => Ok(first),
        }
    };
    let required = |wanted: &str| {
        parameter(wanted)?.filter(|v| !v.is_empty()).ok_or_else(|| {
            SigError::Incomplete(format!("AWS query-string parameters must include '{wanted}'."))
        })
    };
    if required("X-Amz-Algorithm")? != ALGORITHM {
        return Err(SigError::QueryParameter(
            "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"".to_owned(),
        ));
    }
    let (access_key_id, scope) = parse_credential(&required("X-Amz-Credential")?)?;
    let expires = match parameter("X-Amz-Expires")? {
        Some(text) => Some(
            text.parse::<i64>()
                .map_err(|_| SigError::QueryParameter("X-Amz-Expires should be a number".to_owned()))?,
        ),
        None => None,
    };
    Ok(Auth {
        access_key_id,
        date: scope.date,
        region: scope.region,
        service: scope.service,
        signed_headers: parse_signed_headers(&required("X-Amz-SignedHeaders")?)?,
        signature: required("X-Amz-Signature")?,
        amz_date: required("X-Amz-Date")?,
        expires,
        session_token: parameter("X-Amz-Security-Token")?,
        presigned: true,
    })
}

/// `AKID/20260102/us-east-1/ecs/aws4_request`; the access key may itself contain slashes.
fn parse_credential(text: &str) -> Result<(String, Scope), SigError> {
    let mut from_end = text.rsplitn(5, '/');
    let mut part = || from_end.next().filter(|p| !p.is_empty());
    let (end, service, region, date, id) = (part(), part(), part(), part(), part());
    match (id, date, region, service, end) {
        (Some(id), Some(date), Some(region), Some(service), Some("aws4_request")) => Ok((
            id.to_owned(),
            Scope {
                date: date.to_owned(),
                region: region.to_owned(),
                service: service.to_owned(),
            },
        )),
        _ => Err(SigError::Incomplete(format!(
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{text}'"
        ))),
    }
}

fn parse_signed_headers(text: &str) -> Result<Vec<String>, SigError> {
    let names: Vec<String> = text.split(';').map(str::to_owned).collect();
    let fine = |n: &String| {
        !n.is_empty()
            && !n
                .bytes()
                .any(|b| b.is_ascii_uppercase() || b.is_ascii_whitespace())
    };
    if names.len() > MAX_SIGNED_HEADERS || !names.iter().all(fine) {
        return Err(SigError::Incomplete(
            "'SignedHeaders' must be lower-case names separated by ';'.".to_owned(),
        ));
    }
    Ok(names)
}
