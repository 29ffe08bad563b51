"""Holds the GeoParquet of a run against its GeoPackage, value by value, as GeoPandas and DuckDB read it."""

import json
import sys
from glob import glob
from pathlib import Path

import duckdb
import duckdb_extension_spatial
import geopandas
import numpy as np
import pyarrow.parquet
import shapely

faults = 0


def check(what, holds):
    """Counts and prints what does not hold."""
    global faults
    if not holds:
        print(f"FAULT {what}")
        faults += 1


def columns(parquet, gpkg, layer):
    """Every column, with what is not known at the same rows."""
    for name in gpkg.columns.drop("geometry"):
        ours, theirs = parquet[name], gpkg[name]
        check(f"{layer}.{name}: other rows are unknown", (ours.isna() == theirs.isna()).all())
        known = ours.notna()
        # The GeoPackage holds no type for yes and no that survives a null.
        same = ours[known].astype(str) == theirs[known].astype(ours[known].infer_objects().dtype).astype(str)
        check(f"{layer}.{name}: {(~same).sum()} values differ", same.all())


def main(folder):
    con = duckdb.connect()
    [extension] = glob(f"{Path(duckdb_extension_spatial.__file__).parent}/extensions/*/spatial.duckdb_extension")
    con.load_extension(extension)
    for layer in ["panden", "sites"]:
        path = folder / f"{layer}.parquet"
        parquet = geopandas.read_parquet(path).drop(columns="bbox", errors="ignore")
        gpkg = geopandas.read_file(folder / "toplaag.gpkg", layer=layer)
        check(f"{layer}: {len(parquet)} rows, {len(gpkg)} in the GeoPackage", len(parquet) == len(gpkg))
        check(f"{layer}: CRS {parquet.crs}", parquet.crs == gpkg.crs and parquet.crs.to_epsg() == 28992)
        check(f"{layer}: other columns", list(parquet.columns) == list(gpkg.columns))
        columns(parquet, gpkg, layer)
        same = (parquet.geometry.to_wkb() == gpkg.geometry.to_wkb()) | (parquet.geometry.isna() & gpkg.geometry.isna())
        check(f"{layer}: {(~same).sum()} shapes differ", same.all())

        metadata = pyarrow.parquet.read_metadata(path)
        said = json.loads(metadata.metadata[b"toplaag"])["columns"]
        check(f"{layer}: meanings of other columns", [column["name"] for column in said] == list(parquet.columns[:-1]))
        boxes = pyarrow.parquet.read_table(path, columns=["bbox"]).to_pandas()["bbox"]
        known = parquet.geometry.notna()
        boxes = np.array([[box[side] for side in ("xmin", "ymin", "xmax", "ymax")] for box in boxes[known]])
        off = (parquet.geometry[known].bounds.to_numpy() - boxes) * [1, 1, -1, -1]
        check(f"{layer}: boxes off by {off.min()} to {off.max()} m", off.min() >= 0 and off.max() < 0.07)

        n, area, crs, valid = con.sql(
            f"""SELECT count(*), sum(ST_Area(geometry)), any_value(ST_CRS(geometry)), bool_and(ST_IsValid(geometry))
                FROM '{path}'"""
        ).fetchone()
        check(f"{layer}: DuckDB counts {n}", n == len(parquet))
        check(f"{layer}: DuckDB measures {area} m²", abs(area - parquet.area.sum()) < 1e-6 * area)
        check(f"{layer}: DuckDB reads CRS {crs}, valid: {valid}", crs == "EPSG:28992" and valid)

        west, south, east, north = parquet.total_bounds
        window = (west, south, (west + east) / 2, (south + north) / 2)
        met = geopandas.read_parquet(path, bbox=window)
        expected = parquet[parquet.intersects(shapely.box(*window))]
        inside = set(expected.iloc[:, 0]) <= set(met.iloc[:, 0])
        check(f"{layer}: a window gives {len(met)} rows for {len(expected)}", inside and len(met) < len(parquet))
        print(f"{layer}: {len(parquet)} rows, {len(parquet.columns)} columns, {metadata.num_row_groups} row groups: "
              f"GeoPandas and DuckDB read what the GeoPackage holds")
    sys.exit(faults > 0)


main(Path(sys.argv[1]))
