"""The invented town from PostGIS and into it, held against the same from files and into files.

Usage: check.py PROGRAM FOLDER [PANDEN], with a database to use in PGHOST, PGUSER and PGDATABASE.
"""

import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import time

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
        ["ogr2ogr", "-f", "PostgreSQL", "PG:", FOLDER / name if name == csv.name else TOWN / name, "-nln", f"{schema}.{stem}", "-lco", "LAUNDER=NO"],
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
n_tables = sql("select count(*) from pg_tables where schemaname = 'bag'")
for harm in [
    "select bag.harm() as id",
    "delete from bag.panden returning *",
    "drop table bag.panden",
    "begin read write; drop table bag.panden; commit",
    "select 1 as id; commit; begin read write; drop table bag.panden; commit",
    "select * into bag.copy from bag.panden",
]:
    (TOWN / "harm.toml").write_text(f'[panden]\npath = "{HERE}"\nsql = "{harm}"\n')
    done = toplaag("scan", "harm.toml", "--out", "harm")
    why = done.stderr.splitlines()[0].split(": ", 2)[-1][:100]
    tables = sql("select count(*) from pg_tables where schemaname = 'bag'")
    expect(f"`{harm}` is refused: {why}", done.returncode == 3 and sql("select count(*) from bag.panden") == before and tables == n_tables)

# Messages: a table that is not there, a database that is not there, a password that is never shown.
(TOWN / "gone.toml").write_text(f'[panden]\npath = "{HERE} password=geheim123"\nlayer = "bag.weg"\n')
done = toplaag("scan", "gone.toml", "--out", "gone")
expect("a table that is not there is told with those there are", done.returncode == 3 and "bag.panden" in done.stderr)
expect("a password is not shown", "geheim123" not in done.stdout + done.stderr)
(TOWN / "down.toml").write_text('[panden]\npath = "postgresql://ina:geheim123@127.0.0.1:1/gis"\n')
done = toplaag("scan", "down.toml", "--out", "down")
for odd in ["postgresql://ina:ge?geheim123@127.0.0.1:1/gis", HERE + " password=mijn geheim123", "PG:geheim123"]:
    (TOWN / "odd.toml").write_text(f'[panden]\npath = "{odd}"\n')
    said = toplaag("scan", "odd.toml", "--out", "odd")
    expect(f"an odd connection keeps its password: {said.stderr.splitlines()[0][:110]}", said.returncode == 3 and "geheim123" not in said.stdout + said.stderr)
expect(f"a server that is not there is told: {done.stderr.splitlines()[0][:160]}", done.returncode == 3 and "geheim123" not in done.stderr)

# Into the database.
TO = "postgis:" + HERE.removeprefix("PG:") + " schema='uit komst'"


def into(project, *more, out="to"):
    return toplaag("scan", project, "--out", out, "--quiet", "--force", "--to", TO, *more)


def table(name, columns="*"):
    return sql(f"select {columns} from \"uit komst\".{name} order by 1")


done = into("toplaag.toml")
expect(f"a run goes into a schema that is made for it {done.stderr}", done.returncode == 0)
expect("the folder is the one of a run without a database", read("to", "shortlist.csv") == read("files", "shortlist.csv"))
gpkg = sqlite3.connect(TOWN / "to" / "toplaag.gpkg")
for name in ["panden", "sites", "site_findings"]:
    columns = [row[1] for row in gpkg.execute(f"pragma table_info({name})") if row[1] not in ("geom",)]
    listed = ", ".join(f'"{column}"' for column in columns)
    plain = gpkg.execute(f"select {listed} from {name} order by fid").fetchall()
    def cell(value):
        return "" if value is None else repr(float(value)) if isinstance(value, float) else str(value)
    ours = [[cell(value) for value in row] for row in plain]
    theirs = table(name, listed)
    kinds = dict(sql(f"select column_name, data_type from information_schema.columns where table_schema = 'uit komst' and table_name = '{name}'"))
    def told(column, text):
        if kinds[column] == "boolean":
            return {"t": "1", "f": "0"}.get(text, text)
        return repr(float(text)) if text and kinds[column].startswith(("double", "numeric")) else text
    theirs = [[told(column, text) for column, text in zip(columns, row)] for row in theirs]
    expect(f"{name}: {len(ours)} rows and {len(columns)} columns, cell by cell the same", ours == theirs)
    if ours != theirs:
        print([(a, b) for a, b in zip(ours, theirs) if a != b][:1])
    [[n]] = sql(f"select count(*) from pg_description d join pg_class c on c.oid = d.objoid join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'uit komst' and c.relname = '{name}' and d.objsubid > 0")
    expect(f"{name}: {n} columns are explained", int(n) >= len(columns) - 3)
[[srid, kind, n_valid, n]] = sql("select min(st_srid(geom)), min(geometrytype(geom)), count(*) filter (where st_isvalid(geom)), count(geom) from \"uit komst\".panden")
expect(f"panden are {kind} in EPSG:{srid}, all {n} valid", (srid, kind) == ("28992", "MULTIPOLYGON") and n == n_valid)
[[n]] = sql("select count(*) from pg_indexes where schemaname = 'uit komst' and indexdef like '%gist%'")
expect("there is a spatial index on panden and sites", n == "2")
[[area]] = sql("select sum(st_area(geom)) from \"uit komst\".panden")
[[there]] = [line.split()[-1:] for line in subprocess.run(["ogrinfo", "-q", "-dialect", "SQLite", TOWN / "to" / "toplaag.gpkg", "-sql", "select sum(st_area(geom)) as area from panden"], capture_output=True, text=True).stdout.splitlines() if "area" in line]
expect(f"with the same area: {float(area):.3f} m2", abs(float(area) - float(there)) < 1e-6 * float(area))

