use wire::elbv2 as w;

use super::conditions::{check, transforms};

fn path(values: &[&str]) -> w::RuleCondition {
    w::RuleCondition {
        field: Some("path-pattern".into()),
        values: Some(values.iter().map(|v| (*v).into()).collect()),
        ..Default::default()
    }
}

fn header(name: &str) -> w::RuleCondition {
    w::RuleCondition {
        field: Some("http-header".into()),
        http_header_config: Some(w::HttpHeaderConditionConfig {
            http_header_name: Some(name.into()),
            values: Some(vec!["x".into()]),
            regex_values: None,
        }),
        ..Default::default()
    }
}

#[test]
fn a_short_form_is_completed() {
    let checked = check(&[path(&["/a"])]).unwrap();
    let long = checked[0].path_pattern_config.as_ref().unwrap();
    assert_eq!(long.values.as_deref(), Some(&["/a".to_owned()][..]));
}

#[test]
fn what_a_condition_may_not_say() {
    let mut twice = path(&["/a"]);
    twice.path_pattern_config = Some(w::PathPatternConditionConfig {
        values: Some(vec!["/b".into()]),
        regex_values: None,
    });
    for (conditions, words) in [
        (vec![], "A condition must be specified"),
        (vec![path(&[])], "must be specified for 'path-pattern'"),
        (vec![path(&["/1", "/2", "/3", "/4", "/5", "/6"])], "at most 5"),
        (vec![path(&["/a"]), path(&["/b"])], "at most one 'path-pattern'"),
        (vec![path(&[&"x".repeat(129)])], "1 to 128"),
        (vec![header("")], "header name"),
        (vec![header("a b")], "header name 'a b'"),
        (vec![header("HOST")], "'host-header'"),
        (vec![twice], "given twice"),
    ] {
        let refused = check(&conditions).unwrap_err();
        assert!(refused.message.contains(words), "{}: {words}", refused.message);
    }
    // Several conditions on headers are fine.
    check(&[header("a"), header("b")]).unwrap();
}

#[test]
fn a_transform_is_one_rewrite() {
    let rewrite = |regex: &str| w::RuleTransform {
        r#type: "url-rewrite".into(),
        url_rewrite_config: Some(w::UrlRewriteConfig {
            rewrites: Some(vec![w::RewriteConfig {
                regex: regex.into(),
                replace: "/".into(),
            }]),
        }),
        ..Default::default()
    };
    transforms(&[rewrite("^/a")]).unwrap();
    assert!(transforms(&[rewrite("(")]).is_err());
    assert!(transforms(&[rewrite("a"), rewrite("b")]).is_err());
    let empty = w::RuleTransform {
        r#type: "url-rewrite".into(),
        ..Default::default()
    };
    assert!(transforms(&[empty]).is_err());
}
