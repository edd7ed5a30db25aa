"""Repositories: made, described, changed, tagged, given policies, deleted."""

import datetime
import json

from harness import ACCOUNT, REGION, arn, refused


def test_a_repository_is_made_and_described(server, ecr):
    made = ecr.create_repository(repositoryName="team/made", tags=[{"Key": "a", "Value": "b"}])["repository"]
    assert made["repositoryArn"] == f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/team/made"
    assert made["registryId"] == ACCOUNT and made["imageTagMutability"] == "MUTABLE"
    assert made["repositoryUri"] == f"localhost:{server.port}/team/made"
    assert made["encryptionConfiguration"] == {"encryptionType": "AES256"}
    (told,) = ecr.describe_repositories(repositoryNames=["team/made"])["repositories"]
    assert told == made
    with refused("RepositoryAlreadyExistsException", f"The repository with name 'team/made' already exists in the registry with id '{ACCOUNT}'"):
        ecr.create_repository(repositoryName="team/made")
    with refused("RepositoryNotFoundException", f"The repository with name 'none' does not exist in the registry with id '{ACCOUNT}'"):
        ecr.describe_repositories(repositoryNames=["none"])


def test_what_is_not_honoured_is_refused(ecr):
    for bad in ("A", "Upper/case", "../x", "a//b", "x" * 257):
        with refused("InvalidParameterException"):
            ecr.create_repository(repositoryName=bad)
    with refused("InvalidParameterException", "encryptionConfiguration"):
        ecr.create_repository(repositoryName="kms", encryptionConfiguration={"encryptionType": "KMS"})
    with refused("InvalidParameterException", "imageTagMutabilityExclusionFilters"):
        ecr.create_repository(repositoryName="filters", imageTagMutability="IMMUTABLE_WITH_EXCLUSION")
    with refused("InvalidTagParameterException"):
        ecr.create_repository(repositoryName="tags", tags=[{"Key": "aws:x", "Value": "y"}])


def test_lists_come_in_pages(server, ecr):
    for n in range(5):
        ecr.create_repository(repositoryName=f"paged/{n}")
    whole = [r["repositoryName"] for r in ecr.describe_repositories()["repositories"]]
    seen, token = [], {}
    while True:
        page = ecr.describe_repositories(maxResults=2, **token)
        seen += [r["repositoryName"] for r in page["repositories"]]
        if "nextToken" not in page:
            break
        token = {"nextToken": page["nextToken"]}
    assert seen == whole and len([n for n in seen if n.startswith("paged/")]) == 5
    with refused("InvalidParameterException"):
        ecr.describe_repositories(nextToken="nonsense")


def test_a_repository_with_images_is_deleted_by_force(ecr, v2, repository):
    v2.image(repository, "v1")
    with refused("RepositoryNotEmptyException", "cannot be deleted because it still contains images"):
        ecr.delete_repository(repositoryName=repository)
    assert ecr.delete_repository(repositoryName=repository, force=True)["repository"]["repositoryName"] == repository
    with refused("RepositoryNotFoundException"):
        ecr.delete_repository(repositoryName=repository)
    # Made anew it has nothing of the old one.
    ecr.create_repository(repositoryName=repository)
    assert ecr.list_images(repositoryName=repository)["imageIds"] == []


def test_mutability(ecr, v2, repository):
    told = ecr.put_image_tag_mutability(
        repositoryName=repository,
        imageTagMutability="IMMUTABLE_WITH_EXCLUSION",
        imageTagMutabilityExclusionFilters=[{"filterType": "WILDCARD", "filter": "latest*"}],
    )
    assert told["imageTagMutability"] == "IMMUTABLE_WITH_EXCLUSION"
    first, text = v2.image(repository, "v1", b"one")
    second, other = v2.image(repository, "v2", b"two")
    assert v2("PUT", f"/v2/{repository}/manifests/v1", text)[0] == 201, "the same image again is no change"
    assert v2.error("PUT", f"/v2/{repository}/manifests/v1", other) == (400, "TAG_INVALID")
    with refused("ImageTagAlreadyExistsException", "cannot be overwritten because the repository is immutable"):
        ecr.put_image(repositoryName=repository, imageManifest=other, imageTag="v1")
    for image in (text, other):
        assert v2("PUT", f"/v2/{repository}/manifests/latest-1", image)[0] == 201


