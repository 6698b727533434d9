"""Small files of every kind that is read, written for FUZZ-1. All people are made up."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile

from tests.core.transcripts import forms

_LETTERS = """From 1790@xxx Mon Mar 04 10:00:00 +0000 2019
X-GM-THRID: 1790
X-Gmail-Labels: Inbox,Important,=?UTF-8?Q?K=C3=B6ln?=
Delivered-To: ada@quill.example
Received: from mail.x.example by mx.quill.example; Mon, 4 Mar 2019 02:00:00 -0800 (PST)
From: =?utf-8?B?T21hciBIYWRkYWQ=?= <Omar.Haddad@x.example>
To: "Byron, Ada" <ada@quill.example>, Priya <priya@y.example>,
\t=?iso-8859-1?Q?J=F6rg_M=FCller?= <joerg@y.example>
Cc: undisclosed-recipients:;
Date: Mon, 4 Mar 2019 11:00:00 +0100 (CET)
Message-ID: <a1@x.example>
Subject: Bridges
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b1"

--b1
Content-Type: text/plain; charset="utf-8"

Hello Ada
>From here on
--b1--

From - Tue Apr 02 09:00:00 2019
X-Mozilla-Status: 0001
From: ada@quill.example
To: Omar.Haddad@x.example
In-Reply-To: <a1@x.example>
References: <a1@x.example>
Date: 2 Apr 19 09:00 GMT
Message-ID: <a2@quill.example>

Yes

From list@z.example Wed May  1 08:00:00 2019
From: News <no-reply@z.example>
To: ada@quill.example
List-Id: <news.z.example>
Precedence: bulk
Auto-Submitted: auto-generated
Date: Wed, 1 May 2019 08:00:00 -0000
Message-ID: <n1@z.example>

Buy!

"""

_LETTER = _LETTERS.partition("\n")[2].partition("\nFrom -")[0]

_CARD_2 = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;Dr.;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg=
 M=C3=BCller
ORG:Northwind;Bridges
TITLE:Engineer
TEL;CELL;VOICE:+49 30 1234567
EMAIL;PREF;INTERNET:joerg@y.example
AGENT:
BEGIN:VCARD
VERSION:2.1
N:Agent;An
END:VCARD
PHOTO;JPEG;ENCODING=BASE64:
 /9j/4AAQSkZJRgABAQAAAQABAAD/2wBD
 AAgGBgcGBQgHBwcJCQgKDBQNDAsLDBk=

REV:20190304T100000Z
END:VCARD
"""

_CARD_3 = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Example//Address Book//EN
UID:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1
N:Raman;Priya;K.;Prof.;PhD
FN:Prof. Priya K. Raman\\, PhD
NICKNAME:Pri
X-MAIDENNAME:Rao
item1.EMAIL;type=INTERNET;type=pref:Priya@Y.example
item1.X-ABLabel:_$!<Work>!$_
TEL;type=CELL;waid=4930:+49 (30) 12345
ADR;type=HOME:;;Long Street 1;Köln;;50667;Germany
BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29
ORG:Northwind\\, Ltd.;Bridges
CATEGORIES:friends,myContacts
URL:https\\://www.linkedin.com/in/priya-raman
X-SOCIALPROFILE;type=linkedin:http://www.linkedin.com/in/priya-raman
NOTE:Long line folded in the mid
 dle\\nof a word
END:VCARD
"""

_CARD_4 = """BEGIN:VCARD
VERSION:4.0
KIND:individual
UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b2
FN;LANGUAGE=en;PREF=1:Cleo Okafor
N:Okafor;Cleo;;;
EMAIL;TYPE="work,home";PREF=1:cleo@z.example
TEL;VALUE=uri;TYPE="voice,cell":tel:+44-20-7946-0000
ORG;SORT-AS="Northwind":Northwind
TITLE;ALTID=1:Head of Bridges
BDAY:--0412
MEMBER:urn:uuid:1
END:VCARD
BEGIN:VCARD
VERSION:4.0
KIND:group
FN:Friends
END:VCARD
"""

_CALENDAR = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
METHOD:PUBLISH
X-WR-CALNAME:ada@quill.example
X-WR-TIMEZONE:Europe/Berlin
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:weekly@x.example
DTSTART;TZID=W. Europe Standard Time:20190304T100000
DTEND;TZID=W. Europe Standard Time:20190304T103000
RRULE:FREQ=WEEKLY;UNTIL=20190601T000000Z;BYDAY=MO,WE;WKST=SU
EXDATE;TZID=Europe/Berlin:20190311T100000,20190313T100000
RDATE;VALUE=DATE:20190501
ORGANIZER;CN=Omar Haddad:mailto:omar@x.example
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN="Raman; Pri
 ya":mailto:priya@y.example
ATTENDEE;CUTYPE=RESOURCE;CN=Room 1:mailto:room1@x.example
ATTENDEE;PARTSTAT=DECLINED:MAILTO:cleo@z.example
SUMMARY:Bridges\\, weekly
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT10M
REPEAT:2
DURATION:PT5M
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:weekly@x.example
RECURRENCE-ID;TZID=Europe/Berlin:20190318T100000
DTSTART:20190318T110000Z
DURATION:PT1H30M
ORGANIZER:mailto:omar@x.example
ATTENDEE:mailto:ada@quill.example
STATUS:CONFIRMED
SEQUENCE:1
END:VEVENT
BEGIN:VEVENT
UID:day@x.example
DTSTART;VALUE=DATE:20190401
DTEND;VALUE=DATE:20190402
RRULE:FREQ=YEARLY;COUNT=3
ATTENDEE;ROLE=OPT-PARTICIPANT:mailto:omar@x.example
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
"""

