//! Pages as typed contents, sorted and worded. Knows no HTML and reads no file.

pub mod figure;
pub mod page;
