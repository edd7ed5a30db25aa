//! Amazon Elastic Container Registry, API version 2015-09-21. Written by `cargo xtask wire` from `models/ecr.json`; do not edit.

use crate::schema::prelude::*;

#[rustfmt::skip]
pub static SERVICE: ServiceMeta = ServiceMeta {
    name: "ecr",
    full_name: "Amazon Elastic Container Registry",
    signing_name: "ecr",
    endpoint_prefix: "api.ecr",
    iam_prefix: "ecr",
    api_version: "2015-09-21",
    target_prefix: Some("AmazonEC2ContainerRegistry_V20150921"),
    json_version: Some("1.1"),
    xml_namespace: None,
    protocols: &[Protocol::AwsJson11],
    query_compatible: false,
    internal: "ServerException",
    refusal: Refusal { dialect: Dialect::Listing, code: "InvalidParameterException", except: &[] },
    retype: self::retype,
    operations: OPERATIONS,
    errors: ERRORS,
};

operations! { SERVICE {
    BatchCheckLayerAvailability = BATCH_CHECK_LAYER_AVAILABILITY {
        http: "POST" "/" 200,
        input: BatchCheckLayerAvailabilityRequest = BATCH_CHECK_LAYER_AVAILABILITY_REQUEST,
        output: BatchCheckLayerAvailabilityResponse = BATCH_CHECK_LAYER_AVAILABILITY_RESPONSE,
        errors: [REPOSITORY_NOT_FOUND_EXCEPTION INVALID_PARAMETER_EXCEPTION SERVER_EXCEPTION],
    }
    BatchDeleteImage = BATCH_DELETE_IMAGE {
        http: "POST" "/" 200,
        input: BatchDeleteImageRequest = BATCH_DELETE_IMAGE_REQUEST,
        output: BatchDeleteImageResponse = BATCH_DELETE_IMAGE_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION],
    }
    BatchGetImage = BATCH_GET_IMAGE {
        http: "POST" "/" 200,
        input: BatchGetImageRequest = BATCH_GET_IMAGE_REQUEST,
        output: BatchGetImageResponse = BATCH_GET_IMAGE_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION LIMIT_EXCEEDED_EXCEPTION UNABLE_TO_GET_UPSTREAM_IMAGE_EXCEPTION],
    }
    BatchGetRepositoryScanningConfiguration = BATCH_GET_REPOSITORY_SCANNING_CONFIGURATION {
        http: "POST" "/" 200,
        input: BatchGetRepositoryScanningConfigurationRequest = BATCH_GET_REPOSITORY_SCANNING_CONFIGURATION_REQUEST,
        output: BatchGetRepositoryScanningConfigurationResponse = BATCH_GET_REPOSITORY_SCANNING_CONFIGURATION_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION VALIDATION_EXCEPTION],
    }
    CompleteLayerUpload = COMPLETE_LAYER_UPLOAD {
        http: "POST" "/" 200,
        input: CompleteLayerUploadRequest = COMPLETE_LAYER_UPLOAD_REQUEST,
        output: CompleteLayerUploadResponse = COMPLETE_LAYER_UPLOAD_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION UPLOAD_NOT_FOUND_EXCEPTION INVALID_LAYER_EXCEPTION LAYER_PART_TOO_SMALL_EXCEPTION LAYER_ALREADY_EXISTS_EXCEPTION EMPTY_UPLOAD_EXCEPTION KMS_EXCEPTION],
    }
    CreatePullThroughCacheRule = CREATE_PULL_THROUGH_CACHE_RULE {
        http: "POST" "/" 200,
        input: CreatePullThroughCacheRuleRequest = CREATE_PULL_THROUGH_CACHE_RULE_REQUEST,
        output: CreatePullThroughCacheRuleResponse = CREATE_PULL_THROUGH_CACHE_RULE_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION VALIDATION_EXCEPTION PULL_THROUGH_CACHE_RULE_ALREADY_EXISTS_EXCEPTION UNSUPPORTED_UPSTREAM_REGISTRY_EXCEPTION LIMIT_EXCEEDED_EXCEPTION UNABLE_TO_ACCESS_SECRET_EXCEPTION SECRET_NOT_FOUND_EXCEPTION UNABLE_TO_DECRYPT_SECRET_VALUE_EXCEPTION],
    }
    CreateRepository = CREATE_REPOSITORY {
        http: "POST" "/" 200,
        input: CreateRepositoryRequest = CREATE_REPOSITORY_REQUEST,
        output: CreateRepositoryResponse = CREATE_REPOSITORY_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION INVALID_TAG_PARAMETER_EXCEPTION TOO_MANY_TAGS_EXCEPTION REPOSITORY_ALREADY_EXISTS_EXCEPTION LIMIT_EXCEEDED_EXCEPTION KMS_EXCEPTION],
    }
    CreateRepositoryCreationTemplate = CREATE_REPOSITORY_CREATION_TEMPLATE {
        http: "POST" "/" 200,
        input: CreateRepositoryCreationTemplateRequest = CREATE_REPOSITORY_CREATION_TEMPLATE_REQUEST,
        output: CreateRepositoryCreationTemplateResponse = CREATE_REPOSITORY_CREATION_TEMPLATE_RESPONSE,
        errors: [SERVER_EXCEPTION VALIDATION_EXCEPTION INVALID_PARAMETER_EXCEPTION LIMIT_EXCEEDED_EXCEPTION TEMPLATE_ALREADY_EXISTS_EXCEPTION],
    }
    DeleteLifecyclePolicy = DELETE_LIFECYCLE_POLICY {
        http: "POST" "/" 200,
        input: DeleteLifecyclePolicyRequest = DELETE_LIFECYCLE_POLICY_REQUEST,
        output: DeleteLifecyclePolicyResponse = DELETE_LIFECYCLE_POLICY_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION LIFECYCLE_POLICY_NOT_FOUND_EXCEPTION VALIDATION_EXCEPTION],
    }
    DeletePullThroughCacheRule = DELETE_PULL_THROUGH_CACHE_RULE {
        http: "POST" "/" 200,
        input: DeletePullThroughCacheRuleRequest = DELETE_PULL_THROUGH_CACHE_RULE_REQUEST,
        output: DeletePullThroughCacheRuleResponse = DELETE_PULL_THROUGH_CACHE_RULE_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION VALIDATION_EXCEPTION PULL_THROUGH_CACHE_RULE_NOT_FOUND_EXCEPTION],
    }
    DeleteRegistryPolicy = DELETE_REGISTRY_POLICY {
        http: "POST" "/" 200,
        input: DeleteRegistryPolicyRequest = DELETE_REGISTRY_POLICY_REQUEST,
        output: DeleteRegistryPolicyResponse = DELETE_REGISTRY_POLICY_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REGISTRY_POLICY_NOT_FOUND_EXCEPTION VALIDATION_EXCEPTION],
    }
    DeleteRepository = DELETE_REPOSITORY {
        http: "POST" "/" 200,
        input: DeleteRepositoryRequest = DELETE_REPOSITORY_REQUEST,
        output: DeleteRepositoryResponse = DELETE_REPOSITORY_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION REPOSITORY_NOT_EMPTY_EXCEPTION KMS_EXCEPTION],
    }
    DeleteRepositoryCreationTemplate = DELETE_REPOSITORY_CREATION_TEMPLATE {
        http: "POST" "/" 200,
        input: DeleteRepositoryCreationTemplateRequest = DELETE_REPOSITORY_CREATION_TEMPLATE_REQUEST,
        output: DeleteRepositoryCreationTemplateResponse = DELETE_REPOSITORY_CREATION_TEMPLATE_RESPONSE,
        errors: [SERVER_EXCEPTION VALIDATION_EXCEPTION INVALID_PARAMETER_EXCEPTION TEMPLATE_NOT_FOUND_EXCEPTION],
    }
    DeleteRepositoryPolicy = DELETE_REPOSITORY_POLICY {
        http: "POST" "/" 200,
        input: DeleteRepositoryPolicyRequest = DELETE_REPOSITORY_POLICY_REQUEST,
        output: DeleteRepositoryPolicyResponse = DELETE_REPOSITORY_POLICY_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION REPOSITORY_POLICY_NOT_FOUND_EXCEPTION],
    }
    DescribeImageReplicationStatus = DESCRIBE_IMAGE_REPLICATION_STATUS {
        http: "POST" "/" 200,
        input: DescribeImageReplicationStatusRequest = DESCRIBE_IMAGE_REPLICATION_STATUS_REQUEST,
        output: DescribeImageReplicationStatusResponse = DESCRIBE_IMAGE_REPLICATION_STATUS_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION IMAGE_NOT_FOUND_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION VALIDATION_EXCEPTION],
    }
    DescribeImageScanFindings = DESCRIBE_IMAGE_SCAN_FINDINGS {
        http: "POST" "/" 200,
        input: DescribeImageScanFindingsRequest = DESCRIBE_IMAGE_SCAN_FINDINGS_REQUEST,
        output: DescribeImageScanFindingsResponse = DESCRIBE_IMAGE_SCAN_FINDINGS_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION IMAGE_NOT_FOUND_EXCEPTION SCAN_NOT_FOUND_EXCEPTION VALIDATION_EXCEPTION],
    }
    DescribeImages = DESCRIBE_IMAGES {
        http: "POST" "/" 200,
        input: DescribeImagesRequest = DESCRIBE_IMAGES_REQUEST,
        output: DescribeImagesResponse = DESCRIBE_IMAGES_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION IMAGE_NOT_FOUND_EXCEPTION],
    }
    DescribePullThroughCacheRules = DESCRIBE_PULL_THROUGH_CACHE_RULES {
        http: "POST" "/" 200,
        input: DescribePullThroughCacheRulesRequest = DESCRIBE_PULL_THROUGH_CACHE_RULES_REQUEST,
        output: DescribePullThroughCacheRulesResponse = DESCRIBE_PULL_THROUGH_CACHE_RULES_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION VALIDATION_EXCEPTION PULL_THROUGH_CACHE_RULE_NOT_FOUND_EXCEPTION],
    }
    DescribeRegistry = DESCRIBE_REGISTRY {
        http: "POST" "/" 200,
        input: DescribeRegistryRequest = DESCRIBE_REGISTRY_REQUEST,
        output: DescribeRegistryResponse = DESCRIBE_REGISTRY_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION VALIDATION_EXCEPTION],
    }
    DescribeRepositories = DESCRIBE_REPOSITORIES {
        http: "POST" "/" 200,
        input: DescribeRepositoriesRequest = DESCRIBE_REPOSITORIES_REQUEST,
        output: DescribeRepositoriesResponse = DESCRIBE_REPOSITORIES_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION],
    }
    DescribeRepositoryCreationTemplates = DESCRIBE_REPOSITORY_CREATION_TEMPLATES {
        http: "POST" "/" 200,
        input: DescribeRepositoryCreationTemplatesRequest = DESCRIBE_REPOSITORY_CREATION_TEMPLATES_REQUEST,
        output: DescribeRepositoryCreationTemplatesResponse = DESCRIBE_REPOSITORY_CREATION_TEMPLATES_RESPONSE,
        errors: [SERVER_EXCEPTION VALIDATION_EXCEPTION INVALID_PARAMETER_EXCEPTION],
    }
    GetAccountSetting = GET_ACCOUNT_SETTING {
        http: "POST" "/" 200,
        input: GetAccountSettingRequest = GET_ACCOUNT_SETTING_REQUEST,
        output: GetAccountSettingResponse = GET_ACCOUNT_SETTING_RESPONSE,
        errors: [SERVER_EXCEPTION VALIDATION_EXCEPTION INVALID_PARAMETER_EXCEPTION],
    }
    GetAuthorizationToken = GET_AUTHORIZATION_TOKEN {
        http: "POST" "/" 200,
        input: GetAuthorizationTokenRequest = GET_AUTHORIZATION_TOKEN_REQUEST,
        output: GetAuthorizationTokenResponse = GET_AUTHORIZATION_TOKEN_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION],
    }
    GetDownloadUrlForLayer = GET_DOWNLOAD_URL_FOR_LAYER {
        http: "POST" "/" 200,
        input: GetDownloadUrlForLayerRequest = GET_DOWNLOAD_URL_FOR_LAYER_REQUEST,
        output: GetDownloadUrlForLayerResponse = GET_DOWNLOAD_URL_FOR_LAYER_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION LAYERS_NOT_FOUND_EXCEPTION LAYER_INACCESSIBLE_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION UNABLE_TO_GET_UPSTREAM_LAYER_EXCEPTION],
    }
    GetLifecyclePolicy = GET_LIFECYCLE_POLICY {
        http: "POST" "/" 200,
        input: GetLifecyclePolicyRequest = GET_LIFECYCLE_POLICY_REQUEST,
        output: GetLifecyclePolicyResponse = GET_LIFECYCLE_POLICY_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION LIFECYCLE_POLICY_NOT_FOUND_EXCEPTION VALIDATION_EXCEPTION],
    }
    GetLifecyclePolicyPreview = GET_LIFECYCLE_POLICY_PREVIEW {
        http: "POST" "/" 200,
        input: GetLifecyclePolicyPreviewRequest = GET_LIFECYCLE_POLICY_PREVIEW_REQUEST,
        output: GetLifecyclePolicyPreviewResponse = GET_LIFECYCLE_POLICY_PREVIEW_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION LIFECYCLE_POLICY_PREVIEW_NOT_FOUND_EXCEPTION VALIDATION_EXCEPTION],
    }
    GetRegistryPolicy = GET_REGISTRY_POLICY {
        http: "POST" "/" 200,
        input: GetRegistryPolicyRequest = GET_REGISTRY_POLICY_REQUEST,
        output: GetRegistryPolicyResponse = GET_REGISTRY_POLICY_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REGISTRY_POLICY_NOT_FOUND_EXCEPTION VALIDATION_EXCEPTION],
    }
    GetRegistryScanningConfiguration = GET_REGISTRY_SCANNING_CONFIGURATION {
        http: "POST" "/" 200,
        input: GetRegistryScanningConfigurationRequest = GET_REGISTRY_SCANNING_CONFIGURATION_REQUEST,
        output: GetRegistryScanningConfigurationResponse = GET_REGISTRY_SCANNING_CONFIGURATION_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION VALIDATION_EXCEPTION],
    }
    GetRepositoryPolicy = GET_REPOSITORY_POLICY {
        http: "POST" "/" 200,
        input: GetRepositoryPolicyRequest = GET_REPOSITORY_POLICY_REQUEST,
        output: GetRepositoryPolicyResponse = GET_REPOSITORY_POLICY_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION REPOSITORY_POLICY_NOT_FOUND_EXCEPTION],
    }
    InitiateLayerUpload = INITIATE_LAYER_UPLOAD {
        http: "POST" "/" 200,
        input: InitiateLayerUploadRequest = INITIATE_LAYER_UPLOAD_REQUEST,
        output: InitiateLayerUploadResponse = INITIATE_LAYER_UPLOAD_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION KMS_EXCEPTION],
    }
    ListImageReferrers = LIST_IMAGE_REFERRERS {
        http: "POST" "/" 200,
        input: ListImageReferrersRequest = LIST_IMAGE_REFERRERS_REQUEST,
        output: ListImageReferrersResponse = LIST_IMAGE_REFERRERS_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION VALIDATION_EXCEPTION UNABLE_TO_LIST_UPSTREAM_IMAGE_REFERRERS_EXCEPTION],
    }
    ListImages = LIST_IMAGES {
        http: "POST" "/" 200,
        input: ListImagesRequest = LIST_IMAGES_REQUEST,
        output: ListImagesResponse = LIST_IMAGES_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION],
    }
    ListTagsForResource = LIST_TAGS_FOR_RESOURCE {
        http: "POST" "/" 200,
        input: ListTagsForResourceRequest = LIST_TAGS_FOR_RESOURCE_REQUEST,
        output: ListTagsForResourceResponse = LIST_TAGS_FOR_RESOURCE_RESPONSE,
        errors: [INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION SERVER_EXCEPTION],
    }
    PutAccountSetting = PUT_ACCOUNT_SETTING {
        http: "POST" "/" 200,
        input: PutAccountSettingRequest = PUT_ACCOUNT_SETTING_REQUEST,
        output: PutAccountSettingResponse = PUT_ACCOUNT_SETTING_RESPONSE,
        errors: [SERVER_EXCEPTION VALIDATION_EXCEPTION INVALID_PARAMETER_EXCEPTION LIMIT_EXCEEDED_EXCEPTION],
    }
    PutImage = PUT_IMAGE {
        http: "POST" "/" 200,
        input: PutImageRequest = PUT_IMAGE_REQUEST,
        output: PutImageResponse = PUT_IMAGE_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION IMAGE_ALREADY_EXISTS_EXCEPTION LAYERS_NOT_FOUND_EXCEPTION REFERENCED_IMAGES_NOT_FOUND_EXCEPTION LIMIT_EXCEEDED_EXCEPTION IMAGE_TAG_ALREADY_EXISTS_EXCEPTION IMAGE_DIGEST_DOES_NOT_MATCH_EXCEPTION KMS_EXCEPTION],
    }
    PutImageScanningConfiguration = PUT_IMAGE_SCANNING_CONFIGURATION {
        http: "POST" "/" 200,
        input: PutImageScanningConfigurationRequest = PUT_IMAGE_SCANNING_CONFIGURATION_REQUEST,
        output: PutImageScanningConfigurationResponse = PUT_IMAGE_SCANNING_CONFIGURATION_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION VALIDATION_EXCEPTION],
    }
    PutImageTagMutability = PUT_IMAGE_TAG_MUTABILITY {
        http: "POST" "/" 200,
        input: PutImageTagMutabilityRequest = PUT_IMAGE_TAG_MUTABILITY_REQUEST,
        output: PutImageTagMutabilityResponse = PUT_IMAGE_TAG_MUTABILITY_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION],
    }
    PutLifecyclePolicy = PUT_LIFECYCLE_POLICY {
        http: "POST" "/" 200,
        input: PutLifecyclePolicyRequest = PUT_LIFECYCLE_POLICY_REQUEST,
        output: PutLifecyclePolicyResponse = PUT_LIFECYCLE_POLICY_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION VALIDATION_EXCEPTION],
    }
    PutRegistryPolicy = PUT_REGISTRY_POLICY {
        http: "POST" "/" 200,
        input: PutRegistryPolicyRequest = PUT_REGISTRY_POLICY_REQUEST,
        output: PutRegistryPolicyResponse = PUT_REGISTRY_POLICY_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION VALIDATION_EXCEPTION],
    }
    PutRegistryScanningConfiguration = PUT_REGISTRY_SCANNING_CONFIGURATION {
        http: "POST" "/" 200,
        input: PutRegistryScanningConfigurationRequest = PUT_REGISTRY_SCANNING_CONFIGURATION_REQUEST,
        output: PutRegistryScanningConfigurationResponse = PUT_REGISTRY_SCANNING_CONFIGURATION_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION VALIDATION_EXCEPTION BLOCKED_BY_ORGANIZATION_POLICY_EXCEPTION],
    }
    PutReplicationConfiguration = PUT_REPLICATION_CONFIGURATION {
        http: "POST" "/" 200,
        input: PutReplicationConfigurationRequest = PUT_REPLICATION_CONFIGURATION_REQUEST,
        output: PutReplicationConfigurationResponse = PUT_REPLICATION_CONFIGURATION_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION VALIDATION_EXCEPTION],
    }
    SetRepositoryPolicy = SET_REPOSITORY_POLICY {
        http: "POST" "/" 200,
        input: SetRepositoryPolicyRequest = SET_REPOSITORY_POLICY_REQUEST,
        output: SetRepositoryPolicyResponse = SET_REPOSITORY_POLICY_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION],
    }
    StartImageScan = START_IMAGE_SCAN {
        http: "POST" "/" 200,
        input: StartImageScanRequest = START_IMAGE_SCAN_REQUEST,
        output: StartImageScanResponse = START_IMAGE_SCAN_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION UNSUPPORTED_IMAGE_TYPE_EXCEPTION LIMIT_EXCEEDED_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION IMAGE_NOT_FOUND_EXCEPTION VALIDATION_EXCEPTION IMAGE_ARCHIVED_EXCEPTION],
    }
    StartLifecyclePolicyPreview = START_LIFECYCLE_POLICY_PREVIEW {
        http: "POST" "/" 200,
        input: StartLifecyclePolicyPreviewRequest = START_LIFECYCLE_POLICY_PREVIEW_REQUEST,
        output: StartLifecyclePolicyPreviewResponse = START_LIFECYCLE_POLICY_PREVIEW_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION LIFECYCLE_POLICY_NOT_FOUND_EXCEPTION LIFECYCLE_POLICY_PREVIEW_IN_PROGRESS_EXCEPTION VALIDATION_EXCEPTION],
    }
    TagResource = TAG_RESOURCE {
        http: "POST" "/" 200,
        input: TagResourceRequest = TAG_RESOURCE_REQUEST,
        output: TagResourceResponse = TAG_RESOURCE_RESPONSE,
        errors: [INVALID_PARAMETER_EXCEPTION INVALID_TAG_PARAMETER_EXCEPTION TOO_MANY_TAGS_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION SERVER_EXCEPTION],
    }
    UntagResource = UNTAG_RESOURCE {
        http: "POST" "/" 200,
        input: UntagResourceRequest = UNTAG_RESOURCE_REQUEST,
        output: UntagResourceResponse = UNTAG_RESOURCE_RESPONSE,
        errors: [INVALID_PARAMETER_EXCEPTION INVALID_TAG_PARAMETER_EXCEPTION TOO_MANY_TAGS_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION SERVER_EXCEPTION],
    }
    UpdatePullThroughCacheRule = UPDATE_PULL_THROUGH_CACHE_RULE {
        http: "POST" "/" 200,
        input: UpdatePullThroughCacheRuleRequest = UPDATE_PULL_THROUGH_CACHE_RULE_REQUEST,
        output: UpdatePullThroughCacheRuleResponse = UPDATE_PULL_THROUGH_CACHE_RULE_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION VALIDATION_EXCEPTION UNABLE_TO_ACCESS_SECRET_EXCEPTION PULL_THROUGH_CACHE_RULE_NOT_FOUND_EXCEPTION SECRET_NOT_FOUND_EXCEPTION UNABLE_TO_DECRYPT_SECRET_VALUE_EXCEPTION],
    }
    UpdateRepositoryCreationTemplate = UPDATE_REPOSITORY_CREATION_TEMPLATE {
        http: "POST" "/" 200,
        input: UpdateRepositoryCreationTemplateRequest = UPDATE_REPOSITORY_CREATION_TEMPLATE_REQUEST,
        output: UpdateRepositoryCreationTemplateResponse = UPDATE_REPOSITORY_CREATION_TEMPLATE_RESPONSE,
        errors: [SERVER_EXCEPTION VALIDATION_EXCEPTION INVALID_PARAMETER_EXCEPTION TEMPLATE_NOT_FOUND_EXCEPTION],
    }
    UploadLayerPart = UPLOAD_LAYER_PART {
        http: "POST" "/" 200,
        input: UploadLayerPartRequest = UPLOAD_LAYER_PART_REQUEST,
        output: UploadLayerPartResponse = UPLOAD_LAYER_PART_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION INVALID_LAYER_PART_EXCEPTION REPOSITORY_NOT_FOUND_EXCEPTION UPLOAD_NOT_FOUND_EXCEPTION LIMIT_EXCEEDED_EXCEPTION KMS_EXCEPTION],
    }
    ValidatePullThroughCacheRule = VALIDATE_PULL_THROUGH_CACHE_RULE {
        http: "POST" "/" 200,
        input: ValidatePullThroughCacheRuleRequest = VALIDATE_PULL_THROUGH_CACHE_RULE_REQUEST,
        output: ValidatePullThroughCacheRuleResponse = VALIDATE_PULL_THROUGH_CACHE_RULE_RESPONSE,
        errors: [SERVER_EXCEPTION INVALID_PARAMETER_EXCEPTION VALIDATION_EXCEPTION PULL_THROUGH_CACHE_RULE_NOT_FOUND_EXCEPTION],
    }
}}

