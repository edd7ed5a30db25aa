use kernel::{Scope, Time};
use proptest::prelude::*;

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
    };
    m.usage.groups.push("g".into());
    let lacks =
        |d: &Demand, m: &Fixture| shortfall(d, &m.seen()).map(|s| (s.reason().to_owned(), s.to_string()));
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
    a.usage.groups.push("g".into());
    bb.usage.used.cpu = 2000;
    bb.usage.groups.push("other".into());
    let all = [&a, &bb, &ccc].map(Fixture::seen);
    let pick = |s: &[Strategy]| choose(&demand(1, 1), &all, s, 0).unwrap();
    assert_eq!(pick(&[Strategy::BinpackMemory]), 0);
    assert_eq!(pick(&[Strategy::BinpackCpu]), 1);
    // Zone z1 holds `a` and `ccc` with one task of the group, zone z0 holds `bb` with none.
    assert_eq!(pick(&[Strategy::Spread("ecs.availability-zone".into())]), 1);
    assert_eq!(
        pick(&[Strategy::Spread("instanceId".into()), Strategy::BinpackCpu]),
        1
    );
    assert_eq!(pick(&[]), 2);
}

proptest! {
    /// Whatever is asked in whatever order, no machine is ever promised more than it has.
    #[test]
    fn never_oversold(
        machines in prop::collection::vec((0i64..4096, 0i64..8192), 1..6),
        demands in prop::collection::vec((0i64..2048, 0i64..4096, prop::option::of(80u16..84), any::<u64>(), 0usize..4), 0..40),
    ) {
        let mut fixtures: Vec<Fixture> =
            machines.iter().enumerate().map(|(i, (c, m))| Fixture::new(&"x".repeat(i + 1), *c, *m)).collect();
        for (cpu, memory, port, roll, strategy) in demands {
            let mut d = demand(cpu, memory);
            d.reservation.tcp = port.into_iter().collect();
            let s = [vec![], vec![Strategy::Random], vec![Strategy::BinpackMemory], vec![Strategy::Spread("instanceId".into())]];
            let seen: Vec<_> = fixtures.iter().map(Fixture::seen).collect();
            match choose(&d, &seen, &s[strategy], roll) {
                Ok(i) => {
                    let u = &mut fixtures[i].usage;
                    u.used.cpu += cpu;
                    u.used.memory += memory;
                    if let Some(p) = port {
                        prop_assert!(u.used.tcp.insert(p));
                    }
                    u.groups.push("g".into());
                }
                Err(short) => prop_assert_eq!(short.len(), fixtures.len()),
            }
        }
        for f in &fixtures {
            prop_assert!(f.usage.used.cpu <= f.instance.registered.cpu);
            prop_assert!(f.usage.used.memory <= f.instance.registered.memory);
        }
    }
}
