"""Rules of whole entries that Core refuses or drops because of their name."""
