//! Whom the agent trusts: the system's certificate authorities, and one file of its own for a private one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use tokio_rustls::TlsConnector;
use tracing::warn;

/// Where distributions keep the bundle: Debian, Fedora, Alpine and openSUSE.
const BUNDLES: [&str; 4] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
    "/etc/ssl/ca-bundle.pem",
];

/// A connector that trusts the system's bundle (`SSL_CERT_FILE` replaces it, as for the official agent) and `own`.
pub(crate) fn connector(own: Option<&Path>) -> anyhow::Result<TlsConnector> {
    let mut roots = rustls::RootCertStore::empty();
    let system = match std::env::var_os("SSL_CERT_FILE") {
        Some(file) => Some(PathBuf::from(file)),
        None => BUNDLES.iter().map(PathBuf::from).find(|p| p.exists()),
    };
    if let Some(file) = system
        && let Err(e) = add(&mut roots, &file)
    {
        warn!(error = %format!("{e:#}"), "the system's certificate authorities cannot be read");
    }
    if let Some(file) = own {
        add(&mut roots, file)?;
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

fn add(roots: &mut rustls::RootCertStore, file: &Path) -> anyhow::Result<()> {
    let certificates =
        CertificateDer::pem_file_iter(file).with_context(|| format!("reading `{}`", file.display()))?;
    for certificate in certificates {
        let certificate = certificate.with_context(|| format!("reading `{}`", file.display()))?;
        // A bundle may hold what no verifier takes; it is not needed then.
        let _ = roots.add(certificate);
    }
    Ok(())
}
