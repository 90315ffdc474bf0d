"""What belongs to another community and what does not exist at all are answered byte by byte alike."""
from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from tests.authorisation.estate import ROLES, Estate
from tests.authorisation.samples import COMMANDS, PAGES
from tests.authorisation.site import HERE, Site, cell_of_ack, without_chance
from tests.draws import roles_in_turn

NEXT_DOOR = "baihua"
MISSING, MISSING_NO = 999_001, "2026-777"
WORK = "work"
OF_NEXT_DOOR = {
    "/services/needs/": lambda e: e.ids["next_need"],
    "/services/resources/": lambda e: e.ids["next_resource"],
    "/services/projects/": lambda e: e.ids["next_order"],
    "/services/claims/": lambda e: e.ids["next_claim"],
    "/services/steps/": lambda e: e.ids["next_step"],
    "/services/thanks/": lambda e: e.ids["next_thanks"],
    "/services/posts/": lambda e: e.ids["next_volunteer_post"],
    "/services/posts/hours/": lambda e: e.ids["next_hours"],
    "/m/": lambda e: next(no for no in sorted(e.nos.values()) if int(no[5:]) > 500),
    "/s/": lambda e: e.rooms["next_talk"].meeting_id,
    "/b/": lambda e: e.rooms["next_vote"].ballot_id,
    "/docket/": lambda e: e.ids["next_over_entry"],
    "/me/sessions/": lambda e: e.ids["pan_session"],
    "/households/": lambda e: e.ids["home_pan"],
    "/invitations/": lambda e: e.ids["next_invitation"],
    "/people/": lambda e: e.ids["pan"],
    "/notices/": lambda e: e.ids["next_notice"],
    "/notices/photos/": lambda e: e.ids["next_photo"],
    "/notices/objections/": lambda e: e.ids["next_objection"],
    "/posts/": lambda e: e.ids["facilitator_post_2"],
    "/v/": lambda e: e.rooms["next_vote"].ballot_id,
    "/ballots/official/": lambda e: e.ids["next_official"],
    "/ballots/a/": lambda e: e.ids["next_announcement"],
    "/light/": lambda e: e.ids["next_light"],
    "/light/issues/": lambda e: e.ids["next_issue"],
    f"/{WORK}/": lambda e: e.ids["next_task"],
    f"/{WORK}/pictures/": lambda e: e.ids["next_picture"],
    "/staff/accounts/": lambda e: e.ids["pan_account"],
    "/grids/": lambda e: e.ids["next_grid"],
    "/bodies/": lambda e: e.ids["next_door_council"],
    "/ways/": lambda e: e.ids["next_way_change"],
    "/units/": lambda e: e.ids["next_unit"],
    "/ballots/": lambda e: e.rooms["next_vote"].ballot_id,
    "/confirming/joins/": lambda e: e.ids["next_request"],
    "/confirming/representatives/": lambda e: e.ids["next_change"],
    "/jobs/": lambda e: e.ids["next_job"],
    "/staff/password/": lambda e: e.ids["pan"],
    "/staff/slips/": lambda e: e.ids["next_slip"],
    "/roster/places/buildings/": lambda e: e.ids["next_building"],
    "/roster/homes/": lambda e: e.ids["home_pan"],
    "/roster/lists/": lambda e: e.ids["next_list"],
}
"""Something of the other community for every place in an address that names something."""
WITH_A_NAME = [key for key, page in PAGES.items() if not key[1] and page.at is not PAGES["GET front.index", ""].at]
ELSEWHERE = {"GET heads.head", "GET street.docket", "GET street.reply", "POST street.give_reply", "POST street.acknowledge",
             "GET setup.fill_in", "POST setup.keep"}
"""Of no community: the installation's heads and its setting up; and the street's own, whose rows are in the matrix."""
WITHOUT_A_NUMBER = {
    "GET sittings.promises", "GET sittings.bodies", "GET light.index", "GET light.note", "POST light.write_down",
    "GET standing_desk.kiosk", "POST standing_desk.kiosk_cast", "GET trial.show", "GET door.kiosk", "POST door.press_kiosk",
    "GET lists.template", "GET lists.export",
}
"""Their addresses name nothing of a community, or hold a token that nobody guesses."""
PLACES = [key for key in WITH_A_NAME if key[0] not in ELSEWHERE | WITHOUT_A_NUMBER
          and key[0].split()[1].split(".")[0] not in ("assets", "static", "mirror", "street_mirror", "api")]


def addresses(site: Site, action: str) -> tuple[str, str, str]:
    """The address of the same page for something of ours, of theirs, and of nobody's."""
    endpoint, sample = action.split()[1], PAGES[action, ""]
    rule = next(site.app.url_map.iter_rules(endpoint)).rule
    segment = next(part for part in OF_NEXT_DOOR if f"{part}<" in rule)
    theirs = OF_NEXT_DOOR[segment](site.estate)
    values = sample.at(site.estate)
    name = "no" if "no" in values else "id"
    missing: Any = MISSING_NO if name == "no" else MISSING
    with site.app.test_request_context():
        return tuple(  # type: ignore[return-value]
            site.app.url_for(endpoint, **{"slug": HERE, **values, name: value})
            for value in (values[name], theirs, missing)
        )


