use kernel::{Controller as _, Record as _, Scope, Time};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer as Signer, KeyPair};

use super::parse::check;
use super::plan::Renewal;
use super::record::Certificate;
use super::{Issued, Issuer, plan};

/// Is asked for nothing here.
struct NoIssuer;

impl Issuer for NoIssuer {
    fn issue(&self, _: &[String], _: &str, _: Time) -> Result<Issued, String> {
        Err("nothing is issued".into())
    }
}

/// A certificate for some names, its key, and the one that signed it.
fn signed(names: &[&str]) -> (String, String, String) {
    let mut ca = CertificateParams::default();
    ca.distinguished_name.push(DnType::CommonName, "tests");
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let ca_key = KeyPair::generate().unwrap();
    let root = ca.self_signed(&ca_key).unwrap();
    let names: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
    let mut params = CertificateParams::new(names.clone()).unwrap();
    params
        .distinguished_name
        .push(DnType::CommonName, names[0].clone());
    let key = KeyPair::generate().unwrap();
    let issuer = Signer::new(ca, ca_key);
    let certificate = params.signed_by(&key, &issuer).unwrap();
    (certificate.pem(), key.serialize_pem(), root.pem())
}

#[test]
fn a_certificate_tells_its_facts() {
    let (certificate, key, chain) = signed(&["web.example.com", "*.example.com"]);
    let facts = check(&certificate, &key, &chain).unwrap();
    assert_eq!(facts.names, ["web.example.com", "*.example.com"]);
    assert_eq!(facts.key_algorithm, "EC_prime256v1");
    assert_eq!(facts.signature_algorithm, "SHA256WITHECDSA");
    assert_eq!(facts.issuer, "CN=tests");
    assert!(facts.not_before < facts.not_after);
}

#[test]
fn what_does_not_belong_together_is_refused_without_telling_the_key() {
    let (certificate, key, chain) = signed(&["a.example.com"]);
    let (other, other_key, other_chain) = signed(&["b.example.com"]);
    let two = format!("{certificate}{other}");
    let stranger = other_chain.clone() + &chain;
    for (c, k, n, words) in [
        (&*certificate, &*other_key, &*chain, "does not match"),
        (&two, &key, "", "more than one certificate"),
        ("", &key, "", "no certificate"),
        (&certificate, "", "", "private key is not in PEM format"),
        (&certificate, &certificate, "", "private key is not in PEM format"),
        (&certificate, &key, &certificate, "could not validate"),
        (&certificate, &key, &stranger, ""),
        (
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            &key,
            "",
            "parse",
        ),
    ] {
        match check(c, k, n) {
            Ok(_) => assert_eq!(words, "", "a chain by name"),
            Err(said) => {
                assert!(
                    said.to_lowercase().contains(&words.to_lowercase()),
                    "{said}: {words}"
                );
                let secret = key.lines().nth(1).unwrap();
                assert!(!said.contains(secret));
            }
        }
    }
}

#[test]
fn renewal_is_due_sixty_days_before_the_end() {
    let key = Certificate::at(&Scope::new("000000000000", "us-east-1"), "x");
    assert_eq!(key.kind(), Certificate::KIND);
    let end = Time(100 * 24 * 3600 * 1000);
    let due = Time(end.0 - i64::try_from(plan::BEFORE.as_millis()).unwrap());
    let renewal = Renewal(std::sync::Arc::new(NoIssuer));
    let early = renewal.plan(&(key.clone(), end), Time(due.0 - 1));
    assert_eq!((early.writes.len(), early.wake), (0, Some(due)));
    assert_eq!(renewal.plan(&(key, end), due).writes.len(), 1);
}
