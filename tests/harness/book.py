"""Files of one small life, and the moves that a seeker can make in her book: for the harnesses."""

from __future__ import annotations

from tests.people import CARDS, MAILBOX, connections, mail

ROWS = {
    "omar": "Omar,Haddad,https://www.linkedin.com/in/omarhaddad,omar@northwind.example,Northwind,Planner,"
    "05 Jun 2021",
    "omar moved": "Omar,Haddad,https://www.linkedin.com/in/omarhaddad,,Harrow Grid,Head,05 Jun 2021",
    "omar's namesake": "Omar,Haddad,https://www.linkedin.com/in/omar-haddad-77,,Brannock,Driver,09 Sep 2020",
    "priya": "Priya,Raman,https://www.linkedin.com/in/priyaraman,,Harrow Grid,Forecaster,12 Mar 2019",
    "lucja": "Łucja,Śliwińska,https://www.linkedin.com/in/lucja,,Tidewell Energy,Analyst,01 Feb 2018",
    "zoe": "Zoe,Lund,https://www.linkedin.com/in/zoe,,Brannock,Clerk,01 Nov 2026",
}
THREAD = "".join(
    f"From x Mon Jan  1 00:00:00 2024\nFrom: Ada Quill <ada@quill.example>\n"
    f"To: omar@northwind.example, Priya Raman <priya@harrow.example>, zoe@lund.example\n"
    f"Date: {day:02} Oct 2026 09:00:00 +0000\nMessage-ID: <thread{day}@mail.example>\n\nx\n\n"
    for day in (1, 5, 9)
)
PROFILE = """First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code
Ada,Quill,,,,Engineer,,,
"""
POSITIONS = """Company Name,Title,Description,Location,Started On,Finished On
Northwind,Engineer,,,Jan 2015,Dec 2019
"""
SAVED = """Company Name,Job Title,Job Url,Saved Date
Northwind,Grid planner,https://jobs.example/1,1/2/26
"""

FILES = {
    "old connections": {"Connections_csv": connections(ROWS["omar"], ROWS["omar's namesake"], ROWS["priya"])},
    "new connections": {
        "Connections_csv": connections(
            ROWS["zoe"], ROWS["priya"], ROWS["omar moved"], ROWS["lucja"], ROWS["omar's namesake"]
        )
    },
    "cards": {"cards_vcf": CARDS},
    "mail": {"mail_mbox": MAILBOX},
    "more mail": {
        "sent_mbox": mail(2, "omar@northwind.example", "ada@quill.example", "Tue, 07 May 2024", "Omar Haddad")
        + mail(71, "ada@quill.example", "zoe@lund.example", "Mon, 02 Nov 2026", "Ada Quill")
        + THREAD
    },
    "herself": {"Profile_csv": PROFILE, "Positions_csv": POSITIONS, "saved_csv": SAVED},
}
