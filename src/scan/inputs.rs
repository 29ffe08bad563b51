//! Reads the maps of a project and indexes them.

use std::{collections::BTreeSet, sync::Arc};

use geo_types::MultiPolygon;

use crate::{
    config::{Input, Project},
    error::Error,
    issue::Issues,
    lang::say,
    model::{DensitySaid, Gebied, GebiedKind, OwnGround, RoadUse, WaterClass, Zone, lower_words},
    overlay::{PointIndex, ZoneIndex},
    read::{
        self,
        raster::{Mosaic, is_raster},
    },
    survey::{GroundLayers, Layers, RestrictionLayer, ReuseLayer, Roads, WaterMap, ZoneSet},
    units::Meters,
};

/// The maps of a project.
pub struct Maps {
    /// Those the panden are held against.
    pub layers: Layers,
    /// Those of them that are read as they are needed.
    pub rasters: Vec<Arc<Mosaic>>,
}

/// Reads all layers of a project but the panden, verblijfsobjecten, heights
/// and holdings.
///
/// # Errors
///
/// Those of the files.
pub fn read(project: &Project, issues: &mut Issues) -> Result<Maps, Error> {
    let mut layers = Layers::default();
    let mut rasters = Vec::new();
    let gebieden = |input: &Option<Input>, kind: GebiedKind, issues: &mut Issues| {
        let Some(input) = input else { return Ok(None) };
        Ok::<_, Error>(Some(gebied_set(read::gebieden::read(input, kind, issues)?)))
    };
    layers.gemeenten = gebieden(&project.gemeenten, GebiedKind::Gemeente, issues)?;
    layers.wijken = gebieden(&project.wijken, GebiedKind::Wijk, issues)?;
    layers.buurten = gebieden(&project.buurten, GebiedKind::Buurt, issues)?;
    if let Some(input) = &project.parking_zones {
        layers.parking = Some(ZoneSet::new(read::parking::read_zones(input, issues)?));
    }
    if let Some(input) = &project.parking_norms {
        layers.norms = read::parking::read_norms(input, issues)?;
        let (norms, asked) = (layers.norms.iter(), &project.params.parkeren);
        let huurklassen = norms.clone().filter_map(|row| row.huurklasse.as_deref());
        check_class(project, input, "huurklasse", &asked.huurklasse.value, huurklassen)?;
        let doelgroepen = norms.filter_map(|row| row.doelgroep.as_deref());
        check_class(project, input, "doelgroep", &asked.doelgroep.value, doelgroepen)?;
    }
    if let Some(input) = &project.parking_supply {
        let places = read::parking::read_supply(input, issues)?;
        layers.supply = Some(PointIndex::new(places.into_iter().map(|place| (place.point, place)).collect()));
    }
    if let Some(input) = &project.grid_postcodes {
        layers.postcodes = Some(read::grid::read_postcodes(input, issues)?);
    }
    if let Some(input) = &project.grid_areas {
        let areas = read::grid::read_areas(input, issues)?;
        let set = ZoneSet::new(areas.zones);
        layers.grid_disagrees = set.ids.iter().map(|id| areas.disagree.binary_search(id).is_ok()).collect();
        layers.grid_areas = Some(set);
    }
    if let Some(input) = &project.water {
        layers.water = Some(if is_raster(input) {
            let cells = Arc::new(Mosaic::open(input)?);
            rasters.push(Arc::clone(&cells));
            let on_top = project.water_on_top.as_ref();
            let on_top = on_top.map(|input| read::water::read_on_top(input, issues)).transpose()?;
            WaterMap::Cells { cells, on_top: on_top.map(by_class) }
        } else if let Some(on_top) = &project.water_on_top {
            return Err(nothing_below(project, on_top));
        } else {
            WaterMap::Zones(by_class(read::water::read(input, issues)?))
        });
    }
    layers.ground = ground(project, issues)?;
    for restriction in &project.restrictions {
        let read = read::restrictions::read(restriction, issues)?;
        let zones = read.zones.into_iter().map(|zone| Zone {
            id: zone.id,
            geometry: zone.geometry,
            says: zone.says.limit,
        });
        layers.restrictions.push(RestrictionLayer {
            name: restriction.name.clone(),
            kind: restriction.kind,
            effect: restriction.effect,
            reference: restriction.reference,
            buffer: Meters(restriction.buffer_m),
            zones: height_zones(zones.collect()),
            points: PointIndex::new(read.points),
        });
    }
    if !project.stops.is_empty() {
        let mut by_class: [Vec<_>; 4] = Default::default();
        for stops in &project.stops {
            for (point, class) in read::stops::read(stops, issues)? {
                by_class[class as usize].push((point, ()));
            }
        }
        layers.stops = Some(by_class.map(PointIndex::new));
    }
    Ok(Maps { layers, rasters })
}

