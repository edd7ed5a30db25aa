//! The front door: again on conflict, nothing before it is durable, nobody past the authority.

use std::cell::Cell;
use std::future::poll_fn;
use std::task::Poll;

use wire::sts;

use super::{Item, World, block};
use crate::{Access, Cx, Fault, Parts, Txn};

fn identity() -> Parts {
    fn rule(_: &Cx<'_>, _: &mut Txn, _: &sts::GetCallerIdentityRequest) -> Result<Access, Fault> {
        Ok(Access::any())
    }
    fn answer(
        cx: &Cx<'_>,
        t: &mut Txn,
        _: &sts::GetCallerIdentityRequest,
    ) -> Result<sts::GetCallerIdentityResponse, Fault> {
        t.put(Item::new("asked", 1))?;
        Ok(sts::GetCallerIdentityResponse {
            account: Some(cx.scope().account.to_string()),
            ..Default::default()
        })
    }
    Parts::new().op::<sts::GetCallerIdentity>(rule, answer)
}

fn ask(world: &World) -> Result<sts::GetCallerIdentityResponse, Fault> {
    let asked = sts::GetCallerIdentityRequest::default();
    block(world.kernel.call::<sts::GetCallerIdentity>(&world.call, asked))
}

#[test]
fn an_operation_is_authorised_run_and_committed() {
    let world = World::new(identity());
    assert_eq!(ask(&world).unwrap().account.as_deref(), Some("000000000000"));
    assert_eq!(world.value("asked"), Some(1));
    let closed = World::with(identity(), false);
    assert_eq!(ask(&closed).unwrap_err().message, "no sts:GetCallerIdentity");
    assert_eq!(closed.value("asked"), None);
    assert_eq!(ask(&World::new(Parts::new())).unwrap_err().status, 500);
}

#[test]
fn a_service_is_asked_for_its_rights_too() {
    let closed = World::with(identity(), false);
    let answer = block(closed.kernel.transact(&closed.call, false, |cx, t| {
        let asked = sts::GetCallerIdentityRequest::default();
        cx.as_service::<sts::GetCallerIdentity>("ecs.amazonaws.com", t, &asked)
    }));
    assert_eq!(answer.unwrap_err().status, 403);
}

#[test]
fn a_conflict_looks_again() {
    let world = World::new(Parts::new());
    world.put(Item::new("n", 1));
    for read_only in [false, true] {
        let tries = Cell::new(0);
        let before = world.value("n").unwrap();
        block(world.kernel.transact(&world.call, read_only, |_, t| {
            let n = t.get::<Item>(&Item::at("n"))?.map_or(0, |i| i.value);
            tries.set(tries.get() + 1);
            if tries.get() <= 2 {
                world.put(Item::new("n", n + 10));
            }
            t.put(Item::new("n", n + 1))
        }))
        .unwrap();
        assert_eq!(tries.get(), 3);
        assert_eq!(world.value("n"), Some(before + 21));
    }
}

#[test]
fn a_conflict_with_what_waits_for_the_disk_is_seen() {
    let world = World::new(Parts::new());
    world.desk.hold();
    world.put(Item::new("n", 5));
    let tries = Cell::new(0);
    let done = world.kernel.transact(&world.call, true, |_, t| {
        tries.set(tries.get() + 1);
        let n = t.get::<Item>(&Item::at("n"))?.map_or(0, |i| i.value);
        t.put(Item::new("n", n + 1))
    });
    let both = async { tokio::join!(done, async { world.desk.release() }).0 };
    block(both).unwrap();
    assert_eq!((tries.get(), world.value("n")), (2, Some(6)));
}

#[test]
fn nobody_is_answered_before_it_is_durable() {
    let world = World::new(Parts::new());
    world.put(Item::new("n", 1));
    world.desk.hold();
    world.put(Item::new("n", 2));
    let read = |read_only| {
        world.kernel.transact(&world.call, read_only, |_, t| {
            Ok(t.get::<Item>(&Item::at("n"))?.map(|i| i.value))
        })
    };
    block(async {
        assert_eq!(read(true).await.unwrap(), Some(1), "readers see the disk");
        let mut writer = std::pin::pin!(read(false));
        let early = poll_fn(|cx| Poll::Ready(writer.as_mut().poll(cx).is_ready())).await;
        assert!(!early, "what it saw could still be lost");
        world.desk.release();
        assert_eq!(writer.await.unwrap(), Some(2));
    });
}

#[test]
fn a_storm_ends() {
    let world = World::new(Parts::new());
    let answer = block(world.kernel.transact(&world.call, false, |_, t| {
        let n = t.get::<Item>(&Item::at("n"))?.map_or(0, |i| i.value);
        world.put(Item::new("n", n + 1));
        t.put(Item::new("n", n))
    }));
    assert_eq!(
        answer.unwrap_err().private.as_deref(),
        Some("too many writers on one record")
    );
}

#[test]
fn a_refusal_writes_nothing() {
    let world = World::new(Parts::new());
    let answer: Result<(), Fault> = block(world.kernel.transact(&world.call, false, |_, t| {
        t.put(Item::new("n", 1))?;
        Err(Fault::validation("no"))
    }));
    assert!(answer.is_err());
    assert_eq!(world.value("n"), None);
}
