//! Bytes to rows: readers, encodings, header detection, column mapping, quarantine, lineage.
