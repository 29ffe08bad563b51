"""What is in an archive? `contents.py TILES.pmtiles` says so as one line of JSON.

A process of its own, as what a process held shows in the peak memory of those it starts.
"""

import gzip
import json
import sys
from collections import defaultdict

from mapbox_vector_tile.Mapbox import vector_tile_pb2
from pmtiles.reader import MmapSource, all_tiles

zooms = defaultdict(lambda: {"tiles": 0, "features": 0, "ids": set(), "largest": 0})
with open(sys.argv[1], "rb") as file:
    for (zoom, _, _), tile in all_tiles(MmapSource(file)):
        row = zooms[zoom]
        row["tiles"] += 1
        row["largest"] = max(row["largest"], len(tile))
        try:
            tile = gzip.decompress(tile)
        except gzip.BadGzipFile:
            pass
        for layer in vector_tile_pb2.tile.FromString(tile).layers:
            # Totals per square have no id: they are no footprints.
            if "id" in layer.keys:
                key = list(layer.keys).index("id")
                values = [value.int_value or value.uint_value or value.sint_value or int(value.double_value)
                          for value in layer.values]
                for feature in layer.features:
                    tags = list(feature.tags)
                    row["features"] += 1
                    row["ids"].update(values[value] for name, value in zip(tags[::2], tags[1::2]) if name == key)
print(json.dumps({zoom: row | {"ids": len(row["ids"])} for zoom, row in sorted(zooms.items())}))
