"""The one base class of errors a user can act on; each subclass lives in the module that raises it."""


class ClaimhouseError(Exception):
    """Something the user can put right: the message names the file or setting and the remedy."""
