//! AWS Cloud Map, API version 2017-03-14. Written by `cargo xtask wire` from `models/servicediscovery.json`; do not edit.

use crate::schema::prelude::*;

#[rustfmt::skip]
pub static SERVICE: ServiceMeta = ServiceMeta {
    name: "servicediscovery",
    full_name: "AWS Cloud Map",
    signing_name: "servicediscovery",
    endpoint_prefix: "servicediscovery",
    iam_prefix: "servicediscovery",
    api_version: "2017-03-14",
    target_prefix: Some("Route53AutoNaming_v20170314"),
    json_version: Some("1.1"),
    xml_namespace: None,
    protocols: &[Protocol::AwsJson11, Protocol::Cbor],
    query_compatible: false,
    internal: "InternalServiceError",
    refusal: Refusal { dialect: Dialect::Listing, code: "InvalidInput", except: &[] },
    retype: self::retype,
    operations: OPERATIONS,
    errors: ERRORS,
};

operations! { SERVICE {
    CreateHttpNamespace = CREATE_HTTP_NAMESPACE {
        http: "POST" "/" 200,
        input: CreateHttpNamespaceRequest = CREATE_HTTP_NAMESPACE_REQUEST,
        output: CreateHttpNamespaceResponse = CREATE_HTTP_NAMESPACE_RESPONSE,
        errors: [INVALID_INPUT NAMESPACE_ALREADY_EXISTS RESOURCE_LIMIT_EXCEEDED DUPLICATE_REQUEST TOO_MANY_TAGS_EXCEPTION],
    }
    CreatePrivateDnsNamespace = CREATE_PRIVATE_DNS_NAMESPACE {
        http: "POST" "/" 200,
        input: CreatePrivateDnsNamespaceRequest = CREATE_PRIVATE_DNS_NAMESPACE_REQUEST,
        output: CreatePrivateDnsNamespaceResponse = CREATE_PRIVATE_DNS_NAMESPACE_RESPONSE,
        errors: [INVALID_INPUT NAMESPACE_ALREADY_EXISTS RESOURCE_LIMIT_EXCEEDED DUPLICATE_REQUEST TOO_MANY_TAGS_EXCEPTION],
    }
    CreatePublicDnsNamespace = CREATE_PUBLIC_DNS_NAMESPACE {
        http: "POST" "/" 200,
        input: CreatePublicDnsNamespaceRequest = CREATE_PUBLIC_DNS_NAMESPACE_REQUEST,
        output: CreatePublicDnsNamespaceResponse = CREATE_PUBLIC_DNS_NAMESPACE_RESPONSE,
        errors: [INVALID_INPUT NAMESPACE_ALREADY_EXISTS RESOURCE_LIMIT_EXCEEDED DUPLICATE_REQUEST TOO_MANY_TAGS_EXCEPTION],
    }
    CreateService = CREATE_SERVICE {
        http: "POST" "/" 200,
        input: CreateServiceRequest = CREATE_SERVICE_REQUEST,
        output: CreateServiceResponse = CREATE_SERVICE_RESPONSE,
        errors: [INVALID_INPUT RESOURCE_LIMIT_EXCEEDED NAMESPACE_NOT_FOUND SERVICE_ALREADY_EXISTS TOO_MANY_TAGS_EXCEPTION],
    }
    DeleteNamespace = DELETE_NAMESPACE {
        http: "POST" "/" 200,
        input: DeleteNamespaceRequest = DELETE_NAMESPACE_REQUEST,
        output: DeleteNamespaceResponse = DELETE_NAMESPACE_RESPONSE,
        errors: [INVALID_INPUT NAMESPACE_NOT_FOUND RESOURCE_IN_USE DUPLICATE_REQUEST],
    }
    DeleteService = DELETE_SERVICE {
        http: "POST" "/" 200,
        input: DeleteServiceRequest = DELETE_SERVICE_REQUEST,
        output: DeleteServiceResponse = DELETE_SERVICE_RESPONSE,
        errors: [INVALID_INPUT SERVICE_NOT_FOUND RESOURCE_IN_USE],
    }
    DeleteServiceAttributes = DELETE_SERVICE_ATTRIBUTES {
        http: "POST" "/" 200,
        input: DeleteServiceAttributesRequest = DELETE_SERVICE_ATTRIBUTES_REQUEST,
        output: DeleteServiceAttributesResponse = DELETE_SERVICE_ATTRIBUTES_RESPONSE,
        errors: [INVALID_INPUT SERVICE_NOT_FOUND],
    }
    DeregisterInstance = DEREGISTER_INSTANCE {
        http: "POST" "/" 200,
        input: DeregisterInstanceRequest = DEREGISTER_INSTANCE_REQUEST,
        output: DeregisterInstanceResponse = DEREGISTER_INSTANCE_RESPONSE,
        errors: [DUPLICATE_REQUEST INVALID_INPUT INSTANCE_NOT_FOUND RESOURCE_IN_USE SERVICE_NOT_FOUND],
    }
    DiscoverInstances = DISCOVER_INSTANCES {
        http: "POST" "/" 200,
        input: DiscoverInstancesRequest = DISCOVER_INSTANCES_REQUEST,
        output: DiscoverInstancesResponse = DISCOVER_INSTANCES_RESPONSE,
        errors: [SERVICE_NOT_FOUND NAMESPACE_NOT_FOUND INVALID_INPUT REQUEST_LIMIT_EXCEEDED],
        host_prefix: Some("data-"),
    }
    DiscoverInstancesRevision = DISCOVER_INSTANCES_REVISION {
        http: "POST" "/" 200,
        input: DiscoverInstancesRevisionRequest = DISCOVER_INSTANCES_REVISION_REQUEST,
        output: DiscoverInstancesRevisionResponse = DISCOVER_INSTANCES_REVISION_RESPONSE,
        errors: [SERVICE_NOT_FOUND NAMESPACE_NOT_FOUND INVALID_INPUT REQUEST_LIMIT_EXCEEDED],
        host_prefix: Some("data-"),
    }
    GetInstance = GET_INSTANCE {
        http: "POST" "/" 200,
        input: GetInstanceRequest = GET_INSTANCE_REQUEST,
        output: GetInstanceResponse = GET_INSTANCE_RESPONSE,
        errors: [INSTANCE_NOT_FOUND INVALID_INPUT SERVICE_NOT_FOUND],
    }
    GetInstancesHealthStatus = GET_INSTANCES_HEALTH_STATUS {
        http: "POST" "/" 200,
        input: GetInstancesHealthStatusRequest = GET_INSTANCES_HEALTH_STATUS_REQUEST,
        output: GetInstancesHealthStatusResponse = GET_INSTANCES_HEALTH_STATUS_RESPONSE,
        errors: [INSTANCE_NOT_FOUND INVALID_INPUT SERVICE_NOT_FOUND],
    }
    GetNamespace = GET_NAMESPACE {
        http: "POST" "/" 200,
        input: GetNamespaceRequest = GET_NAMESPACE_REQUEST,
        output: GetNamespaceResponse = GET_NAMESPACE_RESPONSE,
        errors: [INVALID_INPUT NAMESPACE_NOT_FOUND],
    }
    GetOperation = GET_OPERATION {
        http: "POST" "/" 200,
        input: GetOperationRequest = GET_OPERATION_REQUEST,
        output: GetOperationResponse = GET_OPERATION_RESPONSE,
        errors: [INVALID_INPUT OPERATION_NOT_FOUND],
    }
    GetService = GET_SERVICE {
        http: "POST" "/" 200,
        input: GetServiceRequest = GET_SERVICE_REQUEST,
        output: GetServiceResponse = GET_SERVICE_RESPONSE,
        errors: [INVALID_INPUT SERVICE_NOT_FOUND],
    }
    GetServiceAttributes = GET_SERVICE_ATTRIBUTES {
        http: "POST" "/" 200,
        input: GetServiceAttributesRequest = GET_SERVICE_ATTRIBUTES_REQUEST,
        output: GetServiceAttributesResponse = GET_SERVICE_ATTRIBUTES_RESPONSE,
        errors: [INVALID_INPUT SERVICE_NOT_FOUND],
    }
    ListInstances = LIST_INSTANCES {
        http: "POST" "/" 200,
        input: ListInstancesRequest = LIST_INSTANCES_REQUEST,
        output: ListInstancesResponse = LIST_INSTANCES_RESPONSE,
        errors: [SERVICE_NOT_FOUND INVALID_INPUT],
    }
    ListNamespaces = LIST_NAMESPACES {
        http: "POST" "/" 200,
        input: ListNamespacesRequest = LIST_NAMESPACES_REQUEST,
        output: ListNamespacesResponse = LIST_NAMESPACES_RESPONSE,
        errors: [INVALID_INPUT],
    }
    ListOperations = LIST_OPERATIONS {
        http: "POST" "/" 200,
        input: ListOperationsRequest = LIST_OPERATIONS_REQUEST,
        output: ListOperationsResponse = LIST_OPERATIONS_RESPONSE,
        errors: [INVALID_INPUT],
    }
    ListServices = LIST_SERVICES {
        http: "POST" "/" 200,
        input: ListServicesRequest = LIST_SERVICES_REQUEST,
        output: ListServicesResponse = LIST_SERVICES_RESPONSE,
        errors: [INVALID_INPUT],
    }
    ListTagsForResource = LIST_TAGS_FOR_RESOURCE {
        http: "POST" "/" 200,
        input: ListTagsForResourceRequest = LIST_TAGS_FOR_RESOURCE_REQUEST,
        output: ListTagsForResourceResponse = LIST_TAGS_FOR_RESOURCE_RESPONSE,
        errors: [RESOURCE_NOT_FOUND_EXCEPTION INVALID_INPUT],
    }
    RegisterInstance = REGISTER_INSTANCE {
        http: "POST" "/" 200,
        input: RegisterInstanceRequest = REGISTER_INSTANCE_REQUEST,
        output: RegisterInstanceResponse = REGISTER_INSTANCE_RESPONSE,
        errors: [DUPLICATE_REQUEST INVALID_INPUT RESOURCE_IN_USE RESOURCE_LIMIT_EXCEEDED SERVICE_NOT_FOUND],
    }
    TagResource = TAG_RESOURCE {
        http: "POST" "/" 200,
        input: TagResourceRequest = TAG_RESOURCE_REQUEST,
        output: TagResourceResponse = TAG_RESOURCE_RESPONSE,
        errors: [RESOURCE_NOT_FOUND_EXCEPTION TOO_MANY_TAGS_EXCEPTION INVALID_INPUT],
    }
    UntagResource = UNTAG_RESOURCE {
        http: "POST" "/" 200,
        input: UntagResourceRequest = UNTAG_RESOURCE_REQUEST,
        output: UntagResourceResponse = UNTAG_RESOURCE_RESPONSE,
        errors: [RESOURCE_NOT_FOUND_EXCEPTION INVALID_INPUT],
    }
    UpdateHttpNamespace = UPDATE_HTTP_NAMESPACE {
        http: "POST" "/" 200,
        input: UpdateHttpNamespaceRequest = UPDATE_HTTP_NAMESPACE_REQUEST,
        output: UpdateHttpNamespaceResponse = UPDATE_HTTP_NAMESPACE_RESPONSE,
        errors: [INVALID_INPUT NAMESPACE_NOT_FOUND RESOURCE_IN_USE DUPLICATE_REQUEST],
    }
    UpdateInstanceCustomHealthStatus = UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS {
        http: "POST" "/" 200,
        input: UpdateInstanceCustomHealthStatusRequest = UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS_REQUEST,
        output: Unit = UNIT,
        errors: [INSTANCE_NOT_FOUND SERVICE_NOT_FOUND CUSTOM_HEALTH_NOT_FOUND INVALID_INPUT],
    }
    UpdatePrivateDnsNamespace = UPDATE_PRIVATE_DNS_NAMESPACE {
        http: "POST" "/" 200,
        input: UpdatePrivateDnsNamespaceRequest = UPDATE_PRIVATE_DNS_NAMESPACE_REQUEST,
        output: UpdatePrivateDnsNamespaceResponse = UPDATE_PRIVATE_DNS_NAMESPACE_RESPONSE,
        errors: [INVALID_INPUT NAMESPACE_NOT_FOUND RESOURCE_IN_USE DUPLICATE_REQUEST],
    }
    UpdatePublicDnsNamespace = UPDATE_PUBLIC_DNS_NAMESPACE {
        http: "POST" "/" 200,
        input: UpdatePublicDnsNamespaceRequest = UPDATE_PUBLIC_DNS_NAMESPACE_REQUEST,
        output: UpdatePublicDnsNamespaceResponse = UPDATE_PUBLIC_DNS_NAMESPACE_RESPONSE,
        errors: [INVALID_INPUT NAMESPACE_NOT_FOUND RESOURCE_IN_USE DUPLICATE_REQUEST],
    }
    UpdateService = UPDATE_SERVICE {
        http: "POST" "/" 200,
        input: UpdateServiceRequest = UPDATE_SERVICE_REQUEST,
        output: UpdateServiceResponse = UPDATE_SERVICE_RESPONSE,
        errors: [DUPLICATE_REQUEST INVALID_INPUT SERVICE_NOT_FOUND],
    }
    UpdateServiceAttributes = UPDATE_SERVICE_ATTRIBUTES {
        http: "POST" "/" 200,
        input: UpdateServiceAttributesRequest = UPDATE_SERVICE_ATTRIBUTES_REQUEST,
        output: UpdateServiceAttributesResponse = UPDATE_SERVICE_ATTRIBUTES_RESPONSE,
        errors: [INVALID_INPUT SERVICE_NOT_FOUND SERVICE_ATTRIBUTES_LIMIT_EXCEEDED_EXCEPTION],
    }
}}

