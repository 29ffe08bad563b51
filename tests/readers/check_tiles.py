"""Reads every tile of PMTiles, MBTiles or a folder and says what is wrong with it.

A second opinion by other people's readers: the archive by `pmtiles` or SQLite, tiles by
their protobuf definition, polygons by shapely on the raw integer rings. Prints a table
per layer and zoom. Exits 1 on any fault.
"""

import argparse
import gzip
import json
import math
import sys
import zlib
from collections import defaultdict

import shapely
from google.protobuf.message import DecodeError
from mapbox_vector_tile.Mapbox import vector_tile_pb2

from archives import Faults, open_archive
from features import POINT, POLYGON, Bad, attributes, geometry

EXTENT = 4096
LARGEST = 500_000
# Pairs of neighbors looked at per zoom.
PAIRS = 40
# Units by which a vertex may be rounded or simplified past a line.
SLACK = 2


class Row:
    """Counts of one layer at one zoom."""

    def __init__(self):
        self.tiles = self.features = self.vertices = self.bytes = self.invalid = self.buffer = 0


def lon_lat(z, x, y):
    """Degrees of a point in fractions of tiles."""
    n = 1 << z
    return x / n * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / n))))


def decode(data):
    if data[:2] != b"\x1f\x8b":
        raise Bad("tile is not gzipped")
    try:
        message = vector_tile_pb2.tile()
        message.ParseFromString(gzip.decompress(data))
    except (OSError, EOFError, zlib.error, DecodeError) as error:
        raise Bad(f"tile cannot be decoded: {error}") from None
    return message


