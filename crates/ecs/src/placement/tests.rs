use kernel::derived::Derived as _;
use kernel::record::{Entry, Record};
use kernel::{Key, Scope, Time};
use proptest::prelude::*;
use std::sync::Arc;

use super::Strategy;
use super::*;
use crate::container_instance::query;
use crate::container_instance::record::{Attribute, ContainerInstance, NodeUse, Resources, Session, Status};

struct Fixture {
    instance: ContainerInstance,
    usage: NodeUse,
    session: Option<Session>,
}

impl Fixture {
    fn new(id: &str, cpu: i64, memory: i64) -> Self {
        let scope = Scope::new("000000000000", "us-east-1");
        let instance = ContainerInstance {
            scope: scope.clone(),
            cluster: "default".into(),
            id: id.into(),
            ec2_instance_id: format!("i-{id}"),
            status: Status::Active,
            registered: Resources {
                cpu,
                memory,
                tcp: [22].into(),
                udp: [].into(),
                ..Resources::default()
            },
            attributes: vec![Attribute {
                name: "ecs.availability-zone".into(),
                value: Some(format!("z{}", id.len() % 2)),
            }],
            agent_version: "1".into(),
            agent_hash: String::new(),
            docker_version: String::new(),
            registered_at: Time(0),
            version: 1,
            tags: Default::default(),
        };
        let usage = NodeUse::none(&instance);
        let session = Some(Session {
            scope,
            cluster: "default".into(),
            id: id.into(),
            session: "s".into(),
            process: String::new(),
            since: Time(0),
            heard: Time(0),
        });
        Self {
            instance,
            usage,
            session,
        }
    }

    fn seen(&self) -> Machine<'_> {
        Machine {
            instance: &self.instance,
            usage: &self.usage,
            session: self.session.as_ref(),
        }
    }
}

fn write<R: Record>(fleet: &mut Fleet, key: &Key, record: Option<R>) {
    let entry = record.map(|r| Entry::from_typed(1, Arc::new(r)));
    fleet.change(key, entry.as_ref()).unwrap();
}

fn fleet(fixtures: &[Fixture]) -> Fleet {
    let mut fleet = Fleet::default();
    for f in fixtures {
        enter(&mut fleet, f);
    }
    fleet
}

fn enter(fleet: &mut Fleet, f: &Fixture) {
    write(fleet, &f.usage.key(), Some(f.usage.clone()));
    write(fleet, &f.instance.key(), Some(f.instance.clone()));
    if let Some(s) = &f.session {
        write(fleet, &s.key(), Some(s.clone()));
    }
}

/// The ids of the chosen machines.
fn pick(fleet: &mut Fleet, d: &Demand, s: &[Strategy], count: usize) -> Vec<String> {
    let everyone = fleet.machines(Some("000000000000/us-east-1/default"));
    let able = fleet.able(d, &everyone, None);
    let slots = choose(d, fleet, &everyone, &able, s, count, &mut || 0);
    slots
        .iter()
        .map(|s| fleet.instance(*s).unwrap().id.clone())
        .collect()
}

fn demand(cpu: i64, memory: i64) -> Demand {
    Demand {
        reservation: Reservation {
            cpu,
            memory,
            ..Default::default()
        },
        group: "g".into(),
        ..Default::default()
    }
}

