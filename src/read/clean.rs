//! Makes geometries fit for overlay.
