"""What each role may ask for, by the name of the endpoint's function; what is open to all, and what is audited.

An endpoint that is not here is nobody's: a test reads the routes and names it.
"""

from dataclasses import dataclass, replace

from shared.errors import Forbidden

from ..domain.principal import Principal, Role
from ..domain.quotas import Weight

ALL: frozenset[Role] = frozenset({"learner", "teacher", "operator", "service"})
SPEAKS_FOR_SPEAKERS: frozenset[Role] = frozenset({"learner", "operator", "service"})
"""Agrees, joins, takes back and erases: the speaker, or whom the tenant trusts to pass on what the speaker said. No teacher."""
ONESELF_OR_OPERATOR: frozenset[Role] = frozenset({"learner", "operator"})
"""All that is kept of somebody at once: for themself, and for who answers for the installation."""
TEACHES: frozenset[Role] = frozenset({"teacher", "operator"})
"""A teacher in classes of their own, an operator in all of the tenant's."""
OPERATOR: frozenset[Role] = frozenset({"operator"})


@dataclass(frozen=True, slots=True)
class AccessRule:
    roles: frozenset[Role]
    audited: str | None = None
    """What the audit calls it; None: it is not kept."""
    weight: Weight = "reads"
    """By which limit of requests it is counted."""


RULES: dict[str, AccessRule] = {
    "process_recording": AccessRule(ALL, "recording.sent", "work"),
    "submit_task": AccessRule(ALL, "recording.sent", "work"),
    "submit_transcript": AccessRule(ALL, "recording.sent", "work"),
    "get_transcript": AccessRule(ALL, "recording.read"),
    "submit_call": AccessRule(ALL, "recording.sent", "work"),
    "list_calls": AccessRule(ALL),
    "get_call": AccessRule(ALL, "recording.read"),
    "play_turn": AccessRule(ALL, "recording.played"),
    "replay_moment": AccessRule(ALL, "recording.sent", "work"),
    "send_recording": AccessRule(ALL, "recording.sent", "work"),
    "list_recordings": AccessRule(ALL),
    "get_recording": AccessRule(ALL),
    "change_recording": AccessRule(ALL, "recording.changed", "work"),
    "delete_recording": AccessRule(SPEAKS_FOR_SPEAKERS, "task.erased", "endings"),
    "get_recording_fields": AccessRule(ALL),
    "set_recording_fields": AccessRule(OPERATOR, "recording_fields.set", "work"),
    "drop_recording_fields": AccessRule(OPERATOR, "recording_fields.set", "endings"),
    "stream_words": AccessRule(ALL, "stream.opened", "work"),
    "list_tasks": AccessRule(ALL),
    "get_task": AccessRule(ALL, "recording.read"),
    "follow_task": AccessRule(ALL, "recording.read"),
    "play_word": AccessRule(ALL, "recording.played"),
    "cancel_task": AccessRule(ALL, None, "endings"),
    "retry_task": AccessRule(ALL, "task.retried", "work"),
    "delete_task": AccessRule(SPEAKS_FOR_SPEAKERS, "task.erased", "endings"),
    "revoke_consent": AccessRule(SPEAKS_FOR_SPEAKERS, "consent.revoked", "endings"),
    "create_share": AccessRule(SPEAKS_FOR_SPEAKERS, "share.made", "work"),
    "list_shares": AccessRule(SPEAKS_FOR_SPEAKERS),
    "revoke_share": AccessRule(SPEAKS_FOR_SPEAKERS, "share.revoked", "endings"),
    "show_shared": AccessRule(ALL, "share.viewed"),
    "play_shared": AccessRule(ALL, "share.played"),
    "give_speaker_consent": AccessRule(SPEAKS_FOR_SPEAKERS, "consent.given", "work"),
    "get_speaker_consent": AccessRule(SPEAKS_FOR_SPEAKERS),
    "revoke_speaker_consent": AccessRule(SPEAKS_FOR_SPEAKERS, "consent.revoked", "endings"),
    "list_speaker_shares": AccessRule(SPEAKS_FOR_SPEAKERS),
    "list_voice_samples": AccessRule(SPEAKS_FOR_SPEAKERS),
    "play_voice_sample": AccessRule(SPEAKS_FOR_SPEAKERS, "sample.played"),
    "delete_voice_sample": AccessRule(SPEAKS_FOR_SPEAKERS, "sample.erased", "endings"),
    "get_speaker_progress": AccessRule(ALL, "progress.read"),
    "export_speaker": AccessRule(ONESELF_OR_OPERATOR, "speaker.exported", "work"),
    "erase_speaker": AccessRule(SPEAKS_FOR_SPEAKERS, "speaker.erased", "endings"),
    "get_object": AccessRule(ALL, "recording.played"),
    "show_consent_wording": AccessRule(ALL),
    "say_text": AccessRule(ALL, None, "work"),
    "say_text_live": AccessRule(ALL, None, "work"),
    "show_voices": AccessRule(ALL),
    "show_tips": AccessRule(ALL),
    "show_sounds": AccessRule(ALL),
    "show_languages": AccessRule(ALL),
    "map_text": AccessRule(ALL, None, "work"),
    "detect_language": AccessRule(ALL, None, "work"),
    "normalise_transcript": AccessRule(ALL, None, "work"),
    "infer_transcripts": AccessRule(ALL, "recording.sent", "work"),
    "infer_speech": AccessRule(ALL, None, "work"),
    "infer_translations": AccessRule(ALL, None, "work"),
    "translate_texts": AccessRule(ALL, None, "work"),
    "search_turns": AccessRule(ALL, "turns.searched", "work"),
    "create_class": AccessRule(TEACHES, "class.made", "work"),
    "list_classes": AccessRule(TEACHES),
    "get_class": AccessRule(TEACHES),
    "rename_class": AccessRule(TEACHES, None, "work"),
    "delete_class": AccessRule(TEACHES, "class.deleted", "endings"),
    "renew_class_code": AccessRule(TEACHES, "class.code_renewed", "work"),
    "close_class": AccessRule(TEACHES, "class.closed", "endings"),
    "remove_class_member": AccessRule(TEACHES, "class.member_removed", "endings"),
    "join_class": AccessRule(SPEAKS_FOR_SPEAKERS, "class.joined", "work"),
    "list_memberships": AccessRule(SPEAKS_FOR_SPEAKERS),
    "change_membership": AccessRule(SPEAKS_FOR_SPEAKERS, "class.sharing_changed", "work"),
    "leave_class": AccessRule(SPEAKS_FOR_SPEAKERS, "class.left", "endings"),
    "create_assignment": AccessRule(TEACHES, None, "work"),
    "list_class_assignments": AccessRule(TEACHES),
    "change_assignment": AccessRule(TEACHES, None, "work"),
    "delete_assignment": AccessRule(TEACHES, None, "endings"),
    "list_assignments": AccessRule(SPEAKS_FOR_SPEAKERS),
    "check_words": AccessRule(TEACHES, None, "work"),
    "list_inbox": AccessRule(TEACHES, "inbox.read"),
    "mark_inbox": AccessRule(TEACHES, None, "work"),
    "get_class_member": AccessRule(TEACHES, "member.read"),
    "get_class_habits": AccessRule(TEACHES, "class.habits_read"),
    "export_class_habits": AccessRule(TEACHES, "class.exported"),
    "list_remarks": AccessRule(ALL, "remarks.read"),
    "add_note": AccessRule(TEACHES, "note.added", "work"),
    "add_voice_note": AccessRule(TEACHES, "note.added", "work"),
    "delete_note": AccessRule(TEACHES, "note.deleted", "endings"),
    "judge_issue": AccessRule(TEACHES, "issue.judged", "work"),
    "withdraw_verdict": AccessRule(TEACHES, "issue.judged", "endings"),
    "play_recording": AccessRule(ALL, "recording.played"),
    "create_key": AccessRule(OPERATOR, "key.made", "work"),
    "list_keys": AccessRule(OPERATOR, "keys.listed"),
    "revoke_key": AccessRule(OPERATOR, "key.revoked", "endings"),
    "open_session": AccessRule(ALL, "session.opened", "work"),
    "show_session": AccessRule(ALL),
    "close_session": AccessRule(ALL, "session.closed", "endings"),
    "close_all_sessions": AccessRule(ALL, "sessions.closed", "endings"),
    "list_audit": AccessRule(OPERATOR, "audit.read"),
    "get_usage": AccessRule(ALL),
    "get_tenant_quota": AccessRule(OPERATOR),
    "set_tenant_quota": AccessRule(OPERATOR, "quota.set", "work"),
    "get_key_quota": AccessRule(OPERATOR),
    "set_key_quota": AccessRule(OPERATOR, "quota.set", "work"),
    "show_privacy": AccessRule(ALL),
    "get_config": AccessRule(ALL),
    "show_status": AccessRule(OPERATOR),
    "list_models": AccessRule(OPERATOR),
    "get_model_version": AccessRule(OPERATOR),
    "try_model_version": AccessRule(OPERATOR, "model.tried", "work"),
    "promote_model_version": AccessRule(OPERATOR, "model.promoted", "work"),
    "roll_back_model_version": AccessRule(OPERATOR, "model.rolledback", "endings"),
    "compare_model_versions": AccessRule(OPERATOR),
    "get_model_drift": AccessRule(OPERATOR),
    "start_training": AccessRule(OPERATOR, "training.started", "work"),
    "list_training_jobs": AccessRule(OPERATOR),
    "get_training_job": AccessRule(OPERATOR),
    "get_training_log": AccessRule(OPERATOR),
    "cancel_training": AccessRule(OPERATOR, "training.cancelled", "endings"),
    "give_training_consent": AccessRule(SPEAKS_FOR_SPEAKERS, "training.agreed", "work"),
    "get_training_consent": AccessRule(SPEAKS_FOR_SPEAKERS),
    "revoke_training_consent": AccessRule(SPEAKS_FOR_SPEAKERS, "training.withdrawn", "endings"),
    "list_ending_consents": AccessRule(OPERATOR, "consents.listed"),
    "get_retention": AccessRule(OPERATOR),
    "set_retention": AccessRule(OPERATOR, "retention.set", "work"),
    "show_due": AccessRule(OPERATOR),
    "list_events": AccessRule(OPERATOR),
    "get_event": AccessRule(OPERATOR),
    "replay_events": AccessRule(OPERATOR, "events.replayed", "work"),
    "list_dead_letters": AccessRule(OPERATOR),
    "replay_dead_letter": AccessRule(OPERATOR, "events.replayed", "work"),
    "drop_dead_letter": AccessRule(OPERATOR, "event.dropped", "endings"),
    "create_webhook": AccessRule(OPERATOR, "webhook.made", "work"),
    "list_webhooks": AccessRule(OPERATOR),
    "change_webhook": AccessRule(OPERATOR, "webhook.changed", "work"),
    "renew_webhook_secret": AccessRule(OPERATOR, "webhook.secret_renewed", "work"),
    "test_webhook": AccessRule(OPERATOR, "webhook.tested", "work"),
    "delete_webhook": AccessRule(OPERATOR, "webhook.deleted", "endings"),
}

