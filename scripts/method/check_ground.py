"""Aanplakken and inbreiding: what the run found of walls and plots, and what follows from it."""

from collections import Counter, defaultdict

from . import shapes, site_forms
from .check_pand_forms import OUTCOMES
from .run import ASSESSED, fault, same

TELLING = ("status", "woonfunctie", "rijksmonument", "demolition", "restriction", "owner")


def check(town):
    domains = defaultdict(list)
    for site in town.run.sites:
        if site["form"] == "aanplakken":
            check_end_walls(town, site)
        elif site["form"] == "inbreiding":
            domains[town.findings[site["site_id"]]["detail"]["plot"]["domain"]].append(site)
            site_forms.check_plot(town.run, site, town.findings[site["site_id"]])
            check_plot_verdict(town, site)
    for domain, sites in domains.items():
        check_cut(town, domain, sites)


def check_cut(town, domain, sites):
    """domain = taken by each layer + too narrow + too small + plots."""
    plots = [town.findings[site["site_id"]]["detail"] for site in sites]
    first = plots[0]["plot"]
    parts = sum(one["m2"] for one in first["taken"]) + first["narrow_m2"] + first["small_m2"]
    parts += sum(one["shape"]["area_m2"] for one in plots)
    same("plots", domain, "sum of the cut", first["domain_m2"], parts, 0.01)


def check_plot_verdict(town, site):
    finding, name = town.findings[site["site_id"]], site["site_id"]
    verdict, _ = site_forms.plot_verdict(town.run, site, finding)
    same("verdicts of sites", name, "verdict", site["verdict"], verdict)
    homes = finding["detail"]["capacity"]["homes"]
    for end in ("low", "mid", "high"):
        right = None if verdict == "unsayable" else 0 if verdict == "unsuitable" else homes[end]
        same("homes of sites", name, f"homes_{end}", site[f"homes_{end}"], right)
    own = 1.0 if finding["detail"]["plot"]["own"] else None
    same("values of criteria", name, "owner_share", site["owner_share"], own)


def blocks(town, panden):
    """Panden of a location no further apart than `block_gap_m`, put together."""
    left, gap, found = sorted(panden), town.run.vormen("block_gap_m"), []
    while left:
        block = [left.pop(0)]
        for member in block:
            close = [one for one in left if shapes.near(town.outlines[one], town.outlines[member], gap + 1e-6)]
            block += close
            left = [one for one in left if one not in close]
        found.append([town.run.panden[one] for one in block])
    return found


def block_rules(town, rows):
    """What the rules answer that need no ground."""
    run = town.run

    def all_of(answers):
        return False if False in answers else None if None in answers else True

    homes, units = sum(row["n_homes"] or 0 for row in rows), sum(row["n_units"] or 0 for row in rows)
    shares = [row["owner_share"] for row in rows]
    owner = None
    if None not in shares and homes:
        share = sum(row["owner_share"] * (row["n_homes"] or 0) for row in rows) / homes
        owner = True if share >= run.optoppen("owner_share_min") - 1e-4 else None
    return {
        "status": all_of([None if row["status"] is None else row["status"] in ASSESSED for row in rows]),
        "woonfunctie": units > 0 and homes / units >= run.optoppen("woonfunctie_share_min") - 1e-9,
        "rijksmonument": all_of([site_forms.none_of(row["rijksmonument"]) for row in rows]),
        "demolition": all(row["demolition_year"] is None for row in rows),
        "restriction": all_of([site_forms.none_of(row["n_exclusions"]) for row in rows]),
        "owner": owner,
    }


def check_end_walls(town, site):
    run, name, finding = town.run, site["site_id"], town.findings[site["site_id"]]
    panden = town.panden_of(site)
    if panden is None:
        return
    parts = finding["parts"]
    answered = [{one["rule"]: OUTCOMES[one["outcome"]] for one in part["checks"]} for part in parts]
    known = all(row["n_homes"] is not None for row in map(run.panden.get, panden))
    if known:
        together = blocks(town, panden)
        planned = [{row["demolition_year"] is not None for row in rows} for rows in together]
        # Of a block of which a part is to be demolished the method does not tell whether it may be built against.
        telling = [rule for rule in TELLING if rule != "demolition" or all(len(one) == 1 for one in planned)]
        mine = Counter(tuple(block_rules(town, rows)[rule] for rule in telling) for rows in together)
        theirs = Counter(tuple(one.get(rule) for rule in telling) for one in answered)
        for answers, count in theirs.items():
            # Blocks without an end wall are no part.
            same("rules of aanplakken", name, f"blocks with {answers}", count <= mine[answers], True)
    ground = any(fact in run.vormen("unsayable_without") for fact in site_forms.lacking(run))
    for at, (part, answers) in enumerate(zip(parts, answered)):
        rules = {rule: answer for rule, answer in answers.items() if rule != "taken"}
        facts = [one["missing"] for one in part["checks"] if one["outcome"] == "unknown"]
        needed = any(fact in run.vormen("undecided_without") for fact in facts)
        verdict = "unsayable" if ground else "undecided" if needed else "suitable"
        if False in rules.values():
            verdict = "unsuitable"
        same("verdicts of blocks", f"{name} block {at + 1}", "verdict", part["verdict"], verdict)
    check_sum(site, parts)
    site_forms.check_walls(run, site, finding, [run.panden[one] for one in panden])


def check_sum(site, parts):
    """A site is the sum of its blocks that are not unsuitable."""
    carry = [one for one in parts if one["verdict"] != "unsuitable"]
    verdicts = [one["verdict"] for one in carry]
    verdict = next((one for one in ("suitable", "undecided", "unsayable") if one in verdicts), "unsuitable")
    homes = [sum(one["homes"][end] or 0 for one in carry) for end in ("low", "mid", "high")]
    if verdict == "unsayable":
        homes = [None] * 3
    if verdict in ("suitable", "undecided") and not homes[1]:
        verdict, homes = "unsuitable", [0, 0, 0]
    same("verdicts of sites", site["site_id"], "verdict", site["verdict"], verdict)
    for end, right in zip(("low", "mid", "high"), homes):
        same("homes of sites", site["site_id"], f"homes_{end}", site[f"homes_{end}"], right)
    if verdict == "suitable" and site["homes_mid"] < 1:
        fault(site["site_id"], "a suitable site with homes", site["homes_mid"], "1 or more")
