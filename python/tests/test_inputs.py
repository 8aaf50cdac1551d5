"""What an agent reports that it has used."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

PACKAGE = str(pathlib.Path(__file__).parent.parent)
PROLOGUE = """
import json, os, sqlite3, sys
sys.path[:0] = [{package!r}]
from recsim_jvm import inputs
os.chdir({folder!r})
"""
EPILOGUE = """
print(json.dumps(inputs.report()))
"""


class InputsTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name).resolve()
        self.write("data.txt", "data")

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text)
        return str(path)

    def report(self, code):
        program = PROLOGUE.format(package=PACKAGE, folder=str(self.folder)) + code + EPILOGUE
        printed = subprocess.run(
            [sys.executable, "-c", program],
            env=dict(os.environ, RECSIM_CHANNEL="none"),
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
        return json.loads(printed)

    def files(self, code):
        files = self.report(code)["files"]
        root = str(self.folder) + os.sep
        return {path[len(root) :]: value for path, value in files.items() if path.startswith(root)}

    def test_files_that_are_read(self):
        digest = "3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7"
        self.assertEqual(self.files('open("data.txt").read()'), {"data.txt": digest})
        self.assertEqual(
            self.files('os.close(os.open("data.txt", os.O_RDONLY))'), {"data.txt": digest}
        )

    def test_files_that_are_missing(self):
        code = 'try:\n    open("none.txt")\nexcept OSError:\n    pass\n'
        self.assertEqual(self.files(code), {"none.txt": "absent"})

    def test_files_that_are_written(self):
        self.assertEqual(self.files('open("new.txt", "w").write("x"); open("new.txt").read()'), {})
        self.assertEqual(self.files('open("data.txt", "a").write("x")'), {})
        changes = 'open("data.txt").read(); open("data.txt", "w").write("other")'
        self.assertEqual(self.files(changes), {"data.txt": "changed"})

    def test_databases(self):
        self.write("data.db", "")
        self.assertEqual(list(self.files('sqlite3.connect("data.db")')), ["data.db"])
        self.assertEqual(self.files('sqlite3.connect(":memory:")'), {})

    def test_folders(self):
        before = self.report("os.listdir()")["folders"][str(self.folder)]
        self.assertEqual(self.report('list(os.scandir("."))')["folders"][str(self.folder)], before)
        self.write("more.txt", "")
        self.assertNotEqual(self.report("os.listdir()")["folders"][str(self.folder)], before)
        self.assertEqual(self.report("")["folders"], {})

    def test_modules(self):
        self.write("lib/helper/__init__.py", "")
        self.write("lib/helper/part.py", "")
        self.write("lib/unused.py", "")
        code = 'sys.path.insert(0, "{}")\nimport helper.part\n'.format(self.folder / "lib")
        report = self.report(code)
        below = str(self.folder / "lib")
        self.assertIn(below + "/helper/part.py", report["files"])
        self.assertNotIn(below + "/unused.py", report["files"])
        self.assertEqual(report["lookups"][0]["folders"][below], ["helper"])
        self.assertIn(
            {"names": ["part"], "folders": {below + "/helper": ["part.py"]}}, report["lookups"]
        )

    def test_installed_packages(self):
        code = """
import numpy
"""
        report = self.report(code)
        root = os.path.dirname(os.path.dirname(__import__("numpy").__file__))
        record = any(
            (pathlib.Path(root) / name / "RECORD").is_file()
            for name in os.listdir(root)
            if name.startswith("numpy-") and name.endswith(".dist-info")
        )
        names = [entry["name"] for entry in report["distributions"]]
        below = [path for path in report["files"] if path.startswith(root + "/numpy/")]
        self.assertEqual("numpy" in names, record)
        self.assertEqual(below == [], record)

    def test_models_of_onnx_runtime(self):
        self.write("lib/onnxruntime/__init__.py", "")
        self.write("lib/onnxruntime/capi/__init__.py", "")
        self.write(
            "lib/onnxruntime/capi/onnxruntime_inference_collection.py",
            "class InferenceSession:\n    def __init__(self, model, providers=None):\n"
            "        self.model = model\n",
        )
        self.write("it.onnx", "")
        code = """
sys.path.insert(0, "lib")
from onnxruntime.capi.onnxruntime_inference_collection import InferenceSession
assert InferenceSession("it.onnx", providers=[]).model == "it.onnx"
"""
        self.assertIn("it.onnx", self.files(code))

    def test_not_from_the_beginning_is_not_complete(self):
        self.assertFalse(self.report("")["complete"])


if __name__ == "__main__":
    unittest.main()
