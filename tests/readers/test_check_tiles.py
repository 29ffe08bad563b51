"""Does the checker see each thing that can be wrong, and nothing in a sound file?"""

import gzip
import os
import random
import string
import tempfile
import unittest

from mapbox_vector_tile.Mapbox import vector_tile_pb2
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from check_tiles import Checker
from features import LINE, POINT, POLYGON

HERE, EAST = (9, 263, 168), (9, 264, 168)
BOUNDS = [4.8, 51.0, 6.5, 53.5]
SQUARE = [(100, 100), (200, 100), (200, 200), (100, 200)]
HOLE = [(120, 120), (120, 150), (150, 150), (150, 120)]


def integers(kind, parts):
    """Command integers of points, lines or rings."""
    found, x, y = [], 0, 0
    zigzag = lambda value: value << 1 ^ value >> 31
    for part in parts:
        for at, (to_x, to_y) in enumerate(part):
            if at == 0:
                found.append(1 | (len(part) if kind == POINT else 1) << 3)
            elif at == 1 and kind != POINT:
                found.append(2 | len(part) - 1 << 3)
            found += [zigzag(to_x - x), zigzag(to_y - y)]
            x, y = to_x, to_y
        if kind == POLYGON:
            found.append(15)
    return found


def feature(*parts, kind=POLYGON, id=None, raw=None, tags=(0, 0)):
    made = vector_tile_pb2.tile.feature(type=kind, geometry=raw or integers(kind, parts), tags=tags)
    if id is not None:
        made.id = id
    return made


def tile(*features, name="cellen", version=2, extent=4096, key="n", value=None):
    made = vector_tile_pb2.tile()
    layer = made.layers.add(name=name, version=version, extent=extent, keys=[key])
    layer.values.add(**(value or {"uint_value": 3}))
    layer.features.extend(features)
    return gzip.compress(made.SerializeToString(), mtime=0)


def written(tiles, patch=None, bounds=BOUNDS):
    """A PMTiles file of these tiles, with bytes of its header replaced."""
    with tempfile.NamedTemporaryFile(suffix=".pmtiles", delete=False) as file:
        writer = Writer(file)
        for place, data in sorted(tiles.items(), key=lambda item: zxy_to_tileid(*item[0])):
            writer.write_tile(zxy_to_tileid(*place), data)
        west, south, east, north = (round(value * 1e7) for value in bounds)
        header = {
            "tile_type": TileType.MVT, "tile_compression": Compression.GZIP,
            "min_lon_e7": west, "min_lat_e7": south, "max_lon_e7": east, "max_lat_e7": north,
            "center_zoom": 9,
        }
        layer = {"id": "cellen", "minzoom": 6, "maxzoom": 14, "fields": {"n": "Number"}}
        writer.finalize(header, {"vector_layers": [layer]})
    if patch:
        with open(file.name, "r+b") as broken:
            for at, value in patch.items():
                broken.seek(at)
                broken.write(bytes([value]))
    return file.name


def faults(tiles, patch=None, bounds=BOUNDS):
    path = written(tiles, patch, bounds)
    try:
        checker = Checker(path, [])
        checker.run()
        return sorted(checker.faults.kinds)
    finally:
        os.remove(path)


def total(tiles):
    """The sum of `n` at zoom 9, and the faults."""
    path = written(tiles)
    try:
        checker = Checker(path, ["cellen:n"])
        checker.run()
        return sum(checker.sums["cellen:n"][9].values()), sorted(checker.faults.kinds)
    finally:
        os.remove(path)