structure! { CreateHttpNamespaceRequest = CREATE_HTTP_NAMESPACE_REQUEST {
    name: String = req("Name", text(&NAMESPACE_NAME_HTTP)),
    creator_request_id: Option<String> = opt("CreatorRequestId", text(&RESOURCE_ID)).token(),
    description: Option<String> = opt("Description", text(&RESOURCE_DESCRIPTION)),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)),
}}

structure! { CreateHttpNamespaceResponse = CREATE_HTTP_NAMESPACE_RESPONSE {
    operation_id: Option<String> = opt("OperationId", text(&OPERATION_ID)),
}}

structure! { CreatePrivateDnsNamespaceRequest = CREATE_PRIVATE_DNS_NAMESPACE_REQUEST {
    name: String = req("Name", text(&NAMESPACE_NAME_PRIVATE)),
    creator_request_id: Option<String> = opt("CreatorRequestId", text(&RESOURCE_ID)).token(),
    description: Option<String> = opt("Description", text(&RESOURCE_DESCRIPTION)),
    vpc: String = req("Vpc", text(&RESOURCE_ID)),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)),
    properties: Option<PrivateDnsNamespaceProperties> = opt("Properties", object(&PRIVATE_DNS_NAMESPACE_PROPERTIES)),
}}

structure! { CreatePrivateDnsNamespaceResponse = CREATE_PRIVATE_DNS_NAMESPACE_RESPONSE {
    operation_id: Option<String> = opt("OperationId", text(&OPERATION_ID)),
}}

