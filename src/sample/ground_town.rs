//! What lies between the blocks of a town district: main streets, water,
//! green, and ground that is free or may be.

use super::{
    MapLayer,
    block::Block,
    land::{Land, quad, rectangle},
};

/// Draws it.
pub(super) fn draw(land: &mut Land<'_>) {
    for (low, high) in [
        ((139.0, 4.0), (147.0, 316.0)),
        ((338.0, 4.0), (346.0, 384.0)),
        ((682.0, 4.0), (690.0, 384.0)),
        ((4.0, 384.0), (996.0, 392.0)),
        ((104.0, 392.0), (112.0, 740.0)),
        ((341.0, 392.0), (349.0, 740.0)),
        ((682.0, 392.0), (690.0, 740.0)),
        // To the vacant plots.
        ((176.0, 684.0), (228.0, 692.0)),
        ((319.0, 520.0), (324.0, 590.0)),
        ((896.0, 666.0), (964.0, 674.0)),
    ] {
        land.street(low, high);
    }
    market(land);
    land.water("watervlakte", &rectangle((0.0, 752.0), (1000.0, 800.0)));
    green(land);
    plots(land);
    let station = [(690.0, 402.0), (1000.0, 408.0), (1000.0, 752.0), (692.0, 738.0), (698.0, 590.0)];
    let columns =
        vec![("id", "GP1".into()), ("naam", "Gebiedspaspoort Stationskwartier".into()), ("fsi", 1.6.into())];
    land.add(MapLayer::Dichtheid, land.polygon(&station).into(), columns);
}

/// The market square, and the canal before the houses on it.
fn market(land: &mut Land<'_>) {
    let square = rectangle((500.0, 562.0), (584.0, 606.0));
    land.perceel(land.polygon(&square));
    land.road("voetgangersgebied", land.polygon(&square));
    let houses = Block::new("", 0, (404.0, 520.0), (1, 1), (1.0, 1.0));
    let frame = land.frame(&houses);
    let canal = quad(&frame, (0.0, 86.0), (-14.0, -6.0));
    land.perceel(canal.clone());
    let columns = vec![("type", "waterloop".into()), ("relatieve_hoogteligging", 0_i64.into())];
    land.add(MapLayer::Waterdelen, canal.into(), columns);
}

/// A park with old trees; half of it is a plot that nobody may build on.
fn green(land: &mut Land<'_>) {
    land.plot("groen", &rectangle((636.0, 40.0), (676.0, 110.0)));
    land.perceel(land.polygon(&rectangle((636.0, 110.0), (676.0, 180.0))));
    let columns = vec![("id", "leeuwerikpark".into()), ("omschrijving", "beschermde bomen".into())];
    let park = rectangle((636.0, 40.0), (676.0, 180.0));
    land.add(MapLayer::Groen, land.polygon(&park).into(), columns);
}

/// Free ground of every kind.
fn plots(land: &mut Land<'_>) {
    land.plot("groot", &rectangle((178.0, 692.0), (226.0, 734.0)));
    land.plot("klein", &rectangle((246.0, 704.0), (261.0, 724.0)));
    land.plot("smal", &rectangle((310.0, 520.0), (319.0, 590.0)));
    let l = [(900.0, 674.0), (960.0, 674.0), (960.0, 692.0), (920.0, 692.0), (920.0, 730.0), (900.0, 730.0)];
    land.plot("l-vorm", &l);
    // In the low land where water and soil say no.
    land.plot("water", &rectangle((962.0, 40.0), (996.0, 110.0)));
    land.plot("parkeerterrein", &rectangle((900.0, 616.0), (950.0, 664.0)));
    land.road("parkeervlak", land.polygon(&rectangle((902.0, 618.0), (948.0, 662.0))));
    land.plot("tankstation", &rectangle((640.0, 344.0), (676.0, 384.0)));
    let columns = vec![("id", "T1".into()), ("naam", "Tankstation Polderdijk".into())];
    let station = rectangle((642.0, 346.0), (674.0, 382.0));
    land.add(MapLayer::Tankstation, land.polygon(&station).into(), columns);
}
