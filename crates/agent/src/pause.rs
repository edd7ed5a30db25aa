//! The static program of `crates/pause` as two images. It is compiled by `build.rs` and imported through the engine's own API,
//! so that neither a registry nor a build is needed on a node.

use bytes::Bytes;

use crate::engine::names::hex;
use crate::runtime::{Runtime, RuntimeError};

static PROGRAM: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pause"));

/// The image of demonstrations and tests; its command is a line of steps, see `crates/pause/src/sample.rs`.
pub const SAMPLE_IMAGE: &str = "longshore/sample:latest";

/// The label of both images; its value names the program that is in them.
pub(crate) const PROGRAM_LABEL: &str = "longshore.program";

/// The beginning of the program's digest.
pub(crate) fn program() -> String {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, PROGRAM);
    hex(digest.as_ref().get(..6).unwrap_or_default())
}

/// The sandbox's image. The tag names the program, so a newer Longshore makes its own.
pub fn pause_image() -> String {
    format!("longshore/pause:{}", program())
}

/// A root file system that holds the program under `name`, and `/tmp`.
pub fn root_fs(name: &str) -> std::io::Result<Bytes> {
    let mut tar = tar::Builder::new(Vec::with_capacity(PROGRAM.len() + 4096));
    let header = |kind, size: usize, mode| {
        let mut h = tar::Header::new_ustar();
        h.set_entry_type(kind);
        h.set_size(size as u64);
        h.set_mode(mode);
        h.set_mtime(0);
        h
    };
    let mut directory = header(tar::EntryType::Directory, 0, 0o1777);
    tar.append_data(&mut directory, "tmp/", std::io::empty())?;
    let mut file = header(tar::EntryType::Regular, PROGRAM.len(), 0o755);
    tar.append_data(&mut file, name, PROGRAM)?;
    Ok(Bytes::from(tar.into_inner()?))
}

/// Imports the sandbox's image unless it is there, and answers its name.
pub async fn ensure_pause(runtime: &dyn Runtime) -> Result<String, RuntimeError> {
    let name = pause_image();
    if runtime.image(&name).await?.is_none() {
        import(runtime, &name, "pause").await?;
    }
    Ok(name)
}

/// Imports [`SAMPLE_IMAGE`], replacing an older one.
pub async fn import_sample(runtime: &dyn Runtime) -> Result<(), RuntimeError> {
    import(runtime, SAMPLE_IMAGE, "sample").await
}

async fn import(runtime: &dyn Runtime, image: &str, file: &str) -> Result<(), RuntimeError> {
    let tar = root_fs(file).map_err(|e| RuntimeError {
        trouble: crate::runtime::Trouble::Refused,
        message: e.to_string(),
    })?;
    let changes = [
        format!("ENTRYPOINT [\"/{file}\"]"),
        format!("LABEL {PROGRAM_LABEL}={}", program()),
    ];
    runtime.import(image, tar, &changes).await
}

/// What the sample says when it is run for show.
#[must_use]
pub fn demo_command() -> Vec<String> {
    let steps = [
        "print",
        "Hello from a container that Longshore runs.",
        "id",
        "lines",
        "3",
        "200",
        "print",
        "Done.",
        "exit",
        "0",
    ];
    steps.map(str::to_owned).to_vec()
}
