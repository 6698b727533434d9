"""Made-up people for made-up address books and calendars."""

from __future__ import annotations

from dataclasses import dataclass

from weaktie.core.rows import Contact, Stint

FIELDS = (
    *("name", "given", "family", "nickname", "emails", "profile"),
    *("urls", "phones", "work", "groups", "born", "place"),
)


@dataclass(frozen=True, slots=True)
class Someone:
    """A made-up person and all that any of the dialects says of them."""

    given: str
    family: str
    number: int
    company: str
    title: str
    town: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def department(self) -> str:
        return "Research & Design" if self.number % 2 else "Sales, North"

    @property
    def email(self) -> str:
        return f"contact{self.number}@northwind.example"

    @property
    def second(self) -> str:
        return f"contact{self.number}@post.example"

    @property
    def phone(self) -> str:
        return f"+49 30 5550{self.number:03d}"

    @property
    def nickname(self) -> str:
        return f"Nick{self.number}"

    @property
    def slug(self) -> str:
        return f"contact-{self.number}"

    @property
    def site(self) -> str:
        return f"https://contact{self.number}.example/about?me=1"

    @property
    def group(self) -> str:
        return "Book club" if self.number % 3 else "Choir, north"

    @property
    def born(self) -> str:
        return f"19{70 + self.number}-0{1 + self.number % 9}-1{self.number % 10}"

    @property
    def uid(self) -> str:
        return f"a1b2c3d4-0000-4000-8000-{self.number:012d}"

    def truth(self, holds: str) -> Contact:
        """Return the contact that a dialect holding these fields describes."""
        told = set(holds.split())
        return Contact(
            where="",
            key=f"uid:{self.uid}" if "uid" in told else "",
            name=self.name,
            given=self.given,
            family=self.family,
            nickname=self.nickname if "nickname" in told else "",
            emails=(self.email, self.second) if "second" in told else (self.email,),
            profile=self.slug if "profile" in told else "",
            urls=(self.site,) if "site" in told else (),
            phones=(self.phone,),
            work=(Stint(self.company, self.title, self.department if "department" in told else ""),),
            groups=(self.group,) if "group" in told else (),
            born=self.born if "born" in told else "",
            place=self.town if "town" in told else "",
        )


LATIN = (
    Someone("Omar", "Haddad", 1, "Northwind", "Buyer", "Leeds"),
    Someone("Priya", "Rao", 2, "Acme, Inc.", "VP, Sales & Ops", "Pune"),
    Someone("Jürgen", "Groß", 3, "Groß & Söhne GmbH", "Geschäftsführer", "Köln"),
    Someone("Zoë", "O'Neill-Smith", 4, "Société Générique", "Ingénieur", "Málaga"),
    Someone("Anne Marie", "van der Berg", 5, "Contoso B.V.", 'Chief "Fun"', "Den Haag"),
)
WORLD = (
    *LATIN,
    Someone("Ngọc Hà", "Nguyễn", 6, "Hà Nội Cà Phê", "Giám đốc", "Hà Nội"),
    Someone("Анна", "Петрова", 7, "Ромашка", "Инженер", "Пермь"),
    Someone("小明", "王", 8, "北风公司", "工程师", "上海"),
)
# In Shift_JIS the second byte of 十, ソ, 能 and 表 is that of a backslash.
JAPAN = (
    Someone("太郎", "山田", 9, "北風商事", "部長", "大阪"),
    Someone("ソフィア", "佐藤", 10, "表計算ソフト", "能力開発", "十日町"),
)
