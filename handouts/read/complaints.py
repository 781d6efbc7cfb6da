"""What a YAML parser complains of in, the same in words of staff out."""

_EXPLAINED = (
    (
        "mapping values are not allowed",
        "There is a second colon in this line, or the line above has a value already.",
        'Put text that holds a colon in quotes: "Call us: now".',
    ),
    (
        "did not find expected key",
        "The line does not fit the ones around it: a wrong indent, or text after a closing quote.",
        "Begin it in the same column as its neighbours, and quote a text as a whole.",
    ),
    (
        "did not find expected '-' indicator",
        "A list ends here, but the line is indented as if it went on.",
        "Begin each list line with a dash, all in the same column.",
    ),
    (
        "could not find expected ':'",
        "A key without its colon stands here or in the line above.",
        "Write the key, a colon, a space, then the text.",
    ),
    (
        "expected <document start>",
        "The text of the file ended above this line.",
        "Delete the line with ... above it, or begin this line in column 1.",
    ),
    (
        "found character that cannot start any token",
        "This character cannot stand at the start of a text.",
        "Put the whole text in quotes.",
    ),
    (
        "did not find expected node content",
        "This character cannot stand at the start of a text.",
        "Put the whole text in quotes.",
    ),
    (
        "did not find expected comment or line break",
        "A text that begins with | or > means something else to YAML.",
        "Put the whole text in quotes.",
    ),
    (
        "block sequence entries are not allowed",
        "A list cannot begin behind a key.",
        "Begin each entry on its own line below the key: - text. Or put the text in quotes.",
    ),
    (
        "unknown alias",
        "A word that begins with * means something else to YAML.",
        'Put the text in quotes: "**Bold** words".',
    ),
    (
        "did not find expected alphabetic or numeric character",
        "A word that begins with & or * means something else to YAML.",
        'Put the text in quotes: "**Bold** words".',
    ),
    (
        "unexpected end of stream",
        "A quote was opened here and never closed.",
        "Close the text with the same quote: \" or '.",
    ),
    (
        "document indicator",
        "A line with --- or ... stands inside a text in quotes.",
        "Close the quote above it, or delete the line.",
    ),
    (
        "escape",
        "A \\ means something else in double quotes.",
        "Put the text in single quotes, or leave the \\ out.",
    ),
    (
        "expected hexdecimal number",
        "A \\ means something else in double quotes.",
        "Put the text in single quotes, or leave the \\ out.",
    ),
    (
        "tag",
        "A word that begins with ! means something else to YAML.",
        "Put the text in quotes.",
    ),
    (
        "directive",
        "A line that begins with % means something else to YAML.",
        "Delete the line, or put the text in quotes.",
    ),
    (
        "incompatible YAML document",
        "A line that begins with % means something else to YAML.",
        "Delete the line.",
    ),
    (
        "expected ',' or",
        "A list in brackets is not closed, or a comma is missing in it.",
        "Write it like this: [one, two]. Put a text that begins with a bracket in quotes.",
    ),
)


def in_plain_words(said: str) -> tuple[str, str]:
    """What is told when no cause was found near the stop; never the parser's own words."""
    for sign, message, hint in _EXPLAINED:
        if sign in said:
            return message, hint
    return (
        "The program cannot tell what this line means.",
        "Compare its spaces, quotes and colons with the lines around it and with a stock file.",
    )
