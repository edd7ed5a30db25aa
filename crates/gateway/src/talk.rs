//! The body of an answer: whole, or going on for as long as there is something to say (event streams).

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use kernel::Fault;
use kernel::parts::{Event, Events};
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};
use wire::protocol::stream;
use wire::schema::{OperationMeta, Value};

use crate::outlet::{Sending, Watched};

/// What an answer carries.
pub(crate) enum Body {
    Whole(Full<Bytes>),
    Talk(Box<Talking>),
    /// Of a site: it may break off, and then the connection does.
    Site(Watched),
    /// Of a site, too: a part of a file.
    File(Sending),
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Whole(Full::new(Bytes::from(bytes)))
    }
}

type Item = Option<Result<Event, Fault>>;
type Next = Pin<Box<dyn Future<Output = (Item, Box<dyn Events>)> + Send>>;

/// An event stream under way.
pub(crate) struct Talking {
    op: &'static OperationMeta,
    first: Option<Bytes>,
    /// `None` when all is said.
    next: Option<Next>,
    closing: Pin<Box<WaitForCancellationFutureOwned>>,
}

impl Talking {
    /// `closing` ends the stream when the server stops.
    pub(crate) fn new(
        op: &'static OperationMeta,
        answer: &Value,
        events: Box<dyn Events>,
        closing: CancellationToken,
    ) -> Self {
        Self {
            op,
            first: Some(stream::initial(op, answer).into()),
            next: Some(after(events)),
            closing: Box::pin(closing.cancelled_owned()),
        }
    }

    fn frame(&mut self, cx: &mut Context<'_>) -> Poll<Option<Bytes>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(first));
        }
        let Some(next) = &mut self.next else {
            return Poll::Ready(None);
        };
        if self.closing.as_mut().poll(cx).is_ready() {
            self.next = None;
            return Poll::Ready(None);
        }
        let (item, events) = ready!(next.as_mut().poll(cx));
        let frame = match item {
            Some(Ok((name, value))) => stream::event(self.op, name, &value),
            Some(Err(f)) => {
                self.next = None;
                return Poll::Ready(Some(stream::fault(&f).into()));
            }
            None => None,
        };
        self.next = frame.is_some().then(|| after(events));
        Poll::Ready(frame.map(Bytes::from))
    }
}

fn after(mut events: Box<dyn Events>) -> Next {
    Box::pin(async move {
        let item = events.next().await;
        (item, events)
    })
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match self.get_mut() {
            Self::Whole(full) => Pin::new(full).poll_frame(cx).map_err(|never| match never {}),
            Self::Site(body) => Pin::new(body).poll_frame(cx),
            Self::File(body) => Pin::new(body).poll_frame(cx),
            Self::Talk(talk) => talk.frame(cx).map(|f| f.map(|b| Ok(Frame::data(b)))),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(full) => full.is_end_stream(),
            Self::Site(body) => body.is_end_stream(),
            Self::File(body) => body.is_end_stream(),
            Self::Talk(talk) => talk.first.is_none() && talk.next.is_none(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(full) => full.size_hint(),
            Self::Site(body) => body.size_hint(),
            Self::File(body) => body.size_hint(),
            Self::Talk(_) => SizeHint::default(),
        }
    }
}
