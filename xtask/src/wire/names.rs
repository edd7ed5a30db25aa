//! AWS's names as Rust's.

/// `taskDefinitionARNs` to `task_definition_arns`.
pub(crate) fn snake(name: &str) -> String {
    // Units and plurals of abbreviations, which the rule below would tear apart.
    let mut name = name.to_owned();
    for (from, to) in [
        ("ARNs", "Arns"),
        ("IDs", "Ids"),
        ("IPv", "Ipv"),
        ("GiB", "Gib"),
        ("MiB", "Mib"),
        ("VCpu", "Vcpu"),
    ] {
        name = name.replace(from, to);
    }
    let chars: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (i, c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|j| chars.get(j));
        let after = chars.get(i + 1);
        let starts = c.is_ascii_uppercase()
            && before.is_some_and(|b| {
                b.is_ascii_lowercase()
                    || b.is_ascii_digit()
                    || (b.is_ascii_uppercase() && after.is_some_and(char::is_ascii_lowercase))
            });
        if starts {
            out.push('_');
        }
        out.push(if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '_'
        });
    }
    out
}

/// A member's field name: snake case, `r#` before Rust's own words.
pub(crate) fn field(name: &str) -> String {
    let name = snake(name);
    if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else {
        name
    }
}

/// A table's name.
pub(crate) fn table(shape: &str) -> String {
    let name = snake(shape).to_uppercase();
    if SCHEMAS.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// A structure's type.
pub(crate) fn ty(shape: &str) -> String {
    let mut chars = shape.chars();
    let name: String = chars
        .next()
        .map(|c| c.to_ascii_uppercase())
        .into_iter()
        .chain(chars)
        .collect();
    if TYPES.contains(&name.as_str()) {
        format!("{name}Shape")
    } else {
        name
    }
}

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Names that the generated files use themselves.
const SCHEMAS: &[&str] = &[
    "BOOL",
    "INT",
    "LONG",
    "FLOAT",
    "DOUBLE",
    "TEXT",
    "TIME",
    "BLOB",
    "UNIT",
    "SERVICE",
    "OPERATIONS",
    "ERRORS",
];
const TYPES: &[&str] = &[
    "Vec",
    "Option",
    "String",
    "Box",
    "Self",
    "BTreeMap",
    "Timestamp",
    "Blob",
    "Document",
    "Unit",
    "Value",
    "Schema",
    "Shape",
    "Slot",
    "Bad",
    "Structure",
    "Member",
    "List",
    "Map",
    "Text",
    "Int",
    "Float",
    "Bytes",
    "Bounds",
    "Fault",
    "Operation",
    "OperationMeta",
    "ServiceMeta",
    "ErrorMeta",
    "Http",
    "At",
    "TimeFormat",
    "Pattern",
    "Protocol",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_read_as_words() {
        for (aws, rust) in [
            ("taskDefinition", "task_definition"),
            ("containerInstanceARNs", "container_instance_arns"),
            ("enableECSManagedTags", "enable_ecs_managed_tags"),
            ("memoryGiBPerVCpu", "memory_gib_per_vcpu"),
            ("bindIP", "bind_ip"),
            ("Ipv6CidrBlock", "ipv6_cidr_block"),
            ("type", "r#type"),
            ("awslogs-group", "awslogs_group"),
        ] {
            assert_eq!(field(aws), rust);
        }
    }
}
