"""Bytes become text, and guesses are told."""

from __future__ import annotations

import pytest

from kg.errors import BinaryDocument, EmptyDocument, WrongLanguage
from kg.reading import Source, read
from kg.reading.decoding import decode
from kg.reading.languages import judged

ENGLISH = "The commission shall report on the “state of rivers” – every year. "


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", ()),
        ("utf-8-sig", ()),
        ("utf-16", ("encoding: utf-16",)),
        ("utf-16-le", ("encoding guessed: utf-16-le",)),
        ("utf-16-be", ("encoding guessed: utf-16-be",)),
        ("utf-32", ("encoding: utf-32",)),
        ("cp1252", ("encoding guessed: windows-1252",)),
    ],
)
def test_english_in_many_encodings(encoding: str, note: tuple[str, ...]) -> None:
    assert decode((ENGLISH * 4).encode(encoding)) == (ENGLISH * 4, note)


@pytest.mark.parametrize("text", ["Größe über Öl: “Müller”", "naïve café", "Ž"])
def test_what_two_encodings_read_alike_is_western(text: str) -> None:
    assert decode(text.encode("cp1252")) == (text, ("encoding guessed: windows-1252",))


def test_central_european_text_is_not_taken_for_western() -> None:
    text = "Główny Urząd składa sprawozdanie; każdy świadek może się zgłosić. " * 5
    assert decode(text.encode("cp1250")) == (text, ("encoding guessed: windows-1250",))


def test_chinese_in_gb18030() -> None:
    text = "国务院决定加强长江经济带的生态环境保护工作，各省市人民政府要切实落实主体责任。" * 4
    assert decode(text.encode("gb18030")) == (text, ("encoding guessed: gb18030",))


def test_what_a_server_or_a_page_says_counts() -> None:
    assert decode("Größe".encode("latin-1"), "iso-8859-1") == ("Größe", ("encoding: iso-8859-1",))
    page = '<meta charset="windows-1251"><p>река</p>'
    assert decode(page.encode("cp1251"))[0] == page


def test_an_unknown_charset_is_passed_over() -> None:
    assert decode(b"plain", "no-such-thing") == ("plain", ())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"abc\0def\0\0\1\2", "holds NUL bytes"),
        (bytes(range(256)) * 8, "NUL"),
        (b"\x89PNG\r\n\x1a\n123", "is a PNG image"),
        (b"\x1f\x8b\x08\0\0\0", "is a gzip archive"),
        (b"{\\rtf1 hello}", "is a Rich Text file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is an old Word or Excel file"),
        (b"PK\x03\x04" + bytes(26) + b"xl/workbook.xml", "is an Excel file"),
        (b"PK\x03\x04" + bytes(26) + b"readme.txt", "is a zip archive"),
        (b"\x01\x02\x03\x80\x81\xff\xfe\xfd" * 90, "is no text"),
    ],
)
def test_what_is_no_text_says_what_it_is(data: bytes, message: str) -> None:
    with pytest.raises(BinaryDocument, match=message):
        read(Source("file", data=data))


def test_no_bytes() -> None:
    with pytest.raises(EmptyDocument, match=r"^file: holds no text$"):
        read(Source("file", data=b" \n"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Der Rat hat beschlossen, dass die Kommission bis zum Mai einen Bericht über die Flüsse vorlegen muss. "
            * 3,
            "German",
        ),
        (
            "Le Conseil a décidé que la Commission présente un rapport sur les rivières avant la fin de l'année. " * 3,
            "French",
        ),
        ("国务院决定加强长江经济带的生态环境保护工作，各省市人民政府要切实落实主体责任。" * 4, "Chinese"),
        ("Совет решил, что комиссия должна представить доклад о состоянии рек до конца года. " * 3, "Russian"),
    ],
)
def test_other_languages_are_reported(text: str, language: str) -> None:
    with pytest.raises(WrongLanguage, match=rf"^act: is in {language}, not in English; give an English translation$"):
        read(Source("act", data=text.encode()))


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH * 4,
        "the commission shall report . " * 12,
        "MUST COMPLY WITH ALL PROVISIONS OF THE ACT. " * 8,
        "The Land Nordrhein-Westfalen and the Bundesanstalt für Wasserbau shall report to the Bundesrat on the Rhein. "
        * 4,
    ],
)
def test_english_of_many_kinds_is_read(text: str) -> None:
    assert read(Source("act", data=text.encode())).language == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La Commission doit présenter un rapport au Parlement européen avant la fin de cette année.", "French"),
        ("Die Länder müssen dem Rat bis zum Ende des Jahres einen Bericht über ihre Flüsse vorlegen.", "German"),
        ("Los Estados miembros deberán presentar un informe a la Comisión antes de fin de año.", "Spanish"),
        ("Gli Stati membri presentano una relazione alla Commissione entro la fine dell'anno.", "Italian"),
    ],
)
def test_one_sentence_of_another_language_is_enough(text: str, language: str) -> None:
    with pytest.raises(WrongLanguage, match=rf"^act: is in {language}, not in English"):
        read(Source("act", data=text.encode()))


@pytest.mark.parametrize(
    "text",
    [
        "Guangxi Zhuang Autonomous Region, Ningxia Hui Autonomous Region, Inner Mongolia, Xinjiang Uygur, Tibet",
        "Müller, Schröder, Weiß, Jäger, Köhler, Böhm, Grün, Löwe, Häusler, Schäfer, Krüger, Günther",
        "Ministère de l'Écologie et Ministère de la Santé shall submit reports before July.",
        "Cities guard bridges. Counties plant trees. Villages keep wells. Farmers grow maize. Towns mend roofs.",
    ],
)
def test_a_few_words_of_english_and_names_are_read(text: str) -> None:
    assert read(Source("act", data=text.encode())).language in (None, "en")


def test_lists_of_names_are_not_turned_away() -> None:
    text = (
        "".join(f"- {name}\n" for name in ("Guangdong", "Sichuan", "Hubei", "Hunan", "Jiangsu", "Zhejiang", "Anhui"))
        * 6
    )
    assert read(Source("names", data=text.encode())).language in (None, "en")


def test_short_texts_are_not_judged() -> None:
    assert judged("Wir müssen handeln.") is None
    assert read(Source("act", data="Wir müssen handeln.".encode())).language is None
