"""What lies around a site: maps on its outline, parking, grid, water, and the values of the criteria."""

import math

from . import shapes
from .run import curve

WORST_FIRST = ["D", "C2", "C1", "B", "A"]
FACTORS = {"A": "a", "B": "b", "C1": "c_medium", "C2": "c_large", "D": "d"}
CODES = ["capacity", "limited", "research", "shortage"]
BUILDS = ("optoppen", "inbreiding", "aanplakken", "sloop_nieuwbouw")


class Maps:
    """Maps of a run that parking, planning room and exclusions are read from."""

    def __init__(self, run):
        self.run = run
        self.zones = [(row["zone"], shapes.read_shape(row["geom"])) for row in run.table("parking")]
        self.norms = run.table("parking_norms")
        self.places = [
            (shapes.read_shape(row["geom"]), None, row["capacity"], row["occupied"])
            for row in run.table("parking_places")
            if row["capacity"] is not None and row["occupied"] is not None
        ]
        self.stops = [(row["class"], shapes.read_shape(row["geom"])) for row in run.table("stops")]
        self.water = [(row["class"], shapes.read_shape(row["geom"])) for row in run.table("water")]
        self.areas = [(row["code"], shapes.read_shape(row["geom"])) for row in run.table("grid_areas")]
        self.layers = {row["layer"]: row for row in run.table("restriction_layers")}
        tables = run.table("restrictions") + run.table("restriction_points")
        self.restrictions = [(self.layers[row["layer"]], row, shapes.read_shape(row["geom"])) for row in tables]

    def zone(self, shape):
        """The zone with the greatest share; of equal ones the lowest."""
        found = [(-round(shapes.shared_area(shape, zone), 4), name) for name, zone in self.zones]
        return min(one for one in found if one[0] < 0)[1] if any(one[0] < 0 for one in found) else None

    def shares(self, zones, shape):
        """Share of a shape in each class of a map, and of what no zone covers under None."""
        found, size = {}, shapes.area(shape)
        for class_, zone in zones:
            share = shapes.shared_area(shape, zone) / size if size else 0.0
            if share > 0:
                found[class_] = found.get(class_, 0.0) + share
        found[None] = max(0.0, 1 - sum(found.values()))
        return found

    def water_classes(self, shape):
        """(dominant class, worst class, share of the worst): none below `sliver_share`; no dominant one where more is
        uncovered; of equal ones the worse."""
        found, least = self.shares(self.water, shape), self.run.optoppen("sliver_share") - 1e-9
        held = [class_ for class_ in WORST_FIRST if found.get(class_, 0.0) >= least]
        if not held:
            return None, None, None
        most = max(held, key=lambda one: (round(found[one], 6), -WORST_FIRST.index(one)))
        return (most if found[most] >= found[None] - 1e-6 else None), held[0], found[held[0]]

    def grid_code(self, shape):
        """The worst code of the areas that hold enough of a shape."""
        found = self.shares(self.areas, shape)
        least = self.run.optoppen("sliver_share") - 1e-9
        return max((code for code, share in found.items() if code is not None and share >= least), default=None)

    def restricting(self, shape):
        """Layers that hold on a shape: from a share on, or within the buffer of the layer."""
        size, held = shapes.area(shape), {}
        for layer, row, zone in self.restrictions:
            if isinstance(zone, tuple):
                holds = shapes.distance_to_point(shape, zone) <= layer["buffer_m"]
            else:
                share = shapes.shared_area(shape, zone) / size if size else 0.0
                holds = share >= self.run.optoppen("exclude_share_min") - 1e-9
                holds = holds or (layer["buffer_m"] > 0 and shapes.near(shape, zone, layer["buffer_m"]))
            if holds:
                held.setdefault(layer["layer"], []).append(row)
        return held

    def streets(self, shapes_):
        """Counted places near any of some shapes: {moment: (capacity, occupied)}. Counts of several moments are not
        added; a count without a moment has None."""
        reach, found = self.run.params["parkeren.search_radius_m"], {}
        for place, moment, capacity, occupied in self.places:
            if any(_reaches(shape, place, reach) for shape in shapes_):
                summed = found.get(moment, (0.0, 0.0))
                found[moment] = summed[0] + capacity, summed[1] + occupied
        return found

    def stop(self, shape, kind):
        """Walking distance to the nearest stop of a class."""
        found = [shapes.distance_to_point(shape, place) for class_, place in self.stops if class_ == kind]
        return min(found) * self.run.optoppen("walking_factor") if found else math.inf


