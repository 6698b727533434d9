"""Address books, made up: LinkedIn's imported contacts, Google's and Outlook's CSV, Thunderbird."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from tests.core.readers.dialects import Dialect, Someone, american_minute, cast, moments, written

from weaktie.core.rows import Contact

GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,"
    "Additional Name Yomi,Family Name Yomi,Name Prefix,Name Suffix,Initials,Nickname,"
    "Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,Directory Server,"
    "Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,Notes,Language,Photo,"
    "Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,"
    "Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Address 1 - Type,"
    "Address 1 - Formatted,Address 1 - Street,Address 1 - City,Organization 1 - Type,"
    "Organization 1 - Name,Organization 1 - Title,Website 1 - Type,Website 1 - Value"
)
GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,"
    "Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,"
    "Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,"
    "E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,"
    "Phone 2 - Label,Phone 2 - Value,Address 1 - Label,Address 1 - Formatted,"
    "Address 1 - Street,Address 1 - City,Relation 1 - Label,Relation 1 - Value,"
    "Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value,"
    "Custom Field 1 - Label,Custom Field 1 - Value"
)
OUTLOOK = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,"
    "Business Street,Business Street 2,Business City,Business State,Business Postal Code,"
    "Business Country/Region,Home Street,Home City,Home Country/Region,Assistant's Phone,"
    "Business Fax,Business Phone,Business Phone 2,Company Main Phone,Home Phone,Mobile Phone,"
    "Pager,Primary Phone,Account,Anniversary,Birthday,Categories,Children,E-mail Address,"
    "E-mail Type,E-mail Display Name,E-mail 2 Address,E-mail 2 Type,E-mail 2 Display Name,"
    "Gender,Government ID Number,Hobby,Notes,Spouse,User 1,Web Page"
)
OUTLOOK_COM = (
    "First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,"
    "E-mail Address,E-mail 2 Address,E-mail 3 Address,Home Phone,Home Phone 2,Business Phone,"
    "Business Phone 2,Mobile Phone,Car Phone,Other Phone,Primary Phone,Pager,Business Fax,"
    "Company Main Phone,IMAddress,Job Title,Department,Company,Manager's Name,"
    "Assistant's Phone,Business City,Home City,Personal Web Page,Spouse,Schools,Hobby,Web Page,"
    "Birthday,Notes"
)
THUNDERBIRD = (
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,"
    "Work Phone,Home Phone,Fax Number,Pager Number,Mobile Number,Home Address,Home Address 2,"
    "Home City,Home State,Home ZipCode,Home Country,Work Address,Work City,Job Title,"
    "Department,Organization,Web Page 1,Web Page 2,Birth Year,Birth Month,Birth Day,Custom 1,"
    "Notes,"
)
GERMAN = (
    "Anrede,Vorname,Weitere Vornamen,Nachname,Suffix,Firma,Abteilung,Position,"
    "Straße geschäftlich,Ort geschäftlich,Ort privat,Telefon Assistent,Fax geschäftlich,"
    "Telefon geschäftlich,Telefon Firma,Telefon privat,Mobiltelefon,Geburtstag,Geschlecht,"
    "Kategorien,Kinder,E-Mail-Adresse,E-Mail-Typ,E-Mail: Angezeigter Name,E-Mail 2: Adresse,"
    "Notizen,Webseite"
)
FRENCH = (
    "Titre,Prénom,Deuxième prénom,Nom,Suffixe,Société,Service,Titre,Rue (bureau),"
    "Ville (bureau),Ville (domicile),Téléphone de l'assistant(e),Télécopie (bureau),"
    "Téléphone (bureau),Téléphone société,Téléphone (domicile),Tél. mobile,Anniversaire,Sexe,"
    "Catégories,Enfants,Adresse de messagerie,Type de messagerie,"
    "Nom complet de l'adresse de messagerie,Adresse de messagerie 2,Notes,Page Web"
)
SPANISH = (
    "Title,Nombre,Segundo nombre,Apellidos,Suffix,Organización,Department,Puesto,"
    "Calle del trabajo,Ciudad de trabajo,Home City,Assistant's Phone,Business Fax,"
    "Teléfono del trabajo,Número de centralita de la organización,Particular,Mobile Phone,"
    "Birthday,Género,Categorías,Hijos,E-mail Address,E-mail Type,"
    "Nombre de pantalla de correo electrónico,Dirección de correo electrónico 2,Notes,"
    "Página web"
)
ITALIAN = (
    "Titolo,Nome,Secondo nome,Cognome,Titolo straniero,Società,Reparto,Posizione,Via (uff.),"
    "Città (uff.),Città (ab.),Telefono assistente,Fax (uff.),Ufficio,"
    "Telefono principale società,Abitazione,Cellulare,Compleanno,Sesso,Categorie,Figli,"
    "Indirizzo posta elettronica,Tipo posta elettronica,Nome visualizzato posta elettronica,"
    "Indirizzo posta elettronica 2,Notes,Pagina Web"
)
_PRIVATE = "never to be kept"
_PRIVATE_COLUMNS = (
    *("Notes", "Notizen", "Spouse", "Children", "Kinder", "Enfants", "Hijos", "Figli", "Hobby"),
    *("Gender", "Geschlecht", "Sexe", "Género", "Sesso", "Government", "Street", "Fax"),
)


def _rows(
    people: list[Someone], header: str, cells: Callable[[Someone], Mapping[str, str]]
) -> list[list[str]]:
    columns = header.split(",")
    rows = [columns]
    for one in people:
        given = cells(one)
        row = [given.get(column, "") for column in columns]
        # Notes, faxes, families and numbers of the state stand in every file, and none may come out.
        rows.append(
            [
                cell or (_PRIVATE if _is_private(column) else "")
                for cell, column in zip(row, columns, strict=True)
            ]
        )
    return rows


def _is_private(column: str) -> bool:
    return any(mark in column for mark in _PRIVATE_COLUMNS)


def _truth(one: Someone, **other: object) -> Contact:
    emails = tuple(filter(None, (one.email, one.second_email)))
    base = Contact("", "", one.name, given=one.given, family=one.family, emails=emails, phones=(one.phone,))
    return replace(
        base,
        work=one.work,
        profile=one.slug,
        born=one.born.isoformat(),
        place=one.town,
        **other,
    )


def google() -> list[Dialect]:
    """Both families of Google's CSV."""

    def old(one: Someone) -> dict[str, str]:
        return {
            "Name": one.name,
            "Given Name": one.given,
            "Family Name": one.family,
            "Birthday": one.born.isoformat(),
            "Group Membership": "* myContacts ::: * starred ::: Alumni",
            "E-mail 1 - Type": "* Work",
            "E-mail 1 - Value": " ::: ".join(filter(None, (one.email, one.second_email))),
            "Phone 1 - Type": "Mobile",
            "Phone 1 - Value": one.phone,
            "Phone 2 - Type": "Work Fax",
            "Phone 2 - Value": "+1 555",
            "Address 1 - Formatted": f"1 Main St\n{one.town}",
            "Address 1 - Street": "1 Main St",
            "Address 1 - City": one.town,
            "Organization 1 - Name": one.company,
            "Organization 1 - Title": one.title,
            "Website 1 - Value": f"https\\://www.linkedin.com/in/{one.url.rpartition('/')[2]} ::: {one.site}",
        }

    def new(one: Someone) -> dict[str, str]:
        return {
            "First Name": one.given,
            "Last Name": one.family,
            "Birthday": one.born.isoformat(),
            "Labels": "Alumni ::: * myContacts",
            "Organization Name": one.company,
            "Organization Title": one.title,
            "E-mail 1 - Label": "* ",
            "E-mail 1 - Value": one.email,
            "E-mail 2 - Value": one.second_email,
            "Phone 1 - Label": "Work Fax",
            "Phone 1 - Value": "+1 555",
            "Phone 2 - Value": one.phone,
            "Address 1 - City": one.town,
            "Website 1 - Value": f"{one.url} ::: {one.site}",
            "Custom Field 1 - Value": "77",
            "Event 1 - Value": "2020-02-29",
        }

    def book(title: str, seed: int, header: str, **habits: object) -> Dialect:
        people = cast(seed)
        is_old = header.startswith("Name,")
        groups = ("starred", "Alumni") if is_old else ("Alumni",)
        kept = [column for column in header.split(",") if column]
        has = {
            "site": any("Website" in column for column in kept),
            "town": any("City" in column for column in kept),
        }
        truth = tuple(
            replace(
                _truth(one, groups=groups),
                urls=(one.site,) if has["site"] else (),
                profile=one.slug if has["site"] else "",
                place=one.town if has["town"] else "",
            )
            for one in people
        )
        raw = written(_rows(people, header, old if is_old else new), **habits)
        kind = "google_contacts_old" if is_old else "google_contacts"
        return Dialect(f"Google, {title}", "contacts.csv", raw, kind, truth)

    short = GOOGLE_NEW.partition(",Address 1")[0]
    return [
        book("until 2024", 90, GOOGLE_OLD),
        book("until 2018, without Language and Photo", 91, GOOGLE_OLD.replace("Language,Photo,", "")),
        book("early, UTF-16", 92, GOOGLE_OLD, encoding="utf-16"),
        book("since 2024", 93, GOOGLE_NEW),
        book("since 2024, few columns", 94, short),
        book(
            "since 2024, from a spreadsheet", 95, GOOGLE_NEW, delimiter=";", encoding="cp1252", newline="\r\n"
        ),
    ]


