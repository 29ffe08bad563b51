"""The invented town from PostGIS and into it, held against the same from files and into files.

Usage: check.py PROGRAM FOLDER, with a database to use in PGHOST, PGUSER and PGDATABASE.
"""

import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys

PROGRAM, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
TOWN = FOLDER / "town"
HERE = f"PG:host={os.environ['PGHOST']} dbname={os.environ['PGDATABASE']} user={os.environ['PGUSER']}"
faults = 0


def expect(what, good):
    global faults
    print(("ok    " if good else "FAULT ") + what)
    faults += not good


def sql(query):
    """The answer of the server, a list of rows of texts."""
    done = subprocess.run(["psql", "-qAt", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", "-c", query], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{query}: {done.stderr}")
    return [line.split("\x1f") for line in done.stdout.splitlines()]


def toplaag(*words, cwd=TOWN):
    return subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, cwd=cwd)


def scan(project, out, *more):
    done = toplaag("scan", project, "--out", out, "--quiet", "--force", *more)
    if done.returncode:
        raise SystemExit(f"scan {project}: {done.stderr}")


FOLDER.mkdir()
subprocess.run([PROGRAM, "sample", "--format", "text", "--out", TOWN], check=True, stdout=subprocess.DEVNULL)
scan("toplaag.toml", "files")

# Every vector layer and table into the schema `bag`, some in public.
project = (TOWN / "toplaag.toml").read_text()
sql("create schema bag")
# Windows-1252, as spreadsheets write it; a database holds UTF-8.
csv = TOWN / "bezit.csv"
(FOLDER / "bezit.csv").write_bytes(csv.read_bytes().decode("cp1252").encode())
for name in sorted(set(re.findall(r'path = "([^"]+\.(?:geojson|csv))"', project))):
    stem = name.split(".")[0]
    schema = "public" if stem == "haltes" else "bag"
    subprocess.run(
        ["ogr2ogr", "-f", "PostgreSQL", "PG:", FOLDER / name if name == csv.name else TOWN / name, "-nln", f"{schema}.{stem}", "-lco", "LAUNDER=NO", "-oo", "AUTODETECT_TYPE=NO"],
        check=True,
    )
    # Inline tables stand on one line.
    separator = ", " if f'{{ path = "{name}"' in project else "\n"
    project = project.replace(f'path = "{name}"', f'path = "{HERE}"{separator}layer = "{schema}.{stem}"')
(TOWN / "pg.toml").write_text(project)
scan("pg.toml", "pg")


def counts(out):
    return json.loads((TOWN / out / "run.json").read_text())["counts"]


def read(out, name):
    return (TOWN / out / name).read_bytes()


expect("the shortlist from PostGIS has the bytes of the one from files", read("pg", "shortlist.csv") == read("files", "shortlist.csv"))
expect("so has the GeoJSON of the sites", read("pg", "sites.geojson") == read("files", "sites.geojson"))
ours, theirs = counts("pg"), counts("files")
expect("so have all counts", ours == theirs)
if ours != theirs:
    print({name: (theirs[name], ours[name]) for name in theirs if ours[name] != theirs[name]})
trail = json.loads((TOWN / "pg" / "run.json").read_text())["inputs"]
tables = [one for one in trail if one["format"] == "PostGIS"]
expect(f"{len(tables)} inputs are tables, with records and without a checksum", len(tables) >= 12 and all(one["records"] and not one["sha256"] for one in tables))

# A query, with the window of an area pushed down.
query = "select identificatie, bouwjaar, status, gebruiksdoel, wkb_geometry from bag.panden where bouwjaar < 1980"
(TOWN / "query.toml").write_text(f'[panden]\npath = "{HERE}"\nsql = "{query}"\n')
scan("query.toml", "query")
[[n]] = sql("select count(distinct identificatie) from bag.panden where bouwjaar < 1980")
expect("a query gives as many panden as the server counts", counts("query")["panden"] == int(n))
(TOWN / "area.toml").write_text(f'[panden]\npath = "{HERE}"\nlayer = "bag.panden"\n[area]\nbox = [130000, 470000, 135100, 475000]\n')

# Read-only, whatever is asked.
sql("create function bag.harm() returns int language sql as $$ delete from bag.panden; select 1 $$")
before = sql("select count(*) from bag.panden")
for harm in ["select bag.harm() as id", "delete from bag.panden returning *", "drop table bag.panden"]:
    (TOWN / "harm.toml").write_text(f'[panden]\npath = "{HERE}"\nsql = "{harm}"\n')
    done = toplaag("scan", "harm.toml", "--out", "harm")
    refused = done.returncode == 3 and ("read-only" in done.stderr or "no rows" in done.stderr or "error" in done.stderr)
    expect(f"`{harm}` is refused: {done.stderr.splitlines()[0][:150]}", refused and sql("select count(*) from bag.panden") == before)

# Messages: a table that is not there, a database that is not there, a password that is never shown.
(TOWN / "gone.toml").write_text(f'[panden]\npath = "{HERE} password=geheim123"\nlayer = "bag.weg"\n')
done = toplaag("scan", "gone.toml", "--out", "gone")
expect("a table that is not there is told with those there are", done.returncode == 3 and "bag.panden" in done.stderr)
expect("a password is not shown", "geheim123" not in done.stdout + done.stderr)
(TOWN / "down.toml").write_text('[panden]\npath = "postgresql://ina:geheim123@127.0.0.1:1/gis"\n')
done = toplaag("scan", "down.toml", "--out", "down")
expect(f"a server that is not there is told: {done.stderr.splitlines()[0][:160]}", done.returncode == 3 and "geheim123" not in done.stderr)

sys.exit(1 if faults else 0)
