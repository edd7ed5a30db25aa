use super::*;
use crate::ec2::{self, CreateNetworkInterface, DeleteNetworkInterface, DescribeVpcs};
use crate::sts::{GetCallerIdentity, GetCallerIdentityResponse};

#[test]
fn ec2_lists_are_numbered_in_any_order() {
    let body = "Action=DescribeVpcs&Version=2016-11-15&Filter.2.Name=is-default&Filter.2.Value.1=true\
        &Filter.1.Name=tag%3Aa+b&Filter.1.Value.10=z&Filter.1.Value.2=y&VpcId.1=vpc-1&MaxResults=5&DryRun=false";
    let asked = input::<DescribeVpcs>(Protocol::Ec2, body).unwrap();
    let filters = asked.filters.unwrap();
    assert_eq!(filters[0].name.as_deref(), Some("tag:a b"));
    assert_eq!(filters[0].values, Some(vec!["y".to_owned(), "z".to_owned()]));
    assert_eq!(filters[1].name.as_deref(), Some("is-default"));
    assert_eq!(
        (asked.vpc_ids, asked.max_results, asked.dry_run),
        (Some(vec!["vpc-1".to_owned()]), Some(5), Some(false))
    );
}

#[test]
fn a_presigned_get_carries_its_form_in_the_url() {
    let headers = HeaderMap::new();
    let meta = GetCallerIdentity::META;
    let read = decode(
        Protocol::Query,
        meta,
        &http(&headers, "/", "Action=GetCallerIdentity&X-Amz-Date=1", b""),
    );
    assert_eq!(read, Ok(meta.input.empty()));
}

#[test]
fn forms_that_do_not_fit_are_refused() {
    let deep = "Filter.1.".repeat(50_000);
    let cases = [
        ("MaxResults=many", "InvalidParameterValue"),
        ("DryRun=perhaps", "InvalidParameterValue"),
        ("Filter.x.Name=a", "InvalidParameterValue"),
        ("Filter=a", "InvalidParameterValue"),
        ("MaxResults.1=1", "InvalidParameterValue"),
        ("VpcId.1=%ff", "MalformedQueryString"),
        (deep.as_str(), "MalformedQueryString"),
    ];
    for (body, code) in cases {
        let refused = input::<DescribeVpcs>(Protocol::Ec2, body).unwrap_err();
        assert_eq!(
            (&*refused.code, refused.status),
            (code, 400),
            "{}",
            refused.message
        );
    }
}

#[test]
fn query_answers_are_wrapped() {
    let output = GetCallerIdentityResponse {
        user_id: Some("AIDA<&>\r".to_owned()),
        account: Some("000000000001".to_owned()),
        arn: None,
    };
    let out = answer::<GetCallerIdentity>(Protocol::Query, output);
    assert_eq!(
        text(&out),
        "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
        <UserId>AIDA&lt;&amp;&gt;&#xD;</UserId><Account>000000000001</Account></GetCallerIdentityResult>\
        <ResponseMetadata><RequestId>req-1</RequestId></ResponseMetadata></GetCallerIdentityResponse>"
    );
    assert_eq!(header(&out, "content-type"), Some("text/xml"));
}

#[test]
fn ec2_answers_name_their_items() {
    let vpc = ec2::Vpc {
        vpc_id: Some("vpc-1".to_owned()),
        is_default: Some(true),
        ..ec2::Vpc::default()
    };
    let output = ec2::DescribeVpcsResult {
        vpcs: Some(vec![vpc]),
        ..ec2::DescribeVpcsResult::default()
    };
    let out = answer::<DescribeVpcs>(Protocol::Ec2, output);
    assert_eq!(
        text(&out),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <DescribeVpcsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>req-1</requestId><vpcSet>\
        <item><isDefault>true</isDefault><vpcId>vpc-1</vpcId></item></vpcSet></DescribeVpcsResponse>"
    );
    let done = answer::<DeleteNetworkInterface>(Protocol::Ec2, crate::Unit);
    assert!(text(&done).contains("<requestId>req-1</requestId><return>true</return>"));
}

#[test]
fn every_required_member_of_ec2_is_read() {
    let made = input::<CreateNetworkInterface>(Protocol::Ec2, "SubnetId=s&SecurityGroupId.1=g&ClientToken=t")
        .unwrap();
    assert_eq!(
        (made.subnet_id.as_str(), made.groups),
        ("s", Some(vec!["g".to_owned()]))
    );
    assert_eq!(made.client_token.as_deref(), Some("t"));
}

#[test]
fn faults_speak_the_dialect() {
    let denied = Fault::new("AccessDenied", 403, "no <way>");
    let out = fault(Protocol::Query, "sts", &denied);
    assert_eq!(
        text(&out),
        "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>\
        <Code>AccessDenied</Code><Message>no &lt;way&gt;</Message></Error><RequestId>req-1</RequestId></ErrorResponse>"
    );
    assert_eq!(out.status, 403);
    let out = fault(Protocol::Ec2, "ec2", &denied);
    assert_eq!(
        text(&out),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error><Code>AccessDenied</Code>\
        <Message>no &lt;way&gt;</Message></Error></Errors><RequestID>req-1</RequestID></Response>"
    );
    let out = fault(Protocol::Query, "sts", &Fault::validation("bad"));
    assert!(text(&out).contains("<Code>ValidationError</Code>"));
}