structure! { Attribute = ATTRIBUTE {
    key: String = req("key", text(&ATTRIBUTE_KEY)),
    value: Option<String> = opt("value", text(&ATTRIBUTE_VALUE)),
}}

structure! { AuthorizationData = AUTHORIZATION_DATA {
    authorization_token: Option<String> = opt("authorizationToken", text(&BASE64)),
    expires_at: Option<Timestamp> = opt("expiresAt", TIME),
    proxy_endpoint: Option<String> = opt("proxyEndpoint", TEXT),
}}

structure! { AwsEcrContainerImageDetails = AWS_ECR_CONTAINER_IMAGE_DETAILS {
    architecture: Option<String> = opt("architecture", TEXT),
    author: Option<String> = opt("author", TEXT),
    image_hash: Option<String> = opt("imageHash", TEXT),
    image_tags: Option<Vec<String>> = opt("imageTags", list(&IMAGE_TAGS_LIST)),
    platform: Option<String> = opt("platform", TEXT),
    pushed_at: Option<Timestamp> = opt("pushedAt", TIME),
    last_in_use_at: Option<Timestamp> = opt("lastInUseAt", TIME),
    in_use_count: Option<i64> = opt("inUseCount", int(&IN_USE_COUNT)),
    registry: Option<String> = opt("registry", text(&REGISTRY_ID)),
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
}}

structure! { BatchCheckLayerAvailabilityRequest = BATCH_CHECK_LAYER_AVAILABILITY_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    layer_digests: Vec<String> = req("layerDigests", list(&BATCHED_OPERATION_LAYER_DIGEST_LIST)),
}}

structure! { BatchCheckLayerAvailabilityResponse = BATCH_CHECK_LAYER_AVAILABILITY_RESPONSE {
    layers: Option<Vec<Layer>> = opt("layers", list(&LAYER_LIST)),
    failures: Option<Vec<LayerFailure>> = opt("failures", list(&LAYER_FAILURE_LIST)),
}}

