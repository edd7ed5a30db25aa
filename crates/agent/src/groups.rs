//! Making and removing the control groups of tasks (`engine/cgroup.rs` says which), and the kernel's word on who was killed
//! for memory.

use std::io::Read as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use crate::engine::cgroup::{Group, Step};
use crate::runtime::{AGENT_LABEL, Doing, Runtime, RuntimeError};
use crate::{dice, pause};

const MOUNT: &str = "/sys/fs/cgroup";
/// How often a helper is looked at, and how long it may take.
const HELPER_LOOK: Duration = Duration::from_millis(20);
const HELPER_TIME: Duration = Duration::from_secs(20);

/// Does the steps; doing them again changes nothing. An error names the step.
pub(crate) fn make(group: &Group) -> Result<(), String> {
    make_under(Path::new(MOUNT), group)
}

fn make_under(mount: &Path, group: &Group) -> Result<(), String> {
    for step in &group.make {
        let (done, what) = match step {
            Step::Folder(path) => (std::fs::create_dir_all(mount.join(path)), path.as_str()),
            Step::Write(path, text) => (std::fs::write(mount.join(path), text), path.as_str()),
            Step::Run(words) => (run(words), "systemctl"),
        };
        done.map_err(|e| format!("control group `{}`: {what}: {e}", group.parent))?;
    }
    Ok(())
}

fn run(words: &[String]) -> std::io::Result<()> {
    let Some((program, words)) = words.split_first() else {
        return Ok(());
    };
    let done = std::process::Command::new(program).args(words).output()?;
    match done.status.success() {
        true => Ok(()),
        false => Err(std::io::Error::other(
            String::from_utf8_lossy(&done.stderr).trim().to_owned(),
        )),
    }
}

/// Removes what [`make`] and the engine made for the task. What is in use stays.
pub(crate) fn remove(group: &Group) {
    for folder in &group.folders {
        let _ = std::fs::remove_dir(Path::new(MOUNT).join(folder));
    }
    if group.folders.is_empty() {
        let _ = run(&["systemctl", "stop", &group.parent].map(str::to_owned));
        let _ = run(&["systemctl", "revert", &group.parent].map(str::to_owned));
    }
}

/// The same by a container, where the agent may not write: the pause program with the control groups mounted.
pub(crate) async fn make_by_helper(runtime: &dyn Runtime, agent: &str, group: &Group) -> Result<(), String> {
    let mut words = Vec::new();
    for step in &group.make {
        match step {
            Step::Folder(path) => words.extend(["mkdir".to_owned(), inside(path)]),
            Step::Write(path, text) => words.extend(["write".to_owned(), inside(path), text.clone()]),
            Step::Run(_) => {
                return Err(format!(
                    "control group `{}`: only root may ask systemd",
                    group.parent
                ));
            }
        }
    }
    helper(runtime, agent, words)
        .await
        .map_err(|e| format!("control group `{}`: {e}", group.parent))
}

pub(crate) async fn remove_by_helper(
    runtime: &dyn Runtime,
    agent: &str,
    folders: &[String],
) -> Result<(), String> {
    let words = folders.iter().flat_map(|f| ["rmdir".to_owned(), inside(f)]);
    helper(runtime, agent, words.collect()).await
}

fn inside(path: &str) -> String {
    format!("/cgroup/{path}")
}

/// A small container at the engine's side, where root may write; it is gone when this returns.
async fn helper(runtime: &dyn Runtime, agent: &str, words: Vec<String>) -> Result<(), String> {
    let image = pause::ensure_pause(runtime).await.map_err(|e| e.message)?;
    let body = json!({
        "Image": image,
        "Cmd": words,
        "Labels": {(AGENT_LABEL): agent},
        "HostConfig": {
            "Binds": [format!("{MOUNT}:/cgroup")],
            "NetworkMode": "none",
            "SecurityOpt": ["label=disable"],
            "LogConfig": {"Type": "none", "Config": {}},
        },
    });
    run_helper(runtime, "groups", &body).await
}

