//! The local certificate authority: made once, kept with the state; the server's certificate is made from it at
//! every start, so that names and dates are always right.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use kernel::Time;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::config::Config;
use crate::home::Home;

pub(crate) fn config(home: &Home, config: &Config, now: Time) -> Result<Arc<rustls::ServerConfig>> {
    let (ca_pem, ca_key) = authority(home)?;
    let issuer = Issuer::new(authority_params(), ca_key);
    let mut names: Vec<String> = ["localhost", "*.localhost", "127.0.0.1", "::1"]
        .map(str::to_owned)
        .to_vec();
    // Other machines know this one by its name, or by the address it listens on.
    names.extend(
        rustix::system::uname()
            .nodename()
            .to_str()
            .ok()
            .map(str::to_owned),
    );
    if !config.listen.is_unspecified() {
        names.push(config.listen.to_string());
    }
    // The official agent checks its websocket's certificate against `host:port`, so these are names, too.
    let with_port: Vec<String> = names
        .iter()
        .filter(|n| n.parse::<std::net::IpAddr>().is_err())
        .map(|n| format!("{n}:{}", config.tls_port))
        .collect();
    names.extend(with_port.into_iter().filter(|n| !n.starts_with('*')));
    let mut params = CertificateParams::new(names).context("the server certificate's names")?;
    params.distinguished_name.push(DnType::CommonName, "Longshore");
    // Clients that are strict about RFC 5280 (Python since 3.13) want to be told who signed, and what it is for.
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let (year, month) = month_of(now);
    params.not_before = rcgen::date_time_ymd(year, month, 1);
    params.not_after = rcgen::date_time_ymd(year + 1, month, 1);
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

/// Issues the certificates that are requested of ACM, for a little over a year as ACM does.
pub(crate) struct Authority {
    chain: String,
    key: KeyPair,
}

impl Authority {
    pub(crate) fn open(home: &Home) -> Result<Self> {
        let (chain, key) = authority(home)?;
        Ok(Self { chain, key })
    }
}

impl elb::certificate::Issuer for Authority {
    fn issue(
        &self,
        names: &[String],
        algorithm: &str,
        now: Time,
    ) -> Result<elb::certificate::Issued, String> {
        let key = match algorithm {
            "RSA_2048" => KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, rcgen::RsaKeySize::_2048),
            "RSA_3072" => KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, rcgen::RsaKeySize::_3072),
            "RSA_4096" => KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, rcgen::RsaKeySize::_4096),
            "EC_prime256v1" => KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256),
            "EC_secp384r1" => KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384),
            other => return Err(format!("The key algorithm {other} is not supported.")),
        };
        let key = key.map_err(|e| e.to_string())?;
        let mut params = CertificateParams::new(names.to_vec()).map_err(|e| e.to_string())?;
        params.distinguished_name = rcgen::DistinguishedName::new();
        let subject = names.first().map_or("", String::as_str);
        params.distinguished_name.push(DnType::CommonName, subject);
        params.use_authority_key_identifier_extension = true;
        params.key_usages = vec![
            KeyUsagePurpose::DigitalSignature,
            KeyUsagePurpose::KeyEncipherment,
        ];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let (year, month) = month_of(now);
        params.not_before = rcgen::date_time_ymd(year, month, 1);
        params.not_after = rcgen::date_time_ymd(year + 1, month, 28);
        let issuer = Issuer::new(authority_params(), &self.key);
        let certificate = params.signed_by(&key, &issuer).map_err(|e| e.to_string())?;
        Ok(elb::certificate::Issued {
            certificate: certificate.pem(),
            chain: self.chain.clone(),
            key: key.serialize_pem(),
        })
    }
}

/// Year and month of now. A server certificate is good from the first of this month for a year: strict verifiers
/// refuse more than 398 days, and it is made anew at every start.
fn month_of(now: Time) -> (i32, u8) {
    let iso = now.iso();
    let part = |a: usize, b: usize| iso.get(a..b).and_then(|t| t.parse::<i32>().ok()).unwrap_or(1);
    (part(0, 4), u8::try_from(part(5, 7)).unwrap_or(1))
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
