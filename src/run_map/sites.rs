//! Sites on the map: their outlines up close, and the best as points at every
//! zoom.

use std::collections::HashSet;

use geo_types::{Geometry, Point};

use super::{MapOfRun, STOREYS, STOREYS_FROM, ZOOMS, first_code, positions, told};
use crate::{
    error::Error,
    export::{FieldKind, Kind},
    model::Form,
    score::Standing,
    tables::{SITES, SiteRow, specs},
    tiles::{
        attribute::{Attribute, Field},
        drawing::{Head, Late, Shape},
        features::Features,
        ranked::{Keep, Ranked},
    },
    value::Value,
};

/// First zoom at which outlines are drawn.
const OUTLINES_FROM: u8 = 10;

/// Below this zoom a tile shows so many points besides the shortlist.
const POINTS: (u8, usize) = (12, 64);

/// Columns of an outline; `reason` is the first code of why.
const OUTLINE: [&str; 24] = [
    "site_id",
    "form",
    "location_id",
    "best",
    "in_set",
    "plot_m2",
    "verdict",
    "standing",
    "rank",
    "top_k_share",
    "top_k_share_weights",
    "n_group",
    "score",
    "coverage",
    "homes_low",
    "homes_mid",
    "homes_high",
    "n_panden",
    "corporatie",
    "complex",
    "address",
    "grid_code",
    "water_class_worst",
    "load_kw",
];

/// Columns of a point.
const LABEL: [&str; 8] =
    ["site_id", "form", "verdict", "standing", "rank", "score", "homes_mid", "homes_high"];

/// Columns whose emptiness means that the question does not apply, whatever
/// the site: a rank that was not given, a holder that was not asked for, a
/// plot where the form needs none.
const MAY_NOT_APPLY: [&str; 7] =
    ["rank", "top_k_share", "top_k_share_weights", "n_group", "corporatie", "complex", "plot_m2"];

