//! Metric filters: log events become metrics.
//!
//! * [`record`] — what is stored: filters, and minutes that may owe a default value
//! * [`ops`] — PutMetricFilter, DescribeMetricFilters, DeleteMetricFilter, TestMetricFilter
//! * [`extract`] — what a filter makes of some events. Pure
//! * [`emit`] — values on their way to `cloudwatch:PutMetricData`, as `logs.amazonaws.com`
//!
//! A batch's values are put when the batch is durable and before it is answered; a batch that was stored before (its
//! token says so) gives none again. A server that dies between the two loses the values of that batch, never the events.
//!
//! A default value stands for a minute in which events came and none of them matched: such minutes are records, and the
//! upkeep settles them once they are over.

pub(crate) mod access;
pub(crate) mod emit;
mod extract;
pub(crate) mod ops;
pub(crate) mod record;

#[cfg(test)]
mod tests;
