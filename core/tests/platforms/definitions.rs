//! What the zone's file says of platforms, and what is said of mistakes in it.

use duoyuan_core::openness::Measure;
use duoyuan_core::zone;

/// The shipped files with one text of `openness.toml` replaced; the mistakes, each by its key.
fn mistakes(text: &str, replacement: &str) -> Vec<&'static str> {
    let mut files = zone::shipped();
    let (_, openness) = files.iter_mut().find(|(name, _)| name == "openness.toml").expect("it ships");
    assert!(openness.contains(text), "no {text}");
    *openness = openness.replacen(text, replacement, 1);
    let problems = zone::load(&files).err().unwrap_or_default();
    assert!(problems.iter().all(|problem| problem.file == "openness.toml" || problem.file == "zone.toml"));
    problems.into_iter().map(|problem| problem.message.key.name()).collect()
}

#[test]
fn what_ships_is_complete() {
    let zone = zone::load(&zone::shipped()).expect("it is sound");
    let rules = zone.openness.as_ref().expect("it is there");
    assert_eq!((rules.kinds.len(), rules.rated.len(), zone.owners.len()), (8, 3, 1), "the policy names one owner");
    let limits = &rules.limits;
    assert_eq!(
        (limits.response_hours.whole(), limits.idle_days.whole(), limits.ratings_shown_from.whole()),
        (48, 90, 3)
    );
    assert_eq!(limits.networked_from.value, 50.into());
    let national = rules.references.iter().find(|it| it.measure == Measure::HoursEach && !it.target);
    assert_eq!(national.map(|it| it.value), Some(1599.into()));
    // The nation counts instruments of 500,000 yuan and more, we count all: the name and the source say so.
    for measure in [Measure::Sharing, Measure::HoursEach, Measure::ExternalHoursEach] {
        let it = rules.references.iter().find(|it| it.measure == measure && !it.target).expect("it is there");
        assert!(it.name.contains("50万元及以上") && it.cited.source.contains("本区含全部在册仪器"), "{it:?}");
    }
    assert!(limits.ratings_shown_from.cited.source.contains("5条"), "three, where the facts propose five");
    let bases: Vec<_> = rules.references.iter().filter(|it| it.hours.is_some()).map(|it| it.measure).collect();
    assert_eq!(bases, [Measure::Utilisation; 2], "the value of Chongqing and the target made of it");
    let targets = rules.references.iter().filter(|it| it.target).count();
    assert!(targets >= 12, "{targets}");
    let travelled: zone::Zone =
        serde_json::from_value(serde_json::to_value(&zone).expect("plain data")).expect("it reads back");
    assert_eq!(travelled, zone);
}

#[test]
fn mistakes_are_told_where_they_are() {
    assert_eq!(mistakes("weight = 15", "weight = 16"), ["zone_weights_sum"]);
    assert_eq!(mistakes("from = \"08:30\"", "from = \"8 Uhr\""), ["zone_not_clock"]);
    assert_eq!(mistakes("\"mon\"", "\"moon\""), ["zone_unknown_choice"]);
    assert_eq!(mistakes("measure = \"PO-5\"", "measure = \"PO-55\""), ["zone_unknown_choice"]);
    assert_eq!(mistakes("park = \"gaoxin\"", "park = \"gaoxing\""), ["zone_unknown_park_near"]);
    assert_eq!(mistakes("id = \"incubation\"", "id = \"innovation\""), ["zone_duplicate"]);
    assert_eq!(mistakes("value = 48, ", "value = 0, "), ["zone_out_of_range"]);
    assert_eq!(mistakes("value = 48, ", ""), ["zone_missing_field"]);
    assert_eq!(mistakes("PO-4 = { full", "PO-44 = { full"), ["zone_unknown_choice"]);
    // A rate of use names the hours it is of, and nothing else does.
    assert_eq!(mistakes("hours = 1400 # ", "# "), ["zone_missing_field"]);
    assert_eq!(mistakes("hours = 1400 # ", "hours = 0 # "), ["zone_not_positive"]);
    assert_eq!(mistakes("value = 1599", "value = 1599\nhours = 1400"), ["zone_unknown_field"]);
}
