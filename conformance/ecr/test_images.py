"""Images, layers and lifecycle policies through the API."""

import json
import urllib.error
import urllib.request

import pytest
from harness import ACCOUNT, eventually, refused
from pushing import INDEX, MANIFEST, OCI, digest


def layer(ecr, repository, content, *parts):
    """Uploads a layer by the API, in parts that end at these bytes."""
    upload = ecr.initiate_layer_upload(repositoryName=repository)
    asked = {"repositoryName": repository, "uploadId": upload["uploadId"]}
    first = 0
    for end in (*parts, len(content)):
        told = ecr.upload_layer_part(
            partFirstByte=first, partLastByte=end - 1, layerPartBlob=content[first:end], **asked
        )
        assert told["lastByteReceived"] == end - 1
        first = end
    return ecr.complete_layer_upload(layerDigests=[digest(content)], **asked)


def test_layers_by_the_api(ecr, repository):
    content = bytes(range(256)) * (6 << 12)
    assert layer(ecr, repository, content, 5 << 20)["layerDigest"] == digest(content)
    told = ecr.batch_check_layer_availability(
        repositoryName=repository, layerDigests=[digest(content), digest(b"none"), "sha256:0"]
    )
    found = {l["layerDigest"]: l["layerAvailability"] for l in told["layers"]}
    assert found == {digest(content): "AVAILABLE", digest(b"none"): "UNAVAILABLE"}
    assert told["layers"][0]["layerSize"] == len(content)
    assert told["failures"][0]["failureCode"] == "InvalidLayerDigest"
    url = ecr.get_download_url_for_layer(repositoryName=repository, layerDigest=digest(content))["downloadUrl"]
    assert urllib.request.urlopen(url, timeout=20).read() == content
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(url[:-3] + "AAA", timeout=20)
    with refused("LayersNotFoundException"):
        ecr.get_download_url_for_layer(repositoryName=repository, layerDigest=digest(b"none"))
    with refused("LayerAlreadyExistsException"):
        layer(ecr, repository, content, 5 << 20)


def test_what_is_wrong_with_an_upload(ecr, repository):
    upload = ecr.initiate_layer_upload(repositoryName=repository)["uploadId"]
    asked = {"repositoryName": repository, "uploadId": upload}
    with refused("EmptyUploadException"):
        ecr.complete_layer_upload(layerDigests=[digest(b"x")], **asked)
    with refused("InvalidLayerPartException"):
        ecr.upload_layer_part(partFirstByte=7, partLastByte=7, layerPartBlob=b"x", **asked)
    ecr.upload_layer_part(partFirstByte=0, partLastByte=0, layerPartBlob=b"x", **asked)
    ecr.upload_layer_part(partFirstByte=1, partLastByte=1, layerPartBlob=b"y", **asked)
    with refused("LayerPartTooSmallException"):
        ecr.complete_layer_upload(layerDigests=[digest(b"xy")], **asked)
    with refused("InvalidLayerException"):
        upload = ecr.initiate_layer_upload(repositoryName=repository)["uploadId"]
        asked = {"repositoryName": repository, "uploadId": upload}
        ecr.upload_layer_part(partFirstByte=0, partLastByte=0, layerPartBlob=b"x", **asked)
        ecr.complete_layer_upload(layerDigests=[digest(b"y")], **asked)
    with refused("UploadNotFoundException"):
        ecr.upload_layer_part(partFirstByte=0, partLastByte=0, layerPartBlob=b"x", **asked)


