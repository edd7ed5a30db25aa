use wire::ecs as w;

use super::choose::{Since, is_of, since};
use super::paint::{Paint, painted};
use super::streams::{Label, Line};

#[test]
fn times_are_read() {
    assert_eq!(since("30s").unwrap(), Since::Ago(30_000));
    assert_eq!(since("10m").unwrap(), Since::Ago(600_000));
    assert_eq!(since("2h").unwrap(), Since::Ago(7_200_000));
    assert_eq!(since("1d").unwrap(), Since::Ago(86_400_000));
    assert_eq!(since("1970-01-01T00:00:01Z").unwrap(), Since::At(1000));
    for bad in ["", "m", "10", "10w", "-5m", "yesterday"] {
        assert!(since(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_name_is_a_familys_or_a_services() {
    let task = w::Task {
        task_definition_arn: Some("arn:aws:ecs:us-east-1:1:task-definition/web:7".into()),
        group: Some("service:shop".into()),
        ..Default::default()
    };
    assert!(is_of(&task, "web") && is_of(&task, "shop"));
    assert!(!is_of(&task, "we") && !is_of(&task, "web:7") && !is_of(&task, "service:shop"));
}

#[test]
fn lines_are_shown_with_what_tells_them_apart() {
    let line = Line {
        at: 1000,
        container: "web".into(),
        task: "0123456789abcdef".into(),
        text: "hello".into(),
    };
    // Not a terminal here.
    let plain = Paint::new(false);
    assert_eq!(plain.text(&line, Label::None), "hello");
    assert_eq!(plain.text(&line, Label::Container), "web | hello");
    assert_eq!(plain.text(&line, Label::ContainerAndTask), "web/01234567 | hello");
    let shown = painted().text(&line, Label::ContainerAndTask);
    assert!(
        shown.starts_with("1970-01-01T00:00:01") && shown.ends_with("m hello"),
        "{shown}"
    );
    assert!(shown.contains("\u{1b}[38;5;"), "{shown}");
    assert_eq!(
        shown,
        painted().text(&line, Label::ContainerAndTask),
        "a colour stays"
    );
}
