//! Samples of running containers between two publications. Pure: samples and their times come in.

use wire::acs::tcs::{CountSet, NetworkStatsSet, StatsSet, StorageStatsSet};

use crate::runtime::{Stats, Traffic};

const MIB: f64 = 1_048_576.0;

/// What was measured of one container since the last publication.
#[derive(Debug, Default)]
pub(crate) struct Sampler {
    last: Option<(u64, Stats)>,
    cpu: Vec<f64>,
    memory: Vec<f64>,
    rates: Vec<(f64, f64)>,
    traffic: Vec<Traffic>,
    storage: Vec<(u64, u64)>,
}

/// The sets of one publication.
pub(crate) struct Published {
    /// Percent of the whole machine.
    pub(crate) cpu: StatsSet,
    /// MiB.
    pub(crate) memory: StatsSet,
    pub(crate) network: Option<NetworkStatsSet>,
    pub(crate) storage: StorageStatsSet,
}

impl Sampler {
    /// Takes one sample, read at `at_ns` on a clock that never goes back. Counters that went down belong to a new life of the
    /// container, which starts the measurement again.
    pub(crate) fn add(&mut self, at_ns: u64, stats: Stats, cpus: u32) {
        let before = self.last.replace((at_ns, stats.clone()));
        let Some((then, old)) = before.filter(|(then, old)| at_ns > *then && stats.cpu_ns >= old.cpu_ns)
        else {
            return;
        };
        let wall = (at_ns - then) as f64;
        self.cpu
            .push((stats.cpu_ns - old.cpu_ns) as f64 / f64::from(cpus.max(1)) / wall * 100.0);
        self.memory.push(stats.memory as f64 / MIB);
        self.storage.push((
            stats.read_bytes.saturating_sub(old.read_bytes),
            stats.write_bytes.saturating_sub(old.write_bytes),
        ));
        if let (Some(new), Some(old)) = (&stats.network, &old.network) {
            let more = grown(new, old);
            let seconds = wall / 1e9;
            self.rates
                .push((more.rx_bytes as f64 / seconds, more.tx_bytes as f64 / seconds));
            self.traffic.push(more);
        }
    }

    /// What there is to publish, which is nothing for a container that is too young; then counting begins again.
    pub(crate) fn publish(&mut self) -> Option<Published> {
        if self.cpu.is_empty() {
            return None;
        }
        let taken = Sampler {
            last: self.last.take(),
            ..std::mem::take(self)
        };
        let network = (!taken.traffic.is_empty()).then(|| {
            let set = |f: fn(&Traffic) -> u64| Some(count_set(taken.traffic.iter().map(f)));
            NetworkStatsSet {
                rx_bytes: set(|t| t.rx_bytes),
                rx_dropped: set(|t| t.rx_dropped),
                rx_errors: set(|t| t.rx_errors),
                rx_packets: set(|t| t.rx_packets),
                tx_bytes: set(|t| t.tx_bytes),
                tx_dropped: set(|t| t.tx_dropped),
                tx_errors: set(|t| t.tx_errors),
                tx_packets: set(|t| t.tx_packets),
                rx_bytes_per_second: Some(stats_set(taken.rates.iter().map(|r| r.0))),
                tx_bytes_per_second: Some(stats_set(taken.rates.iter().map(|r| r.1))),
            }
        });
        let published = Published {
            cpu: stats_set(taken.cpu.iter().copied()),
            memory: stats_set(taken.memory.iter().copied()),
            network,
            storage: StorageStatsSet {
                read_size_bytes: Some(count_set(taken.storage.iter().map(|s| s.0))),
                write_size_bytes: Some(count_set(taken.storage.iter().map(|s| s.1))),
            },
        };
        self.last = taken.last;
        Some(published)
    }
}

/// One container's part of an interface that several use.
pub(crate) fn share(set: &NetworkStatsSet, users: usize) -> NetworkStatsSet {
    let users_i = i64::try_from(users.max(1)).unwrap_or(1);
    let count = |s: &Option<CountSet>| {
        s.as_ref().map(|s| CountSet {
            min: s.min / users_i,
            max: s.max / users_i,
            sum: s.sum / users_i,
            ..s.clone()
        })
    };
    let rate = |s: &Option<StatsSet>| {
        let users = users.max(1) as f64;
        s.as_ref().map(|s| StatsSet {
            min: s.min / users,
            max: s.max / users,
            sum: s.sum / users,
            ..s.clone()
        })
    };
    NetworkStatsSet {
        rx_bytes: count(&set.rx_bytes),
        rx_dropped: count(&set.rx_dropped),
        rx_errors: count(&set.rx_errors),
        rx_packets: count(&set.rx_packets),
        tx_bytes: count(&set.tx_bytes),
        tx_dropped: count(&set.tx_dropped),
        tx_errors: count(&set.tx_errors),
        tx_packets: count(&set.tx_packets),
        rx_bytes_per_second: rate(&set.rx_bytes_per_second),
        tx_bytes_per_second: rate(&set.tx_bytes_per_second),
    }
}

fn grown(new: &Traffic, old: &Traffic) -> Traffic {
    Traffic {
        rx_bytes: new.rx_bytes.saturating_sub(old.rx_bytes),
        rx_packets: new.rx_packets.saturating_sub(old.rx_packets),
        rx_errors: new.rx_errors.saturating_sub(old.rx_errors),
        rx_dropped: new.rx_dropped.saturating_sub(old.rx_dropped),
        tx_bytes: new.tx_bytes.saturating_sub(old.tx_bytes),
        tx_packets: new.tx_packets.saturating_sub(old.tx_packets),
        tx_errors: new.tx_errors.saturating_sub(old.tx_errors),
        tx_dropped: new.tx_dropped.saturating_sub(old.tx_dropped),
    }
}

fn stats_set(values: impl Iterator<Item = f64>) -> StatsSet {
    let mut set = StatsSet {
        min: f64::MAX,
        ..StatsSet::default()
    };
    for v in values {
        set.min = set.min.min(v);
        set.max = set.max.max(v);
        set.sum += v;
        set.sample_count += 1;
    }
    set
}

fn count_set(values: impl Iterator<Item = u64>) -> CountSet {
    let mut set = CountSet {
        min: i64::MAX,
        ..CountSet::default()
    };
    for v in values {
        let v = i64::try_from(v).unwrap_or(i64::MAX);
        set.min = set.min.min(v);
        set.max = set.max.max(v);
        set.sum = set.sum.saturating_add(v);
        set.sample_count += 1;
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_of_the_whole_machine() {
        let mut s = Sampler::default();
        let at = |cpu_ns, memory| Stats {
            cpu_ns,
            memory,
            ..Stats::default()
        };
        s.add(1_000_000_000, at(0, 1 << 20), 2);
        assert!(s.publish().is_none(), "one sample is no measurement");
        s.add(2_000_000_000, at(1_000_000_000, 2 << 20), 2);
        s.add(3_000_000_000, at(1_000_000_000, 4 << 20), 2);
        let p = s.publish().unwrap();
        assert_eq!(
            p.cpu,
            StatsSet {
                min: 0.0,
                max: 50.0,
                sum: 50.0,
                sample_count: 2
            }
        );
        assert_eq!((p.memory.min, p.memory.max), (2.0, 4.0));
        assert!(p.network.is_none());
        s.add(4_000_000_000, at(5, 1 << 20), 2);
        assert!(s.publish().is_none(), "a restarted container begins again");
    }
}
