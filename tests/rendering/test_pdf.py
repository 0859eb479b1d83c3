"""A PDF is conformant, tagged, reproducible and free of the network, or there is none."""

import io
import re
from pathlib import Path

import page
import pikepdf
import pytest
from PIL import Image

from reporter.domain.paper import Figures
from reporter.errors import PaperError
from reporter.rendering.conformance import check_conformance
from reporter.rendering.finish import finish

from .conftest import ABOUT, PrintBody

TABLE = """<table><thead><tr><th scope="col">Area</th><th scope="col">Red</th></tr></thead>
<tbody><tr><th scope="row">1</th><td>4</td></tr></tbody></table>"""
DRAWING = "data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%20width=%229%22%20height=%229%22%3E"


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    return [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == kind and "/P" in o]


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_a_paper_conforms_to_both_profiles(print_body: PrintBody, profile: str) -> None:
    content = print_body(f'<p>Text with a <a href="https://example.org/">link</a>.</p>{TABLE}')
    report = page.validate_pdf_bytes(content, profile=profile)
    assert (report.is_compliant, report.failures) == (True, [])
    assert report.rules.total > 100


def test_what_does_not_conform_is_refused_with_the_rule() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    target = io.BytesIO()
    pdf.save(target)
    with pytest.raises(PaperError) as caught:
        check_conformance("a paper", target.getvalue())
    assert "does not conform to PDF/UA-1: PDFUA1-" in str(caught.value)
    assert "does not conform to PDF/A-3a: PDFA3A-" in str(caught.value)


def test_the_metadata_names_both_standards(print_body: PrintBody) -> None:
    content = print_body("<p>Text</p>")
    assert b'pdfuaid:part="1"' in content  # the packet is not compressed
    assert b'pdfaid:part="3"' in content
    assert b'pdfaid:conformance="A"' in content


def test_title_language_and_bookmarks_are_set(print_body: PrintBody) -> None:
    pdf = opened(print_body("<h2>One</h2><p>Text</p><h2>Two</h2><p>Text</p>"))
    assert (str(pdf.Root.Lang), str(pdf.docinfo["/Title"])) == ("en-GB", "A title")
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_outline() as outline:
        assert [item.title for item in outline.root[0].children] == ["One", "Two"]


def test_each_header_says_what_it_heads(print_body: PrintBody) -> None:
    pdf = opened(print_body(TABLE))
    headers = elements(pdf, "/TH")
    assert sorted(str(header.A.Scope) for header in headers) == ["/Column", "/Column", "/Row"]


def test_a_header_beside_data_heads_its_row_in_the_first_row_too(print_body: PrintBody) -> None:
    body = '<table><tbody><tr><th scope="row">Board</th><td>A board</td></tr></tbody></table>'
    pdf = opened(print_body(body))
    (header,) = elements(pdf, "/TH")
    assert str(header.A.Scope) == "/Row"


def test_footnotes_are_notes_with_an_identifier_that_can_be_found(print_body: PrintBody) -> None:
    style = "<style>.footnote { float: footnote }</style>"
    pdf = opened(print_body(f'{style}<p>The Act<span class="footnote">Children Act 2004</span> says so.</p>'))
    (note,) = elements(pdf, "/Note")
    assert str(note.ID) == "note-1"
    assert "note-1" in [str(name) for name in pdf.Root.StructTreeRoot.IDTree.Names[::2]]


def test_running_heads_are_artifacts_and_not_content(print_body: PrintBody) -> None:
    body = '<p class="cover-board">A board</p><p>Text</p><div style="break-before: page">More</div>'
    pdf = opened(print_body(body))
    second = pdf.pages[1]
    drawn = second.Contents.read_bytes()
    assert len(re.findall(rb"/Artifact\s+BMC", drawn)) >= 2  # the board's name above, the page number below
    tree = dict(
        zip(pdf.Root.StructTreeRoot.ParentTree.Nums[::2], pdf.Root.StructTreeRoot.ParentTree.Nums[1::2], strict=True)
    )
    reached = list(_reached(pdf.Root.StructTreeRoot.K))
    owners = [owner for owner in tree[second.StructParents] if owner is not None]
    assert owners
    assert all(owner.objgen in reached for owner in owners)


def _reached(node: pikepdf.Object) -> list[tuple[int, int]]:
    if isinstance(node, pikepdf.Array):
        return [found for kid in node for found in _reached(kid)]
    if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
        return []
    return [node.objgen, *_reached(node.get("/K", pikepdf.Array()))]


def test_figures_are_attached_as_csv_in_which_nothing_is_a_formula(print_body: PrintBody) -> None:
    rows = [("ref", "text"), ("1", '=cmd|"/c calc"!A1'), ("2", "-1, or so"), ("3", "a\nb")]
    pdf = opened(print_body("<p>Text</p>", Figures("figures.csv", "The figures", rows)))
    attached = pdf.attachments["figures.csv"]
    assert attached.description == "The figures"
    assert str(attached.obj.AFRelationship) == "/Data"
    text = attached.get_file().read_bytes().decode()
    assert text == 'ref,text\r\n1,"\'=cmd|""/c calc""!A1"\r\n2,"\'-1, or so"\r\n3,"a\nb"\r\n'