def _reaches(shape, place, reach):
    if isinstance(place, tuple):
        return shapes.distance_to_point(shape, place) <= reach
    return shapes.near(shape, place, reach)


def home_size(run, form):
    """m² of a new home as the norm table measures it. The method names no size for sloop-nieuwbouw: that of
    `vormen.home_go_m2`."""
    sizes = {
        "optoppen": run.optoppen("home_go_m2"),
        "inbreiding": run.inbreiding("home_go_m2"),
        "uitplinten": run.vormen("plinth_home_go_m2"),
        "splitsen": run.vormen("split_min_go_m2") / 2,
    }
    size = sizes.get(form, run.vormen("home_go_m2"))
    if run.params["parkeren.norm_measure"] == "go":
        return size
    return size / (run.inbreiding("go_per_bvo") if form == "inbreiding" else run.optoppen("go_per_bvo"))


def norm(run, maps, form, shape, cars):
    """(residents, visitors, whether a norm is in force) of a site: table, else cars of the buurt, else the fallback."""
    zone, size = maps.zone(shape), home_size(run, form)
    rows = [
        row
        for row in maps.norms
        if row["zone"] in (zone, "*") and row["m2_from"] <= size < (row["m2_to"] or math.inf) and _meant(run, row)
    ]
    rows = [row for row in rows if row["zone"] == zone] or rows
    if rows:
        return (*max((_placed(run, maps, form, shape, row) for row in rows), key=sum), True)
    if cars is not None:
        return cars, run.params["parkeren.visitors_municipal"], True
    return run.params["parkeren.fallback_residents"], run.params["parkeren.fallback_visitors"], False


def _meant(run, row):
    """Whether a row is for the rent class and target group of the new homes; all are where that is not told."""
    for column in ("huurklasse", "doelgroep"):
        told, meant = row[column] if column in row.keys() else None, run.params.get(f"parkeren.{column}")
        if told and meant and told != meant:
            return False
    return True


def _placed(run, maps, form, shape, row):
    """Residents and visitors of a row: by a position in its bandwidth, or less by public transport; never both."""
    low, high = row["residents_min"], row["residents_max"]
    visitors = row["visitors"] or 0.0
    if high is None or high == low:
        bands = run.params["parkeren.ov_bands"]
        off = max((one["reduction"] for one in bands if maps.stop(shape, one["stop"]) <= one["within_m"]), default=0.0)
        return low * (1 - off), visitors * (1 - off)
    position = run.params["parkeren.position_otherwise"]
    stops = run.params["parkeren.position_stops"]
    if any(maps.stop(shape, one["stop"]) <= one["within_m"] for one in stops):
        position = run.params["parkeren.position_near"]
    if form in run.params["parkeren.norm_position_minimum"]:
        position = 0.0
    residents = low + position * (high - low)
    step = run.params["parkeren.norm_step"]
    return (round(residents / step) * step if step else residents), visitors


def demands(run, parts):
    """Places at each moment of homes with their norms and of places lost: free places off once, not yet rounded.

    `parts`: (homes, residents, visitors, places lost)."""
    found = {}
    for row in run.params["parkeren.presence"]:
        need = sum(n * (r * row["residents"] + v * row["visitors"]) + lost for n, r, v, lost in parts)
        found[row["moment"]] = max(0.0, need - run.params["parkeren.free_places"])
    return found


def rounded(places):
    """Rounded up once."""
    return math.ceil(round(places, 6))


