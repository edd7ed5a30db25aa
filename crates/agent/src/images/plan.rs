//! Which image goes next.

use std::collections::BTreeSet;

use crate::config::ImageCare;
use crate::runtime::{Disk, Millis, StoredImage};

/// An image that the agent pulled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pulled {
    /// As the task named it.
    pub(crate) name: String,
    /// The engine's id of it: the same name may mean another image by now.
    pub(crate) id: String,
    pub(crate) used_at: Millis,
}

/// What is to be done about one image that was pulled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is in use, or too young, or there is room.
    Stays,
    /// It is not there any more, or not under this name: it is nobody's to remove.
    Forgotten,
    /// By this name of the engine's.
    Goes(String),
}

/// Percent of the disk that is used, as `df` counts.
fn percent(disk: Disk) -> u64 {
    let all = u128::from(disk.used) + u128::from(disk.free);
    let share = (u128::from(disk.used) * 100).div_ceil(all.max(1));
    u64::try_from(share).unwrap_or(100)
}

/// Whether images must go whatever their age: from the high mark on, until the low one is reached.
pub(crate) fn pressed(before: bool, disk: Option<Disk>, care: &ImageCare) -> bool {
    let Some(used) = disk.map(percent) else {
        return false;
    };
    let low = care.disk_low.min(care.disk_high);
    used > u64::from(care.disk_high) || (before && used > u64::from(low))
}

/// What holds for one image.
///
/// INVARIANT: an image goes only if the agent pulled it, it is still the same one, no container has it, and no task names it.
pub(crate) fn judge(
    pulled: &Pulled,
    present: &[StoredImage],
    wanted: &BTreeSet<String>,
    now: Millis,
    pressed: bool,
    care: &ImageCare,
) -> Verdict {
    let Some(image) = present.iter().find(|i| i.id == pulled.id) else {
        return Verdict::Forgotten;
    };
    let named = image.tags.contains(&pulled.name) || image.digests.contains(&pulled.name);
    if !named && !image.tags.is_empty() {
        return Verdict::Forgotten;
    }
    let age = i64::try_from(care.minimum_age.as_millis()).unwrap_or(Millis::MAX);
    let old = now.saturating_sub(pulled.used_at) >= age;
    if image.in_use || wanted.contains(&pulled.name) || !(old || pressed) {
        return Verdict::Stays;
    }
    // A newer pull took the name away from it.
    Verdict::Goes(if named {
        pulled.name.clone()
    } else {
        image.id.clone()
    })
}

/// The one that was not used for the longest among those that may go, and those to be forgotten.
pub(crate) fn next<'a>(
    pulled: &'a [Pulled],
    present: &[StoredImage],
    wanted: &BTreeSet<String>,
    now: Millis,
    pressed: bool,
    care: &ImageCare,
) -> (Option<(&'a Pulled, String)>, Vec<&'a Pulled>) {
    let (mut oldest, mut forgotten) = (None::<(&Pulled, String)>, Vec::new());
    for p in pulled {
        match judge(p, present, wanted, now, pressed, care) {
            Verdict::Stays => {}
            Verdict::Forgotten => forgotten.push(p),
            Verdict::Goes(name) => {
                if oldest.as_ref().is_none_or(|(o, _)| p.used_at < o.used_at) {
                    oldest = Some((p, name));
                }
            }
        }
    }
    (oldest, forgotten)
}
