//! Elastic Load Balancing, API version 2015-12-01. Written by `cargo xtask wire` from `models/elbv2.json`; do not edit.

use crate::schema::prelude::*;

#[rustfmt::skip]
pub static SERVICE: ServiceMeta = ServiceMeta {
    name: "elbv2",
    full_name: "Elastic Load Balancing",
    signing_name: "elasticloadbalancing",
    endpoint_prefix: "elasticloadbalancing",
    iam_prefix: "elasticloadbalancing",
    api_version: "2015-12-01",
    target_prefix: None,
    json_version: None,
    xml_namespace: Some("http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"),
    protocols: &[Protocol::Query],
    query_compatible: false,
    internal: "InternalFailure",
    refusal: Refusal { dialect: Dialect::Listing, code: "ValidationError", except: &[] },
    retype: self::retype,
    operations: OPERATIONS,
    errors: ERRORS,
};

operations! { SERVICE {
    AddListenerCertificates = ADD_LISTENER_CERTIFICATES {
        http: "POST" "/" 200,
        input: AddListenerCertificatesInput = ADD_LISTENER_CERTIFICATES_INPUT,
        output: AddListenerCertificatesOutput = ADD_LISTENER_CERTIFICATES_OUTPUT,
        errors: [LISTENER_NOT_FOUND_EXCEPTION TOO_MANY_CERTIFICATES_EXCEPTION CERTIFICATE_NOT_FOUND_EXCEPTION],
        result_wrapper: Some("AddListenerCertificatesResult"),
    }
    AddTags = ADD_TAGS {
        http: "POST" "/" 200,
        input: AddTagsInput = ADD_TAGS_INPUT,
        output: AddTagsOutput = ADD_TAGS_OUTPUT,
        errors: [DUPLICATE_TAG_KEYS_EXCEPTION TOO_MANY_TAGS_EXCEPTION LOAD_BALANCER_NOT_FOUND_EXCEPTION TARGET_GROUP_NOT_FOUND_EXCEPTION LISTENER_NOT_FOUND_EXCEPTION RULE_NOT_FOUND_EXCEPTION TRUST_STORE_NOT_FOUND_EXCEPTION],
        result_wrapper: Some("AddTagsResult"),
    }
    CreateListener = CREATE_LISTENER {
        http: "POST" "/" 200,
        input: CreateListenerInput = CREATE_LISTENER_INPUT,
        output: CreateListenerOutput = CREATE_LISTENER_OUTPUT,
        errors: [DUPLICATE_LISTENER_EXCEPTION TOO_MANY_LISTENERS_EXCEPTION TOO_MANY_CERTIFICATES_EXCEPTION LOAD_BALANCER_NOT_FOUND_EXCEPTION TARGET_GROUP_NOT_FOUND_EXCEPTION TARGET_GROUP_ASSOCIATION_LIMIT_EXCEPTION INVALID_CONFIGURATION_REQUEST_EXCEPTION INCOMPATIBLE_PROTOCOLS_EXCEPTION SSL_POLICY_NOT_FOUND_EXCEPTION CERTIFICATE_NOT_FOUND_EXCEPTION UNSUPPORTED_PROTOCOL_EXCEPTION TOO_MANY_REGISTRATIONS_FOR_TARGET_ID_EXCEPTION TOO_MANY_TARGETS_EXCEPTION TOO_MANY_ACTIONS_EXCEPTION INVALID_LOAD_BALANCER_ACTION_EXCEPTION TOO_MANY_UNIQUE_TARGET_GROUPS_PER_LOAD_BALANCER_EXCEPTION ALPN_POLICY_NOT_SUPPORTED_EXCEPTION TOO_MANY_TAGS_EXCEPTION TRUST_STORE_NOT_FOUND_EXCEPTION TRUST_STORE_NOT_READY_EXCEPTION],
        result_wrapper: Some("CreateListenerResult"),
    }
    CreateLoadBalancer = CREATE_LOAD_BALANCER {
        http: "POST" "/" 200,
        input: CreateLoadBalancerInput = CREATE_LOAD_BALANCER_INPUT,
        output: CreateLoadBalancerOutput = CREATE_LOAD_BALANCER_OUTPUT,
        errors: [DUPLICATE_LOAD_BALANCER_NAME_EXCEPTION TOO_MANY_LOAD_BALANCERS_EXCEPTION INVALID_CONFIGURATION_REQUEST_EXCEPTION SUBNET_NOT_FOUND_EXCEPTION INVALID_SUBNET_EXCEPTION INVALID_SECURITY_GROUP_EXCEPTION INVALID_SCHEME_EXCEPTION TOO_MANY_TAGS_EXCEPTION DUPLICATE_TAG_KEYS_EXCEPTION RESOURCE_IN_USE_EXCEPTION ALLOCATION_ID_NOT_FOUND_EXCEPTION AVAILABILITY_ZONE_NOT_SUPPORTED_EXCEPTION OPERATION_NOT_PERMITTED_EXCEPTION],
        result_wrapper: Some("CreateLoadBalancerResult"),
    }
    CreateRule = CREATE_RULE {
        http: "POST" "/" 200,
        input: CreateRuleInput = CREATE_RULE_INPUT,
        output: CreateRuleOutput = CREATE_RULE_OUTPUT,
        errors: [PRIORITY_IN_USE_EXCEPTION TOO_MANY_TARGET_GROUPS_EXCEPTION TOO_MANY_RULES_EXCEPTION TARGET_GROUP_ASSOCIATION_LIMIT_EXCEPTION INCOMPATIBLE_PROTOCOLS_EXCEPTION LISTENER_NOT_FOUND_EXCEPTION TARGET_GROUP_NOT_FOUND_EXCEPTION INVALID_CONFIGURATION_REQUEST_EXCEPTION TOO_MANY_REGISTRATIONS_FOR_TARGET_ID_EXCEPTION TOO_MANY_TARGETS_EXCEPTION UNSUPPORTED_PROTOCOL_EXCEPTION TOO_MANY_ACTIONS_EXCEPTION INVALID_LOAD_BALANCER_ACTION_EXCEPTION TOO_MANY_UNIQUE_TARGET_GROUPS_PER_LOAD_BALANCER_EXCEPTION TOO_MANY_TAGS_EXCEPTION],
        result_wrapper: Some("CreateRuleResult"),
    }
    CreateTargetGroup = CREATE_TARGET_GROUP {
        http: "POST" "/" 200,
        input: CreateTargetGroupInput = CREATE_TARGET_GROUP_INPUT,
        output: CreateTargetGroupOutput = CREATE_TARGET_GROUP_OUTPUT,
        errors: [DUPLICATE_TARGET_GROUP_NAME_EXCEPTION TOO_MANY_TARGET_GROUPS_EXCEPTION INVALID_CONFIGURATION_REQUEST_EXCEPTION TOO_MANY_TAGS_EXCEPTION],
        result_wrapper: Some("CreateTargetGroupResult"),
    }
    DeleteListener = DELETE_LISTENER {
        http: "POST" "/" 200,
        input: DeleteListenerInput = DELETE_LISTENER_INPUT,
        output: DeleteListenerOutput = DELETE_LISTENER_OUTPUT,
        errors: [LISTENER_NOT_FOUND_EXCEPTION RESOURCE_IN_USE_EXCEPTION],
        result_wrapper: Some("DeleteListenerResult"),
    }
    DeleteLoadBalancer = DELETE_LOAD_BALANCER {
        http: "POST" "/" 200,
        input: DeleteLoadBalancerInput = DELETE_LOAD_BALANCER_INPUT,
        output: DeleteLoadBalancerOutput = DELETE_LOAD_BALANCER_OUTPUT,
        errors: [LOAD_BALANCER_NOT_FOUND_EXCEPTION OPERATION_NOT_PERMITTED_EXCEPTION RESOURCE_IN_USE_EXCEPTION],
        result_wrapper: Some("DeleteLoadBalancerResult"),
    }
    DeleteRule = DELETE_RULE {
        http: "POST" "/" 200,
        input: DeleteRuleInput = DELETE_RULE_INPUT,
        output: DeleteRuleOutput = DELETE_RULE_OUTPUT,
        errors: [RULE_NOT_FOUND_EXCEPTION OPERATION_NOT_PERMITTED_EXCEPTION],
        result_wrapper: Some("DeleteRuleResult"),
    }
    DeleteTargetGroup = DELETE_TARGET_GROUP {
        http: "POST" "/" 200,
        input: DeleteTargetGroupInput = DELETE_TARGET_GROUP_INPUT,
        output: DeleteTargetGroupOutput = DELETE_TARGET_GROUP_OUTPUT,
        errors: [RESOURCE_IN_USE_EXCEPTION],
        result_wrapper: Some("DeleteTargetGroupResult"),
    }
    DeregisterTargets = DEREGISTER_TARGETS {
        http: "POST" "/" 200,
        input: DeregisterTargetsInput = DEREGISTER_TARGETS_INPUT,
        output: DeregisterTargetsOutput = DEREGISTER_TARGETS_OUTPUT,
        errors: [TARGET_GROUP_NOT_FOUND_EXCEPTION INVALID_TARGET_EXCEPTION],
        result_wrapper: Some("DeregisterTargetsResult"),
    }
    DescribeAccountLimits = DESCRIBE_ACCOUNT_LIMITS {
        http: "POST" "/" 200,
        input: DescribeAccountLimitsInput = DESCRIBE_ACCOUNT_LIMITS_INPUT,
        output: DescribeAccountLimitsOutput = DESCRIBE_ACCOUNT_LIMITS_OUTPUT,
        errors: [],
        result_wrapper: Some("DescribeAccountLimitsResult"),
    }
    DescribeCapacityReservation = DESCRIBE_CAPACITY_RESERVATION {
        http: "POST" "/" 200,
        input: DescribeCapacityReservationInput = DESCRIBE_CAPACITY_RESERVATION_INPUT,
        output: DescribeCapacityReservationOutput = DESCRIBE_CAPACITY_RESERVATION_OUTPUT,
        errors: [LOAD_BALANCER_NOT_FOUND_EXCEPTION],
        result_wrapper: Some("DescribeCapacityReservationResult"),
    }
    DescribeListenerAttributes = DESCRIBE_LISTENER_ATTRIBUTES {
        http: "POST" "/" 200,
        input: DescribeListenerAttributesInput = DESCRIBE_LISTENER_ATTRIBUTES_INPUT,
        output: DescribeListenerAttributesOutput = DESCRIBE_LISTENER_ATTRIBUTES_OUTPUT,
        errors: [LISTENER_NOT_FOUND_EXCEPTION],
        result_wrapper: Some("DescribeListenerAttributesResult"),
    }
    DescribeListenerCertificates = DESCRIBE_LISTENER_CERTIFICATES {
        http: "POST" "/" 200,
        input: DescribeListenerCertificatesInput = DESCRIBE_LISTENER_CERTIFICATES_INPUT,
        output: DescribeListenerCertificatesOutput = DESCRIBE_LISTENER_CERTIFICATES_OUTPUT,
        errors: [LISTENER_NOT_FOUND_EXCEPTION],
        result_wrapper: Some("DescribeListenerCertificatesResult"),
    }
    DescribeListeners = DESCRIBE_LISTENERS {
        http: "POST" "/" 200,
        input: DescribeListenersInput = DESCRIBE_LISTENERS_INPUT,
        output: DescribeListenersOutput = DESCRIBE_LISTENERS_OUTPUT,
        errors: [LISTENER_NOT_FOUND_EXCEPTION LOAD_BALANCER_NOT_FOUND_EXCEPTION UNSUPPORTED_PROTOCOL_EXCEPTION],
        result_wrapper: Some("DescribeListenersResult"),
    }
    DescribeLoadBalancerAttributes = DESCRIBE_LOAD_BALANCER_ATTRIBUTES {
        http: "POST" "/" 200,
        input: DescribeLoadBalancerAttributesInput = DESCRIBE_LOAD_BALANCER_ATTRIBUTES_INPUT,
        output: DescribeLoadBalancerAttributesOutput = DESCRIBE_LOAD_BALANCER_ATTRIBUTES_OUTPUT,
        errors: [LOAD_BALANCER_NOT_FOUND_EXCEPTION],
        result_wrapper: Some("DescribeLoadBalancerAttributesResult"),
    }
    DescribeLoadBalancers = DESCRIBE_LOAD_BALANCERS {
        http: "POST" "/" 200,
        input: DescribeLoadBalancersInput = DESCRIBE_LOAD_BALANCERS_INPUT,
        output: DescribeLoadBalancersOutput = DESCRIBE_LOAD_BALANCERS_OUTPUT,
        errors: [LOAD_BALANCER_NOT_FOUND_EXCEPTION],
        result_wrapper: Some("DescribeLoadBalancersResult"),
    }
    DescribeRules = DESCRIBE_RULES {
        http: "POST" "/" 200,
        input: DescribeRulesInput = DESCRIBE_RULES_INPUT,
        output: DescribeRulesOutput = DESCRIBE_RULES_OUTPUT,
        errors: [LISTENER_NOT_FOUND_EXCEPTION RULE_NOT_FOUND_EXCEPTION UNSUPPORTED_PROTOCOL_EXCEPTION],
        result_wrapper: Some("DescribeRulesResult"),
    }
    DescribeSSLPolicies = DESCRIBE_SSL_POLICIES {
        http: "POST" "/" 200,
        input: DescribeSSLPoliciesInput = DESCRIBE_SSL_POLICIES_INPUT,
        output: DescribeSSLPoliciesOutput = DESCRIBE_SSL_POLICIES_OUTPUT,
        errors: [SSL_POLICY_NOT_FOUND_EXCEPTION],
        result_wrapper: Some("DescribeSSLPoliciesResult"),
    }
    DescribeTags = DESCRIBE_TAGS {
        http: "POST" "/" 200,
        input: DescribeTagsInput = DESCRIBE_TAGS_INPUT,
        output: DescribeTagsOutput = DESCRIBE_TAGS_OUTPUT,
        errors: [LOAD_BALANCER_NOT_FOUND_EXCEPTION TARGET_GROUP_NOT_FOUND_EXCEPTION LISTENER_NOT_FOUND_EXCEPTION RULE_NOT_FOUND_EXCEPTION TRUST_STORE_NOT_FOUND_EXCEPTION],
        result_wrapper: Some("DescribeTagsResult"),
    }
    DescribeTargetGroupAttributes = DESCRIBE_TARGET_GROUP_ATTRIBUTES {
        http: "POST" "/" 200,
        input: DescribeTargetGroupAttributesInput = DESCRIBE_TARGET_GROUP_ATTRIBUTES_INPUT,
        output: DescribeTargetGroupAttributesOutput = DESCRIBE_TARGET_GROUP_ATTRIBUTES_OUTPUT,
        errors: [TARGET_GROUP_NOT_FOUND_EXCEPTION],
        result_wrapper: Some("DescribeTargetGroupAttributesResult"),
    }
    DescribeTargetGroups = DESCRIBE_TARGET_GROUPS {
        http: "POST" "/" 200,
        input: DescribeTargetGroupsInput = DESCRIBE_TARGET_GROUPS_INPUT,
        output: DescribeTargetGroupsOutput = DESCRIBE_TARGET_GROUPS_OUTPUT,
        errors: [LOAD_BALANCER_NOT_FOUND_EXCEPTION TARGET_GROUP_NOT_FOUND_EXCEPTION],
        result_wrapper: Some("DescribeTargetGroupsResult"),
    }
    DescribeTargetHealth = DESCRIBE_TARGET_HEALTH {
        http: "POST" "/" 200,
        input: DescribeTargetHealthInput = DESCRIBE_TARGET_HEALTH_INPUT,
        output: DescribeTargetHealthOutput = DESCRIBE_TARGET_HEALTH_OUTPUT,
        errors: [INVALID_TARGET_EXCEPTION TARGET_GROUP_NOT_FOUND_EXCEPTION HEALTH_UNAVAILABLE_EXCEPTION],
        result_wrapper: Some("DescribeTargetHealthResult"),
    }
    ModifyListener = MODIFY_LISTENER {
        http: "POST" "/" 200,
        input: ModifyListenerInput = MODIFY_LISTENER_INPUT,
        output: ModifyListenerOutput = MODIFY_LISTENER_OUTPUT,
        errors: [DUPLICATE_LISTENER_EXCEPTION TOO_MANY_LISTENERS_EXCEPTION TOO_MANY_CERTIFICATES_EXCEPTION LISTENER_NOT_FOUND_EXCEPTION TARGET_GROUP_NOT_FOUND_EXCEPTION TARGET_GROUP_ASSOCIATION_LIMIT_EXCEPTION INCOMPATIBLE_PROTOCOLS_EXCEPTION SSL_POLICY_NOT_FOUND_EXCEPTION CERTIFICATE_NOT_FOUND_EXCEPTION INVALID_CONFIGURATION_REQUEST_EXCEPTION UNSUPPORTED_PROTOCOL_EXCEPTION TOO_MANY_REGISTRATIONS_FOR_TARGET_ID_EXCEPTION TOO_MANY_TARGETS_EXCEPTION TOO_MANY_ACTIONS_EXCEPTION INVALID_LOAD_BALANCER_ACTION_EXCEPTION TOO_MANY_UNIQUE_TARGET_GROUPS_PER_LOAD_BALANCER_EXCEPTION ALPN_POLICY_NOT_SUPPORTED_EXCEPTION TRUST_STORE_NOT_FOUND_EXCEPTION TRUST_STORE_NOT_READY_EXCEPTION],
        result_wrapper: Some("ModifyListenerResult"),
    }
    ModifyListenerAttributes = MODIFY_LISTENER_ATTRIBUTES {
        http: "POST" "/" 200,
        input: ModifyListenerAttributesInput = MODIFY_LISTENER_ATTRIBUTES_INPUT,
        output: ModifyListenerAttributesOutput = MODIFY_LISTENER_ATTRIBUTES_OUTPUT,
        errors: [LISTENER_NOT_FOUND_EXCEPTION INVALID_CONFIGURATION_REQUEST_EXCEPTION],
        result_wrapper: Some("ModifyListenerAttributesResult"),
    }
    ModifyLoadBalancerAttributes = MODIFY_LOAD_BALANCER_ATTRIBUTES {
        http: "POST" "/" 200,
        input: ModifyLoadBalancerAttributesInput = MODIFY_LOAD_BALANCER_ATTRIBUTES_INPUT,
        output: ModifyLoadBalancerAttributesOutput = MODIFY_LOAD_BALANCER_ATTRIBUTES_OUTPUT,
        errors: [LOAD_BALANCER_NOT_FOUND_EXCEPTION INVALID_CONFIGURATION_REQUEST_EXCEPTION],
        result_wrapper: Some("ModifyLoadBalancerAttributesResult"),
    }
    ModifyRule = MODIFY_RULE {
        http: "POST" "/" 200,
        input: ModifyRuleInput = MODIFY_RULE_INPUT,
        output: ModifyRuleOutput = MODIFY_RULE_OUTPUT,
        errors: [TARGET_GROUP_ASSOCIATION_LIMIT_EXCEPTION INCOMPATIBLE_PROTOCOLS_EXCEPTION RULE_NOT_FOUND_EXCEPTION OPERATION_NOT_PERMITTED_EXCEPTION TOO_MANY_REGISTRATIONS_FOR_TARGET_ID_EXCEPTION TOO_MANY_TARGETS_EXCEPTION TARGET_GROUP_NOT_FOUND_EXCEPTION UNSUPPORTED_PROTOCOL_EXCEPTION TOO_MANY_ACTIONS_EXCEPTION INVALID_LOAD_BALANCER_ACTION_EXCEPTION TOO_MANY_UNIQUE_TARGET_GROUPS_PER_LOAD_BALANCER_EXCEPTION],
        result_wrapper: Some("ModifyRuleResult"),
    }
    ModifyTargetGroup = MODIFY_TARGET_GROUP {
        http: "POST" "/" 200,
        input: ModifyTargetGroupInput = MODIFY_TARGET_GROUP_INPUT,
        output: ModifyTargetGroupOutput = MODIFY_TARGET_GROUP_OUTPUT,
        errors: [TARGET_GROUP_NOT_FOUND_EXCEPTION INVALID_CONFIGURATION_REQUEST_EXCEPTION],
        result_wrapper: Some("ModifyTargetGroupResult"),
    }
    ModifyTargetGroupAttributes = MODIFY_TARGET_GROUP_ATTRIBUTES {
        http: "POST" "/" 200,
        input: ModifyTargetGroupAttributesInput = MODIFY_TARGET_GROUP_ATTRIBUTES_INPUT,
        output: ModifyTargetGroupAttributesOutput = MODIFY_TARGET_GROUP_ATTRIBUTES_OUTPUT,
        errors: [TARGET_GROUP_NOT_FOUND_EXCEPTION INVALID_CONFIGURATION_REQUEST_EXCEPTION],
        result_wrapper: Some("ModifyTargetGroupAttributesResult"),
    }
    RegisterTargets = REGISTER_TARGETS {
        http: "POST" "/" 200,
        input: RegisterTargetsInput = REGISTER_TARGETS_INPUT,
        output: RegisterTargetsOutput = REGISTER_TARGETS_OUTPUT,
        errors: [TARGET_GROUP_NOT_FOUND_EXCEPTION TOO_MANY_TARGETS_EXCEPTION INVALID_TARGET_EXCEPTION TOO_MANY_REGISTRATIONS_FOR_TARGET_ID_EXCEPTION],
        result_wrapper: Some("RegisterTargetsResult"),
    }
    RemoveListenerCertificates = REMOVE_LISTENER_CERTIFICATES {
        http: "POST" "/" 200,
        input: RemoveListenerCertificatesInput = REMOVE_LISTENER_CERTIFICATES_INPUT,
        output: RemoveListenerCertificatesOutput = REMOVE_LISTENER_CERTIFICATES_OUTPUT,
        errors: [LISTENER_NOT_FOUND_EXCEPTION OPERATION_NOT_PERMITTED_EXCEPTION],
        result_wrapper: Some("RemoveListenerCertificatesResult"),
    }
    RemoveTags = REMOVE_TAGS {
        http: "POST" "/" 200,
        input: RemoveTagsInput = REMOVE_TAGS_INPUT,
        output: RemoveTagsOutput = REMOVE_TAGS_OUTPUT,
        errors: [LOAD_BALANCER_NOT_FOUND_EXCEPTION TARGET_GROUP_NOT_FOUND_EXCEPTION LISTENER_NOT_FOUND_EXCEPTION RULE_NOT_FOUND_EXCEPTION TOO_MANY_TAGS_EXCEPTION TRUST_STORE_NOT_FOUND_EXCEPTION],
        result_wrapper: Some("RemoveTagsResult"),
    }
    SetIpAddressType = SET_IP_ADDRESS_TYPE {
        http: "POST" "/" 200,
        input: SetIpAddressTypeInput = SET_IP_ADDRESS_TYPE_INPUT,
        output: SetIpAddressTypeOutput = SET_IP_ADDRESS_TYPE_OUTPUT,
        errors: [LOAD_BALANCER_NOT_FOUND_EXCEPTION INVALID_CONFIGURATION_REQUEST_EXCEPTION INVALID_SUBNET_EXCEPTION],
        result_wrapper: Some("SetIpAddressTypeResult"),
    }
    SetRulePriorities = SET_RULE_PRIORITIES {
        http: "POST" "/" 200,
        input: SetRulePrioritiesInput = SET_RULE_PRIORITIES_INPUT,
        output: SetRulePrioritiesOutput = SET_RULE_PRIORITIES_OUTPUT,
        errors: [RULE_NOT_FOUND_EXCEPTION PRIORITY_IN_USE_EXCEPTION OPERATION_NOT_PERMITTED_EXCEPTION],
        result_wrapper: Some("SetRulePrioritiesResult"),
    }
    SetSecurityGroups = SET_SECURITY_GROUPS {
        http: "POST" "/" 200,
        input: SetSecurityGroupsInput = SET_SECURITY_GROUPS_INPUT,
        output: SetSecurityGroupsOutput = SET_SECURITY_GROUPS_OUTPUT,
        errors: [LOAD_BALANCER_NOT_FOUND_EXCEPTION INVALID_CONFIGURATION_REQUEST_EXCEPTION INVALID_SECURITY_GROUP_EXCEPTION],
        result_wrapper: Some("SetSecurityGroupsResult"),
    }
    SetSubnets = SET_SUBNETS {
        http: "POST" "/" 200,
        input: SetSubnetsInput = SET_SUBNETS_INPUT,
        output: SetSubnetsOutput = SET_SUBNETS_OUTPUT,
        errors: [LOAD_BALANCER_NOT_FOUND_EXCEPTION INVALID_CONFIGURATION_REQUEST_EXCEPTION SUBNET_NOT_FOUND_EXCEPTION INVALID_SUBNET_EXCEPTION ALLOCATION_ID_NOT_FOUND_EXCEPTION AVAILABILITY_ZONE_NOT_SUPPORTED_EXCEPTION CAPACITY_RESERVATION_PENDING_EXCEPTION],
        result_wrapper: Some("SetSubnetsResult"),
    }
}}

