"""Which forms of a location go together: of all sets without two that exclude one another the one with the greatest
sum of homes times score; of equal ones the one with more homes, then with fewer forms. While its cars find no place,
the form that yields least leaves it. Ground is counted once: of plots and strips that overlap one is left."""

from collections import namedtuple
from itertools import combinations

from . import around, check_places, shapes
from .run import fault, same
from .town import SCORED

GROUND = {"inbreiding", "aanplakken"}
Option = namedtuple("Option", "site shape parking worth in_force")


def check(town):
    ground = [(site, town.shape(site)) for site in town.run.sites if site["in_set"] and site["form"] in GROUND]
    for (one, shape), (other, second) in combinations(ground, 2):
        if shapes.shared_area(shape, second) > 0.01:
            fault(one["site_id"], "in_set, on the ground of another in a set", other["site_id"], None)
    for location, sites in town.sites_at.items():
        options = [option(town, site) for site in sites if site["verdict"] in SCORED and site["homes_mid"] is not None]
        if options and (town.units is not None or all(one.site["form"] != "uitplinten" for one in options)):
            elsewhere = [shape for site, shape in ground if site["location_id"] != location]
            taken = [one for one in options if one.site["form"] in GROUND and lies_on(one.shape, elsewhere)]
            check_location(town, location, sites, options, {one.site["site_id"] for one in taken})
    check_counts(town)


def lies_on(shape, others):
    return any(shapes.shared_area(shape, other) > 0.01 for other in others)


def option(town, site):
    run = town.run
    told = town.findings[site["site_id"]]["set"]["options"]
    score = next((one["score"] for one in told if one["site_id"] == site["site_id"]), None)
    if score is not None:
        same("scores", site["site_id"], "score", site["score"], score, 0.051)
    residents, visitors, in_force = check_places.norm_of(town, site)
    parking = (site["homes_mid"], residents, visitors, check_places.places_lost(town, site))
    return Option(site, town.shape(site), parking, site["homes_mid"] * (score or 0.0), in_force)


def check_location(town, location, sites, options, gone):
    """`gone`: forms whose ground a set of another location takes. The method does not tell whether the best set is
    sought without them, or they leave the best set."""
    found = sorted(site["site_id"] for site in sites if site["in_set"])
    left = [one for one in options if one.site["site_id"] not in gone]
    right = best(town, left) + [[name for name in one if name not in gone] for one in best(town, options)]
    scored = [one for one in left if one.site["score"] is not None]
    if scored and len(scored) < len(left):
        # The method does not tell what a form without a score is worth beside one with a score: nothing, so that by the
        # rule for equal sums its homes count, or no place in the set.
        right += best(town, scored)
    if not same("sets of forms", location, "forms that go together", found, found if found in right else right[0]):
        return
    chosen = [one for one in options if one.site["site_id"] in found]
    if chosen:
        check_totals(town, location, sites, chosen)


def best(town, options):
    """The best set, as sorted names; several where forms that yield the same could leave it first."""
    if not options:
        return [[]]
    sets = [
        chosen
        for count in range(1, len(options) + 1)
        for chosen in combinations(options, count)
        if all(go_together(town, one, other) for one, other in combinations(chosen, 2))
    ]
    chosen = max(sets, key=lambda one: (sum(o.worth for o in one), sum(o.site["homes_mid"] for o in one), -len(one)))
    return [sorted(one.site["site_id"] for one in left) for left in thinned(town, chosen)]


def thinned(town, chosen):
    """What is left of a set when forms leave it until its cars find a place."""
    if len(chosen) == 1 or fits(town, chosen) is not False:
        return [chosen]
    least = min(one.worth for one in chosen)
    leaving = [one for one in chosen if one.worth <= least + 1e-6]
    return [left for out in leaving for left in thinned(town, tuple(one for one in chosen if one is not out))]


def go_together(town, one, other):
    """No two forms that exclude one another, and no plots or strips that overlap."""
    forms = {one.site["form"], other.site["form"]}
    if any(set(pair) == forms for pair in town.run.vormen("combine_excludes")):
        return False
    return not forms <= GROUND or shapes.shared_area(one.shape, other.shape) <= 0.01


def fits(town, chosen):
    """Whether the cars of these forms find a place; None where parking is not known."""
    short = fit(town, chosen)[2]
    return None if short is None or not all(one.in_force for one in chosen) else short <= 1e-6


def fit(town, chosen):
    return around.fit(town.run, [one.parking for one in chosen], town.maps.streets([one.shape for one in chosen]))


def check_totals(town, location, sites, chosen):
    """Homes, parking and load of what goes together, counted once; the same on every row of the location."""
    right = {}
    for end in ("low", "mid", "high"):
        right[f"set_homes_{end}"] = sum(one.site[f"homes_{end}"] or 0 for one in chosen)
    right["set_parking_demand"], _, right["set_parking_shortfall"] = fit(town, chosen)
    right["set_load_kw"] = around.peak(town.run, sum(one.site["homes_mid"] for one in chosen))
    if len(chosen) == 1:
        right["set_load_kw"] = chosen[0].site["load_kw"]  # sloop-nieuwbouw takes the old load off
    for site in sites:
        for column, value in right.items():
            within = 0.051 if column.startswith(("set_parking", "set_load")) else 0
            same("sets of forms", site["site_id"], column, site[column], value, within)


def check_counts(town):
    """Forms in sets, and their homes by verdict."""
    for form, said in town.run.run["counts"]["forms"].items():
        sites = [site for site in town.run.sites if site["form"] == form and site["in_set"]]
        same("totals", form, "in_sets", said["in_sets"], len(sites))
        waiting = sum(site["homes_undecided"] or 0 for site in sites)
        homes = sum(site["homes_mid"] or 0 for site in sites)
        totals = said["homes_in_sets"]
        same("totals", form, "homes_in_sets, undecided", totals["undecided"]["mid"], waiting)
        same("totals", form, "homes_in_sets, suitable", totals["suitable"]["mid"], homes - waiting)
    if any(site["in_set"] and site["verdict"] not in SCORED for site in town.run.sites):
        fault("sites", "in_set", "a site that is not suitable or undecided", None)
