"""Holds free ground against GEOS, domain by domain.

The free area is compared with three things made from the same polygons: with GEOS's own `buffer` (8 segments to a
quarter); with the setback as its definition says, put together edge by edge and corner by corner, which is what counts
(1e-6 of the domain). GEOS simplifies a ring before it moves it (hollows of up to 1 % of the distance are filled), so its
buffer is a little larger: how much is told. Plots must lie between two openings of GEOS: the one that rounds all corners
and the one that miters all, those sharper than a right angle up to the limit, where ours are rounded.
"""

import json
import math
import sys

import numpy as np
import shapely
from shapely.geometry import shape

STEP = math.pi / 16
LIMIT = 1e-6
# Half of 12 m, less the centimeter a plot may lack.
RADIUS = 5.995


def setback(polygon, distance):
    """The polygon with a rectangle on each edge and a fan on each corner that sticks out."""
    if distance == 0:
        return polygon
    pieces = [polygon]
    for place, ring in enumerate([polygon.exterior, *polygon.interiors]):
        corners = np.array(ring.coords)[:-1]
        # The inside on the left.
        if (place == 0) != ring.is_ccw:
            corners = corners[::-1]
        along = np.roll(corners, -1, axis=0) - corners
        along /= np.linalg.norm(along, axis=1)[:, None]
        right = np.column_stack([along[:, 1], -along[:, 0]]) * distance
        for i, corner in enumerate(corners):
            j = (i + 1) % len(corners)
            pieces.append(shapely.Polygon([corner, corner + right[i], corners[j] + right[i], corners[j]]))
            before = i - 1
            cross = along[before][0] * along[i][1] - along[before][1] * along[i][0]
            angle = math.atan2(cross, float(along[before] @ along[i]))
            if angle <= 0:
                continue
            steps = max(1, round(angle / STEP))
            start = math.atan2(right[before][1], right[before][0])
            arc = [start + angle * k / steps for k in range(steps + 1)]
            fan = [corner + distance * np.array([math.cos(a), math.sin(a)]) for a in arc]
            if steps > 1 or angle > 1e-9:
                pieces.append(shapely.Polygon([corner, *fan]))
    return shapely.union_all(shapely.make_valid(np.array(pieces)))


def main():
    name, path = sys.argv[1:]
    with open(path) as file:
        features = json.load(file)["features"]
    by_kind = {"domain": [], "taking": [], "plot": []}
    for feature in features:
        by_kind[feature["properties"]["kind"]].append((shape(feature["geometry"]), feature["properties"]))
    takings = []
    for geometry, properties in by_kind["taking"]:
        [polygon] = geometry.geoms
        takings.append((polygon, properties["layer"], properties["setback_m"]))
    exact = [setback(polygon, distance) for polygon, _, distance in takings]
    theirs = [polygon.buffer(distance, quad_segs=8) if distance else polygon for polygon, _, distance in takings]
    tree = shapely.STRtree([geometry.buffer(0.1) for geometry in exact])
    plots = {}
    for geometry, properties in by_kind["plot"]:
        plots.setdefault(properties["record"], []).append((shapely.union_all([geometry]), properties))

    faults = 0
    worst = worst_geos = 0.0
    total = total_geos = over = under = 0.0
    for domain, properties in by_kind["domain"]:
        near = sorted(tree.query(domain))
        free = domain.difference(shapely.union_all([exact[i] for i in near]))
        by_geos = domain.difference(shapely.union_all([theirs[i] for i in near]))
        ours = properties["domain_m2"] - sum(properties["taken_m2"])
        # A domain smaller than a plot is not measured.
        if properties["domain_m2"] < 400:
            continue
        # Nor one that is too narrow everywhere: of that GEOS must find no plot either.
        if properties["narrow_m2"] < properties["domain_m2"]:
            off = abs(ours - free.area) / domain.area
            off_geos = abs(ours - by_geos.area) / domain.area
            worst, worst_geos = max(worst, off), max(worst_geos, off_geos)
            total += abs(ours - free.area)
            total_geos += ours - by_geos.area
            if off > LIMIT:
                faults += 1
                print(f"FAULT record {properties['record']}: {ours:.4f} m² free, by definition {free.area:.4f}")
        mine = shapely.union_all([geometry for geometry, _ in plots.get(properties["record"], [])])
        eroded = free.buffer(-RADIUS, quad_segs=8)
        most = eroded.buffer(RADIUS, join_style="mitre", mitre_limit=1.4849).intersection(free)
        least = free.buffer(-RADIUS, quad_segs=64).buffer(RADIUS, quad_segs=64).intersection(free)
        # Well above the least area, so that a corner does not decide.
        least = shapely.union_all([part for part in shapely.get_parts(least) if part.area >= 410])
        slack = 0.002 * mine.area + 1
        too_much, too_little = mine.difference(most).area, least.difference(mine).area
        if too_much > slack or too_little > slack or mine.difference(free.buffer(0.001)).area > 1e-3:
            faults += 1
            print(
                f"FAULT record {properties['record']}: plots of {mine.area:.1f} m², {too_much:.1f} outside what GEOS "
                f"mitres, {too_little:.1f} missing of what GEOS rounds"
            )
        over, under = over + too_much, under + too_little
        for geometry, plot in plots.get(properties["record"], []):
            circle = shapely.maximum_inscribed_circle(geometry, tolerance=0.005).length * 2
            rectangle = shapely.minimum_rotated_rectangle(geometry)
            sides = sorted(np.linalg.norm(np.diff(np.array(rectangle.exterior.coords)[:3], axis=0), axis=1))
            if (
                abs(circle - plot["diameter_m"]) > 0.03
                or abs(sides[0] * sides[1] - plot["length_m"] * plot["width_m"]) > 1e-6 * rectangle.area + 0.01
                or abs(geometry.area - plot["area_m2"]) > 0.01
            ):
                faults += 1
                print(f"FAULT plot {plot}: GEOS circle {circle:.3f}, rectangle {sides}, area {geometry.area:.3f}")
    n_ours = sum(len(of) for of in plots.values())
    area = sum(plot["area_m2"] for of in plots.values() for _, plot in of)
    print(
        f"{name}: {len(by_kind['domain'])} domains, {len(takings)} polygons; free area off by at most {worst:.1e} of a "
        f"domain, {total:.4f} m² together (GEOS's buffer {worst_geos:.1e}, {total_geos:.2f} m²); {n_ours} plots of "
        f"{area:.0f} m², {over:.2f} m² outside what GEOS miters, {under:.2f} m² missing of what GEOS rounds"
    )
    sys.exit(1 if faults or not by_kind["domain"] else 0)


main()
