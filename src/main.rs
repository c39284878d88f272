//! The command line of Quarterdeck: parses arguments, runs the steps, prints, picks the exit code.

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let arguments = cli::Arguments::parse();
    arguments.color.apply();
    let outcome = match &arguments.command {
        cli::Command::Check(options) => cli::check::run(options),
        cli::Command::Build(options) => cli::build::run(options),
        cli::Command::New(options) => cli::new::run(options),
        cli::Command::Packet(options) => cli::packet::run(options),
        cli::Command::Rules(options) => cli::rules::run(options),
        cli::Command::Score(options) => cli::score::run(options),
        cli::Command::Explain(options) => cli::explain::run(options),
    };
    match outcome {
        Ok(exit) => exit.into(),
        Err(failure) => {
            cli::complain(&failure);
            cli::Exit::Failed.into()
        }
    }
}
