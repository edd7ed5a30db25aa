//! Written by `cargo xtask wire` from `models/`; do not edit.

pub mod acm;
pub mod cloudwatch;
pub mod ec2;
pub mod ecr;
pub mod ecs;
pub mod elbv2;
pub mod iam;
pub mod logs;
pub mod servicediscovery;
pub mod sts;

use crate::schema::ServiceMeta;

#[rustfmt::skip]
pub(crate) static SERVICES: &[&ServiceMeta] = &[&acm::SERVICE, &cloudwatch::SERVICE, &ec2::SERVICE, &ecr::SERVICE, &ecs::SERVICE, &elbv2::SERVICE, &iam::SERVICE, &logs::SERVICE, &servicediscovery::SERVICE, &sts::SERVICE];
