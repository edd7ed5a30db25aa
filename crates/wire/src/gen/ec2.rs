//! Amazon Elastic Compute Cloud, API version 2016-11-15. Written by `cargo xtask wire` from `models/ec2.json`; do not edit.

use crate::schema::prelude::*;

#[rustfmt::skip]
pub static SERVICE: ServiceMeta = ServiceMeta {
    name: "ec2",
    full_name: "Amazon Elastic Compute Cloud",
    signing_name: "ec2",
    endpoint_prefix: "ec2",
    iam_prefix: "ec2",
    api_version: "2016-11-15",
    target_prefix: None,
    json_version: None,
    xml_namespace: Some("http://ec2.amazonaws.com/doc/2016-11-15"),
    protocols: &[Protocol::Ec2],
    query_compatible: false,
    internal: "InternalError",
    refusal: Refusal { dialect: Dialect::Ec2, code: "InvalidParameterValue", except: &[] },
    retype: self::retype,
    operations: OPERATIONS,
    errors: ERRORS,
};

operations! { SERVICE {
    AuthorizeSecurityGroupEgress = AUTHORIZE_SECURITY_GROUP_EGRESS {
        http: "POST" "/" 200,
        input: AuthorizeSecurityGroupEgressRequest = AUTHORIZE_SECURITY_GROUP_EGRESS_REQUEST,
        output: AuthorizeSecurityGroupEgressResult = AUTHORIZE_SECURITY_GROUP_EGRESS_RESULT,
        errors: [],
    }
    AuthorizeSecurityGroupIngress = AUTHORIZE_SECURITY_GROUP_INGRESS {
        http: "POST" "/" 200,
        input: AuthorizeSecurityGroupIngressRequest = AUTHORIZE_SECURITY_GROUP_INGRESS_REQUEST,
        output: AuthorizeSecurityGroupIngressResult = AUTHORIZE_SECURITY_GROUP_INGRESS_RESULT,
        errors: [],
    }
    CreateDefaultSubnet = CREATE_DEFAULT_SUBNET {
        http: "POST" "/" 200,
        input: CreateDefaultSubnetRequest = CREATE_DEFAULT_SUBNET_REQUEST,
        output: CreateDefaultSubnetResult = CREATE_DEFAULT_SUBNET_RESULT,
        errors: [],
    }
    CreateDefaultVpc = CREATE_DEFAULT_VPC {
        http: "POST" "/" 200,
        input: CreateDefaultVpcRequest = CREATE_DEFAULT_VPC_REQUEST,
        output: CreateDefaultVpcResult = CREATE_DEFAULT_VPC_RESULT,
        errors: [],
    }
    CreateNetworkInterface = CREATE_NETWORK_INTERFACE {
        http: "POST" "/" 200,
        input: CreateNetworkInterfaceRequest = CREATE_NETWORK_INTERFACE_REQUEST,
        output: CreateNetworkInterfaceResult = CREATE_NETWORK_INTERFACE_RESULT,
        errors: [],
    }
    CreateSecurityGroup = CREATE_SECURITY_GROUP {
        http: "POST" "/" 200,
        input: CreateSecurityGroupRequest = CREATE_SECURITY_GROUP_REQUEST,
        output: CreateSecurityGroupResult = CREATE_SECURITY_GROUP_RESULT,
        errors: [],
    }
    CreateSubnet = CREATE_SUBNET {
        http: "POST" "/" 200,
        input: CreateSubnetRequest = CREATE_SUBNET_REQUEST,
        output: CreateSubnetResult = CREATE_SUBNET_RESULT,
        errors: [],
    }
    CreateTags = CREATE_TAGS {
        http: "POST" "/" 200,
        input: CreateTagsRequest = CREATE_TAGS_REQUEST,
        output: Unit = UNIT,
        errors: [],
    }
    CreateVpc = CREATE_VPC {
        http: "POST" "/" 200,
        input: CreateVpcRequest = CREATE_VPC_REQUEST,
        output: CreateVpcResult = CREATE_VPC_RESULT,
        errors: [],
    }
    DeleteNetworkInterface = DELETE_NETWORK_INTERFACE {
        http: "POST" "/" 200,
        input: DeleteNetworkInterfaceRequest = DELETE_NETWORK_INTERFACE_REQUEST,
        output: Unit = UNIT,
        errors: [],
    }
    DeleteSecurityGroup = DELETE_SECURITY_GROUP {
        http: "POST" "/" 200,
        input: DeleteSecurityGroupRequest = DELETE_SECURITY_GROUP_REQUEST,
        output: DeleteSecurityGroupResult = DELETE_SECURITY_GROUP_RESULT,
        errors: [],
    }
    DeleteSubnet = DELETE_SUBNET {
        http: "POST" "/" 200,
        input: DeleteSubnetRequest = DELETE_SUBNET_REQUEST,
        output: Unit = UNIT,
        errors: [],
    }
    DeleteTags = DELETE_TAGS {
        http: "POST" "/" 200,
        input: DeleteTagsRequest = DELETE_TAGS_REQUEST,
        output: Unit = UNIT,
        errors: [],
    }
    DescribeAccountAttributes = DESCRIBE_ACCOUNT_ATTRIBUTES {
        http: "POST" "/" 200,
        input: DescribeAccountAttributesRequest = DESCRIBE_ACCOUNT_ATTRIBUTES_REQUEST,
        output: DescribeAccountAttributesResult = DESCRIBE_ACCOUNT_ATTRIBUTES_RESULT,
        errors: [],
    }
    DescribeAddresses = DESCRIBE_ADDRESSES {
        http: "POST" "/" 200,
        input: DescribeAddressesRequest = DESCRIBE_ADDRESSES_REQUEST,
        output: DescribeAddressesResult = DESCRIBE_ADDRESSES_RESULT,
        errors: [],
    }
    DescribeAvailabilityZones = DESCRIBE_AVAILABILITY_ZONES {
        http: "POST" "/" 200,
        input: DescribeAvailabilityZonesRequest = DESCRIBE_AVAILABILITY_ZONES_REQUEST,
        output: DescribeAvailabilityZonesResult = DESCRIBE_AVAILABILITY_ZONES_RESULT,
        errors: [],
    }
    DescribeDhcpOptions = DESCRIBE_DHCP_OPTIONS {
        http: "POST" "/" 200,
        input: DescribeDhcpOptionsRequest = DESCRIBE_DHCP_OPTIONS_REQUEST,
        output: DescribeDhcpOptionsResult = DESCRIBE_DHCP_OPTIONS_RESULT,
        errors: [],
    }
    DescribeInternetGateways = DESCRIBE_INTERNET_GATEWAYS {
        http: "POST" "/" 200,
        input: DescribeInternetGatewaysRequest = DESCRIBE_INTERNET_GATEWAYS_REQUEST,
        output: DescribeInternetGatewaysResult = DESCRIBE_INTERNET_GATEWAYS_RESULT,
        errors: [],
    }
    DescribeManagedPrefixLists = DESCRIBE_MANAGED_PREFIX_LISTS {
        http: "POST" "/" 200,
        input: DescribeManagedPrefixListsRequest = DESCRIBE_MANAGED_PREFIX_LISTS_REQUEST,
        output: DescribeManagedPrefixListsResult = DESCRIBE_MANAGED_PREFIX_LISTS_RESULT,
        errors: [],
    }
    DescribeNatGateways = DESCRIBE_NAT_GATEWAYS {
        http: "POST" "/" 200,
        input: DescribeNatGatewaysRequest = DESCRIBE_NAT_GATEWAYS_REQUEST,
        output: DescribeNatGatewaysResult = DESCRIBE_NAT_GATEWAYS_RESULT,
        errors: [],
    }
    DescribeNetworkAcls = DESCRIBE_NETWORK_ACLS {
        http: "POST" "/" 200,
        input: DescribeNetworkAclsRequest = DESCRIBE_NETWORK_ACLS_REQUEST,
        output: DescribeNetworkAclsResult = DESCRIBE_NETWORK_ACLS_RESULT,
        errors: [],
    }
    DescribeNetworkInterfaceAttribute = DESCRIBE_NETWORK_INTERFACE_ATTRIBUTE {
        http: "POST" "/" 200,
        input: DescribeNetworkInterfaceAttributeRequest = DESCRIBE_NETWORK_INTERFACE_ATTRIBUTE_REQUEST,
        output: DescribeNetworkInterfaceAttributeResult = DESCRIBE_NETWORK_INTERFACE_ATTRIBUTE_RESULT,
        errors: [],
    }
    DescribeNetworkInterfaces = DESCRIBE_NETWORK_INTERFACES {
        http: "POST" "/" 200,
        input: DescribeNetworkInterfacesRequest = DESCRIBE_NETWORK_INTERFACES_REQUEST,
        output: DescribeNetworkInterfacesResult = DESCRIBE_NETWORK_INTERFACES_RESULT,
        errors: [],
    }
    DescribePrefixLists = DESCRIBE_PREFIX_LISTS {
        http: "POST" "/" 200,
        input: DescribePrefixListsRequest = DESCRIBE_PREFIX_LISTS_REQUEST,
        output: DescribePrefixListsResult = DESCRIBE_PREFIX_LISTS_RESULT,
        errors: [],
    }
    DescribeRegions = DESCRIBE_REGIONS {
        http: "POST" "/" 200,
        input: DescribeRegionsRequest = DESCRIBE_REGIONS_REQUEST,
        output: DescribeRegionsResult = DESCRIBE_REGIONS_RESULT,
        errors: [],
    }
    DescribeRouteTables = DESCRIBE_ROUTE_TABLES {
        http: "POST" "/" 200,
        input: DescribeRouteTablesRequest = DESCRIBE_ROUTE_TABLES_REQUEST,
        output: DescribeRouteTablesResult = DESCRIBE_ROUTE_TABLES_RESULT,
        errors: [],
    }
    DescribeSecurityGroupReferences = DESCRIBE_SECURITY_GROUP_REFERENCES {
        http: "POST" "/" 200,
        input: DescribeSecurityGroupReferencesRequest = DESCRIBE_SECURITY_GROUP_REFERENCES_REQUEST,
        output: DescribeSecurityGroupReferencesResult = DESCRIBE_SECURITY_GROUP_REFERENCES_RESULT,
        errors: [],
    }
    DescribeSecurityGroupRules = DESCRIBE_SECURITY_GROUP_RULES {
        http: "POST" "/" 200,
        input: DescribeSecurityGroupRulesRequest = DESCRIBE_SECURITY_GROUP_RULES_REQUEST,
        output: DescribeSecurityGroupRulesResult = DESCRIBE_SECURITY_GROUP_RULES_RESULT,
        errors: [],
    }
    DescribeSecurityGroups = DESCRIBE_SECURITY_GROUPS {
        http: "POST" "/" 200,
        input: DescribeSecurityGroupsRequest = DESCRIBE_SECURITY_GROUPS_REQUEST,
        output: DescribeSecurityGroupsResult = DESCRIBE_SECURITY_GROUPS_RESULT,
        errors: [],
    }
    DescribeSubnets = DESCRIBE_SUBNETS {
        http: "POST" "/" 200,
        input: DescribeSubnetsRequest = DESCRIBE_SUBNETS_REQUEST,
        output: DescribeSubnetsResult = DESCRIBE_SUBNETS_RESULT,
        errors: [],
    }
    DescribeTags = DESCRIBE_TAGS {
        http: "POST" "/" 200,
        input: DescribeTagsRequest = DESCRIBE_TAGS_REQUEST,
        output: DescribeTagsResult = DESCRIBE_TAGS_RESULT,
        errors: [],
    }
    DescribeVpcAttribute = DESCRIBE_VPC_ATTRIBUTE {
        http: "POST" "/" 200,
        input: DescribeVpcAttributeRequest = DESCRIBE_VPC_ATTRIBUTE_REQUEST,
        output: DescribeVpcAttributeResult = DESCRIBE_VPC_ATTRIBUTE_RESULT,
        errors: [],
    }
    DescribeVpcEndpoints = DESCRIBE_VPC_ENDPOINTS {
        http: "POST" "/" 200,
        input: DescribeVpcEndpointsRequest = DESCRIBE_VPC_ENDPOINTS_REQUEST,
        output: DescribeVpcEndpointsResult = DESCRIBE_VPC_ENDPOINTS_RESULT,
        errors: [],
    }
    DescribeVpcs = DESCRIBE_VPCS {
        http: "POST" "/" 200,
        input: DescribeVpcsRequest = DESCRIBE_VPCS_REQUEST,
        output: DescribeVpcsResult = DESCRIBE_VPCS_RESULT,
        errors: [],
    }
    GetSecurityGroupsForVpc = GET_SECURITY_GROUPS_FOR_VPC {
        http: "POST" "/" 200,
        input: GetSecurityGroupsForVpcRequest = GET_SECURITY_GROUPS_FOR_VPC_REQUEST,
        output: GetSecurityGroupsForVpcResult = GET_SECURITY_GROUPS_FOR_VPC_RESULT,
        errors: [],
    }
    ModifyNetworkInterfaceAttribute = MODIFY_NETWORK_INTERFACE_ATTRIBUTE {
        http: "POST" "/" 200,
        input: ModifyNetworkInterfaceAttributeRequest = MODIFY_NETWORK_INTERFACE_ATTRIBUTE_REQUEST,
        output: Unit = UNIT,
        errors: [],
    }
    ModifySecurityGroupRules = MODIFY_SECURITY_GROUP_RULES {
        http: "POST" "/" 200,
        input: ModifySecurityGroupRulesRequest = MODIFY_SECURITY_GROUP_RULES_REQUEST,
        output: ModifySecurityGroupRulesResult = MODIFY_SECURITY_GROUP_RULES_RESULT,
        errors: [],
    }
    RevokeSecurityGroupEgress = REVOKE_SECURITY_GROUP_EGRESS {
        http: "POST" "/" 200,
        input: RevokeSecurityGroupEgressRequest = REVOKE_SECURITY_GROUP_EGRESS_REQUEST,
        output: RevokeSecurityGroupEgressResult = REVOKE_SECURITY_GROUP_EGRESS_RESULT,
        errors: [],
    }
    RevokeSecurityGroupIngress = REVOKE_SECURITY_GROUP_INGRESS {
        http: "POST" "/" 200,
        input: RevokeSecurityGroupIngressRequest = REVOKE_SECURITY_GROUP_INGRESS_REQUEST,
        output: RevokeSecurityGroupIngressResult = REVOKE_SECURITY_GROUP_INGRESS_RESULT,
        errors: [],
    }
    UpdateSecurityGroupRuleDescriptionsEgress = UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_EGRESS {
        http: "POST" "/" 200,
        input: UpdateSecurityGroupRuleDescriptionsEgressRequest = UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_EGRESS_REQUEST,
        output: UpdateSecurityGroupRuleDescriptionsEgressResult = UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_EGRESS_RESULT,
        errors: [],
    }
    UpdateSecurityGroupRuleDescriptionsIngress = UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_INGRESS {
        http: "POST" "/" 200,
        input: UpdateSecurityGroupRuleDescriptionsIngressRequest = UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_INGRESS_REQUEST,
        output: UpdateSecurityGroupRuleDescriptionsIngressResult = UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_INGRESS_RESULT,
        errors: [],
    }
}}

structure! { AccountAttribute = ACCOUNT_ATTRIBUTE {
    attribute_name: Option<String> = opt("AttributeName", TEXT).wire("attributeName").query("AttributeName"),
    attribute_values: Option<Vec<AccountAttributeValue>> = opt("AttributeValues", list(&ACCOUNT_ATTRIBUTE_VALUE_LIST)).wire("attributeValueSet").query("AttributeValueSet"),
}}

structure! { AccountAttributeValue = ACCOUNT_ATTRIBUTE_VALUE {
    attribute_value: Option<String> = opt("AttributeValue", TEXT).wire("attributeValue").query("AttributeValue"),
}}

structure! { Address = ADDRESS {
    allocation_id: Option<String> = opt("AllocationId", TEXT).wire("allocationId").query("AllocationId"),
    association_id: Option<String> = opt("AssociationId", TEXT).wire("associationId").query("AssociationId"),
    domain: Option<String> = opt("Domain", text(&DOMAIN_TYPE)).wire("domain").query("Domain"),
    network_interface_id: Option<String> = opt("NetworkInterfaceId", TEXT).wire("networkInterfaceId").query("NetworkInterfaceId"),
    network_interface_owner_id: Option<String> = opt("NetworkInterfaceOwnerId", TEXT).wire("networkInterfaceOwnerId").query("NetworkInterfaceOwnerId"),
    private_ip_address: Option<String> = opt("PrivateIpAddress", TEXT).wire("privateIpAddress").query("PrivateIpAddress"),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)).wire("tagSet").query("TagSet"),
    public_ipv4_pool: Option<String> = opt("PublicIpv4Pool", TEXT).wire("publicIpv4Pool").query("PublicIpv4Pool"),
    network_border_group: Option<String> = opt("NetworkBorderGroup", TEXT).wire("networkBorderGroup").query("NetworkBorderGroup"),
    customer_owned_ip: Option<String> = opt("CustomerOwnedIp", TEXT).wire("customerOwnedIp").query("CustomerOwnedIp"),
    customer_owned_ipv4_pool: Option<String> = opt("CustomerOwnedIpv4Pool", TEXT).wire("customerOwnedIpv4Pool").query("CustomerOwnedIpv4Pool"),
    carrier_ip: Option<String> = opt("CarrierIp", TEXT).wire("carrierIp").query("CarrierIp"),
    subnet_id: Option<String> = opt("SubnetId", TEXT).wire("subnetId").query("SubnetId"),
    service_managed: Option<String> = opt("ServiceManaged", text(&SERVICE_MANAGED)).wire("serviceManaged").query("ServiceManaged"),
    instance_id: Option<String> = opt("InstanceId", TEXT).wire("instanceId").query("InstanceId"),
    public_ip: Option<String> = opt("PublicIp", TEXT).wire("publicIp").query("PublicIp"),
}}

structure! { AttachmentEnaSrdSpecification = ATTACHMENT_ENA_SRD_SPECIFICATION {
    ena_srd_enabled: Option<bool> = opt("EnaSrdEnabled", BOOL).wire("enaSrdEnabled").query("EnaSrdEnabled"),
    ena_srd_udp_specification: Option<AttachmentEnaSrdUdpSpecification> = opt("EnaSrdUdpSpecification", object(&ATTACHMENT_ENA_SRD_UDP_SPECIFICATION)).wire("enaSrdUdpSpecification").query("EnaSrdUdpSpecification"),
}}

structure! { AttachmentEnaSrdUdpSpecification = ATTACHMENT_ENA_SRD_UDP_SPECIFICATION {
    ena_srd_udp_enabled: Option<bool> = opt("EnaSrdUdpEnabled", BOOL).wire("enaSrdUdpEnabled").query("EnaSrdUdpEnabled"),
}}

structure! { AttributeBooleanValue = ATTRIBUTE_BOOLEAN_VALUE {
    value: Option<bool> = opt("Value", BOOL).wire("value").query("Value"),
}}

