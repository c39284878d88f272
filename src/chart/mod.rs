//! Draws a chart's data as themable SVG. Computes no figure and knows no record.
