INSERT INTO gpkg_spatial_ref_sys VALUES ('Amersfoort / RD New', 28992, 'EPSG', 28992, 'undefined', '');
INSERT INTO gpkg_contents VALUES ('in_bedrijf', 'features', 'in_bedrijf', NULL, NULL, NULL, NULL, 28992);
INSERT INTO gpkg_geometry_columns VALUES ('in_bedrijf', 'geom', 'POINT', 28992, 0, 0);
CREATE TABLE alle (fid INTEGER PRIMARY KEY, geom POINT, soort TEXT, jaar INTEGER AS (start + 1) VIRTUAL, start INTEGER);
-- 100 and 300 m north of the middle of the first pand; the nearest is not in use yet.
INSERT INTO alle (fid, geom, soort, start) VALUES (1, X'4750000140710000010100000000000000F4E0064100000000882A1A41', 'metro', 2031), (2, X'4750000140710000010100000000000000F4E0064100000000A82D1A41', 'metro', 1997);
CREATE VIEW in_bedrijf AS SELECT fid, geom, soort FROM alle WHERE jaar < 2020;
