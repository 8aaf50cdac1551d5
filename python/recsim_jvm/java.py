"""Java, and the command-line jar that this package brings. Uses the standard library only."""

from __future__ import annotations

import os
import pathlib
import re
import shutil
import subprocess
import zipfile

from recsim_jvm._version import RECSIM, __version__
from recsim_jvm.errors import RecsimError

#: The environment variable that names another command-line jar, or what recsim:python has written.
VARIABLE = "RECSIM_RUNTIME"

_OLDEST = 17
_INSTALL = (
    "Install a JDK or JRE: apt install openjdk-21-jre-headless, brew install openjdk,"
    " conda install -c conda-forge openjdk, or https://adoptium.net; then set JAVA_HOME to its"
    " folder, or put its java on the PATH"
)


def java() -> str:
    """The program ``java`` of ``JAVA_HOME``, or else of the ``PATH``, that is new enough.

    :raises RecsimError: if there is none; says which Java was found, and how to get one
    """
    home = os.environ.get("JAVA_HOME")
    named = shutil.which(os.path.join(home, "bin", "java")) if home else None
    found = []
    if home and not named:
        found.append(f"JAVA_HOME={home} has no bin/java")
    for program, place in ((named, f"JAVA_HOME={home}"), (shutil.which("java"), "java of the PATH")):
        if program:
            version = _version(program)
            if version is not None and version >= _OLDEST:
                return program
            found.append(f"{place} is {'no Java' if version is None else f'Java {version}'}")
    if not shutil.which("java"):
        found.append("there is no java on the PATH")
    raise RecsimError(
        f"recsim needs Java {_OLDEST} or newer, but {' and '.join(found)}. {_INSTALL}"
    )


def _version(program: str) -> int | None:
    """The feature version of a ``java``, from the file beside it or else from what it prints."""
    release = pathlib.Path(os.path.realpath(program)).parent.parent / "release"
    try:
        text = release.read_text(encoding="utf-8", errors="replace")
        match = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', text, re.M)
    except OSError:
        match = None
    if match is None:
        try:
            printed = subprocess.run(
                [program, "-version"], stdin=subprocess.DEVNULL, capture_output=True, text=True
            )
        except OSError:
            return None
        match = re.search(r'version "(?:1\.)?(\d+)', printed.stderr)
    return int(match.group(1)) if match else None


def jar() -> str:
    """The path of the command-line jar.

    :raises RecsimError: if it is missing, or is that of another version of recsim
    """
    path = os.environ.get(VARIABLE, "")
    if not path.endswith(".jar"):
        path = str(pathlib.Path(__file__).with_name("recsim-cli.jar"))
    try:
        version = manifest_version(path)
    except (OSError, KeyError, zipfile.BadZipFile) as e:
        raise RecsimError(
            f"{path} is missing or damaged ({e}); install the wheel of recsim-jvm again, or set"
            f" {VARIABLE} to recsim's command-line jar"
        ) from e
    if version != RECSIM:
        raise RecsimError(
            f"recsim-jvm is version {__version__}, but its jar {path} is version {version}; install"
            " the wheel of recsim-jvm again"
        )
    return path


def manifest_version(path: str) -> str:
    """The version in the manifest of a jar."""
    with zipfile.ZipFile(path) as archive:
        manifest = archive.read("META-INF/MANIFEST.MF").decode("utf-8")
    match = re.search(r"^Implementation-Version: *(\S+)", manifest, re.M)
    return match.group(1) if match else "unknown"


def program() -> list[str]:
    """The command that starts the command-line jar; verbs and options follow."""
    return [java(), "-jar", jar()]


def runtime() -> list[str]:
    """The command that starts the runtime of environments."""
    return [java(), "-XX:+UseSerialGC", "-cp", jar(), "dev.recsim.cli.Main", "serve"]
