"""Referrals, cases, plans, interventions, meetings, holds and the timeline."""
