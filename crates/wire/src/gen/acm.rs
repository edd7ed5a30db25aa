//! AWS Certificate Manager, API version 2015-12-08. Written by `cargo xtask wire` from `models/acm.json`; do not edit.

use crate::schema::prelude::*;

#[rustfmt::skip]
pub static SERVICE: ServiceMeta = ServiceMeta {
    name: "acm",
    full_name: "AWS Certificate Manager",
    signing_name: "acm",
    endpoint_prefix: "acm",
    iam_prefix: "acm",
    api_version: "2015-12-08",
    target_prefix: Some("CertificateManager"),
    json_version: Some("1.1"),
    xml_namespace: None,
    protocols: &[Protocol::AwsJson11],
    query_compatible: false,
    internal: "InternalFailure",
    refusal: Refusal { dialect: Dialect::Listing, code: "ValidationException", except: &[] },
    retype: self::retype,
    operations: OPERATIONS,
    errors: ERRORS,
};

operations! { SERVICE {
    AddTagsToCertificate = ADD_TAGS_TO_CERTIFICATE {
        http: "POST" "/" 200,
        input: AddTagsToCertificateRequest = ADD_TAGS_TO_CERTIFICATE_REQUEST,
        output: Unit = UNIT,
        errors: [INVALID_PARAMETER_EXCEPTION TAG_POLICY_EXCEPTION TOO_MANY_TAGS_EXCEPTION INVALID_ARN_EXCEPTION INVALID_TAG_EXCEPTION VALIDATION_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION THROTTLING_EXCEPTION],
    }
    DeleteCertificate = DELETE_CERTIFICATE {
        http: "POST" "/" 200,
        input: DeleteCertificateRequest = DELETE_CERTIFICATE_REQUEST,
        output: Unit = UNIT,
        errors: [RESOURCE_IN_USE_EXCEPTION INVALID_ARN_EXCEPTION CONFLICT_EXCEPTION ACCESS_DENIED_EXCEPTION VALIDATION_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION THROTTLING_EXCEPTION],
    }
    DescribeCertificate = DESCRIBE_CERTIFICATE {
        http: "POST" "/" 200,
        input: DescribeCertificateRequest = DESCRIBE_CERTIFICATE_REQUEST,
        output: DescribeCertificateResponse = DESCRIBE_CERTIFICATE_RESPONSE,
        errors: [INVALID_ARN_EXCEPTION VALIDATION_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION],
    }
    GetCertificate = GET_CERTIFICATE {
        http: "POST" "/" 200,
        input: GetCertificateRequest = GET_CERTIFICATE_REQUEST,
        output: GetCertificateResponse = GET_CERTIFICATE_RESPONSE,
        errors: [INVALID_ARN_EXCEPTION REQUEST_IN_PROGRESS_EXCEPTION VALIDATION_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION],
    }
    ImportCertificate = IMPORT_CERTIFICATE {
        http: "POST" "/" 200,
        input: ImportCertificateRequest = IMPORT_CERTIFICATE_REQUEST,
        output: ImportCertificateResponse = IMPORT_CERTIFICATE_RESPONSE,
        errors: [INVALID_PARAMETER_EXCEPTION TAG_POLICY_EXCEPTION TOO_MANY_TAGS_EXCEPTION INVALID_ARN_EXCEPTION INVALID_TAG_EXCEPTION CONFLICT_EXCEPTION LIMIT_EXCEEDED_EXCEPTION VALIDATION_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION],
    }
    ListCertificates = LIST_CERTIFICATES {
        http: "POST" "/" 200,
        input: ListCertificatesRequest = LIST_CERTIFICATES_REQUEST,
        output: ListCertificatesResponse = LIST_CERTIFICATES_RESPONSE,
        errors: [INVALID_ARGS_EXCEPTION VALIDATION_EXCEPTION],
    }
    ListTagsForCertificate = LIST_TAGS_FOR_CERTIFICATE {
        http: "POST" "/" 200,
        input: ListTagsForCertificateRequest = LIST_TAGS_FOR_CERTIFICATE_REQUEST,
        output: ListTagsForCertificateResponse = LIST_TAGS_FOR_CERTIFICATE_RESPONSE,
        errors: [INVALID_ARN_EXCEPTION VALIDATION_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION],
    }
    RemoveTagsFromCertificate = REMOVE_TAGS_FROM_CERTIFICATE {
        http: "POST" "/" 200,
        input: RemoveTagsFromCertificateRequest = REMOVE_TAGS_FROM_CERTIFICATE_REQUEST,
        output: Unit = UNIT,
        errors: [INVALID_PARAMETER_EXCEPTION TAG_POLICY_EXCEPTION INVALID_ARN_EXCEPTION INVALID_TAG_EXCEPTION VALIDATION_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION THROTTLING_EXCEPTION],
    }
    RenewCertificate = RENEW_CERTIFICATE {
        http: "POST" "/" 200,
        input: RenewCertificateRequest = RENEW_CERTIFICATE_REQUEST,
        output: Unit = UNIT,
        errors: [INVALID_ARN_EXCEPTION REQUEST_IN_PROGRESS_EXCEPTION VALIDATION_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION],
    }
    RequestCertificate = REQUEST_CERTIFICATE {
        http: "POST" "/" 200,
        input: RequestCertificateRequest = REQUEST_CERTIFICATE_REQUEST,
        output: RequestCertificateResponse = REQUEST_CERTIFICATE_RESPONSE,
        errors: [INVALID_PARAMETER_EXCEPTION TAG_POLICY_EXCEPTION TOO_MANY_TAGS_EXCEPTION INVALID_ARN_EXCEPTION INVALID_TAG_EXCEPTION INVALID_DOMAIN_VALIDATION_OPTIONS_EXCEPTION LIMIT_EXCEEDED_EXCEPTION],
    }
    UpdateCertificateOptions = UPDATE_CERTIFICATE_OPTIONS {
        http: "POST" "/" 200,
        input: UpdateCertificateOptionsRequest = UPDATE_CERTIFICATE_OPTIONS_REQUEST,
        output: Unit = UNIT,
        errors: [INVALID_ARN_EXCEPTION CONFLICT_EXCEPTION LIMIT_EXCEEDED_EXCEPTION VALIDATION_EXCEPTION INVALID_STATE_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION],
    }
}}

