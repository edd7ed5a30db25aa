//! A stream as DescribeLogStreams shows it.

use wire::logs as w;

use super::record::Stream;
use crate::logs::event::token;
use crate::logs::refs;
use crate::logs::storage::{Stats, Token};

pub(crate) fn view(stream: &Stream, stats: Option<Stats>, sent: Option<&Token>) -> w::LogStream {
    w::LogStream {
        log_stream_name: Some(stream.name.clone()),
        creation_time: Some(stream.created.0),
        first_event_timestamp: stats.map(|s| s.first),
        last_event_timestamp: stats.map(|s| s.last),
        last_ingestion_time: stats.map(|s| s.last_ingested),
        upload_sequence_token: match (sent, stats) {
            (Some(sent), _) => Some(token::sequence(sent)),
            (None, stats) => stats.map(|s| token::ignored(s.last_ingested)),
        },
        arn: Some(refs::stream_arn(&stream.scope, &stream.group, &stream.name)),
        // "Starting on June 17, 2019, this parameter is no longer supported for log streams, and is always zero."
        stored_bytes: Some(0),
    }
}
