use wire::ecs as w;

use super::explain::explain;
use super::facts::{Container, Facts};

fn stopped(c: Container, reason: &str) -> Facts {
    Facts {
        id: "t".into(),
        status: "STOPPED".into(),
        stop_code: "EssentialContainerExited".into(),
        stopped_reason: reason.into(),
        taken: true,
        connected: true,
        containers: vec![Container {
            name: "web".into(),
            image: "app:1".into(),
            essential: true,
            ..c
        }],
        ..Facts::default()
    }
}

fn because(reason: &str) -> Facts {
    let c = Container {
        reason: reason.into(),
        ..Container::default()
    };
    stopped(c, reason)
}

fn exited(code: i64, signal: &str, line: &str) -> Facts {
    let c = Container {
        exit_code: Some(code),
        signal: signal.into(),
        lines: vec![line.into()],
        ..Container::default()
    };
    stopped(c, "Essential container in task exited")
}

/// Each cause is told from the others, by the words that engines use.
#[test]
fn causes() {
    const PULL: &str = "CannotPullContainerError: Error response from daemon:";
    const START: &str = "CannotStartContainerError: Error response from daemon: OCI runtime create failed: container_linux.go:380: starting container process caused: exec:";
    let table: &[(Facts, &str, &str)] = &[
        (
            because(&format!(
                "{PULL} pull access denied for app, repository does not exist"
            )),
            "image of container `web` could not be pulled",
            "check the name",
        ),
        (
            because(&format!("{PULL} manifest for app:1 not found: manifest unknown")),
            "could not be pulled",
            "check the name",
        ),
        (
            because(&format!(
                "{PULL} Get https://r/v2/: dial tcp: lookup r: no such host"
            )),
            "could not be pulled",
            "cannot reach the registry",
        ),
        (
            because(&format!("{PULL} unauthorized: authentication required")),
            "could not be pulled",
            "wants a login",
        ),
        (
            because(&format!(
                "{PULL} no matching manifest for linux/amd64 in the manifest list entries"
            )),
            "not made for this machine",
            "build `app:1`",
        ),
        (
            because(&format!("{PULL} write /var/lib/x: no space left on device")),
            "The disk was full",
            "free space",
        ),
        (
            exited(
                1,
                "",
                "standard_init_linux.go:228: exec user process caused: exec format error",
            ),
            "not made for this machine",
            "build `app:1`",
        ),
        (
            because(&format!(
                "{START} \"nope\": executable file not found in $PATH: unknown"
            )),
            "is not in its image",
            "entry point",
        ),
        (
            because(&format!(
                "{START} \"/x\": stat /x: no such file or directory: unknown"
            )),
            "is not in its image",
            "entry point",
        ),
        (
            because(&format!("{START} \"/x\": permission denied: unknown")),
            "may not be run",
            "executable",
        ),
        (
            because(
                "CannotStartContainerError: Error response from daemon: driver failed programming external connectivity on endpoint x: Bind for 0.0.0.0:8080 failed: port is already allocated",
            ),
            "port that container `web` needs is taken",
            "ss -ltnp",
        ),
        (
            exited(1, "", "listen tcp :8080: bind: address already in use"),
            "is taken",
            "ss -ltnp",
        ),
        (
            exited(1, "", "write /data/x: No space left on device"),
            "The disk was full",
            "free space",
        ),
        (
            because("DependencyError: container `db` did not reach HEALTHY within its startTimeout"),
            "depends on did not come about",
            "startTimeout",
        ),
        (
            because("ResourceInitializationError: unable to pull secrets"),
            "could not be made ready",
            "secret",
        ),
        (exited(7, "", "bye"), "`web` ended", "its last line was: bye"),
        (exited(139, "SIGSEGV", "x"), "`web` ended", "crashed"),
        (exited(0, "", "x"), "`web` ended", "nothing"),
        (
            because("CannotCreateContainerError: Error response from daemon: invalid mount config"),
            "engine would not start",
            "the member",
        ),
    ];
    for (facts, what, remedy) in table {
        let told = explain(facts);
        let remedies = told.remedy.join("; ");
        assert!(told.what.contains(what), "{told:?}");
        assert!(remedies.contains(remedy), "{told:?}");
        assert!(!told.cause.is_empty(), "{told:?}");
    }
}

