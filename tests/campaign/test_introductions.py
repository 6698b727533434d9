"""Introductions with the consent of both sides, referrals that are earned, and the chain."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from tests.people import CONNECTIONS, NOON, TODAY, bring, dump, later, person
from tests.talks import talk

from weaktie.campaign.followups.actions import sending
from weaktie.campaign.followups.actions.sending import Letter
from weaktie.campaign.followups.queries import writing
from weaktie.campaign.introductions.actions import naming, referring
from weaktie.campaign.introductions.actions.naming import Somebody
from weaktie.campaign.introductions.actions.referring import Posting
from weaktie.campaign.introductions.models import Introduction, Referral
from weaktie.campaign.introductions.queries import chain, lives, referrals
from weaktie.campaign.keeping.actions import forget, same, undo
from weaktie.campaign.network.actions import me
from weaktie.campaign.network.models import Person
from weaktie.campaign.network.queries.people import person_page
from weaktie.campaign.outreach import actions as outreach
from weaktie.campaign.outreach.models import Ask
from weaktie.campaign.outreach.queries import asks
from weaktie.campaign.targets.queries.candidates import asks_this_week
from weaktie.campaign.targets.queries.next import whom_to_ask
from weaktie.campaign.timeline.models import Event
from weaktie.core.introducing import State

MEI = Somebody("Mei Lin", "Tidewell Energy", "Control room lead", "mei@tidewell.example")
PLANNER = Posting("Harrow Grid", "Grid planner")


@pytest.fixture
def priya(ada) -> Person:
    me.say_who_you_are(by=ada, name="Ada Quill", emails=("ada@quill.example",), today=TODAY)
    bring(ada, Connections_csv=CONNECTIONS)
    return person(ada, "Priya Raman")


@pytest.fixture
def lucja(ada, priya) -> Person:
    return person(ada, "Łucja Śliwińska")


def name(ada, introducer, whom=MEI, on: date = TODAY, **told) -> Introduction:
    return naming.name_somebody(introducer, whom, by=ada, on=on, now=later(days=(on - TODAY).days), **told)


def life(ada, row: Introduction, **after: float):
    return lives.life(row, by=ada, now=later(**after))


def routes(ada, day: date = TODAY, **more):
    cache.clear()
    answer = whom_to_ask(by=ada, as_of=day, today=day, **more)
    return {row.name: (str(row.route.kind), row.route.via, row.wait) for row in answer.answer.people}


# Named


def test_whoever_is_named_is_in_the_network_and_next_shows_the_way(ada, priya):
    row = name(ada, priya, why="ran the control room in the storm")

    mei = row.person
    assert (mei.name, row.introducer, row.why) == ("Mei Lin", priya, "ran the control room in the storm")
    mei.refresh_from_db()
    assert (mei.organisation, mei.title) == ("Tidewell Energy", "Control room lead")
    assert routes(ada)["Mei Lin"][:2] == ("introduced", priya.pk)
    assert life(ada, row).state is State.NAMED


def test_naming_is_one_step_and_undone_exactly(ada, priya):
    before = dump(ada)
    name(ada, priya)

    undo.undo(by=ada, now=NOON)

    assert dump(ada) == before
    assert not Introduction.objects.exists()
    assert "Mei Lin" not in routes(ada)
    undo.redo(by=ada, now=NOON)
    assert routes(ada)["Mei Lin"][1] == priya.pk


def test_a_namesake_is_offered_first_and_never_taken_for_the_other(ada, priya, lucja):
    told = Somebody("Łucja Śliwińska", "Elsewhere")
    with pytest.raises(naming.AlreadyHere, match="Tidewell Energy"):
        name(ada, priya, told)
    assert lives.alike("Łucja Śliwińska", "", by=ada, now=NOON) == [lucja]

    assert name(ada, priya, lucja).person == lucja
    anew = name(ada, priya, Somebody("Łucja Śliwińska", "Elsewhere", anew=True))
    assert anew.person != lucja


def test_refuses_a_second_naming_oneself_and_a_day_to_come(ada, priya, lucja):
    name(ada, priya, lucja)

    with pytest.raises(naming.AlreadyNamed, match="named Łucja"):
        name(ada, priya, lucja)
    with pytest.raises(naming.NotThemselves):
        name(ada, priya, priya)
    with pytest.raises(naming.NotThemselves):
        name(ada, priya, Person.objects.get(is_me=True))
    with pytest.raises(naming.NotYet):
        naming.name_somebody(priya, MEI, by=ada, on=TODAY + timedelta(days=1), now=NOON)


def test_a_redirected_ask_leads_to_a_naming_as_a_talk_does(ada, priya):
    ask = outreach.log_ask(priya, by=ada, sent_on=TODAY, now=NOON)
    outreach.log_answer(ask, by=ada, answer="redirected", answered_on=TODAY, now=NOON)

    name(ada, priya)

    assert routes(ada)["Mei Lin"][0] == "introduced"


# Consent


def test_an_introduction_goes_from_consent_to_thanks(ada, priya):
    row = name(ada, priya, conversation=talk(ada, priya))
    naming.ask_for(life(ada, row), by=ada, on=TODAY, now=NOON)
    assert life(ada, row).state is State.ASKED
    assert (asks_this_week(by=ada, as_of=TODAY), Ask.objects.get().via) == (1, priya)
    assert "Mei Lin" not in routes(ada)

    naming.agree(life(ada, row), by=ada, on=TODAY, now=NOON)
    assert life(ada, row).state is State.AGREED
    naming.make(life(ada, row), by=ada, on=TODAY, now=NOON)
    assert life(ada, row).state is State.MADE
    talk(ada, row.person, ended=later(days=3))
    assert life(ada, row, days=3).dates.met_on == TODAY + timedelta(days=3)

    held = writing.latest(row.person, by=ada, now=later(days=4))
    assert held.introducer == priya
    letter = Letter("Mei and I spoke, thanks to you.")
    sending.send("introducer", held, by=ada, letter=letter, on=TODAY + timedelta(days=4), now=later(days=4))

    assert life(ada, row, days=4).state is State.THANKED


def test_nobody_is_introduced_unasked(ada, priya):
    row = name(ada, priya)

    with pytest.raises(naming.NobodyUnasked, match="nobody is introduced unasked"):
        naming.make(life(ada, row), by=ada, on=TODAY, now=NOON)


def test_an_introducer_who_offers_and_made_it_is_written_to_the_person_directly(ada, priya):
    row = name(ada, priya)
    naming.agree(life(ada, row), by=ada, on=TODAY, now=NOON)
    naming.make(life(ada, row), by=ada, on=TODAY, now=NOON)

    cache.clear()
    answer = whom_to_ask(by=ada, as_of=TODAY, today=TODAY)
    (mei,) = [one for one in answer.answer.people if one.name == "Mei Lin"]
    assert str(mei.route.stage) == "made"
    assert any("Priya Raman introduced you" in reason for reason in mei.reasons)
    assert asks_this_week(by=ada, as_of=TODAY) == 0


def test_an_introducer_is_asked_one_thing_at_a_time_and_once_a_month(ada, priya):
    first, second = name(ada, priya), name(ada, priya, Somebody("Tom Reed", "Calder Labs"))
    naming.ask_for(life(ada, first), by=ada, on=TODAY, now=NOON)

    with pytest.raises(outreach.OutOfTurn):
        naming.ask_for(life(ada, second), by=ada, on=TODAY, now=NOON)
    assert "One introduction a month" in routes(ada)["Tom Reed"][2]
    naming.agree(life(ada, first), by=ada, on=TODAY, now=NOON)
    day = TODAY + timedelta(days=29)
    with pytest.raises(outreach.OutOfTurn, match="one a month is enough"):
        naming.ask_for(life(ada, second, days=29), by=ada, on=day, now=later(days=29))
    day = TODAY + timedelta(days=30)
    naming.ask_for(life(ada, second, days=30), by=ada, on=day, now=later(days=30))


def test_after_two_declines_an_introducer_is_asked_no_more(ada, priya):
    for number, who in enumerate(("Tom Reed", "Vera Stone", "Ines Prado")):
        row = name(ada, priya, Somebody(who, "Calder Labs"))
        days = 31 * number
        day = TODAY + timedelta(days=days)
        if number == 2:
            with pytest.raises(outreach.OutOfTurn, match="declined two introductions"):
                naming.ask_for(life(ada, row, days=days), by=ada, on=day, now=later(days=days))
            break
        naming.ask_for(life(ada, row, days=days), by=ada, on=day, now=later(days=days))
        naming.decline(life(ada, row, days=days), by=ada, on=day, now=later(days=days))
        assert life(ada, row, days=days).state is State.DECLINED


def test_a_decline_holds_whoever_asks(ada, priya, lucja):
    row = name(ada, priya)
    naming.decline(life(ada, row), by=ada, on=TODAY, now=NOON)

    assert "Mei Lin" not in routes(ada, count=20)
    assert Event.objects.get(kind="declined").other == row.person
    with pytest.raises(naming.OutOfOrder):
        naming.agree(life(ada, row), by=ada, on=TODAY, now=NOON)
    undo.undo(by=ada, now=NOON)
    assert routes(ada)["Mei Lin"][1] == priya.pk


def test_silence_is_open_for_fourteen_days_and_then_rests(ada, priya):
    row = name(ada, priya)
    naming.ask_for(life(ada, row), by=ada, on=TODAY, now=NOON)

    assert life(ada, row, days=14).state is State.ASKED
    silent = life(ada, row, days=15)
    assert silent.state is State.SILENT
    naming.agree(silent, by=ada, on=TODAY + timedelta(days=15), now=later(days=15))
    assert life(ada, row, days=15).state is State.AGREED


def test_meeting_and_thanking_can_be_said_by_hand(ada, priya):
    row = name(ada, priya)
    naming.meet(life(ada, row), by=ada, on=TODAY, now=NOON)
    naming.thank(life(ada, row), by=ada, on=TODAY, now=NOON)

    assert life(ada, row).state is State.THANKED
    with pytest.raises(naming.OutOfOrder):
        naming.thank(life(ada, row), by=ada, on=TODAY, now=NOON)
    with pytest.raises(naming.OutOfOrder):
        naming.meet(life(ada, row), by=ada, on=TODAY, now=NOON)


def test_the_note_to_pass_on_is_drafted_and_kept(ada, priya):
    row = name(ada, priya)
    assert "no is fine" in lives.blurb(life(ada, row), by=ada)

    naming.keep_blurb(row, by=ada, text="Hello Mei, one question.", now=NOON)

    letter = lives.consent_letter(life(ada, row), by=ada, today=TODAY)
    assert letter.text.endswith("Hello Mei, one question.")
    assert "Would you ask whether Mei Lin" in letter.text


def test_the_timelines_of_both_tell_of_it(ada, priya):
    row = name(ada, priya)
    naming.agree(life(ada, row), by=ada, on=TODAY, now=NOON)
    naming.make(life(ada, row), by=ada, on=TODAY, now=NOON)

    hers = [one.words for one in person_page(priya, by=ada, now=NOON).timeline]
    theirs = [one.words for one in person_page(row.person, by=ada, now=NOON).timeline]
    assert {"Named Mei Lin", "Introduced you to Mei Lin"} <= set(hers)
    assert {"Priya Raman named them to you", "Priya Raman introduced you"} <= set(theirs)


def test_introductions_follow_a_merge_and_come_back(ada, priya, lucja):
    row = name(ada, lucja)
    before = dump(ada)

    kept = same.merge(priya, lucja, by=ada, now=NOON)

    assert life(ada, row).introducer == kept
    assert routes(ada)["Mei Lin"][1] == kept.pk
    undo.undo(by=ada, now=NOON)
    assert dump(ada) == before


def test_whoever_is_forgotten_leaves_no_trace_with_others(ada, priya):
    row = name(ada, priya)
    naming.ask_for(life(ada, row), by=ada, on=TODAY, now=NOON)
    talk(ada, row.person)
    held = writing.latest(row.person, by=ada, now=NOON)
    letter = Letter("Mei Lin and I spoke, thanks to you.")
    sending.send("introducer", held, by=ada, letter=letter, on=TODAY, now=NOON)

    forget.forget([row.person], by=ada)

    assert not Introduction.objects.exists()
    assert "Mei Lin" not in str(list(Event.objects.values()))
    assert "Mei Lin" not in dump(ada).__str__()
    from weaktie.campaign.outreach.models import Message
    from weaktie.campaign.timeline.models import Step

    assert not any("Mei" in text for text in Message.objects.values_list("text", flat=True))
    assert "Mei" not in str(list(Step.objects.values_list("changes", "words")))


# Referrals


def test_asking_cold_for_a_referral_is_refused_with_the_reason(ada, priya):
    with pytest.raises(referring.NotEarned, match="You have not talked with Priya Raman yet") as cold:
        referring.ask(priya, "referral", PLANNER, by=ada, shown="my charm", on=TODAY, now=NOON)
    assert cold.value.code == "NOT_EARNED"

    talk(ada, priya, seen_clear="Nothing seen", seen_sharp="nothing")
    with pytest.raises(referring.NotEarned, match="Nothing is noted"):
        referring.ask(priya, "referral", PLANNER, by=ada, shown=" nothing ", on=TODAY, now=NOON)
    assert not Referral.objects.exists()


def test_what_was_shown_in_a_conversation_earns_the_ask(ada, priya):
    conversation = talk(ada, priya, seen_clear="Found the fault in the load curve", seen_easy="nothing")

    row = referring.ask(priya, "referral", PLANNER, by=ada, on=TODAY, now=NOON)

    assert (row.shown, row.conversation) == ("Found the fault in the load curve.", conversation)
    assert "put me forward for this posting" in referrals.letter(row, by=ada, now=NOON).text


def test_what_was_shown_can_be_said_with_the_ask(ada, priya):
    talk(ada, priya)

    row = referring.ask(priya, "referral", PLANNER, by=ada, shown="Read the curve", on=TODAY, now=NOON)

    assert row.shown == "Read the curve"


def test_a_name_is_no_referral(ada, priya):
    name_ = referring.ask(priya, "name", Posting("Harrow Grid"), by=ada, on=TODAY, now=NOON)
    with pytest.raises(referring.OutOfOrder, match="put forward to nobody"):
        referring.give(name_, by=ada, how="manager", on=TODAY, now=NOON)
    referring.give(name_, by=ada, on=TODAY, now=NOON)
    referral = referring.offered(priya, "referral", PLANNER, by=ada, on=TODAY, now=NOON)
    referring.give(referral, by=ada, how="form", on=TODAY, now=NOON)

    told = {one.row.kind: one.words for one in referrals.referrals(by=ada)}
    assert told == {"name": "You may use their name", "referral": "Put you forward"}
    counts = chain.whole(by=ada, now=NOON).counts
    assert (counts.names, counts.referrals, counts.introductions) == (1, 1, 0)
    assert Event.objects.filter(kind="referred").count() == 1
    assert "I am not asking you to put me forward" in referrals.letter(name_, by=ada, now=NOON).text


def test_a_referral_has_a_posting_a_result_and_a_no_that_holds(ada, priya):
    with pytest.raises(referring.NeedsAPosting):
        referring.offered(priya, "referral", Posting("Harrow Grid"), by=ada, on=TODAY, now=NOON)
    row = referring.offered(priya, "referral", PLANNER, by=ada, on=TODAY, now=NOON)
    with pytest.raises(referring.OutOfOrder):
        referring.tell_result(row, by=ada, result="An interview", on=TODAY, now=NOON)
    referring.give(row, by=ada, how="manager", on=TODAY, now=NOON)
    referring.tell_result(row, by=ada, result="An interview", on=TODAY, now=NOON)
    assert referrals.standing(row).state == "result"
    other = referring.offered(priya, "name", Posting("Calder Labs"), by=ada, on=TODAY, now=NOON)
    referring.decline(other, by=ada, on=TODAY, now=NOON)
    with pytest.raises(referring.OutOfOrder, match="that holds"):
        referring.give(other, by=ada, on=TODAY, now=NOON)


def test_whoever_said_no_is_asked_for_nothing(ada, priya):
    talk(ada, priya, seen_clear="Found the fault")
    ask = outreach.log_ask(priya, by=ada, sent_on=TODAY, now=NOON)
    outreach.log_answer(ask, by=ada, answer="no", answered_on=TODAY, now=NOON)

    for kind in ("name", "referral"):
        with pytest.raises(referring.SaidNo):
            referring.ask(priya, kind, PLANNER, by=ada, on=TODAY, now=NOON)


# The chain


def tree(nodes) -> list:
    return [[node.person.name, node.tag, *([tree(node.children)] if node.children else [])] for node in nodes]


def test_the_chain_is_a_tree_with_every_state(ada, priya, lucja):
    talk(ada, priya, ended=later(days=-20))
    talk(ada, lucja, ended=later(days=-15))
    mei = name(ada, priya, on=TODAY - timedelta(days=19)).person
    naming.agree(life(ada, Introduction.objects.get()), by=ada, on=TODAY, now=NOON)
    name(ada, mei, Somebody("Tom Reed", "Calder Labs"))

    found = chain.whole(by=ada, now=NOON)

    assert tree(found.roots) == [
        ["Priya Raman", "Thanks owed since 4 November", [["Mei Lin", "Said yes", [["Tom Reed", "Named"]]]]],
        ["Łucja Śliwińska", "Thanks owed since 9 November"],
    ]
    assert "no introduction, and that is fine" in found.roots[1].words
    assert (found.counts.conversations, found.counts.introductions, found.counts.waiting) == (2, 0, 2)
    assert found.roots[0].children[0].is_waiting


def test_somebody_named_twice_stands_once_and_says_so(ada, priya, lucja):
    row = name(ada, priya)
    name(ada, lucja, row.person)

    found = chain.whole(by=ada, now=NOON)

    assert tree(found.roots) == [
        ["Priya Raman", "Named somebody", [["Mei Lin", "Named"]]],
        ["Łucja Śliwińska", "Named somebody"],
    ]
    assert found.roots[0].children[0].again == ("Łucja Śliwińska",)


def test_two_who_named_each_other_are_both_there(ada, priya, lucja):
    name(ada, priya, lucja)
    name(ada, lucja, priya)

    assert str(tree(chain.whole(by=ada, now=NOON).roots)).count("Named") == 2


def test_growth_counts_conversations_that_had_the_time(ada, priya, lucja):
    for days in (-40, -30, -3):
        talk(ada, priya if days != -30 else lucja, ended=later(days=days))
    for who in ("Tom Reed", "Vera Stone"):
        row = name(ada, lucja, Somebody(who, "Calder Labs"), on=TODAY - timedelta(days=29))
        naming.agree(life(ada, row), by=ada, on=TODAY, now=NOON)
        naming.make(life(ada, row), by=ada, on=TODAY, now=NOON)

    found = chain.whole(by=ada, now=NOON)

    assert (found.growth.n, found.growth.made, found.young) == (2, 2, 1)
    assert found.growth.is_early


def test_one_root_is_said_from_three_introductions_on(ada, priya, lucja):
    for who in ("Tom Reed", "Vera Stone", "Ines Prado"):
        name(ada, priya, Somebody(who, "Calder Labs"))
    assert chain.whole(by=ada, now=NOON).root == priya

    name(ada, lucja)

    assert chain.whole(by=ada, now=NOON).root is None


def test_the_empty_chain_says_nothing_of_growth(ada):
    found = chain.whole(by=ada, now=NOON)

    assert (found.roots, found.lives, found.growth.n) == ((), (), 0)


def test_somebody_elses_chain_is_not_there(ada, priya):
    from weaktie.accounts.models import User

    name(ada, priya)
    cleo = User.objects.create(username="cleo")

    assert chain.whole(by=cleo, now=NOON).roots == ()
    assert referrals.referrals(by=cleo) == []


def test_asks_through_an_introducer_can_be_answered_where_asks_are(ada, priya):
    row = name(ada, priya)
    naming.ask_for(life(ada, row), by=ada, on=TODAY, now=NOON)

    outreach.log_answer(asks.open_ask(row.person, by=ada), by=ada, answer="yes", answered_on=TODAY, now=NOON)

    assert life(ada, row).state is State.AGREED
