//! The pipeline file, the stage graph, its parallel scheduler, runs and their manifest.
