"""Rules of single values: numbers, words, patterns, addresses and times as Core reads them."""
