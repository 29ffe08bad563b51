"""Writes the registers and maps of a town again as Parquet, in the way of one writer, and has its project read those."""

import sys
from glob import glob
from pathlib import Path

import duckdb
import duckdb_extension_spatial
import pyarrow
import pyarrow.parquet
import pyogrio


def by_geopandas(frame, path):
    """Snappy, small row groups, boxes to skip by."""
    frame.to_parquet(path, write_covering_bbox=True, row_group_size=500, compression="snappy")


def by_pyarrow(frame, path):
    """Gzip, pages of version 2, differences instead of dictionaries."""
    table = pyarrow.table(frame.to_arrow(index=False, geometry_encoding="WKB"))
    table = table.replace_schema_metadata(geo_of(frame))
    kinds = {
        pyarrow.string(): "DELTA_BYTE_ARRAY",
        pyarrow.large_string(): "DELTA_BYTE_ARRAY",
        pyarrow.int32(): "DELTA_BINARY_PACKED",
        pyarrow.int64(): "DELTA_BINARY_PACKED",
        pyarrow.float64(): "BYTE_STREAM_SPLIT",
    }
    encodings = {field.name: kinds[field.type] for field in table.schema if field.type in kinds}
    pyarrow.parquet.write_table(
        table, path, compression="gzip", use_dictionary=False, column_encoding=encodings, data_page_version="2.0",
        row_group_size=700, data_page_size=4096,
    )


def geo_of(frame):
    """What GeoPandas says of the geometry."""
    buffer = pyarrow.BufferOutputStream()
    frame.head(1).to_parquet(buffer)
    return {b"geo": pyarrow.parquet.read_schema(pyarrow.BufferReader(buffer.getvalue())).metadata[b"geo"]}


def by_duckdb(frame, path):
    """Zstd, and whatever DuckDB makes of a geometry."""
    con = duckdb.connect()
    [extension] = glob(f"{Path(duckdb_extension_spatial.__file__).parent}/extensions/*/spatial.duckdb_extension")
    con.load_extension(extension)
    by_geopandas(frame, f"{path}.from")
    con.sql(
        f"COPY (SELECT * EXCLUDE (bbox) FROM read_parquet('{path}.from')) TO '{path}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 2048)"
    )
    Path(f"{path}.from").unlink()


# The sections of the project that read a layer of the BAG.
BAG = {"panden": "pand", "verblijfsobjecten": "verblijfsobject"}


def main(writer, folder):
    write = {"geopandas": by_geopandas, "duckdb": by_duckdb, "pyarrow": by_pyarrow}[writer]
    project = (folder / "toplaag.toml").read_text()
    for section, layer in BAG.items():
        write(pyogrio.read_dataframe(folder / "bag.gpkg", layer=layer), folder / f"{layer}.parquet")
        project = project.replace(f'[{section}]\npath = "bag.gpkg"', f'[{section}]\npath = "{layer}.parquet"')
    # 3DBAG is two layers of one file, for which Parquet has no room.
    for file in [folder / "brk.gpkg", *sorted(folder.glob("*.geojson"))]:
        if f'"{file.name}"' in project:
            write(pyogrio.read_dataframe(file), file.with_suffix(".parquet"))
            project = project.replace(f'"{file.name}"', f'"{file.stem}.parquet"')
            file.unlink()
    (folder / "bag.gpkg").unlink()
    (folder / "toplaag.toml").write_text(project)


main(sys.argv[1], Path(sys.argv[2]))
