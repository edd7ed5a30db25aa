//! All images of the engine, and the room it has for them.

use std::collections::BTreeSet;

use bollard::query_parameters as query;
use serde_json::Value;

use super::DockerRuntime;
use super::convert::trouble;
use crate::images::full_name;
use crate::runtime::{Disk, RuntimeError, StoredImage, Trouble};

impl DockerRuntime {
    pub(super) async fn stored_images(&self) -> Result<Vec<StoredImage>, RuntimeError> {
        let images = self.raw.document("images/json").await?.unwrap_or_default();
        // Asked after the images: a container that is made in between has one of these.
        let containers = self.raw.document("containers/json?all=true").await?;
        let text = |v: &Value, key: &str| v.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let list = |v: &Value, key: &str| -> Vec<String> {
            let all = v.get(key).and_then(Value::as_array).into_iter().flatten();
            let all = all.filter_map(Value::as_str);
            // A tag or repository that was taken away is told as `<none>`.
            all.filter(|n| !n.contains("<none>")).map(str::to_owned).collect()
        };
        let containers = containers.unwrap_or_default();
        let containers = containers.as_array().into_iter().flatten();
        let used: BTreeSet<String> = containers.map(|c| text(c, "ImageID")).collect();
        let images = images.as_array().into_iter().flatten().map(|i| {
            let id = text(i, "Id");
            StoredImage {
                in_use: used.contains(&id),
                // Podman tells the registry of Docker Hub, Docker does not.
                tags: list(i, "RepoTags").iter().map(|n| full_name(n)).collect(),
                digests: list(i, "RepoDigests"),
                id,
            }
        });
        Ok(images.collect())
    }

    pub(super) async fn release(&self, name: &str) -> Result<(), RuntimeError> {
        let removed = self
            .docker
            .remove_image(name, None::<query::RemoveImageOptions>, None)
            .await;
        match removed.map_err(trouble) {
            Err(e) if e.trouble != Trouble::NotFound => Err(e),
            _ => Ok(()),
        }
    }

    /// Of the file system that holds the engine's data, where this process can see it.
    pub(super) async fn room(&self) -> Result<Option<Disk>, RuntimeError> {
        let info = self.raw.document("info").await?.unwrap_or_default();
        let root = info.get("DockerRootDir").and_then(Value::as_str);
        let Some(found) = root.and_then(|r| rustix::fs::statvfs(r).ok()) else {
            return Ok(None);
        };
        Ok(Some(Disk {
            used: found.f_blocks.saturating_sub(found.f_bfree) * found.f_frsize,
            free: found.f_bavail * found.f_frsize,
        }))
    }
}