/// Outlines and points, the best first.
pub(super) fn sites(map: &MapOfRun<'_>) -> Result<(Ranked, Ranked), Error> {
    let columns = positions(&specs(SITES));
    let at = |name: &str| columns.get(name).copied().unwrap_or((usize::MAX, Kind::Text));
    let order = in_order(map.sites);
    let shown = |columns: &[&'static str]| -> Vec<&'static str> {
        columns.iter().copied().filter(|name| !map.left_out.contains(*name)).collect()
    };
    let (of_outline, of_label) = (shown(&OUTLINE), shown(&LABEL));
    let mut outlines = Features::new(of_outline.len() + 2);
    let mut labels = Features::new(of_label.len() + 2);
    let (mut always_outlines, mut always_labels) = (0, 0);
    let mut seen = HashSet::new();
    for (priority, index) in order.iter().enumerate() {
        let (site, row) = (&map.sites[*index], &map.rows[*index]);
        let values = |names: &[&'static str]| -> Vec<Option<Value>> {
            names.iter().map(|name| value(site, row, name, at(name))).collect()
        };
        let reason =
            [at("reasons").0, at("missing").0].iter().find_map(|at| row.get(*at).and_then(first_code));
        let put_forward = u32::from(site.standing() == Some(Standing::Shortlist));

        let own = values(&of_outline);
        let storey = match site.site.form {
            Form::Optoppen => Attribute::Real(map.new_storey_m),
            _ => Attribute::Absent,
        };
        let own =
            own.iter().map(attribute).chain([reason.map_or(Attribute::Absent, Attribute::Text), storey]);
        if outlines.push(&Geometry::MultiPolygon(site.site.geometry.clone()), own)?.is_some() {
            always_outlines += put_forward;
        }
        // One point a location, of the form that comes first: those of its other
        // forms would lie on top.
        let first = seen.insert(site.site.location.as_str());
        let Some(point) = site.site.place.point.filter(|_| first) else { continue };
        let own = values(&of_label);
        let name = name(site, row, shown(&["address", "complex"]).iter().map(|name| at(name).0));
        let more = [Attribute::Text(&name), Attribute::Int(i64::try_from(priority).unwrap_or(i64::MAX))];
        let point = Geometry::Point(Point::new(point.x(), point.y()));
        if labels.push(&point, own.iter().map(attribute).chain(more))?.is_some() {
            always_labels += put_forward;
        }
    }
    let field = |name: &&str| Field::of(name, at(name).1);
    let more = [
        Field::new("reason", FieldKind::String),
        Field::of(STOREYS[2].name, STOREYS[2].kind).from_zoom(STOREYS_FROM),
    ];
    let outline_fields = of_outline.iter().map(field).chain(more).collect();
    let label_fields = of_label.iter().map(field);
    let label_fields = label_fields
        .chain([Field::new("name", FieldKind::String), Field::new("priority", FieldKind::Number)]);
    let outline = Head {
        name: "sites".into(),
        description: map.lang.pick("Locaties, de beste eerst", "Sites, the best first").into(),
        shape: Shape::Polygon,
        fields: outline_fields,
        zooms: (OUTLINES_FROM, ZOOMS.1),
    };
    let label = Head {
        name: "sites_label".into(),
        description: map
            .lang
            .pick(
                "Een punt per locatie, van de vorm die vooraan staat; die van de shortlist op elk zoomniveau",
                "A point per location, of the form that comes first; those of the shortlist at every zoom",
            )
            .into(),
        shape: Shape::Point,
        fields: label_fields.collect(),
        zooms: ZOOMS,
    };
    let outlines_keep = Keep { always: always_outlines, per_tile: usize::MAX, all_from: OUTLINES_FROM };
    let labels_keep = Keep { always: always_labels, per_tile: POINTS.1, all_from: POINTS.0 };
    Ok((Ranked::new(outline, outlines, outlines_keep), Ranked::new(label, labels, labels_keep)))
}

/// What the sites say of their panden, by identification: score and site.
pub(super) fn of_panden(map: &MapOfRun<'_>) -> Late {
    let columns = positions(&specs(SITES));
    let Some((score_at, kind)) = columns.get("score").copied() else { return Late::new() };
    let mut late = Late::new();
    for (site, row) in map.sites.iter().zip(map.rows) {
        let score = value(site, row, "score", (score_at, kind));
        for member in &site.site.members {
            late.insert(member.survey.id.to_string(), vec![score.clone(), Some(site.site.id.clone().into())]);
        }
    }
    late
}

/// Positions of the sites, the best of every group before any second: by
/// standing, then list, then place, then score.
fn in_order(sites: &[SiteRow]) -> Vec<usize> {
    let standing = |site: &SiteRow| match site.standing() {
        Some(Standing::Shortlist) => 0,
        Some(Standing::Reserve) => 1,
        Some(Standing::Listed) => 2,
        Some(Standing::Apart) => 3,
        Some(Standing::Alternative) => 4,
        None => 5,
    };
    let rank = |site: &SiteRow| site.ranked.as_ref().and_then(|ranked| ranked.rank).unwrap_or(u32::MAX);
    let score = |site: &SiteRow| site.site.score.score.unwrap_or(-1.0);
    let mut order: Vec<usize> = (0..sites.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&sites[*a], &sites[*b]);
        (standing(a), a.list, rank(a))
            .cmp(&(standing(b), b.list, rank(b)))
            .then(score(b).total_cmp(&score(a)))
            .then_with(|| a.site.id.cmp(&b.site.id))
    });
    order
}

/// The value of a column as the map tells it; `None` where it does not apply.
fn value(site: &SiteRow, row: &[Value], name: &str, (at, kind): (usize, Kind)) -> Option<Value> {
    let value = row.get(at).unwrap_or(&Value::Null);
    let applies = site.ranked.is_some() && !MAY_NOT_APPLY.contains(&name);
    (applies || !value.is_null()).then(|| told(value, kind))
}

fn attribute(value: &Option<Value>) -> Attribute<'_> {
    value.as_ref().map_or(Attribute::Absent, Attribute::from)
}

/// How people call a site: its address, else its complex, else its title.
fn name(site: &SiteRow, row: &[Value], mut columns: impl Iterator<Item = usize>) -> String {
    let named = columns.find_map(|at| row.get(at).and_then(Value::as_text));
    named.map_or_else(|| site.title(), str::to_owned)
}
