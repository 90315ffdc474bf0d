"""Verbs of publishing: public versions, the notice board, objections, photographs, consents, seals and heads."""
from __future__ import annotations

from consult.publishing.actions.consents import consent_to_be_named, withdraw_consent
from consult.publishing.actions.heads import sign_head
from consult.publishing.actions.indexing import index_matter
from consult.publishing.actions.notices import post_notice, prepare_notice, put_back, reword_notice, take_down
from consult.publishing.actions.objections import answer_objection, keep_photo, object_to_notice
from consult.publishing.actions.seals import seal_ballot, seal_minutes
from consult.publishing.actions.versions import approve_public, follow_record, prepare_public, withdraw_public

__all__ = [
    "answer_objection", "approve_public", "consent_to_be_named", "follow_record", "index_matter", "keep_photo", "object_to_notice",
    "post_notice", "prepare_notice", "prepare_public", "put_back", "reword_notice", "seal_ballot", "seal_minutes",
    "sign_head", "take_down", "withdraw_consent", "withdraw_public",
]
