//! The data channel of an interactive session: what the session manager plugin and the side with the process say.
//!
//! Two ends exchange binary messages ([`message`]) over a websocket that somebody else relays. Data messages of each
//! direction carry ascending sequence numbers, are acknowledged one by one and are sent again until they are
//! ([`channel`], pure). What a message carries stands in [`payload`].
//!
//! A session: the client sends its token as text; the process's side asks for a handshake, the client answers, the
//! process's side completes it; then keys and sizes go one way and output the other, until `channel_closed`.
//!
//! INVARIANT: everything here is data. Sockets, clocks and randomness are elsewhere; time and ids come in.

pub mod channel;
pub mod message;
pub mod payload;
pub mod words;

#[cfg(test)]
mod tests;

pub use channel::{Channel, Heard};
pub use message::{Kind, Message};
pub use payload::{OpenDataChannel, PayloadType};
