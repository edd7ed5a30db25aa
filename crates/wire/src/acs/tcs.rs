//! TCS, the telemetry websocket. Agent frames are a header block, CRLF CRLF and the JSON envelope; the header block carries a
//! SigV4 signature over a GET of the connection's URL with the JSON as payload. Server frames are plain envelopes.

use super::messages::{HeartbeatMessage, TextMessage};
use super::{BadFrame, frames, shapes};

frames! {
    /// Agent → server.
    pub enum FromAgent {
        /// Every 20 s; at most ten tasks and 1 MiB each, parts share the message id and the last has `fin`.
        Metrics(PublishMetricsRequest) = "PublishMetricsRequest",
        /// Every 20 s, containers with a health check only.
        Health(PublishHealthRequest) = "PublishHealthRequest",
        /// The state of the container engine.
        InstanceStatus(PublishInstanceStatusRequest) = "PublishInstanceStatusRequest",
    }
}

frames! {
    /// Server → agent. The three acks and the heartbeat keep the agent's inactivity timer quiet.
    pub enum ToAgent {
        /// Metrics were taken.
        AckMetric(TextMessage) = "AckPublishMetric",
        /// Health was taken.
        AckHealth(TextMessage) = "AckPublishHealth",
        /// The instance status was taken.
        AckInstanceStatus(TextMessage) = "AckPublishInstanceStatus",
        /// Liveness.
        Heartbeat(HeartbeatMessage) = "HeartbeatMessage",
        /// The server ends the session.
        Stop(TextMessage) = "StopTelemetrySessionMessage",
    }
}

shapes! {
    pub struct PublishMetricsRequest {
        pub metadata: MetricsMetadata,
        /// Epoch seconds.
        pub timestamp: Option<f64>,
        pub instance_metrics: Option<serde_json::Value>,
        pub task_metrics: Vec<TaskMetric>,
    }

    pub struct MetricsMetadata {
        pub cluster: String,
        pub container_instance: String,
        pub idle: Option<bool>,
        pub message_id: String,
        pub fin: Option<bool>,
    }

    pub struct TaskMetric {
        pub task_arn: String,
        pub task_definition_family: String,
        pub task_definition_version: String,
        pub container_metrics: Vec<ContainerMetric>,
        pub volume_metrics: Option<serde_json::Value>,
        pub ephemeral_storage_metrics: Option<serde_json::Value>,
        pub service_connect_metrics_wrapper: Option<serde_json::Value>,
    }

    pub struct ContainerMetric {
        pub container_name: String,
        pub container_arn: Option<String>,
        /// Percent of the whole machine.
        pub cpu_stats_set: Option<StatsSet>,
        /// MiB.
        pub memory_stats_set: Option<StatsSet>,
        pub network_stats_set: Option<NetworkStatsSet>,
        pub storage_stats_set: Option<StorageStatsSet>,
        pub restart_stats_set: Option<RestartStatsSet>,
    }

    pub struct NetworkStatsSet {
        pub rx_bytes: Option<CountSet>,
        pub rx_dropped: Option<CountSet>,
        pub rx_errors: Option<CountSet>,
        pub rx_packets: Option<CountSet>,
        pub tx_bytes: Option<CountSet>,
        pub tx_dropped: Option<CountSet>,
        pub tx_errors: Option<CountSet>,
        pub tx_packets: Option<CountSet>,
        pub rx_bytes_per_second: Option<StatsSet>,
        pub tx_bytes_per_second: Option<StatsSet>,
    }

    pub struct StorageStatsSet {
        pub read_size_bytes: Option<CountSet>,
        pub write_size_bytes: Option<CountSet>,
    }

    pub struct RestartStatsSet {
        pub restart_count: i64,
    }

    pub struct PublishHealthRequest {
        pub metadata: HealthMetadata,
        pub tasks: Vec<TaskHealth>,
        /// Epoch seconds.
        pub timestamp: Option<f64>,
    }

    pub struct HealthMetadata {
        pub cluster: String,
        pub container_instance: String,
        pub message_id: String,
        pub fin: Option<bool>,
    }

    pub struct TaskHealth {
        pub task_arn: String,
        pub task_definition_family: String,
        pub task_definition_version: String,
        pub containers: Vec<ContainerHealth>,
    }

    pub struct ContainerHealth {
        pub container_name: String,
        /// `HEALTHY`, `UNHEALTHY` or `UNKNOWN`.
        pub health_status: String,
        /// Epoch seconds.
        pub status_since: Option<f64>,
        pub status_message: Option<String>,
    }

    pub struct PublishInstanceStatusRequest {
        pub metadata: InstanceStatusMetadata,
        pub statuses: Vec<InstanceStatus>,
        /// Epoch seconds.
        pub timestamp: Option<f64>,
    }

    pub struct InstanceStatusMetadata {
        pub cluster: String,
        pub container_instance: String,
        pub request_id: String,
    }

    pub struct InstanceStatus {
        /// `ContainerRuntime`.
        pub r#type: String,
        /// `INITIALIZING`, `OK`, `IMPAIRED` or `INSUFFICIENT_DATA`.
        pub status: String,
        pub last_updated: Option<f64>,
        pub last_status_change: Option<f64>,
    }
}

/// A sampled quantity. Zero is a measurement, so every member is written.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct StatsSet {
    pub min: f64,
    pub max: f64,
    pub sample_count: i64,
    pub sum: f64,
}

/// A sampled counter. The overflow members take what does not fit a signed 64-bit integer.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CountSet {
    pub min: i64,
    pub max: i64,
    pub sample_count: i64,
    pub sum: i64,
    pub overflow_min: i64,
    pub overflow_max: i64,
    pub overflow_sum: i64,
}

/// One agent frame taken apart: the headers in order, names lower-cased, and the JSON envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedFrame<'a> {
    pub headers: Vec<(String, &'a str)>,
    pub json: &'a str,
}

impl SignedFrame<'_> {
    /// The first header of that lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| *v)
    }
}

/// Splits a frame at the first CRLF CRLF.
pub fn split_frame(frame: &str) -> Result<SignedFrame<'_>, BadFrame> {
    let (block, json) = frame
        .split_once("\r\n\r\n")
        .ok_or_else(|| BadFrame("frame has no header block".to_owned()))?;
    let mut headers = Vec::new();
    for line in block.split("\r\n").filter(|l| !l.is_empty()) {
        let (name, value) = line
            .split_once(':')
            .ok_or_else(|| BadFrame("header line has no colon".to_owned()))?;
        headers.push((name.trim().to_ascii_lowercase(), value.trim()));
    }
    Ok(SignedFrame { headers, json })
}

/// Builds a frame from header lines (name as it should appear) and the JSON envelope.
pub fn join_frame<'a>(headers: impl IntoIterator<Item = (&'a str, &'a str)>, json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 512);
    for (name, value) in headers {
        out.push_str(name);
        out.push_str(": ");
        out.push_str(value);
        out.push_str("\r\n");
    }
    out.push_str("\r\n");
    out.push_str(json);
    out
}
