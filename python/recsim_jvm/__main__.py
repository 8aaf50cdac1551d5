"""``python -m recsim_jvm`` is the command ``recsim``."""

from recsim_jvm.command import main

main()
