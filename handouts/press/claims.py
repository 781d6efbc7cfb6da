"""A document's metadata in; the same with the claim out that it is PDF/UA-1, beside PDF/A-2a.

WeasyPrint writes one claim into a file. PDF/A allows only properties that it knows, so the file
that claims PDF/UA as well has to say what that property is: the PDF/A extension schema below.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

VARIANT = "pdf/a-2a"
"""What WeasyPrint is asked for: tags, an sRGB output intent, an identifier and the PDF/A claim."""

_END = b"</rdf:RDF>"

PDF_UA = b"""<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of the PDF/UA standard</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
  <pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
"""


def claim_accessible(metadata: Any) -> None:
    """Let this document's metadata, and no other's, claim PDF/UA-1."""
    metadata.generate_rdf_metadata = partial(_with_claim, metadata.generate_rdf_metadata)


def _with_claim(generate: Callable[..., bytes], *args: Any) -> bytes:
    rdf = generate(*args)
    assert rdf.endswith(_END), "WeasyPrint writes its metadata in another way"
    return rdf.removesuffix(_END) + PDF_UA + _END
