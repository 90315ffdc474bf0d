"""A matter among others: its whole chain on one sheet, its links, and following it."""
from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from consult.core.errors import NotFound
from consult.matter import actions, policy, queries
from consult.matter.models import Matter, MatterLink
from consult.matter.rules.links import LinkKind
from consult.web.doorway.access import actor_here, db, open_to, signed_in
from consult.web.doorway.acting import act, form_values
from consult.web.doorway.trying import attempt, gone_on, on_form
from consult.web.matters import matter_page
from consult.web.matters.link_forms import LinkForm, RevokeForm
from consult.web.matters.receipts import body_names
from consult.web.shell import moment_filters

Answer = str | Response | tuple[str, int]
OUTWARD = {
    LinkKind.RELATED: later("有关"), LinkKind.CONTINUES: later("接着办"), LinkKind.SPLIT_FROM: later("分出自"),
    LinkKind.REPLACES: later("替代"),
}
INWARD = {
    LinkKind.RELATED: later("有关"), LinkKind.CONTINUES: later("后来有"), LinkKind.SPLIT_FROM: later("分出了"),
    LinkKind.REPLACES: later("被它替代"),
}


@open_to("everyone")
def chain(no: str) -> Answer:
    """Everything that became of a matter, as a picture and as a list, on one sheet to print."""
    matter = _matter(no)
    if matter.no != no:
        return redirect(url_for("matters.chain", no=matter.no), code=303)
    story = matter_page.Story(queries.timeline(db(), matter.id))
    return render_template(
        "matters/chain.html", matter=matter, story=story, hops=matter_page.hops_of(matter, story),
        households=queries.households_behind(db(), matter.id), in_english=body_names(story.events),
        now=moment_filters.now(), **links_shown(matter),
    )


@open_to("residents")
def links(no: str) -> Answer:
    """Link a matter to another, or take a link back."""
    return _editing(_to_link(no), LinkForm(formdata=None), RevokeForm(formdata=None))


@open_to("residents")
def make_link(no: str) -> Answer:
    """Write a link down."""
    matter, form = _to_link(no), LinkForm()
    return attempt(
        lambda: act(actions.link, **{**form_values(), "matter_id": matter.id}),
        on_form(form, lambda: _editing(matter, form, RevokeForm(formdata=None))),
        lambda told: gone_on(url_for("matters.links", no=matter.no), _("关联记下了，两件事的页面上都看得到。")))


@open_to("residents")
def revoke_link(no: str, id: int) -> Answer:
    """Take a link back, with a reason."""
    matter, form = _to_link(no), RevokeForm()
    if id not in {link.id for link in queries.links_of(db(), matter.id)}:
        raise NotFound("matter_link")
    return attempt(
        lambda: act(actions.revoke_link, link_id=id, reason=request.form.get("reason", "")),
        on_form(form, lambda: _editing(matter, LinkForm(formdata=None), form, revoking=id)),
        lambda told: gone_on(url_for("matters.links", no=matter.no), _("撤销记下了，原来那一行划掉，理由写在旁边。")))


@open_to("residents")
def follow(no: str) -> Response:
    """Hear what becomes of it."""
    matter = _matter(no)
    act(actions.follow, matter_id=matter.id)
    flash(_("关注了。“我的”里随时看得到它走到哪一步。"))
    return redirect(url_for("matters.show", no=matter.no), code=303)


@open_to("residents")
def unfollow(no: str) -> Response:
    """Hear no more of it."""
    matter = _matter(no)
    act(actions.unfollow, matter_id=matter.id)
    flash(_("不再关注了。"))
    return redirect(url_for("matters.show", no=matter.no), code=303)


def links_shown(matter: Matter) -> dict[str, Any]:
    """The links of a matter as a page shows them: (the link, how it reads from here, the matter at its other end)."""
    actor = actor_here()
    return {
        "links": [_read(link, matter) for link in queries.links_of(db(), matter.id)],
        "may_link": policy.permits(actor, "link", matter),
        "may_follow": policy.permits(actor, "follow", matter),
        "follows": actor is not None and queries.follows(db(), matter.id, actor.person_id),
    }


def _read(link: MatterLink, matter: Matter) -> tuple[MatterLink, str, Matter]:
    outward = link.matter_id == matter.id
    words = (OUTWARD if outward else INWARD)[LinkKind(link.kind)]
    return link, str(words), link.other if outward else link.matter


def _editing(matter: Matter, form: LinkForm, revoke: RevokeForm, revoking: int = 0) -> str:
    form.kind.choices = [SelectChoice(value=kind.value, label=str(words)) for kind, words in OUTWARD.items()]
    return render_template(
        "matters/links.html", matter=matter, form=form, revoke=revoke, revoking=revoking, **links_shown(matter))


def _to_link(no: str) -> Matter:
    matter = _matter(no)
    policy.require(signed_in(), "link", matter)
    return matter


def _matter(no: str) -> Matter:
    return queries.matter_by_no(db(), g.community.id, no)


def add_to(blueprint: Blueprint) -> None:
    """Hang these pages on the blueprint of matters."""
    blueprint.add_url_rule("/m/<no>/chain", "chain", chain)
    blueprint.add_url_rule("/m/<no>/links", "links", links)
    blueprint.add_url_rule("/m/<no>/links", "make_link", make_link, methods=["POST"])
    blueprint.add_url_rule("/m/<no>/links/<int:id>/revoke", "revoke_link", revoke_link, methods=["POST"])
    blueprint.add_url_rule("/m/<no>/follow", "follow", follow, methods=["POST"])
    blueprint.add_url_rule("/m/<no>/unfollow", "unfollow", unfollow, methods=["POST"])