structure! { AddTagsToCertificateRequest = ADD_TAGS_TO_CERTIFICATE_REQUEST {
    certificate_arn: String = req("CertificateArn", text(&ARN)),
    tags: Vec<Tag> = req("Tags", list(&TAG_LIST)),
}}

structure! { CertificateDetail = CERTIFICATE_DETAIL {
    certificate_arn: Option<String> = opt("CertificateArn", text(&ARN)),
    domain_name: Option<String> = opt("DomainName", text(&DOMAIN_NAME_STRING)),
    subject_alternative_names: Option<Vec<String>> = opt("SubjectAlternativeNames", list(&DOMAIN_LIST)),
    managed_by: Option<String> = opt("ManagedBy", text(&CERTIFICATE_MANAGED_BY)),
    domain_validation_options: Option<Vec<DomainValidation>> = opt("DomainValidationOptions", list(&DOMAIN_VALIDATION_LIST)),
    serial: Option<String> = opt("Serial", TEXT),
    subject: Option<String> = opt("Subject", TEXT),
    issuer: Option<String> = opt("Issuer", TEXT),
    created_at: Option<Timestamp> = opt("CreatedAt", TIME),
    issued_at: Option<Timestamp> = opt("IssuedAt", TIME),
    imported_at: Option<Timestamp> = opt("ImportedAt", TIME),
    status: Option<String> = opt("Status", text(&CERTIFICATE_STATUS)),
    revoked_at: Option<Timestamp> = opt("RevokedAt", TIME),
    revocation_reason: Option<String> = opt("RevocationReason", text(&REVOCATION_REASON)),
    not_before: Option<Timestamp> = opt("NotBefore", TIME),
    not_after: Option<Timestamp> = opt("NotAfter", TIME),
    key_algorithm: Option<String> = opt("KeyAlgorithm", text(&KEY_ALGORITHM)),
    signature_algorithm: Option<String> = opt("SignatureAlgorithm", TEXT),
    in_use_by: Option<Vec<String>> = opt("InUseBy", list(&IN_USE_LIST)),
    failure_reason: Option<String> = opt("FailureReason", text(&FAILURE_REASON)),
    r#type: Option<String> = opt("Type", text(&CERTIFICATE_TYPE)),
    renewal_summary: Option<RenewalSummary> = opt("RenewalSummary", object(&RENEWAL_SUMMARY)),
    key_usages: Option<Vec<KeyUsage>> = opt("KeyUsages", list(&KEY_USAGE_LIST)),
    extended_key_usages: Option<Vec<ExtendedKeyUsage>> = opt("ExtendedKeyUsages", list(&EXTENDED_KEY_USAGE_LIST)),
    certificate_authority_arn: Option<String> = opt("CertificateAuthorityArn", text(&ARN)),
    renewal_eligibility: Option<String> = opt("RenewalEligibility", text(&RENEWAL_ELIGIBILITY)),
    options: Option<CertificateOptions> = opt("Options", object(&CERTIFICATE_OPTIONS)),
    update_summary: Option<UpdateSummary> = opt("UpdateSummary", object(&UPDATE_SUMMARY)),
    certificate_key_pair_origin: Option<String> = opt("CertificateKeyPairOrigin", text(&CERTIFICATE_KEY_PAIR_ORIGIN)),
    acme_endpoint_arn: Option<String> = opt("AcmeEndpointArn", text(&ARN)),
    acme_account_id: Option<String> = opt("AcmeAccountId", text(&ACME_ACCOUNT_ID)),
}}

