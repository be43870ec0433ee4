//! How many enterprises have a near-twin, and how twins come to be.
//!
//! A twin is a *different* enterprise exactly one character away in its full name. The real share
//! grows with the number of names: 2.5% among 25,000, 7.1% among 100,000, 16.5% among 431,457
//! (DOMAIN 10); within one city it is 4 to 25%, so under harsh noise it does not fall below a tenth.

use super::scenario::Noise;

/// Measured points: names, share in ten thousand.
const CURVE: [(f64, f64); 3] = [(25_000.0, 250.0), (100_000.0, 710.0), (431_457.0, 1650.0)];
/// The least share under harsh noise, in ten thousand: one dense city.
const HARSH_PER_MYRIAD_MIN: f64 = 1000.0;

/// How many enterprises in ten thousand should have a near-twin in a city of `n`.
///
/// Straight lines between the measured points on logarithmic scales; below the first point the first
/// share, beyond the last the last line goes on.
pub(super) fn share_per_myriad(n: u32, noise: Noise) -> u32 {
    let measured = on_curve(f64::from(n));
    let share = match noise {
        Noise::Default => measured,
        Noise::Harsh => measured.max(HARSH_PER_MYRIAD_MIN),
    };
    share.round() as u32
}

fn on_curve(n: f64) -> f64 {
    let [first, middle, last] = CURVE;
    if n <= first.0 {
        return first.1;
    }
    let (from, to) = match n < middle.0 {
        true => (first, middle),
        false => (middle, last),
    };
    let slope = (to.1 / from.1).ln() / (to.0 / from.0).ln();
    from.1 * (n / from.0).powf(slope)
}

/// Counts companies, among which all near-twins are planted, so that the city's share comes out.
#[derive(Debug, Default)]
pub(super) struct TwinBudget {
    n_companies: u64,
    n_near: u64,
    /// Of ten thousand companies, how many should have a near-twin.
    per_myriad: u64,
}

impl TwinBudget {
    /// For a city of `n` workplaces, so many of a hundred of which are companies.
    pub(super) fn new(n: u32, noise: Noise, companies_per_cent: u32) -> Self {
        let per_myriad = share_per_myriad(n, noise) * 100 / companies_per_cent;
        Self {
            per_myriad: u64::from(per_myriad),
            ..Self::default()
        }
    }

    /// Whether the next company should be somebody's near-twin.
    pub(super) fn asks_for_twin(&self) -> bool {
        (self.n_near + 2) * 10_000 <= (self.n_companies + 1) * self.per_myriad
    }

    /// Notes a founded company and how many enterprises thereby got their first near-twin.
    pub(super) fn note(&mut self, n_newly_near: u32) {
        self.n_companies += 1;
        self.n_near += u64::from(n_newly_near);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_goes_through_the_measured_points() {
        for (n, per_myriad) in [(600, 250), (25_000, 250), (100_000, 710), (431_457, 1650)] {
            assert_eq!(share_per_myriad(n, Noise::Default), per_myriad, "{n}");
        }
        assert_eq!(share_per_myriad(20_000, Noise::Harsh), 1000);
        assert!(share_per_myriad(50_000, Noise::Default) > 400);
    }
}
