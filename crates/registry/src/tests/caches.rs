//! What a pull-through cache does as time goes by.

use std::collections::HashMap;

use parking_lot::Mutex;

use super::*;
use crate::{Answered, Upstream};

/// An upstream of two blobs and a tag, which can go away.
#[derive(Default)]
struct Shelf {
    /// By URL.
    things: Mutex<HashMap<String, Vec<u8>>>,
    asked: Mutex<Vec<String>>,
    away: Mutex<bool>,
}

impl Shelf {
    /// Points the tag at an image of one layer; answers its digest.
    fn put(&self, layer: &[u8]) -> Digest {
        let manifest = json!({"schemaVersion": 2, "config": {"digest": Digest::of(b"{}"), "size": 2},
            "layers": [{"digest": Digest::of(layer), "size": layer.len()}]})
        .to_string();
        let base = "https://quay.io/v2/team/web";
        let mut things = self.things.lock();
        for blob in [b"{}", layer] {
            things.insert(format!("{base}/blobs/{}", Digest::of(blob)), blob.to_vec());
        }
        things.insert(format!("{base}/manifests/v1"), manifest.clone().into_bytes());
        Digest::of(manifest.as_bytes())
    }
}

struct Shared(Arc<Shelf>);

impl Upstream for Shared {
    fn get(&self, url: String, _: http::HeaderMap) -> Answered {
        self.0.asked.lock().push(url.clone());
        let found = self.0.things.lock().get(&url).cloned();
        let away = *self.0.away.lock();
        Box::pin(async move {
            if away {
                return Err(std::io::Error::other("away"));
            }
            let body = crate::blobs::whole(found.clone().unwrap_or_default());
            let mut answer = Response::new(body);
            if found.is_none() {
                *answer.status_mut() = http::StatusCode::NOT_FOUND;
            }
            Ok(answer)
        })
    }
}

async fn world() -> (World, Arc<Shelf>) {
    let shelf = Arc::<Shelf>::default();
    let world = World::with(Arc::new(Shared(Arc::clone(&shelf)))).await;
    let rule = w::CreatePullThroughCacheRuleRequest {
        ecr_repository_prefix: "quay".into(),
        upstream_registry_url: "quay.io".into(),
        ..Default::default()
    };
    world
        .kernel
        .call::<w::CreatePullThroughCacheRule>(&call(), rule)
        .await
        .unwrap();
    (world, shelf)
}

/// The digest that the tag has here now.
async fn tag(world: &World) -> Option<Digest> {
    let (status, text) = world.say("GET", "/v2/quay/team/web/manifests/v1", b"").await;
    (status == 200).then(|| Digest::of(&text))
}

#[tokio::test]
async fn a_tag_is_compared_once_a_day() {
    let (mut world, shelf) = world().await;
    assert_eq!(tag(&world).await, None);
    let first = shelf.put(b"first");
    assert_eq!(tag(&world).await, Some(first.clone()));
    let second = shelf.put(b"second");
    world.later(Duration::from_secs(23 * 3600)).await;
    assert_eq!(tag(&world).await, Some(first.clone()));
    world.later(Duration::from_secs(2 * 3600)).await;
    // While it is away there is what there was; the next one asks again.
    *shelf.away.lock() = true;
    assert_eq!(tag(&world).await, Some(first.clone()));
    *shelf.away.lock() = false;
    assert_eq!(tag(&world).await, Some(second.clone()));
    shelf.asked.lock().clear();
    assert_eq!(tag(&world).await, Some(second));
    assert!(shelf.asked.lock().is_empty());
    // The first one has lost its tag and is still there.
    let path = format!("/v2/quay/team/web/manifests/{first}");
    assert_eq!(world.say("GET", &path, b"").await.0, 200);
}

#[tokio::test]
async fn who_asks_at_once_waits_for_one_import() {
    let (world, shelf) = world().await;
    let image = shelf.put(b"a layer");
    let all = join_all((0..8).map(|_| tag(&world))).await;
    assert!(all.iter().all(|found| *found == Some(image.clone())), "{all:?}");
    let asked = shelf.asked.lock().clone();
    assert_eq!(asked.len(), 3, "{asked:?}");
    assert_eq!(world.files(), 0);
}

#[tokio::test]
async fn a_layer_that_is_another_is_not_taken() {
    let (world, shelf) = world().await;
    shelf.put(b"a layer");
    // Another repository has the real one: that changes nothing.
    assert_eq!(world.push(b"a layer").await, 201);
    let layer = format!("https://quay.io/v2/team/web/blobs/{}", Digest::of(b"a layer"));
    shelf.things.lock().insert(layer, b"a liar".to_vec());
    assert_eq!(tag(&world).await, None);
    let path = format!("/v2/quay/team/web/blobs/{}", Digest::of(b"a layer"));
    assert_eq!(world.say("GET", &path, b"").await.0, 404);
    assert_eq!(world.files(), 0);
}