structure! { CertificateOptions = CERTIFICATE_OPTIONS {
    certificate_transparency_logging_preference: Option<String> = opt("CertificateTransparencyLoggingPreference", text(&CERTIFICATE_TRANSPARENCY_LOGGING_PREFERENCE)),
    export: Option<String> = opt("Export", text(&CERTIFICATE_EXPORT)),
    validation_method: Option<String> = opt("ValidationMethod", text(&VALIDATION_METHOD)),
}}

structure! { CertificateSummary = CERTIFICATE_SUMMARY {
    certificate_arn: Option<String> = opt("CertificateArn", text(&ARN)),
    domain_name: Option<String> = opt("DomainName", text(&DOMAIN_NAME_STRING)),
    subject_alternative_name_summaries: Option<Vec<String>> = opt("SubjectAlternativeNameSummaries", list(&DOMAIN_LIST)),
    has_additional_subject_alternative_names: Option<bool> = opt("HasAdditionalSubjectAlternativeNames", BOOL),
    status: Option<String> = opt("Status", text(&CERTIFICATE_STATUS)),
    r#type: Option<String> = opt("Type", text(&CERTIFICATE_TYPE)),
    key_algorithm: Option<String> = opt("KeyAlgorithm", text(&KEY_ALGORITHM)),
    key_usages: Option<Vec<String>> = opt("KeyUsages", list(&KEY_USAGE_NAMES)),
    extended_key_usages: Option<Vec<String>> = opt("ExtendedKeyUsages", list(&EXTENDED_KEY_USAGE_NAMES)),
    export_option: Option<String> = opt("ExportOption", text(&CERTIFICATE_EXPORT)),
    in_use: Option<bool> = opt("InUse", BOOL),
    exported: Option<bool> = opt("Exported", BOOL),
    renewal_eligibility: Option<String> = opt("RenewalEligibility", text(&RENEWAL_ELIGIBILITY)),
    not_before: Option<Timestamp> = opt("NotBefore", TIME),
    not_after: Option<Timestamp> = opt("NotAfter", TIME),
    created_at: Option<Timestamp> = opt("CreatedAt", TIME),
    issued_at: Option<Timestamp> = opt("IssuedAt", TIME),
    imported_at: Option<Timestamp> = opt("ImportedAt", TIME),
    revoked_at: Option<Timestamp> = opt("RevokedAt", TIME),
    managed_by: Option<String> = opt("ManagedBy", text(&CERTIFICATE_MANAGED_BY)),
    certificate_key_pair_origin: Option<String> = opt("CertificateKeyPairOrigin", text(&CERTIFICATE_KEY_PAIR_ORIGIN)),
}}

structure! { DeleteCertificateRequest = DELETE_CERTIFICATE_REQUEST {
    certificate_arn: String = req("CertificateArn", text(&ARN)),
}}

