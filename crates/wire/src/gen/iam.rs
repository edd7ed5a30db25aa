//! AWS Identity and Access Management, API version 2010-05-08. Written by `cargo xtask wire` from `models/iam.json`; do not edit.

use crate::schema::prelude::*;

#[rustfmt::skip]
pub static SERVICE: ServiceMeta = ServiceMeta {
    name: "iam",
    full_name: "AWS Identity and Access Management",
    signing_name: "iam",
    endpoint_prefix: "iam",
    iam_prefix: "iam",
    api_version: "2010-05-08",
    target_prefix: None,
    json_version: None,
    xml_namespace: Some("https://iam.amazonaws.com/doc/2010-05-08/"),
    protocols: &[Protocol::Query],
    query_compatible: false,
    internal: "ServiceFailure",
    refusal: Refusal { dialect: Dialect::Listing, code: "ValidationError", except: &[] },
    retype: self::retype,
    operations: OPERATIONS,
    errors: ERRORS,
};

operations! { SERVICE {
    AttachRolePolicy = ATTACH_ROLE_POLICY {
        http: "POST" "/" 200,
        input: AttachRolePolicyRequest = ATTACH_ROLE_POLICY_REQUEST,
        output: Unit = UNIT,
        errors: [NO_SUCH_ENTITY_EXCEPTION LIMIT_EXCEEDED_EXCEPTION INVALID_INPUT_EXCEPTION UNMODIFIABLE_ENTITY_EXCEPTION POLICY_NOT_ATTACHABLE_EXCEPTION SERVICE_FAILURE_EXCEPTION],
    }
    CreateRole = CREATE_ROLE {
        http: "POST" "/" 200,
        input: CreateRoleRequest = CREATE_ROLE_REQUEST,
        output: CreateRoleResponse = CREATE_ROLE_RESPONSE,
        errors: [LIMIT_EXCEEDED_EXCEPTION INVALID_INPUT_EXCEPTION ENTITY_ALREADY_EXISTS_EXCEPTION MALFORMED_POLICY_DOCUMENT_EXCEPTION CONCURRENT_MODIFICATION_EXCEPTION SERVICE_FAILURE_EXCEPTION],
        result_wrapper: Some("CreateRoleResult"),
    }
    DeleteRole = DELETE_ROLE {
        http: "POST" "/" 200,
        input: DeleteRoleRequest = DELETE_ROLE_REQUEST,
        output: Unit = UNIT,
        errors: [NO_SUCH_ENTITY_EXCEPTION DELETE_CONFLICT_EXCEPTION LIMIT_EXCEEDED_EXCEPTION UNMODIFIABLE_ENTITY_EXCEPTION CONCURRENT_MODIFICATION_EXCEPTION SERVICE_FAILURE_EXCEPTION],
    }
    DeleteRolePolicy = DELETE_ROLE_POLICY {
        http: "POST" "/" 200,
        input: DeleteRolePolicyRequest = DELETE_ROLE_POLICY_REQUEST,
        output: Unit = UNIT,
        errors: [NO_SUCH_ENTITY_EXCEPTION LIMIT_EXCEEDED_EXCEPTION UNMODIFIABLE_ENTITY_EXCEPTION SERVICE_FAILURE_EXCEPTION],
    }
    DetachRolePolicy = DETACH_ROLE_POLICY {
        http: "POST" "/" 200,
        input: DetachRolePolicyRequest = DETACH_ROLE_POLICY_REQUEST,
        output: Unit = UNIT,
        errors: [NO_SUCH_ENTITY_EXCEPTION LIMIT_EXCEEDED_EXCEPTION INVALID_INPUT_EXCEPTION UNMODIFIABLE_ENTITY_EXCEPTION SERVICE_FAILURE_EXCEPTION],
    }
    GetRole = GET_ROLE {
        http: "POST" "/" 200,
        input: GetRoleRequest = GET_ROLE_REQUEST,
        output: GetRoleResponse = GET_ROLE_RESPONSE,
        errors: [NO_SUCH_ENTITY_EXCEPTION SERVICE_FAILURE_EXCEPTION],
        result_wrapper: Some("GetRoleResult"),
    }
    GetRolePolicy = GET_ROLE_POLICY {
        http: "POST" "/" 200,
        input: GetRolePolicyRequest = GET_ROLE_POLICY_REQUEST,
        output: GetRolePolicyResponse = GET_ROLE_POLICY_RESPONSE,
        errors: [NO_SUCH_ENTITY_EXCEPTION SERVICE_FAILURE_EXCEPTION],
        result_wrapper: Some("GetRolePolicyResult"),
    }
    ListAttachedRolePolicies = LIST_ATTACHED_ROLE_POLICIES {
        http: "POST" "/" 200,
        input: ListAttachedRolePoliciesRequest = LIST_ATTACHED_ROLE_POLICIES_REQUEST,
        output: ListAttachedRolePoliciesResponse = LIST_ATTACHED_ROLE_POLICIES_RESPONSE,
        errors: [NO_SUCH_ENTITY_EXCEPTION INVALID_INPUT_EXCEPTION SERVICE_FAILURE_EXCEPTION],
        result_wrapper: Some("ListAttachedRolePoliciesResult"),
    }
    ListInstanceProfilesForRole = LIST_INSTANCE_PROFILES_FOR_ROLE {
        http: "POST" "/" 200,
        input: ListInstanceProfilesForRoleRequest = LIST_INSTANCE_PROFILES_FOR_ROLE_REQUEST,
        output: ListInstanceProfilesForRoleResponse = LIST_INSTANCE_PROFILES_FOR_ROLE_RESPONSE,
        errors: [NO_SUCH_ENTITY_EXCEPTION SERVICE_FAILURE_EXCEPTION],
        result_wrapper: Some("ListInstanceProfilesForRoleResult"),
    }
    ListRolePolicies = LIST_ROLE_POLICIES {
        http: "POST" "/" 200,
        input: ListRolePoliciesRequest = LIST_ROLE_POLICIES_REQUEST,
        output: ListRolePoliciesResponse = LIST_ROLE_POLICIES_RESPONSE,
        errors: [NO_SUCH_ENTITY_EXCEPTION SERVICE_FAILURE_EXCEPTION],
        result_wrapper: Some("ListRolePoliciesResult"),
    }
    ListRoleTags = LIST_ROLE_TAGS {
        http: "POST" "/" 200,
        input: ListRoleTagsRequest = LIST_ROLE_TAGS_REQUEST,
        output: ListRoleTagsResponse = LIST_ROLE_TAGS_RESPONSE,
        errors: [NO_SUCH_ENTITY_EXCEPTION SERVICE_FAILURE_EXCEPTION],
        result_wrapper: Some("ListRoleTagsResult"),
    }
    ListRoles = LIST_ROLES {
        http: "POST" "/" 200,
        input: ListRolesRequest = LIST_ROLES_REQUEST,
        output: ListRolesResponse = LIST_ROLES_RESPONSE,
        errors: [SERVICE_FAILURE_EXCEPTION],
        result_wrapper: Some("ListRolesResult"),
    }
    PutRolePolicy = PUT_ROLE_POLICY {
        http: "POST" "/" 200,
        input: PutRolePolicyRequest = PUT_ROLE_POLICY_REQUEST,
        output: Unit = UNIT,
        errors: [LIMIT_EXCEEDED_EXCEPTION MALFORMED_POLICY_DOCUMENT_EXCEPTION NO_SUCH_ENTITY_EXCEPTION UNMODIFIABLE_ENTITY_EXCEPTION SERVICE_FAILURE_EXCEPTION],
    }
    TagRole = TAG_ROLE {
        http: "POST" "/" 200,
        input: TagRoleRequest = TAG_ROLE_REQUEST,
        output: Unit = UNIT,
        errors: [NO_SUCH_ENTITY_EXCEPTION LIMIT_EXCEEDED_EXCEPTION INVALID_INPUT_EXCEPTION CONCURRENT_MODIFICATION_EXCEPTION SERVICE_FAILURE_EXCEPTION],
    }
    UntagRole = UNTAG_ROLE {
        http: "POST" "/" 200,
        input: UntagRoleRequest = UNTAG_ROLE_REQUEST,
        output: Unit = UNIT,
        errors: [NO_SUCH_ENTITY_EXCEPTION CONCURRENT_MODIFICATION_EXCEPTION SERVICE_FAILURE_EXCEPTION],
    }
    UpdateAssumeRolePolicy = UPDATE_ASSUME_ROLE_POLICY {
        http: "POST" "/" 200,
        input: UpdateAssumeRolePolicyRequest = UPDATE_ASSUME_ROLE_POLICY_REQUEST,
        output: Unit = UNIT,
        errors: [NO_SUCH_ENTITY_EXCEPTION MALFORMED_POLICY_DOCUMENT_EXCEPTION LIMIT_EXCEEDED_EXCEPTION UNMODIFIABLE_ENTITY_EXCEPTION SERVICE_FAILURE_EXCEPTION],
    }
    UpdateRole = UPDATE_ROLE {
        http: "POST" "/" 200,
        input: UpdateRoleRequest = UPDATE_ROLE_REQUEST,
        output: UpdateRoleResponse = UPDATE_ROLE_RESPONSE,
        errors: [UNMODIFIABLE_ENTITY_EXCEPTION NO_SUCH_ENTITY_EXCEPTION SERVICE_FAILURE_EXCEPTION],
        result_wrapper: Some("UpdateRoleResult"),
    }
    UpdateRoleDescription = UPDATE_ROLE_DESCRIPTION {
        http: "POST" "/" 200,
        input: UpdateRoleDescriptionRequest = UPDATE_ROLE_DESCRIPTION_REQUEST,
        output: UpdateRoleDescriptionResponse = UPDATE_ROLE_DESCRIPTION_RESPONSE,
        errors: [NO_SUCH_ENTITY_EXCEPTION UNMODIFIABLE_ENTITY_EXCEPTION SERVICE_FAILURE_EXCEPTION],
        result_wrapper: Some("UpdateRoleDescriptionResult"),
    }
}}

