//! The log streams of tasks, and what is new in each.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use wire::ecs as w;
use wire::logs as l;

use super::Logs;
use crate::client::Client;

/// One container's stream, and how far it was read.
struct Stream {
    container: String,
    task: String,
    /// The time of the last event that was read, and the ids of those at that time.
    from: Option<i64>,
    seen: BTreeSet<String>,
    news: bool,
}

/// One line to show.
#[derive(Debug, PartialEq)]
pub(super) struct Line {
    pub at: i64,
    pub container: String,
    pub task: String,
    pub text: String,
}

/// What tells lines apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Label {
    None,
    Container,
    ContainerAndTask,
}

pub(super) struct Streams {
    /// By group and name.
    all: BTreeMap<(String, String), Stream>,
    definitions: BTreeMap<String, Vec<w::ContainerDefinition>>,
    container: Option<String>,
    grep: Option<String>,
    since: Option<i64>,
    /// Whether tasks may come.
    many: bool,
}

impl Streams {
    pub(super) fn new(asked: &Logs) -> Streams {
        Streams {
            all: BTreeMap::new(),
            definitions: BTreeMap::new(),
            container: asked.container.clone(),
            grep: asked.grep.clone(),
            since: asked.since.map(super::choose::Since::ms),
            many: false,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(super) fn groups(&self) -> BTreeSet<String> {
        self.all.keys().map(|(group, _)| group.clone()).collect()
    }

    pub(super) fn knows(&self, group: &str, name: &str) -> bool {
        self.all.contains_key(&(group.to_owned(), name.to_owned()))
    }

    pub(super) fn label(&self) -> Label {
        match (self.many, self.all.len()) {
            (true, _) => Label::ContainerAndTask,
            (false, 0 | 1) => Label::None,
            (false, _) => Label::Container,
        }
    }

    /// Adds the streams of tasks that are new.
    pub(super) async fn add(&mut self, client: &Client, tasks: &[w::Task]) -> Result<()> {
        self.many |= tasks.len() > 1;
        for task in tasks {
            let arn = task.task_definition_arn.clone().unwrap_or_default();
            let id = task
                .task_arn
                .as_deref()
                .and_then(|a| a.rsplit('/').next())
                .unwrap_or_default();
            if !self.definitions.contains_key(&arn) {
                let ask = w::DescribeTaskDefinitionRequest {
                    task_definition: arn.clone(),
                    ..Default::default()
                };
                let found = client.call::<w::DescribeTaskDefinition>(ask).await?;
                let containers = found.task_definition.and_then(|d| d.container_definitions);
                self.definitions
                    .insert(arn.clone(), containers.unwrap_or_default());
            }
            let mut found = Vec::new();
            for c in self.definitions.get(&arn).into_iter().flatten() {
                let name = c.name.clone().unwrap_or_default();
                let wanted = self.container.as_ref().is_none_or(|n| *n == name);
                let log = c
                    .log_configuration
                    .as_ref()
                    .filter(|l| wanted && l.log_driver == "awslogs");
                let options = log.and_then(|l| l.options.as_ref());
                let Some(group) = options.and_then(|o| o.get("awslogs-group")) else {
                    continue;
                };
                // Without a prefix the stream has the container's id.
                let stream = match options.and_then(|o| o.get("awslogs-stream-prefix")) {
                    Some(prefix) => Some(format!("{prefix}/{name}/{id}")),
                    None => task
                        .containers
                        .iter()
                        .flatten()
                        .find(|c| c.name.as_ref() == Some(&name))
                        .and_then(|c| c.runtime_id.clone()),
                };
                found.extend(stream.map(|s| ((group.clone(), s), name)));
            }
            for (key, container) in found {
                self.many |= self.all.values().any(|s| s.task != id);
                self.all.entry(key).or_insert_with(|| Stream {
                    container,
                    task: id.to_owned(),
                    from: self.since,
                    seen: BTreeSet::new(),
                    news: true,
                });
            }
        }
        Ok(())
    }

    /// These streams have news.
    pub(super) fn mark(&mut self, names: &BTreeSet<(String, String)>) {
        for name in names {
            if let Some(s) = self.all.get_mut(name) {
                s.news = true;
            }
        }
    }

    pub(super) fn mark_all(&mut self) {
        self.all.values_mut().for_each(|s| s.news = true);
    }

    /// What is new in the streams that have news, by time.
    pub(super) async fn news(&mut self, client: &Client) -> Result<Vec<Line>> {
        let mut lines = Vec::new();
        for ((group, name), stream) in &mut self.all {
            if !std::mem::take(&mut stream.news) {
                continue;
            }
            let mut ask = l::FilterLogEventsRequest {
                log_group_name: Some(group.clone()),
                log_stream_names: Some(vec![name.clone()]),
                filter_pattern: self.grep.clone(),
                start_time: stream.from,
                ..Default::default()
            };
            loop {
                let page = match client.call::<l::FilterLogEvents>(ask.clone()).await {
                    Ok(page) => page,
                    // One that does not exist yet has nothing new.
                    Err(e) if e.to_string().starts_with("ResourceNotFoundException") => break,
                    Err(e) => return Err(e),
                };
                for event in page.events.unwrap_or_default() {
                    lines.extend(stream.take(event));
                }
                ask.next_token = page.next_token;
                if ask.next_token.is_none() {
                    break;
                }
            }
        }
        lines.sort_by_key(|l| l.at);
        Ok(lines)
    }
}

impl Stream {
    /// The event as a line, unless it was seen.
    fn take(&mut self, event: l::FilteredLogEvent) -> Option<Line> {
        let (at, id) = (event.timestamp.unwrap_or(0), event.event_id.unwrap_or_default());
        if self.seen.contains(&id) {
            return None;
        }
        if self.from != Some(at) {
            self.from = Some(at);
            self.seen.clear();
        }
        self.seen.insert(id);
        Some(Line {
            at,
            container: self.container.clone(),
            task: self.task.clone(),
            text: event.message.unwrap_or_default(),
        })
    }
}
