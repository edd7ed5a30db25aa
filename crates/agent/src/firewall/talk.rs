//! The conversation with the control plane about rules. It is held while there is an interface to ask about.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior, interval_at};
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};
use wire::firewall::{FromFirewall, InterfacesMessage, PATH, ToFirewall};

use super::Firewall;
use crate::backoff::Backoff;
use crate::dice;
use crate::session::Session;
use crate::session::socket::{Socket, url};

const RETRY: Backoff = Backoff::new(Duration::from_millis(250), Duration::from_secs(30), 2.0);
/// Everything is asked again as often: the answer shows that the other side is there, and mends what went amiss.
const AGAIN: Duration = Duration::from_secs(60);
/// No answer within this time means that nobody is there.
const SILENCE: Duration = Duration::from_secs(30);

/// Asks and listens until the agent stops.
pub(crate) async fn run(session: Arc<Session>, stop: CancellationToken) {
    let firewall = session.tasks.firewall.clone();
    for record in session.tasks.views() {
        for eni in &record.task.elastic_network_interfaces {
            firewall.want(eni);
        }
    }
    let mut backoff = RETRY;
    let mut wanted = firewall.wanted.subscribe();
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            some = wanted.wait_for(|w| !w.is_empty()) => if some.is_err() { return },
        }
        let talked = tokio::select! {
            () = stop.cancelled() => return,
            talked = talk(&session, &firewall) => talked,
        };
        let wait = match talked {
            Ok(()) => {
                backoff = RETRY;
                RETRY.clone().next(dice::unit())
            }
            Err(why) => {
                debug!(why, "no conversation about security groups");
                backoff.next(dice::unit())
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// One connection. `Ok` when it was of use before it ended.
async fn talk(session: &Session, firewall: &Firewall) -> Result<(), String> {
    let base = PATH.trim_end_matches("/ws");
    let endpoint = format!("{}{base}", session.config.endpoint);
    let url = url(&endpoint, &[]).map_err(|e| format!("{e:#}"))?;
    let opened = Socket::open(url, &session.config, &session.dialer).await;
    let mut socket = opened.map_err(|end| format!("{end:?}"))?;
    let mut wanted = firewall.wanted.subscribe();
    let mut again = interval_at(Instant::now() + AGAIN, AGAIN);
    again.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut heard = false;
    let mut waiting = Some(ask(&mut socket, firewall).await?);
    wanted.mark_unchanged();
    loop {
        let silent_at = waiting.unwrap_or_else(|| Instant::now() + 2 * AGAIN);
        tokio::select! {
            text = socket.next() => {
                let Ok(text) = text else { break };
                waiting = None;
                heard = true;
                match ToFirewall::parse(&text) {
                    Ok(ToFirewall::Rules(rules)) => {
                        firewall.rules.send_replace(Some(Arc::new(rules)));
                        firewall.set_all().await;
                    }
                    _ => warn!("a message about security groups could not be read"),
                }
            }
            changed = wanted.changed() => {
                if changed.is_err() {
                    break;
                }
                waiting = Some(ask(&mut socket, firewall).await?);
            }
            _ = again.tick() => {
                firewall.prune();
                wanted.mark_unchanged();
                waiting = Some(ask(&mut socket, firewall).await?);
            }
            () = tokio::time::sleep_until(silent_at) => break,
        }
    }
    match heard {
        true => Ok(()),
        false => Err("the control plane is silent".to_owned()),
    }
}

/// Names all interfaces. Answers until when an answer must have come.
async fn ask(socket: &mut Socket, firewall: &Firewall) -> Result<Instant, String> {
    let interfaces = firewall.wanted.borrow().values().cloned().collect();
    let message = FromFirewall::Interfaces(InterfacesMessage { interfaces });
    let sent = socket.send(message.to_text()).await;
    sent.map_err(|end| format!("{end:?}"))?;
    Ok(Instant::now() + SILENCE)
}
