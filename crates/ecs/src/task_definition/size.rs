//! Task-level CPU and memory, as users write them: `256`, `.25 vCPU`, `1 vcpu`; `512`, `0.5 GB`, `1gb`
//! (RegisterTaskDefinition, `cpu` and `memory`).

/// CPU in units of 1/1024 vCPU.
pub(crate) fn cpu_units(text: &str) -> Option<i64> {
    scaled(text, "vcpu")
}

/// Memory in MiB.
pub(crate) fn memory_mib(text: &str) -> Option<i64> {
    scaled(text, "gb")
}

/// A whole number as it is, a number with the unit times 1024.
fn scaled(text: &str, unit: &str) -> Option<i64> {
    let lower = text.trim().to_ascii_lowercase();
    let (number, scaled) = match lower.strip_suffix(unit) {
        Some(number) => (number.trim(), true),
        None => (lower.as_str(), false),
    };
    // Digits and a point alone: no sign, no exponent, no `inf`.
    if !number.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    if !scaled {
        return number.parse().ok();
    }
    let units = number.parse::<f64>().ok()? * 1024.0;
    (units <= 1e9 && units.fract() == 0.0).then_some(units as i64)
}

/// The memory sizes in MiB that Fargate offers for a CPU size, as (smallest, largest, step); besides the first
/// row's 512 and the steps, nothing is valid (ECS Developer Guide, "Fargate task size").
type Row = (i64, &'static [(i64, i64, i64)]);

const FARGATE: &[Row] = &[
    (256, &[(512, 512, 1), (1024, 2048, 1024)]),
    (512, &[(1024, 4096, 1024)]),
    (1024, &[(2048, 8192, 1024)]),
    (2048, &[(4096, 16_384, 1024)]),
    (4096, &[(8192, 30_720, 1024)]),
    (8192, &[(16_384, 61_440, 4096)]),
    (16_384, &[(32_768, 122_880, 8192)]),
    (32_768, &[(61_440, 249_856, 8192)]),
];

/// Whether Fargate offers this size.
pub(crate) fn is_fargate(cpu: i64, memory: i64) -> bool {
    FARGATE
        .iter()
        .filter(|(c, _)| *c == cpu)
        .flat_map(|(_, ranges)| *ranges)
        .any(|(low, high, step)| (*low..=*high).contains(&memory) && (memory - low) % step == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_as_users_write_them() {
        for (text, expect) in [
            ("256", Some(256)),
            (".25 vCPU", Some(256)),
            ("1 vcpu", Some(1024)),
            ("0.5vCPU", Some(512)),
            ("a", None),
            ("", None),
            ("-1", None),
            ("1.1 vCPU", None),
            ("+1", None),
            ("1e3", None),
            ("1e0 vCPU", None),
            ("vcpu", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(cpu_units(text), expect, "{text}");
        }
        for (text, expect) in [
            ("512", Some(512)),
            ("0.5 GB", Some(512)),
            ("1gb", Some(1024)),
            ("NaN GB", None),
            ("1e300 GB", None),
        ] {
            assert_eq!(memory_mib(text), expect, "{text}");
        }
        assert!(is_fargate(256, 512) && is_fargate(256, 2048) && is_fargate(16_384, 122_880));
        assert!(
            !is_fargate(256, 3072)
                && !is_fargate(17, 512)
                && !is_fargate(256, 768)
                && !is_fargate(8192, 17_408)
        );
    }
}
