"""The addresses of enforcement in the interface for programs."""

from django.urls import path

from enforcement.api import court, notices, payments

# The word of each kind of step in addresses, and in names of addresses.
STEPS = {
    "prosecutions": ("prosecutions", "prosecution"),
    "supervision_orders": ("supervision-orders", "supervision-order"),
    "parenting_orders": ("parenting-orders", "parenting-order"),
    "contracts": ("contracts", "contract"),
    "attendance_orders": ("attendance-orders", "attendance-order"),
}
urlpatterns = [
    path("hearings/", court.Hearings.as_view(), name="api-hearings"),
    *(path(f"{many}/", court.LISTS[kind].as_view(), name=f"api-{many}") for kind, (many, _) in STEPS.items()),
    *(
        path(f"{many}/<slug:ref>/", court.ONES[kind].as_view(), name=f"api-{one}")
        for kind, (many, one) in STEPS.items()
    ),
    path("notices/", notices.Notices.as_view(), name="api-notices"),
    path("notices/<slug:reference>/", notices.OneNotice.as_view(), name="api-notice"),
    path("payments/", payments.Payments.as_view(), name="api-payments"),
    path("payments/take/", payments.TakePayment.as_view(), name="api-payment-take"),
    path("payments/<slug:ref>/", payments.OnePayment.as_view(), name="api-payment"),
]