structure! { BatchDeleteImageRequest = BATCH_DELETE_IMAGE_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    image_ids: Vec<ImageIdentifier> = req("imageIds", list(&IMAGE_IDENTIFIER_LIST)),
}}

structure! { BatchDeleteImageResponse = BATCH_DELETE_IMAGE_RESPONSE {
    image_ids: Option<Vec<ImageIdentifier>> = opt("imageIds", list(&IMAGE_IDENTIFIER_LIST)),
    failures: Option<Vec<ImageFailure>> = opt("failures", list(&IMAGE_FAILURE_LIST)),
}}

structure! { BatchGetImageRequest = BATCH_GET_IMAGE_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    image_ids: Vec<ImageIdentifier> = req("imageIds", list(&IMAGE_IDENTIFIER_LIST)),
    accepted_media_types: Option<Vec<String>> = opt("acceptedMediaTypes", list(&MEDIA_TYPE_LIST)),
}}

structure! { BatchGetImageResponse = BATCH_GET_IMAGE_RESPONSE {
    images: Option<Vec<Image>> = opt("images", list(&IMAGE_LIST)),
    failures: Option<Vec<ImageFailure>> = opt("failures", list(&IMAGE_FAILURE_LIST)),
}}

structure! { BatchGetRepositoryScanningConfigurationRequest = BATCH_GET_REPOSITORY_SCANNING_CONFIGURATION_REQUEST {
    repository_names: Vec<String> = req("repositoryNames", list(&SCANNING_CONFIGURATION_REPOSITORY_NAME_LIST)),
}}

structure! { BatchGetRepositoryScanningConfigurationResponse = BATCH_GET_REPOSITORY_SCANNING_CONFIGURATION_RESPONSE {
    scanning_configurations: Option<Vec<RepositoryScanningConfiguration>> = opt("scanningConfigurations", list(&REPOSITORY_SCANNING_CONFIGURATION_LIST)),
    failures: Option<Vec<RepositoryScanningConfigurationFailure>> = opt("failures", list(&REPOSITORY_SCANNING_CONFIGURATION_FAILURE_LIST)),
}}

structure! { CompleteLayerUploadRequest = COMPLETE_LAYER_UPLOAD_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    upload_id: String = req("uploadId", text(&UPLOAD_ID)),
    layer_digests: Vec<String> = req("layerDigests", list(&LAYER_DIGEST_LIST)),
}}

structure! { CompleteLayerUploadResponse = COMPLETE_LAYER_UPLOAD_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    upload_id: Option<String> = opt("uploadId", text(&UPLOAD_ID)),
    layer_digest: Option<String> = opt("layerDigest", text(&LAYER_DIGEST)),
}}

structure! { CreatePullThroughCacheRuleRequest = CREATE_PULL_THROUGH_CACHE_RULE_REQUEST {
    ecr_repository_prefix: String = req("ecrRepositoryPrefix", text(&PULL_THROUGH_CACHE_RULE_REPOSITORY_PREFIX)),
    upstream_registry_url: String = req("upstreamRegistryUrl", TEXT),
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    upstream_registry: Option<String> = opt("upstreamRegistry", text(&UPSTREAM_REGISTRY)),
    credential_arn: Option<String> = opt("credentialArn", text(&CREDENTIAL_ARN)),
    custom_role_arn: Option<String> = opt("customRoleArn", text(&CUSTOM_ROLE_ARN)),
    upstream_repository_prefix: Option<String> = opt("upstreamRepositoryPrefix", text(&PULL_THROUGH_CACHE_RULE_REPOSITORY_PREFIX)),
}}

structure! { CreatePullThroughCacheRuleResponse = CREATE_PULL_THROUGH_CACHE_RULE_RESPONSE {
    ecr_repository_prefix: Option<String> = opt("ecrRepositoryPrefix", text(&PULL_THROUGH_CACHE_RULE_REPOSITORY_PREFIX)),
    upstream_registry_url: Option<String> = opt("upstreamRegistryUrl", TEXT),
    created_at: Option<Timestamp> = opt("createdAt", TIME),
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    upstream_registry: Option<String> = opt("upstreamRegistry", text(&UPSTREAM_REGISTRY)),
    credential_arn: Option<String> = opt("credentialArn", text(&CREDENTIAL_ARN)),
    custom_role_arn: Option<String> = opt("customRoleArn", text(&CUSTOM_ROLE_ARN)),
    upstream_repository_prefix: Option<String> = opt("upstreamRepositoryPrefix", text(&PULL_THROUGH_CACHE_RULE_REPOSITORY_PREFIX)),
}}

structure! { CreateRepositoryCreationTemplateRequest = CREATE_REPOSITORY_CREATION_TEMPLATE_REQUEST {
    prefix: String = req("prefix", text(&PREFIX)),
    description: Option<String> = opt("description", text(&REPOSITORY_TEMPLATE_DESCRIPTION)),
    encryption_configuration: Option<EncryptionConfigurationForRepositoryCreationTemplate> = opt("encryptionConfiguration", object(&ENCRYPTION_CONFIGURATION_FOR_REPOSITORY_CREATION_TEMPLATE)),
    resource_tags: Option<Vec<Tag>> = opt("resourceTags", list(&TAG_LIST)),
    image_tag_mutability: Option<String> = opt("imageTagMutability", text(&IMAGE_TAG_MUTABILITY)),
    image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>> = opt("imageTagMutabilityExclusionFilters", list(&IMAGE_TAG_MUTABILITY_EXCLUSION_FILTERS)),
    repository_policy: Option<String> = opt("repositoryPolicy", text(&REPOSITORY_POLICY_TEXT)),
    lifecycle_policy: Option<String> = opt("lifecyclePolicy", text(&LIFECYCLE_POLICY_TEXT_FOR_REPOSITORY_CREATION_TEMPLATE)),
    applied_for: Vec<String> = req("appliedFor", list(&RCT_APPLIED_FOR_LIST)),
    custom_role_arn: Option<String> = opt("customRoleArn", text(&CUSTOM_ROLE_ARN)),
}}

structure! { CreateRepositoryCreationTemplateResponse = CREATE_REPOSITORY_CREATION_TEMPLATE_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_creation_template: Option<RepositoryCreationTemplate> = opt("repositoryCreationTemplate", object(&REPOSITORY_CREATION_TEMPLATE)),
}}

structure! { CreateRepositoryRequest = CREATE_REPOSITORY_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    tags: Option<Vec<Tag>> = opt("tags", list(&TAG_LIST)),
    image_tag_mutability: Option<String> = opt("imageTagMutability", text(&IMAGE_TAG_MUTABILITY)),
    image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>> = opt("imageTagMutabilityExclusionFilters", list(&IMAGE_TAG_MUTABILITY_EXCLUSION_FILTERS)),
    image_scanning_configuration: Option<ImageScanningConfiguration> = opt("imageScanningConfiguration", object(&IMAGE_SCANNING_CONFIGURATION)),
    encryption_configuration: Option<EncryptionConfiguration> = opt("encryptionConfiguration", object(&ENCRYPTION_CONFIGURATION)),
}}

structure! { CreateRepositoryResponse = CREATE_REPOSITORY_RESPONSE {
    repository: Option<Repository> = opt("repository", object(&REPOSITORY)),
}}

structure! { CvssScore = CVSS_SCORE {
    base_score: Option<f64> = opt("baseScore", DOUBLE),
    scoring_vector: Option<String> = opt("scoringVector", TEXT),
    source: Option<String> = opt("source", TEXT),
    version: Option<String> = opt("version", TEXT),
}}

structure! { CvssScoreAdjustment = CVSS_SCORE_ADJUSTMENT {
    metric: Option<String> = opt("metric", TEXT),
    reason: Option<String> = opt("reason", TEXT),
}}

structure! { CvssScoreDetails = CVSS_SCORE_DETAILS {
    adjustments: Option<Vec<CvssScoreAdjustment>> = opt("adjustments", list(&CVSS_SCORE_ADJUSTMENT_LIST)),
    score: Option<f64> = opt("score", DOUBLE),
    score_source: Option<String> = opt("scoreSource", TEXT),
    scoring_vector: Option<String> = opt("scoringVector", TEXT),
    version: Option<String> = opt("version", TEXT),
}}

structure! { DeleteLifecyclePolicyRequest = DELETE_LIFECYCLE_POLICY_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
}}

structure! { DeleteLifecyclePolicyResponse = DELETE_LIFECYCLE_POLICY_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    lifecycle_policy_text: Option<String> = opt("lifecyclePolicyText", text(&LIFECYCLE_POLICY_TEXT)),
    last_evaluated_at: Option<Timestamp> = opt("lastEvaluatedAt", TIME),
}}

structure! { DeletePullThroughCacheRuleRequest = DELETE_PULL_THROUGH_CACHE_RULE_REQUEST {
    ecr_repository_prefix: String = req("ecrRepositoryPrefix", text(&PULL_THROUGH_CACHE_RULE_REPOSITORY_PREFIX)),
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
}}

structure! { DeletePullThroughCacheRuleResponse = DELETE_PULL_THROUGH_CACHE_RULE_RESPONSE {
    ecr_repository_prefix: Option<String> = opt("ecrRepositoryPrefix", text(&PULL_THROUGH_CACHE_RULE_REPOSITORY_PREFIX)),
    upstream_registry_url: Option<String> = opt("upstreamRegistryUrl", TEXT),
    created_at: Option<Timestamp> = opt("createdAt", TIME),
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    credential_arn: Option<String> = opt("credentialArn", text(&CREDENTIAL_ARN)),
    custom_role_arn: Option<String> = opt("customRoleArn", text(&CUSTOM_ROLE_ARN)),
    upstream_repository_prefix: Option<String> = opt("upstreamRepositoryPrefix", text(&PULL_THROUGH_CACHE_RULE_REPOSITORY_PREFIX)),
}}

structure! { DeleteRegistryPolicyRequest = DELETE_REGISTRY_POLICY_REQUEST {
}}

structure! { DeleteRegistryPolicyResponse = DELETE_REGISTRY_POLICY_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    policy_text: Option<String> = opt("policyText", text(&REGISTRY_POLICY_TEXT)),
}}

structure! { DeleteReplication = DELETE_REPLICATION {
    enabled: bool = req("enabled", BOOL),
}}

structure! { DeleteRepositoryCreationTemplateRequest = DELETE_REPOSITORY_CREATION_TEMPLATE_REQUEST {
    prefix: String = req("prefix", text(&PREFIX)),
}}

structure! { DeleteRepositoryCreationTemplateResponse = DELETE_REPOSITORY_CREATION_TEMPLATE_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_creation_template: Option<RepositoryCreationTemplate> = opt("repositoryCreationTemplate", object(&REPOSITORY_CREATION_TEMPLATE)),
}}

structure! { DeleteRepositoryPolicyRequest = DELETE_REPOSITORY_POLICY_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
}}

structure! { DeleteRepositoryPolicyResponse = DELETE_REPOSITORY_POLICY_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    policy_text: Option<String> = opt("policyText", text(&REPOSITORY_POLICY_TEXT)),
}}

structure! { DeleteRepositoryRequest = DELETE_REPOSITORY_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    force: Option<bool> = opt("force", BOOL),
}}

structure! { DeleteRepositoryResponse = DELETE_REPOSITORY_RESPONSE {
    repository: Option<Repository> = opt("repository", object(&REPOSITORY)),
}}

structure! { DescribeImageReplicationStatusRequest = DESCRIBE_IMAGE_REPLICATION_STATUS_REQUEST {
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    image_id: ImageIdentifier = req("imageId", object(&IMAGE_IDENTIFIER)),
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
}}

structure! { DescribeImageReplicationStatusResponse = DESCRIBE_IMAGE_REPLICATION_STATUS_RESPONSE {
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    image_id: Option<ImageIdentifier> = opt("imageId", object(&IMAGE_IDENTIFIER)),
    replication_statuses: Option<Vec<ImageReplicationStatus>> = opt("replicationStatuses", list(&IMAGE_REPLICATION_STATUS_LIST)),
}}

structure! { DescribeImageScanFindingsRequest = DESCRIBE_IMAGE_SCAN_FINDINGS_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    image_id: ImageIdentifier = req("imageId", object(&IMAGE_IDENTIFIER)),
    next_token: Option<String> = opt("nextToken", TEXT),
    max_results: Option<i32> = opt("maxResults", int(&MAX_RESULTS)),
}}

structure! { DescribeImageScanFindingsResponse = DESCRIBE_IMAGE_SCAN_FINDINGS_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    image_id: Option<ImageIdentifier> = opt("imageId", object(&IMAGE_IDENTIFIER)),
    image_scan_status: Option<ImageScanStatus> = opt("imageScanStatus", object(&IMAGE_SCAN_STATUS)),
    image_scan_findings: Option<ImageScanFindings> = opt("imageScanFindings", object(&IMAGE_SCAN_FINDINGS)),
    next_token: Option<String> = opt("nextToken", TEXT),
}}

