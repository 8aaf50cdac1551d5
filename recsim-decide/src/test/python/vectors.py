"""The command line of scripts that compute a file of vectors.

    python3 script.py vectors.json           compares the file with what the script computes
    python3 script.py vectors.json --write   writes the file again
"""

import json
import sys

ACCURACY = 1e-9


def rounded(value):
    """Numbers to 12 digits."""
    if isinstance(value, float):
        return float(f"{value:.12g}")
    if isinstance(value, dict):
        return {key: rounded(it) for key, it in value.items()}
    return [rounded(it) for it in value] if isinstance(value, list) else value


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def compare(file, computed, at=""):
    """Yields for each value in the file a difference, or None if both are the same."""
    if isinstance(file, dict) and isinstance(computed, dict) and file.keys() == computed.keys():
        for key, value in file.items():
            yield from compare(value, computed[key], f"{at}/{key}")
    elif isinstance(file, list) and isinstance(computed, list) and len(file) == len(computed):
        for i, value in enumerate(file):
            yield from compare(value, computed[i], f"{at}/{i}")
    elif is_number(file) and is_number(computed):
        near = abs(file - computed) <= ACCURACY * max(1e-3, abs(file))
        yield None if near else f"{at}: {file} in the file, computed {computed}"
    else:
        yield None if file == computed else f"{at}: {file} in the file, computed {computed}"


def main(compute):
    """Runs a script whose function gets the file's content and returns the new one."""
    name = sys.argv[1]
    with open(name, encoding="utf-8") as opened:
        text = opened.read()
    computed = rounded(compute(json.loads(text)))
    if "--write" in sys.argv:
        with open(name, "w", encoding="utf-8") as opened:
            json.dump(computed, opened, indent=1)
            opened.write("\n")
        return
    values = list(compare(json.loads(text), computed))
    differences = [it for it in values if it]
    print(*differences, f"{len(values)} values, {len(differences)} differ", sep="\n")
    sys.exit(1 if differences else 0)
