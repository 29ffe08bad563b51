INSERT INTO gpkg_spatial_ref_sys VALUES ('unnamed', 900001, 'NONE', 900001, 'PROJCS["unnamed",GEOGCS["unnamed",DATUM["unknown",SPHEROID["Bessel 1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Oblique_Stereographic"],PARAMETER["latitude_of_origin",52.1561605555556],PARAMETER["central_meridian",5.38763888888889],PARAMETER["scale_factor",0.9999079],PARAMETER["false_easting",155000],PARAMETER["false_northing",463000],UNIT["metre",1]]', '');
INSERT INTO gpkg_contents VALUES ('haltes', 'features', 'haltes', NULL, NULL, NULL, NULL, 900001);
INSERT INTO gpkg_geometry_columns VALUES ('haltes', 'geom', 'POINT', 900001, 0, 0);
CREATE TABLE haltes (fid INTEGER PRIMARY KEY, geom POINT, naam TEXT);
-- RD (187422.5, 429106): 500 m north of the middle of the first pand, 494 m from its wall.
INSERT INTO haltes VALUES (1, X'47500001A1BB0D00010100000000000000F4E0064100000000C8301A41', 'Oudhaven Station');
