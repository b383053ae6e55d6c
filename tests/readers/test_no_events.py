"""Redirects and pages of several meanings are no events; everything that only resembles them is."""

from __future__ import annotations

from io import BytesIO

import pytest

from warcorpus.readers.door import Reject, read_documents

HEADER = "---\ntitle: Siege of Vane\nauthor: Wikipedia\n---\n\n"


def slug(text: str) -> str | None:
    """The slug of the reject that a text is, None if it is a record."""
    (outcome,) = read_documents([BytesIO(text.encode())])
    return outcome.problem.slug if isinstance(outcome, Reject) else None


@pytest.mark.parametrize(
    "text",
    [
        "#REDIRECT [[Siege of Orl]]",
        f"{HEADER}#REDIRECT [[Siege of Orl]]",
        f"{HEADER}# Redirect [[Siege of Orl]]\n",
        "#WEITERLEITUNG [[Belagerung von Orl]]",
        "#перенаправление [[Осада]]",
        f"{HEADER}**Siege of Vane** may refer to:\n\n* Siege of Vane (1702)\n* Siege (1799)\n",
        f"{HEADER}Vane can refer to\n\n## Places\n* a\n* b\n\n## See also\n* [[c]]\n",
        "= Vane =\n\nVane may also  refer to:\n- Siege of Vane (1702)\n- Siege of Vane (1799)\n",
        "= Vane (disambiguation) =\n\nThe name is borne by three towns.\n",
        "= Wane (Begriffsklärung) =\n\nWane steht für:\n- a\n",
    ],
)
def test_no_events(text: str) -> None:
    assert slug(text) == "not-an-event"


@pytest.mark.parametrize(
    "text",
    [
        "#redirected troops reached Orl before dawn, and the siege was lifted.",
        f"{HEADER}# Redirected columns\nThe second column came late.\n",
        f"{HEADER}Vane may refer to a town or to the battle that was fought there in 1702.\n",
        f"{HEADER}Vane may refer to:\n\n* the town\n",
        f"{HEADER}Vane may refer to:\n\n* the town\n* the siege\n\nIt began in May 1702.\n",
        f"{HEADER}The units were:\n\n* the guard\n* the militia\n",
        "= Siege of Vane (1702) =\n\nIt began in May.\n",
        HEADER.replace("author", "infoboxes:\n  - date:\n      text: 1702\nauthor")
        + "Vane may refer to:\n\n* a\n* b\n",
        "#REDIRECT " + "A long report of a redirected march follows here. " * 10,
    ],
)
def test_events(text: str) -> None:
    assert slug(text) is None
