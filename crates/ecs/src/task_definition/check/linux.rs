//! LinuxParameters, ulimits, system controls, security options.

use wire::ecs as w;

use super::super::NetworkMode;
use super::container::setting;
use super::{Rule, called, ensure, mode, twice};

/// KernelCapabilities.
const CAPABILITIES: [&str; 38] = [
    "ALL",
    "AUDIT_CONTROL",
    "AUDIT_WRITE",
    "BLOCK_SUSPEND",
    "CHOWN",
    "DAC_OVERRIDE",
    "DAC_READ_SEARCH",
    "FOWNER",
    "FSETID",
    "IPC_LOCK",
    "IPC_OWNER",
    "KILL",
    "LEASE",
    "LINUX_IMMUTABLE",
    "MAC_ADMIN",
    "MAC_OVERRIDE",
    "MKNOD",
    "NET_ADMIN",
    "NET_BIND_SERVICE",
    "NET_BROADCAST",
    "NET_RAW",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_CHROOT",
    "SYS_MODULE",
    "SYS_NICE",
    "SYS_PACCT",
    "SYS_PTRACE",
    "SYS_RAWIO",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "SYSLOG",
    "WAKE_ALARM",
];

/// Tmpfs, `mountOptions`; those with a value by their beginning.
const MOUNT_OPTIONS: [&str; 43] = [
    "defaults",
    "ro",
    "rw",
    "suid",
    "nosuid",
    "dev",
    "nodev",
    "exec",
    "noexec",
    "sync",
    "async",
    "dirsync",
    "remount",
    "mand",
    "nomand",
    "atime",
    "noatime",
    "diratime",
    "nodiratime",
    "bind",
    "rbind",
    "unbindable",
    "runbindable",
    "private",
    "rprivate",
    "shared",
    "rshared",
    "slave",
    "rslave",
    "relatime",
    "norelatime",
    "strictatime",
    "nostrictatime",
    "mode",
    "uid",
    "gid",
    "nr_inodes",
    "nr_blocks",
    "mpol",
    "size",
    "huge",
    "inode32",
    "inode64",
];

pub(super) fn check(c: &w::ContainerDefinition, d: &w::TaskDefinition) -> Rule {
    if let Some(l) = &c.linux_parameters {
        parameters(c, l)?;
    }
    ulimits(c)?;
    controls(c, d)?;
    let option = |o: &String| {
        o == "no-new-privileges"
            || ["apparmor:", "apparmor=", "label:", "label=", "credentialspec:"]
                .iter()
                .any(|p| o.starts_with(p))
    };
    let options = c.docker_security_options.as_deref().unwrap_or_default();
    ensure(options.iter().all(option), || setting(c, "dockerSecurityOptions"))
}

fn parameters(c: &w::ContainerDefinition, l: &w::LinuxParameters) -> Rule {
    let caps = l.capabilities.clone().unwrap_or_default();
    let mut named = caps.add.iter().chain(&caps.drop).flatten();
    let known = |name: &String| {
        let upper = name.to_ascii_uppercase();
        CAPABILITIES.contains(&upper.strip_prefix("CAP_").unwrap_or(&upper))
    };
    ensure(named.all(known), || setting(c, "capabilities"))?;
    let path = |p: &str| p.starts_with('/') && !p.contains([':', '\0']);
    for device in l.devices.iter().flatten() {
        let inside = device.container_path.as_deref().is_none_or(path);
        ensure(path(&device.host_path) && inside, || setting(c, "devices"))?;
    }
    ensure(l.shared_memory_size.is_none_or(|s| s > 0), || {
        setting(c, "sharedMemorySize")
    })?;
    for t in l.tmpfs.iter().flatten() {
        let known = |o: &String| {
            let key = o.split('=').next().unwrap_or_default();
            MOUNT_OPTIONS.contains(&key) && !o.contains(',')
        };
        let options = t.mount_options.iter().flatten().all(known);
        ensure(t.size > 0 && path(&t.container_path) && options, || {
            setting(c, "tmpfs")
        })?;
    }
    let tmpfs = l.tmpfs.iter().flatten().map(|t| &t.container_path);
    ensure(twice(tmpfs).is_none(), || setting(c, "tmpfs"))?;
    ensure(l.max_swap.is_none_or(|s| s >= 0), || setting(c, "maxSwap"))?;
    // What may be swapped counts from the container's hard limit on.
    ensure(l.max_swap.is_none() || c.memory.is_some(), || {
        format!(
            "Invalid setting for container '{}'. 'maxSwap' can only be specified together with 'memory'.",
            called(c)
        )
    })?;
    ensure(l.swappiness.is_none_or(|s| (0..=100).contains(&s)), || {
        setting(c, "swappiness")
    })
}

/// Ulimit: −1 stands for no limit.
fn ulimits(c: &w::ContainerDefinition) -> Rule {
    let all = c.ulimits.as_deref().unwrap_or_default();
    for u in all {
        let unlimited = u.hard_limit == -1;
        let ordered = u.soft_limit >= 0 && u.soft_limit <= u.hard_limit;
        let valid = u.hard_limit >= -1 && (ordered || unlimited && u.soft_limit >= -1);
        ensure(valid, || {
            format!(
                "Invalid ulimit '{}' for container '{}'. The soft limit must not be greater than the hard limit.",
                u.name,
                called(c)
            )
        })?;
    }
    ensure(twice(all.iter().map(|u| &u.name)).is_none(), || {
        setting(c, "ulimits")
    })
}

/// SystemControl: what has a namespace of its own, and only where the task has that namespace.
fn controls(c: &w::ContainerDefinition, d: &w::TaskDefinition) -> Rule {
    const IPC: [&str; 9] = [
        "kernel.msgmax",
        "kernel.msgmnb",
        "kernel.msgmni",
        "kernel.sem",
        "kernel.shmall",
        "kernel.shmmax",
        "kernel.shmmni",
        "kernel.shm_rmid_forced",
        "fs.mqueue.",
    ];
    let all = c.system_controls.as_deref().unwrap_or_default();
    for s in all {
        let name = s.namespace.as_deref().unwrap_or_default();
        let net = name.starts_with("net.");
        let ipc = IPC
            .iter()
            .any(|i| name == *i || (i.ends_with('.') && name.starts_with(i)));
        let valued = s.value.as_ref().is_some_and(|v| !v.is_empty());
        ensure((net || ipc) && valued, || setting(c, "systemControls"))?;
        ensure(!(net && mode(d) == NetworkMode::Host), || {
            format!("System control {name} is not supported when networkMode=host.")
        })?;
        ensure(!(ipc && d.ipc_mode.as_deref() == Some("host")), || {
            format!("System control {name} is not supported when ipcMode=host.")
        })?;
    }
    ensure(twice(all.iter().map(|s| &s.namespace)).is_none(), || {
        setting(c, "systemControls")
    })
}
