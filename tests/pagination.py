"""A printed handout in, what its pages part or lose out: one function for each thing that must hold.

A fault is a sentence with the page and the words, for those who must find the place.
"""  # noqa: E501  # the opening sentence says what flows

from collections import Counter
from collections.abc import Iterator

from handouts.model.blocks import CallBox
from tests.flow import Leaf, PageFlow, Part, is_one
from tests.matrix import Printed
from tests.pdf import squeezed
from tests.typography import BOXES, HAIR

FULL_ENOUGH = 0.25
SHORT_LIST = 3
"""A list of so many points may be parted anywhere."""


def single_lines(printed: Printed) -> Iterator[str]:
    """Paragraphs of which one line stands alone on a page."""
    parts: dict[int, list[tuple[int, list[str]]]] = {}
    for page in printed.flow:
        here: dict[int, list[str]] = {}
        for line in page.lines:
            if line.within("thead"):  # it is repeated, not parted
                continue
            here.setdefault(line.element, []).append(line.text)
        for element, lines in here.items():
            parts.setdefault(element, []).append((page.number, lines))
    for places in parts.values():
        if len(places) > 1:
            for number, lines in places:
                if len(lines) == 1:
                    yield f"page {number}: a single line: {lines[0]!r}"


def lone_points(printed: Printed) -> Iterator[str]:
    """Lists of more than three points of which one stands alone on a page.

    A step or a task is more than a point: it has a picture, a reason, room to write.
    """
    points: dict[int, Counter[int]] = {}
    for page in printed.flow:
        lists = [*page.parts_of("points"), *page.parts_of("word-list")]
        short = {part.element for part in lists}
        for part in page.parts_of("li"):
            if part.inside not in short:
                continue
            points.setdefault(part.inside, Counter())[page.number] += 1
    for places in points.values():
        if len(places) > 1 and places.total() > SHORT_LIST:
            for number, alone in places.items():
                if alone == 1:
                    yield f"page {number}: one point of {places.total()} stands alone"


def stranded(printed: Printed) -> Iterator[str]:
    """Headings, captions, table heads and lead-ins at a page's end, without what they lead to."""
    for page in printed.flow[:-1]:
        last = max(page.leaves, key=lambda leaf: leaf.bottom)
        if _leads(last):
            yield f"page {page.number}: ends with {last.text!r} ({' '.join(last.path[-2:])})"


def _leads(leaf: Leaf) -> bool:
    leading = ("h1", "h2", "h3", "h4", "caption", "thead", "why")
    label = leaf.text and leaf.within("write-in")
    return bool(leaf.within(*leading) or label or leaf.text.rstrip().endswith((":", "：")))


def torn_frames(printed: Printed) -> Iterator[str]:
    """Boxes of which an empty part of the frame or bar stands on a page."""
    for page in printed.flow:
        for part in page.parts:
            if part.framed and not part.lines and is_one(part.name, *BOXES, "effect", "question"):
                yield f"page {page.number}: an empty {part.name}"


def thin_pages(printed: Printed) -> Iterator[str]:
    """Pages of which less than a quarter is used, other than the last one."""
    for sheet, flow in zip(printed.sheets[:-1], printed.flow[:-1], strict=True):
        top, bottom = flow.edges.top, flow.edges.bottom
        boxes = [*(run.box for run in sheet.runs), *(ink.box for ink in sheet.inks)]
        inside = [box.bottom for box in boxes if flow.edges.holds(box, HAIR)]
        used = (max(inside, default=top) - top) / (bottom - top)
        if used < FULL_ENOUGH:
            yield f"page {sheet.number}: {used:.0%} used"


def scattered_signs(printed: Printed) -> Iterator[str]:
    """Lists of warning signs that are not whole where a patient looks for them: at the very end."""
    form = printed.made.handout.form
    last = 2 if form.edition.linear else 1
    asked = [block for block in form.back if isinstance(block, CallBox)]
    found = [(page.number, part) for page in printed.flow for part in page.parts_of("call-box")]
    if len(found) != len(asked):
        yield f"{len(asked)} lists in {len(found)} parts"
    for number, part in found:
        if number <= len(printed.flow) - last:
            yield f"page {number}: {part.name}, of {len(printed.flow)}"
    signs = {
        line.element
        for page in printed.flow[-last:]
        for line in page.lines
        if line.within("call-box") and line.within("li")
    }
    if missing := sum(len(block.signs) for block in asked) - len(signs):
        yield f"{missing} signs are not on the last pages"


def bare_first_page(printed: Printed) -> Iterator[str]:
    """What the first page owes to everyone: whom to call at once, the clinic, whom it is for."""
    first, *others = printed.flow
    for name in ("made-for", "warning"):
        here = [part for part in first.parts_of(name) if part.lines]
        if not here or any(part.element == here[0].element for part in _parts(others)):
            yield f"page 1: {name} is not whole"
    contact = printed.made.handout.form.contact
    text = squeezed(printed.sheets[0].text)
    for phone in (contact.phone, contact.after_hours_phone):
        if phone and squeezed(phone) not in text:
            yield f"page 1: no {phone}"


def _parts(pages: list[PageFlow]) -> Iterator[Part]:
    return (part for page in pages for part in page.parts)


def lost_words(printed: Printed) -> Iterator[str]:
    """Letters of the page's words that are not on the paper, and personal words that are not whole.

    Arabic letters are compared by their number alone: a PDF holds them in the order of drawing.
    """
    handout = printed.made.handout
    body = "".join(squeezed(run.text) for sheet in printed.sheets for run in sheet.runs if run.body)
    said, drawn = (Counter(squeezed(text).translate(_MIRRORED)) for text in (printed.words, body))
    for letter, times in (said - drawn).items():
        yield f"{letter!r} is missing {times} times"
    for name, text in handout.fields.items():
        asked = handout.form.direction == "ltr" and name in printed.fields
        if asked and squeezed(text) not in body:
            yield f"{name} is not whole: {text!r}"


_MIRRORED = str.maketrans("()«»", "||||")
"""Signs that turn round in a line that runs from right to left."""
