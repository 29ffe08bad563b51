"""Is this feature of a vector tile drawn and described as MVT 2.1 asks?

Geometry is read from its command integers, so that no library mends it first.
"""

import gzip
import math
import zlib

import numpy as np
import shapely
from google.protobuf.message import DecodeError
from mapbox_vector_tile.Mapbox import vector_tile_pb2

EXTENT = 4096
POINT, LINE, POLYGON = 1, 2, 3
MOVE_TO, LINE_TO, CLOSE_PATH = 1, 2, 7


class Bad(Exception):
    """What is wrong with a feature."""


def decode(data):
    """The layers of a gzipped tile. Raises `Bad`."""
    if data[:2] != b"\x1f\x8b":
        raise Bad("tile is not gzipped")
    try:
        message = vector_tile_pb2.tile()
        message.ParseFromString(gzip.decompress(data))
    except (OSError, EOFError, zlib.error, DecodeError) as error:
        raise Bad(f"tile cannot be decoded: {error}") from None
    return message


def commands(integers):
    """Commands with their points, in tile coordinates, y down."""
    x = y = at = 0
    while at < len(integers):
        command, count = integers[at] & 7, integers[at] >> 3
        at += 1
        if command == CLOSE_PATH:
            if count != 1:
                raise Bad("ClosePath with a count other than 1")
            yield command, []
            continue
        if command not in (MOVE_TO, LINE_TO) or count == 0 or at + 2 * count > len(integers):
            raise Bad("command integers make no sense")
        points = []
        for dx, dy in zip(integers[at : at + 2 * count : 2], integers[at + 1 : at + 2 * count : 2]):
            x += (dx >> 1) ^ -(dx & 1)
            y += (dy >> 1) ^ -(dy & 1)
            points.append((x, y))
        at += 2 * count
        yield command, points


def parts(kind, integers):
    """Points, lines or rings of a feature. Rings do not repeat their first point."""
    if not integers:
        raise Bad("empty geometry")
    steps = list(commands(integers))
    words = [command for command, _ in steps]
    if kind == POINT:
        if words != [MOVE_TO]:
            raise Bad("points are more than one MoveTo")
        return steps[0][1]
    order = [MOVE_TO, LINE_TO] if kind == LINE else [MOVE_TO, LINE_TO, CLOSE_PATH]
    if kind not in (LINE, POLYGON) or len(words) % len(order) or words != order * (len(words) // len(order)):
        raise Bad("commands do not fit the kind of geometry")
    found = []
    for at in range(0, len(steps), len(order)):
        start, rest = steps[at][1], steps[at + 1][1]
        if len(start) != 1:
            raise Bad("MoveTo of a line or ring has more than one point")
        found.append(start + rest)
    return found


def area(ring):
    """Shoelace sum, halved: positive for an exterior, as y points down."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1])) / 2


def check_path(path, is_ring):
    if is_ring and len(path) < 3 or len(path) < 2:
        raise Bad("too few points")
    pairs = list(zip(path, path[1:] + path[:1])) if is_ring else list(zip(path, path[1:]))
    if any(a == b for a, b in pairs):
        raise Bad("repeated point")
    corners = zip(pairs, pairs[1:] + pairs[:1]) if is_ring else zip(pairs, pairs[1:])
    for ((ax, ay), (bx, by)), (_, (cx, cy)) in corners:
        ux, uy, vx, vy = bx - ax, by - ay, cx - bx, cy - by
        if ux * vy == uy * vx and ux * vx + uy * vy < 0:
            raise Bad("spike")


def polygons(kind, integers):
    """Checked parts of a feature: points, lines, or polygons as lists of rings, exterior first."""
    found = parts(kind, integers)
    if kind == POINT:
        return found
    for path in found:
        check_path(path, kind == POLYGON)
    if kind == LINE:
        return found
    grouped = []
    for ring in found:
        size = area(ring)
        if size == 0:
            raise Bad("ring without area")
        if size > 0:
            grouped.append([ring])
        elif grouped:
            grouped[-1].append(ring)
        else:
            raise Bad("winding: the first ring is no exterior")
    return grouped


def shapes(drawn):
    """Shapely geometries of `(kind, parts)`, not mended; polygons are made all at once, which is faster."""
    made = np.empty(len(drawn), dtype=object)
    points, of_ring, of_polygon, of_feature, places = [], [], [], [], []
    for at, (kind, found) in enumerate(drawn):
        if kind != POLYGON:
            made[at] = shapely.MultiPoint(found) if kind == POINT else shapely.MultiLineString(found)
            continue
        for rings in found:
            for ring in rings:
                points += ring
                points.append(ring[0])
                of_ring += [len(of_polygon)] * (len(ring) + 1)
                of_polygon.append(len(of_feature))
            of_feature.append(len(places))
        places.append(at)
    if places:
        rings = shapely.linearrings(np.array(points, dtype=float), indices=of_ring)
        made[places] = shapely.multipolygons(shapely.polygons(rings, indices=of_polygon), indices=of_feature)
    return made


def value(message):
    """An attribute's value and the name TileJSON has for its kind."""
    fields = message.ListFields()
    if len(fields) != 1:
        raise Bad("value with no kind, or more than one")
    descriptor, found = fields[0]
    if descriptor.name == "string_value":
        return found, "String"
    if descriptor.name == "bool_value":
        return found, "Boolean"
    if not math.isfinite(found):
        raise Bad("number that is not finite")
    return found, "Number"


def attributes(layer, feature, fields):
    """Names and values of a feature, checked against the declared fields, if they are known."""
    tags = feature.tags
    if len(tags) % 2:
        raise Bad("odd number of tags")
    found = {}
    for name_idx, value_idx in zip(tags[::2], tags[1::2]):
        if name_idx >= len(layer.keys) or value_idx >= len(layer.values):
            raise Bad("tag that points nowhere")
        name = layer.keys[name_idx]
        found_value, kind = value(layer.values[value_idx])
        if name in found:
            raise Bad(f"attribute `{name}` twice")
        if fields is not None and name not in fields:
            raise Bad(f"attribute `{name}` is not declared")
        if fields is not None and fields[name] not in (kind, "Mixed"):
            raise Bad(f"attribute `{name}` is {kind}, declared {fields[name]}")
        found[name] = found_value
    return found
