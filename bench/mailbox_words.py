"""Invented names, firms and sentences for the fictional mailbox."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GIVEN = _words("""
    Omar Priya Lena Tomas Ingrid Kofi Mei Rosa Anders Fatima Jonas Wanda Felix Nadia Hugo Clara Emeka Sofia
    Bram Yara Otto Elsa Marta Viktor Amara Leo Judith Rafael Dana Simon Petra Idris Helen Mateo Greta Samir
    Astrid Bruno Celia Dmitri Eva Farah Gideon Hana Ivan Joan Karim Lotte Milan Noor Oscar Paula Quentin
    Ruth Stefan Tara Ursula Wim Xenia Yusuf Zora Basil
""")

FAMILY = _words("""
    Hassan Raman Fischer Novak Dahl Mensah Chen Castro Berg Rahimi Lindqvist Kowalska Marsh Petrova Brandt
    Weiss Okafor Bianchi Visser Haddad Kessler Moreau Silva Orlov Diallo Hart Stone Vega Archer Holm Quist
    Adler Brook Crane Dorn Ellis Frost Grau Hale Iversen Jansen Kern Lund Moss Nash Olsen Pike Rask Sand
    Thorn Ulrich Vance West Yarrow Zeller Alder Birch Cole Drew Egan Flint Gray
""")

FROM_ABROAD = (
    ("Jürgen", "Müller"),
    ("Zoë", "Öztürk"),
    ("Søren", "Ågård"),
    ("François", "Lefèvre"),
    ("José", "Muñoz"),
    ("Łucja", "Wójcik"),
    ("Ирина", "Соколова"),
    ("Γιώργος", "Παππάς"),
    ("小林", "花子"),
    ("王", "小明"),
    ("민준", "김"),
    ("יעל", "לוי"),
)

FIRMS = tuple(
    first + second
    for first in _words("north river copper alder quiet lumen harbor stone velvet tide amber orbit")
    for second in _words("works wind field metrics labs bank press health freight line mill cloud")
)

_ABOUT = (
    "The plan",
    "Our meeting on Tuesday",
    "The figure you asked for",
    "The draft contract",
    "A colleague in the other office",
    "The second half of the budget",
    "My note on hiring",
    "Lunch near the station",
    "Her report on storage",
    "The list of open questions",
)
_DOES = (
    "moves to",
    "needs one more look before",
    "depends on",
    "was changed after",
    "replaces",
    "leaves out",
    "can wait until",
)
_WHAT = (
    "the end of the month",
    "what we said at 14:30",
    "the people who run the plant",
    "your question about access",
    "the pilot in three towns",
    "a much simpler version",
    "the numbers from spring",
    "the part nobody likes",
)
_CLOSING = ("Tell me if that is wrong.", "More soon.", "See https://plan.example/notes for the rest.")

SENTENCES = tuple(
    f"{about} {does} {what}. {closing}"
    for about in _ABOUT
    for does in _DOES
    for what in _WHAT
    for closing in _CLOSING
)
