"""Tables of notebooks, without scripts and in the notebook's own style."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence


def escaped(value: object) -> str:
    return html.escape(str(value))


def number(value: float | None) -> str:
    return "" if value is None else f"{value:,.6g}"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    cells = "".join(f"<th>{escaped(it)}</th>" for it in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escaped(it)}</td>" for it in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"
