"""A form as bytes: the same form again, or Spoiled for whatever is not what was kept."""

import dataclasses
import hashlib
import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from handouts.press.form import Form
from handouts.press.stored import Spoiled, pack, unpack
from tests.press.forming import ARABIC, LATIN, WORDS, Filler, Sheet, plain_form

KEY = "0123456789abcdef"
LATN, ARAB = Filler(), Filler("Arab")
TELLING = Sheet("<h1>{patient}</h1><p>{born}</p><p>{note}</p>")


@pytest.fixture(scope="module")
def form() -> Form:
    """One with everything that a form can have: told words, a trial, a seal."""
    return LATN.lay_out(TELLING, WORDS).sealed(WORDS | {"patient": "Zoë"}, LATN.shape)


@pytest.fixture(scope="module")
def stored(form: Form) -> bytes:
    return pack(form, KEY)


def test_a_form_comes_back_as_it_was(form: Form, stored: bytes) -> None:
    again = unpack(stored, KEY)
    assert form.told
    assert form.trial
    assert form.seal
    assert again == form
    assert pack(again, KEY) == stored
    assert LATN.fill(again, WORDS) == LATN.fill(form, WORDS)
    assert again.holds(LATN.shape)


def test_a_form_that_was_not_compared_comes_back_as_one() -> None:
    again = unpack(pack(plain_form(), KEY), KEY)
    assert again == plain_form()
    assert not again.holds(LATN.shape)


@pytest.mark.noto
def test_an_arabic_form_comes_back_as_it_was() -> None:
    words = {"patient": "مريم مثال", "born": "4 مارس", "note": "Room 4", "printed": "9:05"}
    sheet = dataclasses.replace(TELLING, language="ar", way="rtl")
    form = ARAB.lay_out(sheet, words, (LATIN, *ARABIC)).sealed(words, ARAB.shape)
    assert form.from_right
    again = unpack(pack(form, KEY), KEY)
    assert again == form
    assert again.holds(ARAB.shape)


def test_equal_forms_have_equal_bytes(form: Form) -> None:
    turned = dataclasses.replace(
        form,
        letters=frozenset(sorted(form.letters, reverse=True)),
        trial=dict(form.trial),
    )
    assert pack(turned, KEY) == pack(form, KEY)


def _places(stored: bytes) -> list[int]:
    """All of the beginning, some of each part, and the end."""
    chosen = random.Random(7)  # noqa: S311  # the same places every time
    return [*range(80), *(chosen.randrange(len(stored)) for _ in range(300)), len(stored) - 1]


def test_one_changed_byte_anywhere_spoils_it(stored: bytes) -> None:
    for place in _places(stored):
        for flip in (0x01, 0x80, 0xFF):
            wrong = bytearray(stored)
            wrong[place] ^= flip
            with pytest.raises(Spoiled):
                unpack(bytes(wrong), KEY)


def test_a_missing_end_spoils_it(stored: bytes) -> None:
    for place in _places(stored):
        with pytest.raises(Spoiled):
            unpack(stored[:place], KEY)


@pytest.mark.parametrize(
    "change",
    [
        lambda stored: stored[:0],
        lambda stored: stored + b"\0",
        lambda stored: b"\0" + stored,
        lambda stored: stored * 2,
        lambda stored: stored[::-1],
        lambda stored: b"%PDF-1.7\n" + stored,
        lambda stored: stored[:16],
        lambda stored: stored.replace(b"handouts form 3", b"handouts form 2"),
        lambda stored: b"\0" * len(stored),
    ],
)
def test_bytes_that_are_no_form_are_spoiled(
    stored: bytes, change: Callable[[bytes], bytes]
) -> None:
    with pytest.raises(Spoiled):
        unpack(change(stored), KEY)


@pytest.mark.parametrize("key", ["", KEY[:-1], KEY + "0", KEY.upper()])
def test_a_form_under_another_key_is_spoiled(stored: bytes, key: str) -> None:
    with pytest.raises(Spoiled):
        unpack(stored, key)


TOLD, MANNERS, LETTERS = range(3)
"""The parts of a file that are JSON; two more are the constant bytes and their places."""


def _rewritten(stored: bytes, change: Callable[[Any], Any], part: int = TOLD) -> bytes:
    """A file with other content and a hash that is right for it."""
    begin, body = stored[:16], stored[48:]
    parts, at = [], 40
    for place in range(0, 40, 8):
        long = int.from_bytes(body[place : place + 8], "big")
        parts.append(body[at : at + long])
        at += long
    parts[part] = json.dumps(change(json.loads(parts[part]))).encode()
    body = b"".join([*(len(each).to_bytes(8, "big") for each in parts), *parts])
    return begin + hashlib.sha256(body).digest() + body


def test_a_file_of_the_same_content_written_anew_is_the_form(form: Form, stored: bytes) -> None:
    """So what follows is spoiled by its content, not by its hash."""
    assert unpack(_rewritten(stored, lambda said: said), KEY) == form


@pytest.mark.parametrize(
    "change",
    [
        lambda said: [said],
        lambda said: said and None,
        lambda said: said["key"],
        lambda said: {"key": said["key"]},
        lambda said: said | {"trailer": 1},
        lambda said: said | {"layers": [[1, [{"field": "patient"}]]]},
        lambda said: said | {"layers": [[1, [dict.fromkeys("ab")]]]},
        lambda said: said | {"told": [[1, [7]]]},
        lambda said: said | {"trailer": "\ud800"},
    ],
)
def test_a_whole_file_of_another_shape_is_spoiled(
    stored: bytes, change: Callable[[Any], Any]
) -> None:
    with pytest.raises(Spoiled):
        unpack(_rewritten(stored, change), KEY)


@pytest.mark.parametrize(
    ("part", "content"),
    [(MANNERS, [1]), (MANNERS, []), (MANNERS, 1), (LETTERS, 1), (LETTERS, [1]), (LETTERS, [[[]]])],
)
def test_a_part_of_another_shape_spoils_the_whole(stored: bytes, part: int, content: Any) -> None:
    with pytest.raises(Spoiled):
        unpack(_rewritten(stored, lambda _: content, part), KEY)


@pytest.mark.parametrize("change", [lambda body: body[:-1], lambda body: body + b"\0"])
def test_a_whole_file_that_is_shorter_or_longer_than_it_says_is_spoiled(
    stored: bytes, change: Callable[[bytes], bytes]
) -> None:
    body = change(stored[48:])
    with pytest.raises(Spoiled):
        unpack(stored[:16] + hashlib.sha256(body).digest() + body, KEY)


def test_forms_with_the_same_letters_share_them(stored: bytes) -> None:
    """A form has 800 of them; hundreds of forms fit into memory beside each other."""
    one, other = unpack(stored, KEY), unpack(stored, KEY)
    assert one.letters is other.letters


def test_why_it_is_spoiled_says_nothing_of_its_content(stored: bytes) -> None:
    with pytest.raises(Spoiled) as spoiled:
        unpack(stored, "other")
    assert str(spoiled.value) == ""
