//! From facts to cause and remedy. Pure: the first rule that recognises the facts explains them, the surest first.

use super::facts::{Container, Facts};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Explanation {
    pub what: String,
    pub cause: String,
    pub remedy: Vec<String>,
}

fn told(what: impl Into<String>, cause: impl Into<String>, remedy: &[&str]) -> Explanation {
    Explanation {
        what: what.into(),
        cause: cause.into(),
        remedy: remedy.iter().map(|s| (*s).to_owned()).collect(),
    }
}

type Rule = fn(&Facts) -> Option<Explanation>;

pub(super) fn explain(f: &Facts) -> Explanation {
    let rules: &[Rule] = match f.status.as_str() {
        "STOPPED" => &[
            out_of_memory,
            full_disk,
            wrong_architecture,
            image,
            command,
            ports,
            dependency,
            health,
            resources,
            lost,
            by_user,
            refused,
            ended,
        ],
        _ => &[stopping, not_taken, waiting, unhealthy, runs],
    };
    rules.iter().find_map(|rule| rule(f)).unwrap_or_else(|| {
        told(
            format!("The task is {}", f.status),
            match f.stopped_reason.as_str() {
                "" => "nothing more is known",
                reason => reason,
            },
            &["look at the last lines and the timeline below"],
        )
    })
}

/// What the engine or the agent said: of the task and of its containers.
fn said<'a>(f: &'a Facts, any: &[&str]) -> Option<(Option<&'a Container>, &'a str)> {
    let holds = |text: &str| any.iter().any(|a| text.to_ascii_lowercase().contains(a));
    let own = f.containers.iter().find(|c| holds(&c.reason));
    own.map(|c| (Some(c), c.reason.as_str()))
        .or_else(|| holds(&f.stopped_reason).then_some((None, f.stopped_reason.as_str())))
}

/// What a container that failed wrote at last.
fn wrote<'a>(f: &'a Facts, any: &[&str]) -> Option<(&'a Container, &'a str)> {
    let failed = f
        .containers
        .iter()
        .filter(|c| c.exit_code.is_some_and(|code| code != 0));
    failed.into_iter().find_map(|c| {
        let mut last = c.lines.iter().rev().take(20);
        let line = last.find(|l| any.iter().any(|a| l.to_ascii_lowercase().contains(a)))?;
        Some((c, line.as_str()))
    })
}

fn named(c: Option<&Container>) -> String {
    c.map_or_else(|| "a container".to_owned(), |c| format!("container `{}`", c.name))
}

fn mib(bytes: i64) -> String {
    let tenths = (bytes * 10 + 524_288) / 1_048_576;
    match tenths % 10 {
        0 => format!("{} MiB", tenths / 10),
        t => format!("{}.{t} MiB", tenths / 10),
    }
}

