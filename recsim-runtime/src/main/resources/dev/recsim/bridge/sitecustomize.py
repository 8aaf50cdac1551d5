"""Records what this process reads, then does what the system's sitecustomize does."""

import os
import sys

_folder = os.path.dirname(os.path.abspath(__file__))

if hasattr(sys, "addaudithook"):  # new in Python 3.8
    import recsim_audit

    recsim_audit.recorder = recsim_audit.install(early=True)

# Nothing of it is seen by the program and those that it starts.
sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry) != _folder]
_others = os.environ.get("PYTHONPATH", "").split(os.pathsep)[1:]
if _others:
    os.environ["PYTHONPATH"] = os.pathsep.join(_others)
else:
    os.environ.pop("PYTHONPATH", None)

_own = sys.modules.pop("sitecustomize")
try:
    import sitecustomize  # noqa: F401
except ImportError as e:
    if e.name != "sitecustomize":
        raise
finally:
    sys.modules.setdefault("sitecustomize", _own)