structure! { DescribeImagesFilter = DESCRIBE_IMAGES_FILTER {
    tag_status: Option<String> = opt("tagStatus", text(&TAG_STATUS)),
    image_status: Option<String> = opt("imageStatus", text(&IMAGE_STATUS_FILTER)),
}}

structure! { DescribeImagesRequest = DESCRIBE_IMAGES_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    image_ids: Option<Vec<ImageIdentifier>> = opt("imageIds", list(&IMAGE_IDENTIFIER_LIST)),
    next_token: Option<String> = opt("nextToken", TEXT),
    max_results: Option<i32> = opt("maxResults", int(&MAX_RESULTS)),
    filter: Option<DescribeImagesFilter> = opt("filter", object(&DESCRIBE_IMAGES_FILTER)),
}}

structure! { DescribeImagesResponse = DESCRIBE_IMAGES_RESPONSE {
    image_details: Option<Vec<ImageDetail>> = opt("imageDetails", list(&IMAGE_DETAIL_LIST)),
    next_token: Option<String> = opt("nextToken", TEXT),
}}

structure! { DescribePullThroughCacheRulesRequest = DESCRIBE_PULL_THROUGH_CACHE_RULES_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    ecr_repository_prefixes: Option<Vec<String>> = opt("ecrRepositoryPrefixes", list(&PULL_THROUGH_CACHE_RULE_REPOSITORY_PREFIX_LIST)),
    next_token: Option<String> = opt("nextToken", TEXT),
    max_results: Option<i32> = opt("maxResults", int(&MAX_RESULTS)),
}}

structure! { DescribePullThroughCacheRulesResponse = DESCRIBE_PULL_THROUGH_CACHE_RULES_RESPONSE {
    pull_through_cache_rules: Option<Vec<PullThroughCacheRule>> = opt("pullThroughCacheRules", list(&PULL_THROUGH_CACHE_RULE_LIST)),
    next_token: Option<String> = opt("nextToken", TEXT),
}}

structure! { DescribeRegistryRequest = DESCRIBE_REGISTRY_REQUEST {
}}

structure! { DescribeRegistryResponse = DESCRIBE_REGISTRY_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    replication_configuration: Option<ReplicationConfiguration> = opt("replicationConfiguration", object(&REPLICATION_CONFIGURATION)),
}}

structure! { DescribeRepositoriesRequest = DESCRIBE_REPOSITORIES_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_names: Option<Vec<String>> = opt("repositoryNames", list(&REPOSITORY_NAME_LIST)),
    next_token: Option<String> = opt("nextToken", TEXT),
    max_results: Option<i32> = opt("maxResults", int(&MAX_RESULTS)),
}}

structure! { DescribeRepositoriesResponse = DESCRIBE_REPOSITORIES_RESPONSE {
    repositories: Option<Vec<Repository>> = opt("repositories", list(&REPOSITORY_LIST)),
    next_token: Option<String> = opt("nextToken", TEXT),
}}

structure! { DescribeRepositoryCreationTemplatesRequest = DESCRIBE_REPOSITORY_CREATION_TEMPLATES_REQUEST {
    prefixes: Option<Vec<String>> = opt("prefixes", list(&PREFIX_LIST)),
    next_token: Option<String> = opt("nextToken", TEXT),
    max_results: Option<i32> = opt("maxResults", int(&MAX_RESULTS)),
}}

structure! { DescribeRepositoryCreationTemplatesResponse = DESCRIBE_REPOSITORY_CREATION_TEMPLATES_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_creation_templates: Option<Vec<RepositoryCreationTemplate>> = opt("repositoryCreationTemplates", list(&REPOSITORY_CREATION_TEMPLATE_LIST)),
    next_token: Option<String> = opt("nextToken", TEXT),
}}

structure! { EncryptionConfiguration = ENCRYPTION_CONFIGURATION {
    encryption_type: String = req("encryptionType", text(&ENCRYPTION_TYPE)),
    kms_key: Option<String> = opt("kmsKey", text(&KMS_KEY)),
}}

structure! { EncryptionConfigurationForRepositoryCreationTemplate = ENCRYPTION_CONFIGURATION_FOR_REPOSITORY_CREATION_TEMPLATE {
    encryption_type: String = req("encryptionType", text(&ENCRYPTION_TYPE)),
    kms_key: Option<String> = opt("kmsKey", text(&KMS_KEY_FOR_REPOSITORY_CREATION_TEMPLATE)),
}}

structure! { EnhancedImageScanFinding = ENHANCED_IMAGE_SCAN_FINDING {
    aws_account_id: Option<String> = opt("awsAccountId", text(&REGISTRY_ID)),
    description: Option<String> = opt("description", TEXT),
    finding_arn: Option<String> = opt("findingArn", TEXT),
    first_observed_at: Option<Timestamp> = opt("firstObservedAt", TIME),
    last_observed_at: Option<Timestamp> = opt("lastObservedAt", TIME),
    package_vulnerability_details: Option<PackageVulnerabilityDetails> = opt("packageVulnerabilityDetails", object(&PACKAGE_VULNERABILITY_DETAILS)),
    remediation: Option<Remediation> = opt("remediation", object(&REMEDIATION)),
    resources: Option<Vec<Resource>> = opt("resources", list(&RESOURCE_LIST)),
    score: Option<f64> = opt("score", DOUBLE),
    score_details: Option<ScoreDetails> = opt("scoreDetails", object(&SCORE_DETAILS)),
    severity: Option<String> = opt("severity", TEXT),
    status: Option<String> = opt("status", TEXT),
    title: Option<String> = opt("title", TEXT),
    r#type: Option<String> = opt("type", TEXT),
    updated_at: Option<Timestamp> = opt("updatedAt", TIME),
    fix_available: Option<String> = opt("fixAvailable", TEXT),
    exploit_available: Option<String> = opt("exploitAvailable", TEXT),
}}

structure! { GetAccountSettingRequest = GET_ACCOUNT_SETTING_REQUEST {
    name: String = req("name", text(&ACCOUNT_SETTING_NAME)),
}}

structure! { GetAccountSettingResponse = GET_ACCOUNT_SETTING_RESPONSE {
    name: Option<String> = opt("name", text(&ACCOUNT_SETTING_NAME)),
    value: Option<String> = opt("value", text(&ACCOUNT_SETTING_NAME)),
}}

structure! { GetAuthorizationTokenRequest = GET_AUTHORIZATION_TOKEN_REQUEST {
    registry_ids: Option<Vec<String>> = opt("registryIds", list(&GET_AUTHORIZATION_TOKEN_REGISTRY_ID_LIST)),
}}

structure! { GetAuthorizationTokenResponse = GET_AUTHORIZATION_TOKEN_RESPONSE {
    authorization_data: Option<Vec<AuthorizationData>> = opt("authorizationData", list(&AUTHORIZATION_DATA_LIST)),
}}

structure! { GetDownloadUrlForLayerRequest = GET_DOWNLOAD_URL_FOR_LAYER_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    layer_digest: String = req("layerDigest", text(&LAYER_DIGEST)),
}}

structure! { GetDownloadUrlForLayerResponse = GET_DOWNLOAD_URL_FOR_LAYER_RESPONSE {
    download_url: Option<String> = opt("downloadUrl", TEXT),
    layer_digest: Option<String> = opt("layerDigest", text(&LAYER_DIGEST)),
}}

structure! { GetLifecyclePolicyPreviewRequest = GET_LIFECYCLE_POLICY_PREVIEW_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    image_ids: Option<Vec<ImageIdentifier>> = opt("imageIds", list(&IMAGE_IDENTIFIER_LIST)),
    next_token: Option<String> = opt("nextToken", TEXT),
    max_results: Option<i32> = opt("maxResults", int(&LIFECYCLE_PREVIEW_MAX_RESULTS)),
    filter: Option<LifecyclePolicyPreviewFilter> = opt("filter", object(&LIFECYCLE_POLICY_PREVIEW_FILTER)),
}}

structure! { GetLifecyclePolicyPreviewResponse = GET_LIFECYCLE_POLICY_PREVIEW_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    lifecycle_policy_text: Option<String> = opt("lifecyclePolicyText", text(&LIFECYCLE_POLICY_TEXT)),
    status: Option<String> = opt("status", text(&LIFECYCLE_POLICY_PREVIEW_STATUS)),
    next_token: Option<String> = opt("nextToken", TEXT),
    preview_results: Option<Vec<LifecyclePolicyPreviewResult>> = opt("previewResults", list(&LIFECYCLE_POLICY_PREVIEW_RESULT_LIST)),
    summary: Option<LifecyclePolicyPreviewSummary> = opt("summary", object(&LIFECYCLE_POLICY_PREVIEW_SUMMARY)),
}}

structure! { GetLifecyclePolicyRequest = GET_LIFECYCLE_POLICY_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
}}

structure! { GetLifecyclePolicyResponse = GET_LIFECYCLE_POLICY_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    lifecycle_policy_text: Option<String> = opt("lifecyclePolicyText", text(&LIFECYCLE_POLICY_TEXT)),
    last_evaluated_at: Option<Timestamp> = opt("lastEvaluatedAt", TIME),
}}

structure! { GetRegistryPolicyRequest = GET_REGISTRY_POLICY_REQUEST {
}}

structure! { GetRegistryPolicyResponse = GET_REGISTRY_POLICY_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    policy_text: Option<String> = opt("policyText", text(&REGISTRY_POLICY_TEXT)),
}}

structure! { GetRegistryScanningConfigurationRequest = GET_REGISTRY_SCANNING_CONFIGURATION_REQUEST {
}}

structure! { GetRegistryScanningConfigurationResponse = GET_REGISTRY_SCANNING_CONFIGURATION_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    scanning_configuration: Option<RegistryScanningConfiguration> = opt("scanningConfiguration", object(&REGISTRY_SCANNING_CONFIGURATION)),
}}

structure! { GetRepositoryPolicyRequest = GET_REPOSITORY_POLICY_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
}}

structure! { GetRepositoryPolicyResponse = GET_REPOSITORY_POLICY_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    policy_text: Option<String> = opt("policyText", text(&REPOSITORY_POLICY_TEXT)),
}}

structure! { Image = IMAGE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    image_id: Option<ImageIdentifier> = opt("imageId", object(&IMAGE_IDENTIFIER)),
    image_manifest: Option<String> = opt("imageManifest", text(&IMAGE_MANIFEST)),
    image_manifest_media_type: Option<String> = opt("imageManifestMediaType", TEXT),
}}

structure! { ImageDetail = IMAGE_DETAIL {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    image_digest: Option<String> = opt("imageDigest", TEXT),
    image_tags: Option<Vec<String>> = opt("imageTags", list(&IMAGE_TAG_LIST)),
    image_size_in_bytes: Option<i64> = opt("imageSizeInBytes", LONG),
    image_pushed_at: Option<Timestamp> = opt("imagePushedAt", TIME),
    image_scan_status: Option<ImageScanStatus> = opt("imageScanStatus", object(&IMAGE_SCAN_STATUS)),
    image_scan_findings_summary: Option<ImageScanFindingsSummary> = opt("imageScanFindingsSummary", object(&IMAGE_SCAN_FINDINGS_SUMMARY)),
    image_manifest_media_type: Option<String> = opt("imageManifestMediaType", TEXT),
    artifact_media_type: Option<String> = opt("artifactMediaType", TEXT),
    last_recorded_pull_time: Option<Timestamp> = opt("lastRecordedPullTime", TIME),
    subject_manifest_digest: Option<String> = opt("subjectManifestDigest", TEXT),
    image_status: Option<String> = opt("imageStatus", text(&IMAGE_STATUS)),
    last_archived_at: Option<Timestamp> = opt("lastArchivedAt", TIME),
    last_activated_at: Option<Timestamp> = opt("lastActivatedAt", TIME),
}}

structure! { ImageFailure = IMAGE_FAILURE {
    image_id: Option<ImageIdentifier> = opt("imageId", object(&IMAGE_IDENTIFIER)),
    failure_code: Option<String> = opt("failureCode", text(&IMAGE_FAILURE_CODE)),
    failure_reason: Option<String> = opt("failureReason", TEXT),
}}

structure! { ImageIdentifier = IMAGE_IDENTIFIER {
    image_digest: Option<String> = opt("imageDigest", TEXT),
    image_tag: Option<String> = opt("imageTag", text(&IMAGE_TAG)),
}}

structure! { ImageReferrer = IMAGE_REFERRER {
    digest: String = req("digest", TEXT),
    media_type: String = req("mediaType", TEXT),
    artifact_type: Option<String> = opt("artifactType", text(&ARTIFACT_TYPE)),
    size: i64 = req("size", LONG),
    annotations: Option<BTreeMap<String, String>> = opt("annotations", map(&ANNOTATIONS)),
    artifact_status: Option<String> = opt("artifactStatus", text(&ARTIFACT_STATUS)),
}}

structure! { ImageReplicationStatus = IMAGE_REPLICATION_STATUS {
    region: Option<String> = opt("region", text(&REGION)),
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    status: Option<String> = opt("status", text(&REPLICATION_STATUS)),
    failure_code: Option<String> = opt("failureCode", TEXT),
}}

