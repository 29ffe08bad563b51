"""Splitsen, uitplinten and transformatie: forms that a pand has for itself, from its units and its row in `panden`.

Each gives a Part: what every rule answers (True, False, or None when a fact is missing), which facts are missing, and
homes (low, middle, high). Monuments ask nothing here: inside a pand they are a flag (method section 4)."""

from . import shapes
from .run import ASSESSED, floor_of

OTHER_USE = "overige gebruiksfunctie"


class Part:
    """A pand in one form. `either`: the method can be read both ways on whether the form applies; `exact` is False
    where a floor area is missing and the method does not tell how many homes that leaves."""

    def __init__(self, run, homes):
        self.run, self.homes = run, homes
        self.rules, self.missing, self.values = {}, {}, {}
        self.places_lost, self.either, self.exact = 0.0, False, True
        self.rule("no_home", homes[2] >= 1)

    def rule(self, name, answer, missing=None, value=None):
        self.rules[name] = answer
        if answer is None:
            self.missing[name] = missing
        if value is not None:
            self.values[name] = value

    def verdict(self):
        if False in self.rules.values():
            return "unsuitable"
        needed = self.run.vormen("undecided_without")
        return "undecided" if any(one in needed for one in self.missing.values()) else "suitable"


def three(run, count, usable, home):
    """Homes low, middle and high of a floor, whole per pand."""
    ends = ("_low", "", "_high")
    sizes = [run.vormen(f"{home}_go{end}_m2") for end in ends]
    shares = [run.vormen(f"{usable}{end}") for end in ends]
    return [floor_of(floor, share, over=size) for floor, share, size in zip(count, shares, sizes)]


def common(part, row, owner=True):
    """Rules that the three share: status, planned demolition, exclusions, owner."""
    part.rule("status", None if row["status"] is None else row["status"] in ASSESSED, "status")
    part.rule("demolition", row["demolition_year"] is None)
    excluded = row["n_exclusions"]
    part.rule("restriction", None if excluded is None else excluded == 0, "restrictions")
    if owner:
        # Too small a share leaves it open, whatever the unlinked rows would add, and so does no share at all.
        share = row["owner_share"]
        enough = share is not None and share >= part.run.optoppen("owner_share_min")
        part.rule("owner", True if enough else None, "owner")


def splitsen(run, row, units, said, pressure):
    """Every home of at least twice the least size may become two. None where no home is large enough."""
    least = run.vormen("split_min_go_m2")
    homes = [one for one in units if one.home]
    large = sum(1 for one in homes if one.m2 is not None and one.m2 >= least)
    unknown = sum(1 for one in homes if one.m2 is None)
    if large + unknown == 0:
        return None
    low, mid, high = (floor_of(large, run.vormen(f"split_share{end}")) for end in ("_low", "", "_high"))
    # A home of unknown size may be large: it counts for what there is at most.
    part = Part(run, [low, mid, floor_of(large + unknown, run.vormen("split_share_high"))])
    common(part, row)
    if not large:
        part.rule("floor_area", None, "oppervlakte")
        part.exact = False
    limit = run.vormen("parking_pressure_max")
    part.rule("parking_pressure", None if pressure is None else pressure <= limit, "parking", pressure)
    permits = [int(one["vergunningsjaar"]) for one in said if one.get("vergunningsjaar")]
    age = run.vormen("reference_year") - max(permits) if permits else None
    part.rule("earlier_permit", age is None or age >= run.vormen("permit_years"), value=age)
    return part


def uitplinten(run, row, units):
    """Homes in the ground floor of a residential pand. None where it holds nothing but homes, or no home."""
    homes = [one for one in units if one.home]
    others = [one for one in units if not one.home]
    if not homes or not others or row["footprint_m2"] is None:
        return None
    unknown = any(one.m2 is None for one in units)
    at_home, elsewhere = sum(one.m2 or 0 for one in homes), sum(one.m2 or 0 for one in others)
    share = at_home / (at_home + elsewhere) if at_home + elsewhere else 0.0
    ground = row["footprint_m2"] * run.optoppen("go_per_bvo")
    garages = [one for one in others if one.uses == {OTHER_USE}]
    storage = sum(one.m2 or 0 for one in garages)
    used = elsewhere - storage
    floor = min(ground, used if used else storage)
    part = Part(run, three(run, [floor, floor, min(ground, elsewhere)], "plinth_usable_share", "plinth_home"))
    common(part, row)
    if unknown:
        part.exact = False
        part.rule("woonfunctie", None, "oppervlakte")
        return part
    part.rule("woonfunctie", share >= run.vormen("plinth_homes_share_min"), value=share)
    part.rule("use", True if used else None, "plinth_use", floor)
    if not used:
        part.places_lost = len(garages) * run.inbreiding("garage_place_share")
    return part


def transformatie(run, row, units, said, kinds):
    """Offices and the like in a pand that is no residential building. None where it has no such floor.

    `kinds`: of each kind of restriction that has a map whether it lies over the pand."""
    in_use, vacant = set(run.vormen("transform_uses")), set(run.vormen("transform_uses_vacant"))
    at_home = sum(one.m2 or 0 for one in units if one.home)
    elsewhere = sum(one.m2 or 0 for one in units if not one.home)
    fit = [one for one in units if not one.home and one.uses <= in_use | vacant]
    n_homes = sum(1 for one in units if one.home)
    by_floor = at_home < run.vormen("plinth_homes_share_min") * (at_home + elsewhere)
    by_units = n_homes / len(units) < run.optoppen("woonfunctie_share_min") if units else True
    if not fit or row["footprint_m2"] is None or not (by_floor or by_units):
        return None
    stated = [one["leegstand"].lower() for one in said if one.get("leegstand")]
    # Of rows that contradict one another "nee" goes before "ja".
    empty = "nee" not in stated if stated else None
    if not stated and "leegstand" in kinds:
        empty = kinds["leegstand"]
    if empty is False:
        fit = [one for one in fit if one.uses <= in_use]
    floor = sum(one.m2 or 0 for one in fit)
    depth = shapes.smallest_rectangle(shapes.read_shape(row["geom"]))[1]
    daylight = min(1.0, run.vormen("transform_depth_max_m") / depth)
    part = Part(run, three(run, [floor * daylight] * 3, "transform_usable_share", "home"))
    # "No residential building" is measured by floor area for uitplinten and by units for optoppen; here it is not told.
    part.either = by_floor != by_units
    if any(one.m2 is None for one in fit):
        part.exact = False
        part.rule("oppervlakte", None, "oppervlakte")
    common(part, row, owner=False)
    if any(kinds.get(kind) for kind in run.vormen("transform_deciding")):
        part.rule("restriction", False)
    part.rule("use", bool(fit))
    # A unit in use waits for vacancy; one that is told not to be empty for the plan of its owner.
    part.rule("vacancy", True if empty else None, "vacancy" if empty is None else "owner_plan")
    part.rule("floor_area", floor >= run.vormen("transform_min_m2"), value=floor)
    age = None if row["bouwjaar"] is None else run.vormen("reference_year") - row["bouwjaar"]
    part.rule("too_young", None if age is None else age >= run.vormen("transform_min_age_y"), "bouwjaar", age)
    part.rule("daylight", daylight >= run.vormen("transform_daylight_share_min"), value=daylight)
    return part
