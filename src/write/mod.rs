//! Files out: the program's own format ([`native`]), tables as [`csv`], and how a file is written so that a
//! crash leaves either the old one or the new one ([`atomic`]).

pub mod atomic;
pub mod csv;
pub mod native;
