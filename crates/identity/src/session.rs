//! Temporary credentials of a role, and the controller that forgets expired ones.

use std::sync::Arc;
use std::time::Duration;

use kernel::controller::{Plan, Write};
use kernel::{Controller, Dice, Fault, Key, Principal, Record, Time, Txn};
use wire::sigv4::Credentials;

use crate::bootstrap::{credentials, secret, unique_id};
use crate::record::{AccessKey, Role, SessionEnd};

/// Expired keys are kept this long, so that their users hear `ExpiredToken` and not "no such key".
const GRACE: Duration = Duration::from_secs(3600);

/// Credentials for a session of `role`, good for `life`. The caller has made sure that it may be assumed.
///
/// # Errors
/// `NoSuchEntity` when the account has no such role; internal faults.
pub fn issue(
    t: &mut Txn,
    dice: &dyn Dice,
    account: &str,
    role: &str,
    session: &str,
    life: Duration,
    now: Time,
) -> Result<(Credentials, Time), Fault> {
    let role = t.get::<Role>(&Role::at(account, role))?.ok_or_else(|| {
        Fault::new(
            "NoSuchEntity",
            404,
            format!("The role with name {role} cannot be found."),
        )
    })?;
    let expires = now + life;
    let key = AccessKey {
        id: unique_id(dice, "LSSA"),
        secret: secret(dice),
        principal: Principal::Session {
            account: account.into(),
            role_path: role.path.clone(),
            role: role.name.clone(),
            role_id: role.id.clone(),
            session: session.to_owned(),
        },
        active: true,
        created: now,
        session: Some(SessionEnd {
            token: dice.word(
                200,
                b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
            ),
            expires,
        }),
    };
    let answer = credentials(&key);
    t.put(key)?;
    Ok((answer, expires))
}

/// Deletes temporary credentials some time after their end.
pub struct Expiry;

impl Controller for Expiry {
    type Seen = Arc<AccessKey>;
    const NAME: &'static str = "iam.session_expiry";
    const SERVICE: &'static str = "sts.amazonaws.com";

    fn wakes(&self, changed: &Key) -> Option<Key> {
        (changed.kind() == AccessKey::KIND).then(|| changed.clone())
    }

    fn sweep(&self, t: &mut Txn) -> Result<Vec<Key>, Fault> {
        Ok(t.keys(&Key::all(AccessKey::KIND)))
    }

    fn see(&self, t: &mut Txn, key: &Key) -> Result<Option<Arc<AccessKey>>, Fault> {
        Ok(t.get::<AccessKey>(key)?.filter(|k| k.session.is_some()))
    }

    fn plan(&self, seen: &Arc<AccessKey>, now: Time) -> Plan {
        let Some(end) = &seen.session else {
            return Plan::default();
        };
        let due = end.expires + GRACE;
        if now < due {
            return Plan {
                wake: Some(due),
                ..Plan::default()
            };
        }
        Plan {
            writes: vec![Write::delete(seen.key())],
            why: vec!["the session has expired".into()],
            wake: None,
        }
    }
}
