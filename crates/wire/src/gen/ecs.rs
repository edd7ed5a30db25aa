//! Amazon EC2 Container Service, API version 2014-11-13. Written by `cargo xtask wire` from `models/ecs.json`; do not edit.

use crate::schema::prelude::*;

#[rustfmt::skip]
pub static SERVICE: ServiceMeta = ServiceMeta {
    name: "ecs",
    full_name: "Amazon EC2 Container Service",
    signing_name: "ecs",
    endpoint_prefix: "ecs",
    iam_prefix: "ecs",
    api_version: "2014-11-13",
    target_prefix: Some("AmazonEC2ContainerServiceV20141113"),
    json_version: Some("1.1"),
    xml_namespace: None,
    protocols: &[Protocol::AwsJson11],
    query_compatible: false,
    internal: "ServerException",
    refusal: Refusal { dialect: Dialect::Listing, code: "InvalidParameterException", except: &[("RegisterTaskDefinition", "ClientException")] },
    retype: self::retype,
    operations: OPERATIONS,
    errors: ERRORS,
};

operations! { SERVICE {
    ContinueServiceDeployment = CONTINUE_SERVICE_DEPLOYMENT {
        http: "POST" "/" 200,
        input: ContinueServiceDeploymentRequest = CONTINUE_SERVICE_DEPLOYMENT_REQUEST,
        output: ContinueServiceDeploymentResponse = CONTINUE_SERVICE_DEPLOYMENT_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION SERVICE_DEPLOYMENT_NOT_FOUND_EXCEPTION UNSUPPORTED_FEATURE_EXCEPTION],
    }
    CreateCluster = CREATE_CLUSTER {
        http: "POST" "/" 200,
        input: CreateClusterRequest = CREATE_CLUSTER_REQUEST,
        output: CreateClusterResponse = CREATE_CLUSTER_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION NAMESPACE_NOT_FOUND_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION],
    }
    CreateService = CREATE_SERVICE {
        http: "POST" "/" 200,
        input: CreateServiceRequest = CREATE_SERVICE_REQUEST,
        output: CreateServiceResponse = CREATE_SERVICE_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION PLATFORM_UNKNOWN_EXCEPTION NAMESPACE_NOT_FOUND_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION PLATFORM_TASK_DEFINITION_INCOMPATIBILITY_EXCEPTION UNSUPPORTED_FEATURE_EXCEPTION],
    }
    CreateTaskSet = CREATE_TASK_SET {
        http: "POST" "/" 200,
        input: CreateTaskSetRequest = CREATE_TASK_SET_REQUEST,
        output: CreateTaskSetResponse = CREATE_TASK_SET_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION LIMIT_EXCEEDED_EXCEPTION PLATFORM_UNKNOWN_EXCEPTION NAMESPACE_NOT_FOUND_EXCEPTION SERVICE_NOT_ACTIVE_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION SERVICE_NOT_FOUND_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION PLATFORM_TASK_DEFINITION_INCOMPATIBILITY_EXCEPTION UNSUPPORTED_FEATURE_EXCEPTION],
    }
    DeleteAccountSetting = DELETE_ACCOUNT_SETTING {
        http: "POST" "/" 200,
        input: DeleteAccountSettingRequest = DELETE_ACCOUNT_SETTING_REQUEST,
        output: DeleteAccountSettingResponse = DELETE_ACCOUNT_SETTING_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION],
    }
    DeleteAttributes = DELETE_ATTRIBUTES {
        http: "POST" "/" 200,
        input: DeleteAttributesRequest = DELETE_ATTRIBUTES_REQUEST,
        output: DeleteAttributesResponse = DELETE_ATTRIBUTES_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION TARGET_NOT_FOUND_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    DeleteCluster = DELETE_CLUSTER {
        http: "POST" "/" 200,
        input: DeleteClusterRequest = DELETE_CLUSTER_REQUEST,
        output: DeleteClusterResponse = DELETE_CLUSTER_RESPONSE,
        errors: [CLUSTER_CONTAINS_CONTAINER_INSTANCES_EXCEPTION ACCESS_DENIED_EXCEPTION CLUSTER_CONTAINS_SERVICES_EXCEPTION CLUSTER_CONTAINS_CAPACITY_PROVIDER_EXCEPTION CLUSTER_CONTAINS_TASKS_EXCEPTION SERVER_EXCEPTION UPDATE_IN_PROGRESS_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    DeleteService = DELETE_SERVICE {
        http: "POST" "/" 200,
        input: DeleteServiceRequest = DELETE_SERVICE_REQUEST,
        output: DeleteServiceResponse = DELETE_SERVICE_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION SERVICE_NOT_FOUND_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    DeleteTaskDefinitions = DELETE_TASK_DEFINITIONS {
        http: "POST" "/" 200,
        input: DeleteTaskDefinitionsRequest = DELETE_TASK_DEFINITIONS_REQUEST,
        output: DeleteTaskDefinitionsResponse = DELETE_TASK_DEFINITIONS_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION],
    }
    DeleteTaskSet = DELETE_TASK_SET {
        http: "POST" "/" 200,
        input: DeleteTaskSetRequest = DELETE_TASK_SET_REQUEST,
        output: DeleteTaskSetResponse = DELETE_TASK_SET_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION LIMIT_EXCEEDED_EXCEPTION SERVICE_NOT_ACTIVE_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION TASK_SET_NOT_FOUND_EXCEPTION CLIENT_EXCEPTION SERVICE_NOT_FOUND_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION UNSUPPORTED_FEATURE_EXCEPTION],
    }
    DeregisterContainerInstance = DEREGISTER_CONTAINER_INSTANCE {
        http: "POST" "/" 200,
        input: DeregisterContainerInstanceRequest = DEREGISTER_CONTAINER_INSTANCE_REQUEST,
        output: DeregisterContainerInstanceResponse = DEREGISTER_CONTAINER_INSTANCE_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    DeregisterTaskDefinition = DEREGISTER_TASK_DEFINITION {
        http: "POST" "/" 200,
        input: DeregisterTaskDefinitionRequest = DEREGISTER_TASK_DEFINITION_REQUEST,
        output: DeregisterTaskDefinitionResponse = DEREGISTER_TASK_DEFINITION_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION],
    }
    DescribeCapacityProviders = DESCRIBE_CAPACITY_PROVIDERS {
        http: "POST" "/" 200,
        input: DescribeCapacityProvidersRequest = DESCRIBE_CAPACITY_PROVIDERS_REQUEST,
        output: DescribeCapacityProvidersResponse = DESCRIBE_CAPACITY_PROVIDERS_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION UNSUPPORTED_FEATURE_EXCEPTION],
    }
    DescribeClusters = DESCRIBE_CLUSTERS {
        http: "POST" "/" 200,
        input: DescribeClustersRequest = DESCRIBE_CLUSTERS_REQUEST,
        output: DescribeClustersResponse = DESCRIBE_CLUSTERS_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION],
    }
    DescribeContainerInstances = DESCRIBE_CONTAINER_INSTANCES {
        http: "POST" "/" 200,
        input: DescribeContainerInstancesRequest = DESCRIBE_CONTAINER_INSTANCES_REQUEST,
        output: DescribeContainerInstancesResponse = DESCRIBE_CONTAINER_INSTANCES_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    DescribeServiceDeployments = DESCRIBE_SERVICE_DEPLOYMENTS {
        http: "POST" "/" 200,
        input: DescribeServiceDeploymentsRequest = DESCRIBE_SERVICE_DEPLOYMENTS_REQUEST,
        output: DescribeServiceDeploymentsResponse = DESCRIBE_SERVICE_DEPLOYMENTS_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION SERVICE_NOT_FOUND_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION UNSUPPORTED_FEATURE_EXCEPTION],
    }
    DescribeServiceRevisions = DESCRIBE_SERVICE_REVISIONS {
        http: "POST" "/" 200,
        input: DescribeServiceRevisionsRequest = DESCRIBE_SERVICE_REVISIONS_REQUEST,
        output: DescribeServiceRevisionsResponse = DESCRIBE_SERVICE_REVISIONS_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION SERVICE_NOT_FOUND_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION UNSUPPORTED_FEATURE_EXCEPTION],
    }
    DescribeServices = DESCRIBE_SERVICES {
        http: "POST" "/" 200,
        input: DescribeServicesRequest = DESCRIBE_SERVICES_REQUEST,
        output: DescribeServicesResponse = DESCRIBE_SERVICES_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    DescribeTaskDefinition = DESCRIBE_TASK_DEFINITION {
        http: "POST" "/" 200,
        input: DescribeTaskDefinitionRequest = DESCRIBE_TASK_DEFINITION_REQUEST,
        output: DescribeTaskDefinitionResponse = DESCRIBE_TASK_DEFINITION_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION],
    }
    DescribeTaskSets = DESCRIBE_TASK_SETS {
        http: "POST" "/" 200,
        input: DescribeTaskSetsRequest = DESCRIBE_TASK_SETS_REQUEST,
        output: DescribeTaskSetsResponse = DESCRIBE_TASK_SETS_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVICE_NOT_ACTIVE_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION SERVICE_NOT_FOUND_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION UNSUPPORTED_FEATURE_EXCEPTION],
    }
    DescribeTasks = DESCRIBE_TASKS {
        http: "POST" "/" 200,
        input: DescribeTasksRequest = DESCRIBE_TASKS_REQUEST,
        output: DescribeTasksResponse = DESCRIBE_TASKS_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    DiscoverPollEndpoint = DISCOVER_POLL_ENDPOINT {
        http: "POST" "/" 200,
        input: DiscoverPollEndpointRequest = DISCOVER_POLL_ENDPOINT_REQUEST,
        output: DiscoverPollEndpointResponse = DISCOVER_POLL_ENDPOINT_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION],
    }
    ExecuteCommand = EXECUTE_COMMAND {
        http: "POST" "/" 200,
        input: ExecuteCommandRequest = EXECUTE_COMMAND_REQUEST,
        output: ExecuteCommandResponse = EXECUTE_COMMAND_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION TARGET_NOT_CONNECTED_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    GetTaskProtection = GET_TASK_PROTECTION {
        http: "POST" "/" 200,
        input: GetTaskProtectionRequest = GET_TASK_PROTECTION_REQUEST,
        output: GetTaskProtectionResponse = GET_TASK_PROTECTION_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION UNSUPPORTED_FEATURE_EXCEPTION],
    }
    ListAccountSettings = LIST_ACCOUNT_SETTINGS {
        http: "POST" "/" 200,
        input: ListAccountSettingsRequest = LIST_ACCOUNT_SETTINGS_REQUEST,
        output: ListAccountSettingsResponse = LIST_ACCOUNT_SETTINGS_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION],
    }
    ListAttributes = LIST_ATTRIBUTES {
        http: "POST" "/" 200,
        input: ListAttributesRequest = LIST_ATTRIBUTES_REQUEST,
        output: ListAttributesResponse = LIST_ATTRIBUTES_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    ListClusters = LIST_CLUSTERS {
        http: "POST" "/" 200,
        input: ListClustersRequest = LIST_CLUSTERS_REQUEST,
        output: ListClustersResponse = LIST_CLUSTERS_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION],
    }
    ListContainerInstances = LIST_CONTAINER_INSTANCES {
        http: "POST" "/" 200,
        input: ListContainerInstancesRequest = LIST_CONTAINER_INSTANCES_REQUEST,
        output: ListContainerInstancesResponse = LIST_CONTAINER_INSTANCES_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    ListServiceDeployments = LIST_SERVICE_DEPLOYMENTS {
        http: "POST" "/" 200,
        input: ListServiceDeploymentsRequest = LIST_SERVICE_DEPLOYMENTS_REQUEST,
        output: ListServiceDeploymentsResponse = LIST_SERVICE_DEPLOYMENTS_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION SERVICE_NOT_FOUND_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION UNSUPPORTED_FEATURE_EXCEPTION],
    }
    ListServices = LIST_SERVICES {
        http: "POST" "/" 200,
        input: ListServicesRequest = LIST_SERVICES_REQUEST,
        output: ListServicesResponse = LIST_SERVICES_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    ListServicesByNamespace = LIST_SERVICES_BY_NAMESPACE {
        http: "POST" "/" 200,
        input: ListServicesByNamespaceRequest = LIST_SERVICES_BY_NAMESPACE_REQUEST,
        output: ListServicesByNamespaceResponse = LIST_SERVICES_BY_NAMESPACE_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION NAMESPACE_NOT_FOUND_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION],
    }
    ListTagsForResource = LIST_TAGS_FOR_RESOURCE {
        http: "POST" "/" 200,
        input: ListTagsForResourceRequest = LIST_TAGS_FOR_RESOURCE_REQUEST,
        output: ListTagsForResourceResponse = LIST_TAGS_FOR_RESOURCE_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    ListTaskDefinitionFamilies = LIST_TASK_DEFINITION_FAMILIES {
        http: "POST" "/" 200,
        input: ListTaskDefinitionFamiliesRequest = LIST_TASK_DEFINITION_FAMILIES_REQUEST,
        output: ListTaskDefinitionFamiliesResponse = LIST_TASK_DEFINITION_FAMILIES_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION],
    }
    ListTaskDefinitions = LIST_TASK_DEFINITIONS {
        http: "POST" "/" 200,
        input: ListTaskDefinitionsRequest = LIST_TASK_DEFINITIONS_REQUEST,
        output: ListTaskDefinitionsResponse = LIST_TASK_DEFINITIONS_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION],
    }
    ListTasks = LIST_TASKS {
        http: "POST" "/" 200,
        input: ListTasksRequest = LIST_TASKS_REQUEST,
        output: ListTasksResponse = LIST_TASKS_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION SERVICE_NOT_FOUND_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    PutAccountSetting = PUT_ACCOUNT_SETTING {
        http: "POST" "/" 200,
        input: PutAccountSettingRequest = PUT_ACCOUNT_SETTING_REQUEST,
        output: PutAccountSettingResponse = PUT_ACCOUNT_SETTING_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION],
    }
    PutAccountSettingDefault = PUT_ACCOUNT_SETTING_DEFAULT {
        http: "POST" "/" 200,
        input: PutAccountSettingDefaultRequest = PUT_ACCOUNT_SETTING_DEFAULT_REQUEST,
        output: PutAccountSettingDefaultResponse = PUT_ACCOUNT_SETTING_DEFAULT_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION],
    }
    PutAttributes = PUT_ATTRIBUTES {
        http: "POST" "/" 200,
        input: PutAttributesRequest = PUT_ATTRIBUTES_REQUEST,
        output: PutAttributesResponse = PUT_ATTRIBUTES_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION TARGET_NOT_FOUND_EXCEPTION SERVER_EXCEPTION ATTRIBUTE_LIMIT_EXCEEDED_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    PutClusterCapacityProviders = PUT_CLUSTER_CAPACITY_PROVIDERS {
        http: "POST" "/" 200,
        input: PutClusterCapacityProvidersRequest = PUT_CLUSTER_CAPACITY_PROVIDERS_REQUEST,
        output: PutClusterCapacityProvidersResponse = PUT_CLUSTER_CAPACITY_PROVIDERS_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION UPDATE_IN_PROGRESS_EXCEPTION INVALID_PARAMETER_EXCEPTION RESOURCE_IN_USE_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    RegisterContainerInstance = REGISTER_CONTAINER_INSTANCE {
        http: "POST" "/" 200,
        input: RegisterContainerInstanceRequest = REGISTER_CONTAINER_INSTANCE_REQUEST,
        output: RegisterContainerInstanceResponse = REGISTER_CONTAINER_INSTANCE_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    RegisterTaskDefinition = REGISTER_TASK_DEFINITION {
        http: "POST" "/" 200,
        input: RegisterTaskDefinitionRequest = REGISTER_TASK_DEFINITION_REQUEST,
        output: RegisterTaskDefinitionResponse = REGISTER_TASK_DEFINITION_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION LIMIT_EXCEEDED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION],
    }
    RunTask = RUN_TASK {
        http: "POST" "/" 200,
        input: RunTaskRequest = RUN_TASK_REQUEST,
        output: RunTaskResponse = RUN_TASK_RESPONSE,
        errors: [CONFLICT_EXCEPTION ACCESS_DENIED_EXCEPTION PLATFORM_UNKNOWN_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION BLOCKED_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION PLATFORM_TASK_DEFINITION_INCOMPATIBILITY_EXCEPTION UNSUPPORTED_FEATURE_EXCEPTION],
    }
    StartTask = START_TASK {
        http: "POST" "/" 200,
        input: StartTaskRequest = START_TASK_REQUEST,
        output: StartTaskResponse = START_TASK_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION NAMESPACE_NOT_FOUND_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION UNSUPPORTED_FEATURE_EXCEPTION],
    }
    StopServiceDeployment = STOP_SERVICE_DEPLOYMENT {
        http: "POST" "/" 200,
        input: StopServiceDeploymentRequest = STOP_SERVICE_DEPLOYMENT_REQUEST,
        output: StopServiceDeploymentResponse = STOP_SERVICE_DEPLOYMENT_RESPONSE,
        errors: [CONFLICT_EXCEPTION ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION SERVICE_DEPLOYMENT_NOT_FOUND_EXCEPTION UNSUPPORTED_FEATURE_EXCEPTION],
    }
    StopTask = STOP_TASK {
        http: "POST" "/" 200,
        input: StopTaskRequest = STOP_TASK_REQUEST,
        output: StopTaskResponse = STOP_TASK_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    SubmitAttachmentStateChanges = SUBMIT_ATTACHMENT_STATE_CHANGES {
        http: "POST" "/" 200,
        input: SubmitAttachmentStateChangesRequest = SUBMIT_ATTACHMENT_STATE_CHANGES_REQUEST,
        output: SubmitAttachmentStateChangesResponse = SUBMIT_ATTACHMENT_STATE_CHANGES_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    SubmitContainerStateChange = SUBMIT_CONTAINER_STATE_CHANGE {
        http: "POST" "/" 200,
        input: SubmitContainerStateChangeRequest = SUBMIT_CONTAINER_STATE_CHANGE_REQUEST,
        output: SubmitContainerStateChangeResponse = SUBMIT_CONTAINER_STATE_CHANGE_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    SubmitTaskStateChange = SUBMIT_TASK_STATE_CHANGE {
        http: "POST" "/" 200,
        input: SubmitTaskStateChangeRequest = SUBMIT_TASK_STATE_CHANGE_REQUEST,
        output: SubmitTaskStateChangeResponse = SUBMIT_TASK_STATE_CHANGE_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    TagResource = TAG_RESOURCE {
        http: "POST" "/" 200,
        input: TagResourceRequest = TAG_RESOURCE_REQUEST,
        output: TagResourceResponse = TAG_RESOURCE_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION LIMIT_EXCEEDED_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    UntagResource = UNTAG_RESOURCE {
        http: "POST" "/" 200,
        input: UntagResourceRequest = UNTAG_RESOURCE_REQUEST,
        output: UntagResourceResponse = UNTAG_RESOURCE_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    UpdateCluster = UPDATE_CLUSTER {
        http: "POST" "/" 200,
        input: UpdateClusterRequest = UPDATE_CLUSTER_REQUEST,
        output: UpdateClusterResponse = UPDATE_CLUSTER_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION NAMESPACE_NOT_FOUND_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    UpdateClusterSettings = UPDATE_CLUSTER_SETTINGS {
        http: "POST" "/" 200,
        input: UpdateClusterSettingsRequest = UPDATE_CLUSTER_SETTINGS_REQUEST,
        output: UpdateClusterSettingsResponse = UPDATE_CLUSTER_SETTINGS_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION UPDATE_IN_PROGRESS_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    UpdateContainerAgent = UPDATE_CONTAINER_AGENT {
        http: "POST" "/" 200,
        input: UpdateContainerAgentRequest = UPDATE_CONTAINER_AGENT_REQUEST,
        output: UpdateContainerAgentResponse = UPDATE_CONTAINER_AGENT_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION NO_UPDATE_AVAILABLE_EXCEPTION MISSING_VERSION_EXCEPTION SERVER_EXCEPTION UPDATE_IN_PROGRESS_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    UpdateContainerInstancesState = UPDATE_CONTAINER_INSTANCES_STATE {
        http: "POST" "/" 200,
        input: UpdateContainerInstancesStateRequest = UPDATE_CONTAINER_INSTANCES_STATE_REQUEST,
        output: UpdateContainerInstancesStateResponse = UPDATE_CONTAINER_INSTANCES_STATE_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION],
    }
    UpdateService = UPDATE_SERVICE {
        http: "POST" "/" 200,
        input: UpdateServiceRequest = UPDATE_SERVICE_REQUEST,
        output: UpdateServiceResponse = UPDATE_SERVICE_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION PLATFORM_UNKNOWN_EXCEPTION NAMESPACE_NOT_FOUND_EXCEPTION SERVICE_NOT_ACTIVE_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION SERVICE_NOT_FOUND_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION PLATFORM_TASK_DEFINITION_INCOMPATIBILITY_EXCEPTION UNSUPPORTED_FEATURE_EXCEPTION],
    }
    UpdateServicePrimaryTaskSet = UPDATE_SERVICE_PRIMARY_TASK_SET {
        http: "POST" "/" 200,
        input: UpdateServicePrimaryTaskSetRequest = UPDATE_SERVICE_PRIMARY_TASK_SET_REQUEST,
        output: UpdateServicePrimaryTaskSetResponse = UPDATE_SERVICE_PRIMARY_TASK_SET_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION SERVICE_NOT_ACTIVE_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION TASK_SET_NOT_FOUND_EXCEPTION CLIENT_EXCEPTION SERVICE_NOT_FOUND_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION UNSUPPORTED_FEATURE_EXCEPTION],
    }
    UpdateTaskProtection = UPDATE_TASK_PROTECTION {
        http: "POST" "/" 200,
        input: UpdateTaskProtectionRequest = UPDATE_TASK_PROTECTION_REQUEST,
        output: UpdateTaskProtectionResponse = UPDATE_TASK_PROTECTION_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION RESOURCE_NOT_FOUND_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION CLIENT_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION UNSUPPORTED_FEATURE_EXCEPTION],
    }
    UpdateTaskSet = UPDATE_TASK_SET {
        http: "POST" "/" 200,
        input: UpdateTaskSetRequest = UPDATE_TASK_SET_REQUEST,
        output: UpdateTaskSetResponse = UPDATE_TASK_SET_RESPONSE,
        errors: [ACCESS_DENIED_EXCEPTION LIMIT_EXCEEDED_EXCEPTION SERVICE_NOT_ACTIVE_EXCEPTION SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION TASK_SET_NOT_FOUND_EXCEPTION CLIENT_EXCEPTION SERVICE_NOT_FOUND_EXCEPTION CLUSTER_NOT_FOUND_EXCEPTION UNSUPPORTED_FEATURE_EXCEPTION],
    }
}}

structure! { AcceleratorCountRequest = ACCELERATOR_COUNT_REQUEST {
    min: Option<i32> = opt("min", INT),
    max: Option<i32> = opt("max", INT),
}}

structure! { AcceleratorTotalMemoryMiBRequest = ACCELERATOR_TOTAL_MEMORY_MIB_REQUEST {
    min: Option<i32> = opt("min", INT),
    max: Option<i32> = opt("max", INT),
}}

structure! { AdvancedConfiguration = ADVANCED_CONFIGURATION {
    alternate_target_group_arn: Option<String> = opt("alternateTargetGroupArn", TEXT),
    production_listener_rule: Option<String> = opt("productionListenerRule", TEXT),
    test_listener_rule: Option<String> = opt("testListenerRule", TEXT),
    role_arn: Option<String> = opt("roleArn", TEXT),
}}

structure! { Attachment = ATTACHMENT {
    id: Option<String> = opt("id", TEXT),
    r#type: Option<String> = opt("type", TEXT),
    status: Option<String> = opt("status", TEXT),
    details: Option<Vec<KeyValuePair>> = opt("details", list(&ATTACHMENT_DETAILS)),
}}

structure! { AttachmentStateChange = ATTACHMENT_STATE_CHANGE {
    attachment_arn: String = req("attachmentArn", TEXT),
    status: String = req("status", TEXT),
}}

structure! { Attribute = ATTRIBUTE {
    name: String = req("name", TEXT),
    value: Option<String> = opt("value", TEXT),
    target_type: Option<String> = opt("targetType", text(&TARGET_TYPE)),
    target_id: Option<String> = opt("targetId", TEXT),
}}

structure! { AutoRepairConfiguration = AUTO_REPAIR_CONFIGURATION {
    actions_status: Option<String> = opt("actionsStatus", text(&AUTO_REPAIR_ACTIONS_STATUS)),
}}

structure! { AutoScalingGroupProvider = AUTO_SCALING_GROUP_PROVIDER {
    auto_scaling_group_arn: String = req("autoScalingGroupArn", TEXT),
    managed_scaling: Option<ManagedScaling> = opt("managedScaling", object(&MANAGED_SCALING)),
    managed_termination_protection: Option<String> = opt("managedTerminationProtection", text(&MANAGED_TERMINATION_PROTECTION)),
    managed_draining: Option<String> = opt("managedDraining", text(&MANAGED_DRAINING)),
}}

structure! { AwsVpcConfiguration = AWS_VPC_CONFIGURATION {
    subnets: Vec<String> = req("subnets", list(&STRING_LIST)),
    security_groups: Option<Vec<String>> = opt("securityGroups", list(&STRING_LIST)),
    assign_public_ip: Option<String> = opt("assignPublicIp", text(&ASSIGN_PUBLIC_IP)),
}}

structure! { BaselineEbsBandwidthMbpsRequest = BASELINE_EBS_BANDWIDTH_MBPS_REQUEST {
    min: Option<i32> = opt("min", INT),
    max: Option<i32> = opt("max", INT),
}}

structure! { CanaryConfiguration = CANARY_CONFIGURATION {
    canary_percent: Option<f64> = opt("canaryPercent", DOUBLE),
    canary_bake_time_in_minutes: Option<i32> = opt("canaryBakeTimeInMinutes", INT),
}}

structure! { CapacityProvider = CAPACITY_PROVIDER {
    capacity_provider_arn: Option<String> = opt("capacityProviderArn", TEXT),
    name: Option<String> = opt("name", TEXT),
    cluster: Option<String> = opt("cluster", TEXT),
    status: Option<String> = opt("status", text(&CAPACITY_PROVIDER_STATUS)),
    auto_scaling_group_provider: Option<AutoScalingGroupProvider> = opt("autoScalingGroupProvider", object(&AUTO_SCALING_GROUP_PROVIDER)),
    managed_instances_provider: Option<ManagedInstancesProvider> = opt("managedInstancesProvider", object(&MANAGED_INSTANCES_PROVIDER)),
    update_status: Option<String> = opt("updateStatus", text(&CAPACITY_PROVIDER_UPDATE_STATUS)),
    update_status_reason: Option<String> = opt("updateStatusReason", TEXT),
    tags: Option<Vec<Tag>> = opt("tags", list(&TAGS)),
    r#type: Option<String> = opt("type", text(&CAPACITY_PROVIDER_TYPE)),
}}

structure! { CapacityProviderStrategyItem = CAPACITY_PROVIDER_STRATEGY_ITEM {
    capacity_provider: String = req("capacityProvider", TEXT),
    weight: Option<i32> = opt("weight", int(&CAPACITY_PROVIDER_STRATEGY_ITEM_WEIGHT)),
    base: Option<i32> = opt("base", int(&CAPACITY_PROVIDER_STRATEGY_ITEM_BASE)),
}}

structure! { CapacityReservationRequest = CAPACITY_RESERVATION_REQUEST {
    reservation_group_arn: Option<String> = opt("reservationGroupArn", TEXT),
    reservation_preference: Option<String> = opt("reservationPreference", text(&CAPACITY_RESERVATION_PREFERENCE)),
}}

structure! { Cluster = CLUSTER {
    cluster_arn: Option<String> = opt("clusterArn", TEXT),
    cluster_name: Option<String> = opt("clusterName", TEXT),
    configuration: Option<ClusterConfiguration> = opt("configuration", object(&CLUSTER_CONFIGURATION)),
    status: Option<String> = opt("status", TEXT),
    registered_container_instances_count: Option<i32> = opt("registeredContainerInstancesCount", INT),
    running_tasks_count: Option<i32> = opt("runningTasksCount", INT),
    pending_tasks_count: Option<i32> = opt("pendingTasksCount", INT),
    active_services_count: Option<i32> = opt("activeServicesCount", INT),
    statistics: Option<Vec<KeyValuePair>> = opt("statistics", list(&STATISTICS)),
    tags: Option<Vec<Tag>> = opt("tags", list(&TAGS)),
    settings: Option<Vec<ClusterSetting>> = opt("settings", list(&CLUSTER_SETTINGS)),
    capacity_providers: Option<Vec<String>> = opt("capacityProviders", list(&STRING_LIST)),
    default_capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>> = opt("defaultCapacityProviderStrategy", list(&CAPACITY_PROVIDER_STRATEGY)),
    attachments: Option<Vec<Attachment>> = opt("attachments", list(&ATTACHMENTS)),
    attachments_status: Option<String> = opt("attachmentsStatus", TEXT),
    service_connect_defaults: Option<ClusterServiceConnectDefaults> = opt("serviceConnectDefaults", object(&CLUSTER_SERVICE_CONNECT_DEFAULTS)),
}}

structure! { ClusterConfiguration = CLUSTER_CONFIGURATION {
    execute_command_configuration: Option<ExecuteCommandConfiguration> = opt("executeCommandConfiguration", object(&EXECUTE_COMMAND_CONFIGURATION)),
    managed_storage_configuration: Option<ManagedStorageConfiguration> = opt("managedStorageConfiguration", object(&MANAGED_STORAGE_CONFIGURATION)),
}}

structure! { ClusterServiceConnectDefaults = CLUSTER_SERVICE_CONNECT_DEFAULTS {
    namespace: Option<String> = opt("namespace", TEXT),
}}

structure! { ClusterServiceConnectDefaultsRequest = CLUSTER_SERVICE_CONNECT_DEFAULTS_REQUEST {
    namespace: String = req("namespace", TEXT),
}}

structure! { ClusterSetting = CLUSTER_SETTING {
    name: Option<String> = opt("name", text(&CLUSTER_SETTING_NAME)),
    value: Option<String> = opt("value", TEXT),
}}

structure! { Container = CONTAINER {
    container_arn: Option<String> = opt("containerArn", TEXT),
    task_arn: Option<String> = opt("taskArn", TEXT),
    name: Option<String> = opt("name", TEXT),
    image: Option<String> = opt("image", TEXT),
    image_digest: Option<String> = opt("imageDigest", TEXT),
    runtime_id: Option<String> = opt("runtimeId", TEXT),
    last_status: Option<String> = opt("lastStatus", TEXT),
    exit_code: Option<i32> = opt("exitCode", INT),
    reason: Option<String> = opt("reason", TEXT),
    network_bindings: Option<Vec<NetworkBinding>> = opt("networkBindings", list(&NETWORK_BINDINGS)),
    network_interfaces: Option<Vec<NetworkInterface>> = opt("networkInterfaces", list(&NETWORK_INTERFACES)),
    health_status: Option<String> = opt("healthStatus", text(&HEALTH_STATUS)),
    managed_agents: Option<Vec<ManagedAgent>> = opt("managedAgents", list(&MANAGED_AGENTS)),
    cpu: Option<String> = opt("cpu", TEXT),
    memory: Option<String> = opt("memory", TEXT),
    memory_reservation: Option<String> = opt("memoryReservation", TEXT),
    gpu_ids: Option<Vec<String>> = opt("gpuIds", list(&GPU_IDS)),
    neuron_device_ids: Option<Vec<String>> = opt("neuronDeviceIds", list(&NEURON_DEVICE_IDS)),
    gpu_sharing_strategy: Option<SharingStrategy> = opt("gpuSharingStrategy", object(&SHARING_STRATEGY)),
}}

structure! { ContainerDefinition = CONTAINER_DEFINITION {
    name: Option<String> = opt("name", TEXT),
    image: Option<String> = opt("image", TEXT),
    repository_credentials: Option<RepositoryCredentials> = opt("repositoryCredentials", object(&REPOSITORY_CREDENTIALS)),
    cpu: Option<i32> = opt("cpu", INT),
    memory: Option<i32> = opt("memory", INT),
    memory_reservation: Option<i32> = opt("memoryReservation", INT),
    links: Option<Vec<String>> = opt("links", list(&STRING_LIST)),
    port_mappings: Option<Vec<PortMapping>> = opt("portMappings", list(&PORT_MAPPING_LIST)),
    essential: Option<bool> = opt("essential", BOOL),
    restart_policy: Option<ContainerRestartPolicy> = opt("restartPolicy", object(&CONTAINER_RESTART_POLICY)),
    entry_point: Option<Vec<String>> = opt("entryPoint", list(&STRING_LIST)),
    command: Option<Vec<String>> = opt("command", list(&STRING_LIST)),
    environment: Option<Vec<KeyValuePair>> = opt("environment", list(&ENVIRONMENT_VARIABLES)),
    environment_files: Option<Vec<EnvironmentFile>> = opt("environmentFiles", list(&ENVIRONMENT_FILES)),
    mount_points: Option<Vec<MountPoint>> = opt("mountPoints", list(&MOUNT_POINT_LIST)),
    volumes_from: Option<Vec<VolumeFrom>> = opt("volumesFrom", list(&VOLUME_FROM_LIST)),
    linux_parameters: Option<LinuxParameters> = opt("linuxParameters", object(&LINUX_PARAMETERS)),
    secrets: Option<Vec<Secret>> = opt("secrets", list(&SECRET_LIST)),
    depends_on: Option<Vec<ContainerDependency>> = opt("dependsOn", list(&CONTAINER_DEPENDENCIES)),
    start_timeout: Option<i32> = opt("startTimeout", INT),
    stop_timeout: Option<i32> = opt("stopTimeout", INT),
    version_consistency: Option<String> = opt("versionConsistency", text(&VERSION_CONSISTENCY)),
    hostname: Option<String> = opt("hostname", TEXT),
    user: Option<String> = opt("user", TEXT),
    working_directory: Option<String> = opt("workingDirectory", TEXT),
    disable_networking: Option<bool> = opt("disableNetworking", BOOL),
    privileged: Option<bool> = opt("privileged", BOOL),
    readonly_root_filesystem: Option<bool> = opt("readonlyRootFilesystem", BOOL),
    dns_servers: Option<Vec<String>> = opt("dnsServers", list(&STRING_LIST)),
    dns_search_domains: Option<Vec<String>> = opt("dnsSearchDomains", list(&STRING_LIST)),
    extra_hosts: Option<Vec<HostEntry>> = opt("extraHosts", list(&HOST_ENTRY_LIST)),
    docker_security_options: Option<Vec<String>> = opt("dockerSecurityOptions", list(&STRING_LIST)),
    interactive: Option<bool> = opt("interactive", BOOL),
    pseudo_terminal: Option<bool> = opt("pseudoTerminal", BOOL),
    docker_labels: Option<BTreeMap<String, String>> = opt("dockerLabels", map(&DOCKER_LABELS_MAP)),
    ulimits: Option<Vec<Ulimit>> = opt("ulimits", list(&ULIMIT_LIST)),
    log_configuration: Option<LogConfiguration> = opt("logConfiguration", object(&LOG_CONFIGURATION)),
    health_check: Option<HealthCheck> = opt("healthCheck", object(&HEALTH_CHECK)),
    system_controls: Option<Vec<SystemControl>> = opt("systemControls", list(&SYSTEM_CONTROLS)),
    resource_requirements: Option<Vec<ResourceRequirement>> = opt("resourceRequirements", list(&RESOURCE_REQUIREMENTS)),
    firelens_configuration: Option<FirelensConfiguration> = opt("firelensConfiguration", object(&FIRELENS_CONFIGURATION)),
    credential_specs: Option<Vec<String>> = opt("credentialSpecs", list(&STRING_LIST)),
}}

structure! { ContainerDependency = CONTAINER_DEPENDENCY {
    container_name: String = req("containerName", TEXT),
    condition: String = req("condition", text(&CONTAINER_CONDITION)),
}}

structure! { ContainerImage = CONTAINER_IMAGE {
    container_name: Option<String> = opt("containerName", TEXT),
    image_digest: Option<String> = opt("imageDigest", TEXT),
    image: Option<String> = opt("image", TEXT),
}}

structure! { ContainerInstance = CONTAINER_INSTANCE {
    container_instance_arn: Option<String> = opt("containerInstanceArn", TEXT),
    ec2_instance_id: Option<String> = opt("ec2InstanceId", TEXT),
    capacity_provider_name: Option<String> = opt("capacityProviderName", TEXT),
    version: Option<i64> = opt("version", LONG),
    version_info: Option<VersionInfo> = opt("versionInfo", object(&VERSION_INFO)),
    remaining_resources: Option<Vec<Resource>> = opt("remainingResources", list(&RESOURCES)),
    registered_resources: Option<Vec<Resource>> = opt("registeredResources", list(&RESOURCES)),
    status: Option<String> = opt("status", TEXT),
    status_reason: Option<String> = opt("statusReason", TEXT),
    agent_connected: Option<bool> = opt("agentConnected", BOOL),
    running_tasks_count: Option<i32> = opt("runningTasksCount", INT),
    pending_tasks_count: Option<i32> = opt("pendingTasksCount", INT),
    agent_update_status: Option<String> = opt("agentUpdateStatus", text(&AGENT_UPDATE_STATUS)),
    attributes: Option<Vec<Attribute>> = opt("attributes", list(&ATTRIBUTES)),
    registered_at: Option<Timestamp> = opt("registeredAt", TIME),
    attachments: Option<Vec<Attachment>> = opt("attachments", list(&ATTACHMENTS)),
    tags: Option<Vec<Tag>> = opt("tags", list(&TAGS)),
    health_status: Option<ContainerInstanceHealthStatus> = opt("healthStatus", object(&CONTAINER_INSTANCE_HEALTH_STATUS)),
    gpu_devices: Option<Vec<GpuDevice>> = opt("gpuDevices", list(&GPU_DEVICES)),
}}

structure! { ContainerInstanceHealthStatus = CONTAINER_INSTANCE_HEALTH_STATUS {
    overall_status: Option<String> = opt("overallStatus", text(&INSTANCE_HEALTH_CHECK_STATE)),
    details: Option<Vec<InstanceHealthCheckResult>> = opt("details", list(&INSTANCE_HEALTH_CHECK_RESULT_LIST)),
}}

structure! { ContainerOverride = CONTAINER_OVERRIDE {
    name: Option<String> = opt("name", TEXT),
    command: Option<Vec<String>> = opt("command", list(&STRING_LIST)),
    environment: Option<Vec<KeyValuePair>> = opt("environment", list(&ENVIRONMENT_VARIABLES)),
    environment_files: Option<Vec<EnvironmentFile>> = opt("environmentFiles", list(&ENVIRONMENT_FILES)),
    cpu: Option<i32> = opt("cpu", INT),
    memory: Option<i32> = opt("memory", INT),
    memory_reservation: Option<i32> = opt("memoryReservation", INT),
    resource_requirements: Option<Vec<ResourceRequirement>> = opt("resourceRequirements", list(&RESOURCE_REQUIREMENTS)),
}}

structure! { ContainerRestartPolicy = CONTAINER_RESTART_POLICY {
    enabled: bool = req("enabled", BOOL),
    ignored_exit_codes: Option<Vec<i32>> = opt("ignoredExitCodes", list(&INTEGER_LIST)),
    restart_attempt_period: Option<i32> = opt("restartAttemptPeriod", INT),
}}

structure! { ContainerStateChange = CONTAINER_STATE_CHANGE {
    container_name: Option<String> = opt("containerName", TEXT),
    image_digest: Option<String> = opt("imageDigest", TEXT),
    runtime_id: Option<String> = opt("runtimeId", TEXT),
    exit_code: Option<i32> = opt("exitCode", INT),
    network_bindings: Option<Vec<NetworkBinding>> = opt("networkBindings", list(&NETWORK_BINDINGS)),
    reason: Option<String> = opt("reason", TEXT),
    status: Option<String> = opt("status", TEXT),
}}

structure! { ContinueServiceDeploymentRequest = CONTINUE_SERVICE_DEPLOYMENT_REQUEST {
    service_deployment_arn: String = req("serviceDeploymentArn", TEXT),
    hook_id: String = req("hookId", TEXT),
    action: Option<String> = opt("action", text(&DEPLOYMENT_LIFECYCLE_HOOK_ACTION)),
}}

structure! { ContinueServiceDeploymentResponse = CONTINUE_SERVICE_DEPLOYMENT_RESPONSE {
    service_deployment_arn: Option<String> = opt("serviceDeploymentArn", TEXT),
}}

structure! { CreateClusterRequest = CREATE_CLUSTER_REQUEST {
    cluster_name: Option<String> = opt("clusterName", TEXT),
    tags: Option<Vec<Tag>> = opt("tags", list(&TAGS)),
    settings: Option<Vec<ClusterSetting>> = opt("settings", list(&CLUSTER_SETTINGS)),
    configuration: Option<ClusterConfiguration> = opt("configuration", object(&CLUSTER_CONFIGURATION)),
    capacity_providers: Option<Vec<String>> = opt("capacityProviders", list(&STRING_LIST)),
    default_capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>> = opt("defaultCapacityProviderStrategy", list(&CAPACITY_PROVIDER_STRATEGY)),
    service_connect_defaults: Option<ClusterServiceConnectDefaultsRequest> = opt("serviceConnectDefaults", object(&CLUSTER_SERVICE_CONNECT_DEFAULTS_REQUEST)),
}}

structure! { CreateClusterResponse = CREATE_CLUSTER_RESPONSE {
    cluster: Option<Cluster> = opt("cluster", object(&CLUSTER)),
}}

structure! { CreateServiceRequest = CREATE_SERVICE_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    service_name: String = req("serviceName", TEXT),
    task_definition: Option<String> = opt("taskDefinition", TEXT),
    availability_zone_rebalancing: Option<String> = opt("availabilityZoneRebalancing", text(&AVAILABILITY_ZONE_REBALANCING)),
    load_balancers: Option<Vec<LoadBalancer>> = opt("loadBalancers", list(&LOAD_BALANCERS)),
    service_registries: Option<Vec<ServiceRegistry>> = opt("serviceRegistries", list(&SERVICE_REGISTRIES)),
    desired_count: Option<i32> = opt("desiredCount", INT),
    client_token: Option<String> = opt("clientToken", TEXT),
    launch_type: Option<String> = opt("launchType", text(&LAUNCH_TYPE)),
    capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>> = opt("capacityProviderStrategy", list(&CAPACITY_PROVIDER_STRATEGY)),
    platform_version: Option<String> = opt("platformVersion", TEXT),
    role: Option<String> = opt("role", TEXT),
    deployment_configuration: Option<DeploymentConfiguration> = opt("deploymentConfiguration", object(&DEPLOYMENT_CONFIGURATION)),
    placement_constraints: Option<Vec<PlacementConstraint>> = opt("placementConstraints", list(&PLACEMENT_CONSTRAINTS)),
    placement_strategy: Option<Vec<PlacementStrategy>> = opt("placementStrategy", list(&PLACEMENT_STRATEGIES)),
    network_configuration: Option<NetworkConfiguration> = opt("networkConfiguration", object(&NETWORK_CONFIGURATION)),
    health_check_grace_period_seconds: Option<i32> = opt("healthCheckGracePeriodSeconds", INT),
    scheduling_strategy: Option<String> = opt("schedulingStrategy", text(&SCHEDULING_STRATEGY)),
    deployment_controller: Option<DeploymentController> = opt("deploymentController", object(&DEPLOYMENT_CONTROLLER)),
    tags: Option<Vec<Tag>> = opt("tags", list(&TAGS)),
    enable_ecs_managed_tags: Option<bool> = opt("enableECSManagedTags", BOOL),
    propagate_tags: Option<String> = opt("propagateTags", text(&PROPAGATE_TAGS)),
    enable_execute_command: Option<bool> = opt("enableExecuteCommand", BOOL),
    service_connect_configuration: Option<ServiceConnectConfiguration> = opt("serviceConnectConfiguration", object(&SERVICE_CONNECT_CONFIGURATION)),
    volume_configurations: Option<Vec<ServiceVolumeConfiguration>> = opt("volumeConfigurations", list(&SERVICE_VOLUME_CONFIGURATIONS)),
    vpc_lattice_configurations: Option<Vec<VpcLatticeConfiguration>> = opt("vpcLatticeConfigurations", list(&VPC_LATTICE_CONFIGURATIONS)),
    gateway_connectors: Option<Vec<GatewayConnector>> = opt("gatewayConnectors", list(&GATEWAY_CONNECTOR_LIST)),
    monitoring: Option<MonitoringConfiguration> = opt("monitoring", object(&MONITORING_CONFIGURATION)),
}}

structure! { CreateServiceResponse = CREATE_SERVICE_RESPONSE {
    service: Option<Service> = opt("service", object(&SERVICE_)),
}}

structure! { CreateTaskSetRequest = CREATE_TASK_SET_REQUEST {
    service: String = req("service", TEXT),
    cluster: String = req("cluster", TEXT),
    external_id: Option<String> = opt("externalId", TEXT),
    task_definition: String = req("taskDefinition", TEXT),
    network_configuration: Option<NetworkConfiguration> = opt("networkConfiguration", object(&NETWORK_CONFIGURATION)),
    load_balancers: Option<Vec<LoadBalancer>> = opt("loadBalancers", list(&LOAD_BALANCERS)),
    service_registries: Option<Vec<ServiceRegistry>> = opt("serviceRegistries", list(&SERVICE_REGISTRIES)),
    launch_type: Option<String> = opt("launchType", text(&LAUNCH_TYPE)),
    capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>> = opt("capacityProviderStrategy", list(&CAPACITY_PROVIDER_STRATEGY)),
    platform_version: Option<String> = opt("platformVersion", TEXT),
    scale: Option<Scale> = opt("scale", object(&SCALE)),
    client_token: Option<String> = opt("clientToken", TEXT),
    tags: Option<Vec<Tag>> = opt("tags", list(&TAGS)),
}}

structure! { CreateTaskSetResponse = CREATE_TASK_SET_RESPONSE {
    task_set: Option<TaskSet> = opt("taskSet", object(&TASK_SET)),
}}

structure! { CreatedAt = CREATED_AT {
    before: Option<Timestamp> = opt("before", TIME),
    after: Option<Timestamp> = opt("after", TIME),
}}

structure! { DeleteAccountSettingRequest = DELETE_ACCOUNT_SETTING_REQUEST {
    name: String = req("name", text(&SETTING_NAME)),
    principal_arn: Option<String> = opt("principalArn", TEXT),
}}

structure! { DeleteAccountSettingResponse = DELETE_ACCOUNT_SETTING_RESPONSE {
    setting: Option<Setting> = opt("setting", object(&SETTING)),
}}

structure! { DeleteAttributesRequest = DELETE_ATTRIBUTES_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    attributes: Vec<Attribute> = req("attributes", list(&ATTRIBUTES)),
}}

structure! { DeleteAttributesResponse = DELETE_ATTRIBUTES_RESPONSE {
    attributes: Option<Vec<Attribute>> = opt("attributes", list(&ATTRIBUTES)),
}}

structure! { DeleteClusterRequest = DELETE_CLUSTER_REQUEST {
    cluster: String = req("cluster", TEXT),
}}

structure! { DeleteClusterResponse = DELETE_CLUSTER_RESPONSE {
    cluster: Option<Cluster> = opt("cluster", object(&CLUSTER)),
}}

structure! { DeleteServiceRequest = DELETE_SERVICE_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    service: String = req("service", TEXT),
    force: Option<bool> = opt("force", BOOL),
}}

structure! { DeleteServiceResponse = DELETE_SERVICE_RESPONSE {
    service: Option<Service> = opt("service", object(&SERVICE_)),
}}

structure! { DeleteTaskDefinitionsRequest = DELETE_TASK_DEFINITIONS_REQUEST {
    task_definitions: Vec<String> = req("taskDefinitions", list(&STRING_LIST)),
}}

structure! { DeleteTaskDefinitionsResponse = DELETE_TASK_DEFINITIONS_RESPONSE {
    task_definitions: Option<Vec<TaskDefinition>> = opt("taskDefinitions", list(&TASK_DEFINITION_LIST)),
    failures: Option<Vec<Failure>> = opt("failures", list(&FAILURES)),
}}

structure! { DeleteTaskSetRequest = DELETE_TASK_SET_REQUEST {
    cluster: String = req("cluster", TEXT),
    service: String = req("service", TEXT),
    task_set: String = req("taskSet", TEXT),
    force: Option<bool> = opt("force", BOOL),
}}

structure! { DeleteTaskSetResponse = DELETE_TASK_SET_RESPONSE {
    task_set: Option<TaskSet> = opt("taskSet", object(&TASK_SET)),
}}

structure! { Deployment = DEPLOYMENT {
    id: Option<String> = opt("id", TEXT),
    status: Option<String> = opt("status", TEXT),
    task_definition: Option<String> = opt("taskDefinition", TEXT),
    desired_count: Option<i32> = opt("desiredCount", INT),
    pending_count: Option<i32> = opt("pendingCount", INT),
    running_count: Option<i32> = opt("runningCount", INT),
    failed_tasks: Option<i32> = opt("failedTasks", INT),
    created_at: Option<Timestamp> = opt("createdAt", TIME),
    updated_at: Option<Timestamp> = opt("updatedAt", TIME),
    capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>> = opt("capacityProviderStrategy", list(&CAPACITY_PROVIDER_STRATEGY)),
    launch_type: Option<String> = opt("launchType", text(&LAUNCH_TYPE)),
    platform_version: Option<String> = opt("platformVersion", TEXT),
    platform_family: Option<String> = opt("platformFamily", TEXT),
    network_configuration: Option<NetworkConfiguration> = opt("networkConfiguration", object(&NETWORK_CONFIGURATION)),
    rollout_state: Option<String> = opt("rolloutState", text(&DEPLOYMENT_ROLLOUT_STATE)),
    rollout_state_reason: Option<String> = opt("rolloutStateReason", TEXT),
    service_connect_configuration: Option<ServiceConnectConfiguration> = opt("serviceConnectConfiguration", object(&SERVICE_CONNECT_CONFIGURATION)),
    service_connect_resources: Option<Vec<ServiceConnectServiceResource>> = opt("serviceConnectResources", list(&SERVICE_CONNECT_SERVICE_RESOURCE_LIST)),
    volume_configurations: Option<Vec<ServiceVolumeConfiguration>> = opt("volumeConfigurations", list(&SERVICE_VOLUME_CONFIGURATIONS)),
    fargate_ephemeral_storage: Option<DeploymentEphemeralStorage> = opt("fargateEphemeralStorage", object(&DEPLOYMENT_EPHEMERAL_STORAGE)),
    vpc_lattice_configurations: Option<Vec<VpcLatticeConfiguration>> = opt("vpcLatticeConfigurations", list(&VPC_LATTICE_CONFIGURATIONS)),
}}

structure! { DeploymentAlarms = DEPLOYMENT_ALARMS {
    alarm_names: Vec<String> = req("alarmNames", list(&STRING_LIST)),
    rollback: bool = req("rollback", BOOL),
    enable: bool = req("enable", BOOL),
}}

structure! { DeploymentCircuitBreaker = DEPLOYMENT_CIRCUIT_BREAKER {
    enable: bool = req("enable", BOOL),
    rollback: bool = req("rollback", BOOL),
    reset_on_healthy_task: Option<bool> = opt("resetOnHealthyTask", BOOL),
    threshold_configuration: Option<ThresholdConfiguration> = opt("thresholdConfiguration", object(&THRESHOLD_CONFIGURATION)),
}}

structure! { DeploymentConfiguration = DEPLOYMENT_CONFIGURATION {
    deployment_circuit_breaker: Option<DeploymentCircuitBreaker> = opt("deploymentCircuitBreaker", object(&DEPLOYMENT_CIRCUIT_BREAKER)),
    maximum_percent: Option<i32> = opt("maximumPercent", INT),
    minimum_healthy_percent: Option<i32> = opt("minimumHealthyPercent", INT),
    alarms: Option<DeploymentAlarms> = opt("alarms", object(&DEPLOYMENT_ALARMS)),
    strategy: Option<String> = opt("strategy", text(&DEPLOYMENT_STRATEGY)),
    bake_time_in_minutes: Option<i32> = opt("bakeTimeInMinutes", INT),
    lifecycle_hooks: Option<Vec<DeploymentLifecycleHook>> = opt("lifecycleHooks", list(&DEPLOYMENT_LIFECYCLE_HOOK_LIST)),
    linear_configuration: Option<LinearConfiguration> = opt("linearConfiguration", object(&LINEAR_CONFIGURATION)),
    canary_configuration: Option<CanaryConfiguration> = opt("canaryConfiguration", object(&CANARY_CONFIGURATION)),
    early_success_criteria: Option<DeploymentEarlySuccessCriteria> = opt("earlySuccessCriteria", object(&DEPLOYMENT_EARLY_SUCCESS_CRITERIA)),
}}

structure! { DeploymentController = DEPLOYMENT_CONTROLLER {
    r#type: String = req("type", text(&DEPLOYMENT_CONTROLLER_TYPE)),
}}

structure! { DeploymentEarlySuccessCriteria = DEPLOYMENT_EARLY_SUCCESS_CRITERIA {
    enable: bool = req("enable", BOOL),
    healthy_percent: Option<i32> = opt("healthyPercent", int(&HEALTHY_PERCENT_INTEGER)),
    source_service_revision_cleanup: Option<String> = opt("sourceServiceRevisionCleanup", text(&SERVICE_REVISION_CLEANUP)),
}}

structure! { DeploymentEphemeralStorage = DEPLOYMENT_EPHEMERAL_STORAGE {
    kms_key_id: Option<String> = opt("kmsKeyId", TEXT),
}}

structure! { DeploymentLifecycleHook = DEPLOYMENT_LIFECYCLE_HOOK {
    target_type: Option<String> = opt("targetType", text(&DEPLOYMENT_LIFECYCLE_HOOK_TARGET_TYPE)),
    hook_target_arn: Option<String> = opt("hookTargetArn", TEXT),
    role_arn: Option<String> = opt("roleArn", TEXT),
    lifecycle_stages: Option<Vec<String>> = opt("lifecycleStages", list(&DEPLOYMENT_LIFECYCLE_HOOK_STAGE_LIST)),
    hook_details: Option<Document> = opt("hookDetails", Schema::Document),
    timeout_configuration: Option<DeploymentLifecycleHookTimeoutConfiguration> = opt("timeoutConfiguration", object(&DEPLOYMENT_LIFECYCLE_HOOK_TIMEOUT_CONFIGURATION)),
}}

structure! { DeploymentLifecycleHookDetail = DEPLOYMENT_LIFECYCLE_HOOK_DETAIL {
    hook_id: Option<String> = opt("hookId", TEXT),
    target_type: Option<String> = opt("targetType", text(&DEPLOYMENT_LIFECYCLE_HOOK_TARGET_TYPE)),
    target_arn: Option<String> = opt("targetArn", TEXT),
    status: Option<String> = opt("status", text(&DEPLOYMENT_LIFECYCLE_HOOK_STATUS)),
    expires_at: Option<Timestamp> = opt("expiresAt", TIME),
    timeout_action: Option<String> = opt("timeoutAction", text(&DEPLOYMENT_LIFECYCLE_HOOK_ACTION)),
}}

structure! { DeploymentLifecycleHookTimeoutConfiguration = DEPLOYMENT_LIFECYCLE_HOOK_TIMEOUT_CONFIGURATION {
    timeout_in_minutes: Option<i32> = opt("timeoutInMinutes", int(&DEPLOYMENT_LIFECYCLE_HOOK_DURATION)),
    action: Option<String> = opt("action", text(&DEPLOYMENT_LIFECYCLE_HOOK_ACTION)),
}}

structure! { DeregisterContainerInstanceRequest = DEREGISTER_CONTAINER_INSTANCE_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    container_instance: String = req("containerInstance", TEXT),
    force: Option<bool> = opt("force", BOOL),
}}

