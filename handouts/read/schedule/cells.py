"""A row's texts in, cells under our names out, each with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from sys import intern

from handouts.problems import Place
from handouts.read.columns import Cell


@dataclass(frozen=True, slots=True, eq=False)
class Cells(Mapping[str, Cell]):
    """A row's cells, which are made when they are asked for: a large day has a hundred thousand.

    Texts that come again in other rows are the same ones.
    """

    positions: Mapping[str, tuple[int, int]]
    """Of each column of ours: which text it is, and in which column of the file it stands."""
    texts: tuple[str, ...]
    place: Place
    """Of the row."""

    def __getitem__(self, name: str) -> Cell:
        which, column = self.positions[name]
        return Cell(self.texts[which], Place(self.place.file, self.place.line, column))

    def __iter__(self) -> Iterator[str]:
        return iter(self.positions)

    def __len__(self) -> int:
        return len(self.positions)


def reworded(cells: Mapping[str, Cell], texts: Mapping[str, str]) -> Mapping[str, Cell]:
    """The same cells in the same places, some with other texts."""
    if all(cells[name].text == text for name, text in texts.items()):
        return cells
    assert isinstance(cells, Cells)  # a row without a header's cells has none
    new = list(cells.texts)
    for name, text in texts.items():
        new[cells.positions[name][0]] = intern(text)
    return replace(cells, texts=tuple(new))


@lru_cache
def positions(serves: tuple[tuple[str, ...], ...]) -> Mapping[str, tuple[int, int]]:
    """Where the text of each column of ours stands in a row of such a header."""
    named = [(name, column) for column, ours in enumerate(serves, 1) for name in ours]
    return {name: (which, column) for which, (name, column) in enumerate(named)}
