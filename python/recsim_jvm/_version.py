"""The version of this package, which is that of its jar."""

#: As Maven writes it.
RECSIM = "0.1.0-SNAPSHOT"

__version__ = RECSIM.replace("-SNAPSHOT", ".dev0")
