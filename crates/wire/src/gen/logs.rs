//! Amazon CloudWatch Logs, API version 2014-03-28. Written by `cargo xtask wire` from `models/logs.json`; do not edit.

use crate::schema::prelude::*;

#[rustfmt::skip]
pub static SERVICE: ServiceMeta = ServiceMeta {
    name: "logs",
    full_name: "Amazon CloudWatch Logs",
    signing_name: "logs",
    endpoint_prefix: "logs",
    iam_prefix: "logs",
    api_version: "2014-03-28",
    target_prefix: Some("Logs_20140328"),
    json_version: Some("1.1"),
    xml_namespace: None,
    protocols: &[Protocol::AwsJson11],
    query_compatible: false,
    internal: "ServiceUnavailableException",
    refusal: Refusal { dialect: Dialect::Listing, code: "InvalidParameterException", except: &[] },
    retype: self::retype,
    operations: OPERATIONS,
    errors: ERRORS,
};

operations! { SERVICE {
    CreateLogGroup = CREATE_LOG_GROUP {
        http: "POST" "/" 200,
        input: CreateLogGroupRequest = CREATE_LOG_GROUP_REQUEST,
        output: Unit = UNIT,
        errors: [INVALID_PARAMETER_EXCEPTION RESOURCE_ALREADY_EXISTS_EXCEPTION LIMIT_EXCEEDED_EXCEPTION OPERATION_ABORTED_EXCEPTION SERVICE_UNAVAILABLE_EXCEPTION],
    }
    CreateLogStream = CREATE_LOG_STREAM {
        http: "POST" "/" 200,
        input: CreateLogStreamRequest = CREATE_LOG_STREAM_REQUEST,
        output: Unit = UNIT,
        errors: [INVALID_PARAMETER_EXCEPTION RESOURCE_ALREADY_EXISTS_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION SERVICE_UNAVAILABLE_EXCEPTION],
    }
    DeleteLogGroup = DELETE_LOG_GROUP {
        http: "POST" "/" 200,
        input: DeleteLogGroupRequest = DELETE_LOG_GROUP_REQUEST,
        output: Unit = UNIT,
        errors: [INVALID_PARAMETER_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION OPERATION_ABORTED_EXCEPTION SERVICE_UNAVAILABLE_EXCEPTION VALIDATION_EXCEPTION],
    }
    DeleteLogStream = DELETE_LOG_STREAM {
        http: "POST" "/" 200,
        input: DeleteLogStreamRequest = DELETE_LOG_STREAM_REQUEST,
        output: Unit = UNIT,
        errors: [INVALID_PARAMETER_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION OPERATION_ABORTED_EXCEPTION SERVICE_UNAVAILABLE_EXCEPTION VALIDATION_EXCEPTION],
    }
    DeleteMetricFilter = DELETE_METRIC_FILTER {
        http: "POST" "/" 200,
        input: DeleteMetricFilterRequest = DELETE_METRIC_FILTER_REQUEST,
        output: Unit = UNIT,
        errors: [INVALID_PARAMETER_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION OPERATION_ABORTED_EXCEPTION SERVICE_UNAVAILABLE_EXCEPTION],
    }
    DeleteRetentionPolicy = DELETE_RETENTION_POLICY {
        http: "POST" "/" 200,
        input: DeleteRetentionPolicyRequest = DELETE_RETENTION_POLICY_REQUEST,
        output: Unit = UNIT,
        errors: [INVALID_PARAMETER_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION OPERATION_ABORTED_EXCEPTION SERVICE_UNAVAILABLE_EXCEPTION],
    }
    DescribeLogGroups = DESCRIBE_LOG_GROUPS {
        http: "POST" "/" 200,
        input: DescribeLogGroupsRequest = DESCRIBE_LOG_GROUPS_REQUEST,
        output: DescribeLogGroupsResponse = DESCRIBE_LOG_GROUPS_RESPONSE,
        errors: [INVALID_PARAMETER_EXCEPTION SERVICE_UNAVAILABLE_EXCEPTION],
    }
    DescribeLogStreams = DESCRIBE_LOG_STREAMS {
        http: "POST" "/" 200,
        input: DescribeLogStreamsRequest = DESCRIBE_LOG_STREAMS_REQUEST,
        output: DescribeLogStreamsResponse = DESCRIBE_LOG_STREAMS_RESPONSE,
        errors: [INVALID_PARAMETER_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION SERVICE_UNAVAILABLE_EXCEPTION],
    }
    DescribeMetricFilters = DESCRIBE_METRIC_FILTERS {
        http: "POST" "/" 200,
        input: DescribeMetricFiltersRequest = DESCRIBE_METRIC_FILTERS_REQUEST,
        output: DescribeMetricFiltersResponse = DESCRIBE_METRIC_FILTERS_RESPONSE,
        errors: [INVALID_PARAMETER_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION SERVICE_UNAVAILABLE_EXCEPTION],
    }
    FilterLogEvents = FILTER_LOG_EVENTS {
        http: "POST" "/" 200,
        input: FilterLogEventsRequest = FILTER_LOG_EVENTS_REQUEST,
        output: FilterLogEventsResponse = FILTER_LOG_EVENTS_RESPONSE,
        errors: [INVALID_PARAMETER_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION SERVICE_UNAVAILABLE_EXCEPTION],
    }
    GetLogEvents = GET_LOG_EVENTS {
        http: "POST" "/" 200,
        input: GetLogEventsRequest = GET_LOG_EVENTS_REQUEST,
        output: GetLogEventsResponse = GET_LOG_EVENTS_RESPONSE,
        errors: [INVALID_PARAMETER_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION SERVICE_UNAVAILABLE_EXCEPTION],
    }
    ListTagsForResource = LIST_TAGS_FOR_RESOURCE {
        http: "POST" "/" 200,
        input: ListTagsForResourceRequest = LIST_TAGS_FOR_RESOURCE_REQUEST,
        output: ListTagsForResourceResponse = LIST_TAGS_FOR_RESOURCE_RESPONSE,
        errors: [INVALID_PARAMETER_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION SERVICE_UNAVAILABLE_EXCEPTION],
    }
    ListTagsLogGroup = LIST_TAGS_LOG_GROUP {
        http: "POST" "/" 200,
        input: ListTagsLogGroupRequest = LIST_TAGS_LOG_GROUP_REQUEST,
        output: ListTagsLogGroupResponse = LIST_TAGS_LOG_GROUP_RESPONSE,
        errors: [RESOURCE_NOT_FOUND_EXCEPTION SERVICE_UNAVAILABLE_EXCEPTION],
    }
    PutLogEvents = PUT_LOG_EVENTS {
        http: "POST" "/" 200,
        input: PutLogEventsRequest = PUT_LOG_EVENTS_REQUEST,
        output: PutLogEventsResponse = PUT_LOG_EVENTS_RESPONSE,
        errors: [INVALID_PARAMETER_EXCEPTION INVALID_SEQUENCE_TOKEN_EXCEPTION DATA_ALREADY_ACCEPTED_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION SERVICE_UNAVAILABLE_EXCEPTION UNRECOGNIZED_CLIENT_EXCEPTION],
    }
    PutMetricFilter = PUT_METRIC_FILTER {
        http: "POST" "/" 200,
        input: PutMetricFilterRequest = PUT_METRIC_FILTER_REQUEST,
        output: Unit = UNIT,
        errors: [INVALID_PARAMETER_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION OPERATION_ABORTED_EXCEPTION LIMIT_EXCEEDED_EXCEPTION SERVICE_UNAVAILABLE_EXCEPTION INVALID_OPERATION_EXCEPTION],
    }
    PutRetentionPolicy = PUT_RETENTION_POLICY {
        http: "POST" "/" 200,
        input: PutRetentionPolicyRequest = PUT_RETENTION_POLICY_REQUEST,
        output: Unit = UNIT,
        errors: [INVALID_PARAMETER_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION OPERATION_ABORTED_EXCEPTION SERVICE_UNAVAILABLE_EXCEPTION],
    }
    StartLiveTail = START_LIVE_TAIL {
        http: "POST" "/" 200,
        input: StartLiveTailRequest = START_LIVE_TAIL_REQUEST,
        output: StartLiveTailResponse = START_LIVE_TAIL_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION INVALID_PARAMETER_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION LIMIT_EXCEEDED_EXCEPTION INVALID_OPERATION_EXCEPTION],
        host_prefix: Some("stream-"),
        events: &[("sessionStart", &LIVE_TAIL_SESSION_START), ("sessionUpdate", &LIVE_TAIL_SESSION_UPDATE)],
    }
    TagLogGroup = TAG_LOG_GROUP {
        http: "POST" "/" 200,
        input: TagLogGroupRequest = TAG_LOG_GROUP_REQUEST,
        output: Unit = UNIT,
        errors: [RESOURCE_NOT_FOUND_EXCEPTION INVALID_PARAMETER_EXCEPTION],
    }
    TagResource = TAG_RESOURCE {
        http: "POST" "/" 200,
        input: TagResourceRequest = TAG_RESOURCE_REQUEST,
        output: Unit = UNIT,
        errors: [INVALID_PARAMETER_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION SERVICE_UNAVAILABLE_EXCEPTION TOO_MANY_TAGS_EXCEPTION],
    }
    TestMetricFilter = TEST_METRIC_FILTER {
        http: "POST" "/" 200,
        input: TestMetricFilterRequest = TEST_METRIC_FILTER_REQUEST,
        output: TestMetricFilterResponse = TEST_METRIC_FILTER_RESPONSE,
        errors: [INVALID_PARAMETER_EXCEPTION SERVICE_UNAVAILABLE_EXCEPTION],
    }
    UntagLogGroup = UNTAG_LOG_GROUP {
        http: "POST" "/" 200,
        input: UntagLogGroupRequest = UNTAG_LOG_GROUP_REQUEST,
        output: Unit = UNIT,
        errors: [RESOURCE_NOT_FOUND_EXCEPTION],
    }
    UntagResource = UNTAG_RESOURCE {
        http: "POST" "/" 200,
        input: UntagResourceRequest = UNTAG_RESOURCE_REQUEST,
        output: Unit = UNIT,
        errors: [INVALID_PARAMETER_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION SERVICE_UNAVAILABLE_EXCEPTION],
    }
}}

