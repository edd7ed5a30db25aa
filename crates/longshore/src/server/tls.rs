//! The local certificate authority: made once, kept with the state; the server's certificate is made from it at
//! every start, so that names and dates are always right.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::config::Config;
use crate::home::Home;

pub(crate) fn config(home: &Home, config: &Config) -> Result<Arc<rustls::ServerConfig>> {
    let (ca_pem, ca_key) = authority(home)?;
    let issuer = Issuer::new(authority_params(), ca_key);
    let port = config.tls_port;
    // The official agent checks its websocket's certificate against `host:port`, so that is a name, too.
    let mut names = vec![
        "localhost".to_owned(),
        format!("localhost:{port}"),
        "*.localhost".to_owned(),
        "127.0.0.1".to_owned(),
    ];
    names.push(config.listen.to_string());
    let mut params = CertificateParams::new(names).context("the server certificate's names")?;
    params.distinguished_name.push(DnType::CommonName, "Longshore");
    // Clients that are strict about RFC 5280 (Python since 3.13) want to be told who signed, and what it is for.
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let key = KeyPair::generate()?;
    let certificate = params.signed_by(&key, &issuer)?;
    let chain = vec![certificate.der().clone(), CertificateDer::from(pem(&ca_pem)?)];
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut tls = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(tls))
}

fn pem(text: &str) -> Result<Vec<u8>> {
    use rustls::pki_types::pem::PemObject as _;
    Ok(CertificateDer::from_pem_slice(text.as_bytes())
        .context("reading the authority's PEM")?
        .to_vec())
}

/// `ca.pem` and `ca.key`, made at the first need.
fn authority(home: &Home) -> Result<(String, KeyPair)> {
    let (cert_file, key_file) = (home.join("ca.pem"), home.join("ca.key"));
    if cert_file.exists() && key_file.exists() {
        let key = KeyPair::from_pem(&std::fs::read_to_string(&key_file)?)
            .with_context(|| format!("reading `{}`", key_file.display()))?;
        return Ok((std::fs::read_to_string(&cert_file)?, key));
    }
    let key = KeyPair::generate()?;
    let certificate = authority_params().self_signed(&key)?;
    home.write_private("ca.key", key.serialize_pem().as_bytes())?;
    home.write_private("ca.pem", certificate.pem().as_bytes())?;
    Ok((certificate.pem(), key))
}

/// The authority's name and rights: what its certificate says, and what it signs with.
fn authority_params() -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params
        .distinguished_name
        .push(DnType::CommonName, "Longshore local authority");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}