def outlook() -> list[Dialect]:
    """Outlook's four forms, its languages, LinkedIn's form of 2017, and Thunderbird."""

    def american(day: date) -> str:
        return f"{day.month}/{day.day}/{day.year}"

    def english(one: Someone, shape: Callable[[date], str]) -> dict[str, str]:
        return {
            "First Name": one.given,
            "Last Name": one.family,
            "Company": one.company,
            "Job Title": one.title,
            "Home City": one.town,
            "Mobile Phone": one.phone,
            "Birthday": shape(one.born),
            "Anniversary": "0/0/00",
            "Company Main Phone": "+1 555",
            "Assistant's Phone": "+1 556",
            "E-mail Address": one.email,
            "E-mail Type": "SMTP",
            "E-mail Display Name": f"{one.name} ({one.email})",
            "Web Page": one.url,
            "E-mail 2 Address": one.second_email or "/o=Labs/ou=Group/cn=Recipients/cn=abc",
            "Categories": "myContacts;Alumni",
            "Notes": "line one\r\nline two",
        }

    def book(
        title: str, seed: int, header: str, shape: Callable[[date], str] = american, **habits: object
    ) -> Dialect:
        people = cast(seed)
        rows = _rows(people, header, lambda one: english(one, shape))
        groups = ("Alumni",) if "Categories" in header else ()
        truth = tuple(_truth(one, groups=groups) for one in people)
        return Dialect(
            f"Outlook, {title}", "contacts.csv", written(rows, **habits), "outlook_contacts", truth
        )

    def local(title: str, seed: int, header: str, shape: Callable[[date], str], **habits: object) -> Dialect:
        # The columns of the four languages stand in one order, which this is in English.
        order = (
            "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,"
            "Business Street,Business City,Home City,Assistant's Phone,Business Fax,"
            "Business Phone,Company Main Phone,Home Phone,Mobile Phone,Birthday,Gender,"
            "Categories,Children,E-mail Address,E-mail Type,E-mail Display Name,"
            "E-mail 2 Address,Notes,Web Page"
        )
        book_ = book(title, seed, order, shape)
        rows = _rows(cast(seed), order, lambda one: english(one, shape))
        rows[0] = header.split(",")
        return replace(book_, raw=written(rows, **habits))

    def bird(one: Someone) -> dict[str, str]:
        return {
            "First Name": one.given,
            "Last Name": one.family,
            "Display Name": one.name,
            "Primary Email": one.email,
            "Secondary Email": one.second_email,
            "Mobile Number": one.phone,
            "Home City": one.town,
            "Job Title": one.title,
            "Organization": one.company,
            "Organisation": one.company,
            "Web Page 1": one.url,
            "Birth Year": str(one.born.year),
            "Birth Month": str(one.born.month),
            "Birth Day": str(one.born.day),
        }

    def thunderbird(title: str, seed: int, header: str) -> Dialect:
        people = cast(seed)
        truth = tuple(map(_truth, people))
        raw = written(_rows(people, header, bird))
        return Dialect(f"Thunderbird, {title}", "book.csv", raw, "thunderbird_contacts", truth)

    def points(day: date) -> str:
        return f"{day:%d.%m.%Y}"

    def slashes(day: date) -> str:
        return f"{day:%d/%m/%Y}"

    windows = {"encoding": "cp1252", "newline": "\r\n", "quoting": csv.QUOTE_ALL}
    british = OUTLOOK.replace("Country/Region", "Country")
    return [
        book("classic", 100, OUTLOOK, **windows),
        book("2003 to 2010, British", 101, british, slashes, **windows),
        book("365", 102, OUTLOOK, quoting=csv.QUOTE_ALL, encoding="utf-8-sig", newline="\r\n"),
        book("Outlook.com", 103, OUTLOOK_COM, newline="\r\n"),
        book("Outlook.com with Categories", 104, f"{OUTLOOK_COM},Categories", newline="\r\n"),
        book("written by Google", 105, f"{OUTLOOK_COM},Initials,Language,Internet Free Busy,Categories"),
        book("written by LinkedIn until 2017", 106, OUTLOOK, quoting=csv.QUOTE_ALL),
        local("German", 107, GERMAN, points, **{**windows, "delimiter": ";"}),
        local("French", 108, FRENCH, slashes, **windows),
        local("Spanish", 109, SPANISH, slashes, **windows),
        local("Italian", 110, ITALIAN, slashes, **windows),
        thunderbird("American", 111, THUNDERBIRD),
        thunderbird("British", 112, THUNDERBIRD.replace("Organization", "Organisation")),
    ]


