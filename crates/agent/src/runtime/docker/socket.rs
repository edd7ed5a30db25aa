//! Where an engine may be listening, and whether the host's own routes are in the way of a subnet.

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

/// A socket to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// `unix:///path`
    pub host: String,
    /// Who is expected there: `docker`, `rootless docker`, `podman`, or the variable that named it.
    pub kind: &'static str,
}

/// The sockets that exist, in the order to try them: `DOCKER_HOST` alone when it is set; else the system's Docker, rootless
/// Docker, podman.
pub fn find_sockets(environment: impl Fn(&str) -> Option<String>) -> Vec<Found> {
    if let Some(host) = environment("DOCKER_HOST").filter(|h| !h.is_empty()) {
        return vec![Found {
            host,
            kind: "DOCKER_HOST",
        }];
    }
    let runtime_dir = environment("XDG_RUNTIME_DIR")
        .filter(|d| !d.is_empty())
        .map(PathBuf::from);
    let user = |part: &str| runtime_dir.as_ref().map(|dir| dir.join(part));
    let places = [
        (Some(PathBuf::from("/var/run/docker.sock")), "docker"),
        (user("docker.sock"), "rootless docker"),
        (Some(PathBuf::from("/run/podman/podman.sock")), "podman"),
        (user("podman/podman.sock"), "podman"),
    ];
    let existing = places
        .into_iter()
        .filter_map(|(path, kind)| Some((path.filter(|p| Path::exists(p))?, kind)));
    existing
        .map(|(path, kind)| Found {
            host: format!("unix://{}", path.display()),
            kind,
        })
        .collect()
}

/// A route of this host, other than the default route, that overlaps `cidr`.
pub(super) fn route_in_the_way(cidr: &str) -> Option<String> {
    overlapping(cidr, &std::fs::read_to_string("/proc/net/route").ok()?)
}

fn overlapping(cidr: &str, table: &str) -> Option<String> {
    let (address, prefix) = cidr.split_once('/')?;
    let ours = u32::from(address.parse::<Ipv4Addr>().ok()?);
    let our_mask = mask(prefix.parse().ok()?);
    table.lines().skip(1).find_map(|line| {
        let mut columns = line.split_whitespace();
        let interface = columns.next()?;
        // An address's bytes lie in network order; the kernel prints the word they form on this machine.
        let number = |hex: Option<&str>| Some(u32::from_be(u32::from_str_radix(hex?, 16).ok()?));
        let destination = number(columns.next())?;
        let their_mask = number(columns.nth(5))?;
        let narrow = our_mask & their_mask;
        let clash = their_mask != 0 && ours & narrow == destination & narrow;
        clash.then(|| {
            format!(
                "{}/{} on `{interface}`",
                Ipv4Addr::from(destination),
                their_mask.count_ones()
            )
        })
    })
}

fn mask(prefix: u32) -> u32 {
    u32::MAX.checked_shl(32u32.saturating_sub(prefix)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n\
        eth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\n\
        eth0\t00001FAC\t00000000\t0001\t0\t0\t0\t00F0FFFF\n";

    #[test]
    fn a_subnet_that_the_host_uses_is_found() {
        assert_eq!(
            overlapping("172.31.0.0/20", TABLE).unwrap(),
            "172.31.0.0/20 on `eth0`"
        );
        assert!(overlapping("172.31.4.0/24", TABLE).is_some());
        assert!(overlapping("172.16.0.0/12", TABLE).is_some());
        assert!(overlapping("172.31.16.0/20", TABLE).is_none());
        assert!(overlapping("nonsense", TABLE).is_none());
    }

    #[test]
    fn the_variable_goes_first() {
        let found = find_sockets(|name| (name == "DOCKER_HOST").then(|| "unix:///x".to_owned()));
        assert_eq!(
            found,
            [Found {
                host: "unix:///x".into(),
                kind: "DOCKER_HOST"
            }]
        );
    }
}
