"""An ODS archive in, what each of its sheets holds beside values out (OpenDocument 1.3)."""

from zipfile import ZipFile

from handouts.read.schedule.unseen import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Damaged,
    TooLarge,
    Unseen,
    number,
    read_xml,
)

MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
"""What the archive's part `mimetype` says."""

_CELLS = {"table-cell", "covered-table-cell"}
_HIDDEN = {"collapse", "filter"}


def look_into_ods(archive: ZipFile) -> dict[str, Unseen]:
    """By the sheet's name. Raises Damaged and TooLarge."""
    reader = _Document()
    try:
        content = archive.read("content.xml")
    except KeyError:
        raise Damaged from None
    read_xml(content, reader.start, reader.end, reader.text)
    return reader.found


class _Document:
    """Goes through all tables cell by cell; rows and cells may stand for many of their kind."""

    def __init__(self) -> None:
        self.found: dict[str, Unseen] = {}
        self._sheet = Unseen()
        self._row = self._rows = self._column = self._columns = 0
        self._cell: dict[str, str] = {}
        self._text = ""
        self._filled = self._hidden = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "table":
            self._sheet = self.found.setdefault(attributes.get("name", ""), Unseen())
            self._row = 0
        elif name == "table-row":
            self._rows = number(attributes.get("number-rows-repeated"))
            self._row += 1
            self._column, self._filled = 0, False
            self._hidden = attributes.get("visibility") in _HIDDEN
        elif name in _CELLS:
            self._columns = number(attributes.get("number-columns-repeated"))
            self._column += 1
            self._cell, self._text = attributes, ""

    def text(self, text: str) -> None:
        """What stands in an element."""
        self._text += text

    def end(self, name: str) -> None:
        """An element ends."""
        if name in _CELLS:
            self._end_cell(covered=name != "table-cell")
            self._column += self._columns - 1
        elif name == "table-row":
            last = self._row + self._rows - 1
            if self._filled and self._hidden:
                self._sheet.reach(last, 1)
                self._sheet.hidden.update(range(self._row, last + 1))
            self._row = last

    def _end_cell(self, *, covered: bool) -> None:
        kind, formula = self._cell.get("value-type"), "formula" in self._cell
        shown = self._text.strip()
        if covered and kind is None:
            self._mark(self._sheet.covered)
            return
        if kind is None and not formula:
            return
        self._filled = True
        self._sheet.reach(self._row + self._rows - 1, self._column + self._columns - 1)
        if kind == "error" or (formula and shown.startswith(("#", "Err:"))):
            wrong: set[tuple[int, int]] = set()
            self._mark(wrong)
            self._sheet.errors.update(dict.fromkeys(wrong, shown))
        elif kind is None:
            self._mark(self._sheet.lost)

    def _mark(self, places: set[tuple[int, int]]) -> None:
        """Add this cell with all that it stands for, as far as any sheet reaches."""
        last_row = min(self._row + self._rows - 1, MOST_ROWS)
        last_column = min(self._column + self._columns - 1, MOST_COLUMNS)
        if (last_row - self._row + 1) * (last_column - self._column + 1) + len(places) > MOST_CELLS:
            raise TooLarge
        places.update(
            (row, column)
            for row in range(self._row, last_row + 1)
            for column in range(self._column, last_column + 1)
        )