structure! { DeregisterContainerInstanceResponse = DEREGISTER_CONTAINER_INSTANCE_RESPONSE {
    container_instance: Option<ContainerInstance> = opt("containerInstance", object(&CONTAINER_INSTANCE)),
}}

structure! { DeregisterTaskDefinitionRequest = DEREGISTER_TASK_DEFINITION_REQUEST {
    task_definition: String = req("taskDefinition", TEXT),
}}

structure! { DeregisterTaskDefinitionResponse = DEREGISTER_TASK_DEFINITION_RESPONSE {
    task_definition: Option<TaskDefinition> = opt("taskDefinition", object(&TASK_DEFINITION)),
}}

structure! { DescribeCapacityProvidersRequest = DESCRIBE_CAPACITY_PROVIDERS_REQUEST {
    capacity_providers: Option<Vec<String>> = opt("capacityProviders", list(&STRING_LIST)),
    cluster: Option<String> = opt("cluster", TEXT),
    include: Option<Vec<String>> = opt("include", list(&CAPACITY_PROVIDER_FIELD_LIST)),
    max_results: Option<i32> = opt("maxResults", INT),
    next_token: Option<String> = opt("nextToken", TEXT),
}}

structure! { DescribeCapacityProvidersResponse = DESCRIBE_CAPACITY_PROVIDERS_RESPONSE {
    capacity_providers: Option<Vec<CapacityProvider>> = opt("capacityProviders", list(&CAPACITY_PROVIDERS)),
    failures: Option<Vec<Failure>> = opt("failures", list(&FAILURES)),
    next_token: Option<String> = opt("nextToken", TEXT),
}}

