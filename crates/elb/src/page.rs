//! Pages of the describe calls: `Marker` and `PageSize` (1 to 400, 400 when it is not given).

use kernel::Fault;

use crate::fault;

pub(crate) fn page<T>(
    items: Vec<T>,
    name: impl Fn(&T) -> String,
    marker: Option<&str>,
    size: Option<i32>,
) -> Result<(Vec<T>, Option<String>), Fault> {
    let size = size.and_then(|n| usize::try_from(n).ok()).unwrap_or(400);
    kernel::page::page(items, name, marker, size)
        .map_err(|()| fault::invalid("The specified marker is not valid"))
}
