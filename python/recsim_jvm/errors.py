"""What goes wrong."""


class RecsimError(Exception):
    """recsim cannot do what was asked; the message says why, and what to do."""
