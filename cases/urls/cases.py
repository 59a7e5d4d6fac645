"""Cases: the list, one case with its parts, and its moves."""

from django.urls import path

from cases.views import cases, documents, downloads, joint, timeline, transfers, work

urlpatterns = [
    path("work/", work.work, name="work"),
    path("work/officers/", work.officers, name="work-officers"),
    path("work/done/", work.work_done, name="work-done"),
    path("cases/", cases.cases, name="cases"),
    path("cases/download/", downloads.cases, name="cases-download"),
    path("cases/<slug:ref>/", cases.case, name="case"),
    path("cases/<slug:ref>/timeline/", timeline.timeline, name="case-timeline"),
    path("cases/<slug:ref>/note/", timeline.note, name="case-note"),
    path("cases/<slug:ref>/move/<slug:move>/", cases.move, name="case-move"),
    path("cases/<slug:ref>/transfer/", transfers.transfer, name="case-transfer"),
    path("cases/<slug:ref>/transfer/away/", transfers.away, name="case-transfer-away"),
    path("cases/<slug:ref>/joint/", joint.joint, name="case-joint"),
    path("cases/<slug:ref>/joint/visit/", joint.visit, name="case-joint-visit"),
    path("cases/<slug:ref>/documents/", documents.documents, name="case-documents"),
    path("cases/<slug:ref>/documents/add/", documents.add, name="case-document-add"),
    path("cases/<slug:ref>/documents/<int:pk>/", documents.download, name="case-document"),
    path("cases/<slug:ref>/documents/<int:pk>/withdraw/", documents.withdraw, name="case-document-withdraw"),
    path("pupils/<slug:ref>/cases/", cases.of_pupil, name="pupil-cases"),
    path("pupils/<slug:ref>/cases/open/", cases.open_new, name="case-open"),
]
