"""IGNORE001: a remark that silences a rule names the rule and the reason, and silences something.

Write it at the end of the line that a rule speaks of, or alone on the line above:

    # handouts: ignore READ003 patients know this sentence from the consent form

Several rules are separated by commas: `# handouts: ignore READ003, TERM003 the reason`. The remark
speaks of the text on that line, with all lines of that text; one above the first key of a file also
speaks of the file as a whole.

The reason is for the next person who reads the file; without one the remark is not obeyed. A rule
that guards safety cannot be silenced (SAFE and MERGE rules, ID001, MARK001, LANG002, and whatever
keeps a file from being read). A remark that silences nothing is told too: delete it when the text
was mended.
"""

from collections.abc import Iterator

from handouts.check.ignore import ignores
from handouts.check.subject import Subject
from handouts.problems import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Remarks that cannot be obeyed; those that silence nothing are told after all rules."""
    for item in subject.content.items():
        for ignore in ignores(item):
            yield from ignore.problems