structure! { DescribeClustersRequest = DESCRIBE_CLUSTERS_REQUEST {
    clusters: Option<Vec<String>> = opt("clusters", list(&STRING_LIST)),
    include: Option<Vec<String>> = opt("include", list(&CLUSTER_FIELD_LIST)),
}}

structure! { DescribeClustersResponse = DESCRIBE_CLUSTERS_RESPONSE {
    clusters: Option<Vec<Cluster>> = opt("clusters", list(&CLUSTERS)),
    failures: Option<Vec<Failure>> = opt("failures", list(&FAILURES)),
}}

structure! { DescribeContainerInstancesRequest = DESCRIBE_CONTAINER_INSTANCES_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    container_instances: Vec<String> = req("containerInstances", list(&STRING_LIST)),
    include: Option<Vec<String>> = opt("include", list(&CONTAINER_INSTANCE_FIELD_LIST)),
}}

structure! { DescribeContainerInstancesResponse = DESCRIBE_CONTAINER_INSTANCES_RESPONSE {
    container_instances: Option<Vec<ContainerInstance>> = opt("containerInstances", list(&CONTAINER_INSTANCES)),
    failures: Option<Vec<Failure>> = opt("failures", list(&FAILURES)),
}}

structure! { DescribeServiceDeploymentsRequest = DESCRIBE_SERVICE_DEPLOYMENTS_REQUEST {
    service_deployment_arns: Vec<String> = req("serviceDeploymentArns", list(&STRING_LIST)),
}}

structure! { DescribeServiceDeploymentsResponse = DESCRIBE_SERVICE_DEPLOYMENTS_RESPONSE {
    service_deployments: Option<Vec<ServiceDeployment>> = opt("serviceDeployments", list(&SERVICE_DEPLOYMENTS)),
    failures: Option<Vec<Failure>> = opt("failures", list(&FAILURES)),
}}

structure! { DescribeServiceRevisionsRequest = DESCRIBE_SERVICE_REVISIONS_REQUEST {
    service_revision_arns: Vec<String> = req("serviceRevisionArns", list(&STRING_LIST)),
}}

structure! { DescribeServiceRevisionsResponse = DESCRIBE_SERVICE_REVISIONS_RESPONSE {
    service_revisions: Option<Vec<ServiceRevision>> = opt("serviceRevisions", list(&SERVICE_REVISIONS)),
    failures: Option<Vec<Failure>> = opt("failures", list(&FAILURES)),
}}

structure! { DescribeServicesRequest = DESCRIBE_SERVICES_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    services: Vec<String> = req("services", list(&STRING_LIST)),
    include: Option<Vec<String>> = opt("include", list(&SERVICE_FIELD_LIST)),
}}

structure! { DescribeServicesResponse = DESCRIBE_SERVICES_RESPONSE {
    services: Option<Vec<Service>> = opt("services", list(&SERVICES)),
    failures: Option<Vec<Failure>> = opt("failures", list(&FAILURES)),
}}

structure! { DescribeTaskDefinitionRequest = DESCRIBE_TASK_DEFINITION_REQUEST {
    task_definition: String = req("taskDefinition", TEXT),
    include: Option<Vec<String>> = opt("include", list(&TASK_DEFINITION_FIELD_LIST)),
}}

structure! { DescribeTaskDefinitionResponse = DESCRIBE_TASK_DEFINITION_RESPONSE {
    task_definition: Option<TaskDefinition> = opt("taskDefinition", object(&TASK_DEFINITION)),
    tags: Option<Vec<Tag>> = opt("tags", list(&TAGS)),
}}

structure! { DescribeTaskSetsRequest = DESCRIBE_TASK_SETS_REQUEST {
    cluster: String = req("cluster", TEXT),
    service: String = req("service", TEXT),
    task_sets: Option<Vec<String>> = opt("taskSets", list(&STRING_LIST)),
    include: Option<Vec<String>> = opt("include", list(&TASK_SET_FIELD_LIST)),
}}

structure! { DescribeTaskSetsResponse = DESCRIBE_TASK_SETS_RESPONSE {
    task_sets: Option<Vec<TaskSet>> = opt("taskSets", list(&TASK_SETS)),
    failures: Option<Vec<Failure>> = opt("failures", list(&FAILURES)),
}}

structure! { DescribeTasksRequest = DESCRIBE_TASKS_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    tasks: Vec<String> = req("tasks", list(&STRING_LIST)),
    include: Option<Vec<String>> = opt("include", list(&TASK_FIELD_LIST)),
}}

structure! { DescribeTasksResponse = DESCRIBE_TASKS_RESPONSE {
    tasks: Option<Vec<Task>> = opt("tasks", list(&TASKS)),
    failures: Option<Vec<Failure>> = opt("failures", list(&FAILURES)),
}}

structure! { Device = DEVICE {
    host_path: String = req("hostPath", TEXT),
    container_path: Option<String> = opt("containerPath", TEXT),
    permissions: Option<Vec<String>> = opt("permissions", list(&DEVICE_CGROUP_PERMISSIONS)),
}}

structure! { DiscoverPollEndpointRequest = DISCOVER_POLL_ENDPOINT_REQUEST {
    container_instance: Option<String> = opt("containerInstance", TEXT),
    cluster: Option<String> = opt("cluster", TEXT),
}}

structure! { DiscoverPollEndpointResponse = DISCOVER_POLL_ENDPOINT_RESPONSE {
    endpoint: Option<String> = opt("endpoint", TEXT),
    telemetry_endpoint: Option<String> = opt("telemetryEndpoint", TEXT),
    service_connect_endpoint: Option<String> = opt("serviceConnectEndpoint", TEXT),
}}

structure! { DockerVolumeConfiguration = DOCKER_VOLUME_CONFIGURATION {
    scope: Option<String> = opt("scope", text(&SCOPE)),
    autoprovision: Option<bool> = opt("autoprovision", BOOL),
    driver: Option<String> = opt("driver", TEXT),
    driver_opts: Option<BTreeMap<String, String>> = opt("driverOpts", map(&STRING_MAP)),
    labels: Option<BTreeMap<String, String>> = opt("labels", map(&STRING_MAP)),
}}

structure! { EBSTagSpecification = EBS_TAG_SPECIFICATION {
    resource_type: String = req("resourceType", text(&EBS_RESOURCE_TYPE)),
    tags: Option<Vec<Tag>> = opt("tags", list(&TAGS)),
    propagate_tags: Option<String> = opt("propagateTags", text(&PROPAGATE_TAGS)),
}}

structure! { ECSManagedResources = ECS_MANAGED_RESOURCES {
    ingress_paths: Option<Vec<ManagedIngressPath>> = opt("ingressPaths", list(&MANAGED_INGRESS_PATHS)),
    auto_scaling: Option<ManagedAutoScaling> = opt("autoScaling", object(&MANAGED_AUTO_SCALING)),
    metric_alarms: Option<Vec<ManagedMetricAlarm>> = opt("metricAlarms", list(&MANAGED_METRIC_ALARMS)),
    service_security_groups: Option<Vec<ManagedSecurityGroup>> = opt("serviceSecurityGroups", list(&MANAGED_SECURITY_GROUPS)),
    log_groups: Option<Vec<ManagedLogGroup>> = opt("logGroups", list(&MANAGED_LOG_GROUPS)),
    gateway_connections: Option<Vec<GatewayConnection>> = opt("gatewayConnections", list(&GATEWAY_CONNECTION_LIST)),
}}

structure! { EFSAuthorizationConfig = EFS_AUTHORIZATION_CONFIG {
    access_point_id: Option<String> = opt("accessPointId", TEXT),
    iam: Option<String> = opt("iam", text(&EFS_AUTHORIZATION_CONFIG_IAM)),
}}

structure! { EFSVolumeConfiguration = EFS_VOLUME_CONFIGURATION {
    file_system_id: String = req("fileSystemId", TEXT),
    root_directory: Option<String> = opt("rootDirectory", TEXT),
    transit_encryption: Option<String> = opt("transitEncryption", text(&EFS_TRANSIT_ENCRYPTION)),
    transit_encryption_port: Option<i32> = opt("transitEncryptionPort", INT),
    authorization_config: Option<EFSAuthorizationConfig> = opt("authorizationConfig", object(&EFS_AUTHORIZATION_CONFIG)),
}}

structure! { EnvironmentFile = ENVIRONMENT_FILE {
    value: String = req("value", TEXT),
    r#type: String = req("type", text(&ENVIRONMENT_FILE_TYPE)),
}}

structure! { EphemeralStorage = EPHEMERAL_STORAGE {
    size_in_gib: i32 = req("sizeInGiB", INT),
}}

structure! { ExecuteCommandConfiguration = EXECUTE_COMMAND_CONFIGURATION {
    kms_key_id: Option<String> = opt("kmsKeyId", TEXT),
    logging: Option<String> = opt("logging", text(&EXECUTE_COMMAND_LOGGING)),
    log_configuration: Option<ExecuteCommandLogConfiguration> = opt("logConfiguration", object(&EXECUTE_COMMAND_LOG_CONFIGURATION)),
}}

structure! { ExecuteCommandLogConfiguration = EXECUTE_COMMAND_LOG_CONFIGURATION {
    cloud_watch_log_group_name: Option<String> = opt("cloudWatchLogGroupName", TEXT),
    cloud_watch_encryption_enabled: Option<bool> = opt("cloudWatchEncryptionEnabled", BOOL),
    s3_bucket_name: Option<String> = opt("s3BucketName", TEXT),
    s3_encryption_enabled: Option<bool> = opt("s3EncryptionEnabled", BOOL),
    s3_key_prefix: Option<String> = opt("s3KeyPrefix", TEXT),
}}

structure! { ExecuteCommandRequest = EXECUTE_COMMAND_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    container: Option<String> = opt("container", TEXT),
    command: String = req("command", TEXT),
    interactive: bool = req("interactive", BOOL),
    task: String = req("task", TEXT),
}}

structure! { ExecuteCommandResponse = EXECUTE_COMMAND_RESPONSE {
    cluster_arn: Option<String> = opt("clusterArn", TEXT),
    container_arn: Option<String> = opt("containerArn", TEXT),
    container_name: Option<String> = opt("containerName", TEXT),
    interactive: Option<bool> = opt("interactive", BOOL),
    session: Option<Session> = opt("session", object(&SESSION)),
    task_arn: Option<String> = opt("taskArn", TEXT),
}}

structure! { FSxWindowsFileServerAuthorizationConfig = F_SX_WINDOWS_FILE_SERVER_AUTHORIZATION_CONFIG {
    credentials_parameter: String = req("credentialsParameter", TEXT),
    domain: String = req("domain", TEXT),
}}

structure! { FSxWindowsFileServerVolumeConfiguration = F_SX_WINDOWS_FILE_SERVER_VOLUME_CONFIGURATION {
    file_system_id: String = req("fileSystemId", TEXT),
    root_directory: String = req("rootDirectory", TEXT),
    authorization_config: FSxWindowsFileServerAuthorizationConfig = req("authorizationConfig", object(&F_SX_WINDOWS_FILE_SERVER_AUTHORIZATION_CONFIG)),
}}

structure! { Failure = FAILURE {
    arn: Option<String> = opt("arn", TEXT),
    reason: Option<String> = opt("reason", TEXT),
    detail: Option<String> = opt("detail", TEXT),
}}

structure! { FirelensConfiguration = FIRELENS_CONFIGURATION {
    r#type: String = req("type", text(&FIRELENS_CONFIGURATION_TYPE)),
    options: Option<BTreeMap<String, String>> = opt("options", map(&FIRELENS_CONFIGURATION_OPTIONS_MAP)),
}}

structure! { GatewayConnection = GATEWAY_CONNECTION {
    gateway_arn: Option<String> = opt("gatewayArn", TEXT),
    gateway_route_arn: Option<String> = opt("gatewayRouteArn", TEXT),
    port_name: Option<String> = opt("portName", TEXT),
    service_url: Option<String> = opt("serviceUrl", TEXT),
    access_type: Option<String> = opt("accessType", text(&ACCESS_TYPE)),
    status: Option<String> = opt("status", text(&GATEWAY_ROUTE_STATUS)),
    resources: Option<GatewayConnectionResources> = opt("resources", object(&GATEWAY_CONNECTION_RESOURCES)),
}}

structure! { GatewayConnectionAlbResources = GATEWAY_CONNECTION_ALB_RESOURCES {
    acm_certificate_arn: Option<String> = opt("acmCertificateArn", TEXT),
    load_balancer_arn: Option<String> = opt("loadBalancerArn", TEXT),
    load_balancer_security_group_arns: Option<Vec<String>> = opt("loadBalancerSecurityGroupArns", list(&STRING_LIST)),
    listener_arn: Option<String> = opt("listenerArn", TEXT),
    listener_rule_arn: Option<String> = opt("listenerRuleArn", TEXT),
    test_listener_rule_arn: Option<String> = opt("testListenerRuleArn", TEXT),
    target_group_arn: Option<String> = opt("targetGroupArn", TEXT),
    alternate_target_group_arn: Option<String> = opt("alternateTargetGroupArn", TEXT),
}}

structure! { GatewayConnectionResources = GATEWAY_CONNECTION_RESOURCES .union() {
    host_shared_alb: Option<Vec<GatewayConnectionAlbResources>> = opt("hostSharedAlb", list(&GATEWAY_CONNECTION_ALB_RESOURCES_LIST)),
}}

structure! { GatewayConnector = GATEWAY_CONNECTOR {
    port_name: String = req("portName", TEXT),
    health_check: Option<GatewayConnectorHealthCheck> = opt("healthCheck", object(&GATEWAY_CONNECTOR_HEALTH_CHECK)),
    filters: Option<GatewayConnectorFilters> = opt("filters", object(&GATEWAY_CONNECTOR_FILTERS)),
    deregistration_delay: Option<GatewayConnectorDeregistrationDelay> = opt("deregistrationDelay", object(&GATEWAY_CONNECTOR_DEREGISTRATION_DELAY)),
}}

structure! { GatewayConnectorDeregistrationDelay = GATEWAY_CONNECTOR_DEREGISTRATION_DELAY {
    timeout_seconds: Option<i32> = opt("timeoutSeconds", int(&GATEWAY_CONNECTOR_DEREGISTRATION_DELAY_TIMEOUT_SECONDS_INTEGER)),
}}

structure! { GatewayConnectorFilters = GATEWAY_CONNECTOR_FILTERS {
    access_types: Option<Vec<String>> = opt("accessTypes", list(&ACCESS_TYPE_LIST)),
}}

structure! { GatewayConnectorHealthCheck = GATEWAY_CONNECTOR_HEALTH_CHECK {
    health_check_protocol: Option<String> = opt("healthCheckProtocol", text(&GATEWAY_CONNECTOR_HEALTH_CHECK_PROTOCOL)),
    health_check_port: Option<i32> = opt("healthCheckPort", INT),
    health_check_path: Option<String> = opt("healthCheckPath", TEXT),
    health_check_timeout_seconds: Option<i32> = opt("healthCheckTimeoutSeconds", INT),
    health_check_interval_seconds: Option<i32> = opt("healthCheckIntervalSeconds", INT),
    healthy_threshold_count: Option<i32> = opt("healthyThresholdCount", INT),
    unhealthy_threshold_count: Option<i32> = opt("unhealthyThresholdCount", INT),
    matcher: Option<GatewayConnectorHealthCheckMatcher> = opt("matcher", object(&GATEWAY_CONNECTOR_HEALTH_CHECK_MATCHER)),
}}

structure! { GatewayConnectorHealthCheckMatcher = GATEWAY_CONNECTOR_HEALTH_CHECK_MATCHER {
    http_code: Option<String> = opt("httpCode", TEXT),
    grpc_code: Option<String> = opt("grpcCode", TEXT),
}}

