"""Records what this process reads, so that recsim knows when a trial must run again.

recsim starts agents with this file as the module ``recsim_audit``, which ``sitecustomize`` installs
before any other code runs. Uses the standard library only.
"""

from __future__ import annotations

import functools
import os
import stat
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any, Tuple

    #: Modification time in nanoseconds, size, inode, and whether it is a regular file.
    State = Tuple[int, int, int, bool]

_IGNORED = ("/dev/", "/proc/", "/sys/")
_SESSIONS = "onnxruntime.capi.onnxruntime_inference_collection"


class Recorder:
    """What was read so far.

    opened    by path: modification time, size and inode when it was opened; None if it was absent
    written   paths that were opened for writing and not read before
    listed    folders that were listed
    imported  names of the modules that were searched
    folders   folders in which modules were searched
    early     whether nothing was read before
    paused    whether nothing is recorded now
    """

    def __init__(self, early: bool) -> None:
        self.early = early
        self.paused = False
        self.started = time.time()
        self.opened: dict[str, State | None] = {}
        self.written: set[str | None] = set()
        self.listed: set[str] = set()
        self.imported: set[str] = set()
        self.folders: set[str] = set()

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        handler = _HANDLERS.get(event)
        if handler is not None and not self.paused:
            try:
                handler(self, *args)
            except Exception:  # what is wrong with the arguments, the call itself will say
                pass

    def read(self, file: Any) -> None:
        """Records a file that is read."""
        path = _absolute(file)
        if path is None or path.startswith(_IGNORED):
            return
        folder, name = os.path.split(path)
        if os.path.basename(folder) == "__pycache__":
            path = os.path.join(os.path.dirname(folder), name.split(".")[0] + ".py")
        if path not in self.opened and path not in self.written:
            self.opened[path] = state(path)

    def _open(self, path: Any, mode: str | None, flags: int) -> None:
        if isinstance(path, int):
            return
        if mode is None:
            only_writes = flags & (os.O_WRONLY | os.O_TRUNC | os.O_EXCL) or (
                flags & os.O_CREAT and not os.path.exists(path)
            )
        else:
            only_writes = any(letter in mode for letter in "wax")
        if not only_writes:
            self.read(path)
        elif _absolute(path) not in self.opened:
            self.written.add(_absolute(path))

    def _list(self, path: Any = None) -> None:
        # The finders of modules list folders too; what they find is in lookups.
        if "importlib" not in sys._getframe(2).f_code.co_filename:
            folder = _absolute("." if path is None else path)
            if folder is not None and not (folder + "/").startswith(_IGNORED):
                self.listed.add(folder)

    def _import(self, name: str, _file: Any, path: Any, *_others: Any) -> None:
        self.imported.add(name)
        if path:
            self.folders.update(entry for entry in path if isinstance(entry, str))

    def _connect(self, database: Any) -> None:
        name = os.fsdecode(database)
        if name and name != ":memory:" and not name.startswith("file:"):
            self.read(name)

    def _load(self, name: Any) -> None:
        if name and "/" in os.fsdecode(name):
            self.read(name)


_HANDLERS: dict[str, Callable[..., None]] = {
    "open": Recorder._open,
    "os.listdir": Recorder._list,
    "os.scandir": Recorder._list,
    "import": Recorder._import,
    "sqlite3.connect": Recorder._connect,
    "ctypes.dlopen": Recorder._load,
}


class _Sessions:
    """Finds the module of ONNX Runtime whose sessions read files without Python's knowledge."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def find_spec(
        self, name: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != _SESSIONS:
            return None
        from importlib.machinery import PathFinder

        spec = PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def exec_module(module: ModuleType) -> None:
                execute(module)
                self._wrap(module.InferenceSession)

            spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec

    def _wrap(self, session: Any) -> None:
        create = session.__init__
        recorder = self._recorder

        @functools.wraps(create)
        def init(self: Any, path_or_bytes: Any, *args: Any, **options: Any) -> None:
            if isinstance(path_or_bytes, (str, os.PathLike)):
                recorder.read(path_or_bytes)
            create(self, path_or_bytes, *args, **options)

        session.__init__ = init


def state(path: str) -> State | None:
    """What changes when a file is written; None if there is no such file."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino, stat.S_ISREG(found.st_mode)


def _absolute(path: Any) -> str | None:
    if isinstance(path, int):
        return None
    absolute: str = os.path.join(os.getcwd(), os.fsdecode(path))
    return os.path.realpath(absolute) if ".." in absolute.split(os.sep) else os.path.normpath(absolute)


def install(early: bool = False) -> Recorder:
    """Starts to record; returns the recorder."""
    recorder = Recorder(early)
    sys.meta_path.insert(0, _Sessions(recorder))
    sys.addaudithook(recorder)
    return recorder
