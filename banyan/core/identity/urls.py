"""Addresses of one's own account."""

from django.urls import path

from banyan.core.identity import views

urlpatterns = [
    path("account/", views.account, name="identity.account"),
    path("account/language/", views.language, name="identity.language"),
    path("account/tokens/", views.tokens, name="identity.tokens"),
    path("account/tokens/<uuid:public_id>/revoke/", views.revoke_token, name="identity.token.revoke"),
    path("account/deputies/", views.deputies, name="identity.deputies"),
    path("account/deputies/<uuid:public_id>/end/", views.end_delegation, name="identity.delegation.finish"),
]
