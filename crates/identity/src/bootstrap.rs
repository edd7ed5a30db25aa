//! An account's first records. Safe to call at every start: what exists stays.

use kernel::{Dice, Fault, Key, Principal, Record, Time, Txn};
use serde::{Deserialize, Serialize};
use wire::sigv4::Credentials;

use crate::builtin;
use crate::record::{AccessKey, Attached, Role};

/// That an account exists, and which key its root user was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub id: String,
    pub root_key: String,
    pub created: Time,
}

impl Record for Account {
    const KIND: &'static str = "iam.account";

    fn key(&self) -> Key {
        Account::at(&self.id)
    }
}

impl Account {
    #[must_use]
    pub fn at(id: &str) -> Key {
        Key::global(Self::KIND, &[id])
    }
}

/// Makes the account when it is new: the root user's random access key and the roles that ECS needs. The root
/// user's credentials are answered every time, so that the operator can be told them; they are never logged.
///
/// # Errors
/// Internal faults only.
pub fn bootstrap(t: &mut Txn, dice: &dyn Dice, account: &str, now: Time) -> Result<Credentials, Fault> {
    for role in builtin::ROLES {
        if !t.exists(&Role::at(account, role.name)) {
            t.put(Role {
                account: account.to_owned(),
                name: role.name.to_owned(),
                path: "/".to_owned(),
                id: unique_id(dice, "AROA"),
                created: now,
                description: role.description.to_owned(),
                trust: builtin::trust(role.trusts),
                max_session_s: 3600,
                attached: Attached {
                    managed: role.managed.iter().map(|arn| (*arn).to_owned()).collect(),
                    ..Attached::default()
                },
            })?;
        }
    }
    if let Some(known) = t.get::<Account>(&Account::at(account))?
        && let Some(key) = t.get::<AccessKey>(&AccessKey::at(&known.root_key))?
    {
        return Ok(credentials(&key));
    }
    let key = AccessKey {
        // Not shaped like AWS's: a call that strays to AWS is refused there at once and can hit no account.
        id: unique_id(dice, "LSIA"),
        secret: secret(dice),
        principal: Principal::Root {
            account: account.into(),
        },
        active: true,
        created: now,
        session: None,
    };
    t.put(Account {
        id: account.to_owned(),
        root_key: key.id.clone(),
        created: now,
    })?;
    let answer = credentials(&key);
    t.put(key)?;
    Ok(answer)
}

pub(crate) fn credentials(key: &AccessKey) -> Credentials {
    Credentials {
        access_key_id: key.id.clone(),
        secret_access_key: key.secret.clone(),
        session_token: key.session.as_ref().map(|s| s.token.clone()),
    }
}

/// A unique id of IAM: four letters that say of what, sixteen of base 32.
pub(crate) fn unique_id(dice: &dyn Dice, prefix: &str) -> String {
    format!("{prefix}{}", dice.word(16, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
}

/// Forty characters of base 64: 240 random bits.
pub(crate) fn secret(dice: &dyn Dice) -> String {
    dice.word(
        40,
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
    )
}
