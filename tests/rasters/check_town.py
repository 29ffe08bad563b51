"""Holds the heights and classes of a scan against rasterstats, pand by pand.

Roof: the median over the footprint less a meter; ground: over a ring of 3 m; classes: by the middles of cells.
Shapely's buffers are polygons, the program's are distances, so that a cell on the border may fall either way.
"""

import sys
from collections import Counter
from pathlib import Path

import exactextract
import geopandas
import numpy as np
import rasterio
from rasterstats import zonal_stats

CLASS = {1: "A", 2: "A", 3: "A", 4: "B", 5: "C1", 6: "C2", 7: "D"}
ORDER = ["A", "B", "C1", "C2", "D"]
ENOUGH = 16


def medians(shapes, raster):
    found = zonal_stats(shapes, raster, stats=["count", "median"], nodata=3.4028235e38)
    return [float(stats["median"]) if stats["count"] >= ENOUGH else None for stats in found]


def told(name, ours, theirs, allowed):
    """Prints how far two lists are apart; gives the number further apart than allowed."""
    off = np.array([abs(a - b) for a, b in zip(ours, theirs) if a is not None and b is not None])
    alone = sum((a is None) != (b is None) for a, b in zip(ours, theirs))
    far = int((off > allowed).sum())
    print(
        f"{name}: {len(off)} panden, {(off <= 0.00051).mean():.1%} the same to a millimeter, at most {off.max():.3f} m off, "
        f"{alone} known to one alone, {far} beyond {allowed} m"
    )
    return far + (alone > 0.01 * len(ours)) * alone


def word(value):
    """A word, or nothing."""
    return value if isinstance(value, str) else None


def classes(row, counts, raster):
    """Dominant class, worst class and its share, as the program is to give them."""
    counts = {int(code): n for code, n in counts.items()}
    if not counts:
        counts = {int(next(raster.sample([(row.x, row.y)]))[0]): 1}
    shares = Counter()
    for code, n in counts.items():
        if code in CLASS:
            shares[CLASS[code]] += n / sum(counts.values())
    if not shares:
        return (None, None, None)
    # What no class covers counts as a class of its own; a class below a tenth decides nothing.
    uncovered, most = 1 - sum(shares.values()), max(shares.values())
    dominant = max((name for name in shares if shares[name] > most - 1e-9), key=ORDER.index)
    if most < max(0.1, uncovered) - 1e-9:
        dominant = None
    worst = max((name for name in shares if shares[name] >= 0.1 - 1e-9), key=ORDER.index, default=None)
    return (dominant, worst, shares[worst] if worst else None)


def main():
    town, out = map(Path, sys.argv[1:])
    panden = geopandas.read_file(out / "toplaag.gpkg", layer="panden")
    panden = panden[panden.geometry.notna()].reset_index(drop=True)
    known = lambda name: [None if np.isnan(value) else float(value) for value in panden[name]]
    faults = 0

    inner = panden.height_from == "ahn"
    shrunk = panden.geometry.buffer(-1, resolution=64).where(inner, panden.geometry)
    ring = panden.geometry.buffer(3, resolution=64).difference(panden.geometry)
    of_ahn = panden.height_from.isin(["ahn", "ahn_footprint"])
    print(panden.height_from.value_counts().to_dict(), panden.height_unknown.value_counts().to_dict())
    roof, ground = known("roof_nap_m"), known("maaiveld_nap_m")
    at = [n for n in panden.index if of_ahn[n]]
    pick = lambda values: [values[n] for n in at]
    faults += told("roof", pick(roof), medians(shrunk[of_ahn], town / "dsm.tif"), 0.02)
    faults += told("ground", pick(ground), medians(ring[of_ahn], town / "dtm.tif"), 0.02)

    counts = zonal_stats(panden.geometry, town / "combikaart.tif", categorical=True, stats=[], nodata=255)
    differ = 0
    with rasterio.open(town / "combikaart.tif") as raster:
        for (_, row), count in zip(panden.iterrows(), counts):
            dominant, worst, share = classes(row, count, raster)
            ours = (word(row.water_class), word(row.water_class_worst))
            same_share = np.isnan(row.water_share) if share is None else abs(share - row.water_share) < 1e-4
            if ours != (dominant, worst) or not same_share:
                differ += 1
                if differ <= 5:
                    print(f"FAULT {row.identificatie}: {ours} {row.water_share}, rasterstats {dominant} {worst} {share}")
    print(f"classes: {len(panden)} panden, {differ} differ from rasterstats")
    faults += differ

    weighted = exactextract.exact_extract(
        str(town / "combikaart.tif"), panden[["geometry"]], ["unique", "frac"], output="pandas"
    )
    off = []
    for n, row in panden.iterrows():
        shares = Counter()
        for code, share in zip(weighted["unique"][n], weighted["frac"][n]):
            if code in CLASS:
                shares[CLASS[code]] += share
        if word(row.water_class_worst):
            off.append(abs(shares[row.water_class_worst] - row.water_share))
    print(f"classes by area (exactextract): share off by {np.mean(off):.3f} on average, at most {max(off):.2f}")
    sys.exit(1 if faults else 0)


main()
