"""The layers that become tiles, each in the form every engine reads best.

`instance.py FOLDER` writes, where they are missing: the footprints of `side_by_side/footprints_and_zones.py`, and a coverage of
2,432 zones whose shared borders wander (743,000 vertices, 58 × 58 km, RD New). RD New FlatGeobuf for toplaag; the
same in WGS 84 as GeoJSON lines for tippecanoe and as GeoParquet for tylertoo. The draws are fixed.
"""

import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

sys.path.append(str(Path(__file__).parent.parent / "side_by_side"))
import footprints_and_zones  # noqa: E402

SEEDS = 2_500
STEP_M, WANDER_M = 15, 2.2
SMALLEST_M2 = 5_000


def wandering(line, rng):
    """The line between two corners as a random walk that ends where it should."""
    start, end = shapely.get_coordinates(line)[[0, -1]]
    span = end - start
    length = np.hypot(*span)
    n = max(2, int(length / STEP_M))
    along = np.linspace(0, 1, n + 1)[:, None]
    aside = np.cumsum(rng.normal(0, WANDER_M, n + 1))
    aside -= aside[0] + (aside[-1] - aside[0]) * along[:, 0]
    return shapely.linestrings(start + span * along + aside[:, None] * [-span[1], span[0]] / max(length, 1e-9))


def zones(rng):
    """Voronoi cells between wandering borders."""
    seeds = np.stack([rng.uniform(120_000, 180_000, SEEDS), rng.uniform(430_000, 490_000, SEEDS)], axis=1)
    edges = shapely.voronoi_polygons(shapely.multipoints(seeds), only_edges=True)
    edges = shapely.get_parts(shapely.node(shapely.union_all(shapely.get_parts(edges))))
    frame = shapely.box(121_000, 431_000, 179_000, 489_000)
    edges = shapely.get_parts(shapely.intersection(edges, frame))
    borders = [wandering(edge, rng) for edge in edges if edge.length > 0]
    net = shapely.node(shapely.union_all([*borders, frame.exterior]))
    cells = shapely.get_parts(shapely.polygonize(shapely.get_parts(net)))
    cells = gpd.GeoDataFrame({"id": np.arange(len(cells))}, geometry=cells, crs=28992)
    cells = cells[cells.area > SMALLEST_M2]
    if not shapely.coverage_is_valid(cells.geometry.values):
        sys.exit("the zones overlap before they are drawn")
    return cells


def write(folder, name, make):
    """One layer in three forms."""
    flat, lines, columnar = (folder / f"{name}.{end}" for end in ("fgb", "geojsonl", "parquet"))
    if not flat.is_file():
        make().to_file(flat, driver="FlatGeobuf", engine="pyogrio")
    if not (lines.is_file() and columnar.is_file()):
        degrees = gpd.read_file(flat, engine="pyogrio").to_crs(4326)
        degrees.to_file(lines, driver="GeoJSONSeq", engine="pyogrio")
        degrees.to_parquet(columnar, schema_version="1.1.0", write_covering_bbox=True)


if __name__ == "__main__":
    into = Path(sys.argv[1])
    into.mkdir(parents=True, exist_ok=True)
    write(into, "footprints", lambda: footprints_and_zones.footprints(np.random.default_rng(7)))
    write(into, "zones", lambda: zones(np.random.default_rng(5)))
    in_rd = into / "zones-rd.parquet"
    if not in_rd.is_file():
        gpd.read_file(into / "zones.fgb", engine="pyogrio").to_parquet(in_rd, schema_version="1.1.0")
