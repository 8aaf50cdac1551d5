"""What an agent depends on besides the files that recsim gave it, see docs/agents/protocol.md."""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recsim_jvm.audit import Recorder, State

_RECORDER = "recsim_audit"
_SCRATCH = "RECSIM_SCRATCH"
_CHANNEL = "RECSIM_CHANNEL"
_ABSENT = "absent"
_CHANGED = "changed"
_MOST_FILES = 50_000
_PIECE = 1 << 20


def _installed() -> Recorder | None:
    early: Recorder | None = getattr(sys.modules.get(_RECORDER), "recorder", None)
    if early is not None or _CHANNEL not in os.environ:
        return early
    from recsim_jvm import audit

    return audit.install()


#: None if recsim did not start this process.
recorder = _installed()


def report() -> dict[str, Any]:
    """Everything that this process has used so far, as in the message INPUTS."""
    assert recorder is not None
    recorder.paused = True
    try:
        return _report(recorder)
    finally:
        recorder.paused = False


def _report(recorder: Recorder) -> dict[str, Any]:
    places = _Places(recorder)
    files: dict[str, str] = {}
    opened = dict(recorder.opened)
    for path, before in opened.items():
        _add(files, places, path, before)
    for word in getattr(sys, "orig_argv", sys.argv):  # orig_argv is new in Python 3.10
        if os.path.isabs(word) and os.path.isfile(word):
            _add(files, places, word, opened.get(word, ()))
    for path in _modules():
        _add(files, places, path, opened.get(path, ()))
    for folder in places.search:
        for name in _names(folder):
            if name.endswith(".pth"):
                _add(files, places, os.path.join(folder, name), ())
    for path in _interpreter():
        if os.path.isfile(path):
            files[path] = _digest(path)
    return {
        "complete": recorder.early and len(files) <= _MOST_FILES,
        "files": dict(list(files.items())[:_MOST_FILES]),
        "folders": _folders(places),
        "lookups": _lookups(places),
        "distributions": places.distributions(),
    }


def _add(
    files: dict[str, str], places: _Places, path: str, before: State | tuple[()] | None
) -> None:
    """Adds a file unless something else of the report covers it.

    :param before: its state when it was opened; () if that is not known
    """
    if path in files or path in places.recorder.written or places.covers(path):
        return
    now = _state(path)
    if before is None and now is None:
        if not path.endswith(".pyc"):
            files[path] = _ABSENT
    elif not _is_passing(places, path, before or now):
        if now is None:
            files[path] = _CHANGED
        elif now[-1]:
            files[path] = _digest(path) if before in ((), now) else _CHANGED


def _is_passing(places: _Places, path: str, state: State | tuple[()] | None) -> bool:
    """Whether it was made while this process ran, in the folder for that."""
    return bool(state and places.is_temporary(path) and state[0] * 1e-9 >= places.recorder.started)


def _state(path: str) -> State | None:
    from recsim_jvm.audit import state

    return state(path)


def _digest(path: str) -> str:
    digest = hashlib.sha256()
    try:
        with open(path, "rb") as file:
            for piece in iter(lambda: file.read(_PIECE), b""):
                digest.update(piece)
    except OSError:
        return _CHANGED
    return digest.hexdigest()


def _modules() -> Iterator[str]:
    """The files of the imported modules."""
    for module in list(sys.modules.values()):
        spec = getattr(module, "__spec__", None)
        for path in (getattr(module, "__file__", None), getattr(spec, "origin", None)):
            if isinstance(path, str) and os.path.isfile(path):
                yield os.path.abspath(path)


def _interpreter() -> Iterator[str]:
    """The interpreter, its shared library and the file of its virtual environment, if they are."""
    if sys.executable:
        yield os.path.realpath(sys.executable)
    name = sysconfig.get_config_var("INSTSONAME")
    folder = sysconfig.get_config_var("LIBDIR")
    if name and folder:
        yield os.path.join(folder, name)
    yield os.path.join(sys.prefix, "pyvenv.cfg")