structure! { Action = ACTION {
    r#type: String = req("Type", text(&ACTION_TYPE_ENUM)),
    target_group_arn: Option<String> = opt("TargetGroupArn", TEXT),
    authenticate_oidc_config: Option<AuthenticateOidcActionConfig> = opt("AuthenticateOidcConfig", object(&AUTHENTICATE_OIDC_ACTION_CONFIG)),
    authenticate_cognito_config: Option<AuthenticateCognitoActionConfig> = opt("AuthenticateCognitoConfig", object(&AUTHENTICATE_COGNITO_ACTION_CONFIG)),
    order: Option<i32> = opt("Order", int(&ACTION_ORDER)),
    redirect_config: Option<RedirectActionConfig> = opt("RedirectConfig", object(&REDIRECT_ACTION_CONFIG)),
    fixed_response_config: Option<FixedResponseActionConfig> = opt("FixedResponseConfig", object(&FIXED_RESPONSE_ACTION_CONFIG)),
    forward_config: Option<ForwardActionConfig> = opt("ForwardConfig", object(&FORWARD_ACTION_CONFIG)),
    jwt_validation_config: Option<JwtValidationActionConfig> = opt("JwtValidationConfig", object(&JWT_VALIDATION_ACTION_CONFIG)),
}}

structure! { AddListenerCertificatesInput = ADD_LISTENER_CERTIFICATES_INPUT {
    listener_arn: String = req("ListenerArn", TEXT),
    certificates: Vec<Certificate> = req("Certificates", list(&CERTIFICATE_LIST)),
}}

