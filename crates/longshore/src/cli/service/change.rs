//! A task definition with other images, and what is different in another. Pure.

use anyhow::{Result, anyhow, bail};
use wire::ecs as w;
use wire::schema::Shape;

/// `IMAGE` for all containers of one image, or `CONTAINER=IMAGE`.
pub(super) type Image = (Option<String>, String);

pub(super) fn image(text: &str) -> Result<Image, String> {
    match text.split_once('=') {
        // An image name has no `=`.
        Some((container, image)) if !container.is_empty() && !image.is_empty() => {
            Ok((Some(container.to_owned()), image.to_owned()))
        }
        None if !text.is_empty() => Ok((None, text.to_owned())),
        _ => Err("give IMAGE or CONTAINER=IMAGE".into()),
    }
}

/// What would be registered to get the definition again.
pub(super) fn request(d: &w::TaskDefinition, tags: Vec<w::Tag>) -> Result<w::RegisterTaskDefinitionRequest> {
    let json = wire::protocol::to_json(w::TaskDefinition::schema(), &d.clone().into_value());
    let schema = w::RegisterTaskDefinitionRequest::schema();
    // Members that only an answer has (revision, status, …) are none of the request's and are passed over.
    let value = wire::protocol::from_json(schema, json.as_bytes()).map_err(|f| anyhow!("{f}"))?;
    let mut request = w::RegisterTaskDefinitionRequest::from_value(value).map_err(|b| anyhow!("{b}"))?;
    request.tags = (!tags.is_empty()).then_some(tags);
    Ok(request)
}

/// Puts the images in.
pub(super) fn replace(request: &mut w::RegisterTaskDefinitionRequest, images: &[Image]) -> Result<()> {
    let containers = &mut request.container_definitions;
    let names: Vec<String> = containers.iter().filter_map(|c| c.name.clone()).collect();
    for (container, image) in images {
        let wanted = match container {
            Some(name) => name.clone(),
            None => match &names[..] {
                [only] => only.clone(),
                _ => bail!(
                    "say which container gets `{image}`: CONTAINER={image} with one of {}",
                    names.join(", ")
                ),
            },
        };
        let found = containers.iter_mut().find(|c| c.name.as_ref() == Some(&wanted));
        match found {
            Some(c) => c.image = Some(image.clone()),
            None => bail!(
                "the task definition has no container `{wanted}`; it has {}",
                names.join(", ")
            ),
        }
    }
    Ok(())
}

/// A definition as lines of JSON, members in order of their names.
pub(super) fn lines(request: &w::RegisterTaskDefinitionRequest) -> Result<Vec<String>> {
    let schema = w::RegisterTaskDefinitionRequest::schema();
    let json = wire::protocol::to_json(schema, &request.clone().into_value());
    let value: serde_json::Value = serde_json::from_str(&json)?;
    Ok(serde_json::to_string_pretty(&value)?
        .lines()
        .map(str::to_owned)
        .collect())
}

/// One line of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Same(String),
    Gone(String),
    New(String),
}

/// The least difference of two texts (longest common subsequence).
pub(super) fn difference(old: &[String], new: &[String]) -> Vec<Line> {
    // longest[i][j]: of old[i..] and new[j..].
    let mut longest = vec![vec![0usize; new.len() + 1]; old.len() + 1];
    let at = |l: &[Vec<usize>], i: usize, j: usize| l.get(i).and_then(|r| r.get(j)).copied().unwrap_or(0);
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let best = if old.get(i) == new.get(j) {
                at(&longest, i + 1, j + 1) + 1
            } else {
                at(&longest, i + 1, j).max(at(&longest, i, j + 1))
            };
            if let Some(cell) = longest.get_mut(i).and_then(|r| r.get_mut(j)) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    loop {
        match (old.get(i), new.get(j)) {
            (Some(a), Some(b)) if a == b => {
                out.push(Line::Same(a.clone()));
                (i, j) = (i + 1, j + 1);
            }
            (Some(a), b) if b.is_none() || at(&longest, i + 1, j) >= at(&longest, i, j + 1) => {
                out.push(Line::Gone(a.clone()));
                i += 1;
            }
            (_, Some(b)) => {
                out.push(Line::New(b.clone()));
                j += 1;
            }
            (_, None) => return out,
        }
    }
}