def imported() -> list[Dialect]:
    """What LinkedIn exports of an address book once given to it, in three layouts."""
    headers = {
        "2018": (
            "First Name,Last Name,Companies,Title,Email Address,Phone Numbers,Created At,"
            "Instant Message Handles,Addresses,Sites,Full Name,Birthday,Location,Bookmarked At,"
            "Profiles"
        ),
        "2024": (
            "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,"
            "Sites,InstantMessageHandles,FullName,Birthday,Location,BookmarkedAt,Profiles"
        ),
        "2025": (
            "FirstName,MiddleName,LastName,MaidenName,NickName,NamePrefix,NameSuffix,Title,Emails,"
            "PhoneNumbers,CreatedAt,UpdatedAt,CountryCode,RegionCode,ThirdPartyVerified,Location"
        ),
    }
    created = american_minute(moments(1, 1)[0])

    def cells(one: Someone) -> dict[str, str]:
        values = {
            "firstname": one.given,
            "lastname": one.family,
            "companies": one.company,
            "title": one.title,
            "emails": ", ".join(filter(None, (one.email, one.second_email))),
            "emailaddress": one.email,
            "phonenumbers": one.phone,
            "createdat": created,
            "birthday": one.born.isoformat(),
            "location": f"{one.town}, Somewhere",
            "profiles": one.url,
            "sites": one.site,
        }
        columns = ",".join(headers.values()).split(",")
        return {column: values.get(column.replace(" ", "").lower(), "") for column in columns}

    def book(year: str, header: str) -> Dialect:
        people = cast(int(year))
        has = {column.replace(" ", "").lower() for column in header.split(",")}
        truth = tuple(
            replace(
                _truth(one),
                emails=tuple(filter(None, (one.email, one.second_email if "emails" in has else ""))),
                work=one.work if "companies" in has else (),
                profile=one.slug if "profiles" in has else "",
                urls=(one.site,) if "sites" in has else (),
                born=one.born.isoformat() if "birthday" in has else "",
            )
            for one in people
        )
        raw = written(_rows(people, header, cells))
        return Dialect(f"Imported contacts, {year}", "Contacts.csv", raw, "linkedin_imported_contacts", truth)

    return [book(year, header) for year, header in headers.items()]
