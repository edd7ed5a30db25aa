//! TLS on both sides: listeners with their certificates and policies, and targets, whose certificates nobody checks
//! (Application Load Balancers guide, "Target groups": targets' certificates are not validated).

use std::net::IpAddr;
use std::sync::{Arc, LazyLock};

use anyhow::{Context as _, Result, bail};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{DigitallySignedStruct, SignatureScheme, SupportedProtocolVersion};
use tokio::net::TcpStream;

static PROVIDER: LazyLock<Arc<CryptoProvider>> =
    LazyLock::new(|| Arc::new(rustls::crypto::aws_lc_rs::default_provider()));

/// What a listener presents and accepts.
pub(crate) struct Tls {
    pub config: Arc<rustls::ServerConfig>,
    certificates: Arc<Certificates>,
}

impl Tls {
    /// ARN of the certificate that a client who asks for this name is shown.
    pub(crate) fn shown(&self, name: Option<&str>) -> &str {
        let shown = self.certificates.choose(name);
        shown.map_or("", |c| &c.arn)
    }
}

/// Makes the certificates and the policy ready.
///
/// # Errors
/// When none of its certificates can be used.
pub(crate) fn server(tls: &wire::proxy::Tls, http2: bool) -> Result<Tls> {
    let mut chosen = Certificates::default();
    for c in &tls.certificates {
        let chain = CertificateDer::pem_slice_iter(c.chain.as_bytes())
            .collect::<Result<Vec<_>, _>>()
            .with_context(|| format!("the chain of `{}`", c.arn))?;
        let key = PrivateKeyDer::from_pem_slice(c.key.as_bytes())
            .with_context(|| format!("the key of `{}`", c.arn))?;
        let names = chain.first().map(names).unwrap_or_default();
        let key = PROVIDER.key_provider.load_private_key(key)?;
        chosen.all.push(Shown {
            arn: c.arn.clone(),
            names,
            key: Arc::new(CertifiedKey::new(chain, key)),
        });
    }
    if chosen.all.is_empty() {
        bail!("the listener has no certificate: give it one of AWS Certificate Manager");
    }
    let certificates = Arc::new(chosen);
    let mut config = rustls::ServerConfig::builder_with_provider(Arc::clone(&PROVIDER))
        .with_protocol_versions(versions(&tls.policy))?
        .with_no_client_auth()
        .with_cert_resolver(Arc::clone(&certificates) as _);
    config.alpn_protocols = match tls.alpn.as_deref() {
        Some("HTTP1Only") => vec![b"http/1.1".to_vec()],
        Some("HTTP2Only") => vec![b"h2".to_vec()],
        Some("HTTP2Optional") => vec![b"http/1.1".to_vec(), b"h2".to_vec()],
        Some("HTTP2Preferred") => vec![b"h2".to_vec(), b"http/1.1".to_vec()],
        _ if http2 => vec![b"h2".to_vec(), b"http/1.1".to_vec()],
        _ => Vec::new(),
    };
    Ok(Tls {
        config: Arc::new(config),
        certificates,
    })
}

/// Versions that a policy allows; TLS 1.0 and 1.1 are broken and never spoken here.
fn versions(policy: &str) -> &'static [&'static SupportedProtocolVersion] {
    static NEW: &[&SupportedProtocolVersion] = &[&rustls::version::TLS13];
    static OLD: &[&SupportedProtocolVersion] = &[&rustls::version::TLS12];
    if policy.contains("TLS13-1-3") {
        NEW
    } else if policy.contains("TLS13") {
        rustls::ALL_VERSIONS
    } else {
        OLD
    }
}

/// By name; the first is for everybody else.
#[derive(Debug, Default)]
struct Certificates {
    all: Vec<Shown>,
}

#[derive(Debug)]
struct Shown {
    arn: String,
    names: Vec<String>,
    key: Arc<CertifiedKey>,
}

impl Certificates {
    fn choose(&self, wanted: Option<&str>) -> Option<&Shown> {
        let named = |exact: bool| {
            let wanted = wanted?;
            let parent = wanted.split_once('.').map(|(_, p)| p);
            self.all.iter().find(|c| {
                c.names.iter().any(|n| match n.strip_prefix("*.") {
                    Some(rest) => !exact && Some(rest) == parent,
                    None => exact && n == wanted,
                })
            })
        };
        named(true).or_else(|| named(false)).or_else(|| self.all.first())
    }
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let wanted = hello.server_name().map(str::to_ascii_lowercase);
        self.choose(wanted.as_deref()).map(|c| Arc::clone(&c.key))
    }
}

/// DNS names of a certificate.
fn names(certificate: &CertificateDer<'_>) -> Vec<String> {
    use x509_parser::extensions::GeneralName;
    use x509_parser::prelude::FromDer as _;
    let Ok((_, parsed)) = x509_parser::certificate::X509Certificate::from_der(certificate) else {
        return Vec::new();
    };
    let Ok(Some(san)) = parsed.subject_alternative_name() else {
        return Vec::new();
    };
    let dns = san.value.general_names.iter().filter_map(|n| match n {
        GeneralName::DNSName(n) => Some(n.to_ascii_lowercase()),
        _ => None,
    });
    dns.collect()
}

/// Speaks TLS with a target.
pub(crate) async fn connect(
    tcp: TcpStream,
    ip: IpAddr,
    h2: bool,
) -> std::io::Result<tokio_rustls::client::TlsStream<TcpStream>> {
    let config = if h2 { &*CLIENT_H2 } else { &*CLIENT_H1 };
    let config = config.as_ref().map_err(|e| std::io::Error::other(e.clone()))?;
    let connector = tokio_rustls::TlsConnector::from(Arc::clone(config));
    connector.connect(ServerName::from(ip), tcp).await
}

type Client = Result<Arc<rustls::ClientConfig>, String>;
static CLIENT_H1: LazyLock<Client> = LazyLock::new(|| client(false));
static CLIENT_H2: LazyLock<Client> = LazyLock::new(|| client(true));

fn client(h2: bool) -> Client {
    let mut config = rustls::ClientConfig::builder_with_provider(Arc::clone(&PROVIDER))
        .with_safe_default_protocol_versions()
        .map_err(|e| e.to_string())?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Anyone(PROVIDER.signature_verification_algorithms)))
        .with_no_client_auth();
    if h2 {
        config.alpn_protocols = vec![b"h2".to_vec()];
    }
    Ok(Arc::new(config))
}

/// Takes any certificate, of whoever has its key.
#[derive(Debug)]
struct Anyone(WebPkiSupportedAlgorithms);

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls12_signature(message, cert, dss, &self.0)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls13_signature(message, cert, dss, &self.0)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_schemes()
    }
}
