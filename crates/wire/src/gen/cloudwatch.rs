//! Amazon CloudWatch, API version 2010-08-01. Written by `cargo xtask wire` from `models/cloudwatch.json`; do not edit.

use crate::schema::prelude::*;

#[rustfmt::skip]
pub static SERVICE: ServiceMeta = ServiceMeta {
    name: "cloudwatch",
    full_name: "Amazon CloudWatch",
    signing_name: "monitoring",
    endpoint_prefix: "monitoring",
    iam_prefix: "cloudwatch",
    api_version: "2010-08-01",
    target_prefix: Some("GraniteServiceVersion20100801"),
    json_version: Some("1.0"),
    xml_namespace: Some("http://monitoring.amazonaws.com/doc/2010-08-01/"),
    protocols: &[Protocol::AwsJson10, Protocol::Query, Protocol::Cbor],
    query_compatible: true,
    internal: "InternalServiceFault",
    refusal: Refusal { dialect: Dialect::Listing, code: "ValidationError", except: &[] },
    retype: self::retype,
    operations: OPERATIONS,
    errors: ERRORS,
};

operations! { SERVICE {
    GetMetricData = GET_METRIC_DATA {
        http: "POST" "/" 200,
        input: GetMetricDataInput = GET_METRIC_DATA_INPUT,
        output: GetMetricDataOutput = GET_METRIC_DATA_OUTPUT,
        errors: [INVALID_NEXT_TOKEN],
        result_wrapper: Some("GetMetricDataResult"),
    }
    GetMetricStatistics = GET_METRIC_STATISTICS {
        http: "POST" "/" 200,
        input: GetMetricStatisticsInput = GET_METRIC_STATISTICS_INPUT,
        output: GetMetricStatisticsOutput = GET_METRIC_STATISTICS_OUTPUT,
        errors: [INVALID_PARAMETER_VALUE_EXCEPTION MISSING_REQUIRED_PARAMETER_EXCEPTION INVALID_PARAMETER_COMBINATION_EXCEPTION INTERNAL_SERVICE_FAULT],
        result_wrapper: Some("GetMetricStatisticsResult"),
    }
    ListMetrics = LIST_METRICS {
        http: "POST" "/" 200,
        input: ListMetricsInput = LIST_METRICS_INPUT,
        output: ListMetricsOutput = LIST_METRICS_OUTPUT,
        errors: [INTERNAL_SERVICE_FAULT INVALID_PARAMETER_VALUE_EXCEPTION],
        result_wrapper: Some("ListMetricsResult"),
    }
    PutMetricData = PUT_METRIC_DATA {
        http: "POST" "/" 200,
        input: PutMetricDataInput = PUT_METRIC_DATA_INPUT,
        output: Unit = UNIT,
        errors: [INVALID_PARAMETER_VALUE_EXCEPTION MISSING_REQUIRED_PARAMETER_EXCEPTION INVALID_PARAMETER_COMBINATION_EXCEPTION INTERNAL_SERVICE_FAULT],
    }
}}

structure! { Datapoint = DATAPOINT {
    timestamp: Option<Timestamp> = opt("Timestamp", TIME),
    sample_count: Option<f64> = opt("SampleCount", DOUBLE),
    average: Option<f64> = opt("Average", DOUBLE),
    sum: Option<f64> = opt("Sum", DOUBLE),
    minimum: Option<f64> = opt("Minimum", DOUBLE),
    maximum: Option<f64> = opt("Maximum", DOUBLE),
    unit: Option<String> = opt("Unit", text(&STANDARD_UNIT)),
    extended_statistics: Option<BTreeMap<String, f64>> = opt("ExtendedStatistics", map(&DATAPOINT_VALUE_MAP)),
}}

structure! { Dimension = DIMENSION {
    name: String = req("Name", text(&DIMENSION_NAME)),
    value: String = req("Value", text(&DIMENSION_VALUE)),
}}

structure! { DimensionFilter = DIMENSION_FILTER {
    name: String = req("Name", text(&DIMENSION_NAME)),
    value: Option<String> = opt("Value", text(&DIMENSION_VALUE)),
}}

