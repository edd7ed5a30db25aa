//! TLS with whatever is measured: one certificate for all of them, and clients that trust it and resume nothing.

use std::sync::{Arc, LazyLock};

use anyhow::{Result, anyhow};
use rustls::client::Resumption;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

const NAME: &str = "bench.example";

/// What servers present, in PEM.
pub(crate) struct Identity {
    pub certificate: String,
    pub key: String,
}

static IDENTITY: LazyLock<Result<Identity, String>> = LazyLock::new(|| {
    let made = rcgen::generate_simple_self_signed(vec![NAME.to_owned()]).map_err(|e| e.to_string())?;
    Ok(Identity {
        certificate: made.cert.pem(),
        key: made.signing_key.serialize_pem(),
    })
});

static CLIENT: LazyLock<Result<TlsConnector, String>> = LazyLock::new(|| {
    let identity = IDENTITY.as_ref().map_err(Clone::clone)?;
    let certificate =
        CertificateDer::from_pem_slice(identity.certificate.as_bytes()).map_err(|e| e.to_string())?;
    let mut roots = rustls::RootCertStore::empty();
    roots.add(certificate).map_err(|e| e.to_string())?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|e| e.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.resumption = Resumption::disabled();
    Ok(TlsConnector::from(Arc::new(config)))
});

pub(crate) fn identity() -> Result<&'static Identity> {
    IDENTITY.as_ref().map_err(|e| anyhow!("{e}"))
}

pub(crate) async fn connect(tcp: TcpStream) -> Result<TlsStream<TcpStream>> {
    let client = CLIENT.as_ref().map_err(|e| anyhow!("{e}"))?;
    Ok(client.connect(ServerName::try_from(NAME)?, tcp).await?)
}
