"""Rules about the names of entries."""
