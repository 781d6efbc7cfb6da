"""The form's fields: labels in place of columns, and nothing lost that the list has written."""

from handouts.read.columns import COLUMNS
from handouts.web.desk.fields import LABELS


def test_each_column_has_a_label() -> None:
    assert set(LABELS) == set(COLUMNS)
