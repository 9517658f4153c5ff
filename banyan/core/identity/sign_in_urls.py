"""Addresses of sign-in: only what the house uses of the library; nobody signs up or resets by mail."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path

from banyan.core.gate import public, signed_in

urlpatterns = [
    path("login/", public(account.login), name="account_login"),
    path("logout/", public(account.logout), name="account_logout"),
    path("closed/", public(account.account_inactive), name="account_inactive"),
    path("again/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("password/", signed_in(account.password_change), name="account_change_password"),
    path("second-factor/", signed_in(second_factor.index), name="mfa_index"),
    path("second-factor/code/", public(second_factor.authenticate), name="mfa_authenticate"),
    path("second-factor/again/", signed_in(second_factor.reauthenticate), name="mfa_reauthenticate"),
    path("second-factor/app/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("second-factor/app/remove/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "second-factor/recovery/",
        signed_in(recovery_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-factor/recovery/new/",
        signed_in(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-factor/recovery/file/",
        signed_in(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