#[test]
fn every_shortfall_is_named() {
    let mut m = Fixture::new("a", 1024, 1000);
    m.usage.used = Resources {
        cpu: 1000,
        memory: 900,
        tcp: [80].into(),
        udp: [53].into(),
        ..Resources::default()
    };
    m.usage.groups.insert("g".into(), 1);
    let lacks = |d: &Demand, m: &Fixture| {
        let short = shortfalls(d, &m.seen());
        short.first().map(|s| (s.reason().to_owned(), s.to_string()))
    };
    let expect = |r: &str, d: &str| Some((r.to_owned(), d.to_owned()));
    assert_eq!(lacks(&demand(24, 100), &m), None);
    assert_eq!(
        lacks(&demand(25, 100), &m),
        expect("RESOURCE:CPU", "25 CPU units are needed, 24 are free")
    );
    assert_eq!(
        lacks(&demand(0, 101), &m),
        expect("RESOURCE:MEMORY", "101 MiB of memory are needed, 100 are free")
    );
    for (tcp, udp, text) in [
        (vec![80], vec![], "80/tcp"),
        (vec![22], vec![], "22/tcp"),
        (vec![], vec![53], "53/udp"),
    ] {
        let mut d = demand(0, 0);
        (d.reservation.tcp, d.reservation.udp) = (tcp, udp);
        assert_eq!(
            lacks(&d, &m),
            expect("RESOURCE:PORTS", &format!("host port {text} is in use"))
        );
    }
    let d = Demand {
        attributes: vec![("ecs.capability.efs".into(), None)],
        ..demand(0, 0)
    };
    assert_eq!(lacks(&d, &m).unwrap().0, "ATTRIBUTE");
    let text = "attribute:ecs.availability-zone == elsewhere";
    let d = Demand {
        member_of: vec![(text.into(), query::parse(text).unwrap())],
        ..demand(0, 0)
    };
    assert_eq!(
        lacks(&d, &m).unwrap().0,
        "MemberOf placement constraint unsatisfied."
    );
    let d = Demand {
        distinct: true,
        ..demand(0, 0)
    };
    assert_eq!(
        lacks(&d, &m).unwrap().0,
        "DistinctInstance placement constraint unsatisfied."
    );
    m.session = None;
    assert_eq!(lacks(&demand(0, 0), &m).unwrap().0, "AGENT");
    m.instance.status = Status::Draining;
    assert_eq!(lacks(&demand(0, 0), &m).unwrap().0, "INACTIVE");
}

#[test]
fn strategies_narrow_in_order() {
    let mut a = Fixture::new("a", 4096, 8000);
    let mut bb = Fixture::new("bb", 4096, 8000);
    let ccc = Fixture::new("ccc", 4096, 8000);
    a.usage.used.memory = 4000;
    a.usage.groups.insert("g".into(), 1);
    bb.usage.used.cpu = 2000;
    bb.usage.groups.insert("other".into(), 1);
    let mut fleet = fleet(&[a, bb, ccc]);
    let mut first = |s: &[Strategy]| pick(&mut fleet, &demand(1, 1), s, 1).remove(0);
    assert_eq!(first(&[Strategy::BinpackMemory]), "a");
    assert_eq!(first(&[Strategy::BinpackCpu]), "bb");
    // Zone z1 holds `a` and `ccc` with one task of the group, zone z0 holds `bb` with none.
    assert_eq!(first(&[Strategy::Spread("ecs.availability-zone".into())]), "bb");
    assert_eq!(
        first(&[Strategy::Spread("instanceId".into()), Strategy::BinpackCpu]),
        "bb"
    );
    assert_eq!(first(&[]), "ccc");
}

#[test]
fn tasks_on_full_machines_count_for_spreading() {
    // Zone z1: `a` is full with three tasks of the group, `ccc` is empty. Zone z0: `bb` has one.
    let mut a = Fixture::new("a", 100, 100);
    a.usage.used.cpu = 100;
    a.usage.groups.insert("g".into(), 3);
    let mut bb = Fixture::new("bb", 4096, 8000);
    bb.usage.groups.insert("g".into(), 1);
    let mut fleet = fleet(&[a, bb, Fixture::new("ccc", 4096, 8000)]);
    let zones = [Strategy::Spread("ecs.availability-zone".into())];
    // `bb` until its zone has as many, then one in each zone, in either order.
    let mut picked = pick(&mut fleet, &demand(1, 1), &zones, 4);
    assert_eq!(picked.get(..2).unwrap(), ["bb", "bb"]);
    picked.sort();
    assert_eq!(picked, ["bb", "bb", "bb", "ccc"]);
}

#[test]
fn one_task_of_a_group_on_each_machine() {
    let mut fleet = fleet(&[Fixture::new("a", 4096, 8000), Fixture::new("bb", 4096, 8000)]);
    let d = Demand {
        distinct: true,
        ..demand(1, 1)
    };
    assert_eq!(pick(&mut fleet, &d, &[], 5), ["a", "bb"]);
    let text = "not(task:group == g)";
    let d = Demand {
        member_of: vec![(text.into(), query::parse(text).unwrap())],
        ..demand(1, 1)
    };
    assert_eq!(pick(&mut fleet, &d, &[], 5), ["a", "bb"]);
}

