"""The return to online, and the errands that run beside the documents: probes, signature, go-online at its interval."""

from dataclasses import replace

from pos_app.domain.register import Mode
from pos_app.fiscal import drain, refill
from pos_app.fiscal.decisions import Draft
from pos_app.fiscal.effects import (
    CheckSignature,
    GoOnline,
    Ping,
    ReadInfo,
)
from pos_app.fiscal.events import InfoSeen, Pinged
from pos_app.fiscal.state import DrainStep, Refusal
from pos_app.fiscal.writes import SaveHours

SUPPORT = Refusal("attention_needed", "Податкова відповідає, а каса лишається офлайн. Зверніться в підтримку Checkbox.")


def begin(draft: Draft) -> None:
    """Everything is at Checkbox. The mode is on disk before go-online is sent: after a crash no old go-offline goes."""
    draft.set_mode(Mode.RETURNING)
    draft.change_way(go_online_at=draft.now.mono, go_onlines=0, pinged=False)
    draft.change_way(probe_at=draft.now.mono + _interval(draft))


def errands(draft: Draft) -> None:
    """What the register itself needs just now."""
    state = draft.state
    if state.signer_off and not state.checking_signature and state.signature_at <= draft.now.mono:
        draft.change(checking_signature=True)
        draft.act(CheckSignature())
    if not wants_probe(draft) or state.signing:
        return
    if not state.way.probing and state.way.probe_at <= draft.now.mono:
        draft.change_way(probing=True)
        draft.act(ReadInfo())
    if wants_go_online(draft) and not state.way.going_online and state.way.go_online_at <= draft.now.mono:
        _go_online(draft)


def wants_probe(draft: Draft) -> bool:
    """Is the register somewhere it should not stay?"""
    state = draft.state
    settled = state.mode in {Mode.ONLINE, Mode.NO_SHIFT}
    return state.mode in {Mode.LOCAL_OFFLINE, Mode.RETURNING} or (settled and (state.server_offline or state.way.look))


def wants_go_online(draft: Draft) -> bool:
    """Should go-online be repeated: while returning, and in the server's own offline with nothing queued."""
    away = draft.state.mode is Mode.RETURNING or draft.state.server_offline
    return away and draft.state.mode is not Mode.LOCAL_OFFLINE and not draft.state.queue


def _go_online(draft: Draft) -> None:
    way = draft.state.way
    if draft.state.mode is Mode.RETURNING and way.go_onlines > max(way.sent_offline, 1) and not way.pinged:
        draft.change_way(pinged=True)
        draft.act(Ping())
        return
    retry = draft.now.mono + draft.state.rules.go_online_retry_s
    draft.change_way(going_online=True, go_onlines=way.go_onlines + 1, go_online_at=retry)
    draft.act(GoOnline())


def info_seen(draft: Draft, event: InfoSeen) -> None:
    """The probe has an answer, or none."""
    draft.change_way(probing=False, probe_at=draft.now.mono + drain.probe_pause(draft, event.reply))
    seen = event.register
    news = draft.state.way.look or not draft.state.server_offline
    refused = event.reply is not None and event.reply.is_refusal
    draft.change_way(look=draft.state.way.look and seen is None, unreached=seen is None and not refused)
    if event.reply is not None and refused:
        # a key that is good no longer is not a cable that is out: said, or the till would seem cut off for ever
        draft.change(block=event.reply.refusal)
    hours = draft.state.server_hours
    if seen is not None and not seen.offline_mode and hours is not None and hours.row_began is not None:
        draft.change(server_hours=hours.ended(draft.state.clock.read(draft.now)))
        draft.write(SaveHours(draft.state.server_hours or hours))
    if seen is not None:
        draft.change(server_offline=seen.offline_mode, stay_offline=seen.stay_offline, server_shift=seen.has_shift)
        draft.change(register=seen.register or draft.state.register)
        if news and seen.offline_mode and not seen.stay_offline:
            refill.read_list(draft)
    if draft.state.mode is Mode.DRAINING:
        if draft.state.way.step is DrainStep.CHECK:
            drain.checked(draft, seen)
    elif seen is not None and draft.state.mode is Mode.LOCAL_OFFLINE:
        drain.begin(draft)
    elif seen is not None and draft.state.mode is Mode.RETURNING and not seen.offline_mode:
        _online(draft)


def _online(draft: Draft) -> None:
    drain.end_session(draft, "SPENT")
    draft.change(alarm=None if draft.state.alarm is SUPPORT else draft.state.alarm, stay_offline=False)
    draft.set_mode(Mode.ONLINE if draft.state.shift else Mode.NO_SHIFT)
    refill.when_due(draft)


def pinged(draft: Draft, event: Pinged) -> None:
    """The tax service is alive and the register still offline: only the vendor can help."""
    if event.alive and draft.state.mode is Mode.RETURNING:
        draft.change(alarm=SUPPORT)
    retry = draft.now.mono + draft.state.rules.go_online_retry_s
    draft.change_way(go_online_at=retry)
    if event.alive is None:
        # an unanswered ping says nothing: as many go-online calls again before the next one
        draft.change_way(pinged=False, go_onlines=0)


def _interval(draft: Draft) -> float:
    return draft.state.rules.probe_interval_s


def quiet(draft: Draft, seconds: float) -> None:
    """After a start: a copy of the last unclear request may still be on its way."""
    draft.change(way=replace(draft.state.way, quiet_until=draft.now.mono + seconds))
