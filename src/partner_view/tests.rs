//! Each field of the view, and each thing that has none.
