"""Values that replace those of an experiment file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Union

#: ``{"environment.max_session_length": 50}``, ``["environment.max_session_length=50"]``, or text
#: with commas in between. Keys are paths with dots; a mapping is replaced as a whole.
Settings = Union[Mapping[str, Any], Sequence[str], str, None]


def text(settings: Settings) -> str | None:
    """The settings as recsim reads them: ``path=value``, with commas in between.

    :raises TypeError: if they are something else, or have a value that YAML cannot express
    """
    if settings is None or isinstance(settings, str):
        return settings
    if isinstance(settings, Mapping):
        parts = [f"{_path(path)}={value(it)}" for path, it in settings.items()]
    elif isinstance(settings, Sequence) and all(isinstance(part, str) for part in settings):
        parts = list(settings)
    else:
        raise TypeError(
            'settings are a dict such as {"environment.max_session_length": 50}, a list of'
            f' "path=value", or such a text; not {settings!r}'
        )
    return ",".join(parts) or None


def _path(path: object) -> str:
    if not isinstance(path, str):
        raise TypeError(f"the keys of settings are paths with dots, not {path!r}")
    return path


def value(it: Any) -> str:
    """A value as YAML on one line.

    :raises TypeError: if YAML cannot express it
    """
    if hasattr(it, "tolist"):  # of NumPy
        it = it.tolist()
    if it is None or isinstance(it, (bool, int, float)):
        return json.dumps(it).replace("Infinity", ".inf").replace("NaN", ".nan")
    if isinstance(it, str):
        quoted = json.dumps(it)
        return quoted if "\\" not in quoted else "'" + it.replace("'", "''") + "'"
    if isinstance(it, Mapping):
        return "{" + ", ".join(f"{value(str(key))}: {value(it[key])}" for key in it) + "}"
    if isinstance(it, (list, tuple)):
        return "[" + ", ".join(value(entry) for entry in it) + "]"
    raise TypeError(f"settings can have numbers, texts, lists and dicts as values, not {it!r}")
