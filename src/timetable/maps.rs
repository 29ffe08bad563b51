//! Small maps: what stands in a year, and what waits.

use geo_types::{Coord, MultiPolygon, Rect};

use super::{Fate, Found};
use crate::{
    document::Block,
    drawing::{Frame, Layer, MapPicture, Mark, Paint, Picture, Shape},
    lang::Lang,
    plan::schedule::Start,
};

/// Size of a small map, millimeters, and the largest scale it is drawn at.
const SIZE: [f64; 2] = [58.0, 52.0];
const LARGEST: f64 = 5_000.0;
/// Maps beside each other.
const MAPS: usize = 3;

/// The maps, with what their signs are.
pub(super) fn small(found: &Found) -> Vec<Block> {
    let lang = found.lang();
    let places: Vec<(usize, Coord<f64>)> =
        found.entries.iter().enumerate().filter_map(|(at, entry)| Some((at, entry.place.point?.0))).collect();
    let Some(bounds) = around(&places) else { return Vec::new() };
    let frame = Frame::around(bounds, SIZE, LARGEST);
    let areas: Vec<(usize, MultiPolygon<f64>)> = areas(found);
    let columns: Vec<Vec<Block>> = shown_years(found)
        .into_iter()
        .map(|year| vec![Block::Picture(map(found, year, &places, &areas, frame))])
        .collect();
    if columns.is_empty() {
        return Vec::new();
    }
    vec![
        Block::heading(lang.pick("Op de kaart", "On the map")),
        Block::Columns { columns },
        Block::note(lang.pick(
            "Blauwe stip: gestart in dat jaar of eerder; witte stip: start later; paars vierkant: wacht op ruimte; lichte stip: niet te zeggen. Paars gebied: alles zoals gevraagd past er in dat jaar niet. fasering.gpkg heeft elk jaar, met een tijdbalk in QGIS.",
            "Blue dot: started in that year or before; white dot: starts later; purple square: waits for room; pale dot: cannot be said. Purple area: everything as asked does not fit there in that year. fasering.gpkg has every year, with the temporal controller of QGIS.",
        )),
    ]
}

/// The first year in which something starts, one in the middle, and the last.
fn shown_years(found: &Found) -> Vec<usize> {
    let starts = found.fates.iter().filter_map(|fate| match fate {
        Fate::Placed(Start { year, .. }) => Some(*year),
        Fate::Waits(_) | Fate::Nowhere(_) => None,
    });
    let last = found.years.len().saturating_sub(1);
    let first = starts.min().unwrap_or(0);
    let mut years = vec![first, first + (last - first) / 2, last];
    years.dedup();
    years.truncate(MAPS);
    years
}

fn around(places: &[(usize, Coord<f64>)]) -> Option<Rect<f64>> {
    let (_, first) = places.first()?;
    let (mut low, mut high) = (*first, *first);
    for (_, place) in places {
        (low.x, low.y) = (low.x.min(place.x), low.y.min(place.y));
        (high.x, high.y) = (high.x.max(place.x), high.y.max(place.y));
    }
    Some(Rect::new(low, high))
}

/// The shapes of the areas, by their position among the limits.
pub(super) fn areas(found: &Found) -> Vec<(usize, MultiPolygon<f64>)> {
    let Some(set) = &found.record().layers.grid_areas else { return Vec::new() };
    let shapes = set.shapes();
    let limits = found.limits.iter().enumerate().filter(|(_, limit)| !limit.is_station);
    limits
        .filter_map(|(at, limit)| {
            let of = set.ids.iter().position(|id| *id == limit.id)?;
            Some((at, shapes.get(of)?.clone()))
        })
        .collect()
}

fn map(
    found: &Found,
    year: usize,
    places: &[(usize, Coord<f64>)],
    areas: &[(usize, MultiPolygon<f64>)],
    frame: Frame,
) -> Picture {
    let lang = found.lang();
    let is_over = |at: usize| {
        let room = found.limits[at].room[year];
        room.is_some_and(|room| super::watts::mw(found.loads[at].asked_w[year]) > room.mw + 1e-9)
    };
    let areas_of = |over: bool| -> Vec<Shape<'_>> {
        areas.iter().filter(|(at, _)| is_over(*at) == over).map(|(_, area)| Shape::Area(area)).collect()
    };
    let marks = |mark: Mark, holds: &dyn Fn(Fate) -> bool| -> Vec<Shape<'_>> {
        let own = places.iter().filter(|(at, _)| holds(found.fates[*at]));
        own.map(|(_, place)| Shape::Place(*place, mark.clone())).collect()
    };
    let edge = |fill, line| Paint { fill: Some(fill), line: Some(line), width: 0.2, ..Paint::default() };
    let layer = |paint, shapes| Layer { label: String::new(), paint, shapes };
    let number = found.years.get(year).copied().unwrap_or_default();
    let layers = vec![
        layer(edge("ground.paper", "ground.faint"), areas_of(false)),
        layer(edge("grid.code_1", "ground.soft"), areas_of(true)),
        layer(
            edge("unknown.fill", "unknown.line"),
            marks(Mark::Dot, &|fate| matches!(fate, Fate::Nowhere(_))),
        ),
        layer(edge("grid.code_3", "ground.ink"), marks(Mark::Square, &|fate| matches!(fate, Fate::Waits(_)))),
        layer(
            edge("ground.paper", "verdict.suitable_line"),
            marks(Mark::Dot, &|fate| matches!(fate, Fate::Placed(start) if start.year > year)),
        ),
        layer(
            edge("verdict.suitable", "verdict.suitable_line"),
            marks(Mark::Dot, &|fate| matches!(fate, Fate::Placed(start) if start.year <= year)),
        ),
    ];
    let picture = MapPicture {
        id: format!("jaar{number}"),
        frame,
        layers,
        alt: match lang {
            Lang::Nl => format!("Kaart van wat er in {number} is gestart, later start en wacht"),
            Lang::En => format!("Map of what has started in {number}, starts later and waits"),
        },
        attribution: number.to_string(),
        texts: Vec::new(),
        lang,
    };
    picture.draw_bare()
}
