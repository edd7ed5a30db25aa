//! Reading manifests: OCI Image Specification 1.1 (manifest, index) and Docker's schema 2 (manifest, list). Pure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::names::Digest;

pub(crate) const OCI_MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
pub(crate) const OCI_INDEX: &str = "application/vnd.oci.image.index.v1+json";
pub(crate) const DOCKER_MANIFEST: &str = "application/vnd.docker.distribution.manifest.v2+json";
pub(crate) const DOCKER_LIST: &str = "application/vnd.docker.distribution.manifest.list.v2+json";

/// ECR's `ImageManifest` is bounded so; the OCI specification asks for at least as much.
pub(crate) const LONGEST: usize = 4 << 20;

/// What a manifest says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Facts {
    pub media_type: String,
    /// `artifactType`, or the configuration's type.
    pub artifact_type: Option<String>,
    /// The configuration and the layers, by digest and length; without those that are kept elsewhere (`urls`).
    pub blobs: Vec<(Digest, u64)>,
    /// Of the layers alone.
    pub size: u64,
    /// The images of an index.
    pub children: Vec<Digest>,
    pub subject: Option<Digest>,
    pub annotations: BTreeMap<String, String>,
}

fn is_index(media_type: &str) -> bool {
    matches!(media_type, OCI_INDEX | DOCKER_LIST)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Manifest {
    schema_version: Option<u32>,
    media_type: Option<String>,
    artifact_type: Option<String>,
    config: Option<Descriptor>,
    layers: Option<Vec<Descriptor>>,
    manifests: Option<Vec<Descriptor>>,
    subject: Option<Descriptor>,
    #[serde(default)]
    annotations: Option<BTreeMap<String, String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    media_type: Option<String>,
    digest: String,
    size: u64,
    #[serde(default)]
    urls: Option<Vec<String>>,
}

/// Reads a manifest. `told` is the media type that came with it.
///
/// # Errors
/// What is wrong with it, in words.
pub(crate) fn read(text: &str, told: Option<&str>) -> Result<Facts, String> {
    // A document that is both a manifest and an index could mean different things to different readers.
    let m: Manifest = serde_json::from_str(text).map_err(|e| format!("it is not a manifest: {e}"))?;
    if m.schema_version != Some(2) {
        return Err("only schema version 2 is supported".into());
    }
    let told = told.map(|t| t.split(';').next().unwrap_or(t).trim().to_owned());
    if let (Some(told), Some(own)) = (&told, &m.media_type)
        && told != own
    {
        return Err(format!("its mediaType is `{own}`, but it was sent as `{told}`"));
    }
    let guessed = if m.manifests.is_some() {
        OCI_INDEX
    } else {
        OCI_MANIFEST
    };
    let media_type = m.media_type.or(told).unwrap_or_else(|| guessed.to_owned());
    let digest = |d: &Descriptor| {
        Digest::parse(&d.digest).ok_or_else(|| format!("`{}` is no SHA-256 digest", d.digest))
    };
    let subject = m.subject.as_ref().map(digest).transpose()?;
    let mut facts = Facts {
        artifact_type: m.artifact_type,
        subject,
        annotations: m.annotations.unwrap_or_default(),
        ..Facts::default()
    };
    if is_index(&media_type) {
        if m.config.is_some() || m.layers.is_some() {
            return Err("an index has neither config nor layers".into());
        }
        let manifests = m.manifests.ok_or("an index names its manifests")?;
        facts.children = manifests.iter().map(digest).collect::<Result<_, _>>()?;
    } else if matches!(&*media_type, OCI_MANIFEST | DOCKER_MANIFEST) {
        if m.manifests.is_some() {
            return Err("a manifest of one image has no manifests".into());
        }
        let config = m.config.ok_or("a manifest names its config")?;
        let layers = m.layers.ok_or("a manifest names its layers")?;
        facts.artifact_type = facts.artifact_type.or(config.media_type.clone());
        facts.blobs.push((digest(&config)?, config.size));
        for layer in &layers {
            facts.size = facts.size.saturating_add(layer.size);
            if layer.urls.as_ref().is_none_or(Vec::is_empty) {
                facts.blobs.push((digest(layer)?, layer.size));
            }
        }
    } else {
        return Err(format!(
            "manifests of the media type `{media_type}` are not supported"
        ));
    }
    facts.media_type = media_type;
    Ok(facts)
}

/// Whether a client that sent these `Accept` values can read `media_type`; without any it takes what there is.
pub(crate) fn accepted(accepts: &[String], media_type: &str) -> bool {
    accepts.is_empty()
        || accepts
            .iter()
            .flat_map(|a| a.split(','))
            .map(|a| a.split(';').next().unwrap_or(a).trim())
            .any(|a| a == media_type || a == "*/*" || a == "application/*")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn d(n: u8) -> String {
        Digest::of(&[n]).to_string()
    }

    #[test]
    fn a_schema_2_manifest() {
        let text = json!({"schemaVersion": 2, "mediaType": DOCKER_MANIFEST,
            "config": {"mediaType": "application/vnd.docker.container.image.v1+json", "size": 7, "digest": d(1)},
            "layers": [{"mediaType": "x", "size": 100, "digest": d(2)},
                       {"mediaType": "foreign", "size": 5, "digest": d(3), "urls": ["https://elsewhere"]}]});
        let facts = read(&text.to_string(), Some(DOCKER_MANIFEST)).unwrap();
        assert_eq!(facts.size, 105);
        assert_eq!(facts.blobs.len(), 2, "a foreign layer is not ours");
        assert_eq!(
            facts.artifact_type.as_deref(),
            Some("application/vnd.docker.container.image.v1+json")
        );
    }

    #[test]
    fn an_index_without_a_media_type_of_its_own() {
        let text = json!({"schemaVersion": 2, "manifests": [
            {"mediaType": OCI_MANIFEST, "size": 1, "digest": d(1), "platform": {"os": "linux", "architecture": "arm64"}},
            {"mediaType": OCI_MANIFEST, "size": 1, "digest": d(2), "platform": {"os": "linux", "architecture": "amd64"}}]})
        .to_string();
        let facts = read(&text, None).unwrap();
        assert!(is_index(&facts.media_type) && facts.children.len() == 2 && facts.blobs.is_empty());
    }

    #[test]
    fn what_is_no_manifest_is_refused() {
        let config = json!({"mediaType": "c", "size": 1, "digest": d(1)});
        for (bad, why) in [
            (json!({"schemaVersion": 1}), "version 1"),
            (json!({"schemaVersion": 2}), "nothing in it"),
            (json!({"schemaVersion": 2, "config": config}), "no layers"),
            (
                json!({"schemaVersion": 2, "config": config, "layers": [], "manifests": []}),
                "both",
            ),
            (
                json!({"schemaVersion": 2, "mediaType": "x/y", "config": config, "layers": []}),
                "unknown type",
            ),
            (
                json!({"schemaVersion": 2, "config": {"size": 1, "digest": "md5:1"}, "layers": []}),
                "digest",
            ),
            (
                json!({"schemaVersion": 2, "config": {"size": -1, "digest": d(1)}, "layers": []}),
                "size",
            ),
        ] {
            assert!(read(&bad.to_string(), None).is_err(), "{why}");
        }
        let good = json!({"schemaVersion": 2, "mediaType": OCI_MANIFEST, "config": config, "layers": []})
            .to_string();
        assert!(read(&good, Some(OCI_MANIFEST)).is_ok());
        assert!(
            read(&good, Some(DOCKER_MANIFEST)).is_err(),
            "sent as another type"
        );
    }

    #[test]
    fn accepting() {
        let a = |s: &str| vec![s.to_owned()];
        assert!(accepted(&[], OCI_INDEX) && accepted(&a("*/*"), OCI_INDEX));
        assert!(accepted(&a(&format!("text/plain, {OCI_INDEX};q=0.5")), OCI_INDEX));
        assert!(!accepted(&a(DOCKER_MANIFEST), OCI_INDEX));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,200}") {
            let _ = read(&text, Some("a/b"));
        }
    }
}
