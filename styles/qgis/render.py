#!/usr/bin/python3
"""Does QGIS load these styles, and how do they look?

Loads a run's layers and the maps that went into it with the styles of one
ground, draws them without a screen, and fails when QGIS leaves out a rule, a
symbol or a label of a style.

    apt-get install --no-install-recommends qgis python3-qgis
    styles/qgis/render.py OUT.png toplaag-demo [--ground dark] [--size 1200x900] [--zones water,grid]
"""

import argparse
import os
import sys
import xml.etree.ElementTree as xml
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import QgsApplication, QgsExpression, QgsMapRendererParallelJob, QgsMapSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

HERE = Path(__file__).parent
PAPER = {"light": "#f8f8f6", "dark": "#171e23"}

# Style, file of the run's folder, where it belongs; drawn from the bottom up.
LAYERS = [
    ("waterbodem", "invoer/waterbodem.geojson", "water"),
    ("voedingsgebieden", "invoer/voedingsgebieden.geojson", "grid"),
    ("uitsluiting", "invoer/lib.geojson", "restrictions"),
    ("aandacht", "invoer/geluid.geojson", "restrictions"),
    ("gemeenten", "invoer/gemeenten.geojson", "ground"),
    ("buurten", "invoer/buurten.geojson", "ground"),
    ("parkeerzones", "invoer/parkeerzones.geojson", "parking"),
    ("panden", "uitkomst/toplaag.gpkg|layername=panden", "ground"),
    ("bouwhoogte", "invoer/bouwhoogte.geojson", "restrictions"),
    ("sites", "uitkomst/toplaag.gpkg|layername=sites", "ground"),
]


def symbol_layers(symbol):
    """Number of symbol layers, those of symbols within symbols too."""
    count = 0
    for layer in symbol.symbolLayers():
        inner = layer.subSymbol()
        count += 1 + (symbol_layers(inner) if inner else 0)
    return count


def check(layer, path):
    """What QGIS made of a style must be what the style says, and must fit the columns of the layer."""
    told = xml.parse(path)
    renderer = layer.renderer()
    rules = renderer.rootRule().children() if renderer.type() == "RuleRenderer" else []
    wanted = len(told.findall("renderer-v2/rules/rule"))
    assert len(rules) == wanted, f"{path}: {len(rules)} rules of {wanted}"
    found = sum(symbol_layers(rule.symbol()) for rule in rules)
    wanted = len(told.findall("renderer-v2/symbols//layer"))
    assert found == wanted, f"{path}: {found} symbol layers of {wanted}"
    labels = layer.labeling().rootRule().children() if layer.labelsEnabled() else []
    wanted = len(told.findall("labeling/rules/rule"))
    assert len(labels) == wanted, f"{path}: {len(labels)} labels of {wanted}"
    columns = {field.name() for field in layer.fields()}
    read = set()
    for rule in rules:
        read |= set() if rule.isElse() else columns_of(rule.filterExpression())
    for rule in labels:
        read |= columns_of(rule.filterExpression()) | columns_of(rule.settings().fieldName)
    assert read <= columns, f"{path}: the layer has no column {sorted(read - columns)}"


def columns_of(text):
    """Columns an expression reads; the expression must be sound."""
    expression = QgsExpression(text)
    assert not text or not expression.hasParserError(), f"{text}: {expression.parserErrorString()}"
    return set(expression.referencedColumns()) if text else set()


def styled(style, source, ground):
    """A layer with its style, checked."""
    layer = QgsVectorLayer(str(source), style, "ogr")
    assert layer.isValid(), f"cannot read {source}"
    if "toplaag.gpkg" in str(source):
        check(layer, HERE / "light" / f"{style}.qml")  # It opens in the style it carries.
    path = HERE / ground / f"{style}.qml"
    message, loaded = layer.loadNamedStyle(str(path))
    assert loaded, f"{path}: {message}"
    check(layer, path)
    return layer


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("picture")
    parser.add_argument("folder", type=Path, help="what `toplaag demo` wrote")
    parser.add_argument("--ground", choices=sorted(PAPER), default="light")
    parser.add_argument("--size", default="1200x900")
    parser.add_argument("--zones", default="", help="water, grid, parking, restrictions, with commas")
    asked = parser.parse_args()

    application = QgsApplication([], False)
    application.initQgis()
    shown = {"ground", *asked.zones.split(",")}
    every = [(group, styled(style, asked.folder / source, asked.ground)) for style, source, group in LAYERS]
    settings = QgsMapSettings()
    settings.setLayers([layer for group, layer in reversed(every) if group in shown])
    settings.setDestinationCrs(every[-1][1].crs())
    settings.setBackgroundColor(QColor(PAPER[asked.ground]))
    settings.setOutputSize(QSize(*map(int, asked.size.split("x"))))
    settings.setOutputDpi(96)
    extent = every[-3][1].extent()
    extent.scale(1.06)
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    saved = job.renderedImage().save(asked.picture)
    del job, settings, every
    application.exitQgis()
    return 0 if saved else f"cannot write {asked.picture}"


if __name__ == "__main__":
    sys.exit(main())
