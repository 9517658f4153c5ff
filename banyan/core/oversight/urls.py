"""Addresses of the trail."""

from django.urls import path

from banyan.core.oversight import views

urlpatterns = [
    path("settings/trail/", views.trail, name="oversight.trail"),
    path("settings/trail/prove/", views.prove, name="oversight.prove"),
]