structure! { DescribeCertificateRequest = DESCRIBE_CERTIFICATE_REQUEST {
    certificate_arn: String = req("CertificateArn", text(&ARN)),
}}

structure! { DescribeCertificateResponse = DESCRIBE_CERTIFICATE_RESPONSE {
    certificate: Option<CertificateDetail> = opt("Certificate", object(&CERTIFICATE_DETAIL)),
}}

structure! { DomainValidation = DOMAIN_VALIDATION {
    domain_name: String = req("DomainName", text(&DOMAIN_NAME_STRING)),
    validation_emails: Option<Vec<String>> = opt("ValidationEmails", list(&VALIDATION_EMAIL_LIST)),
    validation_domain: Option<String> = opt("ValidationDomain", text(&DOMAIN_NAME_STRING)),
    validation_status: Option<String> = opt("ValidationStatus", text(&DOMAIN_STATUS)),
    resource_record: Option<ResourceRecord> = opt("ResourceRecord", object(&RESOURCE_RECORD)),
    http_redirect: Option<HttpRedirect> = opt("HttpRedirect", object(&HTTP_REDIRECT)),
    validation_method: Option<String> = opt("ValidationMethod", text(&VALIDATION_METHOD)),
}}

structure! { DomainValidationMethodUpdateSummary = DOMAIN_VALIDATION_METHOD_UPDATE_SUMMARY {
    from: Option<String> = opt("From", text(&VALIDATION_METHOD)),
    to: Option<String> = opt("To", text(&VALIDATION_METHOD)),
}}

structure! { DomainValidationOption = DOMAIN_VALIDATION_OPTION {
    domain_name: String = req("DomainName", text(&DOMAIN_NAME_STRING)),
    validation_domain: String = req("ValidationDomain", text(&DOMAIN_NAME_STRING)),
}}

structure! { ExtendedKeyUsage = EXTENDED_KEY_USAGE {
    name: Option<String> = opt("Name", text(&EXTENDED_KEY_USAGE_NAME)),
    oid: Option<String> = opt("OID", TEXT),
}}

structure! { Filters = FILTERS {
    extended_key_usage: Option<Vec<String>> = opt("extendedKeyUsage", list(&EXTENDED_KEY_USAGE_FILTER_LIST)),
    key_usage: Option<Vec<String>> = opt("keyUsage", list(&KEY_USAGE_FILTER_LIST)),
    key_types: Option<Vec<String>> = opt("keyTypes", list(&KEY_ALGORITHM_LIST)),
    export_option: Option<String> = opt("exportOption", text(&CERTIFICATE_EXPORT)),
    managed_by: Option<String> = opt("managedBy", text(&CERTIFICATE_MANAGED_BY)),
}}

structure! { GetCertificateRequest = GET_CERTIFICATE_REQUEST {
    certificate_arn: String = req("CertificateArn", text(&ARN)),
}}

structure! { GetCertificateResponse = GET_CERTIFICATE_RESPONSE {
    certificate: Option<String> = opt("Certificate", text(&CERTIFICATE_BODY)),
    certificate_chain: Option<String> = opt("CertificateChain", text(&CERTIFICATE_CHAIN)),
}}

structure! { HttpRedirect = HTTP_REDIRECT {
    redirect_from: Option<String> = opt("RedirectFrom", TEXT),
    redirect_to: Option<String> = opt("RedirectTo", TEXT),
}}

structure! { ImportCertificateRequest = IMPORT_CERTIFICATE_REQUEST {
    certificate_arn: Option<String> = opt("CertificateArn", text(&ARN)),
    certificate: Blob = req("Certificate", blob(&CERTIFICATE_BODY_BLOB)),
    private_key: Blob = req("PrivateKey", blob(&PRIVATE_KEY_BLOB)),
    certificate_chain: Option<Blob> = opt("CertificateChain", blob(&CERTIFICATE_CHAIN_BLOB)),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)),
}}

structure! { ImportCertificateResponse = IMPORT_CERTIFICATE_RESPONSE {
    certificate_arn: Option<String> = opt("CertificateArn", text(&ARN)),
}}

structure! { KeyUsage = KEY_USAGE {
    name: Option<String> = opt("Name", text(&KEY_USAGE_NAME)),
}}