@pytest.mark.parametrize("action", [action for action, _ in PLACES])
def test_page(site: Site, action: str) -> None:
    """In our community, for everybody; and for the others even where the thing is ours."""
    method, sample = action.split()[0], PAGES[action, ""]
    ours, theirs, missing = addresses(site, action)
    for role in roles_in_turn(action, list(ROLES)):
        asked = [theirs, missing] + ([ours, missing] if role.startswith("other_") and not is_public(site, action) else [])
        for here, nowhere in zip(asked[::2], asked[1::2], strict=True):
            seen = []
            for address in (here, nowhere):
                answer = site.request(role, method, address, sample.form(site.estate), owner=sample.owner)
                seen.append(without_chance(answer, address, quote(address, safe="")))
                tried = site.settle("", None, writes=False)
                assert (role, tried.changed, tried.told) == (role, {}, [])
            assert seen[0] == seen[1], role
            assert seen[0][0] in (303, 404) or (
                seen[0][0] == 403 and address.startswith((f"/c/{HERE}/roster", f"/c/{HERE}/staff"))), role


def is_public(site: Site, action: str) -> bool:
    """Whether a page hangs on the board for everyone."""
    return bool(getattr(site.app.view_functions[action.split()[1]], "open_to", "") == "everyone")


IDS = {
    "discussion_id": lambda e: e.rooms["next_talk"].discussion_id, "hand_id": lambda e: e.ids["next_talk_hand"],
    "turn_id": lambda e: e.ids["next_vote_turn"], "motion_id": lambda e: e.ids["next_vote_motion"],
    "ballot_id": lambda e: e.rooms["next_vote"].ballot_id, "person_id": lambda e: e.ids["pan"],
    "mover_id": lambda e: e.ids["pan"], "escalated_to": lambda e: e.ids["next_door_joint"],
    "speaker_id": lambda e: e.ids["pan"], "seconder_id": lambda e: e.ids["pan"],
    **{f"{kind}_id": lambda e, kind=kind: e.ids[f"next_order_{kind}"]
       for kind in ("point", "ruling", "question", "straw", "parked", "amendment")},
}
"""Ids that a command's arguments name, and what of the other community could stand there."""
ALSO: dict[str, dict[str, Any]] = {
    "give_floor": {"hand_id": 0, "reason": "先请他说"}, "move_motion": {"mover_id": 0},
    "move_amendment": {"mover_id": 0}, "second_motion": {"seconder_id": 0},
    **{name: {"speaker_id": 0} for name in ("raise_point", "move_close_debate", "ask_extra_time", "appeal",
                                            "postpone_motion", "object_to", "park")},
    "close_discussion": {"outcome": "escalated", "reason": "超出议事会的权限", "escalated_to": 0, "due_on": None},
}
"""Ids that a command may leave out, and what it takes to bring them in."""


def named(name: str, e: Estate) -> dict[str, Any]:
    """The arguments of a command, with every id that it can name."""
    return {k: v for k, v in {**COMMANDS[name].args(e), **ALSO.get(name, {})}.items() if v is not None}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_command(site: Site, name: str) -> None:
    """A meeting of theirs and none at all; and in our own meeting, each id of theirs and none at all."""
    sample, ours = COMMANDS[name], site.estate.rooms[COMMANDS[name].room].meeting_id
    theirs, args = site.estate.rooms["next_talk"].meeting_id, named(name, site.estate)
    ours_all = ("resident", "owner", "member", "facilitator", "secretary", "party_secretary")
    for role in roles_in_turn(name, ours_all):
        alike(site, role, name, [(theirs, args), (MISSING, args)], sample.owner)
        for field in args.keys() & IDS.keys():
            foreign = {**args, field: IDS[field](site.estate)}
            alike(site, role, name, [(ours, foreign), (ours, {**args, field: MISSING})], sample.owner)
    for role in roles_in_turn(name, ("other_resident", "other_secretary")):
        alike(site, role, name, [(ours, args), (MISSING, args)], sample.owner)


def alike(site: Site, role: str, name: str, attempts: list[tuple[int, dict[str, Any]]], owner: str) -> None:
    """The two attempts are refused with the same answer, by both doors, and nothing happens."""
    by_socket, by_form = [], []
    for meeting, args in attempts:
        answer = site.command(role, name, meeting, args, owner)
        by_socket.append(answer)
        assert site.settle("", None, writes=False).changed == {} or is_help(name), (role, args, answer)
        address = f"/c/{HERE}/s/{meeting}/commands/{name}"
        page = site.request(role, "POST", address, args, owner=owner)
        by_form.append(without_chance(page, address, f"/s/{meeting}", *(f'value="{args[f]}"' for f in args.keys() & IDS.keys())))
        assert site.settle("", None, writes=False).changed == {} or is_help(name), (role, args, page)
    assert by_socket[0] == by_socket[1], (role, name, attempts)
    assert by_form[0] == by_form[1], (role, name, attempts)
    assert cell_of_ack(by_socket[0]) != "ok" or is_help(name), (role, name, attempts)


def is_help(name: str) -> bool:
    """Going to help somebody who did not call is no mistake, whoever it is: nothing happens and nothing is told."""
    return name == "answer_help"


@pytest.mark.parametrize("path", ["", "me", "propose", "meetings/new", "roster", "roster/posts", "matters", "docket"])
def test_our_people_in_the_other_community(site: Site, path: str) -> None:
    """To its closed pages they are nobody; on its open ones nothing of their sign-in shows."""
    address = f"/c/{NEXT_DOOR}/{path}"
    seen = {role: site.request(role, "GET", address) for role in ("visitor", "resident", "secretary", "party_secretary")}
    if seen["visitor"].status_code == 303:
        assert {answer.status_code for role, answer in seen.items() if role != "visitor"} == {404}
    else:
        assert len({str(without_chance(answer)) for answer in seen.values()}) == 1
    site.settle("", None, writes=False)
