//! The operations on metric filters.

use std::sync::Arc;

use kernel::page::page;
use kernel::{Cx, Fault, Key, Record as _, Txn};
use wire::logs as w;
use wire::schema::Unit;

use super::extract::Extract;
use super::record::{MetricFilter, Minute};
use crate::logs::filter::Pattern;
use crate::logs::storage::Matcher as _;
use crate::logs::{fault, refs};

/// "The maximum number of metric filters that can be associated with a log group is 100."
const FILTERS: usize = 100;
/// "One metric filter can include as many as three dimensions."
const DIMENSIONS: usize = 3;
const PAGE: usize = 50;

fn transformation(why: &str) -> Fault {
    fault::invalid(format!("Invalid metric transformation: {why}"))
}

pub(crate) fn put(cx: &Cx<'_>, t: &mut Txn, req: &w::PutMetricFilterRequest) -> Result<Unit, Fault> {
    let group = refs::group(cx, t, &req.log_group_name)?;
    if req.apply_on_transformed_logs == Some(true) {
        return Err(fault::unsupported("applyOnTransformedLogs", "true"));
    }
    if let Some(criteria) = req.field_selection_criteria.as_ref().filter(|c| !c.is_empty()) {
        return Err(fault::unsupported("fieldSelectionCriteria", criteria));
    }
    if let Some(fields) = req
        .emit_system_field_dimensions
        .as_ref()
        .filter(|l| !l.is_empty())
    {
        return Err(fault::unsupported("emitSystemFieldDimensions", &fields.join(",")));
    }
    let Some(m) = req.metric_transformations.first() else {
        return Err(transformation("one is needed."));
    };
    if m.metric_name.is_empty() || m.metric_namespace.is_empty() {
        return Err(transformation(
            "metricName and metricNamespace must not be empty.",
        ));
    }
    if m.metric_namespace.starts_with("AWS/") {
        return Err(transformation("metricNamespace must not begin with AWS/."));
    }
    let dimensions = m.dimensions.clone().unwrap_or_default();
    if dimensions.len() > DIMENSIONS {
        return Err(transformation(&format!(
            "the number of dimensions exceeds the limit of {DIMENSIONS}."
        )));
    }
    if !dimensions.is_empty() && m.default_value.is_some() {
        return Err(transformation(
            "dimensions and default value are mutually exclusive properties.",
        ));
    }
    if m.default_value.is_some_and(|v| !v.is_finite()) {
        return Err(transformation("defaultValue must be a number."));
    }
    let pattern = Pattern::parse(&req.filter_pattern).map_err(|e| fault::invalid(e.to_string()))?;
    if !dimensions.is_empty() && !pattern.has_parts() {
        return Err(transformation(
            "dimensions need a JSON or a space-delimited filter pattern.",
        ));
    }
    if let Some(bad) = dimensions
        .iter()
        .find(|(name, source)| name.is_empty() || !source.starts_with('$'))
    {
        return Err(transformation(&format!(
            "the dimension `{}` needs a name and a selector.",
            bad.0
        )));
    }
    let known = t.range::<MetricFilter>(&MetricFilter::of_group(cx.scope(), &group.name))?;
    let old = known.iter().find(|f| f.name == req.filter_name);
    if old.is_none() && known.len() >= FILTERS {
        return Err(w::fault::limit_exceeded_exception("Resource limit exceeded."));
    }
    let filter = MetricFilter {
        scope: cx.scope().clone(),
        group: group.name.clone(),
        name: req.filter_name.clone(),
        pattern: req.filter_pattern.clone(),
        created: old.map_or(cx.now, |f| f.created),
        namespace: m.metric_namespace.clone(),
        metric: m.metric_name.clone(),
        value: m.metric_value.clone(),
        default: m.default_value,
        dimensions,
        unit: m.unit.clone(),
    };
    Extract::of(&filter).map_err(|why| transformation(&why.to_string()))?;
    t.put(filter)?;
    Ok(Unit)
}

pub(crate) fn delete(cx: &Cx<'_>, t: &mut Txn, req: &w::DeleteMetricFilterRequest) -> Result<Unit, Fault> {
    refs::group(cx, t, &req.log_group_name)?;
    let key = MetricFilter::at(cx.scope(), &req.log_group_name, &req.filter_name);
    if !t.exists(&key) {
        return Err(w::fault::resource_not_found_exception(
            "The specified metric filter does not exist.",
        ));
    }
    t.delete(&key);
    for minute in t.keys(&Minute::of_filter(
        cx.scope(),
        &req.log_group_name,
        &req.filter_name,
    )) {
        t.delete(&minute);
    }
    Ok(Unit)
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeMetricFiltersRequest,
) -> Result<w::DescribeMetricFiltersResponse, Fault> {
    if req.metric_name.is_some() != req.metric_namespace.is_some() {
        return Err(fault::invalid(
            "metricName and metricNamespace must be specified together.",
        ));
    }
    let prefix = req.filter_name_prefix.as_deref();
    if prefix.is_some() && req.log_group_name.is_none() {
        return Err(fault::invalid(
            "logGroupName must be specified with filterNamePrefix.",
        ));
    }
    let mut all = match req.log_group_name.as_deref() {
        Some(group) => {
            refs::group(cx, t, group)?;
            let home = Key::new(MetricFilter::KIND, cx.scope(), &[group]);
            t.range::<MetricFilter>(&home.children_starting(prefix.unwrap_or_default()))?
        }
        None => t.range::<MetricFilter>(&Key::new(MetricFilter::KIND, cx.scope(), &[]).children())?,
    };
    let same = |given: &Option<String>, own: &str| given.as_ref().is_none_or(|g| g == own);
    all.retain(|f| same(&req.metric_name, &f.metric) && same(&req.metric_namespace, &f.namespace));
    let place = |f: &Arc<MetricFilter>| format!("{}\n{}", f.name, f.group);
    all.sort_by_key(place);
    let size = usize::try_from(req.limit.unwrap_or(0)).unwrap_or(0);
    let size = if size == 0 { PAGE } else { size.min(PAGE) };
    let (shown, next_token) =
        page(all, place, req.next_token.as_deref(), size).map_err(|()| fault::bad_token())?;
    Ok(w::DescribeMetricFiltersResponse {
        metric_filters: Some(shown.iter().map(|f| f.view()).collect()),
        next_token,
    })
}

pub(crate) fn test(
    _: &Cx<'_>,
    _: &mut Txn,
    req: &w::TestMetricFilterRequest,
) -> Result<w::TestMetricFilterResponse, Fault> {
    let pattern = Pattern::parse(&req.filter_pattern).map_err(|e| fault::invalid(e.to_string()))?;
    let matches = req
        .log_event_messages
        .iter()
        .zip(1..)
        .filter(|(message, _)| pattern.matches(message.as_bytes()))
        .map(|(message, number)| w::MetricFilterMatchRecord {
            event_number: Some(number),
            event_message: Some(message.clone()),
            extracted_values: Some(pattern.extracted(message.as_bytes()).into_iter().collect()),
        });
    Ok(w::TestMetricFilterResponse {
        matches: Some(matches.collect()),
    })
}
