"""Forms of sign-in and of one's own account."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from banyan.core.identity import pace, sign_in
from banyan.core.identity.models import Delegation


class SignInForm(LoginForm):
    """Name and password, in the words of the house."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Sign-in name")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs["autofocus"] = True
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class NewPasswordForm(ChangePasswordForm):
    """One's own new password, typed twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": _("Present password"),
            "password1": _("New password"),
            "password2": _("New password again"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].widget.attrs.pop("placeholder", None)


class _OnceOnly:
    """A code opens once, over all server processes, and guessing is counted like a wrong password."""

    def clean_code(self) -> str:
        sign_in.check_second_factor_pace(self.user)  # type: ignore[attr-defined]
        try:
            code = super().clean_code()  # type: ignore[misc]
        except forms.ValidationError:
            pace.note_failure(context.request, self.user.username)  # type: ignore[attr-defined]
            raise
        factor = self.authenticator  # type: ignore[attr-defined]
        if factor.type == Authenticator.Type.TOTP and not sign_in.claim_code(factor, code):
            raise sign_in.SecondFactorAdapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(_OnceOnly, AuthenticateForm):
    """The code after the password."""

    code = forms.CharField(
        label=_("Code"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class SecondFactorAgainForm(_OnceOnly, ReauthenticateForm):
    """The code before something delicate."""

    code = forms.CharField(
        label=_("Code"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class TokenForm(forms.Form):
    """What a program may do, and until when."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    permissions = forms.CharField(
        label=_("Permissions"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, such as services.*.view; never more than you may do yourself."),
    )
    ends_on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean_permissions(self) -> list[str]:
        """One pattern a line; empty lines do not count."""
        return [line.strip() for line in self.cleaned_data["permissions"].splitlines() if line.strip()]


class LanguageForm(forms.Form):
    """The language of one's own pages."""

    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("as the installation")), *settings.LANGUAGES]
    )


class DelegationForm(forms.ModelForm):
    """Who signs on my behalf, from when to when, and why."""

    class Meta:
        model = Delegation
        fields = ("deputy", "starts_on", "ends_on", "reason")
        widgets = {
            "starts_on": forms.DateInput(attrs={"type": "date"}),
            "ends_on": forms.DateInput(attrs={"type": "date"}),
        }

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = colleagues  # type: ignore[attr-defined]
