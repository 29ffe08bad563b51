"""`gaps.py ZONES.parquet TILES.pmtiles`: gaps, overlap and invalid polygons by zoom, as one line of JSON."""

import json
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent))
from tile_gaps import gaps, ppm, world  # noqa: E402

rows = gaps(sys.argv[2], world(sys.argv[1]))
print(json.dumps({zoom: [ppm(row, "none"), ppm(row, "twice"), f"{row['invalid']:.0f}"] for zoom, row in rows.items()}))
