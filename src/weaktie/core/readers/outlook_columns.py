"""Outlook's and Thunderbird's names of the same columns, in the languages in which they are written.

German, French, Spanish and Italian are the names that Microsoft's own import of contacts accepts; Spanish
Outlook leaves some in English. Columns that are not kept (streets, notes, family) are not listed.
"""

from __future__ import annotations

from weaktie.core.readers.csv_table import plain

_NAMES = {
    "firstname": "Vorname|Prénom|Nombre|Nome|Given Name",
    "middlename": "Weitere Vornamen|Zweiter Vorname|Deuxième prénom|Segundo nombre|Secondo nome",
    "lastname": "Nachname|Nom|Apellidos|Cognome|Surname",
    "displayname": "Anzeigename|Nom à afficher",
    "nickname": "Spitzname|Surnom",
    "emailaddress": "E-Mail-Adresse|Adresse de messagerie|Dirección de correo electrónico"
    "|Indirizzo posta elettronica|Primary Email|Primäre E-Mail-Adresse",
    "email2address": "E-Mail 2: Adresse|Adresse de messagerie 2|Dirección de correo electrónico 2"
    "|Indirizzo posta elettronica 2|Secondary Email|Sekundäre E-Mail-Adresse",
    "email3address": "E-Mail 3: Adresse|Adresse de messagerie 3|Dirección del correo electrónico 3"
    "|Indirizzo posta elettronica 3",
    "emaildisplayname": "E-Mail: Angezeigter Name|Nom complet de l'adresse de messagerie"
    "|Nombre de pantalla de correo electrónico|Nome visualizzato posta elettronica",
    "email2displayname": "E-Mail 2: Angezeigter Name|Nom complet de l'adresse de messagerie 2"
    "|Nombre de pantalla de correo electrónico 2|Nome visualizzato posta elettronica 2",
    "email3displayname": "E-Mail 3: Angezeigter Name|Nom complet de l'adresse de messagerie 3"
    "|Nombre de pantalla de correo electrónico 3|Nome visualizzato posta elettronica 3",
    "company": "Firma|Société|Organización|Società|Organization|Organisation",
    "department": "Abteilung|Service|Reparto",
    "jobtitle": "Position|Puesto|Posizione",
    "mobilephone": "Mobiltelefon|Tél. mobile|Cellulare|Mobile Number",
    "businessphone": "Telefon geschäftlich|Téléphone (bureau)|Teléfono del trabajo|Ufficio|Work Phone",
    "businessphone2": "Telefon geschäftlich 2|Téléphone 2 (bureau)|Ufficio 2",
    "homephone": "Telefon privat|Téléphone (domicile)|Particular|Abitazione",
    "homephone2": "Telefon privat 2|Téléphone 2 (domicile)|Abitazione 2",
    "primaryphone": "Haupttelefon|Téléphone principal|Teléfono principal|Telefono principale",
    "otherphone": "Weiteres Telefon|Téléphone (autre)|Otro teléfono|Altro telefono",
    "homecity": "Ort privat|Ville (domicile)|Città (ab.)",
    "businesscity": "Ort geschäftlich|Ville (bureau)|Ciudad de trabajo|Città (uff.)|Work City",
    "birthday": "Geburtstag|Anniversaire|Compleanno",
    "categories": "Kategorien|Catégories|Categorías|Categorie",
    "webpage": "Webseite|Page Web|Página web|Pagina Web|Web Page 1",
    "personalwebpage": "Web Page 2",
    "birthyear": "Geburtsjahr",
    "birthmonth": "Geburtsmonat",
}

ALIASES = {plain(name): column for column, names in _NAMES.items() for name in names.split("|")}
"""From the plain form of each name to the plain English one."""

# A French header has Titre twice: the form of address first, the job later.
ALIASES["titre#2"] = "jobtitle"
