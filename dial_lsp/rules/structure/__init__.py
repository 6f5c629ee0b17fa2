"""Rules of the shape of the file: sections, entries and members that Core reads, refuses or ignores."""
