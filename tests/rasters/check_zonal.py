"""Holds the counts, medians and values per polygon against rasterstats: cells by their middles.

exactextract weighs cells by the area they share with a polygon; how far that is off is told, not judged.
"""

import csv
import sys

import exactextract
import geopandas
import numpy as np
from rasterstats import zonal_stats


def main():
    raster, polygons, zonal = sys.argv[1:]
    with open(zonal) as file:
        ours = {int(row["record"]): row for row in csv.DictReader(file)}
    shapes = geopandas.read_file(polygons)
    theirs = zonal_stats(shapes.geometry, raster, stats=["count", "median"], categorical=False)
    weighted = exactextract.exact_extract(raster, shapes, ["count", "median"], output="pandas")
    faults = compared = 0
    off = []
    for record, stats in enumerate(theirs, 1):
        row = ours.get(record)
        if row is None:
            continue
        compared += 1
        same_count = int(row["known"]) == stats["count"]
        median = float(row["median"]) if row["median"] else None
        same_median = (median is None) == (stats["median"] is None) and (
            median is None or abs(median - float(stats["median"])) < 1e-4
        )
        if not (same_count and same_median):
            faults += 1
            print(f"FAULT record {record}: {row}, rasterstats {stats}")
        if median is not None and not np.isnan(weighted["median"][record - 1]):
            off.append(abs(median - weighted["median"][record - 1]))
    print(f"{compared} polygons, {faults} differ from rasterstats in count or median")
    if off:
        print(f"exactextract (cells by area): median off by {np.median(off):.3f}, at most {max(off):.3f}")
    sys.exit(1 if faults or not compared else 0)


main()
