"""Do the zones of a map meet, and are they valid? `tile_gaps.py ZONES.parquet TILES.pmtiles...`

Per zoom, of the visible part of all tiles: features, invalid ones, and in millionths of the area how much is covered
twice and how much by none though a zone lies there. The rim of the whole layer, within 3 tile units, does not count:
there a simplified border is no gap.
"""

import gzip
import sys
from collections import defaultdict

import geopandas as gpd
import mapbox_vector_tile
import numpy as np
import shapely
from pmtiles.reader import MmapSource, all_tiles

EXTENT, RIM = 4_096, 3


def world(parquet):
    """The union of the zones, with the Web Mercator world as 0 to 1, y down."""
    whole = shapely.union_all(gpd.read_parquet(parquet, columns=["geometry"]).geometry.values)

    def place(degrees):
        lon, lat = np.radians(degrees).T
        return np.stack([0.5 + lon / (2 * np.pi), 0.5 - np.arctanh(np.sin(lat)) / (2 * np.pi)], axis=1)

    return shapely.transform(whole, place)


def polygons(tile):
    """All polygons of a tile, in units of its layer brought to 4,096."""
    try:
        tile = gzip.decompress(tile)
    except gzip.BadGzipFile:
        pass
    for layer in mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True}).values():
        shapes = np.array([shapely.geometry.shape(part["geometry"]) for part in layer["features"]], dtype=object)
        if len(shapes):
            shapes = shapes[shapely.get_dimensions(shapes) == 2]
            yield shapely.transform(shapes, lambda at, by=EXTENT / layer["extent"]: at * by)


def gaps(path, whole):
    """Per zoom: tiles, features, invalid, area, area covered more than once, area not covered; tile units²."""
    zooms = defaultdict(lambda: np.zeros(6))
    inner = {}
    with open(path, "rb") as file:
        for (zoom, x, y), tile in all_tiles(MmapSource(file)):
            if zoom not in inner:
                side = EXTENT << zoom
                inner[zoom] = shapely.transform(whole, lambda at, side=side: at * side).buffer(-RIM)
                shapely.prepare(inner[zoom])
            corner = np.array([x, y]) * EXTENT
            due = shapely.clip_by_rect(inner[zoom], *corner, *(corner + EXTENT))
            due = shapely.make_valid(shapely.transform(due, lambda at, corner=corner: at - corner))
            shapes = np.concatenate([*polygons(tile), np.array([], dtype=object)])
            if not len(shapes):
                continue
            invalid = int((~shapely.is_valid(shapes)).sum())
            shown = shapely.intersection(shapely.make_valid(shapes), shapely.box(0, 0, EXTENT, EXTENT))
            union = shapely.union_all(shown)
            twice = shapely.area(shown).sum() - union.area
            zooms[zoom] += [1, len(shapes), invalid, union.area, twice, shapely.difference(due, union).area]
    return {zoom: dict(zip(("tiles", "features", "invalid", "area", "twice", "none"), row.tolist()))
            for zoom, row in sorted(zooms.items())}


def ppm(row, what):
    """As a cell; areas below a thousandth of a unit² are the arithmetic of the check."""
    return f"{1e6 * row[what] / row['area']:,.1f}" if row[what] > 1e-3 else "0"


if __name__ == "__main__":
    layer = world(sys.argv[1])
    for archive in sys.argv[2:]:
        for zoom, row in gaps(archive, layer).items():
            print(f"{archive} z{zoom}: {row['features']:.0f} features, {row['invalid']:.0f} invalid, "
                  f"overlap {ppm(row, 'twice')} ppm, gaps {ppm(row, 'none')} ppm")
