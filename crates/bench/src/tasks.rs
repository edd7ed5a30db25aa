//! How fast tasks start: from RunTask until DescribeTasks says RUNNING, next to what the engine alone takes.

use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, bail};
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::figures::{SAMPLE, definition, ready};
use crate::load::{self, Connection, Target, call, ecs};
use crate::server::Server;
use crate::{Cli, engine, median, process, round, tell};

const IMAGE: &str = "longshore/bench:latest";
/// The burst: this many tasks, so many at a time.
const TASKS: usize = 24;
const AT_ONCE: usize = 8;
/// How often the burst's tasks are looked at.
const LOOK: Duration = Duration::from_millis(20);

pub(crate) async fn run(cli: &Cli) -> Result<()> {
    if !engine::there() {
        tell("run-task", json!({"skipped": "no container engine"}));
        return Ok(());
    }
    let server = Server::start(&cli.longshore, "auto").await?;
    ready(&server).await?;
    // Under a name of our own, which nobody else takes away.
    engine::tag(SAMPLE, IMAGE).await?;
    let done = figures(cli, &server).await;
    engine::untag(IMAGE).await?;
    done
}

async fn figures(cli: &Cli, server: &Server) -> Result<()> {
    if cli.only.as_deref() != Some("burst") {
        one_by_one(cli, server).await?;
    }
    burst(cli, server).await
}

async fn one_by_one(cli: &Cli, server: &Server) -> Result<()> {
    for network in ["bridge", "none", "host"] {
        let user = User::new(&server.target, network).await?;
        let (mut ours, mut raw) = (Vec::new(), Vec::new());
        for _ in 0..cli.rounds * 5 {
            raw.push(ms(engine::start(IMAGE, &["wait"], network).await?));
            ours.push(user.once().await?);
        }
        told(&format!("run-task: RUNNING, {network}, ms"), ours, raw, "<= 1.15");
    }
    let user = User::new(&server.target, "awsvpc").await?;
    user.once().await?;
    let (mut ours, mut raw) = (Vec::new(), Vec::new());
    for _ in 0..cli.rounds * 5 {
        user.pool_is_full(2).await?;
        raw.push(ms(engine::start(IMAGE, &["wait"], "bridge").await?));
        ours.push(user.once().await?);
    }
    told(
        "run-task: RUNNING, awsvpc with a ready sandbox, ms; engine: bridge",
        ours,
        raw,
        "<= 0.70",
    );
    Ok(())
}

fn told(name: &str, ours: Vec<f64>, raw: Vec<f64>, goal: &str) {
    let (a, b) = (median(ours), median(raw));
    tell(
        name,
        json!({"longshore": round(a), "engine": round(b), "ratio": round(a / b), "goal": goal}),
    );
}

fn put(object: &mut Value, key: &str, value: Value) {
    if let Some(o) = object.as_object_mut() {
        o.insert(key.to_owned(), value);
    }
}

fn ms(d: Duration) -> f64 {
    d.as_secs_f64() * 1000.0
}

/// Many tasks, some at a time, next to the same containers joined to sandboxes that are there: by the engine alone with
/// as many at a time, and with as many as it does best with.
async fn burst(cli: &Cli, server: &Server) -> Result<()> {
    let user = User::new(&server.target, "awsvpc").await?;
    user.once().await?;
    // The pool follows the rate of starts, so the first burst is not measured.
    user.burst(server.pid()).await?;
    let (mut ours, mut ours_rate, mut raw) = (Vec::new(), Vec::new(), Vec::new());
    // The best of two medians: the greater of two noisy rates, round by round, would be better than either.
    let (mut raw_rate, mut fewer_rate) = (Vec::new(), Vec::new());
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let mut cpu = Vec::new();
    for _ in 0..cli.rounds {
        user.pool_is_full(TASKS).await?;
        let (times, rate, used) = user.burst(server.pid()).await?;
        cpu.push(used * 1000.0 / TASKS as f64);
        ours.push(median(times));
        ours_rate.push(rate);
        let (times, rate) = engine::joined(IMAGE, TASKS, AT_ONCE).await?;
        raw.push(median(times));
        raw_rate.push(rate);
        let (_, rate) = engine::joined(IMAGE, TASKS, 2 * cores).await?;
        fewer_rate.push(rate);
    }
    let (ours_rate, raw_rate) = (median(ours_rate), median(raw_rate).max(median(fewer_rate)));
    let rate = round(ours_rate / raw_rate);
    told(
        "run-task: 24 awsvpc tasks, 8 at a time: p50, ms",
        ours,
        raw,
        "<= 1.15",
    );
    tell(
        "run-task: 24 awsvpc tasks, 8 at a time: tasks/s",
        json!({"longshore": round(ours_rate), "engine": round(raw_rate), "ratio": rate, "goal": ">= 0.95",
            "longshore_cpu_ms_per_task": round(median(cpu))}),
    );
    Ok(())
}

