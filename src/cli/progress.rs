//! How far is the run? A bar per stage on a terminal, plain lines when piped,
//! nothing when quiet.

use std::{
    io::{self, IsTerminal},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressStyle};

use super::terminal::warn;
use crate::{
    lang::Lang,
    progress::{Progress, Silent},
    wording::{number, whole},
};

/// The teller that fits the terminal.
pub(super) fn teller(quiet: bool, lang: Lang) -> Box<dyn Progress> {
    if quiet {
        Box::new(Silent)
    } else if io::stderr().is_terminal() {
        Box::new(Bars { bar: None, lang })
    } else {
        Box::new(Lines { stage: None, lang })
    }
}

/// The name of a stage for people.
fn stage_name(stage: &str, lang: Lang) -> &str {
    match stage {
        "inputs" => lang.pick("bestanden openen", "opening files"),
        "maps" => lang.pick("kaarten", "maps"),
        "verblijfsobjecten" => "verblijfsobjecten",
        "place" => lang.pick("verblijfsobjecten plaatsen", "placing verblijfsobjecten"),
        "bezit" => lang.pick("bezit", "holdings"),
        "heights" => lang.pick("hoogtes", "heights"),
        "panden" => "panden",
        "ground" => lang.pick("grond", "ground"),
        "sites" => lang.pick("locaties", "sites"),
        "factsheets" => lang.pick("feitenbladen", "fact sheets"),
        "passports" => lang.pick("paspoorten", "passports"),
        "write" => lang.pick("schrijven", "writing"),
        "tiles" => lang.pick("kaart tekenen", "drawing the map"),
        "ask" => lang.pick("regels vragen", "asking the rules"),
        "plan" => lang.pick("fasering zoeken", "looking for a phasing"),
        "stairs" => lang.pick("extra ruimte beproeven", "trying more room"),
        "read" => lang.pick("lezen", "reading"),
        "draw" => lang.pick("trekken", "drawing"),
        other => other,
    }
}

struct Bars {
    bar: Option<ProgressBar>,
    lang: Lang,
}

impl Progress for Bars {
    fn begin(&mut self, stage: &str, total: Option<u64>) {
        self.end();
        let (bar, template) = match total {
            Some(total) => (
                ProgressBar::new(total),
                "{prefix:<28} {bar:30} {human_pos:>12}/{human_len} {elapsed:>4} eta {eta}",
            ),
            None => (ProgressBar::new_spinner(), "{prefix:<28} {spinner} {human_pos:>12} {elapsed:>4}"),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_prefix(stage_name(stage, self.lang).to_owned());
        bar.enable_steady_tick(Duration::from_millis(200));
        self.bar = Some(bar);
    }

    fn advance(&mut self, objects: u64) {
        if let Some(bar) = &self.bar {
            bar.inc(objects);
        }
    }

    fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish();
        }
    }
}

struct Lines {
    stage: Option<(String, u64, Instant)>,
    lang: Lang,
}

impl Progress for Lines {
    fn begin(&mut self, stage: &str, _total: Option<u64>) {
        self.end();
        self.stage = Some((stage.to_owned(), 0, Instant::now()));
    }

    fn advance(&mut self, objects: u64) {
        if let Some((_, done, _)) = &mut self.stage {
            *done += objects;
        }
    }

    fn end(&mut self) {
        let Some((stage, done, since)) = self.stage.take() else { return };
        let name = stage_name(&stage, self.lang);
        let seconds = number(since.elapsed().as_secs_f64(), 1, self.lang);
        let count = if done > 0 { format!(" {}", whole(done, self.lang)) } else { String::new() };
        warn(&format!("{name}:{count} ({seconds} s)"));
    }
}
