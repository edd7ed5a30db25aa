//! AWS Security Token Service, API version 2011-06-15. Written by `cargo xtask wire` from `models/sts.json`; do not edit.

use crate::schema::prelude::*;

#[rustfmt::skip]
pub static SERVICE: ServiceMeta = ServiceMeta {
    name: "sts",
    full_name: "AWS Security Token Service",
    signing_name: "sts",
    endpoint_prefix: "sts",
    iam_prefix: "sts",
    api_version: "2011-06-15",
    target_prefix: None,
    json_version: None,
    xml_namespace: Some("https://sts.amazonaws.com/doc/2011-06-15/"),
    protocols: &[Protocol::Query],
    query_compatible: false,
    internal: "InternalFailure",
    refusal: Refusal { dialect: Dialect::Listing, code: "ValidationError", except: &[] },
    retype: self::retype,
    operations: OPERATIONS,
    errors: ERRORS,
};

operations! { SERVICE {
    GetCallerIdentity = GET_CALLER_IDENTITY {
        http: "POST" "/" 200,
        input: GetCallerIdentityRequest = GET_CALLER_IDENTITY_REQUEST,
        output: GetCallerIdentityResponse = GET_CALLER_IDENTITY_RESPONSE,
        errors: [],
        result_wrapper: Some("GetCallerIdentityResult"),
    }
}}

structure! { GetCallerIdentityRequest = GET_CALLER_IDENTITY_REQUEST {
}}

structure! { GetCallerIdentityResponse = GET_CALLER_IDENTITY_RESPONSE {
    user_id: Option<String> = opt("UserId", TEXT),
    account: Option<String> = opt("Account", TEXT),
    arn: Option<String> = opt("Arn", text(&ARN_TYPE)),
}}

tables! {
    ARN_TYPE: Text = Text::ANY.len(20, 2048).pattern(pattern!("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+"));
}

errors! {}
