"""The shell without a network."""

from django.urls import path

from banyan.core.offline import views

urlpatterns = [
    path("offline/", views.shell, name="offline.shell"),
    path("offline-worker.js", views.worker, name="offline.worker"),
]
