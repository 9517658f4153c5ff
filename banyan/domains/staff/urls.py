"""The addresses of the staff room's own screens."""

from django.urls import path

from banyan.domains.staff import views

urlpatterns = [
    path("staff/chart/", views.chart, name="staff.chart"),
    path("staff/chart/print/", views.chart_print, name="staff.chart.print"),
    path("staff/ratios/", views.ratios, name="staff.ratios"),
    path(
        "staff/ratios/<str:code>/population/<slug:kind>/",
        views.ratio_population,
        name="staff.ratio.population",
    ),
    path("staff/ratios/<str:code>/<slug:basis>/", views.ratio_basis, name="staff.ratio.basis"),
    path("staff/mismatches/", views.mismatches, name="staff.mismatches"),
    path("staff/mismatches/due/", views.matters, name="staff.matters"),
    path("staff/premises/", views.premises_board, name="staff.premises"),
    path("staff/responsibilities/", views.responsibilities, name="staff.responsibilities"),
]