def test_an_image_is_put_and_got(ecr, v2, repository):
    _, text = v2.image(repository, "v1")
    image = {"repositoryName": repository, "imageManifest": text}
    with refused("ImageAlreadyExistsException"):
        ecr.put_image(imageTag="v1", **image)
    assert ecr.put_image(imageTag="v2", **image)["image"]["imageId"]["imageTag"] == "v2"
    with refused("ImageDigestDoesNotMatchException"):
        ecr.put_image(imageDigest=digest(b"x"), **image)
    with refused("LayersNotFoundException"):
        ecr.put_image(repositoryName=repository, imageManifest=text.replace(digest(b"layer"), digest(b"none")))
    with refused("InvalidParameterException"):
        ecr.put_image(repositoryName=repository, imageManifest="{}")
    wanted = [{"imageTag": "v1"}, {"imageDigest": digest(text.encode())}, {"imageTag": "none"}, {}]
    told = ecr.batch_get_image(repositoryName=repository, imageIds=wanted)
    assert [i["imageManifest"] for i in told["images"]] == [text, text]
    assert [f["failureCode"] for f in told["failures"]] == ["ImageNotFound", "MissingDigestAndTag"]
    told = ecr.batch_get_image(repositoryName=repository, imageIds=[{"imageTag": "v1"}], acceptedMediaTypes=[OCI])
    assert told["images"] == []


def test_images_are_listed_and_described(ecr, v2, repository):
    one, text = v2.image(repository, "v1", b"one")
    v2("PUT", f"/v2/{repository}/manifests/v1b", text, {"Content-Type": MANIFEST})
    two, _ = v2.image(repository, None, b"three")
    ids = ecr.list_images(repositoryName=repository)["imageIds"]
    assert sorted((i["imageDigest"], i.get("imageTag", "")) for i in ids) == sorted([(one, "v1"), (one, "v1b"), (two, "")])
    untagged = ecr.list_images(repositoryName=repository, filter={"tagStatus": "UNTAGGED"})["imageIds"]
    assert untagged == [{"imageDigest": two}]
    told = {i["imageDigest"]: i for i in ecr.describe_images(repositoryName=repository)["imageDetails"]}
    assert told[one]["imageTags"] == ["v1", "v1b"] and told[one]["imageSizeInBytes"] == 3
    assert told[two]["imageManifestMediaType"] == MANIFEST and "imageTags" not in told[two]
    (one_alone,) = ecr.describe_images(repositoryName=repository, imageIds=[{"imageTag": "v1b"}])["imageDetails"]
    assert one_alone["imageDigest"] == one
    message = f"The image with imageId {{imageDigest:'null', imageTag:'none'}} does not exist within the repository with name '{repository}' in the registry with id '{ACCOUNT}'"
    with refused("ImageNotFoundException", message):
        ecr.describe_images(repositoryName=repository, imageIds=[{"imageTag": "none"}])
    page = ecr.list_images(repositoryName=repository, maxResults=1)
    rest = ecr.list_images(repositoryName=repository, nextToken=page["nextToken"])["imageIds"]
    assert len(rest) == 2
    status = ecr.describe_image_replication_status(repositoryName=repository, imageId={"imageTag": "v1"})
    assert status["replicationStatuses"] == []


def test_images_are_deleted(ecr, v2, repository):
    one, text = v2.image(repository, "v1", b"one")
    v2("PUT", f"/v2/{repository}/manifests/v1b", text, {"Content-Type": MANIFEST})
    index = json.dumps(
        {"schemaVersion": 2, "mediaType": INDEX, "manifests": [{"mediaType": MANIFEST, "size": len(text), "digest": one}]}
    )
    assert v2("PUT", f"/v2/{repository}/manifests/all", index, {"Content-Type": INDEX})[0] == 201
    told = ecr.batch_delete_image(repositoryName=repository, imageIds=[{"imageTag": "v1"}])
    assert told["imageIds"] == [{"imageDigest": one, "imageTag": "v1"}]
    told = ecr.batch_delete_image(repositoryName=repository, imageIds=[{"imageDigest": one}, {"imageTag": "none"}])
    assert [f["failureCode"] for f in told["failures"]] == ["ImageReferencedByManifestList", "ImageNotFound"]
    both = [{"imageDigest": digest(index.encode())}, {"imageDigest": one}]
    told = ecr.batch_delete_image(repositoryName=repository, imageIds=both)
    assert not told["failures"] and len(told["imageIds"]) == 2
    assert ecr.list_images(repositoryName=repository)["imageIds"] == []


