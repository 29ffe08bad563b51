"""A run with all that the checks of forms look at: panden with their units and holdings, locations, sites, maps."""

from collections import defaultdict
from pathlib import Path

from . import registers, shapes
from .around import Maps
from .run import Run

SCORED = ("suitable", "undecided")


class Town:
    def __init__(self, folder, inputs=None):
        self.run = run = Run(folder)
        self.findings = run.findings()
        self.maps = Maps(run)
        self.outlines = {name: shapes.read_shape(row["geom"]) for name, row in run.panden.items()}
        self.cars = {row["code"]: row["cars_per_household"] for row in run.table("buurten")}
        self.unread = []
        here = Path(folder).resolve()
        folders = [inputs] if inputs else [here, here.parent, here.parent / "invoer"]
        self.units, self.said = self._registers(folders)
        # The table of places does not tell the moment of a count.
        counts = registers.counts(registers.file_of(run, "parking.supply", folders))
        if counts is not None:
            self.maps.places = counts
        elif self.maps.places:
            self.unread.append("moments of the counts of parking: taken as one moment")
        self.sites_at = defaultdict(list)
        for site in run.sites:
            self.sites_at[site["location_id"]].append(site)

    def _registers(self, folders):
        """Units per pand, and rows of the holdings per home; None for what cannot be read."""
        all_units = registers.units(registers.file_of(self.run, "verblijfsobjecten", folders))
        if all_units is None:
            self.unread.append("splitsen, uitplinten, transformatie, labels: no verblijfsobjecten that can be read")
            return None, None
        placed = registers.by_pand(all_units, self.outlines)
        if not self.run.given("bezit"):
            return placed, {}
        said = registers.holdings(registers.file_of(self.run, "bezit", folders), placed)
        if said is None:
            self.unread.append("labels, permits, ratios and vacancy of the holdings: no CSV that can be read")
        return placed, said

    def units_of(self, pand):
        return self.units.get(pand, []) if self.units else []

    def rows_of(self, pand):
        """Rows of the holdings about the units of a pand."""
        return [self.said[one.name] for one in self.units_of(pand) if one.name in (self.said or {})]

    def locations(self):
        """Panden of each location: {(corporatie, complex) or (None, pand): panden}."""
        found = defaultdict(list)
        for name, row in self.run.panden.items():
            complex_ = row["complex"] if self.run.given("bezit") else None
            found[(row["corporatie"], complex_) if complex_ else (None, name)].append(name)
        return found

    def site_of(self, form, location):
        """The site of a form at a location; None without one."""
        corporatie, name = location
        for site in self.run.sites:
            at = (site["corporatie"], site["complex"]) == location if corporatie else site["location_id"] == name
            if site["form"] == form and at:
                return site
        return None

    def panden_of(self, site):
        """Panden of a site; None where the table shows only the first of many."""
        names = [one for one in (site["pand_ids"] or "").split(";") if one]
        return None if any(one.startswith("+") for one in names) else names

    def active(self, site):
        """Panden of a site that get homes: of its parts those that are not unsuitable."""
        parts = [one for one in self.findings[site["site_id"]]["parts"] if one["pand"]]
        return [one["pand"] for one in parts if one["verdict"] != "unsuitable"]

    def shape(self, site):
        """Where the homes of a site come: its plot or strips, else the panden that get them."""
        active = [polygon for name in self.active(site) for polygon in self.outlines[name]]
        return active or shapes.read_shape(site["geom"])

    def place(self, site):
        """All that a site stands on: its plot or strips, else all its panden."""
        if site["form"] in ("inbreiding", "aanplakken"):
            return self.shape(site)
        return [polygon for name in self.panden_of(site) or [] for polygon in self.outlines[name]] or self.shape(site)

    def places_lost(self, site):
        """Parking places that a plot takes, as the run found them; those of a plinth are worked out."""
        detail = self.findings[site["site_id"]]["detail"] or {}
        return detail["plot"]["places_lost"] if "plot" in detail else 0.0