#[test]
fn refusals_are_grouped_when_there_are_many() {
    let small: Vec<_> = (0..30)
        .map(|i| Fixture::new(&format!("s{i:02}"), 4096, 100 + i))
        .collect();
    let d = demand(1, 200);
    let few = refusals(&d, small.iter().take(3).map(Fixture::seen));
    assert_eq!(few.len(), 3);
    assert_eq!(few[0].detail, "200 MiB of memory are needed, 100 are free");
    let mut many = small;
    many[4].session = None;
    let many = refusals(&d, many.iter().map(Fixture::seen));
    assert_eq!(many.len(), 2);
    assert!(many[0].arn.ends_with("/s29"), "{}", many[0].arn);
    assert_eq!(
        many[0].detail,
        "200 MiB of memory are needed, 129 are free; the same or less on 28 other container instances: s28, s27, s26 and 25 more"
    );
    assert_eq!((many[1].reason, many[1].arn.ends_with("/s04")), ("AGENT", true));
}

#[test]
fn a_machine_comes_and_goes_in_any_order() {
    let f = Fixture::new("a", 4096, 8000);
    let mut fleet = Fleet::default();
    for _ in 0..3 {
        write(&mut fleet, &f.session.as_ref().unwrap().key(), f.session.clone());
        write(&mut fleet, &f.usage.key(), Some(f.usage.clone()));
        assert!(pick(&mut fleet, &demand(1, 1), &[], 1).is_empty());
        write(&mut fleet, &f.instance.key(), Some(f.instance.clone()));
        assert_eq!(pick(&mut fleet, &demand(1, 1), &[], 1), ["a"]);
        write::<Session>(&mut fleet, &f.session.as_ref().unwrap().key(), None);
        assert!(pick(&mut fleet, &demand(1, 1), &[], 1).is_empty());
        write::<ContainerInstance>(&mut fleet, &f.instance.key(), None);
        write::<NodeUse>(&mut fleet, &f.usage.key(), None);
        assert!(fleet.machines(None).is_empty());
    }
}

#[test]
fn usage_of_version_1_is_read() {
    let old = serde_json::json!({"scope": {"account": "000000000000", "region": "us-east-1"}, "cluster": "default",
        "id": "a", "used": {"cpu": 1, "memory": 2, "tcp": [80], "udp": []}, "groups": ["g", "h", "g"],
        "pending": 1, "running": 2});
    let read: NodeUse = kernel::record::decode(format!("1 {old}").as_bytes()).unwrap();
    assert_eq!(read.groups, [("g".into(), 2), ("h".into(), 1)].into());
    assert_eq!((read.used.cpu, read.running), (1, 2));
}

fn strategies(n: usize) -> Vec<Strategy> {
    let zone = || Strategy::Spread("ecs.availability-zone".into());
    match n {
        0 => vec![],
        1 => vec![Strategy::Random],
        2 => vec![Strategy::BinpackMemory],
        3 => vec![Strategy::Spread("instanceId".into())],
        4 => vec![zone(), Strategy::BinpackCpu],
        5 => vec![Strategy::Random, zone()],
        6 => vec![Strategy::BinpackMemory, zone()],
        _ => vec![
            zone(),
            Strategy::Spread("instanceId".into()),
            Strategy::BinpackMemory,
        ],
    }
}