structure! { CreatePublicDnsNamespaceRequest = CREATE_PUBLIC_DNS_NAMESPACE_REQUEST {
    name: String = req("Name", text(&NAMESPACE_NAME_PUBLIC)),
    creator_request_id: Option<String> = opt("CreatorRequestId", text(&RESOURCE_ID)).token(),
    description: Option<String> = opt("Description", text(&RESOURCE_DESCRIPTION)),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)),
    properties: Option<PublicDnsNamespaceProperties> = opt("Properties", object(&PUBLIC_DNS_NAMESPACE_PROPERTIES)),
}}

structure! { CreatePublicDnsNamespaceResponse = CREATE_PUBLIC_DNS_NAMESPACE_RESPONSE {
    operation_id: Option<String> = opt("OperationId", text(&OPERATION_ID)),
}}

structure! { CreateServiceRequest = CREATE_SERVICE_REQUEST {
    name: String = req("Name", text(&SERVICE_NAME)),
    namespace_id: Option<String> = opt("NamespaceId", text(&ARN)),
    creator_request_id: Option<String> = opt("CreatorRequestId", text(&RESOURCE_ID)).token(),
    description: Option<String> = opt("Description", text(&RESOURCE_DESCRIPTION)),
    dns_config: Option<DnsConfig> = opt("DnsConfig", object(&DNS_CONFIG)),
    health_check_config: Option<HealthCheckConfig> = opt("HealthCheckConfig", object(&HEALTH_CHECK_CONFIG)),
    health_check_custom_config: Option<HealthCheckCustomConfig> = opt("HealthCheckCustomConfig", object(&HEALTH_CHECK_CUSTOM_CONFIG)),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)),
    r#type: Option<String> = opt("Type", text(&SERVICE_TYPE_OPTION)),
}}

structure! { CreateServiceResponse = CREATE_SERVICE_RESPONSE {
    service: Option<Service> = opt("Service", object(&SERVICE_)),
}}

structure! { DeleteNamespaceRequest = DELETE_NAMESPACE_REQUEST {
    id: String = req("Id", text(&ARN)),
}}

structure! { DeleteNamespaceResponse = DELETE_NAMESPACE_RESPONSE {
    operation_id: Option<String> = opt("OperationId", text(&OPERATION_ID)),
}}

structure! { DeleteServiceAttributesRequest = DELETE_SERVICE_ATTRIBUTES_REQUEST {
    service_id: String = req("ServiceId", text(&ARN)),
    attributes: Vec<String> = req("Attributes", list(&SERVICE_ATTRIBUTE_KEY_LIST)),
}}

structure! { DeleteServiceAttributesResponse = DELETE_SERVICE_ATTRIBUTES_RESPONSE {
}}

structure! { DeleteServiceRequest = DELETE_SERVICE_REQUEST {
    id: String = req("Id", text(&ARN)),
}}

structure! { DeleteServiceResponse = DELETE_SERVICE_RESPONSE {
}}

structure! { DeregisterInstanceRequest = DEREGISTER_INSTANCE_REQUEST {
    service_id: String = req("ServiceId", text(&ARN)),
    instance_id: String = req("InstanceId", text(&RESOURCE_ID)),
}}

structure! { DeregisterInstanceResponse = DEREGISTER_INSTANCE_RESPONSE {
    operation_id: Option<String> = opt("OperationId", text(&OPERATION_ID)),
}}

structure! { DiscoverInstancesRequest = DISCOVER_INSTANCES_REQUEST {
    namespace_name: String = req("NamespaceName", text(&NAMESPACE_NAME)),
    service_name: String = req("ServiceName", text(&SERVICE_NAME)),
    max_results: Option<i32> = opt("MaxResults", int(&DISCOVER_MAX_RESULTS)),
    query_parameters: Option<BTreeMap<String, String>> = opt("QueryParameters", map(&ATTRIBUTES)),
    optional_parameters: Option<BTreeMap<String, String>> = opt("OptionalParameters", map(&ATTRIBUTES)),
    health_status: Option<String> = opt("HealthStatus", text(&HEALTH_STATUS_FILTER)),
    owner_account: Option<String> = opt("OwnerAccount", text(&AWS_ACCOUNT_ID)),
}}

structure! { DiscoverInstancesResponse = DISCOVER_INSTANCES_RESPONSE {
    instances: Option<Vec<HttpInstanceSummary>> = opt("Instances", list(&HTTP_INSTANCE_SUMMARY_LIST)),
    instances_revision: Option<i64> = opt("InstancesRevision", LONG),
}}

structure! { DiscoverInstancesRevisionRequest = DISCOVER_INSTANCES_REVISION_REQUEST {
    namespace_name: String = req("NamespaceName", text(&NAMESPACE_NAME)),
    service_name: String = req("ServiceName", text(&SERVICE_NAME)),
    owner_account: Option<String> = opt("OwnerAccount", text(&AWS_ACCOUNT_ID)),
}}

structure! { DiscoverInstancesRevisionResponse = DISCOVER_INSTANCES_REVISION_RESPONSE {
    instances_revision: Option<i64> = opt("InstancesRevision", LONG),
}}

structure! { DnsConfig = DNS_CONFIG {
    namespace_id: Option<String> = opt("NamespaceId", text(&RESOURCE_ID)),
    routing_policy: Option<String> = opt("RoutingPolicy", text(&ROUTING_POLICY)),
    dns_records: Vec<DnsRecord> = req("DnsRecords", list(&DNS_RECORD_LIST)),
}}

