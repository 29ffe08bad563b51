"""Forms that a location has as a whole: sloop-nieuwbouw from its homes, aanplakken from its end walls, inbreiding from
its plot. What the ground is made of (plots, walls, free depth) is taken from `site_findings` and held against the
geometry of the tables as far as these tell; roads and water stand in no table."""

import math

from . import shapes
from .run import ASSESSED, floor_of, half_up, same

ENDS = ("_low", "", "_high")
SCORED = ("suitable", "undecided")


def label_protects(run, label):
    norm = run.vormen("label_protects")
    order = "GFEDCBA"
    label = (label or "").strip().upper()
    return bool(norm and label and label[0] in order and order.index(label[0]) >= order.index(norm))


def none_of(count):
    return None if count is None else not count


def rebuild(run, rows, homes, said):
    """Sloop-nieuwbouw of a location: ({rule: answer}, {rule: missing fact}, possible facts); an answer that is a tuple
    may be any of it. `homes`: names of homes with their pand; `said`: rows of the holdings, per home, None when they
    cannot be read.

    Where the demolition of a pand is planned, a lower age is enough and no label protects its homes."""
    rules, missing = {}, {}

    def rule(name, answers, fact=None):
        """All panden must pass; one that fails decides, one that is unknown leaves it open."""
        rules[name] = False if False in answers else None if None in answers else True
        if rules[name] is None:
            missing[name] = fact

    planned = {row["identificatie"] for row in rows if row["demolition_year"] is not None}
    rule("status", [None if row["status"] is None else row["status"] in ASSESSED for row in rows], "status")
    rule("rijksmonument", [none_of(row["rijksmonument"]) for row in rows], "monument")
    rule("restriction", [none_of(row["n_exclusions"]) for row in rows], "restrictions")
    least = {True: run.vormen("rebuild_never_age_y"), False: run.vormen("rebuild_min_age_y")}
    ages = [None if row["bouwjaar"] is None else run.vormen("reference_year") - row["bouwjaar"] for row in rows]
    old_enough = [
        None if age is None else age >= least[row["identificatie"] in planned] for age, row in zip(ages, rows)
    ]
    rule("too_young", old_enough, "bouwjaar")
    held = [(row["owner_share"], row["n_homes"] or 0) for row in rows]
    if any(share is None for share, _ in held):
        rule("owner", [None], "owner")
    else:
        share = sum(share * count for share, count in held) / max(sum(count for _, count in held), 1)
        rule("owner", [True if share >= run.optoppen("owner_share_min") - 1e-4 else None], "owner")
    if said is None:
        return rules, missing, None
    ratios = [float(row["sloopratio"].replace(",", ".")) for row in said.values() if row.get("sloopratio")]
    ratio = [min(ratios)] * 3 if ratios else [run.vormen(f"rebuild_ratio{end}") for end in ENDS]
    labels = [(said.get(name, {}).get("label"), pand) for name, pand in homes]
    protected = [pand for label, pand in labels if label_protects(run, label)]
    # Where the demolition of some panden is planned, the method does not tell whether it lifts the protection of their
    # homes alone, or of all only when all are planned.
    stays = [sum(1 for pand in protected if pand not in planned)]
    stays += [0 if len(planned) == len(rows) else len(protected)]
    facts = [rebuilt(run, len(homes) - stay, stay, ratio) for stay in stays]
    unlabeled = [label for label, pand in labels if not label and pand not in planned]
    rule("label", [False if facts[0]["stay"] and not facts[0]["old"] else True])
    if run.vormen("label_protects") and unlabeled:
        # Of some homes the label is known and of others it is not: the method does not tell whether that is enough.
        rules["label"] = (True, None) if any(label for label, _ in labels) else (None,)
        missing["label"] = "label"
    return rules, missing, facts


def rebuilt(run, old, stay, ratio):
    """New homes and gain of what is demolished."""
    new = [half_up(old * one) for one in ratio]
    gain = [one - old for one in new]
    enough = bool(old) and gain[1] / old >= run.vormen("rebuild_min_gain") - 1e-9
    return {"old": old, "stay": stay, "new": new, "homes": gain, "rules": {"gain": enough, "no_home": gain[2] >= 1}}


