//! Cross-origin requests (Fetch Standard, "CORS protocol"): the console and other pages call the API from a browser.
//!
//! A preflight is answered before authentication: it carries no credentials. The API never uses cookies, so any
//! origin may call it; without a signature it gets nowhere.

use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
};
use http::{HeaderMap, HeaderValue, Method};

pub(crate) fn is_preflight(method: &Method, headers: &HeaderMap) -> bool {
    method == Method::OPTIONS
        && headers.contains_key(ORIGIN)
        && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

/// The headers of a preflight's answer.
pub(crate) fn preflight(asked: &HeaderMap, out: &mut HeaderMap) {
    out.insert(
        ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET, HEAD, POST, PUT, DELETE, OPTIONS"),
    );
    let headers = asked.get(ACCESS_CONTROL_REQUEST_HEADERS).cloned();
    out.insert(
        ACCESS_CONTROL_ALLOW_HEADERS,
        headers.unwrap_or(HeaderValue::from_static("*")),
    );
    out.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
}

/// What every answer to a page of another origin carries.
pub(crate) fn answer(asked: &HeaderMap, out: &mut HeaderMap) {
    if asked.contains_key(ORIGIN) {
        out.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        out.insert(
            ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("x-amzn-requestid, x-amzn-errortype, x-amzn-query-error, date"),
        );
        out.insert(VARY, HeaderValue::from_static("origin"));
    }
}