structure! { ImageScanFinding = IMAGE_SCAN_FINDING {
    name: Option<String> = opt("name", TEXT),
    description: Option<String> = opt("description", TEXT),
    uri: Option<String> = opt("uri", TEXT),
    severity: Option<String> = opt("severity", text(&FINDING_SEVERITY)),
    attributes: Option<Vec<Attribute>> = opt("attributes", list(&ATTRIBUTE_LIST)),
}}

structure! { ImageScanFindings = IMAGE_SCAN_FINDINGS {
    image_scan_completed_at: Option<Timestamp> = opt("imageScanCompletedAt", TIME),
    vulnerability_source_updated_at: Option<Timestamp> = opt("vulnerabilitySourceUpdatedAt", TIME),
    finding_severity_counts: Option<BTreeMap<String, i32>> = opt("findingSeverityCounts", map(&FINDING_SEVERITY_COUNTS)),
    findings: Option<Vec<ImageScanFinding>> = opt("findings", list(&IMAGE_SCAN_FINDING_LIST)),
    enhanced_findings: Option<Vec<EnhancedImageScanFinding>> = opt("enhancedFindings", list(&ENHANCED_IMAGE_SCAN_FINDING_LIST)),
}}

structure! { ImageScanFindingsSummary = IMAGE_SCAN_FINDINGS_SUMMARY {
    image_scan_completed_at: Option<Timestamp> = opt("imageScanCompletedAt", TIME),
    vulnerability_source_updated_at: Option<Timestamp> = opt("vulnerabilitySourceUpdatedAt", TIME),
    finding_severity_counts: Option<BTreeMap<String, i32>> = opt("findingSeverityCounts", map(&FINDING_SEVERITY_COUNTS)),
}}

structure! { ImageScanStatus = IMAGE_SCAN_STATUS {
    status: Option<String> = opt("status", text(&SCAN_STATUS)),
    description: Option<String> = opt("description", TEXT),
}}

structure! { ImageScanningConfiguration = IMAGE_SCANNING_CONFIGURATION {
    scan_on_push: Option<bool> = opt("scanOnPush", BOOL),
}}

structure! { ImageTagMutabilityExclusionFilter = IMAGE_TAG_MUTABILITY_EXCLUSION_FILTER {
    filter_type: String = req("filterType", text(&IMAGE_TAG_MUTABILITY_EXCLUSION_FILTER_TYPE)),
    filter: String = req("filter", text(&IMAGE_TAG_MUTABILITY_EXCLUSION_FILTER_VALUE)),
}}

structure! { InitiateLayerUploadRequest = INITIATE_LAYER_UPLOAD_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
}}

structure! { InitiateLayerUploadResponse = INITIATE_LAYER_UPLOAD_RESPONSE {
    upload_id: Option<String> = opt("uploadId", text(&UPLOAD_ID)),
    part_size: Option<i64> = opt("partSize", int(&PART_SIZE)),
}}

structure! { Layer = LAYER {
    layer_digest: Option<String> = opt("layerDigest", text(&LAYER_DIGEST)),
    layer_availability: Option<String> = opt("layerAvailability", text(&LAYER_AVAILABILITY)),
    layer_size: Option<i64> = opt("layerSize", LONG),
    media_type: Option<String> = opt("mediaType", TEXT),
}}

structure! { LayerFailure = LAYER_FAILURE {
    layer_digest: Option<String> = opt("layerDigest", text(&BATCHED_OPERATION_LAYER_DIGEST)),
    failure_code: Option<String> = opt("failureCode", text(&LAYER_FAILURE_CODE)),
    failure_reason: Option<String> = opt("failureReason", TEXT),
}}

structure! { LifecyclePolicyPreviewFilter = LIFECYCLE_POLICY_PREVIEW_FILTER {
    tag_status: Option<String> = opt("tagStatus", text(&TAG_STATUS)),
}}

structure! { LifecyclePolicyPreviewResult = LIFECYCLE_POLICY_PREVIEW_RESULT {
    image_tags: Option<Vec<String>> = opt("imageTags", list(&IMAGE_TAG_LIST)),
    image_digest: Option<String> = opt("imageDigest", TEXT),
    image_pushed_at: Option<Timestamp> = opt("imagePushedAt", TIME),
    action: Option<LifecyclePolicyRuleAction> = opt("action", object(&LIFECYCLE_POLICY_RULE_ACTION)),
    applied_rule_priority: Option<i32> = opt("appliedRulePriority", int(&LIFECYCLE_POLICY_RULE_PRIORITY)),
    storage_class: Option<String> = opt("storageClass", text(&LIFECYCLE_POLICY_STORAGE_CLASS)),
}}

structure! { LifecyclePolicyPreviewSummary = LIFECYCLE_POLICY_PREVIEW_SUMMARY {
    expiring_image_total_count: Option<i32> = opt("expiringImageTotalCount", int(&IMAGE_COUNT)),
    transitioning_image_total_counts: Option<Vec<TransitioningImageTotalCount>> = opt("transitioningImageTotalCounts", list(&TRANSITIONING_IMAGE_TOTAL_COUNTS)),
}}

structure! { LifecyclePolicyRuleAction = LIFECYCLE_POLICY_RULE_ACTION {
    r#type: Option<String> = opt("type", text(&IMAGE_ACTION_TYPE)),
    target_storage_class: Option<String> = opt("targetStorageClass", text(&LIFECYCLE_POLICY_TARGET_STORAGE_CLASS)),
}}

structure! { ListImageReferrersFilter = LIST_IMAGE_REFERRERS_FILTER {
    artifact_types: Option<Vec<String>> = opt("artifactTypes", list(&ARTIFACT_TYPE_LIST)),
    artifact_status: Option<String> = opt("artifactStatus", text(&ARTIFACT_STATUS_FILTER)),
}}

structure! { ListImageReferrersRequest = LIST_IMAGE_REFERRERS_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    subject_id: SubjectIdentifier = req("subjectId", object(&SUBJECT_IDENTIFIER)),
    filter: Option<ListImageReferrersFilter> = opt("filter", object(&LIST_IMAGE_REFERRERS_FILTER)),
    next_token: Option<String> = opt("nextToken", TEXT),
    max_results: Option<i32> = opt("maxResults", int(&FIFTY_MAX_RESULTS)),
}}

structure! { ListImageReferrersResponse = LIST_IMAGE_REFERRERS_RESPONSE {
    referrers: Option<Vec<ImageReferrer>> = opt("referrers", list(&IMAGE_REFERRER_LIST)),
    next_token: Option<String> = opt("nextToken", TEXT),
}}

structure! { ListImagesFilter = LIST_IMAGES_FILTER {
    tag_status: Option<String> = opt("tagStatus", text(&TAG_STATUS)),
    image_status: Option<String> = opt("imageStatus", text(&IMAGE_STATUS_FILTER)),
}}

structure! { ListImagesRequest = LIST_IMAGES_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    next_token: Option<String> = opt("nextToken", TEXT),
    max_results: Option<i32> = opt("maxResults", int(&MAX_RESULTS)),
    filter: Option<ListImagesFilter> = opt("filter", object(&LIST_IMAGES_FILTER)),
}}

structure! { ListImagesResponse = LIST_IMAGES_RESPONSE {
    image_ids: Option<Vec<ImageIdentifier>> = opt("imageIds", list(&IMAGE_IDENTIFIER_LIST)),
    next_token: Option<String> = opt("nextToken", TEXT),
}}

structure! { ListTagsForResourceRequest = LIST_TAGS_FOR_RESOURCE_REQUEST {
    resource_arn: String = req("resourceArn", TEXT),
}}

structure! { ListTagsForResourceResponse = LIST_TAGS_FOR_RESOURCE_RESPONSE {
    tags: Option<Vec<Tag>> = opt("tags", list(&TAG_LIST)),
}}

structure! { PackageVulnerabilityDetails = PACKAGE_VULNERABILITY_DETAILS {
    cvss: Option<Vec<CvssScore>> = opt("cvss", list(&CVSS_SCORE_LIST)),
    reference_urls: Option<Vec<String>> = opt("referenceUrls", list(&REFERENCE_URLS_LIST)),
    related_vulnerabilities: Option<Vec<String>> = opt("relatedVulnerabilities", list(&RELATED_VULNERABILITIES_LIST)),
    source: Option<String> = opt("source", TEXT),
    source_url: Option<String> = opt("sourceUrl", TEXT),
    vendor_created_at: Option<Timestamp> = opt("vendorCreatedAt", TIME),
    vendor_severity: Option<String> = opt("vendorSeverity", TEXT),
    vendor_updated_at: Option<Timestamp> = opt("vendorUpdatedAt", TIME),
    vulnerability_id: Option<String> = opt("vulnerabilityId", TEXT),
    vulnerable_packages: Option<Vec<VulnerablePackage>> = opt("vulnerablePackages", list(&VULNERABLE_PACKAGES_LIST)),
}}

structure! { PullThroughCacheRule = PULL_THROUGH_CACHE_RULE {
    ecr_repository_prefix: Option<String> = opt("ecrRepositoryPrefix", text(&PULL_THROUGH_CACHE_RULE_REPOSITORY_PREFIX)),
    upstream_registry_url: Option<String> = opt("upstreamRegistryUrl", TEXT),
    created_at: Option<Timestamp> = opt("createdAt", TIME),
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    credential_arn: Option<String> = opt("credentialArn", text(&CREDENTIAL_ARN)),
    custom_role_arn: Option<String> = opt("customRoleArn", text(&CUSTOM_ROLE_ARN)),
    upstream_repository_prefix: Option<String> = opt("upstreamRepositoryPrefix", text(&PULL_THROUGH_CACHE_RULE_REPOSITORY_PREFIX)),
    upstream_registry: Option<String> = opt("upstreamRegistry", text(&UPSTREAM_REGISTRY)),
    updated_at: Option<Timestamp> = opt("updatedAt", TIME),
}}

structure! { PutAccountSettingRequest = PUT_ACCOUNT_SETTING_REQUEST {
    name: String = req("name", text(&ACCOUNT_SETTING_NAME)),
    value: String = req("value", TEXT),
}}

structure! { PutAccountSettingResponse = PUT_ACCOUNT_SETTING_RESPONSE {
    name: Option<String> = opt("name", text(&ACCOUNT_SETTING_NAME)),
    value: Option<String> = opt("value", TEXT),
}}

structure! { PutImageRequest = PUT_IMAGE_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    image_manifest: String = req("imageManifest", text(&IMAGE_MANIFEST)),
    image_manifest_media_type: Option<String> = opt("imageManifestMediaType", TEXT),
    image_tag: Option<String> = opt("imageTag", text(&IMAGE_TAG)),
    image_digest: Option<String> = opt("imageDigest", TEXT),
}}

structure! { PutImageResponse = PUT_IMAGE_RESPONSE {
    image: Option<Image> = opt("image", object(&IMAGE)),
}}

structure! { PutImageScanningConfigurationRequest = PUT_IMAGE_SCANNING_CONFIGURATION_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    image_scanning_configuration: ImageScanningConfiguration = req("imageScanningConfiguration", object(&IMAGE_SCANNING_CONFIGURATION)),
}}

structure! { PutImageScanningConfigurationResponse = PUT_IMAGE_SCANNING_CONFIGURATION_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    image_scanning_configuration: Option<ImageScanningConfiguration> = opt("imageScanningConfiguration", object(&IMAGE_SCANNING_CONFIGURATION)),
}}

structure! { PutImageTagMutabilityRequest = PUT_IMAGE_TAG_MUTABILITY_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    image_tag_mutability: String = req("imageTagMutability", text(&IMAGE_TAG_MUTABILITY)),
    image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>> = opt("imageTagMutabilityExclusionFilters", list(&IMAGE_TAG_MUTABILITY_EXCLUSION_FILTERS)),
}}

structure! { PutImageTagMutabilityResponse = PUT_IMAGE_TAG_MUTABILITY_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    image_tag_mutability: Option<String> = opt("imageTagMutability", text(&IMAGE_TAG_MUTABILITY)),
    image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>> = opt("imageTagMutabilityExclusionFilters", list(&IMAGE_TAG_MUTABILITY_EXCLUSION_FILTERS)),
}}

structure! { PutLifecyclePolicyRequest = PUT_LIFECYCLE_POLICY_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    lifecycle_policy_text: String = req("lifecyclePolicyText", text(&LIFECYCLE_POLICY_TEXT)),
}}

structure! { PutLifecyclePolicyResponse = PUT_LIFECYCLE_POLICY_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    lifecycle_policy_text: Option<String> = opt("lifecyclePolicyText", text(&LIFECYCLE_POLICY_TEXT)),
}}

structure! { PutRegistryPolicyRequest = PUT_REGISTRY_POLICY_REQUEST {
    policy_text: String = req("policyText", text(&REGISTRY_POLICY_TEXT)),
}}

structure! { PutRegistryPolicyResponse = PUT_REGISTRY_POLICY_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    policy_text: Option<String> = opt("policyText", text(&REGISTRY_POLICY_TEXT)),
}}

