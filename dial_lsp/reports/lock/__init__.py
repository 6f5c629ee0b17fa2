"""Access as a text to be kept beside a configuration and read in reviews: ``dial-lint access --lock``.

It changes exactly when ``dial-lint diff`` finds a difference, except where only secrets can tell: that one was
replaced, or that two keys of one project changed places. No line has a position, so moving things changes nothing.
"""

from dial_lsp.reports.lock.document import blocks_of, document

__all__ = ["blocks_of", "document"]
