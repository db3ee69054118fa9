"""Holding finished pages against what a press wants, from the PDF alone: rules with permanent ids, and reports."""

from __future__ import annotations

from layout.preflight.model import Fault, Outcome, PageReport, Preflight, Rule, Skip
from layout.preflight.profile import Profile
from layout.preflight.profiles import profile_of
from layout.preflight.report import report_html, report_text
from layout.preflight.runner import preflight_page
from layout.preflight.states import State

__all__ = [
    "Fault",
    "Outcome",
    "PageReport",
    "Preflight",
    "Profile",
    "Rule",
    "Skip",
    "State",
    "preflight_page",
    "profile_of",
    "report_html",
    "report_text",
]
