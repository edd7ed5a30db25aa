//! ACS messages in both directions. Names and members follow the public agent's model (`ecsacs`).

use super::credentials::IamRoleCredentials;
use super::task::{AttachmentProperty, Task};
use super::{frames, shapes};

/// Marks a reason that holds a [`LongshoreBlackBox`].
pub const BLACK_BOX: &str = "longshore.black-box:";

frames! {
    /// Server → agent.
    pub enum ToAgent {
        /// Tasks to run or to stop.
        Payload(PayloadMessage) = "PayloadMessage",
        /// Liveness; answered by [`FromAgent::HeartbeatAck`].
        Heartbeat(HeartbeatMessage) = "HeartbeatMessage",
        /// New credentials for a running task.
        Credentials(IamRoleCredentialsMessage) = "IAMRoleCredentialsMessage",
        /// An interface for a task that is about to come.
        AttachTaskInterfaces(AttachTaskNetworkInterfacesMessage) = "AttachTaskNetworkInterfacesMessage",
        /// An interface for the instance.
        AttachInstanceInterfaces(AttachInstanceNetworkInterfacesMessage) = "AttachInstanceNetworkInterfacesMessage",
        /// A volume attachment to confirm.
        ConfirmAttachment(ConfirmAttachmentMessage) = "ConfirmAttachmentMessage",
        /// All tasks that should run here; what is not listed may have to stop.
        Manifest(TaskManifestMessage) = "TaskManifestMessage",
        /// Which of the stop candidates are really to be stopped.
        StopVerificationAck(TaskStopVerificationAck) = "TaskStopVerificationAck",
        /// Download an agent update.
        StageUpdate(UpdateMessage) = "StageUpdateMessage",
        /// Install the staged update.
        PerformUpdate(UpdateMessage) = "PerformUpdateMessage",
        /// A session to open inside a container; only Longshore's agent knows it.
        OpenSession(LongshoreSessionMessage) = "LongshoreSessionMessage",
        /// Interfaces whose sandboxes are wanted ahead of their tasks; Longshore's own agent only.
        ReadyInterfaces(ReadyInterfacesMessage) = "LongshoreReadyInterfacesMessage",
        /// The server's complaint; logged.
        Error(TextMessage) = "ErrorMessage",
        /// The server will close; logged.
        Close(TextMessage) = "CloseMessage",
    }
}

frames! {
    /// Agent → server.
    pub enum FromAgent {
        /// The message with this id is taken over.
        Ack(AckRequest) = "AckRequest",
        /// The message with this id is refused.
        Nack(NackRequest) = "NackRequest",
        /// Answer to a heartbeat.
        HeartbeatAck(HeartbeatAckRequest) = "HeartbeatAckRequest",
        /// Credentials were stored.
        CredentialsAck(IamRoleCredentialsAckRequest) = "IAMRoleCredentialsAckRequest",
        /// Tasks that run here but are not in the manifest.
        StopVerification(TaskStopVerificationMessage) = "TaskStopVerificationMessage",
    }
}

