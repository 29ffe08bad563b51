"""Makes the same tiles with every engine, looks into them, and writes it down.

`compare.py PROGRAM FOLDER`; see `benches/tiles-beside-peers`, which sees to what is needed.
"""

import datetime
import importlib.metadata
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from measure import killed, measured

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent))
FOOTPRINTS, ZONES = 1_000_000, 2_432
# Runs of each engine; the one with the least CPU counts. Slow ones run once.
ENGINES = {"toplaag": 3, "tylertoo": 2, "tippecanoe": 1, "tippecanoe -pn": 1}
TASKS = {
    "footprints, z14": ("footprints", 14, 14, ("toplaag", "tylertoo", "tippecanoe")),
    "zones, z0–12": ("zones", 0, 12, tuple(ENGINES)),
    "footprints, z10–14": ("footprints", 10, 14, ("toplaag", "tylertoo", "tippecanoe")),
}


def command(engine, program, layer, target, low, high):
    """How each engine is called: as it comes, with the zooms asked for."""
    if engine == "toplaag":
        return [program, "tiles", f"{layer}.fgb", "--out", target, "--force", "--quiet",
                "--min-zoom", low, "--max-zoom", high]
    if engine == "tylertoo":
        return [sys.executable, HERE / "tylertoo_tiles.py", f"{layer}.parquet", target, low, high]
    peer = Path(sys.executable).parent / "tippecanoe"
    return [peer, "-q", "-f", "-P", f"-Z{low}", f"-z{high}", "-o", target, f"{layer}.geojsonl", *engine.split()[1:]]


def inside(program, *arguments):
    """What a look into an archive says, in a process of its own."""
    said = subprocess.run([sys.executable, program, *arguments], capture_output=True, text=True, check=True).stdout
    return json.loads(said)


def run(program, folder):
    """Every engine at every task: the leanest run and what it made."""
    for task, (layer, low, high, engines) in TASKS.items():
        for engine in engines:
            target = folder / f"{engine.replace(' ', '')}-{layer}-{low}-{high}.pmtiles"
            call = command(engine, program, folder / "in" / layer, target, low, high)
            runs = [measured(call) for _ in range(ENGINES[engine])]
            if any(one["exit"] for one in runs):
                sys.exit(f"{engine} ended with exit code {[one['exit'] for one in runs]} at {task}")
            best = min(runs, key=lambda one: one["cpu_s"])
            best |= {"task": task, "engine": engine, "target": target, "bytes": target.stat().st_size, "call": call}
            best["zooms"] = {int(zoom): row for zoom, row in inside(HERE / "contents.py", target).items()}
            print({key: value for key, value in best.items() if key != "call"}, file=sys.stderr, flush=True)
            yield best


def check(best):
    """A wrong result of ours gives no time."""
    if best["engine"] != "toplaag":
        return
    due = ZONES if best["task"].startswith("zones") else FOOTPRINTS
    low, high = TASKS[best["task"]][1:3]
    for zoom in range(max(low, 12 if due == FOOTPRINTS else 10), high + 1):
        found = best["zooms"].get(zoom, {}).get("ids", 0)
        if found != due:
            sys.exit(f"{best['task']}: {found:,} of {due:,} objects at zoom {zoom}")


def shares(best):
    """The objects of each zoom that occur in it."""
    due = ZONES if best["task"].startswith("zones") else FOOTPRINTS
    low, high = TASKS[best["task"]][1:3]
    rows = {zoom: best["zooms"].get(zoom) for zoom in range(low, high + 1)}
    cells = [f"z{zoom} " + ("missing" if row is None else "totals" if not row["ids"] else f"{100 * row['ids'] / due:.4g} %")
             for zoom, row in rows.items()]
    return ", ".join(cells)


def reprojected(program, folder):
    """What comes of FlatGeobuf (GeoParquet for tylertoo) in RD New with the CRS in its header."""
    for engine in ("toplaag", "tylertoo", "tippecanoe"):
        target = folder / f"{engine}-rd.pmtiles"
        target.unlink(missing_ok=True)
        call = command(engine, program, folder / "in" / "zones", target, 0, 8)
        given = folder / "in" / ("zones-rd.parquet" if engine == "tylertoo" else "zones.fgb")
        call = [given if str(part).startswith(str(folder / "in")) else part for part in call]
        ended = measured(call)["exit"]
        tiles = inside(HERE / "contents.py", target) if target.is_file() and target.stat().st_size > 127 else {}
        yield engine, f"exit code {ended}, {sum(row['tiles'] for row in tiles.values())} tiles"