structure! { AddListenerCertificatesOutput = ADD_LISTENER_CERTIFICATES_OUTPUT {
    certificates: Option<Vec<Certificate>> = opt("Certificates", list(&CERTIFICATE_LIST)),
}}

structure! { AddTagsInput = ADD_TAGS_INPUT {
    resource_arns: Vec<String> = req("ResourceArns", list(&RESOURCE_ARNS)),
    tags: Vec<Tag> = req("Tags", list(&TAG_LIST)),
}}

structure! { AddTagsOutput = ADD_TAGS_OUTPUT {
}}

structure! { AdministrativeOverride = ADMINISTRATIVE_OVERRIDE {
    state: Option<String> = opt("State", text(&TARGET_ADMINISTRATIVE_OVERRIDE_STATE_ENUM)),
    reason: Option<String> = opt("Reason", text(&TARGET_ADMINISTRATIVE_OVERRIDE_REASON_ENUM)),
    description: Option<String> = opt("Description", TEXT),
}}

structure! { AnomalyDetection = ANOMALY_DETECTION {
    result: Option<String> = opt("Result", text(&ANOMALY_RESULT_ENUM)),
    mitigation_in_effect: Option<String> = opt("MitigationInEffect", text(&MITIGATION_IN_EFFECT_ENUM)),
}}

structure! { AuthenticateCognitoActionConfig = AUTHENTICATE_COGNITO_ACTION_CONFIG {
    user_pool_arn: String = req("UserPoolArn", TEXT),
    user_pool_client_id: String = req("UserPoolClientId", TEXT),
    user_pool_domain: String = req("UserPoolDomain", TEXT),
    session_cookie_name: Option<String> = opt("SessionCookieName", TEXT),
    scope: Option<String> = opt("Scope", TEXT),
    session_timeout: Option<i64> = opt("SessionTimeout", LONG),
    authentication_request_extra_params: Option<BTreeMap<String, String>> = opt("AuthenticationRequestExtraParams", map(&AUTHENTICATE_COGNITO_ACTION_AUTHENTICATION_REQUEST_EXTRA_PARAMS)),
    on_unauthenticated_request: Option<String> = opt("OnUnauthenticatedRequest", text(&AUTHENTICATE_COGNITO_ACTION_CONDITIONAL_BEHAVIOR_ENUM)),
}}

structure! { AuthenticateOidcActionConfig = AUTHENTICATE_OIDC_ACTION_CONFIG {
    issuer: String = req("Issuer", TEXT),
    authorization_endpoint: String = req("AuthorizationEndpoint", TEXT),
    token_endpoint: String = req("TokenEndpoint", TEXT),
    user_info_endpoint: String = req("UserInfoEndpoint", TEXT),
    client_id: String = req("ClientId", TEXT),
    client_secret: Option<String> = opt("ClientSecret", TEXT),
    session_cookie_name: Option<String> = opt("SessionCookieName", TEXT),
    scope: Option<String> = opt("Scope", TEXT),
    session_timeout: Option<i64> = opt("SessionTimeout", LONG),
    authentication_request_extra_params: Option<BTreeMap<String, String>> = opt("AuthenticationRequestExtraParams", map(&AUTHENTICATE_OIDC_ACTION_AUTHENTICATION_REQUEST_EXTRA_PARAMS)),
    on_unauthenticated_request: Option<String> = opt("OnUnauthenticatedRequest", text(&AUTHENTICATE_OIDC_ACTION_CONDITIONAL_BEHAVIOR_ENUM)),
    use_existing_client_secret: Option<bool> = opt("UseExistingClientSecret", BOOL),
}}

structure! { AvailabilityZone = AVAILABILITY_ZONE {
    zone_name: Option<String> = opt("ZoneName", TEXT),
    subnet_id: Option<String> = opt("SubnetId", TEXT),
    outpost_id: Option<String> = opt("OutpostId", TEXT),
    load_balancer_addresses: Option<Vec<LoadBalancerAddress>> = opt("LoadBalancerAddresses", list(&LOAD_BALANCER_ADDRESSES)),
    source_nat_ipv6_prefixes: Option<Vec<String>> = opt("SourceNatIpv6Prefixes", list(&SOURCE_NAT_IPV6_PREFIXES)),
}}

structure! { CapacityReservationStatus = CAPACITY_RESERVATION_STATUS {
    code: Option<String> = opt("Code", text(&CAPACITY_RESERVATION_STATE_ENUM)),
    reason: Option<String> = opt("Reason", TEXT),
}}

structure! { Certificate = CERTIFICATE {
    certificate_arn: Option<String> = opt("CertificateArn", TEXT),
    is_default: Option<bool> = opt("IsDefault", BOOL),
}}

structure! { Cipher = CIPHER {
    name: Option<String> = opt("Name", TEXT),
    priority: Option<i32> = opt("Priority", INT),
}}

structure! { CreateListenerInput = CREATE_LISTENER_INPUT {
    load_balancer_arn: String = req("LoadBalancerArn", TEXT),
    protocol: Option<String> = opt("Protocol", text(&PROTOCOL_ENUM)),
    port: Option<i32> = opt("Port", int(&PORT)),
    ssl_policy: Option<String> = opt("SslPolicy", TEXT),
    certificates: Option<Vec<Certificate>> = opt("Certificates", list(&CERTIFICATE_LIST)),
    default_actions: Vec<Action> = req("DefaultActions", list(&ACTIONS)),
    alpn_policy: Option<Vec<String>> = opt("AlpnPolicy", list(&ALPN_POLICY_NAME)),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)),
    mutual_authentication: Option<MutualAuthenticationAttributes> = opt("MutualAuthentication", object(&MUTUAL_AUTHENTICATION_ATTRIBUTES)),
}}

structure! { CreateListenerOutput = CREATE_LISTENER_OUTPUT {
    listeners: Option<Vec<Listener>> = opt("Listeners", list(&LISTENERS)),
}}

structure! { CreateLoadBalancerInput = CREATE_LOAD_BALANCER_INPUT {
    name: String = req("Name", TEXT),
    subnets: Option<Vec<String>> = opt("Subnets", list(&SUBNETS)),
    subnet_mappings: Option<Vec<SubnetMapping>> = opt("SubnetMappings", list(&SUBNET_MAPPINGS)),
    security_groups: Option<Vec<String>> = opt("SecurityGroups", list(&SECURITY_GROUPS)),
    scheme: Option<String> = opt("Scheme", text(&LOAD_BALANCER_SCHEME_ENUM)),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)),
    r#type: Option<String> = opt("Type", text(&LOAD_BALANCER_TYPE_ENUM)),
    ip_address_type: Option<String> = opt("IpAddressType", text(&IP_ADDRESS_TYPE)),
    customer_owned_ipv4_pool: Option<String> = opt("CustomerOwnedIpv4Pool", text(&CUSTOMER_OWNED_IPV4_POOL)),
    enable_prefix_for_ipv6_source_nat: Option<String> = opt("EnablePrefixForIpv6SourceNat", text(&ENABLE_PREFIX_FOR_IPV6_SOURCE_NAT_ENUM)),
    ipam_pools: Option<IpamPools> = opt("IpamPools", object(&IPAM_POOLS)),
}}

structure! { CreateLoadBalancerOutput = CREATE_LOAD_BALANCER_OUTPUT {
    load_balancers: Option<Vec<LoadBalancer>> = opt("LoadBalancers", list(&LOAD_BALANCERS)),
}}

structure! { CreateRuleInput = CREATE_RULE_INPUT {
    listener_arn: String = req("ListenerArn", TEXT),
    conditions: Vec<RuleCondition> = req("Conditions", list(&RULE_CONDITION_LIST)),
    priority: i32 = req("Priority", int(&RULE_PRIORITY)),
    actions: Vec<Action> = req("Actions", list(&ACTIONS)),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)),
    transforms: Option<Vec<RuleTransform>> = opt("Transforms", list(&RULE_TRANSFORM_LIST)),
}}

structure! { CreateRuleOutput = CREATE_RULE_OUTPUT {
    rules: Option<Vec<Rule>> = opt("Rules", list(&RULES)),
}}