structure! { PutRegistryScanningConfigurationRequest = PUT_REGISTRY_SCANNING_CONFIGURATION_REQUEST {
    scan_type: Option<String> = opt("scanType", text(&SCAN_TYPE)),
    rules: Option<Vec<RegistryScanningRule>> = opt("rules", list(&REGISTRY_SCANNING_RULE_LIST)),
}}

structure! { PutRegistryScanningConfigurationResponse = PUT_REGISTRY_SCANNING_CONFIGURATION_RESPONSE {
    registry_scanning_configuration: Option<RegistryScanningConfiguration> = opt("registryScanningConfiguration", object(&REGISTRY_SCANNING_CONFIGURATION)),
}}

structure! { PutReplicationConfigurationRequest = PUT_REPLICATION_CONFIGURATION_REQUEST {
    replication_configuration: ReplicationConfiguration = req("replicationConfiguration", object(&REPLICATION_CONFIGURATION)),
}}

structure! { PutReplicationConfigurationResponse = PUT_REPLICATION_CONFIGURATION_RESPONSE {
    replication_configuration: Option<ReplicationConfiguration> = opt("replicationConfiguration", object(&REPLICATION_CONFIGURATION)),
}}

structure! { Recommendation = RECOMMENDATION {
    url: Option<String> = opt("url", TEXT),
    text: Option<String> = opt("text", TEXT),
}}

structure! { RegistryScanningConfiguration = REGISTRY_SCANNING_CONFIGURATION {
    scan_type: Option<String> = opt("scanType", text(&SCAN_TYPE)),
    rules: Option<Vec<RegistryScanningRule>> = opt("rules", list(&REGISTRY_SCANNING_RULE_LIST)),
}}

structure! { RegistryScanningRule = REGISTRY_SCANNING_RULE {
    scan_frequency: String = req("scanFrequency", text(&SCAN_FREQUENCY)),
    repository_filters: Vec<ScanningRepositoryFilter> = req("repositoryFilters", list(&SCANNING_REPOSITORY_FILTER_LIST)),
}}

structure! { Remediation = REMEDIATION {
    recommendation: Option<Recommendation> = opt("recommendation", object(&RECOMMENDATION)),
}}

structure! { ReplicationConfiguration = REPLICATION_CONFIGURATION {
    rules: Vec<ReplicationRule> = req("rules", list(&REPLICATION_RULE_LIST)),
}}

structure! { ReplicationDestination = REPLICATION_DESTINATION {
    region: String = req("region", text(&REGION)),
    registry_id: String = req("registryId", text(&REGISTRY_ID)),
}}

structure! { ReplicationRule = REPLICATION_RULE {
    destinations: Vec<ReplicationDestination> = req("destinations", list(&REPLICATION_DESTINATION_LIST)),
    repository_filters: Option<Vec<RepositoryFilter>> = opt("repositoryFilters", list(&REPOSITORY_FILTER_LIST)),
    delete_replication: Option<DeleteReplication> = opt("deleteReplication", object(&DELETE_REPLICATION)),
}}

structure! { Repository = REPOSITORY {
    repository_arn: Option<String> = opt("repositoryArn", TEXT),
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    repository_uri: Option<String> = opt("repositoryUri", TEXT),
    created_at: Option<Timestamp> = opt("createdAt", TIME),
    image_tag_mutability: Option<String> = opt("imageTagMutability", text(&IMAGE_TAG_MUTABILITY)),
    image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>> = opt("imageTagMutabilityExclusionFilters", list(&IMAGE_TAG_MUTABILITY_EXCLUSION_FILTERS)),
    image_scanning_configuration: Option<ImageScanningConfiguration> = opt("imageScanningConfiguration", object(&IMAGE_SCANNING_CONFIGURATION)),
    encryption_configuration: Option<EncryptionConfiguration> = opt("encryptionConfiguration", object(&ENCRYPTION_CONFIGURATION)),
}}

structure! { RepositoryCreationTemplate = REPOSITORY_CREATION_TEMPLATE {
    prefix: Option<String> = opt("prefix", text(&PREFIX)),
    description: Option<String> = opt("description", text(&REPOSITORY_TEMPLATE_DESCRIPTION)),
    encryption_configuration: Option<EncryptionConfigurationForRepositoryCreationTemplate> = opt("encryptionConfiguration", object(&ENCRYPTION_CONFIGURATION_FOR_REPOSITORY_CREATION_TEMPLATE)),
    resource_tags: Option<Vec<Tag>> = opt("resourceTags", list(&TAG_LIST)),
    image_tag_mutability: Option<String> = opt("imageTagMutability", text(&IMAGE_TAG_MUTABILITY)),
    image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>> = opt("imageTagMutabilityExclusionFilters", list(&IMAGE_TAG_MUTABILITY_EXCLUSION_FILTERS)),
    repository_policy: Option<String> = opt("repositoryPolicy", text(&REPOSITORY_POLICY_TEXT)),
    lifecycle_policy: Option<String> = opt("lifecyclePolicy", text(&LIFECYCLE_POLICY_TEXT_FOR_REPOSITORY_CREATION_TEMPLATE)),
    applied_for: Option<Vec<String>> = opt("appliedFor", list(&RCT_APPLIED_FOR_LIST)),
    custom_role_arn: Option<String> = opt("customRoleArn", text(&CUSTOM_ROLE_ARN)),
    created_at: Option<Timestamp> = opt("createdAt", TIME),
    updated_at: Option<Timestamp> = opt("updatedAt", TIME),
}}

structure! { RepositoryFilter = REPOSITORY_FILTER {
    filter: String = req("filter", text(&REPOSITORY_FILTER_VALUE)),
    filter_type: String = req("filterType", text(&REPOSITORY_FILTER_TYPE)),
}}

structure! { RepositoryScanningConfiguration = REPOSITORY_SCANNING_CONFIGURATION {
    repository_arn: Option<String> = opt("repositoryArn", TEXT),
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    scan_on_push: Option<bool> = opt("scanOnPush", BOOL),
    scan_frequency: Option<String> = opt("scanFrequency", text(&SCAN_FREQUENCY)),
    applied_scan_filters: Option<Vec<ScanningRepositoryFilter>> = opt("appliedScanFilters", list(&SCANNING_REPOSITORY_FILTER_LIST)),
}}

structure! { RepositoryScanningConfigurationFailure = REPOSITORY_SCANNING_CONFIGURATION_FAILURE {
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    failure_code: Option<String> = opt("failureCode", text(&SCANNING_CONFIGURATION_FAILURE_CODE)),
    failure_reason: Option<String> = opt("failureReason", TEXT),
}}

structure! { Resource = RESOURCE {
    details: Option<ResourceDetails> = opt("details", object(&RESOURCE_DETAILS)),
    id: Option<String> = opt("id", TEXT),
    tags: Option<BTreeMap<String, String>> = opt("tags", map(&TAGS)),
    r#type: Option<String> = opt("type", TEXT),
}}

structure! { ResourceDetails = RESOURCE_DETAILS {
    aws_ecr_container_image: Option<AwsEcrContainerImageDetails> = opt("awsEcrContainerImage", object(&AWS_ECR_CONTAINER_IMAGE_DETAILS)),
}}

structure! { ScanningRepositoryFilter = SCANNING_REPOSITORY_FILTER {
    filter: String = req("filter", text(&SCANNING_REPOSITORY_FILTER_VALUE)),
    filter_type: String = req("filterType", text(&SCANNING_REPOSITORY_FILTER_TYPE)),
}}

structure! { ScoreDetails = SCORE_DETAILS {
    cvss: Option<CvssScoreDetails> = opt("cvss", object(&CVSS_SCORE_DETAILS)),
}}

structure! { SetRepositoryPolicyRequest = SET_REPOSITORY_POLICY_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    policy_text: String = req("policyText", text(&REPOSITORY_POLICY_TEXT)),
    force: Option<bool> = opt("force", BOOL),
}}

structure! { SetRepositoryPolicyResponse = SET_REPOSITORY_POLICY_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    policy_text: Option<String> = opt("policyText", text(&REPOSITORY_POLICY_TEXT)),
}}

structure! { StartImageScanRequest = START_IMAGE_SCAN_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    image_id: ImageIdentifier = req("imageId", object(&IMAGE_IDENTIFIER)),
}}

structure! { StartImageScanResponse = START_IMAGE_SCAN_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    image_id: Option<ImageIdentifier> = opt("imageId", object(&IMAGE_IDENTIFIER)),
    image_scan_status: Option<ImageScanStatus> = opt("imageScanStatus", object(&IMAGE_SCAN_STATUS)),
}}

structure! { StartLifecyclePolicyPreviewRequest = START_LIFECYCLE_POLICY_PREVIEW_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    lifecycle_policy_text: Option<String> = opt("lifecyclePolicyText", text(&LIFECYCLE_POLICY_TEXT)),
}}

structure! { StartLifecyclePolicyPreviewResponse = START_LIFECYCLE_POLICY_PREVIEW_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    lifecycle_policy_text: Option<String> = opt("lifecyclePolicyText", text(&LIFECYCLE_POLICY_TEXT)),
    status: Option<String> = opt("status", text(&LIFECYCLE_POLICY_PREVIEW_STATUS)),
}}

structure! { SubjectIdentifier = SUBJECT_IDENTIFIER {
    image_digest: String = req("imageDigest", TEXT),
}}

structure! { Tag = TAG {
    key: String = req("Key", TEXT),
    value: String = req("Value", TEXT),
}}

structure! { TagResourceRequest = TAG_RESOURCE_REQUEST {
    resource_arn: String = req("resourceArn", TEXT),
    tags: Vec<Tag> = req("tags", list(&TAG_LIST)),
}}

structure! { TagResourceResponse = TAG_RESOURCE_RESPONSE {
}}

structure! { TransitioningImageTotalCount = TRANSITIONING_IMAGE_TOTAL_COUNT {
    target_storage_class: Option<String> = opt("targetStorageClass", text(&LIFECYCLE_POLICY_TARGET_STORAGE_CLASS)),
    image_total_count: Option<i32> = opt("imageTotalCount", int(&IMAGE_COUNT)),
}}

structure! { UntagResourceRequest = UNTAG_RESOURCE_REQUEST {
    resource_arn: String = req("resourceArn", TEXT),
    tag_keys: Vec<String> = req("tagKeys", list(&TAG_KEY_LIST)),
}}

structure! { UntagResourceResponse = UNTAG_RESOURCE_RESPONSE {
}}

structure! { UpdatePullThroughCacheRuleRequest = UPDATE_PULL_THROUGH_CACHE_RULE_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    ecr_repository_prefix: String = req("ecrRepositoryPrefix", text(&PULL_THROUGH_CACHE_RULE_REPOSITORY_PREFIX)),
    credential_arn: Option<String> = opt("credentialArn", text(&CREDENTIAL_ARN)),
    custom_role_arn: Option<String> = opt("customRoleArn", text(&CUSTOM_ROLE_ARN)),
}}

structure! { UpdatePullThroughCacheRuleResponse = UPDATE_PULL_THROUGH_CACHE_RULE_RESPONSE {
    ecr_repository_prefix: Option<String> = opt("ecrRepositoryPrefix", text(&PULL_THROUGH_CACHE_RULE_REPOSITORY_PREFIX)),
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    updated_at: Option<Timestamp> = opt("updatedAt", TIME),
    credential_arn: Option<String> = opt("credentialArn", text(&CREDENTIAL_ARN)),
    custom_role_arn: Option<String> = opt("customRoleArn", text(&CUSTOM_ROLE_ARN)),
    upstream_repository_prefix: Option<String> = opt("upstreamRepositoryPrefix", text(&PULL_THROUGH_CACHE_RULE_REPOSITORY_PREFIX)),
}}

structure! { UpdateRepositoryCreationTemplateRequest = UPDATE_REPOSITORY_CREATION_TEMPLATE_REQUEST {
    prefix: String = req("prefix", text(&PREFIX)),
    description: Option<String> = opt("description", text(&REPOSITORY_TEMPLATE_DESCRIPTION)),
    encryption_configuration: Option<EncryptionConfigurationForRepositoryCreationTemplate> = opt("encryptionConfiguration", object(&ENCRYPTION_CONFIGURATION_FOR_REPOSITORY_CREATION_TEMPLATE)),
    resource_tags: Option<Vec<Tag>> = opt("resourceTags", list(&TAG_LIST)),
    image_tag_mutability: Option<String> = opt("imageTagMutability", text(&IMAGE_TAG_MUTABILITY)),
    image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>> = opt("imageTagMutabilityExclusionFilters", list(&IMAGE_TAG_MUTABILITY_EXCLUSION_FILTERS)),
    repository_policy: Option<String> = opt("repositoryPolicy", text(&REPOSITORY_POLICY_TEXT)),
    lifecycle_policy: Option<String> = opt("lifecyclePolicy", text(&LIFECYCLE_POLICY_TEXT_FOR_REPOSITORY_CREATION_TEMPLATE)),
    applied_for: Option<Vec<String>> = opt("appliedFor", list(&RCT_APPLIED_FOR_LIST)),
    custom_role_arn: Option<String> = opt("customRoleArn", text(&CUSTOM_ROLE_ARN)),
}}