structure! { Entity = ENTITY {
    key_attributes: Option<BTreeMap<String, String>> = opt("KeyAttributes", map(&ENTITY_KEY_ATTRIBUTES_MAP)),
    attributes: Option<BTreeMap<String, String>> = opt("Attributes", map(&ENTITY_ATTRIBUTES_MAP)),
}}

structure! { EntityMetricData = ENTITY_METRIC_DATA {
    entity: Option<Entity> = opt("Entity", object(&ENTITY)),
    metric_data: Option<Vec<MetricDatum>> = opt("MetricData", list(&METRIC_DATA)),
}}

structure! { GetMetricDataInput = GET_METRIC_DATA_INPUT {
    metric_data_queries: Vec<MetricDataQuery> = req("MetricDataQueries", list(&METRIC_DATA_QUERIES)),
    start_time: Timestamp = req("StartTime", TIME),
    end_time: Timestamp = req("EndTime", TIME),
    next_token: Option<String> = opt("NextToken", TEXT),
    scan_by: Option<String> = opt("ScanBy", text(&SCAN_BY)),
    max_datapoints: Option<i32> = opt("MaxDatapoints", INT),
    label_options: Option<LabelOptions> = opt("LabelOptions", object(&LABEL_OPTIONS)),
}}

structure! { GetMetricDataOutput = GET_METRIC_DATA_OUTPUT {
    metric_data_results: Option<Vec<MetricDataResult>> = opt("MetricDataResults", list(&METRIC_DATA_RESULTS)),
    next_token: Option<String> = opt("NextToken", TEXT),
    messages: Option<Vec<MessageData>> = opt("Messages", list(&METRIC_DATA_RESULT_MESSAGES)),
}}

structure! { GetMetricStatisticsInput = GET_METRIC_STATISTICS_INPUT {
    namespace: String = req("Namespace", text(&NAMESPACE)),
    metric_name: String = req("MetricName", text(&METRIC_NAME)),
    dimensions: Option<Vec<Dimension>> = opt("Dimensions", list(&DIMENSIONS)),
    start_time: Timestamp = req("StartTime", TIME),
    end_time: Timestamp = req("EndTime", TIME),
    period: i32 = req("Period", int(&PERIOD)),
    statistics: Option<Vec<String>> = opt("Statistics", list(&STATISTICS)),
    extended_statistics: Option<Vec<String>> = opt("ExtendedStatistics", list(&EXTENDED_STATISTICS)),
    unit: Option<String> = opt("Unit", text(&STANDARD_UNIT)),
}}

structure! { GetMetricStatisticsOutput = GET_METRIC_STATISTICS_OUTPUT {
    label: Option<String> = opt("Label", TEXT),
    datapoints: Option<Vec<Datapoint>> = opt("Datapoints", list(&DATAPOINTS)),
}}

structure! { LabelOptions = LABEL_OPTIONS {
    timezone: Option<String> = opt("Timezone", TEXT),
}}

structure! { ListMetricsInput = LIST_METRICS_INPUT {
    namespace: Option<String> = opt("Namespace", text(&NAMESPACE)),
    metric_name: Option<String> = opt("MetricName", text(&METRIC_NAME)),
    dimensions: Option<Vec<DimensionFilter>> = opt("Dimensions", list(&DIMENSION_FILTERS)),
    next_token: Option<String> = opt("NextToken", TEXT),
    recently_active: Option<String> = opt("RecentlyActive", text(&RECENTLY_ACTIVE)),
    include_linked_accounts: Option<bool> = opt("IncludeLinkedAccounts", BOOL),
    owning_account: Option<String> = opt("OwningAccount", text(&ACCOUNT_ID)),
}}

structure! { ListMetricsOutput = LIST_METRICS_OUTPUT {
    metrics: Option<Vec<Metric>> = opt("Metrics", list(&METRICS)),
    next_token: Option<String> = opt("NextToken", TEXT),
    owning_accounts: Option<Vec<String>> = opt("OwningAccounts", list(&OWNING_ACCOUNTS)),
}}

structure! { MessageData = MESSAGE_DATA {
    code: Option<String> = opt("Code", TEXT),
    value: Option<String> = opt("Value", TEXT),
}}

structure! { Metric = METRIC {
    namespace: Option<String> = opt("Namespace", text(&NAMESPACE)),
    metric_name: Option<String> = opt("MetricName", text(&METRIC_NAME)),
    dimensions: Option<Vec<Dimension>> = opt("Dimensions", list(&DIMENSIONS)),
}}