structure! { GetTaskProtectionRequest = GET_TASK_PROTECTION_REQUEST {
    cluster: String = req("cluster", TEXT),
    tasks: Option<Vec<String>> = opt("tasks", list(&STRING_LIST)),
}}

structure! { GetTaskProtectionResponse = GET_TASK_PROTECTION_RESPONSE {
    protected_tasks: Option<Vec<ProtectedTask>> = opt("protectedTasks", list(&PROTECTED_TASKS)),
    failures: Option<Vec<Failure>> = opt("failures", list(&FAILURES)),
}}

structure! { GpuDevice = GPU_DEVICE {
    gpu_id: Option<String> = opt("gpuId", TEXT),
    sharing_mode: Option<String> = opt("sharingMode", text(&GPU_SHARING_MODE)),
    total_memory_in_mib: Option<i32> = opt("totalMemoryInMiB", INT),
    remaining_memory_in_mib: Option<i32> = opt("remainingMemoryInMiB", INT),
    container_count: Option<i32> = opt("containerCount", INT),
}}

structure! { HealthCheck = HEALTH_CHECK {
    command: Vec<String> = req("command", list(&STRING_LIST)),
    interval: Option<i32> = opt("interval", INT),
    timeout: Option<i32> = opt("timeout", INT),
    retries: Option<i32> = opt("retries", INT),
    start_period: Option<i32> = opt("startPeriod", INT),
}}

structure! { HostEntry = HOST_ENTRY {
    hostname: String = req("hostname", TEXT),
    ip_address: String = req("ipAddress", TEXT),
}}

structure! { HostVolumeProperties = HOST_VOLUME_PROPERTIES {
    source_path: Option<String> = opt("sourcePath", TEXT),
}}

structure! { InferenceAccelerator = INFERENCE_ACCELERATOR {
    device_name: String = req("deviceName", TEXT),
    device_type: String = req("deviceType", TEXT),
}}

structure! { InferenceAcceleratorOverride = INFERENCE_ACCELERATOR_OVERRIDE {
    device_name: Option<String> = opt("deviceName", TEXT),
    device_type: Option<String> = opt("deviceType", TEXT),
}}

structure! { InfrastructureOptimization = INFRASTRUCTURE_OPTIMIZATION {
    scale_in_after: Option<i32> = opt("scaleInAfter", INT),
}}

structure! { InstanceHealthCheckResult = INSTANCE_HEALTH_CHECK_RESULT {
    r#type: Option<String> = opt("type", text(&INSTANCE_HEALTH_CHECK_TYPE)),
    status: Option<String> = opt("status", text(&INSTANCE_HEALTH_CHECK_STATE)),
    status_reason: Option<String> = opt("statusReason", TEXT),
    last_updated: Option<Timestamp> = opt("lastUpdated", TIME),
    last_status_change: Option<Timestamp> = opt("lastStatusChange", TIME),
}}

structure! { InstanceLaunchTemplate = INSTANCE_LAUNCH_TEMPLATE {
    ec2_instance_profile_arn: String = req("ec2InstanceProfileArn", TEXT),
    network_configuration: ManagedInstancesNetworkConfiguration = req("networkConfiguration", object(&MANAGED_INSTANCES_NETWORK_CONFIGURATION)),
    storage_configuration: Option<ManagedInstancesStorageConfiguration> = opt("storageConfiguration", object(&MANAGED_INSTANCES_STORAGE_CONFIGURATION)),
    local_storage_configuration: Option<ManagedInstancesLocalStorageConfiguration> = opt("localStorageConfiguration", object(&MANAGED_INSTANCES_LOCAL_STORAGE_CONFIGURATION)),
    monitoring: Option<String> = opt("monitoring", text(&MANAGED_INSTANCES_MONITORING_OPTIONS)),
    capacity_option_type: Option<String> = opt("capacityOptionType", text(&CAPACITY_OPTION_TYPE)),
    instance_metadata_tags_propagation: Option<bool> = opt("instanceMetadataTagsPropagation", BOOL),
    instance_requirements: Option<InstanceRequirementsRequest> = opt("instanceRequirements", object(&INSTANCE_REQUIREMENTS_REQUEST)),
    fips_enabled: Option<bool> = opt("fipsEnabled", BOOL),
    capacity_reservations: Option<CapacityReservationRequest> = opt("capacityReservations", object(&CAPACITY_RESERVATION_REQUEST)),
    nitro_enclaves_enabled: Option<bool> = opt("nitroEnclavesEnabled", BOOL),
}}

structure! { InstanceRequirementsRequest = INSTANCE_REQUIREMENTS_REQUEST {
    v_cpu_count: VCpuCountRangeRequest = req("vCpuCount", object(&VCPU_COUNT_RANGE_REQUEST)),
    memory_mib: MemoryMiBRequest = req("memoryMiB", object(&MEMORY_MIB_REQUEST)),
    cpu_manufacturers: Option<Vec<String>> = opt("cpuManufacturers", list(&CPU_MANUFACTURER_SET)),
    memory_gib_per_vcpu: Option<MemoryGiBPerVCpuRequest> = opt("memoryGiBPerVCpu", object(&MEMORY_GIB_PER_VCPU_REQUEST)),
    excluded_instance_types: Option<Vec<String>> = opt("excludedInstanceTypes", list(&EXCLUDED_INSTANCE_TYPE_SET)),
    instance_generations: Option<Vec<String>> = opt("instanceGenerations", list(&INSTANCE_GENERATION_SET)),
    spot_max_price_percentage_over_lowest_price: Option<i32> = opt("spotMaxPricePercentageOverLowestPrice", INT),
    on_demand_max_price_percentage_over_lowest_price: Option<i32> = opt("onDemandMaxPricePercentageOverLowestPrice", INT),
    bare_metal: Option<String> = opt("bareMetal", text(&BARE_METAL)),
    burstable_performance: Option<String> = opt("burstablePerformance", text(&BURSTABLE_PERFORMANCE)),
    require_hibernate_support: Option<bool> = opt("requireHibernateSupport", BOOL),
    network_interface_count: Option<NetworkInterfaceCountRequest> = opt("networkInterfaceCount", object(&NETWORK_INTERFACE_COUNT_REQUEST)),
    local_storage: Option<String> = opt("localStorage", text(&LOCAL_STORAGE)),
    local_storage_types: Option<Vec<String>> = opt("localStorageTypes", list(&LOCAL_STORAGE_TYPE_SET)),
    total_local_storage_gb: Option<TotalLocalStorageGBRequest> = opt("totalLocalStorageGB", object(&TOTAL_LOCAL_STORAGE_GB_REQUEST)),
    baseline_ebs_bandwidth_mbps: Option<BaselineEbsBandwidthMbpsRequest> = opt("baselineEbsBandwidthMbps", object(&BASELINE_EBS_BANDWIDTH_MBPS_REQUEST)),
    accelerator_types: Option<Vec<String>> = opt("acceleratorTypes", list(&ACCELERATOR_TYPE_SET)),
    accelerator_count: Option<AcceleratorCountRequest> = opt("acceleratorCount", object(&ACCELERATOR_COUNT_REQUEST)),
    accelerator_manufacturers: Option<Vec<String>> = opt("acceleratorManufacturers", list(&ACCELERATOR_MANUFACTURER_SET)),
    accelerator_names: Option<Vec<String>> = opt("acceleratorNames", list(&ACCELERATOR_NAME_SET)),
    accelerator_total_memory_mib: Option<AcceleratorTotalMemoryMiBRequest> = opt("acceleratorTotalMemoryMiB", object(&ACCELERATOR_TOTAL_MEMORY_MIB_REQUEST)),
    network_bandwidth_gbps: Option<NetworkBandwidthGbpsRequest> = opt("networkBandwidthGbps", object(&NETWORK_BANDWIDTH_GBPS_REQUEST)),
    allowed_instance_types: Option<Vec<String>> = opt("allowedInstanceTypes", list(&ALLOWED_INSTANCE_TYPE_SET)),
    max_spot_price_as_percentage_of_optimal_on_demand_price: Option<i32> = opt("maxSpotPriceAsPercentageOfOptimalOnDemandPrice", INT),
}}

structure! { KernelCapabilities = KERNEL_CAPABILITIES {
    add: Option<Vec<String>> = opt("add", list(&STRING_LIST)),
    drop: Option<Vec<String>> = opt("drop", list(&STRING_LIST)),
}}

structure! { KeyValuePair = KEY_VALUE_PAIR {
    name: Option<String> = opt("name", TEXT),
    value: Option<String> = opt("value", TEXT),
}}

structure! { LinearConfiguration = LINEAR_CONFIGURATION {
    step_percent: Option<f64> = opt("stepPercent", DOUBLE),
    step_bake_time_in_minutes: Option<i32> = opt("stepBakeTimeInMinutes", INT),
}}

structure! { LinuxParameters = LINUX_PARAMETERS {
    capabilities: Option<KernelCapabilities> = opt("capabilities", object(&KERNEL_CAPABILITIES)),
    devices: Option<Vec<Device>> = opt("devices", list(&DEVICES_LIST)),
    init_process_enabled: Option<bool> = opt("initProcessEnabled", BOOL),
    shared_memory_size: Option<i32> = opt("sharedMemorySize", INT),
    tmpfs: Option<Vec<Tmpfs>> = opt("tmpfs", list(&TMPFS_LIST)),
    max_swap: Option<i32> = opt("maxSwap", INT),
    swappiness: Option<i32> = opt("swappiness", INT),
}}

structure! { ListAccountSettingsRequest = LIST_ACCOUNT_SETTINGS_REQUEST {
    name: Option<String> = opt("name", text(&SETTING_NAME)),
    value: Option<String> = opt("value", TEXT),
    principal_arn: Option<String> = opt("principalArn", TEXT),
    effective_settings: Option<bool> = opt("effectiveSettings", BOOL),
    next_token: Option<String> = opt("nextToken", TEXT),
    max_results: Option<i32> = opt("maxResults", INT),
}}

structure! { ListAccountSettingsResponse = LIST_ACCOUNT_SETTINGS_RESPONSE {
    settings: Option<Vec<Setting>> = opt("settings", list(&SETTINGS)),
    next_token: Option<String> = opt("nextToken", TEXT),
}}

structure! { ListAttributesRequest = LIST_ATTRIBUTES_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    target_type: String = req("targetType", text(&TARGET_TYPE)),
    attribute_name: Option<String> = opt("attributeName", TEXT),
    attribute_value: Option<String> = opt("attributeValue", TEXT),
    next_token: Option<String> = opt("nextToken", TEXT),
    max_results: Option<i32> = opt("maxResults", INT),
}}

structure! { ListAttributesResponse = LIST_ATTRIBUTES_RESPONSE {
    attributes: Option<Vec<Attribute>> = opt("attributes", list(&ATTRIBUTES)),
    next_token: Option<String> = opt("nextToken", TEXT),
}}

structure! { ListClustersRequest = LIST_CLUSTERS_REQUEST {
    next_token: Option<String> = opt("nextToken", TEXT),
    max_results: Option<i32> = opt("maxResults", INT),
}}

structure! { ListClustersResponse = LIST_CLUSTERS_RESPONSE {
    cluster_arns: Option<Vec<String>> = opt("clusterArns", list(&STRING_LIST)),
    next_token: Option<String> = opt("nextToken", TEXT),
}}

structure! { ListContainerInstancesRequest = LIST_CONTAINER_INSTANCES_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    filter: Option<String> = opt("filter", TEXT),
    next_token: Option<String> = opt("nextToken", TEXT),
    max_results: Option<i32> = opt("maxResults", INT),
    status: Option<String> = opt("status", text(&CONTAINER_INSTANCE_STATUS)),
}}

structure! { ListContainerInstancesResponse = LIST_CONTAINER_INSTANCES_RESPONSE {
    container_instance_arns: Option<Vec<String>> = opt("containerInstanceArns", list(&STRING_LIST)),
    next_token: Option<String> = opt("nextToken", TEXT),
}}

structure! { ListServiceDeploymentsRequest = LIST_SERVICE_DEPLOYMENTS_REQUEST {
    service: String = req("service", TEXT),
    cluster: Option<String> = opt("cluster", TEXT),
    status: Option<Vec<String>> = opt("status", list(&SERVICE_DEPLOYMENT_STATUS_LIST)),
    created_at: Option<CreatedAt> = opt("createdAt", object(&CREATED_AT)),
    next_token: Option<String> = opt("nextToken", TEXT),
    max_results: Option<i32> = opt("maxResults", INT),
}}

structure! { ListServiceDeploymentsResponse = LIST_SERVICE_DEPLOYMENTS_RESPONSE {
    service_deployments: Option<Vec<ServiceDeploymentBrief>> = opt("serviceDeployments", list(&SERVICE_DEPLOYMENTS_BRIEF)),
    next_token: Option<String> = opt("nextToken", TEXT),
}}

structure! { ListServicesByNamespaceRequest = LIST_SERVICES_BY_NAMESPACE_REQUEST {
    namespace: String = req("namespace", TEXT),
    next_token: Option<String> = opt("nextToken", TEXT),
    max_results: Option<i32> = opt("maxResults", INT),
}}

structure! { ListServicesByNamespaceResponse = LIST_SERVICES_BY_NAMESPACE_RESPONSE {
    service_arns: Option<Vec<String>> = opt("serviceArns", list(&STRING_LIST)),
    next_token: Option<String> = opt("nextToken", TEXT),
}}

structure! { ListServicesRequest = LIST_SERVICES_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    next_token: Option<String> = opt("nextToken", TEXT),
    max_results: Option<i32> = opt("maxResults", INT),
    launch_type: Option<String> = opt("launchType", text(&LAUNCH_TYPE)),
    scheduling_strategy: Option<String> = opt("schedulingStrategy", text(&SCHEDULING_STRATEGY)),
    resource_management_type: Option<String> = opt("resourceManagementType", text(&RESOURCE_MANAGEMENT_TYPE)),
}}

structure! { ListServicesResponse = LIST_SERVICES_RESPONSE {
    service_arns: Option<Vec<String>> = opt("serviceArns", list(&STRING_LIST)),
    next_token: Option<String> = opt("nextToken", TEXT),
}}

structure! { ListTagsForResourceRequest = LIST_TAGS_FOR_RESOURCE_REQUEST {
    resource_arn: String = req("resourceArn", TEXT),
}}

structure! { ListTagsForResourceResponse = LIST_TAGS_FOR_RESOURCE_RESPONSE {
    tags: Option<Vec<Tag>> = opt("tags", list(&TAGS)),
}}

structure! { ListTaskDefinitionFamiliesRequest = LIST_TASK_DEFINITION_FAMILIES_REQUEST {
    family_prefix: Option<String> = opt("familyPrefix", TEXT),
    status: Option<String> = opt("status", text(&TASK_DEFINITION_FAMILY_STATUS)),
    next_token: Option<String> = opt("nextToken", TEXT),
    max_results: Option<i32> = opt("maxResults", INT),
}}

structure! { ListTaskDefinitionFamiliesResponse = LIST_TASK_DEFINITION_FAMILIES_RESPONSE {
    families: Option<Vec<String>> = opt("families", list(&STRING_LIST)),
    next_token: Option<String> = opt("nextToken", TEXT),
}}

structure! { ListTaskDefinitionsRequest = LIST_TASK_DEFINITIONS_REQUEST {
    family_prefix: Option<String> = opt("familyPrefix", TEXT),
    status: Option<String> = opt("status", text(&TASK_DEFINITION_STATUS)),
    sort: Option<String> = opt("sort", text(&SORT_ORDER)),
    next_token: Option<String> = opt("nextToken", TEXT),
    max_results: Option<i32> = opt("maxResults", INT),
}}

structure! { ListTaskDefinitionsResponse = LIST_TASK_DEFINITIONS_RESPONSE {
    task_definition_arns: Option<Vec<String>> = opt("taskDefinitionArns", list(&STRING_LIST)),
    next_token: Option<String> = opt("nextToken", TEXT),
}}

structure! { ListTasksRequest = LIST_TASKS_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    container_instance: Option<String> = opt("containerInstance", TEXT),
    family: Option<String> = opt("family", TEXT),
    next_token: Option<String> = opt("nextToken", TEXT),
    max_results: Option<i32> = opt("maxResults", INT),
    started_by: Option<String> = opt("startedBy", TEXT),
    service_name: Option<String> = opt("serviceName", TEXT),
    desired_status: Option<String> = opt("desiredStatus", text(&DESIRED_STATUS)),
    launch_type: Option<String> = opt("launchType", text(&LAUNCH_TYPE)),
    daemon_name: Option<String> = opt("daemonName", TEXT),
}}

structure! { ListTasksResponse = LIST_TASKS_RESPONSE {
    task_arns: Option<Vec<String>> = opt("taskArns", list(&STRING_LIST)),
    next_token: Option<String> = opt("nextToken", TEXT),
}}

structure! { LoadBalancer = LOAD_BALANCER {
    target_group_arn: Option<String> = opt("targetGroupArn", TEXT),
    load_balancer_name: Option<String> = opt("loadBalancerName", TEXT),
    container_name: Option<String> = opt("containerName", TEXT),
    container_port: Option<i32> = opt("containerPort", INT),
    advanced_configuration: Option<AdvancedConfiguration> = opt("advancedConfiguration", object(&ADVANCED_CONFIGURATION)),
}}

structure! { LogConfiguration = LOG_CONFIGURATION {
    log_driver: String = req("logDriver", text(&LOG_DRIVER)),
    options: Option<BTreeMap<String, String>> = opt("options", map(&LOG_CONFIGURATION_OPTIONS_MAP)),
    secret_options: Option<Vec<Secret>> = opt("secretOptions", list(&SECRET_LIST)),
}}

structure! { ManagedAgent = MANAGED_AGENT {
    last_started_at: Option<Timestamp> = opt("lastStartedAt", TIME),
    name: Option<String> = opt("name", text(&MANAGED_AGENT_NAME)),
    reason: Option<String> = opt("reason", TEXT),
    last_status: Option<String> = opt("lastStatus", TEXT),
}}

structure! { ManagedAgentStateChange = MANAGED_AGENT_STATE_CHANGE {
    container_name: String = req("containerName", TEXT),
    managed_agent_name: String = req("managedAgentName", text(&MANAGED_AGENT_NAME)),
    status: String = req("status", TEXT),
    reason: Option<String> = opt("reason", TEXT),
}}

structure! { ManagedApplicationAutoScalingPolicy = MANAGED_APPLICATION_AUTO_SCALING_POLICY {
    arn: Option<String> = opt("arn", TEXT),
    status: String = req("status", text(&MANAGED_RESOURCE_STATUS)),
    status_reason: Option<String> = opt("statusReason", TEXT),
    updated_at: Timestamp = req("updatedAt", TIME),
    policy_type: String = req("policyType", TEXT),
    target_value: f64 = req("targetValue", DOUBLE),
    metric: String = req("metric", TEXT),
}}

structure! { ManagedAutoScaling = MANAGED_AUTO_SCALING {
    scalable_target: Option<ManagedScalableTarget> = opt("scalableTarget", object(&MANAGED_SCALABLE_TARGET)),
    application_auto_scaling_policies: Option<Vec<ManagedApplicationAutoScalingPolicy>> = opt("applicationAutoScalingPolicies", list(&MANAGED_APPLICATION_AUTO_SCALING_POLICIES)),
}}

structure! { ManagedCertificate = MANAGED_CERTIFICATE {
    arn: Option<String> = opt("arn", TEXT),
    status: String = req("status", text(&MANAGED_RESOURCE_STATUS)),
    status_reason: Option<String> = opt("statusReason", TEXT),
    updated_at: Timestamp = req("updatedAt", TIME),
    domain_name: String = req("domainName", TEXT),
}}

structure! { ManagedIngressPath = MANAGED_INGRESS_PATH {
    access_type: String = req("accessType", text(&ACCESS_TYPE)),
    endpoint: String = req("endpoint", TEXT),
    load_balancer: Option<ManagedLoadBalancer> = opt("loadBalancer", object(&MANAGED_LOAD_BALANCER)),
    load_balancer_security_groups: Option<Vec<ManagedSecurityGroup>> = opt("loadBalancerSecurityGroups", list(&MANAGED_SECURITY_GROUPS)),
    certificate: Option<ManagedCertificate> = opt("certificate", object(&MANAGED_CERTIFICATE)),
    listener: Option<ManagedListener> = opt("listener", object(&MANAGED_LISTENER)),
    rule: Option<ManagedListenerRule> = opt("rule", object(&MANAGED_LISTENER_RULE)),
    target_groups: Option<Vec<ManagedTargetGroup>> = opt("targetGroups", list(&MANAGED_TARGET_GROUPS)),
}}

structure! { ManagedInstancesLocalStorageConfiguration = MANAGED_INSTANCES_LOCAL_STORAGE_CONFIGURATION {
    use_local_storage: Option<bool> = opt("useLocalStorage", BOOL),
}}

structure! { ManagedInstancesNetworkConfiguration = MANAGED_INSTANCES_NETWORK_CONFIGURATION {
    subnets: Option<Vec<String>> = opt("subnets", list(&STRING_LIST)),
    security_groups: Option<Vec<String>> = opt("securityGroups", list(&STRING_LIST)),
}}

structure! { ManagedInstancesProvider = MANAGED_INSTANCES_PROVIDER {
    infrastructure_role_arn: Option<String> = opt("infrastructureRoleArn", TEXT),
    instance_launch_template: Option<InstanceLaunchTemplate> = opt("instanceLaunchTemplate", object(&INSTANCE_LAUNCH_TEMPLATE)),
    propagate_tags: Option<String> = opt("propagateTags", text(&PROPAGATE_MI_TAGS)),
    infrastructure_optimization: Option<InfrastructureOptimization> = opt("infrastructureOptimization", object(&INFRASTRUCTURE_OPTIMIZATION)),
    auto_repair_configuration: Option<AutoRepairConfiguration> = opt("autoRepairConfiguration", object(&AUTO_REPAIR_CONFIGURATION)),
}}

structure! { ManagedInstancesStorageConfiguration = MANAGED_INSTANCES_STORAGE_CONFIGURATION {
    storage_size_gib: Option<i32> = opt("storageSizeGiB", int(&TASK_VOLUME_STORAGE_GIB)),
}}

structure! { ManagedListener = MANAGED_LISTENER {
    arn: Option<String> = opt("arn", TEXT),
    status: String = req("status", text(&MANAGED_RESOURCE_STATUS)),
    status_reason: Option<String> = opt("statusReason", TEXT),
    updated_at: Timestamp = req("updatedAt", TIME),
}}

structure! { ManagedListenerRule = MANAGED_LISTENER_RULE {
    arn: Option<String> = opt("arn", TEXT),
    status: String = req("status", text(&MANAGED_RESOURCE_STATUS)),
    status_reason: Option<String> = opt("statusReason", TEXT),
    updated_at: Timestamp = req("updatedAt", TIME),
}}

structure! { ManagedLoadBalancer = MANAGED_LOAD_BALANCER {
    arn: Option<String> = opt("arn", TEXT),
    status: String = req("status", text(&MANAGED_RESOURCE_STATUS)),
    status_reason: Option<String> = opt("statusReason", TEXT),
    updated_at: Timestamp = req("updatedAt", TIME),
    scheme: String = req("scheme", TEXT),
    subnet_ids: Option<Vec<String>> = opt("subnetIds", list(&STRING_LIST)),
    security_group_ids: Option<Vec<String>> = opt("securityGroupIds", list(&STRING_LIST)),
}}

structure! { ManagedLogGroup = MANAGED_LOG_GROUP {
    arn: Option<String> = opt("arn", TEXT),
    status: String = req("status", text(&MANAGED_RESOURCE_STATUS)),
    status_reason: Option<String> = opt("statusReason", TEXT),
    updated_at: Timestamp = req("updatedAt", TIME),
    log_group_name: String = req("logGroupName", TEXT),
}}

structure! { ManagedMetricAlarm = MANAGED_METRIC_ALARM {
    arn: Option<String> = opt("arn", TEXT),
    status: String = req("status", text(&MANAGED_RESOURCE_STATUS)),
    status_reason: Option<String> = opt("statusReason", TEXT),
    updated_at: Timestamp = req("updatedAt", TIME),
}}

structure! { ManagedScalableTarget = MANAGED_SCALABLE_TARGET {
    arn: Option<String> = opt("arn", TEXT),
    status: String = req("status", text(&MANAGED_RESOURCE_STATUS)),
    status_reason: Option<String> = opt("statusReason", TEXT),
    updated_at: Timestamp = req("updatedAt", TIME),
    min_capacity: i32 = req("minCapacity", INT),
    max_capacity: i32 = req("maxCapacity", INT),
}}