shapes! {
    /// The three members `cluster_arn`, `container_instance_arn`, `message_id` are required: without one the message is dropped.
    pub struct PayloadMessage {
        pub cluster_arn: String,
        pub container_instance_arn: String,
        pub message_id: String,
        /// Epoch milliseconds.
        pub generated_at: Option<i64>,
        pub seq_num: Option<i64>,
        pub timeline: Option<i64>,
        pub tasks: Vec<Task>,
    }

    pub struct HeartbeatMessage {
        pub message_id: String,
        pub healthy: Option<bool>,
    }

    pub struct HeartbeatAckRequest {
        pub message_id: String,
    }

    /// `cluster` and `container_instance` echo the acked message's ARNs.
    pub struct AckRequest {
        pub cluster: String,
        pub container_instance: String,
        pub message_id: String,
    }

    pub struct NackRequest {
        pub cluster: String,
        pub container_instance: String,
        pub message_id: String,
        pub reason: String,
    }

    pub struct IamRoleCredentialsMessage {
        pub message_id: String,
        pub task_arn: String,
        pub task_cluster_arn: String,
        /// `TaskApplication` or `TaskExecution`.
        pub role_type: String,
        pub role_credentials: Option<IamRoleCredentials>,
    }

    pub struct IamRoleCredentialsAckRequest {
        pub message_id: String,
        pub credentials_id: String,
        pub expiration: String,
    }

    pub struct AttachTaskNetworkInterfacesMessage {
        pub message_id: String,
        pub cluster_arn: String,
        pub container_instance_arn: String,
        pub task_arn: String,
        pub task_cluster_arn: String,
        pub generated_at: Option<i64>,
        /// Milliseconds, above zero.
        pub wait_timeout_ms: Option<i64>,
        pub elastic_network_interfaces: Vec<ElasticNetworkInterface>,
    }

    pub struct AttachInstanceNetworkInterfacesMessage {
        pub message_id: String,
        pub cluster_arn: String,
        pub container_instance_arn: String,
        pub generated_at: Option<i64>,
        pub wait_timeout_ms: Option<i64>,
        pub elastic_network_interfaces: Vec<ElasticNetworkInterface>,
    }

    pub struct Ipv4Address {
        pub private_address: String,
        pub primary: Option<bool>,
    }

    pub struct Ipv6Address {
        pub address: String,
        pub primary: Option<bool>,
    }

    pub struct InterfaceVlanProperties {
        pub vlan_id: String,
        pub trunk_interface_mac_address: String,
    }

    pub struct ElasticNetworkInterface {
        pub attachment_arn: String,
        pub ec2_id: String,
        pub mac_address: String,
        pub ipv4_addresses: Vec<Ipv4Address>,
        pub ipv6_addresses: Vec<Ipv6Address>,
        /// `ip/prefix`; the subnet's size comes only from here.
        pub subnet_gateway_ipv4_address: String,
        pub subnet_gateway_ipv6_address: Option<String>,
        pub domain_name_servers: Vec<String>,
        pub domain_name: Vec<String>,
        pub private_dns_name: Option<String>,
        pub index: Option<i64>,
        pub name: Option<String>,
        /// `default` or `vlan`.
        pub interface_association_protocol: Option<String>,
        pub interface_vlan_properties: Option<InterfaceVlanProperties>,
        /// For Longshore's agent only.
        pub longshore: Option<LongshoreInterface>,
    }

    /// What a Longshore agent needs beyond the public model to build the interface on a Docker network.
    pub struct LongshoreInterface {
        /// `vpc-…`; names the Docker network, which has the size of `subnet_gateway_ipv4_address`.
        pub network_id: String,
        /// `subnet-…`
        pub subnet_id: String,
        /// Where the interface is, for the rules of its security groups (`firewall`).
        pub account: String,
        pub region: String,
    }

    /// The whole list; what is not in it any more, and is no task's, is to be removed. No answer is expected: it is told
    /// again on every connection.
    pub struct ReadyInterfacesMessage {
        pub message_id: String,
        pub interfaces: Vec<ElasticNetworkInterface>,
    }

    pub struct AttachmentMessageBody {
        pub attachment_arn: String,
        pub attachment_type: String,
        pub attachment_properties: Vec<AttachmentProperty>,
    }

    pub struct ConfirmAttachmentMessage {
        pub message_id: String,
        pub cluster_arn: String,
        pub container_instance_arn: String,
        pub task_arn: String,
        pub task_cluster_arn: String,
        pub generated_at: Option<i64>,
        pub wait_timeout_ms: Option<i64>,
        pub attachment: Option<AttachmentMessageBody>,
    }

    pub struct TaskIdentifier {
        pub task_arn: String,
        pub task_cluster_arn: String,
        pub desired_status: String,
    }

    /// `timeline` must grow for ever per instance; a manifest that is not newer is dropped without an ack.
    pub struct TaskManifestMessage {
        pub message_id: String,
        pub cluster_arn: String,
        pub container_instance_arn: String,
        pub generated_at: Option<i64>,
        pub timeline: Option<i64>,
        pub tasks: Vec<TaskIdentifier>,
    }

    pub struct TaskStopVerificationMessage {
        /// The manifest's id.
        pub message_id: String,
        pub stop_candidates: Vec<TaskIdentifier>,
    }

    pub struct TaskStopVerificationAck {
        /// The manifest's id; good once.
        pub message_id: String,
        pub generated_at: Option<i64>,
        pub stop_tasks: Vec<TaskIdentifier>,
    }

    pub struct UpdateInfo {
        pub location: String,
        /// SHA-256 in hex.
        pub signature: String,
    }

    pub struct UpdateMessage {
        pub message_id: String,
        pub cluster_arn: String,
        pub container_instance_arn: String,
        pub update_info: Option<UpdateInfo>,
    }

    /// The agent dials `/v1/agent-channel/<session_id>?token=<channel_token>` and speaks the data channel's protocol (`ssm/`) there.
    pub struct LongshoreSessionMessage {
        pub cluster_arn: String,
        pub container_instance_arn: String,
        pub message_id: String,
        pub session_id: String,
        pub channel_token: String,
        pub task_arn: String,
        pub container_name: String,
        /// A command line, quoted as for a shell.
        pub command: String,
        /// The container has stopped: the command runs on a copy of what it left.
        pub stopped: bool,
        /// Where what is shown goes as well.
        pub log: Option<LongshoreSessionLog>,
    }

    pub struct LongshoreSessionLog {
        pub group: String,
        pub region: String,
    }

    /// What is known of a container that has stopped. It travels as JSON behind [`BLACK_BOX`] in the `reason` of a managed
    /// agent of `SubmitTaskStateChange`, so that it is stored together with the end that it explains. Times are epoch
    /// milliseconds, sizes bytes.
    pub struct LongshoreBlackBox {
        pub name: String,
        pub image: String,
        pub created_at: Option<i64>,
        pub started_at: Option<i64>,
        pub finished_at: Option<i64>,
        pub healthy_at: Option<i64>,
        pub exit_code: Option<i64>,
        /// `SIGKILL`, when a signal ended it.
        pub signal: Option<String>,
        pub out_of_memory: bool,
        pub memory_limit: Option<i64>,
        pub memory_peak: Option<i64>,
        pub restarts: i64,
        pub reason: Option<String>,
        /// The last outputs of its health check, oldest first.
        pub health: Vec<LongshoreHealthOutput>,
        /// The last lines it wrote, oldest first.
        pub lines: Vec<String>,
    }

    pub struct LongshoreHealthOutput {
        pub at: i64,
        pub exit_code: i64,
        pub output: String,
    }

    /// `ErrorMessage`, `CloseMessage` and exceptions: one text.
    pub struct TextMessage {
        pub message: String,
    }
}