def cut_short(program, folder, bests):
    """What is left of a good file whose replacement is killed half-way."""
    for best in bests:
        if best["task"] == "footprints, z14":
            target = folder / "killed.pmtiles"
            shutil.copy(folder / "toplaag-zones-0-12.pmtiles", target)
            call = [target if part == best["target"] or part == str(best["target"]) else part for part in best["call"]]
            yield best["engine"], killed(call, target, best["wall_s"] / 2)


def gap_rows(folder, bests):
    """Gaps and overlaps of the zones, by zoom and engine."""
    archives = [best for best in bests if best["task"].startswith("zones")]
    found = {best["engine"]: inside(HERE / "gaps.py", folder / "in" / "zones.parquet", best["target"])
             for best in archives}
    yield "| zoom | " + " | ".join(found) + " |"
    yield "| --- |" + " --- |" * len(found)
    for zoom in range(13):
        cells = (rows.get(str(zoom)) for rows in found.values())
        yield f"| {zoom} | " + " | ".join("missing" if cell is None else " / ".join(cell) for cell in cells) + " |"


def machine():
    """Processor and memory, as the system tells."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} × {model}, {memory:.0f} GiB, {platform.system()} {platform.release()}"


def report(program, folder, bests):
    """All that was found, as Markdown."""
    ours = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    version = importlib.metadata.version
    lines = [
        f"# Tiles side by side, {datetime.date.today().isoformat()}",
        "",
        f"- Machine: {machine()}. Load is what ran before each run; compare CPU seconds.",
        f"- {ours}; tippecanoe {version('tippecanoe')}; tylertoo {version('tylertoo')}; Python {platform.python_version()}.",
        "- Command: `benches/tiles-beside-peers`. Each engine as it comes, with the zooms asked for; of toplaag the leanest"
        " of 3 runs, of tylertoo of 2, tippecanoe ran once.",
        f"- Input: {FOOTPRINTS:,} footprints with 4 attributes, and {ZONES:,} zones that share wandering borders. toplaag"
        " reads FlatGeobuf in RD New, projects it and checks that every polygon is valid; tippecanoe reads GeoJSON lines"
        " in parallel (`-P`), tylertoo GeoParquet, both in WGS 84. Wall, CPU and memory are of the whole process.",
        "",
        "| task | engine | wall s | CPU s | peak MB | file MB | tiles | largest tile kB | load |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for best in bests:
        tiles = best["zooms"].values()
        lines.append(
            f"| {best['task']} | {best['engine']} | {best['wall_s']:.1f} | {best['cpu_s']:.2f} | {best['peak_mb']:.0f} "
            f"| {best['bytes'] / 1e6:.2f} | {sum(row['tiles'] for row in tiles):,} "
            f"| {max(row['largest'] for row in tiles) / 1e3:.0f} | {best['load']:.1f} |")
    lines += ["", "## Objects that are there", "", "| task | engine | share of all objects, by zoom |", "| --- | --- | --- |"]
    lines += [f"| {best['task']} | {best['engine']} | {shares(best)} |" for best in bests]
    lines += ["", "Totals: toplaag counts small objects per square below zoom 12, by default.", "",
              "## Zones: gaps / overlap in ppm / invalid polygons", ""]
    lines += gap_rows(folder, bests)
    lines += ["", "## Killed half-way (`kill -9`), over a good file", ""]
    lines += [f"- {engine}: {left}" for engine, left in cut_short(program, folder, bests)]
    lines += ["", "## RD New with the CRS in the header", ""]
    lines += [f"- {engine}: {outcome}" for engine, outcome in reprojected(program, folder)]
    return "\n".join(lines) + "\n"


def main():
    program, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    bests = []
    for best in run(program, folder):
        check(best)
        bests.append(best)
    text = report(program, folder, bests)
    name = f"tiles-{datetime.date.today().isoformat()}-{os.cpu_count()}cores.md"
    (HERE.parent / "results" / name).write_text(text)
    print(text)


if __name__ == "__main__":
    main()
