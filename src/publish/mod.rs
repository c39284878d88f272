//! Stages a site beside its target and swaps it in whole. Never deletes a folder that is not ours.
