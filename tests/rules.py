"""`python -m tests.rules` writes docs/rules.md from the rules' own docstrings."""

from handouts.check.ids import READER_IDS
from handouts.check.manual import Page, pages
from tests.tracked import ROOT

PAGE = ROOT / "docs/rules.md"

_HEAD = """\
# The rules of `handouts check`

<!-- Made by `python -m tests.rules` from handouts/check/rules/*.py. Change it there. -->

`handouts check` tells each problem with its file, line and column and the name of its rule, and
`handouts check --explain READ006` prints that rule's part of this page. An error stops a handout, a
warning should be mended before a clinician signs, a hint is for you to judge.

To silence a rule for one text, say so at the end of its line, or alone on the line above, with the
reason ([IGNORE001](#ignore001)):

```yaml
text:
  - We give the medicine slowly.  # handouts: ignore VOICE001 the patient need not know who
```

"""
_READER = """\
## Before any rule looks

These are told while the files are read. They cannot be silenced.

| name | what it means |
| --- | --- |
"""


def page() -> str:
    """The text of docs/rules.md."""
    told = pages()
    rules = [each for id_, each in told.items() if id_ not in READER_IDS]
    rows = "".join(f"| `{id_}` | {says} |\n" for id_, says in READER_IDS.items())
    return _HEAD + _contents(rules) + "".join(map(_part, rules)) + _READER + rows


def _contents(rules: list[Page]) -> str:
    return "".join(f"- [{each.id}](#{each.id.lower()}) {each.says}\n" for each in rules) + "\n"


def _part(each: Page) -> str:
    return "\n\n".join(filter(None, (f"## {each.id}", each.says, each.more))) + "\n\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