structure! { DnsConfigChange = DNS_CONFIG_CHANGE {
    dns_records: Vec<DnsRecord> = req("DnsRecords", list(&DNS_RECORD_LIST)),
}}

structure! { DnsProperties = DNS_PROPERTIES {
    hosted_zone_id: Option<String> = opt("HostedZoneId", text(&RESOURCE_ID)),
    soa: Option<SOA> = opt("SOA", object(&SOA)),
}}

structure! { DnsRecord = DNS_RECORD {
    r#type: String = req("Type", text(&RECORD_TYPE)),
    ttl: i64 = req("TTL", int(&RECORD_TTL)),
}}

structure! { GetInstanceRequest = GET_INSTANCE_REQUEST {
    service_id: String = req("ServiceId", text(&ARN)),
    instance_id: String = req("InstanceId", text(&RESOURCE_ID)),
}}

structure! { GetInstanceResponse = GET_INSTANCE_RESPONSE {
    resource_owner: Option<String> = opt("ResourceOwner", text(&AWS_ACCOUNT_ID)),
    instance: Option<Instance> = opt("Instance", object(&INSTANCE)),
}}

structure! { GetInstancesHealthStatusRequest = GET_INSTANCES_HEALTH_STATUS_REQUEST {
    service_id: String = req("ServiceId", text(&ARN)),
    instances: Option<Vec<String>> = opt("Instances", list(&INSTANCE_ID_LIST)),
    max_results: Option<i32> = opt("MaxResults", int(&MAX_RESULTS)),
    next_token: Option<String> = opt("NextToken", text(&NEXT_TOKEN)),
}}

structure! { GetInstancesHealthStatusResponse = GET_INSTANCES_HEALTH_STATUS_RESPONSE {
    status: Option<BTreeMap<String, String>> = opt("Status", map(&INSTANCE_HEALTH_STATUS_MAP)),
    next_token: Option<String> = opt("NextToken", text(&NEXT_TOKEN)),
}}

structure! { GetNamespaceRequest = GET_NAMESPACE_REQUEST {
    id: String = req("Id", text(&ARN)),
}}

structure! { GetNamespaceResponse = GET_NAMESPACE_RESPONSE {
    namespace: Option<Namespace> = opt("Namespace", object(&NAMESPACE)),
}}

structure! { GetOperationRequest = GET_OPERATION_REQUEST {
    operation_id: String = req("OperationId", text(&OPERATION_ID)),
    owner_account: Option<String> = opt("OwnerAccount", text(&AWS_ACCOUNT_ID)),
}}

structure! { GetOperationResponse = GET_OPERATION_RESPONSE {
    operation: Option<OperationShape> = opt("Operation", object(&OPERATION)),
}}

structure! { GetServiceAttributesRequest = GET_SERVICE_ATTRIBUTES_REQUEST {
    service_id: String = req("ServiceId", text(&ARN)),
}}

structure! { GetServiceAttributesResponse = GET_SERVICE_ATTRIBUTES_RESPONSE {
    service_attributes: Option<ServiceAttributes> = opt("ServiceAttributes", object(&SERVICE_ATTRIBUTES)),
}}

structure! { GetServiceRequest = GET_SERVICE_REQUEST {
    id: String = req("Id", text(&ARN)),
}}

structure! { GetServiceResponse = GET_SERVICE_RESPONSE {
    service: Option<Service> = opt("Service", object(&SERVICE_)),
}}

structure! { HealthCheckConfig = HEALTH_CHECK_CONFIG {
    r#type: String = req("Type", text(&HEALTH_CHECK_TYPE)),
    resource_path: Option<String> = opt("ResourcePath", text(&RESOURCE_PATH)),
    failure_threshold: Option<i32> = opt("FailureThreshold", int(&FAILURE_THRESHOLD)),
}}

structure! { HealthCheckCustomConfig = HEALTH_CHECK_CUSTOM_CONFIG {
    failure_threshold: Option<i32> = opt("FailureThreshold", int(&FAILURE_THRESHOLD)),
}}

structure! { HttpInstanceSummary = HTTP_INSTANCE_SUMMARY {
    instance_id: Option<String> = opt("InstanceId", text(&RESOURCE_ID)),
    namespace_name: Option<String> = opt("NamespaceName", text(&NAMESPACE_NAME_HTTP)),
    service_name: Option<String> = opt("ServiceName", text(&SERVICE_NAME)),
    health_status: Option<String> = opt("HealthStatus", text(&HEALTH_STATUS)),
    attributes: Option<BTreeMap<String, String>> = opt("Attributes", map(&ATTRIBUTES)),
}}

structure! { HttpNamespaceChange = HTTP_NAMESPACE_CHANGE {
    description: String = req("Description", text(&RESOURCE_DESCRIPTION)),
}}

structure! { HttpProperties = HTTP_PROPERTIES {
    http_name: Option<String> = opt("HttpName", text(&NAMESPACE_NAME)),
}}

structure! { Instance = INSTANCE {
    id: String = req("Id", text(&RESOURCE_ID)),
    creator_request_id: Option<String> = opt("CreatorRequestId", text(&RESOURCE_ID)),
    attributes: Option<BTreeMap<String, String>> = opt("Attributes", map(&ATTRIBUTES)),
    created_by_account: Option<String> = opt("CreatedByAccount", text(&AWS_ACCOUNT_ID)),
}}

structure! { InstanceSummary = INSTANCE_SUMMARY {
    id: Option<String> = opt("Id", text(&RESOURCE_ID)),
    attributes: Option<BTreeMap<String, String>> = opt("Attributes", map(&ATTRIBUTES)),
    created_by_account: Option<String> = opt("CreatedByAccount", text(&AWS_ACCOUNT_ID)),
}}

structure! { ListInstancesRequest = LIST_INSTANCES_REQUEST {
    service_id: String = req("ServiceId", text(&ARN)),
    next_token: Option<String> = opt("NextToken", text(&NEXT_TOKEN)),
    max_results: Option<i32> = opt("MaxResults", int(&MAX_RESULTS)),
}}

structure! { ListInstancesResponse = LIST_INSTANCES_RESPONSE {
    resource_owner: Option<String> = opt("ResourceOwner", text(&AWS_ACCOUNT_ID)),
    instances: Option<Vec<InstanceSummary>> = opt("Instances", list(&INSTANCE_SUMMARY_LIST)),
    next_token: Option<String> = opt("NextToken", text(&NEXT_TOKEN)),
}}

structure! { ListNamespacesRequest = LIST_NAMESPACES_REQUEST {
    next_token: Option<String> = opt("NextToken", text(&NEXT_TOKEN)),
    max_results: Option<i32> = opt("MaxResults", int(&MAX_RESULTS)),
    filters: Option<Vec<NamespaceFilter>> = opt("Filters", list(&NAMESPACE_FILTERS)),
}}

