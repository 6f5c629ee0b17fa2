"""What a rule is made of: its definition and codes, checks by shape, its page, and the comments that suppress it."""
