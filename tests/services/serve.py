"""Serves layers with pygeoapi, fetches them with toplaag, and compares counts with the files.

Usage: serve.py PROGRAM FOLDER COLLECTION=FILE...
The collections are gemeenten, panden, verblijfsobjecten and buurten; files are GeoJSON in degrees or RD New.
"""

import json
import logging
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import yaml
from werkzeug.serving import make_server

RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


def config(base, collections):
    resources = {}
    for name, path in collections.items():
        is_rd = "28992" in json.dumps(json.loads(path.read_text()).get("crs"))
        resources[name] = {
            "type": "collection",
            "title": name,
            "description": name,
            "keywords": [name],
            "extents": {"spatial": {"bbox": [3, 50, 8, 54], "crs": CRS84}},
            "providers": [
                {
                    "type": "feature",
                    "name": "GeoJSON",
                    "data": str(path),
                    "id_field": "id",
                    "crs": [CRS84, RD],
                    "storage_crs": RD if is_rd else CRS84,
                }
            ],
        }
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": 0},
            "url": base,
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "languages": ["en-US"],
            "limits": {"default_items": 10, "max_items": 1000},
            "map": {"url": "https://tile.example/", "attribution": "-"},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": "t", "description": "d", "keywords": ["k"], "keywords_type": "theme",
                "terms_of_service": "-", "url": base,
            },
            "license": {"name": "CC0", "url": base},
            "provider": {"name": "p", "url": base},
            "contact": {"name": "c"},
        },
        "resources": resources,
    }


def main(program, folder, *pairs):
    folder = Path(folder)
    collections = {name: Path(path) for name, path in (pair.split("=", 1) for pair in pairs)}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    (folder / "config.yml").write_text(yaml.safe_dump(config(base, collections)))
    os.environ["PYGEOAPI_CONFIG"] = str(folder / "config.yml")
    os.environ["PYGEOAPI_OPENAPI"] = str(folder / "openapi.json")
    from pygeoapi.openapi import generate_openapi_document

    (folder / "openapi.json").write_text(
        generate_openapi_document(folder / "config.yml", "json", fail_on_invalid_collection=False)
    )
    from pygeoapi.flask_app import APP

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", port, APP, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    catalogue = ["[gemeenten_wijkenbuurten]\nenabled = false\n[panden_wfs]\nenabled = false\n"]
    for key, collection in [("gemeenten", "gemeenten"), ("panden", "panden"),
                            ("verblijfsobjecten_ogc", "verblijfsobjecten"), ("buurten", "buurten")]:
        catalogue.append(f'[{key}]\naddress = "{base}"\ncollection = "{collection}"\nquery = {{}}\n')
    (folder / "bronnen.toml").write_text("".join(catalogue))
    first = json.loads(collections["gemeenten"].read_text())["features"][0]["properties"]
    gemeente = first.get("gemeentecode") or first["statcode"]
    only = "gemeenten,panden,verblijfsobjecten_ogc,buurten"
    command = [program, "fetch", "--gemeente", gemeente, "--into", str(folder / "data"), "--only", only,
               "--catalogue", str(folder / "bronnen.toml"), "--retries", "0", "-q"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120)
    faults = []
    if ran.returncode or ran.stderr:
        faults.append(f"fetch: {ran.returncode}: {ran.stderr}")
    else:
        manifest = json.loads((folder / "data/manifest.json").read_text())
        for layer in manifest["layers"]:
            name = layer["key"].removesuffix("_ogc")
            expected = len(json.loads(collections[name].read_text())["features"])
            written = len(json.loads((folder / "data" / layer["files"][0]["path"]).read_text())["features"])
            told = {key: layer.get(key) for key in ("received", "number_matched", "kept", "crs")}
            print(f"{name}: {expected} in the file, {written} fetched, {told}")
            if not expected == written == layer["received"] == layer["number_matched"]:
                faults.append(f"{name}: counts differ")
    server.shutdown()
    for fault in faults:
        print(f"FAULT {fault}")
    return bool(faults)


sys.exit(main(*sys.argv[1:]))
