//! Repeatable chance, and values that fit a table.

use std::collections::BTreeMap;
use wire::schema::{Schema, Structure};
use wire::{OperationMeta, Value};

/// SplitMix64 (Steele, Lea, Flood 2014).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap()
    }

    pub(crate) fn one_of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }

    pub(crate) fn operation(&mut self) -> &'static OperationMeta {
        let service = self.one_of(wire::services());
        self.one_of(service.operations)
    }

    pub(crate) fn structure(&mut self, table: &'static Structure, depth: usize) -> Value {
        let keep = if depth < 4 { 2 } else { 5 };
        let member = |m: &wire::schema::Member| {
            (m.required || self.below(keep) == 0).then(|| self.value(m.schema, depth + 1))
        };
        Value::Struct(table.members.iter().map(member).collect())
    }

    fn value(&mut self, schema: Schema, depth: usize) -> Value {
        match schema {
            Schema::Bool => Value::Bool(self.below(2) == 0),
            Schema::Int(int) => {
                let n = i64::from_ne_bytes(self.next().to_ne_bytes());
                Value::Int(if int.bits == 32 { n >> 32 } else { n })
            }
            Schema::Float(float) => {
                let x = [
                    0.0,
                    -0.0,
                    0.1,
                    1e300,
                    f64::INFINITY,
                    f64::NEG_INFINITY,
                    1e15,
                    -2.5,
                ][self.below(8)];
                Value::Float(if float.bits == 32 { f64::from(x as f32) } else { x })
            }
            Schema::Str(_) => Value::Str(self.text()),
            Schema::Time(_) => {
                let millis = i64::try_from(self.next() % 8_000_000_000_000).unwrap() - 4_000_000_000_000;
                Value::Time(millis as f64 / 1000.0)
            }
            Schema::Blob(_) => {
                Value::Blob((0..self.below(9)).map(|_| self.next().to_le_bytes()[0]).collect())
            }
            Schema::Document => Value::Document(serde_json::json!({ "a": [1, null, { "b": self.text() }] })),
            Schema::List(list) => Value::List(
                (0..self.below(4))
                    .map(|_| self.value(list.of, depth + 1))
                    .collect(),
            ),
            Schema::Map(map) => {
                let size = self.below(4);
                let pair = |_| (self.text(), self.value(map.value, depth + 1));
                Value::Map((0..size).map(pair).collect::<BTreeMap<_, _>>())
            }
            Schema::Struct(table) => self.structure(table, depth),
        }
    }

    fn text(&mut self) -> String {
        const LETTERS: [char; 16] = [
            'a', 'Z', '0', ' ', '"', '\\', '\n', '\0', '\u{1f}', '<', '&', 'é', '漢', '😀', '\u{2028}',
            '\u{fffe}',
        ];
        (0..self.below(12))
            .map(|_| LETTERS[self.below(LETTERS.len())])
            .collect()
    }

    /// One to eight small damages: flips, cuts, repeats, and words that mean something to a parser.
    pub(crate) fn damage(&mut self, bytes: &mut Vec<u8>, words: &[&[u8]]) {
        for _ in 0..=self.below(8) {
            let at = self.below(bytes.len() + 1);
            let end = (at + self.below(16)).min(bytes.len());
            match self.below(7) {
                0 => bytes.truncate(at),
                1 => drop(bytes.drain(at..end)),
                2 => {
                    let again = bytes[at..end].to_vec();
                    drop(bytes.splice(at..at, again));
                }
                3 => drop(bytes.splice(at..at, self.one_of(words).iter().copied())),
                4 => drop(bytes.splice(at..end, self.one_of(words).iter().copied())),
                _ => {
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte = if self.below(2) == 0 {
                            *byte ^ (1 << self.below(8))
                        } else {
                            self.next().to_le_bytes()[0]
                        };
                    }
                }
            }
        }
    }
}