def fit(run, parts, streets):
    """(demand of the busiest moment, supply and shortfall of the count that decides); None for the two without one.

    A count stands beside the demand of its own moment, and the one that leaves least decides. Where the busiest moment
    was not counted, the fullest count stands for it."""
    need = demands(run, parts)
    busiest = max(need, key=need.get)
    if not streets:
        return rounded(need[busiest]), None, None
    limit = run.params["parkeren.street_limit"]
    free = {moment: max(0.0, all_ * limit - taken) for moment, (all_, taken) in streets.items()}
    asked = [(need[moment], places) for moment, places in free.items() if moment in need]
    if busiest not in free:
        fullest = max(streets, key=lambda moment: streets[moment][1] / (streets[moment][0] or 1))
        asked.append((need[busiest], free[fullest]))
    asked = [(rounded(places), supply) for places, supply in asked]
    places, supply = max(asked, key=lambda one: one[0] - one[1])
    return rounded(need[busiest]), supply, max(0.0, places - supply)


def pressure(streets):
    """Cars over places at the busiest moment counted."""
    return max((taken / all_ for all_, taken in streets.values() if all_), default=None)


def peak(run, homes):
    """Added peak of new homes, kW: coincident from 25 homes on, below it more each."""
    if homes <= 0:
        return 0.0
    kw = run.params["net.kw_home_" + run.params["net.heat_concept"]]
    if run.params["net.netbewust"]:
        kw *= run.params["net.netbewust_factor"]
    return homes * kw * _alone(run, homes)


def _alone(run, homes):
    least, g = run.params["net.simultaneity_from"], run.params["net.simultaneity_g"]
    if homes >= least:
        return 1.0
    return (g + (1 - g) / math.sqrt(homes)) / (g + (1 - g) / math.sqrt(least))


def existing_peak(run, homes):
    return homes * run.params["net.kw_home_district_heat"] * (_alone(run, homes) if homes > 0 else 0.0)


def values(run, site, parking_known):
    """Values of homes, ownership, parking, grid and water of a site, from its own columns; None where unknown."""
    share, high = site["owner_share"], site["owner_share_high"]
    owner = None
    if share is not None:
        known = 1 - ((high if high is not None else share) - share)
        owner = curve(run.params["score.ownership_curve"], share / known if known > 0 else 0.0)
    parking = None
    if parking_known and site["parking_shortfall"] is not None:
        needed = site["parking_demand"]
        parking = curve(run.params["score.parking_curve"], site["parking_shortfall"] / needed if needed else 0.0)
    grid = None if site["grid_code"] is None else run.params["net.code_values"][CODES[site["grid_code"]]]
    class_ = site["water_class_worst" if site["form"] in run.params["water.new_footprint"] else "water_class"]
    return {
        "homes": None if site["homes_mid"] is None else curve(run.params["score.homes_curve"], site["homes_mid"]),
        "ownership": owner,
        "parking": parking,
        "grid": grid,
        "water": None if class_ is None else run.params["water.class_factor"][FACTORS[class_]],
    }


HERITAGE = ("rijksmonument", "erfgoed")
DEDUCTED = {"geluid": "noise", "veiligheid": "safety", "overig": "other"}


def tight(run, rows):
    """Deduction where less than `height_tight_m` is left between a new roof and the height limit."""
    left = [
        row["height_limit_m"] - row["roof_height_m"] - row["extra_storeys"] * run.optoppen("new_storey_m")
        for row in rows
        if None not in (row["height_limit_m"], row["roof_height_m"], row["extra_storeys"])
    ]
    close = any(one < run.params["score.height_tight_m"] - 1e-9 for one in left)
    return run.params["score.planning_deductions"]["height_tight"] if close else 0.0


def planning(run, maps, form, shapes_, limits):
    """Value of planning room, but for the deduction of a tight height: 1 less what lies over the panden or plot, each
    kind once. Unknown without a map of restrictions, and where one builds and no height limit is known."""
    kinds = {layer["kind"] for layer in maps.layers.values()}
    if not kinds & {*HERITAGE, *DEDUCTED} or (form in BUILDS and all(limit is None for limit in limits)):
        return None
    held = set()
    reach = run.optoppen("heritage_buffer_m")
    for shape in shapes_:
        for number in maps.restricting(shape):
            held.add(DEDUCTED.get(maps.layers[number]["kind"]))
        for layer, _, zone in maps.restrictions:
            if layer["kind"] in HERITAGE and _reaches(shape, zone, reach):
                held.add("welstand")
    deductions = run.params["score.planning_deductions"]
    return max(0.0, 1 - sum(deductions[kind] for kind in held if kind))
