"""SedonaDB: the question as one would ask it in SQL. The files are read while the query runs."""

import json
import sys
import time

import sedonadb

database = sedonadb.connect()
database.read_parquet(sys.argv[1]).to_view("footprints")
database.read_parquet(sys.argv[2]).to_view("zones")
start = time.perf_counter()
row = database.sql(
    "SELECT count(*) AS pairs, sum(ST_Area(ST_Intersection(f.geometry, z.geometry))) AS area_m2 "
    "FROM footprints f JOIN zones z ON ST_Intersects(f.geometry, z.geometry)"
).to_pandas()
done = time.perf_counter()
print(json.dumps({"pairs": int(row.pairs[0]), "area_m2": float(row.area_m2[0]), "read_join_area_s": done - start}))