class Checker:
    """Goes through one archive."""

    def __init__(self, path, sums):
        self.faults = Faults()
        self.archive = open_archive(path, self.faults)
        self.layers = {layer["id"]: layer for layer in self.archive.metadata["vector_layers"] or []}
        self.rows = defaultdict(Row)
        self.zooms = defaultdict(list)
        self.sums = {name: defaultdict(dict) for name in sums}

    def run(self):
        tiles = self.archive.tiles()
        first, last = self.archive.metadata["zooms"]
        zooms = {tile[0] for tile in tiles}
        if tiles:
            found = (min(zooms), max(zooms))
            self.faults.check(found == (first, last), "zooms", f"declared {(first, last)}, found {found}")
        lon, lat, zoom = self.archive.metadata["center"]
        west, south, east, north = self.archive.metadata["bounds"]
        inside = west <= lon <= east and south <= lat <= north and first <= zoom <= last
        self.faults.check(inside, "center outside bounds or zooms")
        for tile in tiles:
            data = self.archive.read(tile)
            self.zooms[tile[0]].append(len(data))
            self.faults.check(len(data) <= LARGEST, "tile too large", f"{tile} {len(data)} bytes")
            try:
                self.tile(tile, decode(data))
            except Bad as bad:
                self.faults.add(str(bad), tile)
        self.neighbors(tiles)

    def tile(self, tile, message):
        names = [layer.name for layer in message.layers]
        self.faults.check(names, "tile without layers", tile)
        self.faults.check(len(set(names)) == len(names), "layer twice in a tile", tile)
        boxes = []
        for layer in message.layers:
            self.layer(tile, layer, boxes)
        if boxes:
            self.check_bounds(tile, boxes)

    def layer(self, tile, layer, boxes):
        where, row = f"{tile} {layer.name}", self.rows[layer.name, tile[0]]
        self.faults.check(layer.version == 2, "layer is not of version 2", where)
        self.faults.check(layer.extent == EXTENT, f"extent other than {EXTENT}", where)
        self.faults.check(layer.features, "layer without features", where)
        declared = self.layers.get(layer.name)
        if self.faults.check(declared, "layer is not declared", where):
            is_shown = declared["minzoom"] <= tile[0] <= declared["maxzoom"]
            self.faults.check(is_shown, "layer at a zoom it does not declare", where)
        fields = declared["fields"] if declared else {}
        row.tiles += 1
        row.bytes += layer.ByteSize()
        ids = set()
        for at, feature in enumerate(layer.features):
            row.features += 1
            name = f"{where} feature {at}"
            try:
                values = attributes(layer, feature, fields)
                self.add_up(tile, layer.name, feature, values, name)
                shape = geometry(feature.type, feature.geometry)
            except Bad as bad:
                row.invalid += 1
                self.faults.add(str(bad), name)
                continue
            box = shape.bounds
            boxes.append(box)
            row.vertices += shapely.get_num_coordinates(shape)
            row.buffer = max(row.buffer, -box[0], -box[1], box[2] - EXTENT, box[3] - EXTENT)
            if feature.HasField("id"):
                self.faults.check(feature.id not in ids, "id twice in a layer", name)
                ids.add(feature.id)

    def check_bounds(self, tile, boxes):
        z, x, y = tile
        units = [(min(b[0] for b in boxes) + SLACK, min(b[1] for b in boxes) + SLACK)]
        units += [(max(b[2] for b in boxes) - SLACK, max(b[3] for b in boxes) - SLACK)]
        (west, north), (east, south) = (lon_lat(z, x + u / EXTENT, y + v / EXTENT) for u, v in units)
        bounds = self.archive.metadata["bounds"]
        inside = bounds[0] <= west and bounds[1] <= south and east <= bounds[2] and north <= bounds[3]
        self.faults.check(inside, "features outside the bounds", tile)

    def add_up(self, tile, layer, feature, values, name):
        for key, zooms in self.sums.items():
            wanted, attribute = key.split(":", 1)
            if wanted != layer or attribute not in values:
                continue
            if feature.HasField("id"):
                place = feature.id
            elif feature.type == POINT:
                x, y = geometry(POINT, feature.geometry).geoms[0].coords[0]
                if not (0 <= x < EXTENT and 0 <= y < EXTENT):
                    continue
                place = name
            else:
                raise Bad(f"`{key}` cannot be added up: lines and polygons need an id")
            known = zooms[tile[0]].setdefault(place, values[attribute])
            self.faults.check(known == values[attribute], f"`{key}` differs between tiles", name)

    def neighbors(self, tiles):
        """A feature in two tiles is the same where both draw it."""
        present, pairs = set(tiles), defaultdict(list)
        for z, x, y in sorted(tiles):
            for dx, dy in ((1, 0), (0, 1)):
                if (z, x + dx, y + dy) in present:
                    pairs[z].append(((z, x, y), (dx, dy)))
        for z in sorted(pairs):
            step = max(1, len(pairs[z]) // PAIRS)
            for tile, (dx, dy) in pairs[z][::step]:
                self.pair(tile, dx, dy)

    def pair(self, tile, dx, dy):
        other = (tile[0], tile[1] + dx, tile[2] + dy)
        here, there = self.shapes(tile, 0, 0), self.shapes(other, dx * EXTENT, dy * EXTENT)
        for layer in sorted(here.keys() & there.keys()):
            width = self.rows[layer, tile[0]].buffer - SLACK
            if width <= 0:
                continue
            # Both tiles draw this strip in full.
            low, high = EXTENT - width, EXTENT + width
            strip = shapely.box(low, 0, high, EXTENT) if dx else shapely.box(0, low, EXTENT, high)
            within = strip.buffer(-SLACK, join_style="mitre")
            for name in sorted(here[layer].keys() | there[layer].keys()):
                a, b = (side[layer].get(name, shapely.Polygon()) for side in (here, there))
                same = all(
                    one.intersection(within).difference(two.intersection(strip).buffer(SLACK)).is_empty
                    for one, two in ((a, b), (b, a))
                )
                where = f"{tile} {other} {layer} id {name}"
                self.faults.check(same, "feature differs between neighbors", where)

    def shapes(self, tile, move_x, move_y):
        """Features with an id per layer, moved."""
        found = defaultdict(dict)
        try:
            for layer in decode(self.archive.read(tile)).layers:
                for feature in layer.features:
                    if feature.HasField("id"):
                        shape = geometry(feature.type, feature.geometry)
                        found[layer.name][feature.id] = shapely.transform(
                            shape, lambda points: points + (move_x, move_y)
                        )
        except Bad:
            # Reported where every tile was read.
            pass
        return found

    def report(self):
        print(f"{'layer':<20}{'zoom':>5}{'tiles':>8}{'features':>10}{'vertices':>11}{'bytes':>12}{'buffer':>8}{'invalid':>9}")
        for (layer, zoom), row in sorted(self.rows.items()):
            print(f"{layer:<20}{zoom:>5}{row.tiles:>8}{row.features:>10}{row.vertices:>11}{row.bytes:>12}{row.buffer:>8.0f}{row.invalid:>9}")
        for zoom, sizes in sorted(self.zooms.items()):
            print(f"{'gzipped':<20}{zoom:>5}{len(sizes):>8}   largest {max(sizes)}, together {sum(sizes)} bytes")
        for key, zooms in self.sums.items():
            self.faults.check(zooms, f"nothing to add up for `{key}`")
            for zoom, places in sorted(zooms.items()):
                print(f"sum {key} at zoom {zoom}: {math.fsum(places.values()):.10g} of {len(places)} features")

    def counts(self):
        """Features per layer and zoom, to compare with another reader."""
        return {f"{layer} {zoom}": row.features for (layer, zoom), row in self.rows.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", help=".pmtiles, .mbtiles or folder")
    parser.add_argument("--sum", action="append", default=[], metavar="LAYER:ATTRIBUTE",
                        help="print the sum of an attribute per zoom, each feature once")
    parser.add_argument("--counts", help="write features per layer and zoom as JSON (one file)")
    arguments = parser.parse_args()
    n_faults = 0
    for path in arguments.files:
        print(f"== {path}")
        try:
            checker = Checker(path, arguments.sum)
        # A broken file breaks its reader in many ways; each is this fault.
        except Exception as error:
            print(f"FAULT cannot be opened: {type(error).__name__}: {error}")
            n_faults += 1
            continue
        checker.run()
        checker.report()
        if checker.faults.kinds:
            print(checker.faults)
        n_faults += len(checker.faults.kinds)
        if arguments.counts:
            with open(arguments.counts, "w") as file:
                json.dump(checker.counts(), file, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
                file.write("\n")
    sys.exit(1 if n_faults else 0)


if __name__ == "__main__":
    main()
