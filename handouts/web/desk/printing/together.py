"""The handouts of one visit in, one file for the printer out: each begins on a fresh sheet."""

import io
from collections.abc import Sequence

from handouts.batch.packet.stack import Stack, opened
from handouts.model.settings import Sides

TITLE = "Handouts"


def together(pdfs: Sequence[bytes], sides: Sides = Sides.LONG_EDGE) -> bytes:
    """One PDF; a single handout stays as it is."""
    if len(pdfs) == 1:
        return pdfs[0]
    file = io.BytesIO()
    stack = Stack(file, TITLE, sides, turn_backs=False)
    for pdf in pdfs:
        with opened(pdf) as source:
            for number in range(len(source)):
                stack.add(source, number)
        stack.fill_sheet()
    stack.close()
    return file.getvalue()
