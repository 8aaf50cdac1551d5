"""What a notebook shows, in a real kernel of Jupyter, and the examples of docs/python.md.
RECSIM_RUNTIME names recsim's command-line jar."""

import contextlib
import os
import pathlib
import re
import sys
import tempfile
import unittest

import nbformat
from nbclient import NotebookClient

EXPERIMENT = """environment: {type: transition_matrix}
agents:
  random: {type: random}
  optimal: {type: optimal}
  actor_critic: {type: actor_critic}
training: {env_steps: 4000, updates: 60}
evaluation: {sessions: 100}
trials: {seeds: 0..1}
"""
CELLS = (
    "import recsim_jvm",
    'experiment = recsim_jvm.Experiment("quick.yaml")\nexperiment',
    'result = experiment.run()\nresult',
    'environment = recsim_jvm.make("quick.yaml")\nenvironment',
    "recsim_jvm.play(environment, lambda seen: [3], seed=1)",
    "environment.close()",
)


class NotebookTest(unittest.TestCase):
    def test_notebook(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        (folder / "quick.yaml").write_text(EXPERIMENT)
        cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
        notebook = nbformat.v4.new_notebook(cells=cells)
        os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
        resources = {"metadata": {"path": str(folder)}}
        NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
        shown = ["".join(self.html(cell)) for cell in notebook.cells]
        self.assertIn("<b>quick.yaml</b><pre>", shown[1])
        self.assertIn("environment: {type: transition_matrix}", shown[1])
        self.assertIn("<td>optimal</td><td>9.23713</td>", shown[2])
        self.assertIn("<b>transition_matrix</b>", shown[3])
        self.assertIn("<b>Session 0 of seed 1, transition_matrix</b>", shown[4])
        streams = [out.text for out in notebook.cells[2].outputs if out.output_type == "stream"]
        self.assertIn("report: ", "".join(streams))

    def html(self, cell):
        return [out.data["text/html"] for out in cell.outputs if "text/html" in out.get("data", {})]


class ExamplesTest(unittest.TestCase):
    def test_examples_of_the_pages_run(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.enterContext(contextlib.chdir(folder))
        os.mkdir("experiments")
        for name in ("quick", "first"):
            pathlib.Path("experiments", f"{name}.yaml").write_text(EXPERIMENT)
        python = pathlib.Path(__file__).resolve().parents[1]
        for page in (python.parent / "docs" / "python.md", python / "README.md"):
            blocks = re.findall(r"```python\n(.*?)```", page.read_text(), re.S)
            for part in ("recsim_jvm.run(", "gymnasium.make("):
                made = {}
                exec(next(block for block in blocks if part in block), made)
                for it in made.values():
                    if hasattr(it, "action_space"):
                        it.reset()
                        it.close()
        self.assertTrue(pathlib.Path("reports", "quick").is_dir())
        self.assertTrue(pathlib.Path("reports", "first", "index.html").is_file())


if __name__ == "__main__":
    unittest.main()