structure! { AttributeValue = ATTRIBUTE_VALUE {
    value: Option<String> = opt("Value", TEXT).wire("value").query("Value"),
}}

structure! { AuthorizeSecurityGroupEgressRequest = AUTHORIZE_SECURITY_GROUP_EGRESS_REQUEST {
    tag_specifications: Option<Vec<TagSpecification>> = opt("TagSpecifications", list(&TAG_SPECIFICATION_LIST)).wire("TagSpecification"),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    group_id: String = req("GroupId", TEXT).wire("groupId").query("GroupId"),
    source_security_group_name: Option<String> = opt("SourceSecurityGroupName", TEXT).wire("sourceSecurityGroupName").query("SourceSecurityGroupName"),
    source_security_group_owner_id: Option<String> = opt("SourceSecurityGroupOwnerId", TEXT).wire("sourceSecurityGroupOwnerId").query("SourceSecurityGroupOwnerId"),
    ip_protocol: Option<String> = opt("IpProtocol", TEXT).wire("ipProtocol").query("IpProtocol"),
    from_port: Option<i32> = opt("FromPort", INT).wire("fromPort").query("FromPort"),
    to_port: Option<i32> = opt("ToPort", INT).wire("toPort").query("ToPort"),
    cidr_ip: Option<String> = opt("CidrIp", TEXT).wire("cidrIp").query("CidrIp"),
    ip_permissions: Option<Vec<IpPermission>> = opt("IpPermissions", list(&IP_PERMISSION_LIST)).wire("ipPermissions").query("IpPermissions"),
}}

structure! { AuthorizeSecurityGroupEgressResult = AUTHORIZE_SECURITY_GROUP_EGRESS_RESULT {
    r#return: Option<bool> = opt("Return", BOOL).wire("return").query("Return"),
    security_group_rules: Option<Vec<SecurityGroupRule>> = opt("SecurityGroupRules", list(&SECURITY_GROUP_RULE_LIST)).wire("securityGroupRuleSet").query("SecurityGroupRuleSet"),
}}

structure! { AuthorizeSecurityGroupIngressRequest = AUTHORIZE_SECURITY_GROUP_INGRESS_REQUEST {
    cidr_ip: Option<String> = opt("CidrIp", TEXT),
    from_port: Option<i32> = opt("FromPort", INT),
    group_id: Option<String> = opt("GroupId", TEXT),
    group_name: Option<String> = opt("GroupName", TEXT),
    ip_permissions: Option<Vec<IpPermission>> = opt("IpPermissions", list(&IP_PERMISSION_LIST)),
    ip_protocol: Option<String> = opt("IpProtocol", TEXT),
    source_security_group_name: Option<String> = opt("SourceSecurityGroupName", TEXT),
    source_security_group_owner_id: Option<String> = opt("SourceSecurityGroupOwnerId", TEXT),
    to_port: Option<i32> = opt("ToPort", INT),
    tag_specifications: Option<Vec<TagSpecification>> = opt("TagSpecifications", list(&TAG_SPECIFICATION_LIST)).wire("TagSpecification"),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
}}

structure! { AuthorizeSecurityGroupIngressResult = AUTHORIZE_SECURITY_GROUP_INGRESS_RESULT {
    r#return: Option<bool> = opt("Return", BOOL).wire("return").query("Return"),
    security_group_rules: Option<Vec<SecurityGroupRule>> = opt("SecurityGroupRules", list(&SECURITY_GROUP_RULE_LIST)).wire("securityGroupRuleSet").query("SecurityGroupRuleSet"),
}}

structure! { AvailabilityZone = AVAILABILITY_ZONE {
    opt_in_status: Option<String> = opt("OptInStatus", text(&AVAILABILITY_ZONE_OPT_IN_STATUS)).wire("optInStatus").query("OptInStatus"),
    messages: Option<Vec<AvailabilityZoneMessage>> = opt("Messages", list(&AVAILABILITY_ZONE_MESSAGE_LIST)).wire("messageSet").query("MessageSet"),
    region_name: Option<String> = opt("RegionName", TEXT).wire("regionName").query("RegionName"),
    zone_name: Option<String> = opt("ZoneName", TEXT).wire("zoneName").query("ZoneName"),
    zone_id: Option<String> = opt("ZoneId", TEXT).wire("zoneId").query("ZoneId"),
    group_name: Option<String> = opt("GroupName", TEXT).wire("groupName").query("GroupName"),
    network_border_group: Option<String> = opt("NetworkBorderGroup", TEXT).wire("networkBorderGroup").query("NetworkBorderGroup"),
    zone_type: Option<String> = opt("ZoneType", TEXT).wire("zoneType").query("ZoneType"),
    parent_zone_name: Option<String> = opt("ParentZoneName", TEXT).wire("parentZoneName").query("ParentZoneName"),
    parent_zone_id: Option<String> = opt("ParentZoneId", TEXT).wire("parentZoneId").query("ParentZoneId"),
    group_long_name: Option<String> = opt("GroupLongName", TEXT).wire("groupLongName").query("GroupLongName"),
    geography: Option<Vec<AvailabilityZoneGeography>> = opt("Geography", list(&AVAILABILITY_ZONE_GEOGRAPHY_LIST)).wire("geographySet").query("GeographySet"),
    sub_geography: Option<Vec<AvailabilityZoneSubGeography>> = opt("SubGeography", list(&AVAILABILITY_ZONE_SUB_GEOGRAPHY_LIST)).wire("subGeographySet").query("SubGeographySet"),
    state: Option<String> = opt("State", text(&AVAILABILITY_ZONE_STATE)).wire("zoneState").query("ZoneState"),
}}

structure! { AvailabilityZoneGeography = AVAILABILITY_ZONE_GEOGRAPHY {
    name: Option<String> = opt("Name", TEXT).wire("name").query("Name"),
}}

structure! { AvailabilityZoneMessage = AVAILABILITY_ZONE_MESSAGE {
    message: Option<String> = opt("Message", TEXT).wire("message").query("Message"),
}}

structure! { AvailabilityZoneSubGeography = AVAILABILITY_ZONE_SUB_GEOGRAPHY {
    name: Option<String> = opt("Name", TEXT).wire("name").query("Name"),
}}

structure! { BlockPublicAccessStates = BLOCK_PUBLIC_ACCESS_STATES {
    internet_gateway_block_mode: Option<String> = opt("InternetGatewayBlockMode", text(&BLOCK_PUBLIC_ACCESS_MODE)).wire("internetGatewayBlockMode").query("InternetGatewayBlockMode"),
}}

structure! { ConnectionTrackingConfiguration = CONNECTION_TRACKING_CONFIGURATION {
    tcp_established_timeout: Option<i32> = opt("TcpEstablishedTimeout", INT).wire("tcpEstablishedTimeout").query("TcpEstablishedTimeout"),
    udp_stream_timeout: Option<i32> = opt("UdpStreamTimeout", INT).wire("udpStreamTimeout").query("UdpStreamTimeout"),
    udp_timeout: Option<i32> = opt("UdpTimeout", INT).wire("udpTimeout").query("UdpTimeout"),
}}

structure! { ConnectionTrackingSpecificationRequest = CONNECTION_TRACKING_SPECIFICATION_REQUEST {
    tcp_established_timeout: Option<i32> = opt("TcpEstablishedTimeout", INT),
    udp_stream_timeout: Option<i32> = opt("UdpStreamTimeout", INT),
    udp_timeout: Option<i32> = opt("UdpTimeout", INT),
}}

structure! { CreateDefaultSubnetRequest = CREATE_DEFAULT_SUBNET_REQUEST {
    availability_zone: Option<String> = opt("AvailabilityZone", TEXT),
    dry_run: Option<bool> = opt("DryRun", BOOL),
    ipv6_native: Option<bool> = opt("Ipv6Native", BOOL),
    availability_zone_id: Option<String> = opt("AvailabilityZoneId", TEXT),
}}

structure! { CreateDefaultSubnetResult = CREATE_DEFAULT_SUBNET_RESULT {
    subnet: Option<Subnet> = opt("Subnet", object(&SUBNET)).wire("subnet").query("Subnet"),
}}

structure! { CreateDefaultVpcRequest = CREATE_DEFAULT_VPC_REQUEST {
    dry_run: Option<bool> = opt("DryRun", BOOL),
}}

structure! { CreateDefaultVpcResult = CREATE_DEFAULT_VPC_RESULT {
    vpc: Option<Vpc> = opt("Vpc", object(&VPC)).wire("vpc").query("Vpc"),
}}

structure! { CreateNetworkInterfaceRequest = CREATE_NETWORK_INTERFACE_REQUEST {
    ipv4_prefixes: Option<Vec<Ipv4PrefixSpecificationRequest>> = opt("Ipv4Prefixes", list(&IPV4_PREFIX_LIST)).wire("Ipv4Prefix"),
    ipv4_prefix_count: Option<i32> = opt("Ipv4PrefixCount", INT),
    ipv6_prefixes: Option<Vec<Ipv6PrefixSpecificationRequest>> = opt("Ipv6Prefixes", list(&IPV6_PREFIX_LIST)).wire("Ipv6Prefix"),
    ipv6_prefix_count: Option<i32> = opt("Ipv6PrefixCount", INT),
    interface_type: Option<String> = opt("InterfaceType", text(&NETWORK_INTERFACE_CREATION_TYPE)),
    tag_specifications: Option<Vec<TagSpecification>> = opt("TagSpecifications", list(&TAG_SPECIFICATION_LIST)).wire("TagSpecification"),
    client_token: Option<String> = opt("ClientToken", TEXT).token(),
    enable_primary_ipv6: Option<bool> = opt("EnablePrimaryIpv6", BOOL),
    connection_tracking_specification: Option<ConnectionTrackingSpecificationRequest> = opt("ConnectionTrackingSpecification", object(&CONNECTION_TRACKING_SPECIFICATION_REQUEST)),
    operator: Option<OperatorRequest> = opt("Operator", object(&OPERATOR_REQUEST)),
    subnet_id: String = req("SubnetId", TEXT).wire("subnetId").query("SubnetId"),
    description: Option<String> = opt("Description", TEXT).wire("description").query("Description"),
    private_ip_address: Option<String> = opt("PrivateIpAddress", TEXT).wire("privateIpAddress").query("PrivateIpAddress"),
    groups: Option<Vec<String>> = opt("Groups", list(&SECURITY_GROUP_ID_STRING_LIST)).wire("SecurityGroupId"),
    private_ip_addresses: Option<Vec<PrivateIpAddressSpecification>> = opt("PrivateIpAddresses", list(&PRIVATE_IP_ADDRESS_SPECIFICATION_LIST)).wire("privateIpAddresses").query("PrivateIpAddresses"),
    secondary_private_ip_address_count: Option<i32> = opt("SecondaryPrivateIpAddressCount", INT).wire("secondaryPrivateIpAddressCount").query("SecondaryPrivateIpAddressCount"),
    ipv6_addresses: Option<Vec<InstanceIpv6Address>> = opt("Ipv6Addresses", list(&INSTANCE_IPV6_ADDRESS_LIST)).wire("ipv6Addresses").query("Ipv6Addresses"),
    ipv6_address_count: Option<i32> = opt("Ipv6AddressCount", INT).wire("ipv6AddressCount").query("Ipv6AddressCount"),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
}}

structure! { CreateNetworkInterfaceResult = CREATE_NETWORK_INTERFACE_RESULT {
    network_interface: Option<NetworkInterface> = opt("NetworkInterface", object(&NETWORK_INTERFACE)).wire("networkInterface").query("NetworkInterface"),
    client_token: Option<String> = opt("ClientToken", TEXT).wire("clientToken").query("ClientToken"),
}}

structure! { CreateSecurityGroupRequest = CREATE_SECURITY_GROUP_REQUEST {
    description: String = req("Description", TEXT).wire("GroupDescription"),
    group_name: String = req("GroupName", TEXT),
    vpc_id: Option<String> = opt("VpcId", TEXT),
    tag_specifications: Option<Vec<TagSpecification>> = opt("TagSpecifications", list(&TAG_SPECIFICATION_LIST)).wire("TagSpecification"),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
}}

structure! { CreateSecurityGroupResult = CREATE_SECURITY_GROUP_RESULT {
    group_id: Option<String> = opt("GroupId", TEXT).wire("groupId").query("GroupId"),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)).wire("tagSet").query("TagSet"),
    security_group_arn: Option<String> = opt("SecurityGroupArn", TEXT).wire("securityGroupArn").query("SecurityGroupArn"),
}}

structure! { CreateSubnetRequest = CREATE_SUBNET_REQUEST {
    tag_specifications: Option<Vec<TagSpecification>> = opt("TagSpecifications", list(&TAG_SPECIFICATION_LIST)).wire("TagSpecification"),
    availability_zone: Option<String> = opt("AvailabilityZone", TEXT),
    availability_zone_id: Option<String> = opt("AvailabilityZoneId", TEXT),
    cidr_block: Option<String> = opt("CidrBlock", TEXT),
    ipv6_cidr_block: Option<String> = opt("Ipv6CidrBlock", TEXT),
    outpost_arn: Option<String> = opt("OutpostArn", TEXT),
    vpc_id: String = req("VpcId", TEXT),
    ipv6_native: Option<bool> = opt("Ipv6Native", BOOL),
    ipv4_ipam_pool_id: Option<String> = opt("Ipv4IpamPoolId", TEXT),
    ipv4_netmask_length: Option<i32> = opt("Ipv4NetmaskLength", INT),
    ipv6_ipam_pool_id: Option<String> = opt("Ipv6IpamPoolId", TEXT),
    ipv6_netmask_length: Option<i32> = opt("Ipv6NetmaskLength", INT),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
}}

structure! { CreateSubnetResult = CREATE_SUBNET_RESULT {
    subnet: Option<Subnet> = opt("Subnet", object(&SUBNET)).wire("subnet").query("Subnet"),
}}

structure! { CreateTagsRequest = CREATE_TAGS_REQUEST {
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    resources: Vec<String> = req("Resources", list(&RESOURCE_ID_LIST)).wire("ResourceId"),
    tags: Vec<Tag> = req("Tags", list(&TAG_LIST)).wire("Tag"),
}}

structure! { CreateVpcRequest = CREATE_VPC_REQUEST {
    cidr_block: Option<String> = opt("CidrBlock", TEXT),
    ipv6_pool: Option<String> = opt("Ipv6Pool", TEXT),
    ipv6_cidr_block: Option<String> = opt("Ipv6CidrBlock", TEXT),
    ipv4_ipam_pool_id: Option<String> = opt("Ipv4IpamPoolId", TEXT),
    ipv4_netmask_length: Option<i32> = opt("Ipv4NetmaskLength", INT),
    ipv6_ipam_pool_id: Option<String> = opt("Ipv6IpamPoolId", TEXT),
    ipv6_netmask_length: Option<i32> = opt("Ipv6NetmaskLength", INT),
    ipv6_cidr_block_network_border_group: Option<String> = opt("Ipv6CidrBlockNetworkBorderGroup", TEXT),
    vpc_encryption_control: Option<VpcEncryptionControlConfiguration> = opt("VpcEncryptionControl", object(&VPC_ENCRYPTION_CONTROL_CONFIGURATION)),
    tag_specifications: Option<Vec<TagSpecification>> = opt("TagSpecifications", list(&TAG_SPECIFICATION_LIST)).wire("TagSpecification"),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    instance_tenancy: Option<String> = opt("InstanceTenancy", text(&TENANCY)).wire("instanceTenancy").query("InstanceTenancy"),
    amazon_provided_ipv6_cidr_block: Option<bool> = opt("AmazonProvidedIpv6CidrBlock", BOOL).wire("amazonProvidedIpv6CidrBlock").query("AmazonProvidedIpv6CidrBlock"),
}}

structure! { CreateVpcResult = CREATE_VPC_RESULT {
    vpc: Option<Vpc> = opt("Vpc", object(&VPC)).wire("vpc").query("Vpc"),
}}

structure! { DeleteNetworkInterfaceRequest = DELETE_NETWORK_INTERFACE_REQUEST {
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    network_interface_id: String = req("NetworkInterfaceId", TEXT).wire("networkInterfaceId").query("NetworkInterfaceId"),
}}

structure! { DeleteSecurityGroupRequest = DELETE_SECURITY_GROUP_REQUEST {
    group_id: Option<String> = opt("GroupId", TEXT),
    group_name: Option<String> = opt("GroupName", TEXT),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
}}

structure! { DeleteSecurityGroupResult = DELETE_SECURITY_GROUP_RESULT {
    r#return: Option<bool> = opt("Return", BOOL).wire("return").query("Return"),
    group_id: Option<String> = opt("GroupId", TEXT).wire("groupId").query("GroupId"),
}}

structure! { DeleteSubnetRequest = DELETE_SUBNET_REQUEST {
    subnet_id: String = req("SubnetId", TEXT),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
}}

structure! { DeleteTagsRequest = DELETE_TAGS_REQUEST {
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    resources: Vec<String> = req("Resources", list(&RESOURCE_ID_LIST)).wire("resourceId").query("ResourceId"),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)).wire("tag").query("Tag"),
}}

structure! { DescribeAccountAttributesRequest = DESCRIBE_ACCOUNT_ATTRIBUTES_REQUEST {
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    attribute_names: Option<Vec<String>> = opt("AttributeNames", list(&ACCOUNT_ATTRIBUTE_NAME_STRING_LIST)).wire("attributeName").query("AttributeName"),
}}

structure! { DescribeAccountAttributesResult = DESCRIBE_ACCOUNT_ATTRIBUTES_RESULT {
    account_attributes: Option<Vec<AccountAttribute>> = opt("AccountAttributes", list(&ACCOUNT_ATTRIBUTE_LIST)).wire("accountAttributeSet").query("AccountAttributeSet"),
}}

structure! { DescribeAddressesRequest = DESCRIBE_ADDRESSES_REQUEST {
    public_ips: Option<Vec<String>> = opt("PublicIps", list(&PUBLIC_IP_STRING_LIST)).wire("PublicIp"),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    filters: Option<Vec<Filter>> = opt("Filters", list(&FILTER_LIST)).wire("Filter"),
    allocation_ids: Option<Vec<String>> = opt("AllocationIds", list(&ALLOCATION_ID_LIST)).wire("AllocationId"),
}}

structure! { DescribeAddressesResult = DESCRIBE_ADDRESSES_RESULT {
    addresses: Option<Vec<Address>> = opt("Addresses", list(&ADDRESS_LIST)).wire("addressesSet").query("AddressesSet"),
}}

structure! { DescribeAvailabilityZonesRequest = DESCRIBE_AVAILABILITY_ZONES_REQUEST {
    zone_names: Option<Vec<String>> = opt("ZoneNames", list(&ZONE_NAME_STRING_LIST)).wire("ZoneName"),
    zone_ids: Option<Vec<String>> = opt("ZoneIds", list(&ZONE_ID_STRING_LIST)).wire("ZoneId"),
    all_availability_zones: Option<bool> = opt("AllAvailabilityZones", BOOL),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    filters: Option<Vec<Filter>> = opt("Filters", list(&FILTER_LIST)).wire("Filter"),
}}