structure! { CreateLogGroupRequest = CREATE_LOG_GROUP_REQUEST {
    log_group_name: String = req("logGroupName", text(&LOG_GROUP_NAME)),
    kms_key_id: Option<String> = opt("kmsKeyId", text(&KMS_KEY_ID)),
    tags: Option<BTreeMap<String, String>> = opt("tags", map(&TAGS)),
    log_group_class: Option<String> = opt("logGroupClass", text(&LOG_GROUP_CLASS)),
    deletion_protection_enabled: Option<bool> = opt("deletionProtectionEnabled", BOOL),
}}

structure! { CreateLogStreamRequest = CREATE_LOG_STREAM_REQUEST {
    log_group_name: String = req("logGroupName", text(&LOG_GROUP_NAME)),
    log_stream_name: String = req("logStreamName", text(&LOG_STREAM_NAME)),
}}

structure! { DeleteLogGroupRequest = DELETE_LOG_GROUP_REQUEST {
    log_group_name: String = req("logGroupName", text(&LOG_GROUP_NAME)),
}}

structure! { DeleteLogStreamRequest = DELETE_LOG_STREAM_REQUEST {
    log_group_name: String = req("logGroupName", text(&LOG_GROUP_NAME)),
    log_stream_name: String = req("logStreamName", text(&LOG_STREAM_NAME)),
}}

