//! What the parks of the demonstration are like: sizes and shares that are plausible for county parks with a
//! national zone among them. No figure is anybody's real one.

/// A park's size and make-up. Shares are of revenue unless said otherwise.
#[derive(Clone, Copy, Debug)]
pub(super) struct Profile {
    /// Revenue in the first year, 亿元.
    pub revenue: f64,
    /// Growth in a year.
    pub growth: f64,
    /// Technical income.
    pub technical: f64,
    /// Exports.
    pub exports: f64,
    /// Total profit.
    pub margin: f64,
    /// Taxes and fees paid.
    pub tax: f64,
    /// Research and development.
    pub research: f64,
    /// High-tech products, of product sales.
    pub high_tech: f64,
    /// Revenue of a person in a year, 千元.
    pub per_person: f64,
    /// Energy, tonnes of coal equivalent in 10,000 yuan of output.
    pub energy: f64,
    /// High-tech enterprises at the start.
    pub enterprises: f64,
    /// Policy targets by the end: projects, platforms, small and medium-sized enterprises.
    pub targets: [i64; 3],
}

const fn profile(size: [f64; 2], shares: [f64; 6], per: [f64; 3], targets: [i64; 3]) -> Profile {
    let [revenue, growth] = size;
    let [technical, exports, margin, tax, research, high_tech] = shares;
    let [per_person, energy, enterprises] = per;
    Profile {
        revenue,
        growth,
        technical,
        exports,
        margin,
        tax,
        research,
        high_tech,
        per_person,
        energy,
        enterprises,
        targets,
    }
}

/// In the order of the shipped configuration: the main zone first.
const PROFILES: [Profile; 8] = [
    profile([860.0, 0.095], [0.062, 0.081, 0.074, 0.041, 0.036, 0.58], [1_320.0, 0.061, 128.0], [5, 6, 46]),
    profile([352.0, 0.068], [0.021, 0.064, 0.066, 0.038, 0.031, 0.52], [1_410.0, 0.174, 41.0], [2, 2, 14]),
    profile([118.0, 0.052], [0.012, 0.047, 0.048, 0.029, 0.019, 0.31], [980.0, 0.138, 16.0], [0, 1, 6]),
    profile([92.0, 0.061], [0.014, 0.039, 0.052, 0.031, 0.022, 0.36], [1_050.0, 0.092, 14.0], [0, 0, 5]),
    profile([164.0, 0.083], [0.017, 0.044, 0.057, 0.033, 0.024, 0.41], [1_120.0, 0.101, 22.0], [1, 1, 9]),
    profile([78.0, 0.034], [0.011, 0.058, 0.045, 0.027, 0.018, 0.29], [890.0, 0.079, 11.0], [0, 0, 4]),
    profile([296.0, 0.074], [0.016, 0.071, 0.061, 0.036, 0.027, 0.47], [1_390.0, 0.198, 33.0], [2, 1, 11]),
    profile([232.0, 0.112], [0.019, 0.093, 0.069, 0.034, 0.029, 0.49], [1_260.0, 0.116, 29.0], [1, 2, 12]),
];

/// The profile of the park at a place of the configuration.
pub(super) fn of(index: usize) -> Profile {
    PROFILES[index % PROFILES.len()]
}
