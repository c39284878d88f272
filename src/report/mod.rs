//! Shows findings to a person, a program or a CI service; one format a file. Returns text, prints nothing.

mod advice;
mod concise;
mod fingerprint;
mod full;
mod github;
mod gitlab;
pub mod json;
mod jsonl;
mod junit;
mod markdown;
mod results;
mod sarif;
pub mod scores;
mod summary;

pub use self::concise::concise;
pub use self::fingerprint::Fingerprints;
pub use self::full::full;
pub use self::github::github;
pub use self::gitlab::gitlab;
pub use self::jsonl::jsonl;
pub use self::junit::junit;
pub use self::markdown::markdown;
pub use self::results::{Results, RuleNote};
pub use self::sarif::sarif;
pub use self::summary::Summary;