structure! { DeleteMetricFilterRequest = DELETE_METRIC_FILTER_REQUEST {
    log_group_name: String = req("logGroupName", text(&LOG_GROUP_NAME)),
    filter_name: String = req("filterName", text(&FILTER_NAME)),
}}

structure! { DeleteRetentionPolicyRequest = DELETE_RETENTION_POLICY_REQUEST {
    log_group_name: String = req("logGroupName", text(&LOG_GROUP_NAME)),
}}

structure! { DescribeLogGroupsRequest = DESCRIBE_LOG_GROUPS_REQUEST {
    account_identifiers: Option<Vec<String>> = opt("accountIdentifiers", list(&ACCOUNT_IDS)),
    log_group_name_prefix: Option<String> = opt("logGroupNamePrefix", text(&LOG_GROUP_NAME)),
    log_group_name_pattern: Option<String> = opt("logGroupNamePattern", text(&LOG_GROUP_NAME_PATTERN)),
    next_token: Option<String> = opt("nextToken", text(&NEXT_TOKEN)),
    limit: Option<i32> = opt("limit", int(&DESCRIBE_LIMIT)),
    include_linked_accounts: Option<bool> = opt("includeLinkedAccounts", BOOL),
    log_group_class: Option<String> = opt("logGroupClass", text(&LOG_GROUP_CLASS)),
    log_group_identifiers: Option<Vec<String>> = opt("logGroupIdentifiers", list(&DESCRIBE_LOG_GROUPS_LOG_GROUP_IDENTIFIERS)),
}}

structure! { DescribeLogGroupsResponse = DESCRIBE_LOG_GROUPS_RESPONSE {
    log_groups: Option<Vec<LogGroup>> = opt("logGroups", list(&LOG_GROUPS)),
    next_token: Option<String> = opt("nextToken", text(&NEXT_TOKEN)),
}}

structure! { DescribeLogStreamsRequest = DESCRIBE_LOG_STREAMS_REQUEST {
    log_group_name: Option<String> = opt("logGroupName", text(&LOG_GROUP_NAME)),
    log_group_identifier: Option<String> = opt("logGroupIdentifier", text(&LOG_GROUP_IDENTIFIER)),
    log_stream_name_prefix: Option<String> = opt("logStreamNamePrefix", text(&LOG_STREAM_NAME)),
    order_by: Option<String> = opt("orderBy", text(&ORDER_BY)),
    descending: Option<bool> = opt("descending", BOOL),
    next_token: Option<String> = opt("nextToken", text(&NEXT_TOKEN)),
    limit: Option<i32> = opt("limit", int(&DESCRIBE_LIMIT)),
}}

structure! { DescribeLogStreamsResponse = DESCRIBE_LOG_STREAMS_RESPONSE {
    log_streams: Option<Vec<LogStream>> = opt("logStreams", list(&LOG_STREAMS)),
    next_token: Option<String> = opt("nextToken", text(&NEXT_TOKEN)),
}}

structure! { DescribeMetricFiltersRequest = DESCRIBE_METRIC_FILTERS_REQUEST {
    log_group_name: Option<String> = opt("logGroupName", text(&LOG_GROUP_NAME)),
    filter_name_prefix: Option<String> = opt("filterNamePrefix", text(&FILTER_NAME)),
    next_token: Option<String> = opt("nextToken", text(&NEXT_TOKEN)),
    limit: Option<i32> = opt("limit", int(&DESCRIBE_LIMIT)),
    metric_name: Option<String> = opt("metricName", text(&METRIC_NAME)),
    metric_namespace: Option<String> = opt("metricNamespace", text(&METRIC_NAMESPACE)),
}}

structure! { DescribeMetricFiltersResponse = DESCRIBE_METRIC_FILTERS_RESPONSE {
    metric_filters: Option<Vec<MetricFilter>> = opt("metricFilters", list(&METRIC_FILTERS)),
    next_token: Option<String> = opt("nextToken", text(&NEXT_TOKEN)),
}}

structure! { Entity = ENTITY {
    key_attributes: Option<BTreeMap<String, String>> = opt("keyAttributes", map(&ENTITY_KEY_ATTRIBUTES)),
    attributes: Option<BTreeMap<String, String>> = opt("attributes", map(&ENTITY_ATTRIBUTES)),
}}