VERSION_PREFIX = "/api/v1"
"""Of the documented form of every route of RULES; each answers without it too."""
OPEN = {
    ("GET", "/health"): "whether the process lives, and no more: for what starts it again",
    ("GET", "/ready"): "which parts can be used: for balancers, which hold no key",
    ("GET", "/docs"): "the interface's description, which everyone has who has the source",
    ("GET", "/openapi.json"): "the same for programs",
    (
        "GET",
        "/objects",
    ): "the address is signed: it is the key to this one object, for reading, for a while",
    (
        "GET",
        "/shared",
    ): "the token in the address is the key to this one result, until it ends or is revoked",
    ("POST", "/sessions"): "the key is in the body",
    ("GET", "/"): "the page that asks for a key",
    (
        "GET",
        "/assets",
    ): "the scripts and styles of that page, which everyone has who has the source",
}
"""Method and path that nobody needs a key for, with all below the path, and why."""

ALONE = frozenset({"/", "/sessions"})
"""Paths that are open without what is below them."""


def is_open(method: str, path: str) -> bool:
    plain = path.removeprefix(VERSION_PREFIX)
    return any(
        method == open_method
        and (plain == open_path or (open_path not in ALONE and plain.startswith(f"{open_path}/")))
        for open_method, open_path in OPEN
    )


def require_role(principal: Principal, endpoint: str) -> None:
    """Raises Forbidden."""
    rule = RULES.get(endpoint)
    if rule is None or principal.role not in rule.roles:
        raise Forbidden(f"the role {principal.role} may not do this: see docs/access.md")


def may_read_metrics(principal: Principal) -> bool:
    return principal.role == "operator" or "metrics" in principal.scopes


def require_tenant(principal: Principal, tenant: str) -> Principal:
    """The principal at work in that tenant. Raises Forbidden where it is another's and the scope `tenants` is missing."""
    if tenant == principal.tenant:
        return principal
    if "tenants" not in principal.scopes:
        raise Forbidden("another tenant needs the scope 'tenants'", field="tenant")
    return replace(principal, tenant=tenant)
