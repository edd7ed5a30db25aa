//! The registry against its own kernel, without a network: pushes that race, break off or lie, and collecting while pushing.

mod caches;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::join_all;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full, StreamBody};
use hyper::body::Frame;
use kernel::dice::SeededDice;
use kernel::time::ManualClock;
use kernel::{Authority, Call, Credential, Fault, Kernel, Principal, Scope, Time, Txn};
use serde_json::json;
use wire::ecr as w;

use crate::blobs::Body;
use crate::distribution::{self, Peer};
use crate::{Blobs, Digest, Registry, collect};

/// Everybody may do everything.
struct Anybody;

impl Authority for Anybody {
    fn credential(&self, _: &mut Txn, _: &str) -> Result<Option<Credential>, Fault> {
        Ok(None)
    }
    fn authorize(&self, _: &mut Txn, _: &kernel::authority::Question<'_>) -> Result<(), Fault> {
        Ok(())
    }
}

/// There is no other registry.
struct Nowhere;

impl crate::Upstream for Nowhere {
    fn get(&self, _: String, _: http::HeaderMap) -> crate::Answered {
        Box::pin(async { Err(std::io::Error::other("nowhere")) })
    }
}

struct World {
    kernel: Arc<Kernel>,
    registry: Arc<Registry>,
    clock: Arc<ManualClock>,
    token: String,
    _folder: tempfile::TempDir,
}

fn call() -> Call {
    let root = Principal::Root {
        account: "000000000000".into(),
    };
    Call {
        principal: Arc::new(root),
        ..Call::by_service("x", Scope::new("000000000000", "us-east-1"))
    }
}

async fn token(kernel: &Arc<Kernel>) -> String {
    let asked = w::GetAuthorizationTokenRequest::default();
    let got = kernel.call::<w::GetAuthorizationToken>(&call(), asked).await;
    let data = got.unwrap().authorization_data.unwrap();
    data[0].authorization_token.clone().unwrap()
}

impl World {
    async fn new() -> Self {
        Self::with(Arc::new(Nowhere)).await
    }

    async fn with(upstream: Arc<dyn crate::Upstream>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let registry = Arc::new(Registry {
            blobs: Blobs::open(folder.path().into()).unwrap(),
            host: "localhost:4580".into(),
            grammar: |_| Ok(()),
            upstream,
            imports: crate::Imports::default(),
        });
        let clock = Arc::new(ManualClock::at(Time(1_000_000_000_000)));
        let kernel = Kernel::new(
            Arc::new(store::Memory::default()),
            clock.clone(),
            Arc::new(SeededDice::new(7)),
            Arc::new(Anybody),
            crate::parts(&registry),
        );
        let input = w::CreateRepositoryRequest {
            repository_name: "web".into(),
            ..Default::default()
        };
        kernel.call::<w::CreateRepository>(&call(), input).await.unwrap();
        let token = token(&kernel).await;
        Self {
            kernel,
            registry,
            clock,
            token,
            _folder: folder,
        }
    }

    /// Time goes by, and there is a new token.
    async fn later(&mut self, by: Duration) {
        self.clock.advance(by);
        self.token = token(&self.kernel).await;
    }

    async fn send<B>(&self, method: &str, path: &str, body: B) -> Response<Body>
    where
        B: hyper::body::Body<Data = Bytes> + Send + Unpin,
        B::Error: std::fmt::Display,
    {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "localhost:4580")
            .header("authorization", format!("Basic {}", self.token))
            .body(body)
            .unwrap();
        let peer = Peer {
            ip: [127, 0, 0, 1].into(),
            secure: false,
            id: "a request".into(),
        };
        distribution::serve(
            Arc::clone(&self.registry),
            Arc::clone(&self.kernel),
            request,
            peer,
        )
        .await
    }

    async fn say(&self, method: &str, path: &str, body: &[u8]) -> (u16, Bytes) {
        let answer = self
            .send(method, path, Full::new(Bytes::copy_from_slice(body)))
            .await;
        let status = answer.status().as_u16();
        (status, answer.into_body().collect().await.unwrap().to_bytes())
    }

    async fn push(&self, content: &[u8]) -> u16 {
        let digest = Digest::of(content);
        let path = format!("/v2/web/blobs/uploads/?digest={digest}");
        self.say("POST", &path, content).await.0
    }

    async fn pull(&self, content: &[u8]) -> u16 {
        let (status, got) = self
            .say("GET", &format!("/v2/web/blobs/{}", Digest::of(content)), b"")
            .await;
        assert!(
            status != 200 || got == content,
            "served other bytes than were pushed"
        );
        status
    }

    async fn begin(&self) -> String {
        let answer = self
            .send("POST", "/v2/web/blobs/uploads/", Full::<Bytes>::default())
            .await;
        answer.headers()["location"].to_str().unwrap().to_owned()
    }

    async fn image(&self, tag: &str, layer: &[u8]) -> u16 {
        let config = b"{}";
        assert_eq!((self.push(config).await, self.push(layer).await), (201, 201));
        let manifest = json!({"schemaVersion": 2, "config": {"digest": Digest::of(config), "size": 2},
            "layers": [{"digest": Digest::of(layer), "size": layer.len()}]});
        let path = format!("/v2/web/manifests/{tag}");
        self.say("PUT", &path, manifest.to_string().as_bytes()).await.0
    }

    fn files(&self) -> usize {
        let folder = self.registry.blobs.root().join("uploads");
        std::fs::read_dir(folder).unwrap().count()
    }
}

