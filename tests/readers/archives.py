"""Which tiles are in this archive, database or folder, and is it sound in itself?"""

import gzip
import json
import mmap
import sqlite3
from pathlib import Path

from pmtiles.reader import Reader
from pmtiles.tile import Compression, TileType, deserialize_directory, tileid_to_zxy


class Faults:
    """What is wrong, counted by kind, with the first few of each in full."""

    SHOWN = 5

    def __init__(self):
        self.kinds = {}

    def add(self, kind, where=""):
        self.kinds.setdefault(kind, []).append(str(where))

    def check(self, holds, kind, where=""):
        if not holds:
            self.add(kind, where)
        return holds

    def __str__(self):
        lines = []
        for kind, places in sorted(self.kinds.items()):
            more = ", ..." if len(places) > self.SHOWN else ""
            lines.append(f"FAULT {kind}: {len(places)}x: {', '.join(places[:self.SHOWN])}{more}")
        return "\n".join(lines)


def open_archive(path, faults):
    """Opens what stands at a path; the kind follows from its name."""
    path = Path(path)
    if path.is_dir():
        return Folder(path, faults)
    return (Database if path.suffix == ".mbtiles" else Archive)(path, faults)


def texts_to_metadata(rows):
    """Bounds, zooms and layers of MBTiles metadata, where all is text."""
    return {
        "bounds": [float(part) for part in rows["bounds"].split(",")],
        "center": [float(part) for part in rows["center"].split(",")],
        "zooms": (int(rows["minzoom"]), int(rows["maxzoom"])),
        "vector_layers": json.loads(rows["json"])["vector_layers"],
    }


class Archive:
    """A PMTiles 3 archive."""

    def __init__(self, path, faults):
        with open(path, "rb") as file:
            self.bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        reader = Reader(lambda offset, length: self.bytes[offset : offset + length])
        self.header = header = reader.header()
        metadata = reader.metadata()
        names = ["min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7"]
        self.metadata = {
            "bounds": [header[name] / 1e7 for name in names],
            "center": [header["center_lon_e7"] / 1e7, header["center_lat_e7"] / 1e7, header["center_zoom"]],
            "zooms": (header["min_zoom"], header["max_zoom"]),
            "vector_layers": metadata.get("vector_layers"),
        }
        faults.check(self.metadata["vector_layers"] is not None, "metadata without vector_layers")
        self.places = {}
        self.check_sections(faults)
        self.check_entries(list(self.entries(header["root_offset"], header["root_length"], faults)), faults)

    def check_sections(self, faults):
        header, end = self.header, 0
        names = ["root", "metadata", "leaf_directory", "tile_data"]
        sections = [(header[f"{name}_offset"], header[f"{name}_length"], name) for name in names]
        for offset, length, name in sorted(section for section in sections if section[1]):
            faults.check(offset >= end, "sections overlap", name)
            end = offset + length
        faults.check(end == len(self.bytes), "bytes behind the last section", f"{len(self.bytes) - end}")
        root_end = header["root_offset"] + header["root_length"]
        faults.check(root_end <= 16_384, "root directory past the first 16 KiB", root_end)
        faults.check(header["clustered"], "clustered flag is off")
        faults.check(header["tile_type"] == TileType.MVT, "tile type", header["tile_type"])
        for part in ["tile", "internal"]:
            compression = header[f"{part}_compression"]
            faults.check(compression == Compression.GZIP, f"{part} compression", compression)

    def entries(self, offset, length, faults, depth=0):
        for entry in deserialize_directory(self.bytes[offset : offset + length]):
            if entry.run_length:
                yield entry
            elif faults.check(depth < 3, "directories too deep", entry.tile_id):
                start = self.header["leaf_directory_offset"] + entry.offset
                yield from self.entries(start, entry.length, faults, depth + 1)

    def check_entries(self, entries, faults):
        next_id, seen, contents, addressed = 0, 0, set(), 0
        for entry in entries:
            faults.check(entry.tile_id >= next_id, "entries out of order", entry.tile_id)
            faults.check(entry.length > 0, "entry without bytes", entry.tile_id)
            # A tile is new and stands behind all before it, or was seen before.
            if (entry.offset, entry.length) not in contents:
                faults.check(entry.offset == seen, "clustered, but not in ascending order", entry.tile_id)
                seen = max(seen, entry.offset + entry.length)
            contents.add((entry.offset, entry.length))
            next_id = entry.tile_id + entry.run_length
            addressed += entry.run_length
            start = self.header["tile_data_offset"] + entry.offset
            for tile_id in range(entry.tile_id, next_id):
                self.places[tileid_to_zxy(tile_id)] = (start, entry.length)
        faults.check(seen == self.header["tile_data_length"], "bytes of tiles that no entry names")
        found = {"addressed_tiles": addressed, "tile_entries": len(entries), "tile_contents": len(contents)}
        for name, count in found.items():
            claimed = self.header[f"{name}_count"]
            faults.check(claimed == count, f"count of {name}", f"header {claimed}, found {count}")

    def tiles(self):
        return list(self.places)

    def read(self, tile):
        offset, length = self.places[tile]
        return self.bytes[offset : offset + length]


class Database:
    """An MBTiles 1.3 database."""

    def __init__(self, path, faults):
        self.connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        rows = dict(self.connection.execute("SELECT name, value FROM metadata"))
        self.metadata = texts_to_metadata(rows)
        check = self.connection.execute("PRAGMA integrity_check").fetchone()[0]
        faults.check(check == "ok", "database", check)
        faults.check(rows.get("format") == "pbf", "format", rows.get("format"))
        faults.check("name" in rows, "metadata without name")
        self.places = {}
        for z, x, row in self.connection.execute("SELECT zoom_level, tile_column, tile_row FROM tiles"):
            tile = (z, x, (1 << z) - 1 - row)
            faults.check(tile not in self.places, "tile stands twice", tile)
            faults.check(0 <= x < 1 << z and 0 <= row < 1 << z, "no such tile", tile)
            self.places[tile] = row

    def tiles(self):
        return sorted(self.places)

    def read(self, tile):
        select = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
        return self.connection.execute(select, (tile[0], tile[1], self.places[tile])).fetchone()[0]


class Folder:
    """Files `{z}/{x}/{y}.pbf` with `metadata.json` and, of our own, `tiles.json`."""

    def __init__(self, path, faults):
        self.path = path
        self.metadata = texts_to_metadata(json.loads((path / "metadata.json").read_text()))
        tilejson = path / "tiles.json"
        if tilejson.exists():
            said = json.loads(tilejson.read_text())
            faults.check(said["tilejson"] == "3.0.0", "tiles.json is no TileJSON 3.0.0")
            said["zooms"] = (said["minzoom"], said["maxzoom"])
            for name, value in self.metadata.items():
                faults.check(said[name] == value, "tiles.json and metadata.json differ", name)
        files = path.glob("[0-9]*/[0-9]*/[0-9]*.pbf")
        self.places = {tuple(int(part) for part in (*file.parts[-3:-1], file.stem)): file for file in files}

    def tiles(self):
        return sorted(self.places)

    def read(self, tile):
        data = self.places[tile].read_bytes()
        return data if data[:2] == b"\x1f\x8b" else gzip.compress(data, mtime=0)
