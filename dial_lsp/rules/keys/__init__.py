"""Rules about API keys."""
