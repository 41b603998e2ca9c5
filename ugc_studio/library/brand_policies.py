"""The choices of a brand as they are stored: JSON in the brand's row, what is missing takes the careful default."""

from __future__ import annotations

from collections.abc import Mapping

from ugc_studio.domain.consent import ApprovalPolicy, AskingPolicy, BrandPolicy

ASKING = ("again_after", "remind_after", "silent_after")


def policy_to_json(policy: BrandPolicy) -> dict[str, object]:
    """A brand's policy as JSON values."""
    approval = policy.approval
    return {
        "country": policy.country,
        "guidelines": policy.guidelines,
        "approval": {
            "every_grant": approval.every_grant,
            "paid": approval.paid,
            "minors": approval.minors,
            "evidence": sorted(approval.evidence),
        },
        "asking": {name: getattr(policy.asking, name) for name in ASKING},
        "contact": policy.contact,
    }


def policy_from_json(data: Mapping[str, object]) -> BrandPolicy:
    """Read a policy; what is missing takes the careful default."""
    said = data.get("approval")
    said = said if isinstance(said, Mapping) else {}
    careful = ApprovalPolicy()
    approval = ApprovalPolicy(
        every_grant=bool(said.get("every_grant", careful.every_grant)),
        paid=bool(said.get("paid", careful.paid)),
        minors=bool(said.get("minors", careful.minors)),
        evidence=frozenset(said.get("evidence", careful.evidence)),
    )
    guidelines, contact = data.get("guidelines"), data.get("contact")
    return BrandPolicy(
        approval, str(data.get("country", "FR")), str(guidelines) if guidelines else None,
        _asking_from_json(data.get("asking")), str(contact) if contact else None,
    )  # fmt: skip


def _asking_from_json(said: object) -> AskingPolicy:
    days = said if isinstance(said, Mapping) else {}
    return AskingPolicy(**{name: int(days[name]) for name in ASKING if isinstance(days.get(name), int)})
