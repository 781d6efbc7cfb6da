"""An XLSX archive in, what each of its sheets holds beside values out (ECMA-376, SpreadsheetML)."""

import posixpath
import re
from zipfile import ZipFile

from handouts.read.schedule.unseen import Damaged, Unseen, number, read_xml

WORKBOOK = "xl/workbook.xml"

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_NO = {"0", "false"}


def look_into_xlsx(archive: ZipFile) -> dict[str, Unseen]:
    """By the sheet's name. Raises Damaged and TooLarge."""
    parts = _parts(archive)
    found = {}
    for name, part in parts.items():
        if part not in archive.namelist():
            raise Damaged
        sheet = _Sheet()
        read_xml(archive.read(part), sheet.start, sheet.end, sheet.text)
        found[name] = sheet.found
    return found


def _parts(archive: ZipFile) -> dict[str, str]:
    """The part of each sheet. Charts and dialogs have parts of other kinds, and no cells."""
    ids: dict[str, str] = {}
    targets: dict[str, str] = {}

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            ids[attributes.get("name", "")] = attributes.get("id", "")

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = posixpath.normpath(
                posixpath.join("/xl", target)
            ).lstrip("/")

    try:
        read_xml(archive.read(WORKBOOK), sheet)
        read_xml(archive.read("xl/_rels/workbook.xml.rels"), relation)
    except KeyError:
        raise Damaged from None
    return {name: targets[id_] for name, id_ in ids.items() if id_ in targets}


class _Sheet:
    """Goes through a sheet cell by cell."""

    def __init__(self) -> None:
        self.found = Unseen()
        self._row = self._column = 0
        self._kind = self._value = ""
        self._formula = self._reading = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "row":
            self._row = number(attributes.get("r", str(self._row + 1)))
            self._column = 0
            if attributes.get("hidden", "0") not in _NO:
                self.found.hidden.add(self._row)
        elif name == "c":
            self._place(attributes.get("r"))
            self._kind, self._value, self._formula = attributes.get("t", "n"), "", False
        elif name == "f":
            self._formula = True
        self._reading = name in {"v", "t"}

    def text(self, text: str) -> None:
        """What stands in an element."""
        if self._reading:
            self._value += text

    def end(self, name: str) -> None:
        """An element ends."""
        self._reading = False
        if name != "c":
            return
        place = (self._row, self._column)
        if self._kind == "e":
            self.found.errors[place] = self._value
        elif self._formula and not self._value and self._kind != "str":
            self.found.lost.add(place)
        elif not self._value:
            return
        self.found.reach(*place)

    def _place(self, address: str | None) -> None:
        """Where a cell stands; one without an address is the next one."""
        if address is None:
            self._column += 1
            return
        if (found := _ADDRESS.fullmatch(address)) is None:
            raise Damaged
        self._column = 0
        for letter in found[1]:
            self._column = self._column * 26 + ord(letter) - ord("A") + 1
        self._row = int(found[2])