structure! { ListCertificatesRequest = LIST_CERTIFICATES_REQUEST {
    certificate_statuses: Option<Vec<String>> = opt("CertificateStatuses", list(&CERTIFICATE_STATUSES)),
    certificate_key_pair_origins: Option<Vec<String>> = opt("CertificateKeyPairOrigins", list(&CERTIFICATE_KEY_PAIR_ORIGINS)),
    includes: Option<Filters> = opt("Includes", object(&FILTERS)),
    next_token: Option<String> = opt("NextToken", text(&NEXT_TOKEN)),
    max_items: Option<i32> = opt("MaxItems", int(&MAX_ITEMS)),
    sort_by: Option<String> = opt("SortBy", text(&SORT_BY)),
    sort_order: Option<String> = opt("SortOrder", text(&SORT_ORDER)),
}}

structure! { ListCertificatesResponse = LIST_CERTIFICATES_RESPONSE {
    next_token: Option<String> = opt("NextToken", text(&NEXT_TOKEN)),
    certificate_summary_list: Option<Vec<CertificateSummary>> = opt("CertificateSummaryList", list(&CERTIFICATE_SUMMARY_LIST)),
}}

structure! { ListTagsForCertificateRequest = LIST_TAGS_FOR_CERTIFICATE_REQUEST {
    certificate_arn: String = req("CertificateArn", text(&ARN)),
}}

structure! { ListTagsForCertificateResponse = LIST_TAGS_FOR_CERTIFICATE_RESPONSE {
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)),
}}

structure! { RemoveTagsFromCertificateRequest = REMOVE_TAGS_FROM_CERTIFICATE_REQUEST {
    certificate_arn: String = req("CertificateArn", text(&ARN)),
    tags: Vec<Tag> = req("Tags", list(&TAG_LIST)),
}}

structure! { RenewCertificateRequest = RENEW_CERTIFICATE_REQUEST {
    certificate_arn: String = req("CertificateArn", text(&ARN)),
}}

structure! { RenewalSummary = RENEWAL_SUMMARY {
    renewal_status: String = req("RenewalStatus", text(&RENEWAL_STATUS)),
    domain_validation_options: Vec<DomainValidation> = req("DomainValidationOptions", list(&DOMAIN_VALIDATION_LIST)),
    renewal_status_reason: Option<String> = opt("RenewalStatusReason", text(&FAILURE_REASON)),
    updated_at: Timestamp = req("UpdatedAt", TIME),
}}

structure! { RequestCertificateRequest = REQUEST_CERTIFICATE_REQUEST {
    domain_name: String = req("DomainName", text(&DOMAIN_NAME_STRING)),
    validation_method: Option<String> = opt("ValidationMethod", text(&VALIDATION_METHOD)),
    subject_alternative_names: Option<Vec<String>> = opt("SubjectAlternativeNames", list(&DOMAIN_LIST)),
    idempotency_token: Option<String> = opt("IdempotencyToken", text(&IDEMPOTENCY_TOKEN)),
    domain_validation_options: Option<Vec<DomainValidationOption>> = opt("DomainValidationOptions", list(&DOMAIN_VALIDATION_OPTION_LIST)),
    options: Option<CertificateOptions> = opt("Options", object(&CERTIFICATE_OPTIONS)),
    certificate_authority_arn: Option<String> = opt("CertificateAuthorityArn", text(&PCA_ARN)),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)),
    key_algorithm: Option<String> = opt("KeyAlgorithm", text(&KEY_ALGORITHM)),
    managed_by: Option<String> = opt("ManagedBy", text(&CERTIFICATE_MANAGED_BY)),
}}

structure! { RequestCertificateResponse = REQUEST_CERTIFICATE_RESPONSE {
    certificate_arn: Option<String> = opt("CertificateArn", text(&ARN)),
}}

structure! { ResourceRecord = RESOURCE_RECORD {
    name: String = req("Name", TEXT),
    r#type: String = req("Type", text(&RECORD_TYPE)),
    value: String = req("Value", TEXT),
}}

structure! { Tag = TAG {
    key: String = req("Key", text(&TAG_KEY)),
    value: Option<String> = opt("Value", text(&TAG_VALUE)),
}}

structure! { ThrottlingReason = THROTTLING_REASON {
    reason: Option<String> = opt("reason", TEXT),
    resource: Option<String> = opt("resource", TEXT),
}}

