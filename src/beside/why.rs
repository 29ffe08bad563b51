//! Which rule moved a site?

use crate::{
    assess::Verdict,
    lang::{Lang, Said, say},
    params::Params,
    score::Criterion,
    tables::{SiteRow, sentence},
    wording::{self, number, whole},
};

/// What moved a site from what it was to what it is: the first that holds of
/// another verdict, another place among the known, another score, other homes,
/// another place by what others did, another set. `None` when all is as it was.
pub(super) fn why(
    before: Option<&SiteRow>,
    after: Option<&SiteRow>,
    was: &Params,
    is: &Params,
) -> Option<Said> {
    let (before, after) = match (before, after) {
        (Some(before), Some(after)) => (before, after),
        (None, Some(after)) => return Some(appeared(after)),
        (Some(before), None) => return Some(gone(before)),
        (None, None) => return None,
    };
    if before.verdict != after.verdict || sentence(before, Lang::En) != sentence(after, Lang::En) {
        return Some(other_verdict(before, after));
    }
    if before.may_be_put_forward(was) != after.may_be_put_forward(is) {
        return Some(if after.may_be_put_forward(is) {
            say!("wat onbekend is mag later worden onderzocht", "what is unknown may be examined later")
        } else {
            say!("wat onbekend is moet eerst bekend zijn", "what is unknown must be known first")
        });
    }
    if let Some(said) = other_score(before, after, was, is) {
        return Some(said);
    }
    if before.homes != after.homes {
        let shown =
            |site: &SiteRow, lang| site.homes.mid.map_or_else(|| "–".to_owned(), |homes| whole(homes, lang));
        return Some(Said::by(|lang| {
            let word = lang.pick("woningen", "homes");
            format!("{word} {} → {}", shown(before, lang), shown(after, lang))
        }));
    }
    if (before.standing(), before.rank()) != (after.standing(), after.rank()) {
        return Some(other_place(before, after));
    }
    match (before.choice.in_set, after.choice.in_set) {
        (false, true) => Some(say!(
            "gaat nu samen met de andere vormen van de locatie",
            "goes together with the other forms of its location now"
        )),
        (true, false) => Some(say!(
            "gaat niet meer samen met de andere vormen van de locatie",
            "goes together with the other forms of its location no more"
        )),
        _ => None,
    }
}

fn appeared(after: &SiteRow) -> Said {
    Said::by(|lang| {
        let was = lang.pick("was geen mogelijkheid", "was no site");
        format!("{was}; {}", verdict(after, lang))
    })
}

fn gone(before: &SiteRow) -> Said {
    Said::by(|lang| {
        let none = lang.pick("is geen mogelijkheid meer; was", "is no site any more; was");
        format!("{none} {}", verdict(before, lang))
    })
}

fn verdict(site: &SiteRow, lang: Lang) -> String {
    let word = wording::verdict(site.verdict, lang);
    match sentence(site, lang) {
        none if none.is_empty() => word.to_owned(),
        why => format!("{word} ({why})"),
    }
}

fn other_verdict(before: &SiteRow, after: &SiteRow) -> Said {
    Said::by(|lang| {
        let (was, is) = (lang.pick("was", "was"), lang.pick("wordt", "becomes"));
        // What holds now needs no reason: it is that nothing stands in the way.
        let is_now = match after.verdict {
            Verdict::Suitable => wording::verdict(after.verdict, lang).to_owned(),
            _ => verdict(after, lang),
        };
        format!("{was} {}; {is} {is_now}", verdict(before, lang))
    })
}

/// What one criterion brings to a score: its value, and the points it stands
/// for.
fn points(site: &SiteRow, params: &Params, criterion: Criterion) -> (Option<f64>, f64) {
    let weights = params.score.weights(site.form);
    let known: f64 = Criterion::ALL
        .iter()
        .filter(|criterion| site.values.get(**criterion).is_some())
        .map(|criterion| criterion.weight(weights))
        .sum();
    let value = site.values.get(criterion);
    let weight = criterion.weight(weights);
    (value, value.filter(|_| known > 0.0).map_or(0.0, |value| 100.0 * weight * value / known))
}

fn other_score(before: &SiteRow, after: &SiteRow, was: &Params, is: &Params) -> Option<Said> {
    let (from, to) = match (before.score(), after.score()) {
        (Some(from), Some(to)) if from == to => return None,
        (Some(from), Some(to)) => (from, to),
        (None, None) => return None,
        (None, Some(_)) => return Some(apart(before, after, "genoeg bekend", "enough is known")),
        (Some(_), None) => return Some(apart(before, after, "te weinig bekend", "too little is known")),
    };
    let up = to > from;
    // It falls off with more points, or comes on with less: others moved further.
    let against = match (before.is_on_shortlist(), after.is_on_shortlist()) {
        (true, false) => up,
        (false, true) => !up,
        _ => false,
    };
    let moved = Criterion::ALL.iter().map(|criterion| {
        let (value_before, points_before) = points(before, was, *criterion);
        let (value_after, points_after) = points(after, is, *criterion);
        (*criterion, value_before, value_after, points_after - points_before)
    });
    // The values that changed go before weights, which change all points.
    let by_value = moved.filter(|(_, before, after, _)| before != after);
    let most = by_value
        .filter(|(.., points)| if up { *points > 0.0 } else { *points < 0.0 })
        .max_by(|a, b| a.3.abs().total_cmp(&b.3.abs()));
    Some(Said::by(|lang| {
        let score = format!("score {} → {}", number(from, 1, lang), number(to, 1, lang));
        let others = match (against, up) {
            (false, _) => "",
            (true, true) => lang.pick("; anderen stijgen meer", "; others rise more"),
            (true, false) => lang.pick("; anderen dalen meer", "; others fall more"),
        };
        let Some((criterion, before, after, _)) = most else {
            return format!("{score}, {}{others}", lang.pick("door andere gewichten", "by other weights"));
        };
        let value = |value: Option<f64>| {
            value.map_or_else(|| lang.pick("onbekend", "unknown").to_owned(), |value| number(value, 2, lang))
        };
        let by = lang.pick("vooral door", "mostly by");
        let criterion = wording::criterion(criterion, lang);
        format!("{score}, {by} {criterion} ({} → {}){others}", value(before), value(after))
    }))
}

fn apart(before: &SiteRow, after: &SiteRow, nl: &str, en: &str) -> Said {
    Said::by(|lang| {
        let share = |site: &SiteRow| number(site.coverage().unwrap_or(0.0) * 100.0, 0, lang);
        let known = lang.pick("van de gewichten bekend", "of the weights known");
        format!("{}: {} → {} % {known}", lang.pick(nl, en), share(before), share(after))
    })
}

/// Nothing of it is another, and it stands in another place.
fn other_place(before: &SiteRow, after: &SiteRow) -> Said {
    let up = match (before.rank(), after.rank()) {
        (Some(from), Some(to)) => to < from,
        _ => after.is_put_forward(),
    };
    match (up, before.rank() == after.rank()) {
        (_, true) => {
            say!("er gaan er meer of minder mee in de lijst", "more or fewer are taken into the list")
        }
        (true, _) => say!("schuift op: een ander valt terug", "moves up: another falls back"),
        (false, _) => say!("ingehaald door een ander", "overtaken by another"),
    }
}
