//! Chance, for jitter and identifiers.

/// A number in [0, 1).
pub(crate) fn unit() -> f64 {
    let mut bytes = [0u8; 4];
    fill(&mut bytes);
    f64::from(u32::from_le_bytes(bytes)) / (f64::from(u32::MAX) + 1.0)
}

/// A random UUID (version 4 of RFC 9562).
pub(crate) fn uuid() -> String {
    let mut bytes = [0u8; 16];
    fill(&mut bytes);
    let [a, b, c, d, e, f, g, h, i, j, tail @ ..] = bytes;
    let hex = crate::engine::names::hex;
    let (g, i) = (g & 0x0f | 0x40, i & 0x3f | 0x80);
    format!(
        "{}-{}-{}-{}-{}",
        hex(&[a, b, c, d]),
        hex(&[e, f]),
        hex(&[g, h]),
        hex(&[i, j]),
        hex(&tail)
    )
}

/// 128 random bits.
pub(crate) fn bytes() -> [u8; 16] {
    let mut bytes = [0; 16];
    fill(&mut bytes);
    bytes
}

/// One random byte.
pub(crate) fn byte() -> u8 {
    let [first, ..] = bytes();
    first
}

fn fill(bytes: &mut [u8]) {
    // The operating system's source fails only where nothing else works either; zeros are a poor but harmless jitter.
    if aws_lc_rs::rand::fill(bytes).is_err() {
        tracing::error!("the system has no randomness");
    }
}
