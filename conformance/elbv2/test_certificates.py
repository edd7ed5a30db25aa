"""Certificates: imported, issued by the installation's own authority, used by listeners."""

import subprocess

import pytest
from balancing import denied, fixed


@pytest.fixture(scope="module")
def acm(server):
    return server.client("acm", checked=False)


@pytest.fixture(scope="module")
def pem(tmp_path_factory):
    """A self-signed certificate and its key."""
    folder = tmp_path_factory.mktemp("pem")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate]
        + ["-days", "30", "-subj", "/CN=imported.example.com", "-addext", "subjectAltName=DNS:imported.example.com"],
        check=True,
        capture_output=True,
    )
    return certificate.read_bytes(), key.read_bytes()


def test_an_imported_certificate(world, elb, acm, pem):
    certificate, key = pem
    arn = acm.import_certificate(Certificate=certificate, PrivateKey=key)["CertificateArn"]
    told = acm.describe_certificate(CertificateArn=arn)["Certificate"]
    assert told["DomainName"] == "imported.example.com" and told["Type"] == "IMPORTED"
    assert told["Status"] == "ISSUED" and told["KeyAlgorithm"] == "RSA_2048" and told["InUseBy"] == []
    assert acm.get_certificate(CertificateArn=arn)["Certificate"].encode() == certificate
    assert arn in [c["CertificateArn"] for c in acm.list_certificates()["CertificateSummaryList"]]
    # A listener uses it, so it stays.
    balancer = world.balancer()
    listener = world.listener(balancer, 443, Protocol="HTTPS", Certificates=[{"CertificateArn": arn}])
    assert listener["SslPolicy"] == "ELBSecurityPolicy-2016-08"
    assert acm.describe_certificate(CertificateArn=arn)["Certificate"]["InUseBy"] == [balancer["LoadBalancerArn"]]
    denied("ResourceInUseException", acm.delete_certificate, CertificateArn=arn)
    (second,) = elb.add_listener_certificates(
        ListenerArn=listener["ListenerArn"], Certificates=[{"CertificateArn": requested(acm, "sni.example.com")}]
    )["Certificates"]
    told = elb.describe_listener_certificates(ListenerArn=listener["ListenerArn"])["Certificates"]
    assert {c["CertificateArn"]: c["IsDefault"] for c in told} == {arn: True, second["CertificateArn"]: False}
    elb.remove_listener_certificates(ListenerArn=listener["ListenerArn"], Certificates=[second])
    elb.delete_listener(ListenerArn=listener["ListenerArn"])
    # Imported again under its ARN it is the same one.
    assert acm.import_certificate(CertificateArn=arn, Certificate=certificate, PrivateKey=key)["CertificateArn"] == arn
    denied("ValidationException", acm.renew_certificate, CertificateArn=arn)
    acm.delete_certificate(CertificateArn=arn)
    denied("ResourceNotFoundException", acm.describe_certificate, CertificateArn=arn)
    asked = {"Certificates": [{"CertificateArn": arn}], "Protocol": "HTTPS"}
    denied("CertificateNotFound", world.listener, balancer, 443, [fixed("x")], **asked)


def test_what_is_no_certificate(acm, pem):
    certificate, key = pem
    for words, asked in (
        ("more than one", {"Certificate": certificate + certificate, "PrivateKey": key}),
        ("private key", {"Certificate": certificate, "PrivateKey": b"nonsense"}),
        ("no certificate", {"Certificate": b"nonsense", "PrivateKey": key}),
    ):
        denied("ValidationException", acm.import_certificate, words=words, **asked)


def requested(acm, name, **more):
    return acm.request_certificate(DomainName=name, KeyAlgorithm="EC_prime256v1", **more)["CertificateArn"]


def test_a_requested_certificate_is_issued_and_renewed(acm):
    names = ["*.web.example.com", "web.example.com"]
    arn = requested(acm, names[1], SubjectAlternativeNames=names, IdempotencyToken="once")
    assert requested(acm, names[1], SubjectAlternativeNames=names, IdempotencyToken="once") == arn
    acm.get_waiter("certificate_validated").wait(CertificateArn=arn)
    told = acm.describe_certificate(CertificateArn=arn)["Certificate"]
    assert told["Type"] == "AMAZON_ISSUED" and told["Issuer"] == "CN=Longshore local authority"
    assert told["SubjectAlternativeNames"] == [names[1], names[0]]
    before = acm.get_certificate(CertificateArn=arn)
    acm.renew_certificate(CertificateArn=arn)
    after = acm.get_certificate(CertificateArn=arn)
    assert after["Certificate"] != before["Certificate"]
    assert after["CertificateChain"] == before["CertificateChain"]
    assert acm.describe_certificate(CertificateArn=arn)["Certificate"]["RenewalSummary"]["RenewalStatus"] == "SUCCESS"
    found = acm.list_certificates(Includes={"keyTypes": ["EC_prime256v1"]}, SortBy="CREATED_AT", SortOrder="DESCENDING")
    assert found["CertificateSummaryList"][0]["CertificateArn"] == arn
    acm.add_tags_to_certificate(CertificateArn=arn, Tags=[{"Key": "a", "Value": "1"}])
    assert acm.list_tags_for_certificate(CertificateArn=arn)["Tags"] == [{"Key": "a", "Value": "1"}]
    acm.remove_tags_from_certificate(CertificateArn=arn, Tags=[{"Key": "a"}])
    assert acm.list_tags_for_certificate(CertificateArn=arn)["Tags"] == []


def test_what_is_not_honoured_is_refused_by_name(acm):
    denied("ValidationException", requested, acm, "localhost")
    denied("InvalidParameterException", requested, acm, "a.example.com", Options={"Export": "ENABLED"}, words="Export")
    denied("InvalidParameterException", requested, acm, "a.example.com", ValidationMethod="HTTP", words="Validation")
    arn = requested(acm, "a.example.com")
    enabled = {"CertificateTransparencyLoggingPreference": "ENABLED"}
    denied("InvalidStateException", acm.update_certificate_options, CertificateArn=arn, Options=enabled)
