"""Money: payments, the bank's files, what is sent back."""

from django.urls import path

from enforcement.views import bank_files, payments

urlpatterns = [
    path("payments/", payments.payments, name="payments"),
    path("payments/new/", payments.new, name="payment-new"),
    path("payments/<slug:ref>/", payments.payment, name="payment"),
    path("payments/<slug:ref>/<slug:act>/", payments.act, name="payment-act"),
    path("bank-files/", bank_files.files, name="bank-files"),
    path("bank-files/new/", bank_files.send, name="bank-file-new"),
    path("bank-files/<slug:ref>/", bank_files.file, name="bank-file"),
    path("bank-files/<slug:ref>/columns/", bank_files.columns, name="bank-file-columns"),
    path("bank-files/<slug:ref>/progress/", bank_files.progress, name="bank-file-progress"),
    path("bank-files/<slug:ref>/give-up/", bank_files.throw_away, name="bank-file-give-up"),
]