structure! { ManagedScaling = MANAGED_SCALING {
    status: Option<String> = opt("status", text(&MANAGED_SCALING_STATUS)),
    target_capacity: Option<i32> = opt("targetCapacity", int(&MANAGED_SCALING_TARGET_CAPACITY)),
    minimum_scaling_step_size: Option<i32> = opt("minimumScalingStepSize", int(&MANAGED_SCALING_STEP_SIZE)),
    maximum_scaling_step_size: Option<i32> = opt("maximumScalingStepSize", int(&MANAGED_SCALING_STEP_SIZE)),
    instance_warmup_period: Option<i32> = opt("instanceWarmupPeriod", int(&MANAGED_SCALING_INSTANCE_WARMUP_PERIOD)),
}}

structure! { ManagedSecurityGroup = MANAGED_SECURITY_GROUP {
    arn: Option<String> = opt("arn", TEXT),
    status: String = req("status", text(&MANAGED_RESOURCE_STATUS)),
    status_reason: Option<String> = opt("statusReason", TEXT),
    updated_at: Timestamp = req("updatedAt", TIME),
}}

structure! { ManagedStorageConfiguration = MANAGED_STORAGE_CONFIGURATION {
    kms_key_id: Option<String> = opt("kmsKeyId", TEXT),
    fargate_ephemeral_storage_kms_key_id: Option<String> = opt("fargateEphemeralStorageKmsKeyId", TEXT),
}}

structure! { ManagedTargetGroup = MANAGED_TARGET_GROUP {
    arn: Option<String> = opt("arn", TEXT),
    status: String = req("status", text(&MANAGED_RESOURCE_STATUS)),
    status_reason: Option<String> = opt("statusReason", TEXT),
    updated_at: Timestamp = req("updatedAt", TIME),
    health_check_path: String = req("healthCheckPath", TEXT),
    health_check_port: i32 = req("healthCheckPort", INT),
    port: i32 = req("port", INT),
}}

structure! { MemoryGiBPerVCpuRequest = MEMORY_GIB_PER_VCPU_REQUEST {
    min: Option<f64> = opt("min", DOUBLE),
    max: Option<f64> = opt("max", DOUBLE),
}}

structure! { MemoryMiBRequest = MEMORY_MIB_REQUEST {
    min: i32 = req("min", INT),
    max: Option<i32> = opt("max", INT),
}}

structure! { MetricConfiguration = METRIC_CONFIGURATION {
    metric_names: Vec<String> = req("metricNames", list(&METRIC_NAMES_LIST)),
    resolution_seconds: i32 = req("resolutionSeconds", int(&METRIC_RESOLUTION_SECONDS)),
}}

structure! { MonitoringConfiguration = MONITORING_CONFIGURATION {
    metric_configurations: Option<Vec<MetricConfiguration>> = opt("metricConfigurations", list(&METRIC_CONFIGURATION_LIST)),
}}

structure! { MountPoint = MOUNT_POINT {
    source_volume: Option<String> = opt("sourceVolume", TEXT),
    container_path: Option<String> = opt("containerPath", TEXT),
    read_only: Option<bool> = opt("readOnly", BOOL),
}}

structure! { NetworkBandwidthGbpsRequest = NETWORK_BANDWIDTH_GBPS_REQUEST {
    min: Option<f64> = opt("min", DOUBLE),
    max: Option<f64> = opt("max", DOUBLE),
}}

structure! { NetworkBinding = NETWORK_BINDING {
    bind_ip: Option<String> = opt("bindIP", TEXT),
    container_port: Option<i32> = opt("containerPort", INT),
    host_port: Option<i32> = opt("hostPort", INT),
    protocol: Option<String> = opt("protocol", text(&TRANSPORT_PROTOCOL)),
    container_port_range: Option<String> = opt("containerPortRange", TEXT),
    host_port_range: Option<String> = opt("hostPortRange", TEXT),
}}

structure! { NetworkConfiguration = NETWORK_CONFIGURATION {
    awsvpc_configuration: Option<AwsVpcConfiguration> = opt("awsvpcConfiguration", object(&AWS_VPC_CONFIGURATION)),
}}

structure! { NetworkInterface = NETWORK_INTERFACE {
    attachment_id: Option<String> = opt("attachmentId", TEXT),
    private_ipv4_address: Option<String> = opt("privateIpv4Address", TEXT),
    ipv6_address: Option<String> = opt("ipv6Address", TEXT),
}}

structure! { NetworkInterfaceCountRequest = NETWORK_INTERFACE_COUNT_REQUEST {
    min: Option<i32> = opt("min", INT),
    max: Option<i32> = opt("max", INT),
}}

structure! { NvidiaMpsAllocation = NVIDIA_MPS_ALLOCATION {
    memory: i32 = req("memory", int(&NVIDIA_MPS_ALLOCATION_MEMORY_INTEGER)),
    max_compute_percent: Option<i32> = opt("maxComputePercent", int(&NVIDIA_MPS_ALLOCATION_MAX_COMPUTE_PERCENT_INTEGER)),
}}

structure! { PlacementConstraint = PLACEMENT_CONSTRAINT {
    r#type: Option<String> = opt("type", text(&PLACEMENT_CONSTRAINT_TYPE)),
    expression: Option<String> = opt("expression", TEXT),
}}

structure! { PlacementStrategy = PLACEMENT_STRATEGY {
    r#type: Option<String> = opt("type", text(&PLACEMENT_STRATEGY_TYPE)),
    field: Option<String> = opt("field", TEXT),
}}

structure! { PlatformDevice = PLATFORM_DEVICE {
    id: String = req("id", TEXT),
    r#type: String = req("type", text(&PLATFORM_DEVICE_TYPE)),
}}

structure! { PortMapping = PORT_MAPPING {
    container_port: Option<i32> = opt("containerPort", INT),
    host_port: Option<i32> = opt("hostPort", INT),
    protocol: Option<String> = opt("protocol", text(&TRANSPORT_PROTOCOL)),
    name: Option<String> = opt("name", TEXT),
    app_protocol: Option<String> = opt("appProtocol", text(&APPLICATION_PROTOCOL)),
    container_port_range: Option<String> = opt("containerPortRange", TEXT),
}}

structure! { ProtectedTask = PROTECTED_TASK {
    task_arn: Option<String> = opt("taskArn", TEXT),
    protection_enabled: Option<bool> = opt("protectionEnabled", BOOL),
    expiration_date: Option<Timestamp> = opt("expirationDate", TIME),
}}

structure! { ProxyConfiguration = PROXY_CONFIGURATION {
    r#type: Option<String> = opt("type", text(&PROXY_CONFIGURATION_TYPE)),
    container_name: String = req("containerName", TEXT),
    properties: Option<Vec<KeyValuePair>> = opt("properties", list(&PROXY_CONFIGURATION_PROPERTIES)),
}}

structure! { PutAccountSettingDefaultRequest = PUT_ACCOUNT_SETTING_DEFAULT_REQUEST {
    name: String = req("name", text(&SETTING_NAME)),
    value: String = req("value", TEXT),
}}

structure! { PutAccountSettingDefaultResponse = PUT_ACCOUNT_SETTING_DEFAULT_RESPONSE {
    setting: Option<Setting> = opt("setting", object(&SETTING)),
}}

structure! { PutAccountSettingRequest = PUT_ACCOUNT_SETTING_REQUEST {
    name: String = req("name", text(&SETTING_NAME)),
    value: String = req("value", TEXT),
    principal_arn: Option<String> = opt("principalArn", TEXT),
}}

structure! { PutAccountSettingResponse = PUT_ACCOUNT_SETTING_RESPONSE {
    setting: Option<Setting> = opt("setting", object(&SETTING)),
}}

structure! { PutAttributesRequest = PUT_ATTRIBUTES_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    attributes: Vec<Attribute> = req("attributes", list(&ATTRIBUTES)),
}}

structure! { PutAttributesResponse = PUT_ATTRIBUTES_RESPONSE {
    attributes: Option<Vec<Attribute>> = opt("attributes", list(&ATTRIBUTES)),
}}

structure! { PutClusterCapacityProvidersRequest = PUT_CLUSTER_CAPACITY_PROVIDERS_REQUEST {
    cluster: String = req("cluster", TEXT),
    capacity_providers: Vec<String> = req("capacityProviders", list(&STRING_LIST)),
    default_capacity_provider_strategy: Vec<CapacityProviderStrategyItem> = req("defaultCapacityProviderStrategy", list(&CAPACITY_PROVIDER_STRATEGY)),
}}

structure! { PutClusterCapacityProvidersResponse = PUT_CLUSTER_CAPACITY_PROVIDERS_RESPONSE {
    cluster: Option<Cluster> = opt("cluster", object(&CLUSTER)),
}}

structure! { RegisterContainerInstanceRequest = REGISTER_CONTAINER_INSTANCE_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    instance_identity_document: Option<String> = opt("instanceIdentityDocument", TEXT),
    instance_identity_document_signature: Option<String> = opt("instanceIdentityDocumentSignature", TEXT),
    total_resources: Option<Vec<Resource>> = opt("totalResources", list(&RESOURCES)),
    version_info: Option<VersionInfo> = opt("versionInfo", object(&VERSION_INFO)),
    container_instance_arn: Option<String> = opt("containerInstanceArn", TEXT),
    attributes: Option<Vec<Attribute>> = opt("attributes", list(&ATTRIBUTES)),
    platform_devices: Option<Vec<PlatformDevice>> = opt("platformDevices", list(&PLATFORM_DEVICES)),
    tags: Option<Vec<Tag>> = opt("tags", list(&TAGS)),
}}

structure! { RegisterContainerInstanceResponse = REGISTER_CONTAINER_INSTANCE_RESPONSE {
    container_instance: Option<ContainerInstance> = opt("containerInstance", object(&CONTAINER_INSTANCE)),
}}

structure! { RegisterTaskDefinitionRequest = REGISTER_TASK_DEFINITION_REQUEST {
    family: String = req("family", TEXT),
    task_role_arn: Option<String> = opt("taskRoleArn", TEXT),
    execution_role_arn: Option<String> = opt("executionRoleArn", TEXT),
    network_mode: Option<String> = opt("networkMode", text(&NETWORK_MODE)),
    container_definitions: Vec<ContainerDefinition> = req("containerDefinitions", list(&CONTAINER_DEFINITIONS)),
    volumes: Option<Vec<Volume>> = opt("volumes", list(&VOLUME_LIST)),
    placement_constraints: Option<Vec<TaskDefinitionPlacementConstraint>> = opt("placementConstraints", list(&TASK_DEFINITION_PLACEMENT_CONSTRAINTS)),
    requires_compatibilities: Option<Vec<String>> = opt("requiresCompatibilities", list(&COMPATIBILITY_LIST)),
    cpu: Option<String> = opt("cpu", TEXT),
    memory: Option<String> = opt("memory", TEXT),
    tags: Option<Vec<Tag>> = opt("tags", list(&TAGS)),
    pid_mode: Option<String> = opt("pidMode", text(&PID_MODE)),
    ipc_mode: Option<String> = opt("ipcMode", text(&IPC_MODE)),
    proxy_configuration: Option<ProxyConfiguration> = opt("proxyConfiguration", object(&PROXY_CONFIGURATION)),
    inference_accelerators: Option<Vec<InferenceAccelerator>> = opt("inferenceAccelerators", list(&INFERENCE_ACCELERATORS)),
    ephemeral_storage: Option<EphemeralStorage> = opt("ephemeralStorage", object(&EPHEMERAL_STORAGE)),
    runtime_platform: Option<RuntimePlatform> = opt("runtimePlatform", object(&RUNTIME_PLATFORM)),
    enable_fault_injection: Option<bool> = opt("enableFaultInjection", BOOL),
    trusted_execution_configuration: Option<TrustedExecutionConfiguration> = opt("trustedExecutionConfiguration", object(&TRUSTED_EXECUTION_CONFIGURATION)),
}}

structure! { RegisterTaskDefinitionResponse = REGISTER_TASK_DEFINITION_RESPONSE {
    task_definition: Option<TaskDefinition> = opt("taskDefinition", object(&TASK_DEFINITION)),
    tags: Option<Vec<Tag>> = opt("tags", list(&TAGS)),
}}

structure! { RepositoryCredentials = REPOSITORY_CREDENTIALS {
    credentials_parameter: String = req("credentialsParameter", TEXT),
}}

structure! { ResolvedConfiguration = RESOLVED_CONFIGURATION {
    load_balancers: Option<Vec<ServiceRevisionLoadBalancer>> = opt("loadBalancers", list(&SERVICE_REVISION_LOAD_BALANCERS)),
    vpc_lattice_configurations: Option<Vec<ServiceRevisionVpcLatticeConfiguration>> = opt("vpcLatticeConfigurations", list(&SERVICE_REVISION_VPC_LATTICE_CONFIGURATIONS)),
}}

structure! { Resource = RESOURCE {
    name: Option<String> = opt("name", TEXT),
    r#type: Option<String> = opt("type", TEXT),
    double_value: Option<f64> = opt("doubleValue", DOUBLE),
    long_value: Option<i64> = opt("longValue", LONG),
    integer_value: Option<i32> = opt("integerValue", INT),
    string_set_value: Option<Vec<String>> = opt("stringSetValue", list(&STRING_LIST)),
}}

structure! { ResourceRequirement = RESOURCE_REQUIREMENT {
    value: Option<String> = opt("value", TEXT),
    r#type: String = req("type", text(&RESOURCE_TYPE)),
    sharing_strategy: Option<SharingStrategy> = opt("sharingStrategy", object(&SHARING_STRATEGY)),
}}

structure! { Rollback = ROLLBACK {
    reason: Option<String> = opt("reason", TEXT),
    started_at: Option<Timestamp> = opt("startedAt", TIME),
    service_revision_arn: Option<String> = opt("serviceRevisionArn", TEXT),
}}

structure! { RunTaskRequest = RUN_TASK_REQUEST {
    capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>> = opt("capacityProviderStrategy", list(&CAPACITY_PROVIDER_STRATEGY)),
    cluster: Option<String> = opt("cluster", TEXT),
    count: Option<i32> = opt("count", INT),
    enable_ecs_managed_tags: Option<bool> = opt("enableECSManagedTags", BOOL),
    enable_execute_command: Option<bool> = opt("enableExecuteCommand", BOOL),
    group: Option<String> = opt("group", TEXT),
    launch_type: Option<String> = opt("launchType", text(&LAUNCH_TYPE)),
    network_configuration: Option<NetworkConfiguration> = opt("networkConfiguration", object(&NETWORK_CONFIGURATION)),
    overrides: Option<TaskOverride> = opt("overrides", object(&TASK_OVERRIDE)),
    placement_constraints: Option<Vec<PlacementConstraint>> = opt("placementConstraints", list(&PLACEMENT_CONSTRAINTS)),
    placement_strategy: Option<Vec<PlacementStrategy>> = opt("placementStrategy", list(&PLACEMENT_STRATEGIES)),
    platform_version: Option<String> = opt("platformVersion", TEXT),
    propagate_tags: Option<String> = opt("propagateTags", text(&PROPAGATE_TAGS)),
    reference_id: Option<String> = opt("referenceId", TEXT),
    started_by: Option<String> = opt("startedBy", TEXT),
    tags: Option<Vec<Tag>> = opt("tags", list(&TAGS)),
    task_definition: String = req("taskDefinition", TEXT),
    client_token: Option<String> = opt("clientToken", TEXT).token(),
    volume_configurations: Option<Vec<TaskVolumeConfiguration>> = opt("volumeConfigurations", list(&TASK_VOLUME_CONFIGURATIONS)),
}}

structure! { RunTaskResponse = RUN_TASK_RESPONSE {
    tasks: Option<Vec<Task>> = opt("tasks", list(&TASKS)),
    failures: Option<Vec<Failure>> = opt("failures", list(&FAILURES)),
}}

structure! { RuntimePlatform = RUNTIME_PLATFORM {
    cpu_architecture: Option<String> = opt("cpuArchitecture", text(&CPU_ARCHITECTURE)),
    operating_system_family: Option<String> = opt("operatingSystemFamily", text(&OS_FAMILY)),
}}

structure! { RuntimePlatformOverride = RUNTIME_PLATFORM_OVERRIDE {
    cpu_architecture: Option<String> = opt("cpuArchitecture", TEXT),
}}

structure! { S3FilesVolumeConfiguration = S3_FILES_VOLUME_CONFIGURATION {
    file_system_arn: String = req("fileSystemArn", TEXT),
    root_directory: Option<String> = opt("rootDirectory", TEXT),
    transit_encryption_port: Option<i32> = opt("transitEncryptionPort", INT),
    access_point_arn: Option<String> = opt("accessPointArn", TEXT),
}}

structure! { Scale = SCALE {
    value: Option<f64> = opt("value", DOUBLE),
    unit: Option<String> = opt("unit", text(&SCALE_UNIT)),
}}

structure! { Secret = SECRET {
    name: String = req("name", TEXT),
    value_from: String = req("valueFrom", TEXT),
}}

structure! { Service = SERVICE_ {
    service_arn: Option<String> = opt("serviceArn", TEXT),
    service_name: Option<String> = opt("serviceName", TEXT),
    cluster_arn: Option<String> = opt("clusterArn", TEXT),
    load_balancers: Option<Vec<LoadBalancer>> = opt("loadBalancers", list(&LOAD_BALANCERS)),
    service_registries: Option<Vec<ServiceRegistry>> = opt("serviceRegistries", list(&SERVICE_REGISTRIES)),
    status: Option<String> = opt("status", TEXT),
    desired_count: Option<i32> = opt("desiredCount", INT),
    running_count: Option<i32> = opt("runningCount", INT),
    pending_count: Option<i32> = opt("pendingCount", INT),
    launch_type: Option<String> = opt("launchType", text(&LAUNCH_TYPE)),
    capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>> = opt("capacityProviderStrategy", list(&CAPACITY_PROVIDER_STRATEGY)),
    platform_version: Option<String> = opt("platformVersion", TEXT),
    platform_family: Option<String> = opt("platformFamily", TEXT),
    task_definition: Option<String> = opt("taskDefinition", TEXT),
    deployment_configuration: Option<DeploymentConfiguration> = opt("deploymentConfiguration", object(&DEPLOYMENT_CONFIGURATION)),
    task_sets: Option<Vec<TaskSet>> = opt("taskSets", list(&TASK_SETS)),
    deployments: Option<Vec<Deployment>> = opt("deployments", list(&DEPLOYMENTS)),
    role_arn: Option<String> = opt("roleArn", TEXT),
    events: Option<Vec<ServiceEvent>> = opt("events", list(&SERVICE_EVENTS)),
    created_at: Option<Timestamp> = opt("createdAt", TIME),
    current_service_deployment: Option<String> = opt("currentServiceDeployment", TEXT),
    current_service_revisions: Option<Vec<ServiceCurrentRevisionSummary>> = opt("currentServiceRevisions", list(&SERVICE_CURRENT_REVISION_SUMMARY_LIST)),
    placement_constraints: Option<Vec<PlacementConstraint>> = opt("placementConstraints", list(&PLACEMENT_CONSTRAINTS)),
    placement_strategy: Option<Vec<PlacementStrategy>> = opt("placementStrategy", list(&PLACEMENT_STRATEGIES)),
    network_configuration: Option<NetworkConfiguration> = opt("networkConfiguration", object(&NETWORK_CONFIGURATION)),
    health_check_grace_period_seconds: Option<i32> = opt("healthCheckGracePeriodSeconds", INT),
    scheduling_strategy: Option<String> = opt("schedulingStrategy", text(&SCHEDULING_STRATEGY)),
    deployment_controller: Option<DeploymentController> = opt("deploymentController", object(&DEPLOYMENT_CONTROLLER)),
    tags: Option<Vec<Tag>> = opt("tags", list(&TAGS)),
    created_by: Option<String> = opt("createdBy", TEXT),
    enable_ecs_managed_tags: Option<bool> = opt("enableECSManagedTags", BOOL),
    propagate_tags: Option<String> = opt("propagateTags", text(&PROPAGATE_TAGS)),
    enable_execute_command: Option<bool> = opt("enableExecuteCommand", BOOL),
    availability_zone_rebalancing: Option<String> = opt("availabilityZoneRebalancing", text(&AVAILABILITY_ZONE_REBALANCING)),
    resource_management_type: Option<String> = opt("resourceManagementType", text(&RESOURCE_MANAGEMENT_TYPE)),
}}

structure! { ServiceConnectAccessLogConfiguration = SERVICE_CONNECT_ACCESS_LOG_CONFIGURATION {
    format: String = req("format", text(&SERVICE_CONNECT_ACCESS_LOGGING_FORMAT)),
    include_query_parameters: Option<String> = opt("includeQueryParameters", text(&SERVICE_CONNECT_INCLUDE_QUERY_PARAMETERS)),
}}

structure! { ServiceConnectClientAlias = SERVICE_CONNECT_CLIENT_ALIAS {
    port: i32 = req("port", int(&PORT_NUMBER)),
    dns_name: Option<String> = opt("dnsName", TEXT),
    test_traffic_rules: Option<ServiceConnectTestTrafficRules> = opt("testTrafficRules", object(&SERVICE_CONNECT_TEST_TRAFFIC_RULES)),
}}

structure! { ServiceConnectConfiguration = SERVICE_CONNECT_CONFIGURATION {
    enabled: bool = req("enabled", BOOL),
    namespace: Option<String> = opt("namespace", TEXT),
    services: Option<Vec<ServiceConnectService>> = opt("services", list(&SERVICE_CONNECT_SERVICE_LIST)),
    log_configuration: Option<LogConfiguration> = opt("logConfiguration", object(&LOG_CONFIGURATION)),
    access_log_configuration: Option<ServiceConnectAccessLogConfiguration> = opt("accessLogConfiguration", object(&SERVICE_CONNECT_ACCESS_LOG_CONFIGURATION)),
    container_configurations: Option<Vec<ServiceConnectContainerConfiguration>> = opt("containerConfigurations", list(&SERVICE_CONNECT_CONTAINER_CONFIGURATIONS)),
}}

structure! { ServiceConnectContainerConfiguration = SERVICE_CONNECT_CONTAINER_CONFIGURATION .union() {
    log_level: Option<String> = opt("logLevel", text(&SERVICE_CONNECT_CONTAINER_LOG_LEVEL)),
}}

structure! { ServiceConnectService = SERVICE_CONNECT_SERVICE {
    port_name: String = req("portName", TEXT),
    discovery_name: Option<String> = opt("discoveryName", TEXT),
    client_aliases: Option<Vec<ServiceConnectClientAlias>> = opt("clientAliases", list(&SERVICE_CONNECT_CLIENT_ALIAS_LIST)),
    ingress_port_override: Option<i32> = opt("ingressPortOverride", int(&PORT_NUMBER)),
    timeout: Option<TimeoutConfiguration> = opt("timeout", object(&TIMEOUT_CONFIGURATION)),
    tls: Option<ServiceConnectTlsConfiguration> = opt("tls", object(&SERVICE_CONNECT_TLS_CONFIGURATION)),
}}

structure! { ServiceConnectServiceResource = SERVICE_CONNECT_SERVICE_RESOURCE {
    discovery_name: Option<String> = opt("discoveryName", TEXT),
    discovery_arn: Option<String> = opt("discoveryArn", TEXT),
}}

structure! { ServiceConnectTestTrafficHeaderMatchRules = SERVICE_CONNECT_TEST_TRAFFIC_HEADER_MATCH_RULES {
    exact: String = req("exact", TEXT),
}}

structure! { ServiceConnectTestTrafficHeaderRules = SERVICE_CONNECT_TEST_TRAFFIC_HEADER_RULES {
    name: String = req("name", TEXT),
    value: Option<ServiceConnectTestTrafficHeaderMatchRules> = opt("value", object(&SERVICE_CONNECT_TEST_TRAFFIC_HEADER_MATCH_RULES)),
}}

structure! { ServiceConnectTestTrafficRules = SERVICE_CONNECT_TEST_TRAFFIC_RULES {
    header: ServiceConnectTestTrafficHeaderRules = req("header", object(&SERVICE_CONNECT_TEST_TRAFFIC_HEADER_RULES)),
}}

structure! { ServiceConnectTlsCertificateAuthority = SERVICE_CONNECT_TLS_CERTIFICATE_AUTHORITY {
    aws_pca_authority_arn: Option<String> = opt("awsPcaAuthorityArn", TEXT),
}}

