"""What can no overlay of two files go without? Counted here, apart from any engine."""

import json
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

CHUNK = 100_000

footprints, zones = (np.asarray(gpd.read_parquet(path, columns=["geometry"]).geometry) for path in sys.argv[1:3])
boxes = shapely.box(*shapely.bounds(footprints).T)
tree = shapely.STRtree(boxes)
box_pairs = tree.query(shapely.box(*shapely.bounds(zones).T)).shape[1]

coordinates, ring = shapely.get_coordinates(shapely.get_rings(zones), return_index=True)
starts = np.flatnonzero(ring[:-1] == ring[1:])
owner = shapely.get_rings(zones, return_index=True)[1]
n_met, crossed = 0, []
for part in np.array_split(starts, max(1, len(starts) // CHUNK)):
    edges = shapely.linestrings(np.stack([coordinates[part], coordinates[part + 1]], axis=1))
    edge, footprint = tree.query(edges, predicate="intersects")
    n_met += len(edge)
    crossed.append(np.unique(owner[ring[part[edge]]].astype(np.int64) * len(footprints) + footprint))
print(json.dumps({
    "bytes": sum(Path(path).stat().st_size for path in sys.argv[3:5]),
    "vertices": int(shapely.get_num_coordinates(footprints).sum()) + len(coordinates),
    "zone_edges": len(starts),
    "box_pairs": int(box_pairs),
    "crossed_pairs": len(np.unique(np.concatenate(crossed))),
    "edges_met": int(n_met),
}))
