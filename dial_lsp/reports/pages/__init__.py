"""Pages for browsers: one file each, with all that it needs inside; nothing is loaded, and nothing leaves."""