structure! { FilterLogEventsRequest = FILTER_LOG_EVENTS_REQUEST {
    log_group_name: Option<String> = opt("logGroupName", text(&LOG_GROUP_NAME)),
    log_group_identifier: Option<String> = opt("logGroupIdentifier", text(&LOG_GROUP_IDENTIFIER)),
    log_stream_names: Option<Vec<String>> = opt("logStreamNames", list(&INPUT_LOG_STREAM_NAMES)),
    log_stream_name_prefix: Option<String> = opt("logStreamNamePrefix", text(&LOG_STREAM_NAME)),
    start_time: Option<i64> = opt("startTime", int(&TIMESTAMP)),
    end_time: Option<i64> = opt("endTime", int(&TIMESTAMP)),
    filter_pattern: Option<String> = opt("filterPattern", text(&FILTER_PATTERN)),
    next_token: Option<String> = opt("nextToken", text(&NEXT_TOKEN)),
    limit: Option<i32> = opt("limit", int(&EVENTS_LIMIT)),
    start_from_head: Option<bool> = opt("startFromHead", BOOL),
    interleaved: Option<bool> = opt("interleaved", BOOL),
    unmask: Option<bool> = opt("unmask", BOOL),
}}

structure! { FilterLogEventsResponse = FILTER_LOG_EVENTS_RESPONSE {
    events: Option<Vec<FilteredLogEvent>> = opt("events", list(&FILTERED_LOG_EVENTS)),
    searched_log_streams: Option<Vec<SearchedLogStream>> = opt("searchedLogStreams", list(&SEARCHED_LOG_STREAMS)),
    next_token: Option<String> = opt("nextToken", text(&NEXT_TOKEN)),
}}

structure! { FilteredLogEvent = FILTERED_LOG_EVENT {
    log_stream_name: Option<String> = opt("logStreamName", text(&LOG_STREAM_NAME)),
    timestamp: Option<i64> = opt("timestamp", int(&TIMESTAMP)),
    message: Option<String> = opt("message", text(&EVENT_MESSAGE)),
    ingestion_time: Option<i64> = opt("ingestionTime", int(&TIMESTAMP)),
    event_id: Option<String> = opt("eventId", TEXT),
}}

structure! { GetLogEventsRequest = GET_LOG_EVENTS_REQUEST {
    log_group_name: Option<String> = opt("logGroupName", text(&LOG_GROUP_NAME)),
    log_group_identifier: Option<String> = opt("logGroupIdentifier", text(&LOG_GROUP_IDENTIFIER)),
    log_stream_name: String = req("logStreamName", text(&LOG_STREAM_NAME)),
    start_time: Option<i64> = opt("startTime", int(&TIMESTAMP)),
    end_time: Option<i64> = opt("endTime", int(&TIMESTAMP)),
    next_token: Option<String> = opt("nextToken", text(&NEXT_TOKEN)),
    limit: Option<i32> = opt("limit", int(&EVENTS_LIMIT)),
    start_from_head: Option<bool> = opt("startFromHead", BOOL),
    unmask: Option<bool> = opt("unmask", BOOL),
}}

structure! { GetLogEventsResponse = GET_LOG_EVENTS_RESPONSE {
    events: Option<Vec<OutputLogEvent>> = opt("events", list(&OUTPUT_LOG_EVENTS)),
    next_forward_token: Option<String> = opt("nextForwardToken", text(&NEXT_TOKEN)),
    next_backward_token: Option<String> = opt("nextBackwardToken", text(&NEXT_TOKEN)),
}}

structure! { InputLogEvent = INPUT_LOG_EVENT {
    timestamp: i64 = req("timestamp", int(&TIMESTAMP)),
    message: String = req("message", text(&EVENT_MESSAGE)),
}}

structure! { ListTagsForResourceRequest = LIST_TAGS_FOR_RESOURCE_REQUEST {
    resource_arn: String = req("resourceArn", text(&AMAZON_RESOURCE_NAME)),
}}

structure! { ListTagsForResourceResponse = LIST_TAGS_FOR_RESOURCE_RESPONSE {
    tags: Option<BTreeMap<String, String>> = opt("tags", map(&TAGS)),
}}

structure! { ListTagsLogGroupRequest = LIST_TAGS_LOG_GROUP_REQUEST {
    log_group_name: String = req("logGroupName", text(&LOG_GROUP_NAME)),
}}

structure! { ListTagsLogGroupResponse = LIST_TAGS_LOG_GROUP_RESPONSE {
    tags: Option<BTreeMap<String, String>> = opt("tags", map(&TAGS)),
}}

structure! { LiveTailSessionLogEvent = LIVE_TAIL_SESSION_LOG_EVENT {
    log_stream_name: Option<String> = opt("logStreamName", text(&LOG_STREAM_NAME)),
    log_group_identifier: Option<String> = opt("logGroupIdentifier", text(&LOG_GROUP_IDENTIFIER)),
    message: Option<String> = opt("message", text(&EVENT_MESSAGE)),
    timestamp: Option<i64> = opt("timestamp", int(&TIMESTAMP)),
    ingestion_time: Option<i64> = opt("ingestionTime", int(&TIMESTAMP)),
}}

structure! { LiveTailSessionMetadata = LIVE_TAIL_SESSION_METADATA {
    sampled: Option<bool> = opt("sampled", BOOL),
}}

