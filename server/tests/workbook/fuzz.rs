//! Files that were damaged at random, the same way in every run: whatever comes out, it is no panic.

use duoyuan_core::intake::dry_run;
use duoyuan_server::workbook;
use oorandom::Rand32;

use crate::book::{Book, repack};
use crate::zone;

fn survive(bytes: &[u8]) -> bool {
    let zone = zone::zone();
    let grid = workbook::read(bytes, "月报.xlsx");
    grid.map(|grid| dry_run(&zone, &zone::sheet(&zone), &grid)).is_ok()
}

fn damage(bytes: &mut Vec<u8>, times: u32, random: &mut Rand32) {
    for _ in 0..times {
        let at = random.rand_range(0..bytes.len() as u32) as usize;
        match random.rand_range(0..4) {
            0 => bytes[at] ^= 1 << random.rand_range(0..8),
            1 => bytes[at] = random.rand_u32() as u8,
            2 => bytes.truncate(at.max(1)),
            _ => {
                let end = bytes.len().min(at + random.rand_range(1..40) as usize);
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
        }
    }
}

#[test]
fn files_with_flipped_bits() {
    let whole = Book::filled().bytes();
    let mut random = Rand32::new(20_261_031);
    for round in 0..400 {
        let mut bytes = whole.clone();
        damage(&mut bytes, 1 + round % 5, &mut random);
        survive(&bytes);
    }
}

#[test]
fn parts_with_flipped_bits() {
    let whole = Book::filled().bytes();
    let mut random = Rand32::new(7);
    let mut read = 0;
    for round in 0..400u32 {
        let parts = ["sheet1.xml", "sharedStrings.xml", "styles.xml", "workbook.xml", ".rels"];
        let part = parts[(round % 5) as usize];
        let random = std::cell::RefCell::new(&mut random);
        let bytes = repack(&whole, |name, mut content| {
            if name.ends_with(part) {
                damage(&mut content, 1 + round % 2, &mut random.borrow_mut());
            }
            content
        });
        read += usize::from(survive(&bytes));
    }
    assert!(read > 50, "most damage should reach the readers, {read} of 400 did");
}

#[test]
fn noise() {
    let mut random = Rand32::new(3);
    for length in 0..400 {
        let mut bytes: Vec<u8> = (0..length).map(|_| random.rand_u32() as u8).collect();
        survive(&bytes);
        bytes.splice(0..0, *b"PK\x03\x04");
        survive(&bytes);
        bytes.splice(0..4, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
        survive(&bytes);
    }
}