structure! { CreateTargetGroupInput = CREATE_TARGET_GROUP_INPUT {
    name: String = req("Name", TEXT),
    protocol: Option<String> = opt("Protocol", text(&PROTOCOL_ENUM)),
    protocol_version: Option<String> = opt("ProtocolVersion", TEXT),
    port: Option<i32> = opt("Port", int(&PORT)),
    vpc_id: Option<String> = opt("VpcId", TEXT),
    health_check_protocol: Option<String> = opt("HealthCheckProtocol", text(&PROTOCOL_ENUM)),
    health_check_port: Option<String> = opt("HealthCheckPort", TEXT),
    health_check_enabled: Option<bool> = opt("HealthCheckEnabled", BOOL),
    health_check_path: Option<String> = opt("HealthCheckPath", text(&PATH)),
    health_check_interval_seconds: Option<i32> = opt("HealthCheckIntervalSeconds", int(&HEALTH_CHECK_INTERVAL_SECONDS)),
    health_check_timeout_seconds: Option<i32> = opt("HealthCheckTimeoutSeconds", int(&HEALTH_CHECK_TIMEOUT_SECONDS)),
    healthy_threshold_count: Option<i32> = opt("HealthyThresholdCount", int(&HEALTH_CHECK_THRESHOLD_COUNT)),
    unhealthy_threshold_count: Option<i32> = opt("UnhealthyThresholdCount", int(&HEALTH_CHECK_THRESHOLD_COUNT)),
    matcher: Option<Matcher> = opt("Matcher", object(&MATCHER)),
    target_type: Option<String> = opt("TargetType", text(&TARGET_TYPE_ENUM)),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)),
    ip_address_type: Option<String> = opt("IpAddressType", text(&TARGET_GROUP_IP_ADDRESS_TYPE_ENUM)),
    target_control_port: Option<i32> = opt("TargetControlPort", int(&TARGET_CONTROL_PORT)),
}}

structure! { CreateTargetGroupOutput = CREATE_TARGET_GROUP_OUTPUT {
    target_groups: Option<Vec<TargetGroup>> = opt("TargetGroups", list(&TARGET_GROUPS)),
}}

structure! { DeleteListenerInput = DELETE_LISTENER_INPUT {
    listener_arn: String = req("ListenerArn", TEXT),
}}

structure! { DeleteListenerOutput = DELETE_LISTENER_OUTPUT {
}}

structure! { DeleteLoadBalancerInput = DELETE_LOAD_BALANCER_INPUT {
    load_balancer_arn: String = req("LoadBalancerArn", TEXT),
}}

structure! { DeleteLoadBalancerOutput = DELETE_LOAD_BALANCER_OUTPUT {
}}

structure! { DeleteRuleInput = DELETE_RULE_INPUT {
    rule_arn: String = req("RuleArn", TEXT),
}}

structure! { DeleteRuleOutput = DELETE_RULE_OUTPUT {
}}

structure! { DeleteTargetGroupInput = DELETE_TARGET_GROUP_INPUT {
    target_group_arn: String = req("TargetGroupArn", TEXT),
}}

structure! { DeleteTargetGroupOutput = DELETE_TARGET_GROUP_OUTPUT {
}}

structure! { DeregisterTargetsInput = DEREGISTER_TARGETS_INPUT {
    target_group_arn: String = req("TargetGroupArn", TEXT),
    targets: Vec<TargetDescription> = req("Targets", list(&TARGET_DESCRIPTIONS)),
}}

structure! { DeregisterTargetsOutput = DEREGISTER_TARGETS_OUTPUT {
}}

structure! { DescribeAccountLimitsInput = DESCRIBE_ACCOUNT_LIMITS_INPUT {
    marker: Option<String> = opt("Marker", TEXT),
    page_size: Option<i32> = opt("PageSize", int(&PAGE_SIZE)),
}}

structure! { DescribeAccountLimitsOutput = DESCRIBE_ACCOUNT_LIMITS_OUTPUT {
    limits: Option<Vec<Limit>> = opt("Limits", list(&LIMITS)),
    next_marker: Option<String> = opt("NextMarker", TEXT),
}}

structure! { DescribeCapacityReservationInput = DESCRIBE_CAPACITY_RESERVATION_INPUT {
    load_balancer_arn: String = req("LoadBalancerArn", TEXT),
}}

structure! { DescribeCapacityReservationOutput = DESCRIBE_CAPACITY_RESERVATION_OUTPUT {
    last_modified_time: Option<Timestamp> = opt("LastModifiedTime", TIME),
    decrease_requests_remaining: Option<i32> = opt("DecreaseRequestsRemaining", INT),
    minimum_load_balancer_capacity: Option<MinimumLoadBalancerCapacity> = opt("MinimumLoadBalancerCapacity", object(&MINIMUM_LOAD_BALANCER_CAPACITY)),
    capacity_reservation_state: Option<Vec<ZonalCapacityReservationState>> = opt("CapacityReservationState", list(&ZONAL_CAPACITY_RESERVATION_STATES)),
}}

structure! { DescribeListenerAttributesInput = DESCRIBE_LISTENER_ATTRIBUTES_INPUT {
    listener_arn: String = req("ListenerArn", TEXT),
}}

structure! { DescribeListenerAttributesOutput = DESCRIBE_LISTENER_ATTRIBUTES_OUTPUT {
    attributes: Option<Vec<ListenerAttribute>> = opt("Attributes", list(&LISTENER_ATTRIBUTES)),
}}

structure! { DescribeListenerCertificatesInput = DESCRIBE_LISTENER_CERTIFICATES_INPUT {
    listener_arn: String = req("ListenerArn", TEXT),
    marker: Option<String> = opt("Marker", TEXT),
    page_size: Option<i32> = opt("PageSize", int(&PAGE_SIZE)),
}}

structure! { DescribeListenerCertificatesOutput = DESCRIBE_LISTENER_CERTIFICATES_OUTPUT {
    certificates: Option<Vec<Certificate>> = opt("Certificates", list(&CERTIFICATE_LIST)),
    next_marker: Option<String> = opt("NextMarker", TEXT),
}}

structure! { DescribeListenersInput = DESCRIBE_LISTENERS_INPUT {
    load_balancer_arn: Option<String> = opt("LoadBalancerArn", TEXT),
    listener_arns: Option<Vec<String>> = opt("ListenerArns", list(&LISTENER_ARNS)),
    marker: Option<String> = opt("Marker", TEXT),
    page_size: Option<i32> = opt("PageSize", int(&PAGE_SIZE)),
}}

structure! { DescribeListenersOutput = DESCRIBE_LISTENERS_OUTPUT {
    listeners: Option<Vec<Listener>> = opt("Listeners", list(&LISTENERS)),
    next_marker: Option<String> = opt("NextMarker", TEXT),
}}

structure! { DescribeLoadBalancerAttributesInput = DESCRIBE_LOAD_BALANCER_ATTRIBUTES_INPUT {
    load_balancer_arn: String = req("LoadBalancerArn", TEXT),
}}

structure! { DescribeLoadBalancerAttributesOutput = DESCRIBE_LOAD_BALANCER_ATTRIBUTES_OUTPUT {
    attributes: Option<Vec<LoadBalancerAttribute>> = opt("Attributes", list(&LOAD_BALANCER_ATTRIBUTES)),
}}

structure! { DescribeLoadBalancersInput = DESCRIBE_LOAD_BALANCERS_INPUT {
    load_balancer_arns: Option<Vec<String>> = opt("LoadBalancerArns", list(&LOAD_BALANCER_ARNS)),
    names: Option<Vec<String>> = opt("Names", list(&LOAD_BALANCER_NAMES)),
    marker: Option<String> = opt("Marker", TEXT),
    page_size: Option<i32> = opt("PageSize", int(&PAGE_SIZE)),
}}

structure! { DescribeLoadBalancersOutput = DESCRIBE_LOAD_BALANCERS_OUTPUT {
    load_balancers: Option<Vec<LoadBalancer>> = opt("LoadBalancers", list(&LOAD_BALANCERS)),
    next_marker: Option<String> = opt("NextMarker", TEXT),
}}

structure! { DescribeRulesInput = DESCRIBE_RULES_INPUT {
    listener_arn: Option<String> = opt("ListenerArn", TEXT),
    rule_arns: Option<Vec<String>> = opt("RuleArns", list(&RULE_ARNS)),
    marker: Option<String> = opt("Marker", TEXT),
    page_size: Option<i32> = opt("PageSize", int(&PAGE_SIZE)),
}}

structure! { DescribeRulesOutput = DESCRIBE_RULES_OUTPUT {
    rules: Option<Vec<Rule>> = opt("Rules", list(&RULES)),
    next_marker: Option<String> = opt("NextMarker", TEXT),
}}

structure! { DescribeSSLPoliciesInput = DESCRIBE_SSL_POLICIES_INPUT {
    names: Option<Vec<String>> = opt("Names", list(&SSL_POLICY_NAMES)),
    marker: Option<String> = opt("Marker", TEXT),
    page_size: Option<i32> = opt("PageSize", int(&PAGE_SIZE)),
    load_balancer_type: Option<String> = opt("LoadBalancerType", text(&LOAD_BALANCER_TYPE_ENUM)),
}}

structure! { DescribeSSLPoliciesOutput = DESCRIBE_SSL_POLICIES_OUTPUT {
    ssl_policies: Option<Vec<SslPolicy>> = opt("SslPolicies", list(&SSL_POLICIES)),
    next_marker: Option<String> = opt("NextMarker", TEXT),
}}

structure! { DescribeTagsInput = DESCRIBE_TAGS_INPUT {
    resource_arns: Vec<String> = req("ResourceArns", list(&RESOURCE_ARNS)),
}}

structure! { DescribeTagsOutput = DESCRIBE_TAGS_OUTPUT {
    tag_descriptions: Option<Vec<TagDescription>> = opt("TagDescriptions", list(&TAG_DESCRIPTIONS)),
}}

structure! { DescribeTargetGroupAttributesInput = DESCRIBE_TARGET_GROUP_ATTRIBUTES_INPUT {
    target_group_arn: String = req("TargetGroupArn", TEXT),
}}

structure! { DescribeTargetGroupAttributesOutput = DESCRIBE_TARGET_GROUP_ATTRIBUTES_OUTPUT {
    attributes: Option<Vec<TargetGroupAttribute>> = opt("Attributes", list(&TARGET_GROUP_ATTRIBUTES)),
}}

structure! { DescribeTargetGroupsInput = DESCRIBE_TARGET_GROUPS_INPUT {
    load_balancer_arn: Option<String> = opt("LoadBalancerArn", TEXT),
    target_group_arns: Option<Vec<String>> = opt("TargetGroupArns", list(&TARGET_GROUP_ARNS)),
    names: Option<Vec<String>> = opt("Names", list(&TARGET_GROUP_NAMES)),
    marker: Option<String> = opt("Marker", TEXT),
    page_size: Option<i32> = opt("PageSize", int(&PAGE_SIZE)),
}}

structure! { DescribeTargetGroupsOutput = DESCRIBE_TARGET_GROUPS_OUTPUT {
    target_groups: Option<Vec<TargetGroup>> = opt("TargetGroups", list(&TARGET_GROUPS)),
    next_marker: Option<String> = opt("NextMarker", TEXT),
}}

structure! { DescribeTargetHealthInput = DESCRIBE_TARGET_HEALTH_INPUT {
    target_group_arn: String = req("TargetGroupArn", TEXT),
    targets: Option<Vec<TargetDescription>> = opt("Targets", list(&TARGET_DESCRIPTIONS)),
    include: Option<Vec<String>> = opt("Include", list(&LIST_OF_DESCRIBE_TARGET_HEALTH_INCLUDE_OPTIONS)),
}}

structure! { DescribeTargetHealthOutput = DESCRIBE_TARGET_HEALTH_OUTPUT {
    target_health_descriptions: Option<Vec<TargetHealthDescription>> = opt("TargetHealthDescriptions", list(&TARGET_HEALTH_DESCRIPTIONS)),
}}

