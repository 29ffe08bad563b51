//! `toplaag tiles`.

use std::{fmt::Write as _, path::PathBuf};

use super::{progress::teller, terminal::print};
use crate::{
    config::Source,
    error::Error,
    lang::{Lang, say},
    tiles::grid::MAX_ZOOM,
    tiling::{self, Options, Outcome, Polygons},
    wording::{issue_kind, whole},
};

/// Make vector tiles of any layer this program can read.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  toplaag tiles panden.gpkg --out panden.pmtiles
  toplaag tiles buurten.gpkg#buurten percelen.fgb --out kaart.mbtiles --max-zoom 15
  toplaag tiles out/weesp/toplaag.gpkg#panden --fields verdict,homes_mid --out tegels/

Small objects are drawn one by one from --from on and as totals per square below; every square holds the
number of objects in it. Zones are drawn at every zoom, and borders they share are simplified once. A value that is
not known is absent, with a flag <name>_unknown beside it. No tile is larger than 500 kB.")]
pub(super) struct Args {
    /// Layers, as FILE or FILE#LAYER; of a FILE all layers.
    #[arg(required = true, value_name = "LAYER")]
    layers: Vec<String>,
    /// x.pmtiles, x.mbtiles, or a folder for plain files.
    #[arg(long)]
    out: PathBuf,
    /// Replace what is there. It stays until the new one is whole.
    #[arg(long)]
    force: bool,
    /// First zoom.
    #[arg(long, value_name = "Z", default_value_t = 0)]
    min_zoom: u8,
    /// Last zoom; maps show it from closer by too.
    #[arg(long, value_name = "Z", default_value_t = 14)]
    max_zoom: u8,
    /// First zoom at which small objects are drawn one by one; at the last zoom they always are.
    #[arg(long, value_name = "Z", default_value_t = 12)]
    from: u8,
    /// Draw polygons as `objects` or as `zones` [default: by their mean size].
    #[arg(long = "as", value_name = "WHAT", value_parser = ["objects", "zones"])]
    polygons: Option<String>,
    /// Attributes to keep, separated by commas [default: all].
    #[arg(long, value_delimiter = ',')]
    fields: Vec<String>,
    /// Title of the tiles [default: the name of the output].
    #[arg(long)]
    name: Option<String>,
    /// Whom a map of these tiles must name.
    #[arg(long, default_value = "")]
    attribution: String,
    /// CRS of the layers where the files do not tell, such as EPSG:28992.
    #[arg(long)]
    crs: Option<String>,
    /// Threads to use [default: all cores]. The result does not depend on it.
    #[arg(long, value_name = "N", value_parser = super::thread_count())]
    threads: Option<usize>,
    /// Show no progress and no summary.
    #[arg(short, long)]
    quiet: bool,
}

pub(super) fn run(args: &Args, lang: Lang) -> Result<(), Error> {
    if args.min_zoom > args.max_zoom || args.max_zoom > MAX_ZOOM {
        return Err(Error::CommandLine {
            detail: say!(
                "zoomniveaus {} tot {} kunnen niet",
                "zooms {} to {} cannot be",
                args.min_zoom,
                args.max_zoom
            ),
            hint: say!(
                "geef --min-zoom en --max-zoom tussen 0 en {MAX_ZOOM}, de laagste eerst",
                "give --min-zoom and --max-zoom between 0 and {MAX_ZOOM}, the lower first"
            ),
        });
    }
    super::use_threads(args.threads)?;
    let stem = args.out.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let options = Options {
        sources: args.layers.iter().map(|layer| source(layer, args.crs.as_deref())).collect(),
        out: args.out.clone(),
        force: args.force,
        zooms: args.min_zoom..=args.max_zoom,
        objects_from: args.from,
        polygons: args.polygons.as_deref().map(|what| match what {
            "zones" => Polygons::Zones,
            _ => Polygons::Objects,
        }),
        fields: args.fields.clone(),
        name: args.name.clone().or(stem).unwrap_or_default(),
        attribution: args.attribution.clone(),
    };
    let outcome = tiling::run(&options, teller(args.quiet, lang).as_mut())?;
    if !args.quiet {
        print(&summary(&outcome, lang));
    }
    Ok(())
}

/// `FILE#LAYER`, unless a file of that whole name exists.
fn source(text: &str, crs: Option<&str>) -> Source {
    let (name, layer) = match text.rsplit_once('#') {
        Some((file, layer)) if !PathBuf::from(text).exists() => (file, Some(layer.to_owned())),
        _ => (text, None),
    };
    Source { layer, ..Source::typed(name, crs) }
}

/// Objects per layer and zoom, and what was left out or odd.
fn summary(outcome: &Outcome, lang: Lang) -> String {
    let mut text = String::from("\n");
    for (layer, zooms) in &outcome.counts {
        for (zoom, count) in zooms {
            let n = |number| whole(number, lang);
            let _ = write!(
                text,
                "{layer:<24} z{zoom:<3} {:>10} {} {} {}",
                n(count.drawn),
                lang.pick("objecten in", "objects in"),
                n(count.tiles),
                lang.pick("tegels", "tiles"),
            );
            for (number, what) in [
                (count.enlarged, lang.pick("vergroot om te zien te zijn", "enlarged to be seen")),
                (count.left_out, lang.pick("weggelaten", "left out")),
                (count.coarser, lang.pick("tegels in een grovere vorm", "tiles in a coarser form")),
            ] {
                if number > 0 {
                    let _ = write!(text, ", {} {what}", n(number));
                }
            }
            text.push('\n');
        }
    }
    for ((kind, file), number) in outcome.issues.counts() {
        let _ = write!(text, "{number:>12}  {} in {file}", issue_kind(*kind, lang));
        let first = outcome.issues.kept().iter().find(|issue| issue.kind == *kind && issue.file == *file);
        let _ =
            writeln!(text, "{}", first.map(|issue| format!(": {}", issue.line(lang))).unwrap_or_default());
    }
    let _ = writeln!(text, "\n{}", outcome.path.display());
    text
}
