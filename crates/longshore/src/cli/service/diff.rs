//! `longshore diff SERVICE`: what a deployment would change in its task definition.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;

use super::change::{self, Image, Line};
use super::{Which, definition, short};

/// Lines around a change.
const AROUND: usize = 3;

#[derive(Args)]
pub(crate) struct Diff {
    #[command(flatten)]
    which: Which,
    /// New image: IMAGE where there is one container, else CONTAINER=IMAGE; may be given again
    #[arg(long, value_name = "[CONTAINER=]IMAGE", value_parser = change::image)]
    image: Vec<Image>,
    /// Family, family:revision or ARN to compare with
    #[arg(long, value_name = "DEFINITION")]
    task_definition: Option<String>,
}

impl Diff {
    /// 0 when nothing is different, 1 when something is, as `diff` does.
    pub(crate) fn run(self) -> Result<ExitCode> {
        super::super::wait(self.show())
    }

    async fn show(self) -> Result<ExitCode> {
        if self.image.is_empty() && self.task_definition.is_none() {
            bail!("say what to compare with: --image or --task-definition");
        }
        let client = crate::cli::client()?;
        let service = self.which.describe(&client).await?;
        let current = service.task_definition.unwrap_or_default();
        let (d, tags) = definition(&client, &current).await?;
        let old = change::request(&d, tags)?;
        let mut new = old.clone();
        let mut name = short(&current).to_owned();
        if let Some(other) = &self.task_definition {
            let (d, tags) = definition(&client, other).await?;
            name = short(d.task_definition_arn.as_deref().unwrap_or_default()).to_owned();
            new = change::request(&d, tags)?;
        }
        change::replace(&mut new, &self.image)?;
        let lines = change::difference(&change::lines(&old)?, &change::lines(&new)?);
        if lines.iter().all(|l| matches!(l, Line::Same(_))) {
            out!("{}: nothing would change", self.which.service);
            return Ok(ExitCode::SUCCESS);
        }
        out!("--- {}", short(&current));
        out!("+++ {name}");
        print(&lines);
        Ok(ExitCode::from(1))
    }
}

fn print(lines: &[Line]) {
    let changed = |l: &Line| !matches!(l, Line::Same(_));
    let near = |i: usize| {
        let from = i.saturating_sub(AROUND);
        lines.iter().skip(from).take(i - from + AROUND + 1).any(changed)
    };
    let mut gap = false;
    for (i, line) in lines.iter().enumerate() {
        if !near(i) {
            gap = true;
            continue;
        }
        if gap {
            out!("  …");
            gap = false;
        }
        match line {
            Line::Same(text) => out!("  {text}"),
            Line::Gone(text) => out!("- {text}"),
            Line::New(text) => out!("+ {text}"),
        }
    }
}