#[test]
fn memory_is_told_with_limit_and_peak() {
    let c = Container {
        out_of_memory: true,
        exit_code: Some(137),
        memory_limit: Some(64 << 20),
        memory_peak: Some((63 << 20) + (1 << 19)),
        // The program's last words are not the cause.
        lines: vec!["no space left on device".into()],
        ..Container::default()
    };
    let told = explain(&stopped(
        c,
        "OutOfMemoryError: Container killed due to memory usage",
    ));
    assert_eq!(told.what, "The kernel killed container `web`: out of memory");
    assert_eq!(told.cause, "it used 63.5 MiB of memory, and its limit is 64 MiB");
}

#[test]
fn a_failed_health_check_shows_its_last_output() {
    let c = Container {
        health: "UNHEALTHY".into(),
        health_command: "CMD curl -f localhost".into(),
        health_outputs: vec!["first".into(), "exit 7: refused".into()],
        exit_code: Some(143),
        ..Container::default()
    };
    let told = explain(&stopped(c, "Task failed container health checks"));
    assert!(
        told.what.contains("health check of container `web` failed"),
        "{told:?}"
    );
    assert!(told.cause.contains("exit 7: refused"), "{told:?}");
    assert!(told.remedy[0].contains("-- curl -f localhost"), "{told:?}");
}

#[test]
fn requests_and_lost_machines() {
    let mut f = exited(137, "SIGKILL", "x");
    f.stop_code = "UserInitiated".into();
    f.stopped_reason = "enough".into();
    let told = explain(&f);
    assert_eq!(
        (told.what.as_str(), told.cause.as_str()),
        ("The task was stopped on request", "enough")
    );
    assert!(told.remedy[0].contains("`web` did not end in time"), "{told:?}");
    f.stop_code = "InfrastructureHealth".into();
    assert!(explain(&f).what.contains("machine"), "{:?}", explain(&f));
}

#[test]
fn tasks_that_have_not_stopped() {
    let unstarted = |status: &str| Facts {
        status: status.into(),
        connected: true,
        ..Facts::default()
    };
    assert!(
        explain(&unstarted("PROVISIONING"))
            .what
            .contains("has not taken it over")
    );
    let mut away = unstarted("RUNNING");
    (away.taken, away.connected) = (true, false);
    assert!(explain(&away).cause.contains("not connected"));
    let mut pending = unstarted("PENDING");
    pending.taken = true;
    pending.timeline.push((1.0, "images were looked for".into()));
    assert_eq!(explain(&pending).cause, "images are being pulled");
    let waiting = Container {
        name: "web".into(),
        status: "PENDING".into(),
        depends_on: vec![("db".into(), "HEALTHY".into())],
        ..Container::default()
    };
    let db = Container {
        name: "db".into(),
        status: "RUNNING".into(),
        health: "UNKNOWN".into(),
        ..Container::default()
    };
    pending.containers = vec![waiting, db];
    assert_eq!(
        explain(&pending).cause,
        "container `web` waits for `db` to be HEALTHY"
    );
    let mut runs = unstarted("RUNNING");
    runs.taken = true;
    assert_eq!(explain(&runs).what, "The task runs");
    runs.stop_code = "UserInitiated".into();
    assert_eq!(explain(&runs).what, "The task is stopping");
}

#[test]
fn a_service_says_what_it_waits_for() {
    let service = w::Service {
        service_name: Some("web".into()),
        status: Some("ACTIVE".into()),
        desired_count: Some(2),
        running_count: Some(1),
        deployments: Some(vec![w::Deployment {
            status: Some("PRIMARY".into()),
            task_definition: Some("arn:aws:ecs:us-east-1:000000000000:task-definition/web:3".into()),
            running_count: Some(1),
            failed_tasks: Some(2),
            rollout_state_reason: Some("ECS deployment ecs-svc/1 in progress.".into()),
            ..Default::default()
        }]),
        ..Default::default()
    };
    let waits = vec!["no machine for the next task: it is full.".to_owned()];
    assert_eq!(
        super::service::explain(&service, &waits),
        [
            "Service web is ACTIVE: 1 of 2 tasks run, 0 are on their way",
            "",
            "PRIMARY  web:3: 1 running, 0 pending, 2 failed. ECS deployment ecs-svc/1 in progress.",
            "Waits for  no machine for the next task: it is full.",
        ]
    );
}
