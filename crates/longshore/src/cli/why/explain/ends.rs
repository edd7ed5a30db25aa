//! The task ended by itself, by a wish, or with its machine.

use super::super::facts::{Container, Facts};
use super::{Explanation, told};

pub(super) fn lost(f: &Facts) -> Option<Explanation> {
    matches!(
        f.stop_code.as_str(),
        "InfrastructureHealth" | "SpotInterruption" | "TerminationNotice"
    )
    .then(|| {
        told(
            "The machine of the task went away",
            f.stopped_reason.as_str(),
            &["run the task anew; a service would have replaced it by itself"],
        )
    })
}

pub(super) fn by_user(f: &Facts) -> Option<Explanation> {
    if !matches!(
        f.stop_code.as_str(),
        "UserInitiated" | "ServiceSchedulerInitiated"
    ) {
        return None;
    }
    let killed: Vec<_> = f
        .containers
        .iter()
        .filter(|c| c.exit_code == Some(137))
        .map(|c| format!("`{}`", c.name))
        .collect();
    let late = format!(
        "{} did not end in time after SIGTERM and was killed: handle the signal, or raise `stopTimeout`",
        killed.join(", ")
    );
    Some(told(
        "The task was stopped on request",
        match f.stopped_reason.as_str() {
            "" => "no reason was given",
            reason => reason,
        },
        &[match killed.is_empty() {
            true => "nothing, if that was meant: the audit log says who called StopTask",
            false => &late,
        }],
    ))
}

pub(super) fn ended(f: &Facts) -> Option<Explanation> {
    let failed = |c: &&Container| c.essential && c.exit_code.is_some_and(|code| code != 0);
    let essential = |c: &&Container| c.essential && c.exit_code.is_some();
    let c = f
        .containers
        .iter()
        .find(failed)
        .or_else(|| f.containers.iter().find(essential))?;
    let code = c.exit_code.unwrap_or_default();
    let cause = match (code, c.signal.as_str()) {
        (0, _) => "it had done its work: exit code 0".to_owned(),
        (137, _) => "exit code 137: it was killed by SIGKILL, from outside or by the kernel".to_owned(),
        (126, _) => "exit code 126: its command is there but could not be run".to_owned(),
        (127, _) => "exit code 127: a command that its script calls was not found".to_owned(),
        (code, "") => format!("exit code {code}: the program's own word"),
        (code, signal) => format!("exit code {code}: it was ended by {signal}"),
    };
    let last = match c.lines.last() {
        Some(line) => format!("its last line was: {line}"),
        None => "it wrote nothing that was kept".to_owned(),
    };
    let remedy: Vec<String> = match (code, c.signal.as_str()) {
        (0, _) => vec!["nothing, for a task that ends; a program that should stay must not go to the background".into()],
        (_, "SIGSEGV" | "SIGBUS" | "SIGILL" | "SIGABRT" | "SIGFPE") => {
            vec![last, "the program crashed: look for its own report, or run it under a debugger".into()]
        }
        (137, _) => vec![last, "find out who killed it (`docker kill`, the kernel's log); memory was not the cause as far as is known".into()],
        _ => vec![last, format!("see what it left: `longshore exec {} --container {} -- /bin/sh`", f.id, c.name)],
    };
    Some(Explanation {
        what: format!("Essential container `{}` ended, and the task with it", c.name),
        cause,
        remedy,
    })
}
