from __future__ import annotations

from dataclasses import replace

import pytest

from weaktie.core.identity import Decision, Mention, Resolution, resolve

# Others in the network, so that a name or an employer is as rare as it looks.
STRANGERS = [
    Mention(
        0, f"{given} {family}", source="mail", file=9, employers=((f"{family.lower()} works", None, None),)
    )
    for given, family in zip(
        ("Ines", "Rhys", "Freja", "Kwame", "Leila", "Piotr", "Aiko", "Tiago", "Sanne", "Olga"),
        ("Abara", "Boscombe", "Cutler", "Dray", "Eland", "Farrow", "Gorman", "Hale", "Ivers", "Jupp"),
        strict=True,
    )
]


def mentions(*rows: Mention) -> list[Mention]:
    """Number the rows and put strangers behind them."""
    return [replace(row, id=number) for number, row in enumerate([*rows, *STRANGERS])]


def row(name: str, source: str = "mail", file: int = 1, **more) -> Mention:
    """Write one mention; its number comes later."""
    return Mention(0, name, source=source, file=file, **more)


def at(employer: str, start: int | None = None, end: int | None = None):
    """Write one employment."""
    return ((employer, start, end),)


def together(resolution: Resolution, a: int, b: int) -> bool:
    """Tell whether two mentions are in one group."""
    return any(a in group and b in group for group in resolution.groups)


def asked(resolution: Resolution, a: int, b: int) -> bool:
    """Tell whether the groups of two mentions are proposed."""
    group = {member: set(members) for members in resolution.groups for member in members}
    ends = ((p.a, p.b) for p in resolution.proposals)
    return any(x in group[a] and y in group[b] or x in group[b] and y in group[a] for x, y in ends)


def test_joins_by_profile_whatever_the_names():
    rows = mentions(
        row("Ada Quill", "linkedin", 1, profiles=("ada-quill",)),
        row("Ada Sorensen", "linkedin", 2, profiles=("ada-quill",)),
    )

    resolution = resolve(rows)

    assert together(resolution, 0, 1)
    assert resolution.joins[0].evidence == ("Same LinkedIn profile: ada-quill",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Robert Quill", "Bob Quill"),
        ("Ada Quill", "A. Quill"),
        ("Ada Quill", "Quill, Ada"),
        ("Ada Quill", "Ada Sorensen"),
        ("Ada Quill", ""),
        ("Ada Quill", "Quill"),
        ("Ada Quill", "Ada Qulil"),
        ("Wei Wang", "王伟"),
    ],
)
def test_joins_by_address_when_the_names_go_together(one, other):
    rows = mentions(
        row(one, "google", 1, emails=("ada@quill.example",)),
        row(other, "mail", 2, emails=("ada@quill.example",)),
    )

    assert together(resolve(rows), 0, 1)


def test_takes_what_is_behind_a_plus_for_the_same_mailbox():
    rows = mentions(
        row("Ada Quill", emails=("ada.quill@gmail.com",)),
        row("Ada Quill", emails=("adaquill+jobs@gmail.com",)),
    )

    assert together(resolve(rows), 0, 1)


def test_keeps_two_people_of_one_household_apart():
    rows = mentions(
        row("Anna Kowalska", "google", 1, emails=("home@kowalski.example",), phones=("+442079460001",)),
        row("Jan Kowalski", "google", 1, emails=("home@kowalski.example",), phones=("+442079460001",)),
        row("A. Kowalska", "mail", 2, emails=("home@kowalski.example",)),
        row("", "mail", 2, emails=("home@kowalski.example",)),
    )

    resolution = resolve(rows)

    assert not together(resolution, 0, 1)
    assert not asked(resolution, 0, 1)
    assert together(resolution, 0, 2)
    assert not together(resolution, 3, 0)
    assert not together(resolution, 3, 1)


def test_asks_whose_the_nameless_mail_from_a_shared_mailbox_is():
    rows = mentions(
        row("Anna Kowalska", "google", 1, emails=("kowalski@post.example",)),
        row("Omar Kowalski", "google", 1, emails=("kowalski@post.example",)),
        row("", "mail", 2, emails=("kowalski@post.example",)),
    )

    resolution = resolve(rows)

    assert len({p.probability for p in resolution.proposals if 2 in (p.a, p.b)}) == 1
    assert asked(resolution, 0, 2)
    assert asked(resolution, 1, 2)


