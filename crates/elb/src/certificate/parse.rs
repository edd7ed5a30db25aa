//! Reading certificates and keys, and holding one against the other. Pure.

use kernel::Time;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::prelude::FromDer as _;
use x509_parser::public_key::PublicKey;

use super::record::Facts;

/// Checks what is imported: one certificate, its key, and those that signed it.
///
/// # Errors
/// A sentence for the user; it never holds any of the key.
pub(super) fn check(certificate: &str, key: &str, chain: &str) -> Result<Facts, String> {
    let ders = certificates(certificate)?;
    let [der] = &ders[..] else {
        return Err(if ders.is_empty() {
            "The certificate field contains no certificate in PEM format.".into()
        } else {
            "The certificate field contains more than one certificate. You can specify only one certificate in this field."
                .into()
        });
    };
    let (_, parsed) = X509Certificate::from_der(der).map_err(|_| {
        "Unable to parse certificate. Please ensure the certificate is in PEM format.".to_owned()
    })?;
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes())
        .map_err(|_| "The private key is not in PEM format, or it is encrypted.".to_owned())?;
    let key = rustls::crypto::aws_lc_rs::sign::any_supported_type(&key)
        .map_err(|_| "The private key is not supported.".to_owned())?;
    let same = key.public_key().is_some_and(|k| *k == *parsed.public_key().raw);
    if !same {
        return Err("The private key does not match the certificate.".into());
    }
    let mut signed = parsed.clone();
    let signers = certificates(chain)?;
    for signer in &signers {
        let (_, by) = X509Certificate::from_der(signer).map_err(|_| {
            "Unable to parse the certificate chain. Please ensure it is in PEM format.".to_owned()
        })?;
        if signed.issuer() != by.subject() {
            return Err("Could not validate the certificate with the certificate chain.".into());
        }
        signed = by;
    }
    facts(&parsed)
}

fn certificates(pem: &str) -> Result<Vec<CertificateDer<'static>>, String> {
    CertificateDer::pem_slice_iter(pem.as_bytes())
        .collect::<Result<_, _>>()
        .map_err(|_| "Unable to parse certificate. Please ensure the certificate is in PEM format.".into())
}

fn facts(c: &X509Certificate<'_>) -> Result<Facts, String> {
    let common = c.subject().iter_common_name().filter_map(|n| n.as_str().ok());
    let mut names: Vec<String> = common.map(str::to_owned).take(1).collect();
    let (mut key_usages, mut extended) = (Vec::new(), Vec::new());
    for e in c.extensions() {
        match e.parsed_extension() {
            ParsedExtension::SubjectAlternativeName(san) => {
                for name in &san.general_names {
                    if let GeneralName::DNSName(n) = name
                        && !names.iter().any(|have| have == n)
                    {
                        names.push((*n).to_owned());
                    }
                }
            }
            ParsedExtension::KeyUsage(u) => {
                let all = [
                    (u.digital_signature(), "DIGITAL_SIGNATURE"),
                    (u.non_repudiation(), "NON_REPUDIATION"),
                    (u.key_encipherment(), "KEY_ENCIPHERMENT"),
                    (u.data_encipherment(), "DATA_ENCIPHERMENT"),
                    (u.key_agreement(), "KEY_AGREEMENT"),
                    (u.key_cert_sign(), "CERTIFICATE_SIGNING"),
                    (u.crl_sign(), "CRL_SIGNING"),
                ];
                key_usages.extend(all.iter().filter(|(on, _)| *on).map(|(_, n)| (*n).to_owned()));
            }
            ParsedExtension::ExtendedKeyUsage(u) => {
                let all = [
                    (u.server_auth, "TLS_WEB_SERVER_AUTHENTICATION"),
                    (u.client_auth, "TLS_WEB_CLIENT_AUTHENTICATION"),
                    (u.code_signing, "CODE_SIGNING"),
                    (u.email_protection, "EMAIL_PROTECTION"),
                    (u.time_stamping, "TIME_STAMPING"),
                    (u.ocsp_signing, "OCSP_SIGNING"),
                    (u.any, "ANY"),
                ];
                extended.extend(all.iter().filter(|(on, _)| *on).map(|(_, n)| (*n).to_owned()));
            }
            _ => {}
        }
    }
    let time = |t: x509_parser::time::ASN1Time| Time(t.timestamp().saturating_mul(1000));
    Ok(Facts {
        names,
        subject: c.subject().to_string(),
        issuer: c.issuer().to_string(),
        serial: c.raw_serial_as_string(),
        not_before: time(c.validity().not_before),
        not_after: time(c.validity().not_after),
        key_algorithm: algorithm(c)?,
        signature_algorithm: signature(&c.signature_algorithm.algorithm.to_id_string()).to_owned(),
        key_usages,
        extended_key_usages: extended,
    })
}

/// Which keys ACM takes.
fn algorithm(c: &X509Certificate<'_>) -> Result<String, String> {
    let unsupported = || "The key algorithm of the certificate is not supported.".to_owned();
    let name = match c.public_key().parsed().map_err(|_| unsupported())? {
        PublicKey::RSA(key) => match key.key_size() {
            2048 => "RSA_2048",
            3072 => "RSA_3072",
            4096 => "RSA_4096",
            _ => return Err(unsupported()),
        },
        PublicKey::EC(key) => match key.key_size() {
            256 => "EC_prime256v1",
            384 => "EC_secp384r1",
            521 | 528 => "EC_secp521r1",
            _ => return Err(unsupported()),
        },
        _ => return Err(unsupported()),
    };
    Ok(name.into())
}

/// ACM's name of a signature algorithm, by its object identifier (RFC 8017, RFC 5758).
fn signature(oid: &str) -> &str {
    match oid {
        "1.2.840.113549.1.1.5" => "SHA1WITHRSA",
        "1.2.840.113549.1.1.11" => "SHA256WITHRSA",
        "1.2.840.113549.1.1.12" => "SHA384WITHRSA",
        "1.2.840.113549.1.1.13" => "SHA512WITHRSA",
        "1.2.840.10045.4.3.2" => "SHA256WITHECDSA",
        "1.2.840.10045.4.3.3" => "SHA384WITHECDSA",
        "1.2.840.10045.4.3.4" => "SHA512WITHECDSA",
        other => other,
    }
}

/// What was just issued here.
///
/// # Errors
/// When it is not what [`check`] takes.
pub(super) fn issued(new: &super::Issued) -> Result<Facts, String> {
    check(&new.certificate, &new.key, &new.chain)
}
