"""Tables of needs, resources, projects and volunteer posts."""
from consult.project.models.claims import Claim, ClaimAgreement, Milestone
from consult.project.models.closing import (
    ClosingReport,
    SatisfactionCount,
    SatisfactionGiven,
    SatisfactionRemark,
    Thanks,
)
from consult.project.models.lists import Need, Resource
from consult.project.models.projects import Project, ProjectNeed, ProjectResource
from consult.project.models.volunteering import PostClaim, VolunteerHours, VolunteerPost

__all__ = [
    "Claim",
    "ClaimAgreement",
    "ClosingReport",
    "Milestone",
    "Need",
    "PostClaim",
    "Project",
    "ProjectNeed",
    "ProjectResource",
    "Resource",
    "SatisfactionCount",
    "SatisfactionGiven",
    "SatisfactionRemark",
    "Thanks",
    "VolunteerHours",
    "VolunteerPost",
]