structure! { AttachRolePolicyRequest = ATTACH_ROLE_POLICY_REQUEST {
    role_name: String = req("RoleName", text(&ROLE_NAME_TYPE)),
    policy_arn: String = req("PolicyArn", text(&ARN_TYPE)),
}}

structure! { AttachedPermissionsBoundary = ATTACHED_PERMISSIONS_BOUNDARY {
    permissions_boundary_type: Option<String> = opt("PermissionsBoundaryType", text(&PERMISSIONS_BOUNDARY_ATTACHMENT_TYPE)),
    permissions_boundary_arn: Option<String> = opt("PermissionsBoundaryArn", text(&ARN_TYPE)),
}}

structure! { AttachedPolicy = ATTACHED_POLICY {
    policy_name: Option<String> = opt("PolicyName", text(&POLICY_NAME_TYPE)),
    policy_arn: Option<String> = opt("PolicyArn", text(&ARN_TYPE)),
}}

structure! { CreateRoleRequest = CREATE_ROLE_REQUEST {
    path: Option<String> = opt("Path", text(&PATH_TYPE)),
    role_name: String = req("RoleName", text(&ROLE_NAME_TYPE)),
    assume_role_policy_document: String = req("AssumeRolePolicyDocument", text(&POLICY_DOCUMENT_TYPE)),
    description: Option<String> = opt("Description", text(&ROLE_DESCRIPTION_TYPE)),
    max_session_duration: Option<i32> = opt("MaxSessionDuration", int(&ROLE_MAX_SESSION_DURATION_TYPE)),
    permissions_boundary: Option<String> = opt("PermissionsBoundary", text(&ARN_TYPE)),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST_TYPE)),
}}

