"""Schools' plans and meeting packs."""

from django.urls import path

from reporting.views import downloads, schools

urlpatterns = [
    path("schools/<int:urn>/plan/", schools.school_plan, name="school-plan"),
    path("schools/<int:urn>/plan/download/", downloads.school_plan, name="school-plan-download"),
    path("schools/<int:urn>/plan/<int:pk>/review/", schools.action_review, name="school-action-review"),
    path("schools/<int:urn>/plan/concern/end/", schools.concern_end, name="school-concern-end"),
    path("schools/<int:urn>/meeting-pack/", schools.pack, name="meeting-pack"),
    path("schools/<int:urn>/meeting-pack/download/", schools.pack_download, name="meeting-pack-download"),
    path("schools/<int:urn>/meeting-pack.pdf", schools.pack_pdf, name="meeting-pack-pdf"),
    path("figures/concerns/download/", downloads.concern_list, name="concerns-download"),
    path("figures/concerns/", schools.concern_list, name="concerns"),
]
