"""The addresses of casework in the interface for programs."""

from django.urls import path

from cases.api import cases, interventions, plans, referral_acts, referrals, requests

urlpatterns = [
    path("referrals/", referrals.Referrals.as_view(), name="api-referrals"),
    path("referrals/<slug:ref>/", referrals.OneReferral.as_view(), name="api-referral"),
    path("referrals/<slug:ref>/draft/", referral_acts.SaveReferral.as_view(), name="api-referral-draft"),
    path("referrals/<slug:ref>/submit/", referral_acts.SubmitReferral.as_view(), name="api-referral-submit"),
    path("referrals/<slug:ref>/answer/", referral_acts.AnswerReferral.as_view(), name="api-referral-answer"),
    path(
        "referrals/<slug:ref>/withdraw/",
        referral_acts.WithdrawReferral.as_view(),
        name="api-referral-withdraw",
    ),
    path("referrals/<slug:ref>/ask/", referral_acts.AskReferral.as_view(), name="api-referral-ask"),
    path("referrals/<slug:ref>/accept/", referral_acts.AcceptReferral.as_view(), name="api-referral-accept"),
    path(
        "referrals/<slug:ref>/decline/", referral_acts.DeclineReferral.as_view(), name="api-referral-decline"
    ),
    path("cases/", cases.Cases.as_view(), name="api-cases"),
    path("cases/<slug:ref>/", cases.OneCase.as_view(), name="api-case"),
    path("cases/<slug:ref>/timeline/", cases.CaseTimeline.as_view(), name="api-case-timeline"),
    path("cases/<slug:ref>/choices/", cases.CaseChoices.as_view(), name="api-case-choices"),
    path("cases/<slug:ref>/notes/", cases.CaseNotes.as_view(), name="api-case-notes"),
    path("cases/<slug:ref>/moves/", cases.CaseMoves.as_view(), name="api-case-moves"),
    path("cases/<slug:ref>/actions/", plans.CaseActions.as_view(), name="api-case-actions"),
    path("cases/<slug:ref>/actions/add/", plans.NewAction.as_view(), name="api-case-action-add"),
    path(
        "cases/<slug:ref>/actions/<int:pk>/done/", plans.FinishAction.as_view(), name="api-case-action-done"
    ),
    path("pupils/<slug:ref>/support/", interventions.Interventions.as_view(), name="api-support"),
    path(
        "pupils/<slug:ref>/support/choices/",
        interventions.InterventionChoices.as_view(),
        name="api-support-choices",
    ),
    path("pupils/<slug:ref>/support/log/", interventions.LogIntervention.as_view(), name="api-support-log"),
    path("agencies/", requests.Agencies.as_view(), name="api-agencies"),
    path("requests/", requests.Requests.as_view(), name="api-requests"),
    path("requests/<slug:ref>/", requests.OneRequest.as_view(), name="api-request"),
    path("requests/<slug:ref>/moves/", requests.RequestMoves.as_view(), name="api-request-moves"),
    path("pupils/<slug:ref>/requests/send/", requests.SendRequest.as_view(), name="api-request-send"),
]