structure! { DescribeAvailabilityZonesResult = DESCRIBE_AVAILABILITY_ZONES_RESULT {
    availability_zones: Option<Vec<AvailabilityZone>> = opt("AvailabilityZones", list(&AVAILABILITY_ZONE_LIST)).wire("availabilityZoneInfo").query("AvailabilityZoneInfo"),
}}

structure! { DescribeDhcpOptionsRequest = DESCRIBE_DHCP_OPTIONS_REQUEST {
    dhcp_options_ids: Option<Vec<String>> = opt("DhcpOptionsIds", list(&DHCP_OPTIONS_ID_STRING_LIST)).wire("DhcpOptionsId"),
    next_token: Option<String> = opt("NextToken", TEXT),
    max_results: Option<i32> = opt("MaxResults", int(&DESCRIBE_DHCP_OPTIONS_MAX_RESULTS)),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    filters: Option<Vec<Filter>> = opt("Filters", list(&FILTER_LIST)).wire("Filter"),
}}

structure! { DescribeDhcpOptionsResult = DESCRIBE_DHCP_OPTIONS_RESULT {
    next_token: Option<String> = opt("NextToken", TEXT).wire("nextToken").query("NextToken"),
    dhcp_options: Option<Vec<DhcpOptions>> = opt("DhcpOptions", list(&DHCP_OPTIONS_LIST)).wire("dhcpOptionsSet").query("DhcpOptionsSet"),
}}

structure! { DescribeInternetGatewaysRequest = DESCRIBE_INTERNET_GATEWAYS_REQUEST {
    next_token: Option<String> = opt("NextToken", TEXT),
    max_results: Option<i32> = opt("MaxResults", int(&DESCRIBE_INTERNET_GATEWAYS_MAX_RESULTS)),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    internet_gateway_ids: Option<Vec<String>> = opt("InternetGatewayIds", list(&INTERNET_GATEWAY_ID_LIST)).wire("internetGatewayId").query("InternetGatewayId"),
    filters: Option<Vec<Filter>> = opt("Filters", list(&FILTER_LIST)).wire("Filter"),
}}

structure! { DescribeInternetGatewaysResult = DESCRIBE_INTERNET_GATEWAYS_RESULT {
    internet_gateways: Option<Vec<InternetGateway>> = opt("InternetGateways", list(&INTERNET_GATEWAY_LIST)).wire("internetGatewaySet").query("InternetGatewaySet"),
    next_token: Option<String> = opt("NextToken", TEXT).wire("nextToken").query("NextToken"),
}}

structure! { DescribeManagedPrefixListsRequest = DESCRIBE_MANAGED_PREFIX_LISTS_REQUEST {
    dry_run: Option<bool> = opt("DryRun", BOOL),
    filters: Option<Vec<Filter>> = opt("Filters", list(&FILTER_LIST)).wire("Filter"),
    max_results: Option<i32> = opt("MaxResults", int(&PREFIX_LIST_MAX_RESULTS)),
    next_token: Option<String> = opt("NextToken", TEXT),
    prefix_list_ids: Option<Vec<String>> = opt("PrefixListIds", list(&VALUE_STRING_LIST)).wire("PrefixListId"),
}}

structure! { DescribeManagedPrefixListsResult = DESCRIBE_MANAGED_PREFIX_LISTS_RESULT {
    next_token: Option<String> = opt("NextToken", TEXT).wire("nextToken").query("NextToken"),
    prefix_lists: Option<Vec<ManagedPrefixList>> = opt("PrefixLists", list(&MANAGED_PREFIX_LIST_SET)).wire("prefixListSet").query("PrefixListSet"),
}}

structure! { DescribeNatGatewaysRequest = DESCRIBE_NAT_GATEWAYS_REQUEST {
    dry_run: Option<bool> = opt("DryRun", BOOL),
    filter: Option<Vec<Filter>> = opt("Filter", list(&FILTER_LIST)),
    max_results: Option<i32> = opt("MaxResults", int(&DESCRIBE_NAT_GATEWAYS_MAX_RESULTS)),
    nat_gateway_ids: Option<Vec<String>> = opt("NatGatewayIds", list(&NAT_GATEWAY_ID_STRING_LIST)).wire("NatGatewayId"),
    next_token: Option<String> = opt("NextToken", TEXT),
}}

structure! { DescribeNatGatewaysResult = DESCRIBE_NAT_GATEWAYS_RESULT {
    nat_gateways: Option<Vec<NatGateway>> = opt("NatGateways", list(&NAT_GATEWAY_LIST)).wire("natGatewaySet").query("NatGatewaySet"),
    next_token: Option<String> = opt("NextToken", TEXT).wire("nextToken").query("NextToken"),
}}

structure! { DescribeNetworkAclsRequest = DESCRIBE_NETWORK_ACLS_REQUEST {
    next_token: Option<String> = opt("NextToken", TEXT),
    max_results: Option<i32> = opt("MaxResults", int(&DESCRIBE_NETWORK_ACLS_MAX_RESULTS)),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    network_acl_ids: Option<Vec<String>> = opt("NetworkAclIds", list(&NETWORK_ACL_ID_STRING_LIST)).wire("NetworkAclId"),
    filters: Option<Vec<Filter>> = opt("Filters", list(&FILTER_LIST)).wire("Filter"),
}}

structure! { DescribeNetworkAclsResult = DESCRIBE_NETWORK_ACLS_RESULT {
    network_acls: Option<Vec<NetworkAcl>> = opt("NetworkAcls", list(&NETWORK_ACL_LIST)).wire("networkAclSet").query("NetworkAclSet"),
    next_token: Option<String> = opt("NextToken", TEXT).wire("nextToken").query("NextToken"),
}}

structure! { DescribeNetworkInterfaceAttributeRequest = DESCRIBE_NETWORK_INTERFACE_ATTRIBUTE_REQUEST {
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    network_interface_id: String = req("NetworkInterfaceId", TEXT).wire("networkInterfaceId").query("NetworkInterfaceId"),
    attribute: Option<String> = opt("Attribute", text(&NETWORK_INTERFACE_ATTRIBUTE)).wire("attribute").query("Attribute"),
}}

structure! { DescribeNetworkInterfaceAttributeResult = DESCRIBE_NETWORK_INTERFACE_ATTRIBUTE_RESULT {
    attachment: Option<NetworkInterfaceAttachment> = opt("Attachment", object(&NETWORK_INTERFACE_ATTACHMENT)).wire("attachment").query("Attachment"),
    description: Option<AttributeValue> = opt("Description", object(&ATTRIBUTE_VALUE)).wire("description").query("Description"),
    groups: Option<Vec<GroupIdentifier>> = opt("Groups", list(&GROUP_IDENTIFIER_LIST)).wire("groupSet").query("GroupSet"),
    network_interface_id: Option<String> = opt("NetworkInterfaceId", TEXT).wire("networkInterfaceId").query("NetworkInterfaceId"),
    source_dest_check: Option<AttributeBooleanValue> = opt("SourceDestCheck", object(&ATTRIBUTE_BOOLEAN_VALUE)).wire("sourceDestCheck").query("SourceDestCheck"),
    associate_public_ip_address: Option<bool> = opt("AssociatePublicIpAddress", BOOL).wire("associatePublicIpAddress").query("AssociatePublicIpAddress"),
}}

structure! { DescribeNetworkInterfacesRequest = DESCRIBE_NETWORK_INTERFACES_REQUEST {
    next_token: Option<String> = opt("NextToken", TEXT),
    max_results: Option<i32> = opt("MaxResults", int(&DESCRIBE_NETWORK_INTERFACES_MAX_RESULTS)),
    include_managed_resources: Option<bool> = opt("IncludeManagedResources", BOOL),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    network_interface_ids: Option<Vec<String>> = opt("NetworkInterfaceIds", list(&NETWORK_INTERFACE_ID_LIST)).wire("NetworkInterfaceId"),
    filters: Option<Vec<Filter>> = opt("Filters", list(&FILTER_LIST)).wire("filter").query("Filter"),
}}

structure! { DescribeNetworkInterfacesResult = DESCRIBE_NETWORK_INTERFACES_RESULT {
    network_interfaces: Option<Vec<NetworkInterface>> = opt("NetworkInterfaces", list(&NETWORK_INTERFACE_LIST)).wire("networkInterfaceSet").query("NetworkInterfaceSet"),
    next_token: Option<String> = opt("NextToken", TEXT).wire("nextToken").query("NextToken"),
}}

structure! { DescribePrefixListsRequest = DESCRIBE_PREFIX_LISTS_REQUEST {
    dry_run: Option<bool> = opt("DryRun", BOOL),
    filters: Option<Vec<Filter>> = opt("Filters", list(&FILTER_LIST)).wire("Filter"),
    max_results: Option<i32> = opt("MaxResults", INT),
    next_token: Option<String> = opt("NextToken", TEXT),
    prefix_list_ids: Option<Vec<String>> = opt("PrefixListIds", list(&PREFIX_LIST_RESOURCE_ID_STRING_LIST)).wire("PrefixListId"),
}}

structure! { DescribePrefixListsResult = DESCRIBE_PREFIX_LISTS_RESULT {
    next_token: Option<String> = opt("NextToken", TEXT).wire("nextToken").query("NextToken"),
    prefix_lists: Option<Vec<PrefixList>> = opt("PrefixLists", list(&PREFIX_LIST_SET)).wire("prefixListSet").query("PrefixListSet"),
}}

structure! { DescribeRegionsRequest = DESCRIBE_REGIONS_REQUEST {
    region_names: Option<Vec<String>> = opt("RegionNames", list(&REGION_NAME_STRING_LIST)).wire("RegionName"),
    all_regions: Option<bool> = opt("AllRegions", BOOL),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    filters: Option<Vec<Filter>> = opt("Filters", list(&FILTER_LIST)).wire("Filter"),
}}

structure! { DescribeRegionsResult = DESCRIBE_REGIONS_RESULT {
    regions: Option<Vec<Region>> = opt("Regions", list(&REGION_LIST)).wire("regionInfo").query("RegionInfo"),
}}

structure! { DescribeRouteTablesRequest = DESCRIBE_ROUTE_TABLES_REQUEST {
    next_token: Option<String> = opt("NextToken", TEXT),
    max_results: Option<i32> = opt("MaxResults", int(&DESCRIBE_ROUTE_TABLES_MAX_RESULTS)),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    route_table_ids: Option<Vec<String>> = opt("RouteTableIds", list(&ROUTE_TABLE_ID_STRING_LIST)).wire("RouteTableId"),
    filters: Option<Vec<Filter>> = opt("Filters", list(&FILTER_LIST)).wire("Filter"),
}}

structure! { DescribeRouteTablesResult = DESCRIBE_ROUTE_TABLES_RESULT {
    route_tables: Option<Vec<RouteTable>> = opt("RouteTables", list(&ROUTE_TABLE_LIST)).wire("routeTableSet").query("RouteTableSet"),
    next_token: Option<String> = opt("NextToken", TEXT).wire("nextToken").query("NextToken"),
}}

structure! { DescribeSecurityGroupReferencesRequest = DESCRIBE_SECURITY_GROUP_REFERENCES_REQUEST {
    dry_run: Option<bool> = opt("DryRun", BOOL),
    group_id: Vec<String> = req("GroupId", list(&GROUP_IDS)),
}}

structure! { DescribeSecurityGroupReferencesResult = DESCRIBE_SECURITY_GROUP_REFERENCES_RESULT {
    security_group_reference_set: Option<Vec<SecurityGroupReference>> = opt("SecurityGroupReferenceSet", list(&SECURITY_GROUP_REFERENCES)).wire("securityGroupReferenceSet").query("SecurityGroupReferenceSet"),
}}

structure! { DescribeSecurityGroupRulesRequest = DESCRIBE_SECURITY_GROUP_RULES_REQUEST {
    filters: Option<Vec<Filter>> = opt("Filters", list(&FILTER_LIST)).wire("Filter"),
    security_group_rule_ids: Option<Vec<String>> = opt("SecurityGroupRuleIds", list(&SECURITY_GROUP_RULE_ID_LIST)).wire("SecurityGroupRuleId"),
    dry_run: Option<bool> = opt("DryRun", BOOL),
    next_token: Option<String> = opt("NextToken", TEXT),
    max_results: Option<i32> = opt("MaxResults", int(&DESCRIBE_SECURITY_GROUP_RULES_MAX_RESULTS)),
}}

structure! { DescribeSecurityGroupRulesResult = DESCRIBE_SECURITY_GROUP_RULES_RESULT {
    security_group_rules: Option<Vec<SecurityGroupRule>> = opt("SecurityGroupRules", list(&SECURITY_GROUP_RULE_LIST)).wire("securityGroupRuleSet").query("SecurityGroupRuleSet"),
    next_token: Option<String> = opt("NextToken", TEXT).wire("nextToken").query("NextToken"),
}}

structure! { DescribeSecurityGroupsRequest = DESCRIBE_SECURITY_GROUPS_REQUEST {
    group_ids: Option<Vec<String>> = opt("GroupIds", list(&GROUP_ID_STRING_LIST)).wire("GroupId"),
    group_names: Option<Vec<String>> = opt("GroupNames", list(&GROUP_NAME_STRING_LIST)).wire("GroupName"),
    next_token: Option<String> = opt("NextToken", TEXT),
    max_results: Option<i32> = opt("MaxResults", int(&DESCRIBE_SECURITY_GROUPS_MAX_RESULTS)),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    filters: Option<Vec<Filter>> = opt("Filters", list(&FILTER_LIST)).wire("Filter"),
}}

structure! { DescribeSecurityGroupsResult = DESCRIBE_SECURITY_GROUPS_RESULT {
    next_token: Option<String> = opt("NextToken", TEXT).wire("nextToken").query("NextToken"),
    security_groups: Option<Vec<SecurityGroup>> = opt("SecurityGroups", list(&SECURITY_GROUP_LIST)).wire("securityGroupInfo").query("SecurityGroupInfo"),
}}

structure! { DescribeSubnetsRequest = DESCRIBE_SUBNETS_REQUEST {
    filters: Option<Vec<Filter>> = opt("Filters", list(&FILTER_LIST)).wire("Filter"),
    subnet_ids: Option<Vec<String>> = opt("SubnetIds", list(&SUBNET_ID_STRING_LIST)).wire("SubnetId"),
    next_token: Option<String> = opt("NextToken", TEXT),
    max_results: Option<i32> = opt("MaxResults", int(&DESCRIBE_SUBNETS_MAX_RESULTS)),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
}}

structure! { DescribeSubnetsResult = DESCRIBE_SUBNETS_RESULT {
    next_token: Option<String> = opt("NextToken", TEXT).wire("nextToken").query("NextToken"),
    subnets: Option<Vec<Subnet>> = opt("Subnets", list(&SUBNET_LIST)).wire("subnetSet").query("SubnetSet"),
}}

structure! { DescribeTagsRequest = DESCRIBE_TAGS_REQUEST {
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    filters: Option<Vec<Filter>> = opt("Filters", list(&FILTER_LIST)).wire("Filter"),
    max_results: Option<i32> = opt("MaxResults", INT).wire("maxResults").query("MaxResults"),
    next_token: Option<String> = opt("NextToken", TEXT).wire("nextToken").query("NextToken"),
}}

structure! { DescribeTagsResult = DESCRIBE_TAGS_RESULT {
    next_token: Option<String> = opt("NextToken", TEXT).wire("nextToken").query("NextToken"),
    tags: Option<Vec<TagDescription>> = opt("Tags", list(&TAG_DESCRIPTION_LIST)).wire("tagSet").query("TagSet"),
}}

structure! { DescribeVpcAttributeRequest = DESCRIBE_VPC_ATTRIBUTE_REQUEST {
    attribute: String = req("Attribute", text(&VPC_ATTRIBUTE_NAME)),
    vpc_id: String = req("VpcId", TEXT),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
}}

structure! { DescribeVpcAttributeResult = DESCRIBE_VPC_ATTRIBUTE_RESULT {
    enable_dns_hostnames: Option<AttributeBooleanValue> = opt("EnableDnsHostnames", object(&ATTRIBUTE_BOOLEAN_VALUE)).wire("enableDnsHostnames").query("EnableDnsHostnames"),
    enable_dns_support: Option<AttributeBooleanValue> = opt("EnableDnsSupport", object(&ATTRIBUTE_BOOLEAN_VALUE)).wire("enableDnsSupport").query("EnableDnsSupport"),
    enable_network_address_usage_metrics: Option<AttributeBooleanValue> = opt("EnableNetworkAddressUsageMetrics", object(&ATTRIBUTE_BOOLEAN_VALUE)).wire("enableNetworkAddressUsageMetrics").query("EnableNetworkAddressUsageMetrics"),
    vpc_id: Option<String> = opt("VpcId", TEXT).wire("vpcId").query("VpcId"),
}}

structure! { DescribeVpcEndpointsRequest = DESCRIBE_VPC_ENDPOINTS_REQUEST {
    dry_run: Option<bool> = opt("DryRun", BOOL),
    vpc_endpoint_ids: Option<Vec<String>> = opt("VpcEndpointIds", list(&VPC_ENDPOINT_ID_LIST)).wire("VpcEndpointId"),
    filters: Option<Vec<Filter>> = opt("Filters", list(&FILTER_LIST)).wire("Filter"),
    max_results: Option<i32> = opt("MaxResults", INT),
    next_token: Option<String> = opt("NextToken", TEXT),
}}

structure! { DescribeVpcEndpointsResult = DESCRIBE_VPC_ENDPOINTS_RESULT {
    vpc_endpoints: Option<Vec<VpcEndpoint>> = opt("VpcEndpoints", list(&VPC_ENDPOINT_SET)).wire("vpcEndpointSet").query("VpcEndpointSet"),
    next_token: Option<String> = opt("NextToken", TEXT).wire("nextToken").query("NextToken"),
}}

structure! { DescribeVpcsRequest = DESCRIBE_VPCS_REQUEST {
    filters: Option<Vec<Filter>> = opt("Filters", list(&FILTER_LIST)).wire("Filter"),
    vpc_ids: Option<Vec<String>> = opt("VpcIds", list(&VPC_ID_STRING_LIST)).wire("VpcId"),
    next_token: Option<String> = opt("NextToken", TEXT),
    max_results: Option<i32> = opt("MaxResults", int(&DESCRIBE_VPCS_MAX_RESULTS)),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
}}

structure! { DescribeVpcsResult = DESCRIBE_VPCS_RESULT {
    next_token: Option<String> = opt("NextToken", TEXT).wire("nextToken").query("NextToken"),
    vpcs: Option<Vec<Vpc>> = opt("Vpcs", list(&VPC_LIST)).wire("vpcSet").query("VpcSet"),
}}

structure! { DhcpConfiguration = DHCP_CONFIGURATION {
    key: Option<String> = opt("Key", TEXT).wire("key").query("Key"),
    values: Option<Vec<AttributeValue>> = opt("Values", list(&DHCP_CONFIGURATION_VALUE_LIST)).wire("valueSet").query("ValueSet"),
}}