structure! { FixedResponseActionConfig = FIXED_RESPONSE_ACTION_CONFIG {
    message_body: Option<String> = opt("MessageBody", text(&FIXED_RESPONSE_ACTION_MESSAGE)),
    status_code: String = req("StatusCode", text(&FIXED_RESPONSE_ACTION_STATUS_CODE)),
    content_type: Option<String> = opt("ContentType", text(&FIXED_RESPONSE_ACTION_CONTENT_TYPE)),
}}

structure! { ForwardActionConfig = FORWARD_ACTION_CONFIG {
    target_groups: Option<Vec<TargetGroupTuple>> = opt("TargetGroups", list(&TARGET_GROUP_LIST)),
    target_group_stickiness_config: Option<TargetGroupStickinessConfig> = opt("TargetGroupStickinessConfig", object(&TARGET_GROUP_STICKINESS_CONFIG)),
}}

structure! { HostHeaderConditionConfig = HOST_HEADER_CONDITION_CONFIG {
    values: Option<Vec<String>> = opt("Values", list(&LIST_OF_STRING)),
    regex_values: Option<Vec<String>> = opt("RegexValues", list(&LIST_OF_STRING)),
}}

structure! { HostHeaderRewriteConfig = HOST_HEADER_REWRITE_CONFIG {
    rewrites: Option<Vec<RewriteConfig>> = opt("Rewrites", list(&REWRITE_CONFIG_LIST)),
}}

structure! { HttpHeaderConditionConfig = HTTP_HEADER_CONDITION_CONFIG {
    http_header_name: Option<String> = opt("HttpHeaderName", TEXT),
    values: Option<Vec<String>> = opt("Values", list(&LIST_OF_STRING)),
    regex_values: Option<Vec<String>> = opt("RegexValues", list(&LIST_OF_STRING)),
}}

structure! { HttpRequestMethodConditionConfig = HTTP_REQUEST_METHOD_CONDITION_CONFIG {
    values: Option<Vec<String>> = opt("Values", list(&LIST_OF_STRING)),
}}

structure! { IpamPools = IPAM_POOLS {
    ipv4_ipam_pool_id: Option<String> = opt("Ipv4IpamPoolId", text(&IPAM_POOL_ID)),
}}

structure! { JwtValidationActionAdditionalClaim = JWT_VALIDATION_ACTION_ADDITIONAL_CLAIM {
    format: String = req("Format", text(&JWT_VALIDATION_ACTION_ADDITIONAL_CLAIM_FORMAT_ENUM)),
    name: String = req("Name", TEXT),
    values: Vec<String> = req("Values", list(&JWT_VALIDATION_ACTION_ADDITIONAL_CLAIM_VALUES)),
}}

structure! { JwtValidationActionConfig = JWT_VALIDATION_ACTION_CONFIG {
    jwks_endpoint: String = req("JwksEndpoint", TEXT),
    issuer: String = req("Issuer", TEXT),
    additional_claims: Option<Vec<JwtValidationActionAdditionalClaim>> = opt("AdditionalClaims", list(&JWT_VALIDATION_ACTION_ADDITIONAL_CLAIMS)),
}}

structure! { Limit = LIMIT {
    name: Option<String> = opt("Name", TEXT),
    max: Option<String> = opt("Max", TEXT),
}}

structure! { Listener = LISTENER {
    listener_arn: Option<String> = opt("ListenerArn", TEXT),
    load_balancer_arn: Option<String> = opt("LoadBalancerArn", TEXT),
    port: Option<i32> = opt("Port", int(&PORT)),
    protocol: Option<String> = opt("Protocol", text(&PROTOCOL_ENUM)),
    certificates: Option<Vec<Certificate>> = opt("Certificates", list(&CERTIFICATE_LIST)),
    ssl_policy: Option<String> = opt("SslPolicy", TEXT),
    default_actions: Option<Vec<Action>> = opt("DefaultActions", list(&ACTIONS)),
    alpn_policy: Option<Vec<String>> = opt("AlpnPolicy", list(&ALPN_POLICY_NAME)),
    mutual_authentication: Option<MutualAuthenticationAttributes> = opt("MutualAuthentication", object(&MUTUAL_AUTHENTICATION_ATTRIBUTES)),
}}

structure! { ListenerAttribute = LISTENER_ATTRIBUTE {
    key: Option<String> = opt("Key", text(&LISTENER_ATTRIBUTE_KEY)),
    value: Option<String> = opt("Value", TEXT),
}}

structure! { LoadBalancer = LOAD_BALANCER {
    load_balancer_arn: Option<String> = opt("LoadBalancerArn", TEXT),
    dns_name: Option<String> = opt("DNSName", TEXT),
    canonical_hosted_zone_id: Option<String> = opt("CanonicalHostedZoneId", TEXT),
    created_time: Option<Timestamp> = opt("CreatedTime", TIME),
    load_balancer_name: Option<String> = opt("LoadBalancerName", TEXT),
    scheme: Option<String> = opt("Scheme", text(&LOAD_BALANCER_SCHEME_ENUM)),
    vpc_id: Option<String> = opt("VpcId", TEXT),
    state: Option<LoadBalancerState> = opt("State", object(&LOAD_BALANCER_STATE)),
    r#type: Option<String> = opt("Type", text(&LOAD_BALANCER_TYPE_ENUM)),
    availability_zones: Option<Vec<AvailabilityZone>> = opt("AvailabilityZones", list(&AVAILABILITY_ZONES)),
    security_groups: Option<Vec<String>> = opt("SecurityGroups", list(&SECURITY_GROUPS)),
    ip_address_type: Option<String> = opt("IpAddressType", text(&IP_ADDRESS_TYPE)),
    customer_owned_ipv4_pool: Option<String> = opt("CustomerOwnedIpv4Pool", text(&CUSTOMER_OWNED_IPV4_POOL)),
    enforce_security_group_inbound_rules_on_private_link_traffic: Option<String> = opt("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", TEXT),
    enable_prefix_for_ipv6_source_nat: Option<String> = opt("EnablePrefixForIpv6SourceNat", text(&ENABLE_PREFIX_FOR_IPV6_SOURCE_NAT_ENUM)),
    ipam_pools: Option<IpamPools> = opt("IpamPools", object(&IPAM_POOLS)),
}}

structure! { LoadBalancerAddress = LOAD_BALANCER_ADDRESS {
    ip_address: Option<String> = opt("IpAddress", TEXT),
    allocation_id: Option<String> = opt("AllocationId", TEXT),
    private_ipv4_address: Option<String> = opt("PrivateIPv4Address", TEXT),
    ipv6_address: Option<String> = opt("IPv6Address", TEXT),
}}

structure! { LoadBalancerAttribute = LOAD_BALANCER_ATTRIBUTE {
    key: Option<String> = opt("Key", text(&LOAD_BALANCER_ATTRIBUTE_KEY)),
    value: Option<String> = opt("Value", text(&LOAD_BALANCER_ATTRIBUTE_VALUE)),
}}

structure! { LoadBalancerState = LOAD_BALANCER_STATE {
    code: Option<String> = opt("Code", text(&LOAD_BALANCER_STATE_ENUM)),
    reason: Option<String> = opt("Reason", TEXT),
}}

structure! { Matcher = MATCHER {
    http_code: Option<String> = opt("HttpCode", TEXT),
    grpc_code: Option<String> = opt("GrpcCode", TEXT),
}}

structure! { MinimumLoadBalancerCapacity = MINIMUM_LOAD_BALANCER_CAPACITY {
    capacity_units: Option<i32> = opt("CapacityUnits", INT),
}}

structure! { ModifyListenerAttributesInput = MODIFY_LISTENER_ATTRIBUTES_INPUT {
    listener_arn: String = req("ListenerArn", TEXT),
    attributes: Vec<ListenerAttribute> = req("Attributes", list(&LISTENER_ATTRIBUTES)),
}}

structure! { ModifyListenerAttributesOutput = MODIFY_LISTENER_ATTRIBUTES_OUTPUT {
    attributes: Option<Vec<ListenerAttribute>> = opt("Attributes", list(&LISTENER_ATTRIBUTES)),
}}

structure! { ModifyListenerInput = MODIFY_LISTENER_INPUT {
    listener_arn: String = req("ListenerArn", TEXT),
    port: Option<i32> = opt("Port", int(&PORT)),
    protocol: Option<String> = opt("Protocol", text(&PROTOCOL_ENUM)),
    ssl_policy: Option<String> = opt("SslPolicy", TEXT),
    certificates: Option<Vec<Certificate>> = opt("Certificates", list(&CERTIFICATE_LIST)),
    default_actions: Option<Vec<Action>> = opt("DefaultActions", list(&ACTIONS)),
    alpn_policy: Option<Vec<String>> = opt("AlpnPolicy", list(&ALPN_POLICY_NAME)),
    mutual_authentication: Option<MutualAuthenticationAttributes> = opt("MutualAuthentication", object(&MUTUAL_AUTHENTICATION_ATTRIBUTES)),
}}

structure! { ModifyListenerOutput = MODIFY_LISTENER_OUTPUT {
    listeners: Option<Vec<Listener>> = opt("Listeners", list(&LISTENERS)),
}}

structure! { ModifyLoadBalancerAttributesInput = MODIFY_LOAD_BALANCER_ATTRIBUTES_INPUT {
    load_balancer_arn: String = req("LoadBalancerArn", TEXT),
    attributes: Vec<LoadBalancerAttribute> = req("Attributes", list(&LOAD_BALANCER_ATTRIBUTES)),
}}

structure! { ModifyLoadBalancerAttributesOutput = MODIFY_LOAD_BALANCER_ATTRIBUTES_OUTPUT {
    attributes: Option<Vec<LoadBalancerAttribute>> = opt("Attributes", list(&LOAD_BALANCER_ATTRIBUTES)),
}}

structure! { ModifyRuleInput = MODIFY_RULE_INPUT {
    rule_arn: String = req("RuleArn", TEXT),
    conditions: Option<Vec<RuleCondition>> = opt("Conditions", list(&RULE_CONDITION_LIST)),
    actions: Option<Vec<Action>> = opt("Actions", list(&ACTIONS)),
    transforms: Option<Vec<RuleTransform>> = opt("Transforms", list(&RULE_TRANSFORM_LIST)),
    reset_transforms: Option<bool> = opt("ResetTransforms", BOOL),
}}

structure! { ModifyRuleOutput = MODIFY_RULE_OUTPUT {
    rules: Option<Vec<Rule>> = opt("Rules", list(&RULES)),
}}

structure! { ModifyTargetGroupAttributesInput = MODIFY_TARGET_GROUP_ATTRIBUTES_INPUT {
    target_group_arn: String = req("TargetGroupArn", TEXT),
    attributes: Vec<TargetGroupAttribute> = req("Attributes", list(&TARGET_GROUP_ATTRIBUTES)),
}}

structure! { ModifyTargetGroupAttributesOutput = MODIFY_TARGET_GROUP_ATTRIBUTES_OUTPUT {
    attributes: Option<Vec<TargetGroupAttribute>> = opt("Attributes", list(&TARGET_GROUP_ATTRIBUTES)),
}}