structure! { LiveTailSessionStart = LIVE_TAIL_SESSION_START {
    request_id: Option<String> = opt("requestId", text(&REQUEST_ID)),
    session_id: Option<String> = opt("sessionId", text(&SESSION_ID)),
    log_group_identifiers: Option<Vec<String>> = opt("logGroupIdentifiers", list(&START_LIVE_TAIL_LOG_GROUP_IDENTIFIERS)),
    log_stream_names: Option<Vec<String>> = opt("logStreamNames", list(&INPUT_LOG_STREAM_NAMES)),
    log_stream_name_prefixes: Option<Vec<String>> = opt("logStreamNamePrefixes", list(&INPUT_LOG_STREAM_NAMES)),
    log_event_filter_pattern: Option<String> = opt("logEventFilterPattern", text(&FILTER_PATTERN)),
}}

structure! { LiveTailSessionUpdate = LIVE_TAIL_SESSION_UPDATE {
    session_metadata: Option<LiveTailSessionMetadata> = opt("sessionMetadata", object(&LIVE_TAIL_SESSION_METADATA)),
    session_results: Option<Vec<LiveTailSessionLogEvent>> = opt("sessionResults", list(&LIVE_TAIL_SESSION_RESULTS)),
}}

structure! { LogGroup = LOG_GROUP {
    log_group_name: Option<String> = opt("logGroupName", text(&LOG_GROUP_NAME)),
    creation_time: Option<i64> = opt("creationTime", int(&TIMESTAMP)),
    retention_in_days: Option<i32> = opt("retentionInDays", INT),
    metric_filter_count: Option<i32> = opt("metricFilterCount", INT),
    arn: Option<String> = opt("arn", TEXT),
    stored_bytes: Option<i64> = opt("storedBytes", int(&STORED_BYTES)),
    kms_key_id: Option<String> = opt("kmsKeyId", text(&KMS_KEY_ID)),
    data_protection_status: Option<String> = opt("dataProtectionStatus", text(&DATA_PROTECTION_STATUS)),
    inherited_properties: Option<Vec<String>> = opt("inheritedProperties", list(&INHERITED_PROPERTIES)),
    log_group_class: Option<String> = opt("logGroupClass", text(&LOG_GROUP_CLASS)),
    log_group_arn: Option<String> = opt("logGroupArn", TEXT),
    deletion_protection_enabled: Option<bool> = opt("deletionProtectionEnabled", BOOL),
    bearer_token_authentication_enabled: Option<bool> = opt("bearerTokenAuthenticationEnabled", BOOL),
    retention_policy_name: Option<String> = opt("retentionPolicyName", TEXT),
}}

structure! { LogStream = LOG_STREAM {
    log_stream_name: Option<String> = opt("logStreamName", text(&LOG_STREAM_NAME)),
    creation_time: Option<i64> = opt("creationTime", int(&TIMESTAMP)),
    first_event_timestamp: Option<i64> = opt("firstEventTimestamp", int(&TIMESTAMP)),
    last_event_timestamp: Option<i64> = opt("lastEventTimestamp", int(&TIMESTAMP)),
    last_ingestion_time: Option<i64> = opt("lastIngestionTime", int(&TIMESTAMP)),
    upload_sequence_token: Option<String> = opt("uploadSequenceToken", text(&SEQUENCE_TOKEN)),
    arn: Option<String> = opt("arn", TEXT),
    stored_bytes: Option<i64> = opt("storedBytes", int(&STORED_BYTES)),
}}

structure! { MetricFilter = METRIC_FILTER {
    filter_name: Option<String> = opt("filterName", text(&FILTER_NAME)),
    filter_pattern: Option<String> = opt("filterPattern", text(&FILTER_PATTERN)),
    metric_transformations: Option<Vec<MetricTransformation>> = opt("metricTransformations", list(&METRIC_TRANSFORMATIONS)),
    creation_time: Option<i64> = opt("creationTime", int(&TIMESTAMP)),
    log_group_name: Option<String> = opt("logGroupName", text(&LOG_GROUP_NAME)),
    apply_on_transformed_logs: Option<bool> = opt("applyOnTransformedLogs", BOOL),
    field_selection_criteria: Option<String> = opt("fieldSelectionCriteria", text(&FIELD_SELECTION_CRITERIA)),
    emit_system_field_dimensions: Option<Vec<String>> = opt("emitSystemFieldDimensions", list(&EMIT_SYSTEM_FIELDS)),
}}

structure! { MetricFilterMatchRecord = METRIC_FILTER_MATCH_RECORD {
    event_number: Option<i64> = opt("eventNumber", LONG),
    event_message: Option<String> = opt("eventMessage", text(&EVENT_MESSAGE)),
    extracted_values: Option<BTreeMap<String, String>> = opt("extractedValues", map(&EXTRACTED_VALUES)),
}}

structure! { MetricTransformation = METRIC_TRANSFORMATION {
    metric_name: String = req("metricName", text(&METRIC_NAME)),
    metric_namespace: String = req("metricNamespace", text(&METRIC_NAMESPACE)),
    metric_value: String = req("metricValue", text(&METRIC_VALUE)),
    default_value: Option<f64> = opt("defaultValue", DOUBLE),
    dimensions: Option<BTreeMap<String, String>> = opt("dimensions", map(&DIMENSIONS)),
    unit: Option<String> = opt("unit", text(&STANDARD_UNIT)),
}}

