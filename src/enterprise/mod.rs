//! Enterprises as entities: records, link specification, golden record, stable ids, crosswalk.
