"""How old somebody is on a day, and which band of the sign-in sheet that is."""

from dataclasses import dataclass
from datetime import date

BANDS = ((13, "0-13"), (17, "14-17"), (59, "18-59"), (79, "60-79"))
OLDEST_BAND = "80+"
BAND_NAMES = (*(name for _, name in BANDS), OLDEST_BAND)


@dataclass(frozen=True)
class AgeLimits:
    """The ages at which the law or the contract changes its mind, in full years."""

    guardian_below: int = 14
    adult_from: int = 18
    elder_from: int = 60

    @property
    def renewals(self) -> tuple[int, int]:
        """The birthdays on which a consent has to be asked for again."""
        return self.guardian_below, self.adult_from


def age_on(birth: date, on: date) -> int:
    """Full years on that day; somebody born on 29 February is a year older on 1 March of a common year."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def birthday(birth: date, age: int) -> date:
    """The day on which this person reaches an age."""
    year = birth.year + age
    try:
        return birth.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def band(age: int) -> str:
    """The age band of the sign-in sheet."""
    return next((name for last, name in BANDS if age <= last), OLDEST_BAND)


def needs_guardian(birth: date | None, on: date, limits: AgeLimits) -> bool:
    """Under this age a guardian decides (Personal Information Protection Law, article 31)."""
    return birth is not None and birth <= on and age_on(birth, on) < limits.guardian_below