class CheckerTest(unittest.TestCase):
    def only(self, expected, tiles, **how):
        found = faults(tiles, **how)
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(expected), f"{found[0]!r} is not {expected!r}")

    def test_a_sound_file_has_no_faults(self):
        far = [(x + 300, y) for x, y in SQUARE]
        sound = tile(
            feature(SQUARE, HOLE, far, id=1),
            feature([(1, 2), (3, 4)], kind=POINT, id=2),
            feature([(1, 2), (9, 9)], [(5, 5), (6, 9), (1, 0)], kind=LINE, id=3),
        )
        self.assertEqual(faults({HERE: sound, EAST: tile(feature(SQUARE, id=9))}), [])

    def test_faults_of_geometry_are_seen(self):
        bowtie = [(0, 0), (100, 100), (100, 0), (0, 90)]
        cases = {
            "invalid: Self-intersection": feature(bowtie[::-1]),
            "ring without area": feature([(0, 0), (100, 100), (100, 0), (0, 100)]),
            "winding": feature(SQUARE[::-1]),
            "invalid": feature(SQUARE, HOLE[::-1]),
            "repeated point": feature(SQUARE + SQUARE[:1]),
            "spike": feature([(100, 100), (300, 100), (200, 100), (200, 200)]),
            "too few points": feature(SQUARE[:2]),
            "empty geometry": feature(),
            "commands do not fit": feature(raw=integers(LINE, [SQUARE])),
            "points are more than": feature([(1, 1)], [(2, 2)], kind=POINT),
            "command integers": feature(raw=[9, 2]),
            "ClosePath": feature(raw=[9, 2, 2, 18, 2, 2, 4, 2, 23]),
        }
        for expected, broken in cases.items():
            with self.subTest(expected):
                self.only(expected, {HERE: tile(broken)})

    def test_faults_of_attributes_and_layers_are_seen(self):
        cases = {
            "attribute `m` is not declared": tile(feature(SQUARE), key="m"),
            "attribute `n` is String": tile(feature(SQUARE), value={"string_value": "3"}),
            "number that is not finite": tile(feature(SQUARE), value={"double_value": float("nan")}),
            "tag that points nowhere": tile(feature(SQUARE, tags=(0, 1))),
            "odd number of tags": tile(feature(SQUARE, tags=(0,))),
            "attribute `n` twice": tile(feature(SQUARE, tags=(0, 0, 0, 0))),
            "id twice": tile(feature(SQUARE, id=1), feature(HOLE[::-1], id=1)),
            "layer is not of version 2": tile(feature(SQUARE), version=1),
            "extent other": tile(feature(SQUARE), extent=512),
            "layer without features": tile(),
            "layer is not declared": tile(feature(SQUARE), name="iets"),
        }
        for expected, broken in cases.items():
            with self.subTest(expected):
                self.only(expected, {HERE: broken})
        self.only("layer at a zoom", {(15, 16834, 10780): tile(feature(SQUARE))}, patch={118: 15})

    def test_faults_of_tiles_are_seen(self):
        sound = tile(feature(SQUARE))
        noise = "".join(random.Random(1).choices(string.ascii_letters, k=800_000))
        self.only("tile is not gzipped", {HERE: gzip.decompress(sound)})
        self.only("tile cannot be decoded", {HERE: sound[:-12]})
        self.only("tile cannot be decoded", {HERE: gzip.compress(b"\x1a\xff\xff")})
        large = tile(feature(SQUARE, tags=(0, 0)), value={"string_value": noise})
        self.assertIn("tile too large", faults({HERE: large}))
        self.only("features outside the bounds", {HERE: sound}, bounds=[5.5, 51.0, 6.0, 53.5])
        self.assertIn("tile outside the bounds", faults({HERE: sound, (9, 3, 3): sound}))

    def test_neighbors_that_do_not_meet_are_seen(self):
        ring = lambda right: [(4000, 100), (4096 + right, 100), (4096 + right, 200), (4000, 200)]
        west = lambda parts: [(x - 4096, y) for x, y in parts]
        whole = tile(feature(ring(80), id=1))
        self.assertEqual(faults({HERE: whole, EAST: tile(feature(west(ring(80)), id=1))}), [])
        expected = "feature differs between neighbors"
        self.only(expected, {HERE: whole, EAST: tile(feature(west(ring(20)), id=1))})
        self.only(expected, {HERE: whole, EAST: tile(feature(SQUARE, id=2))})
        self.only("tile is missing", {HERE: whole})
        self.only("tile is missing", {EAST: tile(feature(west(ring(80)), id=1))})

    def test_each_feature_is_added_up_once(self):
        ring = [(4000, 100), (4176, 100), (4176, 200), (4000, 200)]
        west = [(x - 4096, y) for x, y in ring]
        with_ids = {HERE: tile(feature(ring, id=1), feature(SQUARE, id=2)), EAST: tile(feature(west, id=1))}
        self.assertEqual(total(with_ids), (6, []))
        points = {
            HERE: tile(feature([(4095, 5)], kind=POINT), feature([(4096, 5)], kind=POINT)),
            EAST: tile(feature([(-1, 5)], kind=POINT), feature([(0, 5)], kind=POINT)),
        }
        self.assertEqual(total(points), (6, []))
        copied = {HERE: tile(feature(SQUARE)), EAST: tile(feature([(x - 4096, y) for x, y in SQUARE]))}
        self.assertEqual(total(copied), (3, []))
        found, faults = total({HERE: tile(feature(ring))})
        self.assertEqual((found, len(faults)), (0, 1), faults)

    def test_faults_of_the_header_are_seen(self):
        sound = tile(feature(SQUARE))
        cases = {
            "count of addressed_tiles": {72: 7},
            "count of tile_entries": {80: 7},
            "count of tile_contents": {88: 7},
            "clustered flag": {96: 0},
            "tile compression": {98: 1},
            "tile type": {99: 2},
            "zooms": {100: 8},
            "center": {118: 20},
        }
        for expected, patch in cases.items():
            with self.subTest(expected):
                self.only(expected, {HERE: sound}, patch=patch)


if __name__ == "__main__":
    unittest.main()
