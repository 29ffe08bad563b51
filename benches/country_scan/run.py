"""Runs the scans of benches/country and prints the table.

Usage: run.py TOWNS PROGRAM BEFORE PANDEN...   (BEFORE may be empty)
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

# What a run answers; the trail and the tables with its date aside.
ANSWERS = ["panden.fgb", "sites.fgb", "sites.geojson", "shortlist.csv", "issues.csv"]


def town(towns, program, panden, forms):
    folder = towns / str(panden)
    if not (folder / "toplaag.toml").exists():
        subprocess.run([program, "sample", "--panden", str(panden), "--out", folder], check=True, stdout=subprocess.DEVNULL)
    text = (folder / "toplaag.toml").read_text()
    if forms == "optoppen":
        text = text.replace('lang = "nl"', 'lang = "nl"\nforms = ["optoppen"]', 1)
        if "forms =" not in text:
            sys.exit(f"FAILED {folder}/toplaag.toml: no place for the forms")
    project = folder / f"{forms}.toml"
    project.write_text(text)
    return project


def measured(program, project, out):
    """Wall and CPU seconds and peak memory in GB of one scan."""
    shutil.rmtree(out, ignore_errors=True)
    began = time.monotonic()
    child = subprocess.Popen([program, "scan", project, "--out", out, "-q"], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    wall = time.monotonic() - began
    if status != 0:
        sys.exit(f"FAILED {program} scan {project}: status {status}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1e6


def checked(out):
    """The counts of a run, once they add up."""
    counts = json.loads((out / "run.json").read_text())["counts"]
    judged = counts["suitable"] + sum(counts["unsuitable"].values()) + sum(counts["undecided"].values())
    if judged != counts["panden"]:
        sys.exit(f"FAILED {out}: {judged} verdicts, {counts['panden']} panden")
    ground = counts.get("ground") or {}
    if ground and ground["domains"] != ground["with_plots"] + ground["too_small"] + ground["without_room"]:
        sys.exit(f"FAILED {out}: domains do not add up")
    return counts


def digest(out):
    return {name: hashlib.file_digest((out / name).open("rb"), "sha256").hexdigest() for name in ANSWERS if (out / name).exists()}


def main(towns, program, before, *sizes):
    towns = Path(towns)
    towns.mkdir(parents=True, exist_ok=True)
    print(f"Load before: {open('/proc/loadavg').read().split()[0]}; {os.cpu_count()} cores.\n")
    print("| panden | forms | program | CPU s | wall s | peak GB | µs of CPU a pand |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for panden in map(int, sizes):
        for forms in ("all", "optoppen"):
            project = town(towns, program, panden, forms)
            answers = []
            for name, which in (("before", before), ("now", program)):
                if not which:
                    continue
                out = towns / f"{panden}-{forms}-{name}"
                wall, cpu, peak = measured(which, project, out)
                answers.append((checked(out), digest(out)))
                print(f"| {panden:,} | {forms} | {name} | {cpu:.1f} | {wall:.1f} | {peak:.2f} | {cpu / panden * 1e6:.0f} |", flush=True)
                shutil.rmtree(out)
            if len(answers) == 2:
                (old, old_bytes), (new, new_bytes) = answers
                if old != new:
                    sys.exit(f"FAILED {panden} {forms}: counts differ")
                print(f"<!-- same bytes: {[name for name in new_bytes if new_bytes[name] == old_bytes.get(name)]} -->")


main(*sys.argv[1:])
