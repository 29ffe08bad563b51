//! A BAG 2.0 extract made by rule, in the packaging of the country: XML in
//! zips in a zip. Any size, the same bytes every time.
//!
//! Pand `i` has one verblijfsobject with an address of its own. Every second
//! pand has a voorkomen that ended, every fiftieth is gone.

use std::{
    fs::File,
    io::{self, Seek, SeekFrom, Write},
};

use zip::{CompressionMethod, ZipWriter, result::ZipResult, write::SimpleFileOptions};

use crate::instance::footprint;

/// What was written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Written {
    /// Bytes of XML.
    pub xml: u64,
    /// Voorkomens of panden.
    pub panden: u64,
}

/// One type of object: its code, and the voorkomens of the `i`-th.
type Voorkomens = fn(i: u32, of: u32) -> Vec<String>;

/// Verblijfsobjecten on one street.
const PER_STREET: u32 = 100;

/// Streets of one town.
const PER_TOWN: u32 = 500;

/// Writes the extract of so many panden, `per_member` voorkomens a file (the
/// Kadaster takes 10,000).
///
/// # Errors
///
/// Those of writing.
pub fn write(out: impl Write + Seek, panden: u32, per_member: usize) -> ZipResult<Written> {
    let streets = panden.div_ceil(PER_STREET);
    let types: [(&str, u32, Voorkomens); 5] = [
        ("WPL", streets.div_ceil(PER_TOWN), woonplaats),
        ("VBO", panden, verblijfsobject),
        ("PND", panden, pand),
        ("NUM", panden, nummeraanduiding),
        ("OPR", streets, openbare_ruimte),
    ];
    let mut written = Written::default();
    let mut outer = ZipWriter::new(out);
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(true);
    for (code, n, voorkomens) in types {
        let mut inner = ZipWriter::new(tempfile::tempfile()?);
        let mut objects = (0..n).flat_map(|i| voorkomens(i, panden)).peekable();
        for member in 1.. {
            if objects.peek().is_none() {
                break;
            }
            inner.start_file(format!("9999{code}15102021-{member:06}.xml"), SimpleFileOptions::default())?;
            let mut text = head(code);
            for object in objects.by_ref().take(per_member) {
                written.panden += u64::from(code == "PND");
                text += "<sl:stand><sl-bag-extract:bagObject>";
                text += &object;
                text += "</sl-bag-extract:bagObject></sl:stand>\n";
            }
            text += "</sl:standBestand></sl-bag-extract:bagStand>\n";
            written.xml += text.len() as u64;
            inner.write_all(text.as_bytes())?;
        }
        let mut inner: File = inner.finish()?;
        inner.seek(SeekFrom::Start(0))?;
        outer.start_file(format!("9999{code}15102021.zip"), stored)?;
        io::copy(&mut inner, &mut outer)?;
    }
    outer.finish()?;
    Ok(written)
}

fn head(code: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sl-bag-extract:bagStand \
         xmlns:Objecten=\"www.kadaster.nl/schemas/lvbag/imbag/objecten/v20200601\" \
         xmlns:Objecten-ref=\"www.kadaster.nl/schemas/lvbag/imbag/objecten-ref/v20200601\" \
         xmlns:Historie=\"www.kadaster.nl/schemas/lvbag/imbag/historie/v20200601\" \
         xmlns:gml=\"http://www.opengis.net/gml/3.2\" \
         xmlns:sl=\"http://www.kadaster.nl/schemas/standlevering-generiek/1.0\" \
         xmlns:sl-bag-extract=\"http://www.kadaster.nl/schemas/lvbag/extract-deelbestand-lvc/v20200601\">\n\
         <sl:standBestand><sl:dataset>LVBAG</sl:dataset><sl:inhoud><sl:gebied>NLD</sl:gebied><sl:objectTypen>\
         <sl:objectType>{code}</sl:objectType></sl:objectTypen></sl:inhoud>"
    )
}

fn object(kind: &str, id: &str, rest: &str, ended: bool) -> String {
    let end = if ended {
        "<Historie:eindGeldigheid>2018-06-01</Historie:eindGeldigheid>\
         <Historie:eindRegistratie>2018-06-02T10:00:00.000</Historie:eindRegistratie>"
    } else {
        ""
    };
    let begin = if ended { "2010-08-31" } else { "2018-06-01" };
    format!(
        "<Objecten:{kind}><Objecten:identificatie domein=\"NL.IMBAG.{kind}\">{id}</Objecten:identificatie>{rest}\
         <Objecten:geconstateerd>N</Objecten:geconstateerd><Objecten:documentdatum>{begin}</Objecten:documentdatum>\
         <Objecten:documentnummer>B&amp;W-1887</Objecten:documentnummer><Objecten:voorkomen><Historie:Voorkomen>\
         <Historie:voorkomenidentificatie>1</Historie:voorkomenidentificatie>\
         <Historie:beginGeldigheid>{begin}</Historie:beginGeldigheid>{end}\
         <Historie:tijdstipRegistratie>{begin}T13:12:17.000</Historie:tijdstipRegistratie><Historie:BeschikbaarLV>\
         <Historie:tijdstipRegistratieLV>{begin}T13:30:35.074</Historie:tijdstipRegistratieLV>\
         </Historie:BeschikbaarLV></Historie:Voorkomen></Objecten:voorkomen></Objecten:{kind}>"
    )
}

