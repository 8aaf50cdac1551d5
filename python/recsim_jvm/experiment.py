"""Experiments, run by the command-line jar."""

from __future__ import annotations

import os
import pathlib
import re
import subprocess
from typing import Any

from recsim_jvm import java
from recsim_jvm.errors import RecsimError
from recsim_jvm.html import escaped
from recsim_jvm.result import Result, results
from recsim_jvm.settings import Settings, text

_LAST_LINES = 20


class Experiment:
    """An experiment file. In a notebook it shows its text, and what its last run said."""

    def __init__(
        self, path: str | os.PathLike[str], reports: str | os.PathLike[str] = "reports"
    ) -> None:
        self.path = pathlib.Path(path)
        self.reports = pathlib.Path(reports)
        if not self.path.is_file():
            raise RecsimError(f"there is no experiment file {self.path}")

    def run(self, **options: Any) -> Result:
        """Runs it, with the options of ``recsim_jvm.run``."""
        return run(self.path, reports=self.reports, **options)

    def results(self) -> Result:
        """The results of its last run."""
        return results(self.reports / self.path.stem)

    def text(self) -> str:
        """The file's YAML."""
        return self.path.read_text(encoding="utf-8")

    def __repr__(self) -> str:
        return f"Experiment({str(self.path)!r})"

    def _repr_html_(self) -> str:
        """Its text, and the headline of its last run."""
        try:
            last = self.results().headline
        except RecsimError:
            last = "It has not run yet."
        text = f"<b>{escaped(self.path)}</b><pre>{escaped(self.text())}</pre>"
        return f"<div>{text}<p>{escaped(last)}</p></div>"


def run(
    experiment: str | os.PathLike[str],
    settings: Settings = None,
    reports: str | os.PathLike[str] = "reports",
    parallelism: int | None = None,
    force: bool = False,
    classpath: str | None = None,
    progress: bool = True,
) -> Result:
    """Runs an experiment as ``recsim run`` does, and returns its results. Stored trials are not run
    again.

    :param experiment: path of the experiment file
    :param settings: values that replace those of the file; they define another experiment, beside it
    :param reports: the folder of results and reports
    :param parallelism: number of trials that run at the same time; None for all processors
    :param force: whether stored trials are run again too
    :param classpath: jars and folders with environments and agents of your own in Java
    :param progress: whether to print what ``recsim run`` prints
    :raises RecsimError: if the file is invalid, a trial fails, or the file defines several
        experiments, which ``run_all`` runs
    """
    made = run_all(experiment, settings, reports, parallelism, force, classpath, progress)
    if len(made) != 1:
        names = ", ".join(it.experiment for it in made)
        raise RecsimError(
            f"{experiment} defines {len(made)} experiments ({names}); they have run, and"
            " recsim_jvm.run_all returns all their results"
        )
    return made[0]


def run_all(
    experiment: str | os.PathLike[str],
    settings: Settings = None,
    reports: str | os.PathLike[str] = "reports",
    parallelism: int | None = None,
    force: bool = False,
    classpath: str | None = None,
    progress: bool = True,
) -> list[Result]:
    """As ``run``, for a file that defines several experiments, such as a sweep."""
    path = pathlib.Path(experiment)
    if not path.is_file():
        raise RecsimError(f"there is no experiment file {path}")
    options: dict[str, object] = {
        "experiments": path.resolve().parent,
        "experiment": path.stem,
        "reports": pathlib.Path(reports).resolve(),
        "set": text(settings),
        "parallelism": parallelism,
        "classpath": classpath,
    }
    words = [f"--{name}={it}" for name, it in options.items() if it is not None]
    lines = _call(["run", *words, *(["--force"] if force else [])], progress)
    pages = re.findall(r"^ *report: (.*)/index\.html$", "\n".join(lines), re.M)
    folders = [pathlib.Path(page) for page in dict.fromkeys(pages)]
    return [results(folder) for folder in folders if (folder / "results.json").is_file()]


def _call(words: list[str], progress: bool) -> list[str]:
    """Runs the command-line jar and returns the lines that it printed."""
    process = subprocess.Popen(
        [*java.program(), *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    assert process.stdout is not None
    lines = []
    try:
        with process.stdout as printed:
            for line in printed:
                lines.append(line.rstrip("\n"))
                if progress:  # through Python, so that notebooks show it
                    print(lines[-1], flush=True)
        status = process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    if status != 0:
        last = "\n".join(line.replace("--set: ", "") for line in lines[-_LAST_LINES:] if line)
        raise RecsimError(f"recsim {words[0]} ended with status {status}:\n{last}")
    return lines
