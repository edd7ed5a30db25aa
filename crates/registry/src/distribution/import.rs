//! Pulling through: an image that a repository does not have, or whose tag was not compared for a day, is brought from
//! the upstream that the repository stands for ([`crate::settings::cache`]).
//!
//! It is brought whole before it is shown, so a pull waits for it; of an index only what is asked for is brought. It goes
//! on when the client does not wait. INVARIANT: every layer is fetched from the upstream and verified, also when another
//! repository has it: an upstream opens nothing here by knowing a digest.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::StreamExt as _;
use http::header::CONTENT_TYPE;
use kernel::{Fault, Scope, Txn};

use super::refusal::Refusal;
use super::{Talk, uploads};
use crate::image::manifest::{self, DOCKER_LIST, DOCKER_MANIFEST, LONGEST, OCI_INDEX, OCI_MANIFEST};
use crate::image::put::{Given, put};
use crate::image::record::{Image, named};
use crate::layer::record::Link;
use crate::layer::upload::{link, seal};
use crate::names::Digest;
use crate::repository::ops::fresh;
use crate::repository::record::Repository;
use crate::rules;
use crate::settings::cache::{self, Compared};
use crate::settings::template;
use crate::upstream::{Source, Trouble, whole};

/// "Amazon ECR … checks the upstream registry for a new version of the cached image … once every 24 hours."
const FRESH: Duration = Duration::from_secs(24 * 3600);
/// Layers that are fetched at a time.
const AT_ONCE: usize = 3;

/// What is asked for.
#[derive(Clone)]
pub(super) struct Asked {
    pub name: String,
    pub digest: Option<Digest>,
    pub tag: Option<String>,
}

impl Asked {
    fn look(&self, t: &mut Txn, scope: &Scope) -> Result<Option<Arc<Image>>, Fault> {
        named(t, scope, &self.name, self.digest.as_ref(), self.tag.as_deref())
    }
}

/// The upstream's host and repository, when what the repository has (`there`) is not enough.
pub(super) async fn wanted(
    talk: &Talk,
    asked: &Asked,
    there: bool,
) -> Result<Option<(String, String)>, Refusal> {
    let looked = talk.kernel.transact(&talk.call, true, |cx, t| {
        let Some((rule, repository)) = cache::rule_of(t, &talk.scope, &asked.name)? else {
            return Ok(None);
        };
        let source = Some((rule.host.clone(), repository));
        Ok(match (&asked.tag, there) {
            (_, false) => source,
            (None, true) => None,
            (Some(tag), true) => {
                let compared = t.get::<Compared>(&Compared::at(&talk.scope, &asked.name, tag))?;
                // What somebody pushed here stays what it is.
                source.filter(|_| compared.is_some_and(|c| cx.now >= c.at + FRESH))
            }
        })
    });
    Ok(looked.await?)
}

/// Brings an image. Several who ask for the same repository wait for each other.
pub(super) async fn bring(
    talk: &Talk,
    asked: &Asked,
    (host, repository): (String, String),
) -> Result<Arc<Image>, Refusal> {
    permitted(talk, asked).await?;
    let (talk, asked) = (talk.clone(), asked.clone());
    let before = talk.kernel.clock.now();
    let going = tokio::spawn(async move {
        let turn = talk.registry.imports.turn(&talk.scope, &asked.name);
        let _turn = turn.lock().await;
        // Another may have brought it meanwhile.
        let there = talk.kernel.transact(&talk.call, true, |_, t| {
            let image = asked.look(t, &talk.scope)?;
            let Some(tag) = &asked.tag else { return Ok(image) };
            let compared = t.get::<Compared>(&Compared::at(&talk.scope, &asked.name, tag))?;
            Ok(image.filter(|_| compared.is_some_and(|c| c.at >= before)))
        });
        if let Some(image) = there.await? {
            return Ok(image);
        }
        let source = Source::new(&talk.registry, &host, &repository);
        import(&talk, &asked, &source).await
    });
    going.await.unwrap_or_else(|e| {
        let broken = Fault::internal(format!("bringing an image: {e}"));
        Err(broken.into())
    })
}

/// Whoever may import makes the repository too, when there is none and they may.
async fn permitted(talk: &Talk, asked: &Asked) -> Result<(), Refusal> {
    let made = talk.kernel.transact(&talk.call, false, |cx, t| {
        let (scope, name) = (&talk.scope, asked.name.as_str());
        let access = rules::access(t, scope, name)?;
        cx.authorize(t, "ecr:BatchImportUpstreamImage", &access)?;
        if t.exists(&Repository::at(scope, name)) {
            return Ok(());
        }
        cx.authorize(t, "ecr:CreateRepository", &access)
    });
    Ok(made.await?)
}

