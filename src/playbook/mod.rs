//! What this organisation asks for: tiers, stages, cadences, metrics, weights, rules, sharing; as written,
//! and as it holds once the profile has filled in the rest.

pub mod shape;
