"""Modules of the package import only what their layer allows, also inside of functions."""

import ast
import pathlib
import unittest

PACKAGE = pathlib.Path(__file__).resolve().parents[1] / "recsim_jvm"


def layers(docstring):
    """The layer of each module, by the table in the docstring of the package."""
    rows = [line.split() for line in docstring.split("====")[1].strip().splitlines()]
    return {module: layer for layer, row in enumerate(rows) for module in row}


def imports(source):
    """The modules of the package that a module imports, wherever it does."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = "recsim_jvm" if node.level else ""
            origin = ".".join(filter(None, [package, node.module]))
            names = [f"{origin}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name.startswith("recsim_jvm."):
                yield name.split(".")[1]


class LayersTest(unittest.TestCase):
    def test_imports_go_down(self):
        sources = {path.stem: path.read_text("utf-8") for path in PACKAGE.glob("*.py")}
        layer = layers(ast.get_docstring(ast.parse(sources["__init__"])))
        self.assertEqual(set(layer), set(sources) - {"__init__"})
        layer["__init__"] = len(sources)
        found = [(module, it) for module, source in sources.items() for it in imports(source)]
        self.assertGreater(len(found), 50)
        upwards = [(module, it) for module, it in found if layer[it] >= layer[module]]
        self.assertEqual(upwards, [], "each imports a module that is not below it")

    def test_imports_are_found_everywhere(self):
        source = "import recsim_jvm.a\nfrom recsim_jvm import b, c as d\nfrom .e import f\n"
        source += "def g():\n    from recsim_jvm.h import i\nif TYPE_CHECKING:\n    import recsim_jvm.j\n"
        self.assertEqual(sorted(imports(source)), ["a", "b", "c", "e", "h", "j"])


if __name__ == "__main__":
    unittest.main()
