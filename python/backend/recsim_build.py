"""Builds the wheel and the source distribution of recsim-jvm, with recsim's command-line jar inside.

A build backend of PEP 517 that needs nothing but Python 3.11: it works offline, and the same files
give the same bytes. ``.ci/wheel`` calls it, and so does ``pip install ./python``.
"""

from __future__ import annotations

import ast
import base64
import gzip
import hashlib
import io
import os
import pathlib
import re
import tarfile
import tomllib
import zipfile

HERE = pathlib.Path(__file__).resolve().parents[1]
JAR = "recsim_jvm/recsim-cli.jar"
#: Of all files, as of the files in the jar.
DATE = (2026, 1, 1, 0, 0, 0)
SECONDS = 1767225600


class BuildError(Exception):
    """The package cannot be built; the message says what to do."""


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """Writes the wheel and returns its name."""
    files = {path: _read(path) for path in _package()}
    files[JAR] = jar()
    return _write_wheel(wheel_directory, files)


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    """Writes a wheel that leads to this folder. It has no jar: RECSIM_RUNTIME names one."""
    return _write_wheel(wheel_directory, {"recsim_jvm.pth": f"{HERE}\n".encode()})


def build_sdist(sdist_directory, config_settings=None):
    """Writes the source distribution, from which a wheel can be built anywhere; returns its name."""
    root = f"recsim_jvm-{version()}"
    files = {path: _read(path) for path in (*_package(), *_others())}
    files[JAR] = jar()
    for name in ("LICENSE", "NOTICE"):
        files[name] = _text(name)
    files["PKG-INFO"] = metadata().encode()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path in sorted(files):
            entry = tarfile.TarInfo(f"{root}/{path}")
            entry.size = len(files[path])
            entry.mtime = SECONDS
            archive.addfile(entry, io.BytesIO(files[path]))
    with open(os.path.join(sdist_directory, f"{root}.tar.gz"), "wb") as file:
        with gzip.GzipFile("", "wb", 9, file, mtime=SECONDS) as compressed:
            compressed.write(packed.getvalue())
    return f"{root}.tar.gz"


def _package():
    sources = (HERE / "recsim_jvm").glob("*")
    return sorted(
        f"recsim_jvm/{path.name}" for path in sources if path.suffix in (".py", ".typed", ".yaml")
    )


def _others():
    for folder in ("backend", "examples", "tests"):
        for path in sorted((HERE / folder).rglob("*.py")):
            yield path.relative_to(HERE).as_posix()
    yield from ("README.md", "benchmark.py", "pyproject.toml")


def _read(path):
    return (HERE / path).read_bytes()


def _text(name):
    """A file of the source distribution, or of the repository."""
    own = HERE / name
    return (own if own.is_file() else HERE.parent / name).read_bytes()


def _versions():
    tree = ast.parse(_read("recsim_jvm/_version.py"))
    recsim = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "RECSIM"
    )
    return recsim, recsim.replace("-SNAPSHOT", ".dev0")


def version():
    """The version of the package."""
    return _versions()[1]


def jar():
    """The bytes of the command-line jar: that of the source distribution, or Maven's."""
    recsim, own = _versions()
    target = HERE.parent / "recsim-cli" / "target"
    built = target / f"recsim-cli-{recsim}.jar"
    path = HERE / JAR if (HERE / JAR).is_file() else built
    if not path.is_file():
        others = ", ".join(sorted(it.name for it in target.glob("recsim-cli-*.jar"))) or "nothing"
        raise BuildError(
            f"there is no {built}, only {others}; run mvn -DskipTests install, or correct the version"
            " in recsim_jvm/_version.py"
        )
    with zipfile.ZipFile(path) as archive:
        manifest = archive.read("META-INF/MANIFEST.MF").decode()
    found = re.search(r"^Implementation-Version: *(\S+)", manifest, re.M)
    if found is None or found.group(1) != recsim:
        raise BuildError(
            f"{path} is version {found and found.group(1)}, but recsim_jvm/_version.py says {recsim};"
            " make them the same"
        )
    return path.read_bytes()


def metadata():
    """The core metadata, from pyproject.toml."""
    project = tomllib.loads(_read("pyproject.toml").decode())["project"]
    lines = ["Metadata-Version: 2.4", f"Name: {project['name']}", f"Version: {version()}"]
    lines.append(f"Summary: {project['description']}")
    lines += [f"Author: {author['name']}" for author in project["authors"]]
    lines.append(f"License-Expression: {project['license']}")
    lines += [f"License-File: {name}" for name in ("LICENSE", "NOTICE")]
    lines.append(f"Keywords: {','.join(project['keywords'])}")
    lines += [f"Classifier: {name}" for name in project["classifiers"]]
    lines += [f"Project-URL: {name}, {url}" for name, url in project["urls"].items()]
    lines.append(f"Requires-Python: {project['requires-python']}")
    lines += [f"Requires-Dist: {name}" for name in project["dependencies"]]
    for extra, names in project["optional-dependencies"].items():
        lines.append(f"Provides-Extra: {extra}")
        lines += [f"Requires-Dist: {name}; extra == '{extra}'" for name in names]
    lines += ["Description-Content-Type: text/markdown", "", _read("README.md").decode()]
    return "\n".join(lines)


def _entry_points():
    project = tomllib.loads(_read("pyproject.toml").decode())["project"]
    groups = {"console_scripts": project["scripts"], **project.get("entry-points", {})}
    return "".join(
        f"[{group}]\n" + "".join(f"{name} = {place}\n" for name, place in entries.items()) + "\n"
        for group, entries in groups.items()
    )


def _write_wheel(directory, files):
    name = f"recsim_jvm-{version()}"
    info = f"{name}.dist-info"
    files = dict(sorted(files.items()))
    for text in ("LICENSE", "NOTICE"):
        files[f"{info}/licenses/{text}"] = _text(text)
    files[f"{info}/METADATA"] = metadata().encode()
    files[f"{info}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: recsim_build\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    files[f"{info}/entry_points.txt"] = _entry_points().encode()
    record = "".join(f"{path},{_digest(data)},{len(data)}\n" for path, data in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    wheel = f"{name}-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(directory, wheel), "w") as archive:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, DATE)
            entry.external_attr = 0o100644 << 16
            entry.create_system = 3
            stored = path.endswith(".jar")
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return wheel


def _digest(data):
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
    return "sha256=" + digest.decode().rstrip("=")
