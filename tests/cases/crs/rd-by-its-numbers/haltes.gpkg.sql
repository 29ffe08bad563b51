PRAGMA application_id = 0x47504B47;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT);
INSERT INTO gpkg_spatial_ref_sys VALUES ('unnamed', 900001, 'NONE', 900001, 'PROJCS["unnamed",GEOGCS["unnamed",DATUM["unknown",SPHEROID["Bessel 1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Oblique_Stereographic"],PARAMETER["latitude_of_origin",52.1561605555556],PARAMETER["central_meridian",5.38763888888889],PARAMETER["scale_factor",0.9999079],PARAMETER["false_easting",155000],PARAMETER["false_northing",463000],UNIT["metre",1]]', '');
INSERT INTO gpkg_contents VALUES ('haltes', 'features', 'haltes', NULL, NULL, NULL, NULL, 900001);
INSERT INTO gpkg_geometry_columns VALUES ('haltes', 'geom', 'POINT', 900001, 0, 0);
CREATE TABLE haltes (fid INTEGER PRIMARY KEY, geom POINT, naam TEXT);
-- RD (187422.5, 429106): 500 m north of the middle of the first pand, 494 m from its wall.
INSERT INTO haltes VALUES (1, X'47500001A1BB0D00010100000000000000F4E0064100000000C8301A41', 'Oudhaven Station');
