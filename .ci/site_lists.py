"""Indents what belongs to an item of a list by four blanks, which Python-Markdown needs."""

import re

ITEM = re.compile(r"([-*]|\d+\.) +")


def on_page_markdown(markdown, **_):
    lines = []
    fenced = False
    width = 0  # of the mark of the current item; 0 outside of lists
    for line in markdown.split("\n"):
        item = ITEM.match(line)
        if line.startswith("```"):
            fenced = not fenced
            width = 0
        elif item and not fenced:
            width = len(item.group())
        elif line and not line.startswith(" "):
            width = 0
        elif width and line.startswith(" " * width):
            line = " " * (4 - width) + line
        lines.append(line)
    return "\n".join(lines)