/// Tasks that were asked for and do not run yet, since when, and who waits.
type Waiting = Mutex<HashMap<String, (Instant, oneshot::Sender<()>)>>;

/// Who runs tasks of one definition.
struct User {
    target: Target,
    family: String,
    network: Value,
}

impl User {
    async fn new(target: &Target, mode: &str) -> Result<User> {
        let family = format!("bench-{mode}");
        let mut d = definition(&family);
        put(&mut d, "networkMode", json!(mode));
        if let Some(c) = d.pointer_mut("/containerDefinitions/0") {
            put(c, "image", json!(IMAGE));
        }
        call(target, "RegisterTaskDefinition", &d).await?;
        let network = match mode {
            "awsvpc" => json!({"awsvpcConfiguration": {"subnets": [subnet(target).await?]}}),
            _ => Value::Null,
        };
        Ok(User {
            target: target.clone(),
            family,
            network,
        })
    }

    /// One task; milliseconds until it runs. It is over when this returns.
    async fn once(&self) -> Result<f64> {
        let mut connection = Connection::open(&self.target.address).await?;
        let at = Instant::now();
        let arn = self.start(&mut connection).await?;
        while !runs(&self.task(&mut connection, &arn).await?, at)? {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        let took = ms(at.elapsed());
        self.stop(&mut connection, &arn).await?;
        Ok(took)
    }

    async fn ask(&self, connection: &mut Connection, operation: &str, body: &Value) -> Result<Value> {
        let (status, answer) = connection
            .exchange(&ecs(&self.target, operation, &body.to_string())?)
            .await?;
        match status {
            200 => Ok(serde_json::from_slice(&answer)?),
            _ => bail!("{operation}: {}", String::from_utf8_lossy(&answer)),
        }
    }

    async fn task(&self, connection: &mut Connection, arn: &str) -> Result<Value> {
        let mut seen = self
            .ask(connection, "DescribeTasks", &json!({"tasks": [arn]}))
            .await?;
        let task = seen.pointer_mut("/tasks/0").map(Value::take);
        task.with_context(|| format!("DescribeTasks: {seen}"))
    }

    /// Asks for one task and answers its ARN.
    async fn start(&self, connection: &mut Connection) -> Result<String> {
        let mut run = json!({"taskDefinition": self.family});
        if !self.network.is_null() {
            put(&mut run, "networkConfiguration", self.network.clone());
        }
        let ran = self.ask(connection, "RunTask", &run).await?;
        let arn = ran.pointer("/tasks/0/taskArn").and_then(Value::as_str);
        Ok(arn.with_context(|| format!("RunTask: {ran}"))?.to_owned())
    }

    async fn stop(&self, connection: &mut Connection, arn: &str) -> Result<()> {
        let at = Instant::now();
        self.ask(connection, "StopTask", &json!({"task": arn})).await?;
        while status(&self.task(connection, arn).await?) != "STOPPED" {
            if at.elapsed() > Duration::from_secs(60) {
                bail!("the task does not stop");
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(())
    }

    /// Milliseconds of each task, tasks a second, and seconds of CPU that the server took until all ran. They are over
    /// when this returns.
    async fn burst(&self, pid: u32) -> Result<(Vec<f64>, f64, f64)> {
        let (at, before) = (Instant::now(), process::cpu(pid));
        let waiting = Waiting::default();
        let clients = (0..AT_ONCE).map(|_| async {
            let mut connection = Connection::open(&self.target.address).await?;
            let mut started = Vec::new();
            for _ in 0..TASKS / AT_ONCE {
                let at = Instant::now();
                let arn = self.start(&mut connection).await?;
                let (told, running) = oneshot::channel();
                waiting.lock().insert(arn.clone(), (at, told));
                running.await?;
                started.push((arn, ms(at.elapsed())));
            }
            anyhow::Ok(started)
        });
        let clients = futures_util::future::try_join_all(clients);
        let all: Vec<(String, f64)> = tokio::select! {
            all = clients => all?.into_iter().flatten().collect(),
            end = self.watch(&waiting) => return end.map(|never| match never {}),
        };
        let rate = all.len() as f64 / at.elapsed().as_secs_f64();
        let used = process::cpu(pid) - before;
        let mut connection = Connection::open(&self.target.address).await?;
        for (arn, _) in &all {
            self.ask(&mut connection, "StopTask", &json!({"task": arn}))
                .await?;
        }
        for (arn, _) in &all {
            self.stop(&mut connection, arn).await?;
        }
        Ok((all.into_iter().map(|(_, took)| took).collect(), rate, used))
    }

    /// Looks at all tasks that are waited for at once: who asks for each of them takes the time that is measured.
    async fn watch(&self, waiting: &Waiting) -> Result<Infallible> {
        let mut connection = Connection::open(&self.target.address).await?;
        loop {
            tokio::time::sleep(LOOK).await;
            let arns: Vec<String> = waiting.lock().keys().cloned().collect();
            if arns.is_empty() {
                continue;
            }
            let seen = self
                .ask(&mut connection, "DescribeTasks", &json!({"tasks": arns}))
                .await?;
            let tasks = seen.get("tasks").and_then(Value::as_array);
            for task in tasks.into_iter().flatten() {
                let arn = task.get("taskArn").and_then(Value::as_str).unwrap_or_default();
                let mut waiting = waiting.lock();
                let since = waiting.get(arn).map(|(at, _)| *at);
                if let Some(at) = since
                    && runs(task, at)?
                    && let Some((_, told)) = waiting.remove(arn)
                {
                    let _ = told.send(());
                }
            }
        }
    }

    /// Waits until exactly the interfaces that are there have their sandboxes, twice in a row, and that many at least.
    async fn pool_is_full(&self, least: usize) -> Result<()> {
        let end = Instant::now() + Duration::from_secs(60);
        let mut before = BTreeSet::new();
        while Instant::now() < end {
            let there = between(
                &ec2(&self.target, "DescribeNetworkInterfaces").await?,
                "networkInterfaceId",
            );
            let up = engine::labelled("longshore.interface").await?;
            if there == up && there.len() >= least && there == before {
                return Ok(());
            }
            before = there;
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        Err(anyhow!("the pool of sandboxes does not fill up to {least}"))
    }
}

/// Whether a task that was asked for then runs; an error if it will not.
fn runs(task: &Value, since: Instant) -> Result<bool> {
    match status(task) {
        "RUNNING" => Ok(true),
        "STOPPED" => bail!("the task stopped: {task}"),
        _ if since.elapsed() > Duration::from_secs(30) => bail!("the task does not run"),
        _ => Ok(false),
    }
}

fn status(task: &Value) -> &str {
    task.get("lastStatus").and_then(Value::as_str).unwrap_or_default()
}

async fn subnet(target: &Target) -> Result<String> {
    let answer = ec2(target, "DescribeSubnets").await?;
    between(&answer, "subnetId").pop_first().context("no subnet")
}

/// The texts of an element, wherever it stands.
fn between(xml: &str, element: &str) -> BTreeSet<String> {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    let found = xml.split(&open).skip(1);
    found
        .filter_map(|s| Some(s.split_once(&close)?.0.to_owned()))
        .collect()
}

async fn ec2(target: &Target, operation: &str) -> Result<String> {
    let request = load::query(target, "ec2", &format!("Action={operation}&Version=2016-11-15"))?;
    let (status, answer) = Connection::open(&target.address)
        .await?
        .exchange(&request)
        .await?;
    let text = String::from_utf8_lossy(&answer).into_owned();
    match status {
        200 => Ok(text),
        _ => bail!("{operation}: {text}"),
    }
}
