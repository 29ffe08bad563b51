//! What stands in the way of a site, and who can lift it?

use crate::{
    assess::Flag,
    model::GridCode,
    survey::Site,
    wording::{Decider, Obstacle, lifts_missing, lifts_obstacle},
};

/// What stands in the way of a site besides rules that fail and facts that are
/// missing.
#[must_use]
pub fn obstacles(site: &Site) -> Vec<Obstacle> {
    let any = |wanted: &[Flag]| wanted.iter().any(|flag| site.flags.contains(flag));
    let shortfall = site.parking.as_ref().and_then(|parking| parking.shortfall);
    let raised = [
        (shortfall.is_some_and(|short| short > 0.0), Obstacle::ParkingShort),
        (site.grid.code.is_some_and(GridCode::has_queue), Obstacle::GridQueue),
        (site.owner_share.is_some_and(|share| share < 1.0), Obstacle::SharedOwnership),
        (any(&[Flag::Welstand]), Obstacle::Heritage),
        (any(&[Flag::Restriction]), Obstacle::MapRemark),
        (site.water.class_d, Obstacle::ClassD),
        (
            any(&[Flag::ReuseParking, Flag::ReuseGarages, Flag::ReuseFillingStation, Flag::ReuseOther]),
            Obstacle::PresentUse,
        ),
    ];
    raised.into_iter().filter(|(holds, _)| *holds).map(|(_, obstacle)| obstacle).collect()
}

/// Who must be spoken to about what is missing or stands in the way: the first
/// who decides about each, once.
#[must_use]
pub fn deciders(site: &Site) -> Vec<Decider> {
    let missing = site.missing.iter().map(|fact| lifts_missing(*fact));
    let lifts = missing.chain(obstacles(site).into_iter().map(lifts_obstacle));
    let mut all: Vec<Decider> = Vec::new();
    for who in lifts.filter_map(|lift| lift.who.first().copied()) {
        if !all.contains(&who) {
            all.push(who);
        }
    }
    all
}
