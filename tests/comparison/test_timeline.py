import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.comparison import timeline, timeline_text
from kg.comparison.durations import day_of, days, in_words, later, parse
from kg.comparison.icalendar import _folded, _text, as_calendar
from kg.comparison.timeline import When
from tests.comparison.notation import corpus, read, sample


def due(constraint: str, *, date: str = "2024-02-01", kind: str = "deadline", **known: str):
    words = constraint.partition(" = ")[0]
    text = (
        f"date: {date}\nThe Board must act {words}.\n  The Board | act | - | obligation: must | {kind}: {constraint}\n"
    )
    (found,) = timeline(corpus(read(text)), known=known)
    return found


def test_a_date_is_a_date():
    found = due("by 1 May 2025 = 2025-05-01")
    assert (found.when, found.date) == (When.ABSOLUTE, "2025-05-01")


@pytest.mark.parametrize(
    "anchor",
    [
        "the date of this order",
        "the adoption of this Regulation",
        "the publication of this Decision",
        "the date hereof",
        "this order",
    ],
)
def test_a_duration_counts_from_the_documents_own_date(anchor):
    found = due(f"within 90 days of {anchor} = P90D @ {anchor}")
    assert (found.when, found.date) == (When.COMPUTED, "2024-05-01")
    assert found.counted == "90 days after the document’s date, 2024-02-01"


@pytest.mark.parametrize(
    "anchor", ["the entry into force of this Regulation", "the inspection", "receipt of the notice"]
)
def test_a_duration_from_an_unknown_day_has_no_date(anchor):
    assert due(f"within 90 days of {anchor} = P90D @ {anchor}").when is When.RELATIVE


def test_a_day_that_the_reader_knows_dates_what_counts_from_it():
    found = due(
        "within 90 days of the entry into force = P90D @ the entry into force", **{"entry into force": "2024-03-01"}
    )
    assert (found.date, found.counted) == ("2024-05-30", "90 days after entry into force, 2024-03-01")


IN_FORCE = """
The owner must submit a plan within 90 days of {}.
  The owner | submit | a plan | obligation: must | deadline: within 90 days of {} = P90D @ {}
{} enters into force on 1 July 2023.
  {} | enters into force = enter into force | - | statement: - | time: on 1 July 2023 = 2023-07-01
"""


def submission(anchor, act="This Regulation"):
    (found,) = timeline(corpus(read(IN_FORCE.format(anchor, anchor, anchor, act, act))))
    return found


@pytest.mark.parametrize(
    "anchor", ["the entry into force of this Regulation", "its entry into force", "the effective date"]
)
def test_a_text_that_says_when_it_enters_into_force_dates_what_counts_from_it(anchor):
    found = submission(anchor)
    assert (found.date, found.counted) == ("2023-09-29", "90 days after it enters into force, 2023-07-01")


def test_the_entry_into_force_of_another_text_is_another_day():
    assert submission("the entry into force of the Treaty").when is When.RELATIVE
    assert submission("the entry into force of this Regulation", act="The Treaty").when is When.RELATIVE


def test_twice_a_year_is_not_every_year():
    found = due("at least twice a year = P1Y", kind="frequency")
    assert timeline_text.as_text((found,)).startswith("twice every year ")


def test_a_known_day_must_be_one():
    with pytest.raises(ValueError, match="'tomorrow' is no ISO date"):
        timeline(corpus(), known={"entry into force": "tomorrow"})


def test_what_is_due_first_comes_first_and_what_has_no_date_last():
    dates = [d.date for d in timeline(sample("regulation-2024"))]
    assert dates == sorted([d for d in dates if d]) + [None] * dates.count(None)


@pytest.mark.parametrize(
    ("every", "said", "rule"),
    [
        ("P1Y", "every year", "RRULE:FREQ=YEARLY"), ("P5Y", "every 5 years", "RRULE:FREQ=YEARLY;INTERVAL=5"),
        ("P6M", "every 6 months", "RRULE:FREQ=MONTHLY;INTERVAL=6"), ("P1W", "every week", "RRULE:FREQ=WEEKLY"),
        ("P14D", "every 2 weeks", "RRULE:FREQ=WEEKLY;INTERVAL=2"), ("P1D", "every day", "RRULE:FREQ=DAILY"),
    ],
)  # fmt: skip
def test_a_recurring_duty(every, said, rule):
    found = due(f"regularly = {every}", kind="frequency")
    assert timeline_text.as_text((found,)).startswith(said)
    assert f"\r\nDTSTART;VALUE=DATE:20240201\r\n{rule}\r\n" in as_calendar((found,))