structure! { ListNamespacesResponse = LIST_NAMESPACES_RESPONSE {
    namespaces: Option<Vec<NamespaceSummary>> = opt("Namespaces", list(&NAMESPACE_SUMMARIES_LIST)),
    next_token: Option<String> = opt("NextToken", text(&NEXT_TOKEN)),
}}

structure! { ListOperationsRequest = LIST_OPERATIONS_REQUEST {
    next_token: Option<String> = opt("NextToken", text(&NEXT_TOKEN)),
    max_results: Option<i32> = opt("MaxResults", int(&MAX_RESULTS)),
    filters: Option<Vec<OperationFilter>> = opt("Filters", list(&OPERATION_FILTERS)),
}}

structure! { ListOperationsResponse = LIST_OPERATIONS_RESPONSE {
    operations: Option<Vec<OperationSummary>> = opt("Operations", list(&OPERATION_SUMMARY_LIST)),
    next_token: Option<String> = opt("NextToken", text(&NEXT_TOKEN)),
}}

structure! { ListServicesRequest = LIST_SERVICES_REQUEST {
    next_token: Option<String> = opt("NextToken", text(&NEXT_TOKEN)),
    max_results: Option<i32> = opt("MaxResults", int(&MAX_RESULTS)),
    filters: Option<Vec<ServiceFilter>> = opt("Filters", list(&SERVICE_FILTERS)),
}}

structure! { ListServicesResponse = LIST_SERVICES_RESPONSE {
    services: Option<Vec<ServiceSummary>> = opt("Services", list(&SERVICE_SUMMARIES_LIST)),
    next_token: Option<String> = opt("NextToken", text(&NEXT_TOKEN)),
}}

structure! { ListTagsForResourceRequest = LIST_TAGS_FOR_RESOURCE_REQUEST {
    resource_arn: String = req("ResourceARN", text(&AMAZON_RESOURCE_NAME)),
}}

structure! { ListTagsForResourceResponse = LIST_TAGS_FOR_RESOURCE_RESPONSE {
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)),
}}

structure! { Namespace = NAMESPACE {
    id: Option<String> = opt("Id", text(&RESOURCE_ID)),
    arn: Option<String> = opt("Arn", text(&ARN)),
    resource_owner: Option<String> = opt("ResourceOwner", text(&AWS_ACCOUNT_ID)),
    name: Option<String> = opt("Name", text(&NAMESPACE_NAME)),
    r#type: Option<String> = opt("Type", text(&NAMESPACE_TYPE)),
    description: Option<String> = opt("Description", text(&RESOURCE_DESCRIPTION)),
    service_count: Option<i32> = opt("ServiceCount", INT),
    properties: Option<NamespaceProperties> = opt("Properties", object(&NAMESPACE_PROPERTIES)),
    create_date: Option<Timestamp> = opt("CreateDate", TIME),
    creator_request_id: Option<String> = opt("CreatorRequestId", text(&RESOURCE_ID)),
}}

structure! { NamespaceFilter = NAMESPACE_FILTER {
    name: String = req("Name", text(&NAMESPACE_FILTER_NAME)),
    values: Vec<String> = req("Values", list(&FILTER_VALUES)),
    condition: Option<String> = opt("Condition", text(&FILTER_CONDITION)),
}}

structure! { NamespaceProperties = NAMESPACE_PROPERTIES {
    dns_properties: Option<DnsProperties> = opt("DnsProperties", object(&DNS_PROPERTIES)),
    http_properties: Option<HttpProperties> = opt("HttpProperties", object(&HTTP_PROPERTIES)),
}}

structure! { NamespaceSummary = NAMESPACE_SUMMARY {
    id: Option<String> = opt("Id", text(&RESOURCE_ID)),
    arn: Option<String> = opt("Arn", text(&ARN)),
    resource_owner: Option<String> = opt("ResourceOwner", text(&AWS_ACCOUNT_ID)),
    name: Option<String> = opt("Name", text(&NAMESPACE_NAME)),
    r#type: Option<String> = opt("Type", text(&NAMESPACE_TYPE)),
    description: Option<String> = opt("Description", text(&RESOURCE_DESCRIPTION)),
    service_count: Option<i32> = opt("ServiceCount", INT),
    properties: Option<NamespaceProperties> = opt("Properties", object(&NAMESPACE_PROPERTIES)),
    create_date: Option<Timestamp> = opt("CreateDate", TIME),
}}

structure! { OperationShape = OPERATION {
    id: Option<String> = opt("Id", text(&OPERATION_ID)),
    owner_account: Option<String> = opt("OwnerAccount", text(&AWS_ACCOUNT_ID)),
    r#type: Option<String> = opt("Type", text(&OPERATION_TYPE)),
    status: Option<String> = opt("Status", text(&OPERATION_STATUS)),
    error_message: Option<String> = opt("ErrorMessage", TEXT),
    error_code: Option<String> = opt("ErrorCode", TEXT),
    create_date: Option<Timestamp> = opt("CreateDate", TIME),
    update_date: Option<Timestamp> = opt("UpdateDate", TIME),
    targets: Option<BTreeMap<String, String>> = opt("Targets", map(&OPERATION_TARGETS_MAP)),
}}

structure! { OperationFilter = OPERATION_FILTER {
    name: String = req("Name", text(&OPERATION_FILTER_NAME)),
    values: Vec<String> = req("Values", list(&FILTER_VALUES)),
    condition: Option<String> = opt("Condition", text(&FILTER_CONDITION)),
}}

structure! { OperationSummary = OPERATION_SUMMARY {
    id: Option<String> = opt("Id", text(&OPERATION_ID)),
    status: Option<String> = opt("Status", text(&OPERATION_STATUS)),
}}

structure! { PrivateDnsNamespaceChange = PRIVATE_DNS_NAMESPACE_CHANGE {
    description: Option<String> = opt("Description", text(&RESOURCE_DESCRIPTION)),
    properties: Option<PrivateDnsNamespacePropertiesChange> = opt("Properties", object(&PRIVATE_DNS_NAMESPACE_PROPERTIES_CHANGE)),
}}

structure! { PrivateDnsNamespaceProperties = PRIVATE_DNS_NAMESPACE_PROPERTIES {
    dns_properties: PrivateDnsPropertiesMutable = req("DnsProperties", object(&PRIVATE_DNS_PROPERTIES_MUTABLE)),
}}

structure! { PrivateDnsNamespacePropertiesChange = PRIVATE_DNS_NAMESPACE_PROPERTIES_CHANGE {
    dns_properties: PrivateDnsPropertiesMutableChange = req("DnsProperties", object(&PRIVATE_DNS_PROPERTIES_MUTABLE_CHANGE)),
}}

structure! { PrivateDnsPropertiesMutable = PRIVATE_DNS_PROPERTIES_MUTABLE {
    soa: SOA = req("SOA", object(&SOA)),
}}

structure! { PrivateDnsPropertiesMutableChange = PRIVATE_DNS_PROPERTIES_MUTABLE_CHANGE {
    soa: SOAChange = req("SOA", object(&SOA_CHANGE)),
}}

