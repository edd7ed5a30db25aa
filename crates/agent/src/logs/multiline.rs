//! Which lines begin an event (`awslogs-multiline-pattern`, `awslogs-datetime-format`), and how the lines after one join
//! it. Pure. (Docker documentation, "Amazon CloudWatch Logs logging driver".)

use regex::Regex;

use super::lines::{EVENT_MAX, Event};

/// The pattern of a multiline option.
///
/// # Errors
/// Names the option that cannot be read.
pub(crate) fn pattern(multiline: Option<&str>, datetime: Option<&str>) -> Result<Option<Regex>, String> {
    let (option, text) = match (multiline, datetime) {
        (Some(p), _) => ("awslogs-multiline-pattern", p.to_owned()),
        (None, Some(d)) => ("awslogs-datetime-format", of_datetime(d)?),
        (None, None) => return Ok(None),
    };
    Regex::new(&text).map(Some).map_err(|_| {
        format!(
            "awslogs could not parse {option} `{}`",
            multiline.or(datetime).unwrap_or_default()
        )
    })
}

/// strftime codes as a regular expression; everything else stands for itself.
fn of_datetime(format: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
            continue;
        }
        out.push_str(match chars.next() {
            Some('a') => "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)",
            Some('A') => "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)",
            Some('w') => "[0-6]",
            Some('d') => "(?:0[1-9]|[12][0-9]|3[01])",
            Some('b') => "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)",
            Some('B') => {
                "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
            }
            Some('m') => "(?:0[1-9]|1[0-2])",
            Some('Y') => "[0-9]{4}",
            Some('y') => "[0-9]{2}",
            Some('H') => "(?:[01][0-9]|2[0-3])",
            Some('I') => "(?:0[1-9]|1[0-2])",
            Some('p') => "(?:AM|PM|am|pm)",
            Some('M') => "[0-5][0-9]",
            Some('S') => "(?:[0-5][0-9]|60)",
            Some('L') => r"\.[0-9]{3}",
            Some('f') => "[0-9]{6}",
            Some('z') => r"[+-][0-9]{4}",
            Some('Z') => "(?:[A-Z]{1,4}T|UTC)",
            Some('j') => "(?:00[1-9]|0[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-6])",
            Some('%') => "%",
            other => {
                let code = other.map_or_else(String::new, String::from);
                return Err(format!(
                    "awslogs could not parse awslogs-datetime-format `{format}`: `%{code}`"
                ));
            }
        });
    }
    Ok(out)
}

/// Joins lines to events.
#[derive(Default)]
pub(super) struct Join {
    pattern: Option<Regex>,
    open: Option<Event>,
}

impl Join {
    pub(super) fn by(pattern: Option<Regex>) -> Join {
        Join { pattern, open: None }
    }

    /// Takes a line; gives the event that it completes, if it does.
    pub(super) fn push(&mut self, line: Event) -> Option<Event> {
        let Some(pattern) = &self.pattern else {
            return Some(line);
        };
        let begins = pattern.is_match(&line.message);
        match &mut self.open {
            Some(open) if !begins && open.message.len() + 1 + line.message.len() <= EVENT_MAX => {
                open.message.push('\n');
                open.message.push_str(&line.message);
                open.position = line.position;
                None
            }
            open => open.replace(line),
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// What is open, for when nothing more comes in time.
    pub(super) fn finish(&mut self) -> Option<Event> {
        self.open.take()
    }
}
