"""What must be so before somebody stands in the register."""

from dataclasses import dataclass
from datetime import date

from banyan.domains.services.rules.ages import AgeLimits, needs_guardian
from banyan.foundation import identity_card
from banyan.foundation.refusal import Refused, Sentence, noop, sentence

ID_CARD = "id_card"


@dataclass(frozen=True)
class Person:
    """What is judged of a registration."""

    born_on: date | None
    sex: str = ""
    document: str = ""
    id_number: str = ""
    guardian_name: str = ""


def check_person(person: Person, today: date, limits: AgeLimits) -> None:
    """Born before today, and a child with a guardian."""
    problems: dict[str, str | Sentence] = {}
    if person.born_on and person.born_on > today:
        problems["born_on"] = noop("This day has not come yet.")
    if needs_guardian(birth_of(person), today, limits) and not person.guardian_name.strip():
        words = noop("A child under %(age)s is registered with a guardian.")
        problems["guardian_name"] = sentence(words, age=limits.guardian_below)
    if problems:
        raise Refused(problems, code="guardian_missing" if "guardian_name" in problems else "future_date")


def masked(number: str) -> str:
    """A number with only its last four places legible; a short one shows nothing of itself."""
    return "＊" * 4 + number[-4:] if len(number) > 6 else "＊" * len(number)


def birth_of(person: Person) -> date | None:
    """The birth date as registered; where none is, the one in the identity number."""
    if person.born_on or person.document not in (ID_CARD, "") or not person.id_number:
        return person.born_on
    return identity_card.check(person.id_number).birth


def remarks(person: Person) -> list[Sentence]:
    """What somebody should ask about: the identity number says another birth date or the other sex."""
    if person.document not in (ID_CARD, "") or not person.id_number:
        return []
    card = identity_card.check(person.id_number)
    found = []
    if card.birth and person.born_on and card.birth != person.born_on:
        found.append(sentence(noop("The identity number says %(birth)s."), birth=card.birth.isoformat()))
    if card.sex and person.sex and card.sex != person.sex:
        found.append(sentence(noop("The identity number says the other sex.")))
    return found