structure! { UpdateRepositoryCreationTemplateResponse = UPDATE_REPOSITORY_CREATION_TEMPLATE_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_creation_template: Option<RepositoryCreationTemplate> = opt("repositoryCreationTemplate", object(&REPOSITORY_CREATION_TEMPLATE)),
}}

structure! { UploadLayerPartRequest = UPLOAD_LAYER_PART_REQUEST {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: String = req("repositoryName", text(&REPOSITORY_NAME)),
    upload_id: String = req("uploadId", text(&UPLOAD_ID)),
    part_first_byte: i64 = req("partFirstByte", int(&PART_SIZE)),
    part_last_byte: i64 = req("partLastByte", int(&PART_SIZE)),
    layer_part_blob: Blob = req("layerPartBlob", blob(&LAYER_PART_BLOB)),
}}

structure! { UploadLayerPartResponse = UPLOAD_LAYER_PART_RESPONSE {
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    repository_name: Option<String> = opt("repositoryName", text(&REPOSITORY_NAME)),
    upload_id: Option<String> = opt("uploadId", text(&UPLOAD_ID)),
    last_byte_received: Option<i64> = opt("lastByteReceived", int(&PART_SIZE)),
}}

structure! { ValidatePullThroughCacheRuleRequest = VALIDATE_PULL_THROUGH_CACHE_RULE_REQUEST {
    ecr_repository_prefix: String = req("ecrRepositoryPrefix", text(&PULL_THROUGH_CACHE_RULE_REPOSITORY_PREFIX)),
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
}}

structure! { ValidatePullThroughCacheRuleResponse = VALIDATE_PULL_THROUGH_CACHE_RULE_RESPONSE {
    ecr_repository_prefix: Option<String> = opt("ecrRepositoryPrefix", text(&PULL_THROUGH_CACHE_RULE_REPOSITORY_PREFIX)),
    registry_id: Option<String> = opt("registryId", text(&REGISTRY_ID)),
    upstream_registry_url: Option<String> = opt("upstreamRegistryUrl", TEXT),
    credential_arn: Option<String> = opt("credentialArn", text(&CREDENTIAL_ARN)),
    custom_role_arn: Option<String> = opt("customRoleArn", text(&CUSTOM_ROLE_ARN)),
    upstream_repository_prefix: Option<String> = opt("upstreamRepositoryPrefix", text(&PULL_THROUGH_CACHE_RULE_REPOSITORY_PREFIX)),
    is_valid: Option<bool> = opt("isValid", BOOL),
    failure: Option<String> = opt("failure", TEXT),
}}

structure! { VulnerablePackage = VULNERABLE_PACKAGE {
    arch: Option<String> = opt("arch", TEXT),
    epoch: Option<i32> = opt("epoch", INT),
    file_path: Option<String> = opt("filePath", TEXT),
    name: Option<String> = opt("name", TEXT),
    package_manager: Option<String> = opt("packageManager", TEXT),
    release: Option<String> = opt("release", TEXT),
    source_layer_hash: Option<String> = opt("sourceLayerHash", TEXT),
    version: Option<String> = opt("version", TEXT),
    fixed_in_version: Option<String> = opt("fixedInVersion", TEXT),
}}