async fn import(talk: &Talk, asked: &Asked, source: &Source) -> Result<Arc<Image>, Refusal> {
    let accept = [OCI_INDEX, DOCKER_LIST, OCI_MANIFEST, DOCKER_MANIFEST].join(", ");
    let digest = asked.digest.as_ref().map(ToString::to_string);
    let reference = digest.as_deref().or(asked.tag.as_deref()).unwrap_or_default();
    let answer = source.manifest(reference, &accept).await?;
    let media_type = answer.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok());
    let media_type = media_type.map(str::to_owned);
    let bytes = whole(answer.into_body(), LONGEST).await?;
    let wrong = |why: &str| Refusal::new(502, "UNAVAILABLE", format!("the upstream's manifest: {why}"));
    let text = std::str::from_utf8(&bytes).map_err(|_| wrong("it is not UTF-8"))?;
    let facts = manifest::read(text, media_type.as_deref()).map_err(|why| wrong(&why))?;
    let repository = repository(talk, asked).await?;
    // When one fails the others under way come to their end, so that nothing is left lying about.
    let failed = AtomicBool::new(false);
    let fetched: Vec<Result<(), Refusal>> = futures_util::stream::iter(facts.blobs)
        .map(async |(digest, size)| {
            if failed.load(Ordering::Relaxed) {
                return Ok(());
            }
            let done = fetch(talk, &repository, source, digest, size).await;
            failed.fetch_or(done.is_err(), Ordering::Relaxed);
            done
        })
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;
    fetched.into_iter().collect::<Result<(), _>>()?;
    let done = talk.kernel.transact(&talk.call, false, |cx, t| {
        let done = put(
            cx,
            t,
            &repository,
            &Given {
                text,
                media_type: media_type.as_deref(),
                tag: asked.tag.as_deref(),
                digest: digest.as_deref(),
                partial: true,
            },
        )?;
        if let Some(tag) = &asked.tag {
            t.put(Compared {
                scope: talk.scope.clone(),
                repository: asked.name.clone(),
                tag: tag.clone(),
                at: cx.now,
            })?;
        }
        Ok(done.image)
    });
    Ok(done.await?)
}

/// The repository, made of its template when there is none yet.
async fn repository(talk: &Talk, asked: &Asked) -> Result<Arc<Repository>, Refusal> {
    let made = talk.kernel.transact(&talk.call, false, |cx, t| {
        let (scope, name) = (&talk.scope, asked.name.as_str());
        if let Some(there) = t.get::<Repository>(&Repository::at(scope, name))? {
            return Ok(there);
        }
        let made = match template::applied(t, scope, name, "PULL_THROUGH_CACHE")? {
            Some(template) => template.repository(cx, scope, name),
            None => fresh(cx, scope.clone(), name),
        };
        t.put(made.clone())?;
        Ok(Arc::new(made))
    });
    Ok(made.await?)
}

/// Brings one layer.
async fn fetch(
    talk: &Talk,
    r: &Repository,
    source: &Source,
    digest: Digest,
    size: u64,
) -> Result<(), Refusal> {
    let at = Link::at(&r.scope, &r.name, &digest);
    let there = talk.kernel.transact(&talk.call, true, |_, t| Ok(t.exists(&at)));
    if there.await? {
        return Ok(());
    }
    let answer = source.blob(&digest.to_string()).await?;
    let (blobs, id) = (&talk.registry.blobs, talk.kernel.dice.uuid());
    blobs.begin(&id).await?;
    let brought = async {
        let lease = blobs.lease(&id).await?;
        let lease = lease.ok_or_else(|| Fault::internal("an upload that was just begun is gone"))?;
        let lease = uploads::receive(lease, answer.into_body()).await?;
        let _held = blobs.hold().await;
        let size_there = seal(blobs, &id, lease, &digest).await?;
        if size_there != size {
            tracing::warn!(%digest, size, size_there, "a layer is not as long as its manifest says");
        }
        let linked = talk.kernel.transact(&talk.call, false, |cx, t| {
            link(cx, t, &r.scope, &r.name, None, (&digest, size_there))
        });
        Ok(linked.await?)
    }
    .await;
    if brought.is_err() {
        // What broke off is asked for anew; nobody goes on with it.
        blobs.discard(&id).await?;
    }
    brought
}

impl From<Trouble> for Refusal {
    fn from(t: Trouble) -> Self {
        match t {
            Trouble::Refused(401 | 403 | 404) => Self::new(
                404,
                "MANIFEST_UNKNOWN",
                "Requested image not found in the upstream registry",
            ),
            Trouble::Refused(status) => Self::new(
                502,
                "UNAVAILABLE",
                format!("the upstream registry answered with the status {status}"),
            ),
            Trouble::Away(why) => Self::new(
                502,
                "UNAVAILABLE",
                format!("the upstream registry cannot be reached: {why}"),
            ),
        }
    }
}