structure! { CreateRoleResponse = CREATE_ROLE_RESPONSE {
    role: Role = req("Role", object(&ROLE)),
}}

structure! { DeleteRolePolicyRequest = DELETE_ROLE_POLICY_REQUEST {
    role_name: String = req("RoleName", text(&ROLE_NAME_TYPE)),
    policy_name: String = req("PolicyName", text(&POLICY_NAME_TYPE)),
}}

structure! { DeleteRoleRequest = DELETE_ROLE_REQUEST {
    role_name: String = req("RoleName", text(&ROLE_NAME_TYPE)),
}}

structure! { DetachRolePolicyRequest = DETACH_ROLE_POLICY_REQUEST {
    role_name: String = req("RoleName", text(&ROLE_NAME_TYPE)),
    policy_arn: String = req("PolicyArn", text(&ARN_TYPE)),
}}

structure! { GetRolePolicyRequest = GET_ROLE_POLICY_REQUEST {
    role_name: String = req("RoleName", text(&ROLE_NAME_TYPE)),
    policy_name: String = req("PolicyName", text(&POLICY_NAME_TYPE)),
}}

structure! { GetRolePolicyResponse = GET_ROLE_POLICY_RESPONSE {
    role_name: String = req("RoleName", text(&ROLE_NAME_TYPE)),
    policy_name: String = req("PolicyName", text(&POLICY_NAME_TYPE)),
    policy_document: String = req("PolicyDocument", text(&POLICY_DOCUMENT_TYPE)),
}}

