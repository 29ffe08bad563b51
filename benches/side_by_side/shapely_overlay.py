"""Shapely used with care: tree, prepared zones, and no intersection where a zone covers the footprint."""

import json
import sys
import time

import geopandas as gpd
import numpy as np
import shapely

start = time.perf_counter()
footprints, zones = (np.asarray(gpd.read_parquet(path, columns=["geometry"]).geometry) for path in sys.argv[1:3])
read = time.perf_counter()
shapely.prepare(zones)
zone, footprint = shapely.STRtree(footprints).query(zones, predicate="intersects")
joined = time.perf_counter()
area = shapely.area(footprints[footprint])
cut = ~shapely.covers(zones[zone], footprints[footprint])
area[cut] = shapely.area(shapely.intersection(zones[zone[cut]], footprints[footprint[cut]]))
done = time.perf_counter()
found = {"pairs": int((area > 0).sum()), "area_m2": float(area.sum())}
print(json.dumps(found | {"read_s": read - start, "join_s": joined - read, "area_s": done - joined}))
