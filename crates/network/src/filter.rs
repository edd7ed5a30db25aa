//! Filters and pages of the describe calls (EC2 User Guide, "Filter your resources"): values of one filter are
//! alternatives, several filters must all hold, `*` and `?` are wildcards.

use kernel::Fault;
use kernel::page::page;
use wire::ec2::Filter;

use crate::fault;

/// One thing that is described: its values by filter name. `None` for a name that is not a filter of its kind.
pub(crate) trait Filtered {
    fn values(&self, name: &str) -> Option<Vec<String>>;
}

/// Keeps what satisfies all filters.
pub(crate) fn apply<T: Filtered + Default>(
    items: Vec<T>,
    filters: Option<&[Filter]>,
) -> Result<Vec<T>, Fault> {
    let mut items = items;
    for f in filters.unwrap_or_default() {
        let name = f.name.as_deref().unwrap_or_default();
        let values = f.values.as_deref().unwrap_or_default();
        if T::default().values(name).is_none() {
            return Err(fault::new(
                "InvalidParameterValue",
                format!("The filter '{name}' is invalid"),
            ));
        }
        if values.is_empty() {
            return Err(fault::new(
                "InvalidParameterValue",
                format!("The filter '{name}' must have a value"),
            ));
        }
        items.retain(|i| {
            i.values(name)
                .unwrap_or_default()
                .iter()
                .any(|have| values.iter().any(|want| like(want.as_bytes(), have.as_bytes())))
        });
    }
    Ok(items)
}

/// Wildcard match in linear space: backtracks to the last `*` only.
fn like(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while let Some(&have) = text.get(t) {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(&want) if want == b'?' || want == have => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    star = Some((at, from + 1));
                    (p, t) = (at + 1, from + 1);
                }
                None => return false,
            },
        }
    }
    pattern.get(p..).unwrap_or_default().iter().all(|c| *c == b'*')
}

/// One page: `MaxResults` 5 to 1000, everything when it is not given.
pub(crate) fn paged<T>(
    items: Vec<T>,
    name: impl Fn(&T) -> String,
    token: Option<&str>,
    most: Option<i32>,
) -> Result<(Vec<T>, Option<String>), Fault> {
    let size = match most {
        None => usize::MAX,
        Some(n @ 5..=1000) => usize::try_from(n).unwrap_or(1000),
        Some(n) => {
            return Err(fault::new(
                "InvalidParameterValue",
                format!(
                    "Value ( {n} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000."
                ),
            ));
        }
    };
    page(items, name, token, size)
        .map_err(|()| fault::new("InvalidNextToken", "The specified nextToken is not valid."))
}

#[cfg(test)]
mod tests {
    use super::like;

    #[test]
    fn wildcards() {
        for (p, t, expect) in [
            ("a*c", "abbbc", true),
            ("a*c", "abbbd", false),
            ("*", "", true),
            ("?", "", false),
            ("a?c*", "abc", true),
            ("**x", "yyx", true),
            ("", "", true),
            ("", "a", false),
        ] {
            assert_eq!(like(p.as_bytes(), t.as_bytes()), expect, "{p} {t}");
        }
    }
}