def wall_homes(run, wall, storeys):
    """Homes low, middle, high against one end wall, and gross floor area of the middle."""
    if not wall["usable"]:
        return [0, 0, 0], 0.0
    homes, gross = [], 0.0
    for end in ENDS:
        depth = min(run.vormen(f"aanplak_depth{end}_m"), wall["free_depth_m"])
        strip = wall["exposed_m"] * depth
        homes.append(storeys * floor_of(strip, run.optoppen("go_per_bvo"), over=run.vormen(f"home_go{end}_m2")))
        if not end:
            gross = storeys * strip
    return homes, gross


def check_walls(run, site, finding, rows):
    """End walls of a site: which may be used, and the homes they carry, whatever storeys its panden have."""
    walls, name = finding["detail"]["end_walls"], site["site_id"]
    for wall in walls:
        usable = (
            wall["exposed_m"] >= run.vormen("end_wall_min_m") - 1e-6
            and wall["length_m"] <= run.vormen("end_wall_max_m") + 1e-6
            and wall["free_depth_m"] >= run.vormen("aanplak_depth_m") - 1e-6
        )
        same("end walls", name, "a usable end wall", wall["usable"], usable)
    if len(rows) == 1:
        check_rectangle(run, name, walls, shapes.read_shape(rows[0]["geom"]))
    if site["verdict"] not in SCORED or any(part["verdict"] not in SCORED for part in finding["parts"]):
        return  # which walls belong to the blocks that remain is not told
    levels = {row["storeys"] for row in rows if row["storeys"]}
    if not levels:
        return
    carried = [sum(wall_homes(run, wall, 1)[0][end] for wall in walls) for end in range(3)]
    gross = sum(wall_homes(run, wall, 1)[1] for wall in walls)
    bounds = min(levels), max(levels)
    found = [site["homes_low"], site["homes_mid"], site["homes_high"], site["gross_m2"]]
    for what, at, one in zip(("homes_low", "homes_mid", "homes_high", "gross_m2"), found, carried + [gross]):
        # Which block a wall belongs to is not told: with panden of several heights the storeys lie in between.
        nearest = min(max(at, bounds[0] * one), bounds[1] * one)
        same("homes of aanplakken", name, what, at, nearest, 0.51 if what == "gross_m2" else 0)


def check_rectangle(run, name, walls, shape):
    """The end walls of a lone rectangular pand are the short sides of its smallest rectangle."""
    long, short = shapes.smallest_rectangle(shape)
    if shapes.area(shape) < 0.999 * long * short:
        return
    same("end walls", name, "long side over short side", long / short >= run.vormen("elongation_min") - 1e-6, True)
    for wall in walls:
        same("end walls", name, "length of an end wall", wall["length_m"], short, 0.02)


def reference(run, density):
    """Row of the reference table for an address density; None without one."""
    table = run.inbreiding("reference_row_houses" if run.inbreiding("programme") == "row_houses" else "reference")
    named = [row for row in table if row["woonmilieu"] == run.inbreiding("woonmilieu")]
    if named:
        return named[0]
    rows = [row for row in table if density is not None and density >= row["oad_from"]]
    return max(rows, key=lambda row: row["oad_from"], default=None)