structure! { OutputLogEvent = OUTPUT_LOG_EVENT {
    timestamp: Option<i64> = opt("timestamp", int(&TIMESTAMP)),
    message: Option<String> = opt("message", text(&EVENT_MESSAGE)),
    ingestion_time: Option<i64> = opt("ingestionTime", int(&TIMESTAMP)),
}}

structure! { PutLogEventsRequest = PUT_LOG_EVENTS_REQUEST {
    log_group_name: String = req("logGroupName", text(&LOG_GROUP_NAME)),
    log_stream_name: String = req("logStreamName", text(&LOG_STREAM_NAME)),
    log_events: Vec<InputLogEvent> = req("logEvents", list(&INPUT_LOG_EVENTS)),
    sequence_token: Option<String> = opt("sequenceToken", text(&SEQUENCE_TOKEN)),
    entity: Option<Entity> = opt("entity", object(&ENTITY)),
}}

structure! { PutLogEventsResponse = PUT_LOG_EVENTS_RESPONSE {
    next_sequence_token: Option<String> = opt("nextSequenceToken", text(&SEQUENCE_TOKEN)),
    rejected_log_events_info: Option<RejectedLogEventsInfo> = opt("rejectedLogEventsInfo", object(&REJECTED_LOG_EVENTS_INFO)),
    rejected_entity_info: Option<RejectedEntityInfo> = opt("rejectedEntityInfo", object(&REJECTED_ENTITY_INFO)),
}}

structure! { PutMetricFilterRequest = PUT_METRIC_FILTER_REQUEST {
    log_group_name: String = req("logGroupName", text(&LOG_GROUP_NAME)),
    filter_name: String = req("filterName", text(&FILTER_NAME)),
    filter_pattern: String = req("filterPattern", text(&FILTER_PATTERN)),
    metric_transformations: Vec<MetricTransformation> = req("metricTransformations", list(&METRIC_TRANSFORMATIONS)),
    apply_on_transformed_logs: Option<bool> = opt("applyOnTransformedLogs", BOOL),
    field_selection_criteria: Option<String> = opt("fieldSelectionCriteria", text(&FIELD_SELECTION_CRITERIA)),
    emit_system_field_dimensions: Option<Vec<String>> = opt("emitSystemFieldDimensions", list(&EMIT_SYSTEM_FIELDS)),
}}

structure! { PutRetentionPolicyRequest = PUT_RETENTION_POLICY_REQUEST {
    log_group_name: String = req("logGroupName", text(&LOG_GROUP_NAME)),
    retention_in_days: i32 = req("retentionInDays", INT),
}}

structure! { RejectedEntityInfo = REJECTED_ENTITY_INFO {
    error_type: String = req("errorType", text(&ENTITY_REJECTION_ERROR_TYPE)),
}}

structure! { RejectedLogEventsInfo = REJECTED_LOG_EVENTS_INFO {
    too_new_log_event_start_index: Option<i32> = opt("tooNewLogEventStartIndex", INT),
    too_old_log_event_end_index: Option<i32> = opt("tooOldLogEventEndIndex", INT),
    expired_log_event_end_index: Option<i32> = opt("expiredLogEventEndIndex", INT),
}}

structure! { SearchedLogStream = SEARCHED_LOG_STREAM {
    log_stream_name: Option<String> = opt("logStreamName", text(&LOG_STREAM_NAME)),
    searched_completely: Option<bool> = opt("searchedCompletely", BOOL),
}}

structure! { StartLiveTailRequest = START_LIVE_TAIL_REQUEST {
    log_group_identifiers: Vec<String> = req("logGroupIdentifiers", list(&START_LIVE_TAIL_LOG_GROUP_IDENTIFIERS)),
    log_stream_names: Option<Vec<String>> = opt("logStreamNames", list(&INPUT_LOG_STREAM_NAMES)),
    log_stream_name_prefixes: Option<Vec<String>> = opt("logStreamNamePrefixes", list(&INPUT_LOG_STREAM_NAMES)),
    log_event_filter_pattern: Option<String> = opt("logEventFilterPattern", text(&FILTER_PATTERN)),
}}

structure! { StartLiveTailResponse = START_LIVE_TAIL_RESPONSE {
}}

structure! { TagLogGroupRequest = TAG_LOG_GROUP_REQUEST {
    log_group_name: String = req("logGroupName", text(&LOG_GROUP_NAME)),
    tags: BTreeMap<String, String> = req("tags", map(&TAGS)),
}}

structure! { TagResourceRequest = TAG_RESOURCE_REQUEST {
    resource_arn: String = req("resourceArn", text(&AMAZON_RESOURCE_NAME)),
    tags: BTreeMap<String, String> = req("tags", map(&TAGS)),
}}

structure! { TestMetricFilterRequest = TEST_METRIC_FILTER_REQUEST {
    filter_pattern: String = req("filterPattern", text(&FILTER_PATTERN)),
    log_event_messages: Vec<String> = req("logEventMessages", list(&TEST_EVENT_MESSAGES)),
}}

structure! { TestMetricFilterResponse = TEST_METRIC_FILTER_RESPONSE {
    matches: Option<Vec<MetricFilterMatchRecord>> = opt("matches", list(&METRIC_FILTER_MATCHES)),
}}

