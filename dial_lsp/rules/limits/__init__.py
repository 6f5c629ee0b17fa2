"""Rules about limits."""
