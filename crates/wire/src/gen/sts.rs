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
    AssumeRole = ASSUME_ROLE {
        http: "POST" "/" 200,
        input: AssumeRoleRequest = ASSUME_ROLE_REQUEST,
        output: AssumeRoleResponse = ASSUME_ROLE_RESPONSE,
        errors: [MALFORMED_POLICY_DOCUMENT_EXCEPTION PACKED_POLICY_TOO_LARGE_EXCEPTION REGION_DISABLED_EXCEPTION EXPIRED_TOKEN_EXCEPTION],
        result_wrapper: Some("AssumeRoleResult"),
    }
    GetCallerIdentity = GET_CALLER_IDENTITY {
        http: "POST" "/" 200,
        input: GetCallerIdentityRequest = GET_CALLER_IDENTITY_REQUEST,
        output: GetCallerIdentityResponse = GET_CALLER_IDENTITY_RESPONSE,
        errors: [],
        result_wrapper: Some("GetCallerIdentityResult"),
    }
}}

structure! { AssumeRoleRequest = ASSUME_ROLE_REQUEST {
    role_arn: String = req("RoleArn", text(&ARN_TYPE)),
    role_session_name: String = req("RoleSessionName", text(&ROLE_SESSION_NAME_TYPE)),
    policy_arns: Option<Vec<PolicyDescriptorType>> = opt("PolicyArns", list(&POLICY_DESCRIPTOR_LIST_TYPE)),
    policy: Option<String> = opt("Policy", text(&UNRESTRICTED_SESSION_POLICY_DOCUMENT_TYPE)),
    duration_seconds: Option<i32> = opt("DurationSeconds", int(&ROLE_DURATION_SECONDS_TYPE)),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST_TYPE)),
    transitive_tag_keys: Option<Vec<String>> = opt("TransitiveTagKeys", list(&TAG_KEY_LIST_TYPE)),
    external_id: Option<String> = opt("ExternalId", text(&EXTERNAL_ID_TYPE)),
    serial_number: Option<String> = opt("SerialNumber", text(&SERIAL_NUMBER_TYPE)),
    token_code: Option<String> = opt("TokenCode", text(&TOKEN_CODE_TYPE)),
    source_identity: Option<String> = opt("SourceIdentity", text(&SOURCE_IDENTITY_TYPE)),
    provided_contexts: Option<Vec<ProvidedContext>> = opt("ProvidedContexts", list(&PROVIDED_CONTEXTS_LIST_TYPE)),
    minimum_session_token_size: Option<i32> = opt("MinimumSessionTokenSize", int(&MINIMUM_SESSION_TOKEN_SIZE_TYPE)),
}}

structure! { AssumeRoleResponse = ASSUME_ROLE_RESPONSE {
    credentials: Option<Credentials> = opt("Credentials", object(&CREDENTIALS)),
    assumed_role_user: Option<AssumedRoleUser> = opt("AssumedRoleUser", object(&ASSUMED_ROLE_USER)),
    packed_policy_size: Option<i32> = opt("PackedPolicySize", int(&NON_NEGATIVE_INTEGER_TYPE)),
    source_identity: Option<String> = opt("SourceIdentity", text(&SOURCE_IDENTITY_TYPE)),
    session_token_utilization: Option<i32> = opt("SessionTokenUtilization", int(&SESSION_TOKEN_UTILIZATION_TYPE)),
    session_token_size: Option<i32> = opt("SessionTokenSize", int(&SESSION_TOKEN_SIZE_TYPE)),
}}

structure! { AssumedRoleUser = ASSUMED_ROLE_USER {
    assumed_role_id: String = req("AssumedRoleId", text(&ASSUMED_ROLE_ID_TYPE)),
    arn: String = req("Arn", text(&ARN_TYPE)),
}}

structure! { Credentials = CREDENTIALS {
    access_key_id: String = req("AccessKeyId", text(&ACCESS_KEY_ID_TYPE)),
    secret_access_key: String = req("SecretAccessKey", text(&ACCESS_KEY_SECRET_TYPE)),
    session_token: String = req("SessionToken", TEXT),
    expiration: Timestamp = req("Expiration", TIME),
}}

structure! { GetCallerIdentityRequest = GET_CALLER_IDENTITY_REQUEST {
}}