fn out_of_memory(f: &Facts) -> Option<Explanation> {
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

fn full_disk(f: &Facts) -> Option<Explanation> {
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

fn wrong_architecture(f: &Facts) -> Option<Explanation> {
    const WORDS: [&str; 3] = [
        "exec format error",
        "no matching manifest for",
        "does not match the specified platform",
    ];
    let (c, text) = said(f, &WORDS).or_else(|| wrote(f, &WORDS).map(|(c, line)| (Some(c), line)))?;
    let image = c.map_or("its image", |c| c.image.as_str());
    Some(told(
        format!("The program of {} is not made for this machine", named(c)),
        text,
        &[
            &format!(
                "build `{image}` for the machine's processor (`docker build --platform`; this one is {})",
                f.architecture
            ),
            "or set `runtimePlatform.cpuArchitecture` so that the task goes to a machine that can run it",
            "a script as entry point needs `#!/bin/sh` as its first line",
        ],
    ))
}

fn image(f: &Facts) -> Option<Explanation> {
    let (c, text) = said(f, &["cannotpullcontainererror", "cannotpullimagemanifesterror"])?;
    let image = c.map_or("the image", |c| c.image.as_str());
    let what = format!("The image of {} could not be pulled", named(c));
    let low = text.to_ascii_lowercase();
    let any = |words: &[&str]| words.iter().any(|w| low.contains(w));
    let remedy: Vec<String> = if any(&[
        "dial tcp",
        "no such host",
        "connection refused",
        "timeout",
        "i/o",
        "tls",
    ]) {
        vec![
            "the machine cannot reach the registry: check its name, the network, DNS and proxy of the engine"
                .into(),
            format!("or bring the image there by hand: `docker pull {image}` or `docker load`"),
        ]
    } else if any(&["unauthorized", "authentication required", "no basic auth"]) {
        vec![
            "the registry wants a login: name `repositoryCredentials`, or an execution role for a private repository".into(),
        ]
    } else {
        vec![
            format!("check the name and the tag: `{image}` is not there, or may not be read without a login"),
            format!(
                "an image that was only built locally must be on the machine that runs the task: `docker image inspect {image}`"
            ),
        ]
    };
    Some(Explanation {
        what,
        cause: text.to_owned(),
        remedy,
    })
}

fn command(f: &Facts) -> Option<Explanation> {
    const MISSING: [&str; 3] = [
        "executable file not found",
        "no such file or directory",
        "not found in $path",
    ];
    const DENIED: [&str; 2] = ["permission denied", "is a directory"];
    // Such words may also be about a mount or a device.
    let start = |text: &str| {
        let low = text.to_ascii_lowercase();
        ["exec", "starting container process", "chdir"]
            .iter()
            .any(|w| low.contains(w))
    };
    if let Some((c, text)) = said(f, &MISSING).filter(|(_, t)| start(t)) {
        let command = c.map_or("", |c| c.command.as_str());
        return Some(told(
            format!("The command of {} is not in its image", named(c)),
            text,
            &[
                &match command {
                    "" => "check the image's entry point: the program must be in the image, with its loader and libraries".to_owned(),
                    command => format!("check `entryPoint` and `command` (`{command}`): each word is a list element of its own, the first is the program"),
                },
                "a shell line needs a shell: `\"command\": [\"sh\", \"-c\", \"…\"]`, and an image that has one",
            ],
        ));
    }
    let (c, text) = said(f, &DENIED).filter(|(_, t)| start(t))?;
    Some(told(
        format!("The command of {} may not be run", named(c)),
        text,
        &[
            "make the file executable in the image (`chmod +x` before it is copied)",
            "and check that `user` may read and run it",
        ],
    ))
}

fn ports(f: &Facts) -> Option<Explanation> {
    const WORDS: [&str; 4] = [
        "port is already allocated",
        "address already in use",
        "eaddrinuse",
        "ports are not available",
    ];
    let (c, text) = said(f, &WORDS).or_else(|| wrote(f, &WORDS).map(|(c, line)| (Some(c), line)))?;
    let ports = c.map(|c| c.host_ports.iter().map(ToString::to_string).collect::<Vec<_>>());
    let who = match ports.as_deref() {
        Some([one]) => format!("`ss -ltnp 'sport = :{one}'` on the machine shows who has port {one}"),
        _ => "`ss -ltnp` on the machine shows who has which port".to_owned(),
    };
    let choose = match f.host_network {
        true => {
            "in network mode `host` all tasks of a machine share its ports: let the program listen on another, or use `awsvpc`"
        }
        false => {
            "let ECS choose: leave `hostPort` out (or 0), or use network mode `awsvpc`, where each task has its own address"
        }
    };
    Some(told(
        format!("A port that {} needs is taken", named(c)),
        text,
        &[&who, choose],
    ))
}

fn dependency(f: &Facts) -> Option<Explanation> {
    let (c, text) = said(f, &["dependencyerror", "dependency timed out", "did not reach"])?;
    let on = c.map(|c| {
        let list: Vec<_> = c
            .depends_on
            .iter()
            .map(|(name, condition)| format!("`{name}` to be {condition}"))
            .collect();
        format!("it waits for {}", list.join(" and "))
    });
    Some(told(
        format!("What {} depends on did not come about", named(c)),
        match on {
            Some(on) if c.is_some_and(|c| !c.depends_on.is_empty()) => format!("{text} ({on})"),
            _ => text.to_owned(),
        },
        &[
            "look at the container that is waited for: its exit code, health check and last lines",
            "raise its `startTimeout` when it only needs longer",
        ],
    ))
}

fn health(f: &Facts) -> Option<Explanation> {
    let by_reason = f.stopped_reason.to_ascii_lowercase().contains("health check");
    let sick = f
        .containers
        .iter()
        .find(|c| c.essential && c.health == "UNHEALTHY");
    if !by_reason && sick.is_none() {
        return None;
    }
    let c = sick.or_else(|| f.containers.iter().find(|c| !c.health_command.is_empty()));
    let last = c
        .and_then(|c| c.health_outputs.last())
        .map_or("it gave no output", String::as_str);
    Some(told(
        format!("The health check of {} failed", named(c)),
        format!("its last result: {last}"),
        &[
            &c.filter(|c| !c.health_command.is_empty()).map_or_else(
                || "check the target of the load balancer's health check".to_owned(),
                |c| {
                    format!(
                        "run it by hand: `longshore exec TASK --container {} -- {}`",
                        c.name,
                        c.health_command
                            .trim_start_matches("CMD-SHELL ")
                            .trim_start_matches("CMD ")
                    )
                },
            ),
            "raise `startPeriod` when the program only needs longer to begin, or `timeout` and `retries`",
        ],
    ))
}

fn resources(f: &Facts) -> Option<Explanation> {
    let (c, text) = said(
        f,
        &[
            "resourceinitializationerror",
            "cannotcreatevolumeerror",
            "cannotcreatesandboxerror",
        ],
    )?;
    Some(told(
        format!("Something that {} needs could not be made ready", named(c)),
        text,
        &[
            "check what the text names: a secret or parameter, an environment file, a volume, a network",
            "and that the execution role may read it",
        ],
    ))
}

fn lost(f: &Facts) -> Option<Explanation> {
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

fn by_user(f: &Facts) -> Option<Explanation> {
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

/// The machine or its engine would not make or start a container, for a reason that no rule before knows.
fn refused(f: &Facts) -> Option<Explanation> {
    let (c, text) = said(
        f,
        &[
            "cannotstartcontainererror",
            "cannotcreatecontainererror",
            "hostconfigerror",
            "unrecognizedtaskerror",
            "cannotinspectcontainererror",
        ],
    )?;
    Some(told(
        format!("The engine would not start {}", named(c)),
        text,
        &[
            "the text is the engine's own: change the member of the container that it names, and register a new revision",
        ],
    ))
}

fn ended(f: &Facts) -> Option<Explanation> {
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

fn stopping(f: &Facts) -> Option<Explanation> {
    (f.status == "STOPPING" || !f.stop_code.is_empty()).then(|| {
        let cause = match f.stopped_reason.as_str() {
            "" => "it was asked to",
            reason => reason,
        };
        told(
            "The task is stopping",
            cause,
            &["wait: each container has its `stopTimeout` (30 s unless set) to end after SIGTERM"],
        )
    })
}

fn not_taken(f: &Facts) -> Option<Explanation> {
    if f.connected && (f.taken || f.status != "PROVISIONING") {
        return None;
    }
    let what = match f.taken {
        true => format!("The task was {} when it was last heard of", f.status),
        false => "The task has a machine, whose agent has not taken it over".to_owned(),
    };
    Some(told(
        what,
        match f.connected {
            true => "the agent has been told and has not answered yet",
            false => "the machine's agent is not connected; its containers run on without it",
        },
        &[
            "see `longshore status` and `longshore doctor` on the machine: the agent goes on by itself when it is back",
        ],
    ))
}

fn waiting(f: &Facts) -> Option<Explanation> {
    if !matches!(f.status.as_str(), "PENDING" | "PROVISIONING" | "ACTIVATING") {
        return None;
    }
    let waits = f.containers.iter().find_map(|c| {
        let (on, condition) = c.depends_on.iter().find(|(name, condition)| {
            let dep = f.containers.iter().find(|d| d.name == *name);
            dep.is_some_and(|d| match condition.as_str() {
                "HEALTHY" => d.health != "HEALTHY",
                "START" => d.status == "PENDING",
                _ => d.status != "STOPPED",
            })
        })?;
        (c.status == "PENDING").then(|| format!("container `{}` waits for `{on}` to be {condition}", c.name))
    });
    let pulling = f
        .timeline
        .iter()
        .any(|(_, what)| what == "images were looked for")
        && !f.timeline.iter().any(|(_, what)| what == "images were there");
    Some(match waits {
        Some(waits) => told(
            "The task is starting",
            waits,
            &["look at the container that is waited for; its `startTimeout` bounds the wait"],
        ),
        None => told(
            "The task is starting",
            match pulling {
                true => "images are being pulled",
                false => "its containers are being made",
            },
            &["wait; a large image from a slow registry takes its time"],
        ),
    })
}

fn unhealthy(f: &Facts) -> Option<Explanation> {
    let c = f.containers.iter().find(|c| c.health == "UNHEALTHY")?;
    Some(told(
        format!("The task runs, but container `{}` is unhealthy", c.name),
        match c.health_command.as_str() {
            "" => "its health check fails".to_owned(),
            check => format!("its health check fails: {check}"),
        },
        &["run the check by hand with `longshore exec`"],
    ))
}

fn runs(f: &Facts) -> Option<Explanation> {
    (f.status == "RUNNING").then(|| {
        told(
            "The task runs",
            "all of its containers have started",
            &["nothing"],
        )
    })
}
