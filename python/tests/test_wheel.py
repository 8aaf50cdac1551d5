"""The wheel as a stranger gets it: built, installed into a new virtual environment, and used in an
empty folder. Maven has built recsim's command-line jar; JAVA_HOME is set."""

import hashlib
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import unittest
import zipfile

PYTHON = pathlib.Path(__file__).resolve().parents[1]
ROOT = PYTHON.parent
BUILD = "import sys, recsim_build as b; print(b.build_wheel(sys.argv[1]), b.build_sdist(sys.argv[1]))"
MAKE = """
import recsim_jvm
import gymnasium  # after it: the ids are registered nevertheless
assert "recsim/SixStates-v0" in gymnasium.registry
environment = recsim_jvm.make("experiments/quick.yaml")
print(recsim_jvm.__version__, environment.reset(seed=0)[0], environment.optimum)
environment.close()
"""
WITHOUT = """
import sys
import recsim_jvm
sys.modules["gymnasium"] = None
recsim_jvm.make
"""


def build(source, target):
    target.mkdir()
    environment = dict(os.environ, PYTHONPATH=str(source / "backend"), TZ="Asia/Tokyo")
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    return subprocess.run(
        [sys.executable, "-c", BUILD, str(target)],
        env=environment,
        capture_output=True,
        text=True,
        umask=0o077,
    )


class WheelTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        built = build(PYTHON, cls.folder / "dist")
        assert built.returncode == 0, built.stderr
        cls.wheel, cls.sdist = (cls.folder / "dist" / name for name in built.stdout.split())
        cls.environment = cls.folder / "environment"
        # pip is that of the system, which is seconds faster; it installs into the environment.
        command = [sys.executable, "-m", "venv", "--system-site-packages", "--without-pip"]
        subprocess.run([*command, str(cls.environment)], check=True)
        cls.program = cls.environment / "bin" / "python"
        subprocess.run(
            [str(cls.program), "-m", "pip", "install", "--quiet", "--no-index", str(cls.wheel)],
            check=True,
        )
        cls.project = cls.folder / "empty"
        (cls.project / "experiments").mkdir(parents=True)
        shutil.copy(ROOT / "experiments" / "quick.yaml", cls.project / "experiments")

    def run_in_project(self, *words, **variables):
        environment = {name: os.environ[name] for name in ("JAVA_HOME", "PATH")}
        environment.update(variables)
        return subprocess.run(
            [str(self.environment / "bin" / words[0]), *words[1:]],
            cwd=self.project,
            env={name: value for name, value in environment.items() if value is not None},
            capture_output=True,
            text=True,
        )

    def test_two_builds_give_the_same_bytes_also_from_the_source_distribution(self):
        with tarfile.open(self.sdist) as archive:
            archive.extractall(self.folder / "unpacked", filter="data")
        source = next((self.folder / "unpacked").iterdir())
        os.utime(source / "README.md", (1, 1))
        again = build(source, self.folder / "again")
        self.assertEqual(again.returncode, 0, again.stderr)
        for file in (self.wheel, self.sdist):
            digests = {
                hashlib.sha256(path.read_bytes()).hexdigest()
                for path in (file, self.folder / "again" / file.name)
            }
            self.assertEqual(len(digests), 1, file.name)

    def test_the_wheel_says_what_it_is(self):
        with zipfile.ZipFile(self.wheel) as archive:
            names = archive.namelist()
            info = next(name for name in names if name.endswith("/METADATA"))[: -len("METADATA")]
            metadata = archive.read(info + "METADATA").decode()
        for line in ("License-Expression: Apache-2.0", "Author: ", "Project-URL: ", "# recsim-jvm"):
            self.assertIn("\n" + line, metadata)
        for name in ("licenses/LICENSE", "licenses/NOTICE", "entry_points.txt"):
            self.assertIn(info + name, names)
        self.assertIn("recsim_jvm/py.typed", names)

    def test_the_command_runs_experiments_in_an_empty_folder(self):
        self.assertRegex(self.run_in_project("recsim", "--version").stdout, r"^recsim \d")
        run = self.run_in_project("recsim", "run")
        self.assertIn("report: reports/quick/index.html", run.stdout, run.stderr)
        self.assertEqual(run.returncode, 0)
        self.assertEqual(self.run_in_project("recsim", "check", "--exact").returncode, 0)
        self.assertEqual(self.run_in_project("recsim", "rum").returncode, 1)
        strange = self.run_in_project("recsim", "run", "--experiment=none")
        self.assertEqual(strange.returncode, 4, strange.stderr)

    def test_signals_reach_java(self):
        process = subprocess.Popen(
            [str(self.environment / "bin" / "recsim"), "run", "--force"],
            cwd=self.project,
            stdout=subprocess.PIPE,
        )
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        process.stdout.read()
        self.assertEqual(process.wait(), 128 + signal.SIGTERM)

    def test_an_environment_needs_no_project(self):
        libraries = os.environ.get("PYTHONPATH", "").split(os.pathsep)[-1]
        made = self.run_in_project("python", "-c", MAKE, PYTHONPATH=libraries)
        self.assertEqual(made.returncode, 0, made.stderr)
        version = self.wheel.name.split("-")[1]
        self.assertRegex(made.stdout, rf"^{version} \d 9\.2371")
        without = self.run_in_project("python", "-c", WITHOUT)
        self.assertIn("environments need Gymnasium (pip install gymnasium)", without.stderr)

    def test_errors_say_what_to_do(self):
        nowhere = str(self.folder)
        old = self.folder / "old" / "bin" / "java"
        old.parent.mkdir(parents=True)
        old.write_text("#!/bin/sh\n")
        old.chmod(0o755)
        (old.parent.parent / "release").write_text('JAVA_VERSION="1.8.0_372"\n')
        home = str(old.parent.parent)
        without = self.run_in_project("recsim", "run", JAVA_HOME=home, PATH=nowhere)
        self.assertEqual(without.returncode, 1)
        self.assertIn(f"JAVA_HOME={home} is Java 8 and there is no java on the PATH", without.stderr)
        self.assertIn("apt install openjdk-21-jre-headless", without.stderr)
        missing = self.run_in_project("recsim", "run", RECSIM_RUNTIME=nowhere + "/none.jar")
        self.assertIn("none.jar is missing or damaged", missing.stderr)
        other = self.folder / "other.jar"
        with zipfile.ZipFile(other, "w") as archive:
            archive.writestr("META-INF/MANIFEST.MF", "Implementation-Version: 9.8.7\n")
        mismatched = self.run_in_project("recsim", "run", RECSIM_RUNTIME=str(other))
        version = self.wheel.name.split("-")[1]
        self.assertRegex(mismatched.stderr, f"is version {version}, but its jar .* is version 9.8.7")
        self.assertNotIn("Traceback", without.stderr + missing.stderr + mismatched.stderr)

    def test_a_jar_of_another_version_is_not_packed(self):
        with tarfile.open(self.sdist) as archive:
            archive.extractall(self.folder / "changed", filter="data")
        source = next((self.folder / "changed").iterdir())
        (source / "recsim_jvm" / "_version.py").write_text('RECSIM = "9.8.7"\n')
        refused = build(source, self.folder / "refused")
        self.assertRegex(refused.stderr, r"is version .*, but recsim_jvm/_version.py says 9.8.7")
        (source / "recsim_jvm" / "recsim-cli.jar").unlink()
        missing = build(source, self.folder / "missing")
        self.assertRegex(missing.stderr, "there is no .*recsim-cli-9.8.7.jar, only nothing; run mvn")


if __name__ == "__main__":
    unittest.main()
