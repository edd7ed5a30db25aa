//! The control group of a whole task, which bounds its containers together: a CFS quota for the task's vCPU and a limit for
//! its memory. Containers keep their own shares and limits within it (Amazon ECS Developer Guide, "Task size").

use super::record::TaskRecord;
use crate::runtime::Cgroups;

/// Microseconds of a CFS period.
const PERIOD_US: i64 = 100_000;
/// The kernel refuses a quota below one millisecond.
const QUOTA_MIN_US: i64 = 1_000;

/// One step of making a group; paths are below the mount of the control groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Folder(String),
    /// A file and its text.
    Write(String, String),
    /// A program and its words: systemd makes its groups itself.
    Run(Vec<String>),
}

/// Where a task's containers live, and how the place is made and removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// `HostConfig.CgroupParent`.
    pub(crate) parent: String,
    pub(crate) make: Vec<Step>,
    /// Folders that go with the task.
    pub(crate) folders: Vec<String>,
}

/// The group of a task that has a size of its own.
pub(crate) fn group(record: &TaskRecord, how: Cgroups) -> Option<Group> {
    let vcpu = record.task.cpu.filter(|v| *v > 0.0);
    let memory = record
        .task
        .memory
        .filter(|m| *m > 0)
        .map(|m| m.saturating_mul(1 << 20));
    let id: String = record
        .id()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .collect();
    if (vcpu.is_none() && memory.is_none()) || id.is_empty() {
        return None;
    }
    let quota = vcpu.map(|v| ((v * PERIOD_US as f64) as i64).max(QUOTA_MIN_US));
    Some(match (how.systemd, how.unified) {
        (true, _) => slice(&id, quota, memory, how.unified),
        (false, true) => unified(&id, quota, memory),
        (false, false) => split(&id, quota, memory),
    })
}

fn slice(id: &str, quota: Option<i64>, memory: Option<i64>, unified: bool) -> Group {
    let name = format!("ecstasks-{id}.slice");
    let words = ["systemctl", "set-property", "--runtime", &name];
    let mut words: Vec<String> = words.map(str::to_owned).to_vec();
    words.extend(quota.map(|q| format!("CPUQuota={}%", (q * 100 / PERIOD_US).max(1))));
    words.extend(memory.map(|m| format!("{}={m}", if unified { "MemoryMax" } else { "MemoryLimit" })));
    Group {
        parent: name,
        make: vec![Step::Run(words)],
        folders: Vec::new(),
    }
}

fn unified(id: &str, quota: Option<i64>, memory: Option<i64>) -> Group {
    let folder = format!("ecs/{id}");
    let on = "+cpu +memory".to_owned();
    let mut make = vec![
        Step::Write("cgroup.subtree_control".to_owned(), on.clone()),
        Step::Folder("ecs".to_owned()),
        Step::Write("ecs/cgroup.subtree_control".to_owned(), on),
        Step::Folder(folder.clone()),
    ];
    make.extend(quota.map(|q| Step::Write(format!("{folder}/cpu.max"), format!("{q} {PERIOD_US}"))));
    make.extend(memory.map(|m| Step::Write(format!("{folder}/memory.max"), m.to_string())));
    Group {
        parent: format!("/{folder}"),
        make,
        folders: vec![folder],
    }
}

fn split(id: &str, quota: Option<i64>, memory: Option<i64>) -> Group {
    let (cpu, mem) = (format!("cpu/ecs/{id}"), format!("memory/ecs/{id}"));
    let mut make = vec![Step::Folder(cpu.clone()), Step::Folder(mem.clone())];
    if let Some(q) = quota {
        make.push(Step::Write(
            format!("{cpu}/cpu.cfs_period_us"),
            PERIOD_US.to_string(),
        ));
        make.push(Step::Write(format!("{cpu}/cpu.cfs_quota_us"), q.to_string()));
    }
    make.extend(memory.map(|m| Step::Write(format!("{mem}/memory.limit_in_bytes"), m.to_string())));
    Group {
        parent: format!("/ecs/{id}"),
        make,
        folders: folders(id),
    }
}

/// The engine makes the same folder under every controller that it uses.
fn folders(id: &str) -> Vec<String> {
    const CONTROLLERS: [&str; 16] = [
        "blkio",
        "cpu",
        "cpuacct",
        "cpuset",
        "devices",
        "freezer",
        "hugetlb",
        "memory",
        "misc",
        "net_cls",
        "net_prio",
        "perf_event",
        "pids",
        "rdma",
        "systemd",
        "unified",
    ];
    CONTROLLERS.iter().map(|c| format!("{c}/ecs/{id}")).collect()
}

/// The folders behind a `CgroupParent` that was found on a container; none when it is not a task's.
pub(crate) fn folders_of(parent: &str) -> Vec<String> {
    let id = parent.strip_prefix("/ecs/").unwrap_or_default();
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Vec::new();
    }
    folders(id).into_iter().chain([format!("ecs/{id}")]).collect()
}
