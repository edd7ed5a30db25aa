use super::*;
use crate::ecs::{DescribeTasks, PutAccountSetting, RegisterTaskDefinition, RunTask, TagResource};
use crate::logs::{CreateLogGroup, PutLogEvents};
use crate::protocol::{HttpIn, decode};
use crate::schema::{Operation, compiles};
use crate::services;

/// Code and message of a refused body.
fn refused<O: Operation>(body: &str) -> Option<(String, String)> {
    let protocol = O::META.service.protocols[0];
    let headers = http::HeaderMap::new();
    let http = HttpIn {
        method: &http::Method::POST,
        path: "/",
        query: "",
        headers: &headers,
        body: body.as_bytes(),
    };
    let input = decode(protocol, O::META, &http).unwrap();
    validate(O::META, &input)
        .err()
        .map(|f| (f.code.into_owned(), f.message))
}

#[track_caller]
fn check<O: Operation>(body: &str, code: &str, message: &str) {
    assert_eq!(refused::<O>(body), Some((code.to_owned(), message.to_owned())));
}

const INVALID: &str = "InvalidParameterException";

#[test]
fn good_input_passes() {
    assert_eq!(
        refused::<RunTask>(r#"{"taskDefinition": "a", "tags": [{"key": "k", "value": ""}]}"#),
        None
    );
    assert_eq!(refused::<CreateLogGroup>(r#"{"logGroupName": "/aws/ecs"}"#), None);
}

#[test]
fn required_members() {
    check::<RunTask>(
        "{}",
        INVALID,
        "1 validation error detected: Value null at 'taskDefinition' failed to satisfy constraint: Member must not be null",
    );
    check::<RegisterTaskDefinition>(
        r#"{"containerDefinitions": [{"name": "a"}, {"dependsOn": [{"condition": "HEALTHY"}]}]}"#,
        "ClientException",
        "2 validation errors detected: Value null at 'family' failed to satisfy constraint: Member must not be null; \
        Value null at 'containerDefinitions.2.member.dependsOn.1.member.containerName' failed to satisfy constraint: \
        Member must not be null",
    );
}

#[test]
fn lengths_and_patterns_are_all_told() {
    check::<CreateLogGroup>(
        r#"{"logGroupName": ""}"#,
        INVALID,
        "2 validation errors detected: Value '' at 'logGroupName' failed to satisfy constraint: \
        Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+; \
        Value '' at 'logGroupName' failed to satisfy constraint: Member must have length greater than or equal to 1"
            .replace("\\\\", "\\")
            .as_str(),
    );
    let long = "x".repeat(513);
    let (_, message) = refused::<CreateLogGroup>(&format!(r#"{{"logGroupName": "{long}"}}"#)).unwrap();
    assert!(
        message.ends_with("Member must have length less than or equal to 512"),
        "{message}"
    );
    check::<PutLogEvents>(
        r#"{"logGroupName": "g", "logStreamName": "a:b", "logEvents": []}"#,
        INVALID,
        "2 validation errors detected: Value 'a:b' at 'logStreamName' failed to satisfy constraint: \
        Member must satisfy regular expression pattern: [^:*]*; Value '[]' at 'logEvents' failed to satisfy \
        constraint: Member must have length greater than or equal to 1",
    );
}

#[test]
fn characters_are_counted_not_bytes() {
    let tag = |n: usize| {
        format!(
            r#"{{"taskDefinition": "a", "tags": [{{"key": "{}"}}]}}"#,
            "é".repeat(n)
        )
    };
    assert_eq!(refused::<RunTask>(&tag(128)), None);
    assert!(
        refused::<RunTask>(&tag(129))
            .unwrap()
            .1
            .contains("'tags.1.member.key'")
    );
}

#[test]
fn ranges() {
    let body = r#"{"taskDefinition": "a", "capacityProviderStrategy": [{"capacityProvider": "p", "weight": 1001, "base": -1}]}"#;
    check::<RunTask>(
        body,
        INVALID,
        "2 validation errors detected: Value '1001' at 'capacityProviderStrategy.1.member.weight' failed to satisfy \
        constraint: Member must have value less than or equal to 1000; Value '-1' at \
        'capacityProviderStrategy.1.member.base' failed to satisfy constraint: Member must have value greater than or \
        equal to 0",
    );
}

#[test]
fn enums_and_what_they_take_besides() {
    check::<RunTask>(
        r#"{"taskDefinition": "a", "launchType": "MOON"}"#,
        INVALID,
        "1 validation error detected: Value 'MOON' at 'launchType' failed to satisfy constraint: \
        Member must satisfy enum value set: [EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES]",
    );
    check::<DescribeTasks>(
        r#"{"tasks": ["t"], "include": ["TAGS", "tags"]}"#,
        INVALID,
        "1 validation error detected: Value '[TAGS, tags]' at 'include' failed to satisfy constraint: \
        Member must satisfy constraint: [Member must satisfy enum value set: [TAGS]]",
    );
    assert_eq!(
        refused::<PutAccountSetting>(r#"{"name": "longshore.stoppedTaskRetention", "value": "1"}"#),
        None
    );
    assert!(refused::<PutAccountSetting>(r#"{"name": "shortshore", "value": "1"}"#).is_some());
}

#[test]
fn maps_tell_keys_and_values_apart() {
    let body = r#"{"logGroupName": "g", "tags": {"k!": "v", "l": "v!"}}"#;
    let rules = |min: u8, max: u16, sign: char| {
        format!(
            "[Member must have length less than or equal to {max}, Member must have length greater than or equal to \
            {min}, Member must satisfy regular expression pattern: ^([\\p{{L}}\\p{{Z}}\\p{{N}}_.:/=+\\-@]{sign})$]"
        )
    };
    let value = "Value '{k!=v, l=v!}' at 'tags' failed to satisfy constraint";
    check::<CreateLogGroup>(
        body,
        INVALID,
        &format!(
            "2 validation errors detected: {value}: Map keys must satisfy constraint: {}; \
            {value}: Map value must satisfy constraint: {}",
            rules(1, 128, '+'),
            rules(0, 256, '*')
        ),
    );
}

#[test]
fn ec2_tells_the_first_in_its_own_words() {
    check::<crate::ec2::CreateNetworkInterface>(
        "Action=CreateNetworkInterface",
        "MissingParameter",
        "The request must contain the parameter subnetId",
    );
    check::<crate::ec2::DescribeVpcs>(
        "MaxResults=1",
        "InvalidParameterValue",
        "Value ( 1 ) for parameter maxResults is invalid. Expecting a value greater than 5.",
    );
}

#[test]
fn an_error_stays_small() {
    let many = vec![r#"{"key": "!"}"#; 20_000].join(",");
    let body = format!(
        r#"{{"resourceArn": "{}", "tags": [{many}]}}"#,
        "a".repeat(100_000)
    );
    let (_, message) = refused::<TagResource>(&body).unwrap();
    assert!(
        message.starts_with("20001 validation errors detected"),
        "{}",
        &message[..60]
    );
    assert!(message.len() < 100_000);
}

#[test]
fn every_served_pattern_can_be_checked() {
    for service in services() {
        for op in service.operations {
            visit(Schema::Struct(op.input), 0, &mut |text| {
                let pattern = text.pattern.map_or("", |p| p.source);
                assert!(compiles(pattern), "{}: `{pattern}` needs a rule by hand", op.name);
            });
        }
    }
}

fn visit(schema: Schema, depth: u8, see: &mut impl FnMut(&Text)) {
    match schema {
        _ if depth == 12 => {}
        Schema::Str(text) => see(text),
        Schema::List(list) => visit(list.of, depth + 1, see),
        Schema::Map(map) => [map.key, map.value]
            .into_iter()
            .for_each(|s| visit(s, depth + 1, see)),
        Schema::Struct(table) => table.members.iter().for_each(|m| visit(m.schema, depth + 1, see)),
        _ => {}
    }
}
