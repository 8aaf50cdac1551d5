"""The command ``recsim``: the command-line jar, with its exit status and signals."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import NoReturn

from recsim_jvm import java
from recsim_jvm.errors import RecsimError


def main() -> NoReturn:
    """Becomes the program of the jar."""
    try:
        command = [*java.program(), *sys.argv[1:]]
    except RecsimError as e:
        sys.exit(str(e))
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    process = subprocess.Popen(command)
    while True:
        try:
            sys.exit(process.wait())
        except KeyboardInterrupt:  # the console has sent it to Java too
            continue
