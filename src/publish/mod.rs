//! Tables and ledgers as files: data in, files out.
