//! Quarterdeck through its public door: folders in, findings, exit codes and figures out.

mod calendar;
mod exits;
mod faults;
mod forty;
mod harness;
mod json;
mod layers;
mod money;
mod places;
mod properties;
