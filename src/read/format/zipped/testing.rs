//! Zips made to order, for the tests of all that read them.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A zip of these members, packed or stored.
pub(in crate::read::format) fn zip(members: &[(&str, &[u8])], packed: bool) -> Vec<u8> {
    let method = if packed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The places of the headers of a zip's members: in front of them, and in its
/// directory.
fn headers(zip: &[u8]) -> (Vec<usize>, Vec<usize>) {
    let find =
        |sign: &[u8; 4]| (0..zip.len().saturating_sub(4)).filter(|at| &zip[*at..at + 4] == sign).collect();
    (find(b"PK\x03\x04"), find(b"PK\x01\x02"))
}

/// Says of every member that it is encrypted.
pub(in crate::read::format) fn encrypted(mut zip: Vec<u8>) -> Vec<u8> {
    let (local, central) = headers(&zip);
    local
        .into_iter()
        .map(|at| at + 6)
        .chain(central.into_iter().map(|at| at + 8))
        .for_each(|at| zip[at] |= 1);
    zip
}

/// Says of every member that it unpacks to so many bytes.
pub(in crate::read::format) fn declaring(mut zip: Vec<u8>, size: u32) -> Vec<u8> {
    let (local, central) = headers(&zip);
    let places = local.into_iter().map(|at| at + 22).chain(central.into_iter().map(|at| at + 24));
    places.for_each(|at| zip[at..at + 4].copy_from_slice(&size.to_le_bytes()));
    zip
}

/// Gives every member the checksum 0.
pub(in crate::read::format) fn without_checksum(mut zip: Vec<u8>) -> Vec<u8> {
    let (local, central) = headers(&zip);
    let places = local.into_iter().map(|at| at + 14).chain(central.into_iter().map(|at| at + 16));
    places.for_each(|at| zip[at..at + 4].fill(0));
    zip
}