structure! { GetRoleRequest = GET_ROLE_REQUEST {
    role_name: String = req("RoleName", text(&ROLE_NAME_TYPE)),
}}

structure! { GetRoleResponse = GET_ROLE_RESPONSE {
    role: Role = req("Role", object(&ROLE)),
}}

structure! { InstanceProfile = INSTANCE_PROFILE {
    path: String = req("Path", text(&PATH_TYPE)),
    instance_profile_name: String = req("InstanceProfileName", text(&INSTANCE_PROFILE_NAME_TYPE)),
    instance_profile_id: String = req("InstanceProfileId", text(&ID_TYPE)),
    arn: String = req("Arn", text(&ARN_TYPE)),
    create_date: Timestamp = req("CreateDate", TIME),
    roles: Vec<Role> = req("Roles", list(&ROLE_LIST_TYPE)),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST_TYPE)),
}}

structure! { ListAttachedRolePoliciesRequest = LIST_ATTACHED_ROLE_POLICIES_REQUEST {
    role_name: String = req("RoleName", text(&ROLE_NAME_TYPE)),
    path_prefix: Option<String> = opt("PathPrefix", text(&POLICY_PATH_TYPE)),
    marker: Option<String> = opt("Marker", text(&MARKER_TYPE)),
    max_items: Option<i32> = opt("MaxItems", int(&MAX_ITEMS_TYPE)),
}}

structure! { ListAttachedRolePoliciesResponse = LIST_ATTACHED_ROLE_POLICIES_RESPONSE {
    attached_policies: Option<Vec<AttachedPolicy>> = opt("AttachedPolicies", list(&ATTACHED_POLICIES_LIST_TYPE)),
    is_truncated: Option<bool> = opt("IsTruncated", BOOL),
    marker: Option<String> = opt("Marker", TEXT),
}}

structure! { ListInstanceProfilesForRoleRequest = LIST_INSTANCE_PROFILES_FOR_ROLE_REQUEST {
    role_name: String = req("RoleName", text(&ROLE_NAME_TYPE)),
    marker: Option<String> = opt("Marker", text(&MARKER_TYPE)),
    max_items: Option<i32> = opt("MaxItems", int(&MAX_ITEMS_TYPE)),
}}

structure! { ListInstanceProfilesForRoleResponse = LIST_INSTANCE_PROFILES_FOR_ROLE_RESPONSE {
    instance_profiles: Vec<InstanceProfile> = req("InstanceProfiles", list(&INSTANCE_PROFILE_LIST_TYPE)),
    is_truncated: Option<bool> = opt("IsTruncated", BOOL),
    marker: Option<String> = opt("Marker", TEXT),
}}

structure! { ListRolePoliciesRequest = LIST_ROLE_POLICIES_REQUEST {
    role_name: String = req("RoleName", text(&ROLE_NAME_TYPE)),
    marker: Option<String> = opt("Marker", text(&MARKER_TYPE)),
    max_items: Option<i32> = opt("MaxItems", int(&MAX_ITEMS_TYPE)),
}}

structure! { ListRolePoliciesResponse = LIST_ROLE_POLICIES_RESPONSE {
    policy_names: Vec<String> = req("PolicyNames", list(&POLICY_NAME_LIST_TYPE)),
    is_truncated: Option<bool> = opt("IsTruncated", BOOL),
    marker: Option<String> = opt("Marker", TEXT),
}}

structure! { ListRoleTagsRequest = LIST_ROLE_TAGS_REQUEST {
    role_name: String = req("RoleName", text(&ROLE_NAME_TYPE)),
    marker: Option<String> = opt("Marker", text(&MARKER_TYPE)),
    max_items: Option<i32> = opt("MaxItems", int(&MAX_ITEMS_TYPE)),
}}

structure! { ListRoleTagsResponse = LIST_ROLE_TAGS_RESPONSE {
    tags: Vec<Tag> = req("Tags", list(&TAG_LIST_TYPE)),
    is_truncated: Option<bool> = opt("IsTruncated", BOOL),
    marker: Option<String> = opt("Marker", TEXT),
}}

structure! { ListRolesRequest = LIST_ROLES_REQUEST {
    path_prefix: Option<String> = opt("PathPrefix", text(&PATH_PREFIX_TYPE)),
    marker: Option<String> = opt("Marker", text(&MARKER_TYPE)),
    max_items: Option<i32> = opt("MaxItems", int(&MAX_ITEMS_TYPE)),
}}

