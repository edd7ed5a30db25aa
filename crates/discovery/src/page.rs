//! Lists in pages of 100, unless fewer are asked for.

use kernel::Fault;

use crate::fault;

pub(crate) fn page<T>(
    items: Vec<T>,
    name: impl Fn(&T) -> String,
    token: Option<&str>,
    size: Option<i32>,
) -> Result<(Vec<T>, Option<String>), Fault> {
    let size = size.and_then(|n| usize::try_from(n).ok()).unwrap_or(100);
    kernel::page::page(items, name, token, size).map_err(|()| fault::invalid("The NextToken is not valid"))
}
