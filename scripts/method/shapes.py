"""Polygons in RD New: reading, area, shared area, distance and the smallest rectangle. A shape is a list of polygons,
a polygon a list of rings, the outer one first."""

import math
import struct

SIZES = [0, 32, 48, 48, 64]


def read_shape(blob):
    """Polygons of a geometry of a GeoPackage; of a point its (x, y)."""
    if blob is None:
        return []
    at = 8 + SIZES[(blob[3] >> 1) & 7]
    return _read(blob, at)[0]


def _read(blob, at):
    order = "<" if blob[at] == 1 else ">"
    kind, at = struct.unpack_from(order + "I", blob, at + 1)[0], at + 5
    if kind == 1:
        return struct.unpack_from(order + "2d", blob, at), at + 16
    count, at = struct.unpack_from(order + "I", blob, at)[0], at + 4
    if kind == 3:
        rings = []
        for _ in range(count):
            points, at = struct.unpack_from(order + "I", blob, at)[0], at + 4
            numbers = struct.unpack_from(f"{order}{2 * points}d", blob, at)
            rings.append(list(zip(numbers[::2], numbers[1::2])))
            at += 16 * points
        return [rings], at
    shape = []
    for _ in range(count):
        part, at = _read(blob, at)
        shape += part
    return shape, at


def box(shape):
    xs = [x for polygon in shape for x, _ in polygon[0]]
    ys = [y for polygon in shape for _, y in polygon[0]]
    return min(xs), min(ys), max(xs), max(ys)


def edges(shape):
    for polygon in shape:
        for ring in polygon:
            yield from zip(ring, ring[1:])


def area(shape):
    total = 0.0
    for polygon in shape:
        rings = [_ring_area(ring) for ring in polygon]
        total += rings[0] - sum(rings[1:])
    return total


def _ring_area(ring):
    """From its first corner: products of large coordinates lose digits."""
    near = [(x - ring[0][0], y - ring[0][1]) for x, y in ring]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(near, near[1:]))) / 2


def inside(shape, point):
    x, y = point
    odd = False
    for (x0, y0), (x1, y1) in edges(shape):
        if (y0 > y) != (y1 > y) and x < x0 + (x1 - x0) * (y - y0) / (y1 - y0):
            odd = not odd
    return odd


def shared_area(one, other):
    """Area that two shapes share: between the heights of corners and crossings, edges are straight and do not cross, so
    the length they share halfway times the height is exact."""
    a, b = box(one), box(other)
    low, high = max(a[1], b[1]), min(a[3], b[3])
    if low >= high or max(a[0], b[0]) >= min(a[2], b[2]):
        return 0.0
    first = [edge for edge in edges(one) if _meets(edge, low, high)]
    second = [edge for edge in edges(other) if _meets(edge, low, high)]
    heights = {low, high}
    heights.update(y for edge in first + second for _, y in edge if low < y < high)
    for edge in first:
        for facing in second:
            crossing = _crossing(edge, facing)
            if crossing is not None and low < crossing < high:
                heights.add(crossing)
    total, steps = 0.0, sorted(heights)
    for bottom, top in zip(steps, steps[1:]):
        middle = (bottom + top) / 2
        total += (top - bottom) * _shared_length(_cuts(first, middle), _cuts(second, middle))
    return total


def _meets(edge, low, high):
    (_, y0), (_, y1) = edge
    return max(y0, y1) > low and min(y0, y1) < high


def _crossing(one, other):
    """Height at which two edges cross."""
    (x0, y0), (x1, y1) = one
    (u0, v0), (u1, v1) = other
    if max(x0, x1) < min(u0, u1) or max(u0, u1) < min(x0, x1) or max(y0, y1) < min(v0, v1) or max(v0, v1) < min(y0, y1):
        return None
    across = (x1 - x0) * (v1 - v0) - (y1 - y0) * (u1 - u0)
    if across == 0:
        return None
    along = ((u0 - x0) * (v1 - v0) - (v0 - y0) * (u1 - u0)) / across
    return y0 + along * (y1 - y0) if 0 <= along <= 1 else None


def _cuts(edges_, y):
    return sorted(
        x0 + (x1 - x0) * (y - y0) / (y1 - y0) for (x0, y0), (x1, y1) in edges_ if (y0 > y) != (y1 > y)
    )


def _shared_length(one, other):
    total = 0.0
    for a0, a1 in zip(one[::2], one[1::2]):
        for b0, b1 in zip(other[::2], other[1::2]):
            total += max(0.0, min(a1, b1) - max(a0, b0))
    return total


def distance_to_point(shape, point):
    """From the edge of a shape to a point; 0 inside."""
    if inside(shape, point):
        return 0.0
    return min(_to_segment(point, edge) for edge in edges(shape))


def _to_segment(point, edge):
    (x0, y0), (x1, y1) = edge
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, ((point[0] - x0) * dx + (point[1] - y0) * dy) / length))
    return math.hypot(point[0] - x0 - along * dx, point[1] - y0 - along * dy)


def near(one, other, reach):
    """Whether two shapes are within `reach` of one another."""
    a, b = box(one), box(other)
    if a[0] - reach > b[2] or b[0] - reach > a[2] or a[1] - reach > b[3] or b[1] - reach > a[3]:
        return False
    if any(_crossing(e, f) is not None for e in edges(one) for f in edges(other)):
        return True
    ends = [(point, other) for (point, _) in edges(one)] + [(point, one) for (point, _) in edges(other)]
    return any(distance_to_point(shape, point) <= reach for point, shape in ends)


def hull(points):
    """Convex hull, counterclockwise."""
    points = sorted(set(points))
    if len(points) < 3:
        return points

    def half(points):
        chain = []
        for x, y in points:
            while len(chain) > 1:
                (x0, y0), (x1, y1) = chain[-2:]
                if (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) > 0:
                    break
                chain.pop()
            chain.append((x, y))
        return chain[:-1]

    return half(points) + half(points[::-1])


def smallest_rectangle(shape):
    """(long side, short side) of the rectangle of least area around a shape; a side lies along an edge of the hull."""
    corners = hull([point for polygon in shape for point in polygon[0]])
    best = None
    for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1]):
        length = math.hypot(x1 - x0, y1 - y0)
        ux, uy = (x1 - x0) / length, (y1 - y0) / length
        along = [(x - x0) * ux + (y - y0) * uy for x, y in corners]
        across = [(y - y0) * ux - (x - x0) * uy for x, y in corners]
        sides = (max(along) - min(along), max(across) - min(across))
        if best is None or sides[0] * sides[1] < best[0] * best[1]:
            best = sides
    return max(best), min(best)
