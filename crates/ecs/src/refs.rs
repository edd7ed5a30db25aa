//! From what a client writes (a name, an ARN) to the names that keys are made of.

use kernel::{Arn, Fault, Scope};

use crate::fault;

/// The service principal that ECS acts as.
pub(crate) const ECS: &str = "ecs.amazonaws.com";

/// Letters, digits, `-` and `_`, at most 255 (CreateCluster, CreateService).
pub(crate) fn is_name(name: &str) -> bool {
    (1..=255).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// The short name of a cluster given by name or ARN; `default` when none is given.
pub(crate) fn cluster(scope: &Scope, given: Option<&str>) -> Result<String, Fault> {
    match given {
        None | Some("") => Ok("default".to_owned()),
        Some(text) if text.starts_with("arn:") => Arn::parse(text)
            .filter(|a| a.service == "ecs" && a.is_in(scope))
            .and_then(|a| a.typed())
            .filter(|(kind, name)| *kind == "cluster" && !name.contains('/'))
            .map(|(_, name)| name.to_owned())
            .ok_or_else(fault::no_cluster),
        Some(name) => Ok(name.to_owned()),
    }
}

/// The id of something that lives in a cluster (`kind` is `task`, `container-instance`), given by id or by ARN,
/// long (`kind/cluster/id`) or short (`kind/id`). `None` when the ARN names something else or another cluster.
pub(crate) fn in_cluster(scope: &Scope, cluster: &str, kind: &str, given: &str) -> Option<String> {
    if !given.starts_with("arn:") {
        let ok = !given.is_empty() && !given.contains('/');
        return ok.then(|| given.to_owned());
    }
    let (found, rest) = Arn::parse(given)
        .filter(|a| a.service == "ecs" && a.is_in(scope))?
        .typed()?;
    if found != kind {
        return None;
    }
    match rest.split_once('/') {
        Some((c, id)) => (c == cluster).then(|| id.to_owned()),
        None => Some(rest.to_owned()),
    }
}

/// A family with an optional revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Definition {
    pub family: String,
    pub revision: Option<u32>,
}

/// `family`, `family:revision` or an ARN of a task definition.
pub(crate) fn definition(scope: &Scope, given: &str) -> Option<Definition> {
    let name = if given.starts_with("arn:") {
        let (kind, name) = Arn::parse(given)
            .filter(|a| a.service == "ecs" && a.is_in(scope))?
            .typed()?;
        (kind == "task-definition").then_some(name)?
    } else {
        given
    };
    let (family, revision) = match name.split_once(':') {
        Some((family, revision)) => (family, Some(revision.parse().ok().filter(|r| *r > 0)?)),
        None => (name, None),
    };
    (!family.is_empty()).then(|| Definition {
        family: family.to_owned(),
        revision,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_arns_mean_the_same() {
        let s = Scope::new("000000000000", "us-east-1");
        assert_eq!(cluster(&s, None).unwrap(), "default");
        assert_eq!(
            cluster(&s, Some("arn:aws:ecs:us-east-1:000000000000:cluster/a")).unwrap(),
            "a"
        );
        assert!(cluster(&s, Some("arn:aws:ecs:eu-west-1:000000000000:cluster/a")).is_err());
        assert!(cluster(&s, Some("arn:aws:ecs:us-east-1:000000000000:task/a")).is_err());
        let task = |t| in_cluster(&s, "a", "task", t);
        assert_eq!(task("x1").as_deref(), Some("x1"));
        assert_eq!(
            task("arn:aws:ecs:us-east-1:000000000000:task/a/x1").as_deref(),
            Some("x1")
        );
        assert_eq!(
            task("arn:aws:ecs:us-east-1:000000000000:task/x1").as_deref(),
            Some("x1")
        );
        assert_eq!(task("arn:aws:ecs:us-east-1:000000000000:task/b/x1"), None);
        let def = |t| definition(&s, t).map(|d| (d.family, d.revision));
        assert_eq!(def("web:3"), Some(("web".into(), Some(3))));
        assert_eq!(
            def("arn:aws:ecs:us-east-1:000000000000:task-definition/web:3"),
            Some(("web".into(), Some(3)))
        );
        assert_eq!(def("web"), Some(("web".into(), None)));
        assert_eq!(def("web:x"), None);
    }
}
