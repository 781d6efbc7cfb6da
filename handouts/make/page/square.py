"""A web address in, the square that a phone's camera reads out: a drawing to put into the page."""

from markupsafe import Markup

QUIET = 4
"""Modules of white around it, as ISO/IEC 18004 asks."""


def square(address: str) -> Markup:
    """The QR code of an address, black on white, hidden from those who listen to the page."""
    import segno  # noqa: PLC0415  # a twentieth of a second that only a clinic on the web needs

    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=QUIET, omitsize=True, svgclass="square", lineclass=None)
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S704  # segno's own drawing; the address is not in it
