//! An AWS error on its way to the client.

use crate::schema::{ErrorMeta, Value};
use std::borrow::Cow;
use std::fmt;

/// What went wrong, in AWS's words. Codecs write it; nobody else needs to know a protocol.
///
/// INVARIANT: `message` and `members` are public. Whatever the client must not see is in `private`, which goes to
/// the log only and never carries a secret either.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The exception's name: `ClusterNotFoundException`. Query clients are told the model's code for it instead.
    pub code: Cow<'static, str>,
    pub status: u16,
    /// The caller's mistake, not ours.
    pub sender: bool,
    pub message: String,
    pub private: Option<String>,
    /// Further modelled members by wire name: `("resourceIds", …)`.
    pub members: Vec<(&'static str, Value)>,
}

impl Fault {
    /// Code of our own failures; each service tells it by its own (`ServerException`, …).
    pub const INTERNAL: &'static str = "InternalFailure";

    /// An error of any code. Below 500 it is the caller's mistake.
    pub fn new(code: impl Into<Cow<'static, str>>, status: u16, message: impl Into<String>) -> Fault {
        Fault {
            code: code.into(),
            status,
            sender: status < 500,
            message: message.into(),
            private: None,
            members: Vec::new(),
        }
    }

    /// A modelled error; the generated `fault` modules call this.
    pub fn modelled(error: &'static ErrorMeta, message: impl Into<String>) -> Fault {
        Fault {
            sender: error.sender,
            ..Fault::new(error.shape, error.status, message)
        }
    }

    /// Our own failure: the client learns only that it was one.
    pub fn internal(private: impl Into<String>) -> Fault {
        let message = "The request processing has failed because of an internal error.";
        Fault {
            private: Some(private.into()),
            ..Fault::new(Fault::INTERNAL, 500, message)
        }
    }

    /// A generic refusal of input, where no service's own code applies (`ValidationError` to query clients).
    pub fn validation(message: impl Into<String>) -> Fault {
        Fault::new("ValidationException", 400, message)
    }

    /// The same with one more modelled member.
    #[must_use]
    pub fn with(mut self, member: &'static str, value: Value) -> Fault {
        self.members.push((member, value));
        self
    }

    /// The same with a note for the log.
    #[must_use]
    pub fn because(mut self, private: impl Into<String>) -> Fault {
        self.private = Some(private.into());
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for Fault {}