_NOTES = 'Notes:\n"When exporting your connection data, you may notice that some are missing."\n\n'
_LINKEDIN = {
    "Connections.csv": _NOTES
    + "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    + 'Omar,"Haddad, PhD",https://www.linkedin.com/in/omar-haddad,,Northwind,"Engineer, Bridges",05 '
    + "Jun 2024\n"
    + "Priya,Raman 🌍,https://www.linkedin.com/in/pr%C3%AFya,priya@y.example,,,29 Feb 2020\n,,,,,,01 "
    + "Jan 2019\n",
    "Connections 2018.csv": "First Name,Last Name,Email Address,Company,Position,Connected On\n"
    + 'Omar,Haddad,omar@x.example,Northwind,Engineer,"9/9/18, 9:32 AM"\n',
    "messages.csv": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE "
    + "URLS,DATE,SUBJECT,"
    + "CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT\n"
    + "2-a==,,Omar Haddad,https://www.linkedin.com/in/omar-haddad,Ada Byron,"
    + "https://www.linkedin.com/in/ada,"
    + '2024-03-04 10:00:00 UTC,,"<p>Hello, Ada</p>\nyes",INBOX,,No\n'
    + '2-a==,,Ada Byron,https://www.linkedin.com/in/ada,"Omar Haddad,Raman, Priya",'
    + '"https://www.linkedin.com/in/'
    + 'omar-haddad,https://www.linkedin.com/in/priya",2024-03-05 10:00:00 UTC,,ok,SENT,,true\n',
    "Invitations.csv": "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    + 'Ada Byron,Cleo Okafor,"9/9/24, 9:32\u202fAM",Hi,OUTGOING,https://www.linkedin.com/in/ada,'
    + "https://www.linkedin.com/in/cleo\n",
    "Positions.csv": "Company Name,Title,Description,Location,Started On,Finished On\n"
    + 'Northwind,Engineer,"I built\nbridges",Köln,Mar 2019,\nContoso,Intern,,,2016,2017\n',
    "Education.csv": "School Name,Start Date,End Date,Notes,Degree Name,Activities\nTU Berlin,2012,Jun "
    + "2016,,BSc,\n",
    "Profile.csv": "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip "
    + "Code,Geo Location,"
    + 'Twitter Handles,Websites,Instant Messengers\nAda,Byron,,,"Dec 10, 1990",Engineer,,,,"Berlin, '
    + 'Germany",,,\n',
    "Email Addresses.csv": "Email Address,Confirmed,Primary,Updated On\n"
    + 'ada@quill.example,Yes,Yes,"9/9/24, 9:32 AM"\n',
    "Recommendations_Received.csv": "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    + 'Omar,Haddad,Northwind,Engineer,"Ada is ""good""","03/22/24, 10:00 AM",VISIBLE\n',
    "Endorsement_Received_Info.csv": "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,"
    + "Endorser Public Url,Endorsement Status\n"
    + "2024/02/01 15:02:55 UTC,Bridges,Omar,Haddad,www.linkedin.com/in/omar-haddad,ACCEPTED\n",
    "Company Follows.csv": "Organization,Followed On\nNorthwind,Mon Jun 03 09:32:11 UTC 2024\n",
    "Saved Jobs.csv": "Saved Date,Job Url,Job Title,Company Name\n"
    + '"9/9/24, 9:32 AM",http://www.linkedin.com/jobs/view/1,Engineer,Northwind\n',
    "Job Applications.csv": "Application Date,Contact Email,Contact Phone Number,Company Name,Job "
    + "Title,Job Url,"
    + "Resume Name,Question And Answers\n"
    + '"9/9/24, 9:32 AM",ada@quill.example,,Northwind,Engineer,http://www.linkedin.com/jobs/view/1,'
    + "cv.pdf,Q: A: |\n",
    "Contacts.csv": "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,"
    + "Sites,"
    + "InstantMessageHandles,FullName,Birthday,Location,BookmarkedAt,Profiles\n"
    + 'Phone,Cleo,Okafor,Contoso,,"cleo@z.example, c@z.example",+4420,"9/9/24, 9:32 AM",,,,Cleo Okafor,'
    + ",,,\n",
    "Skills.csv": "Name\nBridges\n",
}

_GOOGLE = {
    "google old.csv": "Name,Given Name,Additional Name,Family Name,Yomi Name,Nickname,Maiden Name,"
    + "Birthday,Notes,"
    + "Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Address 1 - City,"
    + "Organization 1 - Name,Organization 1 - Title,Organization 1 - Department,Website 1 - Value\n"
    + "Omar Haddad,Omar,,Haddad,,Om,, --03-01,,* myContacts ::: friends,* Work,omar@x.example ::: "
    + "o@x.example,Mobile,"
    + '+49 30 1 ::: +49 30 2,"Köln\nSüd",Northwind,Engineer,Bridges,'
    + "https\\://www.linkedin.com/in/omar-haddad\n",
    "google new.csv": "First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,"
    + "Nickname,File As,"
    + "Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail "
    + "1 - Label,"
    + "E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Event 1 - Label,Event 1 - Value\n"
    + "Priya,,Raman,,Dr.,,,,Northwind,Engineer,,1985-06-12,,,* myContacts,* ,priya@y.example,,030 1,,\n"
    + "cleo@z.example,,,,,,,,,,,,,,* Other Contacts,,,,,,\n",
}

_OUTLOOK = {
    "classic.csv": '"Title","First Name","Middle Name","Last Name","Suffix","Company","Department",'
    + '"Job Title",'
    + '"Business City","Home City","Business Phone","Home Phone","Mobile Phone","Birthday",'
    + '"Categories","E-mail Address",'
    + '"E-mail Type","E-mail Display Name","Notes","Web Page"\r\n'
    + '"","Jörg","","Müller","","Northwind","Bridges","Engineer","Köln","","+49 30 1","","","0/0/00",'
    + '"friends;work",'
    + '"/o=Ex/ou=First/cn=Recipients/cn=joerg","EX","Jörg Müller (joerg@y.example)","two\r\nlines",""\r\n',
    "thunderbird.csv": "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,"
    + "Screen Name,Work Phone,"
    + "Home Phone,Mobile Number,Work City,Job Title,Department,Organization,Birth Year,Birth Month,"
    + "Birth Day,Notes\n"
    + "Cleo,Okafor,Cleo Okafor,,cleo@z.example,c@z.example,,+4420,,,London,Head,Bridges,Contoso,1990,2,"
    + "29,\n",
}


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def _tgz(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as made:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            made.addfile(entry, io.BytesIO(content))
    return gzip.compress(out.getvalue(), mtime=0)


def _seeds(files: dict[str, str], *codes: str) -> list[tuple[str, bytes]]:
    """Return files in UTF-8 and in other encodings, as far as those have the characters."""
    return [
        (name, text.encode(code, "replace")) for name, text in files.items() for code in ("utf-8", *codes)
    ]


_CARDS = {"2.vcf": _CARD_2, "3.vcf": _CARD_3, "4.vcf": _CARD_4, "all.vcf": _CARD_2 + _CARD_3 + _CARD_4}
_MAIL = _LETTERS.encode()
_TAKEOUT = {
    "Takeout/Mail/All mail.mbox": _MAIL,
    "Takeout/Calendar/a.ics": _CALENDAR.encode(),
    "Takeout/Contacts/a.vcf": _CARD_3.encode(),
}

SEEDS: dict[str, list[tuple[str, bytes]]] = {
    "mail": [("All mail.mbox", _MAIL), ("INBOX", _LETTERS.encode("latin-1")), ("one.eml", _LETTER.encode())],
    "vcard": _seeds(_CARDS, "cp1252"),
    "calendar": _seeds({"ada.ics": _CALENDAR, "crlf.ics": _CALENDAR.replace("\n", "\r\n")}),
    "linkedin": _seeds(_LINKEDIN, "utf-16", "cp1252"),
    "google_contacts": _seeds(_GOOGLE, "utf-16"),
    "outlook_contacts": _seeds(_OUTLOOK, "cp1252"),
    "transcripts": _seeds(forms.ALL, "utf-16", "cp1252"),
    "archive": [
        ("Basic_LinkedInDataExport.zip", _zip({name: text.encode() for name, text in _LINKEDIN.items()})),
        ("takeout.zip", _zip(_TAKEOUT)),
        ("takeout.tgz", _tgz(_TAKEOUT)),
        ("mail.mbox.gz", gzip.compress(_MAIL, mtime=0)),
    ],
}
"""Names and contents by the reader that they are for; `archive` is for all of them."""
