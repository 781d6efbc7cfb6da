"""An id or a count in, the words that lists for staff have for it out."""


def title(id_: str) -> str:
    """`ketamine-infusion` as "Ketamine infusion"."""
    return id_.replace("-", " ").capitalize()


def so_many(count: int, what: str) -> str:
    """`1 sheet`, `1,200 sheets`."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
