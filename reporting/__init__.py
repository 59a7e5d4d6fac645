"""Indicators, published figures, frozen terms, dashboards, exports and the evaluation."""