structure! { DhcpOptions = DHCP_OPTIONS {
    owner_id: Option<String> = opt("OwnerId", TEXT).wire("ownerId").query("OwnerId"),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)).wire("tagSet").query("TagSet"),
    dhcp_options_id: Option<String> = opt("DhcpOptionsId", TEXT).wire("dhcpOptionsId").query("DhcpOptionsId"),
    dhcp_configurations: Option<Vec<DhcpConfiguration>> = opt("DhcpConfigurations", list(&DHCP_CONFIGURATION_LIST)).wire("dhcpConfigurationSet").query("DhcpConfigurationSet"),
}}

structure! { DnsEntry = DNS_ENTRY {
    dns_name: Option<String> = opt("DnsName", TEXT).wire("dnsName").query("DnsName"),
    hosted_zone_id: Option<String> = opt("HostedZoneId", TEXT).wire("hostedZoneId").query("HostedZoneId"),
}}

structure! { DnsOptions = DNS_OPTIONS {
    dns_record_ip_type: Option<String> = opt("DnsRecordIpType", text(&DNS_RECORD_IP_TYPE)).wire("dnsRecordIpType").query("DnsRecordIpType"),
    private_dns_only_for_inbound_resolver_endpoint: Option<bool> = opt("PrivateDnsOnlyForInboundResolverEndpoint", BOOL).wire("privateDnsOnlyForInboundResolverEndpoint").query("PrivateDnsOnlyForInboundResolverEndpoint"),
    private_dns_preference: Option<String> = opt("PrivateDnsPreference", TEXT).wire("privateDnsPreference").query("PrivateDnsPreference"),
    private_dns_specified_domains: Option<Vec<String>> = opt("PrivateDnsSpecifiedDomains", list(&PRIVATE_DNS_SPECIFIED_DOMAIN_SET)).wire("privateDnsSpecifiedDomainSet").query("PrivateDnsSpecifiedDomainSet"),
}}

structure! { EnaSrdSpecification = ENA_SRD_SPECIFICATION {
    ena_srd_enabled: Option<bool> = opt("EnaSrdEnabled", BOOL),
    ena_srd_udp_specification: Option<EnaSrdUdpSpecification> = opt("EnaSrdUdpSpecification", object(&ENA_SRD_UDP_SPECIFICATION)),
}}

structure! { EnaSrdUdpSpecification = ENA_SRD_UDP_SPECIFICATION {
    ena_srd_udp_enabled: Option<bool> = opt("EnaSrdUdpEnabled", BOOL),
}}

structure! { Filter = FILTER {
    name: Option<String> = opt("Name", TEXT),
    values: Option<Vec<String>> = opt("Values", list(&VALUE_STRING_LIST)).wire("Value"),
}}

structure! { GetSecurityGroupsForVpcRequest = GET_SECURITY_GROUPS_FOR_VPC_REQUEST {
    vpc_id: String = req("VpcId", TEXT),
    next_token: Option<String> = opt("NextToken", TEXT),
    max_results: Option<i32> = opt("MaxResults", int(&GET_SECURITY_GROUPS_FOR_VPC_REQUEST_MAX_RESULTS)),
    filters: Option<Vec<Filter>> = opt("Filters", list(&FILTER_LIST)).wire("Filter"),
    dry_run: Option<bool> = opt("DryRun", BOOL),
}}

structure! { GetSecurityGroupsForVpcResult = GET_SECURITY_GROUPS_FOR_VPC_RESULT {
    next_token: Option<String> = opt("NextToken", TEXT).wire("nextToken").query("NextToken"),
    security_group_for_vpcs: Option<Vec<SecurityGroupForVpc>> = opt("SecurityGroupForVpcs", list(&SECURITY_GROUP_FOR_VPC_LIST)).wire("securityGroupForVpcSet").query("SecurityGroupForVpcSet"),
}}

structure! { GroupIdentifier = GROUP_IDENTIFIER {
    group_id: Option<String> = opt("GroupId", TEXT).wire("groupId").query("GroupId"),
    group_name: Option<String> = opt("GroupName", TEXT).wire("groupName").query("GroupName"),
}}

structure! { IcmpTypeCode = ICMP_TYPE_CODE {
    code: Option<i32> = opt("Code", INT).wire("code").query("Code"),
    r#type: Option<i32> = opt("Type", INT).wire("type").query("Type"),
}}

structure! { InstanceIpv6Address = INSTANCE_IPV6_ADDRESS {
    ipv6_address: Option<String> = opt("Ipv6Address", TEXT).wire("ipv6Address").query("Ipv6Address"),
    is_primary_ipv6: Option<bool> = opt("IsPrimaryIpv6", BOOL).wire("isPrimaryIpv6").query("IsPrimaryIpv6"),
}}

structure! { InternetGateway = INTERNET_GATEWAY {
    attachments: Option<Vec<InternetGatewayAttachment>> = opt("Attachments", list(&INTERNET_GATEWAY_ATTACHMENT_LIST)).wire("attachmentSet").query("AttachmentSet"),
    internet_gateway_id: Option<String> = opt("InternetGatewayId", TEXT).wire("internetGatewayId").query("InternetGatewayId"),
    owner_id: Option<String> = opt("OwnerId", TEXT).wire("ownerId").query("OwnerId"),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)).wire("tagSet").query("TagSet"),
}}

structure! { InternetGatewayAttachment = INTERNET_GATEWAY_ATTACHMENT {
    state: Option<String> = opt("State", text(&ATTACHMENT_STATUS)).wire("state").query("State"),
    vpc_id: Option<String> = opt("VpcId", TEXT).wire("vpcId").query("VpcId"),
}}

structure! { IpPermission = IP_PERMISSION {
    ip_protocol: Option<String> = opt("IpProtocol", TEXT).wire("ipProtocol").query("IpProtocol"),
    from_port: Option<i32> = opt("FromPort", INT).wire("fromPort").query("FromPort"),
    to_port: Option<i32> = opt("ToPort", INT).wire("toPort").query("ToPort"),
    user_id_group_pairs: Option<Vec<UserIdGroupPair>> = opt("UserIdGroupPairs", list(&USER_ID_GROUP_PAIR_LIST)).wire("groups").query("Groups"),
    ip_ranges: Option<Vec<IpRange>> = opt("IpRanges", list(&IP_RANGE_LIST)).wire("ipRanges").query("IpRanges"),
    ipv6_ranges: Option<Vec<Ipv6Range>> = opt("Ipv6Ranges", list(&IPV6_RANGE_LIST)).wire("ipv6Ranges").query("Ipv6Ranges"),
    prefix_list_ids: Option<Vec<PrefixListId>> = opt("PrefixListIds", list(&PREFIX_LIST_ID_LIST)).wire("prefixListIds").query("PrefixListIds"),
}}

structure! { IpRange = IP_RANGE {
    description: Option<String> = opt("Description", TEXT).wire("description").query("Description"),
    cidr_ip: Option<String> = opt("CidrIp", TEXT).wire("cidrIp").query("CidrIp"),
}}

structure! { Ipv4PrefixSpecification = IPV4_PREFIX_SPECIFICATION {
    ipv4_prefix: Option<String> = opt("Ipv4Prefix", TEXT).wire("ipv4Prefix").query("Ipv4Prefix"),
}}

structure! { Ipv4PrefixSpecificationRequest = IPV4_PREFIX_SPECIFICATION_REQUEST {
    ipv4_prefix: Option<String> = opt("Ipv4Prefix", TEXT),
}}

structure! { Ipv6PrefixSpecification = IPV6_PREFIX_SPECIFICATION {
    ipv6_prefix: Option<String> = opt("Ipv6Prefix", TEXT).wire("ipv6Prefix").query("Ipv6Prefix"),
}}

structure! { Ipv6PrefixSpecificationRequest = IPV6_PREFIX_SPECIFICATION_REQUEST {
    ipv6_prefix: Option<String> = opt("Ipv6Prefix", TEXT),
}}

structure! { Ipv6Range = IPV6_RANGE {
    description: Option<String> = opt("Description", TEXT).wire("description").query("Description"),
    cidr_ipv6: Option<String> = opt("CidrIpv6", TEXT).wire("cidrIpv6").query("CidrIpv6"),
}}

structure! { LastError = LAST_ERROR {
    message: Option<String> = opt("Message", TEXT).wire("message").query("Message"),
    code: Option<String> = opt("Code", TEXT).wire("code").query("Code"),
}}

structure! { ManagedPrefixList = MANAGED_PREFIX_LIST {
    prefix_list_id: Option<String> = opt("PrefixListId", TEXT).wire("prefixListId").query("PrefixListId"),
    address_family: Option<String> = opt("AddressFamily", TEXT).wire("addressFamily").query("AddressFamily"),
    state: Option<String> = opt("State", text(&PREFIX_LIST_STATE)).wire("state").query("State"),
    state_message: Option<String> = opt("StateMessage", TEXT).wire("stateMessage").query("StateMessage"),
    prefix_list_arn: Option<String> = opt("PrefixListArn", text(&RESOURCE_ARN)).wire("prefixListArn").query("PrefixListArn"),
    prefix_list_name: Option<String> = opt("PrefixListName", TEXT).wire("prefixListName").query("PrefixListName"),
    max_entries: Option<i32> = opt("MaxEntries", INT).wire("maxEntries").query("MaxEntries"),
    version: Option<i64> = opt("Version", LONG).wire("version").query("Version"),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)).wire("tagSet").query("TagSet"),
    owner_id: Option<String> = opt("OwnerId", TEXT).wire("ownerId").query("OwnerId"),
    ipam_prefix_list_resolver_target_id: Option<String> = opt("IpamPrefixListResolverTargetId", TEXT).wire("ipamPrefixListResolverTargetId").query("IpamPrefixListResolverTargetId"),
    ipam_prefix_list_resolver_sync_enabled: Option<bool> = opt("IpamPrefixListResolverSyncEnabled", BOOL).wire("ipamPrefixListResolverSyncEnabled").query("IpamPrefixListResolverSyncEnabled"),
}}

structure! { ModifyNetworkInterfaceAttributeRequest = MODIFY_NETWORK_INTERFACE_ATTRIBUTE_REQUEST {
    ena_srd_specification: Option<EnaSrdSpecification> = opt("EnaSrdSpecification", object(&ENA_SRD_SPECIFICATION)),
    enable_primary_ipv6: Option<bool> = opt("EnablePrimaryIpv6", BOOL),
    connection_tracking_specification: Option<ConnectionTrackingSpecificationRequest> = opt("ConnectionTrackingSpecification", object(&CONNECTION_TRACKING_SPECIFICATION_REQUEST)),
    associate_public_ip_address: Option<bool> = opt("AssociatePublicIpAddress", BOOL),
    associated_subnet_ids: Option<Vec<String>> = opt("AssociatedSubnetIds", list(&SUBNET_ID_LIST)).wire("AssociatedSubnetId"),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    network_interface_id: String = req("NetworkInterfaceId", TEXT).wire("networkInterfaceId").query("NetworkInterfaceId"),
    description: Option<AttributeValue> = opt("Description", object(&ATTRIBUTE_VALUE)).wire("description").query("Description"),
    source_dest_check: Option<AttributeBooleanValue> = opt("SourceDestCheck", object(&ATTRIBUTE_BOOLEAN_VALUE)).wire("sourceDestCheck").query("SourceDestCheck"),
    groups: Option<Vec<String>> = opt("Groups", list(&SECURITY_GROUP_ID_STRING_LIST)).wire("SecurityGroupId"),
    attachment: Option<NetworkInterfaceAttachmentChanges> = opt("Attachment", object(&NETWORK_INTERFACE_ATTACHMENT_CHANGES)).wire("attachment").query("Attachment"),
}}

structure! { ModifySecurityGroupRulesRequest = MODIFY_SECURITY_GROUP_RULES_REQUEST {
    group_id: String = req("GroupId", TEXT),
    security_group_rules: Vec<SecurityGroupRuleUpdate> = req("SecurityGroupRules", list(&SECURITY_GROUP_RULE_UPDATE_LIST)).wire("SecurityGroupRule"),
    dry_run: Option<bool> = opt("DryRun", BOOL),
}}

structure! { ModifySecurityGroupRulesResult = MODIFY_SECURITY_GROUP_RULES_RESULT {
    r#return: Option<bool> = opt("Return", BOOL).wire("return").query("Return"),
}}

structure! { NatGateway = NAT_GATEWAY {
    create_time: Option<Timestamp> = opt("CreateTime", TIME).wire("createTime").query("CreateTime"),
    delete_time: Option<Timestamp> = opt("DeleteTime", TIME).wire("deleteTime").query("DeleteTime"),
    failure_code: Option<String> = opt("FailureCode", TEXT).wire("failureCode").query("FailureCode"),
    failure_message: Option<String> = opt("FailureMessage", TEXT).wire("failureMessage").query("FailureMessage"),
    nat_gateway_addresses: Option<Vec<NatGatewayAddress>> = opt("NatGatewayAddresses", list(&NAT_GATEWAY_ADDRESS_LIST)).wire("natGatewayAddressSet").query("NatGatewayAddressSet"),
    nat_gateway_id: Option<String> = opt("NatGatewayId", TEXT).wire("natGatewayId").query("NatGatewayId"),
    provisioned_bandwidth: Option<ProvisionedBandwidth> = opt("ProvisionedBandwidth", object(&PROVISIONED_BANDWIDTH)).wire("provisionedBandwidth").query("ProvisionedBandwidth"),
    state: Option<String> = opt("State", text(&NAT_GATEWAY_STATE)).wire("state").query("State"),
    subnet_id: Option<String> = opt("SubnetId", TEXT).wire("subnetId").query("SubnetId"),
    vpc_id: Option<String> = opt("VpcId", TEXT).wire("vpcId").query("VpcId"),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)).wire("tagSet").query("TagSet"),
    connectivity_type: Option<String> = opt("ConnectivityType", text(&CONNECTIVITY_TYPE)).wire("connectivityType").query("ConnectivityType"),
    availability_mode: Option<String> = opt("AvailabilityMode", text(&AVAILABILITY_MODE)).wire("availabilityMode").query("AvailabilityMode"),
    auto_scaling_ips: Option<String> = opt("AutoScalingIps", text(&AUTO_SCALING_IPS_STATE)).wire("autoScalingIps").query("AutoScalingIps"),
    auto_provision_zones: Option<String> = opt("AutoProvisionZones", text(&AUTO_PROVISION_ZONES_STATE)).wire("autoProvisionZones").query("AutoProvisionZones"),
    attached_appliances: Option<Vec<NatGatewayAttachedAppliance>> = opt("AttachedAppliances", list(&NAT_GATEWAY_ATTACHED_APPLIANCE_LIST)).wire("attachedApplianceSet").query("AttachedApplianceSet"),
    route_table_id: Option<String> = opt("RouteTableId", TEXT).wire("routeTableId").query("RouteTableId"),
}}

structure! { NatGatewayAddress = NAT_GATEWAY_ADDRESS {
    allocation_id: Option<String> = opt("AllocationId", TEXT).wire("allocationId").query("AllocationId"),
    network_interface_id: Option<String> = opt("NetworkInterfaceId", TEXT).wire("networkInterfaceId").query("NetworkInterfaceId"),
    private_ip: Option<String> = opt("PrivateIp", TEXT).wire("privateIp").query("PrivateIp"),
    public_ip: Option<String> = opt("PublicIp", TEXT).wire("publicIp").query("PublicIp"),
    association_id: Option<String> = opt("AssociationId", TEXT).wire("associationId").query("AssociationId"),
    is_primary: Option<bool> = opt("IsPrimary", BOOL).wire("isPrimary").query("IsPrimary"),
    failure_message: Option<String> = opt("FailureMessage", TEXT).wire("failureMessage").query("FailureMessage"),
    status: Option<String> = opt("Status", text(&NAT_GATEWAY_ADDRESS_STATUS)).wire("status").query("Status"),
    availability_zone: Option<String> = opt("AvailabilityZone", TEXT).wire("availabilityZone").query("AvailabilityZone"),
    availability_zone_id: Option<String> = opt("AvailabilityZoneId", TEXT).wire("availabilityZoneId").query("AvailabilityZoneId"),
}}

structure! { NatGatewayAttachedAppliance = NAT_GATEWAY_ATTACHED_APPLIANCE {
    r#type: Option<String> = opt("Type", text(&NAT_GATEWAY_APPLIANCE_TYPE)).wire("type").query("Type"),
    appliance_arn: Option<String> = opt("ApplianceArn", TEXT).wire("applianceArn").query("ApplianceArn"),
    vpc_endpoint_id: Option<String> = opt("VpcEndpointId", TEXT).wire("vpcEndpointId").query("VpcEndpointId"),
    attachment_state: Option<String> = opt("AttachmentState", text(&NAT_GATEWAY_APPLIANCE_STATE)).wire("attachmentState").query("AttachmentState"),
    modification_state: Option<String> = opt("ModificationState", text(&NAT_GATEWAY_APPLIANCE_MODIFY_STATE)).wire("modificationState").query("ModificationState"),
    failure_code: Option<String> = opt("FailureCode", TEXT).wire("failureCode").query("FailureCode"),
    failure_message: Option<String> = opt("FailureMessage", TEXT).wire("failureMessage").query("FailureMessage"),
}}

structure! { NetworkAcl = NETWORK_ACL {
    associations: Option<Vec<NetworkAclAssociation>> = opt("Associations", list(&NETWORK_ACL_ASSOCIATION_LIST)).wire("associationSet").query("AssociationSet"),
    entries: Option<Vec<NetworkAclEntry>> = opt("Entries", list(&NETWORK_ACL_ENTRY_LIST)).wire("entrySet").query("EntrySet"),
    is_default: Option<bool> = opt("IsDefault", BOOL).wire("default").query("Default"),
    network_acl_id: Option<String> = opt("NetworkAclId", TEXT).wire("networkAclId").query("NetworkAclId"),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)).wire("tagSet").query("TagSet"),
    vpc_id: Option<String> = opt("VpcId", TEXT).wire("vpcId").query("VpcId"),
    owner_id: Option<String> = opt("OwnerId", TEXT).wire("ownerId").query("OwnerId"),
}}

structure! { NetworkAclAssociation = NETWORK_ACL_ASSOCIATION {
    network_acl_association_id: Option<String> = opt("NetworkAclAssociationId", TEXT).wire("networkAclAssociationId").query("NetworkAclAssociationId"),
    network_acl_id: Option<String> = opt("NetworkAclId", TEXT).wire("networkAclId").query("NetworkAclId"),
    subnet_id: Option<String> = opt("SubnetId", TEXT).wire("subnetId").query("SubnetId"),
}}

structure! { NetworkAclEntry = NETWORK_ACL_ENTRY {
    cidr_block: Option<String> = opt("CidrBlock", TEXT).wire("cidrBlock").query("CidrBlock"),
    egress: Option<bool> = opt("Egress", BOOL).wire("egress").query("Egress"),
    icmp_type_code: Option<IcmpTypeCode> = opt("IcmpTypeCode", object(&ICMP_TYPE_CODE)).wire("icmpTypeCode").query("IcmpTypeCode"),
    ipv6_cidr_block: Option<String> = opt("Ipv6CidrBlock", TEXT).wire("ipv6CidrBlock").query("Ipv6CidrBlock"),
    port_range: Option<PortRange> = opt("PortRange", object(&PORT_RANGE)).wire("portRange").query("PortRange"),
    protocol: Option<String> = opt("Protocol", TEXT).wire("protocol").query("Protocol"),
    rule_action: Option<String> = opt("RuleAction", text(&RULE_ACTION)).wire("ruleAction").query("RuleAction"),
    rule_number: Option<i32> = opt("RuleNumber", INT).wire("ruleNumber").query("RuleNumber"),
}}

