"""`columnar.py FROM TO`: the polygons of a file as GeoParquet with a box for each, which the peers read fastest.

A process of its own, as what a process held shows in the peak memory of those it starts.
"""

import sys

import pyogrio

frame = pyogrio.read_dataframe(sys.argv[1], columns=[])
frame.to_parquet(sys.argv[2], geometry_encoding="WKB", write_covering_bbox=True, schema_version="1.1.0")
