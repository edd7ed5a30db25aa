//! One AWS service model, as botocore ships it.
//!
//! INVARIANT: a trait that is not named here is an error, so nothing in a model is dropped without a decision.
//! `fetch.py` names what is dropped.

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::marker::PhantomData;

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Model {
    pub(crate) metadata: Metadata,
    pub(crate) operations: Pairs<Operation>,
    pub(crate) shapes: Pairs<Shape>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Metadata {
    pub(crate) api_version: String,
    pub(crate) endpoint_prefix: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) signing_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) target_prefix: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) json_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) xml_namespace: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) aws_query_compatible: Option<serde_json::Value>,
    pub(crate) protocol: String,
    pub(crate) protocols: Vec<String>,
    pub(crate) service_full_name: String,
    pub(crate) service_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) global_endpoint: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Operation {
    pub(crate) http: Http,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) input: Option<Target>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) output: Option<Target>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) errors: Vec<Target>,
    /// `smithy.api#noAuth` for the few operations that arrive unsigned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) auth: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) endpoint: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) requestcompression: Option<serde_json::Value>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Http {
    pub(crate) method: String,
    pub(crate) request_uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) response_code: Option<u16>,
}

/// A use of a shape: an operation's input, output or error, a member, a list's item, a map's key or value.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Target {
    pub(crate) shape: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) location_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) query_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) result_wrapper: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) timestamp_format: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) flattened: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) idempotency_token: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) streaming: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) jsonvalue: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) xml_namespace: Option<serde_json::Value>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Shape {
    pub(crate) r#type: Kind,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) required: Vec<String>,
    #[serde(default, skip_serializing_if = "Pairs::is_empty")]
    pub(crate) members: Pairs<Target>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) member: Option<Target>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) key: Option<Target>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<Target>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) r#enum: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) min: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max: Option<serde_json::Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pattern: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) payload: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) location_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) timestamp_format: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) flattened: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) sensitive: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) document: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) union: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) streaming: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) exception: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) fault: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<ErrorTrait>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) event: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) eventstream: bool,
    /// Says nothing to a client: answers are read by name. Left out of the cut models.
    #[serde(default, skip_serializing)]
    #[allow(dead_code, reason = "known, and not used")]
    pub(crate) xml_order: Vec<String>,
    /// An error that the model's makers added to describe the query protocol's codes.
    #[serde(default, skip_serializing)]
    #[allow(dead_code, reason = "known, and not used")]
    pub(crate) synthetic: bool,
}

#[derive(Clone, Copy, Deserialize, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Structure,
    List,
    Map,
    String,
    Character,
    Boolean,
    Integer,
    Long,
    Float,
    Double,
    Timestamp,
    Blob,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ErrorTrait {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) http_status_code: Option<u16>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) sender_fault: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) fault: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(b: &bool) -> bool {
    !b
}

/// A JSON object that keeps the order of its keys: members appear in the order AWS wrote them.
pub(crate) struct Pairs<T>(Vec<(String, T)>);

impl<T> Pairs<T> {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, t)| t)
    }
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(n, t)| (n.as_str(), t))
    }
    pub(crate) fn into_iter(self) -> impl Iterator<Item = (String, T)> {
        self.0.into_iter()
    }
}

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Pairs(Vec::new())
    }
}

impl<T> FromIterator<(String, T)> for Pairs<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(iter: I) -> Self {
        Pairs(iter.into_iter().collect())
    }
}

impl<T: Serialize> Serialize for Pairs<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(Some(self.0.len()))?;
        for (k, v) in &self.0 {
            map.serialize_entry(k, v)?;
        }
        map.end()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Object<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Object<T> {
            type Value = Pairs<T>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<T>, A::Error> {
                let mut all = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    all.push(entry);
                }
                Ok(Pairs(all))
            }
        }
        d.deserialize_map(Object(PhantomData))
    }
}