structure! { UpdateCertificateOptionsRequest = UPDATE_CERTIFICATE_OPTIONS_REQUEST {
    certificate_arn: String = req("CertificateArn", text(&ARN)),
    options: CertificateOptions = req("Options", object(&CERTIFICATE_OPTIONS)),
}}

structure! { UpdateSummary = UPDATE_SUMMARY {
    status: Option<String> = opt("Status", text(&UPDATE_STATUS)),
    r#type: Option<String> = opt("Type", text(&UPDATE_TYPE)),
    domain_validation_method_update_summary: Option<DomainValidationMethodUpdateSummary> = opt("DomainValidationMethodUpdateSummary", object(&DOMAIN_VALIDATION_METHOD_UPDATE_SUMMARY)),
    requested_at: Option<Timestamp> = opt("RequestedAt", TIME),
    updated_at: Option<Timestamp> = opt("UpdatedAt", TIME),
}}

tables! {
    ACME_ACCOUNT_ID: Text = Text::ANY.len(36, 36);
    ARN: Text = Text::ANY.len(20, 2048).pattern(pattern!("arn:[\\w+=/,.@-]+:acm:[\\w+=/,.@-]*:[0-9]+:[\\w+=,.@-]+(/[\\w+=,.@-]+)*"));
    CERTIFICATE_BODY: Text = Text::ANY.len(1, 32768).pattern(pattern!("-{5}BEGIN CERTIFICATE-{5}\\u000D?\\u000A([A-Za-z0-9/+]{64}\\u000D?\\u000A)*[A-Za-z0-9/+]{1,64}={0,2}\\u000D?\\u000A-{5}END CERTIFICATE-{5}(\\u000D?\\u000A)?"));
    CERTIFICATE_BODY_BLOB: Bytes = Bytes::new(1, 32768);
    CERTIFICATE_CHAIN: Text = Text::ANY.len(1, 2097152).pattern(pattern!("(-{5}BEGIN CERTIFICATE-{5}\\u000D?\\u000A([A-Za-z0-9/+]{64}\\u000D?\\u000A)*[A-Za-z0-9/+]{1,64}={0,2}\\u000D?\\u000A-{5}END CERTIFICATE-{5}\\u000D?\\u000A)*-{5}BEGIN CERTIFICATE-{5}\\u000D?\\u000A([A-Za-z0-9/+]{64}\\u000D?\\u000A)*[A-Za-z0-9/+]{1,64}={0,2}\\u000D?\\u000A-{5}END CERTIFICATE-{5}(\\u000D?\\u000A)?"));
    CERTIFICATE_CHAIN_BLOB: Bytes = Bytes::new(1, 2097152);
    CERTIFICATE_EXPORT: Text = Text::ANY.one_of(&["ENABLED", "DISABLED"]);
    CERTIFICATE_KEY_PAIR_ORIGIN: Text = Text::ANY.one_of(&["AWS_MANAGED", "ACME", "CUSTOMER_PROVIDED"]);
    CERTIFICATE_KEY_PAIR_ORIGINS: List = List::of(text(&CERTIFICATE_KEY_PAIR_ORIGIN)).len(1, 3);
    CERTIFICATE_MANAGED_BY: Text = Text::ANY.one_of(&["CLOUDFRONT"]);
    CERTIFICATE_STATUS: Text = Text::ANY.one_of(&["PENDING_VALIDATION", "ISSUED", "INACTIVE", "EXPIRED", "VALIDATION_TIMED_OUT", "REVOKED", "FAILED"]);
    CERTIFICATE_STATUSES: List = List::of(text(&CERTIFICATE_STATUS));
    CERTIFICATE_SUMMARY_LIST: List = List::of(object(&CERTIFICATE_SUMMARY));
    CERTIFICATE_TRANSPARENCY_LOGGING_PREFERENCE: Text = Text::ANY.one_of(&["ENABLED", "DISABLED"]);
    CERTIFICATE_TYPE: Text = Text::ANY.one_of(&["IMPORTED", "AMAZON_ISSUED", "PRIVATE"]);
    DOMAIN_LIST: List = List::of(text(&DOMAIN_NAME_STRING)).len(1, 100);
    DOMAIN_NAME_STRING: Text = Text::ANY.len(1, 253).pattern(pattern!("(\\*\\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])"));
    DOMAIN_STATUS: Text = Text::ANY.one_of(&["PENDING_VALIDATION", "SUCCESS", "FAILED"]);
    DOMAIN_VALIDATION_LIST: List = List::of(object(&DOMAIN_VALIDATION)).len(1, 1000);
    DOMAIN_VALIDATION_OPTION_LIST: List = List::of(object(&DOMAIN_VALIDATION_OPTION)).len(1, 100);
    EXTENDED_KEY_USAGE_FILTER_LIST: List = List::of(text(&EXTENDED_KEY_USAGE_NAME));
    EXTENDED_KEY_USAGE_LIST: List = List::of(object(&EXTENDED_KEY_USAGE));
    EXTENDED_KEY_USAGE_NAME: Text = Text::ANY.one_of(&["TLS_WEB_SERVER_AUTHENTICATION", "TLS_WEB_CLIENT_AUTHENTICATION", "CODE_SIGNING", "EMAIL_PROTECTION", "TIME_STAMPING", "OCSP_SIGNING", "IPSEC_END_SYSTEM", "IPSEC_TUNNEL", "IPSEC_USER", "ANY", "NONE", "CUSTOM"]);
    EXTENDED_KEY_USAGE_NAMES: List = List::of(text(&EXTENDED_KEY_USAGE_NAME));
    FAILURE_REASON: Text = Text::ANY.one_of(&["NO_AVAILABLE_CONTACTS", "ADDITIONAL_VERIFICATION_REQUIRED", "DOMAIN_NOT_ALLOWED", "INVALID_PUBLIC_DOMAIN", "DOMAIN_VALIDATION_DENIED", "CAA_ERROR", "PCA_LIMIT_EXCEEDED", "PCA_INVALID_ARN", "PCA_INVALID_STATE", "PCA_REQUEST_FAILED", "PCA_NAME_CONSTRAINTS_VALIDATION", "PCA_RESOURCE_NOT_FOUND", "PCA_INVALID_ARGS", "PCA_INVALID_DURATION", "PCA_ACCESS_DENIED", "SLR_NOT_FOUND", "OTHER"]);
    IDEMPOTENCY_TOKEN: Text = Text::ANY.len(1, 32).pattern(pattern!("\\w+"));
    IN_USE_LIST: List = List::of(TEXT);
    KEY_ALGORITHM: Text = Text::ANY.one_of(&["RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"]);
    KEY_ALGORITHM_LIST: List = List::of(text(&KEY_ALGORITHM));
    KEY_USAGE_FILTER_LIST: List = List::of(text(&KEY_USAGE_NAME));
    KEY_USAGE_LIST: List = List::of(object(&KEY_USAGE));
    KEY_USAGE_NAME: Text = Text::ANY.one_of(&["DIGITAL_SIGNATURE", "NON_REPUDIATION", "KEY_ENCIPHERMENT", "DATA_ENCIPHERMENT", "KEY_AGREEMENT", "CERTIFICATE_SIGNING", "CRL_SIGNING", "ENCIPHER_ONLY", "DECIPHER_ONLY", "ANY", "CUSTOM"]);
    KEY_USAGE_NAMES: List = List::of(text(&KEY_USAGE_NAME));
    MAX_ITEMS: Int = Int::new(32, 1, 1000);
    NEXT_TOKEN: Text = Text::ANY.len(1, 10000).pattern(pattern!("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]*"));
    PCA_ARN: Text = Text::ANY.len(20, 2048).pattern(pattern!("arn:[\\w+=/,.@-]+:acm-pca:[\\w+=/,.@-]*:[0-9]+:[\\w+=,.@-]+(/[\\w+=,.@-]+)*"));
    PRIVATE_KEY_BLOB: Bytes = Bytes::new(1, 8192);
    RECORD_TYPE: Text = Text::ANY.one_of(&["CNAME"]);
    RENEWAL_ELIGIBILITY: Text = Text::ANY.one_of(&["ELIGIBLE", "INELIGIBLE"]);
    RENEWAL_STATUS: Text = Text::ANY.one_of(&["PENDING_AUTO_RENEWAL", "PENDING_VALIDATION", "SUCCESS", "FAILED"]);
    REVOCATION_REASON: Text = Text::ANY.one_of(&["UNSPECIFIED", "KEY_COMPROMISE", "CA_COMPROMISE", "AFFILIATION_CHANGED", "SUPERCEDED", "SUPERSEDED", "CESSATION_OF_OPERATION", "CERTIFICATE_HOLD", "REMOVE_FROM_CRL", "PRIVILEGE_WITHDRAWN", "A_A_COMPROMISE"]);
    SORT_BY: Text = Text::ANY.one_of(&["CREATED_AT"]);
    SORT_ORDER: Text = Text::ANY.one_of(&["ASCENDING", "DESCENDING"]);
    TAG_KEY: Text = Text::ANY.len(1, 128).pattern(pattern!("([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)"));
    TAG_LIST: List = List::of(object(&TAG)).len(1, 50);
    TAG_VALUE: Text = Text::ANY.len(0, 256).pattern(pattern!("([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)"));
    THROTTLING_REASON_LIST: List = List::of(object(&THROTTLING_REASON));
    UPDATE_STATUS: Text = Text::ANY.one_of(&["PENDING_DOMAIN_VALIDATION", "SUCCESS", "FAILED"]);
    UPDATE_TYPE: Text = Text::ANY.one_of(&["DOMAIN_VALIDATION_METHOD"]);
    VALIDATION_EMAIL_LIST: List = List::of(TEXT);
    VALIDATION_METHOD: Text = Text::ANY.one_of(&["EMAIL", "DNS", "HTTP"]);
}