structure! { PublicDnsNamespaceChange = PUBLIC_DNS_NAMESPACE_CHANGE {
    description: Option<String> = opt("Description", text(&RESOURCE_DESCRIPTION)),
    properties: Option<PublicDnsNamespacePropertiesChange> = opt("Properties", object(&PUBLIC_DNS_NAMESPACE_PROPERTIES_CHANGE)),
}}

structure! { PublicDnsNamespaceProperties = PUBLIC_DNS_NAMESPACE_PROPERTIES {
    dns_properties: PublicDnsPropertiesMutable = req("DnsProperties", object(&PUBLIC_DNS_PROPERTIES_MUTABLE)),
}}

structure! { PublicDnsNamespacePropertiesChange = PUBLIC_DNS_NAMESPACE_PROPERTIES_CHANGE {
    dns_properties: PublicDnsPropertiesMutableChange = req("DnsProperties", object(&PUBLIC_DNS_PROPERTIES_MUTABLE_CHANGE)),
}}

structure! { PublicDnsPropertiesMutable = PUBLIC_DNS_PROPERTIES_MUTABLE {
    soa: SOA = req("SOA", object(&SOA)),
}}

structure! { PublicDnsPropertiesMutableChange = PUBLIC_DNS_PROPERTIES_MUTABLE_CHANGE {
    soa: SOAChange = req("SOA", object(&SOA_CHANGE)),
}}

structure! { RegisterInstanceRequest = REGISTER_INSTANCE_REQUEST {
    service_id: String = req("ServiceId", text(&ARN)),
    instance_id: String = req("InstanceId", text(&INSTANCE_ID)),
    creator_request_id: Option<String> = opt("CreatorRequestId", text(&RESOURCE_ID)).token(),
    attributes: BTreeMap<String, String> = req("Attributes", map(&ATTRIBUTES)),
}}

structure! { RegisterInstanceResponse = REGISTER_INSTANCE_RESPONSE {
    operation_id: Option<String> = opt("OperationId", text(&OPERATION_ID)),
}}

structure! { SOA = SOA {
    ttl: i64 = req("TTL", int(&RECORD_TTL)),
}}

structure! { SOAChange = SOA_CHANGE {
    ttl: i64 = req("TTL", int(&RECORD_TTL)),
}}

structure! { Service = SERVICE_ {
    id: Option<String> = opt("Id", text(&RESOURCE_ID)),
    arn: Option<String> = opt("Arn", text(&ARN)),
    resource_owner: Option<String> = opt("ResourceOwner", text(&AWS_ACCOUNT_ID)),
    name: Option<String> = opt("Name", text(&SERVICE_NAME)),
    namespace_id: Option<String> = opt("NamespaceId", text(&RESOURCE_ID)),
    description: Option<String> = opt("Description", text(&RESOURCE_DESCRIPTION)),
    instance_count: Option<i32> = opt("InstanceCount", INT),
    dns_config: Option<DnsConfig> = opt("DnsConfig", object(&DNS_CONFIG)),
    r#type: Option<String> = opt("Type", text(&SERVICE_TYPE)),
    health_check_config: Option<HealthCheckConfig> = opt("HealthCheckConfig", object(&HEALTH_CHECK_CONFIG)),
    health_check_custom_config: Option<HealthCheckCustomConfig> = opt("HealthCheckCustomConfig", object(&HEALTH_CHECK_CUSTOM_CONFIG)),
    create_date: Option<Timestamp> = opt("CreateDate", TIME),
    creator_request_id: Option<String> = opt("CreatorRequestId", text(&RESOURCE_ID)),
    created_by_account: Option<String> = opt("CreatedByAccount", text(&AWS_ACCOUNT_ID)),
}}

structure! { ServiceAttributes = SERVICE_ATTRIBUTES {
    service_arn: Option<String> = opt("ServiceArn", text(&ARN)),
    resource_owner: Option<String> = opt("ResourceOwner", text(&AWS_ACCOUNT_ID)),
    attributes: Option<BTreeMap<String, String>> = opt("Attributes", map(&SERVICE_ATTRIBUTES_MAP)),
}}

structure! { ServiceChange = SERVICE_CHANGE {
    description: Option<String> = opt("Description", text(&RESOURCE_DESCRIPTION)),
    dns_config: Option<DnsConfigChange> = opt("DnsConfig", object(&DNS_CONFIG_CHANGE)),
    health_check_config: Option<HealthCheckConfig> = opt("HealthCheckConfig", object(&HEALTH_CHECK_CONFIG)),
}}

structure! { ServiceFilter = SERVICE_FILTER {
    name: String = req("Name", text(&SERVICE_FILTER_NAME)),
    values: Vec<String> = req("Values", list(&FILTER_VALUES)),
    condition: Option<String> = opt("Condition", text(&FILTER_CONDITION)),
}}

structure! { ServiceSummary = SERVICE_SUMMARY {
    id: Option<String> = opt("Id", text(&RESOURCE_ID)),
    arn: Option<String> = opt("Arn", text(&ARN)),
    resource_owner: Option<String> = opt("ResourceOwner", text(&AWS_ACCOUNT_ID)),
    name: Option<String> = opt("Name", text(&SERVICE_NAME)),
    r#type: Option<String> = opt("Type", text(&SERVICE_TYPE)),
    description: Option<String> = opt("Description", text(&RESOURCE_DESCRIPTION)),
    instance_count: Option<i32> = opt("InstanceCount", INT),
    dns_config: Option<DnsConfig> = opt("DnsConfig", object(&DNS_CONFIG)),
    health_check_config: Option<HealthCheckConfig> = opt("HealthCheckConfig", object(&HEALTH_CHECK_CONFIG)),
    health_check_custom_config: Option<HealthCheckCustomConfig> = opt("HealthCheckCustomConfig", object(&HEALTH_CHECK_CUSTOM_CONFIG)),
    create_date: Option<Timestamp> = opt("CreateDate", TIME),
    created_by_account: Option<String> = opt("CreatedByAccount", text(&AWS_ACCOUNT_ID)),
}}

structure! { Tag = TAG {
    key: String = req("Key", text(&TAG_KEY)),
    value: String = req("Value", text(&TAG_VALUE)),
}}

structure! { TagResourceRequest = TAG_RESOURCE_REQUEST {
    resource_arn: String = req("ResourceARN", text(&AMAZON_RESOURCE_NAME)),
    tags: Vec<Tag> = req("Tags", list(&TAG_LIST)),
}}

structure! { TagResourceResponse = TAG_RESOURCE_RESPONSE {
}}

structure! { UntagResourceRequest = UNTAG_RESOURCE_REQUEST {
    resource_arn: String = req("ResourceARN", text(&AMAZON_RESOURCE_NAME)),
    tag_keys: Vec<String> = req("TagKeys", list(&TAG_KEY_LIST)),
}}

structure! { UntagResourceResponse = UNTAG_RESOURCE_RESPONSE {
}}

