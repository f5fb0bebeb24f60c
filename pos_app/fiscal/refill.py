"""Fills the pool of offline codes: asks only when nothing is queued, writes the moment first, then reads the list."""

from pos_app.domain.register import Mode
from pos_app.fiscal.codes import RefillFacts, may_ask
from pos_app.fiscal.decisions import Draft
from pos_app.fiscal.effects import AskCodes, ListCodes
from pos_app.fiscal.events import CodesListed
from pos_app.fiscal.writes import AddCodes, Note, SaveClock, SaveCode


def when_due(draft: Draft) -> None:
    """Sales and a stay offline use codes up: ask again as soon as that is allowed, and only then."""
    state = draft.state
    at = state.clock.read(draft.now)
    facts = RefillFacts(True, len(state.queue), len(state.pool), state.clock.last_ask, state.documents_since_ask)
    if state.clock.last_ask is not None and state.shift and may_ask(facts, state.rules.offline_codes_low, at):
        begin(draft)


def begin(draft: Draft) -> None:
    """Ask where that is allowed, else only read; nothing at all while the pool is full enough."""
    state = draft.state
    online = state.mode is Mode.ONLINE and not state.server_offline
    if not online or state.refilling or len(state.pool) >= state.rules.offline_codes_low:
        return
    draft.change(refilling=True)
    at = state.clock.read(draft.now)
    facts = RefillFacts(online, len(state.queue), len(state.pool), state.clock.last_ask, state.documents_since_ask)
    if not may_ask(facts, state.rules.offline_codes_low, at):
        draft.act(ListCodes())
        return
    # the moment is on disk before the request leaves: no offline document may ever be dated before it
    draft.change(clock=state.clock.asked(at), documents_since_ask=0)
    draft.write(SaveClock(draft.state.clock), Note("codes.asked", {"count": state.rules.offline_codes_count, "at": at}))
    draft.act(AskCodes(state.rules.offline_codes_count))


def read_list(draft: Draft) -> None:
    """The server's own offline takes codes from the near end without a word, for itself and for shifts."""
    if not draft.state.refilling:
        draft.change(refilling=True)
        draft.act(ListCodes())


def listed(draft: Draft, event: CodesListed) -> None:
    """Put what is new into the pool; what a complete list no longer has was used there."""
    draft.change(refilling=False)
    if event.codes is None:
        return
    added, pool = draft.state.pool.plus(event.codes)
    if event.complete:
        gone, pool = pool.without({code.code for code in event.codes})
        draft.write(*(SaveCode(code.code, "BURNT") for code in gone))
    draft.change(pool=pool)
    if added:
        draft.write(AddCodes(added), Note("codes.added", {"count": len(added)}))