structure! { ServiceConnectTlsConfiguration = SERVICE_CONNECT_TLS_CONFIGURATION {
    issuer_certificate_authority: ServiceConnectTlsCertificateAuthority = req("issuerCertificateAuthority", object(&SERVICE_CONNECT_TLS_CERTIFICATE_AUTHORITY)),
    kms_key: Option<String> = opt("kmsKey", TEXT),
    role_arn: Option<String> = opt("roleArn", TEXT),
}}

structure! { ServiceCurrentRevisionSummary = SERVICE_CURRENT_REVISION_SUMMARY {
    arn: Option<String> = opt("arn", TEXT),
    requested_task_count: Option<i32> = opt("requestedTaskCount", INT),
    running_task_count: Option<i32> = opt("runningTaskCount", INT),
    pending_task_count: Option<i32> = opt("pendingTaskCount", INT),
}}

structure! { ServiceDeployment = SERVICE_DEPLOYMENT {
    service_deployment_arn: Option<String> = opt("serviceDeploymentArn", TEXT),
    service_arn: Option<String> = opt("serviceArn", TEXT),
    cluster_arn: Option<String> = opt("clusterArn", TEXT),
    created_at: Option<Timestamp> = opt("createdAt", TIME),
    started_at: Option<Timestamp> = opt("startedAt", TIME),
    finished_at: Option<Timestamp> = opt("finishedAt", TIME),
    stopped_at: Option<Timestamp> = opt("stoppedAt", TIME),
    updated_at: Option<Timestamp> = opt("updatedAt", TIME),
    source_service_revisions: Option<Vec<ServiceRevisionSummary>> = opt("sourceServiceRevisions", list(&SERVICE_REVISIONS_SUMMARY_LIST)),
    target_service_revision: Option<ServiceRevisionSummary> = opt("targetServiceRevision", object(&SERVICE_REVISION_SUMMARY)),
    status: Option<String> = opt("status", text(&SERVICE_DEPLOYMENT_STATUS)),
    status_reason: Option<String> = opt("statusReason", TEXT),
    lifecycle_stage: Option<String> = opt("lifecycleStage", text(&SERVICE_DEPLOYMENT_LIFECYCLE_STAGE)),
    lifecycle_hook_details: Option<Vec<DeploymentLifecycleHookDetail>> = opt("lifecycleHookDetails", list(&DEPLOYMENT_LIFECYCLE_HOOK_DETAIL_LIST)),
    deployment_configuration: Option<DeploymentConfiguration> = opt("deploymentConfiguration", object(&DEPLOYMENT_CONFIGURATION)),
    rollback: Option<Rollback> = opt("rollback", object(&ROLLBACK)),
    deployment_circuit_breaker: Option<ServiceDeploymentCircuitBreaker> = opt("deploymentCircuitBreaker", object(&SERVICE_DEPLOYMENT_CIRCUIT_BREAKER)),
    alarms: Option<ServiceDeploymentAlarms> = opt("alarms", object(&SERVICE_DEPLOYMENT_ALARMS)),
}}

structure! { ServiceDeploymentAlarms = SERVICE_DEPLOYMENT_ALARMS {
    status: Option<String> = opt("status", text(&SERVICE_DEPLOYMENT_ROLLBACK_MONITORS_STATUS)),
    alarm_names: Option<Vec<String>> = opt("alarmNames", list(&STRING_LIST)),
    triggered_alarm_names: Option<Vec<String>> = opt("triggeredAlarmNames", list(&STRING_LIST)),
}}

structure! { ServiceDeploymentBrief = SERVICE_DEPLOYMENT_BRIEF {
    service_deployment_arn: Option<String> = opt("serviceDeploymentArn", TEXT),
    service_arn: Option<String> = opt("serviceArn", TEXT),
    cluster_arn: Option<String> = opt("clusterArn", TEXT),
    started_at: Option<Timestamp> = opt("startedAt", TIME),
    created_at: Option<Timestamp> = opt("createdAt", TIME),
    finished_at: Option<Timestamp> = opt("finishedAt", TIME),
    target_service_revision_arn: Option<String> = opt("targetServiceRevisionArn", TEXT),
    status: Option<String> = opt("status", text(&SERVICE_DEPLOYMENT_STATUS)),
    status_reason: Option<String> = opt("statusReason", TEXT),
}}

structure! { ServiceDeploymentCircuitBreaker = SERVICE_DEPLOYMENT_CIRCUIT_BREAKER {
    status: Option<String> = opt("status", text(&SERVICE_DEPLOYMENT_ROLLBACK_MONITORS_STATUS)),
    failure_count: Option<i32> = opt("failureCount", INT),
    threshold: Option<i32> = opt("threshold", INT),
}}

structure! { ServiceEvent = SERVICE_EVENT {
    id: Option<String> = opt("id", TEXT),
    created_at: Option<Timestamp> = opt("createdAt", TIME),
    message: Option<String> = opt("message", TEXT),
}}

structure! { ServiceManagedEBSVolumeConfiguration = SERVICE_MANAGED_EBS_VOLUME_CONFIGURATION {
    encrypted: Option<bool> = opt("encrypted", BOOL),
    kms_key_id: Option<String> = opt("kmsKeyId", TEXT),
    volume_type: Option<String> = opt("volumeType", TEXT),
    size_in_gib: Option<i32> = opt("sizeInGiB", INT),
    snapshot_id: Option<String> = opt("snapshotId", TEXT),
    volume_initialization_rate: Option<i32> = opt("volumeInitializationRate", INT),
    iops: Option<i32> = opt("iops", INT),
    throughput: Option<i32> = opt("throughput", INT),
    tag_specifications: Option<Vec<EBSTagSpecification>> = opt("tagSpecifications", list(&EBS_TAG_SPECIFICATIONS)),
    role_arn: String = req("roleArn", TEXT),
    filesystem_type: Option<String> = opt("filesystemType", text(&TASK_FILESYSTEM_TYPE)),
}}

structure! { ServiceRegistry = SERVICE_REGISTRY {
    registry_arn: Option<String> = opt("registryArn", TEXT),
    port: Option<i32> = opt("port", INT),
    container_name: Option<String> = opt("containerName", TEXT),
    container_port: Option<i32> = opt("containerPort", INT),
}}

structure! { ServiceRevision = SERVICE_REVISION {
    service_revision_arn: Option<String> = opt("serviceRevisionArn", TEXT),
    service_arn: Option<String> = opt("serviceArn", TEXT),
    cluster_arn: Option<String> = opt("clusterArn", TEXT),
    task_definition: Option<String> = opt("taskDefinition", TEXT),
    capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>> = opt("capacityProviderStrategy", list(&CAPACITY_PROVIDER_STRATEGY)),
    launch_type: Option<String> = opt("launchType", text(&LAUNCH_TYPE)),
    platform_version: Option<String> = opt("platformVersion", TEXT),
    platform_family: Option<String> = opt("platformFamily", TEXT),
    load_balancers: Option<Vec<LoadBalancer>> = opt("loadBalancers", list(&LOAD_BALANCERS)),
    service_registries: Option<Vec<ServiceRegistry>> = opt("serviceRegistries", list(&SERVICE_REGISTRIES)),
    network_configuration: Option<NetworkConfiguration> = opt("networkConfiguration", object(&NETWORK_CONFIGURATION)),
    container_images: Option<Vec<ContainerImage>> = opt("containerImages", list(&CONTAINER_IMAGES)),
    guard_duty_enabled: Option<bool> = opt("guardDutyEnabled", BOOL),
    service_connect_configuration: Option<ServiceConnectConfiguration> = opt("serviceConnectConfiguration", object(&SERVICE_CONNECT_CONFIGURATION)),
    volume_configurations: Option<Vec<ServiceVolumeConfiguration>> = opt("volumeConfigurations", list(&SERVICE_VOLUME_CONFIGURATIONS)),
    fargate_ephemeral_storage: Option<DeploymentEphemeralStorage> = opt("fargateEphemeralStorage", object(&DEPLOYMENT_EPHEMERAL_STORAGE)),
    created_at: Option<Timestamp> = opt("createdAt", TIME),
    vpc_lattice_configurations: Option<Vec<VpcLatticeConfiguration>> = opt("vpcLatticeConfigurations", list(&VPC_LATTICE_CONFIGURATIONS)),
    resolved_configuration: Option<ResolvedConfiguration> = opt("resolvedConfiguration", object(&RESOLVED_CONFIGURATION)),
    ecs_managed_resources: Option<ECSManagedResources> = opt("ecsManagedResources", object(&ECS_MANAGED_RESOURCES)),
    overrides: Option<ServiceRevisionOverrides> = opt("overrides", object(&SERVICE_REVISION_OVERRIDES)),
    gateway_connectors: Option<Vec<GatewayConnector>> = opt("gatewayConnectors", list(&GATEWAY_CONNECTOR_LIST)),
    monitoring: Option<MonitoringConfiguration> = opt("monitoring", object(&MONITORING_CONFIGURATION)),
}}

structure! { ServiceRevisionLoadBalancer = SERVICE_REVISION_LOAD_BALANCER {
    target_group_arn: Option<String> = opt("targetGroupArn", TEXT),
    production_listener_rule: Option<String> = opt("productionListenerRule", TEXT),
}}

structure! { ServiceRevisionOverrides = SERVICE_REVISION_OVERRIDES {
    runtime_platform: Option<RuntimePlatformOverride> = opt("runtimePlatform", object(&RUNTIME_PLATFORM_OVERRIDE)),
}}

structure! { ServiceRevisionSummary = SERVICE_REVISION_SUMMARY {
    arn: Option<String> = opt("arn", TEXT),
    requested_task_count: Option<i32> = opt("requestedTaskCount", INT),
    running_task_count: Option<i32> = opt("runningTaskCount", INT),
    pending_task_count: Option<i32> = opt("pendingTaskCount", INT),
    requested_test_traffic_weight: Option<f64> = opt("requestedTestTrafficWeight", DOUBLE),
    requested_production_traffic_weight: Option<f64> = opt("requestedProductionTrafficWeight", DOUBLE),
}}

structure! { ServiceRevisionVpcLatticeConfiguration = SERVICE_REVISION_VPC_LATTICE_CONFIGURATION {
    target_group_arn: Option<String> = opt("targetGroupArn", TEXT),
    production_listener_rule: Option<String> = opt("productionListenerRule", TEXT),
}}

structure! { ServiceVolumeConfiguration = SERVICE_VOLUME_CONFIGURATION {
    name: String = req("name", TEXT),
    managed_ebs_volume: Option<ServiceManagedEBSVolumeConfiguration> = opt("managedEBSVolume", object(&SERVICE_MANAGED_EBS_VOLUME_CONFIGURATION)),
}}

structure! { Session = SESSION {
    session_id: Option<String> = opt("sessionId", TEXT),
    stream_url: Option<String> = opt("streamUrl", TEXT),
    token_value: Option<String> = opt("tokenValue", text(&SENSITIVE_STRING)),
}}

structure! { Setting = SETTING {
    name: Option<String> = opt("name", text(&SETTING_NAME)),
    value: Option<String> = opt("value", TEXT),
    principal_arn: Option<String> = opt("principalArn", TEXT),
    r#type: Option<String> = opt("type", text(&SETTING_TYPE)),
}}

structure! { SharingStrategy = SHARING_STRATEGY .union() {
    nvidia_mps: Option<NvidiaMpsAllocation> = opt("nvidiaMps", object(&NVIDIA_MPS_ALLOCATION)),
}}

structure! { StartTaskRequest = START_TASK_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    container_instances: Vec<String> = req("containerInstances", list(&STRING_LIST)),
    enable_ecs_managed_tags: Option<bool> = opt("enableECSManagedTags", BOOL),
    enable_execute_command: Option<bool> = opt("enableExecuteCommand", BOOL),
    group: Option<String> = opt("group", TEXT),
    network_configuration: Option<NetworkConfiguration> = opt("networkConfiguration", object(&NETWORK_CONFIGURATION)),
    overrides: Option<TaskOverride> = opt("overrides", object(&TASK_OVERRIDE)),
    propagate_tags: Option<String> = opt("propagateTags", text(&PROPAGATE_TAGS)),
    reference_id: Option<String> = opt("referenceId", TEXT),
    started_by: Option<String> = opt("startedBy", TEXT),
    tags: Option<Vec<Tag>> = opt("tags", list(&TAGS)),
    task_definition: String = req("taskDefinition", TEXT),
    volume_configurations: Option<Vec<TaskVolumeConfiguration>> = opt("volumeConfigurations", list(&TASK_VOLUME_CONFIGURATIONS)),
}}

structure! { StartTaskResponse = START_TASK_RESPONSE {
    tasks: Option<Vec<Task>> = opt("tasks", list(&TASKS)),
    failures: Option<Vec<Failure>> = opt("failures", list(&FAILURES)),
}}

structure! { StopServiceDeploymentRequest = STOP_SERVICE_DEPLOYMENT_REQUEST {
    service_deployment_arn: String = req("serviceDeploymentArn", TEXT),
    stop_type: Option<String> = opt("stopType", text(&STOP_SERVICE_DEPLOYMENT_STOP_TYPE)),
}}

structure! { StopServiceDeploymentResponse = STOP_SERVICE_DEPLOYMENT_RESPONSE {
    service_deployment_arn: Option<String> = opt("serviceDeploymentArn", TEXT),
}}

structure! { StopTaskRequest = STOP_TASK_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    task: String = req("task", TEXT),
    reason: Option<String> = opt("reason", TEXT),
}}

structure! { StopTaskResponse = STOP_TASK_RESPONSE {
    task: Option<Task> = opt("task", object(&TASK)),
}}

structure! { SubmitAttachmentStateChangesRequest = SUBMIT_ATTACHMENT_STATE_CHANGES_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    attachments: Vec<AttachmentStateChange> = req("attachments", list(&ATTACHMENT_STATE_CHANGES)),
}}

structure! { SubmitAttachmentStateChangesResponse = SUBMIT_ATTACHMENT_STATE_CHANGES_RESPONSE {
    acknowledgment: Option<String> = opt("acknowledgment", TEXT),
}}

structure! { SubmitContainerStateChangeRequest = SUBMIT_CONTAINER_STATE_CHANGE_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    task: Option<String> = opt("task", TEXT),
    container_name: Option<String> = opt("containerName", TEXT),
    runtime_id: Option<String> = opt("runtimeId", TEXT),
    status: Option<String> = opt("status", TEXT),
    exit_code: Option<i32> = opt("exitCode", INT),
    reason: Option<String> = opt("reason", TEXT),
    network_bindings: Option<Vec<NetworkBinding>> = opt("networkBindings", list(&NETWORK_BINDINGS)),
}}

structure! { SubmitContainerStateChangeResponse = SUBMIT_CONTAINER_STATE_CHANGE_RESPONSE {
    acknowledgment: Option<String> = opt("acknowledgment", TEXT),
}}

structure! { SubmitTaskStateChangeRequest = SUBMIT_TASK_STATE_CHANGE_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    task: Option<String> = opt("task", TEXT),
    status: Option<String> = opt("status", TEXT),
    reason: Option<String> = opt("reason", TEXT),
    containers: Option<Vec<ContainerStateChange>> = opt("containers", list(&CONTAINER_STATE_CHANGES)),
    attachments: Option<Vec<AttachmentStateChange>> = opt("attachments", list(&ATTACHMENT_STATE_CHANGES)),
    managed_agents: Option<Vec<ManagedAgentStateChange>> = opt("managedAgents", list(&MANAGED_AGENT_STATE_CHANGES)),
    pull_started_at: Option<Timestamp> = opt("pullStartedAt", TIME),
    pull_stopped_at: Option<Timestamp> = opt("pullStoppedAt", TIME),
    execution_stopped_at: Option<Timestamp> = opt("executionStoppedAt", TIME),
}}

structure! { SubmitTaskStateChangeResponse = SUBMIT_TASK_STATE_CHANGE_RESPONSE {
    acknowledgment: Option<String> = opt("acknowledgment", TEXT),
}}

structure! { SystemControl = SYSTEM_CONTROL {
    namespace: Option<String> = opt("namespace", TEXT),
    value: Option<String> = opt("value", TEXT),
}}

structure! { Tag = TAG {
    key: Option<String> = opt("key", text(&TAG_KEY)),
    value: Option<String> = opt("value", text(&TAG_VALUE)),
}}

structure! { TagResourceRequest = TAG_RESOURCE_REQUEST {
    resource_arn: String = req("resourceArn", TEXT),
    tags: Vec<Tag> = req("tags", list(&TAGS)),
}}

structure! { TagResourceResponse = TAG_RESOURCE_RESPONSE {
}}

structure! { Task = TASK {
    attachments: Option<Vec<Attachment>> = opt("attachments", list(&ATTACHMENTS)),
    attributes: Option<Vec<Attribute>> = opt("attributes", list(&ATTRIBUTES)),
    availability_zone: Option<String> = opt("availabilityZone", TEXT),
    capacity_provider_name: Option<String> = opt("capacityProviderName", TEXT),
    cluster_arn: Option<String> = opt("clusterArn", TEXT),
    connectivity: Option<String> = opt("connectivity", text(&CONNECTIVITY)),
    connectivity_at: Option<Timestamp> = opt("connectivityAt", TIME),
    container_instance_arn: Option<String> = opt("containerInstanceArn", TEXT),
    containers: Option<Vec<Container>> = opt("containers", list(&CONTAINERS)),
    cpu: Option<String> = opt("cpu", TEXT),
    created_at: Option<Timestamp> = opt("createdAt", TIME),
    desired_status: Option<String> = opt("desiredStatus", TEXT),
    enable_execute_command: Option<bool> = opt("enableExecuteCommand", BOOL),
    execution_stopped_at: Option<Timestamp> = opt("executionStoppedAt", TIME),
    group: Option<String> = opt("group", TEXT),
    health_status: Option<String> = opt("healthStatus", text(&HEALTH_STATUS)),
    inference_accelerators: Option<Vec<InferenceAccelerator>> = opt("inferenceAccelerators", list(&INFERENCE_ACCELERATORS)),
    last_status: Option<String> = opt("lastStatus", TEXT),
    launch_type: Option<String> = opt("launchType", text(&LAUNCH_TYPE)),
    memory: Option<String> = opt("memory", TEXT),
    overrides: Option<TaskOverride> = opt("overrides", object(&TASK_OVERRIDE)),
    platform_version: Option<String> = opt("platformVersion", TEXT),
    platform_family: Option<String> = opt("platformFamily", TEXT),
    pull_started_at: Option<Timestamp> = opt("pullStartedAt", TIME),
    pull_stopped_at: Option<Timestamp> = opt("pullStoppedAt", TIME),
    started_at: Option<Timestamp> = opt("startedAt", TIME),
    started_by: Option<String> = opt("startedBy", TEXT),
    stop_code: Option<String> = opt("stopCode", text(&TASK_STOP_CODE)),
    stopped_at: Option<Timestamp> = opt("stoppedAt", TIME),
    stopped_reason: Option<String> = opt("stoppedReason", TEXT),
    stopping_at: Option<Timestamp> = opt("stoppingAt", TIME),
    tags: Option<Vec<Tag>> = opt("tags", list(&TAGS)),
    task_arn: Option<String> = opt("taskArn", TEXT),
    task_definition_arn: Option<String> = opt("taskDefinitionArn", TEXT),
    version: Option<i64> = opt("version", LONG),
    ephemeral_storage: Option<EphemeralStorage> = opt("ephemeralStorage", object(&EPHEMERAL_STORAGE)),
    fargate_ephemeral_storage: Option<TaskEphemeralStorage> = opt("fargateEphemeralStorage", object(&TASK_EPHEMERAL_STORAGE)),
    trusted_execution_summary: Option<TrustedExecutionSummary> = opt("trustedExecutionSummary", object(&TRUSTED_EXECUTION_SUMMARY)),
}}

structure! { TaskDefinition = TASK_DEFINITION {
    task_definition_arn: Option<String> = opt("taskDefinitionArn", TEXT),
    container_definitions: Option<Vec<ContainerDefinition>> = opt("containerDefinitions", list(&CONTAINER_DEFINITIONS)),
    family: Option<String> = opt("family", TEXT),
    task_role_arn: Option<String> = opt("taskRoleArn", TEXT),
    execution_role_arn: Option<String> = opt("executionRoleArn", TEXT),
    network_mode: Option<String> = opt("networkMode", text(&NETWORK_MODE)),
    revision: Option<i32> = opt("revision", INT),
    volumes: Option<Vec<Volume>> = opt("volumes", list(&VOLUME_LIST)),
    status: Option<String> = opt("status", text(&TASK_DEFINITION_STATUS)),
    requires_attributes: Option<Vec<Attribute>> = opt("requiresAttributes", list(&REQUIRES_ATTRIBUTES)),
    placement_constraints: Option<Vec<TaskDefinitionPlacementConstraint>> = opt("placementConstraints", list(&TASK_DEFINITION_PLACEMENT_CONSTRAINTS)),
    compatibilities: Option<Vec<String>> = opt("compatibilities", list(&COMPATIBILITY_LIST)),
    runtime_platform: Option<RuntimePlatform> = opt("runtimePlatform", object(&RUNTIME_PLATFORM)),
    requires_compatibilities: Option<Vec<String>> = opt("requiresCompatibilities", list(&COMPATIBILITY_LIST)),
    cpu: Option<String> = opt("cpu", TEXT),
    memory: Option<String> = opt("memory", TEXT),
    inference_accelerators: Option<Vec<InferenceAccelerator>> = opt("inferenceAccelerators", list(&INFERENCE_ACCELERATORS)),
    pid_mode: Option<String> = opt("pidMode", text(&PID_MODE)),
    ipc_mode: Option<String> = opt("ipcMode", text(&IPC_MODE)),
    proxy_configuration: Option<ProxyConfiguration> = opt("proxyConfiguration", object(&PROXY_CONFIGURATION)),
    registered_at: Option<Timestamp> = opt("registeredAt", TIME),
    deregistered_at: Option<Timestamp> = opt("deregisteredAt", TIME),
    delete_requested_at: Option<Timestamp> = opt("deleteRequestedAt", TIME),
    registered_by: Option<String> = opt("registeredBy", TEXT),
    ephemeral_storage: Option<EphemeralStorage> = opt("ephemeralStorage", object(&EPHEMERAL_STORAGE)),
    enable_fault_injection: Option<bool> = opt("enableFaultInjection", BOOL),
    trusted_execution_configuration: Option<TrustedExecutionConfiguration> = opt("trustedExecutionConfiguration", object(&TRUSTED_EXECUTION_CONFIGURATION)),
}}

structure! { TaskDefinitionPlacementConstraint = TASK_DEFINITION_PLACEMENT_CONSTRAINT {
    r#type: Option<String> = opt("type", text(&TASK_DEFINITION_PLACEMENT_CONSTRAINT_TYPE)),
    expression: Option<String> = opt("expression", TEXT),
}}

structure! { TaskEphemeralStorage = TASK_EPHEMERAL_STORAGE {
    size_in_gib: Option<i32> = opt("sizeInGiB", INT),
    kms_key_id: Option<String> = opt("kmsKeyId", TEXT),
}}

structure! { TaskManagedEBSVolumeConfiguration = TASK_MANAGED_EBS_VOLUME_CONFIGURATION {
    encrypted: Option<bool> = opt("encrypted", BOOL),
    kms_key_id: Option<String> = opt("kmsKeyId", TEXT),
    volume_type: Option<String> = opt("volumeType", TEXT),
    size_in_gib: Option<i32> = opt("sizeInGiB", INT),
    snapshot_id: Option<String> = opt("snapshotId", TEXT),
    volume_initialization_rate: Option<i32> = opt("volumeInitializationRate", INT),
    iops: Option<i32> = opt("iops", INT),
    throughput: Option<i32> = opt("throughput", INT),
    tag_specifications: Option<Vec<EBSTagSpecification>> = opt("tagSpecifications", list(&EBS_TAG_SPECIFICATIONS)),
    role_arn: String = req("roleArn", TEXT),
    termination_policy: Option<TaskManagedEBSVolumeTerminationPolicy> = opt("terminationPolicy", object(&TASK_MANAGED_EBS_VOLUME_TERMINATION_POLICY)),
    filesystem_type: Option<String> = opt("filesystemType", text(&TASK_FILESYSTEM_TYPE)),
}}

structure! { TaskManagedEBSVolumeTerminationPolicy = TASK_MANAGED_EBS_VOLUME_TERMINATION_POLICY {
    delete_on_termination: bool = req("deleteOnTermination", BOOL),
}}

