"""Verbs: agree to be named in full, and take it back; by the person alone (个人信息保护法 arts. 15, 25)."""
from __future__ import annotations

from consult.community.models import NamingConsent, Person
from consult.core.errors import NotFound
from consult.publishing import policy, queries
from consult.publishing.events import NamingConsented, NamingConsentWithdrawn
from consult.storage.work import Work


def consent_to_be_named(work: Work) -> None:
    """Agree to be named in full in public from now on; agreed already, nothing changes."""
    person = _oneself(work)
    if queries.consent_of(work.db, person.id) is None:
        work.add(NamingConsent(community_id=person.community_id or 0, person_id=person.id, given_at=work.now))
        work.record(NamingConsented(community_id=person.community_id or 0, person_id=person.id))


def withdraw_consent(work: Work) -> None:
    """Take the consent back: public pages show the form of address from now on."""
    person = _oneself(work)
    consent = queries.consent_of(work.db, person.id)
    if consent is not None:
        consent.withdrawn_at = work.now
        work.record(NamingConsentWithdrawn(community_id=person.community_id or 0, person_id=person.id))


def _oneself(work: Work) -> Person:
    if work.actor is None or work.actor.is_system:
        raise NotFound("person")
    person = work.get(Person, work.actor.person_id)
    policy.require(work.actor, "consent_to_be_named", person)
    return person