structure! { UntagLogGroupRequest = UNTAG_LOG_GROUP_REQUEST {
    log_group_name: String = req("logGroupName", text(&LOG_GROUP_NAME)),
    tags: Vec<String> = req("tags", list(&TAG_LIST)),
}}

structure! { UntagResourceRequest = UNTAG_RESOURCE_REQUEST {
    resource_arn: String = req("resourceArn", text(&AMAZON_RESOURCE_NAME)),
    tag_keys: Vec<String> = req("tagKeys", list(&TAG_KEY_LIST)),
}}

tables! {
    ACCOUNT_ID: Text = Text::ANY.len(12, 12).pattern(pattern!("^\\d{12}$"));
    ACCOUNT_IDS: List = List::of(text(&ACCOUNT_ID)).len(0, 20);
    AMAZON_RESOURCE_NAME: Text = Text::ANY.len(1, 1011).pattern(pattern!("[\\w+=/:,.@-]*"));
    DATA_PROTECTION_STATUS: Text = Text::ANY.one_of(&["ACTIVATED", "DELETED", "ARCHIVED", "DISABLED"]);
    DESCRIBE_LIMIT: Int = Int::new(32, 1, 50);
    DESCRIBE_LOG_GROUPS_LOG_GROUP_IDENTIFIERS: List = List::of(text(&LOG_GROUP_IDENTIFIER)).len(1, 50);
    DIMENSIONS: Map = Map::of(text(&DIMENSIONS_KEY), text(&DIMENSIONS_VALUE));
    DIMENSIONS_KEY: Text = Text::ANY.len(0, 255);
    DIMENSIONS_VALUE: Text = Text::ANY.len(0, 255);
    EMIT_SYSTEM_FIELDS: List = List::of(TEXT);
    ENTITY_ATTRIBUTES: Map = Map::of(text(&ENTITY_ATTRIBUTES_KEY), text(&ENTITY_ATTRIBUTES_VALUE)).len(0, 10);
    ENTITY_ATTRIBUTES_KEY: Text = Text::ANY.len(1, 256);
    ENTITY_ATTRIBUTES_VALUE: Text = Text::ANY.len(1, 512);
    ENTITY_KEY_ATTRIBUTES: Map = Map::of(text(&ENTITY_KEY_ATTRIBUTES_KEY), text(&ENTITY_KEY_ATTRIBUTES_VALUE)).len(2, 4);
    ENTITY_KEY_ATTRIBUTES_KEY: Text = Text::ANY.len(1, 32);
    ENTITY_KEY_ATTRIBUTES_VALUE: Text = Text::ANY.len(1, 512);
    ENTITY_REJECTION_ERROR_TYPE: Text = Text::ANY.one_of(&["InvalidEntity", "InvalidTypeValue", "InvalidKeyAttributes", "InvalidAttributes", "EntitySizeTooLarge", "UnsupportedLogGroupType", "MissingRequiredFields"]);
    EVENT_MESSAGE: Text = Text::ANY.len(1, i64::MAX);
    EVENTS_LIMIT: Int = Int::new(32, 1, 10000);
    EXTRACTED_VALUES: Map = Map::of(TEXT, TEXT);
    FIELD_SELECTION_CRITERIA: Text = Text::ANY.len(0, 2000);
    FILTER_NAME: Text = Text::ANY.len(1, 512).pattern(pattern!("[^:*]*"));
    FILTER_PATTERN: Text = Text::ANY.len(0, 1024);
    FILTERED_LOG_EVENTS: List = List::of(object(&FILTERED_LOG_EVENT));
    INHERITED_PROPERTIES: List = List::of(text(&INHERITED_PROPERTY));
    INHERITED_PROPERTY: Text = Text::ANY.one_of(&["ACCOUNT_DATA_PROTECTION"]);
    INPUT_LOG_EVENTS: List = List::of(object(&INPUT_LOG_EVENT)).len(1, 10000);
    INPUT_LOG_STREAM_NAMES: List = List::of(text(&LOG_STREAM_NAME)).len(1, 100);
    KMS_KEY_ID: Text = Text::ANY.len(0, 256);
    LIVE_TAIL_SESSION_RESULTS: List = List::of(object(&LIVE_TAIL_SESSION_LOG_EVENT));
    LOG_GROUP_CLASS: Text = Text::ANY.one_of(&["STANDARD", "INFREQUENT_ACCESS", "DELIVERY", "ESSENTIALS"]);
    LOG_GROUP_IDENTIFIER: Text = Text::ANY.len(1, 2048).pattern(pattern!("[\\w#+=/:,.@-]*"));
    LOG_GROUP_NAME: Text = Text::ANY.len(1, 512).pattern(pattern!("[\\.\\-_/#A-Za-z0-9]+"));
    LOG_GROUP_NAME_PATTERN: Text = Text::ANY.len(0, 512).pattern(pattern!("[\\.\\-_/#A-Za-z0-9]*"));
    LOG_GROUPS: List = List::of(object(&LOG_GROUP));
    LOG_STREAM_NAME: Text = Text::ANY.len(1, 512).pattern(pattern!("[^:*]*"));
    LOG_STREAMS: List = List::of(object(&LOG_STREAM));
    METRIC_FILTER_MATCHES: List = List::of(object(&METRIC_FILTER_MATCH_RECORD));
    METRIC_FILTERS: List = List::of(object(&METRIC_FILTER));
    METRIC_NAME: Text = Text::ANY.len(0, 255).pattern(pattern!("[^:*$]*"));
    METRIC_NAMESPACE: Text = Text::ANY.len(0, 255).pattern(pattern!("[^:*$]*"));
    METRIC_TRANSFORMATIONS: List = List::of(object(&METRIC_TRANSFORMATION)).len(1, 1);
    METRIC_VALUE: Text = Text::ANY.len(0, 100);
    NEXT_TOKEN: Text = Text::ANY.len(1, i64::MAX);
    ORDER_BY: Text = Text::ANY.one_of(&["LogStreamName", "LastEventTime"]);
    OUTPUT_LOG_EVENTS: List = List::of(object(&OUTPUT_LOG_EVENT));
    REQUEST_ID: Text = Text::ANY.len(0, 256);
    SEARCHED_LOG_STREAMS: List = List::of(object(&SEARCHED_LOG_STREAM));
    SEQUENCE_TOKEN: Text = Text::ANY.len(1, i64::MAX);
    SESSION_ID: Text = Text::ANY.len(0, 256);
    STANDARD_UNIT: Text = Text::ANY.one_of(&["Seconds", "Microseconds", "Milliseconds", "Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes", "Bits", "Kilobits", "Megabits", "Gigabits", "Terabits", "Percent", "Count", "Bytes/Second", "Kilobytes/Second", "Megabytes/Second", "Gigabytes/Second", "Terabytes/Second", "Bits/Second", "Kilobits/Second", "Megabits/Second", "Gigabits/Second", "Terabits/Second", "Count/Second", "None"]);
    START_LIVE_TAIL_LOG_GROUP_IDENTIFIERS: List = List::of(text(&LOG_GROUP_IDENTIFIER)).len(1, 10);
    STORED_BYTES: Int = Int::new(64, 0, i64::MAX);
    TAG_KEY: Text = Text::ANY.len(1, 128).pattern(pattern!("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$"));
    TAG_KEY_LIST: List = List::of(text(&TAG_KEY)).len(0, 50);
    TAG_LIST: List = List::of(text(&TAG_KEY)).len(1, i64::MAX);
    TAG_VALUE: Text = Text::ANY.len(0, 256).pattern(pattern!("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$"));
    TAGS: Map = Map::of(text(&TAG_KEY), text(&TAG_VALUE)).len(1, 50);
    TEST_EVENT_MESSAGES: List = List::of(text(&EVENT_MESSAGE)).len(1, 50);
    TIMESTAMP: Int = Int::new(64, 0, i64::MAX);
}