def test_tags(ecr, repository):
    name = arn(f"repository/{repository}", "ecr")
    ecr.tag_resource(resourceArn=name, tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
    ecr.untag_resource(resourceArn=name, tagKeys=["a"])
    assert ecr.list_tags_for_resource(resourceArn=name)["tags"] == [{"Key": "b", "Value": "2"}]
    with refused("TooManyTagsException"):
        ecr.tag_resource(resourceArn=name, tags=[{"Key": f"k{n}", "Value": ""} for n in range(50)])
    with refused("RepositoryNotFoundException"):
        ecr.list_tags_for_resource(resourceArn=arn("repository/none", "ecr"))
    with refused("InvalidParameterException"):
        ecr.tag_resource(resourceArn="arn:aws:s3:::x", tags=[])


def test_a_policy_lets_somebody_else_in(ecr, repository, somebody):
    other = somebody({"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"})
    with refused("AccessDeniedException", "not authorized to perform: ecr:ListImages"):
        other.list_images(repositoryName=repository)
    with refused("RepositoryPolicyNotFoundException"):
        ecr.get_repository_policy(repositoryName=repository)
    statement = {"Effect": "Allow", "Principal": "*", "Action": "ecr:ListImages"}
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    assert ecr.set_repository_policy(repositoryName=repository, policyText=text)["policyText"] == text
    assert ecr.get_repository_policy(repositoryName=repository)["policyText"] == text
    assert other.list_images(repositoryName=repository)["imageIds"] == []
    with refused("AccessDeniedException"):
        other.describe_images(repositoryName=repository)
    with refused("InvalidParameterException", "Invalid repository policy"):
        ecr.set_repository_policy(repositoryName=repository, policyText="{}x")
    ecr.delete_repository_policy(repositoryName=repository)
    with refused("AccessDeniedException"):
        other.list_images(repositoryName=repository)
    with refused("RepositoryPolicyNotFoundException"):
        ecr.delete_repository_policy(repositoryName=repository)


def test_a_template_makes_repositories_on_push(ecr, v2):
    made = ecr.create_repository_creation_template(
        prefix="pushed", appliedFor=["CREATE_ON_PUSH"], imageTagMutability="IMMUTABLE",
        resourceTags=[{"Key": "by", "Value": "push"}],
    )
    assert made["repositoryCreationTemplate"]["prefix"] == "pushed"
    assert v2.error("POST", "/v2/other/web/blobs/uploads/") == (404, "NAME_UNKNOWN")
    v2.image("pushed/web", "v1")
    (told,) = ecr.describe_repositories(repositoryNames=["pushed/web"])["repositories"]
    assert told["imageTagMutability"] == "IMMUTABLE"
    ecr.update_repository_creation_template(prefix="pushed", description="for pushes")
    (template,) = ecr.describe_repository_creation_templates(prefixes=["pushed"])["repositoryCreationTemplates"]
    assert template["description"] == "for pushes" and template["appliedFor"] == ["CREATE_ON_PUSH"]
    with refused("TemplateAlreadyExistsException"):
        ecr.create_repository_creation_template(prefix="pushed", appliedFor=["CREATE_ON_PUSH"])
    with refused("InvalidParameterException", "customRoleArn"):
        ecr.create_repository_creation_template(prefix="copied", appliedFor=["REPLICATION"], customRoleArn="arn:aws:iam::000000000000:role/x")
    ecr.delete_repository_creation_template(prefix="pushed")
    with refused("TemplateNotFoundException"):
        ecr.delete_repository_creation_template(prefix="pushed")
    assert v2.error("POST", "/v2/pushed/more/blobs/uploads/") == (404, "NAME_UNKNOWN")


def test_what_holds_for_the_registry(ecr):
    assert ecr.describe_registry()["replicationConfiguration"] == {"rules": []}
    assert ecr.put_replication_configuration(replicationConfiguration={"rules": []})
    with refused("RegistryPolicyNotFoundException"):
        ecr.get_registry_policy()
    with refused("RegistryPolicyNotFoundException"):
        ecr.delete_registry_policy()
    with refused("InvalidParameterException"):
        ecr.put_registry_policy(policyText="{}")
    assert ecr.get_account_setting(name="BLOB_MOUNTING")["value"] == "DISABLED"
    with refused("InvalidParameterException"):
        ecr.put_account_setting(name="BASIC_SCAN_TYPE_VERSION", value="CLAIR")


def test_there_is_no_scanner(ecr, v2, repository):
    assert ecr.get_registry_scanning_configuration()["scanningConfiguration"] == {"scanType": "BASIC", "rules": []}
    assert ecr.put_registry_scanning_configuration(scanType="BASIC", rules=[])
    with refused("InvalidParameterException", "ENHANCED"):
        ecr.put_registry_scanning_configuration(scanType="ENHANCED")
    asked = {"repositoryName": repository, "imageScanningConfiguration": {"scanOnPush": True}}
    assert ecr.put_image_scanning_configuration(**asked)["imageScanningConfiguration"] == {"scanOnPush": True}
    told = ecr.batch_get_repository_scanning_configuration(repositoryNames=[repository, "none"])
    assert told["scanningConfigurations"][0]["scanFrequency"] == "SCAN_ON_PUSH"
    assert told["failures"][0]["failureCode"] == "REPOSITORY_NOT_FOUND"
    v2.image(repository, "v1")
    with refused("ValidationException", "This feature is disabled"):
        ecr.start_image_scan(repositoryName=repository, imageId={"imageTag": "v1"})
    with refused("ScanNotFoundException", "Image scan does not exist for the image"):
        ecr.describe_image_scan_findings(repositoryName=repository, imageId={"imageTag": "v1"})
    (told,) = ecr.describe_images(repositoryName=repository)["imageDetails"]
    assert told["imageScanStatus"] == {"status": "FAILED", "description": "Longshore has no scanner"}


def test_a_token(server, ecr):
    (data,) = ecr.get_authorization_token()["authorizationData"]
    assert data["proxyEndpoint"] == f"https://localhost:{server.port}"
    left = data["expiresAt"] - datetime.datetime.now(datetime.UTC)
    assert datetime.timedelta(hours=11, minutes=59) < left <= datetime.timedelta(hours=12)
