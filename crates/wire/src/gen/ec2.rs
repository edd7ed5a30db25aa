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
    CreateNetworkInterface = CREATE_NETWORK_INTERFACE {
        http: "POST" "/" 200,
        input: CreateNetworkInterfaceRequest = CREATE_NETWORK_INTERFACE_REQUEST,
        output: CreateNetworkInterfaceResult = CREATE_NETWORK_INTERFACE_RESULT,
        errors: [],
    }
    DeleteNetworkInterface = DELETE_NETWORK_INTERFACE {
        http: "POST" "/" 200,
        input: DeleteNetworkInterfaceRequest = DELETE_NETWORK_INTERFACE_REQUEST,
        output: Unit = UNIT,
        errors: [],
    }
    DescribeAvailabilityZones = DESCRIBE_AVAILABILITY_ZONES {
        http: "POST" "/" 200,
        input: DescribeAvailabilityZonesRequest = DESCRIBE_AVAILABILITY_ZONES_REQUEST,
        output: DescribeAvailabilityZonesResult = DESCRIBE_AVAILABILITY_ZONES_RESULT,
        errors: [],
    }
    DescribeNetworkInterfaces = DESCRIBE_NETWORK_INTERFACES {
        http: "POST" "/" 200,
        input: DescribeNetworkInterfacesRequest = DESCRIBE_NETWORK_INTERFACES_REQUEST,
        output: DescribeNetworkInterfacesResult = DESCRIBE_NETWORK_INTERFACES_RESULT,
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
    DescribeVpcs = DESCRIBE_VPCS {
        http: "POST" "/" 200,
        input: DescribeVpcsRequest = DESCRIBE_VPCS_REQUEST,
        output: DescribeVpcsResult = DESCRIBE_VPCS_RESULT,
        errors: [],
    }
}}

structure! { AttachmentEnaSrdSpecification = ATTACHMENT_ENA_SRD_SPECIFICATION {
    ena_srd_enabled: Option<bool> = opt("EnaSrdEnabled", BOOL).wire("enaSrdEnabled").query("EnaSrdEnabled"),
    ena_srd_udp_specification: Option<AttachmentEnaSrdUdpSpecification> = opt("EnaSrdUdpSpecification", object(&ATTACHMENT_ENA_SRD_UDP_SPECIFICATION)).wire("enaSrdUdpSpecification").query("EnaSrdUdpSpecification"),
}}

