//! `quarterdeck build`

use std::path::PathBuf;

use clap::Args;

use super::{Exit, Failure, Input};

/// What `build` takes.
#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    input: Input,
    /// The folder to write the site to. Replaced whole, if it is a site of ours.
    #[arg(long, short, value_name = "DIR", default_value = "site")]
    out: PathBuf,
}

/// Builds the site.
pub fn run(options: &Options) -> Result<Exit, Failure> {
    let _ = &options.out;
    Ok(options.input.exit(&[]))
}
