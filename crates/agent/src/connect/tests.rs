use std::net::SocketAddr;

use super::pick::Picker;

fn at(n: u8) -> SocketAddr {
    SocketAddr::from(([10, 0, 0, n], 80))
}

#[test]
fn everybody_has_a_turn() {
    let all = [at(3), at(1), at(2)];
    let mut picker = Picker::default();
    let firsts: Vec<_> = (0..6).map(|_| picker.pick(&all, 0)[0]).collect();
    assert_eq!(firsts, [at(1), at(2), at(3), at(1), at(2), at(3)]);
    assert!(picker.pick(&[], 0).is_empty());
    let many: Vec<_> = (1..20).map(at).collect();
    assert_eq!(picker.pick(&many, 0).len(), 3);
}

#[test]
fn who_fails_five_times_in_a_row_is_left_out_for_a_while() {
    let all = [at(1), at(2)];
    let mut picker = Picker::default();
    let fail = |picker: &mut Picker, times, now| (0..times).for_each(|_| picker.told(at(1), false, now));
    fail(&mut picker, 4, 0);
    picker.told(at(1), true, 0);
    fail(&mut picker, 4, 0);
    assert!(picker.pick(&all, 0).contains(&at(1)), "never five in a row");
    fail(&mut picker, 1, 0);
    for now in [0, 29_999] {
        assert_eq!(picker.pick(&all, now), [at(2)]);
    }
    assert_eq!(picker.pick(&all, 30_000).len(), 2);
    // The second time it takes twice as long.
    fail(&mut picker, 5, 30_000);
    assert_eq!(picker.pick(&all, 89_999), [at(2)]);
    assert_eq!(picker.pick(&all, 90_000).len(), 2);
}

#[test]
fn when_all_are_left_out_nobody_is() {
    let mut picker = Picker::default();
    (0..5).for_each(|_| picker.told(at(1), false, 0));
    assert_eq!(picker.pick(&[at(1)], 0), [at(1)]);
    // Who is gone is forgotten, and comes back as a new one.
    picker.pick(&[at(2)], 0);
    assert_eq!(picker.pick(&[at(1), at(2)], 0).len(), 2);
}
