"""Splitsen, uitplinten and transformatie: every pand, and the sites that must follow."""

from . import around, pand_forms
from .run import fault, same

OUTCOMES = {"pass": True, "fail": False, "unknown": None}
FORMS = ("splitsen", "uitplinten", "transformatie")


def check(town):
    if town.units is None:
        return
    check_units(town)
    parts = {form: {} for form in FORMS}
    for name, row in town.run.panden.items():
        for form, part in of_pand(town, name, row).items():
            if part is not None:
                parts[form][name] = part
    town.parts = parts
    # Permits and vacancy stand in the holdings.
    forms = FORMS if town.said is not None else ("uitplinten",)
    for location, panden in town.locations().items():
        for form in forms:
            mine = {name: parts[form][name] for name in panden if name in parts[form]}
            check_location(town, form, location, mine)


def check_units(town):
    """Units, homes and floor area of each pand."""
    for name, row in town.run.panden.items():
        if row["n_units"] is None or row["n_units_lacking"] or row["n_units_unread"] or row["units_estimated"]:
            continue
        units = town.units_of(name)
        same("units of panden", name, "n_units", row["n_units"], len(units))
        same("units of panden", name, "n_homes", row["n_homes"], sum(one.home for one in units))
        floor = sum(one.m2 or 0 for one in units)
        same("units of panden", name, "oppervlakte_m2", row["oppervlakte_m2"] or 0, floor, 0.5)


def of_pand(town, name, row):
    run, units, said = town.run, town.units_of(name), town.rows_of(name)
    kinds = {layer["kind"]: False for layer in town.maps.layers.values()}
    for layer in town.maps.restricting(town.outlines[name]) if kinds else []:
        kinds[town.maps.layers[layer]["kind"]] = True
    split = pand_forms.splitsen(run, row, units, said, None)
    if split:
        pressure = around.pressure(town.maps.streets([town.outlines[name]]))
        split = pand_forms.splitsen(run, row, units, said, pressure)
    return {
        "splitsen": split,
        "uitplinten": pand_forms.uitplinten(run, row, units),
        "transformatie": pand_forms.transformatie(run, row, units, said, kinds),
    }


def check_location(town, form, location, parts):
    """A location has a site of a form when a pand of it carries the form; parts and sums are those of the panden."""
    run, site = town.run, town.site_of(form, location)
    if site is None:
        carry = {name: one for name, one in parts.items() if one.verdict() != "unsuitable" and not one.either}
        if carry and is_location(town, form, location, carry):
            homes = [sum(one.homes[end] for one in carry.values()) for end in range(3)]
            fault(" ".join(one or "pand" for one in location), f"a site of {form}", None, homes)
        return
    found = {one["pand"]: one for one in town.findings[site["site_id"]]["parts"]}
    parts = {name: one for name, one in parts.items() if name in found or not one.either}
    if not same("parts of sites", site["site_id"], "panden", sorted(found), sorted(parts)):
        return
    for name, part in parts.items():
        check_part(site["site_id"], name, part, found[name])
    if all(one.exact for one in parts.values()):
        check_sums(run, site, list(parts.values()))


def is_location(town, form, location, carry):
    """Complexes are locations, and other panden where a form carries `homes_min_pand`; with holdings only transformatie
    makes a location of a pand outside the complexes."""
    if location[0]:
        return True
    if town.run.given("bezit") and form != "transformatie":
        return False
    return sum(one.homes[2] for one in carry.values()) >= town.run.optoppen("homes_min_pand")


def check_part(site, name, part, found):
    where = f"{site} {name}"
    answers = {one["rule"]: OUTCOMES[one["outcome"]] for one in found["checks"]}
    values = {one["rule"]: one["value"] for one in found["checks"]}
    same("verdicts of panden", where, "verdict", found["verdict"], part.verdict())
    if not part.exact:
        return
    for rule, answer in answers.items():
        if rule in part.rules:
            same("rules of panden", where, rule, answer, part.rules[rule])
    for rule in set(part.rules) - set(answers):
        if part.rules[rule] is not True:
            fault(where, rule, "not asked", part.rules[rule])
    for rule, value in part.values.items():
        same("values of rules", where, f"value of {rule}", values.get(rule), value, 0.005)
    homes = [found["homes"][end] for end in ("low", "mid", "high")]
    same("homes of panden", where, "homes", homes, part.homes if part.verdict() != "unsuitable" else [0, 0, 0])


def check_sums(run, site, parts):
    """A site is the sum of its parts that are not unsuitable, and needs a home to be suitable."""
    carry = [one for one in parts if one.verdict() != "unsuitable"]
    verdicts = [one.verdict() for one in carry]
    verdict = "suitable" if "suitable" in verdicts else "undecided" if carry else "unsuitable"
    homes = [sum(one.homes[end] for one in carry) for end in range(3)]
    if not homes[1]:
        verdict, homes = "unsuitable", [0, 0, 0]
    same("verdicts of sites", site["site_id"], "verdict", site["verdict"], verdict)
    for end, right in zip(("low", "mid", "high"), homes):
        same("homes of sites", site["site_id"], f"homes_{end}", site[f"homes_{end}"], right)
    if verdict != "unsuitable":
        waiting = sum(one.homes[1] for one in carry if one.verdict() == "undecided")
        same("homes of sites", site["site_id"], "homes_undecided", site["homes_undecided"], waiting)
    if verdict == "undecided":
        told = set((site["missing"] or "").split(";"))
        needed = {fact for one in carry for fact in one.missing.values() if fact in run.vormen("undecided_without")}
        same("facts that decide", site["site_id"], "missing facts that decide", sorted(needed & told), sorted(needed))