def test_joins_nobody_by_a_role_s_mailbox_or_a_switchboard():
    names = ("Ada Quill", "Omar Diaz", "Priya Patel", "Wei Zhang", "Ines Rossi")
    rows = mentions(
        *(
            row(name, "vcard", 1, emails=("info@larkspur.example",), phones=("+442079460000",))
            for name in names
        ),
        row("", "mail", 2, emails=("info@larkspur.example",)),
    )

    resolution = resolve(rows)

    assert all(len(group) == 1 for group in resolution.groups)
    assert not resolution.proposals


def test_joins_by_phone_only_with_names_that_go_together():
    phone = ("+442079460000",)
    rows = mentions(
        row("Robert Quill", "vcard", 1, phones=phone),
        row("Bob Quill", "google", 2, phones=phone),
        row("Omar Quill", "google", 2, phones=phone),
    )

    resolution = resolve(rows)

    assert together(resolution, 0, 1)
    assert not together(resolution, 0, 2)


def test_only_proposes_who_has_nothing_but_the_name_in_common():
    rows = mentions(
        row("Ada Quill", "linkedin", 1, profiles=("ada-quill",)),
        row("Ada Quill", "mail", 2, emails=("moss77@post.example",)),
    )

    resolution = resolve(rows)

    assert not together(resolution, 0, 1)
    assert [(p.a, p.b) for p in resolution.proposals] == [(0, 1)]
    assert "Same name" in resolution.proposals[0].evidence


def test_thinks_a_rare_name_likelier_to_be_one_person():
    smiths = [row(f"{given} Smith", file=3) for given in ("Omar", "Priya", "Wei", "Ines", "Rhys", "Leila")]
    anns = [row(f"Ann {family}", file=3) for family in ("Dray", "Hale", "Jupp", "Eland", "Cutler")]
    rows = mentions(
        row("Ann Smith", "linkedin", 1),
        row("Ann Smith", "google", 2),
        row("Solveig Ravenscroft", "linkedin", 1),
        row("Solveig Ravenscroft", "google", 2),
        *smiths,
        *anns,
    )

    chance = {frozenset((p.a, p.b)): p.probability for p in resolve(rows).proposals}

    assert chance[frozenset((2, 3))] > chance[frozenset((0, 1))]


def test_joins_by_name_and_employer():
    rows = mentions(
        row("Ada Quill", "linkedin", 1, profiles=("ada-quill",), employers=at("larkspur foods", 2019)),
        row("Ada Quill", "google", 2, employers=at("larkspur foods", 2018, 2021)),
        row("Ada Quill", "mail", 3, emails=("ada.quill@larkspur.example",)),
    )

    resolution = resolve(rows)

    assert together(resolution, 0, 1)
    assert together(resolution, 0, 2)
    assert "Both at Larkspur Foods" in resolution.joins[0].evidence + resolution.joins[1].evidence


def test_calls_employers_by_their_names():
    rows = mentions(
        row("Ada Quill", "vcard", 1, employers=at("larkspurfoods")),
        row("Ada Quill", "mail", 2, emails=("quill@larkspur.example",)),
    )

    (join,) = resolve(rows, called={"larkspurfoods": "Larkspur Foods"}).joins

    assert "The address at larkspur.example fits Larkspur Foods" in join.evidence


def test_keeps_namesakes_with_two_profiles_apart_and_asks_which_one_writes():
    rows = mentions(
        row("Ada Quill", "linkedin", 1, profiles=("ada-1",), employers=at("larkspur foods")),
        row("Ada Quill", "linkedin", 1, profiles=("ada-2",), employers=at("larkspur foods")),
        row("Ada Quill", "mail", 2, emails=("ada@larkspur.example",)),
    )

    resolution = resolve(rows)

    assert all(len(group) == 1 for group in resolution.groups)
    assert not asked(resolution, 0, 1)
    assert asked(resolution, 0, 2)
    assert asked(resolution, 1, 2)
    assert max(p.probability for p in resolution.proposals) <= 0.5