def capacity(run, plot, area):
    """FSI and homes (low, middle, high) and gross floor area of a plot, from what stands around and what is said."""
    row = reference(run, plot["address_density"])
    terms = []
    said, context, limit = plot["said"], plot["context"], plot["limit"]
    target = said["fsi"] if said and said["is_target"] else None
    around = None
    if said and not said["is_target"]:
        around = said["fsi"]
    elif context:
        around = context["density"]["fsi"] * (1.0 if context["over"] == "block" else run.inbreiding("bruto_netto"))
    by_height = None
    if limit is not None:
        by_height = run.inbreiding("gsi_max") * (round(limit * 1000) // round(run.inbreiding("storey_m") * 1000))
    for end in ENDS:
        if target is not None:
            terms.append(target)
            continue
        bounds = [] if around is None else [around * run.inbreiding(f"context_factor{end}")]
        bounds += [] if row is None else [row["fsi"]]
        bounds = bounds and bounds + ([] if by_height is None else [by_height])
        terms.append(min(bounds) if bounds else None)
    if None in terms:
        return None
    homes = []
    for fsi, end in zip(terms, ENDS):
        # The method does not tell whether the low and high estimates have a form factor of their own or the middle's.
        factors = {*form_factors(run, fsi, row), *form_factors(run, terms[1], row)}
        homes.append([floor_of(area, fsi, one, over=run.inbreiding(f"home_go{end}_m2")) for one in sorted(factors)])
    return {"fsi": terms, "homes": homes, "gross": area * terms[1]}


def form_factors(run, fsi, row):
    """Usable over gross floor area: a lower one above `high_rise_m`. Mean storeys are FSI over GSI; the method does not
    tell which GSI, the greatest that may be built on or that of the reference row, so both are right."""
    if run.inbreiding("programme") == "row_houses":
        return [run.inbreiding("go_per_bvo_row_house")]
    found = []
    for gsi in [run.inbreiding("gsi_max")] + ([row["gsi"]] if row else []):
        high = fsi / gsi * run.inbreiding("storey_m") > run.inbreiding("high_rise_m") + 1e-9
        found.append(run.inbreiding("go_per_bvo_high_rise" if high else "go_per_bvo"))
    return found


def check_plot(run, site, finding):
    """Shape, sum, density and homes of a plot."""
    name, plot, shape_ = site["site_id"], finding["detail"]["plot"], finding["detail"]["shape"]
    capacity_ = finding["detail"]["capacity"]
    shape = shapes.read_shape(site["geom"])
    long, short = shapes.smallest_rectangle(shape)
    area = shape_["area_m2"]
    same("plots", name, "area of the plot", area, shapes.area(shape), 0.01)
    same("plots", name, "plot_m2", site["plot_m2"], area, 0.51)
    same("plots", name, "length of the plot", shape_["length_m"], long, 0.02)
    same("plots", name, "width of the plot", shape_["width_m"], short, 0.02)
    same("plots", name, "least area", area >= run.inbreiding("plot_min_m2") - 0.01, True)
    wide = shape_["circle_m"] >= run.inbreiding("plot_min_width_m") - 0.01 and shape_["circle_m"] <= short + 0.02
    same("plots", name, "width of the largest circle", wide, True)
    density = plot["context"] and plot["context"]["density"]
    if density and density["gsi"]:
        same("densities", name, "L = FSI / GSI", density["l"], density["fsi"] / density["gsi"], 1e-6)
        same("densities", name, "OSR = (1 - GSI) / FSI", density["osr"], (1 - density["gsi"]) / density["fsi"], 1e-6)
    right = capacity(run, plot, area)
    if right is None:
        return same("homes of inbreiding", name, "homes without a density", capacity_["homes"]["mid"], None)
    for at, end in enumerate(("low", "mid", "high")):
        same("densities", name, f"fsi {end}", capacity_["fsi"][end], right["fsi"][at], 1e-6)
        found = capacity_["homes"][end]
        nearest = min(right["homes"][at], key=lambda one: abs(one - found))
        same("homes of inbreiding", name, f"homes {end} by the plot", found, nearest)
    same("densities", name, "gross floor area", capacity_["gross"], right["gross"], 0.01)


def lacking(run):
    """Maps without which nothing can be said of ground."""
    roles = {"ground.roads": "roads", "ground.water": "open_water"}
    return [fact for role, fact in roles.items() if not run.given(role)]


def plot_verdict(run, site, finding):
    """(verdict, rules that fail) of a plot. A target density goes before the height limit."""
    plot, capacity_ = finding["detail"]["plot"], finding["detail"]["capacity"]
    target = plot["said"] and plot["said"]["is_target"]
    storeys = None if plot["limit"] is None else math.floor(plot["limit"] / run.inbreiding("storey_m") + 1e-9)
    fails = []
    if plot["class_d"] and "inbreiding" in run.params["water.class_d_excludes"]:
        fails.append("class_d")
    if storeys == 0 and not target:
        fails.append("height_limit")
    if (capacity_["homes"]["high"] or 0) < 1:
        fails.append("no_home")
    if fails:
        return "unsuitable", fails
    if any(fact in run.inbreiding("unsayable_without") for fact in lacking(run)):
        return "unsayable", []
    if capacity_["homes"]["mid"] is None and "density" in run.inbreiding("undecided_without"):
        return "undecided", []
    return "suitable", []
