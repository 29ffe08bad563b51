//! How does a finished run come into a browser, and into the programs of
//! colleagues?
//!
//! `toplaag toon` answers over HTTP what the folder of a run holds: the page
//! with map and list, its layers by OGC API Features, its tiles, and what would
//! come out with other norms. It writes nothing. It listens on this machine
//! alone unless another address is named.

mod archive;
mod area;
mod asking;
mod collection;
mod cql;
mod crs;
mod data;
mod features;
mod fgb;
mod guard;
mod hosts;
mod layer;
mod listen;
mod page;
mod paper;
mod problem;
mod query;
mod send;
mod served;
mod stamp;
mod store;
mod tiles;
mod whatif;

use std::{
    io,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    sync::Arc,
    thread,
    time::Duration,
};

use axum::{Router, middleware};
use tokio::{net::TcpListener, runtime, time::sleep};
use tower_http::services::ServeFile;

use guard::guard;
use hosts::Hosts;
pub use hosts::PublicUrl;
use served::Served;
use store::Data;

use crate::{
    config::InputRole,
    error::{Error, ExportError},
    interrupt,
    lang::{Lang, say},
};

/// The port that is tried first, so that an address that was written down
/// works again: the number of RD New.
const USUAL_PORT: u16 = 28_992;

/// How a run is served.
#[derive(Debug, Clone)]
pub struct Options {
    /// Folder of a finished run.
    pub run: PathBuf,
    /// The address to listen on.
    pub bind: IpAddr,
    /// The port; `None` for the usual one, or any when that is taken.
    pub port: Option<u16>,
    /// Where others find it, when that is elsewhere.
    pub url: Option<PublicUrl>,
    /// A house style for the page, as CSS.
    pub tokens: Option<PathBuf>,
    /// Folder of a phasing of the run.
    pub phasing: Option<PathBuf>,
    /// Folder of another run, to be shown beside it.
    pub beside: Option<PathBuf>,
    /// Language of what people read; `None` for that of the run.
    pub lang: Option<Lang>,
}

/// A run that is ready to be served.
pub struct Server {
    runtime: runtime::Runtime,
    listener: TcpListener,
    served: Arc<Served>,
    beside: Option<Arc<Served>>,
    address: SocketAddr,
    is_open: bool,
}

impl Server {
    /// Opens a run and takes a port.
    ///
    /// # Errors
    ///
    /// Those of the run; [`Error::CommandLine`] when the address cannot be
    /// listened on.
    pub fn open(options: &Options) -> Result<Self, Error> {
        let runtime = runtime().map_err(|source| ExportError::Write { path: options.run.clone(), source })?;
        let hosts = || Hosts::new(options.bind, options.url.as_ref());
        let data = Data::new(options)?;
        let served = runtime.block_on(Served::open(options.run.clone(), options.lang, hosts(), data))?;
        let beside = options.beside.as_ref().map(|run| {
            runtime.block_on(Served::open(run.clone(), options.lang, hosts(), Data::default())).map(Arc::new)
        });
        let beside = beside.transpose()?;
        let listener = runtime.block_on(bound(options))?;
        let address = listener.local_addr().map_err(|error| not_bound(options, &error))?;
        let is_open = !address.ip().is_loopback() || options.url.is_some();
        Ok(Self { runtime, listener, served: Arc::new(served), beside, address, is_open })
    }

    /// The address a browser on this machine opens.
    #[must_use]
    pub fn address(&self) -> String {
        let ip = match self.address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
            IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1]),
            ip => ip,
        };
        format!("http://{}/", SocketAddr::new(ip, self.address.port()))
    }

    /// Whether others than this machine can ask.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Whether the run holds who owns what.
    #[must_use]
    pub fn has_holdings(&self) -> bool {
        let mut runs = std::iter::once(&self.served).chain(&self.beside);
        runs.any(|served| served.run.inputs.iter().any(|input| input.role == InputRole::Bezit))
    }

    /// The language of what people read.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.served.lang
    }

    /// The title of the run.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.served.run.name
    }

    /// Answers until the user stops the program.
    pub fn run(self) {
        let Self { runtime, listener, served, beside, .. } = self;
        runtime.block_on(listen::listen(listener, app(served, beside), stopped()));
        runtime.shutdown_timeout(Duration::from_millis(50));
    }
}

/// Work that waits for the disk or takes the processor has its own threads, as
/// each thread sets up PROJ once.
fn runtime() -> io::Result<runtime::Runtime> {
    let threads = thread::available_parallelism().map_or(2, usize::from);
    runtime::Builder::new_multi_thread()
        .enable_all()
        .worker_threads(threads)
        .max_blocking_threads(4 * threads + 4)
        .thread_keep_alive(Duration::from_secs(3_600))
        .build()
}

async fn bound(options: &Options) -> Result<TcpListener, Error> {
    let at = |port: u16| TcpListener::bind(SocketAddr::new(options.bind, port));
    let listener = match options.port {
        Some(port) => at(port).await,
        None => match at(USUAL_PORT).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => at(0).await,
            bound => bound,
        },
    };
    listener.map_err(|error| not_bound(options, &error))
}

fn not_bound(options: &Options, error: &io::Error) -> Error {
    let address = SocketAddr::new(options.bind, options.port.unwrap_or(USUAL_PORT));
    Error::CommandLine {
        detail: say!("kan niet luisteren op {address}: „{error}”", "cannot listen on {address}: {error}"),
        hint: say!(
            "noem een andere poort met `--poort`, of een adres van deze machine met `--bind`",
            "name another port with `--poort`, or an address of this machine with `--bind`"
        ),
    }
}

/// Done once the user asks to stop.
async fn stopped() {
    while interrupt::check().is_ok() {
        sleep(Duration::from_millis(50)).await;
    }
}

/// What the page reads of a run.
fn page_data(served: &Served) -> Router<Arc<Served>> {
    let archive = ServeFile::new(served.folder.join(archive::FILE));
    data::routes().route_service("/data/toplaag.pmtiles", archive)
}

/// All addresses.
fn app(served: Arc<Served>, beside: Option<Arc<Served>>) -> Router {
    let mut router = Router::new()
        .merge(features::routes())
        .merge(tiles::routes())
        .merge(whatif::routes())
        .merge(paper::routes())
        .merge(page_data(&served))
        .fallback(page::file);
    if let Some(beside) = beside {
        router = router.nest(store::BESIDE, page_data(&beside).with_state(beside));
    }
    router.layer(middleware::from_fn_with_state(Arc::clone(&served), guard)).with_state(served)
}

#[cfg(test)]
mod tests;
