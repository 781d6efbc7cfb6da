"""Workbooks for tests, written as Excel, LibreOffice and older programs write them."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HEADER = ("patient", "born", "treatment", "date", "time")
MARIA = (
    "Maria Example",
    dt.date(1958, 3, 4),
    "sleep",
    dt.date(2026, 12, 1),
    dt.time(8, 30),
)
ADA = ("Ada Sample", "1949-06-30", "exercise", "2026-12-01", "9:00 am")

_DAY, _TIME, _BOTH = "yyyy-mm-dd", "hh:mm", "yyyy-mm-dd hh:mm"


def xlsx(
    *rows: Sequence[Any], change: Callable[[Any], None] = lambda _: None, since_1904: bool = False
) -> bytes:
    """An XLSX workbook of one sheet, `Day`, or of what `change` makes of it."""
    book = openpyxl.Workbook()
    if since_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = "Day"
    for row in rows:
        sheet.append(list(row))
    change(book)
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def xls(*rows: Sequence[Any], change: Callable[[Any], None] = lambda _: None) -> bytes:
    """A workbook of Excel before 2007; `change` is given its only sheet."""
    book = xlwt.Workbook(style_compression=2)
    sheet = book.add_sheet("Day")
    for number, row in enumerate(rows):
        for position, value in enumerate(row):
            sheet.write(number, position, value, xlwt.easyxf(num_format_str=_format(value)))
    change(sheet)
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def ods(*rows: str, name: str = "Day", more: str = "") -> bytes:
    """An ODS workbook; each row is the XML of its cells, or of a whole row."""
    whole = (
        row if "<table:table-row" in row else f"<table:table-row>{row}</table:table-row>"
        for row in rows
    )
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
        'office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="{name}">{"".join(whole)}</table:table>{more}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return archive({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": "<manifest/>",
        "content.xml": content,
    })  # fmt: skip


def ods_cells(values: Sequence[Any]) -> str:
    """The XML of a row's cells as LibreOffice writes them."""
    return "".join(_ods_cell(value) for value in values)


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return memory.getvalue()


def repacked(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The same archive with one part written in another way."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts: dict[str, str | bytes] = {name: packed.read(name) for name in packed.namelist()}
    before = parts[part]
    assert isinstance(before, bytes)
    parts[part] = change(before.decode())
    assert parts[part] != before.decode(), "nothing was changed"
    return archive(parts)


def _format(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return _BOTH
    return (
        _DAY if isinstance(value, dt.date) else _TIME if isinstance(value, dt.time) else "General"
    )


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    kind, said = "string", ""
    if isinstance(value, dt.date):
        kind, said = "date", f'office:date-value="{value.isoformat()}"'
    elif isinstance(value, dt.time):
        kind, said = "time", f'office:time-value="PT{value.hour:02}H{value.minute:02}M00S"'
    elif isinstance(value, float | int):
        kind, said = "float", f'office:value="{value}"'
    return (
        f'<table:table-cell office:value-type="{kind}" {said} calcext:value-type="{kind}">'
        f"<text:p>{escape(str(value))}</text:p></table:table-cell>"
    )
