"""Sign-in: the library's flow with our own rules about names, speed, passwords and second factors."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from banyan.core import clock, keys
from banyan.core.identity import deeds, pace, queries
from banyan.core.identity.actor import actor_for
from banyan.core.identity.models import User

_SEALED_FOR = "second-factor"
_SILENT = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")
TOO_MANY_REQUESTS = 429


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves; a wrong name and a wrong password get the same answer."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("Sign-in name and password do not match."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("Type your present password."),
        "incorrect_code": _("This code is wrong or was used already."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Sign-ins are made by administrators."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The peer, or what the trusted proxy saw."""
        return pace.client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Turn away who tries too fast before anything costly happens."""
        if pace.too_fast(request, credentials.get("username", "")):
            raise ImmediateHttpResponse(locked_out(request))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The sign-in behind name and password. One that was closed is answered like a wrong password."""
        with pace.a_place_to_hash() as free:
            if not free:
                raise ImmediateHttpResponse(locked_out(request))
            user = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Who holds no right today is told so instead of being sent in circles."""
        if not actor_for(user, clock.today()).rights:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def set_password(self, user: Any, password: str) -> None:
        """A changed password is a deed like any other."""
        deeds.change_password(user, by=actor_for(user, clock.today()), password=password)
        user.refresh_from_db()

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Coming and going is not worth a message."""
        if message_template not in _SILENT:
            super().add_message(request, level, message_template, *args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: the secret lies sealed in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is wrong or was used already."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret with the installation's key."""
        return keys.seal(text, _SEALED_FOR, purpose=_SEALED_FOR)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return keys.unseal(encrypted_text, _SEALED_FOR, purpose=_SEALED_FOR)

    def get_totp_label(self, user: Any) -> str:
        """What the authenticator app shows: the sign-in name, never an address or a person's name."""
        return user.username


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """The page for who tried too often: the same for known and unknown names."""
    minutes = int(pace.WINDOW.total_seconds() // 60)
    return render(request, "account/locked_out.html", {"minutes": minutes}, status=TOO_MANY_REQUESTS)


def check_second_factor_pace(user: User) -> None:
    """Turn away who guesses codes too fast."""
    if pace.too_fast(context.request, user.username):
        raise ImmediateHttpResponse(locked_out(context.request))


def claim_code(authenticator: Any, code: str) -> bool:
    """Use a code up, in the database, so that no other server process takes it a second time."""
    return queries.claim_code(authenticator.pk, keys.keyed_hash(code, f"totp:{authenticator.pk}"))