structure! { ListRolesResponse = LIST_ROLES_RESPONSE {
    roles: Vec<Role> = req("Roles", list(&ROLE_LIST_TYPE)),
    is_truncated: Option<bool> = opt("IsTruncated", BOOL),
    marker: Option<String> = opt("Marker", TEXT),
}}

structure! { PutRolePolicyRequest = PUT_ROLE_POLICY_REQUEST {
    role_name: String = req("RoleName", text(&ROLE_NAME_TYPE)),
    policy_name: String = req("PolicyName", text(&POLICY_NAME_TYPE)),
    policy_document: String = req("PolicyDocument", text(&POLICY_DOCUMENT_TYPE)),
}}

structure! { Role = ROLE {
    path: String = req("Path", text(&PATH_TYPE)),
    role_name: String = req("RoleName", text(&ROLE_NAME_TYPE)),
    role_id: String = req("RoleId", text(&ID_TYPE)),
    arn: String = req("Arn", text(&ARN_TYPE)),
    create_date: Timestamp = req("CreateDate", TIME),
    assume_role_policy_document: Option<String> = opt("AssumeRolePolicyDocument", text(&POLICY_DOCUMENT_TYPE)),
    description: Option<String> = opt("Description", text(&ROLE_DESCRIPTION_TYPE)),
    max_session_duration: Option<i32> = opt("MaxSessionDuration", int(&ROLE_MAX_SESSION_DURATION_TYPE)),
    permissions_boundary: Option<AttachedPermissionsBoundary> = opt("PermissionsBoundary", object(&ATTACHED_PERMISSIONS_BOUNDARY)),
    tags: Option<Vec<Tag>> = opt("Tags", list(&TAG_LIST_TYPE)),
    role_last_used: Option<RoleLastUsed> = opt("RoleLastUsed", object(&ROLE_LAST_USED)),
    source_role_template: Option<SourceRoleTemplate> = opt("SourceRoleTemplate", object(&SOURCE_ROLE_TEMPLATE)),
}}

structure! { RoleLastUsed = ROLE_LAST_USED {
    last_used_date: Option<Timestamp> = opt("LastUsedDate", TIME),
    region: Option<String> = opt("Region", TEXT),
}}

structure! { SourceRoleTemplate = SOURCE_ROLE_TEMPLATE {
    template_arn: String = req("TemplateArn", text(&ARN_TYPE)),
    template_minor_version: i32 = req("TemplateMinorVersion", INT),
}}

structure! { Tag = TAG {
    key: String = req("Key", text(&TAG_KEY_TYPE)),
    value: String = req("Value", text(&TAG_VALUE_TYPE)),
}}

structure! { TagRoleRequest = TAG_ROLE_REQUEST {
    role_name: String = req("RoleName", text(&ROLE_NAME_TYPE)),
    tags: Vec<Tag> = req("Tags", list(&TAG_LIST_TYPE)),
}}

structure! { UntagRoleRequest = UNTAG_ROLE_REQUEST {
    role_name: String = req("RoleName", text(&ROLE_NAME_TYPE)),
    tag_keys: Vec<String> = req("TagKeys", list(&TAG_KEY_LIST_TYPE)),
}}

structure! { UpdateAssumeRolePolicyRequest = UPDATE_ASSUME_ROLE_POLICY_REQUEST {
    role_name: String = req("RoleName", text(&ROLE_NAME_TYPE)),
    policy_document: String = req("PolicyDocument", text(&POLICY_DOCUMENT_TYPE)),
}}

structure! { UpdateRoleDescriptionRequest = UPDATE_ROLE_DESCRIPTION_REQUEST {
    role_name: String = req("RoleName", text(&ROLE_NAME_TYPE)),
    description: String = req("Description", text(&ROLE_DESCRIPTION_TYPE)),
}}

structure! { UpdateRoleDescriptionResponse = UPDATE_ROLE_DESCRIPTION_RESPONSE {
    role: Option<Role> = opt("Role", object(&ROLE)),
}}

structure! { UpdateRoleRequest = UPDATE_ROLE_REQUEST {
    role_name: String = req("RoleName", text(&ROLE_NAME_TYPE)),
    description: Option<String> = opt("Description", text(&ROLE_DESCRIPTION_TYPE)),
    max_session_duration: Option<i32> = opt("MaxSessionDuration", int(&ROLE_MAX_SESSION_DURATION_TYPE)),
}}

structure! { UpdateRoleResponse = UPDATE_ROLE_RESPONSE {
}}

