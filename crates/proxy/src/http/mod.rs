//! HTTP/1.1 as it is written: strict readers that never look at a clock or a socket.
//!
//! * [`head`] — a start line and fields; anything that two readers could read differently is refused
//! * [`framing`] — where a message's body ends · [`body`] — bodies out of bytes, and trailers
//!
//! INVARIANT: a message is never passed through: it is read here and written anew, so that a target sees one way to
//! read it only (RFC 9112, section 11).

pub(crate) mod body;
pub(crate) mod framing;
pub(crate) mod head;
#[cfg(test)]
mod tests;
