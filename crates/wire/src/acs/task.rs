//! The task of a payload: everything a node must know to run it, also after a restart.

use std::collections::BTreeMap;

use super::credentials::IamRoleCredentials;
use super::messages::ElasticNetworkInterface;
use super::probe::LongshoreContainer;
use super::shapes;

shapes! {
    pub struct Task {
        pub arn: String,
        pub family: String,
        pub version: String,
        /// `RUNNING` or `STOPPED`.
        pub desired_status: String,
        pub containers: Vec<Container>,
        pub volumes: Vec<Volume>,
        /// vCPU.
        pub cpu: Option<f64>,
        /// MiB.
        pub memory: Option<i64>,
        /// `bridge` (also empty), `host`, `awsvpc`, `none`. Docker's network is chosen by the containers' hostConfig.
        pub network_mode: Option<String>,
        pub role_credentials: Option<IamRoleCredentials>,
        pub execution_role_credentials: Option<IamRoleCredentials>,
        pub elastic_network_interfaces: Vec<ElasticNetworkInterface>,
        pub attachments: Vec<Attachment>,
        pub associations: Vec<Association>,
        pub pid_mode: Option<String>,
        pub ipc_mode: Option<String>,
        pub proxy_configuration: Option<ProxyConfiguration>,
        pub launch_type: Option<String>,
        pub service_name: Option<String>,
        pub group: Option<String>,
        pub zone: Option<String>,
        pub task_definition_account_id: Option<String>,
        pub task_cluster_arn: Option<String>,
        pub enable_fault_injection: Option<bool>,
    }

    pub struct Container {
        pub name: String,
        pub image: String,
        pub essential: Option<bool>,
        pub command: Vec<String>,
        pub entry_point: Vec<String>,
        /// CPU shares (1024 = one vCPU).
        pub cpu: Option<i64>,
        /// Hard limit, MiB.
        pub memory: Option<i64>,
        /// Definition and overrides already merged.
        pub environment: BTreeMap<String, String>,
        /// A JSON string that may hold only `command`.
        pub overrides: Option<serde_json::Value>,
        pub port_mappings: Vec<PortMapping>,
        pub mount_points: Vec<MountPoint>,
        pub volumes_from: Vec<VolumeFrom>,
        /// `name:alias`.
        pub links: Vec<String>,
        pub docker_config: Option<DockerConfig>,
        /// `docker` when health is to be reported.
        pub health_check_type: Option<String>,
        pub registry_authentication: Option<RegistryAuthentication>,
        pub logs_auth_strategy: Option<String>,
        pub secrets: Vec<Secret>,
        pub depends_on: Vec<Dependency>,
        /// Seconds.
        pub start_timeout: Option<i64>,
        /// Seconds; 0 or absent means the agent's default of 30.
        pub stop_timeout: Option<i64>,
        pub restart_policy: Option<RestartPolicy>,
        pub firelens_configuration: Option<FirelensConfiguration>,
        pub environment_files: Vec<EnvironmentFile>,
        pub credential_specs: Vec<String>,
        pub managed_agents: Vec<ManagedAgent>,
        pub container_arn: Option<String>,
        pub network_interface_names: Vec<String>,
        /// For Longshore's agent only.
        pub longshore: Option<LongshoreContainer>,
    }

    pub struct PortMapping {
        pub container_port: Option<i64>,
        /// 0 or absent = dynamic.
        pub host_port: Option<i64>,
        pub container_port_range: Option<String>,
        /// `tcp` (also when absent) or `udp`.
        pub protocol: Option<String>,
    }

    pub struct MountPoint {
        pub source_volume: String,
        pub container_path: String,
        pub read_only: bool,
    }

    pub struct VolumeFrom {
        pub source_container: String,
        pub read_only: bool,
    }

    /// `config` and `host_config` are JSON strings in Docker Engine API form, laid over what the agent built.
    pub struct DockerConfig {
        pub version: Option<String>,
        pub config: Option<String>,
        pub host_config: Option<String>,
    }

    pub struct RegistryAuthentication {
        /// `ecr` or `asm`.
        pub r#type: String,
        pub ecr_auth_data: Option<EcrAuthData>,
        pub asm_auth_data: Option<AsmAuthData>,
    }

    pub struct EcrAuthData {
        pub registry_id: Option<String>,
        pub region: Option<String>,
        pub endpoint_override: Option<String>,
        pub use_execution_role: Option<bool>,
    }

    pub struct AsmAuthData {
        pub credentials_parameter: Option<String>,
        pub region: Option<String>,
    }

    pub struct Secret {
        pub name: String,
        pub value_from: String,
        pub container_path: Option<String>,
        /// `ENVIRONMENT_VARIABLE`, `MOUNT_POINT`, `BOOTSTRAP`.
        pub r#type: Option<String>,
        pub region: Option<String>,
        /// `ssm` or `asm`.
        pub provider: Option<String>,
        /// `CONTAINER` or `LOG_DRIVER`.
        pub target: Option<String>,
    }

    pub struct Dependency {
        pub container_name: String,
        /// `START`, `COMPLETE`, `SUCCESS`, `HEALTHY`.
        pub condition: String,
    }

    pub struct RestartPolicy {
        pub enabled: bool,
        pub ignored_exit_codes: Vec<i64>,
        /// Seconds.
        pub restart_attempt_period: Option<i64>,
    }

    pub struct FirelensConfiguration {
        /// `fluentd` or `fluentbit`.
        pub r#type: String,
        pub options: BTreeMap<String, String>,
    }

    pub struct EnvironmentFile {
        pub value: String,
        pub r#type: String,
    }

    pub struct ManagedAgent {
        pub name: String,
        pub properties: BTreeMap<String, String>,
    }

    pub struct Attachment {
        pub attachment_arn: String,
        pub attachment_type: String,
        pub attachment_properties: Vec<AttachmentProperty>,
    }

    pub struct AttachmentProperty {
        pub name: String,
        pub value: String,
    }

    pub struct Association {
        pub name: String,
        /// `gpu` or `elastic-inference`.
        pub r#type: String,
        pub content: Option<AssociationContent>,
        pub containers: Vec<String>,
    }

    pub struct AssociationContent {
        pub encoding: Option<String>,
        pub value: Option<String>,
    }

    pub struct ProxyConfiguration {
        pub r#type: String,
        pub container_name: String,
        pub properties: BTreeMap<String, String>,
    }

    /// Type `host` is meant when `type` is absent.
    pub struct Volume {
        pub name: String,
        pub r#type: Option<String>,
        pub host: Option<HostVolume>,
        pub docker: Option<DockerVolume>,
        pub efs: Option<EfsVolume>,
    }

    /// An empty path asks for a docker volume made for this task.
    pub struct HostVolume {
        pub source_path: String,
    }

    pub struct DockerVolume {
        /// `task` or `shared`.
        pub scope: Option<String>,
        pub autoprovision: Option<bool>,
        pub driver: Option<String>,
        pub driver_opts: BTreeMap<String, String>,
        pub labels: BTreeMap<String, String>,
    }

    pub struct EfsVolume {
        pub file_system_id: String,
        pub root_directory: Option<String>,
        pub transit_encryption: Option<String>,
        pub transit_encryption_port: Option<i64>,
        pub authorization_config: Option<EfsAuthorization>,
    }

    pub struct EfsAuthorization {
        pub access_point_id: Option<String>,
        pub iam: Option<String>,
    }
}

/// The last segment of a task ARN.
pub fn task_id(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}