structure! { NetworkInterface = NETWORK_INTERFACE {
    association: Option<NetworkInterfaceAssociation> = opt("Association", object(&NETWORK_INTERFACE_ASSOCIATION)).wire("association").query("Association"),
    attachment: Option<NetworkInterfaceAttachment> = opt("Attachment", object(&NETWORK_INTERFACE_ATTACHMENT)).wire("attachment").query("Attachment"),
    availability_zone: Option<String> = opt("AvailabilityZone", TEXT).wire("availabilityZone").query("AvailabilityZone"),
    connection_tracking_configuration: Option<ConnectionTrackingConfiguration> = opt("ConnectionTrackingConfiguration", object(&CONNECTION_TRACKING_CONFIGURATION)).wire("connectionTrackingConfiguration").query("ConnectionTrackingConfiguration"),
    description: Option<String> = opt("Description", TEXT).wire("description").query("Description"),
    groups: Option<Vec<GroupIdentifier>> = opt("Groups", list(&GROUP_IDENTIFIER_LIST)).wire("groupSet").query("GroupSet"),
    interface_type: Option<String> = opt("InterfaceType", text(&NETWORK_INTERFACE_TYPE)).wire("interfaceType").query("InterfaceType"),
    ipv6_addresses: Option<Vec<NetworkInterfaceIpv6Address>> = opt("Ipv6Addresses", list(&NETWORK_INTERFACE_IPV6_ADDRESSES_LIST)).wire("ipv6AddressesSet").query("Ipv6AddressesSet"),
    mac_address: Option<String> = opt("MacAddress", TEXT).wire("macAddress").query("MacAddress"),
    network_interface_id: Option<String> = opt("NetworkInterfaceId", TEXT).wire("networkInterfaceId").query("NetworkInterfaceId"),
    outpost_arn: Option<String> = opt("OutpostArn", TEXT).wire("outpostArn").query("OutpostArn"),
    owner_id: Option<String> = opt("OwnerId", TEXT).wire("ownerId").query("OwnerId"),
    private_dns_name: Option<String> = opt("PrivateDnsName", TEXT).wire("privateDnsName").query("PrivateDnsName"),
    public_dns_name: Option<String> = opt("PublicDnsName", TEXT).wire("publicDnsName").query("PublicDnsName"),
    public_ip_dns_name_options: Option<PublicIpDnsNameOptions> = opt("PublicIpDnsNameOptions", object(&PUBLIC_IP_DNS_NAME_OPTIONS)).wire("publicIpDnsNameOptions").query("PublicIpDnsNameOptions"),
    private_ip_address: Option<String> = opt("PrivateIpAddress", TEXT).wire("privateIpAddress").query("PrivateIpAddress"),
    private_ip_addresses: Option<Vec<NetworkInterfacePrivateIpAddress>> = opt("PrivateIpAddresses", list(&NETWORK_INTERFACE_PRIVATE_IP_ADDRESS_LIST)).wire("privateIpAddressesSet").query("PrivateIpAddressesSet"),
    ipv4_prefixes: Option<Vec<Ipv4PrefixSpecification>> = opt("Ipv4Prefixes", list(&IPV4_PREFIXES_LIST)).wire("ipv4PrefixSet").query("Ipv4PrefixSet"),
    ipv6_prefixes: Option<Vec<Ipv6PrefixSpecification>> = opt("Ipv6Prefixes", list(&IPV6_PREFIXES_LIST)).wire("ipv6PrefixSet").query("Ipv6PrefixSet"),
    requester_id: Option<String> = opt("RequesterId", TEXT).wire("requesterId").query("RequesterId"),
    requester_managed: Option<bool> = opt("RequesterManaged", BOOL).wire("requesterManaged").query("RequesterManaged"),
    source_dest_check: Option<bool> = opt("SourceDestCheck", BOOL).wire("sourceDestCheck").query("SourceDestCheck"),
    status: Option<String> = opt("Status", text(&NETWORK_INTERFACE_STATUS)).wire("status").query("Status"),
    subnet_id: Option<String> = opt("SubnetId", TEXT).wire("subnetId").query("SubnetId"),
    tag_set: Option<Vec<Tag>> = opt("TagSet", list(&TAG_LIST)).wire("tagSet").query("TagSet"),
    vpc_id: Option<String> = opt("VpcId", TEXT).wire("vpcId").query("VpcId"),
    deny_all_igw_traffic: Option<bool> = opt("DenyAllIgwTraffic", BOOL).wire("denyAllIgwTraffic").query("DenyAllIgwTraffic"),
    ipv6_native: Option<bool> = opt("Ipv6Native", BOOL).wire("ipv6Native").query("Ipv6Native"),
    ipv6_address: Option<String> = opt("Ipv6Address", TEXT).wire("ipv6Address").query("Ipv6Address"),
    operator: Option<OperatorResponse> = opt("Operator", object(&OPERATOR_RESPONSE)).wire("operator").query("Operator"),
    associated_subnets: Option<Vec<String>> = opt("AssociatedSubnets", list(&ASSOCIATED_SUBNET_LIST)).wire("associatedSubnetSet").query("AssociatedSubnetSet"),
    availability_zone_id: Option<String> = opt("AvailabilityZoneId", TEXT).wire("availabilityZoneId").query("AvailabilityZoneId"),
}}

structure! { NetworkInterfaceAssociation = NETWORK_INTERFACE_ASSOCIATION {
    allocation_id: Option<String> = opt("AllocationId", TEXT).wire("allocationId").query("AllocationId"),
    association_id: Option<String> = opt("AssociationId", TEXT).wire("associationId").query("AssociationId"),
    ip_owner_id: Option<String> = opt("IpOwnerId", TEXT).wire("ipOwnerId").query("IpOwnerId"),
    public_dns_name: Option<String> = opt("PublicDnsName", TEXT).wire("publicDnsName").query("PublicDnsName"),
    public_ip: Option<String> = opt("PublicIp", TEXT).wire("publicIp").query("PublicIp"),
    customer_owned_ip: Option<String> = opt("CustomerOwnedIp", TEXT).wire("customerOwnedIp").query("CustomerOwnedIp"),
    carrier_ip: Option<String> = opt("CarrierIp", TEXT).wire("carrierIp").query("CarrierIp"),
}}

structure! { NetworkInterfaceAttachment = NETWORK_INTERFACE_ATTACHMENT {
    attach_time: Option<Timestamp> = opt("AttachTime", TIME).wire("attachTime").query("AttachTime"),
    attachment_id: Option<String> = opt("AttachmentId", TEXT).wire("attachmentId").query("AttachmentId"),
    delete_on_termination: Option<bool> = opt("DeleteOnTermination", BOOL).wire("deleteOnTermination").query("DeleteOnTermination"),
    device_index: Option<i32> = opt("DeviceIndex", INT).wire("deviceIndex").query("DeviceIndex"),
    network_card_index: Option<i32> = opt("NetworkCardIndex", INT).wire("networkCardIndex").query("NetworkCardIndex"),
    instance_id: Option<String> = opt("InstanceId", TEXT).wire("instanceId").query("InstanceId"),
    instance_owner_id: Option<String> = opt("InstanceOwnerId", TEXT).wire("instanceOwnerId").query("InstanceOwnerId"),
    status: Option<String> = opt("Status", text(&ATTACHMENT_STATUS)).wire("status").query("Status"),
    ena_srd_specification: Option<AttachmentEnaSrdSpecification> = opt("EnaSrdSpecification", object(&ATTACHMENT_ENA_SRD_SPECIFICATION)).wire("enaSrdSpecification").query("EnaSrdSpecification"),
    ena_queue_count: Option<i32> = opt("EnaQueueCount", INT).wire("enaQueueCount").query("EnaQueueCount"),
}}

structure! { NetworkInterfaceAttachmentChanges = NETWORK_INTERFACE_ATTACHMENT_CHANGES {
    default_ena_queue_count: Option<bool> = opt("DefaultEnaQueueCount", BOOL),
    ena_queue_count: Option<i32> = opt("EnaQueueCount", INT),
    attachment_id: Option<String> = opt("AttachmentId", TEXT).wire("attachmentId").query("AttachmentId"),
    delete_on_termination: Option<bool> = opt("DeleteOnTermination", BOOL).wire("deleteOnTermination").query("DeleteOnTermination"),
}}

structure! { NetworkInterfaceIpv6Address = NETWORK_INTERFACE_IPV6_ADDRESS {
    ipv6_address: Option<String> = opt("Ipv6Address", TEXT).wire("ipv6Address").query("Ipv6Address"),
    public_ipv6_dns_name: Option<String> = opt("PublicIpv6DnsName", TEXT).wire("publicIpv6DnsName").query("PublicIpv6DnsName"),
    is_primary_ipv6: Option<bool> = opt("IsPrimaryIpv6", BOOL).wire("isPrimaryIpv6").query("IsPrimaryIpv6"),
}}

structure! { NetworkInterfacePrivateIpAddress = NETWORK_INTERFACE_PRIVATE_IP_ADDRESS {
    association: Option<NetworkInterfaceAssociation> = opt("Association", object(&NETWORK_INTERFACE_ASSOCIATION)).wire("association").query("Association"),
    primary: Option<bool> = opt("Primary", BOOL).wire("primary").query("Primary"),
    private_dns_name: Option<String> = opt("PrivateDnsName", TEXT).wire("privateDnsName").query("PrivateDnsName"),
    private_ip_address: Option<String> = opt("PrivateIpAddress", TEXT).wire("privateIpAddress").query("PrivateIpAddress"),
}}

structure! { OperatorRequest = OPERATOR_REQUEST {
    principal: Option<String> = opt("Principal", TEXT),
}}

structure! { OperatorResponse = OPERATOR_RESPONSE {
    managed: Option<bool> = opt("Managed", BOOL).wire("managed").query("Managed"),
    principal: Option<String> = opt("Principal", TEXT).wire("principal").query("Principal"),
    hidden_by_default: Option<bool> = opt("HiddenByDefault", BOOL).wire("hiddenByDefault").query("HiddenByDefault"),
}}

structure! { PayerResponsibilityEntry = PAYER_RESPONSIBILITY_ENTRY {
    scope: Option<String> = opt("Scope", text(&PAYER_RESPONSIBILITY_SCOPE)).wire("scope").query("Scope"),
    payer_responsibility_type: Option<String> = opt("PayerResponsibilityType", text(&PAYER_RESPONSIBILITY_TYPE)).wire("payerResponsibilityType").query("PayerResponsibilityType"),
}}

structure! { PortRange = PORT_RANGE {
    from: Option<i32> = opt("From", INT).wire("from").query("From"),
    to: Option<i32> = opt("To", INT).wire("to").query("To"),
}}

structure! { PrefixList = PREFIX_LIST {
    cidrs: Option<Vec<String>> = opt("Cidrs", list(&VALUE_STRING_LIST)).wire("cidrSet").query("CidrSet"),
    prefix_list_id: Option<String> = opt("PrefixListId", TEXT).wire("prefixListId").query("PrefixListId"),
    prefix_list_name: Option<String> = opt("PrefixListName", TEXT).wire("prefixListName").query("PrefixListName"),
}}

structure! { PrefixListId = PREFIX_LIST_ID {
    description: Option<String> = opt("Description", TEXT).wire("description").query("Description"),
    prefix_list_id: Option<String> = opt("PrefixListId", TEXT).wire("prefixListId").query("PrefixListId"),
}}

structure! { PrivateDnsNameOptionsOnLaunch = PRIVATE_DNS_NAME_OPTIONS_ON_LAUNCH {
    hostname_type: Option<String> = opt("HostnameType", text(&HOSTNAME_TYPE)).wire("hostnameType").query("HostnameType"),
    enable_resource_name_dns_a_record: Option<bool> = opt("EnableResourceNameDnsARecord", BOOL).wire("enableResourceNameDnsARecord").query("EnableResourceNameDnsARecord"),
    enable_resource_name_dns_aaaa_record: Option<bool> = opt("EnableResourceNameDnsAAAARecord", BOOL).wire("enableResourceNameDnsAAAARecord").query("EnableResourceNameDnsAAAARecord"),
}}

structure! { PrivateIpAddressSpecification = PRIVATE_IP_ADDRESS_SPECIFICATION {
    primary: Option<bool> = opt("Primary", BOOL).wire("primary").query("Primary"),
    private_ip_address: Option<String> = opt("PrivateIpAddress", TEXT).wire("privateIpAddress").query("PrivateIpAddress"),
}}

structure! { PropagatingVgw = PROPAGATING_VGW {
    gateway_id: Option<String> = opt("GatewayId", TEXT).wire("gatewayId").query("GatewayId"),
}}

structure! { ProvisionedBandwidth = PROVISIONED_BANDWIDTH {
    provision_time: Option<Timestamp> = opt("ProvisionTime", TIME).wire("provisionTime").query("ProvisionTime"),
    provisioned: Option<String> = opt("Provisioned", TEXT).wire("provisioned").query("Provisioned"),
    request_time: Option<Timestamp> = opt("RequestTime", TIME).wire("requestTime").query("RequestTime"),
    requested: Option<String> = opt("Requested", TEXT).wire("requested").query("Requested"),
    status: Option<String> = opt("Status", TEXT).wire("status").query("Status"),
}}

structure! { PublicIpDnsNameOptions = PUBLIC_IP_DNS_NAME_OPTIONS {
    dns_hostname_type: Option<String> = opt("DnsHostnameType", TEXT).wire("dnsHostnameType").query("DnsHostnameType"),
    public_ipv4_dns_name: Option<String> = opt("PublicIpv4DnsName", TEXT).wire("publicIpv4DnsName").query("PublicIpv4DnsName"),
    public_ipv6_dns_name: Option<String> = opt("PublicIpv6DnsName", TEXT).wire("publicIpv6DnsName").query("PublicIpv6DnsName"),
    public_dual_stack_dns_name: Option<String> = opt("PublicDualStackDnsName", TEXT).wire("publicDualStackDnsName").query("PublicDualStackDnsName"),
}}

structure! { ReferencedSecurityGroup = REFERENCED_SECURITY_GROUP {
    group_id: Option<String> = opt("GroupId", TEXT).wire("groupId").query("GroupId"),
    peering_status: Option<String> = opt("PeeringStatus", TEXT).wire("peeringStatus").query("PeeringStatus"),
    user_id: Option<String> = opt("UserId", TEXT).wire("userId").query("UserId"),
    vpc_id: Option<String> = opt("VpcId", TEXT).wire("vpcId").query("VpcId"),
    vpc_peering_connection_id: Option<String> = opt("VpcPeeringConnectionId", TEXT).wire("vpcPeeringConnectionId").query("VpcPeeringConnectionId"),
}}

structure! { Region = REGION {
    opt_in_status: Option<String> = opt("OptInStatus", TEXT).wire("optInStatus").query("OptInStatus"),
    geography: Option<Vec<RegionGeography>> = opt("Geography", list(&REGION_GEOGRAPHY_LIST)).wire("geographySet").query("GeographySet"),
    region_name: Option<String> = opt("RegionName", TEXT).wire("regionName").query("RegionName"),
    endpoint: Option<String> = opt("Endpoint", TEXT).wire("regionEndpoint").query("RegionEndpoint"),
}}

structure! { RegionGeography = REGION_GEOGRAPHY {
    name: Option<String> = opt("Name", TEXT).wire("name").query("Name"),
}}

structure! { RevokeSecurityGroupEgressRequest = REVOKE_SECURITY_GROUP_EGRESS_REQUEST {
    security_group_rule_ids: Option<Vec<String>> = opt("SecurityGroupRuleIds", list(&SECURITY_GROUP_RULE_ID_LIST)).wire("SecurityGroupRuleId"),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    group_id: String = req("GroupId", TEXT).wire("groupId").query("GroupId"),
    source_security_group_name: Option<String> = opt("SourceSecurityGroupName", TEXT).wire("sourceSecurityGroupName").query("SourceSecurityGroupName"),
    source_security_group_owner_id: Option<String> = opt("SourceSecurityGroupOwnerId", TEXT).wire("sourceSecurityGroupOwnerId").query("SourceSecurityGroupOwnerId"),
    ip_protocol: Option<String> = opt("IpProtocol", TEXT).wire("ipProtocol").query("IpProtocol"),
    from_port: Option<i32> = opt("FromPort", INT).wire("fromPort").query("FromPort"),
    to_port: Option<i32> = opt("ToPort", INT).wire("toPort").query("ToPort"),
    cidr_ip: Option<String> = opt("CidrIp", TEXT).wire("cidrIp").query("CidrIp"),
    ip_permissions: Option<Vec<IpPermission>> = opt("IpPermissions", list(&IP_PERMISSION_LIST)).wire("ipPermissions").query("IpPermissions"),
}}

structure! { RevokeSecurityGroupEgressResult = REVOKE_SECURITY_GROUP_EGRESS_RESULT {
    r#return: Option<bool> = opt("Return", BOOL).wire("return").query("Return"),
    unknown_ip_permissions: Option<Vec<IpPermission>> = opt("UnknownIpPermissions", list(&IP_PERMISSION_LIST)).wire("unknownIpPermissionSet").query("UnknownIpPermissionSet"),
    revoked_security_group_rules: Option<Vec<RevokedSecurityGroupRule>> = opt("RevokedSecurityGroupRules", list(&REVOKED_SECURITY_GROUP_RULE_LIST)).wire("revokedSecurityGroupRuleSet").query("RevokedSecurityGroupRuleSet"),
}}

structure! { RevokeSecurityGroupIngressRequest = REVOKE_SECURITY_GROUP_INGRESS_REQUEST {
    cidr_ip: Option<String> = opt("CidrIp", TEXT),
    from_port: Option<i32> = opt("FromPort", INT),
    group_id: Option<String> = opt("GroupId", TEXT),
    group_name: Option<String> = opt("GroupName", TEXT),
    ip_permissions: Option<Vec<IpPermission>> = opt("IpPermissions", list(&IP_PERMISSION_LIST)),
    ip_protocol: Option<String> = opt("IpProtocol", TEXT),
    source_security_group_name: Option<String> = opt("SourceSecurityGroupName", TEXT),
    source_security_group_owner_id: Option<String> = opt("SourceSecurityGroupOwnerId", TEXT),
    to_port: Option<i32> = opt("ToPort", INT),
    security_group_rule_ids: Option<Vec<String>> = opt("SecurityGroupRuleIds", list(&SECURITY_GROUP_RULE_ID_LIST)).wire("SecurityGroupRuleId"),
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
}}