/// Where the strategies leave the machine, looked at anew: the least is best.
fn rank(fleet: &Fleet, everyone: &[usize], group: &str, s: &[Strategy], slot: usize) -> Vec<i64> {
    let mut fields: Vec<&str> = Vec::new();
    let mut rank = Vec::new();
    for strategy in s {
        rank.push(match strategy {
            Strategy::Random => 0,
            Strategy::BinpackCpu => fleet.free(slot).0,
            Strategy::BinpackMemory => fleet.free(slot).1,
            Strategy::Spread(field) => {
                fields.push(field);
                let values = |slot: usize| -> Vec<Option<String>> {
                    let i = fleet.instance(slot).unwrap();
                    let value = |f: &&str| match *f {
                        "instanceId" => Some(i.id.clone()),
                        name => i.attribute(name).and_then(|a| a.value.clone()),
                    };
                    fields.iter().map(value).collect()
                };
                let tasks = |slot: &usize| fleet.group(group).and_then(|g| g.get(slot)).copied().unwrap_or(0);
                let same = everyone.iter().filter(|other| values(**other) == values(slot));
                same.map(tasks).sum()
            }
        });
    }
    if s.is_empty() {
        rank.push(fleet.tasks(slot));
    }
    rank
}

proptest! {
    /// The choice is the best of all machines that have room, by a look at each.
    #[test]
    fn the_best_is_chosen(
        machines in prop::collection::vec((512i64..4096, 512i64..8192), 1..9),
        demands in prop::collection::vec((0i64..512, 0i64..512, prop::option::of(80u16..82), 0usize..8, any::<u64>()), 0..24),
    ) {
        let mut fixtures: Vec<Fixture> =
            machines.iter().enumerate().map(|(i, (c, m))| Fixture::new(&"x".repeat(i + 1), *c, *m)).collect();
        let mut fleet = fleet(&fixtures);
        for (cpu, memory, port, s, roll) in demands {
            let s = strategies(s);
            let mut d = demand(cpu, memory);
            d.reservation.tcp = port.into_iter().collect();
            let everyone = fleet.machines(None);
            let room = |slot: &&usize| shortfalls(&d, &fleet.machine(**slot).unwrap()).is_empty();
            let ranks = everyone.iter().filter(room).map(|slot| rank(&fleet, &everyone, &d.group, &s, *slot));
            let best = ranks.min();
            let (_, order) = order(&mut fleet, &s).unzip();
            let able = fleet.able(&d, &everyone, order.as_deref());
            let chosen = choose(&d, &mut fleet, &everyone, &able, &s, 1, &mut || roll).pop();
            prop_assert_eq!(chosen.map(|slot| rank(&fleet, &everyone, &d.group, &s, slot)), best);
            let Some(slot) = chosen else { continue };
            let id = fleet.instance(slot).unwrap().id.clone();
            let f = fixtures.iter_mut().find(|f| f.instance.id == id).unwrap();
            f.usage.reserve(&d.reservation, "g");
            write(&mut fleet, &f.usage.key(), Some(f.usage.clone()));
        }
    }

    /// Whatever is asked in whatever order, no machine is ever promised more than it has; and many tasks at once go
    /// where they would go one at a time.
    #[test]
    fn never_oversold(
        machines in prop::collection::vec((0i64..4096, 0i64..8192), 1..6),
        demands in prop::collection::vec((0i64..2048, 0i64..4096, prop::option::of(80u16..84), 0usize..8, 1usize..4), 0..20),
    ) {
        let mut fixtures: Vec<Fixture> =
            machines.iter().enumerate().map(|(i, (c, m))| Fixture::new(&"x".repeat(i + 1), *c, *m)).collect();
        let mut fleet = fleet(&fixtures);
        for (cpu, memory, port, s, count) in demands {
            let mut d = demand(cpu, memory);
            d.reservation.tcp = port.into_iter().collect();
            let at_once = pick(&mut fleet, &d, &strategies(s), count);
            for n in 0..count {
                let next = pick(&mut fleet, &d, &strategies(s), 1).pop();
                prop_assert_eq!(next.as_ref(), at_once.get(n));
                let Some(id) = next else { break };
                let f = fixtures.iter_mut().find(|f| f.instance.id == id).unwrap();
                prop_assert!(port.is_none_or(|p| !f.usage.used.tcp.contains(&p)));
                f.usage.reserve(&d.reservation, "g");
                write(&mut fleet, &f.usage.key(), Some(f.usage.clone()));
            }
        }
        for f in &fixtures {
            prop_assert!(f.usage.used.cpu <= f.instance.registered.cpu);
            prop_assert!(f.usage.used.memory <= f.instance.registered.memory);
        }
    }
}
