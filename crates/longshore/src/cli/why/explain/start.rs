//! A container could not be made or started.

use super::super::facts::Facts;
use super::{Explanation, named, said, told, wrote};

pub(super) fn wrong_architecture(f: &Facts) -> Option<Explanation> {
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

pub(super) fn image(f: &Facts) -> Option<Explanation> {
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

pub(super) fn command(f: &Facts) -> Option<Explanation> {
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

pub(super) fn ports(f: &Facts) -> Option<Explanation> {
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

pub(super) fn resources(f: &Facts) -> Option<Explanation> {
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

/// The machine or its engine would not make or start a container, for a reason that no rule before knows.
pub(super) fn refused(f: &Facts) -> Option<Explanation> {
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
