//! Transactions that keep meeting each other go one at a time.
//!
//! Most calls of an operation touch different records and run at once. Some want the same ones (RunTask, when its
//! strategy fills one machine after the other): of those that run at once one commits, and the others have worked for
//! nothing. So whoever meets another makes the next calls of the operation queue for a while. A queue costs nobody's
//! correctness: the commit is held to what was read, as always.

use std::sync::atomic::{AtomicU32, Ordering};

use tokio::sync::{Mutex, MutexGuard};

/// So many calls queue after two have met; then it is tried again without.
const QUEUED: u32 = 16;

/// The queue of one operation.
#[derive(Default)]
pub(crate) struct Turn {
    queue: Mutex<()>,
    left: AtomicU32,
}

impl Turn {
    /// Waits where the calls queue. The guard is to be held until the commit is staged, not until it is durable.
    pub(crate) async fn take(&self) -> Option<MutexGuard<'_, ()>> {
        let less = |n: u32| n.checked_sub(1);
        match self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less) {
            Ok(_) => Some(self.queue.lock().await),
            Err(_) => None,
        }
    }

    /// Two have met.
    pub(crate) fn met(&self) {
        self.left.store(QUEUED, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    #[test]
    fn those_that_met_queue_for_a_while() {
        let mut cx = Context::from_waker(Waker::noop());
        let turn = Turn::default();
        let alone = |turn: &Turn| {
            matches!(
                pin!(turn.take()).poll(&mut Context::from_waker(Waker::noop())),
                Poll::Ready(None)
            )
        };
        assert!(alone(&turn) && alone(&turn), "nobody met");
        turn.met();
        let Poll::Ready(Some(first)) = pin!(turn.take()).poll(&mut cx) else {
            panic!("the queue is empty");
        };
        let mut second = pin!(turn.take());
        assert!(second.as_mut().poll(&mut cx).is_pending());
        drop(first);
        assert!(matches!(second.poll(&mut cx), Poll::Ready(Some(_))));
        for _ in 2..QUEUED {
            assert!(!alone(&turn));
        }
        assert!(alone(&turn), "it is tried again");
    }
}
