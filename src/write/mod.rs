//! Files out: the native JSON, CSV.
