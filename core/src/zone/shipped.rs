//! The configuration that ships: Jiaozuo.

/// The files of `zones/jiaozuo`, as name and text, for [`load`](super::load()).
pub fn shipped() -> Vec<(String, String)> {
    let files = [
        ("zone.toml", include_str!("../../zones/jiaozuo/zone.toml")),
        ("parks.toml", include_str!("../../zones/jiaozuo/parks.toml")),
        ("form.toml", include_str!("../../zones/jiaozuo/form.toml")),
        ("indicators.toml", include_str!("../../zones/jiaozuo/indicators.toml")),
        ("rules.toml", include_str!("../../zones/jiaozuo/rules.toml")),
        ("openness.toml", include_str!("../../zones/jiaozuo/openness.toml")),
        ("targets.toml", include_str!("../../zones/jiaozuo/targets.toml")),
    ];
    files.map(|(name, text)| (name.to_owned(), text.to_owned())).into()
}