def test_an_index_needs_its_images(ecr, v2, repository):
    index = {"schemaVersion": 2, "mediaType": INDEX, "manifests": [{"mediaType": OCI, "size": 1, "digest": digest(b"x")}]}
    with refused("ReferencedImagesNotFoundException"):
        ecr.put_image(repositoryName=repository, imageManifest=json.dumps(index))


def test_referrers(ecr, v2, repository):
    subject, text = v2.image(repository, "v1", kind=OCI)
    about = {"mediaType": OCI, "size": len(text), "digest": subject}
    signature, _ = v2.image(
        repository, None, b"signature", OCI, subject=about, artifactType="example/signature", annotations={"by": "me"}
    )
    (told,) = ecr.list_image_referrers(repositoryName=repository, subjectId={"imageDigest": subject})["referrers"]
    assert told["digest"] == signature and told["artifactType"] == "example/signature"
    assert told["annotations"] == {"by": "me"}
    none = ecr.list_image_referrers(
        repositoryName=repository, subjectId={"imageDigest": subject}, filter={"artifactTypes": ["other"]}
    )
    assert none["referrers"] == []
    _, _, listed = v2("GET", f"/v2/{repository}/referrers/{subject}?artifactType=example/signature")
    assert [m["digest"] for m in json.loads(listed)["manifests"]] == [signature]


def rules(*selections):
    made = [
        {"rulePriority": n + 1, "description": "a rule of a case", "selection": s, "action": {"type": "expire"}}
        for n, s in enumerate(selections)
    ]
    return json.dumps({"rules": made})


def test_a_lifecycle_policy(server, ecr, v2, repository):
    for n in range(4):
        v2.image(repository, f"dev-{n}", f"dev {n}".encode())
    v2.image(repository, "prod-1", b"prod")
    newest = {"tagStatus": "tagged", "tagPrefixList": ["dev"], "countType": "imageCountMoreThan", "countNumber": 1}
    with refused("LifecyclePolicyNotFoundException"):
        ecr.get_lifecycle_policy(repositoryName=repository)
    with refused("LifecyclePolicyPreviewNotFoundException"):
        ecr.get_lifecycle_policy_preview(repositoryName=repository)
    text = rules(newest)
    # A task definition of dev-0 keeps it.
    image = {"name": "x", "image": f"localhost:{server.port}/{repository}:dev-0", "memory": 64}
    server.client("ecs").register_task_definition(family="keeps-dev-0", containerDefinitions=[image])
    ecr.start_lifecycle_policy_preview(repositoryName=repository, lifecyclePolicyText=text)
    preview = ecr.get_lifecycle_policy_preview(repositoryName=repository)
    assert preview["status"] == "COMPLETE" and preview["summary"]["expiringImageTotalCount"] == 2
    told = sorted((r["imageTags"][0], r["appliedRulePriority"], r["action"]["type"]) for r in preview["previewResults"])
    assert told == [("dev-0", 1, "KEEP_IN_USE"), ("dev-1", 1, "EXPIRE"), ("dev-2", 1, "EXPIRE")]
    ecr.put_lifecycle_policy(repositoryName=repository, lifecyclePolicyText=text)

    def left():
        found = ecr.describe_images(repositoryName=repository)["imageDetails"]
        tags = sorted(t for i in found for t in i["imageTags"])
        return tags if tags == ["dev-0", "dev-3", "prod-1"] else None

    assert eventually(left)
    assert ecr.get_lifecycle_policy(repositoryName=repository)["lifecyclePolicyText"] == text
    ecr.delete_lifecycle_policy(repositoryName=repository)
    with refused("LifecyclePolicyNotFoundException"):
        ecr.delete_lifecycle_policy(repositoryName=repository)
    archived = {"tagStatus": "any", "countType": "sinceImageTransitioned", "countUnit": "days", "countNumber": 9}
    for bad in (rules(archived), rules({**newest, "tagStatus": "any"}), "{}" + " " * 100):
        with refused("InvalidParameterException", "Lifecycle policy validation failure"):
            ecr.put_lifecycle_policy(repositoryName=repository, lifecyclePolicyText=bad)
