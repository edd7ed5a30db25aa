//! The same over TLS, with a private certificate authority.

use std::sync::Arc;

use agent::EngineChoice;
use agent::runtime::FakeRuntime;
use rustls::pki_types::PrivateKeyDer;
use serde_json::json;

use super::node::{Node, task};
use super::plane::Plane;

#[tokio::test]
async fn api_and_websockets_are_encrypted() {
    let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let dir = tempfile::tempdir().unwrap();
    let ca = dir.path().join("ca.pem");
    std::fs::write(&ca, made.cert.pem()).unwrap();
    let plane = Plane::start_with(Some(Arc::new(config).into())).await;
    assert!(plane.endpoint().starts_with("https://"));
    let fake = FakeRuntime::new(|| 1_795_449_600_000);
    fake.add_image("app");
    let node = Node::before(plane, EngineChoice::Given(Arc::new(fake)), Some(ca)).await;
    let t = task("tls", "none", &[("a", &["exit", "1"], json!({}))]);
    node.plane.payload(t.clone()).await;
    node.plane.change(&t.arn, "STOPPED").await;
    node.plane
        .until("telemetry", |s| (!s.tcs.is_empty()).then_some(()))
        .await;
    node.agent.shutdown().await;
}
