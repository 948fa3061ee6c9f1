from kg.entities.gazetteer import gazetteer, speaks_of


def test_there_are_at_least_a_hundred_bodies():
    assert len(gazetteer().bodies) >= 100


def test_links_are_wikidata_items():
    links = [b.link for b in gazetteer().bodies if b.link]
    assert links
    assert len(links) == len(set(links))
    assert all(link.startswith("http://www.wikidata.org/entity/Q") and link.rsplit("Q")[-1].isdigit() for link in links)


def test_a_shared_name_needs_its_company():
    assert all(b.context for b in gazetteer().bodies if b.in_context)
    assert gazetteer().find("epa", lambda context: False) is None
    assert gazetteer().find("epa", lambda context: "Executive Order" in context).name.startswith("Environmental")  # type: ignore[union-attr]


def test_a_shared_name_of_two_bodies_that_are_both_meant_is_none():
    assert gazetteer().find("secretary general", lambda context: True) is None


def test_context_is_a_whole_word():
    assert speaks_of("the CPC met", ["CPC"])
    assert not speaks_of("the CPCX met", ["CPC"])
