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
    /// The storage driver may bound a container's writable layer; whether it does depends on the file system.
    pub may_bound_storage: bool,
    /// Volume drivers besides `local`.
    pub volume_drivers: Vec<String>,
    /// The runtime that shows NVIDIA GPUs to containers is installed.
    pub nvidia: bool,
}

impl Powers {
    /// Reads the answer of `GET /info`.
    pub fn of(info: &Value) -> Powers {
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
            may_bound_storage: match text("/Driver") {
                "overlay2" | "overlay" => on_xfs,
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
            may_bound_storage: false,
            volume_drivers: vec!["x/y".to_owned()],
            nvidia: true,
        };
        assert_eq!(Powers::of(&docker), expect);
        let xfs = json!({"Driver": "overlay2", "DriverStatus": [["Backing Filesystem", "xfs"]],
            "CgroupDriver": "systemd", "CgroupVersion": "2", "SecurityOptions": ["name=rootless"]});
        let found = Powers::of(&xfs);
        assert!(found.may_bound_storage && found.cgroups.is_none());
        assert_eq!(Powers::of(&json!([1])), Powers::default());
    }
}