structure! { TaskOverride = TASK_OVERRIDE {
    container_overrides: Option<Vec<ContainerOverride>> = opt("containerOverrides", list(&CONTAINER_OVERRIDES)),
    cpu: Option<String> = opt("cpu", TEXT),
    inference_accelerator_overrides: Option<Vec<InferenceAcceleratorOverride>> = opt("inferenceAcceleratorOverrides", list(&INFERENCE_ACCELERATOR_OVERRIDES)),
    execution_role_arn: Option<String> = opt("executionRoleArn", TEXT),
    memory: Option<String> = opt("memory", TEXT),
    task_role_arn: Option<String> = opt("taskRoleArn", TEXT),
    ephemeral_storage: Option<EphemeralStorage> = opt("ephemeralStorage", object(&EPHEMERAL_STORAGE)),
}}

structure! { TaskSet = TASK_SET {
    id: Option<String> = opt("id", TEXT),
    task_set_arn: Option<String> = opt("taskSetArn", TEXT),
    service_arn: Option<String> = opt("serviceArn", TEXT),
    cluster_arn: Option<String> = opt("clusterArn", TEXT),
    started_by: Option<String> = opt("startedBy", TEXT),
    external_id: Option<String> = opt("externalId", TEXT),
    status: Option<String> = opt("status", TEXT),
    task_definition: Option<String> = opt("taskDefinition", TEXT),
    computed_desired_count: Option<i32> = opt("computedDesiredCount", INT),
    pending_count: Option<i32> = opt("pendingCount", INT),
    running_count: Option<i32> = opt("runningCount", INT),
    created_at: Option<Timestamp> = opt("createdAt", TIME),
    updated_at: Option<Timestamp> = opt("updatedAt", TIME),
    launch_type: Option<String> = opt("launchType", text(&LAUNCH_TYPE)),
    capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>> = opt("capacityProviderStrategy", list(&CAPACITY_PROVIDER_STRATEGY)),
    platform_version: Option<String> = opt("platformVersion", TEXT),
    platform_family: Option<String> = opt("platformFamily", TEXT),
    network_configuration: Option<NetworkConfiguration> = opt("networkConfiguration", object(&NETWORK_CONFIGURATION)),
    load_balancers: Option<Vec<LoadBalancer>> = opt("loadBalancers", list(&LOAD_BALANCERS)),
    service_registries: Option<Vec<ServiceRegistry>> = opt("serviceRegistries", list(&SERVICE_REGISTRIES)),
    scale: Option<Scale> = opt("scale", object(&SCALE)),
    stability_status: Option<String> = opt("stabilityStatus", text(&STABILITY_STATUS)),
    stability_status_at: Option<Timestamp> = opt("stabilityStatusAt", TIME),
    tags: Option<Vec<Tag>> = opt("tags", list(&TAGS)),
    fargate_ephemeral_storage: Option<DeploymentEphemeralStorage> = opt("fargateEphemeralStorage", object(&DEPLOYMENT_EPHEMERAL_STORAGE)),
}}

structure! { TaskVolumeConfiguration = TASK_VOLUME_CONFIGURATION {
    name: String = req("name", TEXT),
    managed_ebs_volume: Option<TaskManagedEBSVolumeConfiguration> = opt("managedEBSVolume", object(&TASK_MANAGED_EBS_VOLUME_CONFIGURATION)),
}}

structure! { ThresholdConfiguration = THRESHOLD_CONFIGURATION {
    r#type: String = req("type", text(&THRESHOLD_TYPE)),
    value: i32 = req("value", INT),
}}

structure! { TimeoutConfiguration = TIMEOUT_CONFIGURATION {
    idle_timeout_seconds: Option<i32> = opt("idleTimeoutSeconds", int(&DURATION)),
    per_request_timeout_seconds: Option<i32> = opt("perRequestTimeoutSeconds", int(&DURATION)),
}}

structure! { Tmpfs = TMPFS {
    container_path: String = req("containerPath", TEXT),
    size: i32 = req("size", INT),
    mount_options: Option<Vec<String>> = opt("mountOptions", list(&STRING_LIST)),
}}

structure! { TotalLocalStorageGBRequest = TOTAL_LOCAL_STORAGE_GB_REQUEST {
    min: Option<f64> = opt("min", DOUBLE),
    max: Option<f64> = opt("max", DOUBLE),
}}

structure! { TrustedExecutionConfiguration = TRUSTED_EXECUTION_CONFIGURATION {
    isolation_mode: String = req("isolationMode", text(&ISOLATION_MODE)),
    attestation_policy: Option<String> = opt("attestationPolicy", TEXT),
}}

structure! { TrustedExecutionSummary = TRUSTED_EXECUTION_SUMMARY {
    isolation_mode: String = req("isolationMode", text(&ISOLATION_MODE)),
    attestation_policy_status: Option<String> = opt("attestationPolicyStatus", text(&ATTESTATION_POLICY_STATUS)),
}}

structure! { Ulimit = ULIMIT {
    name: String = req("name", text(&ULIMIT_NAME)),
    soft_limit: i32 = req("softLimit", INT),
    hard_limit: i32 = req("hardLimit", INT),
}}

structure! { UntagResourceRequest = UNTAG_RESOURCE_REQUEST {
    resource_arn: String = req("resourceArn", TEXT),
    tag_keys: Vec<String> = req("tagKeys", list(&TAG_KEYS)),
}}

structure! { UntagResourceResponse = UNTAG_RESOURCE_RESPONSE {
}}

structure! { UpdateClusterRequest = UPDATE_CLUSTER_REQUEST {
    cluster: String = req("cluster", TEXT),
    settings: Option<Vec<ClusterSetting>> = opt("settings", list(&CLUSTER_SETTINGS)),
    configuration: Option<ClusterConfiguration> = opt("configuration", object(&CLUSTER_CONFIGURATION)),
    service_connect_defaults: Option<ClusterServiceConnectDefaultsRequest> = opt("serviceConnectDefaults", object(&CLUSTER_SERVICE_CONNECT_DEFAULTS_REQUEST)),
}}

structure! { UpdateClusterResponse = UPDATE_CLUSTER_RESPONSE {
    cluster: Option<Cluster> = opt("cluster", object(&CLUSTER)),
}}

structure! { UpdateClusterSettingsRequest = UPDATE_CLUSTER_SETTINGS_REQUEST {
    cluster: String = req("cluster", TEXT),
    settings: Vec<ClusterSetting> = req("settings", list(&CLUSTER_SETTINGS)),
}}

structure! { UpdateClusterSettingsResponse = UPDATE_CLUSTER_SETTINGS_RESPONSE {
    cluster: Option<Cluster> = opt("cluster", object(&CLUSTER)),
}}

structure! { UpdateContainerAgentRequest = UPDATE_CONTAINER_AGENT_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    container_instance: String = req("containerInstance", TEXT),
}}

structure! { UpdateContainerAgentResponse = UPDATE_CONTAINER_AGENT_RESPONSE {
    container_instance: Option<ContainerInstance> = opt("containerInstance", object(&CONTAINER_INSTANCE)),
}}

structure! { UpdateContainerInstancesStateRequest = UPDATE_CONTAINER_INSTANCES_STATE_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    container_instances: Vec<String> = req("containerInstances", list(&STRING_LIST)),
    status: String = req("status", text(&CONTAINER_INSTANCE_STATUS)),
}}

structure! { UpdateContainerInstancesStateResponse = UPDATE_CONTAINER_INSTANCES_STATE_RESPONSE {
    container_instances: Option<Vec<ContainerInstance>> = opt("containerInstances", list(&CONTAINER_INSTANCES)),
    failures: Option<Vec<Failure>> = opt("failures", list(&FAILURES)),
}}

structure! { UpdateServicePrimaryTaskSetRequest = UPDATE_SERVICE_PRIMARY_TASK_SET_REQUEST {
    cluster: String = req("cluster", TEXT),
    service: String = req("service", TEXT),
    primary_task_set: String = req("primaryTaskSet", TEXT),
}}

structure! { UpdateServicePrimaryTaskSetResponse = UPDATE_SERVICE_PRIMARY_TASK_SET_RESPONSE {
    task_set: Option<TaskSet> = opt("taskSet", object(&TASK_SET)),
}}

structure! { UpdateServiceRequest = UPDATE_SERVICE_REQUEST {
    cluster: Option<String> = opt("cluster", TEXT),
    service: String = req("service", TEXT),
    desired_count: Option<i32> = opt("desiredCount", INT),
    task_definition: Option<String> = opt("taskDefinition", TEXT),
    capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>> = opt("capacityProviderStrategy", list(&CAPACITY_PROVIDER_STRATEGY)),
    deployment_configuration: Option<DeploymentConfiguration> = opt("deploymentConfiguration", object(&DEPLOYMENT_CONFIGURATION)),
    availability_zone_rebalancing: Option<String> = opt("availabilityZoneRebalancing", text(&AVAILABILITY_ZONE_REBALANCING)),
    network_configuration: Option<NetworkConfiguration> = opt("networkConfiguration", object(&NETWORK_CONFIGURATION)),
    placement_constraints: Option<Vec<PlacementConstraint>> = opt("placementConstraints", list(&PLACEMENT_CONSTRAINTS)),
    placement_strategy: Option<Vec<PlacementStrategy>> = opt("placementStrategy", list(&PLACEMENT_STRATEGIES)),
    platform_version: Option<String> = opt("platformVersion", TEXT),
    force_new_deployment: Option<bool> = opt("forceNewDeployment", BOOL),
    health_check_grace_period_seconds: Option<i32> = opt("healthCheckGracePeriodSeconds", INT),
    deployment_controller: Option<DeploymentController> = opt("deploymentController", object(&DEPLOYMENT_CONTROLLER)),
    enable_execute_command: Option<bool> = opt("enableExecuteCommand", BOOL),
    enable_ecs_managed_tags: Option<bool> = opt("enableECSManagedTags", BOOL),
    load_balancers: Option<Vec<LoadBalancer>> = opt("loadBalancers", list(&LOAD_BALANCERS)),
    propagate_tags: Option<String> = opt("propagateTags", text(&PROPAGATE_TAGS)),
    service_registries: Option<Vec<ServiceRegistry>> = opt("serviceRegistries", list(&SERVICE_REGISTRIES)),
    service_connect_configuration: Option<ServiceConnectConfiguration> = opt("serviceConnectConfiguration", object(&SERVICE_CONNECT_CONFIGURATION)),
    volume_configurations: Option<Vec<ServiceVolumeConfiguration>> = opt("volumeConfigurations", list(&SERVICE_VOLUME_CONFIGURATIONS)),
    vpc_lattice_configurations: Option<Vec<VpcLatticeConfiguration>> = opt("vpcLatticeConfigurations", list(&VPC_LATTICE_CONFIGURATIONS)),
    gateway_connectors: Option<Vec<GatewayConnector>> = opt("gatewayConnectors", list(&GATEWAY_CONNECTOR_LIST)),
    monitoring: Option<MonitoringConfiguration> = opt("monitoring", object(&MONITORING_CONFIGURATION)),
}}

structure! { UpdateServiceResponse = UPDATE_SERVICE_RESPONSE {
    service: Option<Service> = opt("service", object(&SERVICE_)),
}}

structure! { UpdateTaskProtectionRequest = UPDATE_TASK_PROTECTION_REQUEST {
    cluster: String = req("cluster", TEXT),
    tasks: Vec<String> = req("tasks", list(&STRING_LIST)),
    protection_enabled: bool = req("protectionEnabled", BOOL),
    expires_in_minutes: Option<i32> = opt("expiresInMinutes", INT),
}}

structure! { UpdateTaskProtectionResponse = UPDATE_TASK_PROTECTION_RESPONSE {
    protected_tasks: Option<Vec<ProtectedTask>> = opt("protectedTasks", list(&PROTECTED_TASKS)),
    failures: Option<Vec<Failure>> = opt("failures", list(&FAILURES)),
}}

structure! { UpdateTaskSetRequest = UPDATE_TASK_SET_REQUEST {
    cluster: String = req("cluster", TEXT),
    service: String = req("service", TEXT),
    task_set: String = req("taskSet", TEXT),
    scale: Scale = req("scale", object(&SCALE)),
}}

structure! { UpdateTaskSetResponse = UPDATE_TASK_SET_RESPONSE {
    task_set: Option<TaskSet> = opt("taskSet", object(&TASK_SET)),
}}

structure! { VCpuCountRangeRequest = VCPU_COUNT_RANGE_REQUEST {
    min: i32 = req("min", INT),
    max: Option<i32> = opt("max", INT),
}}

structure! { VersionInfo = VERSION_INFO {
    agent_version: Option<String> = opt("agentVersion", TEXT),
    agent_hash: Option<String> = opt("agentHash", TEXT),
    docker_version: Option<String> = opt("dockerVersion", TEXT),
}}

structure! { Volume = VOLUME {
    name: Option<String> = opt("name", TEXT),
    host: Option<HostVolumeProperties> = opt("host", object(&HOST_VOLUME_PROPERTIES)),
    docker_volume_configuration: Option<DockerVolumeConfiguration> = opt("dockerVolumeConfiguration", object(&DOCKER_VOLUME_CONFIGURATION)),
    efs_volume_configuration: Option<EFSVolumeConfiguration> = opt("efsVolumeConfiguration", object(&EFS_VOLUME_CONFIGURATION)),
    s3files_volume_configuration: Option<S3FilesVolumeConfiguration> = opt("s3filesVolumeConfiguration", object(&S3_FILES_VOLUME_CONFIGURATION)),
    fsx_windows_file_server_volume_configuration: Option<FSxWindowsFileServerVolumeConfiguration> = opt("fsxWindowsFileServerVolumeConfiguration", object(&F_SX_WINDOWS_FILE_SERVER_VOLUME_CONFIGURATION)),
    configured_at_launch: Option<bool> = opt("configuredAtLaunch", BOOL),
}}

structure! { VolumeFrom = VOLUME_FROM {
    source_container: Option<String> = opt("sourceContainer", TEXT),
    read_only: Option<bool> = opt("readOnly", BOOL),
}}

structure! { VpcLatticeAdvancedConfiguration = VPC_LATTICE_ADVANCED_CONFIGURATION {
    alternate_target_group_arn: Option<String> = opt("alternateTargetGroupArn", TEXT),
    production_listener_rule: Option<String> = opt("productionListenerRule", TEXT),
    test_listener_rule: Option<String> = opt("testListenerRule", TEXT),
}}

structure! { VpcLatticeConfiguration = VPC_LATTICE_CONFIGURATION {
    role_arn: String = req("roleArn", TEXT),
    target_group_arn: String = req("targetGroupArn", TEXT),
    port_name: String = req("portName", TEXT),
    advanced_configuration: Option<VpcLatticeAdvancedConfiguration> = opt("advancedConfiguration", object(&VPC_LATTICE_ADVANCED_CONFIGURATION)),
}}

