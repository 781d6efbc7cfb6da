"""Files that are broken, mixed up, or that hold what no handout holds: the proof finds each."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from handouts.press.proof.whole import prove
from tests.press.proving import (
    BESIDES,
    BORN,
    CODE,
    CROWDED,
    ELSEWHERE,
    FAR_OUT,
    LOST,
    NAME,
    NUMBER,
    RECORD,
    SIZE,
    STRANGE,
    TURNED,
    UNSEEN,
    Spoiled,
    check,
)
from tests.spoiled import OTHER, SLEEP, Document, edited, good, operated

CUT, BROKEN, LOCKED = "is not whole", "cannot be read without repairs", "is locked with a password"
PLACE = [10, 10, 20, 20]


def _another() -> Any:
    """Another patient's file, to be closed when the one that it goes into is saved."""
    return pikepdf.open(io.BytesIO(good(SLEEP, OTHER).pdf))


def _page(change: Callable[[Any], Any]) -> Callable[[], bytes]:
    return lambda: operated(lambda document: change(document.pages[0].obj))


def _with_annotation(**told: Any) -> Callable[[], bytes]:
    def annotate(document: Document) -> None:
        note = document.make_indirect(Dictionary(Type=Name.Annot, Rect=PLACE, **told))
        document.pages[0].obj.Annots = Array([note])

    return lambda: operated(annotate)


def _mixed(change: Callable[[Document, Any], Any]) -> Callable[[], bytes]:
    def mixed() -> bytes:
        with _another() as another:
            return operated(lambda document: change(document, another))

    return mixed


def _second_page_of_another(document: Document, another: Any) -> None:
    document.pages[1] = another.pages[1]


def _letters_of_another(document: Document, another: Any) -> None:
    document.pages[1].contents_add(another.pages[1].Contents.read_bytes())


def _hidden_layer(document: Document) -> None:
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    document.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
    page = document.pages[0]
    page.Resources.Properties = Dictionary(layer=layer)
    page.Contents.write(b"/OC /layer BDC\n" + page.Contents.read_bytes() + b"\nEMC")


def _not_read_aloud(document: Document) -> None:
    """The text that an ear would miss."""
    contents = document.pages[0].Contents
    marked = re.compile(rb"/\w+\s+<</MCID 33>>\s+BDC")
    contents.write(marked.sub(b"/Artifact BMC", contents.read_bytes()))


def _attach(document: Document) -> None:
    document.attachments["notes.txt"] = b"x"


def _named_script(document: Document) -> None:
    document.Root.Names.JavaScript = Dictionary(Names=[String("x"), _act("x")])


def _act(script: str) -> Any:
    return Dictionary(S=Name.JavaScript, JS=String(script))


def _changed(change: Callable[[bytes], bytes]) -> Callable[[], bytes]:
    return lambda: change(good().pdf)


def _locked(user: str) -> Callable[[], bytes]:
    return lambda: operated(lambda _: None, encryption=pikepdf.Encryption(owner="x", user=user))


