"""Rules about the settings of dial-lint themselves."""
