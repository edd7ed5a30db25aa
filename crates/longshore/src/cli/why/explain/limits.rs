//! Memory or disk ran out.

use super::super::facts::{Container, Facts};
use super::{Explanation, named, said, told, wrote};

pub(super) fn out_of_memory(f: &Facts) -> Option<Explanation> {
    let hit = |c: &&Container| c.out_of_memory || c.reason.starts_with("OutOfMemoryError");
    let c = f.containers.iter().find(hit)?;
    let limit = c.memory_limit.map(mib);
    let used = c.memory_peak.map(mib);
    let cause = match (used, limit) {
        (Some(used), Some(limit)) => format!("it used {used} of memory, and its limit is {limit}"),
        (None, Some(limit)) => format!("it needed more than its limit of {limit}"),
        _ => "it needed more memory than it, or its task, may have".to_owned(),
    };
    Some(told(
        format!("The kernel killed container `{}`: out of memory", c.name),
        cause,
        &[
            "raise `memory` of the container (and of the task, when it has one) in a new revision",
            "or make the program use less: its own limits (heap, workers, caches) must stay below the container's",
        ],
    ))
}

pub(super) fn full_disk(f: &Facts) -> Option<Explanation> {
    const WORDS: [&str; 3] = ["no space left on device", "disk quota exceeded", "enospc"];
    let (c, text) = said(f, &WORDS).or_else(|| wrote(f, &WORDS).map(|(c, line)| (Some(c), line)))?;
    Some(told(
        format!("The disk was full for {}", named(c)),
        text,
        &[
            "free space where the engine keeps its data (`docker system df`, `docker image prune`), or make it larger",
            "when the container has a tmpfs or a small volume, that may be what is full: raise its size",
        ],
    ))
}

fn mib(bytes: i64) -> String {
    let tenths = (bytes * 10 + 524_288) / 1_048_576;
    match tenths % 10 {
        0 => format!("{} MiB", tenths / 10),
        t => format!("{}.{t} MiB", tenths / 10),
    }
}
