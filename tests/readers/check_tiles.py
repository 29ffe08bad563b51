"""Reads every tile of PMTiles, MBTiles or a folder and says what is wrong with it.

A second opinion by other people's readers: the archive by `pmtiles` or SQLite, tiles by
their protobuf definition, polygons by shapely on the raw integer rings. Prints a table
per layer and zoom. Exits 1 on any fault.
"""

import argparse
import json
import math
import sys
from collections import Counter, defaultdict

import numpy as np
import shapely

from archives import Faults, open_archive
from features import EXTENT, POINT, Bad, attributes, decode, polygons, shapes
from neighbors import SLACK, check_neighbors

LARGEST = 500_000
LARGEST_BUFFER = 128


class Row:
    """Counts of one layer at one zoom."""

    def __init__(self):
        self.tiles = self.features = self.vertices = self.bytes = self.invalid = 0
        # How far past their tile points stand, and other features end.
        self.furthest_point, self.reach = 0, Counter()

    def buffer(self):
        """How far past its edge a tile draws: where most features that cross it end."""
        return max(self.reach, key=lambda reach: (self.reach[reach], reach), default=self.furthest_point)


def lon_lat(z, x, y):
    """Degrees of a point in fractions of tiles."""
    n = 1 << z
    return x / n * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / n))))


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
        buffers = {place: row.buffer() for place, row in self.rows.items()}
        check_neighbors(self.archive, buffers, self.faults)

    def tile(self, tile, message):
        names = [layer.name for layer in message.layers]
        self.faults.check(names, "tile without layers", tile)
        self.faults.check(len(set(names)) == len(names), "layer twice in a tile", tile)
        boxes = []
        for layer in message.layers:
            self.layer(tile, layer, boxes)
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
        fields = declared["fields"] if declared else None
        row.tiles += 1
        row.bytes += layer.ByteSize()
        ids, names, drawn = set(), [], []
        for at, feature in enumerate(layer.features):
            row.features += 1
            name = f"{where} feature {at}"
            try:
                self.add_up(tile, layer.name, feature, attributes(layer, feature, fields), name)
            except Bad as bad:
                self.faults.add(str(bad), name)
            try:
                drawn.append((feature.type, polygons(feature.type, feature.geometry)))
                names.append(name)
            except Bad as bad:
                row.invalid += 1
                self.faults.add(str(bad), name)
            if feature.HasField("id"):
                self.faults.check(feature.id not in ids, "id twice in a layer", name)
                ids.add(feature.id)
        made = shapes(drawn)
        for at in np.flatnonzero(~shapely.is_valid(made)):
            row.invalid += 1
            reason = shapely.is_valid_reason(made[at]).split("[")[0]
            self.faults.add(f"invalid: {reason}", names[at])
        row.vertices += int(shapely.get_num_coordinates(made).sum())
        if drawn:
            bounds = shapely.bounds(made)
            # A square of totals may be larger than what lies in it.
            if layer.name != "cells" and not layer.name.endswith("_cells"):
                boxes.append((*bounds[:, :2].min(axis=0), *bounds[:, 2:].max(axis=0)))
            past = np.concatenate([-bounds[:, :2], bounds[:, 2:] - EXTENT])
            is_point = np.tile([kind == POINT for kind, _ in drawn], 2)
            row.furthest_point = int(max(row.furthest_point, past[is_point].max(initial=0)))
            row.reach.update(int(reach) for reach in past[~is_point].flat if reach > 0)

    def check_bounds(self, tile, boxes):
        """The bounds hold all features of the last zoom, and meet every tile, or a map would not ask for it."""
        z, x, y = tile
        bounds = self.archive.metadata["bounds"]

        def degrees(west, north, east, south):
            """`[west, south, east, north]` of a box in units of the tile."""
            left, top = lon_lat(z, x + west / EXTENT, y + north / EXTENT)
            right, bottom = lon_lat(z, x + east / EXTENT, y + south / EXTENT)
            return left, bottom, right, top

        # A tile may hold only what lies beside it.
        west, south, east, north = degrees(-LARGEST_BUFFER, -LARGEST_BUFFER, EXTENT + LARGEST_BUFFER, EXTENT + LARGEST_BUFFER)
        meets = west <= bounds[2] and bounds[0] <= east and south <= bounds[3] and bounds[1] <= north
        self.faults.check(meets, "tile outside the bounds", tile)
        # From afar a tile also shows what lies around the area it is about.
        for box in boxes if z == self.archive.metadata["zooms"][1] else []:
            west, south, east, north = degrees(box[0] + SLACK, box[1] + SLACK, box[2] - SLACK, box[3] - SLACK)
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
                x, y = polygons(POINT, feature.geometry)[0]
                if not (0 <= x < EXTENT and 0 <= y < EXTENT):
                    continue
                place = name
            else:
                # Without an id, what lies in one tile is counted there, and what crosses its edge cannot be.
                west, north, east, south = shapes([(feature.type, polygons(feature.type, feature.geometry))])[0].bounds
                if west >= EXTENT or north >= EXTENT or east <= 0 or south <= 0:
                    continue
                if west < 0 or north < 0 or east > EXTENT or south > EXTENT:
                    raise Bad(f"`{key}` cannot be added up: a feature without id lies in two tiles")
                place = name
            known = zooms[tile[0]].setdefault(place, values[attribute])
            self.faults.check(known == values[attribute], f"`{key}` differs between tiles", name)

    def report(self):
        columns = ["zoom", "tiles", "features", "vertices", "bytes", "buffer", "invalid"]
        width = max([len("gzipped"), *(len(layer) for layer, _ in self.rows)])
        print("layer".ljust(width), *(column.rjust(10) for column in columns))
        for (layer, zoom), row in sorted(self.rows.items()):
            counts = [zoom, row.tiles, row.features, row.vertices, row.bytes, row.buffer(), row.invalid]
            print(layer.ljust(width), *(str(count).rjust(10) for count in counts))
        for zoom, sizes in sorted(self.zooms.items()):
            print("gzipped".ljust(width), f"{zoom:>10} {len(sizes):>10}  largest {max(sizes)}, together {sum(sizes)} bytes")
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
