//! DescribeCapacityProviders.

use kernel::page::page;
use kernel::{Arn, Cx, Fault, Txn};
use wire::ecs as w;

use super::BUILT_IN;
use crate::cluster::ops::page_size;
use crate::{cluster, fault};

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeCapacityProvidersRequest,
) -> Result<w::DescribeCapacityProvidersResponse, Fault> {
    if req.cluster.is_some() {
        cluster::active(cx, t, req.cluster.as_deref())?;
    }
    let arn = |name: &str| cx.scope().arn("ecs", format_args!("capacity-provider/{name}"));
    let view = |name: &str| w::CapacityProvider {
        capacity_provider_arn: Some(arn(name)),
        name: Some(name.to_owned()),
        status: Some("ACTIVE".into()),
        tags: Some(Vec::new()),
        r#type: Some(name.to_owned()),
        ..w::CapacityProvider::default()
    };
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    match req.capacity_providers.as_deref().unwrap_or_default() {
        [] => found.extend(BUILT_IN.iter().map(|n| (*n).to_owned())),
        asked => {
            for given in asked {
                let name = Arn::parse(given)
                    .and_then(|a| a.typed())
                    .map_or(given.as_str(), |(_, name)| name);
                if BUILT_IN.contains(&name) {
                    found.push(name.to_owned());
                } else {
                    failures.push(w::Failure {
                        arn: Some(arn(name)),
                        reason: Some("MISSING".into()),
                        detail: None,
                    });
                }
            }
        }
    }
    let size = page_size(req.max_results)?;
    let (found, next) =
        page(found, Clone::clone, req.next_token.as_deref(), size).map_err(|()| fault::bad_token())?;
    Ok(w::DescribeCapacityProvidersResponse {
        capacity_providers: Some(found.iter().map(|n| view(n)).collect()),
        failures: Some(failures),
        next_token: next,
    })
}
