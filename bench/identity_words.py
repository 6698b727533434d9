"""The stock of words from which fictional people and employers are put together."""

from __future__ import annotations

_GIVEN = """
Robert William Elizabeth Katherine Michael Alexander Anna Maria José Francisco Margaret Thomas Andrew
Katarzyna Małgorzata Johannes Sebastian Christopher Jennifer Daniel Benjamin Susan Patricia Nicholas Ada
Omar Priya Mei Yuki Fatima Hassan Ingrid Søren Lars Giulia Matteo Chloé Élodie Noah Liam Emma Olivia
Sofia Lucas Hugo Nina Clara Jonas Felix Paula Marta Jakub Piotr Agnieszka Tomasz Ewa Zofia Andrei Elena
Dmitri Olga Sergei Natalia Ravi Anjali Vikram Deepa Arjun Sunita Wei Jing Hao Min Hiroshi Kenji Aiko
Ahmed Youssef Leila Amina Kwame Ama Chidi Ngozi Thabo Lerato João Beatriz Tiago Inês Carlos Lucía Pablo
Carmen Diego Valentina Björn Astrid Erik Freja Åsa Håkon Solveig Jürgen Günther Ursula Sabine Dieter
Heike Pieter Femke Joost Sanne Luc Amélie François Béatrice Rhys Siobhán Seán Niamh Owen Gareth Fiona
Callum Isla Ewan Harriet George Charlotte Edward Victoria Henry Eleanor Arthur Florence Samuel Grace
"""
_FAMILY = """
Smith Johnson Brown Taylor Wilson Davies Evans Thomas Roberts Walker Wright Hall Green Baker Clarke
Kowalski Nowak Wiśniewski Wójcik Lewandowski Zieliński Müller Schmidt Schneider Fischer Weber Wagner
Becker Schäfer Köhler García Martínez López Sánchez Pérez Gómez Fernández Ruiz Hernández Díaz Silva
Santos Ferreira Costa Oliveira Rossi Ferrari Esposito Bianchi Romano Colombo Dubois Durand Leroy Moreau
Lefèvre Fournier Girard Jensen Nielsen Sørensen Andersen Åkesson Lindqvist Bergström Johansson Eriksson
Virtanen Korhonen Ivanov Petrov Volkov Sokolov Popescu Ionescu Novák Dvořák Horváth Nagy Papadopoulos
Nikolaidis Yılmaz Demir Kaya Öztürk Khan Ahmed Hussain Ali Rahman Singh Patel Sharma Gupta Iyer Nair
Reddy Chen Wang Li Zhang Liu Nguyen Tran Kim Park Lee Tanaka Suzuki Watanabe Sato Okafor Adeyemi Mensah
Nkosi Dlamini Haddad Khoury Mansour Cohen Levi O'Brien O'Connor Murphy Kelly Byrne McDonald MacLeod
Campbell Stewart Quill Larkin Ashdown Fenwick Thackeray Wetherby Holloway Pemberton Ravenscroft
Winterbourne Oakeshott Merriweather Kestrel Hathersage Lockwood Marchbanks Tolliver Vanterpool
Brightwater Underhill Stonebridge Fairweather Goldsworthy Halloran Jellicoe Kingsolver Lovelock
"""
_FAMILY_STARTS = """
Al Bar Cor Dun El Far Gal Hol Is Jar Kel Lor Mar Nor Or Pel Quen Ras Sel Tor Ul Ver Wal Yar Zel
"""
_FAMILY_ENDS = """
ander berg by croft dale den field ford grove ham hurst ińska ley man mere mont ović sen son stad
"""
_EMPLOYERS = """
larkspur foods, northwind traders, bluebird analytics, harbour health, copperfield bank, meridian rail,
tidewater energy, juniper software, saltmarsh media, granite insurance, willow architects, osprey
robotics, lantern schools, peregrine consulting, sandpiper logistics, hazel labs, foxglove pharma,
marble & sons, kingfisher telecom, thistle wind, ember games, quarry partners, orchard housing, velvet
hotels, cobalt mining, heron aviation, bramble outdoor, pebble payments, alder research, mistral
shipping
"""
_EMPLOYER_STARTS = """
amber birch cedar delta ember fjord globe haven iris jade karst lumen maple nova onyx prism
"""
_EMPLOYER_ENDS = """
works group studio systems care motors textiles dairy press optics capital farms tools games
"""
_TITLES = """
Data Engineer, Account Manager, Product Manager, Nurse, Designer, Analyst, Software Engineer, Head of
Sales, Consultant, Recruiter, Researcher, Operations Lead, Teacher, Controller, Lawyer, Editor
"""
_TOWNS = """
Lisbon, Leeds, Kraków, Porto, Lyon, Graz, Turin, Ghent, Aarhus, Bergen, Cork, Bristol, Basel, Sofia,
Gdańsk, Malmö
"""
_HANDLES = """
sunny moss tiger kite otter ginger comet maple pixel raven bistro velo tango cello
"""
_NICKNAMES = """
Robert: Bob Rob Bobby; William: Bill Will Liam; Elizabeth: Liz Beth Lizzie; Katherine: Kate Kathy;
Michael: Mike Mick; Alexander: Alex Sasha; Anna: Ania Annie; José: Pepe; Francisco: Paco; Margaret:
Peggy Maggie; Thomas: Tom; Andrew: Andy Drew; Katarzyna: Kasia; Małgorzata: Gosia; Johannes: Hans;
Sebastian: Seb Basti; Christopher: Chris Kit; Jennifer: Jen; Daniel: Dan; Benjamin: Ben; Susan: Sue;
Patricia: Pat Trish; Nicholas: Nick; Tomasz: Tomek; Agnieszka: Aga; Zofia: Zosia; Dmitri: Dima; Natalia:
Natasha; Victoria: Vicky; Edward: Ted Ed; Charlotte: Lottie; Harriet: Hattie; Samuel: Sam; Eleanor: Nell
Ellie; Sofia: Sofi; Priya: Pri; Hiroshi: Hiro; Youssef: Joe; Omar: Ozzy; Ingrid: Inga
"""


def _list(words: str) -> list[str]:
    return [" ".join(word.split()) for word in words.split(",")]


GIVEN = _GIVEN.split()
FAMILY = _FAMILY.split()
MADE_UP_FAMILY = [start + end for start in _FAMILY_STARTS.split() for end in _FAMILY_ENDS.split()]
EMPLOYERS = _list(_EMPLOYERS)
MADE_UP_EMPLOYERS = [f"{start} {end}" for start in _EMPLOYER_STARTS.split() for end in _EMPLOYER_ENDS.split()]
TITLES = _list(_TITLES)
TOWNS = _list(_TOWNS)
SCHOOLS = [f"{town.lower()} university" for town in TOWNS] + ["harbour college", "lantern institute"]
HANDLES = _HANDLES.split()
NICKNAMES = {
    full.strip(): shorts.split() for full, _, shorts in (e.partition(":") for e in _NICKNAMES.split(";"))
}
CREDENTIALS = (
    ", PhD",
    ", MBA",
    " 🚀",
    " (She/Her)",
    " (he/him)",
    " | Hiring!",
    ", PMP®, CSM",
    " MSc",
    " ✨ Coach",
)
FREE_MAIL = ("gmail.example", "post.example", "webmail.example")
