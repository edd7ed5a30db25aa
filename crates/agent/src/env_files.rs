//! Environment files: objects of S3 with `NAME=value` lines, fetched with the credentials of the task's execution role when a
//! container is made (Amazon ECS Developer Guide, "Pass environment variables to a container").

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use bytes::Bytes;
use http_body_util::Full;
use wire::acs::{Container, EnvironmentFile};

use crate::credentials::Vault;
use crate::net::{Dialer, Pool};
use crate::sign::{self, Credentials};

/// Where objects are got from. A node that has none does not offer environment files.
pub(crate) struct EnvFiles {
    authority: String,
    region: String,
    pool: Pool,
    vault: Arc<Vault>,
}

impl EnvFiles {
    /// `endpoint` is S3's address; objects are asked for by `/bucket/key`.
    pub(crate) fn new(
        endpoint: &str,
        region: &str,
        dialer: Arc<Dialer>,
        vault: Arc<Vault>,
    ) -> anyhow::Result<EnvFiles> {
        let uri: http::Uri = endpoint.parse().context("the S3 endpoint is no address")?;
        let authority = uri.authority().context("the S3 endpoint names no host")?;
        Ok(EnvFiles {
            authority: authority.to_string(),
            region: region.to_owned(),
            pool: Pool::new(uri, dialer),
            vault,
        })
    }

    /// What the files of a container say, names in order. The error names the file.
    pub(crate) async fn variables(
        &self,
        container: &Container,
        credentials_id: Option<&str>,
    ) -> Result<BTreeMap<String, String>, String> {
        let mut all = BTreeMap::new();
        for file in &container.environment_files {
            let text = self.fetch(file, credentials_id).await;
            let text = text.map_err(|e| format!("`{}`: {e:#}", file.value))?;
            add(&mut all, &text);
        }
        // The definition's own variables go before those of files.
        all.retain(|name, _| !container.environment.contains_key(name));
        Ok(all)
    }

    async fn fetch(&self, file: &EnvironmentFile, credentials_id: Option<&str>) -> anyhow::Result<String> {
        if file.r#type != "s3" {
            bail!("`{}` is no type of an environment file", file.r#type);
        }
        let object = file.value.splitn(6, ':').nth(5).unwrap_or_default();
        let (bucket, key) = object.split_once('/').context("no bucket and key in the ARN")?;
        let role = credentials_id.and_then(|id| self.vault.get(id));
        let role = role.context("the execution role's credentials are not here")?;
        let credentials = Credentials {
            access_key_id: role.access_key_id,
            secret_access_key: role.secret_access_key,
            session_token: Some(role.session_token).filter(|t| !t.is_empty()),
        };
        let request = http::Request::get(format!("/{}/{}", escaped(bucket), escaped(key)))
            .header(http::header::HOST, &self.authority)
            .body(())?;
        let (mut parts, ()) = request.into_parts();
        sign::sign(&mut parts, b"", &credentials, &self.region, "s3")?;
        let request = http::Request::from_parts(parts, Full::<Bytes>::default());
        match self.pool.send(request).await? {
            (200, body) => String::from_utf8(body.to_vec()).context("the file is not UTF-8"),
            (status, body) => {
                let text = String::from_utf8_lossy(&body);
                let code = text.split("<Code>").nth(1).and_then(|t| t.split('<').next());
                bail!("S3 answers {status} {}", code.unwrap_or_default())
            }
        }
    }
}

/// Everything but unreserved characters and the slash by its number (Signature Version 4).
fn escaped(path: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~' | b'/');
    path.bytes()
        .map(|b| match plain(b) {
            true => char::from(b).to_string(),
            false => format!("%{b:02X}"),
        })
        .collect()
}

/// Adds a file's lines. Lines that begin with `#` say nothing; spaces and quotation marks belong to the value; of a name that
/// is there already the first value stays.
fn add(all: &mut BTreeMap<String, String>, text: &str) {
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        if let Some((name, value)) = line.split_once('=').filter(|(n, _)| !n.is_empty()) {
            all.entry(name.to_owned()).or_insert_with(|| value.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_they_stand() {
        let mut all = BTreeMap::new();
        add(&mut all, "# no\nA=1\r\nB= \"two\" # = 3\n\n=x\nnothing\nC=\n");
        add(&mut all, "A=later\nD=4");
        let found: Vec<_> = all.iter().map(|(k, v)| format!("{k}:{v}")).collect();
        assert_eq!(found, ["A:1", "B: \"two\" # = 3", "C:", "D:4"]);
        assert_eq!(escaped("a b/ü.env"), "a%20b/%C3%BC.env");
    }
}
