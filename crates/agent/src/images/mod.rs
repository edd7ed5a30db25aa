//! The images that the agent pulled go again: when nobody used them for long, or when the engine's disk fills up.
//!
//! `plan.rs` decides (pure); the journal knows what was pulled and when it was last used. Images that somebody else brought
//! (`docker pull`, `build`, `load`) are never touched, nor is another name that a user gave to a pulled one.
//!
//! INVARIANT: an image that a container has, running or not, or that a task on its way names, stays. Looking for an image
//! ([`Images::look`]) and removing one exclude each other, so a task that saw its image finds it when it is created.

mod plan;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Weak};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::{RwLock, RwLockReadGuard};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::clock;
use crate::config::ImageCare;
use crate::engine::Known;
use crate::pause;
use crate::runtime::{Image, Millis, Runtime};
use crate::slot::Engine;
use crate::tasks::Tasks;

pub(crate) use plan::Pulled;

/// How often the disk is looked at.
const DISK_LOOK: Duration = Duration::from_secs(60);

/// What is known of the images that were pulled.
pub(crate) struct Images {
    care: ImageCare,
    gate: RwLock<()>,
    /// Names that tasks have used, and when, since the journal was last told.
    used: Mutex<BTreeMap<String, Millis>>,
    pressed: Mutex<bool>,
}

impl Images {
    pub(crate) fn new(care: ImageCare) -> Images {
        Images {
            care,
            gate: RwLock::default(),
            used: Mutex::default(),
            pressed: Mutex::default(),
        }
    }

    /// While this is held, no image is removed. A task that asks must be published already ([`Tasks::views`]).
    pub(crate) async fn look(&self) -> RwLockReadGuard<'_, ()> {
        self.gate.read().await
    }

    pub(crate) fn note_use(&self, name: &str) {
        self.used.lock().insert(full_name(name), clock::now());
    }

    /// Remembers that the agent brought this image.
    pub(crate) fn note_pull(&self, tasks: &Tasks, name: &str, image: &Image) {
        let pulled = Pulled {
            name: full_name(name),
            id: image.id.clone(),
            used_at: clock::now(),
        };
        if let Err(e) = tasks.journal.image_pulled(&pulled) {
            warn!(image = name, error = %e, "the journal cannot be written");
        }
    }

    /// Cleans up as often as is set, until told to stop.
    pub(crate) async fn run(self: Arc<Images>, tasks: Weak<Tasks>, stop: CancellationToken) {
        let every = self.care.every;
        if every.is_zero() {
            return;
        }
        let mut cycle = tokio::time::interval(every);
        let mut disk = tokio::time::interval(every.min(DISK_LOOK));
        cycle.tick().await;
        loop {
            let by_age = tokio::select! {
                () = stop.cancelled() => return,
                _ = cycle.tick() => true,
                _ = disk.tick() => false,
            };
            let Some(tasks) = tasks.upgrade() else { return };
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.clean(&tasks, by_age) => {}
            }
        }
    }

    /// One round: by age as many images as are set, and for room as many as it takes.
    async fn clean(&self, tasks: &Tasks, by_age: bool) {
        let Engine::Up(runtime, _) = tasks.slot.now() else {
            return;
        };
        let runtime = &*runtime;
        let mut left = if by_age { self.care.at_once } else { 0 };
        loop {
            let disk = runtime.disk().await.ok().flatten();
            let pressed = {
                let mut pressed = self.pressed.lock();
                *pressed = plan::pressed(*pressed, disk, &self.care);
                *pressed
            };
            if !pressed && left == 0 {
                return;
            }
            left = left.saturating_sub(1);
            if !self.remove_one(tasks, runtime, pressed).await {
                return;
            }
        }
    }

    /// The disk is full right now: whatever nobody needs goes. Answers whether something went.
    pub(crate) async fn make_room(&self, tasks: &Tasks, runtime: &dyn Runtime) -> bool {
        let mut any = false;
        while self.remove_one(tasks, runtime, true).await {
            any = true;
        }
        any
    }

    async fn remove_one(&self, tasks: &Tasks, runtime: &dyn Runtime, pressed: bool) -> bool {
        // INVARIANT: from here to the end nobody looks for an image; who looked before is among the views.
        let _alone = self.gate.write().await;
        let mut used = std::mem::take(&mut *self.used.lock());
        let mut wanted = BTreeSet::from([pause::pause_image(), pause::SAMPLE_IMAGE.to_owned()]);
        // The containers of a task that is over speak for themselves.
        let going = tasks.views().into_iter().filter(|r| r.known() != Known::Stopped);
        for record in going {
            wanted.extend(record.task.containers.iter().map(|c| full_name(&c.image)));
        }
        used.extend(wanted.iter().map(|name| (name.clone(), clock::now())));
        let pulled = match tasks.journal.images_used(&used) {
            Ok(pulled) => pulled,
            Err(e) => {
                warn!(error = %e, "the journal cannot be read");
                return false;
            }
        };
        if pulled.is_empty() {
            return false;
        }
        let present = match runtime.images().await {
            Ok(present) => present,
            Err(e) => {
                warn!(error = %e, "the engine does not tell its images");
                return false;
            }
        };
        let (goes, forgotten) = plan::next(&pulled, &present, &wanted, clock::now(), pressed, &self.care);
        for gone in forgotten {
            self.forget(tasks, gone);
        }
        let Some((image, name)) = goes else {
            return false;
        };
        tasks.images.lock().clear();
        let removed = runtime.release_image(&name).await;
        match &removed {
            Ok(()) => {
                info!(
                    image = image.name,
                    pressed, "an image that nobody uses is removed"
                );
                self.forget(tasks, image);
            }
            // It has become used, or another image needs it: it is looked at again when it is old once more.
            Err(e) => {
                warn!(image = image.name, error = %e, "an image could not be removed");
                let again = Pulled {
                    used_at: clock::now(),
                    ..image.clone()
                };
                let _ = tasks.journal.image_pulled(&again);
            }
        }
        removed.is_ok()
    }

    fn forget(&self, tasks: &Tasks, image: &Pulled) {
        if let Err(e) = tasks.journal.forget_image(image) {
            warn!(image = image.name, error = %e, "the journal cannot be written");
        }
    }
}

/// The name as engines list it: with a tag or a digest, and without Docker Hub's own.
pub(crate) fn full_name(name: &str) -> String {
    let hub = |n: &str| {
        let n = n.strip_prefix("docker.io/").unwrap_or(n);
        n.strip_prefix("library/").unwrap_or(n).to_owned()
    };
    let last = name.rsplit('/').next().unwrap_or(name);
    match last.contains(':') || last.contains('@') {
        true => hub(name),
        false => hub(&format!("{name}:latest")),
    }
}
