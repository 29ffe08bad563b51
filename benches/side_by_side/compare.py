"""Runs every engine on the same two files, compares what they find, and writes it down.

`compare.py TARGET [FOOTPRINTS ZONES]`; see `benches/overlay-side-by-side`, which sees to what is needed.
"""

import datetime
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
# Of the area, between engines.
TOLERANCE = 1e-9


def measured(command):
    """Runs a command of one line of JSON; gives that with clock, CPU and memory of the process."""
    load = os.getloadavg()[0]
    clock = time.perf_counter()
    with subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE) as process:
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with exit code {process.returncode}")
    return json.loads(said) | {
        "load": load,
        "wall_s": time.perf_counter() - clock,
        "cpu_s": used.ru_utime + used.ru_stime,
        "peak_gb": used.ru_maxrss / 1e6,
    }


def files(target, given):
    """The two FlatGeobuf files, and the same as GeoParquet, which the peers read fastest."""
    if given:
        flat = [Path(path) for path in given]
    else:
        flat = [target / "side_by_side" / f"{name}.fgb" for name in ("footprints", "zones")]
        if not all(path.is_file() for path in flat):
            subprocess.run([sys.executable, HERE / "footprints_and_zones.py", flat[0].parent], check=True)
    columnar = []
    for name, path in zip(("given-footprints", "given-zones") if given else ("footprints", "zones"), flat):
        parquet = target / "side_by_side" / f"{name}.parquet"
        parquet.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, HERE / "columnar.py", path, parquet], check=True)
        columnar.append(parquet)
    return flat, columnar


def stages(run):
    """The seconds of each stage, as one cell."""
    return ", ".join(f"{name[:-2].replace('_', ' ')} {value:.2f}" for name, value in run.items()
                     if name.endswith("_s") and name not in ("wall_s", "cpu_s"))


def machine():
    """Processor and memory, as the system tells."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} × {model}, {memory:.0f} GiB, {platform.system()} {platform.release()}"


def main():
    target, given = Path(sys.argv[1]), sys.argv[2:]
    flat, columnar = files(target, given)
    version = importlib.metadata.version
    ours = target / "release" / "examples" / "overlay"
    engines = [
        ("toplaag", [ours, *flat], 5),
        (f"Shapely {version('shapely')}", [sys.executable, HERE / "shapely_overlay.py", *columnar], 3),
        (f"SedonaDB {version('sedonadb')}", [sys.executable, HERE / "sedona_overlay.py", *columnar], 1),
    ]
    runs = [(name, run) for name, command, times in engines for run in [measured(command) for _ in range(times)]]
    floor = measured([sys.executable, HERE / "floor.py", *columnar, *flat])

    pairs, area = runs[0][1]["pairs"], runs[0][1]["area_m2"]
    off = {name: run["area_m2"] / area - 1 for name, run in runs}
    alike = all(run["pairs"] == pairs for _, run in runs) and all(abs(part) < TOLERANCE for part in off.values())

    rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    today = datetime.date.today().isoformat()
    lines = [
        f"# Overlay side by side, {today}",
        "",
        f"- Machine: {machine()}. Load is what ran before each run: compare CPU seconds when it is not 0.",
        f"- {rustc}; Python {platform.python_version()}; " + ", ".join(
            f"{name} {version(name)}" for name in ("shapely", "sedonadb", "geopandas", "numpy", "pyarrow")),
        "- Command: `benches/overlay-side-by-side" + ("".join(f" {path.name}" for path in flat) if given else "") + "`",
        f"- Input: {' and '.join(f'{path.name} ({path.stat().st_size / 1e6:.0f} MB)' for path in flat)}. toplaag reads"
        " FlatGeobuf and checks that every polygon is valid; the others read GeoParquet and check nothing.",
        "- Wall, CPU and memory are those of the whole process, reading included.",
        "",
        "| engine | pairs | area m² | wall s | CPU s | peak GB | stages, wall s | load |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, run in runs:
        lines.append(f"| {name} | {run['pairs']:,} | {run['area_m2']:,.4f} | {run['wall_s']:.2f} | {run['cpu_s']:.2f} "
                     f"| {run['peak_gb']:.2f} | {stages(run)} | {run['load']:.1f} |")
    lines += [
        "",
        f"Answers {'agree' if alike else 'DIFFER'}: pairs " + ("the same, " if alike else "or ") + "area off by "
        + ", ".join(f"{part:+.1e} ({name})" for name, part in off.items() if name != "toplaag") + ".",
        "",
        "## The floor",
        "",
        f"No engine can do with less than {floor['bytes'] / 1e6:,.0f} MB read and {floor['vertices']:,} vertices looked at."
        f" Boxes of {floor['box_pairs']:,} pairs meet; {floor['crossed_pairs']:,} of these have a zone's edge in the"
        f" footprint's box and need geometry, with {floor['edges_met']:,} edges met of {floor['zone_edges']:,}."
        " The others need one bit each: in or out.",
        "",
    ]
    name = f"overlay-{today}-{os.cpu_count()}cores{'-given' if given else ''}.md"
    result = HERE.parent / "results" / name
    result.write_text("\n".join(lines))
    print("\n".join(lines))
    if not alike:
        sys.exit("the answers differ")


if __name__ == "__main__":
    main()
