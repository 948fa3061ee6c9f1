"""Bytes to text: byte order marks, UTF-8, and a reported guess for everything else."""

from __future__ import annotations

import codecs
import re

from kg.errors import BinaryDocument

_MARKS = (  # the longer ones first: the mark of UTF-32 LE starts with that of UTF-16 LE
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_.:\-]{2,40})""", re.IGNORECASE
)
_SAMPLE = 256 * 1024  # bytes that a guess looks at
_LEGACY = ("cp1252", "gb18030", "big5", "shift_jis", "cp1251", "cp1250", "iso8859_15")
_NEIGHBOURS = ("cp1250", "iso8859_15")  # alike but for a few characters
_NAMES = {"cp1252": "windows-1252", "cp1251": "windows-1251", "cp1250": "windows-1250", "gb18030": "gb18030"}


def decode(data: bytes, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text, and notes on what had to be guessed. Raises BinaryDocument where the bytes are no text.

    ``charset`` is what a server said. What an HTML page says of itself counts next.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), () if encoding == "utf-8-sig" else (f"encoding: {encoding}",)
            except UnicodeDecodeError:
                return data.decode(encoding, "replace"), (f"encoding: {encoding}, damaged",)
    wide = _wide(data)
    if wide is not None:
        return wide
    if b"\0" in data:
        raise BinaryDocument(
            "holds NUL bytes and is no format that kg reads", hint="convert it to text, HTML, PDF or DOCX"
        )
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:4096])
    for name in (charset, declared[1].decode("ascii") if declared else None):
        try:
            if name and codecs.lookup(name).name != "utf-8":
                return data.decode(name), (f"encoding: {name.lower()}",)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return _guess(data)


def _wide(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """UTF-16 without a mark: every second byte of mostly English text is zero."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 2 or len(data) % 2:
        return None
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        others = sample[0::2] if encoding == "utf-16-le" else sample[1::2]
        if zeros.count(0) > 0.7 * half and others.count(0) == 0:
            try:
                return data.decode(encoding), (f"encoding guessed: {encoding}",)
            except UnicodeDecodeError:
                return None
    return None


def _guess(data: bytes) -> tuple[str, tuple[str, ...]]:
    from charset_normalizer import from_bytes

    strange = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in data[:4096])
    if strange > 0.02 * min(len(data), 4096):
        raise BinaryDocument("is no text and no format that kg reads", hint="convert it to text, HTML, PDF or DOCX")
    if _is_western(data[:_SAMPLE]):
        return data.decode("cp1252", "replace"), ("encoding guessed: windows-1252",)
    sample = data[:_SAMPLE]
    matches = from_bytes(sample, cp_isolation=list(_LEGACY), steps=10)
    best = matches.best()
    encoding = best.encoding if best else "cp1252"
    if best is not None and encoding in _NEIGHBOURS:
        # English text is far oftener Western than Central European: on a tie it is Western.
        same = sample.decode("cp1252", "replace") == sample.decode(encoding, "replace")
        tied = any(m.encoding == "cp1252" and (m.chaos, m.coherence) == (best.chaos, best.coherence) for m in matches)
        encoding = "cp1252" if same or tied else encoding
    text = data.decode(encoding, "replace")
    return text, (f"encoding guessed: {_NAMES.get(encoding, encoding)}",)


def _is_western(data: bytes) -> bool:
    """Whether the bytes above 127 stand alone, as quotation marks, dashes and accents do in English text."""
    runs = re.findall(rb"[\x80-\xff]+", data)
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return sum(map(len, runs)) < 0.08 * len(data) and sum(len(run) == 1 for run in runs) >= 0.7 * len(runs)