structure! { ModifyTargetGroupInput = MODIFY_TARGET_GROUP_INPUT {
    target_group_arn: String = req("TargetGroupArn", TEXT),
    health_check_protocol: Option<String> = opt("HealthCheckProtocol", text(&PROTOCOL_ENUM)),
    health_check_port: Option<String> = opt("HealthCheckPort", TEXT),
    health_check_path: Option<String> = opt("HealthCheckPath", text(&PATH)),
    health_check_enabled: Option<bool> = opt("HealthCheckEnabled", BOOL),
    health_check_interval_seconds: Option<i32> = opt("HealthCheckIntervalSeconds", int(&HEALTH_CHECK_INTERVAL_SECONDS)),
    health_check_timeout_seconds: Option<i32> = opt("HealthCheckTimeoutSeconds", int(&HEALTH_CHECK_TIMEOUT_SECONDS)),
    healthy_threshold_count: Option<i32> = opt("HealthyThresholdCount", int(&HEALTH_CHECK_THRESHOLD_COUNT)),
    unhealthy_threshold_count: Option<i32> = opt("UnhealthyThresholdCount", int(&HEALTH_CHECK_THRESHOLD_COUNT)),
    matcher: Option<Matcher> = opt("Matcher", object(&MATCHER)),
}}

structure! { ModifyTargetGroupOutput = MODIFY_TARGET_GROUP_OUTPUT {
    target_groups: Option<Vec<TargetGroup>> = opt("TargetGroups", list(&TARGET_GROUPS)),
}}

structure! { MutualAuthenticationAttributes = MUTUAL_AUTHENTICATION_ATTRIBUTES {
    mode: Option<String> = opt("Mode", TEXT),
    trust_store_arn: Option<String> = opt("TrustStoreArn", TEXT),
    ignore_client_certificate_expiry: Option<bool> = opt("IgnoreClientCertificateExpiry", BOOL),
    trust_store_association_status: Option<String> = opt("TrustStoreAssociationStatus", text(&TRUST_STORE_ASSOCIATION_STATUS_ENUM)),
    advertise_trust_store_ca_names: Option<String> = opt("AdvertiseTrustStoreCaNames", text(&ADVERTISE_TRUST_STORE_CA_NAMES_ENUM)),
}}

structure! { PathPatternConditionConfig = PATH_PATTERN_CONDITION_CONFIG {
    values: Option<Vec<String>> = opt("Values", list(&LIST_OF_STRING)),
    regex_values: Option<Vec<String>> = opt("RegexValues", list(&LIST_OF_STRING)),
}}

structure! { QueryStringConditionConfig = QUERY_STRING_CONDITION_CONFIG {
    values: Option<Vec<QueryStringKeyValuePair>> = opt("Values", list(&QUERY_STRING_KEY_VALUE_PAIR_LIST)),
}}

structure! { QueryStringKeyValuePair = QUERY_STRING_KEY_VALUE_PAIR {
    key: Option<String> = opt("Key", TEXT),
    value: Option<String> = opt("Value", TEXT),
}}

structure! { RedirectActionConfig = REDIRECT_ACTION_CONFIG {
    protocol: Option<String> = opt("Protocol", text(&REDIRECT_ACTION_PROTOCOL)),
    port: Option<String> = opt("Port", TEXT),
    host: Option<String> = opt("Host", text(&REDIRECT_ACTION_HOST)),
    path: Option<String> = opt("Path", text(&REDIRECT_ACTION_PATH)),
    query: Option<String> = opt("Query", text(&REDIRECT_ACTION_QUERY)),
    status_code: String = req("StatusCode", text(&REDIRECT_ACTION_STATUS_CODE_ENUM)),
}}

structure! { RegisterTargetsInput = REGISTER_TARGETS_INPUT {
    target_group_arn: String = req("TargetGroupArn", TEXT),
    targets: Vec<TargetDescription> = req("Targets", list(&TARGET_DESCRIPTIONS)),
}}

structure! { RegisterTargetsOutput = REGISTER_TARGETS_OUTPUT {
}}

structure! { RemoveListenerCertificatesInput = REMOVE_LISTENER_CERTIFICATES_INPUT {
    listener_arn: String = req("ListenerArn", TEXT),
    certificates: Vec<Certificate> = req("Certificates", list(&CERTIFICATE_LIST)),
}}

structure! { RemoveListenerCertificatesOutput = REMOVE_LISTENER_CERTIFICATES_OUTPUT {
}}

structure! { RemoveTagsInput = REMOVE_TAGS_INPUT {
    resource_arns: Vec<String> = req("ResourceArns", list(&RESOURCE_ARNS)),
    tag_keys: Vec<String> = req("TagKeys", list(&TAG_KEYS)),
}}

structure! { RemoveTagsOutput = REMOVE_TAGS_OUTPUT {
}}

structure! { RewriteConfig = REWRITE_CONFIG {
    regex: String = req("Regex", TEXT),
    replace: String = req("Replace", TEXT),
}}

structure! { Rule = RULE {
    rule_arn: Option<String> = opt("RuleArn", TEXT),
    priority: Option<String> = opt("Priority", TEXT),
    conditions: Option<Vec<RuleCondition>> = opt("Conditions", list(&RULE_CONDITION_LIST)),
    actions: Option<Vec<Action>> = opt("Actions", list(&ACTIONS)),
    is_default: Option<bool> = opt("IsDefault", BOOL),
    transforms: Option<Vec<RuleTransform>> = opt("Transforms", list(&RULE_TRANSFORM_LIST)),
}}

structure! { RuleCondition = RULE_CONDITION {
    field: Option<String> = opt("Field", text(&CONDITION_FIELD_NAME)),
    values: Option<Vec<String>> = opt("Values", list(&LIST_OF_STRING)),
    host_header_config: Option<HostHeaderConditionConfig> = opt("HostHeaderConfig", object(&HOST_HEADER_CONDITION_CONFIG)),
    path_pattern_config: Option<PathPatternConditionConfig> = opt("PathPatternConfig", object(&PATH_PATTERN_CONDITION_CONFIG)),
    http_header_config: Option<HttpHeaderConditionConfig> = opt("HttpHeaderConfig", object(&HTTP_HEADER_CONDITION_CONFIG)),
    query_string_config: Option<QueryStringConditionConfig> = opt("QueryStringConfig", object(&QUERY_STRING_CONDITION_CONFIG)),
    http_request_method_config: Option<HttpRequestMethodConditionConfig> = opt("HttpRequestMethodConfig", object(&HTTP_REQUEST_METHOD_CONDITION_CONFIG)),
    source_ip_config: Option<SourceIpConditionConfig> = opt("SourceIpConfig", object(&SOURCE_IP_CONDITION_CONFIG)),
    regex_values: Option<Vec<String>> = opt("RegexValues", list(&LIST_OF_STRING)),
}}

structure! { RulePriorityPair = RULE_PRIORITY_PAIR {
    rule_arn: Option<String> = opt("RuleArn", TEXT),
    priority: Option<i32> = opt("Priority", int(&RULE_PRIORITY)),
}}

structure! { RuleTransform = RULE_TRANSFORM {
    r#type: String = req("Type", text(&TRANSFORM_TYPE_ENUM)),
    host_header_rewrite_config: Option<HostHeaderRewriteConfig> = opt("HostHeaderRewriteConfig", object(&HOST_HEADER_REWRITE_CONFIG)),
    url_rewrite_config: Option<UrlRewriteConfig> = opt("UrlRewriteConfig", object(&URL_REWRITE_CONFIG)),
}}

structure! { SetIpAddressTypeInput = SET_IP_ADDRESS_TYPE_INPUT {
    load_balancer_arn: String = req("LoadBalancerArn", TEXT),
    ip_address_type: String = req("IpAddressType", text(&IP_ADDRESS_TYPE)),
}}

structure! { SetIpAddressTypeOutput = SET_IP_ADDRESS_TYPE_OUTPUT {
    ip_address_type: Option<String> = opt("IpAddressType", text(&IP_ADDRESS_TYPE)),
}}

structure! { SetRulePrioritiesInput = SET_RULE_PRIORITIES_INPUT {
    rule_priorities: Vec<RulePriorityPair> = req("RulePriorities", list(&RULE_PRIORITY_LIST)),
}}

structure! { SetRulePrioritiesOutput = SET_RULE_PRIORITIES_OUTPUT {
    rules: Option<Vec<Rule>> = opt("Rules", list(&RULES)),
}}

structure! { SetSecurityGroupsInput = SET_SECURITY_GROUPS_INPUT {
    load_balancer_arn: String = req("LoadBalancerArn", TEXT),
    security_groups: Vec<String> = req("SecurityGroups", list(&SECURITY_GROUPS)),
    enforce_security_group_inbound_rules_on_private_link_traffic: Option<String> = opt("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", text(&ENFORCE_SECURITY_GROUP_INBOUND_RULES_ON_PRIVATE_LINK_TRAFFIC_ENUM)),
}}

structure! { SetSecurityGroupsOutput = SET_SECURITY_GROUPS_OUTPUT {
    security_group_ids: Option<Vec<String>> = opt("SecurityGroupIds", list(&SECURITY_GROUPS)),
    enforce_security_group_inbound_rules_on_private_link_traffic: Option<String> = opt("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", text(&ENFORCE_SECURITY_GROUP_INBOUND_RULES_ON_PRIVATE_LINK_TRAFFIC_ENUM)),
}}

structure! { SetSubnetsInput = SET_SUBNETS_INPUT {
    load_balancer_arn: String = req("LoadBalancerArn", TEXT),
    subnets: Option<Vec<String>> = opt("Subnets", list(&SUBNETS)),
    subnet_mappings: Option<Vec<SubnetMapping>> = opt("SubnetMappings", list(&SUBNET_MAPPINGS)),
    ip_address_type: Option<String> = opt("IpAddressType", text(&IP_ADDRESS_TYPE)),
    enable_prefix_for_ipv6_source_nat: Option<String> = opt("EnablePrefixForIpv6SourceNat", text(&ENABLE_PREFIX_FOR_IPV6_SOURCE_NAT_ENUM)),
}}

structure! { SetSubnetsOutput = SET_SUBNETS_OUTPUT {
    availability_zones: Option<Vec<AvailabilityZone>> = opt("AvailabilityZones", list(&AVAILABILITY_ZONES)),
    ip_address_type: Option<String> = opt("IpAddressType", text(&IP_ADDRESS_TYPE)),
    enable_prefix_for_ipv6_source_nat: Option<String> = opt("EnablePrefixForIpv6SourceNat", text(&ENABLE_PREFIX_FOR_IPV6_SOURCE_NAT_ENUM)),
}}

structure! { SourceIpConditionConfig = SOURCE_IP_CONDITION_CONFIG {
    values: Option<Vec<String>> = opt("Values", list(&LIST_OF_STRING)),
    ip_address_type: Option<String> = opt("IpAddressType", text(&SOURCE_IP_ADDRESS_TYPE_ENUM)),
}}

structure! { SslPolicy = SSL_POLICY {
    ssl_protocols: Option<Vec<String>> = opt("SslProtocols", list(&SSL_PROTOCOLS)),
    ciphers: Option<Vec<Cipher>> = opt("Ciphers", list(&CIPHERS)),
    name: Option<String> = opt("Name", TEXT),
    supported_load_balancer_types: Option<Vec<String>> = opt("SupportedLoadBalancerTypes", list(&LIST_OF_STRING)),
}}

structure! { SubnetMapping = SUBNET_MAPPING {
    subnet_id: Option<String> = opt("SubnetId", TEXT),
    allocation_id: Option<String> = opt("AllocationId", TEXT),
    private_ipv4_address: Option<String> = opt("PrivateIPv4Address", TEXT),
    ipv6_address: Option<String> = opt("IPv6Address", TEXT),
    source_nat_ipv6_prefix: Option<String> = opt("SourceNatIpv6Prefix", TEXT),
}}

structure! { Tag = TAG {
    key: String = req("Key", text(&TAG_KEY)),
    value: Option<String> = opt("Value", text(&TAG_VALUE)),
}}

structure! { TagDescription = TAG_DESCRIPTION {
    resource_arn: Option<String> = opt("ResourceArn", TEXT),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)),
}}

