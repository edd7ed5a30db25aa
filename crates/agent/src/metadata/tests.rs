//! The endpoint's rules, without an engine.
