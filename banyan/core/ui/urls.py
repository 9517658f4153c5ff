"""Addresses of the frame."""

from django.urls import path

from banyan.core.ui import views

urlpatterns = [
    path("look/", views.look, name="ui.look"),
    path("menu/", views.menu, name="ui.menu"),
    path("counts/", views.counts, name="ui.counts"),
    path("find/", views.find, name="ui.find"),
    path("keys/", views.keys, name="ui.keys"),
    path("help/", views.guide, name="ui.help"),
    path("help/<slug:page>/", views.guide, name="ui.help.page"),
]