structure! { RevokeSecurityGroupIngressResult = REVOKE_SECURITY_GROUP_INGRESS_RESULT {
    r#return: Option<bool> = opt("Return", BOOL).wire("return").query("Return"),
    unknown_ip_permissions: Option<Vec<IpPermission>> = opt("UnknownIpPermissions", list(&IP_PERMISSION_LIST)).wire("unknownIpPermissionSet").query("UnknownIpPermissionSet"),
    revoked_security_group_rules: Option<Vec<RevokedSecurityGroupRule>> = opt("RevokedSecurityGroupRules", list(&REVOKED_SECURITY_GROUP_RULE_LIST)).wire("revokedSecurityGroupRuleSet").query("RevokedSecurityGroupRuleSet"),
}}

structure! { RevokedSecurityGroupRule = REVOKED_SECURITY_GROUP_RULE {
    security_group_rule_id: Option<String> = opt("SecurityGroupRuleId", TEXT).wire("securityGroupRuleId").query("SecurityGroupRuleId"),
    group_id: Option<String> = opt("GroupId", TEXT).wire("groupId").query("GroupId"),
    is_egress: Option<bool> = opt("IsEgress", BOOL).wire("isEgress").query("IsEgress"),
    ip_protocol: Option<String> = opt("IpProtocol", TEXT).wire("ipProtocol").query("IpProtocol"),
    from_port: Option<i32> = opt("FromPort", INT).wire("fromPort").query("FromPort"),
    to_port: Option<i32> = opt("ToPort", INT).wire("toPort").query("ToPort"),
    cidr_ipv4: Option<String> = opt("CidrIpv4", TEXT).wire("cidrIpv4").query("CidrIpv4"),
    cidr_ipv6: Option<String> = opt("CidrIpv6", TEXT).wire("cidrIpv6").query("CidrIpv6"),
    prefix_list_id: Option<String> = opt("PrefixListId", TEXT).wire("prefixListId").query("PrefixListId"),
    referenced_group_id: Option<String> = opt("ReferencedGroupId", TEXT).wire("referencedGroupId").query("ReferencedGroupId"),
    description: Option<String> = opt("Description", TEXT).wire("description").query("Description"),
}}

structure! { Route = ROUTE {
    destination_cidr_block: Option<String> = opt("DestinationCidrBlock", TEXT).wire("destinationCidrBlock").query("DestinationCidrBlock"),
    destination_ipv6_cidr_block: Option<String> = opt("DestinationIpv6CidrBlock", TEXT).wire("destinationIpv6CidrBlock").query("DestinationIpv6CidrBlock"),
    destination_prefix_list_id: Option<String> = opt("DestinationPrefixListId", TEXT).wire("destinationPrefixListId").query("DestinationPrefixListId"),
    egress_only_internet_gateway_id: Option<String> = opt("EgressOnlyInternetGatewayId", TEXT).wire("egressOnlyInternetGatewayId").query("EgressOnlyInternetGatewayId"),
    gateway_id: Option<String> = opt("GatewayId", TEXT).wire("gatewayId").query("GatewayId"),
    instance_id: Option<String> = opt("InstanceId", TEXT).wire("instanceId").query("InstanceId"),
    instance_owner_id: Option<String> = opt("InstanceOwnerId", TEXT).wire("instanceOwnerId").query("InstanceOwnerId"),
    nat_gateway_id: Option<String> = opt("NatGatewayId", TEXT).wire("natGatewayId").query("NatGatewayId"),
    transit_gateway_id: Option<String> = opt("TransitGatewayId", TEXT).wire("transitGatewayId").query("TransitGatewayId"),
    local_gateway_id: Option<String> = opt("LocalGatewayId", TEXT).wire("localGatewayId").query("LocalGatewayId"),
    carrier_gateway_id: Option<String> = opt("CarrierGatewayId", TEXT).wire("carrierGatewayId").query("CarrierGatewayId"),
    network_interface_id: Option<String> = opt("NetworkInterfaceId", TEXT).wire("networkInterfaceId").query("NetworkInterfaceId"),
    origin: Option<String> = opt("Origin", text(&ROUTE_ORIGIN)).wire("origin").query("Origin"),
    state: Option<String> = opt("State", text(&ROUTE_STATE)).wire("state").query("State"),
    vpc_peering_connection_id: Option<String> = opt("VpcPeeringConnectionId", TEXT).wire("vpcPeeringConnectionId").query("VpcPeeringConnectionId"),
    core_network_arn: Option<String> = opt("CoreNetworkArn", TEXT).wire("coreNetworkArn").query("CoreNetworkArn"),
    odb_network_arn: Option<String> = opt("OdbNetworkArn", TEXT).wire("odbNetworkArn").query("OdbNetworkArn"),
    ip_address: Option<String> = opt("IpAddress", TEXT).wire("ipAddress").query("IpAddress"),
}}

structure! { RouteTable = ROUTE_TABLE {
    associations: Option<Vec<RouteTableAssociation>> = opt("Associations", list(&ROUTE_TABLE_ASSOCIATION_LIST)).wire("associationSet").query("AssociationSet"),
    propagating_vgws: Option<Vec<PropagatingVgw>> = opt("PropagatingVgws", list(&PROPAGATING_VGW_LIST)).wire("propagatingVgwSet").query("PropagatingVgwSet"),
    route_table_id: Option<String> = opt("RouteTableId", TEXT).wire("routeTableId").query("RouteTableId"),
    routes: Option<Vec<Route>> = opt("Routes", list(&ROUTE_LIST)).wire("routeSet").query("RouteSet"),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)).wire("tagSet").query("TagSet"),
    vpc_id: Option<String> = opt("VpcId", TEXT).wire("vpcId").query("VpcId"),
    owner_id: Option<String> = opt("OwnerId", TEXT).wire("ownerId").query("OwnerId"),
}}

structure! { RouteTableAssociation = ROUTE_TABLE_ASSOCIATION {
    main: Option<bool> = opt("Main", BOOL).wire("main").query("Main"),
    route_table_association_id: Option<String> = opt("RouteTableAssociationId", TEXT).wire("routeTableAssociationId").query("RouteTableAssociationId"),
    route_table_id: Option<String> = opt("RouteTableId", TEXT).wire("routeTableId").query("RouteTableId"),
    subnet_id: Option<String> = opt("SubnetId", TEXT).wire("subnetId").query("SubnetId"),
    gateway_id: Option<String> = opt("GatewayId", TEXT).wire("gatewayId").query("GatewayId"),
    public_ipv4_pool: Option<String> = opt("PublicIpv4Pool", TEXT).wire("publicIpv4Pool").query("PublicIpv4Pool"),
    association_state: Option<RouteTableAssociationState> = opt("AssociationState", object(&ROUTE_TABLE_ASSOCIATION_STATE)).wire("associationState").query("AssociationState"),
}}

structure! { RouteTableAssociationState = ROUTE_TABLE_ASSOCIATION_STATE {
    state: Option<String> = opt("State", text(&ROUTE_TABLE_ASSOCIATION_STATE_CODE)).wire("state").query("State"),
    status_message: Option<String> = opt("StatusMessage", TEXT).wire("statusMessage").query("StatusMessage"),
}}

structure! { SecurityGroup = SECURITY_GROUP {
    group_id: Option<String> = opt("GroupId", TEXT).wire("groupId").query("GroupId"),
    ip_permissions_egress: Option<Vec<IpPermission>> = opt("IpPermissionsEgress", list(&IP_PERMISSION_LIST)).wire("ipPermissionsEgress").query("IpPermissionsEgress"),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)).wire("tagSet").query("TagSet"),
    vpc_id: Option<String> = opt("VpcId", TEXT).wire("vpcId").query("VpcId"),
    security_group_arn: Option<String> = opt("SecurityGroupArn", TEXT).wire("securityGroupArn").query("SecurityGroupArn"),
    owner_id: Option<String> = opt("OwnerId", TEXT).wire("ownerId").query("OwnerId"),
    group_name: Option<String> = opt("GroupName", TEXT).wire("groupName").query("GroupName"),
    description: Option<String> = opt("Description", TEXT).wire("groupDescription").query("GroupDescription"),
    ip_permissions: Option<Vec<IpPermission>> = opt("IpPermissions", list(&IP_PERMISSION_LIST)).wire("ipPermissions").query("IpPermissions"),
}}

structure! { SecurityGroupForVpc = SECURITY_GROUP_FOR_VPC {
    description: Option<String> = opt("Description", TEXT).wire("description").query("Description"),
    group_name: Option<String> = opt("GroupName", TEXT).wire("groupName").query("GroupName"),
    owner_id: Option<String> = opt("OwnerId", TEXT).wire("ownerId").query("OwnerId"),
    group_id: Option<String> = opt("GroupId", TEXT).wire("groupId").query("GroupId"),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)).wire("tagSet").query("TagSet"),
    primary_vpc_id: Option<String> = opt("PrimaryVpcId", TEXT).wire("primaryVpcId").query("PrimaryVpcId"),
}}

structure! { SecurityGroupIdentifier = SECURITY_GROUP_IDENTIFIER {
    group_id: Option<String> = opt("GroupId", TEXT).wire("groupId").query("GroupId"),
    group_name: Option<String> = opt("GroupName", TEXT).wire("groupName").query("GroupName"),
}}

structure! { SecurityGroupReference = SECURITY_GROUP_REFERENCE {
    group_id: Option<String> = opt("GroupId", TEXT).wire("groupId").query("GroupId"),
    referencing_vpc_id: Option<String> = opt("ReferencingVpcId", TEXT).wire("referencingVpcId").query("ReferencingVpcId"),
    vpc_peering_connection_id: Option<String> = opt("VpcPeeringConnectionId", TEXT).wire("vpcPeeringConnectionId").query("VpcPeeringConnectionId"),
    transit_gateway_id: Option<String> = opt("TransitGatewayId", TEXT).wire("transitGatewayId").query("TransitGatewayId"),
}}

structure! { SecurityGroupRule = SECURITY_GROUP_RULE {
    security_group_rule_id: Option<String> = opt("SecurityGroupRuleId", TEXT).wire("securityGroupRuleId").query("SecurityGroupRuleId"),
    group_id: Option<String> = opt("GroupId", TEXT).wire("groupId").query("GroupId"),
    group_owner_id: Option<String> = opt("GroupOwnerId", TEXT).wire("groupOwnerId").query("GroupOwnerId"),
    is_egress: Option<bool> = opt("IsEgress", BOOL).wire("isEgress").query("IsEgress"),
    ip_protocol: Option<String> = opt("IpProtocol", TEXT).wire("ipProtocol").query("IpProtocol"),
    from_port: Option<i32> = opt("FromPort", INT).wire("fromPort").query("FromPort"),
    to_port: Option<i32> = opt("ToPort", INT).wire("toPort").query("ToPort"),
    cidr_ipv4: Option<String> = opt("CidrIpv4", TEXT).wire("cidrIpv4").query("CidrIpv4"),
    cidr_ipv6: Option<String> = opt("CidrIpv6", TEXT).wire("cidrIpv6").query("CidrIpv6"),
    prefix_list_id: Option<String> = opt("PrefixListId", TEXT).wire("prefixListId").query("PrefixListId"),
    referenced_group_info: Option<ReferencedSecurityGroup> = opt("ReferencedGroupInfo", object(&REFERENCED_SECURITY_GROUP)).wire("referencedGroupInfo").query("ReferencedGroupInfo"),
    description: Option<String> = opt("Description", TEXT).wire("description").query("Description"),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)).wire("tagSet").query("TagSet"),
    security_group_rule_arn: Option<String> = opt("SecurityGroupRuleArn", TEXT).wire("securityGroupRuleArn").query("SecurityGroupRuleArn"),
}}

structure! { SecurityGroupRuleDescription = SECURITY_GROUP_RULE_DESCRIPTION {
    security_group_rule_id: Option<String> = opt("SecurityGroupRuleId", TEXT),
    description: Option<String> = opt("Description", TEXT),
}}

structure! { SecurityGroupRuleRequest = SECURITY_GROUP_RULE_REQUEST {
    ip_protocol: Option<String> = opt("IpProtocol", TEXT),
    from_port: Option<i32> = opt("FromPort", INT),
    to_port: Option<i32> = opt("ToPort", INT),
    cidr_ipv4: Option<String> = opt("CidrIpv4", TEXT),
    cidr_ipv6: Option<String> = opt("CidrIpv6", TEXT),
    prefix_list_id: Option<String> = opt("PrefixListId", TEXT),
    referenced_group_id: Option<String> = opt("ReferencedGroupId", TEXT),
    description: Option<String> = opt("Description", TEXT),
}}

structure! { SecurityGroupRuleUpdate = SECURITY_GROUP_RULE_UPDATE {
    security_group_rule_id: String = req("SecurityGroupRuleId", TEXT),
    security_group_rule: Option<SecurityGroupRuleRequest> = opt("SecurityGroupRule", object(&SECURITY_GROUP_RULE_REQUEST)),
}}

structure! { Subnet = SUBNET {
    availability_zone_id: Option<String> = opt("AvailabilityZoneId", TEXT).wire("availabilityZoneId").query("AvailabilityZoneId"),
    enable_lni_at_device_index: Option<i32> = opt("EnableLniAtDeviceIndex", INT).wire("enableLniAtDeviceIndex").query("EnableLniAtDeviceIndex"),
    map_customer_owned_ip_on_launch: Option<bool> = opt("MapCustomerOwnedIpOnLaunch", BOOL).wire("mapCustomerOwnedIpOnLaunch").query("MapCustomerOwnedIpOnLaunch"),
    customer_owned_ipv4_pool: Option<String> = opt("CustomerOwnedIpv4Pool", TEXT).wire("customerOwnedIpv4Pool").query("CustomerOwnedIpv4Pool"),
    owner_id: Option<String> = opt("OwnerId", TEXT).wire("ownerId").query("OwnerId"),
    assign_ipv6_address_on_creation: Option<bool> = opt("AssignIpv6AddressOnCreation", BOOL).wire("assignIpv6AddressOnCreation").query("AssignIpv6AddressOnCreation"),
    ipv6_cidr_block_association_set: Option<Vec<SubnetIpv6CidrBlockAssociation>> = opt("Ipv6CidrBlockAssociationSet", list(&SUBNET_IPV6_CIDR_BLOCK_ASSOCIATION_SET)).wire("ipv6CidrBlockAssociationSet").query("Ipv6CidrBlockAssociationSet"),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)).wire("tagSet").query("TagSet"),
    subnet_arn: Option<String> = opt("SubnetArn", TEXT).wire("subnetArn").query("SubnetArn"),
    outpost_arn: Option<String> = opt("OutpostArn", TEXT).wire("outpostArn").query("OutpostArn"),
    enable_dns64: Option<bool> = opt("EnableDns64", BOOL).wire("enableDns64").query("EnableDns64"),
    ipv6_native: Option<bool> = opt("Ipv6Native", BOOL).wire("ipv6Native").query("Ipv6Native"),
    private_dns_name_options_on_launch: Option<PrivateDnsNameOptionsOnLaunch> = opt("PrivateDnsNameOptionsOnLaunch", object(&PRIVATE_DNS_NAME_OPTIONS_ON_LAUNCH)).wire("privateDnsNameOptionsOnLaunch").query("PrivateDnsNameOptionsOnLaunch"),
    block_public_access_states: Option<BlockPublicAccessStates> = opt("BlockPublicAccessStates", object(&BLOCK_PUBLIC_ACCESS_STATES)).wire("blockPublicAccessStates").query("BlockPublicAccessStates"),
    r#type: Option<String> = opt("Type", TEXT).wire("type").query("Type"),
    subnet_id: Option<String> = opt("SubnetId", TEXT).wire("subnetId").query("SubnetId"),
    state: Option<String> = opt("State", text(&SUBNET_STATE)).wire("state").query("State"),
    vpc_id: Option<String> = opt("VpcId", TEXT).wire("vpcId").query("VpcId"),
    cidr_block: Option<String> = opt("CidrBlock", TEXT).wire("cidrBlock").query("CidrBlock"),
    available_ip_address_count: Option<i32> = opt("AvailableIpAddressCount", INT).wire("availableIpAddressCount").query("AvailableIpAddressCount"),
    availability_zone: Option<String> = opt("AvailabilityZone", TEXT).wire("availabilityZone").query("AvailabilityZone"),
    default_for_az: Option<bool> = opt("DefaultForAz", BOOL).wire("defaultForAz").query("DefaultForAz"),
    map_public_ip_on_launch: Option<bool> = opt("MapPublicIpOnLaunch", BOOL).wire("mapPublicIpOnLaunch").query("MapPublicIpOnLaunch"),
}}

structure! { SubnetCidrBlockState = SUBNET_CIDR_BLOCK_STATE {
    state: Option<String> = opt("State", text(&SUBNET_CIDR_BLOCK_STATE_CODE)).wire("state").query("State"),
    status_message: Option<String> = opt("StatusMessage", TEXT).wire("statusMessage").query("StatusMessage"),
}}

structure! { SubnetIpPrefixes = SUBNET_IP_PREFIXES {
    subnet_id: Option<String> = opt("SubnetId", TEXT).wire("subnetId").query("SubnetId"),
    ip_prefixes: Option<Vec<String>> = opt("IpPrefixes", list(&VALUE_STRING_LIST)).wire("ipPrefixSet").query("IpPrefixSet"),
}}

structure! { SubnetIpv6CidrBlockAssociation = SUBNET_IPV6_CIDR_BLOCK_ASSOCIATION {
    association_id: Option<String> = opt("AssociationId", TEXT).wire("associationId").query("AssociationId"),
    ipv6_cidr_block: Option<String> = opt("Ipv6CidrBlock", TEXT).wire("ipv6CidrBlock").query("Ipv6CidrBlock"),
    ipv6_cidr_block_state: Option<SubnetCidrBlockState> = opt("Ipv6CidrBlockState", object(&SUBNET_CIDR_BLOCK_STATE)).wire("ipv6CidrBlockState").query("Ipv6CidrBlockState"),
    ipv6_address_attribute: Option<String> = opt("Ipv6AddressAttribute", text(&IPV6_ADDRESS_ATTRIBUTE)).wire("ipv6AddressAttribute").query("Ipv6AddressAttribute"),
    ip_source: Option<String> = opt("IpSource", text(&IP_SOURCE)).wire("ipSource").query("IpSource"),
}}

structure! { Tag = TAG {
    key: Option<String> = opt("Key", TEXT).wire("key").query("Key"),
    value: Option<String> = opt("Value", TEXT).wire("value").query("Value"),
}}

structure! { TagDescription = TAG_DESCRIPTION {
    key: Option<String> = opt("Key", TEXT).wire("key").query("Key"),
    resource_id: Option<String> = opt("ResourceId", TEXT).wire("resourceId").query("ResourceId"),
    resource_type: Option<String> = opt("ResourceType", text(&RESOURCE_TYPE)).wire("resourceType").query("ResourceType"),
    value: Option<String> = opt("Value", TEXT).wire("value").query("Value"),
}}

structure! { TagSpecification = TAG_SPECIFICATION {
    resource_type: Option<String> = opt("ResourceType", text(&RESOURCE_TYPE)).wire("resourceType").query("ResourceType"),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)).wire("Tag"),
}}