errors! {
    access_denied_exception = ACCESS_DENIED_EXCEPTION "AccessDeniedException" "AccessDeniedException" 400 sender [opt("Message", TEXT)];
    conflict_exception = CONFLICT_EXCEPTION "ConflictException" "ConflictException" 400 sender [opt("message", TEXT)];
    invalid_args_exception = INVALID_ARGS_EXCEPTION "InvalidArgsException" "InvalidArgsException" 400 sender [opt("message", TEXT)];
    invalid_arn_exception = INVALID_ARN_EXCEPTION "InvalidArnException" "InvalidArnException" 400 sender [opt("message", TEXT)];
    invalid_domain_validation_options_exception = INVALID_DOMAIN_VALIDATION_OPTIONS_EXCEPTION "InvalidDomainValidationOptionsException" "InvalidDomainValidationOptionsException" 400 sender [opt("message", TEXT)];
    invalid_parameter_exception = INVALID_PARAMETER_EXCEPTION "InvalidParameterException" "InvalidParameterException" 400 sender [opt("message", TEXT)];
    invalid_state_exception = INVALID_STATE_EXCEPTION "InvalidStateException" "InvalidStateException" 400 sender [opt("message", TEXT)];
    invalid_tag_exception = INVALID_TAG_EXCEPTION "InvalidTagException" "InvalidTagException" 400 sender [opt("message", TEXT)];
    limit_exceeded_exception = LIMIT_EXCEEDED_EXCEPTION "LimitExceededException" "LimitExceededException" 400 sender [opt("message", TEXT)];
    request_in_progress_exception = REQUEST_IN_PROGRESS_EXCEPTION "RequestInProgressException" "RequestInProgressException" 400 sender [opt("message", TEXT)];
    resource_in_use_exception = RESOURCE_IN_USE_EXCEPTION "ResourceInUseException" "ResourceInUseException" 400 sender [opt("message", TEXT)];
    resource_not_found_exception = RESOURCE_NOT_FOUND_EXCEPTION "ResourceNotFoundException" "ResourceNotFoundException" 400 sender [opt("message", TEXT)];
    tag_policy_exception = TAG_POLICY_EXCEPTION "TagPolicyException" "TagPolicyException" 400 sender [opt("message", TEXT)];
    throttling_exception = THROTTLING_EXCEPTION "ThrottlingException" "ThrottlingException" 400 sender [opt("message", TEXT), opt("throttlingReasons", list(&THROTTLING_REASON_LIST))];
    too_many_tags_exception = TOO_MANY_TAGS_EXCEPTION "TooManyTagsException" "TooManyTagsException" 400 sender [opt("message", TEXT)];
    validation_exception = VALIDATION_EXCEPTION "ValidationException" "ValidationException" 400 sender [opt("message", TEXT)];
}