errors! {
    access_denied_exception = ACCESS_DENIED_EXCEPTION "AccessDeniedException" "AccessDeniedException" 400 sender [];
    data_already_accepted_exception = DATA_ALREADY_ACCEPTED_EXCEPTION "DataAlreadyAcceptedException" "DataAlreadyAcceptedException" 400 sender [opt("expectedSequenceToken", text(&SEQUENCE_TOKEN))];
    invalid_operation_exception = INVALID_OPERATION_EXCEPTION "InvalidOperationException" "InvalidOperationException" 400 sender [];
    invalid_parameter_exception = INVALID_PARAMETER_EXCEPTION "InvalidParameterException" "InvalidParameterException" 400 sender [];
    invalid_sequence_token_exception = INVALID_SEQUENCE_TOKEN_EXCEPTION "InvalidSequenceTokenException" "InvalidSequenceTokenException" 400 sender [opt("expectedSequenceToken", text(&SEQUENCE_TOKEN))];
    limit_exceeded_exception = LIMIT_EXCEEDED_EXCEPTION "LimitExceededException" "LimitExceededException" 400 sender [];
    operation_aborted_exception = OPERATION_ABORTED_EXCEPTION "OperationAbortedException" "OperationAbortedException" 400 sender [];
    resource_already_exists_exception = RESOURCE_ALREADY_EXISTS_EXCEPTION "ResourceAlreadyExistsException" "ResourceAlreadyExistsException" 400 sender [];
    resource_not_found_exception = RESOURCE_NOT_FOUND_EXCEPTION "ResourceNotFoundException" "ResourceNotFoundException" 400 sender [];
    service_unavailable_exception = SERVICE_UNAVAILABLE_EXCEPTION "ServiceUnavailableException" "ServiceUnavailableException" 500 receiver [];
    session_streaming_exception = SESSION_STREAMING_EXCEPTION "SessionStreamingException" "SessionStreamingException" 400 sender [opt("message", TEXT)];
    session_timeout_exception = SESSION_TIMEOUT_EXCEPTION "SessionTimeoutException" "SessionTimeoutException" 400 sender [opt("message", TEXT)];
    too_many_tags_exception = TOO_MANY_TAGS_EXCEPTION "TooManyTagsException" "TooManyTagsException" 400 sender [opt("message", TEXT), opt("resourceName", text(&AMAZON_RESOURCE_NAME))];
    unrecognized_client_exception = UNRECOGNIZED_CLIENT_EXCEPTION "UnrecognizedClientException" "UnrecognizedClientException" 400 sender [];
    validation_exception = VALIDATION_EXCEPTION "ValidationException" "ValidationException" 400 sender [];
}