structure! { GetCallerIdentityResponse = GET_CALLER_IDENTITY_RESPONSE {
    user_id: Option<String> = opt("UserId", TEXT),
    account: Option<String> = opt("Account", TEXT),
    arn: Option<String> = opt("Arn", text(&ARN_TYPE)),
}}

structure! { PolicyDescriptorType = POLICY_DESCRIPTOR_TYPE {
    arn: Option<String> = opt("arn", text(&ARN_TYPE)),
}}

structure! { ProvidedContext = PROVIDED_CONTEXT {
    provider_arn: Option<String> = opt("ProviderArn", text(&ARN_TYPE)),
    context_assertion: Option<String> = opt("ContextAssertion", text(&CONTEXT_ASSERTION_TYPE)),
}}

structure! { Tag = TAG {
    key: String = req("Key", text(&TAG_KEY_TYPE)),
    value: String = req("Value", text(&TAG_VALUE_TYPE)),
}}

tables! {
    PROVIDED_CONTEXTS_LIST_TYPE: List = List::of(object(&PROVIDED_CONTEXT)).len(1, 5);
    ACCESS_KEY_ID_TYPE: Text = Text::ANY.len(16, 128).pattern(pattern!("[\\w]*"));
    ACCESS_KEY_SECRET_TYPE: Text = Text::ANY.sensitive();
    ARN_TYPE: Text = Text::ANY.len(20, 2048).pattern(pattern!("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+"));
    ASSUMED_ROLE_ID_TYPE: Text = Text::ANY.len(2, 193).pattern(pattern!("[\\w+=,.@:-]*"));
    CONTEXT_ASSERTION_TYPE: Text = Text::ANY.len(4, 2048);
    EXTERNAL_ID_TYPE: Text = Text::ANY.len(2, 1224).pattern(pattern!("[\\w+=,.@:\\/-]*"));
    MINIMUM_SESSION_TOKEN_SIZE_TYPE: Int = Int::new(32, 0, 4096);
    NON_NEGATIVE_INTEGER_TYPE: Int = Int::new(32, 0, 2147483647);
    POLICY_DESCRIPTOR_LIST_TYPE: List = List::of(object(&POLICY_DESCRIPTOR_TYPE));
    ROLE_DURATION_SECONDS_TYPE: Int = Int::new(32, 900, 43200);
    ROLE_SESSION_NAME_TYPE: Text = Text::ANY.len(2, 64).pattern(pattern!("[\\w+=,.@-]*"));
    SERIAL_NUMBER_TYPE: Text = Text::ANY.len(9, 256).pattern(pattern!("[\\w+=/:,.@-]*"));
    SESSION_TOKEN_SIZE_TYPE: Int = Int::new(32, 0, 2147483647);
    SESSION_TOKEN_UTILIZATION_TYPE: Int = Int::new(32, 0, 2147483647);
    SOURCE_IDENTITY_TYPE: Text = Text::ANY.len(2, 64).pattern(pattern!("[\\w+=,.@-]*"));
    TAG_KEY_LIST_TYPE: List = List::of(text(&TAG_KEY_TYPE)).len(0, 50);
    TAG_KEY_TYPE: Text = Text::ANY.len(1, 128).pattern(pattern!("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+"));
    TAG_LIST_TYPE: List = List::of(object(&TAG)).len(0, 50);
    TAG_VALUE_TYPE: Text = Text::ANY.len(0, 256).pattern(pattern!("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*"));
    TOKEN_CODE_TYPE: Text = Text::ANY.len(6, 6).pattern(pattern!("[\\d]*"));
    UNRESTRICTED_SESSION_POLICY_DOCUMENT_TYPE: Text = Text::ANY.len(1, i64::MAX).pattern(pattern!("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"));
}

errors! {
    expired_token_exception = EXPIRED_TOKEN_EXCEPTION "ExpiredTokenException" "ExpiredTokenException" 400 sender [opt("message", TEXT)];
    malformed_policy_document_exception = MALFORMED_POLICY_DOCUMENT_EXCEPTION "MalformedPolicyDocumentException" "MalformedPolicyDocument" 400 sender [opt("message", TEXT)];
    packed_policy_too_large_exception = PACKED_POLICY_TOO_LARGE_EXCEPTION "PackedPolicyTooLargeException" "PackedPolicyTooLarge" 400 sender [opt("message", TEXT)];
    region_disabled_exception = REGION_DISABLED_EXCEPTION "RegionDisabledException" "RegionDisabledException" 403 sender [opt("message", TEXT)];
}
