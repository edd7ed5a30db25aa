//! Images of our own registry: which names mean it, and the token that pulls them.
//!
//! `localhost:<port>/web` with the port at which this node finds the registry, and `<account>.dkr.ecr.<region>.amazonaws.com/web`,
//! which AWS's users write: the same repository, pulled from here and given the written name afterwards.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use wire::acs;

use crate::api::Api;
use crate::credentials::Vault;
use crate::runtime::RegistryAuth;
use crate::sign::Credentials;

/// Where agents of other machines listen for the registry.
pub(crate) const NODE_PORT: u16 = 4580;

pub(crate) struct Ecr {
    api: Arc<Api>,
    vault: Arc<Vault>,
    /// The port at which the control plane's images are on this machine, once it is known.
    port: AtomicU16,
}

/// An image of our registry.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ours {
    /// The name to pull it by.
    pub pull: String,
    /// The account and region that the name tells, when it does.
    pub registry: Option<(String, String)>,
}

impl Ecr {
    /// The registry of a control plane on this machine is at its own port, that of another at [`NODE_PORT`] unless it
    /// says otherwise ([`Ecr::find_port`]).
    pub(crate) fn new(api: Arc<Api>, vault: Arc<Vault>, endpoint: &str) -> Ecr {
        let port = AtomicU16::new(port(endpoint).unwrap_or(NODE_PORT));
        Ecr { api, vault, port }
    }

    fn host(&self) -> String {
        format!("localhost:{}", self.port.load(Ordering::Relaxed))
    }

    /// Asks the control plane by which port its images are named: it tells that of its own machine.
    pub(crate) async fn find_port(&self) -> Result<u16, String> {
        let answer = self.api.ecr(None, None, "GetAuthorizationToken", json!({})).await;
        let answer = answer.map_err(|e| e.to_string())?;
        let told = answer.pointer("/authorizationData/0/proxyEndpoint");
        let told = told.and_then(|t| t.as_str()).and_then(|t| t.rsplit_once(':'));
        let port = told.and_then(|(_, port)| port.parse().ok());
        let port = port.ok_or("the control plane does not tell where its images are")?;
        self.port.store(port, Ordering::Relaxed);
        Ok(port)
    }

    /// What is pulled for a container, when it is of our registry: the control plane says so, or its name does.
    pub(crate) fn image(&self, spec: &acs::Container) -> Option<Ours> {
        told_image(&self.host(), spec)
    }

    /// An image by a digest can be given no other name: the engine will know it by the one that it is pulled by, and
    /// the token's registry is told apart.
    pub(crate) fn settle(&self, spec: &mut acs::Container) {
        settled(&self.host(), spec);
    }

    /// The token of the task's execution role, when it has one, or the node's own.
    pub(crate) async fn token(
        &self,
        image: &Ours,
        credentials_id: Option<&str>,
    ) -> Result<RegistryAuth, String> {
        let role = match credentials_id.map(|id| self.vault.get(id)) {
            Some(None) => return Err("the execution role's credentials are not here".into()),
            Some(found) => found,
            None => None,
        };
        let role = role.map(|r| Credentials {
            access_key_id: r.access_key_id,
            secret_access_key: r.secret_access_key,
            session_token: Some(r.session_token).filter(|t| !t.is_empty()),
        });
        let (body, region) = match &image.registry {
            Some((account, region)) => (json!({"registryIds": [account]}), Some(&**region)),
            None => (json!({}), None),
        };
        let answer = self
            .api
            .ecr(role.as_ref(), region, "GetAuthorizationToken", body)
            .await
            .map_err(|e| e.to_string())?;
        let token = answer
            .pointer("/authorizationData/0/authorizationToken")
            .and_then(|t| t.as_str())
            .and_then(|t| STANDARD.decode(t).ok())
            .and_then(|t| String::from_utf8(t).ok());
        let token = token.ok_or("the registry's token cannot be read")?;
        let (username, password) = token
            .split_once(':')
            .ok_or("the registry's token cannot be read")?;
        Ok(RegistryAuth {
            username: username.to_owned(),
            password: password.to_owned(),
        })
    }
}