structure! { TargetDescription = TARGET_DESCRIPTION {
    id: String = req("Id", TEXT),
    port: Option<i32> = opt("Port", int(&PORT)),
    availability_zone: Option<String> = opt("AvailabilityZone", TEXT),
    quic_server_id: Option<String> = opt("QuicServerId", text(&QUIC_SERVER_ID)),
}}

structure! { TargetGroup = TARGET_GROUP {
    target_group_arn: Option<String> = opt("TargetGroupArn", TEXT),
    target_group_name: Option<String> = opt("TargetGroupName", TEXT),
    protocol: Option<String> = opt("Protocol", text(&PROTOCOL_ENUM)),
    port: Option<i32> = opt("Port", int(&PORT)),
    vpc_id: Option<String> = opt("VpcId", TEXT),
    health_check_protocol: Option<String> = opt("HealthCheckProtocol", text(&PROTOCOL_ENUM)),
    health_check_port: Option<String> = opt("HealthCheckPort", TEXT),
    health_check_enabled: Option<bool> = opt("HealthCheckEnabled", BOOL),
    health_check_interval_seconds: Option<i32> = opt("HealthCheckIntervalSeconds", int(&HEALTH_CHECK_INTERVAL_SECONDS)),
    health_check_timeout_seconds: Option<i32> = opt("HealthCheckTimeoutSeconds", int(&HEALTH_CHECK_TIMEOUT_SECONDS)),
    healthy_threshold_count: Option<i32> = opt("HealthyThresholdCount", int(&HEALTH_CHECK_THRESHOLD_COUNT)),
    unhealthy_threshold_count: Option<i32> = opt("UnhealthyThresholdCount", int(&HEALTH_CHECK_THRESHOLD_COUNT)),
    health_check_path: Option<String> = opt("HealthCheckPath", text(&PATH)),
    matcher: Option<Matcher> = opt("Matcher", object(&MATCHER)),
    load_balancer_arns: Option<Vec<String>> = opt("LoadBalancerArns", list(&LOAD_BALANCER_ARNS)),
    target_type: Option<String> = opt("TargetType", text(&TARGET_TYPE_ENUM)),
    protocol_version: Option<String> = opt("ProtocolVersion", TEXT),
    ip_address_type: Option<String> = opt("IpAddressType", text(&TARGET_GROUP_IP_ADDRESS_TYPE_ENUM)),
    target_control_port: Option<i32> = opt("TargetControlPort", int(&TARGET_CONTROL_PORT)),
}}

structure! { TargetGroupAttribute = TARGET_GROUP_ATTRIBUTE {
    key: Option<String> = opt("Key", text(&TARGET_GROUP_ATTRIBUTE_KEY)),
    value: Option<String> = opt("Value", TEXT),
}}

structure! { TargetGroupStickinessConfig = TARGET_GROUP_STICKINESS_CONFIG {
    enabled: Option<bool> = opt("Enabled", BOOL),
    duration_seconds: Option<i32> = opt("DurationSeconds", INT),
}}

structure! { TargetGroupTuple = TARGET_GROUP_TUPLE {
    target_group_arn: Option<String> = opt("TargetGroupArn", TEXT),
    weight: Option<i32> = opt("Weight", INT),
}}

structure! { TargetHealth = TARGET_HEALTH {
    state: Option<String> = opt("State", text(&TARGET_HEALTH_STATE_ENUM)),
    reason: Option<String> = opt("Reason", text(&TARGET_HEALTH_REASON_ENUM)),
    description: Option<String> = opt("Description", TEXT),
}}

structure! { TargetHealthDescription = TARGET_HEALTH_DESCRIPTION {
    target: Option<TargetDescription> = opt("Target", object(&TARGET_DESCRIPTION)),
    health_check_port: Option<String> = opt("HealthCheckPort", TEXT),
    target_health: Option<TargetHealth> = opt("TargetHealth", object(&TARGET_HEALTH)),
    anomaly_detection: Option<AnomalyDetection> = opt("AnomalyDetection", object(&ANOMALY_DETECTION)),
    administrative_override: Option<AdministrativeOverride> = opt("AdministrativeOverride", object(&ADMINISTRATIVE_OVERRIDE)),
}}

structure! { UrlRewriteConfig = URL_REWRITE_CONFIG {
    rewrites: Option<Vec<RewriteConfig>> = opt("Rewrites", list(&REWRITE_CONFIG_LIST)),
}}

structure! { ZonalCapacityReservationState = ZONAL_CAPACITY_RESERVATION_STATE {
    state: Option<CapacityReservationStatus> = opt("State", object(&CAPACITY_RESERVATION_STATUS)),
    availability_zone: Option<String> = opt("AvailabilityZone", TEXT),
    effective_capacity_units: Option<f64> = opt("EffectiveCapacityUnits", DOUBLE),
}}

tables! {
    ACTION_ORDER: Int = Int::new(32, 1, 50000);
    ACTION_TYPE_ENUM: Text = Text::ANY.one_of(&["forward", "authenticate-oidc", "authenticate-cognito", "redirect", "fixed-response", "jwt-validation"]);
    ACTIONS: List = List::of(object(&ACTION));
    ADVERTISE_TRUST_STORE_CA_NAMES_ENUM: Text = Text::ANY.one_of(&["on", "off"]);
    ALPN_POLICY_NAME: List = List::of(TEXT);
    ANOMALY_RESULT_ENUM: Text = Text::ANY.one_of(&["anomalous", "normal"]);
    AUTHENTICATE_COGNITO_ACTION_AUTHENTICATION_REQUEST_EXTRA_PARAMS: Map = Map::of(TEXT, TEXT);
    AUTHENTICATE_COGNITO_ACTION_CONDITIONAL_BEHAVIOR_ENUM: Text = Text::ANY.one_of(&["deny", "allow", "authenticate"]);
    AUTHENTICATE_OIDC_ACTION_AUTHENTICATION_REQUEST_EXTRA_PARAMS: Map = Map::of(TEXT, TEXT);
    AUTHENTICATE_OIDC_ACTION_CONDITIONAL_BEHAVIOR_ENUM: Text = Text::ANY.one_of(&["deny", "allow", "authenticate"]);
    AVAILABILITY_ZONES: List = List::of(object(&AVAILABILITY_ZONE));
    CAPACITY_RESERVATION_STATE_ENUM: Text = Text::ANY.one_of(&["provisioned", "pending", "rebalancing", "failed"]);
    CERTIFICATE_LIST: List = List::of(object(&CERTIFICATE));
    CIPHERS: List = List::of(object(&CIPHER));
    CONDITION_FIELD_NAME: Text = Text::ANY.len(0, 64);
    CUSTOMER_OWNED_IPV4_POOL: Text = Text::ANY.len(0, 256).pattern(pattern!("^(ipv4pool-coip-)[a-zA-Z0-9]+$"));
    DESCRIBE_TARGET_HEALTH_INPUT_INCLUDE_ENUM: Text = Text::ANY.one_of(&["AnomalyDetection", "All"]);
    ENABLE_PREFIX_FOR_IPV6_SOURCE_NAT_ENUM: Text = Text::ANY.one_of(&["on", "off"]);
    ENFORCE_SECURITY_GROUP_INBOUND_RULES_ON_PRIVATE_LINK_TRAFFIC_ENUM: Text = Text::ANY.one_of(&["on", "off"]);
    FIXED_RESPONSE_ACTION_CONTENT_TYPE: Text = Text::ANY.len(0, 32);
    FIXED_RESPONSE_ACTION_MESSAGE: Text = Text::ANY.len(0, 1024);
    FIXED_RESPONSE_ACTION_STATUS_CODE: Text = Text::ANY.pattern(pattern!("^(2|4|5)\\d\\d$"));
    HEALTH_CHECK_INTERVAL_SECONDS: Int = Int::new(32, 5, 300);
    HEALTH_CHECK_THRESHOLD_COUNT: Int = Int::new(32, 2, 10);
    HEALTH_CHECK_TIMEOUT_SECONDS: Int = Int::new(32, 2, 120);
    IP_ADDRESS_TYPE: Text = Text::ANY.one_of(&["ipv4", "dualstack", "dualstack-without-public-ipv4"]);
    IPAM_POOL_ID: Text = Text::ANY.len(0, 1000).pattern(pattern!("^(ipam-pool-)[a-zA-Z0-9]+$"));
    JWT_VALIDATION_ACTION_ADDITIONAL_CLAIM_FORMAT_ENUM: Text = Text::ANY.one_of(&["single-string", "string-array", "space-separated-values"]);
    JWT_VALIDATION_ACTION_ADDITIONAL_CLAIM_VALUES: List = List::of(TEXT);
    JWT_VALIDATION_ACTION_ADDITIONAL_CLAIMS: List = List::of(object(&JWT_VALIDATION_ACTION_ADDITIONAL_CLAIM));
    LIMITS: List = List::of(object(&LIMIT));
    LIST_OF_DESCRIBE_TARGET_HEALTH_INCLUDE_OPTIONS: List = List::of(text(&DESCRIBE_TARGET_HEALTH_INPUT_INCLUDE_ENUM));
    LIST_OF_STRING: List = List::of(TEXT);
    LISTENER_ARNS: List = List::of(TEXT);
    LISTENER_ATTRIBUTE_KEY: Text = Text::ANY.len(0, 256).pattern(pattern!("^[a-zA-Z0-9._]+$"));
    LISTENER_ATTRIBUTES: List = List::of(object(&LISTENER_ATTRIBUTE));
    LISTENERS: List = List::of(object(&LISTENER));
    LOAD_BALANCER_ADDRESSES: List = List::of(object(&LOAD_BALANCER_ADDRESS));
    LOAD_BALANCER_ARNS: List = List::of(TEXT);
    LOAD_BALANCER_ATTRIBUTE_KEY: Text = Text::ANY.len(0, 256).pattern(pattern!("^[a-zA-Z0-9._]+$"));
    LOAD_BALANCER_ATTRIBUTE_VALUE: Text = Text::ANY.len(0, 1024);
    LOAD_BALANCER_ATTRIBUTES: List = List::of(object(&LOAD_BALANCER_ATTRIBUTE)).len(0, 20);
    LOAD_BALANCER_NAMES: List = List::of(TEXT);
    LOAD_BALANCER_SCHEME_ENUM: Text = Text::ANY.one_of(&["internet-facing", "internal"]);
    LOAD_BALANCER_STATE_ENUM: Text = Text::ANY.one_of(&["active", "provisioning", "active_impaired", "failed"]);
    LOAD_BALANCER_TYPE_ENUM: Text = Text::ANY.one_of(&["application", "network", "gateway"]);
    LOAD_BALANCERS: List = List::of(object(&LOAD_BALANCER));
    MITIGATION_IN_EFFECT_ENUM: Text = Text::ANY.one_of(&["yes", "no"]);
    PAGE_SIZE: Int = Int::new(32, 1, 400);
    PATH: Text = Text::ANY.len(1, 1024);
    PORT: Int = Int::new(32, 1, 65535);
    PROTOCOL_ENUM: Text = Text::ANY.one_of(&["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE", "QUIC", "TCP_QUIC"]);
    QUERY_STRING_KEY_VALUE_PAIR_LIST: List = List::of(object(&QUERY_STRING_KEY_VALUE_PAIR));
    QUIC_SERVER_ID: Text = Text::ANY.len(1, 256);
    REDIRECT_ACTION_HOST: Text = Text::ANY.len(1, 128);
    REDIRECT_ACTION_PATH: Text = Text::ANY.len(1, 128);
    REDIRECT_ACTION_PROTOCOL: Text = Text::ANY.pattern(pattern!("^(HTTPS?|#\\{protocol\\})$"));
    REDIRECT_ACTION_QUERY: Text = Text::ANY.len(0, 128);
    REDIRECT_ACTION_STATUS_CODE_ENUM: Text = Text::ANY.one_of(&["HTTP_301", "HTTP_302"]);
    RESOURCE_ARNS: List = List::of(TEXT);
    REWRITE_CONFIG_LIST: List = List::of(object(&REWRITE_CONFIG));
    RULE_ARNS: List = List::of(TEXT);
    RULE_CONDITION_LIST: List = List::of(object(&RULE_CONDITION));
    RULE_PRIORITY: Int = Int::new(32, 1, 50000);
    RULE_PRIORITY_LIST: List = List::of(object(&RULE_PRIORITY_PAIR));
    RULE_TRANSFORM_LIST: List = List::of(object(&RULE_TRANSFORM));
    RULES: List = List::of(object(&RULE));
    SECURITY_GROUPS: List = List::of(TEXT);
    SOURCE_IP_ADDRESS_TYPE_ENUM: Text = Text::ANY.one_of(&["ipv4", "ipv6"]);
    SOURCE_NAT_IPV6_PREFIXES: List = List::of(TEXT);
    SSL_POLICIES: List = List::of(object(&SSL_POLICY));
    SSL_POLICY_NAMES: List = List::of(TEXT);
    SSL_PROTOCOLS: List = List::of(TEXT);
    SUBNET_MAPPINGS: List = List::of(object(&SUBNET_MAPPING));
    SUBNETS: List = List::of(TEXT);
    TAG_DESCRIPTIONS: List = List::of(object(&TAG_DESCRIPTION));
    TAG_KEY: Text = Text::ANY.len(1, 128).pattern(pattern!("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$"));
    TAG_KEYS: List = List::of(text(&TAG_KEY));
    TAG_LIST: List = List::of(object(&TAG)).len(1, i64::MAX);
    TAG_VALUE: Text = Text::ANY.len(0, 256).pattern(pattern!("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$"));
    TARGET_ADMINISTRATIVE_OVERRIDE_REASON_ENUM: Text = Text::ANY.one_of(&["AdministrativeOverride.Unknown", "AdministrativeOverride.NoOverride", "AdministrativeOverride.ZonalShiftActive", "AdministrativeOverride.ZonalShiftDelegatedToDns"]);
    TARGET_ADMINISTRATIVE_OVERRIDE_STATE_ENUM: Text = Text::ANY.one_of(&["unknown", "no_override", "zonal_shift_active", "zonal_shift_delegated_to_dns"]);
    TARGET_CONTROL_PORT: Int = Int::new(32, 1, 65535);
    TARGET_DESCRIPTIONS: List = List::of(object(&TARGET_DESCRIPTION));
    TARGET_GROUP_ARNS: List = List::of(TEXT);
    TARGET_GROUP_ATTRIBUTE_KEY: Text = Text::ANY.len(0, 256).pattern(pattern!("^[a-zA-Z0-9._]+$"));
    TARGET_GROUP_ATTRIBUTES: List = List::of(object(&TARGET_GROUP_ATTRIBUTE));
    TARGET_GROUP_IP_ADDRESS_TYPE_ENUM: Text = Text::ANY.one_of(&["ipv4", "ipv6"]);
    TARGET_GROUP_LIST: List = List::of(object(&TARGET_GROUP_TUPLE));
    TARGET_GROUP_NAMES: List = List::of(TEXT);
    TARGET_GROUPS: List = List::of(object(&TARGET_GROUP));
    TARGET_HEALTH_DESCRIPTIONS: List = List::of(object(&TARGET_HEALTH_DESCRIPTION));
    TARGET_HEALTH_REASON_ENUM: Text = Text::ANY.one_of(&["Elb.RegistrationInProgress", "Elb.InitialHealthChecking", "Target.ResponseCodeMismatch", "Target.Timeout", "Target.FailedHealthChecks", "Target.NotRegistered", "Target.NotInUse", "Target.DeregistrationInProgress", "Target.InvalidState", "Target.IpUnusable", "Target.HealthCheckDisabled", "Elb.InternalError"]);
    TARGET_HEALTH_STATE_ENUM: Text = Text::ANY.one_of(&["initial", "healthy", "unhealthy", "unhealthy.draining", "unused", "draining", "unavailable"]);
    TARGET_TYPE_ENUM: Text = Text::ANY.one_of(&["instance", "ip", "lambda", "alb"]);
    TRANSFORM_TYPE_ENUM: Text = Text::ANY.one_of(&["host-header-rewrite", "url-rewrite"]);
    TRUST_STORE_ASSOCIATION_STATUS_ENUM: Text = Text::ANY.one_of(&["active", "removed"]);
    ZONAL_CAPACITY_RESERVATION_STATES: List = List::of(object(&ZONAL_CAPACITY_RESERVATION_STATE));
}

