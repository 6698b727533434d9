"""Two copies of one note: nothing that was typed is lost, and nothing is there twice."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.people import NOON

from weaktie.core.copies import Copy, settled

NOTE = Copy("k", 3, "insight", "the night shift knows", False, NOON)
TEXTS = st.text("ab", max_size=4)


def test_the_higher_version_stays_whichever_way_it_comes():
    later = replace(NOTE, version=4, text="the night shift knows before the model does")

    assert settled(NOTE, later) == (later, None)
    assert settled(later, NOTE) == (later, None)


def test_the_same_copy_twice_is_one():
    assert settled(NOTE, NOTE) == (NOTE, None)


def test_of_two_equal_versions_where_one_goes_on_the_longer_stays():
    longer = replace(NOTE, text=NOTE.text + " first")

    assert settled(NOTE, longer) == (longer, None)
    assert settled(longer, NOTE) == (longer, None)


def test_two_texts_of_one_version_both_stay_and_the_second_is_one_however_often_it_comes():
    other = replace(NOTE, text="the day shift knows")

    here, apart = settled(NOTE, other)
    _, again = settled(NOTE, other)

    assert here == NOTE
    assert apart is not None and apart.text == other.text and apart.key != NOTE.key
    assert again == apart


@given(a=TEXTS, b=TEXTS, va=st.integers(1, 3), vb=st.integers(1, 3))
def test_no_text_of_the_newest_version_is_ever_dropped(a, b, va, vb):
    here, arriving = replace(NOTE, version=va, text=a), replace(NOTE, version=vb, text=b)

    stays, apart = settled(here, arriving)

    kept = [stays.text, *([apart.text] if apart else [])]
    newest = [copy.text for copy in (here, arriving) if copy.version == max(va, vb)]
    assert all(any(text.startswith(one) for text in kept) for one in newest)