/// The port of a control plane on this machine.
pub(crate) fn port(endpoint: &str) -> Option<u16> {
    let uri: Option<http::Uri> = endpoint.parse().ok();
    let here = |u: &http::Uri| matches!(u.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
    uri.filter(here).and_then(|u| u.port_u16())
}

fn told_image(here: &str, spec: &acs::Container) -> Option<Ours> {
    let by_name = ours(here, &spec.image);
    let told = spec.registry_authentication.as_ref();
    let Some(told) = told.and_then(|a| a.ecr_auth_data.as_ref()) else {
        return by_name;
    };
    Some(Ours {
        pull: by_name.map_or_else(|| spec.image.clone(), |o| o.pull),
        registry: told.registry_id.clone().zip(told.region.clone()),
    })
}

fn settled(here: &str, spec: &mut acs::Container) {
    if spec.registry_authentication.is_some() || !spec.image.contains('@') {
        return;
    }
    let Some(Ours {
        pull,
        registry: Some((account, region)),
    }) = ours(here, &spec.image)
    else {
        return;
    };
    spec.image = pull;
    spec.registry_authentication = Some(acs::RegistryAuthentication {
        r#type: "ecr".into(),
        ecr_auth_data: Some(acs::EcrAuthData {
            registry_id: Some(account),
            region: Some(region),
            ..acs::EcrAuthData::default()
        }),
        asm_auth_data: None,
    });
}

fn ours(here: &str, image: &str) -> Option<Ours> {
    let (host, path) = image.split_once('/')?;
    let port = here.rsplit(':').next().unwrap_or_default();
    let pull = format!("{here}/{path}");
    if let Some(("localhost" | "127.0.0.1", p)) = host.rsplit_once(':') {
        // The name it is written by stays: the engine knows it by that.
        return (p == port).then(|| Ours {
            pull: image.to_owned(),
            registry: None,
        });
    }
    let (account, rest) = host.split_once(".dkr.ecr.")?;
    let (region, suffix) = rest.split_once('.')?;
    let known = matches!(suffix, "amazonaws.com" | "amazonaws.com.cn") || suffix == here;
    let fine = account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit());
    (known && fine).then(|| Ours {
        pull,
        registry: Some((account.to_owned(), region.to_owned())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_mean_our_registry() {
        let here = "localhost:4580";
        let named = |image: &str| ours(here, image);
        let plain = |image: &str| {
            Some(Ours {
                pull: image.into(),
                registry: None,
            })
        };
        assert_eq!(named("localhost:4580/web:v1"), plain("localhost:4580/web:v1"));
        assert_eq!(named("127.0.0.1:4580/web"), plain("127.0.0.1:4580/web"));
        let aws = Some(Ours {
            pull: "localhost:4580/team/web:v1".into(),
            registry: Some(("000000000000".into(), "eu-west-3".into())),
        });
        assert_eq!(
            named("000000000000.dkr.ecr.eu-west-3.amazonaws.com/team/web:v1"),
            aws
        );
        assert_eq!(
            named("000000000000.dkr.ecr.eu-west-3.localhost:4580/team/web:v1"),
            aws
        );
        for other in [
            "nginx",
            "library/nginx",
            "localhost:5000/web",
            "localhost/web",
            "ghcr.io/x/y",
            "1.dkr.ecr.x.amazonaws.com/w",
            "000000000000.dkr.ecr.x.evil.example/w",
        ] {
            assert_eq!(named(other), None, "{other}");
        }
    }

    fn spec(image: &str, told: Option<(&str, &str)>) -> acs::Container {
        acs::Container {
            image: image.into(),
            registry_authentication: told.map(|(account, region)| acs::RegistryAuthentication {
                r#type: "ecr".into(),
                ecr_auth_data: Some(acs::EcrAuthData {
                    registry_id: Some(account.into()),
                    region: Some(region.into()),
                    ..acs::EcrAuthData::default()
                }),
                asm_auth_data: None,
            }),
            ..acs::Container::default()
        }
    }

    #[test]
    fn what_the_control_plane_says_goes_before_the_name() {
        let told = Some(("111111111111", "eu-west-3"));
        let registry = told.map(|(a, r)| (a.to_owned(), r.to_owned()));
        for pull in ["localhost:4580/web@sha256:ab", "localhost:9000/web:v1"] {
            let found = told_image("localhost:4580", &spec(pull, told));
            let pull = pull.to_owned();
            assert_eq!(
                found,
                Some(Ours {
                    pull,
                    registry: registry.clone()
                })
            );
        }
        assert_eq!(told_image("localhost:4580", &spec("nginx", None)), None);
    }

    #[test]
    fn an_image_by_digest_is_known_by_the_name_it_is_pulled_by() {
        let mut web = spec("000000000000.dkr.ecr.eu-west-3.amazonaws.com/web@sha256:ab", None);
        settled("localhost:4580", &mut web);
        assert_eq!(web.image, "localhost:4580/web@sha256:ab");
        let found = told_image("localhost:4580", &web).unwrap();
        assert_eq!(found.registry, Some(("000000000000".into(), "eu-west-3".into())));
        for other in [
            "localhost:4580/web@sha256:ab",
            "000000000000.dkr.ecr.eu-west-3.amazonaws.com/web:v1",
            "nginx@sha256:ab",
        ] {
            let mut same = spec(other, None);
            settled("localhost:4580", &mut same);
            assert_eq!(same, spec(other, None));
        }
    }

    #[test]
    fn the_registry_is_beside_a_control_plane_of_this_machine() {
        assert_eq!(port("http://127.0.0.1:9000"), Some(9000));
        assert_eq!(port("https://ctl.example:8443"), None);
    }
}
