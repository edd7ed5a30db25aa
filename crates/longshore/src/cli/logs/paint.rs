//! How a line is shown: a colour for each task and container that stays the same, none in pipes or with `NO_COLOR`.

use std::io::IsTerminal as _;

use super::streams::{Label, Line};

/// Readable on dark and on light (of the 256 colours of terminals).
const COLOURS: [u8; 12] = [33, 37, 64, 71, 97, 99, 130, 136, 162, 166, 168, 203];

pub(super) struct Paint {
    colour: bool,
    timestamps: bool,
}

impl Paint {
    pub(super) fn new(timestamps: bool) -> Paint {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        Paint {
            colour: wanted && std::io::stdout().is_terminal(),
            timestamps,
        }
    }

    pub(super) fn show(&self, line: &Line, label: Label) {
        out!("{}", self.text(line, label));
    }

    pub(super) fn text(&self, line: &Line, label: Label) -> String {
        let task = line.task.get(..8).unwrap_or(&line.task);
        let name = match label {
            Label::None => String::new(),
            Label::Container => line.container.clone(),
            Label::ContainerAndTask => format!("{}/{task}", line.container),
        };
        let time = match self.timestamps {
            true => format!("{} ", kernel::Time(line.at).iso()),
            false => String::new(),
        };
        match (name.is_empty(), self.colour) {
            (true, _) => format!("{time}{}", line.text),
            (false, false) => format!("{time}{name} | {}", line.text),
            (false, true) => {
                let colour = colour(&line.container, &line.task);
                format!("{time}\u{1b}[38;5;{colour}m{name} |\u{1b}[0m {}", line.text)
            }
        }
    }
}

/// Always the same for a task's container (FNV-1a).
fn colour(container: &str, task: &str) -> u8 {
    let hash = container
        .bytes()
        .chain(*b"/")
        .chain(task.bytes())
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| {
            (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3)
        });
    let at = usize::try_from(hash % COLOURS.len() as u64).unwrap_or(0);
    COLOURS.get(at).copied().unwrap_or(33)
}

#[cfg(test)]
pub(super) fn painted() -> Paint {
    Paint {
        colour: true,
        timestamps: true,
    }
}
