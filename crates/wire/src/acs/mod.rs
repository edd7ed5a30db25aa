//! The agent protocol: what travels over the two websockets between a control plane and a node.
//!
//! * **ACS** (`messages.rs`, `task.rs`): the server pushes payloads, credentials, manifests and heartbeats; the agent acks.
//! * **TCS** (`tcs.rs`): the agent pushes metrics, health and instance status; the server acks. Agent frames carry a signed
//!   header block in front of the JSON.
//!
//! Both directions use one envelope, `{"type":"<ShapeName>","message":{…}}`. Both sides ignore members and types that they do
//! not know, so [`ToAgent::Other`], [`FromAgent::Other`] and their TCS siblings are values and not errors.
//!
//! Members that only Longshore's own agent reads sit in members named `longshore`, which the official agent ignores.
//!
//! INVARIANT: everything here is data. Signing, clocks and sockets are elsewhere.

mod credentials;
mod messages;
mod probe;
mod task;
pub mod tcs;
#[cfg(test)]
mod tests;

pub use credentials::IamRoleCredentials;
pub use messages::*;
pub use probe::{HealthProbe, LongshoreContainer, Probe};
pub use task::*;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

/// Why a frame could not be read. The text names the part, never the content (payloads carry credentials).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadFrame(pub(crate) String);

impl std::fmt::Display for BadFrame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadFrame {}

/// A null member reads as an absent one: the official agent's encoder writes both.
pub(crate) fn null_is_default<'de, D, T>(d: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::<T>::deserialize(d)?.unwrap_or_default())
}

pub(crate) fn is_default<T: Default + PartialEq>(v: &T) -> bool {
    *v == T::default()
}

/// Declares message structures: camelCase members, each optional when read and left out when it holds its default.
macro_rules! shapes {
    ($( $(#[$meta:meta])* pub struct $name:ident { $( $(#[$fmeta:meta])* pub $field:ident : $ty:ty , )* } )*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct $name { $(
            $(#[$fmeta])*
            #[serde(default, deserialize_with = "crate::acs::null_is_default", skip_serializing_if = "crate::acs::is_default")]
            pub $field: $ty,
        )* }
    )*};
}
pub(crate) use shapes;

/// Declares the enum of one direction: a variant per known type name, and `Other` for the rest.
macro_rules! frames {
    ($(#[$meta:meta])* pub enum $name:ident { $( $(#[$vmeta:meta])* $variant:ident($ty:ty) = $wire:literal, )* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name {
            $( $(#[$vmeta])* $variant($ty), )*
            /// A type this side does not know: its name. It is logged and the session goes on.
            Other(String),
        }

        impl $name {
            /// Reads one JSON envelope.
            pub fn parse(text: &str) -> Result<$name, $crate::acs::BadFrame> {
                let (kind, message) = $crate::acs::open(text)?;
                match kind.as_str() {
                    $( $wire => Ok($name::$variant($crate::acs::body(&kind, &message)?)), )*
                    _ => Ok($name::Other(kind)),
                }
            }

            /// The type name as it stands in the envelope.
            pub fn kind(&self) -> &str {
                match self {
                    $( $name::$variant(_) => $wire, )*
                    $name::Other(kind) => kind,
                }
            }

            /// The JSON envelope of this message.
            pub fn to_text(&self) -> String {
                match self {
                    $( $name::$variant(m) => $crate::acs::seal($wire, m), )*
                    $name::Other(kind) => $crate::acs::seal(kind, &serde_json::Map::new()),
                }
            }
        }
    };
}
pub(crate) use frames;

#[derive(Deserialize)]
struct Opened {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    message: serde_json::Value,
}

#[derive(Serialize)]
struct Sealed<'a, T> {
    #[serde(rename = "type")]
    kind: &'a str,
    message: &'a T,
}

pub(crate) fn open(text: &str) -> Result<(String, serde_json::Value), BadFrame> {
    let opened: Opened = serde_json::from_str(text)
        .map_err(|e| BadFrame(format!("frame is no envelope: {:?} error", e.classify())))?;
    Ok((opened.kind, opened.message))
}

pub(crate) fn body<T: DeserializeOwned + Default>(
    kind: &str,
    message: &serde_json::Value,
) -> Result<T, BadFrame> {
    if message.is_null() {
        return Ok(T::default());
    }
    // The serde text may quote a value (a key, a token), so only the place is told.
    T::deserialize(message)
        .map_err(|_| BadFrame(format!("message of type `{kind}` has a member of the wrong type")))
}

pub(crate) fn seal<T: Serialize>(kind: &str, message: &T) -> String {
    // These structures hold strings, numbers, lists and string maps only, which always serialise.
    serde_json::to_string(&Sealed { kind, message }).unwrap_or_default()
}