structure! { MetricDataQuery = METRIC_DATA_QUERY {
    id: String = req("Id", text(&METRIC_ID)),
    metric_stat: Option<MetricStat> = opt("MetricStat", object(&METRIC_STAT)),
    expression: Option<String> = opt("Expression", text(&METRIC_EXPRESSION)),
    label: Option<String> = opt("Label", TEXT),
    return_data: Option<bool> = opt("ReturnData", BOOL),
    period: Option<i32> = opt("Period", int(&PERIOD)),
    account_id: Option<String> = opt("AccountId", text(&ACCOUNT_ID)),
}}

structure! { MetricDataResult = METRIC_DATA_RESULT {
    id: Option<String> = opt("Id", text(&METRIC_ID)),
    label: Option<String> = opt("Label", TEXT),
    timestamps: Option<Vec<Timestamp>> = opt("Timestamps", list(&TIMESTAMPS)),
    values: Option<Vec<f64>> = opt("Values", list(&DATAPOINT_VALUES)),
    status_code: Option<String> = opt("StatusCode", text(&STATUS_CODE)),
    messages: Option<Vec<MessageData>> = opt("Messages", list(&METRIC_DATA_RESULT_MESSAGES)),
}}

structure! { MetricDatum = METRIC_DATUM {
    metric_name: String = req("MetricName", text(&METRIC_NAME)),
    dimensions: Option<Vec<Dimension>> = opt("Dimensions", list(&DIMENSIONS)),
    timestamp: Option<Timestamp> = opt("Timestamp", TIME),
    value: Option<f64> = opt("Value", DOUBLE),
    statistic_values: Option<StatisticSet> = opt("StatisticValues", object(&STATISTIC_SET)),
    values: Option<Vec<f64>> = opt("Values", list(&VALUES)),
    counts: Option<Vec<f64>> = opt("Counts", list(&COUNTS)),
    unit: Option<String> = opt("Unit", text(&STANDARD_UNIT)),
    storage_resolution: Option<i32> = opt("StorageResolution", int(&STORAGE_RESOLUTION)),
}}

structure! { MetricStat = METRIC_STAT {
    metric: Metric = req("Metric", object(&METRIC)),
    period: i32 = req("Period", int(&PERIOD)),
    stat: String = req("Stat", TEXT),
    unit: Option<String> = opt("Unit", text(&STANDARD_UNIT)),
}}

structure! { PutMetricDataInput = PUT_METRIC_DATA_INPUT {
    namespace: String = req("Namespace", text(&NAMESPACE)),
    metric_data: Option<Vec<MetricDatum>> = opt("MetricData", list(&METRIC_DATA)),
    entity_metric_data: Option<Vec<EntityMetricData>> = opt("EntityMetricData", list(&ENTITY_METRIC_DATA_LIST)),
    strict_entity_validation: Option<bool> = opt("StrictEntityValidation", BOOL),
}}

structure! { StatisticSet = STATISTIC_SET {
    sample_count: f64 = req("SampleCount", DOUBLE),
    sum: f64 = req("Sum", DOUBLE),
    minimum: f64 = req("Minimum", DOUBLE),
    maximum: f64 = req("Maximum", DOUBLE),
}}

