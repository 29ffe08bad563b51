"""tylertoo as its own example does it: `tylertoo_tiles.py FROM.parquet TO.pmtiles MIN_ZOOM MAX_ZOOM`."""

import os
import sys

import tylertoo

source, target, low, high = sys.argv[1:]
levels = target + ".levels.parquet"
tylertoo.overview(source, levels, min_zoom=int(low), max_zoom=int(high))
tylertoo.export_pmtiles(levels, target)
os.remove(levels)
