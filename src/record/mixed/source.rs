//! Which inputs and norms differ between two runs?

use std::collections::{BTreeSet, HashMap};

use crate::{
    config::InputRole,
    params::{Params, can_be_asked_again},
    record::{Head, InputTrail, Record, maps::Maps},
};

/// Something a run rests on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Source {
    /// An input. Inputs that are measured as one stand under one role: heights
    /// and rasters of heights, a water map and what lies on top of it, all
    /// stops, all ground that is reused.
    Input(InputRole),
    /// A norm or weight: `group.name`.
    Norm(String),
    /// The forms that are looked at.
    Forms,
    /// What no trail tells: another version of the program, other settings.
    Rest,
}

impl Source {
    /// The input under which a role stands.
    #[must_use]
    pub fn of(role: &InputRole) -> Self {
        Self::Input(match role {
            InputRole::AhnDsm | InputRole::AhnDtm => InputRole::Heights,
            InputRole::WaterOnTop => InputRole::Water,
            InputRole::Stops(_) => InputRole::Stops(1),
            InputRole::GroundReuse(_) => InputRole::GroundReuse(1),
            other => other.clone(),
        })
    }

    /// Whether the ground was cut and measured by it. `walls` asks for the
    /// ground before end walls, which goes by the panden of one owner;
    /// `excludes` tells whether a restriction takes ground.
    pub(super) fn bears_on_ground(&self, walls: bool, excludes: impl Fn(&str) -> bool) -> bool {
        match self {
            Self::Input(role) => match role {
                InputRole::Bezit => walls,
                InputRole::Restriction(name) => excludes(name),
                InputRole::Area
                | InputRole::Panden
                | InputRole::Verblijfsobjecten
                | InputRole::Heights
                | InputRole::Buurten
                | InputRole::Water
                | InputRole::GroundParcels
                | InputRole::GroundOwn
                | InputRole::GroundRoads
                | InputRole::GroundWater
                | InputRole::GroundGreen
                | InputRole::GroundDensity
                | InputRole::GroundBuiltUp
                | InputRole::GroundReuse(_) => true,
                _ => false,
            },
            Self::Norm(key) => !can_be_asked_again(key) && !self.bears_on_restrictions(),
            Self::Forms => false,
            Self::Rest => true,
        }
    }

    /// Whether the place of a pand is measured by it.
    pub(super) fn bears_on_place(&self) -> bool {
        match self {
            Self::Input(role) => matches!(
                role,
                InputRole::Gemeenten
                    | InputRole::Wijken
                    | InputRole::Buurten
                    | InputRole::ParkingZones
                    | InputRole::GridAreas
                    | InputRole::Water
                    | InputRole::Stops(_)
            ),
            Self::Norm(key) => key == "optoppen.sliver_share",
            Self::Forms | Self::Rest => false,
        }
    }

    /// Whether the restrictions at a pand are measured by it.
    pub(super) fn bears_on_restrictions(&self) -> bool {
        match self {
            Self::Input(role) => matches!(role, InputRole::Restriction(_)),
            Self::Norm(key) => key == "optoppen.exclude_share_min" || key == "optoppen.heritage_buffer_m",
            Self::Forms | Self::Rest => false,
        }
    }
}

/// The files of one role, where they are not the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Files {
    /// The role.
    pub role: InputRole,
    /// Those of the first run.
    pub before: Vec<InputTrail>,
    /// Those of the second.
    pub after: Vec<InputTrail>,
}

/// One source in which two runs differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The source.
    pub source: Source,
    /// The files that differ; none where the same files were read otherwise.
    pub files: Vec<Files>,
}

/// All sources in which two runs differ.
#[derive(Debug, Clone, Default)]
pub(super) struct Differences {
    pub list: Vec<Difference>,
    at: HashMap<Source, usize>,
}

impl Differences {
    /// What the trails, the norms and the maps tell.
    pub fn of(before: &Record, after: &Record, maps: [&Maps<'static>; 2]) -> Self {
        let mut all = Self::default();
        let trails = |record: &Record, role: &InputRole| -> Vec<InputTrail> {
            record.run.inputs.iter().filter(|input| input.role == *role).cloned().collect()
        };
        for role in roles(before, after) {
            let (old, new) = (trails(before, &role), trails(after, &role));
            if !same(&old, &new) {
                all.add(Source::of(&role)).files.push(Files { role, before: old, after: new });
            }
        }
        if before.run.area != after.run.area {
            all.add(Source::Input(InputRole::Area));
        }
        for role in roles(before, after) {
            if maps[0].says(&role) != maps[1].says(&role) {
                all.add(Source::of(&role));
            }
        }
        if forms(&before.file.head) != forms(&after.file.head) {
            all.add(Source::Forms);
        }
        for key in norms(&before.params, &after.params) {
            all.add(Source::Norm(key));
        }
        all
    }

    /// A source, as one that differs.
    pub fn add(&mut self, source: Source) -> &mut Difference {
        let at = *self.at.entry(source.clone()).or_insert_with(|| {
            self.list.push(Difference { source, files: Vec::new() });
            self.list.len() - 1
        });
        &mut self.list[at]
    }

    /// Where a source stands, if it differs.
    pub fn at(&self, source: &Source) -> Option<usize> {
        self.at.get(source).copied()
    }

    /// Where an input stands, if it differs.
    pub fn input(&self, role: InputRole) -> Option<usize> {
        self.at(&Source::Input(role))
    }

    /// Where all that bears on something stand.
    pub fn all(&self, bears: impl Fn(&Source) -> bool) -> Vec<usize> {
        (0..self.list.len()).filter(|at| bears(&self.list[*at].source)).collect()
    }
}

/// The roles that either run has, in the order of the second.
fn roles(before: &Record, after: &Record) -> Vec<InputRole> {
    let mut roles: Vec<InputRole> = Vec::new();
    for input in after.run.inputs.iter().chain(&before.run.inputs) {
        if !roles.contains(&input.role) {
            roles.push(input.role.clone());
        }
    }
    roles
}

/// Whether two sets of files are the same: by checksum, and where there is none
/// (a folder, a database) by name, date and number of records.
fn same(before: &[InputTrail], after: &[InputTrail]) -> bool {
    let one = |a: &InputTrail, b: &InputTrail| {
        let read = (&a.layer, &a.sql, &a.peildatum) == (&b.layer, &b.sql, &b.peildatum);
        let named = a.sha256.is_empty() && (&a.file, &a.date, a.records) != (&b.file, &b.date, b.records);
        read && a.sha256 == b.sha256 && !named
    };
    before.len() == after.len() && before.iter().zip(after).all(|(a, b)| one(a, b))
}

fn forms(head: &Head) -> BTreeSet<&'static str> {
    head.forms.iter().map(|form| form.code()).collect()
}

/// The norms that have another value.
fn norms(before: &Params, after: &Params) -> Vec<String> {
    let other = |key: &str| before.get(key).map(|norm| &norm.value) != after.get(key).map(|norm| &norm.value);
    let keys = after.list().iter().map(|norm| norm.key.clone());
    keys.filter(|key| other(key)).collect()
}
