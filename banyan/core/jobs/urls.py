"""The addresses of jobs."""

from django.urls import path

from banyan.core.jobs import views

urlpatterns = [
    path("jobs/", views.jobs, name="jobs.list"),
    path("jobs/<uuid:public_id>/", views.run, name="jobs.run"),
    path("jobs/<uuid:public_id>/cancel/", views.cancel, name="jobs.cancel"),
    path("jobs/<uuid:public_id>/retry/", views.retry, name="jobs.retry"),
]