fn reference(element: &str, kind: &str, id: &str) -> String {
    format!(
        "<Objecten:{element}><Objecten-ref:{kind}Ref domein=\"NL.IMBAG.{kind}\">{id}</Objecten-ref:{kind}Ref></Objecten:{element}>"
    )
}

/// Identification of the `i`-th object of a type.
fn id(digits: &str, i: u32) -> String {
    format!("9001{digits}{:010}", i + 1)
}

fn pand(i: u32, of: u32) -> Vec<String> {
    let footprint = footprint(i, of);
    let corners: Vec<String> = footprint
        .iter()
        .flat_map(|part| part.exterior().coords())
        .map(|corner| format!("{:.3} {:.3} 0.0", corner.x, corner.y))
        .collect();
    let one = |status: &str, ended| {
        let rest = format!(
            "<Objecten:geometrie><gml:Polygon srsName=\"urn:ogc:def:crs:EPSG::28992\" srsDimension=\"3\">\n  <gml:exterior>\n    \
             <gml:LinearRing>\n      <gml:posList count=\"{}\">{}</gml:posList>\n    </gml:LinearRing>\n  </gml:exterior>\n\
             </gml:Polygon></Objecten:geometrie><Objecten:oorspronkelijkBouwjaar>{}</Objecten:oorspronkelijkBouwjaar>\
             <Objecten:status>{status}</Objecten:status>",
            corners.len(),
            corners.join(" "),
            1900 + i % 120
        );
        object("Pand", &id("10", i), &rest, ended)
    };
    let now = one(if i % 50 == 49 { "Pand gesloopt" } else { "Pand in gebruik" }, false);
    if i % 2 == 1 { vec![one("Bouw gestart", true), now] } else { vec![now] }
}

fn verblijfsobject(i: u32, of: u32) -> Vec<String> {
    let corner = footprint(i, of).0[0].exterior().0[0];
    let rest = format!(
        "{}<Objecten:geometrie><Objecten:punt><gml:Point srsName=\"urn:ogc:def:crs:EPSG::28992\" srsDimension=\"3\">\n  \
         <gml:pos>{:.3} {:.3} 0.0</gml:pos>\n</gml:Point></Objecten:punt></Objecten:geometrie>\
         <Objecten:gebruiksdoel>woonfunctie</Objecten:gebruiksdoel><Objecten:oppervlakte>{}</Objecten:oppervlakte>\
         <Objecten:status>Verblijfsobject in gebruik</Objecten:status>{}",
        reference("heeftAlsHoofdadres", "Nummeraanduiding", &id("20", i)),
        corner.x,
        corner.y,
        60 + i % 90,
        reference("maaktDeelUitVan", "Pand", &id("10", i)),
    );
    vec![object("Verblijfsobject", &id("01", i), &rest, false)]
}

fn nummeraanduiding(i: u32, _: u32) -> Vec<String> {
    let street = i / PER_STREET;
    let rest = format!(
        "<Objecten:huisnummer>{}</Objecten:huisnummer><Objecten:postcode>{}AB</Objecten:postcode>\
         <Objecten:typeAdresseerbaarObject>Verblijfsobject</Objecten:typeAdresseerbaarObject>\
         <Objecten:status>Naamgeving uitgegeven</Objecten:status>{}",
        i % PER_STREET + 1,
        1000 + street % 9000,
        reference("ligtAan", "OpenbareRuimte", &id("30", street)),
    );
    vec![object("Nummeraanduiding", &id("20", i), &rest, false)]
}

fn openbare_ruimte(i: u32, _: u32) -> Vec<String> {
    let town = 1000 + i / PER_TOWN;
    let rest = format!(
        "<Objecten:naam>Dorpsstraat {i}</Objecten:naam><Objecten:type>Weg</Objecten:type>\
         <Objecten:status>Naamgeving uitgegeven</Objecten:status>{}",
        reference("ligtIn", "Woonplaats", &town.to_string()),
    );
    vec![object("OpenbareRuimte", &id("30", i), &rest, false)]
}

fn woonplaats(i: u32, _: u32) -> Vec<String> {
    let rest = format!(
        "<Objecten:naam>Dorp {i}</Objecten:naam><Objecten:status>Woonplaats aangewezen</Objecten:status>"
    );
    vec![object("Woonplaats", &(1000 + i).to_string(), &rest, false)]
}
