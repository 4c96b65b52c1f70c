//! The website over HTTP, from memory, for the one who writes it.
//!
//! It must not know how a website is built: it shows the newest [`Snapshot`] and tells open pages when there is a newer one.

mod body;
mod guard;
mod patience;
mod resolve;
mod respond;
mod snapshot;

pub(crate) use snapshot::{Snapshot, problems};

use body::Body;
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use patience::Patient;
use percent_encoding::percent_decode_str;
use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Semaphore, mpsc, watch};

/// How many connections there are at once; more wait until one ends.
const CONNECTIONS: usize = 800;
/// How long a request may take to arrive, and a connection be idle.
const ARRIVAL: Duration = Duration::from_secs(15);
/// How often a page that waits for news hears that there is none: so a connection that is dead is found out.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How many ports are tried.
const PORTS: u16 = 50;

/// A server that runs until dropped.
pub(crate) struct Server {
    runtime: Option<Runtime>,
    snapshots: watch::Sender<Arc<Snapshot>>,
    /// Where it listens.
    pub(crate) address: SocketAddr,
}

impl Server {
    /// Listens at the first free port from `port` on (0: any that is free) and serves `first` until it is replaced.
    ///
    /// # Errors
    /// What the system says: no such address here, no free port, no right to listen.
    pub(crate) fn begin(host: IpAddr, port: u16, first: Snapshot) -> io::Result<Self> {
        let listener = listen(host, port)?;
        let address = listener.local_addr()?;
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .enable_io()
            .enable_time()
            .build()?;
        let (snapshots, newest) = watch::channel(Arc::new(first));
        let listener = {
            let _context = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        runtime.spawn(accept(listener, newest, !host.is_loopback()));
        Ok(Self {
            runtime: Some(runtime),
            snapshots,
            address,
        })
    }

    /// From now on this is served; open pages hear of it.
    pub(crate) fn show(&self, snapshot: Snapshot) {
        self.snapshots.send_replace(Arc::new(snapshot));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Connections end with the program; none holds anything that has to be finished.
            runtime.shutdown_background();
        }
    }
}

fn listen(host: IpAddr, port: u16) -> io::Result<TcpListener> {
    let mut last = io::Error::from(io::ErrorKind::AddrInUse);
    for port in port..=port.saturating_add(PORTS) {
        match TcpListener::bind((host, port)) {
            Ok(listener) => {
                listener.set_nonblocking(true)?;
                return Ok(listener);
            }
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

async fn accept(
    listener: tokio::net::TcpListener,
    snapshots: watch::Receiver<Arc<Snapshot>>,
    beyond_loopback: bool,
) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        // The semaphore is never closed; if it were, serving would be over.
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file handles, or the client was gone already: a moment later it is another matter.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        // Small answers go out at once; where the option is missing they merely go out later.
        let _ = stream.set_nodelay(true);
        let (snapshots, places) = (snapshots.clone(), Arc::clone(&places));
        tokio::spawn(async move {
            let service = service_fn(|request| {
                let crowded = places.available_permits() < CONNECTIONS / 2;
                let response = answer(&request, &snapshots, beyond_loopback, crowded);
                async { Ok::<_, Infallible>(response) }
            });
            // A connection that breaks is the client's own affair.
            let _ = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(ARRIVAL)
                .max_buf_size(64 * 1024)
                .serve_connection(TokioIo::new(Patient::new(stream)), service)
                .await;
            drop(place);
        });
    }
}

fn answer(
    request: &Request<Incoming>,
    snapshots: &watch::Receiver<Arc<Snapshot>>,
    beyond_loopback: bool,
    crowded: bool,
) -> Response<Body> {
    let now = Arc::clone(&snapshots.borrow());
    let mut response = respond::respond(request, &now, beyond_loopback)
        .unwrap_or_else(|| events(request, snapshots.clone()));
    if crowded {
        // Many are waiting: nobody keeps a place without a question.
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
    response
}

/// A response that goes on: what happens to one page, until the page is closed.
fn events(
    request: &Request<Incoming>,
    mut snapshots: watch::Receiver<Arc<Snapshot>>,
) -> Response<Body> {
    let asked = |name: &str| {
        let query = request.uri().query().unwrap_or_default();
        let value = query
            .split('&')
            .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        let decoded = percent_decode_str(value.unwrap_or_default()).decode_utf8_lossy();
        decoded.into_owned()
    };
    let (path, seen) = (asked("path"), asked("seen"));
    let (sender, receiver) = mpsc::channel(1);
    tokio::spawn(async move {
        let mut last: Option<Arc<Snapshot>> = None;
        // A first word, so that the page knows that it is heard.
        let mut news = String::from(": here\n\n");
        loop {
            let now = Arc::clone(&snapshots.borrow_and_update());
            news.push_str(&now.news(last.as_deref(), &path, &seen));
            if !news.is_empty()
                && sender
                    .send(Bytes::from(std::mem::take(&mut news)))
                    .await
                    .is_err()
            {
                return;
            }
            last = Some(now);
            tokio::select! {
                changed = snapshots.changed() => if changed.is_err() { return },
                () = sender.closed() => return,
                () = tokio::time::sleep(HEARTBEAT) => news.push_str(":\n\n"),
            }
        }
    });
    let mut response = Response::new(Body::Events(receiver));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/event-stream"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
