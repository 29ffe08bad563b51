"""A million L-shaped footprints under three thousand overlapping zones of 400 vertices, RD New.

`footprints_and_zones.py FOLDER` writes footprints.fgb and zones.fgb. The generator and the order of the draws are fixed, so it is
the same instance everywhere: 1,629,376 pairs, 136,580,205.6 m² in common.
"""

import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

N, M, K = 1_000_000, 3_000, 400
WEST, SOUTH, EXTENT = 60_000, 380_000, 170_000


def footprints(rng):
    """On a jittered grid, turned any way, corners in whole millimeters."""
    side = int(np.ceil(np.sqrt(N)))
    step = EXTENT / side
    row, column = np.divmod(np.arange(N), side)
    x = WEST + column * step + rng.uniform(0, 0.3 * step, N)
    y = SOUTH + row * step + rng.uniform(0, 0.3 * step, N)
    width, depth, turn = rng.uniform(4, 14, N), rng.uniform(7, 16, N), rng.uniform(0, np.pi, N)
    # A rectangle without its north-east corner.
    u = np.outer(width, [-0.5, 0.5, 0.5, 0.05, 0.05, -0.5])
    v = np.outer(depth, [-0.5, -0.5, 0.1, 0.1, 0.5, 0.5])
    cos, sin = np.cos(turn)[:, None], np.sin(turn)[:, None]
    corners = np.stack([x[:, None] + u * cos - v * sin, y[:, None] + u * sin + v * cos], axis=-1)
    columns = {
        "id": np.arange(N),
        "bouwjaar": rng.integers(1900, 2025, N),
        "lagen": rng.integers(1, 9, N),
        "score": rng.random(N).round(4),
    }
    return gpd.GeoDataFrame(columns, geometry=shapely.polygons(corners.round(3)), crs=28992)


def zones(rng):
    """Five-lobed blobs with a ragged edge; where an edge crosses itself it is made valid."""
    x, y = rng.uniform(WEST, WEST + EXTENT, M), rng.uniform(SOUTH, SOUTH + EXTENT, M)
    angle = np.linspace(0, 2 * np.pi, K, endpoint=False)
    size, phase = rng.uniform(600, 3_500, M), rng.uniform(0, 6, M)
    wave = 1 + 0.25 * np.sin(5 * angle + phase[:, None]) + 0.03 * rng.standard_normal((M, K))
    radius = size[:, None] * wave
    rings = np.stack([x[:, None] + radius * np.cos(angle), y[:, None] + radius * np.sin(angle)], axis=-1)
    polygons = shapely.make_valid(shapely.polygons(rings))
    return gpd.GeoDataFrame({"id": np.arange(M)}, geometry=polygons, crs=28992)


if __name__ == "__main__":
    folder, rng = Path(sys.argv[1]), np.random.default_rng(7)
    folder.mkdir(parents=True, exist_ok=True)
    footprints(rng).to_file(folder / "footprints.fgb", driver="FlatGeobuf", engine="pyogrio")
    zones(rng).to_file(folder / "zones.fgb", driver="FlatGeobuf", engine="pyogrio")
