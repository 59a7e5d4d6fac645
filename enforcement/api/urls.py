"""The addresses of enforcement in the interface for programs."""

from django.urls import path

from enforcement.api import notices, payments

urlpatterns = [
    path("notices/", notices.Notices.as_view(), name="api-notices"),
    path("notices/<slug:reference>/", notices.OneNotice.as_view(), name="api-notice"),
    path("payments/", payments.Payments.as_view(), name="api-payments"),
    path("payments/take/", payments.TakePayment.as_view(), name="api-payment-take"),
    path("payments/<slug:ref>/", payments.OnePayment.as_view(), name="api-payment"),
]
