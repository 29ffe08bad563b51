//! Which maps tell where free ground is?

use super::{
    Input, InputRole,
    file::Resolver,
    tables::{DensityTable, GroundTable, InputTable, ReuseTable},
};
use crate::{
    error::Error,
    lang::say,
    model::{Form, ReuseClass},
};

/// The maps of the ground, each of them optional.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GroundInputs {
    /// Plots of the cadaster (BRK percelen).
    pub parcels: Option<Input>,
    /// Ground of corporaties.
    pub own: Option<Input>,
    /// Roads and parking (BGT wegdeel).
    pub roads: Option<Input>,
    /// Open water (BGT waterdeel).
    pub water: Option<Input>,
    /// Green that stays green.
    pub green: Option<Input>,
    /// How densely one may build, or has built.
    pub density: Option<DensityInput>,
    /// The built-up area.
    pub built_up: Option<Input>,
    /// Ground whose use may give way, in the order of the file.
    pub reuse: Vec<ReuseInput>,
}

/// A layer with a density.
#[derive(Debug, Clone, PartialEq)]
pub struct DensityInput {
    /// Whether it is a target to be built to (a plan, a gebiedspaspoort)
    /// rather than what stands there now (RUDIFUN).
    pub is_target: bool,
    /// Where it comes from.
    pub input: Input,
}

/// A layer of ground whose use may give way.
#[derive(Debug, Clone, PartialEq)]
pub struct ReuseInput {
    /// What it is used for.
    pub class: ReuseClass,
    /// Where it comes from.
    pub input: Input,
}

impl GroundInputs {
    /// Every map with the role it plays, in reading order.
    pub(super) fn inputs(&self) -> impl Iterator<Item = (InputRole, &Input)> {
        let single = [
            (InputRole::GroundParcels, self.parcels.as_ref()),
            (InputRole::GroundOwn, self.own.as_ref()),
            (InputRole::GroundRoads, self.roads.as_ref()),
            (InputRole::GroundWater, self.water.as_ref()),
            (InputRole::GroundGreen, self.green.as_ref()),
            (InputRole::GroundDensity, self.density.as_ref().map(|density| &density.input)),
            (InputRole::GroundBuiltUp, self.built_up.as_ref()),
        ];
        let reuse = (1..).zip(&self.reuse).map(|(n, layer)| (InputRole::GroundReuse(n), &layer.input));
        single.into_iter().filter_map(|(role, input)| Some((role, input?))).chain(reuse)
    }

    /// Every map, to be narrowed to an area.
    pub fn inputs_mut(&mut self) -> impl Iterator<Item = &mut Input> {
        let Self { parcels, own, roads, water, green, density, built_up, reuse } = self;
        [parcels, own, roads, water, green, built_up]
            .into_iter()
            .flatten()
            .chain(density.iter_mut().map(|density| &mut density.input))
            .chain(reuse.iter_mut().map(|layer| &mut layer.input))
    }
}

impl Resolver<'_> {
    /// Resolves `[ground]`.
    pub(super) fn ground(&self, table: GroundTable) -> Result<GroundInputs, Error> {
        let input = |table: Option<InputTable>, preferred| {
            table.map(|table| self.input(table, preferred)).transpose()
        };
        Ok(GroundInputs {
            parcels: input(table.parcels, &["perceel", "percelen", "brk_perceel"])?,
            own: input(table.own, &[])?,
            roads: input(table.roads, &["wegdeel", "wegdelen", "bgt_wegdeel"])?,
            water: input(table.water, &["waterdeel", "waterdelen", "bgt_waterdeel"])?,
            green: input(table.green, &[])?,
            density: table.density.map(|table| self.density(table)).transpose()?,
            built_up: input(table.built_up, &[])?,
            reuse: table.reuse.into_iter().map(|table| self.reuse(table)).collect::<Result<_, _>>()?,
        })
    }

    fn density(&self, mut table: DensityTable) -> Result<DensityInput, Error> {
        let is_target = match table.kind.take().as_deref() {
            None | Some("present") => false,
            Some("target") => true,
            Some(other) => {
                return Err(self.error(
                    say!("`[ground] density`: `kind = \"{other}\"` bestaat niet", "`[ground] density`: `kind = \"{other}\"` does not exist"),
                    say!("schrijf \"target\" voor wat een plan of gebiedspaspoort nastreeft, of \"present\" voor wat er nu staat", "write \"target\" for what a plan or gebiedspaspoort aims at, or \"present\" for what stands there now"),
                ));
            }
        };
        Ok(DensityInput { is_target, input: self.input(table, &["nl2_00_Basis_Bouwblok"])? })
    }

    fn reuse(&self, mut table: ReuseTable) -> Result<ReuseInput, Error> {
        let word = std::mem::take(&mut table.class);
        let class = ReuseClass::parse(&word).ok_or_else(|| {
            let classes: Vec<_> = ReuseClass::ALL.iter().map(|class| class.code()).collect();
            self.error(
                say!(
                    "`[[ground.reuse]]`: `class = \"{word}\"` bestaat niet",
                    "`[[ground.reuse]]`: `class = \"{word}\"` does not exist"
                ),
                say!("de klassen zijn {}", "the classes are {}", classes.join(", ")),
            )
        })?;
        Ok(ReuseInput { class, input: self.input(table, &[])? })
    }

    /// The ways to add homes a run is about, each once; all when the file
    /// names none.
    pub(super) fn forms(&self, words: Option<Vec<String>>) -> Result<Vec<Form>, Error> {
        let Some(words) = words else { return Ok(Form::ALL.to_vec()) };
        let hint = || {
            let forms: Vec<_> = Form::ALL.iter().map(|form| form.code()).collect();
            say!(
                "de vormen zijn {}; zonder `forms` doen ze alle mee",
                "the forms are {}; without `forms` all take part",
                forms.join(", ")
            )
        };
        if words.is_empty() {
            return Err(self.error(
                say!(
                    "`forms` is leeg: er is niets om naar te zoeken",
                    "`forms` is empty: there is nothing to look for"
                ),
                hint(),
            ));
        }
        if let Some(unknown) = words.iter().find(|word| Form::parse(word).is_none()) {
            return Err(self.error(
                say!(
                    "`forms` noemt `{unknown}`, dat niet bestaat",
                    "`forms` names `{unknown}`, which does not exist"
                ),
                hint(),
            ));
        }
        let is_named = |form: &&Form| words.iter().any(|word| word == form.code());
        Ok(Form::ALL.iter().filter(is_named).copied().collect())
    }
}

#[cfg(test)]
mod tests;
