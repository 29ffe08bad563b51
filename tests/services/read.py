"""Starts `toplaag toon` on a run and reads it with other people's programs.

Usage: read.py PROGRAM RUN SCHEMATHESIS_SECONDS

GDAL's OAPIF driver, OWSLib, curl, schemathesis, and cql2 as a second opinion on filters. Answers are held against the
files of the run. Prints a line a check; ends with 1 at the first that fails.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from pathlib import Path

import cql2
from owslib.ogcapi.features import Features

RD = "http://www.opengis.net/def/crs/EPSG/0/28992"

# Asked by cql2 as well, of the features of which all is known that the filter names: it takes no unknowns.
FILTERS = {
    "panden": [
        "verdict = 'suitable'",
        "verdict <> 'suitable'",
        "bouwjaar < 1965 AND verdict = 'suitable'",
        "bouwjaar >= 1960 AND bouwjaar <= 1970",
        "verdict = 'suitable' OR verdict = 'undecided' AND footprint_m2 > 500",
        "(verdict = 'suitable' OR verdict = 'undecided') AND footprint_m2 > 500.5",
        "NOT (verdict = 'suitable')",
        "NOT verdict = 'suitable' AND footprint_m2 < 100",
        "footprint_m2 BETWEEN 200 AND 400",
        "verdict IN ('suitable', 'undecided')",
        "verdict NOT IN ('suitable', 'undecided')",
        "verdict LIKE 'un%'",
        "verdict LIKE '%suit_ble'",
        "verdict NOT LIKE 'un%'",
    ],
    "sites": [
        "form = 'optoppen' AND verdict = 'suitable'",
        "form IN ('optoppen', 'inbreiding') AND n_panden > 1",
        "form LIKE '%plint%' OR form = 'splitsen'",
    ],
}


def check(name, found, expected):
    if found != expected:
        sys.exit(f"FAILED {name}: found {str(found)[:600]}, expected {str(expected)[:600]}")
    print(f"ok  {name}: {str(found)[:70]}", flush=True)


def run(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, **more)
    return done.stdout + done.stderr


def get(url):
    with urllib.request.urlopen(url, timeout=60) as answer:
        return json.load(answer)


def status(*options):
    return run("curl", "-s", "-o", os.devnull, "-w", "%{http_code}", "--path-as-is", *options)


def features(root, collection, **query):
    query = {"limit": 10_000, **query}
    return get(f"{root}/collections/{collection}/items?{urllib.parse.urlencode(query)}")


def with_gdal(root, folder):
    """Both layers, their extent, a filter and a page size; against the FlatGeobuf of the run."""
    source = f"OAPIF:{root}"
    for layer in ("panden", "sites"):
        count = lambda *of: next(
            line for line in run("ogrinfo", "-ro", "-so", *of).splitlines() if line.startswith("Feature Count")
        )
        of_file = count("-al", f"{folder}/{layer}.fgb")
        check(f"GDAL counts {layer}", count(source, layer), of_file)
        # By pages, so that the links to the next are followed.
        pages = run("ogrinfo", "-ro", "-q", "-oo", "PAGE_SIZE=50", source, layer)
        n = pages.count("OGRFeature(")
        check(f"GDAL reads {layer} by pages", f"Feature Count: {n}", of_file)
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "sites.geojson"
        run("ogr2ogr", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=8", str(out), source, "sites")
        read = {f["properties"]["site_id"]: f for f in json.loads(out.read_text())["features"]}
        told = {f["properties"]["site_id"]: f for f in json.loads((folder / "sites.geojson").read_text())["features"]}
        check("GDAL reads every site", sorted(read), sorted(told))
        apart = max(distance(read[id]["geometry"], told[id]["geometry"]) for id in told)
        check("coordinates are those of sites.geojson", apart < 2e-8, True)
        for id, feature in told.items():
            for name, value in feature["properties"].items():
                other = read[id]["properties"].get(name)
                same = value == other or (isinstance(value, float) and abs(value - other) < 1e-9)
                if not same:
                    sys.exit(f"FAILED {id}.{name}: {other} is not {value}")
    # The driver sends what it can of a filter; the rest it does itself.
    asked = ["-where", "bouwjaar < 1965 AND verdict = 'suitable'"]
    n = lambda *of: run("ogrinfo", "-ro", "-q", *of, *asked).count("OGRFeature(")
    check("GDAL filters", n(source, "panden"), n("-al", f"{folder}/panden.fgb"))


def distance(a, b):
    """The largest difference between coordinates of two geometries; ring by ring, as each may begin elsewhere."""

    def flat(value):
        return [value] if not isinstance(value, list) else [number for part in value for number in flat(part)]

    first, second = flat(a["coordinates"]), flat(b["coordinates"])
    return max(map(lambda pair: abs(pair[0] - pair[1]), zip(first, second)), default=0) if len(first) == len(second) else 1


def with_owslib(root):
    api = Features(root)
    check("OWSLib sees the collections", [one["id"] for one in api.collections()["collections"]], ["panden", "sites"])
    check("OWSLib reads the description", api.api()["openapi"], "3.0.3")
    conforms = api.conformance()["conformsTo"]
    check("OWSLib reads conformance", any(one.endswith("ogcapi-features-2/1.0/conf/crs") for one in conforms), True)
    for layer in ("panden", "sites"):
        whole = features(root, layer)
        by_page = api.collection_items(layer, limit=7)
        check(f"OWSLib reads a page of {layer}", (len(by_page["features"]), by_page["numberMatched"]), (7, whole["numberMatched"]))
        queryables = api.collection_queryables(layer)["properties"]
        check(f"OWSLib reads what {layer} can be filtered by", set(whole["features"][0]["properties"]) <= set(queryables), True)
        one = whole["features"][0]
        check(f"OWSLib reads one of {layer}", api.collection_item(layer, one["id"])["properties"], one["properties"])
        west, south, east, north = api.collection(layer)["extent"]["spatial"]["bbox"][0]
        part = api.collection_items(layer, bbox=[west, south, (west + east) / 2, north], limit=10_000)
        check(f"OWSLib reads a part of {layer}", 0 < part["numberReturned"] < whole["numberReturned"], True)
    suitable = api.collection_items("panden", filter="verdict = 'suitable'", limit=10_000)
    by_column = api.collection_items("panden", verdict="suitable", limit=10_000)
    check("OWSLib filters", suitable["features"], by_column["features"])


def with_cql2(root):
    for layer, filters in FILTERS.items():
        whole = features(root, layer)["features"]
        for text in filters:
            expression = cql2.parse_text(text)
            named = [name for name in whole[0]["properties"] if re.search(rf"\b{name}\b", text)]
            known = {f["id"]: f for f in whole if all(f["properties"][name] is not None for name in named)}
            expected = [id for id, f in known.items() if expression.matches(f["properties"])]
            found = [f["id"] for f in features(root, layer, filter=text)["features"] if f["id"] in known]
            if found != expected:
                sys.exit(f"FAILED {text}: {len(found)} features, and {len(expected)} by cql2")
        check(f"cql2 agrees on {layer}", len(filters), len(FILTERS[layer]))


def with_curl(base, folder):
    tiles = f"{base}/data/toplaag.pmtiles"
    whole = (folder / "toplaag.pmtiles").read_bytes()
    with tempfile.NamedTemporaryFile() as out:
        run("curl", "-s", "-o", out.name, "-r", "100-299", tiles)
        check("curl reads a piece", Path(out.name).read_bytes() == whole[100:300], True)
    head = run("curl", "-sI", tiles).lower()
    check("curl asks for the head", (f"content-length: {len(whole)}" in head, "accept-ranges: bytes" in head), (True, True))
    check("nothing is there", status(f"{base}/nergens"), "404")
    for path in ("/../run.json", "/data/../../etc/passwd", "/data/..%2f..%2fetc/passwd", "//etc/passwd", "/run.json"):
        check(f"no way out by {path}", status(f"{base}{path}"), "404")
    check("another name is refused", status("-H", "Host: evil.example", f"{base}/ogc"), "421")
    check("nothing is written", status("-X", "PUT", f"{base}/ogc"), "405")
    long = status(f"{base}/ogc/collections/panden/items?filter={'a' * 100_000}")
    check("an address that is too long is refused", long, "414")
    sum_of = ["-H", "Content-Type: application/json", "-d", '{"zet":["optoppen.home_go_m2=50"]}', f"{base}/api/watals"]
    check("a sum is made", status(*sum_of), "200")
    check("not for another page", status("-H", "Origin: http://evil.example", *sum_of), "403")


def slow(base, said):
    """A head that does not come ends the connection."""
    host, port = base.removeprefix("http://").rsplit(":", 1)
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        connection.sendall(b"GET /ogc HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        began = time.monotonic()
        connection.settimeout(60)
        try:
            while connection.recv(4096):
                pass
        except OSError:
            pass
        said.append(time.monotonic() - began)


def with_schemathesis(root, seconds):
    # A filter that fits its schema need not be a filter, and a limit above the most is cut, as the standard has it.
    tool = Path(sys.executable).parent / "schemathesis"
    done = subprocess.run(
        [tool, "--no-color", "run", f"{root}/api?f=json", "--max-time", seconds, "--max-examples", "20",
         "--exclude-checks", "positive_data_acceptance,negative_data_rejection", "--suppress-health-check", "all"],
        capture_output=True, text=True, timeout=int(seconds) + 240,
    )  # fmt: skip
    if done.returncode != 0:
        sys.exit(f"FAILED schemathesis:\n{done.stdout[-6000:]}{done.stderr[-2000:]}")
    cases = [line.strip() for line in done.stdout.splitlines() if "generated" in line]
    check("schemathesis finds nothing", done.returncode, 0)
    print("   ", *cases)


def main(program, folder, seconds):
    # Somebody else's proxy is not to be asked for this machine.
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        os.environ.pop(name, None)
    folder = Path(folder)
    serving = subprocess.Popen(
        [program, "toon", folder, "--niet-openen", "--poort", "0", "--lang", "en"], stdout=subprocess.PIPE, text=True
    )
    try:
        base = None
        while base is None:
            line = serving.stdout.readline()
            if not line:
                sys.exit("FAILED: the program ended")
            if line.startswith("Look at: "):
                base = line.removeprefix("Look at: ").strip().rstrip("/")
        root = f"{base}/ogc"
        took = []
        waiting = threading.Thread(target=slow, args=(base, took))
        waiting.start()
        with_curl(base, folder)
        with_gdal(root, folder)
        with_owslib(root)
        with_cql2(root)
        with_schemathesis(root, seconds)
        waiting.join()
        check("a slow reader is let go", took[0] < 20, True)
    finally:
        serving.send_signal(signal.SIGINT)
        began = time.monotonic()
        code = serving.wait(10)
    check("Ctrl-C ends it", (code, time.monotonic() - began < 1), (0, True))


if __name__ == "__main__":
    main(*sys.argv[1:])
