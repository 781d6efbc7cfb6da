"""Lines of text go in, shaped lines come out; one that was shaped before is not shaped again.

WeasyPrint asks Pango for a line while it tries pages and tables, once more to draw it, and again in
the next document. A line depends on nothing but its letters, its style and the room that it has, so
what came out once can be kept. The pages are the same, byte for byte. One line break is mended on
the way (`unbroken`).
"""

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from math import inf
from operator import itemgetter
from typing import Any

STYLE = (
    "direction", "font_family", "font_feature_settings", "font_kerning", "font_language_override",
    "font_size", "font_stretch", "font_style", "font_variant_alternates", "font_variant_caps",
    "font_variant_east_asian", "font_variant_ligatures", "font_variant_numeric",
    "font_variant_position", "font_variation_settings", "font_weight", "hyphenate_character",
    "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphens", "lang", "letter_spacing",
    "overflow_wrap", "tab_size", "text_decoration_line", "white_space", "word_break",
    "word_spacing",
)  # fmt: skip
"""All that a line's shape depends on in its style; a test compares it with WeasyPrint's code."""

KEPT_MOST = 20_000
"""So many lines are kept; then all are forgotten and gathered anew. A handout has about 3,000."""

_style = itemgetter(*STYLE)


class Lines:
    """Keeps the lines of one engine: all of them are set in the same fonts."""

    def __init__(self, weasyprint: Any) -> None:
        self._inline = weasyprint.layout.inline
        self._preferred = weasyprint.layout.preferred
        self._draw = weasyprint.draw
        self._split: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        self._shaped: dict[tuple[Any, ...], dict[str, Any]] = {}
        self._layout = _kept_layout(weasyprint.text.line_break.Layout, self._shaped)

    @contextlib.contextmanager
    def kept(self) -> Iterator[None]:
        """For as long as this lasts, WeasyPrint is given lines that it has shaped before."""
        if len(self._split) + len(self._shaped) > KEPT_MOST:
            self._split.clear()
            self._shaped.clear()
        split, draw = self._inline.split_first_line, self._draw.draw_text
        kept = self._splitting(partial(unbroken, split))
        self._inline.split_first_line = self._preferred.split_first_line = kept
        self._draw.draw_text = self._drawing(draw)
        try:
            yield
        finally:
            self._inline.split_first_line = self._preferred.split_first_line = split
            self._draw.draw_text = draw

    def _splitting(self, split: Callable[..., tuple[Any, ...]]) -> Callable[..., tuple[Any, ...]]:
        """WeasyPrint's own function, which is asked for new lines only."""

        def split_first_line(
            text: str, style: Any, context: Any, *room: Any, **more: Any
        ) -> tuple[Any, ...]:
            key = (text, room, tuple(more.items()), _hashable(style))
            if key not in self._split:
                layout, *measures = split(text, style, context, *room, **more)
                self._split[key] = (dict(vars(layout)), *measures)
            known, *measures = self._split[key]
            layout = self._layout.__new__(self._layout)
            layout.__dict__.update(known)
            return (layout, *measures)

        return split_first_line

    def _drawing(self, draw: Callable[..., None]) -> Callable[..., None]:
        """A text that ends in an ellipsis is cut while it is drawn, so it is never one of ours."""

        def draw_text(
            stream: Any, textbox: Any, offset_x: Any, text_overflow: str, block_ellipsis: Any
        ) -> None:
            layout = textbox.pango_layout
            if isinstance(layout, self._layout):
                layout.may_keep = text_overflow == "clip" and block_ellipsis == "none"
            draw(stream, textbox, offset_x, text_overflow, block_ellipsis)

        return draw_text


def unbroken(
    split: Callable[..., tuple[Any, ...]],
    text: str,
    style: Any,
    context: Any,
    *room: Any,
    **more: Any,
) -> tuple[Any, ...]:
    """WeasyPrint's own split, but for a text that fits its line if its last space hangs over.

    WeasyPrint 70 breaks it after its first word when another element follows: "Do" and below it
    "you have thoughts of harming yourself? If yes, call 911". Left whole it is set right.
    """
    found = split(text, style, context, *room, **more)
    bare = text.rstrip(" ")
    if found[2] is None or bare in {text, ""} or style["white_space"] != "normal":
        return found
    if split(bare, style, context, *room, **more)[2] is not None:
        return found
    return split(text, style, context, inf, *room[1:], **more)


def _kept_layout(layout: Any, shaped: dict[tuple[Any, ...], dict[str, Any]]) -> Any:
    """WeasyPrint's Layout, which is drawn from what Pango shaped for the same text before."""

    class Kept(layout):  # type: ignore[misc]  # WeasyPrint has no types
        may_keep = False

        def reactivate(self, style: Any) -> None:
            key = (self.text, self.justification_spacing, _hashable(style))
            if not self.may_keep:
                super().reactivate(style)
            elif key in shaped:
                self.__dict__.update(shaped[key], style=style)
            else:
                super().reactivate(style)
                own = {"style", "max_width", "may_keep"}
                shaped[key] = {name: it for name, it in vars(self).items() if name not in own}

    return Kept


def _hashable(style: Any) -> tuple[Any, ...]:
    """What a line's shape depends on, as a key; a few values of WeasyPrint's are sets."""
    values: tuple[Any, ...] = _style(style)
    try:
        hash(values)
    except TypeError:
        return tuple(frozenset(each) if isinstance(each, set) else each for each in values)
    return values
