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
/// `instead` are those that stand on the shortlist where it stood, or stood
/// there before it came on.
pub(super) fn why(
    before: Option<&SiteRow>,
    after: Option<&SiteRow>,
    [was, is]: [&Params; 2],
    instead: &[&SiteRow],
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
    let by_others = by_others(before, after, instead);
    if let Some(said) = other_score(before, after, [was, is], by_others.as_ref()) {
        return Some(said);
    }
    if before.homes != after.homes {
        return Some(other_homes(before, after, by_others.as_ref()));
    }
    if (before.standing(), before.rank()) != (after.standing(), after.rank()) {
        return Some(by_others.unwrap_or_else(|| other_place(before, after)));
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

fn other_score(
    before: &SiteRow,
    after: &SiteRow,
    [was, is]: [&Params; 2],
    by_others: Option<&Said>,
) -> Option<Said> {
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
        let left = before.is_on_shortlist() && !after.is_on_shortlist();
        let others = match (by_others, against, up) {
            (Some(who), ..) if against || left => format!("; {}", who.pick(lang)),
            (None, true, true) => lang.pick("; anderen stijgen meer", "; others rise more").to_owned(),
            (None, true, false) => lang.pick("; anderen dalen meer", "; others fall more").to_owned(),
            _ => String::new(),
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

/// Who went past it as it left the shortlist, or fell back as it came on.
fn by_others(before: &SiteRow, after: &SiteRow, instead: &[&SiteRow]) -> Option<Said> {
    const NAMED: usize = 2;
    let left = match (before.is_on_shortlist(), after.is_on_shortlist()) {
        (true, false) => true,
        (false, true) => false,
        _ => return None,
    };
    let names: Vec<String> = instead.iter().take(NAMED).map(|site| site.short_title()).collect();
    let more = instead.len() > NAMED;
    (!names.is_empty()).then(|| {
        Said::by(|lang| {
            let mut who = names.join(if more { ", " } else { lang.pick(" en ", " and ") });
            if more {
                who.push_str(lang.pick(" en anderen", " and others"));
            }
            match (left, lang) {
                (true, Lang::Nl) => format!("ingehaald door {who}"),
                (true, Lang::En) => format!("overtaken by {who}"),
                (false, Lang::Nl) => format!("schuift op in de plaats van {who}"),
                (false, Lang::En) => format!("moves up in the place of {who}"),
            }
        })
    })
}

/// It has another number of homes. On the shortlist or off it that is the
/// reason only where it moves the same way: more homes bring no site down.
fn other_homes(before: &SiteRow, after: &SiteRow, by_others: Option<&Said>) -> Said {
    let mid = |site: &SiteRow| site.homes.mid.map(i64::from);
    let (was, is) = (mid(before), mid(after));
    let against = if before.is_on_shortlist() { is >= was } else { is <= was };
    Said::by(|lang| {
        let shown = |n: Option<i64>| n.map_or_else(|| "–".to_owned(), |n| whole(n, lang));
        let (low, high) =
            (|site: &SiteRow| site.homes.low.map(i64::from), |site: &SiteRow| site.homes.high.map(i64::from));
        let (word, was, is) = if was != is {
            (lang.pick("woningen", "homes"), was, is)
        } else if low(before) != low(after) {
            (lang.pick("woningen, voorzichtig", "homes, cautious"), low(before), low(after))
        } else {
            (lang.pick("woningen, ruim", "homes, hopeful"), high(before), high(after))
        };
        let homes = format!("{word} {} → {}", shown(was), shown(is));
        match by_others.map(|who| who.pick(lang)) {
            Some(who) if against => format!("{who}; {} {homes}", lang.pick("zelf", "itself")),
            Some(who) if before.is_on_shortlist() => format!("{homes}; {who}"),
            _ => homes,
        }
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
