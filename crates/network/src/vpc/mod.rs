//! The default VPC of an account and region: `layout.rs` (what it is, computed), `subnet.rs` (its subnets), `ops.rs` (the calls
//! that show both), `around.rs` (the route table, gateway, access list and options that every default VPC has).

pub(crate) mod around;
pub(crate) mod layout;
pub(crate) mod ops;
pub(crate) mod region;
pub(crate) mod subnet;
