"""Reads of what is public: versions, notices, redactors, search, heads."""
from __future__ import annotations

from consult.publishing.queries.bundles import bundle_of_notice, bundle_of_version, head_as_plain
from consult.publishing.queries.checking import Fault, all_faults
from consult.publishing.queries.heads import head_numbered, head_of_day, heads, latest_head, proof_of
from consult.publishing.queries.notices import (
    PAGE,
    counts_by_year,
    notice,
    notice_text,
    notices,
    objection,
    objections,
    objections_of,
    photo,
    photos,
    prepared_notices,
    running,
)
from consult.publishing.queries.open_data import (
    ClosedVote,
    Put,
    closed_votes,
    offices,
    public_matters,
    public_meetings,
    puts,
    replies,
    reschedulings,
)
from consult.publishing.queries.redacting import consent_of, redactor_for
from consult.publishing.queries.searching import Hit, hits
from consult.publishing.queries.versions import (
    PublicLine,
    approved_of_meeting,
    approved_versions,
    lines_of,
    version,
    version_of,
    waiting_versions,
)

__all__ = [
    "PAGE",
    "ClosedVote",
    "Fault",
    "Hit",
    "PublicLine",
    "Put",
    "all_faults",
    "approved_of_meeting",
    "approved_versions",
    "bundle_of_notice",
    "bundle_of_version",
    "closed_votes",
    "consent_of",
    "counts_by_year",
    "head_as_plain",
    "head_numbered",
    "head_of_day",
    "heads",
    "hits",
    "latest_head",
    "lines_of",
    "notice",
    "notice_text",
    "notices",
    "objection",
    "objections",
    "objections_of",
    "offices",
    "photo",
    "photos",
    "prepared_notices",
    "proof_of",
    "public_matters",
    "public_meetings",
    "puts",
    "redactor_for",
    "replies",
    "reschedulings",
    "running",
    "version",
    "version_of",
    "waiting_versions",
]
