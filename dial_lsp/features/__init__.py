"""What editors show: one file per feature, each a pure function of an analysis, a path and an offset."""
