"""A finished run as its own files tell it, and the list of what differs."""

import json
import math
import sqlite3
from collections import Counter
from pathlib import Path

ASSESSED = {"Pand in gebruik", "Pand in gebruik (niet ingemeten)", "Verbouwing pand"}
FAULTS = []
AGREED = Counter()


def fault(where, what, found, right):
    FAULTS.append(f"{where}: {what} is {found!r}, the method gives {right!r}")


def same(kind, where, what, found, right, within=0.0):
    """Counts one number or word of the run that was worked out again; a fault when it differs by more than `within`."""
    numbers = isinstance(found, (int, float)) and isinstance(right, (int, float))
    if found == right or (numbers and abs(found - right) <= within + 1e-9):
        AGREED[kind] += 1
        return True
    fault(where, what, found, right)
    return False


class Run:
    """Tables of `toplaag.gpkg`, and parameters and counts of `run.json`."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.run = json.loads((self.folder / "run.json").read_text(encoding="utf-8"))
        self.params = {one["key"]: one["value"] for one in self.run["parameters"]}
        self.database = sqlite3.connect(self.folder / "toplaag.gpkg")
        self.database.row_factory = sqlite3.Row
        self.panden = {row["identificatie"]: row for row in self.table("panden")}
        self.sites = self.table("sites")

    def table(self, name):
        """Rows of a table; none where the run has no such table."""
        there = self.database.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,))
        return list(self.database.execute(f'SELECT * FROM "{name}"')) if there.fetchone() else []

    def findings(self):
        return {row["site_id"]: json.loads(row["findings"]) for row in self.table("site_findings")}

    def given(self, role):
        """Whether an input of this role was given: `bezit`, `parking.supply`, `restrictions` and so on."""
        roles = (one["role"] for one in self.run["inputs"])
        return any(one == role or one.startswith(role + ".") for one in roles)

    def optoppen(self, key):
        return self.params[f"optoppen.{key}"]

    def vormen(self, key):
        return self.params[f"vormen.{key}"]

    def inbreiding(self, key):
        return self.params[f"inbreiding.{key}"]


def floor_of(*factors, over=1.0):
    """floor(product / over) in whole millionths, so that 0.9999999 of a float is 1."""
    product = math.prod(round(one * 1e6) for one in factors)
    return product * 10**6 // (round(over * 1e6) * 10 ** (6 * len(factors)))


def half_up(number):
    """Rounds to a whole number; a half goes up, as one rounds by hand."""
    return math.floor(number + 0.5 + 1e-9)


def curve(points, x):
    """Straight lines between points, level outside."""
    if x <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return points[-1][1]
