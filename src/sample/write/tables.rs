//! The tables: holdings, parking norms, grid status by postcode.

use std::{
    fs::File,
    io::BufWriter,
    path::{Path, PathBuf},
};

use encoding_rs::WINDOWS_1252;

use crate::error::ExportError;

use super::super::{District, TownKey, build::digits};

/// A table with semicolons, as Dutch spreadsheets save it.
struct Table {
    path: PathBuf,
    out: csv::Writer<BufWriter<File>>,
}

impl Table {
    fn create(path: &Path, header: &[&str]) -> Result<Self, ExportError> {
        let file =
            File::create(path).map_err(|source| ExportError::Write { path: path.to_owned(), source })?;
        let out = csv::WriterBuilder::new()
            .delimiter(b';')
            .terminator(csv::Terminator::CRLF)
            .from_writer(BufWriter::new(file));
        let mut table = Self { path: path.to_owned(), out };
        table.row(header)?;
        Ok(table)
    }

    /// Writes a row in Windows-1252, which has every letter used here.
    fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), ExportError> {
        let cells = cells.iter().map(|cell| WINDOWS_1252.encode(cell.as_ref()).0);
        self.out.write_record(cells).map_err(|error| ExportError::Format {
            path: self.path.clone(),
            format: "CSV",
            detail: error.to_string(),
        })
    }

    fn finish(mut self) -> Result<(), ExportError> {
        self.out.flush().map_err(|source| ExportError::Write { path: self.path, source })
    }
}

/// The holdings of all corporaties in one table.
pub(super) struct Bezit(Table);

impl Bezit {
    /// Starts the file.
    pub fn create(path: &Path) -> Result<Self, ExportError> {
        let header = [
            "corporatie",
            "complex",
            "vbo_id",
            "pand_id",
            "postcode",
            "huisnummer",
            "huisletter",
            "toevoeging",
            "sloopjaar",
            "renovatiejaar",
            "lift",
            "constructie_ok",
            "fundering_ok",
            "label",
            "huurklasse",
            "vergunningsjaar",
            "sloopratio",
        ];
        Table::create(path, &header).map(Self)
    }

    /// Writes the rows of one district.
    pub fn rows(&mut self, district: &District) -> Result<(), ExportError> {
        for row in &district.bezit {
            let (mut unit, mut pand, mut address) =
                (String::new(), String::new(), [const { String::new() }; 4]);
            match &row.key {
                TownKey::Verblijfsobject(id) => unit = digits(*id),
                TownKey::Pand(id) => pand = digits(*id),
                TownKey::Address { postcode, huisnummer, huisletter, toevoeging } => {
                    address = [
                        // Spreadsheets write a space in it.
                        format!("{} {}", &postcode[..4], &postcode[4..]),
                        huisnummer.to_string(),
                        huisletter.clone(),
                        toevoeging.clone(),
                    ];
                }
            }
            let says = &row.conditions;
            let year = |year: Option<u16>| year.map_or_else(String::new, |year| year.to_string());
            let yes = |flag: Option<bool>| flag.map_or("", |flag| if flag { "ja" } else { "nee" }).to_owned();
            let text = |text: &Option<Box<str>>| text.as_deref().unwrap_or_default().to_owned();
            let [postcode, huisnummer, huisletter, toevoeging] = address;
            self.0.row(&[
                row.corporatie.clone(),
                row.complex.clone(),
                unit,
                pand,
                postcode,
                huisnummer,
                huisletter,
                toevoeging,
                year(says.demolition_year),
                year(says.renovation_year),
                yes(says.lift),
                yes(says.structure_ok),
                yes(says.foundation_ok),
                text(&says.label),
                text(&says.rent_class),
                year(says.roof_permit_year),
                says.rebuild_ratio.map_or_else(String::new, |ratio| ratio.to_string().replace('.', ",")),
            ])?;
        }
        Ok(())
    }

    /// Closes the file.
    pub fn finish(self) -> Result<(), ExportError> {
        self.0.finish()
    }
}

/// Grid status by postcode, with the columns of `congestie_pc6.csv`.
pub(super) struct Postcodes(Table);

impl Postcodes {
    /// Starts the file.
    pub fn create(path: &Path) -> Result<Self, ExportError> {
        let header = [
            "postcode",
            "afname",
            "opwek",
            "voedingsgebied_id",
            "voedingsgebied_naam",
            "tennet_id",
            "RNB_postcode",
            "gemeentecode",
            "gemeentenaam",
        ];
        Table::create(path, &header).map(Self)
    }

    /// Writes the rows of one district.
    pub fn rows(&mut self, district: &District) -> Result<(), ExportError> {
        for row in &district.postcodes {
            self.0.row(&[
                row.postcode.clone(),
                row.afname.to_string(),
                row.opwek.to_string(),
                row.voedingsgebied_id.clone(),
                row.voedingsgebied_naam.clone(),
                "TT990".to_owned(),
                "Netbeheer Voorbeeld".to_owned(),
                format!("GM{:04}", district.gemeente),
                district.gemeente_naam.clone(),
            ])?;
        }
        Ok(())
    }

    /// Closes the file.
    pub fn finish(self) -> Result<(), ExportError> {
        self.0.finish()
    }
}

/// The invented parking norms: three zones, three sizes of home, decimal comma.
pub(super) fn norms(path: &Path) -> Result<(), ExportError> {
    let mut table = Table::create(
        path,
        &["zone", "m2_van", "m2_tot", "bewoners_min", "bewoners_max", "bezoekers", "bron"],
    )?;
    let source = "Nota parkeren Elzermade 2023 (verzonnen), tabel 2";
    for row in [
        ["A", "0", "50", "0,3", "0,5", "0,1"],
        ["A", "50", "75", "0,5", "0,7", "0,1"],
        ["A", "75", "", "0,8", "1,1", "0,2"],
        ["B", "0", "50", "0,4", "0,6", "0,2"],
        ["B", "50", "75", "0,6", "0,9", "0,2"],
        ["B", "75", "", "1,0", "1,3", "0,2"],
        ["C", "0", "50", "0,5", "0,8", "0,3"],
        ["C", "50", "75", "0,8", "1,2", "0,3"],
        ["C", "75", "", "1,3", "1,7", "0,3"],
    ] {
        table.row(&[row.as_slice(), &[source]].concat())?;
    }
    table.finish()
}
