"""Sloop-nieuwbouw of every complex."""

from . import site_forms
from .check_pand_forms import OUTCOMES
from .run import fault, same

ENDS = ("low", "mid", "high")


def check(town):
    run = town.run
    for location, panden in town.locations().items():
        rows = [run.panden[name] for name in panden]
        site = town.site_of("sloop_nieuwbouw", location)
        if not site and (not location[0] or not any(row["n_homes"] for row in rows)):
            continue
        homes = [(one.name, name) for name in panden for one in town.units_of(name) if one.home]
        said = None
        if town.units is not None and town.said is not None:
            said = {one: town.said[one] for one, _ in homes if one in town.said}
        rules, missing, facts = site_forms.rebuild(run, rows, homes, said)
        if facts is not None:
            old = site and town.findings[site["site_id"]]["detail"]["rebuild"]["old"]
            facts = next((one for one in facts if one["old"] == old), facts[0])
            rules.update(facts["rules"])
        class_ = site and site["water_class_worst"]
        excludes = "sloop_nieuwbouw" in run.params["water.class_d_excludes"]
        rules["class_d"] = None if class_ is None and run.given("water") is False else not (excludes and class_ == "D")
        needed = [fact for fact in missing.values() if fact in run.vormen("undecided_without")]
        verdict = "unsuitable" if False in rules.values() else "undecided" if needed else "suitable"
        if site is None:
            if verdict != "unsuitable":
                fault(" ".join(location), "a site of sloop-nieuwbouw", None, verdict)
            continue
        check_site(town, site, sorted(panden), rules, verdict, facts)


def check_site(town, site, panden, rules, verdict, facts):
    name, finding = site["site_id"], town.findings[site["site_id"]]
    if town.panden_of(site) is not None:
        same("parts of sites", name, "panden", sorted(town.panden_of(site)), panden)
    answers = {one["rule"]: OUTCOMES[one["outcome"]] for one in finding["parts"][0]["checks"]}
    for rule, answer in answers.items():
        if rule == "class_d" and site["water_class_worst"] is None:
            continue  # also where the map leaves the panden uncovered
        if rule in rules:
            right = rules[rule] if isinstance(rules[rule], tuple) else (rules[rule],)
            same("rules of sloop-nieuwbouw", name, rule, answer, answer if answer in right else right[0])
    if facts is None:
        return
    found = finding["detail"]["rebuild"]
    same("homes of sloop-nieuwbouw", name, "old homes", found["old"], facts["old"])
    same("homes of sloop-nieuwbouw", name, "homes that stay", found["stay"], facts["stay"])
    for end, new in zip(ENDS, facts["new"]):
        same("homes of sloop-nieuwbouw", name, f"new homes {end}", found["new"][end], new)
    same("homes of sloop-nieuwbouw", name, "homes_rebuilt", site["homes_rebuilt"], facts["new"][1])
    same("verdicts of sites", name, "verdict", site["verdict"], verdict)
    gain = facts["homes"] if verdict != "unsuitable" else [0, 0, 0]
    for end, homes in zip(ENDS, gain):
        same("homes of sites", name, f"homes_{end}", site[f"homes_{end}"], homes)