structure! { UpdateSecurityGroupRuleDescriptionsEgressRequest = UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_EGRESS_REQUEST {
    dry_run: Option<bool> = opt("DryRun", BOOL),
    group_id: Option<String> = opt("GroupId", TEXT),
    group_name: Option<String> = opt("GroupName", TEXT),
    ip_permissions: Option<Vec<IpPermission>> = opt("IpPermissions", list(&IP_PERMISSION_LIST)),
    security_group_rule_descriptions: Option<Vec<SecurityGroupRuleDescription>> = opt("SecurityGroupRuleDescriptions", list(&SECURITY_GROUP_RULE_DESCRIPTION_LIST)).wire("SecurityGroupRuleDescription"),
}}

structure! { UpdateSecurityGroupRuleDescriptionsEgressResult = UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_EGRESS_RESULT {
    r#return: Option<bool> = opt("Return", BOOL).wire("return").query("Return"),
}}

structure! { UpdateSecurityGroupRuleDescriptionsIngressRequest = UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_INGRESS_REQUEST {
    dry_run: Option<bool> = opt("DryRun", BOOL),
    group_id: Option<String> = opt("GroupId", TEXT),
    group_name: Option<String> = opt("GroupName", TEXT),
    ip_permissions: Option<Vec<IpPermission>> = opt("IpPermissions", list(&IP_PERMISSION_LIST)),
    security_group_rule_descriptions: Option<Vec<SecurityGroupRuleDescription>> = opt("SecurityGroupRuleDescriptions", list(&SECURITY_GROUP_RULE_DESCRIPTION_LIST)).wire("SecurityGroupRuleDescription"),
}}

structure! { UpdateSecurityGroupRuleDescriptionsIngressResult = UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_INGRESS_RESULT {
    r#return: Option<bool> = opt("Return", BOOL).wire("return").query("Return"),
}}

structure! { UserIdGroupPair = USER_ID_GROUP_PAIR {
    description: Option<String> = opt("Description", TEXT).wire("description").query("Description"),
    user_id: Option<String> = opt("UserId", TEXT).wire("userId").query("UserId"),
    group_name: Option<String> = opt("GroupName", TEXT).wire("groupName").query("GroupName"),
    group_id: Option<String> = opt("GroupId", TEXT).wire("groupId").query("GroupId"),
    vpc_id: Option<String> = opt("VpcId", TEXT).wire("vpcId").query("VpcId"),
    vpc_peering_connection_id: Option<String> = opt("VpcPeeringConnectionId", TEXT).wire("vpcPeeringConnectionId").query("VpcPeeringConnectionId"),
    peering_status: Option<String> = opt("PeeringStatus", TEXT).wire("peeringStatus").query("PeeringStatus"),
}}

structure! { Vpc = VPC {
    owner_id: Option<String> = opt("OwnerId", TEXT).wire("ownerId").query("OwnerId"),
    instance_tenancy: Option<String> = opt("InstanceTenancy", text(&TENANCY)).wire("instanceTenancy").query("InstanceTenancy"),
    ipv6_cidr_block_association_set: Option<Vec<VpcIpv6CidrBlockAssociation>> = opt("Ipv6CidrBlockAssociationSet", list(&VPC_IPV6_CIDR_BLOCK_ASSOCIATION_SET)).wire("ipv6CidrBlockAssociationSet").query("Ipv6CidrBlockAssociationSet"),
    cidr_block_association_set: Option<Vec<VpcCidrBlockAssociation>> = opt("CidrBlockAssociationSet", list(&VPC_CIDR_BLOCK_ASSOCIATION_SET)).wire("cidrBlockAssociationSet").query("CidrBlockAssociationSet"),
    is_default: Option<bool> = opt("IsDefault", BOOL).wire("isDefault").query("IsDefault"),
    encryption_control: Option<VpcEncryptionControl> = opt("EncryptionControl", object(&VPC_ENCRYPTION_CONTROL)).wire("encryptionControl").query("EncryptionControl"),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)).wire("tagSet").query("TagSet"),
    block_public_access_states: Option<BlockPublicAccessStates> = opt("BlockPublicAccessStates", object(&BLOCK_PUBLIC_ACCESS_STATES)).wire("blockPublicAccessStates").query("BlockPublicAccessStates"),
    vpc_id: Option<String> = opt("VpcId", TEXT).wire("vpcId").query("VpcId"),
    state: Option<String> = opt("State", text(&VPC_STATE)).wire("state").query("State"),
    cidr_block: Option<String> = opt("CidrBlock", TEXT).wire("cidrBlock").query("CidrBlock"),
    dhcp_options_id: Option<String> = opt("DhcpOptionsId", TEXT).wire("dhcpOptionsId").query("DhcpOptionsId"),
}}

structure! { VpcCidrBlockAssociation = VPC_CIDR_BLOCK_ASSOCIATION {
    association_id: Option<String> = opt("AssociationId", TEXT).wire("associationId").query("AssociationId"),
    cidr_block: Option<String> = opt("CidrBlock", TEXT).wire("cidrBlock").query("CidrBlock"),
    cidr_block_state: Option<VpcCidrBlockState> = opt("CidrBlockState", object(&VPC_CIDR_BLOCK_STATE)).wire("cidrBlockState").query("CidrBlockState"),
}}

structure! { VpcCidrBlockState = VPC_CIDR_BLOCK_STATE {
    state: Option<String> = opt("State", text(&VPC_CIDR_BLOCK_STATE_CODE)).wire("state").query("State"),
    status_message: Option<String> = opt("StatusMessage", TEXT).wire("statusMessage").query("StatusMessage"),
}}

structure! { VpcEncryptionControl = VPC_ENCRYPTION_CONTROL {
    vpc_id: Option<String> = opt("VpcId", TEXT).wire("vpcId").query("VpcId"),
    vpc_encryption_control_id: Option<String> = opt("VpcEncryptionControlId", TEXT).wire("vpcEncryptionControlId").query("VpcEncryptionControlId"),
    mode: Option<String> = opt("Mode", text(&VPC_ENCRYPTION_CONTROL_MODE)).wire("mode").query("Mode"),
    state: Option<String> = opt("State", text(&VPC_ENCRYPTION_CONTROL_STATE)).wire("state").query("State"),
    state_message: Option<String> = opt("StateMessage", TEXT).wire("stateMessage").query("StateMessage"),
    resource_exclusions: Option<VpcEncryptionControlExclusions> = opt("ResourceExclusions", object(&VPC_ENCRYPTION_CONTROL_EXCLUSIONS)).wire("resourceExclusions").query("ResourceExclusions"),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)).wire("tagSet").query("TagSet"),
}}

structure! { VpcEncryptionControlConfiguration = VPC_ENCRYPTION_CONTROL_CONFIGURATION {
    mode: String = req("Mode", text(&VPC_ENCRYPTION_CONTROL_MODE)),
    internet_gateway_exclusion: Option<String> = opt("InternetGatewayExclusion", text(&VPC_ENCRYPTION_CONTROL_EXCLUSION_STATE_INPUT)),
    egress_only_internet_gateway_exclusion: Option<String> = opt("EgressOnlyInternetGatewayExclusion", text(&VPC_ENCRYPTION_CONTROL_EXCLUSION_STATE_INPUT)),
    nat_gateway_exclusion: Option<String> = opt("NatGatewayExclusion", text(&VPC_ENCRYPTION_CONTROL_EXCLUSION_STATE_INPUT)),
    virtual_private_gateway_exclusion: Option<String> = opt("VirtualPrivateGatewayExclusion", text(&VPC_ENCRYPTION_CONTROL_EXCLUSION_STATE_INPUT)),
    vpc_peering_exclusion: Option<String> = opt("VpcPeeringExclusion", text(&VPC_ENCRYPTION_CONTROL_EXCLUSION_STATE_INPUT)),
    lambda_exclusion: Option<String> = opt("LambdaExclusion", text(&VPC_ENCRYPTION_CONTROL_EXCLUSION_STATE_INPUT)),
    vpc_lattice_exclusion: Option<String> = opt("VpcLatticeExclusion", text(&VPC_ENCRYPTION_CONTROL_EXCLUSION_STATE_INPUT)),
    elastic_file_system_exclusion: Option<String> = opt("ElasticFileSystemExclusion", text(&VPC_ENCRYPTION_CONTROL_EXCLUSION_STATE_INPUT)),
    global_accelerator_exclusion: Option<String> = opt("GlobalAcceleratorExclusion", text(&VPC_ENCRYPTION_CONTROL_EXCLUSION_STATE_INPUT)),
    api_gateway_v2_exclusion: Option<String> = opt("ApiGatewayV2Exclusion", text(&VPC_ENCRYPTION_CONTROL_EXCLUSION_STATE_INPUT)),
}}

structure! { VpcEncryptionControlExclusion = VPC_ENCRYPTION_CONTROL_EXCLUSION {
    state: Option<String> = opt("State", text(&VPC_ENCRYPTION_CONTROL_EXCLUSION_STATE)).wire("state").query("State"),
    state_message: Option<String> = opt("StateMessage", TEXT).wire("stateMessage").query("StateMessage"),
}}

structure! { VpcEncryptionControlExclusions = VPC_ENCRYPTION_CONTROL_EXCLUSIONS {
    internet_gateway: Option<VpcEncryptionControlExclusion> = opt("InternetGateway", object(&VPC_ENCRYPTION_CONTROL_EXCLUSION)).wire("internetGateway").query("InternetGateway"),
    egress_only_internet_gateway: Option<VpcEncryptionControlExclusion> = opt("EgressOnlyInternetGateway", object(&VPC_ENCRYPTION_CONTROL_EXCLUSION)).wire("egressOnlyInternetGateway").query("EgressOnlyInternetGateway"),
    nat_gateway: Option<VpcEncryptionControlExclusion> = opt("NatGateway", object(&VPC_ENCRYPTION_CONTROL_EXCLUSION)).wire("natGateway").query("NatGateway"),
    virtual_private_gateway: Option<VpcEncryptionControlExclusion> = opt("VirtualPrivateGateway", object(&VPC_ENCRYPTION_CONTROL_EXCLUSION)).wire("virtualPrivateGateway").query("VirtualPrivateGateway"),
    vpc_peering: Option<VpcEncryptionControlExclusion> = opt("VpcPeering", object(&VPC_ENCRYPTION_CONTROL_EXCLUSION)).wire("vpcPeering").query("VpcPeering"),
    lambda: Option<VpcEncryptionControlExclusion> = opt("Lambda", object(&VPC_ENCRYPTION_CONTROL_EXCLUSION)).wire("lambda").query("Lambda"),
    vpc_lattice: Option<VpcEncryptionControlExclusion> = opt("VpcLattice", object(&VPC_ENCRYPTION_CONTROL_EXCLUSION)).wire("vpcLattice").query("VpcLattice"),
    elastic_file_system: Option<VpcEncryptionControlExclusion> = opt("ElasticFileSystem", object(&VPC_ENCRYPTION_CONTROL_EXCLUSION)).wire("elasticFileSystem").query("ElasticFileSystem"),
    global_accelerator: Option<VpcEncryptionControlExclusion> = opt("GlobalAccelerator", object(&VPC_ENCRYPTION_CONTROL_EXCLUSION)).wire("globalAccelerator").query("GlobalAccelerator"),
    api_gateway_v2: Option<VpcEncryptionControlExclusion> = opt("ApiGatewayV2", object(&VPC_ENCRYPTION_CONTROL_EXCLUSION)).wire("apiGatewayV2").query("ApiGatewayV2"),
}}

structure! { VpcEndpoint = VPC_ENDPOINT {
    vpc_endpoint_id: Option<String> = opt("VpcEndpointId", TEXT).wire("vpcEndpointId").query("VpcEndpointId"),
    vpc_endpoint_type: Option<String> = opt("VpcEndpointType", text(&VPC_ENDPOINT_TYPE)).wire("vpcEndpointType").query("VpcEndpointType"),
    vpc_id: Option<String> = opt("VpcId", TEXT).wire("vpcId").query("VpcId"),
    service_name: Option<String> = opt("ServiceName", TEXT).wire("serviceName").query("ServiceName"),
    state: Option<String> = opt("State", text(&STATE)).wire("state").query("State"),
    policy_document: Option<String> = opt("PolicyDocument", TEXT).wire("policyDocument").query("PolicyDocument"),
    route_table_ids: Option<Vec<String>> = opt("RouteTableIds", list(&VALUE_STRING_LIST)).wire("routeTableIdSet").query("RouteTableIdSet"),
    subnet_ids: Option<Vec<String>> = opt("SubnetIds", list(&VALUE_STRING_LIST)).wire("subnetIdSet").query("SubnetIdSet"),
    groups: Option<Vec<SecurityGroupIdentifier>> = opt("Groups", list(&GROUP_IDENTIFIER_SET)).wire("groupSet").query("GroupSet"),
    ip_address_type: Option<String> = opt("IpAddressType", text(&IP_ADDRESS_TYPE)).wire("ipAddressType").query("IpAddressType"),
    dns_options: Option<DnsOptions> = opt("DnsOptions", object(&DNS_OPTIONS)).wire("dnsOptions").query("DnsOptions"),
    private_dns_enabled: Option<bool> = opt("PrivateDnsEnabled", BOOL).wire("privateDnsEnabled").query("PrivateDnsEnabled"),
    requester_managed: Option<bool> = opt("RequesterManaged", BOOL).wire("requesterManaged").query("RequesterManaged"),
    network_interface_ids: Option<Vec<String>> = opt("NetworkInterfaceIds", list(&VALUE_STRING_LIST)).wire("networkInterfaceIdSet").query("NetworkInterfaceIdSet"),
    dns_entries: Option<Vec<DnsEntry>> = opt("DnsEntries", list(&DNS_ENTRY_SET)).wire("dnsEntrySet").query("DnsEntrySet"),
    creation_timestamp: Option<Timestamp> = opt("CreationTimestamp", TIME).wire("creationTimestamp").query("CreationTimestamp"),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)).wire("tagSet").query("TagSet"),
    owner_id: Option<String> = opt("OwnerId", TEXT).wire("ownerId").query("OwnerId"),
    last_error: Option<LastError> = opt("LastError", object(&LAST_ERROR)).wire("lastError").query("LastError"),
    ipv4_prefixes: Option<Vec<SubnetIpPrefixes>> = opt("Ipv4Prefixes", list(&SUBNET_IP_PREFIXES_LIST)).wire("ipv4PrefixSet").query("Ipv4PrefixSet"),
    ipv6_prefixes: Option<Vec<SubnetIpPrefixes>> = opt("Ipv6Prefixes", list(&SUBNET_IP_PREFIXES_LIST)).wire("ipv6PrefixSet").query("Ipv6PrefixSet"),
    failure_reason: Option<String> = opt("FailureReason", TEXT).wire("failureReason").query("FailureReason"),
    service_network_arn: Option<String> = opt("ServiceNetworkArn", TEXT).wire("serviceNetworkArn").query("ServiceNetworkArn"),
    resource_configuration_arn: Option<String> = opt("ResourceConfigurationArn", TEXT).wire("resourceConfigurationArn").query("ResourceConfigurationArn"),
    service_region: Option<String> = opt("ServiceRegion", TEXT).wire("serviceRegion").query("ServiceRegion"),
    payer_responsibilities: Option<Vec<PayerResponsibilityEntry>> = opt("PayerResponsibilities", list(&PAYER_RESPONSIBILITY_SET)).wire("payerResponsibilitySet").query("PayerResponsibilitySet"),
}}

structure! { VpcIpv6CidrBlockAssociation = VPC_IPV6_CIDR_BLOCK_ASSOCIATION {
    association_id: Option<String> = opt("AssociationId", TEXT).wire("associationId").query("AssociationId"),
    ipv6_cidr_block: Option<String> = opt("Ipv6CidrBlock", TEXT).wire("ipv6CidrBlock").query("Ipv6CidrBlock"),
    ipv6_cidr_block_state: Option<VpcCidrBlockState> = opt("Ipv6CidrBlockState", object(&VPC_CIDR_BLOCK_STATE)).wire("ipv6CidrBlockState").query("Ipv6CidrBlockState"),
    network_border_group: Option<String> = opt("NetworkBorderGroup", TEXT).wire("networkBorderGroup").query("NetworkBorderGroup"),
    ipv6_pool: Option<String> = opt("Ipv6Pool", TEXT).wire("ipv6Pool").query("Ipv6Pool"),
    ipv6_address_attribute: Option<String> = opt("Ipv6AddressAttribute", text(&IPV6_ADDRESS_ATTRIBUTE)).wire("ipv6AddressAttribute").query("Ipv6AddressAttribute"),
    ip_source: Option<String> = opt("IpSource", text(&IP_SOURCE)).wire("ipSource").query("IpSource"),
}}

