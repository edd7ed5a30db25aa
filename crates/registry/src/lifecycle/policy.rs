//! Reading a lifecycle policy (Amazon ECR User Guide, "Lifecycle policy parameters"). Pure.

use serde::Deserialize;

/// One rule, checked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rule {
    pub priority: i32,
    pub tags: Tagged,
    pub count: Count,
}

/// Which images a rule looks at.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tagged {
    Any,
    No,
    /// For each prefix, a tag that begins with it.
    Prefixes(Vec<String>),
    /// For each pattern, a tag that fits it.
    Patterns(Vec<String>),
}

/// Which of these expire.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Count {
    /// All but so many of the newest.
    MoreThan(usize),
    /// Pushed at least so many days ago.
    DaysSincePushed(i64),
    /// Pulled (or, if never, pushed) at least so many days ago.
    DaysSincePulled(i64),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Document {
    rules: Vec<Given>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Given {
    rule_priority: i32,
    #[allow(dead_code, reason = "a text for people, shown as part of the document")]
    description: Option<String>,
    selection: Selection,
    action: Action,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Selection {
    tag_status: String,
    tag_prefix_list: Option<Vec<String>>,
    tag_pattern_list: Option<Vec<String>>,
    storage_class: Option<String>,
    count_type: String,
    count_unit: Option<String>,
    count_number: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Action {
    r#type: String,
    target_storage_class: Option<String>,
}

/// The rules of a document in the order of their priorities.
///
/// # Errors
/// What is wrong with it, in words.
pub(crate) fn read(text: &str) -> Result<Vec<Rule>, String> {
    let document: Document = serde_json::from_str(text).map_err(|e| e.to_string())?;
    if document.rules.is_empty() || document.rules.len() > 50 {
        return Err("a policy has 1 to 50 rules".into());
    }
    let mut rules = document.rules.iter().map(rule).collect::<Result<Vec<_>, _>>()?;
    rules.sort_by_key(|r| r.priority);
    if rules
        .windows(2)
        .any(|w| matches!(w, [a, b] if a.priority == b.priority))
    {
        return Err("each rule has a rulePriority of its own".into());
    }
    let any = rules.iter().position(|r| r.tags == Tagged::Any);
    if any.is_some_and(|at| at + 1 < rules.len()) {
        return Err(
            "a rule with the tagStatus any has the highest rulePriority, and there is one at most".into(),
        );
    }
    let untagged = rules.iter().filter(|r| r.tags == Tagged::No);
    for same in [
        untagged
            .clone()
            .filter(|r| matches!(r.count, Count::MoreThan(_)))
            .count(),
        untagged
            .filter(|r| !matches!(r.count, Count::MoreThan(_)))
            .count(),
    ] {
        if same > 1 {
            return Err("there is one rule of a countType for the tagStatus untagged at most".into());
        }
    }
    Ok(rules)
}

fn rule(given: &Given) -> Result<Rule, String> {
    if given.rule_priority < 1 {
        return Err("rulePriority is at least 1".into());
    }
    if given.action.r#type != "expire" || given.action.target_storage_class.is_some() {
        return Err(format!(
            "Longshore does not support the action type {}",
            given.action.r#type
        ));
    }
    let s = &given.selection;
    if s.storage_class.as_deref().is_some_and(|c| c != "standard") {
        return Err("Longshore does not support the storageClass archive".into());
    }
    Ok(Rule {
        priority: given.rule_priority,
        tags: tagged(s)?,
        count: count(s)?,
    })
}

fn tagged(s: &Selection) -> Result<Tagged, String> {
    let lists = (&s.tag_prefix_list, &s.tag_pattern_list);
    match (&*s.tag_status, lists) {
        ("any", (None, None)) => Ok(Tagged::Any),
        ("untagged", (None, None)) => Ok(Tagged::No),
        ("tagged", (Some(list), None) | (None, Some(list)))
            if list.is_empty() || list.iter().any(String::is_empty) =>
        {
            Err("tagPrefixList and tagPatternList are not empty".into())
        }
        ("tagged", (Some(list), None)) => Ok(Tagged::Prefixes(list.clone())),
        ("tagged", (None, Some(list))) if list.iter().any(|p| p.matches('*').count() > 4) => {
            Err("a pattern has at most four wildcards".into())
        }
        ("tagged", (None, Some(list))) => Ok(Tagged::Patterns(list.clone())),
        ("tagged", _) => Err("the tagStatus tagged needs either tagPrefixList or tagPatternList".into()),
        ("any" | "untagged", _) => {
            Err("only the tagStatus tagged has tagPrefixList or tagPatternList".into())
        }
        (other, _) => Err(format!("tagStatus is tagged, untagged or any, not {other}")),
    }
}

fn count(s: &Selection) -> Result<Count, String> {
    if s.count_number < 1 {
        return Err("countNumber is at least 1".into());
    }
    match (&*s.count_type, s.count_unit.as_deref()) {
        ("imageCountMoreThan", None) => Ok(Count::MoreThan(
            usize::try_from(s.count_number).unwrap_or(usize::MAX),
        )),
        ("sinceImagePushed", Some("days")) => Ok(Count::DaysSincePushed(s.count_number)),
        ("sinceImagePulled", Some("days")) => Ok(Count::DaysSincePulled(s.count_number)),
        ("imageCountMoreThan", Some(_)) => Err("countUnit goes with the countTypes that count days".into()),
        ("sinceImagePushed" | "sinceImagePulled", _) => Err("countUnit is days".into()),
        (other, _) => Err(format!("Longshore does not support the countType {other}")),
    }
}