tables! {
    ACCELERATOR_MANUFACTURER: Text = Text::ANY.one_of(&["amazon-web-services", "amd", "nvidia", "xilinx", "habana"]);
    ACCELERATOR_MANUFACTURER_SET: List = List::of(text(&ACCELERATOR_MANUFACTURER));
    ACCELERATOR_NAME: Text = Text::ANY.one_of(&["a100", "inferentia", "k520", "k80", "m60", "radeon-pro-v520", "t4", "vu9p", "v100", "a10g", "h100", "t4g", "l40s", "l4"]);
    ACCELERATOR_NAME_SET: List = List::of(text(&ACCELERATOR_NAME));
    ACCELERATOR_TYPE: Text = Text::ANY.one_of(&["gpu", "fpga", "inference"]);
    ACCELERATOR_TYPE_SET: List = List::of(text(&ACCELERATOR_TYPE));
    ACCESS_TYPE: Text = Text::ANY.one_of(&["PUBLIC", "PRIVATE"]);
    ACCESS_TYPE_LIST: List = List::of(text(&ACCESS_TYPE)).len(0, 2);
    AGENT_UPDATE_STATUS: Text = Text::ANY.one_of(&["PENDING", "STAGING", "STAGED", "UPDATING", "UPDATED", "FAILED"]);
    ALLOWED_INSTANCE_TYPE: Text = Text::ANY.len(1, 30).pattern(pattern!("[a-zA-Z0-9\\.\\*\\-]+"));
    ALLOWED_INSTANCE_TYPE_SET: List = List::of(text(&ALLOWED_INSTANCE_TYPE)).len(0, 400);
    APPLICATION_PROTOCOL: Text = Text::ANY.one_of(&["http", "http2", "grpc"]);
    ASSIGN_PUBLIC_IP: Text = Text::ANY.one_of(&["ENABLED", "DISABLED"]);
    ATTACHMENT_DETAILS: List = List::of(object(&KEY_VALUE_PAIR));
    ATTACHMENT_STATE_CHANGES: List = List::of(object(&ATTACHMENT_STATE_CHANGE));
    ATTACHMENTS: List = List::of(object(&ATTACHMENT));
    ATTESTATION_POLICY_STATUS: Text = Text::ANY.one_of(&["CONFIGURED"]);
    ATTRIBUTES: List = List::of(object(&ATTRIBUTE));
    AUTO_REPAIR_ACTIONS_STATUS: Text = Text::ANY.one_of(&["ENABLED", "DISABLED"]);
    AVAILABILITY_ZONE_REBALANCING: Text = Text::ANY.one_of(&["ENABLED", "DISABLED"]);
    BARE_METAL: Text = Text::ANY.one_of(&["included", "required", "excluded"]);
    BURSTABLE_PERFORMANCE: Text = Text::ANY.one_of(&["included", "required", "excluded"]);
    CPU_ARCHITECTURE: Text = Text::ANY.one_of(&["X86_64", "ARM64"]);
    CAPACITY_OPTION_TYPE: Text = Text::ANY.one_of(&["ON_DEMAND", "SPOT", "RESERVED"]);
    CAPACITY_PROVIDER_FIELD: Text = Text::ANY.one_of(&["TAGS"]);
    CAPACITY_PROVIDER_FIELD_LIST: List = List::of(text(&CAPACITY_PROVIDER_FIELD));
    CAPACITY_PROVIDER_STATUS: Text = Text::ANY.one_of(&["PROVISIONING", "ACTIVE", "DEPROVISIONING", "INACTIVE"]);
    CAPACITY_PROVIDER_STRATEGY: List = List::of(object(&CAPACITY_PROVIDER_STRATEGY_ITEM));
    CAPACITY_PROVIDER_STRATEGY_ITEM_BASE: Int = Int::new(32, 0, 100000);
    CAPACITY_PROVIDER_STRATEGY_ITEM_WEIGHT: Int = Int::new(32, 0, 1000);
    CAPACITY_PROVIDER_TYPE: Text = Text::ANY.one_of(&["EC2_AUTOSCALING", "MANAGED_INSTANCES", "FARGATE", "FARGATE_SPOT"]);
    CAPACITY_PROVIDER_UPDATE_STATUS: Text = Text::ANY.one_of(&["CREATE_IN_PROGRESS", "CREATE_COMPLETE", "CREATE_FAILED", "DELETE_IN_PROGRESS", "DELETE_COMPLETE", "DELETE_FAILED", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE", "UPDATE_FAILED"]);
    CAPACITY_PROVIDERS: List = List::of(object(&CAPACITY_PROVIDER));
    CAPACITY_RESERVATION_PREFERENCE: Text = Text::ANY.one_of(&["RESERVATIONS_ONLY", "RESERVATIONS_FIRST", "RESERVATIONS_EXCLUDED"]);
    CLUSTER_FIELD: Text = Text::ANY.one_of(&["ATTACHMENTS", "CONFIGURATIONS", "SETTINGS", "STATISTICS", "TAGS"]);
    CLUSTER_FIELD_LIST: List = List::of(text(&CLUSTER_FIELD));
    CLUSTER_SETTING_NAME: Text = Text::ANY.one_of(&["containerInsights"]);
    CLUSTER_SETTINGS: List = List::of(object(&CLUSTER_SETTING));
    CLUSTERS: List = List::of(object(&CLUSTER));
    COMPATIBILITY: Text = Text::ANY.one_of(&["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"]);
    COMPATIBILITY_LIST: List = List::of(text(&COMPATIBILITY));
    CONNECTIVITY: Text = Text::ANY.one_of(&["CONNECTED", "DISCONNECTED"]);
    CONTAINER_CONDITION: Text = Text::ANY.one_of(&["START", "COMPLETE", "SUCCESS", "HEALTHY"]);
    CONTAINER_DEFINITIONS: List = List::of(object(&CONTAINER_DEFINITION));
    CONTAINER_DEPENDENCIES: List = List::of(object(&CONTAINER_DEPENDENCY));
    CONTAINER_IMAGES: List = List::of(object(&CONTAINER_IMAGE));
    CONTAINER_INSTANCE_FIELD: Text = Text::ANY.one_of(&["TAGS", "CONTAINER_INSTANCE_HEALTH"]);
    CONTAINER_INSTANCE_FIELD_LIST: List = List::of(text(&CONTAINER_INSTANCE_FIELD));
    CONTAINER_INSTANCE_STATUS: Text = Text::ANY.one_of(&["ACTIVE", "DRAINING", "REGISTERING", "DEREGISTERING", "REGISTRATION_FAILED"]);
    CONTAINER_INSTANCES: List = List::of(object(&CONTAINER_INSTANCE));
    CONTAINER_OVERRIDES: List = List::of(object(&CONTAINER_OVERRIDE));
    CONTAINER_STATE_CHANGES: List = List::of(object(&CONTAINER_STATE_CHANGE));
    CONTAINERS: List = List::of(object(&CONTAINER));
    CPU_MANUFACTURER: Text = Text::ANY.one_of(&["intel", "amd", "amazon-web-services"]);
    CPU_MANUFACTURER_SET: List = List::of(text(&CPU_MANUFACTURER));
    DEPLOYMENT_CONTROLLER_TYPE: Text = Text::ANY.one_of(&["ECS", "CODE_DEPLOY", "EXTERNAL"]);
    DEPLOYMENT_LIFECYCLE_HOOK_ACTION: Text = Text::ANY.one_of(&["ROLLBACK", "CONTINUE"]);
    DEPLOYMENT_LIFECYCLE_HOOK_DETAIL_LIST: List = List::of(object(&DEPLOYMENT_LIFECYCLE_HOOK_DETAIL));
    DEPLOYMENT_LIFECYCLE_HOOK_DURATION: Int = Int::new(32, 1, 20160);
    DEPLOYMENT_LIFECYCLE_HOOK_LIST: List = List::of(object(&DEPLOYMENT_LIFECYCLE_HOOK));
    DEPLOYMENT_LIFECYCLE_HOOK_STAGE: Text = Text::ANY.one_of(&["RECONCILE_SERVICE", "PRE_SCALE_UP", "POST_SCALE_UP", "TEST_TRAFFIC_SHIFT", "POST_TEST_TRAFFIC_SHIFT", "PRE_PRODUCTION_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT"]);
    DEPLOYMENT_LIFECYCLE_HOOK_STAGE_LIST: List = List::of(text(&DEPLOYMENT_LIFECYCLE_HOOK_STAGE));
    DEPLOYMENT_LIFECYCLE_HOOK_STATUS: Text = Text::ANY.one_of(&["AWAITING_ACTION", "IN_PROGRESS", "SUCCEEDED", "FAILED", "TIMED_OUT"]);
    DEPLOYMENT_LIFECYCLE_HOOK_TARGET_TYPE: Text = Text::ANY.one_of(&["AWS_LAMBDA", "PAUSE"]);
    DEPLOYMENT_ROLLOUT_STATE: Text = Text::ANY.one_of(&["COMPLETED", "FAILED", "IN_PROGRESS"]);
    DEPLOYMENT_STRATEGY: Text = Text::ANY.one_of(&["ROLLING", "BLUE_GREEN", "LINEAR", "CANARY"]);
    DEPLOYMENTS: List = List::of(object(&DEPLOYMENT));
    DESIRED_STATUS: Text = Text::ANY.one_of(&["RUNNING", "PENDING", "STOPPED"]);
    DEVICE_CGROUP_PERMISSION: Text = Text::ANY.one_of(&["read", "write", "mknod"]);
    DEVICE_CGROUP_PERMISSIONS: List = List::of(text(&DEVICE_CGROUP_PERMISSION));
    DEVICES_LIST: List = List::of(object(&DEVICE));
    DOCKER_LABELS_MAP: Map = Map::of(TEXT, TEXT);
    DURATION: Int = Int::new(32, 0, 2147483647);
    EBS_RESOURCE_TYPE: Text = Text::ANY.one_of(&["volume"]);
    EBS_TAG_SPECIFICATIONS: List = List::of(object(&EBS_TAG_SPECIFICATION));
    EFS_AUTHORIZATION_CONFIG_IAM: Text = Text::ANY.one_of(&["ENABLED", "DISABLED"]);
    EFS_TRANSIT_ENCRYPTION: Text = Text::ANY.one_of(&["ENABLED", "DISABLED"]);
    ENVIRONMENT_FILE_TYPE: Text = Text::ANY.one_of(&["s3"]).also(&["ssm"]);
    ENVIRONMENT_FILES: List = List::of(object(&ENVIRONMENT_FILE));
    ENVIRONMENT_VARIABLES: List = List::of(object(&KEY_VALUE_PAIR));
    EXCLUDED_INSTANCE_TYPE: Text = Text::ANY.len(1, 30).pattern(pattern!("[a-zA-Z0-9\\.\\*\\-]+"));
    EXCLUDED_INSTANCE_TYPE_SET: List = List::of(text(&EXCLUDED_INSTANCE_TYPE)).len(0, 400);
    EXECUTE_COMMAND_LOGGING: Text = Text::ANY.one_of(&["NONE", "DEFAULT", "OVERRIDE"]);
    FAILURES: List = List::of(object(&FAILURE));
    FIRELENS_CONFIGURATION_OPTIONS_MAP: Map = Map::of(TEXT, TEXT);
    FIRELENS_CONFIGURATION_TYPE: Text = Text::ANY.one_of(&["fluentd", "fluentbit"]);
    GATEWAY_CONNECTION_ALB_RESOURCES_LIST: List = List::of(object(&GATEWAY_CONNECTION_ALB_RESOURCES)).len(0, 1);
    GATEWAY_CONNECTION_LIST: List = List::of(object(&GATEWAY_CONNECTION)).len(0, 5);
    GATEWAY_CONNECTOR_DEREGISTRATION_DELAY_TIMEOUT_SECONDS_INTEGER: Int = Int::new(32, 0, 3600);
    GATEWAY_CONNECTOR_HEALTH_CHECK_PROTOCOL: Text = Text::ANY.one_of(&["HTTP", "HTTPS"]);
    GATEWAY_CONNECTOR_LIST: List = List::of(object(&GATEWAY_CONNECTOR)).len(0, 1);
    GATEWAY_ROUTE_STATUS: Text = Text::ANY.one_of(&["ACTIVE", "CREATE_IN_PROGRESS", "CREATE_FAILED", "UPDATE_IN_PROGRESS", "UPDATE_FAILED", "DELETE_IN_PROGRESS", "DELETE_FAILED"]);
    GPU_DEVICES: List = List::of(object(&GPU_DEVICE));
    GPU_IDS: List = List::of(TEXT);
    GPU_SHARING_MODE: Text = Text::ANY.one_of(&["IDLE", "NVIDIA_MPS", "DEDICATED"]);
    HEALTH_STATUS: Text = Text::ANY.one_of(&["HEALTHY", "UNHEALTHY", "UNKNOWN"]);
    HEALTHY_PERCENT_INTEGER: Int = Int::new(32, 0, 100);
    HOST_ENTRY_LIST: List = List::of(object(&HOST_ENTRY));
    INFERENCE_ACCELERATOR_OVERRIDES: List = List::of(object(&INFERENCE_ACCELERATOR_OVERRIDE));
    INFERENCE_ACCELERATORS: List = List::of(object(&INFERENCE_ACCELERATOR));
    INSTANCE_GENERATION: Text = Text::ANY.one_of(&["current", "previous"]);
    INSTANCE_GENERATION_SET: List = List::of(text(&INSTANCE_GENERATION));
    INSTANCE_HEALTH_CHECK_RESULT_LIST: List = List::of(object(&INSTANCE_HEALTH_CHECK_RESULT));
    INSTANCE_HEALTH_CHECK_STATE: Text = Text::ANY.one_of(&["OK", "IMPAIRED", "INSUFFICIENT_DATA", "INITIALIZING"]);
    INSTANCE_HEALTH_CHECK_TYPE: Text = Text::ANY.one_of(&["CONTAINER_RUNTIME", "ACCELERATED_COMPUTE", "DAEMON", "AGENT_CONNECTIVITY"]);
    INTEGER_LIST: List = List::of(INT);
    IPC_MODE: Text = Text::ANY.one_of(&["host", "task", "none"]);
    ISOLATION_MODE: Text = Text::ANY.one_of(&["SHARED", "ISOLATED_SANDBOX", "CONFIDENTIAL_SANDBOX"]);
    LAUNCH_TYPE: Text = Text::ANY.one_of(&["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"]);
    LOAD_BALANCERS: List = List::of(object(&LOAD_BALANCER));
    LOCAL_STORAGE: Text = Text::ANY.one_of(&["included", "required", "excluded"]);
    LOCAL_STORAGE_TYPE: Text = Text::ANY.one_of(&["hdd", "ssd"]);
    LOCAL_STORAGE_TYPE_SET: List = List::of(text(&LOCAL_STORAGE_TYPE));
    LOG_CONFIGURATION_OPTIONS_MAP: Map = Map::of(TEXT, TEXT);
    LOG_DRIVER: Text = Text::ANY.one_of(&["json-file", "syslog", "journald", "gelf", "fluentd", "awslogs", "splunk", "awsfirelens"]);
    MANAGED_AGENT_NAME: Text = Text::ANY.one_of(&["ExecuteCommandAgent"]);
    MANAGED_AGENT_STATE_CHANGES: List = List::of(object(&MANAGED_AGENT_STATE_CHANGE));
    MANAGED_AGENTS: List = List::of(object(&MANAGED_AGENT));
    MANAGED_APPLICATION_AUTO_SCALING_POLICIES: List = List::of(object(&MANAGED_APPLICATION_AUTO_SCALING_POLICY));
    MANAGED_DRAINING: Text = Text::ANY.one_of(&["ENABLED", "DISABLED"]);
    MANAGED_INGRESS_PATHS: List = List::of(object(&MANAGED_INGRESS_PATH));
    MANAGED_INSTANCES_MONITORING_OPTIONS: Text = Text::ANY.one_of(&["BASIC", "DETAILED"]);
    MANAGED_LOG_GROUPS: List = List::of(object(&MANAGED_LOG_GROUP));
    MANAGED_METRIC_ALARMS: List = List::of(object(&MANAGED_METRIC_ALARM));
    MANAGED_RESOURCE_STATUS: Text = Text::ANY.one_of(&["PROVISIONING", "ACTIVE", "DEPROVISIONING", "DELETED", "FAILED"]);
    MANAGED_SCALING_INSTANCE_WARMUP_PERIOD: Int = Int::new(32, 0, 10000);
    MANAGED_SCALING_STATUS: Text = Text::ANY.one_of(&["ENABLED", "DISABLED"]);
    MANAGED_SCALING_STEP_SIZE: Int = Int::new(32, 1, 10000);
    MANAGED_SCALING_TARGET_CAPACITY: Int = Int::new(32, 1, 100);
    MANAGED_SECURITY_GROUPS: List = List::of(object(&MANAGED_SECURITY_GROUP));
    MANAGED_TARGET_GROUPS: List = List::of(object(&MANAGED_TARGET_GROUP));
    MANAGED_TERMINATION_PROTECTION: Text = Text::ANY.one_of(&["ENABLED", "DISABLED"]);
    METRIC_CONFIGURATION_LIST: List = List::of(object(&METRIC_CONFIGURATION)).len(0, 5);
    METRIC_NAME: Text = Text::ANY.len(1, 255);
    METRIC_NAMES_LIST: List = List::of(text(&METRIC_NAME)).len(1, 5);
    METRIC_RESOLUTION_SECONDS: Int = Int::new(32, 20, 60);
    MOUNT_POINT_LIST: List = List::of(object(&MOUNT_POINT));
    NETWORK_BINDINGS: List = List::of(object(&NETWORK_BINDING));
    NETWORK_INTERFACES: List = List::of(object(&NETWORK_INTERFACE));
    NETWORK_MODE: Text = Text::ANY.one_of(&["bridge", "host", "awsvpc", "none"]);
    NEURON_DEVICE_IDS: List = List::of(TEXT);
    NVIDIA_MPS_ALLOCATION_MAX_COMPUTE_PERCENT_INTEGER: Int = Int::new(32, 1, 100);
    NVIDIA_MPS_ALLOCATION_MEMORY_INTEGER: Int = Int::new(32, 1, 2147483647);
    OS_FAMILY: Text = Text::ANY.one_of(&["WINDOWS_SERVER_2019_FULL", "WINDOWS_SERVER_2019_CORE", "WINDOWS_SERVER_2016_FULL", "WINDOWS_SERVER_2004_CORE", "WINDOWS_SERVER_2022_CORE", "WINDOWS_SERVER_2022_FULL", "WINDOWS_SERVER_2025_CORE", "WINDOWS_SERVER_2025_FULL", "WINDOWS_SERVER_20H2_CORE", "LINUX"]);
    PID_MODE: Text = Text::ANY.one_of(&["host", "task"]);
    PLACEMENT_CONSTRAINT_TYPE: Text = Text::ANY.one_of(&["distinctInstance", "memberOf"]);
    PLACEMENT_CONSTRAINTS: List = List::of(object(&PLACEMENT_CONSTRAINT));
    PLACEMENT_STRATEGIES: List = List::of(object(&PLACEMENT_STRATEGY));
    PLACEMENT_STRATEGY_TYPE: Text = Text::ANY.one_of(&["random", "spread", "binpack"]);
    PLATFORM_DEVICE_TYPE: Text = Text::ANY.one_of(&["GPU", "NEURON_DEVICE"]);
    PLATFORM_DEVICES: List = List::of(object(&PLATFORM_DEVICE));
    PORT_MAPPING_LIST: List = List::of(object(&PORT_MAPPING));
    PORT_NUMBER: Int = Int::new(32, 0, 65535);
    PROPAGATE_MI_TAGS: Text = Text::ANY.one_of(&["CAPACITY_PROVIDER", "NONE"]);
    PROPAGATE_TAGS: Text = Text::ANY.one_of(&["TASK_DEFINITION", "SERVICE", "NONE"]);
    PROTECTED_TASKS: List = List::of(object(&PROTECTED_TASK));
    PROXY_CONFIGURATION_PROPERTIES: List = List::of(object(&KEY_VALUE_PAIR));
    PROXY_CONFIGURATION_TYPE: Text = Text::ANY.one_of(&["APPMESH"]);
    REQUIRES_ATTRIBUTES: List = List::of(object(&ATTRIBUTE));
    RESOURCE_IDS: List = List::of(TEXT);
    RESOURCE_MANAGEMENT_TYPE: Text = Text::ANY.one_of(&["CUSTOMER", "ECS"]);
    RESOURCE_REQUIREMENTS: List = List::of(object(&RESOURCE_REQUIREMENT));
    RESOURCE_TYPE: Text = Text::ANY.one_of(&["GPU", "InferenceAccelerator", "NeuronDevice"]);
    RESOURCES: List = List::of(object(&RESOURCE));
    SCALE_UNIT: Text = Text::ANY.one_of(&["PERCENT"]);
    SCHEDULING_STRATEGY: Text = Text::ANY.one_of(&["REPLICA", "DAEMON"]);
    SCOPE: Text = Text::ANY.one_of(&["task", "shared"]);
    SECRET_LIST: List = List::of(object(&SECRET));
    SENSITIVE_STRING: Text = Text::ANY.sensitive();
    SERVICE_CONNECT_ACCESS_LOGGING_FORMAT: Text = Text::ANY.one_of(&["TEXT", "JSON"]);
    SERVICE_CONNECT_CLIENT_ALIAS_LIST: List = List::of(object(&SERVICE_CONNECT_CLIENT_ALIAS));
    SERVICE_CONNECT_CONTAINER_CONFIGURATIONS: List = List::of(object(&SERVICE_CONNECT_CONTAINER_CONFIGURATION)).len(0, 10);
    SERVICE_CONNECT_CONTAINER_LOG_LEVEL: Text = Text::ANY.one_of(&["debug", "info"]);
    SERVICE_CONNECT_INCLUDE_QUERY_PARAMETERS: Text = Text::ANY.one_of(&["DISABLED", "ENABLED"]);
    SERVICE_CONNECT_SERVICE_LIST: List = List::of(object(&SERVICE_CONNECT_SERVICE));
    SERVICE_CONNECT_SERVICE_RESOURCE_LIST: List = List::of(object(&SERVICE_CONNECT_SERVICE_RESOURCE));
    SERVICE_CURRENT_REVISION_SUMMARY_LIST: List = List::of(object(&SERVICE_CURRENT_REVISION_SUMMARY));
    SERVICE_DEPLOYMENT_LIFECYCLE_STAGE: Text = Text::ANY.one_of(&["RECONCILE_SERVICE", "PRE_SCALE_UP", "SCALE_UP", "POST_SCALE_UP", "TEST_TRAFFIC_SHIFT", "POST_TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT", "BAKE_TIME", "CLEAN_UP"]);
    SERVICE_DEPLOYMENT_ROLLBACK_MONITORS_STATUS: Text = Text::ANY.one_of(&["TRIGGERED", "MONITORING", "MONITORING_COMPLETE", "DISABLED"]);
    SERVICE_DEPLOYMENT_STATUS: Text = Text::ANY.one_of(&["PENDING", "SUCCESSFUL", "STOPPED", "STOP_REQUESTED", "IN_PROGRESS", "ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED"]);
    SERVICE_DEPLOYMENT_STATUS_LIST: List = List::of(text(&SERVICE_DEPLOYMENT_STATUS));
    SERVICE_DEPLOYMENTS: List = List::of(object(&SERVICE_DEPLOYMENT));
    SERVICE_DEPLOYMENTS_BRIEF: List = List::of(object(&SERVICE_DEPLOYMENT_BRIEF));
    SERVICE_EVENTS: List = List::of(object(&SERVICE_EVENT));
    SERVICE_FIELD: Text = Text::ANY.one_of(&["TAGS"]).also(&["longshore.why"]);
    SERVICE_FIELD_LIST: List = List::of(text(&SERVICE_FIELD));
    SERVICE_REGISTRIES: List = List::of(object(&SERVICE_REGISTRY));
    SERVICE_REVISION_CLEANUP: Text = Text::ANY.one_of(&["BLOCKING", "DEFERRED"]);
    SERVICE_REVISION_LOAD_BALANCERS: List = List::of(object(&SERVICE_REVISION_LOAD_BALANCER));
    SERVICE_REVISION_VPC_LATTICE_CONFIGURATIONS: List = List::of(object(&SERVICE_REVISION_VPC_LATTICE_CONFIGURATION));
    SERVICE_REVISIONS: List = List::of(object(&SERVICE_REVISION));
    SERVICE_REVISIONS_SUMMARY_LIST: List = List::of(object(&SERVICE_REVISION_SUMMARY));
    SERVICE_VOLUME_CONFIGURATIONS: List = List::of(object(&SERVICE_VOLUME_CONFIGURATION));
    SERVICES: List = List::of(object(&SERVICE_));
    SETTING_NAME: Text = Text::ANY.one_of(&["serviceLongArnFormat", "taskLongArnFormat", "containerInstanceLongArnFormat", "awsvpcTrunking", "containerInsights", "fargateFIPSMode", "tagResourceAuthorization", "fargateTaskRetirementWaitPeriod", "guardDutyActivate", "defaultLogDriverMode", "fargateEventWindows"]).also(&["longshore.*"]);
    SETTING_TYPE: Text = Text::ANY.one_of(&["user", "aws_managed"]);
    SETTINGS: List = List::of(object(&SETTING));
    SORT_ORDER: Text = Text::ANY.one_of(&["ASC", "DESC"]);
    STABILITY_STATUS: Text = Text::ANY.one_of(&["STEADY_STATE", "STABILIZING"]);
    STATISTICS: List = List::of(object(&KEY_VALUE_PAIR));
    STOP_SERVICE_DEPLOYMENT_STOP_TYPE: Text = Text::ANY.one_of(&["ABORT", "ROLLBACK"]);
    STRING_LIST: List = List::of(TEXT);
    STRING_MAP: Map = Map::of(TEXT, TEXT);
    SYSTEM_CONTROLS: List = List::of(object(&SYSTEM_CONTROL));
    TAG_KEY: Text = Text::ANY.len(1, 128).pattern(pattern!("([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)"));
    TAG_KEYS: List = List::of(text(&TAG_KEY));
    TAG_VALUE: Text = Text::ANY.len(0, 256).pattern(pattern!("([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)"));
    TAGS: List = List::of(object(&TAG)).len(0, 50);
    TARGET_TYPE: Text = Text::ANY.one_of(&["container-instance"]);
    TASK_DEFINITION_FAMILY_STATUS: Text = Text::ANY.one_of(&["ACTIVE", "INACTIVE", "ALL"]);
    TASK_DEFINITION_FIELD: Text = Text::ANY.one_of(&["TAGS"]);
    TASK_DEFINITION_FIELD_LIST: List = List::of(text(&TASK_DEFINITION_FIELD));
    TASK_DEFINITION_LIST: List = List::of(object(&TASK_DEFINITION));
    TASK_DEFINITION_PLACEMENT_CONSTRAINT_TYPE: Text = Text::ANY.one_of(&["memberOf"]);
    TASK_DEFINITION_PLACEMENT_CONSTRAINTS: List = List::of(object(&TASK_DEFINITION_PLACEMENT_CONSTRAINT));
    TASK_DEFINITION_STATUS: Text = Text::ANY.one_of(&["ACTIVE", "INACTIVE", "DELETE_IN_PROGRESS"]);
    TASK_FIELD: Text = Text::ANY.one_of(&["TAGS"]).also(&["longshore.last-lines"]);
    TASK_FIELD_LIST: List = List::of(text(&TASK_FIELD));
    TASK_FILESYSTEM_TYPE: Text = Text::ANY.one_of(&["ext3", "ext4", "xfs", "ntfs"]);
    TASK_SET_FIELD: Text = Text::ANY.one_of(&["TAGS"]);
    TASK_SET_FIELD_LIST: List = List::of(text(&TASK_SET_FIELD));
    TASK_SETS: List = List::of(object(&TASK_SET));
    TASK_STOP_CODE: Text = Text::ANY.one_of(&["TaskFailedToStart", "EssentialContainerExited", "UserInitiated", "ServiceSchedulerInitiated", "SpotInterruption", "TerminationNotice", "InfrastructureHealth"]);
    TASK_VOLUME_CONFIGURATIONS: List = List::of(object(&TASK_VOLUME_CONFIGURATION));
    TASK_VOLUME_STORAGE_GIB: Int = Int::new(32, 1, 2147483647);
    TASKS: List = List::of(object(&TASK));
    THRESHOLD_TYPE: Text = Text::ANY.one_of(&["COUNT", "BOUNDED_PERCENT", "UNBOUNDED_PERCENT"]);
    TMPFS_LIST: List = List::of(object(&TMPFS));
    TRANSPORT_PROTOCOL: Text = Text::ANY.one_of(&["tcp", "udp"]);
    ULIMIT_LIST: List = List::of(object(&ULIMIT));
    ULIMIT_NAME: Text = Text::ANY.one_of(&["core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio", "rttime", "sigpending", "stack"]);
    VERSION_CONSISTENCY: Text = Text::ANY.one_of(&["enabled", "disabled"]);
    VOLUME_FROM_LIST: List = List::of(object(&VOLUME_FROM));
    VOLUME_LIST: List = List::of(object(&VOLUME));
    VPC_LATTICE_CONFIGURATIONS: List = List::of(object(&VPC_LATTICE_CONFIGURATION));
}

errors! {
    access_denied_exception = ACCESS_DENIED_EXCEPTION "AccessDeniedException" "AccessDeniedException" 400 sender [opt("message", TEXT)];
    attribute_limit_exceeded_exception = ATTRIBUTE_LIMIT_EXCEEDED_EXCEPTION "AttributeLimitExceededException" "AttributeLimitExceededException" 400 sender [opt("message", TEXT)];
    blocked_exception = BLOCKED_EXCEPTION "BlockedException" "BlockedException" 400 sender [opt("message", TEXT)];
    client_exception = CLIENT_EXCEPTION "ClientException" "ClientException" 400 sender [opt("message", TEXT)];
    cluster_contains_capacity_provider_exception = CLUSTER_CONTAINS_CAPACITY_PROVIDER_EXCEPTION "ClusterContainsCapacityProviderException" "ClusterContainsCapacityProviderException" 400 sender [opt("message", TEXT)];
    cluster_contains_container_instances_exception = CLUSTER_CONTAINS_CONTAINER_INSTANCES_EXCEPTION "ClusterContainsContainerInstancesException" "ClusterContainsContainerInstancesException" 400 sender [opt("message", TEXT)];
    cluster_contains_services_exception = CLUSTER_CONTAINS_SERVICES_EXCEPTION "ClusterContainsServicesException" "ClusterContainsServicesException" 400 sender [opt("message", TEXT)];
    cluster_contains_tasks_exception = CLUSTER_CONTAINS_TASKS_EXCEPTION "ClusterContainsTasksException" "ClusterContainsTasksException" 400 sender [opt("message", TEXT)];
    cluster_not_found_exception = CLUSTER_NOT_FOUND_EXCEPTION "ClusterNotFoundException" "ClusterNotFoundException" 400 sender [opt("message", TEXT)];
    conflict_exception = CONFLICT_EXCEPTION "ConflictException" "ConflictException" 400 sender [opt("resourceIds", list(&RESOURCE_IDS)), opt("message", TEXT)];
    invalid_parameter_exception = INVALID_PARAMETER_EXCEPTION "InvalidParameterException" "InvalidParameterException" 400 sender [opt("message", TEXT)];
    limit_exceeded_exception = LIMIT_EXCEEDED_EXCEPTION "LimitExceededException" "LimitExceededException" 400 sender [opt("message", TEXT)];
    missing_version_exception = MISSING_VERSION_EXCEPTION "MissingVersionException" "MissingVersionException" 400 sender [opt("message", TEXT)];
    namespace_not_found_exception = NAMESPACE_NOT_FOUND_EXCEPTION "NamespaceNotFoundException" "NamespaceNotFoundException" 400 sender [opt("message", TEXT)];
    no_update_available_exception = NO_UPDATE_AVAILABLE_EXCEPTION "NoUpdateAvailableException" "NoUpdateAvailableException" 400 sender [opt("message", TEXT)];
    platform_task_definition_incompatibility_exception = PLATFORM_TASK_DEFINITION_INCOMPATIBILITY_EXCEPTION "PlatformTaskDefinitionIncompatibilityException" "PlatformTaskDefinitionIncompatibilityException" 400 sender [opt("message", TEXT)];
    platform_unknown_exception = PLATFORM_UNKNOWN_EXCEPTION "PlatformUnknownException" "PlatformUnknownException" 400 sender [opt("message", TEXT)];
    resource_in_use_exception = RESOURCE_IN_USE_EXCEPTION "ResourceInUseException" "ResourceInUseException" 400 sender [opt("message", TEXT)];
    resource_not_found_exception = RESOURCE_NOT_FOUND_EXCEPTION "ResourceNotFoundException" "ResourceNotFoundException" 400 sender [opt("message", TEXT)];
    server_exception = SERVER_EXCEPTION "ServerException" "ServerException" 500 receiver [opt("message", TEXT)];
    service_deployment_not_found_exception = SERVICE_DEPLOYMENT_NOT_FOUND_EXCEPTION "ServiceDeploymentNotFoundException" "ServiceDeploymentNotFoundException" 400 sender [opt("message", TEXT)];
    service_not_active_exception = SERVICE_NOT_ACTIVE_EXCEPTION "ServiceNotActiveException" "ServiceNotActiveException" 400 sender [opt("message", TEXT)];
    service_not_found_exception = SERVICE_NOT_FOUND_EXCEPTION "ServiceNotFoundException" "ServiceNotFoundException" 400 sender [opt("message", TEXT)];
    target_not_connected_exception = TARGET_NOT_CONNECTED_EXCEPTION "TargetNotConnectedException" "TargetNotConnectedException" 400 sender [opt("message", TEXT)];
    target_not_found_exception = TARGET_NOT_FOUND_EXCEPTION "TargetNotFoundException" "TargetNotFoundException" 400 sender [opt("message", TEXT)];
    task_set_not_found_exception = TASK_SET_NOT_FOUND_EXCEPTION "TaskSetNotFoundException" "TaskSetNotFoundException" 400 sender [opt("message", TEXT)];
    unsupported_feature_exception = UNSUPPORTED_FEATURE_EXCEPTION "UnsupportedFeatureException" "UnsupportedFeatureException" 400 sender [opt("message", TEXT)];
    update_in_progress_exception = UPDATE_IN_PROGRESS_EXCEPTION "UpdateInProgressException" "UpdateInProgressException" 400 sender [opt("message", TEXT)];
}
