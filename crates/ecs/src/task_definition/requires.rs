//! What a machine must be able to do for a definition: the attributes that placement looks for, and the resources.

use kernel::Fault;
use wire::ecs as w;

use super::NetworkMode;
use super::record::TaskDefinition;
use super::size;
use crate::container_instance::query;
use crate::fault;
use crate::placement::Demand;
use crate::task::overrides;
use crate::task::record::Reservation;

impl TaskDefinition {
    /// What one task of this definition needs, overrides applied.
    ///
    /// # Errors
    /// When the overrides cannot be honoured: a task-level size that is no size.
    pub(crate) fn demand(&self, over: &w::TaskOverride, fargate: bool) -> Result<Demand, Fault> {
        let mut demand = Demand {
            reservation: self.reservation(over, fargate)?,
            attributes: self
                .definition
                .requires_attributes
                .iter()
                .flatten()
                .map(|a| (a.name.clone(), a.value.clone()))
                .collect(),
            ..Demand::default()
        };
        for c in self.definition.placement_constraints.iter().flatten() {
            let text = c.expression.clone().unwrap_or_default();
            let e = query::parse(&text)
                .map_err(|e| fault::invalid(format!("Invalid placement constraint expression: {e}")))?;
            demand.member_of.push((text, e));
        }
        if let Some(p) = &self.definition.runtime_platform {
            if let Some(arch) = &p.cpu_architecture {
                demand
                    .attributes
                    .push(("ecs.cpu-architecture".into(), Some(arch.to_ascii_lowercase())));
            }
        }
        Ok(demand)
    }

    /// Task-level sizes where given, else the sum over the containers; memory counts the soft limit first, as the
    /// agent's own admission does.
    fn reservation(&self, over: &w::TaskOverride, fargate: bool) -> Result<Reservation, Fault> {
        let mut r = Reservation::default();
        for c in self.definition.container_definitions.iter().flatten() {
            let o = overrides::of(over, c.name.as_deref().unwrap_or_default());
            r.cpu += i64::from(o.and_then(|o| o.cpu).or(c.cpu).unwrap_or(0));
            let soft = o.and_then(|o| o.memory_reservation).or(c.memory_reservation);
            let hard = o.and_then(|o| o.memory).or(c.memory);
            r.memory += i64::from(soft.or(hard).unwrap_or(0));
            if self.network_mode() == NetworkMode::Awsvpc {
                continue;
            }
            for p in c.port_mappings.iter().flatten() {
                let Some(port) = p.host_port.and_then(|p| u16::try_from(p).ok()).filter(|p| *p > 0) else {
                    continue;
                };
                match p.protocol.as_deref() {
                    Some("udp") => r.udp.push(port),
                    _ => r.tcp.push(port),
                }
            }
        }
        let bad = |what: &str| fault::invalid(format!("Invalid '{what}' setting for task."));
        if let Some(cpu) = over.cpu.as_ref().or(self.definition.cpu.as_ref()) {
            r.cpu = size::cpu_units(cpu).ok_or_else(|| bad("cpu"))?;
        }
        if let Some(memory) = over.memory.as_ref().or(self.definition.memory.as_ref()) {
            r.memory = size::memory_mib(memory).ok_or_else(|| bad("memory"))?;
        }
        if fargate && !size::is_fargate(r.cpu, r.memory) {
            return Err(fault::invalid(
                "No Fargate configuration exists for given values.",
            ));
        }
        Ok(r)
    }
}
