//! Quarterdeck through its public door: folders in, findings, exit codes and figures out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that meets what it did not expect has failed")]

mod calendar;
mod check;
mod exits;
mod faults;
mod forty;
mod harness;
mod health;
mod json;
mod large;
mod layers;
mod ledger;
mod masked;
mod money;
mod numbers;
mod odd;
mod own_look;
mod packets;
mod pages;
mod places;
mod practice;
mod properties;
mod reports;
mod reviews;
mod rules;
mod sample;
mod scores;
mod site_files;
mod traps;
