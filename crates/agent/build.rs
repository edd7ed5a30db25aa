//! Compiles the pause program (`crates/pause`) statically and leaves it where `src/pause.rs` embeds it.
//!
//! One call of rustc, no nested cargo: the program has no dependencies, and a second cargo would wait for this one's lock.

use std::path::Path;
use std::process::Command;

fn main() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pause/src");
    for file in [
        "main.rs",
        "apart.rs",
        "door.rs",
        "forward.rs",
        "names.rs",
        "resolve.rs",
        "sample.rs",
        "sys.rs",
        "web.rs",
    ] {
        println!("cargo::rerun-if-changed={}", source.join(file).display());
    }
    println!("cargo::rerun-if-changed=build.rs");
    let variable =
        |name: &str| std::env::var(name).unwrap_or_else(|_| fail(&format!("cargo did not set {name}")));
    let out = Path::new(&variable("OUT_DIR")).join("pause");
    let status = Command::new(variable("RUSTC"))
        .args([
            "--edition",
            "2024",
            "--crate-name",
            "pause",
            "--crate-type",
            "bin",
            "--target",
            &variable("TARGET"),
        ])
        .args([
            "-C",
            "target-feature=+crt-static",
            "-C",
            "opt-level=z",
            "-C",
            "panic=abort",
        ])
        .args([
            "-C",
            "strip=symbols",
            "-C",
            "lto=fat",
            "-C",
            "codegen-units=1",
            "-o",
        ])
        .arg(&out)
        .arg(source.join("main.rs"))
        .status();
    match status {
        Ok(s) if s.success() => {}
        other => fail(&format!("the static pause program did not compile: {other:?}")),
    }
}

fn fail(why: &str) -> ! {
    println!("cargo::error={why}");
    std::process::exit(1)
}
