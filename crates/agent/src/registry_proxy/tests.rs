use std::sync::atomic::{AtomicUsize, Ordering};

use http::Method;

use super::*;

const PATIENCE: Duration = Duration::from_secs(30);

/// A control plane that answers with what it was asked, and closes its connection after every `lasts` requests.
async fn plane(lasts: usize) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, connections) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
    let count = connections.clone();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            count.fetch_add(1, Ordering::SeqCst);
            let asked = Arc::new(AtomicUsize::new(0));
            let service = service_fn(move |request: Request<Incoming>| {
                let last = asked.fetch_add(1, Ordering::SeqCst) + 1 == lasts;
                async move {
                    let told = format!("{} {}", request.method(), request.uri());
                    let mut answer = Response::new(request.into_body());
                    answer.headers_mut().insert("asked", told.parse().unwrap());
                    if last {
                        answer.headers_mut().insert(CONNECTION, "close".parse().unwrap());
                    }
                    Ok::<_, std::convert::Infallible>(answer)
                }
            });
            tokio::spawn(
                hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service),
            );
        }
    });
    (address, connections)
}

/// A client of a proxy before `plane`.
async fn client(plane: SocketAddr) -> SendRequest<Full<Bytes>> {
    let proxy = Arc::new(Proxy {
        endpoint: format!("http://{plane}").parse().unwrap(),
        dialer: Arc::new(Dialer::new(None)),
        stop: CancellationToken::new(),
        tracker: TaskTracker::new(),
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(proxy.forward(listener));
    let stream = TcpStream::connect(address).await.unwrap();
    let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .unwrap();
    tokio::spawn(connection);
    sender
}

async fn ask(
    client: &mut SendRequest<Full<Bytes>>,
    method: Method,
    path: &str,
    body: Vec<u8>,
) -> (u16, String, Bytes) {
    client.ready().await.unwrap();
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "localhost:4580");
    let sent = client.send_request(request.body(Full::new(body.into())).unwrap());
    let answer = tokio::time::timeout(PATIENCE, sent).await.unwrap().unwrap();
    let asked = answer
        .headers()
        .get("asked")
        .map(|a| a.to_str().unwrap().to_owned());
    let status = answer.status().as_u16();
    let body = tokio::time::timeout(PATIENCE, answer.into_body().collect())
        .await
        .unwrap();
    (status, asked.unwrap_or_default(), body.unwrap().to_bytes())
}

#[tokio::test]
async fn the_registry_and_nothing_else_gets_through() {
    let (plane, _) = plane(usize::MAX).await;
    let mut client = client(plane).await;
    let large: Vec<u8> = (0..3_000_000u32).map(|n| n.to_le_bytes()[0]).collect();
    let path = "/v2/web/blobs/uploads/1?digest=sha256%3Aab";
    let (status, asked, body) = ask(&mut client, Method::PUT, path, large.clone()).await;
    assert_eq!((status, asked), (200, format!("PUT {path}")));
    assert!(body == large);
    for path in ["/v2", "/v2/"] {
        assert_eq!(ask(&mut client, Method::GET, path, Vec::new()).await.0, 200);
    }
    for path in ["/", "/v2x", "/health", "/v1/", "/acs/ws"] {
        let (status, asked, _) = ask(&mut client, Method::POST, path, b"x".to_vec()).await;
        assert_eq!((status, &*asked), (404, ""), "{path}");
    }
}

#[tokio::test]
async fn a_control_plane_that_hangs_up_is_called_again() {
    let (plane, connections) = plane(2).await;
    let mut client = client(plane).await;
    for n in 0..6 {
        let (status, _, body) = ask(&mut client, Method::PATCH, "/v2/web", vec![n; 100]).await;
        assert_eq!((status, &*body), (200, &[n; 100][..]));
    }
    assert_eq!(connections.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_control_plane_that_is_away_is_told_and_waited_for() {
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = gone.local_addr().unwrap();
    drop(gone);
    let mut client = client(address).await;
    let (status, _, body) = ask(&mut client, Method::GET, "/v2/", Vec::new()).await;
    assert_eq!(status, 502);
    assert!(body.starts_with(b"{\"errors\":"));
}
