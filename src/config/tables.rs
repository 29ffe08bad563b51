//! The tables of a project file, as they are typed.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Columns;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub project: ProjectTable,
    pub area: Option<AreaTable>,
    pub panden: Option<InputTable>,
    pub verblijfsobjecten: Option<InputTable>,
    pub heights: Option<InputTable>,
    pub ahn: Option<AhnTable>,
    pub buurten: Option<InputTable>,
    pub wijken: Option<InputTable>,
    pub gemeenten: Option<InputTable>,
    pub bezit: Option<BezitTable>,
    #[serde(default)]
    pub parking: ParkingTable,
    #[serde(default)]
    pub grid: GridTable,
    pub water: Option<WaterTable>,
    #[serde(default)]
    pub ground: GroundTable,
    #[serde(default)]
    pub restrictions: Vec<RestrictionTable>,
    #[serde(default)]
    pub stops: Vec<StopsTable>,
    pub planlijst: Option<PlanlijstTable>,
    #[serde(default)]
    pub params: toml::Table,
}

/// What is said of planning lists, which are named when they are read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanlijstTable {
    #[serde(default)]
    pub columns: Columns,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ProjectTable {
    pub name: Option<String>,
    pub lang: Option<String>,
    pub csv: Option<String>,
    pub peildatum: Option<Day>,
    pub forms: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AreaTable {
    pub gemeente: Option<String>,
    #[serde(rename = "box")]
    pub corners: Option<[f64; 4]>,
    pub path: Option<Paths>,
    pub layer: Option<String>,
    pub crs: Option<String>,
}

/// A day, with or without quotes.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a day: 2021-10-15")]
pub(super) enum Day {
    Text(String),
    Date(toml::value::Datetime),
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a path between quotes, or a list of them between brackets")]
pub(super) enum Paths {
    One(String),
    Many(Vec<String>),
}

/// A table that names files: what all of them hold, and what one kind adds.
macro_rules! input_table {
    ($name:ident { $($field:ident: $type:ty),* $(,)? }) => {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            $(pub $field: $type,)*
            pub path: Paths,
            pub layer: Option<String>,
            pub sql: Option<String>,
            pub crs: Option<String>,
            pub decimal: Option<char>,
            #[serde(default)]
            pub columns: Columns,
            #[serde(default)]
            pub date: String,
            #[serde(default)]
            pub attribution: String,
        }

        impl From<$name> for Files {
            fn from(table: $name) -> Self {
                Self {
                    paths: match table.path {
                        Paths::One(path) => vec![path],
                        Paths::Many(paths) => paths,
                    },
                    layer: table.layer,
                    sql: table.sql,
                    crs: table.crs,
                    decimal: table.decimal,
                    columns: table.columns,
                    date: table.date,
                    attribution: table.attribution,
                }
            }
        }
    };
}

input_table!(InputTable {});
input_table!(WaterTable { on_top: Option<InputTable> });
input_table!(BezitTable {
    corporatie: Option<String>,
    keep: Option<Vec<String>>,
    bladen: Option<BTreeMap<String, BladTable>>,
});
input_table!(StopsTable { class: Option<String> });
input_table!(DensityTable { kind: Option<String> });
input_table!(ReuseTable { class: String });
input_table!(RestrictionTable {
    name: String,
    effect: String,
    kind: Option<String>,
    reference: Option<String>,
    buffer_m: Option<f64>,
});

/// What one sheet of a workbook calls its columns.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BladTable {
    pub columns: Columns,
}

/// A table that names rasters: these have no layers and no columns.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RasterTable {
    pub path: Paths,
    pub crs: Option<String>,
    #[serde(default)]
    pub date: String,
    #[serde(default)]
    pub attribution: String,
}

impl From<RasterTable> for Files {
    fn from(table: RasterTable) -> Self {
        let RasterTable { path, crs, date, attribution } = table;
        Self::from(InputTable {
            path,
            layer: None,
            sql: None,
            crs,
            decimal: None,
            columns: Columns::new(),
            date,
            attribution,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AhnTable {
    pub dsm: Option<RasterTable>,
    pub dtm: Option<RasterTable>,
}

/// What every table that names files says.
pub(super) struct Files {
    pub paths: Vec<String>,
    pub layer: Option<String>,
    pub sql: Option<String>,
    pub crs: Option<String>,
    pub decimal: Option<char>,
    pub columns: Columns,
    pub date: String,
    pub attribution: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ParkingTable {
    pub zones: Option<InputTable>,
    pub norms: Option<InputTable>,
    pub supply: Option<InputTable>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct GridTable {
    pub postcodes: Option<InputTable>,
    pub areas: Option<InputTable>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct GroundTable {
    pub parcels: Option<InputTable>,
    pub own: Option<InputTable>,
    pub roads: Option<InputTable>,
    pub water: Option<InputTable>,
    pub green: Option<InputTable>,
    pub density: Option<DensityTable>,
    pub built_up: Option<InputTable>,
    pub reuse: Vec<ReuseTable>,
}