fn broken_off(
    pieces: Vec<Bytes>,
) -> impl hyper::body::Body<Data = Bytes, Error = std::io::Error> + Send + Unpin {
    let good = pieces.into_iter().map(|p| Ok(Frame::data(p)));
    let end = std::iter::once(Err(std::io::Error::other("gone")));
    StreamBody::new(futures_util::stream::iter(good.chain(end)))
}

#[tokio::test]
async fn a_push_that_breaks_off_shows_nothing_and_goes_on() {
    let world = World::new().await;
    let content: Vec<u8> = (0..3_000_000u32).map(|n| n as u8).collect();
    let whole = Bytes::from(content.clone());
    let place = world.begin().await;
    let some = vec![whole.slice(..1_200_000), whole.slice(1_200_000..2_000_000)];
    let answer = world.send("PATCH", &place, broken_off(some)).await;
    assert_eq!(answer.status(), 400);
    assert_eq!(world.pull(&content).await, 404);
    let answer = world.send("GET", &place, Full::<Bytes>::default()).await;
    assert_eq!(answer.headers()["range"], "0-1999999");
    let done = format!("{place}?digest={}", Digest::of(&content));
    assert_eq!(world.say("PUT", &done, &content[2_000_000..]).await.0, 201);
    assert_eq!(world.pull(&content).await, 200);
    assert_eq!(world.files(), 0, "nothing is left of the upload");
}

