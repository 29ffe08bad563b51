//! What do the system and libraries say, in words of the reader?
//!
//! What is met often is translated; the rest is quoted as it stands.

use std::{error::Error, io};

use crate::lang::{Said, say};

/// What lies below an error: what the system said, or a sentence of ours that
/// was carried through its type.
#[must_use]
pub fn cause(error: &(dyn Error + 'static)) -> Said {
    match error.downcast_ref::<io::Error>() {
        Some(error) => of_system(error),
        None => error.downcast_ref::<Said>().cloned().unwrap_or_else(|| Said::quoted(error)),
    }
}

fn of_system(error: &io::Error) -> Said {
    use io::ErrorKind as Kind;
    let Some(number) = error.raw_os_error() else { return Said::from(error) };
    let nl = match error.kind() {
        Kind::NotFound => "het bestand of de map bestaat niet",
        Kind::PermissionDenied => "er is geen toegang toe",
        Kind::AlreadyExists => "het bestaat al",
        Kind::NotADirectory => "het is geen map",
        Kind::IsADirectory => "het is een map",
        Kind::DirectoryNotEmpty => "de map is niet leeg",
        Kind::ReadOnlyFilesystem => "er kan hier niets worden geschreven",
        Kind::StorageFull => "de schijf is vol",
        Kind::QuotaExceeded => "de ruimte die u mag gebruiken is op",
        Kind::FileTooLarge => "het bestand wordt te groot",
        Kind::ResourceBusy => "het is in gebruik",
        Kind::InvalidFilename => "de naam is te lang of kan niet",
        _ if cfg!(unix) && matches!(number, 23 | 24) => "er staan te veel bestanden open",
        _ => return Said::from(error),
    };
    say!("{nl} (systeemfout {number})", "{error}")
}

/// A format by its name, as it stands in a sentence.
pub(super) fn format(name: &str) -> Said {
    let nl = match name {
        "BAG 2.0 extract" => "BAG 2.0-extract",
        "a GDAL format" => "een indeling van GDAL",
        "folder of tiles" => "map met tegels",
        "holdings" => "bezitslijst",
        "a raster (GeoTIFF or ASCII grid)" => "een raster (GeoTIFF of ASCII-grid)",
        "record of a run" => "vastlegging van een scan",
        "vector tile" => "vectortegel",
        same => same,
    };
    Said::new(nl, if name == "zegel" { "seal" } else { name })
}

/// What a reader of TOML says of a table that does not fit.
#[must_use]
pub fn of_toml(message: &str) -> Said {
    let message = message.trim();
    let said = of_field(message).or_else(|| of_value(message)).or_else(|| {
        Some(match message {
            "duplicate key" => "deze sleutel staat er vaker".to_owned(),
            "expected a day: 2021-10-15" => "hier hoort een dag: 2021-10-15".to_owned(),
            "expected a path between quotes, or a list of them between brackets" => {
                "hier hoort een pad tussen aanhalingstekens, of een lijst daarvan tussen rechte haken"
                    .to_owned()
            }
            _ => return None,
        })
    });
    said.map_or_else(|| Said::quoted(message), |nl| Said::new(nl, message))
}

/// `unknown field`, `missing field` and `unknown variant`.
fn of_field(message: &str) -> Option<String> {
    let named = |start: &str| {
        let rest = message.strip_prefix(start)?.strip_prefix('`')?;
        let (name, rest) = rest.split_once('`')?;
        let there = rest.strip_prefix(", expected ").map(|there| there.trim_start_matches("one of "));
        Some((name, there.unwrap_or_default().replace("` or `", "` of `")))
    };
    if let Some((name, there)) = named("unknown field ") {
        return Some(if there.is_empty() {
            format!("de sleutel `{name}` bestaat hier niet")
        } else {
            format!("de sleutel `{name}` bestaat hier niet; er zijn: {there}")
        });
    }
    if let Some((name, there)) = named("unknown variant ") {
        return Some(format!("`{name}` kan hier niet; mogelijk zijn: {there}"));
    }
    named("missing field ").map(|(name, _)| format!("de sleutel `{name}` ontbreekt"))
}

/// `invalid type` and `invalid value`.
fn of_value(message: &str) -> Option<String> {
    const KINDS: [(&str, &str); 7] = [
        ("integer", "het getal"),
        ("floating point", "het getal"),
        ("boolean", "het woord"),
        ("string", "de tekst"),
        ("map", "een tabel"),
        ("sequence", "een lijst"),
        ("datetime", "een datum"),
    ];
    let rest = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "))?;
    let (found, expected) = rest.split_once(", expected ")?;
    let (kind, nl) = KINDS.into_iter().find(|(kind, _)| found.starts_with(kind))?;
    let found = format!("{nl}{}", found.strip_prefix(kind).unwrap_or_default());
    let expected = match expected {
        "a string" => "een tekst tussen aanhalingstekens",
        "a boolean" => "true of false",
        "a sequence" => "een lijst tussen rechte haken",
        "a map" => "een tabel",
        "f32" | "f64" => "een getal",
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "usize" => "een geheel getal",
        other if other.starts_with("struct ") => "een tabel",
        _ => return None,
    };
    Some(format!("{found} kan hier niet staan, wel {expected}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn what_a_reader_of_toml_says_is_translated_or_quoted() {
        for (message, nl) in [
            (
                "unknown field `laag`, expected one of `path`, `layer`",
                "de sleutel `laag` bestaat hier niet; er zijn: `path`, `layer`",
            ),
            (
                "unknown field `x`, expected `a` or `b`",
                "de sleutel `x` bestaat hier niet; er zijn: `a` of `b`",
            ),
            ("unknown field `x`, there are no fields", "de sleutel `x` bestaat hier niet"),
            ("missing field `path`", "de sleutel `path` ontbreekt"),
            (
                "invalid type: integer `3`, expected a string",
                "het getal `3` kan hier niet staan, wel een tekst tussen aanhalingstekens",
            ),
            ("invalid type: string \"x\", expected f64", "de tekst \"x\" kan hier niet staan, wel een getal"),
            ("unclosed table, expected `]`", "„unclosed table, expected `]`”"),
        ] {
            let said = of_toml(message);
            assert_eq!((said.pick(Lang::Nl), said.pick(Lang::En)), (nl, message));
        }
    }

    #[test]
    fn what_the_system_says_is_translated_with_its_number() {
        let error = io::Error::from_raw_os_error(2);
        let said = cause(&error);
        assert!(said.pick(Lang::Nl).ends_with(" (systeemfout 2)"), "{said:?}");
        assert_eq!(said.pick(Lang::En), error.to_string());
        let ours =
            io::Error::new(io::ErrorKind::AlreadyExists, say!("er staat al iets", "something is there"));
        assert_eq!(cause(&ours).pick(Lang::Nl), "er staat al iets");
    }
}