tables! {
    ACCOUNT_SETTING_NAME: Text = Text::ANY.len(1, 64);
    ANNOTATIONS: Map = Map::of(TEXT, TEXT);
    ARTIFACT_STATUS: Text = Text::ANY.one_of(&["ACTIVE", "ARCHIVED", "ACTIVATING"]);
    ARTIFACT_STATUS_FILTER: Text = Text::ANY.one_of(&["ACTIVE", "ARCHIVED", "ACTIVATING", "ANY"]);
    ARTIFACT_TYPE: Text = Text::ANY.len(1, 255);
    ARTIFACT_TYPE_LIST: List = List::of(text(&ARTIFACT_TYPE)).len(0, 5);
    ATTRIBUTE_KEY: Text = Text::ANY.len(1, 128);
    ATTRIBUTE_LIST: List = List::of(object(&ATTRIBUTE)).len(0, 50);
    ATTRIBUTE_VALUE: Text = Text::ANY.len(1, 256);
    AUTHORIZATION_DATA_LIST: List = List::of(object(&AUTHORIZATION_DATA));
    BASE64: Text = Text::ANY.pattern(pattern!("^\\S+$"));
    BATCHED_OPERATION_LAYER_DIGEST: Text = Text::ANY.len(0, 1000);
    BATCHED_OPERATION_LAYER_DIGEST_LIST: List = List::of(text(&BATCHED_OPERATION_LAYER_DIGEST)).len(1, 100);
    CREDENTIAL_ARN: Text = Text::ANY.len(50, 612).pattern(pattern!("^arn:aws(-\\w+)*:secretsmanager:[a-zA-Z0-9-:]+:secret:ecr\\-pullthroughcache\\/[a-zA-Z0-9\\/_+=.@-]+$"));
    CUSTOM_ROLE_ARN: Text = Text::ANY.len(0, 2048);
    CVSS_SCORE_ADJUSTMENT_LIST: List = List::of(object(&CVSS_SCORE_ADJUSTMENT));
    CVSS_SCORE_LIST: List = List::of(object(&CVSS_SCORE));
    ENCRYPTION_TYPE: Text = Text::ANY.one_of(&["AES256", "KMS", "KMS_DSSE"]);
    ENHANCED_IMAGE_SCAN_FINDING_LIST: List = List::of(object(&ENHANCED_IMAGE_SCAN_FINDING));
    FIFTY_MAX_RESULTS: Int = Int::new(32, 1, 50);
    FINDING_SEVERITY: Text = Text::ANY.one_of(&["INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL", "UNDEFINED"]);
    FINDING_SEVERITY_COUNTS: Map = Map::of(text(&FINDING_SEVERITY), int(&SEVERITY_COUNT));
    GET_AUTHORIZATION_TOKEN_REGISTRY_ID_LIST: List = List::of(text(&REGISTRY_ID)).len(1, 10);
    IMAGE_ACTION_TYPE: Text = Text::ANY.one_of(&["EXPIRE", "TRANSITION"]);
    IMAGE_COUNT: Int = Int::new(32, 0, 2147483647);
    IMAGE_DETAIL_LIST: List = List::of(object(&IMAGE_DETAIL));
    IMAGE_FAILURE_CODE: Text = Text::ANY.one_of(&["InvalidImageDigest", "InvalidImageTag", "ImageTagDoesNotMatchDigest", "ImageNotFound", "MissingDigestAndTag", "ImageReferencedByManifestList", "KmsError", "UpstreamAccessDenied", "UpstreamTooManyRequests", "UpstreamUnavailable", "ImageInaccessible"]);
    IMAGE_FAILURE_LIST: List = List::of(object(&IMAGE_FAILURE));
    IMAGE_IDENTIFIER_LIST: List = List::of(object(&IMAGE_IDENTIFIER)).len(1, 100);
    IMAGE_LIST: List = List::of(object(&IMAGE));
    IMAGE_MANIFEST: Text = Text::ANY.len(1, 4194304);
    IMAGE_REFERRER_LIST: List = List::of(object(&IMAGE_REFERRER));
    IMAGE_REPLICATION_STATUS_LIST: List = List::of(object(&IMAGE_REPLICATION_STATUS));
    IMAGE_SCAN_FINDING_LIST: List = List::of(object(&IMAGE_SCAN_FINDING));
    IMAGE_STATUS: Text = Text::ANY.one_of(&["ACTIVE", "ARCHIVED", "ACTIVATING"]);
    IMAGE_STATUS_FILTER: Text = Text::ANY.one_of(&["ACTIVE", "ARCHIVED", "ACTIVATING", "ANY"]);
    IMAGE_TAG: Text = Text::ANY.len(1, 300);
    IMAGE_TAG_LIST: List = List::of(text(&IMAGE_TAG));
    IMAGE_TAG_MUTABILITY: Text = Text::ANY.one_of(&["MUTABLE", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"]);
    IMAGE_TAG_MUTABILITY_EXCLUSION_FILTER_TYPE: Text = Text::ANY.one_of(&["WILDCARD"]);
    IMAGE_TAG_MUTABILITY_EXCLUSION_FILTER_VALUE: Text = Text::ANY.len(1, 128).pattern(pattern!("^[0-9a-zA-Z._*-]{1,128}$"));
    IMAGE_TAG_MUTABILITY_EXCLUSION_FILTERS: List = List::of(object(&IMAGE_TAG_MUTABILITY_EXCLUSION_FILTER)).len(1, 5);
    IMAGE_TAGS_LIST: List = List::of(text(&IMAGE_TAG));
    IN_USE_COUNT: Int = Int::new(64, 0, i64::MAX);
    KMS_KEY: Text = Text::ANY.len(1, 2048);
    KMS_KEY_FOR_REPOSITORY_CREATION_TEMPLATE: Text = Text::ANY.len(0, 2048).pattern(pattern!("^$|arn:aws[a-z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key\\/[a-z0-9-]+"));
    LAYER_AVAILABILITY: Text = Text::ANY.one_of(&["AVAILABLE", "UNAVAILABLE", "ARCHIVED"]);
    LAYER_DIGEST: Text = Text::ANY.pattern(pattern!("[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+"));
    LAYER_DIGEST_LIST: List = List::of(text(&LAYER_DIGEST)).len(1, 100);
    LAYER_FAILURE_CODE: Text = Text::ANY.one_of(&["InvalidLayerDigest", "MissingLayerDigest"]);
    LAYER_FAILURE_LIST: List = List::of(object(&LAYER_FAILURE));
    LAYER_LIST: List = List::of(object(&LAYER));
    LAYER_PART_BLOB: Bytes = Bytes::new(0, 20971520);
    LIFECYCLE_POLICY_PREVIEW_RESULT_LIST: List = List::of(object(&LIFECYCLE_POLICY_PREVIEW_RESULT));
    LIFECYCLE_POLICY_PREVIEW_STATUS: Text = Text::ANY.one_of(&["IN_PROGRESS", "COMPLETE", "EXPIRED", "FAILED"]);
    LIFECYCLE_POLICY_RULE_PRIORITY: Int = Int::new(32, 1, 2147483647);
    LIFECYCLE_POLICY_STORAGE_CLASS: Text = Text::ANY.one_of(&["ARCHIVE", "STANDARD"]);
    LIFECYCLE_POLICY_TARGET_STORAGE_CLASS: Text = Text::ANY.one_of(&["ARCHIVE"]);
    LIFECYCLE_POLICY_TEXT: Text = Text::ANY.len(100, 30720);
    LIFECYCLE_POLICY_TEXT_FOR_REPOSITORY_CREATION_TEMPLATE: Text = Text::ANY.len(0, 30720);
    LIFECYCLE_PREVIEW_MAX_RESULTS: Int = Int::new(32, 1, 100);
    MAX_RESULTS: Int = Int::new(32, 1, 1000);
    MEDIA_TYPE_LIST: List = List::of(TEXT).len(1, 100);
    PART_SIZE: Int = Int::new(64, 0, i64::MAX);
    PREFIX: Text = Text::ANY.len(1, 256).pattern(pattern!("^([a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*\\/?|ROOT)$"));
    PREFIX_LIST: List = List::of(text(&PREFIX));
    PULL_THROUGH_CACHE_RULE_LIST: List = List::of(object(&PULL_THROUGH_CACHE_RULE));
    PULL_THROUGH_CACHE_RULE_REPOSITORY_PREFIX: Text = Text::ANY.len(2, 30).pattern(pattern!("^([a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*\\/?|ROOT)$"));
    PULL_THROUGH_CACHE_RULE_REPOSITORY_PREFIX_LIST: List = List::of(text(&PULL_THROUGH_CACHE_RULE_REPOSITORY_PREFIX)).len(1, 100);
    RCT_APPLIED_FOR: Text = Text::ANY.one_of(&["REPLICATION", "PULL_THROUGH_CACHE", "CREATE_ON_PUSH"]);
    RCT_APPLIED_FOR_LIST: List = List::of(text(&RCT_APPLIED_FOR));
    REFERENCE_URLS_LIST: List = List::of(TEXT);
    REGION: Text = Text::ANY.len(2, 25).pattern(pattern!("[0-9a-z-]{2,25}"));
    REGISTRY_ID: Text = Text::ANY.pattern(pattern!("[0-9]{12}"));
    REGISTRY_POLICY_TEXT: Text = Text::ANY.len(0, 10240);
    REGISTRY_SCANNING_RULE_LIST: List = List::of(object(&REGISTRY_SCANNING_RULE)).len(0, 2);
    RELATED_VULNERABILITIES_LIST: List = List::of(TEXT);
    REPLICATION_DESTINATION_LIST: List = List::of(object(&REPLICATION_DESTINATION)).len(0, 100);
    REPLICATION_RULE_LIST: List = List::of(object(&REPLICATION_RULE)).len(0, 25);
    REPLICATION_STATUS: Text = Text::ANY.one_of(&["IN_PROGRESS", "COMPLETE", "FAILED"]);
    REPOSITORY_CREATION_TEMPLATE_LIST: List = List::of(object(&REPOSITORY_CREATION_TEMPLATE));
    REPOSITORY_FILTER_LIST: List = List::of(object(&REPOSITORY_FILTER)).len(1, 100);
    REPOSITORY_FILTER_TYPE: Text = Text::ANY.one_of(&["PREFIX_MATCH"]);
    REPOSITORY_FILTER_VALUE: Text = Text::ANY.len(2, 256).pattern(pattern!("^(?:[a-z0-9]+(?:[._-][a-z0-9]*)*/)*[a-z0-9]*(?:[._-][a-z0-9]*)*$"));
    REPOSITORY_LIST: List = List::of(object(&REPOSITORY));
    REPOSITORY_NAME: Text = Text::ANY.len(2, 256).pattern(pattern!("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*"));
    REPOSITORY_NAME_LIST: List = List::of(text(&REPOSITORY_NAME)).len(1, 100);
    REPOSITORY_POLICY_TEXT: Text = Text::ANY.len(0, 10240);
    REPOSITORY_SCANNING_CONFIGURATION_FAILURE_LIST: List = List::of(object(&REPOSITORY_SCANNING_CONFIGURATION_FAILURE));
    REPOSITORY_SCANNING_CONFIGURATION_LIST: List = List::of(object(&REPOSITORY_SCANNING_CONFIGURATION));
    REPOSITORY_TEMPLATE_DESCRIPTION: Text = Text::ANY.len(0, 256);
    RESOURCE_LIST: List = List::of(object(&RESOURCE));
    SCAN_FREQUENCY: Text = Text::ANY.one_of(&["SCAN_ON_PUSH", "CONTINUOUS_SCAN", "MANUAL"]);
    SCAN_STATUS: Text = Text::ANY.one_of(&["IN_PROGRESS", "COMPLETE", "FAILED", "UNSUPPORTED_IMAGE", "ACTIVE", "PENDING", "SCAN_ELIGIBILITY_EXPIRED", "FINDINGS_UNAVAILABLE", "LIMIT_EXCEEDED", "IMAGE_ARCHIVED", "IMAGE_SIZE_EXCEEDED"]);
    SCAN_TYPE: Text = Text::ANY.one_of(&["BASIC", "ENHANCED"]);
    SCANNING_CONFIGURATION_FAILURE_CODE: Text = Text::ANY.one_of(&["REPOSITORY_NOT_FOUND"]);
    SCANNING_CONFIGURATION_REPOSITORY_NAME_LIST: List = List::of(text(&REPOSITORY_NAME)).len(1, 25);
    SCANNING_REPOSITORY_FILTER_LIST: List = List::of(object(&SCANNING_REPOSITORY_FILTER)).len(0, 100);
    SCANNING_REPOSITORY_FILTER_TYPE: Text = Text::ANY.one_of(&["WILDCARD"]);
    SCANNING_REPOSITORY_FILTER_VALUE: Text = Text::ANY.len(1, 255).pattern(pattern!("^[a-z0-9*](?:[._\\-/a-z0-9*]?[a-z0-9*]+)*$"));
    SEVERITY_COUNT: Int = Int::new(32, 0, 2147483647);
    TAG_KEY_LIST: List = List::of(TEXT);
    TAG_LIST: List = List::of(object(&TAG));
    TAG_STATUS: Text = Text::ANY.one_of(&["TAGGED", "UNTAGGED", "ANY"]);
    TAGS: Map = Map::of(TEXT, TEXT);
    TRANSITIONING_IMAGE_TOTAL_COUNTS: List = List::of(object(&TRANSITIONING_IMAGE_TOTAL_COUNT));
    UPLOAD_ID: Text = Text::ANY.pattern(pattern!("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"));
    UPSTREAM_REGISTRY: Text = Text::ANY.one_of(&["ecr", "ecr-public", "quay", "k8s", "docker-hub", "github-container-registry", "azure-container-registry", "gitlab-container-registry", "chainguard"]);
    VULNERABLE_PACKAGES_LIST: List = List::of(object(&VULNERABLE_PACKAGE));
}

errors! {
    blocked_by_organization_policy_exception = BLOCKED_BY_ORGANIZATION_POLICY_EXCEPTION "BlockedByOrganizationPolicyException" "BlockedByOrganizationPolicyException" 400 sender [opt("message", TEXT)];
    empty_upload_exception = EMPTY_UPLOAD_EXCEPTION "EmptyUploadException" "EmptyUploadException" 400 sender [opt("message", TEXT)];
    image_already_exists_exception = IMAGE_ALREADY_EXISTS_EXCEPTION "ImageAlreadyExistsException" "ImageAlreadyExistsException" 400 sender [opt("message", TEXT)];
    image_archived_exception = IMAGE_ARCHIVED_EXCEPTION "ImageArchivedException" "ImageArchivedException" 400 sender [opt("message", TEXT)];
    image_digest_does_not_match_exception = IMAGE_DIGEST_DOES_NOT_MATCH_EXCEPTION "ImageDigestDoesNotMatchException" "ImageDigestDoesNotMatchException" 400 sender [opt("message", TEXT)];
    image_not_found_exception = IMAGE_NOT_FOUND_EXCEPTION "ImageNotFoundException" "ImageNotFoundException" 400 sender [opt("message", TEXT)];
    image_tag_already_exists_exception = IMAGE_TAG_ALREADY_EXISTS_EXCEPTION "ImageTagAlreadyExistsException" "ImageTagAlreadyExistsException" 400 sender [opt("message", TEXT)];
    invalid_layer_exception = INVALID_LAYER_EXCEPTION "InvalidLayerException" "InvalidLayerException" 400 sender [opt("message", TEXT)];
    invalid_layer_part_exception = INVALID_LAYER_PART_EXCEPTION "InvalidLayerPartException" "InvalidLayerPartException" 400 sender [opt("registryId", text(&REGISTRY_ID)), opt("repositoryName", text(&REPOSITORY_NAME)), opt("uploadId", text(&UPLOAD_ID)), opt("lastValidByteReceived", int(&PART_SIZE)), opt("message", TEXT)];
    invalid_parameter_exception = INVALID_PARAMETER_EXCEPTION "InvalidParameterException" "InvalidParameterException" 400 sender [opt("message", TEXT)];
    invalid_tag_parameter_exception = INVALID_TAG_PARAMETER_EXCEPTION "InvalidTagParameterException" "InvalidTagParameterException" 400 sender [opt("message", TEXT)];
    kms_exception = KMS_EXCEPTION "KmsException" "KmsException" 400 sender [opt("message", TEXT), opt("kmsError", TEXT)];
    layer_already_exists_exception = LAYER_ALREADY_EXISTS_EXCEPTION "LayerAlreadyExistsException" "LayerAlreadyExistsException" 400 sender [opt("message", TEXT)];
    layer_inaccessible_exception = LAYER_INACCESSIBLE_EXCEPTION "LayerInaccessibleException" "LayerInaccessibleException" 400 sender [opt("message", TEXT)];
    layer_part_too_small_exception = LAYER_PART_TOO_SMALL_EXCEPTION "LayerPartTooSmallException" "LayerPartTooSmallException" 400 sender [opt("message", TEXT)];
    layers_not_found_exception = LAYERS_NOT_FOUND_EXCEPTION "LayersNotFoundException" "LayersNotFoundException" 400 sender [opt("message", TEXT)];
    lifecycle_policy_not_found_exception = LIFECYCLE_POLICY_NOT_FOUND_EXCEPTION "LifecyclePolicyNotFoundException" "LifecyclePolicyNotFoundException" 400 sender [opt("message", TEXT)];
    lifecycle_policy_preview_in_progress_exception = LIFECYCLE_POLICY_PREVIEW_IN_PROGRESS_EXCEPTION "LifecyclePolicyPreviewInProgressException" "LifecyclePolicyPreviewInProgressException" 400 sender [opt("message", TEXT)];
    lifecycle_policy_preview_not_found_exception = LIFECYCLE_POLICY_PREVIEW_NOT_FOUND_EXCEPTION "LifecyclePolicyPreviewNotFoundException" "LifecyclePolicyPreviewNotFoundException" 400 sender [opt("message", TEXT)];
    limit_exceeded_exception = LIMIT_EXCEEDED_EXCEPTION "LimitExceededException" "LimitExceededException" 400 sender [opt("message", TEXT)];
    pull_through_cache_rule_already_exists_exception = PULL_THROUGH_CACHE_RULE_ALREADY_EXISTS_EXCEPTION "PullThroughCacheRuleAlreadyExistsException" "PullThroughCacheRuleAlreadyExistsException" 400 sender [opt("message", TEXT)];
    pull_through_cache_rule_not_found_exception = PULL_THROUGH_CACHE_RULE_NOT_FOUND_EXCEPTION "PullThroughCacheRuleNotFoundException" "PullThroughCacheRuleNotFoundException" 400 sender [opt("message", TEXT)];
    referenced_images_not_found_exception = REFERENCED_IMAGES_NOT_FOUND_EXCEPTION "ReferencedImagesNotFoundException" "ReferencedImagesNotFoundException" 400 sender [opt("message", TEXT)];
    registry_policy_not_found_exception = REGISTRY_POLICY_NOT_FOUND_EXCEPTION "RegistryPolicyNotFoundException" "RegistryPolicyNotFoundException" 400 sender [opt("message", TEXT)];
    repository_already_exists_exception = REPOSITORY_ALREADY_EXISTS_EXCEPTION "RepositoryAlreadyExistsException" "RepositoryAlreadyExistsException" 400 sender [opt("message", TEXT)];
    repository_not_empty_exception = REPOSITORY_NOT_EMPTY_EXCEPTION "RepositoryNotEmptyException" "RepositoryNotEmptyException" 400 sender [opt("message", TEXT)];
    repository_not_found_exception = REPOSITORY_NOT_FOUND_EXCEPTION "RepositoryNotFoundException" "RepositoryNotFoundException" 400 sender [opt("message", TEXT)];
    repository_policy_not_found_exception = REPOSITORY_POLICY_NOT_FOUND_EXCEPTION "RepositoryPolicyNotFoundException" "RepositoryPolicyNotFoundException" 400 sender [opt("message", TEXT)];
    scan_not_found_exception = SCAN_NOT_FOUND_EXCEPTION "ScanNotFoundException" "ScanNotFoundException" 400 sender [opt("message", TEXT)];
    secret_not_found_exception = SECRET_NOT_FOUND_EXCEPTION "SecretNotFoundException" "SecretNotFoundException" 400 sender [opt("message", TEXT)];
    server_exception = SERVER_EXCEPTION "ServerException" "ServerException" 500 receiver [opt("message", TEXT)];
    template_already_exists_exception = TEMPLATE_ALREADY_EXISTS_EXCEPTION "TemplateAlreadyExistsException" "TemplateAlreadyExistsException" 400 sender [opt("message", TEXT)];
    template_not_found_exception = TEMPLATE_NOT_FOUND_EXCEPTION "TemplateNotFoundException" "TemplateNotFoundException" 400 sender [opt("message", TEXT)];
    too_many_tags_exception = TOO_MANY_TAGS_EXCEPTION "TooManyTagsException" "TooManyTagsException" 400 sender [opt("message", TEXT)];
    unable_to_access_secret_exception = UNABLE_TO_ACCESS_SECRET_EXCEPTION "UnableToAccessSecretException" "UnableToAccessSecretException" 400 sender [opt("message", TEXT)];
    unable_to_decrypt_secret_value_exception = UNABLE_TO_DECRYPT_SECRET_VALUE_EXCEPTION "UnableToDecryptSecretValueException" "UnableToDecryptSecretValueException" 400 sender [opt("message", TEXT)];
    unable_to_get_upstream_image_exception = UNABLE_TO_GET_UPSTREAM_IMAGE_EXCEPTION "UnableToGetUpstreamImageException" "UnableToGetUpstreamImageException" 400 sender [opt("message", TEXT)];
    unable_to_get_upstream_layer_exception = UNABLE_TO_GET_UPSTREAM_LAYER_EXCEPTION "UnableToGetUpstreamLayerException" "UnableToGetUpstreamLayerException" 400 sender [opt("message", TEXT)];
    unable_to_list_upstream_image_referrers_exception = UNABLE_TO_LIST_UPSTREAM_IMAGE_REFERRERS_EXCEPTION "UnableToListUpstreamImageReferrersException" "UnableToListUpstreamImageReferrersException" 400 sender [opt("message", TEXT)];
    unsupported_image_type_exception = UNSUPPORTED_IMAGE_TYPE_EXCEPTION "UnsupportedImageTypeException" "UnsupportedImageTypeException" 400 sender [opt("message", TEXT)];
    unsupported_upstream_registry_exception = UNSUPPORTED_UPSTREAM_REGISTRY_EXCEPTION "UnsupportedUpstreamRegistryException" "UnsupportedUpstreamRegistryException" 400 sender [opt("message", TEXT)];
    upload_not_found_exception = UPLOAD_NOT_FOUND_EXCEPTION "UploadNotFoundException" "UploadNotFoundException" 400 sender [opt("message", TEXT)];
    validation_exception = VALIDATION_EXCEPTION "ValidationException" "ValidationException" 400 sender [opt("message", TEXT)];
}
