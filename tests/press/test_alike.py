"""What makes two PDFs different: each planted fault is found, and what nobody meets is none."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pikepdf
import pytest

from handouts.press.alike import _beside, difference
from tests.press.tagging import an_engine, page

BODY = (
    '<h1>Your visit</h1><p lang="es">Hola a todos</p>'
    '<p>Words of a line. <a href="#end">To the end</a></p>'
    '<p class="hebrew">שלום 12</p><p><img src="icons/square.svg" alt="A square"></p>'
    "<table><tr><th>Effect</th><td>None</td></tr></table>"
    '<p style="break-before: page" id="end">The end.</p>'
)


@cache
def _plain(body: str = BODY) -> bytes:
    return an_engine().render(page(body))


@contextmanager
def _opened(into: io.BytesIO) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(_plain())) as pdf:
        yield pdf
        pdf.save(into)


def _planted(plant: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The same file after something was done to it."""
    with _opened(into := io.BytesIO()) as pdf:
        plant(pdf)
    return into.getvalue()


Instructions = list[Any]


def _painted(change: Callable[[Instructions], Instructions]) -> Callable[[pikepdf.Pdf], None]:
    """A change of what the first page paints."""

    def plant(pdf: pikepdf.Pdf) -> None:
        first = pdf.pages[0]
        changed = change(list(pikepdf.parse_content_stream(first)))
        first.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(changed))

    return plant


def _elements(pdf: pikepdf.Pdf, role: str) -> list[Any]:
    return [
        each for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == role and "/P" in each
    ]  # fmt: skip


def _set(role: str, key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    """Say something else on the first element of this role that says it."""

    def plant(pdf: pikepdf.Pdf) -> None:
        element = next(each for each in _elements(pdf, role) if key in each)
        assert element[key] != value
        element[key] = value

    return plant


def _move(points: float, axis: int) -> Callable[[Instructions], Instructions]:
    """The first letters of the page so much further."""

    def change(instructions: Instructions) -> Instructions:
        place = next(n for n, it in enumerate(instructions) if str(it.operator) == "Tm")
        numbers = [float(number) for number in instructions[place].operands]
        numbers[axis] += points / 0.75
        instructions[place] = pikepdf.ContentStreamInstruction(numbers, pikepdf.Operator("Tm"))
        return instructions

    return change


def _other_letter(instructions: Instructions) -> Instructions:
    """The first letter painted is one of the next words."""
    shown = [it for it in instructions if str(it.operator) == "TJ"]
    strings = [list(it.operands[0]) for it in shown]
    other = next(bytes(part)[:2] for part in strings[1] if isinstance(part, pikepdf.String))
    part = next(n for n, it in enumerate(strings[0]) if isinstance(it, pikepdf.String))
    strings[0][part] = pikepdf.String(other + bytes(strings[0][part])[2:])
    changed = pikepdf.ContentStreamInstruction([pikepdf.Array(strings[0])], pikepdf.Operator("TJ"))
    return [changed if it is shown[0] else it for it in instructions]


def _without_letters(instructions: Instructions) -> Instructions:
    last = max(n for n, it in enumerate(instructions) if str(it.operator) == "TJ")
    return instructions[:last] + instructions[last + 1 :]


def _twice(instructions: Instructions) -> Instructions:
    last = max(n for n, it in enumerate(instructions) if str(it.operator) == "TJ")
    return [*instructions[: last + 1], *instructions[last:]]


def _numbers_swapped(instructions: Instructions) -> Instructions:
    """Two texts are read in each other's place."""
    begun = [n for n, it in enumerate(instructions) if str(it.operator) == "BDC"]
    one, two = begun[0], begun[1]
    instructions[one], instructions[two] = instructions[two], instructions[one]
    return instructions


def _unread(instructions: Instructions) -> Instructions:
    """A text that is read becomes decoration."""
    place = next(n for n, it in enumerate(instructions) if str(it.operator) == "BDC")
    instructions[place] = pikepdf.ContentStreamInstruction(
        [pikepdf.Name.Artifact], pikepdf.Operator("BMC")
    )
    return instructions


def _drawn(operators: bytes) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(b"/Artifact BMC q " + operators + b" Q EMC")

    return plant


def _no_link(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj.Annots


def _link_moved(pdf: pikepdf.Pdf) -> None:
    (link,) = pdf.pages[0].obj.Annots
    link.Rect[1] = float(link.Rect[1]) + 1


def _link_elsewhere(pdf: pikepdf.Pdf) -> None:
    (link,) = pdf.pages[0].obj.Annots
    link.Dest = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])


