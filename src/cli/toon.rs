//! `toplaag toon`.

use std::{net::IpAddr, path::PathBuf};

use super::terminal::{follow, print, warn};
use crate::{
    error::Error,
    lang::{Lang, say},
    serve::{Options, PublicUrl, Server},
};

/// Show a run in the browser: map, list and why; and offer its layers to QGIS and ArcGIS by address.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  toplaag toon out/weesp
  toplaag toon out/weesp --poort 8080 --niet-openen
  toplaag toon out/weesp --bind 0.0.0.0        colleagues on the network can look along, and see the holdings

Listens on this machine alone and writes nothing. The services for other programs start at /ogc. Ctrl-C stops it.")]
pub(super) struct Args {
    /// Folder of a run, as `toplaag scan --out` wrote it.
    run: PathBuf,
    /// Port to listen on [default: 28992, or a free one when that is taken].
    #[arg(long, value_name = "N")]
    poort: Option<u16>,
    /// Address of this machine to listen on: others on the network can read everything then, holdings too.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    bind: IpAddr,
    /// Where others find it when a web server stands before it, such as `https://kaart.example.nl/toplaag`.
    #[arg(long, value_parser = url)]
    url: Option<PublicUrl>,
    /// House style for the page: a file of CSS with design tokens.
    #[arg(long, value_name = "FILE")]
    tokens: Option<PathBuf>,
    /// Show the phasing of this run year by year: the folder that `toplaag faseer --out` wrote.
    #[arg(long, value_name = "DIR")]
    fasering: Option<PathBuf>,
    /// Show another run beside this one, such as that of last month: its folder.
    #[arg(long, value_name = "RUN")]
    naast: Option<PathBuf>,
    /// Do not open the browser.
    #[arg(long)]
    niet_openen: bool,
}

fn url(text: &str) -> Result<PublicUrl, String> {
    PublicUrl::parse(text).ok_or_else(|| "http://… / https://…".to_owned())
}

pub(super) fn run(args: &Args, lang: Option<Lang>) -> Result<(), Error> {
    let options = Options {
        run: args.run.clone(),
        bind: args.bind,
        port: args.poort,
        url: args.url.clone(),
        tokens: args.tokens.clone(),
        phasing: args.fasering.clone(),
        beside: args.naast.clone(),
        lang,
    };
    let server = Server::open(&options)?;
    let lang = follow(server.lang());
    let address = server.address();
    print(&said(&server, &address, lang));
    if server.is_open() && server.has_holdings() {
        warn(lang.pick(
            "waarschuwing: wie dit adres bereikt kan het bezit in deze run lezen",
            "warning: whoever reaches this address can read the holdings in this run",
        ));
    }
    if !args.niet_openen
        && let Err(error) = open::that_detached(&address)
    {
        let what = say!("geen browser geopend: „{error}”", "no browser was opened: {error}");
        warn(what.pick(lang));
    }
    server.run();
    print(lang.pick("gestopt\n", "stopped\n"));
    Ok(())
}

/// Where to look, and how it ends.
fn said(server: &Server, address: &str, lang: Lang) -> String {
    let name = server.name();
    let look = lang.pick("Bekijk", "Look at");
    let services = lang.pick("Voor QGIS en ArcGIS", "For QGIS and ArcGIS");
    let stop = lang.pick("Stoppen met Ctrl-C", "Ctrl-C stops it");
    format!("{name}\n{look}: {address}\n{services}: {address}ogc\n{stop}\n")
}