def test_keeps_namesakes_with_two_mailboxes_at_one_employer_apart():
    rows = mentions(
        row("Ada Quill", "google", 1, emails=("ada.quill@larkspur.example",), employers=at("larkspur foods")),
        row("Ada Quill", "mail", 2, emails=("ada.quill2@larkspur.example",)),
    )

    assert not together(resolve(rows), 0, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"born": "1980-02-03"}, {"born": "1994-11-30"}),
        ({"profiles": ("ada-1",)}, {"profiles": ("ada-2",)}),
    ],
)
def test_lets_a_contradiction_stop_a_join_by_name(one, other):
    same = {"employers": at("larkspur foods"), "title": "Data Engineer", "place": "lisbon"}
    rows = mentions(
        row("Ada Quill", "vcard", 1, **same, **one), row("Ada Quill", "google", 2, **same, **other)
    )
    agreeing = mentions(row("Ada Quill", "vcard", 1, **same), row("Ada Quill", "google", 2, **same))

    assert not together(resolve(rows), 0, 1)
    assert together(resolve(agreeing), 0, 1)


def test_does_not_join_two_profiles_through_somebody_between_them():
    rows = mentions(
        row("Ada Quill", "linkedin", 1, profiles=("ada-1",), emails=("ada@quill.example",)),
        row("Ada Quill", "linkedin", 2, profiles=("ada-2",), emails=("quill@post.example",)),
        row("Ada Quill", "google", 3, emails=("ada@quill.example", "quill@post.example")),
    )

    resolution = resolve(rows)

    assert not together(resolution, 0, 1)
    assert asked(resolution, 0, 2)
    assert asked(resolution, 1, 2)


def test_joins_a_married_name_by_its_former_one():
    rows = mentions(
        row("Ada Sorensen", "vcard", 1, maiden="Quill", employers=at("larkspur foods")),
        row("Ada Quill", "google", 2, employers=at("larkspur foods"), place="lisbon"),
    )

    resolution = resolve(rows)

    assert together(resolution, 0, 1) or asked(resolution, 0, 1)


def test_uses_whom_both_met():
    circle = [row(name, emails=(f"{name[:3].lower()}@x.example",)) for name in ("Omar Diaz", "Priya Patel")]
    alone = mentions(
        row("Ada Quill", emails=("a@x.example",)), row("Ada Quill", emails=("b@y.example",)), *circle
    )
    met = [replace(m, companions=frozenset({2, 3})) if m.id < 2 else m for m in alone]

    (without,) = (p for p in resolve(alone).proposals if {p.a, p.b} == {0, 1})
    resolution = resolve(met)

    (likelier,) = (p for p in resolution.proposals if {p.a, p.b} == {0, 1})
    assert likelier.probability > without.probability
    assert "Seen together with 2 of the same people" in likelier.evidence


def test_learns_from_the_file_that_its_birthdays_are_unreliable():
    pair = [row("Ada Quill", "google", 1, born=born, place="lisbon") for born in ("1980-02-03", "1994-11-30")]
    doubles = [
        row(
            f"Kim{n} Tolliver{n}",
            "google",
            1,
            born=f"19{50 + n + k}-01-0{k + 1}",
            emails=(f"kim{n}@x.example",),
        )
        for n in range(20)
        for k in (0, 1)
    ]

    trusted = resolve(mentions(*pair))
    doubted = resolve(mentions(*pair, *doubles))

    assert not together(trusted, 0, 1)
    assert together(doubted, 0, 1)


def test_lets_the_seeker_have_the_last_word():
    rows = mentions(
        row("Ada Quill", emails=("ada@quill.example",)),
        row("Ada Quill", emails=("ada@quill.example",)),
        row("Omar Diaz", emails=("omar@diaz.example",)),
    )

    split = resolve(rows, [Decision(0, 1, same=False)])
    merged = resolve(rows, [Decision(0, 2, same=True)])
    changed = resolve(rows, [Decision(0, 2, same=False), Decision(0, 2, same=True)])
    back = resolve(rows, [Decision(0, 2, same=True), Decision(0, 2, same=False)])

    assert not together(split, 0, 1)
    assert not asked(split, 0, 1)
    assert together(merged, 0, 2)
    assert merged.joins[0].evidence == ("You said so",)
    assert together(changed, 0, 2)
    assert not together(back, 0, 2)


def test_splits_one_mention_off_and_leaves_the_others_together():
    rows = mentions(*(row("Ada Quill", "mail", n, emails=("ada@quill.example",)) for n in range(4)))

    resolution = resolve(rows, [Decision(0, other, same=False) for other in (1, 2, 3)])

    assert (1, 2, 3) in resolution.groups
    assert (0,) in resolution.groups
    assert not resolution.proposals