structure! { UpdateHttpNamespaceRequest = UPDATE_HTTP_NAMESPACE_REQUEST {
    id: String = req("Id", text(&ARN)),
    updater_request_id: Option<String> = opt("UpdaterRequestId", text(&RESOURCE_ID)).token(),
    namespace: HttpNamespaceChange = req("Namespace", object(&HTTP_NAMESPACE_CHANGE)),
}}

structure! { UpdateHttpNamespaceResponse = UPDATE_HTTP_NAMESPACE_RESPONSE {
    operation_id: Option<String> = opt("OperationId", text(&OPERATION_ID)),
}}

structure! { UpdateInstanceCustomHealthStatusRequest = UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS_REQUEST {
    service_id: String = req("ServiceId", text(&ARN)),
    instance_id: String = req("InstanceId", text(&RESOURCE_ID)),
    status: String = req("Status", text(&CUSTOM_HEALTH_STATUS)),
}}

structure! { UpdatePrivateDnsNamespaceRequest = UPDATE_PRIVATE_DNS_NAMESPACE_REQUEST {
    id: String = req("Id", text(&ARN)),
    updater_request_id: Option<String> = opt("UpdaterRequestId", text(&RESOURCE_ID)).token(),
    namespace: PrivateDnsNamespaceChange = req("Namespace", object(&PRIVATE_DNS_NAMESPACE_CHANGE)),
}}

structure! { UpdatePrivateDnsNamespaceResponse = UPDATE_PRIVATE_DNS_NAMESPACE_RESPONSE {
    operation_id: Option<String> = opt("OperationId", text(&OPERATION_ID)),
}}

structure! { UpdatePublicDnsNamespaceRequest = UPDATE_PUBLIC_DNS_NAMESPACE_REQUEST {
    id: String = req("Id", text(&ARN)),
    updater_request_id: Option<String> = opt("UpdaterRequestId", text(&RESOURCE_ID)).token(),
    namespace: PublicDnsNamespaceChange = req("Namespace", object(&PUBLIC_DNS_NAMESPACE_CHANGE)),
}}

structure! { UpdatePublicDnsNamespaceResponse = UPDATE_PUBLIC_DNS_NAMESPACE_RESPONSE {
    operation_id: Option<String> = opt("OperationId", text(&OPERATION_ID)),
}}

structure! { UpdateServiceAttributesRequest = UPDATE_SERVICE_ATTRIBUTES_REQUEST {
    service_id: String = req("ServiceId", text(&ARN)),
    attributes: BTreeMap<String, String> = req("Attributes", map(&SERVICE_ATTRIBUTES_MAP)),
}}

structure! { UpdateServiceAttributesResponse = UPDATE_SERVICE_ATTRIBUTES_RESPONSE {
}}

structure! { UpdateServiceRequest = UPDATE_SERVICE_REQUEST {
    id: String = req("Id", text(&ARN)),
    service: ServiceChange = req("Service", object(&SERVICE_CHANGE)),
}}

structure! { UpdateServiceResponse = UPDATE_SERVICE_RESPONSE {
    operation_id: Option<String> = opt("OperationId", text(&OPERATION_ID)),
}}