def _one_page_less(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1]


def _wider_paper(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.MediaBox[2] = float(pdf.pages[1].obj.MediaBox[2]) + 1


def _kids_turned(pdf: pikepdf.Pdf) -> None:
    (document,) = _elements(pdf, "/Document")
    document.K = pikepdf.Array(list(document.K)[::-1])


def _element_lost(pdf: pikepdf.Pdf) -> None:
    (document,) = _elements(pdf, "/Document")
    document.K = pikepdf.Array(list(document.K)[1:])


FAULTS: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "letters a tenth of a point to the right": (_painted(_move(0.1, 4)), "letters"),
    "letters a tenth of a point down": (_painted(_move(0.1, 5)), "letters"),
    "letters a fiftieth of a point to the right": (_painted(_move(0.02, 4)), "letters"),
    "larger letters": (_painted(_move(0.3, 0)), "letters|dots"),
    "another letter": (_painted(_other_letter), "letters"),
    "a text less": (_painted(_without_letters), "letters"),
    "a text twice at its place": (_painted(_twice), "letters"),
    "two texts read in each other's place": (_painted(_numbers_swapped), "letters"),
    "a text that nobody reads": (_painted(_unread), "letters"),
    "another role": (_set("/H1", "/S", pikepdf.Name.P), "tags"),
    "another ActualText": (_set("/Span", "/ActualText", "שלום 13"), "tags"),
    "another language": (_set("/P", "/Lang", "en"), "tags"),
    "other words for a picture": (_set("/Figure", "/Alt", "A circle"), "tags"),
    "another id": (_set("/TH", "/ID", "other"), "tags"),
    "another order of reading": (_kids_turned, "tags"),
    "an element less": (_element_lost, "tags"),
    "no link": (_no_link, "tags|links"),
    "a link at another place": (_link_moved, "links"),
    "a link to another page": (_link_elsewhere, "links"),
    "a dot": (_drawn(b"20 20 1 1 re f"), "dots"),
    "a grey dot": (_drawn(b".9 g 20 20 1 1 re f"), "dots"),
    "a colour over all": (_drawn(b".99 g 0 0 300 300 re f"), "dots"),
    "a page less": (_one_page_less, "2 and 1 pages"),
    "wider paper": (_wider_paper, "measures"),
}


@pytest.mark.parametrize(("plant", "found"), FAULTS.values(), ids=FAULTS)
def test_each_planted_fault_is_found(plant: Callable[[pikepdf.Pdf], None], found: str) -> None:
    other = _planted(plant)
    said = difference(_plain(), other)
    assert said is not None
    assert any(word in said for word in found.split("|"))
    assert difference(other, _plain()) is not None


def _as_it_is(pdf: pikepdf.Pdf) -> None:
    assert pdf.pages


def test_a_file_that_was_only_written_in_another_way_is_the_same() -> None:
    assert difference(_plain(), _planted(_as_it_is)) is None
    assert difference(_plain(), _plain()) is None


def test_a_place_off_by_less_than_a_reader_reckons_is_the_same() -> None:
    assert difference(_plain(), _planted(_painted(_move(0.001, 4)))) is None


def test_letters_are_near_on_whichever_side_of_a_rounded_place_they_are() -> None:
    for edge in (0.01, 0.03, 100.01):
        one, other = (edge - 0.00002, edge - 0.00002, "a"), (edge + 0.00002, edge + 0.00002, "a")
        assert _beside([one], [other])
        assert _beside([other], [one])
        assert not _beside([one], [(edge + 0.02, edge, "a")])
        assert not _beside([one], [(*other[:2], "b")])


def test_what_is_said_holds_no_words() -> None:
    one, other = _plain("<p>Maria Example</p>"), _plain("<p>Zyxwa Qwertz</p>")
    said = difference(one, other)
    assert said == "page 1 has other letters"


def test_the_page_with_the_difference_is_named() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].contents_add(b"/Artifact BMC q 20 20 1 1 re f Q EMC")

    assert difference(_plain(), _planted(plant)) == "page 2 has other dots"