def _bit_of(stream: Callable[[pikepdf.Pdf], pikepdf.Object]) -> Callable[[bytes], bytes]:
    """Turns a bit that only the stream's own sum tells of, wherever the stream stands."""

    def turned(pdf: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            packed = stream(document).read_raw_bytes()
        place = pdf.index(packed) + len(packed) - 1
        return pdf[:place] + bytes([pdf[place] ^ 4]) + pdf[place + 1 :]

    return turned


def _painted(document: pikepdf.Pdf) -> pikepdf.Object:
    return document.pages[0].Contents


def _font(document: pikepdf.Pdf) -> pikepdf.Object:
    fonts = (each for each in document.objects if isinstance(each, pikepdf.Dictionary))
    files = (each.get(key) for each in fonts for key in ("/FontFile2", "/FontFile3"))
    return next(file for file in files if file is not None)


SPOILED = (
    Spoiled("its last byte is lost", _changed(lambda pdf: pdf[:-1]), (CUT,)),
    Spoiled("its last ten bytes are lost", _changed(lambda pdf: pdf[:-10]), (CUT,)),
    Spoiled("half of it is lost", _changed(lambda pdf: pdf[: len(pdf) // 2]), (CUT,)),
    Spoiled("its beginning is lost", _changed(lambda pdf: pdf[100:]), (CUT,)),
    Spoiled("it is empty", lambda: b"", (CUT,)),
    Spoiled("it is a web page", lambda: b"<html>It works!</html>", (CUT,)),
    Spoiled("bytes in its middle are lost", _changed(lambda pdf: pdf[:5000] + pdf[5400:]),
            (BROKEN,)),
    Spoiled("a block of the disk is zeros",
            _changed(lambda pdf: pdf[:8000] + bytes(512) + pdf[8512:]), (BROKEN,)),
    Spoiled("a bit of a page is turned", _changed(_bit_of(_painted)), ("is damaged",)),
    Spoiled("a bit of a font is turned", _changed(_bit_of(_font)), ("is damaged",)),
    Spoiled("something stands behind its end", _changed(lambda pdf: pdf + b"x"), (CUT,)),
    Spoiled("another object stands behind its end",
            _changed(lambda pdf: pdf + b"1 0 obj\n<<>>\nendobj\n%%EOF\n"), (CUT,)),
    Spoiled("its end leads to nothing",
            _changed(lambda pdf: re.sub(rb"startxref\n\d+", b"startxref\n7", pdf)), (BROKEN,)),
    Spoiled("its end leads to a byte beside its list",
            _changed(lambda pdf: re.sub(
                rb"startxref\n(\d+)", lambda end: b"startxref\n%d" % (int(end[1]) + 1), pdf)),
            (BROKEN,)),
    Spoiled("it opens with a password", _locked(user="x"), (LOCKED,)),
    Spoiled("it opens without a password and is locked", _locked(user=""), (LOCKED,)),
    Spoiled("a page is lost", lambda: operated(lambda document: document.pages.__delitem__(1)),
            (NUMBER, LOST)),
    Spoiled("its pages change places", lambda: operated(lambda document: document.pages.reverse()),
            (NUMBER, LOST)),
    Spoiled("a page is there twice",
            lambda: operated(lambda document: document.pages.append(document.pages[1])),
            (NUMBER,)),
    Spoiled("one page is another patient's", _mixed(_second_page_of_another),
            (NAME, BORN, RECORD, CODE, LOST)),
    Spoiled("two patients' files are one",
            _mixed(lambda document, another: document.pages.extend(another.pages)),
            (NAME, BORN, RECORD, CODE, NUMBER, "does not")),
    Spoiled("another patient's letters lie on a page", _mixed(_letters_of_another),
            (BESIDES, CROWDED, TURNED, LOST)),
    Spoiled("a page lies on its side", _page(lambda page: setattr(page, "Rotate", 90)),
            (TURNED, STRANGE, SIZE, FAR_OUT)),
    Spoiled("all pages stand on their heads",
            lambda: operated(lambda document: setattr(document.Root.Pages, "Rotate", 180)),
            (TURNED, STRANGE)),
    Spoiled("the foot of a page is cropped",
            _page(lambda page: setattr(page, "CropBox", Array([0, 60, 612, 792]))),
            (SIZE, STRANGE, FAR_OUT)),
    Spoiled("a page is shorter", _page(lambda page: setattr(page, "MediaBox",
                                                            Array([0, 0, 612, 700]))),
            (SIZE, FAR_OUT)),
    Spoiled("a page is moved on its paper",
            _page(lambda page: setattr(page, "MediaBox", Array([0, 20, 612, 812]))),
            (SIZE, UNSEEN)),
    Spoiled("a page is to be trimmed",
            _page(lambda page: setattr(page, "TrimBox", Array([0, 0, 612, 700]))), (SIZE,)),
    Spoiled("a page counts in other units", _page(lambda page: setattr(page, "UserUnit", 2)),
            (STRANGE,)),
    Spoiled("a file is attached", lambda: operated(_attach), (STRANGE,)),
    Spoiled("a script runs when it opens",
            lambda: operated(lambda document: setattr(document.Root, "OpenAction", _act("x"))),
            (STRANGE,)),
    Spoiled("a script runs when a page opens",
            _page(lambda page: setattr(page, "AA", Dictionary(O=_act("x")))), (STRANGE,)),
    Spoiled("it has a script that has a name", lambda: operated(_named_script), (STRANGE,)),
    Spoiled("it has a form to fill in",
            lambda: operated(lambda document: setattr(document.Root, "AcroForm", Dictionary())),
            (STRANGE,)),
    Spoiled("it has a layer that is hidden", lambda: operated(_hidden_layer), (STRANGE, UNSEEN)),
    Spoiled("somebody left a note in it", _with_annotation(Subtype=Name.Text, Contents=String("x")),
            ("has a note or a form that is not ours",)),
    Spoiled("a link starts a program",
            _with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("x.exe"))),
            (ELSEWHERE, STRANGE)),
    Spoiled("a link does something when the mouse is over it",
            _with_annotation(Subtype=Name.Link, AA=Dictionary(E=_act("x"))), (STRANGE,)),
    Spoiled("a link leads to another file",
            lambda: edited(("Keep notes.", '<a href="file:///etc/passwd">Keep notes.</a>')),
            (ELSEWHERE,)),
    Spoiled("a link leads to a page that is not the clinic's",
            lambda: edited(("Keep notes.", '<a href="https://example.org/">Keep notes.</a>')),
            (ELSEWHERE,)),
    Spoiled("its title names the patient",
            lambda: edited(("<title>", "<title>Maria Example ")),
            ("has another title than this handout",)),
    Spoiled("its data name the patient",
            lambda: operated(lambda document: document.docinfo.__setitem__(
                "/Patient", String("Maria Example"))),
            (STRANGE,)),
    Spoiled("it is said to be Spanish", lambda: edited(('<html lang="en"', '<html lang="es"')),
            ("is said to be in another language than it is",)),
    Spoiled("it has no language",
            lambda: operated(lambda document: document.Root.__delitem__("/Lang")),
            ("is said to be in another language than it is",)),
    Spoiled("a text is not read aloud", lambda: operated(_not_read_aloud), (LOST, BESIDES)),
)  # fmt: skip


@pytest.mark.parametrize("spoiled", SPOILED, ids=lambda each: each.how)
def test_a_spoiled_file_is_found(spoiled: Spoiled) -> None:
    check(spoiled)


def test_a_sound_copy_that_another_program_wrote_has_no_flaw() -> None:
    assert prove(operated(lambda _: None), good().expected) == ()


def test_the_clinic_s_own_page_may_be_linked() -> None:
    linked = edited(("Keep notes.", '<a href="https://example.org/">Keep notes.</a>'))
    ours = replace(good().expected, addresses=frozenset({"https://example.org/"}))
    assert prove(linked, ours) == ()
