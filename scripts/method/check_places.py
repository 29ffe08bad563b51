"""Restrictions, parking, grid and water of every site, and the values of its criteria."""

from . import around
from .run import same
from .town import SCORED


def check(town):
    if town.maps.layers:
        check_restrictions(town)
    check_overlay(town)
    for site in town.run.sites:
        if site["verdict"] in SCORED:
            check_maps(town, site["site_id"], site, town.place(site))
            known = check_parking(town, site)
            check_load(town, site)
            check_values(town, site, known)


def check_restrictions(town):
    """Exclusions on a pand, and whether it is a rijksmonument."""
    for name, row in town.run.panden.items():
        if not town.outlines[name]:
            continue
        held = town.maps.restricting(town.outlines[name])
        kinds = {layer: town.maps.layers[layer]["kind"] for layer in held}
        excluding = [layer for layer in held if town.maps.layers[layer]["effect"] == "exclude"]
        others = sum(len(held[layer]) for layer in excluding if kinds[layer] != "rijksmonument")
        if row["n_exclusions"] is not None:
            same("restrictions of panden", name, "n_exclusions", row["n_exclusions"], others)
        if row["rijksmonument"] is not None:
            listed = "rijksmonument" in kinds.values()
            same("restrictions of panden", name, "rijksmonument", bool(row["rijksmonument"]), listed)


def check_overlay(town):
    """What the maps say of each pand."""
    for name, row in town.run.panden.items():
        shape = town.outlines[name]
        if not shape:
            continue
        check_maps(town, name, row, shape)
        if town.maps.zones:
            same("maps on panden and sites", name, "parking_zone", row["parking_zone"], town.maps.zone(shape))
        for kind, column in (("train", "train_m"), ("metro", "metro_m"), ("hov", "hov_m"), ("other", "bus_m")):
            if row[column] is not None:
                straight = town.maps.stop(shape, kind) / town.run.optoppen("walking_factor")
                same("maps on panden and sites", name, column, row[column], straight, 0.51)


def check_maps(town, name, row, shape):
    """Water and soil, where their map is one of polygons, and the code of the grid areas."""
    if town.maps.water:
        for column, right in zip(("water_class", "water_class_worst", "water_share"), town.maps.water_classes(shape)):
            same("maps on panden and sites", name, column, row[column], right, 0.0006)
    if town.maps.areas:
        code = town.maps.grid_code(shape)
        if code is not None:  # else that of the postcodes
            same("maps on panden and sites", name, "grid_code", row["grid_code"], code)


def norm_of(town, site):
    return around.norm(town.run, town.maps, site["form"], town.shape(site), town.cars.get(site["buurt_code"]))


def places_lost(town, site):
    """Places that go: of a plot as the run found them, of a plinth worked out."""
    if site["form"] == "uitplinten" and town.units is not None:
        return sum(town.parts["uitplinten"][name].places_lost for name in town.active(site))
    return town.places_lost(site)


def check_parking(town, site):
    """Norm, demand, supply and shortfall of a site; whether parking is known."""
    run, name = town.run, site["site_id"]
    residents, visitors, in_force = norm_of(town, site)
    if site["homes_mid"] is None:
        return False
    same("parking norms", name, "parking_norm", site["parking_norm"], residents + visitors, 0.0051)
    if site["form"] == "uitplinten" and town.units is None:
        return False
    parts = [(site["homes_mid"], residents, visitors, places_lost(town, site))]
    need, supply, short = around.fit(run, parts, town.maps.streets([town.shape(site)]))
    same("parking", name, "parking_demand", site["parking_demand"], need, 0.051)
    same("parking", name, "parking_supply", site["parking_supply"], supply, 0.051)
    same("parking", name, "parking_shortfall", site["parking_shortfall"], short, 0.051)
    return in_force and supply is not None


def check_load(town, site):
    run, homes = town.run, site["homes_mid"]
    if homes is None:
        return
    load = around.peak(run, homes)
    if site["form"] == "sloop_nieuwbouw":
        rebuilt = town.findings[site["site_id"]]["detail"]["rebuild"]
        load = around.peak(run, rebuilt["new"]["mid"]) - around.existing_peak(run, rebuilt["old"])
    same("loads", site["site_id"], "load_kw", site["load_kw"], load, 0.051)


def check_values(town, site, parking_known):
    run, name = town.run, site["site_id"]
    right = around.values(run, site, parking_known)
    # Shares are written in thousandths, and places in tenths.
    within = {"homes": 0.0006, "ownership": 0.0006 + 0.0011 / 0.3, "grid": 0.0006, "water": 0.0006}
    within["parking"] = 0.0006 + 0.051 / (0.3 * max(site["parking_demand"] or 1, 1))
    for criterion, value in right.items():
        same("values of criteria", name, f"v_{criterion}", site[f"v_{criterion}"], value, within[criterion])
    names = town.active(site) or town.panden_of(site) or []
    outlines = [town.outlines[one] for one in names] or [town.shape(site)]
    if names:
        limits = [run.panden[one]["height_limit_m"] for one in names]
    else:
        limits = [town.findings[name]["detail"]["plot"]["limit"]]
    planning = around.planning(run, town.maps, site["form"], outlines, limits)
    if planning is not None and site["form"] == "optoppen":
        planning = max(0.0, planning - around.tight(run, [run.panden[one] for one in names]))
    same("values of criteria", name, "v_planning", site["v_planning"], planning, 0.0006)
