"""Files that mean harm, or are broken: one line of report each, within a limit of time and memory."""

from __future__ import annotations

import io
import resource
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from kg.errors import BinaryDocument, EmptyDocument, EncryptedDocument, ReadError, TooLarge
from kg.reading import Limits, Source, discover, read, sandbox
from tests.reading.made_pdf import Line, image_pdf, pdf, typeset

SECONDS = 20.0  # that reporting any of these files may take, on a slow machine
MEGABYTES = 700  # that the reading process itself may grow by; the parsers' process has Limits.memory


@contextmanager
def reported(kind: type[ReadError], words: str) -> Iterator[None]:
    """The block raises one error of that kind, in one line, in time, without taking much memory."""
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(kind, match=words) as caught:
        yield
    assert "\n" not in str(caught.value)
    assert time.monotonic() - start < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES


def one_page() -> bytes:
    return pdf([typeset(["The board shall meet once in every month, and the mayor shall preside over it."])])


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(one_page())))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def word(text: str = "The board shall meet.") -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """A zip archive with one member replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return made.getvalue()


def test_an_encrypted_pdf() -> None:
    with reported(EncryptedDocument, r"^act: needs a password; save a copy without one$"):
        read(Source("act", data=encrypted("secret")))


def test_a_pdf_that_only_forbids_printing_is_read() -> None:
    assert "The board shall meet" in read(Source("act", data=encrypted(""))).text


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_truncated_pdf(share: float) -> None:
    data = one_page()
    with reported(ReadError, r"^act: is cut off: the end of the PDF is missing; fetch it again$"):
        read(Source("act", data=data[: int(len(data) * share)]))


def test_a_pdf_of_rubbish() -> None:
    with reported(ReadError, r"^act: "):
        read(Source("act", data=b"%PDF-1.7\n" + b"\x80\x81 obj << /A" * 1000 + b"\nstartxref\n99999\n%%EOF"))


def test_a_pdf_whose_pages_contain_each_other() -> None:
    data = one_page().replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    with reported(ReadError, r"^act: "):
        read(Source("act", data=data))


def test_an_image_only_pdf() -> None:
    with reported(
        EmptyDocument, r"^act: holds pictures of pages and no text; run it through text recognition \(OCR\) first$"
    ):
        read(Source("act", data=image_pdf()))


def test_two_thousand_pages() -> None:
    with reported(TooLarge, r"^act: has 2000 pages, more than 1500; split it or raise the limit pages$"):
        read(Source("act", data=pdf([[Line(f"Page {n}", 400)] for n in range(2000)])))


def test_a_word_file_that_unpacks_out_of_proportion() -> None:
    bomb = with_part(word(), "word/document.xml", b"<w:t>" + b" " * 200_000_000)
    assert len(bomb) < 1_000_000
    with reported(TooLarge, r"^act: unpacks to \d+ times its size, 19\d\.\d MB; raise the limit expansion$"):
        read(Source("act", data=bomb))


def test_a_word_file_of_entities_that_multiply() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "must">{entities}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&e11;</w:t></w:r></w:p></w:body></w:document>"
    )
    with reported(ReadError, r"^act: "):
        read(Source("act", data=with_part(word(), "word/document.xml", xml.encode())))


def test_a_word_file_that_reads_other_files() -> None:
    xml = (
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>The board shall meet. &f;</w:t></w:r></w:p></w:body></w:document>"
    )
    assert "root:" not in read(Source("act", data=with_part(word(), "word/document.xml", xml.encode()))).text


def test_a_truncated_word_file() -> None:
    data = word()
    with reported(ReadError, r"^act: is cut off or damaged: the end of the archive is missing; fetch it again$"):
        read(Source("act", data=data[: len(data) // 2]))


def test_a_word_file_with_broken_xml() -> None:
    with reported(ReadError, r"^act: is damaged and cannot be parsed"):
        read(Source("act", data=with_part(word(), "word/document.xml", b"<w:document><w:bo")))


def test_html_with_scripts_and_a_million_nested_elements() -> None:
    page = (
        b"<html><script>" + b"while(1);" * 1000 + b"</script><body>" + b"<div>" * 1_000_000 + b"The board shall meet."
    )
    with reported(TooLarge, r"^act: has elements nested more than 200 deep; raise the limit nesting$"):
        read(Source("act", data=page))


def test_html_with_a_million_lists_side_by_side_takes_no_more_than_its_time() -> None:
    page = b"<html><body><p>The board shall:</p>" + b"<ul><li>a" * 150 + b"<p>x</p><i></i>" * 1_500_000
    start = time.monotonic()
    with pytest.raises(TooLarge, match="seconds"):
        read(Source("act", data=page), limits=Limits(seconds=0.5, characters=100_000_000))
    assert time.monotonic() - start < SECONDS


def test_a_hundred_megabytes_of_text(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_bytes(b"The board shall meet. " * 4_766_255)
    (source,) = discover([str(tmp_path)])
    with reported(TooLarge, r"^long\.txt: is larger than 64 MB; split it or raise the limit bytes$"):
        read(source)


def test_nul_bytes() -> None:
    with reported(BinaryDocument, r"^act: holds NUL bytes"):
        read(Source("act", data=b"The board shall\0meet.\0"))


def test_nul_bytes_in_a_page_are_left_out() -> None:
    assert "\0" not in read(Source("act", data="<p>The board\0 shall meet.</p>".encode("utf-16"))).text


def test_a_name_that_climbs_and_breaks_lines(tmp_path: Path) -> None:
    (tmp_path / "..\n%2e%2e").write_bytes(b"\0")
    (source,) = discover([str(tmp_path / "..\n%2e%2e")])
    with reported(BinaryDocument, r"^\.\.\\n%2e%2e: holds NUL bytes"):
        read(source)


def test_the_rest_of_a_folder_is_read(tmp_path: Path) -> None:
    files = {
        "a.pdf": encrypted("secret"),
        "b.txt": b"The board shall meet.",
        "c.docx": word()[:500],
        "d.html": b"<p>The mayor may look.</p>",
        "e.bin": bytes(1000),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "loop").symlink_to(tmp_path)
    read_well, failed = [], []
    for source in discover([str(tmp_path)]):
        try:
            read_well.append(read(source).name)
        except ReadError as error:
            failed.append(str(error).partition(":")[0])
    assert (read_well, failed) == (["b.txt", "d.html"], ["a.pdf", "c.docx", "e.bin", "loop"])


def test_too_little_memory_is_reported_and_the_next_file_is_read() -> None:
    page = b"<html><body>" + b"<p>The board shall meet in the hall.</p>" * 200_000
    with reported(ReadError, "memory"):
        read(Source("act", data=page), limits=Limits(memory=150_000_000))
    assert read(Source("act", data=b"<p>The board shall meet.</p>")).text == "The board shall meet."


def test_a_parser_that_is_killed_is_reported_and_the_next_file_is_read() -> None:
    read(Source("act", data=b"<p>The board shall meet.</p>"))
    child = sandbox._keeper.child
    assert child is not None
    child.process.kill()
    child.process.wait()
    assert read(Source("act", data=b"<p>The mayor may look.</p>")).text == "The mayor may look."


def test_regular_expressions_do_not_run_away() -> None:
    start = time.monotonic()
    for text in (
        "paragraph " + "(a), " * 20_000,
        "(a) " * 20_000,
        "The " * 50_000 + "Council,",
        "A. " * 50_000,
        "x" * 200_000 + ":",
        "- " * 50_000,
        "1.1." * 30_000,
        ". " * 50_000 + "3",
        "“" * 50_000,
        "Geneva, " * 20_000 + "3 May 2024 –",
    ):
        read(Source("act", data=(text + "\n\nThe board shall meet.\n").encode()))
    assert time.monotonic() - start < SECONDS
