"""Registers that a run was made of, read once more: verblijfsobjecten, and the table of the holdings."""

import csv
import hashlib
import io
import json
import re
import zipfile
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from pathlib import Path

from . import shapes

IN_USE = {
    "Verblijfsobject in gebruik",
    "Verblijfsobject in gebruik (niet ingemeten)",
    "Verbouwing verblijfsobject",
}
NO_AREA = 999999
HOME = "woonfunctie"


def file_of(run, role, folders):
    """The file of a role as the run read it, held against its SHA-256; None when it is not found or has changed."""
    found = [one for one in run.run["inputs"] if one["role"] == role]
    for folder in folders if len({one["file"] for one in found}) == 1 else []:
        for name in (found[0]["file"], Path(found[0]["file"]).name):
            path = Path(folder) / name
            if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == found[0]["sha256"]:
                return path
    return None


class Unit:
    """A verblijfsobject in use."""

    def __init__(self, name, uses, m2, panden, point, address=None):
        self.name, self.uses, self.point, self.address = name, uses, point, address
        self.panden = [one for one in panden if one]
        self.m2 = None if m2 in (None, NO_AREA) else float(m2)
        self.home = HOME in uses


def units(path):
    """Verblijfsobjecten in use, from GeoJSON with the columns of the BAG-WFS or from a BAG extract; None otherwise."""
    if path is None:
        return None
    if path.suffix == ".geojson":
        return list(_from_geojson(path))
    if path.suffix == ".zip":
        return list(_from_extract(path))
    return None


def _from_geojson(path):
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        row, place = feature["properties"], feature["geometry"]
        if row.get("status", "Verblijfsobject in gebruik") not in IN_USE:
            continue
        uses = {one.strip() for one in row["gebruiksdoel"].split(",")}
        address = _address(row.get("postcode"), row.get("huisnummer"), row.get("huisletter"), row.get("toevoeging"))
        panden = re.split("[,;]", row.get("pandidentificatie") or "")
        point = tuple(place["coordinates"][:2]) if place else None
        yield Unit(row["identificatie"], uses, row.get("oppervlakte"), panden, point, address)


def _from_extract(path):
    """Of each object the record in force: not ended, not inactive, the one that began last."""
    latest = {}
    for record in _objects(path, "Verblijfsobject"):
        record_ = {name: [] for name in ("identificatie", "gebruiksdoel", "oppervlakte", "status", "PandRef", "pos")}
        begin, ended = "", False
        for element in record.iter():
            name = element.tag.rpartition("}")[2]
            if name in record_:
                record_[name].append(element.text.strip())
            elif name in ("eindGeldigheid", "eindRegistratie", "tijdstipInactief", "tijdstipNietBagLV"):
                ended = True
            elif name == "beginGeldigheid":
                begin = element.text
        name = record_["identificatie"][0]
        if not ended and (name not in latest or begin >= latest[name][0]):
            latest[name] = begin, record_
    for name, (_, row) in latest.items():
        if row["status"][0] in IN_USE:
            point = tuple(float(one) for one in row["pos"][0].split()[:2]) if row["pos"] else None
            yield Unit(name, set(row["gebruiksdoel"]), row["oppervlakte"][0], row["PandRef"], point)


def _objects(source, kind):
    """Elements of one kind in the XML of a zip, and of the zips in it that hold objects in force."""
    with zipfile.ZipFile(source) as archive:
        for name in archive.namelist():
            if re.search("inactief|nietbag|inonderzoek", name, re.IGNORECASE):
                continue
            if name.endswith(".zip"):
                yield from _objects(io.BytesIO(archive.read(name)), kind)
            elif "VBO" in name:
                for _, element in ElementTree.iterparse(archive.open(name)):
                    if element.tag.rpartition("}")[2] == kind:
                        yield element
                        element.clear()


def by_pand(all_units, outlines):
    """Each unit once: in the pand it refers to whose outline holds its point, else in the lowest it refers to."""
    placed = defaultdict(list)
    for unit in all_units:
        candidates = sorted(one for one in unit.panden if one in outlines)
        if not candidates:
            continue
        holding = [one for one in candidates if unit.point and shapes.inside(outlines[one], unit.point)]
        placed[(holding or candidates)[0]].append(unit)
    return placed


def _mentions(workbook, words):
    """Whether any text in a workbook has one of these words."""
    with zipfile.ZipFile(workbook) as archive:
        for name in archive.namelist():
            if name == "xl/sharedStrings.xml" or name.startswith("xl/worksheets/"):
                text = archive.read(name).decode("utf-8").lower()
                if any(word in text for word in words):
                    return True
    return False


def _address(postcode, number, letter, addition):
    if not postcode or not number:
        return None
    parts = (postcode, str(number), letter or "", addition or "")
    return tuple(re.sub(r"[\s-]", "", str(one)).upper() for one in parts)


MOMENTS = {
    "ochtend": "morning",
    "middag": "afternoon",
    "avond": "evening",
    "nacht": "night",
}
DAYS = {"werkdag": "weekday", "zaterdag": "saturday", "zondag": "sunday"}


def counts(path):
    """Counts of parking of a GeoJSON of points: (point, moment, capacity, occupied); None where it cannot be read."""
    if path is None or path.suffix != ".geojson":
        return None
    found = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        row, place = feature["properties"], feature["geometry"]
        if place["type"] != "Point" or "moment" not in row:
            return None
        if row.get("capaciteit") is None or row.get("bezet") is None:
            continue
        found.append((tuple(place["coordinates"][:2]), _moment(row["moment"]), row["capaciteit"], row["bezet"]))
    return found


def _moment(text):
    """`werkdag nacht` is `weekday_night`; None where that cannot be told."""
    if "koopavond" in text:
        return "shopping_evening"
    day = [name for word, name in DAYS.items() if word in text]
    part = [name for word, name in MOMENTS.items() if word in text.replace("zondag", "").replace("werkdag", "")]
    return f"{day[0]}_{part[-1]}" if day and part else None


def holdings(path, placed):
    """What rows of a CSV with the plain column names say of each unit: {unit name: row}. The first row of a unit holds.
    {} of a workbook that says nothing the forms ask for; None of what cannot be read."""
    if path is not None and path.suffix == ".xlsx":
        return None if _mentions(path, ("label", "vergunning", "ratio", "leegst")) else {}
    if path is None or path.suffix != ".csv":
        return None
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="windows-1252")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";" if ";" in text.splitlines()[0] else ","))
    if not rows or not {"corporatie", "complex"} <= set(rows[0]):
        return None
    by_name = {unit.name: unit for units_ in placed.values() for unit in units_}
    addresses = defaultdict(list)
    for unit in by_name.values():
        addresses[unit.address].append(unit.name)
    said = {}
    for row in rows:
        address = _address(row.get("postcode"), row.get("huisnummer"), row.get("huisletter"), row.get("toevoeging"))
        if row.get("vbo_id"):
            names = [row["vbo_id"]] if row["vbo_id"] in by_name else []
        elif row.get("pand_id"):
            names = [one.name for one in placed.get(row["pand_id"], []) if one.home]
        else:
            names = addresses[address] if address and len(addresses[address]) == 1 else []
        for name in names:
            said.setdefault(name, row)
    return said
