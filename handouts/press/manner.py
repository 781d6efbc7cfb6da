"""The style of a laid-out text in, all that decides how its letters are drawn out, as plain values.

A manner outlives the page that it was read from: it can be kept on disk and compared.
"""

from typing import Any

from handouts.press.lines import STYLE

_COLOURS = ("color", "text_decoration_color")
_DRAWN = (*(name for name in STYLE if name != "text_decoration_line"), "visibility")
Colour = tuple[str, tuple[float, ...], float]
"""Its space, its coordinates there, and how opaque it is."""
Manner = tuple[tuple[str, Any], ...]
"""Properties of CSS by name, in the order of their names."""


class Unexpected(Exception):
    """A page was not laid out as a form needs it, or WeasyPrint is not as it was."""


def manner(style: Any) -> Manner:
    """All that the letters' shape, place and colour depend on. Raises Unexpected."""
    if style["text_decoration_line"] not in ("none", set()):
        raise Unexpected("a field is underlined")
    if style["visibility"] != "visible":
        raise Unexpected("a field is hidden")
    values = {name: _plain(name, style[name]) for name in _DRAWN}
    values["text_decoration_line"] = "none"
    return tuple(sorted((values | {name: _colour(style, name) for name in _COLOURS}).items()))


def _colour(style: Any, name: str) -> Colour:
    colour = style["color"] if style[name] == "currentcolor" else style[name]
    return (colour.space, tuple(colour.coordinates), colour.alpha)


def _plain(name: str, value: Any) -> Any:
    """Words and numbers, alone or in a row; anything else could mean something else tomorrow."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, list | tuple):
        return tuple(_plain(name, each) for each in value)
    raise Unexpected(f"the style {name} is {type(value).__name__}")


class Style(dict[str, Any]):
    """What WeasyPrint's own text code asks a style for, made of a manner."""

    def __init__(self, values: Manner, font_config: Any, colour: Any) -> None:
        """`colour` makes WeasyPrint's colour of a space, its coordinates and an opacity."""
        super().__init__(values)
        self.update({name: colour(*self[name]) for name in _COLOURS})
        self.font_config = font_config
