//! The data of a chart, computed and worded before anything is drawn.
