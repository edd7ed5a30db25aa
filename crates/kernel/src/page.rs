//! Lists in pages, with opaque tokens.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// One page of `items` (already in their order), which are named by `name`, after the item that `token` names.
/// Answers the page and the token of the next one. An item that was deleted between two pages does no harm: the
/// list goes on with the next name in order.
///
/// # Errors
/// `Err(())` when the token is none of ours; the caller spells the fault.
#[allow(
    clippy::result_unit_err,
    reason = "each service has its own fault for a bad token"
)]
pub fn page<T>(
    items: impl IntoIterator<Item = T>,
    name: impl Fn(&T) -> String,
    token: Option<&str>,
    size: usize,
) -> Result<(Vec<T>, Option<String>), ()> {
    let after = token.map(open).transpose()?;
    let mut out = Vec::new();
    for item in items {
        if after.as_ref().is_some_and(|a| name(&item) <= *a) {
            continue;
        }
        if out.len() == size {
            let last = out.last().map(&name);
            return Ok((out, last.map(|l| seal(&l))));
        }
        out.push(item);
    }
    Ok((out, None))
}

/// A token that names `last`.
#[must_use]
pub fn seal(last: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("1:{last}"))
}

/// What [`seal`] was given.
///
/// # Errors
/// `Err(())` when the token is none of ours.
#[allow(
    clippy::result_unit_err,
    reason = "each service has its own fault for a bad token"
)]
pub fn open(token: &str) -> Result<String, ()> {
    let text = URL_SAFE_NO_PAD.decode(token).map_err(|_| ())?;
    let text = String::from_utf8(text).map_err(|_| ())?;
    text.strip_prefix("1:").map(str::to_owned).ok_or(())
}
