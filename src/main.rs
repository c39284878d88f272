//! The command line of Quarterdeck.
fn main() {}
