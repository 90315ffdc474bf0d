"""A matter's whole chain as a graph: the matter, its meetings, motions, votes, minutes, replies and notices."""
from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from consult.api import shapes
from consult.api.answers import community, db, public, said
from consult.community.models import Community
from consult.core.events import plain
from consult.matter import queries as matters
from consult.matter.models import Matter
from consult.meeting import queries as meetings
from consult.publishing import queries


def add_to(blueprint: Blueprint) -> None:
    """Hang it on the door."""
    blueprint.add_url_rule("/api/v1/<place>/matters/<no>/graph", "matter_graph", matter_graph)


class Graph:
    """Nodes and the edges between them, each once."""

    def __init__(self) -> None:
        self.nodes: dict[str, dict[str, Any]] = {}
        self.edges: list[dict[str, str]] = []

    def node(self, id: str, kind: str, label: str, at: Any, url: str) -> str:
        """Put a node in; its id."""
        self.nodes.setdefault(id, {"id": id, "kind": kind, "label": label, "at": plain(at), "url": url})
        return id

    def edge(self, source: str, target: str, kind: str) -> None:
        """Lead from one node to another."""
        edge = {"source": source, "target": target, "kind": kind}
        if edge not in self.edges:
            self.edges.append(edge)


@public
def matter_graph(place: str, no: str) -> Response:
    """Nodes (matter, meeting, motion, vote_event, minutes, resolution, notice) and edges between them."""
    home = community(place)
    row, graph = matters.matter_by_no(db(), home.id, no), Graph()
    here = _matter(graph, home, row)
    if row.into is not None and row.state == "joined":
        graph.edge(here, _matter(graph, home, row.into), "joined")
    for meeting_id in _meetings_on(row):
        _meeting(graph, home, here, meeting_id)
    _votes(graph, home, row)
    _replies(graph, home, row, here)
    for notice in queries.notices(db(), home.id, matter_id=row.id, size=100)[0]:
        graph.edge(here, graph.node(f"notice/{notice.id}", "notice", notice.title, notice.posted_at,
                                    shapes.at("board.show", home, id=notice.id)), "posted")
    return said({"matter": row.no, "nodes": list(graph.nodes.values()), "edges": graph.edges}, home)


def _matter(graph: Graph, home: Community, row: Matter) -> str:
    return graph.node(f"matter/{row.no}", "matter", row.title, row.proposed_at, shapes.at("matters.show", home, no=row.no))


def _meetings_on(row: Matter) -> list[int]:
    planned = [e.data["meeting_id"] for e in matters.timeline(db(), row.id) if e.name == "MatterScheduled"]
    return list(dict.fromkeys(planned))


def _meeting(graph: Graph, home: Community, here: str, meeting_id: int) -> None:
    row = meetings.meeting(db(), meeting_id, home.id)
    there = graph.node(f"meeting/{row.id}", "meeting", f"{row.body.name} {row.year}-{row.number}", row.starts_at,
                       shapes.at("meetings.notice", home, id=row.id))
    graph.edge(here, there, "taken_up" if row.state != "cancelled" else "called_off")
    version = queries.approved_of_meeting(db(), row.id)
    if version is not None:
        graph.edge(there, graph.node(f"minutes/{row.id}", "minutes", version.title, version.approved_at,
                                     shapes.at("minutes.show", home, id=row.id)), "recorded")


def _votes(graph: Graph, home: Community, row: Matter) -> None:
    for put in queries.puts(db(), home.id, matter_id=row.id, size=100)[0]:
        motion = graph.node(f"motion/{put.motion.id}", "motion", put.motion.text, put.motion.moved_at,
                            shapes.at("meetings.notice", home, id=put.meeting.id))
        vote = graph.node(f"vote_event/{put.ballot.id}", "vote_event", put.ballot.question, put.ballot.closed_at,
                          shapes.at("ballots.result", home, id=put.ballot.id))
        graph.edge(f"meeting/{put.meeting.id}", motion, "moved")
        graph.edge(motion, vote, "put")


def _replies(graph: Graph, home: Community, row: Matter, here: str) -> None:
    for entry in queries.replies(db(), home.id, matter_id=row.id, size=100)[0]:
        reply = entry.resolution
        there = graph.node(f"resolution/{entry.id}", "resolution", entry.body.name,
                           reply.given_at if reply else None, shapes.at("matters.show", home, no=row.no))
        graph.edge(f"meeting/{entry.meeting_id}" if f"meeting/{entry.meeting_id}" in graph.nodes else here, there, "asked")
