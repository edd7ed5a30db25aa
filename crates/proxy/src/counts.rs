//! What CloudWatch is told of balancers and target groups (`AWS/ApplicationELB`, `AWS/NetworkELB`).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::pick::Standing;
use crate::table::{Group, Table};

macro_rules! tally {
    ($($name:ident = $metric:literal),+ $(,)?) => {
        /// Counters since the last report.
        #[derive(Debug, Default)]
        pub(crate) struct Tally {
            $(pub $name: Count,)+
            pub response_time: Sample,
        }

        impl Tally {
            fn take(&self) -> Vec<(String, f64)> {
                let all = [$(($metric, self.$name.take())),+];
                all.into_iter().filter(|(_, n)| *n > 0).map(|(k, n)| (k.to_owned(), n as f64)).collect()
            }
        }
    };
}

tally! {
    requests = "RequestCount",
    target_2xx = "HTTPCode_Target_2XX_Count",
    target_3xx = "HTTPCode_Target_3XX_Count",
    target_4xx = "HTTPCode_Target_4XX_Count",
    target_5xx = "HTTPCode_Target_5XX_Count",
    elb_3xx = "HTTPCode_ELB_3XX_Count",
    elb_4xx = "HTTPCode_ELB_4XX_Count",
    elb_5xx = "HTTPCode_ELB_5XX_Count",
    elb_500 = "HTTPCode_ELB_500_Count",
    elb_502 = "HTTPCode_ELB_502_Count",
    elb_503 = "HTTPCode_ELB_503_Count",
    elb_504 = "HTTPCode_ELB_504_Count",
    fixed = "HTTP_Fixed_Response_Count",
    redirects = "HTTP_Redirect_Count",
    connections = "NewConnectionCount",
    rejected = "RejectedConnectionCount",
    target_errors = "TargetConnectionErrorCount",
    tls_errors = "ClientTLSNegotiationErrorCount",
    flows = "NewFlowCount",
    bytes = "ProcessedBytes",
    desync = "DesyncMitigationMode_NonCompliant_Request_Count",
}

#[derive(Debug, Default)]
pub(crate) struct Count(AtomicU64);

impl Count {
    pub(crate) fn one(&self) {
        self.add(1);
    }

    pub(crate) fn add(&self, n: u64) {
        self.0.fetch_add(n, Ordering::Relaxed);
    }

    fn take(&self) -> u64 {
        self.0.swap(0, Ordering::Relaxed)
    }
}

/// Durations folded, in microseconds.
#[derive(Debug, Default)]
pub(crate) struct Sample {
    count: AtomicU64,
    sum: AtomicU64,
    /// The least, as what it lacks to the greatest number, so that zero is none.
    least: AtomicU64,
    most: AtomicU64,
}

impl Sample {
    pub(crate) fn add(&self, micros: u64) {
        self.count.fetch_add(1, Ordering::Relaxed);
        self.sum.fetch_add(micros, Ordering::Relaxed);
        self.least.fetch_max(u64::MAX - micros, Ordering::Relaxed);
        self.most.fetch_max(micros, Ordering::Relaxed);
    }

    fn take(&self) -> Option<[f64; 4]> {
        let count = self.count.swap(0, Ordering::Relaxed);
        let [sum, least, most] = [&self.sum, &self.least, &self.most].map(|a| a.swap(0, Ordering::Relaxed));
        let seconds = |micros: u64| micros as f64 / 1e6;
        (count > 0).then(|| {
            [
                count as f64,
                seconds(sum),
                seconds(u64::MAX - least),
                seconds(most),
            ]
        })
    }
}

impl Tally {
    /// A target's answer.
    pub(crate) fn answered(&self, status: u16) {
        match status / 100 {
            2 => self.target_2xx.one(),
            3 => self.target_3xx.one(),
            4 => self.target_4xx.one(),
            5 => self.target_5xx.one(),
            _ => {}
        }
    }

    /// An answer of our own.
    pub(crate) fn refused(&self, status: u16) {
        match status {
            500 => self.elb_500.one(),
            502 => self.elb_502.one(),
            503 => self.elb_503.one(),
            504 => self.elb_504.one(),
            _ => {}
        }
        match status / 100 {
            3 => self.elb_3xx.one(),
            4 => self.elb_4xx.one(),
            5 => self.elb_5xx.one(),
            _ => {}
        }
    }
}

/// How many targets of a group are healthy and how many are not.
fn hosts(group: &Group) -> [(String, [f64; 4]); 2] {
    let count = |s: Standing| group.members.iter().filter(|m| m.standing() == s).count() as f64;
    [
        ("HealthyHostCount", Standing::Healthy),
        ("UnHealthyHostCount", Standing::Unhealthy),
    ]
    .map(|(name, s)| (name.to_owned(), [1.0, count(s), count(s), count(s)]))
}

/// Everything counted since the last time.
pub(crate) fn take(table: &Table) -> Vec<wire::proxy::Counts> {
    let mut all = Vec::new();
    for ((balancer, group), tally) in &table.tallies {
        let tally: &Arc<Tally> = tally;
        let sums = tally.take();
        let mut samples: Vec<_> = tally
            .response_time
            .take()
            .map(|s| ("TargetResponseTime".to_owned(), s))
            .into_iter()
            .collect();
        if let Some(group) = group.as_ref().and_then(|g| table.groups.get(g)) {
            samples.extend(hosts(group));
        }
        if !sums.is_empty() || !samples.is_empty() {
            all.push(wire::proxy::Counts {
                balancer: balancer.clone(),
                group: group.clone(),
                sums,
                samples,
            });
        }
    }
    all.sort_by(|a, b| (&a.balancer, &a.group).cmp(&(&b.balancer, &b.group)));
    all
}
