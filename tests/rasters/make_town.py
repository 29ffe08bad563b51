"""Makes height rasters and a raster of classes of an invented town, and a project that reads them.

Roofs are flat, stepped or gabled, with parapets, noise of 5 cm and gaps; the ground slopes. Seeded.
"""

import sys
from pathlib import Path

import geopandas
import numpy as np
import rasterio
from rasterio.features import rasterize
from rasterio.transform import from_origin

NODATA = np.float32(3.4028235e38)
PROJECT = """[project]
name = "rasters"
[panden]
path = "panden.geojson"
[ahn]
dsm = { path = "dsm.tif" }
dtm = { path = "dtm.tif" }
[water]
path = "combikaart.tif"
"""


def write(path, cells, cell, west, north, nodata):
    with rasterio.open(
        path, "w", driver="GTiff", width=cells.shape[1], height=cells.shape[0], count=1, dtype=cells.dtype,
        crs="EPSG:28992", transform=from_origin(west, north, cell, cell), nodata=nodata, tiled=True,
        compress="deflate", predictor=3 if cells.dtype == np.float32 else 1,
    ) as file:
        file.write(cells, 1)


def main():
    town = Path(sys.argv[1])
    panden = geopandas.read_file(town / "panden.geojson")
    panden = panden[panden.geometry.notna()].reset_index(drop=True)
    west, south, east, north = panden.total_bounds
    west, south, east, north = (np.floor(west) - 40, np.floor(south) - 40, np.ceil(east) + 40, np.ceil(north) + 40)
    west, north = np.floor(west / 5) * 5, np.ceil(north / 5) * 5
    random = np.random.default_rng(20261124)

    shape = (int((north - south) / 0.5), int((east - west) / 0.5))
    ids = rasterize(
        ((geometry, at + 1) for at, geometry in enumerate(panden.geometry)), shape,
        transform=from_origin(west, north, 0.5, 0.5), dtype="int32",
    )
    rows, columns = np.indices(shape, dtype=np.float32)
    ground = -1.5 + columns * np.float32(0.0004) + random.normal(0, 0.03, shape).astype(np.float32)
    height = random.uniform(2.3, 30, len(panden) + 1).astype(np.float32)
    gabled = random.random(len(panden) + 1) < 0.4
    height[0] = 0
    dsm = ground + height[ids] + random.normal(0, 0.05, shape).astype(np.float32)
    ridge = np.abs((rows * 0.5) % 8 - 4) * np.float32(0.7)
    dsm += np.where(gabled[ids] & (ids > 0), ridge, 0)
    dtm = np.where(ids > 0, NODATA, ground)
    # Gaps of some meters, as water leaves.
    gaps = np.kron(random.random((shape[0] // 20 + 1, shape[1] // 20 + 1)) < 0.02, np.ones((20, 20), bool))
    gaps = gaps[: shape[0], : shape[1]]
    dsm, dtm = np.where(gaps, NODATA, dsm), np.where(gaps, NODATA, dtm)
    write(town / "dsm.tif", dsm.astype(np.float32), 0.5, west, north, float(NODATA))
    write(town / "dtm.tif", dtm.astype(np.float32), 0.5, west, north, float(NODATA))

    coarse = (int((north - south) / 5) + 1, int((east - west) / 5) + 1)
    blocks = random.integers(0, 8, (coarse[0] // 4 + 1, coarse[1] // 4 + 1), dtype=np.uint8)
    classes = np.kron(blocks, np.ones((4, 4), np.uint8))[: coarse[0], : coarse[1]]
    write(town / "combikaart.tif", classes, 5, west, north, 255)
    (town / "rasters.toml").write_text(PROJECT)
    print(f"{len(panden)} panden, {shape[1]} × {shape[0]} cells of 0.5 m")


main()