errors! {
    alpn_policy_not_supported_exception = ALPN_POLICY_NOT_SUPPORTED_EXCEPTION "ALPNPolicyNotSupportedException" "ALPNPolicyNotFound" 400 sender [];
    allocation_id_not_found_exception = ALLOCATION_ID_NOT_FOUND_EXCEPTION "AllocationIdNotFoundException" "AllocationIdNotFound" 400 sender [];
    availability_zone_not_supported_exception = AVAILABILITY_ZONE_NOT_SUPPORTED_EXCEPTION "AvailabilityZoneNotSupportedException" "AvailabilityZoneNotSupported" 400 sender [];
    capacity_reservation_pending_exception = CAPACITY_RESERVATION_PENDING_EXCEPTION "CapacityReservationPendingException" "CapacityReservationPending" 400 sender [];
    certificate_not_found_exception = CERTIFICATE_NOT_FOUND_EXCEPTION "CertificateNotFoundException" "CertificateNotFound" 400 sender [];
    duplicate_listener_exception = DUPLICATE_LISTENER_EXCEPTION "DuplicateListenerException" "DuplicateListener" 400 sender [];
    duplicate_load_balancer_name_exception = DUPLICATE_LOAD_BALANCER_NAME_EXCEPTION "DuplicateLoadBalancerNameException" "DuplicateLoadBalancerName" 400 sender [];
    duplicate_tag_keys_exception = DUPLICATE_TAG_KEYS_EXCEPTION "DuplicateTagKeysException" "DuplicateTagKeys" 400 sender [];
    duplicate_target_group_name_exception = DUPLICATE_TARGET_GROUP_NAME_EXCEPTION "DuplicateTargetGroupNameException" "DuplicateTargetGroupName" 400 sender [];
    health_unavailable_exception = HEALTH_UNAVAILABLE_EXCEPTION "HealthUnavailableException" "HealthUnavailable" 500 sender [];
    incompatible_protocols_exception = INCOMPATIBLE_PROTOCOLS_EXCEPTION "IncompatibleProtocolsException" "IncompatibleProtocols" 400 sender [];
    invalid_configuration_request_exception = INVALID_CONFIGURATION_REQUEST_EXCEPTION "InvalidConfigurationRequestException" "InvalidConfigurationRequest" 400 sender [];
    invalid_load_balancer_action_exception = INVALID_LOAD_BALANCER_ACTION_EXCEPTION "InvalidLoadBalancerActionException" "InvalidLoadBalancerAction" 400 sender [];
    invalid_scheme_exception = INVALID_SCHEME_EXCEPTION "InvalidSchemeException" "InvalidScheme" 400 sender [];
    invalid_security_group_exception = INVALID_SECURITY_GROUP_EXCEPTION "InvalidSecurityGroupException" "InvalidSecurityGroup" 400 sender [];
    invalid_subnet_exception = INVALID_SUBNET_EXCEPTION "InvalidSubnetException" "InvalidSubnet" 400 sender [];
    invalid_target_exception = INVALID_TARGET_EXCEPTION "InvalidTargetException" "InvalidTarget" 400 sender [];
    listener_not_found_exception = LISTENER_NOT_FOUND_EXCEPTION "ListenerNotFoundException" "ListenerNotFound" 400 sender [];
    load_balancer_not_found_exception = LOAD_BALANCER_NOT_FOUND_EXCEPTION "LoadBalancerNotFoundException" "LoadBalancerNotFound" 400 sender [];
    operation_not_permitted_exception = OPERATION_NOT_PERMITTED_EXCEPTION "OperationNotPermittedException" "OperationNotPermitted" 400 sender [];
    priority_in_use_exception = PRIORITY_IN_USE_EXCEPTION "PriorityInUseException" "PriorityInUse" 400 sender [];
    resource_in_use_exception = RESOURCE_IN_USE_EXCEPTION "ResourceInUseException" "ResourceInUse" 400 sender [];
    rule_not_found_exception = RULE_NOT_FOUND_EXCEPTION "RuleNotFoundException" "RuleNotFound" 400 sender [];
    ssl_policy_not_found_exception = SSL_POLICY_NOT_FOUND_EXCEPTION "SSLPolicyNotFoundException" "SSLPolicyNotFound" 400 sender [];
    subnet_not_found_exception = SUBNET_NOT_FOUND_EXCEPTION "SubnetNotFoundException" "SubnetNotFound" 400 sender [];
    target_group_association_limit_exception = TARGET_GROUP_ASSOCIATION_LIMIT_EXCEPTION "TargetGroupAssociationLimitException" "TargetGroupAssociationLimit" 400 sender [];
    target_group_not_found_exception = TARGET_GROUP_NOT_FOUND_EXCEPTION "TargetGroupNotFoundException" "TargetGroupNotFound" 400 sender [];
    too_many_actions_exception = TOO_MANY_ACTIONS_EXCEPTION "TooManyActionsException" "TooManyActions" 400 sender [];
    too_many_certificates_exception = TOO_MANY_CERTIFICATES_EXCEPTION "TooManyCertificatesException" "TooManyCertificates" 400 sender [];
    too_many_listeners_exception = TOO_MANY_LISTENERS_EXCEPTION "TooManyListenersException" "TooManyListeners" 400 sender [];
    too_many_load_balancers_exception = TOO_MANY_LOAD_BALANCERS_EXCEPTION "TooManyLoadBalancersException" "TooManyLoadBalancers" 400 sender [];
    too_many_registrations_for_target_id_exception = TOO_MANY_REGISTRATIONS_FOR_TARGET_ID_EXCEPTION "TooManyRegistrationsForTargetIdException" "TooManyRegistrationsForTargetId" 400 sender [];
    too_many_rules_exception = TOO_MANY_RULES_EXCEPTION "TooManyRulesException" "TooManyRules" 400 sender [];
    too_many_tags_exception = TOO_MANY_TAGS_EXCEPTION "TooManyTagsException" "TooManyTags" 400 sender [];
    too_many_target_groups_exception = TOO_MANY_TARGET_GROUPS_EXCEPTION "TooManyTargetGroupsException" "TooManyTargetGroups" 400 sender [];
    too_many_targets_exception = TOO_MANY_TARGETS_EXCEPTION "TooManyTargetsException" "TooManyTargets" 400 sender [];
    too_many_unique_target_groups_per_load_balancer_exception = TOO_MANY_UNIQUE_TARGET_GROUPS_PER_LOAD_BALANCER_EXCEPTION "TooManyUniqueTargetGroupsPerLoadBalancerException" "TooManyUniqueTargetGroupsPerLoadBalancer" 400 sender [];
    trust_store_not_found_exception = TRUST_STORE_NOT_FOUND_EXCEPTION "TrustStoreNotFoundException" "TrustStoreNotFound" 400 sender [];
    trust_store_not_ready_exception = TRUST_STORE_NOT_READY_EXCEPTION "TrustStoreNotReadyException" "TrustStoreNotReady" 400 sender [];
    unsupported_protocol_exception = UNSUPPORTED_PROTOCOL_EXCEPTION "UnsupportedProtocolException" "UnsupportedProtocol" 400 sender [];
}