/// Runs a small container to its end, which is well only with code 0.
pub(crate) async fn run_helper(runtime: &dyn Runtime, what: &str, body: &Value) -> Result<(), String> {
    let name = format!("longshore-{what}-{}", dice::uuid());
    let done = async {
        runtime.create(&name, body).await?;
        runtime.start(&name).await?;
        loop {
            match runtime.inspect(&name).await?.map(|o| o.doing) {
                Some(Doing::Exited { code, .. }) => return Ok(code),
                Some(_) => tokio::time::sleep(HELPER_LOOK).await,
                None => return Ok(-1),
            }
        }
    };
    let done = tokio::time::timeout(HELPER_TIME, done).await;
    let _ = runtime.remove(&name).await;
    match done {
        Ok(Ok(0)) => Ok(()),
        Ok(Ok(code)) => Err(format!("the helper that writes it ended with {code}")),
        Ok(Err(RuntimeError { message, .. })) => Err(message),
        Err(_) => Err("the helper that writes it did not end".to_owned()),
    }
}

/// Whether this process may make groups: it is root, and the hierarchy is not mounted read-only.
pub(crate) fn may_write() -> bool {
    let probe = ["memory", "."].iter().map(|c| Path::new(MOUNT).join(c));
    let Some(folder) = probe.into_iter().find(|p| p.is_dir()) else {
        return false;
    };
    rustix::fs::access(&folder, rustix::fs::Access::WRITE_OK).is_ok()
}

/// The bytes that were used when the kernel killed a process of this container because memory ran out, by its own word: of
/// the container, or of its task where that has the limit. `None`: it tells of no such thing. Engines are told of the end
/// and of its cause by two messages, and forget the cause when it comes later.
pub(crate) fn out_of_memory(container: &str) -> Option<u64> {
    // Root's to read; elsewhere the engine's own word has to do.
    let log = std::fs::OpenOptions::new()
        .read(true)
        .custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed())
        .open("/dev/kmsg");
    let mut log = log.ok()?;
    let mut used = 0;
    let mut record = [0; 8192];
    loop {
        match log.read(&mut record) {
            Ok(n) if n > 0 => {
                let text = String::from_utf8_lossy(record.get(..n).unwrap_or_default());
                // Of one kill, the kernel tells the use before the name.
                used = usage(&text).unwrap_or(used);
                if names(&text, container) {
                    return Some(used);
                }
            }
            // Overwritten while it was read; the next one is there.
            Err(e) if e.raw_os_error() == Some(rustix::io::Errno::PIPE.raw_os_error()) => {}
            _ => return None,
        }
    }
}

/// `…;memory: usage 16384kB, limit 16384kB, failcnt 133`, in bytes.
fn usage(record: &str) -> Option<u64> {
    let (_, rest) = record.split_once(";memory: usage ")?;
    let (kib, _) = rest.split_once("kB")?;
    kib.parse::<u64>().ok()?.checked_mul(1024)
}

/// `…;oom-kill:constraint=CONSTRAINT_MEMCG,…,task_memcg=/docker/<container>,task=…`
fn names(record: &str, container: &str) -> bool {
    let Some((_, kill)) = record.split_once("oom-kill:") else {
        return false;
    };
    !container.is_empty()
        && kill
            .split(',')
            .filter_map(|part| part.strip_prefix("task_memcg="))
            .any(|group| group.contains(container))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_line_names_the_container() {
        let line = "6,1,2,-;oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=abc,mems_allowed=0,\
                    oom_memcg=/ecs/t,task_memcg=/ecs/t/abc,task=sample,pid=7,uid=0";
        assert!(names(line, "abc"));
        let told = "6,354,16212474306,-;memory: usage 16384kB, limit 16384kB, failcnt 133\n";
        assert_eq!((usage(told), usage(line)), (Some(16 << 20), None));
        assert!(!names(line, "abd") && !names(line, "") && !names("6,1,2,-;abc", "abc"));
    }

    #[test]
    fn a_group_is_made_step_by_step_and_again() {
        let folder = tempfile::tempdir().unwrap();
        let group = Group {
            parent: "/ecs/t".to_owned(),
            make: vec![
                Step::Folder("ecs/t".to_owned()),
                Step::Write("ecs/t/memory.max".to_owned(), "64".to_owned()),
            ],
            folders: vec!["ecs/t".to_owned()],
        };
        for _ in 0..2 {
            make_under(folder.path(), &group).unwrap();
            let text = std::fs::read_to_string(folder.path().join("ecs/t/memory.max"));
            assert_eq!(text.unwrap(), "64");
        }
        let bad = Group {
            make: vec![Step::Write("absent/x".to_owned(), String::new())],
            ..group
        };
        assert!(make_under(folder.path(), &bad).unwrap_err().contains("absent/x"));
    }
}