def test_the_same_input_gives_the_same_bytes(print_body: PrintBody) -> None:
    figures = Figures("figures.csv", "The figures", [("a", "b")])
    assert print_body(TABLE, figures) == print_body(TABLE, figures)


def test_only_bundled_fonts_are_used(print_body: PrintBody) -> None:
    """The face is asked for by a name that many machines have; none of theirs is in reach."""
    style = '<style>p { font-family: "Liberation Sans", "Arial", sans-serif }</style>'
    pdf = opened(print_body(f"{style}<p>Text, Ω, עברית</p>"))
    names = {str(o.BaseFont) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o}
    assert names
    assert all(re.search(r"Atkinson|DejaVu", name) for name in names), names


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<img src="http://192.0.2.1/x.png" alt="x">', "outside the template and board folders"),
        ('<img src="file:///etc/passwd" alt="x">', "outside the template and board folders"),
        ('<img src="/templates/../../etc/passwd" alt="x">', "outside the template and board folders"),
        ('<img src="missing.png" alt="x">', "there is no file missing.png in the templates folder"),
        ('<link rel="attachment" href="file:///etc/passwd">', "outside the template and board folders"),
        ('<style>@import url("https://192.0.2.1/x.css");</style>', "outside the template and board folders"),
        ('<p style="background: url(data:text/plain,x)">x</p>', "outside the template and board folders"),
        (f'<p style="background: url({DRAWING}%3Cimage%20width=%229%22%20height=%229%22%20href=%22file:///etc/passwd%22/%3E%3C/svg%3E)">x</p>',
         "outside the template and board folders"),
        ('<p style="colour: red">x</p>', "colour"),
        ('<p><a href="#nowhere">x</a></p>', "nowhere"),
        ('<img src="/board/logo.svg">', "alt"),
        ("<p>漢</p>", 'No font of this board has the character "漢" (U+6F22).'),
    ],
)  # fmt: skip
def test_whatever_the_renderer_complains_of_stops_the_paper(
    print_body: PrintBody, board_folder: Path, body: str, said: str
) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    (board_folder / "logo.svg").write_text(svg)
    with pytest.raises(PaperError) as caught:
        print_body(body)
    assert said in str(caught.value)


def test_a_link_out_of_the_board_folder_is_not_followed(
    print_body: PrintBody, board_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (board_folder / "link.svg").symlink_to(tmp_path / "secret.svg")
    with pytest.raises(PaperError, match=r"there is no file link\.svg in the board folder"):
        print_body('<img src="/board/link.svg" alt="x">')


def test_a_board_may_show_its_own_image(print_body: PrintBody, board_folder: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    (board_folder / "logo.svg").write_text(svg)
    pdf = opened(print_body('<img src="/board/logo.svg" alt="Our logo">'))
    (figure,) = elements(pdf, "/Figure")
    assert str(figure.Alt) == "Our logo"


def test_a_logo_in_pixels_conforms(print_body: PrintBody, board_folder: Path) -> None:
    Image.new("RGB", (9, 9), "navy").save(board_folder / "logo.png")
    assert print_body('<p><img src="/board/logo.png" alt="Our logo"></p>').startswith(b"%PDF-")


def test_a_stream_that_ends_in_a_carriage_return_still_conforms(print_body: PrintBody) -> None:
    """Without care one stream in 256 does, and the paper is refused for a fault that it does not have."""
    import pydyf  # noqa: PLC0415
    import weasyprint  # noqa: PLC0415

    unlucky = b"CCCC"  # the last byte of its checksum (Adler-32) is 13

    def with_unlucky(document: object, pdf: pydyf.PDF) -> None:
        pdf.add_object(pydyf.Stream([unlucky], compress=True))
        finish(document, pdf)

    html = '<html lang="en"><title>A title</title><p>Text</p></html>'
    content = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/a-3a", finisher=with_unlucky)
    assert b"\r\n\nendstream" in content
    check_conformance("a paper", content)


@pytest.mark.parametrize(
    "body",
    [
        "<p>" + "x" * 300 + "</p>",
        "<table><tbody><tr><th scope='row'>A</th><td>" + "word " * 4000 + "</td></tr></tbody></table>",
        "<h2>" + "sixty words in a title " * 12 + "</h2><p>Text</p>",
        "<p>\u202bשלום\u202c e\u0301 😀 \u200dz</p>",
    ],
    ids=["300 letters without a break", "a row taller than a page", "a title of 60 words", "other scripts"],
)
def test_awkward_text_is_laid_out_and_conforms(print_body: PrintBody, body: str) -> None:
    assert print_body(body).startswith(b"%PDF-1.7")


def test_the_papers_date_is_the_editions(print_body: PrintBody) -> None:
    pdf = opened(print_body("<p>Text</p>", Figures("figures.csv", "The figures", [("a",)])))
    assert ABOUT.dated.isoformat() == "2015-03-17"
    assert str(pdf.docinfo["/CreationDate"]) == "D:20150317"
    assert str(pdf.attachments["figures.csv"].obj.EF.F.Params.CreationDate) == "D:20150317000000Z"
