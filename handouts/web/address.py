"""Where our pages are: on this machine, and reachable from no other."""

HOST = "127.0.0.1"


def origin(port: int) -> str:
    """Where the pages at this port come from."""
    return f"http://{HOST}:{port}"


def starting(port: int, ticket: str) -> str:
    """The address that lets in whoever has this ticket."""
    return f"{origin(port)}/start?ticket={ticket}"