def _names(folder: str) -> list[str]:
    """The names in a folder, sorted as Java sorts them; none if it is not there."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    names = [name for name in names if name != "__pycache__"]
    return sorted(names, key=lambda name: name.encode("utf-16-be", "surrogatepass"))


def _folders(places: _Places) -> dict[str, str]:
    folders = {}
    for folder in list(places.recorder.listed):
        if folder in places.search or places.covers(folder):
            continue
        if _is_passing(places, folder, _state(folder)):
            continue
        if os.path.isdir(folder):
            lines = "".join(name + "\n" for name in _names(folder))
            folders[folder] = hashlib.sha256(lines.encode("utf-8", "replace")).hexdigest()
        else:
            folders[folder] = _ABSENT
    return folders


def _lookups(places: _Places) -> list[dict[str, Any]]:
    """Where modules were searched: a new one in front of another would be found instead."""
    tops = {name.partition(".")[0] for name in list(sys.modules)} - {"__main__"}
    below: dict[str, set[str]] = {}
    for name in list(places.recorder.imported):
        package, _, last = name.rpartition(".")
        if package:
            for folder in list(getattr(sys.modules.get(package), "__path__", ())):
                if isinstance(folder, str) and not places.covers(os.path.abspath(folder)):
                    below.setdefault(os.path.abspath(folder), set()).add(last)
        elif name not in sys.builtin_module_names:
            tops.add(name)
    lookups = [_lookup(tops, places.search)]
    lookups += [_lookup(names, [folder]) for folder, names in sorted(below.items())]
    return lookups


def _lookup(names: set[str], folders: Iterable[str]) -> dict[str, Any]:
    found = {
        folder: [entry for entry in _names(folder) if entry.split(".")[0] in names]
        for folder in folders
    }
    return {"names": sorted(names), "folders": found}


class _Places:
    """Which folders are whose: of the standard library, of installed packages, of recsim."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        own = os.environ.get(_SCRATCH)
        self._own = {own, os.path.realpath(own)} if own else set()
        self._temporary = {tempfile.gettempdir(), os.path.realpath(tempfile.gettempdir())}
        self._standard = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib")}
        entries = recorder.folders | set(sys.path)
        self.search = sorted(
            folder
            for folder in {os.path.abspath(entry) for entry in entries if entry}
            if not self._is_own(folder)
            and not self._is_standard(folder)
            and not os.path.isfile(folder)
            and not folder.endswith(".zip")
        )
        self._packages: dict[str, dict[str, list[_Package]]] = {}
        self._used: dict[str, _Package] = {}

    def covers(self, path: str) -> bool:
        """Whether a file is in the fingerprint of the trial, or of something else in the report."""
        return self._is_own(path) or self._is_standard(path) or self._is_installed(path)

    def is_temporary(self, path: str) -> bool:
        return any(_is_below(path, folder) for folder in self._temporary)

    def _is_own(self, path: str) -> bool:
        return any(_is_below(path, folder) for folder in self._own)

    def _is_standard(self, path: str) -> bool:
        for folder in self._standard:
            if _is_below(path, folder):
                first = os.path.relpath(path, folder).split(os.sep)[0]
                return first not in ("site-packages", "dist-packages")
        return False

    def _is_installed(self, path: str) -> bool:
        for root in self.search:
            if _is_below(path, root) and path != root:
                inside = os.path.relpath(path, root).replace(os.sep, "/")
                for package in self._of(root).get(inside.split("/")[0], ()):
                    if package.has(inside):
                        self._used[package.folder] = package
                        return True
        return False

    def _of(self, root: str) -> dict[str, list[_Package]]:
        """The installed packages of a folder by the first part of their paths."""
        if root not in self._packages:
            by_part: dict[str, list[_Package]] = {}
            self._packages[root] = by_part
            for name in _names(root):
                if name.endswith(".dist-info"):
                    package = _Package(os.path.join(root, name))
                    for part in package.parts:
                        by_part.setdefault(part, []).append(package)
        return self._packages[root]

    def distributions(self) -> list[dict[str, str]]:
        return [self._used[folder].entry() for folder in sorted(self._used)]


class _Package:
    """An installed package; its file RECORD has the digests of its other files."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        try:
            with open(os.path.join(folder, "RECORD"), encoding="utf-8") as file:
                self._record = file.read()
        except (OSError, ValueError):
            self._record = ""
        self._paths: set[str] | None = None
        self.parts = {line.split("/", 1)[0].split(",", 1)[0] for line in self._record.splitlines()}

    def has(self, path: str) -> bool:
        """Whether a file is of the package, or a folder with files of it."""
        if self._paths is None:
            self._paths = set()
            for line in self._record.splitlines():
                file = line.rsplit(",", 2)[0].strip('"')
                while file and file not in self._paths:
                    self._paths.add(file)
                    file = file.rpartition("/")[0]
        return path in self._paths

    def entry(self) -> dict[str, str]:
        name, _, version = os.path.basename(self.folder)[: -len(".dist-info")].rpartition("-")
        record = _digest(os.path.join(self.folder, "RECORD"))
        return {"name": name, "version": version, "folder": self.folder, "record": record}


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