tables! {
    ACCOUNT_ATTRIBUTE_LIST: List = List::of(object(&ACCOUNT_ATTRIBUTE)).item("item");
    ACCOUNT_ATTRIBUTE_NAME: Text = Text::ANY.one_of(&["supported-platforms", "default-vpc"]);
    ACCOUNT_ATTRIBUTE_NAME_STRING_LIST: List = List::of(text(&ACCOUNT_ATTRIBUTE_NAME)).item("attributeName");
    ACCOUNT_ATTRIBUTE_VALUE_LIST: List = List::of(object(&ACCOUNT_ATTRIBUTE_VALUE)).item("item");
    ADDRESS_LIST: List = List::of(object(&ADDRESS)).item("item");
    ALLOCATION_ID_LIST: List = List::of(TEXT).item("AllocationId");
    ASSOCIATED_SUBNET_LIST: List = List::of(TEXT).item("item");
    ATTACHMENT_STATUS: Text = Text::ANY.one_of(&["attaching", "attached", "detaching", "detached"]);
    AUTO_PROVISION_ZONES_STATE: Text = Text::ANY.one_of(&["enabled", "disabled"]);
    AUTO_SCALING_IPS_STATE: Text = Text::ANY.one_of(&["enabled", "disabled"]);
    AVAILABILITY_MODE: Text = Text::ANY.one_of(&["zonal", "regional"]);
    AVAILABILITY_ZONE_GEOGRAPHY_LIST: List = List::of(object(&AVAILABILITY_ZONE_GEOGRAPHY)).item("item");
    AVAILABILITY_ZONE_LIST: List = List::of(object(&AVAILABILITY_ZONE)).item("item");
    AVAILABILITY_ZONE_MESSAGE_LIST: List = List::of(object(&AVAILABILITY_ZONE_MESSAGE)).item("item");
    AVAILABILITY_ZONE_OPT_IN_STATUS: Text = Text::ANY.one_of(&["opt-in-not-required", "opted-in", "not-opted-in"]);
    AVAILABILITY_ZONE_STATE: Text = Text::ANY.one_of(&["available", "information", "impaired", "unavailable", "constrained"]);
    AVAILABILITY_ZONE_SUB_GEOGRAPHY_LIST: List = List::of(object(&AVAILABILITY_ZONE_SUB_GEOGRAPHY)).item("item");
    BLOCK_PUBLIC_ACCESS_MODE: Text = Text::ANY.one_of(&["off", "block-bidirectional", "block-ingress"]);
    CONNECTIVITY_TYPE: Text = Text::ANY.one_of(&["private", "public"]);
    DESCRIBE_DHCP_OPTIONS_MAX_RESULTS: Int = Int::new(32, 5, 1000);
    DESCRIBE_INTERNET_GATEWAYS_MAX_RESULTS: Int = Int::new(32, 5, 1000);
    DESCRIBE_NAT_GATEWAYS_MAX_RESULTS: Int = Int::new(32, 5, 1000);
    DESCRIBE_NETWORK_ACLS_MAX_RESULTS: Int = Int::new(32, 5, 1000);
    DESCRIBE_NETWORK_INTERFACES_MAX_RESULTS: Int = Int::new(32, 5, 1000);
    DESCRIBE_ROUTE_TABLES_MAX_RESULTS: Int = Int::new(32, 5, 100);
    DESCRIBE_SECURITY_GROUP_RULES_MAX_RESULTS: Int = Int::new(32, 5, 1000);
    DESCRIBE_SECURITY_GROUPS_MAX_RESULTS: Int = Int::new(32, 5, 1000);
    DESCRIBE_SUBNETS_MAX_RESULTS: Int = Int::new(32, 5, 1000);
    DESCRIBE_VPCS_MAX_RESULTS: Int = Int::new(32, 5, 1000);
    DHCP_CONFIGURATION_LIST: List = List::of(object(&DHCP_CONFIGURATION)).item("item");
    DHCP_CONFIGURATION_VALUE_LIST: List = List::of(object(&ATTRIBUTE_VALUE)).item("item");
    DHCP_OPTIONS_ID_STRING_LIST: List = List::of(TEXT).item("DhcpOptionsId");
    DHCP_OPTIONS_LIST: List = List::of(object(&DHCP_OPTIONS)).item("item");
    DNS_ENTRY_SET: List = List::of(object(&DNS_ENTRY)).item("item");
    DNS_RECORD_IP_TYPE: Text = Text::ANY.one_of(&["ipv4", "dualstack", "ipv6", "service-defined"]);
    DOMAIN_TYPE: Text = Text::ANY.one_of(&["vpc", "standard"]);
    FILTER_LIST: List = List::of(object(&FILTER)).item("Filter");
    GET_SECURITY_GROUPS_FOR_VPC_REQUEST_MAX_RESULTS: Int = Int::new(32, 5, 1000);
    GROUP_ID_STRING_LIST: List = List::of(TEXT).item("groupId");
    GROUP_IDENTIFIER_LIST: List = List::of(object(&GROUP_IDENTIFIER)).item("item");
    GROUP_IDENTIFIER_SET: List = List::of(object(&SECURITY_GROUP_IDENTIFIER)).item("item");
    GROUP_IDS: List = List::of(TEXT).item("item");
    GROUP_NAME_STRING_LIST: List = List::of(TEXT).item("GroupName");
    HOSTNAME_TYPE: Text = Text::ANY.one_of(&["ip-name", "resource-name"]);
    INSTANCE_IPV6_ADDRESS_LIST: List = List::of(object(&INSTANCE_IPV6_ADDRESS)).item("item");
    INTERNET_GATEWAY_ATTACHMENT_LIST: List = List::of(object(&INTERNET_GATEWAY_ATTACHMENT)).item("item");
    INTERNET_GATEWAY_ID_LIST: List = List::of(TEXT).item("item");
    INTERNET_GATEWAY_LIST: List = List::of(object(&INTERNET_GATEWAY)).item("item");
    IP_ADDRESS_TYPE: Text = Text::ANY.one_of(&["ipv4", "dualstack", "ipv6"]);
    IP_PERMISSION_LIST: List = List::of(object(&IP_PERMISSION)).item("item");
    IP_RANGE_LIST: List = List::of(object(&IP_RANGE)).item("item");
    IP_SOURCE: Text = Text::ANY.one_of(&["amazon", "byoip", "none"]);
    IPV4_PREFIX_LIST: List = List::of(object(&IPV4_PREFIX_SPECIFICATION_REQUEST)).item("item");
    IPV4_PREFIXES_LIST: List = List::of(object(&IPV4_PREFIX_SPECIFICATION)).item("item");
    IPV6_ADDRESS_ATTRIBUTE: Text = Text::ANY.one_of(&["public", "private"]);
    IPV6_PREFIX_LIST: List = List::of(object(&IPV6_PREFIX_SPECIFICATION_REQUEST)).item("item");
    IPV6_PREFIXES_LIST: List = List::of(object(&IPV6_PREFIX_SPECIFICATION)).item("item");
    IPV6_RANGE_LIST: List = List::of(object(&IPV6_RANGE)).item("item");
    MANAGED_PREFIX_LIST_SET: List = List::of(object(&MANAGED_PREFIX_LIST)).item("item");
    NAT_GATEWAY_ADDRESS_LIST: List = List::of(object(&NAT_GATEWAY_ADDRESS)).item("item");
    NAT_GATEWAY_ADDRESS_STATUS: Text = Text::ANY.one_of(&["assigning", "unassigning", "associating", "disassociating", "succeeded", "failed"]);
    NAT_GATEWAY_APPLIANCE_MODIFY_STATE: Text = Text::ANY.one_of(&["modifying", "completed", "failed"]);
    NAT_GATEWAY_APPLIANCE_STATE: Text = Text::ANY.one_of(&["attaching", "attached", "detaching", "detached", "attach-failed", "detach-failed"]);
    NAT_GATEWAY_APPLIANCE_TYPE: Text = Text::ANY.one_of(&["network-firewall-proxy"]);
    NAT_GATEWAY_ATTACHED_APPLIANCE_LIST: List = List::of(object(&NAT_GATEWAY_ATTACHED_APPLIANCE)).item("item");
    NAT_GATEWAY_ID_STRING_LIST: List = List::of(TEXT).item("item");
    NAT_GATEWAY_LIST: List = List::of(object(&NAT_GATEWAY)).item("item");
    NAT_GATEWAY_STATE: Text = Text::ANY.one_of(&["pending", "failed", "available", "deleting", "deleted"]);
    NETWORK_ACL_ASSOCIATION_LIST: List = List::of(object(&NETWORK_ACL_ASSOCIATION)).item("item");
    NETWORK_ACL_ENTRY_LIST: List = List::of(object(&NETWORK_ACL_ENTRY)).item("item");
    NETWORK_ACL_ID_STRING_LIST: List = List::of(TEXT).item("item");
    NETWORK_ACL_LIST: List = List::of(object(&NETWORK_ACL)).item("item");
    NETWORK_INTERFACE_ATTRIBUTE: Text = Text::ANY.one_of(&["description", "groupSet", "sourceDestCheck", "attachment", "associatePublicIpAddress"]);
    NETWORK_INTERFACE_CREATION_TYPE: Text = Text::ANY.one_of(&["efa", "efa-only", "branch", "trunk"]);
    NETWORK_INTERFACE_ID_LIST: List = List::of(TEXT).item("item");
    NETWORK_INTERFACE_IPV6_ADDRESSES_LIST: List = List::of(object(&NETWORK_INTERFACE_IPV6_ADDRESS)).item("item");
    NETWORK_INTERFACE_LIST: List = List::of(object(&NETWORK_INTERFACE)).item("item");
    NETWORK_INTERFACE_PRIVATE_IP_ADDRESS_LIST: List = List::of(object(&NETWORK_INTERFACE_PRIVATE_IP_ADDRESS)).item("item");
    NETWORK_INTERFACE_STATUS: Text = Text::ANY.one_of(&["available", "associated", "attaching", "in-use", "detaching"]);
    NETWORK_INTERFACE_TYPE: Text = Text::ANY.one_of(&["interface", "natGateway", "efa", "efa-only", "trunk", "load_balancer", "network_load_balancer", "vpc_endpoint", "branch", "transit_gateway", "lambda", "quicksight", "global_accelerator_managed", "api_gateway_managed", "gateway_load_balancer", "gateway_load_balancer_endpoint", "iot_rules_managed", "aws_codestar_connections_managed"]);
    PAYER_RESPONSIBILITY_SCOPE: Text = Text::ANY.one_of(&["vpc-endpoint-charges", "resource-gateway-charges"]);
    PAYER_RESPONSIBILITY_SET: List = List::of(object(&PAYER_RESPONSIBILITY_ENTRY)).item("item");
    PAYER_RESPONSIBILITY_TYPE: Text = Text::ANY.one_of(&["vpc-endpoint-account", "resource-gateway-account", "vpc-endpoint-service-account"]);
    PREFIX_LIST_ID_LIST: List = List::of(object(&PREFIX_LIST_ID)).item("item");
    PREFIX_LIST_MAX_RESULTS: Int = Int::new(32, 1, 100);
    PREFIX_LIST_RESOURCE_ID_STRING_LIST: List = List::of(TEXT).item("item");
    PREFIX_LIST_SET: List = List::of(object(&PREFIX_LIST)).item("item");
    PREFIX_LIST_STATE: Text = Text::ANY.one_of(&["create-in-progress", "create-complete", "create-failed", "modify-in-progress", "modify-complete", "modify-failed", "restore-in-progress", "restore-complete", "restore-failed", "delete-in-progress", "delete-complete", "delete-failed"]);
    PRIVATE_DNS_SPECIFIED_DOMAIN_SET: List = List::of(TEXT).item("item").len(0, 10);
    PRIVATE_IP_ADDRESS_SPECIFICATION_LIST: List = List::of(object(&PRIVATE_IP_ADDRESS_SPECIFICATION)).item("item");
    PROPAGATING_VGW_LIST: List = List::of(object(&PROPAGATING_VGW)).item("item");
    PUBLIC_IP_STRING_LIST: List = List::of(TEXT).item("PublicIp");
    REGION_GEOGRAPHY_LIST: List = List::of(object(&REGION_GEOGRAPHY)).item("item");
    REGION_LIST: List = List::of(object(&REGION)).item("item");
    REGION_NAME_STRING_LIST: List = List::of(TEXT).item("RegionName");
    RESOURCE_ARN: Text = Text::ANY.len(1, 1283);
    RESOURCE_ID_LIST: List = List::of(TEXT);
    RESOURCE_TYPE: Text = Text::ANY.one_of(&["capacity-reservation", "client-vpn-endpoint", "customer-gateway", "carrier-gateway", "coip-pool", "declarative-policies-report", "dedicated-host", "dhcp-options", "egress-only-internet-gateway", "elastic-ip", "elastic-gpu", "export-image-task", "export-instance-task", "fca-policy", "fleet", "fpga-image", "host-reservation", "image", "image-usage-report", "import-image-task", "import-snapshot-task", "instance", "instance-event-window", "internet-gateway", "ipam", "ipam-pool", "ipam-scope", "ipv4pool-ec2", "ipv6pool-ec2", "key-pair", "launch-template", "local-gateway", "local-gateway-route-table", "local-gateway-virtual-interface", "local-gateway-virtual-interface-group", "local-gateway-route-table-vpc-association", "local-gateway-route-table-virtual-interface-group-association", "natgateway", "network-acl", "network-interface", "network-insights-analysis", "network-insights-path", "network-insights-access-scope", "network-insights-access-scope-analysis", "outpost-lag", "placement-group", "prefix-list", "replace-root-volume-task", "reserved-instances", "route-table", "security-group", "security-group-rule", "service-link-virtual-interface", "snapshot", "spot-fleet-request", "spot-instances-request", "subnet", "subnet-cidr-reservation", "traffic-mirror-filter", "traffic-mirror-session", "traffic-mirror-target", "transit-gateway", "transit-gateway-attachment", "transit-gateway-connect-peer", "transit-gateway-multicast-domain", "transit-gateway-policy-table", "transit-gateway-metering-policy", "transit-gateway-route-table", "transit-gateway-route-table-announcement", "volume", "vpc", "vpc-endpoint", "vpc-endpoint-connection", "vpc-endpoint-service", "vpc-endpoint-service-permission", "vpc-peering-connection", "vpn-connection", "vpn-gateway", "vpc-flow-log", "capacity-reservation-fleet", "traffic-mirror-filter-rule", "vpc-endpoint-connection-device-type", "verified-access-instance", "verified-access-group", "verified-access-endpoint", "verified-access-policy", "verified-access-trust-provider", "vpn-connection-device-type", "vpc-block-public-access-exclusion", "vpc-encryption-control", "route-server", "route-server-endpoint", "route-server-peer", "ipam-resource-discovery", "ipam-resource-discovery-association", "instance-connect-endpoint", "verified-access-endpoint-target", "ipam-external-resource-verification-token", "capacity-block", "mac-modification-task", "ipam-prefix-list-resolver", "ipam-policy", "ipam-prefix-list-resolver-target", "ipam-internet-registry-association", "secondary-interface", "secondary-network", "secondary-subnet", "capacity-manager-data-export", "vpn-concentrator", "ipam-pool-allocation", "capacity-reservation-cancellation-quote", "application-status-check", "capacity-reservation-modification-quote", "metric-category"]);
    REVOKED_SECURITY_GROUP_RULE_LIST: List = List::of(object(&REVOKED_SECURITY_GROUP_RULE)).item("item");
    ROUTE_LIST: List = List::of(object(&ROUTE)).item("item");
    ROUTE_ORIGIN: Text = Text::ANY.one_of(&["CreateRouteTable", "CreateRoute", "EnableVgwRoutePropagation", "Advertisement"]);
    ROUTE_STATE: Text = Text::ANY.one_of(&["active", "blackhole", "filtered"]);
    ROUTE_TABLE_ASSOCIATION_LIST: List = List::of(object(&ROUTE_TABLE_ASSOCIATION)).item("item");
    ROUTE_TABLE_ASSOCIATION_STATE_CODE: Text = Text::ANY.one_of(&["associating", "associated", "disassociating", "disassociated", "failed"]);
    ROUTE_TABLE_ID_STRING_LIST: List = List::of(TEXT).item("item");
    ROUTE_TABLE_LIST: List = List::of(object(&ROUTE_TABLE)).item("item");
    RULE_ACTION: Text = Text::ANY.one_of(&["allow", "deny"]);
    SECURITY_GROUP_FOR_VPC_LIST: List = List::of(object(&SECURITY_GROUP_FOR_VPC)).item("item");
    SECURITY_GROUP_ID_STRING_LIST: List = List::of(TEXT).item("SecurityGroupId");
    SECURITY_GROUP_LIST: List = List::of(object(&SECURITY_GROUP)).item("item");
    SECURITY_GROUP_REFERENCES: List = List::of(object(&SECURITY_GROUP_REFERENCE)).item("item");
    SECURITY_GROUP_RULE_DESCRIPTION_LIST: List = List::of(object(&SECURITY_GROUP_RULE_DESCRIPTION)).item("item");
    SECURITY_GROUP_RULE_ID_LIST: List = List::of(TEXT).item("item");
    SECURITY_GROUP_RULE_LIST: List = List::of(object(&SECURITY_GROUP_RULE)).item("item");
    SECURITY_GROUP_RULE_UPDATE_LIST: List = List::of(object(&SECURITY_GROUP_RULE_UPDATE)).item("item");
    SERVICE_MANAGED: Text = Text::ANY.one_of(&["alb", "nlb", "rnat", "rds"]);
    STATE: Text = Text::ANY.one_of(&["PendingAcceptance", "Pending", "Available", "Deleting", "Deleted", "Rejected", "Failed", "Expired", "Partial"]);
    SUBNET_CIDR_BLOCK_STATE_CODE: Text = Text::ANY.one_of(&["associating", "associated", "disassociating", "disassociated", "failing", "failed"]);
    SUBNET_ID_LIST: List = List::of(TEXT).item("AssociatedSubnetId");
    SUBNET_ID_STRING_LIST: List = List::of(TEXT).item("SubnetId");
    SUBNET_IP_PREFIXES_LIST: List = List::of(object(&SUBNET_IP_PREFIXES)).item("item");
    SUBNET_IPV6_CIDR_BLOCK_ASSOCIATION_SET: List = List::of(object(&SUBNET_IPV6_CIDR_BLOCK_ASSOCIATION)).item("item");
    SUBNET_LIST: List = List::of(object(&SUBNET)).item("item");
    SUBNET_STATE: Text = Text::ANY.one_of(&["pending", "available", "unavailable", "failed", "failed-insufficient-capacity"]);
    TAG_DESCRIPTION_LIST: List = List::of(object(&TAG_DESCRIPTION)).item("item");
    TAG_LIST: List = List::of(object(&TAG)).item("item");
    TAG_SPECIFICATION_LIST: List = List::of(object(&TAG_SPECIFICATION)).item("item");
    TENANCY: Text = Text::ANY.one_of(&["default", "dedicated", "host"]);
    USER_ID_GROUP_PAIR_LIST: List = List::of(object(&USER_ID_GROUP_PAIR)).item("item");
    VALUE_STRING_LIST: List = List::of(TEXT).item("item");
    VPC_ATTRIBUTE_NAME: Text = Text::ANY.one_of(&["enableDnsSupport", "enableDnsHostnames", "enableNetworkAddressUsageMetrics"]);
    VPC_CIDR_BLOCK_ASSOCIATION_SET: List = List::of(object(&VPC_CIDR_BLOCK_ASSOCIATION)).item("item");
    VPC_CIDR_BLOCK_STATE_CODE: Text = Text::ANY.one_of(&["associating", "associated", "disassociating", "disassociated", "failing", "failed"]);
    VPC_ENCRYPTION_CONTROL_EXCLUSION_STATE: Text = Text::ANY.one_of(&["enabling", "enabled", "disabling", "disabled"]);
    VPC_ENCRYPTION_CONTROL_EXCLUSION_STATE_INPUT: Text = Text::ANY.one_of(&["enable", "disable"]);
    VPC_ENCRYPTION_CONTROL_MODE: Text = Text::ANY.one_of(&["monitor", "enforce"]);
    VPC_ENCRYPTION_CONTROL_STATE: Text = Text::ANY.one_of(&["enforce-in-progress", "monitor-in-progress", "enforce-failed", "monitor-failed", "deleting", "deleted", "available", "creating", "delete-failed"]);
    VPC_ENDPOINT_ID_LIST: List = List::of(TEXT).item("item");
    VPC_ENDPOINT_SET: List = List::of(object(&VPC_ENDPOINT)).item("item");
    VPC_ENDPOINT_TYPE: Text = Text::ANY.one_of(&["Interface", "Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork", "Tunnel"]);
    VPC_ID_STRING_LIST: List = List::of(TEXT).item("VpcId");
    VPC_IPV6_CIDR_BLOCK_ASSOCIATION_SET: List = List::of(object(&VPC_IPV6_CIDR_BLOCK_ASSOCIATION)).item("item");
    VPC_LIST: List = List::of(object(&VPC)).item("item");
    VPC_STATE: Text = Text::ANY.one_of(&["pending", "available", "deleting"]);
    ZONE_ID_STRING_LIST: List = List::of(TEXT).item("ZoneId");
    ZONE_NAME_STRING_LIST: List = List::of(TEXT).item("ZoneName");
}

errors! {}
