//! How are connections taken, kept within bounds, and ended?
//!
//! By hyper: a head that does not come, and an answer that is not taken, end
//! the connection, and so many are open at once. When the user stops the
//! program, what is being answered is finished.

use std::{future::Future, pin::pin, sync::Arc, time::Duration};

use axum::{Router, extract::Request};
use futures_util::future::{Either, select};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::TcpListener,
    sync::Semaphore,
    time::{sleep, timeout},
};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt as _;

/// Connections at once.
const MOST: usize = 512;

/// How long the head of a request may take, and a connection be silent.
const HEAD: Duration = Duration::from_secs(15);

/// How long a reader may take nothing of an answer.
const STALLED: Duration = Duration::from_secs(30);

/// How long answers may take once the program is asked to stop.
const LAST: Duration = Duration::from_millis(350);

/// Most bytes of the head of a request.
const HEAD_BYTES: usize = 64 << 10;

/// Takes connections until `stop` is done.
pub async fn listen(listener: TcpListener, app: Router, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(MOST));
    let mut builder = hyper::server::conn::http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(HEAD_BYTES);
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (listener.accept().await, place)
        };
        let (stream, place) = match select(&mut stop, pin!(next)).await {
            Either::Left(_) => break,
            Either::Right((next, _)) => next,
        };
        let stream = match stream {
            Ok((stream, _)) => stream,
            // Too many files are open, for one: others will be closed.
            Err(_) => {
                sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(STALLED));
        let service = app
            .clone()
            .map_request(|request: Request<hyper::body::Incoming>| request.map(axum::body::Body::new));
        let service = TowerToHyperService::new(service);
        let connection = builder.serve_connection(TokioIo::new(Box::pin(stream)), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // What goes wrong on a connection is for the other side to notice.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = timeout(LAST, graceful.shutdown()).await;
}
