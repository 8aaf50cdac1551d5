"""Records what this process reads, so that recsim knows when a trial must run again.

recsim starts agents with this file as the module ``recsim_audit``, which ``sitecustomize`` installs
before any other code runs. Uses the standard library only.
"""

import functools
import os
import stat
import sys
import time

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

    def __init__(self, early):
        self.early = early
        self.paused = False
        self.started = time.time()
        self.opened = {}
        self.written = set()
        self.listed = set()
        self.imported = set()
        self.folders = set()

    def __call__(self, event, args):
        handler = _HANDLERS.get(event)
        if handler is not None and not self.paused:
            try:
                handler(self, *args)
            except Exception:  # what is wrong with the arguments, the call itself will say
                pass

    def read(self, path):
        """Records a file that is read."""
        path = _absolute(path)
        if path is None or path.startswith(_IGNORED):
            return
        folder, name = os.path.split(path)
        if os.path.basename(folder) == "__pycache__":
            path = os.path.join(os.path.dirname(folder), name.split(".")[0] + ".py")
        if path not in self.opened and path not in self.written:
            self.opened[path] = state(path)

    def _open(self, path, mode, flags):
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

    def _list(self, path=None):
        # The finders of modules list folders too; what they find is in lookups.
        if "importlib" not in sys._getframe(2).f_code.co_filename:
            folder = _absolute("." if path is None else path)
            if folder is not None and not (folder + "/").startswith(_IGNORED):
                self.listed.add(folder)

    def _import(self, name, _file, path, *_others):
        self.imported.add(name)
        if path:
            self.folders.update(entry for entry in path if isinstance(entry, str))

    def _connect(self, database):
        name = os.fsdecode(database)
        if name and name != ":memory:" and not name.startswith("file:"):
            self.read(name)

    def _load(self, name):
        if name and "/" in os.fsdecode(name):
            self.read(name)


_HANDLERS = {
    "open": Recorder._open,
    "os.listdir": Recorder._list,
    "os.scandir": Recorder._list,
    "import": Recorder._import,
    "sqlite3.connect": Recorder._connect,
    "ctypes.dlopen": Recorder._load,
}


class _Sessions:
    """Finds the module of ONNX Runtime whose sessions read files without Python's knowledge."""

    def __init__(self, recorder):
        self._recorder = recorder

    def find_spec(self, name, path, _target=None):
        if name != _SESSIONS:
            return None
        from importlib.machinery import PathFinder

        spec = PathFinder.find_spec(name, path)
        if spec is not None:
            execute = spec.loader.exec_module

            def exec_module(module):
                execute(module)
                self._wrap(module.InferenceSession)

            spec.loader.exec_module = exec_module
        return spec

    def _wrap(self, session):
        create = session.__init__
        recorder = self._recorder

        @functools.wraps(create)
        def init(self, path_or_bytes, *args, **options):
            if isinstance(path_or_bytes, (str, os.PathLike)):
                recorder.read(path_or_bytes)
            create(self, path_or_bytes, *args, **options)

        session.__init__ = init


def state(path):
    """What changes when a file is written; None if there is no such file."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino, stat.S_ISREG(found.st_mode)


def _absolute(path):
    if isinstance(path, int):
        return None
    path = os.path.join(os.getcwd(), os.fsdecode(path))
    return os.path.realpath(path) if ".." in path.split(os.sep) else os.path.normpath(path)


def install(early=False):
    """Starts to record; returns the recorder."""
    recorder = Recorder(early)
    sys.meta_path.insert(0, _Sessions(recorder))
    sys.addaudithook(recorder)
    return recorder
