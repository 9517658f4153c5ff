"""The addresses of notices."""

from django.urls import path

from banyan.core.notices import views

urlpatterns = [
    path("notices/", views.notices, name="notices.list"),
    path("account/notices/", views.own, name="notices.own"),
    path("notices/read/", views.read_all, name="notices.read_all"),
    path("notices/<uuid:public_id>/", views.read, name="notices.read"),
]
