"""Answers the requests of recsim to a program that it has started."""

from __future__ import annotations

import json
import os
import platform
import sys
import traceback
from collections.abc import Mapping
from typing import Any

from recsim_jvm import channel as kinds
from recsim_jvm import inputs
from recsim_jvm.channel import Channel, Closed

_LIBRARIES = ("gymnasium", "numpy", "onnxruntime", "scipy", "sklearn", "stable_baselines3", "torch")
_FAILURE_TRACE = 3


class Server:
    """Answers requests of recsim, one at a time."""

    def __init__(self, connection: Channel, versions: Mapping[str, str]) -> None:
        self._connection = connection
        self._own_versions = versions

    def run(self) -> None:
        kind, introduction = self.introduction()
        self._connection.send(kind, json.dumps(introduction).encode("utf-8"))
        while True:
            self.respond(*self._connection.receive())

    def respond(self, kind: int, body: Any) -> None:
        """Does what a message asks for, and answers it."""
        try:
            answer = self._report() if kind == kinds.REPORT else self.answer(kind, body)
        except Closed:
            raise
        except Exception:
            traceback.print_exc()
            self._connection.send(kinds.FAILED, _failure().encode("utf-8"))
            return
        if answer is not None:
            self._connection.send(*answer)

    def introduction(self) -> tuple[int, dict[str, Any]]:
        """The kind of the first message, and its JSON."""
        raise NotImplementedError

    def answer(self, kind: int, body: Any) -> tuple[int, Any] | None:
        """The kind and the body of the answer to a request; None if it has none."""
        raise NotImplementedError

    def _report(self) -> tuple[int, Any]:
        report = dict(inputs.report(), versions=self.versions())
        return kinds.INPUTS, json.dumps(report).encode("utf-8", "backslashreplace")

    def versions(self) -> dict[str, str]:
        versions = {"python": platform.python_version()}
        for name in _LIBRARIES:
            version = getattr(sys.modules.get(name), "__version__", None)
            if version is not None:
                versions[name] = str(version)
        versions.update(self._own_versions)
        return versions


def _failure() -> str:
    """The exception and the last lines that led to it."""
    kind, value, trace = sys.exc_info()
    assert kind is not None
    lines = traceback.extract_tb(trace)[-_FAILURE_TRACE:]
    places = ", ".join(f"{os.path.basename(line.filename)}:{line.lineno}" for line in lines)
    return f"{kind.__name__}: {value} ({places})"
