//! Signals. A process with id 1 has no default actions, so SIGTERM must be taken by hand; the standard library has no call for
//! that, and a dependency would make this program more than one call of rustc.
#![allow(
    unsafe_code,
    reason = "four calls of the C library that the standard library does not offer"
)]

use std::os::raw::c_int;

const SIGINT: c_int = 2;
const SIGTERM: c_int = 15;
const SIGCHLD: c_int = 17;
const SIG_BLOCK: c_int = 0;
const WNOHANG: c_int = 1;

/// `sigset_t` of Linux's C libraries: 1024 bits.
#[repr(C, align(8))]
pub(crate) struct Signals([u64; 16]);

unsafe extern "C" {
    fn sigaddset(set: *mut Signals, signal: c_int) -> c_int;
    fn pthread_sigmask(how: c_int, set: *const Signals, old: *mut Signals) -> c_int;
    fn sigwait(set: *const Signals, signal: *mut c_int) -> c_int;
    fn waitpid(pid: c_int, status: *mut c_int, options: c_int) -> c_int;
}

/// Blocks the signals that [`serve_signals`] takes. Called first, so that every thread inherits the mask.
pub(crate) fn block() -> Signals {
    let mut set = Signals([0; 16]);
    // SAFETY: `set` is a live, large enough sigset_t, zero is its empty value, and a null `old` is allowed.
    unsafe {
        for signal in [SIGINT, SIGTERM, SIGCHLD] {
            sigaddset(&mut set, signal);
        }
        pthread_sigmask(SIG_BLOCK, &set, std::ptr::null_mut());
    }
    set
}

/// Reaps orphans until SIGTERM or SIGINT arrives while `ignore` answers false.
pub(crate) fn serve_signals(set: &Signals, ignore: fn() -> bool) {
    loop {
        let mut signal = 0;
        // SAFETY: both pointers are to live values of the right type.
        if unsafe { sigwait(set, &mut signal) } != 0 {
            continue;
        }
        match signal {
            // SAFETY: a null status is allowed.
            SIGCHLD => while unsafe { waitpid(-1, std::ptr::null_mut(), WNOHANG) } > 0 {},
            _ if ignore() => {}
            _ => return,
        }
    }
}
