"""A table's structure in; each cell with the heads that stand over it and beside it out."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from handouts.press.structure import Node

_Placed = tuple[Node, int, int]
"""A cell with the row and the column in which it begins."""


def scope(element: Any, *, in_head: bool, alone: bool) -> str:
    """Whether a head speaks of its column or of its row, as HTML says or as its place tells."""
    said = element.get("scope", "")
    if said:
        return "Row" if said.startswith("row") else "Column"
    return "Column" if in_head or alone else "Row"


def describe(table: Node, name: str) -> None:
    """Write on each cell its spans, its heads and, on a head, its scope and its id."""
    rows = list(_rows(table))
    cells = list(_place([row for row, _ in rows]))
    over: dict[int, list[str]] = {}
    beside: dict[int, list[str]] = {}
    for cell, row, column in cells:
        _spans(cell)
        if cell.role == "TH":
            cell.id = f"{name}-{row + 1}-{column + 1}"
            alone = not any(rows[row][0].nodes("TD"))
            cell.cell["Scope"] = scope(cell.element, in_head=rows[row][1], alone=alone)
            by_row = cell.cell["Scope"] == "Row"
            reach = _reach(row, cell.box.rowspan) if by_row else _reach(column, cell.box.colspan)
            for line in reach:
                (beside if by_row else over).setdefault(line, []).append(cell.id)
    for cell, row, column in cells:
        if cell.role == "TD":
            found = [beside.get(line, []) for line in _reach(row, cell.box.rowspan)]
            found += [over.get(line, []) for line in _reach(column, cell.box.colspan)]
            cell.cell["Headers"] = list(dict.fromkeys(chain.from_iterable(found)))


def _rows(table: Node) -> Iterator[tuple[Node, bool]]:
    """Each row, and whether it is in the table's head."""
    for node in table.nodes("TR", "THead", "TBody", "TFoot"):
        if node.role == "TR":
            yield node, False
        else:
            yield from ((row, node.role == "THead") for row in node.nodes("TR"))


def _place(rows: list[Node]) -> Iterator[_Placed]:
    """Where each cell begins: a cell moves aside for one that reaches down from above."""
    taken: set[tuple[int, int]] = set()
    for row, node in enumerate(rows):
        column = 0
        for cell in node.nodes("TH", "TD"):
            while (row, column) in taken:
                column += 1
            yield cell, row, column
            across, down = _reach(column, cell.box.colspan), _reach(row, cell.box.rowspan)
            taken.update((line, place) for line in down for place in across)


def _reach(start: int, span: int) -> range:
    return range(start, start + max(span, 1))


def _spans(cell: Node) -> None:
    if cell.box.colspan != 1:
        cell.cell["ColSpan"] = cell.box.colspan
    if cell.box.rowspan != 1:
        cell.cell["RowSpan"] = cell.box.rowspan