structure! { AttachmentEnaSrdUdpSpecification = ATTACHMENT_ENA_SRD_UDP_SPECIFICATION {
    ena_srd_udp_enabled: Option<bool> = opt("EnaSrdUdpEnabled", BOOL).wire("enaSrdUdpEnabled").query("EnaSrdUdpEnabled"),
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

structure! { DeleteNetworkInterfaceRequest = DELETE_NETWORK_INTERFACE_REQUEST {
    dry_run: Option<bool> = opt("DryRun", BOOL).wire("dryRun").query("DryRun"),
    network_interface_id: String = req("NetworkInterfaceId", TEXT).wire("networkInterfaceId").query("NetworkInterfaceId"),
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

structure! { Filter = FILTER {
    name: Option<String> = opt("Name", TEXT),
    values: Option<Vec<String>> = opt("Values", list(&VALUE_STRING_LIST)).wire("Value"),
}}

structure! { GroupIdentifier = GROUP_IDENTIFIER {
    group_id: Option<String> = opt("GroupId", TEXT).wire("groupId").query("GroupId"),
    group_name: Option<String> = opt("GroupName", TEXT).wire("groupName").query("GroupName"),
}}

structure! { InstanceIpv6Address = INSTANCE_IPV6_ADDRESS {
    ipv6_address: Option<String> = opt("Ipv6Address", TEXT).wire("ipv6Address").query("Ipv6Address"),
    is_primary_ipv6: Option<bool> = opt("IsPrimaryIpv6", BOOL).wire("isPrimaryIpv6").query("IsPrimaryIpv6"),
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

structure! { PublicIpDnsNameOptions = PUBLIC_IP_DNS_NAME_OPTIONS {
    dns_hostname_type: Option<String> = opt("DnsHostnameType", TEXT).wire("dnsHostnameType").query("DnsHostnameType"),
    public_ipv4_dns_name: Option<String> = opt("PublicIpv4DnsName", TEXT).wire("publicIpv4DnsName").query("PublicIpv4DnsName"),
    public_ipv6_dns_name: Option<String> = opt("PublicIpv6DnsName", TEXT).wire("publicIpv6DnsName").query("PublicIpv6DnsName"),
    public_dual_stack_dns_name: Option<String> = opt("PublicDualStackDnsName", TEXT).wire("publicDualStackDnsName").query("PublicDualStackDnsName"),
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

structure! { TagSpecification = TAG_SPECIFICATION {
    resource_type: Option<String> = opt("ResourceType", text(&RESOURCE_TYPE)).wire("resourceType").query("ResourceType"),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST)).wire("Tag"),
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
    ASSOCIATED_SUBNET_LIST: List = List::of(TEXT).item("item");
    ATTACHMENT_STATUS: Text = Text::ANY.one_of(&["attaching", "attached", "detaching", "detached"]);
    AVAILABILITY_ZONE_GEOGRAPHY_LIST: List = List::of(object(&AVAILABILITY_ZONE_GEOGRAPHY)).item("item");
    AVAILABILITY_ZONE_LIST: List = List::of(object(&AVAILABILITY_ZONE)).item("item");
    AVAILABILITY_ZONE_MESSAGE_LIST: List = List::of(object(&AVAILABILITY_ZONE_MESSAGE)).item("item");
    AVAILABILITY_ZONE_OPT_IN_STATUS: Text = Text::ANY.one_of(&["opt-in-not-required", "opted-in", "not-opted-in"]);
    AVAILABILITY_ZONE_STATE: Text = Text::ANY.one_of(&["available", "information", "impaired", "unavailable", "constrained"]);
    AVAILABILITY_ZONE_SUB_GEOGRAPHY_LIST: List = List::of(object(&AVAILABILITY_ZONE_SUB_GEOGRAPHY)).item("item");
    BLOCK_PUBLIC_ACCESS_MODE: Text = Text::ANY.one_of(&["off", "block-bidirectional", "block-ingress"]);
    DESCRIBE_NETWORK_INTERFACES_MAX_RESULTS: Int = Int::new(32, 5, 1000);
    DESCRIBE_SECURITY_GROUPS_MAX_RESULTS: Int = Int::new(32, 5, 1000);
    DESCRIBE_SUBNETS_MAX_RESULTS: Int = Int::new(32, 5, 1000);
    DESCRIBE_VPCS_MAX_RESULTS: Int = Int::new(32, 5, 1000);
    FILTER_LIST: List = List::of(object(&FILTER)).item("Filter");
    GROUP_ID_STRING_LIST: List = List::of(TEXT).item("groupId");
    GROUP_IDENTIFIER_LIST: List = List::of(object(&GROUP_IDENTIFIER)).item("item");
    GROUP_NAME_STRING_LIST: List = List::of(TEXT).item("GroupName");
    HOSTNAME_TYPE: Text = Text::ANY.one_of(&["ip-name", "resource-name"]);
    INSTANCE_IPV6_ADDRESS_LIST: List = List::of(object(&INSTANCE_IPV6_ADDRESS)).item("item");
    IP_PERMISSION_LIST: List = List::of(object(&IP_PERMISSION)).item("item");
    IP_RANGE_LIST: List = List::of(object(&IP_RANGE)).item("item");
    IP_SOURCE: Text = Text::ANY.one_of(&["amazon", "byoip", "none"]);
    IPV4_PREFIX_LIST: List = List::of(object(&IPV4_PREFIX_SPECIFICATION_REQUEST)).item("item");
    IPV4_PREFIXES_LIST: List = List::of(object(&IPV4_PREFIX_SPECIFICATION)).item("item");
    IPV6_ADDRESS_ATTRIBUTE: Text = Text::ANY.one_of(&["public", "private"]);
    IPV6_PREFIX_LIST: List = List::of(object(&IPV6_PREFIX_SPECIFICATION_REQUEST)).item("item");
    IPV6_PREFIXES_LIST: List = List::of(object(&IPV6_PREFIX_SPECIFICATION)).item("item");
    IPV6_RANGE_LIST: List = List::of(object(&IPV6_RANGE)).item("item");
    NETWORK_INTERFACE_CREATION_TYPE: Text = Text::ANY.one_of(&["efa", "efa-only", "branch", "trunk"]);
    NETWORK_INTERFACE_ID_LIST: List = List::of(TEXT).item("item");
    NETWORK_INTERFACE_IPV6_ADDRESSES_LIST: List = List::of(object(&NETWORK_INTERFACE_IPV6_ADDRESS)).item("item");
    NETWORK_INTERFACE_LIST: List = List::of(object(&NETWORK_INTERFACE)).item("item");
    NETWORK_INTERFACE_PRIVATE_IP_ADDRESS_LIST: List = List::of(object(&NETWORK_INTERFACE_PRIVATE_IP_ADDRESS)).item("item");
    NETWORK_INTERFACE_STATUS: Text = Text::ANY.one_of(&["available", "associated", "attaching", "in-use", "detaching"]);
    NETWORK_INTERFACE_TYPE: Text = Text::ANY.one_of(&["interface", "natGateway", "efa", "efa-only", "trunk", "load_balancer", "network_load_balancer", "vpc_endpoint", "branch", "transit_gateway", "lambda", "quicksight", "global_accelerator_managed", "api_gateway_managed", "gateway_load_balancer", "gateway_load_balancer_endpoint", "iot_rules_managed", "aws_codestar_connections_managed"]);
    PREFIX_LIST_ID_LIST: List = List::of(object(&PREFIX_LIST_ID)).item("item");
    PRIVATE_IP_ADDRESS_SPECIFICATION_LIST: List = List::of(object(&PRIVATE_IP_ADDRESS_SPECIFICATION)).item("item");
    RESOURCE_TYPE: Text = Text::ANY.one_of(&["capacity-reservation", "client-vpn-endpoint", "customer-gateway", "carrier-gateway", "coip-pool", "declarative-policies-report", "dedicated-host", "dhcp-options", "egress-only-internet-gateway", "elastic-ip", "elastic-gpu", "export-image-task", "export-instance-task", "fca-policy", "fleet", "fpga-image", "host-reservation", "image", "image-usage-report", "import-image-task", "import-snapshot-task", "instance", "instance-event-window", "internet-gateway", "ipam", "ipam-pool", "ipam-scope", "ipv4pool-ec2", "ipv6pool-ec2", "key-pair", "launch-template", "local-gateway", "local-gateway-route-table", "local-gateway-virtual-interface", "local-gateway-virtual-interface-group", "local-gateway-route-table-vpc-association", "local-gateway-route-table-virtual-interface-group-association", "natgateway", "network-acl", "network-interface", "network-insights-analysis", "network-insights-path", "network-insights-access-scope", "network-insights-access-scope-analysis", "outpost-lag", "placement-group", "prefix-list", "replace-root-volume-task", "reserved-instances", "route-table", "security-group", "security-group-rule", "service-link-virtual-interface", "snapshot", "spot-fleet-request", "spot-instances-request", "subnet", "subnet-cidr-reservation", "traffic-mirror-filter", "traffic-mirror-session", "traffic-mirror-target", "transit-gateway", "transit-gateway-attachment", "transit-gateway-connect-peer", "transit-gateway-multicast-domain", "transit-gateway-policy-table", "transit-gateway-metering-policy", "transit-gateway-route-table", "transit-gateway-route-table-announcement", "volume", "vpc", "vpc-endpoint", "vpc-endpoint-connection", "vpc-endpoint-service", "vpc-endpoint-service-permission", "vpc-peering-connection", "vpn-connection", "vpn-gateway", "vpc-flow-log", "capacity-reservation-fleet", "traffic-mirror-filter-rule", "vpc-endpoint-connection-device-type", "verified-access-instance", "verified-access-group", "verified-access-endpoint", "verified-access-policy", "verified-access-trust-provider", "vpn-connection-device-type", "vpc-block-public-access-exclusion", "vpc-encryption-control", "route-server", "route-server-endpoint", "route-server-peer", "ipam-resource-discovery", "ipam-resource-discovery-association", "instance-connect-endpoint", "verified-access-endpoint-target", "ipam-external-resource-verification-token", "capacity-block", "mac-modification-task", "ipam-prefix-list-resolver", "ipam-policy", "ipam-prefix-list-resolver-target", "ipam-internet-registry-association", "secondary-interface", "secondary-network", "secondary-subnet", "capacity-manager-data-export", "vpn-concentrator", "ipam-pool-allocation", "capacity-reservation-cancellation-quote", "application-status-check", "capacity-reservation-modification-quote", "metric-category"]);
    SECURITY_GROUP_ID_STRING_LIST: List = List::of(TEXT).item("SecurityGroupId");
    SECURITY_GROUP_LIST: List = List::of(object(&SECURITY_GROUP)).item("item");
    SUBNET_CIDR_BLOCK_STATE_CODE: Text = Text::ANY.one_of(&["associating", "associated", "disassociating", "disassociated", "failing", "failed"]);
    SUBNET_ID_STRING_LIST: List = List::of(TEXT).item("SubnetId");
    SUBNET_IPV6_CIDR_BLOCK_ASSOCIATION_SET: List = List::of(object(&SUBNET_IPV6_CIDR_BLOCK_ASSOCIATION)).item("item");
    SUBNET_LIST: List = List::of(object(&SUBNET)).item("item");
    SUBNET_STATE: Text = Text::ANY.one_of(&["pending", "available", "unavailable", "failed", "failed-insufficient-capacity"]);
    TAG_LIST: List = List::of(object(&TAG)).item("item");
    TAG_SPECIFICATION_LIST: List = List::of(object(&TAG_SPECIFICATION)).item("item");
    TENANCY: Text = Text::ANY.one_of(&["default", "dedicated", "host"]);
    USER_ID_GROUP_PAIR_LIST: List = List::of(object(&USER_ID_GROUP_PAIR)).item("item");
    VALUE_STRING_LIST: List = List::of(TEXT).item("item");
    VPC_CIDR_BLOCK_ASSOCIATION_SET: List = List::of(object(&VPC_CIDR_BLOCK_ASSOCIATION)).item("item");
    VPC_CIDR_BLOCK_STATE_CODE: Text = Text::ANY.one_of(&["associating", "associated", "disassociating", "disassociated", "failing", "failed"]);
    VPC_ENCRYPTION_CONTROL_EXCLUSION_STATE: Text = Text::ANY.one_of(&["enabling", "enabled", "disabling", "disabled"]);
    VPC_ENCRYPTION_CONTROL_MODE: Text = Text::ANY.one_of(&["monitor", "enforce"]);
    VPC_ENCRYPTION_CONTROL_STATE: Text = Text::ANY.one_of(&["enforce-in-progress", "monitor-in-progress", "enforce-failed", "monitor-failed", "deleting", "deleted", "available", "creating", "delete-failed"]);
    VPC_ID_STRING_LIST: List = List::of(TEXT).item("VpcId");
    VPC_IPV6_CIDR_BLOCK_ASSOCIATION_SET: List = List::of(object(&VPC_IPV6_CIDR_BLOCK_ASSOCIATION)).item("item");
    VPC_LIST: List = List::of(object(&VPC)).item("item");
    VPC_STATE: Text = Text::ANY.one_of(&["pending", "available", "deleting"]);
    ZONE_ID_STRING_LIST: List = List::of(TEXT).item("ZoneId");
    ZONE_NAME_STRING_LIST: List = List::of(TEXT).item("ZoneName");
}

errors! {}
