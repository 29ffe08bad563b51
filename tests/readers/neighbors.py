"""Do tiles that lie side by side show the same?"""

from collections import defaultdict

import shapely

from features import EXTENT, Bad, decode, polygons, shapes

# Pairs of neighbors looked at per zoom.
PAIRS = 40
# Units by which a vertex may be rounded or simplified past a line.
SLACK = 2


def check_neighbors(archive, buffers, faults):
    """Looks at some pairs per zoom. `buffers` has what each layer draws past a tile, by layer and zoom."""
    present, pairs = set(archive.tiles()), defaultdict(list)
    for z, x, y in sorted(present):
        for dx, dy in ((1, 0), (0, 1), (-1, 0), (0, -1)):
            is_there = (z, x + dx, y + dy) in present
            is_on_map = 0 <= min(x + dx, y + dy) and max(x + dx, y + dy) < 1 << z
            if dx + dy > 0 if is_there else is_on_map:
                pairs[z, is_there].append(((z, x, y), (dx, dy)))
    for (z, is_there), found in sorted(pairs.items()):
        for tile, (dx, dy) in found[:: max(1, len(found) // PAIRS)]:
            check_pair(archive, buffers, faults, tile, (dx, dy), is_there)


def check_pair(archive, buffers, faults, tile, way, is_there):
    dx, dy = way
    other = (tile[0], tile[1] + dx, tile[2] + dy)
    here = drawn(archive, tile, (0, 0))
    there = drawn(archive, other, (dx * EXTENT, dy * EXTENT)) if is_there else {}
    for layer in sorted(here.keys() | there.keys()):
        width = buffers[layer, tile[0]] - SLACK
        if width <= 2 * SLACK:
            continue
        # Both tiles draw this strip in full; a missing one has nothing in its own half.
        inward = width if is_there else 0
        if dx + dy > 0:
            low, high = EXTENT - inward, EXTENT + width
        else:
            low, high = -width, inward
        strip = shapely.box(low, 0, high, EXTENT) if dx else shapely.box(0, low, EXTENT, high)
        within = strip.buffer(-SLACK, join_style="mitre")
        one, two = here.get(layer, {}), there.get(layer, {})
        near = {name for side in (one, two) for name, shape in side.items() if shape.intersects(within)}
        for name in sorted(near):
            a, b = (side.get(name, shapely.Polygon()) for side in (one, two))
            same = all(
                p.intersection(within).difference(q.intersection(strip).buffer(SLACK)).is_empty
                for p, q in ((a, b), (b, a))
            )
            kind = "feature differs between neighbors" if is_there else "tile is missing, a feature reaches it"
            faults.check(same, kind, f"{tile} {other} {layer} id {name}")


def drawn(archive, tile, move):
    """Features with an id per layer, moved. What is bad was reported where all tiles were read."""
    found = {}
    try:
        for layer in decode(archive.read(tile)).layers:
            features = [feature for feature in layer.features if feature.HasField("id")]
            parts = [(feature.type, polygons(feature.type, feature.geometry)) for feature in features]
            made = shapely.make_valid(shapes(parts))
            moved = shapely.transform(made, lambda points: points + move)
            found[layer.name] = {feature.id: shape for feature, shape in zip(features, moved)}
    except Bad:
        pass
    return found
