"""Pages of this room that a register cannot say."""

from django.urls import path

from banyan.domains.services import views

urlpatterns = [
    path("services/renewals/", views.renewals, name="services.renewals"),
]
