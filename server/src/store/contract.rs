//! The suite every adapter passes. `make` gives a new, empty store each time.

mod registry;

use duoyuan_core::journal::{Hash, Stored};
use jiff::Timestamp;

use super::{AppendError, MOST_STAGED, Registry, Shelf, Staged, Store};

/// Everything a store promises.
pub fn contract<S: Store + Registry>(make: impl Fn() -> S) {
    entries_are_read_back_in_order(&make());
    a_reader_may_stop(&make());
    nothing_is_appended_anywhere_but_at_the_end(&make());
    several_entries_are_appended_or_none(&make());
    of_two_writers_one_wins(&make());
    files_are_kept_under_their_hash(&make());
    staged_files_lie_on_their_shelf(&make());
    staged_files_do_not_pile_up(&make());
    registry::contract(make);
}

fn entry(position: u64) -> Stored {
    let text = format!(r#"{{"n":{position},"说":"第{position}条"}}"#);
    Stored { position, hash: Hash::of(text.as_bytes()), text }
}

fn all(store: &impl Store, after: u64) -> Vec<Stored> {
    let mut entries = Vec::new();
    store
        .read_after(after, &mut |entry| {
            entries.push(entry);
            true
        })
        .unwrap();
    entries
}

fn entries_are_read_back_in_order(store: &impl Store) {
    assert_eq!(store.last_position().unwrap(), 0);
    assert!(all(store, 0).is_empty());
    for position in 1..=20 {
        store.append(position - 1, &[entry(position)]).unwrap();
    }
    assert_eq!(all(store, 0), (1..=20).map(entry).collect::<Vec<_>>());
    assert_eq!(all(store, 17), (18..=20).map(entry).collect::<Vec<_>>());
    assert!(all(store, 20).is_empty() && all(store, 99).is_empty());
    assert_eq!(store.last_position().unwrap(), 20);
}

fn a_reader_may_stop(store: &impl Store) {
    store.append(0, &[entry(1), entry(2), entry(3)]).unwrap();
    let mut read = 0;
    store
        .read_after(0, &mut |_| {
            read += 1;
            read < 2
        })
        .unwrap();
    assert_eq!(read, 2);
}

fn nothing_is_appended_anywhere_but_at_the_end(store: &impl Store) {
    store.append(0, &[entry(1), entry(2)]).unwrap();
    for (expected, position) in [(0, 1), (1, 2), (3, 4), (9, 10), (2, 4), (2, 2)] {
        let result = store.append(expected, &[entry(position)]);
        assert!(matches!(result, Err(AppendError::Moved)), "{position} after {expected}");
    }
    assert_eq!(store.last_position().unwrap(), 2);
    store.append(2, &[]).unwrap();
    store.append(2, &[entry(3)]).unwrap();
}

fn several_entries_are_appended_or_none(store: &impl Store) {
    store.append(0, &[entry(1), entry(2)]).unwrap();
    for wrong in [[entry(2), entry(3)], [entry(3), entry(5)], [entry(4), entry(5)]] {
        assert!(matches!(store.append(2, &wrong), Err(AppendError::Moved)));
        assert!(matches!(store.append(1, &wrong), Err(AppendError::Moved)));
    }
    assert_eq!(all(store, 0).len(), 2);
    store.append(2, &[entry(3), entry(4)]).unwrap();
    assert_eq!(all(store, 0).len(), 4);
}

fn of_two_writers_one_wins(store: &impl Store) {
    for position in 1..=10 {
        let won = std::thread::scope(|scope| {
            let writers: Vec<_> =
                (0..4).map(|_| scope.spawn(|| store.append(position - 1, &[entry(position)]).is_ok())).collect();
            writers.into_iter().map(|writer| writer.join().unwrap()).filter(|won| *won).count()
        });
        assert_eq!(won, 1, "at {position}");
    }
    assert_eq!(all(store, 0).len(), 10);
}

fn files_are_kept_under_their_hash(store: &impl Store) {
    let bytes: Vec<u8> = (0..100_000u32).map(|n| n as u8).collect();
    assert_eq!(store.get_blob(&Hash::of(&bytes)).unwrap(), None);
    let digest = store.put_blob(&bytes).unwrap();
    assert_eq!(digest, Hash::of(&bytes));
    assert_eq!(store.put_blob(&bytes).unwrap(), digest);
    assert_eq!(store.get_blob(&digest).unwrap(), Some(bytes));
}

fn staged(park: &str, month: &str, content: &str, at: i64) -> Staged {
    let (bytes, at) = (content.as_bytes().to_vec(), Timestamp::from_second(at).unwrap());
    let (digest, shelf) = (Hash::of(&bytes), Shelf { whose: park.to_owned(), purpose: month.to_owned() });
    Staged { digest, shelf, file: format!("{content}.xlsx"), bytes, at }
}

fn staged_files_lie_on_their_shelf(store: &impl Store) {
    let one = staged("a", "2026-10", "same", 100);
    let other = staged("b", "2026-10", "same", 200);
    store.stage(&one).unwrap();
    store.stage(&one).unwrap();
    store.stage(&other).unwrap();
    assert_eq!(store.staged(&one.digest, &one.shelf).unwrap(), Some(one.clone()));
    assert_eq!(store.staged(&one.digest, &other.shelf).unwrap(), Some(other.clone()));
    assert_eq!(store.staged(&one.digest, &Shelf { purpose: "2026-09".to_owned(), ..one.shelf.clone() }).unwrap(), None);
    assert_eq!(store.staged(&one.digest, &Shelf { whose: "c".to_owned(), ..one.shelf.clone() }).unwrap(), None);
    assert_eq!(store.drop_staged(Timestamp::from_second(150).unwrap()).unwrap(), 1);
    assert_eq!(store.staged(&one.digest, &one.shelf).unwrap(), None);
    assert!(store.staged(&other.digest, &other.shelf).unwrap().is_some());
}

fn staged_files_do_not_pile_up(store: &impl Store) {
    let others = staged("b", "2026-10", "others", 1);
    store.stage(&others).unwrap();
    let files: Vec<_> = (0..MOST_STAGED + 3).map(|n| staged("a", "2026-10", &n.to_string(), n as i64)).collect();
    files.iter().for_each(|file| store.stage(file).unwrap());
    let kept = |file: &Staged| store.staged(&file.digest, &file.shelf).unwrap().is_some();
    assert_eq!(files.iter().map(kept).collect::<Vec<_>>(), [vec![false; 3], vec![true; MOST_STAGED]].concat());
    assert!(kept(&others));
}
