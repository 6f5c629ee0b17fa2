"""Reports kept on disk, so that a run on what has not changed need not be done again.

Nothing here imports what takes long: an answer that is kept is found before the command line is read.
"""
