//! What is one file?

use super::{
    super::{
        roles::{is_raster, roles},
        trail,
    },
    InputCheck,
};
use crate::{
    config::{Input, InputRole, Project},
    crs::Crs,
    error::Error,
    read::{
        self,
        layer::Source,
        register::{Register, Role},
    },
};

/// Looks at one file: one answer, but for holdings one a list.
pub(super) fn look(role: &InputRole, input: &Input, source: &Source, project: &Project) -> Vec<InputCheck> {
    let blank = || InputCheck {
        role: role.clone(),
        file: source.name.clone(),
        format: "",
        layer: String::new(),
        crs: String::new(),
        records: None,
        extent_rd: None,
        apart: false,
        columns: Vec::new(),
        unused: Vec::new(),
        skipped: Vec::new(),
        raster: None,
        too_coarse: false,
        error: None,
    };
    if is_raster(role, input) {
        let mut one = blank();
        let error = cells(&mut one, input, source, project).err();
        return vec![InputCheck { error, ..one }];
    }
    match open(role, input, source, project) {
        Err(error) => vec![InputCheck { error: Some(error), ..blank() }],
        Ok((registers, skipped)) => {
            let mut checks: Vec<InputCheck> = registers
                .iter()
                .map(|register| {
                    let mut one = blank();
                    let error = describe(&mut one, register, source, roles(role)).err();
                    InputCheck { error, ..one }
                })
                .collect();
            if let Some(last) = checks.last_mut() {
                last.skipped = skipped;
            }
            checks
        }
    }
}

/// What of a file plays this role, and the sheets that do not.
fn open(
    role: &InputRole,
    input: &Input,
    source: &Source,
    project: &Project,
) -> Result<(Vec<Register>, Vec<String>), Error> {
    let roles = roles(role);
    read::register::check_roles(input, roles)?;
    if let Some(layer) = project.restrictions.iter().find(|layer| std::ptr::eq(&layer.input, input)) {
        let roles = read::restrictions::roles(layer.effect);
        let layer = read::register::open(source, &input.columns, &roles)?;
        return Ok((vec![Register::new(layer, &input.columns, &roles)?], Vec::new()));
    }
    if *role == InputRole::Bezit {
        let lists = read::bezit::open(input, source)?;
        let skipped = lists
            .skipped
            .iter()
            .map(|one| format!("{} ({})", one.sheet, super::holdings::why(one, project.lang)));
        let skipped = skipped.collect();
        return Ok((lists.registers, skipped));
    }
    let layer = read::register::open(source, &input.columns, roles)?;
    Ok((vec![Register::new(layer, &input.columns, roles)?], Vec::new()))
}

fn cells(one: &mut InputCheck, input: &Input, source: &Source, project: &Project) -> Result<(), Error> {
    read::register::check_roles(input, &[])?;
    let (head, raster) = trail::head(source)?;
    one.format = head.format;
    one.crs = head.crs.as_ref().map(Crs::name).unwrap_or_default();
    one.extent_rd = head.extent;
    let limit = project.params.optoppen.ahn_cell_max_m.value;
    let side = raster.as_ref().map_or(0.0, |raster| raster.cell_m[0].max(raster.cell_m[1]));
    one.too_coarse = matches!(one.role, InputRole::AhnDsm | InputRole::AhnDtm) && side > limit;
    one.raster = raster;
    Ok(())
}

fn describe(
    one: &mut InputCheck,
    register: &Register,
    source: &Source,
    roles: &'static [Role],
) -> Result<(), Error> {
    let head = register.layer().head();
    one.format = head.format;
    one.layer.clone_from(&head.layer);
    one.crs = head.crs.as_ref().map(Crs::name).unwrap_or_default();
    one.records = head.count;
    one.extent_rd = head.crs.as_ref().zip(head.extent).and_then(|(crs, extent)| to_rd(crs, extent));
    // A division has roles that only another one fills.
    let fillable = roles.iter().enumerate().filter(|(_, role)| !role.names.is_empty());
    one.columns = fillable.map(|(at, role)| (*role, register.column(at))).collect();
    one.unused = register.unused();
    if one.role == InputRole::Heights && read::heights::has_parts(source)? {
        let roof = one.columns.iter_mut().find(|(role, column)| role.name == "roof" && column.is_none());
        if let Some((_, column)) = roof {
            *column = Some(read::heights::PARTS.into());
        }
    }
    Ok(())
}

/// The box around the corners of an extent, in RD New.
fn to_rd(crs: &Crs, [min_x, min_y, max_x, max_y]: [f64; 4]) -> Option<[f64; 4]> {
    let corners = [(min_x, min_y), (min_x, max_y), (max_x, min_y), (max_x, max_y)];
    let mut extent = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    for (x, y) in corners {
        let corner = crs.coord_to_rd(geo_types::Coord { x, y }).ok()?;
        extent = [
            extent[0].min(corner.x),
            extent[1].min(corner.y),
            extent[2].max(corner.x),
            extent[3].max(corner.y),
        ];
    }
    Some(extent)
}
