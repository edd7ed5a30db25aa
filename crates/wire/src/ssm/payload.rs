//! What messages carry: kinds of payload, and the JSON of those that are JSON.

use serde::{Deserialize, Serialize};

macro_rules! payload_types {
    ($($(#[$meta:meta])* $name:ident = $number:literal,)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum PayloadType {
            $($(#[$meta])* $name,)*
            Other(u32),
        }

        impl PayloadType {
            #[must_use]
            pub fn number(self) -> u32 {
                match self {
                    $(Self::$name => $number,)*
                    Self::Other(n) => n,
                }
            }

            #[must_use]
            pub fn of(number: u32) -> Self {
                match number {
                    $($number => Self::$name,)*
                    n => Self::Other(n),
                }
            }
        }
    };
}

payload_types! {
    /// Messages outside the data streams.
    None = 0,
    /// Bytes of the terminal, either way.
    Output = 1,
    Error = 2,
    /// [`Size`].
    Size = 3,
    Parameter = 4,
    HandshakeRequest = 5,
    HandshakeResponse = 6,
    HandshakeComplete = 7,
    EncryptionRequest = 8,
    EncryptionResponse = 9,
    /// Four bytes: see [`FLAG_TERMINATE`].
    Flag = 10,
    StdErr = 11,
    ExitCode = 12,
}

/// Flag: the client wants the session to end.
pub const FLAG_TERMINATE: u32 = 2;

macro_rules! members {
    ($( $(#[$meta:meta])* pub struct $name:ident { $( $(#[$fmeta:meta])* pub $field:ident : $ty:ty , )* } )*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "PascalCase", default)]
        pub struct $name { $( $(#[$fmeta])* pub $field: $ty, )* }
    )*};
}

members! {
    /// The client's first frame, as text.
    pub struct OpenDataChannel {
        pub message_schema_version: String,
        pub request_id: String,
        pub token_value: String,
        pub client_id: String,
        pub client_version: String,
    }

    pub struct Acknowledge {
        pub acknowledged_message_type: String,
        pub acknowledged_message_id: String,
        pub acknowledged_message_sequence_number: i64,
        pub is_sequential_message: bool,
    }

    pub struct HandshakeRequest {
        pub agent_version: String,
        pub requested_client_actions: Vec<RequestedAction>,
    }

    pub struct RequestedAction {
        /// `SessionType`
        pub action_type: String,
        pub action_parameters: SessionType,
    }

    pub struct SessionType {
        pub session_type: String,
        pub properties: Option<serde_json::Value>,
    }

    pub struct HandshakeResponse {
        pub client_version: String,
        pub processed_client_actions: Option<Vec<ProcessedAction>>,
        pub errors: Option<Vec<String>>,
    }

    pub struct ProcessedAction {
        pub action_type: String,
        /// [`ACTION_DONE`], or another number for a failure.
        pub action_status: i64,
        pub action_result: Option<serde_json::Value>,
        pub error: Option<String>,
    }

    pub struct HandshakeComplete {
        /// Nanoseconds.
        pub handshake_time_to_complete: i64,
        pub customer_message: String,
    }

    pub struct ChannelClosed {
        pub message_type: String,
        pub message_id: String,
        pub destination_id: String,
        pub session_id: String,
        pub schema_version: i64,
        pub created_date: String,
        /// What the client prints last; empty for an ordinary end.
        pub output: String,
        /// The command's exit code. Clients that do not know the member leave it.
        #[serde(rename = "longshoreExitCode", skip_serializing_if = "Option::is_none")]
        pub exit_code: Option<i64>,
    }
}

/// `ActionStatus` of an action that was done.
pub const ACTION_DONE: i64 = 1;

/// The terminal's size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Size {
    pub cols: u16,
    pub rows: u16,
}
