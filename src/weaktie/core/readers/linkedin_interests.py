"""Employers the owner of a LinkedIn export follows, has saved jobs of, or has applied to."""

from __future__ import annotations

from collections.abc import Iterator

from weaktie.core.readers.contact_fields import is_web_address
from weaktie.core.readers.csv_table import Line
from weaktie.core.readers.table_reading import Reading
from weaktie.core.rows import Interest, Row, Skip

_URL_LIMIT = 500


class _Interests(Reading):
    """What the three files share; `employer` is the column with the employer's name."""

    employer = "companyname"
    how = ""

    def take(self, line: Line) -> Iterator[Row]:
        """Yield one interest."""
        organisation = line.text(self.employer)
        if not organisation:
            yield Skip(line.where, "It names no employer; the row is left out.")
            return

        on, skips = self.day(line, "the employer is in, without the date")
        yield from skips
        url = line.text("joburl", _URL_LIMIT)
        yield Interest(
            where=line.where,
            organisation=organisation,
            how=self.how,
            title=line.text("jobtitle"),
            url=url if is_web_address(url) else "",
            on=on,
        )


class CompanyFollows(_Interests):
    """Company Follows.csv."""

    dated = "followedon"
    employer = "organization"
    how = "follows"


class SavedJobs(_Interests):
    """Jobs/Saved Jobs.csv, also numbered."""

    dated = "saveddate"
    how = "saved"


class JobApplications(_Interests):
    """Jobs/Job Applications.csv, also numbered."""

    dated = "applicationdate"
    how = "applied"