tables! {
    PERMISSIONS_BOUNDARY_ATTACHMENT_TYPE: Text = Text::ANY.one_of(&["PermissionsBoundaryPolicy"]);
    ARN_TYPE: Text = Text::ANY.len(20, 2048);
    ATTACHED_POLICIES_LIST_TYPE: List = List::of(object(&ATTACHED_POLICY));
    ID_TYPE: Text = Text::ANY.len(16, 128).pattern(pattern!("[\\w]+"));
    INSTANCE_PROFILE_LIST_TYPE: List = List::of(object(&INSTANCE_PROFILE));
    INSTANCE_PROFILE_NAME_TYPE: Text = Text::ANY.len(1, 128).pattern(pattern!("[\\w+=,.@-]+"));
    MARKER_TYPE: Text = Text::ANY.len(1, 320).pattern(pattern!("[\\u0020-\\u00FF]+"));
    MAX_ITEMS_TYPE: Int = Int::new(32, 1, 1000);
    PATH_PREFIX_TYPE: Text = Text::ANY.len(1, 512).pattern(pattern!("\\u002F[\\u0021-\\u007F]*"));
    PATH_TYPE: Text = Text::ANY.len(1, 512).pattern(pattern!("(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)"));
    POLICY_DOCUMENT_TYPE: Text = Text::ANY.len(1, 131072).pattern(pattern!("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"));
    POLICY_NAME_LIST_TYPE: List = List::of(text(&POLICY_NAME_TYPE));
    POLICY_NAME_TYPE: Text = Text::ANY.len(1, 128).pattern(pattern!("[\\w+=,.@-]+"));
    POLICY_PATH_TYPE: Text = Text::ANY.len(1, 512).pattern(pattern!("((/[A-Za-z0-9\\.,\\+@=_-]+)*)/"));
    ROLE_DESCRIPTION_TYPE: Text = Text::ANY.len(0, 1000).pattern(pattern!("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*"));
    ROLE_LIST_TYPE: List = List::of(object(&ROLE));
    ROLE_MAX_SESSION_DURATION_TYPE: Int = Int::new(32, 3600, 43200);
    ROLE_NAME_TYPE: Text = Text::ANY.len(1, 64).pattern(pattern!("[\\w+=,.@-]+"));
    TAG_KEY_LIST_TYPE: List = List::of(text(&TAG_KEY_TYPE)).len(0, 50);
    TAG_KEY_TYPE: Text = Text::ANY.len(1, 128).pattern(pattern!("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+"));
    TAG_LIST_TYPE: List = List::of(object(&TAG)).len(0, 50);
    TAG_VALUE_TYPE: Text = Text::ANY.len(0, 256).pattern(pattern!("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*"));
}

errors! {
    concurrent_modification_exception = CONCURRENT_MODIFICATION_EXCEPTION "ConcurrentModificationException" "ConcurrentModification" 409 sender [opt("message", TEXT)];
    delete_conflict_exception = DELETE_CONFLICT_EXCEPTION "DeleteConflictException" "DeleteConflict" 409 sender [opt("message", TEXT)];
    entity_already_exists_exception = ENTITY_ALREADY_EXISTS_EXCEPTION "EntityAlreadyExistsException" "EntityAlreadyExists" 409 sender [opt("message", TEXT)];
    invalid_input_exception = INVALID_INPUT_EXCEPTION "InvalidInputException" "InvalidInput" 400 sender [opt("message", TEXT)];
    limit_exceeded_exception = LIMIT_EXCEEDED_EXCEPTION "LimitExceededException" "LimitExceeded" 409 sender [opt("message", TEXT)];
    malformed_policy_document_exception = MALFORMED_POLICY_DOCUMENT_EXCEPTION "MalformedPolicyDocumentException" "MalformedPolicyDocument" 400 sender [opt("message", TEXT)];
    no_such_entity_exception = NO_SUCH_ENTITY_EXCEPTION "NoSuchEntityException" "NoSuchEntity" 404 sender [opt("message", TEXT)];
    policy_not_attachable_exception = POLICY_NOT_ATTACHABLE_EXCEPTION "PolicyNotAttachableException" "PolicyNotAttachable" 400 sender [opt("message", TEXT)];
    service_failure_exception = SERVICE_FAILURE_EXCEPTION "ServiceFailureException" "ServiceFailure" 500 sender [opt("message", TEXT)];
    unmodifiable_entity_exception = UNMODIFIABLE_ENTITY_EXCEPTION "UnmodifiableEntityException" "UnmodifiableEntity" 400 sender [opt("message", TEXT)];
}
