"""Rules about comments and settings that hide findings."""