tables! {
    AWS_ACCOUNT_ID: Text = Text::ANY.len(12, 12);
    AMAZON_RESOURCE_NAME: Text = Text::ANY.len(1, 1011);
    ARN: Text = Text::ANY.len(0, 255);
    ATTR_KEY: Text = Text::ANY.len(0, 255).pattern(pattern!("^[a-zA-Z0-9!-~]+$"));
    ATTR_VALUE: Text = Text::ANY.len(0, 1024).pattern(pattern!("^([a-zA-Z0-9!-~][ \\ta-zA-Z0-9!-~]*){0,1}[a-zA-Z0-9!-~]{0,1}$"));
    ATTRIBUTES: Map = Map::of(text(&ATTR_KEY), text(&ATTR_VALUE));
    CUSTOM_HEALTH_STATUS: Text = Text::ANY.one_of(&["HEALTHY", "UNHEALTHY"]);
    DISCOVER_MAX_RESULTS: Int = Int::new(32, 1, 1000);
    DNS_RECORD_LIST: List = List::of(object(&DNS_RECORD));
    FAILURE_THRESHOLD: Int = Int::new(32, 1, 10);
    FILTER_CONDITION: Text = Text::ANY.one_of(&["EQ", "IN", "BETWEEN", "BEGINS_WITH"]);
    FILTER_VALUE: Text = Text::ANY.len(1, 255);
    FILTER_VALUES: List = List::of(text(&FILTER_VALUE));
    HEALTH_CHECK_TYPE: Text = Text::ANY.one_of(&["HTTP", "HTTPS", "TCP"]);
    HEALTH_STATUS: Text = Text::ANY.one_of(&["HEALTHY", "UNHEALTHY", "UNKNOWN"]);
    HEALTH_STATUS_FILTER: Text = Text::ANY.one_of(&["HEALTHY", "UNHEALTHY", "ALL", "HEALTHY_OR_ELSE_ALL"]);
    HTTP_INSTANCE_SUMMARY_LIST: List = List::of(object(&HTTP_INSTANCE_SUMMARY));
    INSTANCE_HEALTH_STATUS_MAP: Map = Map::of(text(&RESOURCE_ID), text(&HEALTH_STATUS));
    INSTANCE_ID: Text = Text::ANY.len(0, 64).pattern(pattern!("^[0-9a-zA-Z_/:.@-]+$"));
    INSTANCE_ID_LIST: List = List::of(text(&RESOURCE_ID)).len(1, i64::MAX);
    INSTANCE_SUMMARY_LIST: List = List::of(object(&INSTANCE_SUMMARY));
    MAX_RESULTS: Int = Int::new(32, 1, 100);
    NAMESPACE_FILTER_NAME: Text = Text::ANY.one_of(&["TYPE", "NAME", "HTTP_NAME", "RESOURCE_OWNER"]);
    NAMESPACE_FILTERS: List = List::of(object(&NAMESPACE_FILTER));
    NAMESPACE_NAME: Text = Text::ANY.len(0, 1024).pattern(pattern!("^[!-~]{1,1024}$"));
    NAMESPACE_NAME_HTTP: Text = Text::ANY.len(0, 1024).pattern(pattern!("^(?!arn:)[!-~]{1,1024}$"));
    NAMESPACE_NAME_PRIVATE: Text = Text::ANY.len(0, 253).pattern(pattern!("^(?!arn:)[!-~]{1,253}$"));
    NAMESPACE_NAME_PUBLIC: Text = Text::ANY.len(0, 253).pattern(pattern!("^([a-zA-Z0-9]([a-zA-Z0-9\\-]{0,61}[a-zA-Z0-9])?\\.)+[a-zA-Z0-9]([a-zA-Z0-9\\-]{0,61}[a-zA-Z0-9])?$"));
    NAMESPACE_SUMMARIES_LIST: List = List::of(object(&NAMESPACE_SUMMARY));
    NAMESPACE_TYPE: Text = Text::ANY.one_of(&["DNS_PUBLIC", "DNS_PRIVATE", "HTTP"]);
    NEXT_TOKEN: Text = Text::ANY.len(0, 4096);
    OPERATION_FILTER_NAME: Text = Text::ANY.one_of(&["NAMESPACE_ID", "SERVICE_ID", "STATUS", "TYPE", "UPDATE_DATE"]);
    OPERATION_FILTERS: List = List::of(object(&OPERATION_FILTER));
    OPERATION_ID: Text = Text::ANY.len(0, 255);
    OPERATION_STATUS: Text = Text::ANY.one_of(&["SUBMITTED", "PENDING", "SUCCESS", "FAIL"]);
    OPERATION_SUMMARY_LIST: List = List::of(object(&OPERATION_SUMMARY));
    OPERATION_TARGET_TYPE: Text = Text::ANY.one_of(&["NAMESPACE", "SERVICE", "INSTANCE"]);
    OPERATION_TARGETS_MAP: Map = Map::of(text(&OPERATION_TARGET_TYPE), text(&RESOURCE_ID));
    OPERATION_TYPE: Text = Text::ANY.one_of(&["CREATE_NAMESPACE", "DELETE_NAMESPACE", "UPDATE_NAMESPACE", "UPDATE_SERVICE", "REGISTER_INSTANCE", "DEREGISTER_INSTANCE"]);
    RECORD_TTL: Int = Int::new(64, 0, 2147483647);
    RECORD_TYPE: Text = Text::ANY.one_of(&["SRV", "A", "AAAA", "CNAME"]);
    RESOURCE_DESCRIPTION: Text = Text::ANY.len(0, 1024);
    RESOURCE_ID: Text = Text::ANY.len(0, 64);
    RESOURCE_PATH: Text = Text::ANY.len(0, 255);
    ROUTING_POLICY: Text = Text::ANY.one_of(&["MULTIVALUE", "WEIGHTED"]);
    SERVICE_ATTRIBUTE_KEY: Text = Text::ANY.len(0, 255);
    SERVICE_ATTRIBUTE_KEY_LIST: List = List::of(text(&SERVICE_ATTRIBUTE_KEY)).len(1, 30);
    SERVICE_ATTRIBUTE_VALUE: Text = Text::ANY.len(0, 1024);
    SERVICE_ATTRIBUTES_MAP: Map = Map::of(text(&SERVICE_ATTRIBUTE_KEY), text(&SERVICE_ATTRIBUTE_VALUE)).len(1, 30);
    SERVICE_FILTER_NAME: Text = Text::ANY.one_of(&["NAMESPACE_ID", "RESOURCE_OWNER"]);
    SERVICE_FILTERS: List = List::of(object(&SERVICE_FILTER));
    SERVICE_NAME: Text = Text::ANY.pattern(pattern!("((?=^.{1,127}$)^([a-zA-Z0-9_][a-zA-Z0-9-_]{0,61}[a-zA-Z0-9_]|[a-zA-Z0-9])(\\.([a-zA-Z0-9_][a-zA-Z0-9-_]{0,61}[a-zA-Z0-9_]|[a-zA-Z0-9]))*$)|(^\\.$)"));
    SERVICE_SUMMARIES_LIST: List = List::of(object(&SERVICE_SUMMARY));
    SERVICE_TYPE: Text = Text::ANY.one_of(&["HTTP", "DNS_HTTP", "DNS"]);
    SERVICE_TYPE_OPTION: Text = Text::ANY.one_of(&["HTTP"]);
    TAG_KEY: Text = Text::ANY.len(1, 128);
    TAG_KEY_LIST: List = List::of(text(&TAG_KEY)).len(0, 200);
    TAG_LIST: List = List::of(object(&TAG)).len(0, 200);
    TAG_VALUE: Text = Text::ANY.len(0, 256);
}

errors! {
    custom_health_not_found = CUSTOM_HEALTH_NOT_FOUND "CustomHealthNotFound" "CustomHealthNotFound" 404 sender [opt("Message", TEXT)];
    duplicate_request = DUPLICATE_REQUEST "DuplicateRequest" "DuplicateRequest" 409 sender [opt("Message", TEXT), opt("DuplicateOperationId", text(&OPERATION_ID))];
    instance_not_found = INSTANCE_NOT_FOUND "InstanceNotFound" "InstanceNotFound" 404 sender [opt("Message", TEXT)];
    invalid_input = INVALID_INPUT "InvalidInput" "InvalidInput" 400 sender [opt("Message", TEXT)];
    namespace_already_exists = NAMESPACE_ALREADY_EXISTS "NamespaceAlreadyExists" "NamespaceAlreadyExists" 400 sender [opt("Message", TEXT), opt("CreatorRequestId", text(&RESOURCE_ID)), opt("NamespaceId", text(&RESOURCE_ID))];
    namespace_not_found = NAMESPACE_NOT_FOUND "NamespaceNotFound" "NamespaceNotFound" 404 sender [opt("Message", TEXT)];
    operation_not_found = OPERATION_NOT_FOUND "OperationNotFound" "OperationNotFound" 404 sender [opt("Message", TEXT)];
    request_limit_exceeded = REQUEST_LIMIT_EXCEEDED "RequestLimitExceeded" "RequestLimitExceeded" 429 sender [opt("Message", TEXT)];
    resource_in_use = RESOURCE_IN_USE "ResourceInUse" "ResourceInUse" 409 sender [opt("Message", TEXT)];
    resource_limit_exceeded = RESOURCE_LIMIT_EXCEEDED "ResourceLimitExceeded" "ResourceLimitExceeded" 400 sender [opt("Message", TEXT)];
    resource_not_found_exception = RESOURCE_NOT_FOUND_EXCEPTION "ResourceNotFoundException" "ResourceNotFoundException" 404 sender [opt("Message", TEXT)];
    service_already_exists = SERVICE_ALREADY_EXISTS "ServiceAlreadyExists" "ServiceAlreadyExists" 400 sender [opt("Message", TEXT), opt("CreatorRequestId", text(&RESOURCE_ID)), opt("ServiceId", text(&RESOURCE_ID)), opt("ServiceArn", text(&ARN))];
    service_attributes_limit_exceeded_exception = SERVICE_ATTRIBUTES_LIMIT_EXCEEDED_EXCEPTION "ServiceAttributesLimitExceededException" "ServiceAttributesLimitExceededException" 400 sender [opt("Message", TEXT)];
    service_not_found = SERVICE_NOT_FOUND "ServiceNotFound" "ServiceNotFound" 404 sender [opt("Message", TEXT)];
    too_many_tags_exception = TOO_MANY_TAGS_EXCEPTION "TooManyTagsException" "TooManyTagsException" 400 sender [opt("Message", TEXT), opt("ResourceName", text(&AMAZON_RESOURCE_NAME))];
}
