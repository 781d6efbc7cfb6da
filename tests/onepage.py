"""A word in, a whole PDF of one empty page out that holds it: for tests that lay nothing out."""


def one_page(word: str) -> bytes:
    """A PDF that every reader opens; no two words give the same one."""
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>",
    )
    said = f"%PDF-1.7\n%{word}\n".encode()
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(len(said))
        said += b"%d 0 obj" % number + part + b"endobj\n"
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(
        b"%010d 00000 n \n" % at for at in places
    )
    return said + table + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(said)