tables! {
    ACCOUNT_ID: Text = Text::ANY.len(1, 255);
    COUNTS: List = List::of(DOUBLE);
    DATAPOINT_VALUE_MAP: Map = Map::of(TEXT, DOUBLE);
    DATAPOINT_VALUES: List = List::of(DOUBLE);
    DATAPOINTS: List = List::of(object(&DATAPOINT));
    DIMENSION_FILTERS: List = List::of(object(&DIMENSION_FILTER)).len(0, 10);
    DIMENSION_NAME: Text = Text::ANY.len(1, 255);
    DIMENSION_VALUE: Text = Text::ANY.len(1, 1024);
    DIMENSIONS: List = List::of(object(&DIMENSION)).len(0, 30);
    ENTITY_ATTRIBUTES_MAP: Map = Map::of(text(&ENTITY_ATTRIBUTES_MAP_KEY_STRING), text(&ENTITY_ATTRIBUTES_MAP_VALUE_STRING)).len(0, 10);
    ENTITY_ATTRIBUTES_MAP_KEY_STRING: Text = Text::ANY.len(1, 256);
    ENTITY_ATTRIBUTES_MAP_VALUE_STRING: Text = Text::ANY.len(1, 2048);
    ENTITY_KEY_ATTRIBUTES_MAP: Map = Map::of(text(&ENTITY_KEY_ATTRIBUTES_MAP_KEY_STRING), text(&ENTITY_KEY_ATTRIBUTES_MAP_VALUE_STRING)).len(2, 4);
    ENTITY_KEY_ATTRIBUTES_MAP_KEY_STRING: Text = Text::ANY.len(1, 32);
    ENTITY_KEY_ATTRIBUTES_MAP_VALUE_STRING: Text = Text::ANY.len(1, 2048);
    ENTITY_METRIC_DATA_LIST: List = List::of(object(&ENTITY_METRIC_DATA));
    ERROR_MESSAGE: Text = Text::ANY.len(1, 255);
    EXTENDED_STATISTICS: List = List::of(TEXT).len(1, 10);
    METRIC_DATA: List = List::of(object(&METRIC_DATUM));
    METRIC_DATA_QUERIES: List = List::of(object(&METRIC_DATA_QUERY));
    METRIC_DATA_RESULT_MESSAGES: List = List::of(object(&MESSAGE_DATA));
    METRIC_DATA_RESULTS: List = List::of(object(&METRIC_DATA_RESULT));
    METRIC_EXPRESSION: Text = Text::ANY.len(1, 2048);
    METRIC_ID: Text = Text::ANY.len(1, 255);
    METRIC_NAME: Text = Text::ANY.len(1, 255);
    METRICS: List = List::of(object(&METRIC));
    NAMESPACE: Text = Text::ANY.len(1, 255).pattern(pattern!("[^:].*"));
    OWNING_ACCOUNTS: List = List::of(text(&ACCOUNT_ID));
    PERIOD: Int = Int::new(32, 1, 2147483647);
    RECENTLY_ACTIVE: Text = Text::ANY.one_of(&["PT3H"]);
    SCAN_BY: Text = Text::ANY.one_of(&["TimestampDescending", "TimestampAscending"]);
    STANDARD_UNIT: Text = Text::ANY.one_of(&["Seconds", "Microseconds", "Milliseconds", "Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes", "Bits", "Kilobits", "Megabits", "Gigabits", "Terabits", "Percent", "Count", "Bytes/Second", "Kilobytes/Second", "Megabytes/Second", "Gigabytes/Second", "Terabytes/Second", "Bits/Second", "Kilobits/Second", "Megabits/Second", "Gigabits/Second", "Terabits/Second", "Count/Second", "None"]);
    STATISTIC: Text = Text::ANY.one_of(&["SampleCount", "Average", "Sum", "Minimum", "Maximum"]);
    STATISTICS: List = List::of(text(&STATISTIC)).len(1, 5);
    STATUS_CODE: Text = Text::ANY.one_of(&["Complete", "InternalError", "PartialData", "Forbidden"]);
    STORAGE_RESOLUTION: Int = Int::new(32, 1, 2147483647);
    TIMESTAMPS: List = List::of(TIME);
    VALUES: List = List::of(DOUBLE);
}

errors! {
    internal_service_fault = INTERNAL_SERVICE_FAULT "InternalServiceFault" "InternalServiceError" 500 receiver [opt("Message", TEXT)];
    invalid_next_token = INVALID_NEXT_TOKEN "InvalidNextToken" "InvalidNextToken" 400 sender [opt("message", text(&ERROR_MESSAGE))];
    invalid_parameter_combination_exception = INVALID_PARAMETER_COMBINATION_EXCEPTION "InvalidParameterCombinationException" "InvalidParameterCombination" 400 sender [opt("message", TEXT)];
    invalid_parameter_value_exception = INVALID_PARAMETER_VALUE_EXCEPTION "InvalidParameterValueException" "InvalidParameterValue" 400 sender [opt("message", TEXT)];
    missing_required_parameter_exception = MISSING_REQUIRED_PARAMETER_EXCEPTION "MissingRequiredParameterException" "MissingParameter" 400 sender [opt("message", TEXT)];
}