fn ground(project: &Project, issues: &mut Issues) -> Result<GroundLayers, Error> {
    let inputs = &project.ground;
    let freed = &project.params.inbreiding.roads_freed.value;
    let mut surfaces =
        |input: &Option<Input>| input.as_ref().map(|input| read::ground::surfaces(input, issues)).transpose();
    let (water, green, built_up) =
        (surfaces(&inputs.water)?, surfaces(&inputs.green)?, surfaces(&inputs.built_up)?);
    let roads = inputs.roads.as_ref().map(|input| read::ground::roads(input, freed, issues)).transpose()?;
    let own = inputs.own.as_ref().map(|input| read::ground::own(input, issues)).transpose()?;
    let density = inputs.density.as_ref().map(|layer| read::ground::density(layer, issues)).transpose()?;
    let mut layers = GroundLayers {
        own: own.map(own_set),
        roads: roads.map(by_use),
        water,
        green,
        density: density.map(density_set),
        built_up: built_up.map(|areas| ZoneIndex::new(areas.into_iter().map(|area| (0, area)).collect())),
        reuse: Vec::new(),
    };
    for layer in &inputs.reuse {
        let read::ground::Reuse { areas, points } = read::ground::reuse(layer, issues)?;
        let zones = ZoneIndex::new((0..).zip(areas).collect());
        layers.reuse.push(ReuseLayer { class: layer.class, zones, points });
    }
    Ok(layers)
}

fn by_use(zones: Vec<Zone<RoadUse>>) -> Roads {
    let mut roads = Roads::default();
    for zone in zones {
        match zone.says {
            RoadUse::Traffic => roads.traffic.push(zone.geometry),
            RoadUse::Parking => roads.parking.push(zone.geometry),
        }
    }
    roads
}

/// All ground of one owner in one complex is one zone; what names no complex
/// stays apart.
fn own_set(mut zones: Vec<Zone<OwnGround>>) -> ZoneSet<OwnGround> {
    for zone in &mut zones {
        let OwnGround { corporatie, complex } = &zone.says;
        zone.id = match (corporatie, complex) {
            (Some(corporatie), Some(complex)) => format!("{corporatie}: {complex}"),
            (Some(corporatie), None) => format!("{corporatie} ({})", zone.id),
            _ => std::mem::take(&mut zone.id),
        };
    }
    ZoneSet::new(zones)
}

/// Areas of another density stay apart, whatever their identification.
fn density_set(mut zones: Vec<Zone<DensitySaid>>) -> ZoneSet<DensitySaid> {
    for zone in &mut zones {
        zone.id = format!("{} ({})", zone.id, zone.says.fsi);
    }
    ZoneSet::new(zones)
}

/// One zone a class: shares are asked per class, and polygons of the same
/// class that overlap count once.
fn by_class(zones: Vec<Zone<WaterClass>>) -> ZoneSet<WaterClass> {
    ZoneSet::new(zones.into_iter().map(|zone| Zone { id: zone.says.letter().to_owned(), ..zone }).collect())
}

/// A class of homes that the project asks for and the norm table does not know
/// would silently give another norm.
fn check_class<'a>(
    project: &Project,
    input: &Input,
    name: &str,
    asked: &str,
    known: impl Iterator<Item = &'a str>,
) -> Result<(), Error> {
    let known: BTreeSet<&str> = known.collect();
    if asked.is_empty() || known.iter().any(|known| lower_words(known) == lower_words(asked)) {
        return Ok(());
    }
    let table = input.sources.first().map(|source| source.name.as_str()).unwrap_or_default();
    let there = known.into_iter().collect::<Vec<_>>().join(", ");
    Err(Error::Project {
        path: project.path.clone(),
        detail: say!(
            "`parkeren.{name} = \"{asked}\"` staat niet in de normtabel `{table}`",
            "`parkeren.{name} = \"{asked}\"` is not in the norm table `{table}`"
        ),
        hint: if there.is_empty() {
            say!(
                "de tabel heeft geen kolom {name}; laat de parameter weg",
                "the table has no column {name}; leave the parameter out"
            )
        } else {
            say!("er zijn: {there}", "there are: {there}")
        },
    })
}

fn nothing_below(project: &Project, on_top: &Input) -> Error {
    let name = on_top.sources.first().map_or("", |source| &source.name);
    Error::Project {
        path: project.path.clone(),
        detail: say!(
            "`[water] on_top` legt `{name}` op vlakken",
            "`[water] on_top` lays `{name}` on polygons"
        ),
        hint: say!(
            "vlakken liggen alleen op een raster van klassen; voeg ze toe aan `path`, met een kolom voor de klasse",
            "polygons lie on top of a raster of classes alone; add them to `path` with a class column"
        ),
    }
}

/// Zones of a height limit that share an identification (a plan's name, say)
/// may differ in height: these stay apart.
fn height_zones(mut zones: Vec<Zone<Option<Meters>>>) -> ZoneSet<Option<Meters>> {
    for zone in &mut zones {
        if let Some(limit) = zone.says {
            zone.id = format!("{} ({} m)", zone.id, limit.0);
        }
    }
    ZoneSet::new(zones)
}

fn gebied_set(gebieden: Vec<Gebied>) -> ZoneSet<Gebied> {
    let zones = gebieden.into_iter().map(|mut gebied| Zone {
        id: gebied.code.clone(),
        geometry: std::mem::replace(&mut gebied.geometry, MultiPolygon::new(Vec::new())),
        says: gebied,
    });
    ZoneSet::new(zones.collect())
}
