"""The script of docs/agents/process.md as it stands there, in a new virtual environment with the
wheel. Needs the sources of Gymnasium and Stable-Baselines3 on PYTHONPATH, and torch."""

import os
import re
import unittest

from tests import test_wheel


class SelfTrainingTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        test_wheel.WheelTest.setUpClass.__func__(cls)

    def test_five_trainings_are_judged_and_a_worse_learning_rate_regresses(self):
        page = (test_wheel.ROOT / "docs" / "agents" / "process.md").read_text(encoding="utf-8")
        (script,) = re.findall(r"^```python\n(.*?)^```", page, re.S | re.M)
        folder = self.folder / "script"
        folder.mkdir()
        (folder / "script.py").write_text(script)
        self.project = folder
        libraries = os.environ["PYTHONPATH"].split(os.pathsep)[-1]
        ended = test_wheel.WheelTest.run_in_project(
            self, "python", "script.py", PYTHONPATH=libraries, OMP_NUM_THREADS="1"
        )
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        self.assertIn("optimum 9.2371", ended.stdout)
        self.assertRegex(ended.stdout, r"(?m)^ *mine .* 5$")
        self.assertRegex(ended.stdout, r"mine REGRESSED")
        self.assertNotRegex(ended.stdout, r"ppo REGRESSED")
        trials = folder / "reports" / "mine" / "trials"
        policies = sorted(trials.glob("mine-seed-*.safetensors"))
        self.assertEqual(len(policies), 5)


if __name__ == "__main__":
    unittest.main()
