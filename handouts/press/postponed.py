"""An import of WeasyPrint in; out comes the same without what only few pages need, until one does.

These are modules of other packages (fontTools: for fonts with variations or pictures; PIL: for
photographs) and the stylesheets that a browser has of its own.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Lock
from types import ModuleType
from typing import Any

MODULES = (
    ("fontTools.subset",),
    ("fontTools.ttLib",),
    ("fontTools.varLib.instancer",),
    ("PIL.EpsImagePlugin", "PIL.Image", "PIL.ImageCms", "PIL.ImageFile", "PIL.ImageOps"),
)
"""All of a group are imported when WeasyPrint uses one of them: it sets some of PIL up for all."""

STYLESHEETS = {
    "UA_STYLESHEET": "UA",
    "UA_FORM_STYLESHEET": "UA_FORM",
    "PH_STYLESHEET": "PH",
}
"""In `weasyprint.html`: what is parsed, and its text."""

_SHEET = ("matcher", "page_rules", "layers")
_filling = Lock()


class Unexpected(Exception):
    """WeasyPrint does not prepare what we know that it prepares."""


@contextmanager
def postponed() -> Iterator[None]:
    """WeasyPrint's first import belongs in here. Raises Unexpected when it is another one."""
    with _modules(), _stylesheets():
        yield


# Modules


class _Module(ModuleType):
    """In the place of a module; what is set here is set there too when it comes."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Name(self.__name__, name)


class _Imported(_Module):
    """The same, when WeasyPrint has been imported: whoever asks now uses it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _arrived(self.__name__, name)


class _Name:
    """In the place of a class, function or module that WeasyPrint imports by its name."""

    def __init__(self, place: str, wanted: str) -> None:
        self.place, self.wanted = place, wanted

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return _arrived(self.place, self.wanted)(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(_arrived(self.place, self.wanted), name)


@contextmanager
def _modules() -> Iterator[None]:
    places = {
        name: _Module(name)
        for group in MODULES
        if not any(name in sys.modules for name in group)
        for name in group
    }
    sys.modules.update(places)
    try:
        yield
    finally:
        for name, place in places.items():
            del sys.modules[name]
            place.__class__ = _Imported


def _arrived(place: str, wanted: str) -> Any:
    """Import a module with its group, and give WeasyPrint what it has places for."""
    group = next(group for group in MODULES if place in group)
    for user in [sys.modules[name] for name in [*sys.modules] if name.startswith("weasyprint.")]:
        for name, value in list(vars(user).items()):
            if isinstance(value, _Module) and value.__name__ in group:
                module = import_module(value.__name__)
                for key, set_up in vars(value).items():
                    if not key.startswith("__"):
                        setattr(module, key, set_up)
                setattr(user, name, module)
            elif type(value) is _Name and value.place in group:
                setattr(user, name, _real(value.place, value.wanted))
    return _real(place, wanted)


def _real(module: str, name: str) -> Any:
    return getattr(__import__(module, fromlist=[name]), name)


# Stylesheets


@contextmanager
def _stylesheets() -> Iterator[None]:
    tinycss2: Any = import_module("tinycss2")
    parse, given = tinycss2.parse_stylesheet, list[str]()

    def remember(css: str) -> list[Any]:
        given.append(css)
        return []

    tinycss2.parse_stylesheet = remember
    try:
        yield
    finally:
        tinycss2.parse_stylesheet = parse
    weasyprint = sys.modules["weasyprint"]
    html: Any = sys.modules["weasyprint.html"]
    if given != [vars(html).get(text) for text in STYLESHEETS.values()]:
        raise Unexpected("other stylesheets")
    _wait(weasyprint, html)


def _wait(weasyprint: Any, html: Any) -> None:
    """Let each stylesheet be parsed when its rules are asked for."""
    plain: Any = weasyprint.CSS

    class Waiting(plain):  # type: ignore[misc]  # WeasyPrint has no types
        def __getattr__(self, name: str) -> Any:
            if name not in _SHEET:
                raise AttributeError(name)
            with _filling:
                if type(self) is Waiting:
                    counters = {} if self is html.PH_STYLESHEET else html.UA_COUNTER_STYLE
                    made = plain(string=self.text, counter_style=counters)
                    self.__dict__ = vars(made)
                    self.__class__ = plain
            return getattr(self, name)

    for sheet, text in STYLESHEETS.items():
        waiting = getattr(html, sheet)
        for name in _SHEET:
            delattr(waiting, name)
        waiting.text = getattr(html, text)
        waiting.__class__ = Waiting
    copied = weasyprint.HTML._ua_counter_style  # noqa: SLF001  # what `HTML.render` asks first

    def counters(self: Any) -> Any:
        for sheet in (html.UA_STYLESHEET, html.UA_FORM_STYLESHEET):
            sheet.matcher  # noqa: B018  # its counters come with its rules
        return copied(self)

    weasyprint.HTML._ua_counter_style = counters  # noqa: SLF001  # same