#[tokio::test]
async fn what_is_not_what_it_says_leaves_nothing() {
    let world = World::new().await;
    let place = world.begin().await;
    let done = format!("{place}?digest={}", Digest::of(b"right"));
    assert_eq!(world.say("PUT", &done, b"wrong").await.0, 400);
    assert_eq!(
        (world.pull(b"right").await, world.pull(b"wrong").await),
        (404, 404)
    );
    assert_eq!(
        world.say("PUT", &done, b"right").await.0,
        404,
        "the upload is gone"
    );
    assert_eq!(world.files(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_layer_pushed_by_many_at_once_is_one() {
    let world = Arc::new(World::new().await);
    let content: Vec<u8> = (0..500_000u32).map(|n| (n / 7) as u8).collect();
    let pushes = (0..16).map(|_| {
        let (world, content) = (Arc::clone(&world), content.clone());
        tokio::spawn(async move { world.push(&content).await })
    });
    for pushed in join_all(pushes).await {
        assert_eq!(pushed.unwrap(), 201);
    }
    assert_eq!(world.pull(&content).await, 200);
    // One upload, many who finish it: one does.
    let place = world.begin().await;
    let done = format!("{place}?digest={}", Digest::of(&content));
    let ends = (0..8).map(|_| {
        let (world, done, content) = (Arc::clone(&world), done.clone(), content.clone());
        tokio::spawn(async move { world.say("PUT", &done, &content).await.0 })
    });
    let mut ends: Vec<_> = join_all(ends).await.into_iter().map(Result::unwrap).collect();
    ends.sort_unstable();
    assert_eq!(ends[0], 201);
    assert!(ends[1..].iter().all(|s| *s == 404 || *s == 400), "{ends:?}");
    assert_eq!(world.pull(&content).await, 200);
}

#[tokio::test]
async fn another_process_goes_on_with_an_upload() {
    let world = World::new().await;
    let place = world.begin().await;
    assert_eq!(world.say("PATCH", &place, b"first ").await.0, 202);
    let again = World {
        registry: Arc::new(Registry {
            blobs: Blobs::open(world.registry.blobs.root().into()).unwrap(),
            host: Arc::clone(&world.registry.host),
            grammar: world.registry.grammar,
            upstream: Arc::new(Nowhere),
            imports: crate::Imports::default(),
        }),
        ..world
    };
    let done = format!("{place}?digest={}", Digest::of(b"first second"));
    assert_eq!(again.say("PUT", &done, b"second").await.0, 201);
    assert_eq!(again.pull(b"first second").await, 200);
}

#[tokio::test]
async fn a_layer_that_is_damaged_on_the_disk_is_brought_anew() {
    let world = World::new().await;
    assert_eq!(world.push(b"a layer").await, 201);
    let digest = Digest::of(b"a layer");
    let file = world
        .registry
        .blobs
        .root()
        .join("blobs")
        .join(&digest.hex()[..2])
        .join(digest.hex());
    std::fs::write(&file, b"a").unwrap();
    assert_eq!(
        world.say("HEAD", &format!("/v2/web/blobs/{digest}"), b"").await.0,
        404
    );
    assert_eq!(
        (world.push(b"a layer").await, world.pull(b"a layer").await),
        (201, 200)
    );
}

#[tokio::test]
async fn what_nobody_has_is_collected_and_nothing_else() {
    let world = World::new().await;
    assert_eq!(world.image("v1", b"kept").await, 201);
    assert_eq!(world.push(b"loose").await, 201);
    let place = world.begin().await;
    let age = Duration::from_secs(3600);
    assert_eq!(
        collect::collect_older(&world.kernel, &world.registry, age)
            .await
            .unwrap(),
        0
    );
    assert_eq!(
        (world.pull(b"loose").await, world.pull(b"kept").await),
        (200, 200),
        "a push may be under way"
    );
    world.clock.advance(Duration::from_secs(1));
    assert_eq!(
        collect::collect_older(&world.kernel, &world.registry, Duration::ZERO)
            .await
            .unwrap(),
        1
    );
    assert_eq!(
        (world.pull(b"loose").await, world.pull(b"kept").await),
        (404, 200)
    );
    assert_eq!(
        world.say("GET", &place, b"").await.0,
        404,
        "an upload that nobody went on with"
    );
    assert_eq!(world.files(), 0);
}

#[tokio::test]
async fn a_token_ends_and_cannot_be_made_up() {
    let mut world = World::new().await;
    assert_eq!(world.say("GET", "/v2/", b"").await.0, 200);
    world.clock.advance(Duration::from_secs(12 * 3600));
    assert_eq!(world.say("GET", "/v2/", b"").await.0, 401);
    let other = World::new().await;
    world.token.clone_from(&other.token);
    // The same dice made both installations: only the time differs, so this one is still good.
    assert_eq!(other.say("GET", "/v2/", b"").await.0, 200);
    world.token.replace_range(8..9, "X");
    assert_eq!(world.say("GET", "/v2/", b"").await.0, 401);
}

#[tokio::test]
async fn another_account_gets_what_it_lets_in() {
    let world = World::new().await;
    let to = Scope::new("111111111111", "eu-west-3");
    let rule = w::ReplicationRule {
        destinations: vec![w::ReplicationDestination {
            region: to.region.to_string(),
            registry_id: to.account.to_string(),
        }],
        ..Default::default()
    };
    let asked = w::PutReplicationConfigurationRequest {
        replication_configuration: w::ReplicationConfiguration { rules: vec![rule] },
    };
    world
        .kernel
        .call::<w::PutReplicationConfiguration>(&call(), asked)
        .await
        .unwrap();
    assert_eq!(world.image("v1", b"a layer").await, 201);
    let there = Call { scope: to, ..call() };
    let asked = w::DescribeImagesRequest {
        repository_name: "web".into(),
        ..Default::default()
    };
    let found = world
        .kernel
        .call::<w::DescribeImages>(&there, asked)
        .await
        .unwrap();
    let images = found.image_details.unwrap();
    assert_eq!(images[0].image_tags.as_deref(), Some(&["v1".to_owned()][..]));
    // The source may lose it: what was linked to there stays.
    let gone = w::DeleteRepositoryRequest {
        repository_name: "web".into(),
        force: Some(true),
        ..Default::default()
    };
    world
        .kernel
        .call::<w::DeleteRepository>(&call(), gone)
        .await
        .unwrap();
    world.clock.advance(Duration::from_secs(40 * 3600));
    crate::collect::collect_older(&world.kernel, &world.registry, Duration::ZERO)
        .await
        .unwrap();
    let asked = w::BatchCheckLayerAvailabilityRequest {
        repository_name: "web".into(),
        layer_digests: vec![Digest::of(b"a layer").to_string()],
        ..Default::default()
    };
    let found = world
        .kernel
        .call::<w::BatchCheckLayerAvailability>(&there, asked)
        .await
        .unwrap();
    let layer = found.layers.unwrap().remove(0);
    assert_eq!(layer.layer_availability.as_deref(), Some("AVAILABLE"));
    let file = world
        .registry
        .blobs
        .length(&Digest::of(b"a layer"))
        .await
        .unwrap();
    assert_eq!(file, Some(7));
}