before = table("panden", "count(*), max(fid)")
done = toplaag("scan", "toplaag.toml", "--out", "other", "--quiet", "--to", TO)
expect(f"without --force tables of an earlier run stop the run at once: {done.stderr.splitlines()[0][:120]}", done.returncode == 4 and not (TOWN / "other").exists())
sql("update \"uit komst\".sites set corporatie = 'merk'")
done = into("area.toml", "--max-issues", "0")
expect("a run that fails leaves the tables", done.returncode != 0 and table("panden", "count(*), max(fid)") == before and table("sites", "min(corporatie)") == [["merk"]])
sql("create schema trap")
sql("create table trap.sites (mine text)")
done = toplaag("scan", "toplaag.toml", "--out", "trapped", "--quiet", "--force", "--to", TO.replace("'uit komst'", "trap"))
expect(f"a table of somebody else's is never touched: {done.stderr.splitlines()[0][:140]}", done.returncode == 4 and "somebody else's" in done.stderr and sql("select count(*) from trap.sites") == [["0"]])

# In the middle of the rows the server refuses; nothing of it may be seen, folder and all.
sql("create function public.stop() returns trigger language plpgsql as $$ begin if new.fid > 10 then raise 'enough'; end if; return new; end $$")
sql("create trigger stop before insert on \"uit komst\".sites for each row execute function public.stop()")
done = into("toplaag.toml", out="stopped")
expect(f"what the server refuses half-way is told: {done.stderr.splitlines()[0][-90:]}", done.returncode == 4)
expect("and leaves the tables and no folder", table("panden", "count(*), max(fid)") == before and table("sites", "min(corporatie)") == [["merk"]] and not (TOWN / "stopped").exists())
sql("drop trigger stop on \"uit komst\".sites")
sql("create view public.mine as select * from \"uit komst\".panden")
sql("create role reader; grant usage on schema \"uit komst\" to reader; grant select on \"uit komst\".panden to reader")
done = into("toplaag.toml")
expect("--force keeps a view on a table and rights to it", sql("select count(*) > 0 from public.mine") == [["t"]] and sql("select has_table_privilege('reader', '\"uit komst\".panden', 'select')") == [["t"]])
sql("alter table \"uit komst\".panden add column extra int")
changed = into("toplaag.toml")
expect(f"a table whose columns changed is not dropped from under a view: {changed.stderr.splitlines()[0][-80:]}", changed.returncode == 4 and table("panden", "count(*), max(fid)") == before)
sql("drop view public.mine")
changed = into("toplaag.toml")
expect("and is made anew without one", changed.returncode == 0 and table("panden", "count(*), max(fid)") == before)
expect("--force replaces them", done.returncode == 0 and table("panden", "count(*), max(fid)") == before and table("sites", "min(corporatie)") != [["merk"]])

# A kill while the tables are locked for replacement.
holder = subprocess.Popen(["psql", "-q"], stdin=subprocess.PIPE, text=True)
holder.stdin.write('begin; lock table "uit komst".panden in access share mode;\n')
holder.stdin.flush()
killed = subprocess.Popen([PROGRAM, "scan", "toplaag.toml", "--out", "killed", "--quiet", "--to", TO, "--force"], cwd=TOWN)
for _ in range(300):
    if sql("select count(*) from pg_locks where not granted") != [["0"]]:
        break
    time.sleep(0.1)
killed.kill()
killed.wait()
holder.stdin.write("commit;\n")
holder.stdin.close()
holder.wait()
for _ in range(100):
    if sql("select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'") == [["0"]]:
        break
    time.sleep(0.1)
expect("a kill in the middle leaves the tables and no folder", table("panden", "count(*), max(fid)") == before and not (TOWN / "killed").exists())

# How fast? Asked for by `check.py PROGRAM FOLDER PANDEN`, with a release build.
if len(sys.argv) > 3:
    large = FOLDER / "large"
    subprocess.run([PROGRAM, "sample", "--panden", sys.argv[3], "--out", large], check=True, stdout=subprocess.DEVNULL)
    sql("create schema large")
    subprocess.run(["ogr2ogr", "-f", "PostgreSQL", "PG:", large / "bag.gpkg", "-lco", "SCHEMA=large", "-lco", "LAUNDER=NO"], check=True, env=os.environ | {"PG_USE_COPY": "YES"})
    text = (large / "toplaag.toml").read_text()
    for layer in ["pand", "verblijfsobject"]:
        text = text.replace('path = "bag.gpkg"', f'path = "{HERE}"\nlayer = "large.{layer}"', 1)
    (large / "pg.toml").write_text(text)
    for project, more in [("toplaag.toml", []), ("pg.toml", []), ("toplaag.toml", ["--to", TO])]:
        clock = time.monotonic()
        done = toplaag("scan", project, "--out", "out", "--quiet", "--force", *more, cwd=large)
        expect(f"{sys.argv[3]} panden, {project} {'into PostGIS' if more else ''}: {time.monotonic() - clock:.1f} s {done.stderr}", done.returncode == 0)

sys.exit(1 if faults else 0)
