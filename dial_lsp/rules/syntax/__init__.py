"""Rules about the text of a file, whatever it says."""
