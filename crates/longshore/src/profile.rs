//! The AWS profile `longshore`: written between marker lines, never touching what is the user's own.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::home::Access;

const BEGIN: &str = "# longshore begin";
/// Follows `BEGIN` where the user's last line had no end and was given one, which goes again with the block.
const ENDED: &str = " (after a line that had no end)";
const END: &str = "# longshore end";

/// `~/.aws/config` and `~/.aws/credentials`, or where the AWS variables point.
pub(crate) fn files() -> Result<(PathBuf, PathBuf)> {
    let home = || {
        std::env::var_os("HOME")
            .map(PathBuf::from)
            .context("HOME is not set")
    };
    let file = |var: &str, name: &str| -> Result<PathBuf> {
        match std::env::var_os(var).filter(|v| !v.is_empty()) {
            Some(p) => Ok(p.into()),
            None => Ok(home()?.join(".aws").join(name)),
        }
    };
    Ok((
        file("AWS_CONFIG_FILE", "config")?,
        file("AWS_SHARED_CREDENTIALS_FILE", "credentials")?,
    ))
}

/// Writes the profile; answers whether anything had to change.
pub(crate) fn write(a: &Access) -> Result<bool> {
    let (config, credentials) = files()?;
    // The setting keeps `logs start-live-tail` and its kind from calling `stream-localhost`.
    let one = format!(
        "[profile longshore]\nregion = {}\nendpoint_url = {}\ndisable_host_prefix_injection = true\n",
        a.region, a.endpoint
    );
    let two = format!(
        "[longshore]\naws_access_key_id = {}\naws_secret_access_key = {}\n",
        a.access_key_id, a.secret_access_key
    );
    let first = put(&config, Some(&one))?;
    let second = put(&credentials, Some(&two))?;
    Ok(first || second)
}

/// Takes the profile out again.
pub(crate) fn remove() -> Result<bool> {
    let (config, credentials) = files()?;
    let first = put(&config, None)?;
    let second = put(&credentials, None)?;
    Ok(first || second)
}

/// Replaces our block in the file, or adds or removes it. A backup of the user's file is made before the first change.
fn put(path: &Path, block: Option<&str>) -> Result<bool> {
    // Where the file is a link, as with many people's dotfiles, what it leads to is edited and the link stays.
    let followed = fs::canonicalize(path);
    let path = followed.as_deref().unwrap_or(path);
    let old = match fs::read_to_string(path) {
        Ok(text) => Some(text),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => None,
        Err(e) => return Err(e).with_context(|| format!("reading `{}`", path.display())),
    };
    let new = edit(old.as_deref().unwrap_or_default(), block);
    if new == old.clone().unwrap_or_default() {
        return Ok(false);
    }
    if new.is_empty() {
        fs::remove_file(path).with_context(|| format!("removing `{}`", path.display()))?;
        let backup = backup_of(path);
        if backup.exists() {
            fs::remove_file(&backup).with_context(|| format!("removing `{}`", backup.display()))?;
        }
        return Ok(true);
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("making `{}`", folder.display()))?;
    }
    if let Some(old) = old.filter(|o| !o.contains(BEGIN)) {
        private(&backup_of(path), &old)?;
    } else if block.is_none() && backup_of(path).exists() {
        fs::remove_file(backup_of(path))
            .with_context(|| format!("removing the backup of `{}`", path.display()))?;
    }
    private(path, &new)?;
    Ok(true)
}

fn backup_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".longshore.bak");
    path.with_file_name(name)
}

fn private(path: &Path, text: &str) -> Result<()> {
    let write = || -> std::io::Result<()> {
        let mut new = path.as_os_str().to_owned();
        new.push(".new");
        let new = PathBuf::from(new);
        let mut f = OpenOptions::new()
            .create(true)
            .truncate(true)
            .write(true)
            .mode(0o600)
            .open(&new)?;
        // A file of the user's keeps its permissions.
        if let Ok(old) = fs::metadata(path) {
            f.set_permissions(old.permissions())?;
        }
        f.write_all(text.as_bytes())?;
        f.sync_all()?;
        fs::rename(&new, path)
    };
    write().with_context(|| format!("writing `{}`", path.display()))
}

/// The text with our block replaced, added at the end, or taken out. Everything else stays byte for byte.
fn edit(old: &str, block: Option<&str>) -> String {
    let (before, after) = match (old.find(BEGIN), old.find(END)) {
        (Some(b), Some(e)) if b < e => {
            let after = old.get(e + END.len()..).unwrap_or_default();
            (
                old.get(..b).unwrap_or_default(),
                after.strip_prefix('\n').unwrap_or(after),
            )
        }
        _ => (old, ""),
    };
    let ended = old
        .get(before.len() + BEGIN.len()..)
        .is_some_and(|rest| rest.starts_with(ENDED));
    let before = match before.strip_suffix('\n') {
        Some(bare) if ended => bare,
        _ => before,
    };
    let open = !(before.is_empty() || before.ends_with('\n'));
    match block {
        Some(block) if open => format!("{before}\n{BEGIN}{ENDED}\n{block}{END}\n{after}"),
        Some(block) => format!("{before}{BEGIN}\n{block}{END}\n{after}"),
        // What the user has added after the block needs a line of its own.
        None if open && !after.is_empty() => format!("{before}\n{after}"),
        None => format!("{before}{after}"),
    }
}

#[cfg(test)]
mod tests {
    use super::edit;

    #[test]
    fn only_our_lines_change() {
        let user = "[default]\nregion = x\n";
        let with = edit(user, Some("[profile longshore]\na = 1\n"));
        assert!(with.starts_with(user) && with.contains("a = 1"));
        assert_eq!(
            edit(&with, Some("[profile longshore]\na = 1\n")),
            with,
            "writing twice changes nothing"
        );
        let changed = edit(&with, Some("[profile longshore]\na = 2\n"));
        assert!(changed.contains("a = 2") && !changed.contains("a = 1"));
        let more = format!("{with}[profile other]\n");
        assert_eq!(edit(&more, None), format!("{user}[profile other]\n"));
        assert_eq!(edit(&with, None), user);
        assert_eq!(edit(&edit("", Some("x\n")), None), "");
        let open = edit("no newline", Some("x\n"));
        assert!(open.starts_with("no newline\n# longshore begin"));
        assert_eq!(
            edit(&open, Some("x\n")),
            open,
            "writing twice changes nothing here either"
        );
        assert_eq!(edit(&open, None), "no newline");
        assert_eq!(edit(&format!("{open}more\n"), None), "no newline\nmore\n");
    }
}