def test_a_recurring_duty_of_unknown_rhythm_has_no_rule():
    calendar = as_calendar((due("regularly", kind="frequency"),))
    assert "BEGIN:VEVENT" in calendar
    assert "RRULE" not in calendar


def test_what_cannot_be_dated_is_not_in_the_calendar():
    assert "VEVENT" not in as_calendar((due("within 90 days of the inspection = P90D @ the inspection"),))


def test_the_stamp_is_the_documents_date():
    assert "DTSTAMP:20240201T000000Z" in as_calendar((due("by 1 May 2025 = 2025-05-01"),))
    assert "DTSTAMP:19700101T000000Z" in as_calendar((due("by 1 May 2025 = 2025-05-01", date="2024"),))


def test_calendar_lines_are_folded_and_end_with_cr_lf():
    calendar = as_calendar(timeline(sample("regulation-2024")))
    assert calendar.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    assert "\n" not in calendar.replace("\r\n", "")


@given(st.text(max_size=400))
def test_folding_loses_nothing(words):
    line = _text(words)
    pieces = list(_folded(line))
    assert pieces[0] + "".join(p[1:] for p in pieces[1:]) == line
    assert all(len(p.encode("utf-8", "replace")) <= 75 for p in pieces)


@given(st.text())
def test_text_in_a_calendar_cannot_start_a_line_or_a_value(words):
    made = _text(words).replace("\\\\", "").replace("\\,", "").replace("\\;", "").replace("\\n", "")
    assert not set(made) & set(",;\\\r\n\x00\x1b")


def test_csv_cells_do_nothing_in_a_spreadsheet():
    text = "title: =1+1\nThe @Board must act by 1 May 2025.\n  @Board | act | - | obligation: must | deadline: by 1 May 2025 = 2025-05-01\n"
    rows = list(csv.reader(io.StringIO(timeline_text.as_csv(timeline(corpus(read(text)))))))
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_markup_stays_inert_on_the_page():
    text = "The <img src=x> must act by 1 May 2025.\n  <img src=x> | act | - | obligation: must | deadline: by 1 May 2025 = 2025-05-01\n"
    assert "<img" not in timeline_text.as_html(timeline(corpus(read(text))))


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2024-01-31", "P1M", "2024-02-29"),
        ("2023-11-30", "P3M", "2024-02-29"),
        ("2024-02-28", "P2D", "2024-03-01"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2024-01-01", "P2W", "2024-01-15"),
        ("2024-01-01", "PT36H", "2024-01-03"),
        ("2024-01-01", "P1Y6M10D", "2025-07-11"),
        ("9999-12-01", "P1M", None),
        ("9999-12-31", "P1D", None),
        ("2024", "P1D", None),
        ("2024-13-01", "P1D", None),
        ("2024-01-01", "soon", None),
        ("2024-01-01", "P", None),
        ("2024-01-01", "P99999Y", None),
    ],
)
def test_counting_days(start, duration, end):
    assert later(start, duration) == end


def test_lengths_compare():
    assert days("P30D") < days("P1M") < days("P5W") < days("P1Y")


@given(st.dates(), st.integers(0, 400))
def test_days_are_added_as_the_calendar_does(day, count):
    found = later(day.isoformat(), f"P{count}D")
    assert found is None or (day_of(found) - day).days == count


@given(st.text())
def test_any_text_is_a_duration_or_none(text):
    parse(text)


def test_a_page_without_deadlines_says_so_and_has_no_empty_table() -> None:
    html = timeline_text.as_html(())
    assert "No provision names a date" in html
    assert "<table" not in html


def test_a_page_leads_back_to_the_page_that_it_belongs_to() -> None:
    html = timeline_text.as_html((), home=("Rivers & <lakes>", "index.html"))
    assert '<a href="index.html">Rivers &amp; &lt;lakes&gt;</a>' in html


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        ("P90D", "90 days"),
        ("P1Y6M", "1 year and 6 months"),
        ("P2W", "2 weeks"),
        ("PT24H", "24 hours"),
        ("soon", "soon"),
    ],
)
def test_a_length_of_time_in_words(duration, words):
    assert in_words(duration) == words
