use super::*;
use crate::protocol::{route, unknown_operation};

const ECS: &str = "AmazonEC2ContainerServiceV20141113";

/// `protocol service operation` of a request, `?` before what is unknown.
fn meant(head: &[(&str, &str)], path: &str, query: &str, body: &str, scope: Option<&str>) -> String {
    let headers = headers(head);
    let Some(found) = route(&http(&headers, path, query, body.as_bytes()), scope) else {
        return "none".to_owned();
    };
    let service = found.service.map_or("?", |s| s.name);
    let operation = found
        .operation
        .map_or_else(|name| format!("?{name}"), |o| o.name.to_owned());
    format!("{:?} {service} {operation}", found.protocol)
}

#[test]
fn targets_name_json_operations() {
    let target = |op: &str, kind: &str| {
        let told = format!("{ECS}.{op}");
        meant(
            &[("x-amz-target", &told), ("content-type", kind)],
            "/",
            "",
            "{}",
            Some("ecs"),
        )
    };
    assert_eq!(
        target("RunTask", "application/x-amz-json-1.1"),
        "AwsJson11 ecs RunTask"
    );
    assert_eq!(
        target("RunTask", "application/x-amz-json-1.0"),
        "AwsJson10 ecs RunTask"
    );
    assert_eq!(target("RunTask", "application/json"), "AwsJson11 ecs RunTask");
    assert_eq!(
        target("FlyToMoon", "application/x-amz-json-1.1"),
        "AwsJson11 ecs ?FlyToMoon"
    );
    let logs = [("x-amz-target", "Logs_20140328.PutLogEvents")];
    assert_eq!(meant(&logs, "/", "", "{}", None), "AwsJson11 logs PutLogEvents");
    assert_eq!(
        meant(&[("x-amz-target", "Nobody.Do")], "/", "", "{}", Some("ecs")),
        "AwsJson11 ? ?Do"
    );
}

#[test]
fn actions_name_query_operations() {
    let form = [("content-type", "application/x-www-form-urlencoded; charset=utf-8")];
    let of = |body: &str, scope| meant(&form, "/", "", body, scope);
    assert_eq!(
        of("Action=DescribeVpcs&Version=2016-11-15", Some("ec2")),
        "Ec2 ec2 DescribeVpcs"
    );
    assert_eq!(
        of("Action=DescribeVpcs&Version=2014-10-01", Some("ec2")),
        "Ec2 ec2 DescribeVpcs"
    );
    assert_eq!(
        of("Version=2011-06-15&Action=GetCallerIdentity", Some("sts")),
        "Query sts GetCallerIdentity"
    );
    assert_eq!(
        of("Action=GetCallerIdentity&Version=2011-06-15", None),
        "Query sts GetCallerIdentity"
    );
    assert_eq!(
        of("Action=RunInstances&Version=2016-11-15", Some("ec2")),
        "Ec2 ec2 ?RunInstances"
    );
    assert_eq!(
        of("Action=ListQueues&Version=2012-11-05", Some("sqs")),
        "Query ? ?ListQueues"
    );
    assert_eq!(of("Action=RunTask", Some("ecs")), "Query ? ?RunTask");
    let presigned = "Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256";
    assert_eq!(
        meant(&[], "/", presigned, "", Some("sts")),
        "Query sts GetCallerIdentity"
    );
}

#[test]
fn cbor_is_known_by_its_header() {
    let cbor = [("smithy-protocol", "rpc-v2-cbor")];
    let path = format!("/service/{ECS}/operation/RunTask");
    assert_eq!(
        meant(&cbor, &path, "", "", Some("ecs")),
        "Cbor ecs ?RunTask",
        "ecs does not speak it"
    );
    assert_eq!(meant(&cbor, "/service/No/operation/X", "", "", None), "Cbor ? ?X");
    assert_eq!(meant(&[], &path, "", "", None), "none");
}

#[test]
fn a_browser_is_no_client() {
    assert_eq!(meant(&[("accept", "text/html")], "/", "", "", None), "none");
    assert_eq!(meant(&[], "/v2/", "", "", Some("ecr")), "none");
}

#[test]
fn unknown_operations_are_told_by_protocol() {
    for (protocol, code, status) in [
        (Protocol::AwsJson11, "UnknownOperationException", 400),
        (Protocol::Cbor, "UnknownOperationException", 400),
        (Protocol::Query, "InvalidAction", 400),
        (Protocol::Ec2, "InvalidAction", 400),
        (Protocol::RestJson, "UnknownOperationException", 404),
    ] {
        let told = unknown_operation(protocol, "FlyToMoon");
        assert_eq!((&*told.code, told.status), (code, status));
        assert!(told.message.contains("FlyToMoon"));
    }
}
