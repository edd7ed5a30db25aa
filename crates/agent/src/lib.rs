//! agent
mod clock;
mod engine;
pub mod pause;
pub mod runtime;
