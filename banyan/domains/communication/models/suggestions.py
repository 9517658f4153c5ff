"""The staff's letter box: suggestions, who supports them, and what was voted."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept, Record
from banyan.domains.communication.models.places import Part, named


class Suggestion(Record):
    """Somebody's proposal with the answer it got. Without a name it holds nothing that leads to its "
    "author (R9.1.8)."""

    class About(models.TextChoices):
        OWN = "own", _("own department")
        WHOLE = "whole", _("whole centre")

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", _("adopted")
        PARTLY = "partly", _("adopted in part")
        LATER = "later", _("kept for later")
        DECLINED = "declined", _("not adopted, with reason")

    class State(models.TextChoices):
        OPEN = "open", _("waits for an answer")
        ANSWERED = "answered", _("answered")

    about = models.CharField(_("about"), max_length=6, choices=About)
    title = models.CharField(_("title"), max_length=80)
    words = models.TextField(_("suggestion"))
    anonymous = models.BooleanField(_("without a name"), default=False, editable=False)
    author = named(_("author"), null=True, blank=True, editable=False)
    department = models.ForeignKey(
        "identity.Unit",
        models.PROTECT,
        verbose_name=_("department of the author"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    given_on = models.DateField(_("put in on"), editable=False)
    due_on = models.DateField(_("answer due on"), null=True, blank=True, editable=False)
    answer = models.TextField(_("answer"), blank=True, default="", editable=False)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome, blank=True, default="", editable=False
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)
    answered_by = named(_("answered by"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, editable=False)

    number_pattern = "JY-{year}-{count:03}"

    class Meta:
        verbose_name = _("suggestion")
        indexes = [models.Index(fields=("unit", "given_on"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(anonymous=False) | Q(author__isnull=True, department__isnull=True),
                name="anonymous_names_nobody",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Support(Kept):
    """Somebody stands behind a suggestion; once each."""

    suggestion = models.ForeignKey(
        Suggestion, models.CASCADE, verbose_name=_("suggestion"), related_name="supports"
    )
    person = named(_("person"))

    unit_lookup = "suggestion__unit"

    class Meta:
        verbose_name = _("support")
        constraints = [models.UniqueConstraint(fields=("suggestion", "person"), name="support_once_a_person")]

    def __str__(self) -> str:
        return self.suggestion.title


class Ballot(Part):
    """A suggestion put to the vote of the staff: one vote each, and how somebody voted is kept nowhere "
    "(P2.6)."""

    class Choice(models.TextChoices):
        YES = "yes", _("in favour")
        NO = "no", _("against")
        ABSTAIN = "abstain", _("abstention")

    class State(models.TextChoices):
        OPEN = "open", _("vote is open")
        CARRIED = "carried", _("carried")
        LOST = "lost", _("not carried")
        NO_QUORUM = "no_quorum", _("too few took part")

    suggestion = models.OneToOneField(
        Suggestion, models.CASCADE, verbose_name=_("suggestion"), related_name="ballot"
    )
    question = models.CharField(_("question"), max_length=200)
    opens_on = models.DateField(_("vote opens on"))
    closes_on = models.DateField(_("vote closes on"))
    eligible = models.PositiveIntegerField(_("people entitled to vote"), editable=False)
    yes = models.PositiveIntegerField(_("in favour"), default=0, editable=False)
    no = models.PositiveIntegerField(_("against"), default=0, editable=False)
    abstain = models.PositiveIntegerField(_("abstentions"), default=0, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)

    unit_lookup = "suggestion__unit"
    silent_fields = ("id", "public_id", "version", "yes", "no", "abstain")

    class Meta:
        verbose_name = _("vote")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="vote_closes_after_it_opens"
            )
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def given(self) -> int:
        """Votes given, abstentions included."""
        return self.yes + self.no + self.abstain


class Voter(Kept):
    """That somebody has voted, so that nobody votes twice. How is not written anywhere."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, verbose_name=_("vote"), related_name="voters")
    person = named(_("person"))

    unit_lookup = "ballot__suggestion__unit"

    class Meta:
        verbose_name = _("person who has voted")
        constraints = [models.UniqueConstraint(fields=("ballot", "person"), name="one_vote_a_person")]

    def __str__(self) -> str:
        return self.ballot.question
