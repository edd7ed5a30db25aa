//! What the engine can do beyond its API, as its `GET /info` tells.

use serde_json::Value;

/// How the engine keeps control groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cgroups {
    /// The engine asks systemd for groups (`true`), or makes the folders itself (`cgroupfs`).
    pub systemd: bool,
    /// One hierarchy (cgroup v2), or one for each controller (v1).
    pub unified: bool,
}

/// What is known of an engine; the default is one of which nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Powers {
    /// Absent where parents of containers' groups cannot be named: a rootless engine.
    pub cgroups: Option<Cgroups>,
    /// The storage driver bounds a container's writable layer (`storage-opt size`).
    pub bounds_storage: bool,
    /// Volume drivers besides `local`.
    pub volume_drivers: Vec<String>,
    /// The runtime that shows NVIDIA GPUs to containers is installed.
    pub nvidia: bool,
}

impl Powers {
    /// Reads the answer of `GET /info`, and this machine's `/proc/mounts`.
    pub fn of(info: &Value, mounts: &str) -> Powers {
        let text = |path: &str| info.pointer(path).and_then(Value::as_str).unwrap_or_default();
        let list = |path: &str| {
            let all = info.pointer(path).and_then(Value::as_array);
            all.into_iter().flatten().filter_map(Value::as_str)
        };
        let rootless = list("/SecurityOptions").any(|o| o.contains("rootless"));
        let driver = text("/CgroupDriver");
        let cgroups = Cgroups {
            systemd: driver == "systemd",
            unified: text("/CgroupVersion") == "2",
        };
        let backing = info.get("DriverStatus").and_then(Value::as_array);
        let on_xfs = backing.into_iter().flatten().any(|pair| {
            pair.pointer("/0").and_then(Value::as_str) == Some("Backing Filesystem")
                && pair.pointer("/1").and_then(Value::as_str) == Some("xfs")
        });
        Powers {
            cgroups: (!rootless && matches!(driver, "systemd" | "cgroupfs")).then_some(cgroups),
            bounds_storage: match text("/Driver") {
                "overlay2" | "overlay" => on_xfs && has_project_quota(mounts, text("/DockerRootDir")),
                driver => matches!(driver, "btrfs" | "zfs" | "devicemapper"),
            },
            volume_drivers: list("/Plugins/Volume")
                .filter(|d| *d != "local")
                .map(str::to_owned)
                .collect(),
            nvidia: info.pointer("/Runtimes/nvidia").is_some(),
        }
    }
}

/// Whether the file system that holds `folder` counts by project (XFS's `pquota`).
fn has_project_quota(mounts: &str, folder: &str) -> bool {
    let holds = |place: &str| {
        let rest = folder.strip_prefix(place.trim_end_matches('/'));
        rest.is_some_and(|r| r.is_empty() || r.starts_with('/'))
    };
    let found = mounts
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ').skip(1);
            Some((words.next()?, words.nth(1)?))
        })
        .filter(|(place, _)| holds(place))
        .max_by_key(|(place, _)| place.len());
    found.is_some_and(|(_, options)| options.split(',').any(|o| matches!(o, "prjquota" | "pquota")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_engines_own_words_are_read() {
        let docker = json!({
            "Driver": "overlay2", "DriverStatus": [["Backing Filesystem", "extfs"]], "CgroupDriver": "cgroupfs",
            "CgroupVersion": "1", "Plugins": {"Volume": ["local", "x/y"]}, "SecurityOptions": ["name=seccomp"],
            "Runtimes": {"runc": {}, "nvidia": {}},
        });
        let expect = Powers {
            cgroups: Some(Cgroups {
                systemd: false,
                unified: false,
            }),
            bounds_storage: false,
            volume_drivers: vec!["x/y".to_owned()],
            nvidia: true,
        };
        assert_eq!(Powers::of(&docker, ""), expect);
        let xfs = json!({"Driver": "overlay2", "DriverStatus": [["Backing Filesystem", "xfs"]],
            "CgroupDriver": "systemd", "CgroupVersion": "2", "SecurityOptions": ["name=rootless"],
            "DockerRootDir": "/var/lib/docker"});
        let mounts = "/dev/a / ext4 rw 0 0\n/dev/b /var/lib/docker xfs rw,prjquota 0 0\n";
        let found = Powers::of(&xfs, mounts);
        assert!(found.bounds_storage && found.cgroups.is_none());
        assert!(!Powers::of(&xfs, "/dev/b /var/lib/docker xfs rw 0 0").bounds_storage);
        assert!(!Powers::of(&xfs, "/dev/b /var/lib/dock xfs rw,prjquota 0 0").bounds_storage);
        assert_eq!(Powers::of(&json!([1]), mounts), Powers::default());
    }
}
