"""What WeasyPrint leaves undone for a PDF that is both PDF/UA-1 and PDF/A-3a, done before it is written.

Its PDF/A-3a lacks the PDF/UA identifier in the metadata (ISO 14289-1, 5) with the description that PDF/A asks of a
foreign schema (ISO 19005-3, 6.6.2.3), a scope for each table header (ISO 14289-1, 7.5), a note's own tag (7.9) and the
tree of identifiers (ISO 32000-1, 14.7.2). Running heads hang nowhere in the structure and become artifacts (7.1).
"""

from collections.abc import Iterator
from typing import Any

import pydyf

PDF_UA_IDENTIFIER = b"""
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def finish(_document: Any, pdf: pydyf.PDF) -> None:
    """Complete the PDF in place, just before it is written."""
    _identify(pdf)
    _scope_headers(pdf)
    _tag_notes(pdf)
    _index_identifiers(pdf)
    _make_artifacts(pdf)


def _object(pdf: pydyf.PDF, reference: Any) -> Any:
    """The object behind a reference such as `12 0 R`."""
    return pdf.objects[
        int(str(reference, "ascii").split()[0] if isinstance(reference, bytes) else reference.split()[0])
    ]


def _identify(pdf: pydyf.PDF) -> None:
    metadata = _object(pdf, pdf.catalog["Metadata"])
    metadata.stream = [item.replace(b"</rdf:RDF>", PDF_UA_IDENTIFIER + b"</rdf:RDF>") for item in metadata.stream]
    metadata.compress = False  # so that whoever looks for the identifier finds it


def _elements(pdf: pydyf.PDF, kind: str) -> Iterator[Any]:
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/StructElem" and item.get("S") == kind:
            yield item


def _scope_headers(pdf: pydyf.PDF) -> None:
    """A row of nothing but headers heads its columns; a header beside data heads its row."""
    for row in _elements(pdf, "/TR"):
        cells = [_object(pdf, kid) for kid in row["K"]]
        heads_columns = all(cell["S"] == "/TH" for cell in cells)
        for cell in cells:
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = "/Column" if heads_columns else "/Row"


def _tag_notes(pdf: pydyf.PDF) -> None:
    """Footnotes are the spans of an area of their own, which hangs in the document itself."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    document = _object(pdf, root["K"][0])
    areas = [area for area in (_object(pdf, kid) for kid in document["K"]) if area["S"] == "/NonStruct"]
    notes = [_object(pdf, kid) for area in areas for kid in area["K"]]
    for number, note in enumerate((note for note in notes if note["S"] == "/Span"), 1):
        note["S"] = "/Note"
        note["ID"] = pydyf.String(f"note-{number}")


def _index_identifiers(pdf: pydyf.PDF) -> None:
    elements = (
        item for item in pdf.objects if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructElem"
    )
    identified = {element["ID"].data: element for element in elements if "ID" in element}
    names = pydyf.Array()
    for key in sorted(identified):
        names.extend((key, identified[key].reference))
    if names:
        tree = pydyf.Dictionary({"Names": names})
        pdf.add_object(tree)
        _object(pdf, pdf.catalog["StructTreeRoot"])["IDTree"] = tree.reference


def _make_artifacts(pdf: pydyf.PDF) -> None:
    """Turn content whose structure element cannot be reached from the document into artifacts."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    reached = set(_below(pdf, root["K"]))
    parents = _object(pdf, root["ParentTree"])["Nums"]
    pages = [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page"]
    by_key = dict(zip(parents[::2], parents[1::2], strict=True))
    for page in pages:
        owners = by_key[page["StructParents"]]
        hanging = {mcid for mcid, owner in enumerate(owners) if int(owner.split()[0]) not in reached}
        for mcid in hanging:
            owners[mcid] = "null"
        _mark_artifacts(_object(pdf, page["Contents"]).stream, hanging)


def _below(pdf: pydyf.PDF, kids: Any) -> Iterator[int]:
    """The numbers of all structure elements below, with an own stack as documents are deep."""
    waiting = [kid for kid in kids if not isinstance(kid, int)]
    while waiting:
        element = _object(pdf, waiting.pop())
        yield element.number
        waiting += [kid for kid in element.get("K", ()) if not isinstance(kid, int)]


def _mark_artifacts(stream: list[Any], mcids: set[int]) -> None:
    for place, item in enumerate(stream):
        if isinstance(item, dict) and item.get("MCID") in mcids:
            stream[place - 1 : place + 2] = ["/Artifact", b"", b"BMC"]
