//! Company names, addresses, person names, folded for comparison.
