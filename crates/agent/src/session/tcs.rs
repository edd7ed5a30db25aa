//! TCS: what the node measures.
