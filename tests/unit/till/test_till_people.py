"""People: the verifier and its days, the lock and its lengths, and signing out when Checkbox is away."""

import asyncio

import pytest

from pos_app.checkbox.errors import AnswerClass, Rejected, Words, ambiguous, not_sent
from pos_app.till.lockout import FIRST_LOCK_S, LONGEST_LOCK_S, PinLockout
from pos_app.till.state import Cashier
from pos_app.till.verifier import PinVerifier
from tests.unit.till.conftest import Bench, MakeBench

WRONG = Rejected(AnswerClass.CREDENTIALS, Words(), code="wrong_pin")
AWAY = not_sent("no route")


async def test_a_refusal_that_is_no_wrong_pin_does_not_count_as_a_guess(make_bench: MakeBench) -> None:
    bench = make_bench()
    await bench.till.start()
    bench.account.trouble["sign_in"] = Rejected(AnswerClass.CONFIGURATION, Words(), code="license_invalid")
    for _ in range(7):
        assert await bench.refusal(bench.till.sign_in_pin("1234")) == "license_invalid"
    assert bench.store.people.lock().failures == 0


async def test_a_sign_in_that_ends_half_way_leaves_the_old_token(bench: Bench) -> None:
    token = bench.account.token
    bench.account.trouble["me"] = ambiguous("cut")
    assert await bench.refusal(bench.till.sign_in("taras", "x")) == "unreachable"
    assert bench.account.token == token


async def test_taxes_that_cannot_be_read_do_not_stop_a_sign_in(make_bench: MakeBench) -> None:
    bench = make_bench()
    await bench.till.start()
    bench.account.trouble["taxes"] = ambiguous("cut")
    await bench.till.sign_in_pin("1234")
    assert (await bench.till.taxes())["taxes"] == []
    assert await bench.refusal(bench.till.confirm_taxes({"1": [1]})) == "tax_unmapped"


async def test_signing_out_while_checkbox_is_away_forgets_the_token_here(bench: Bench) -> None:
    bench.account.trouble["sign_out"] = AWAY
    await bench.till.sign_out()
    assert bench.account.token is None
    assert bench.tokens.load() is None


async def test_the_silent_sign_in_tells_whether_it_was_taken(bench: Bench) -> None:
    bench.account.token = None
    assert await bench.till.sign_in_again()
    assert bench.tokens.load() == "token-1234"
    bench.account.trouble["sign_in"] = WRONG
    assert not await bench.till.sign_in_again()
    assert bench.store.people.lock().failures == 0


async def test_a_pin_that_checkbox_refuses_is_not_tried_again_until_somebody_signs_in(bench: Bench) -> None:
    bench.account.trouble["sign_in"] = WRONG
    before = bench.account.sign_ins
    for _ in range(300):  # an hour of probes
        assert not await bench.till.sign_in_again()
    assert bench.account.sign_ins == before + 1
    del bench.account.trouble["sign_in"]
    assert not await bench.till.sign_in_again()
    await bench.till.sign_in_pin("1234")
    before = bench.account.sign_ins
    assert await bench.till.sign_in_again()
    assert bench.account.sign_ins == before + 1


@pytest.mark.parametrize(
    "trouble", [AWAY, Rejected(AnswerClass.LOCKED, Words(), code="cashier_deactivated"), ambiguous("cut")]
)
async def test_a_sign_in_that_says_nothing_of_the_pin_is_tried_again(bench: Bench, trouble: Exception) -> None:
    bench.account.trouble["sign_in"] = trouble
    assert not await bench.till.sign_in_again()
    del bench.account.trouble["sign_in"]
    assert await bench.till.sign_in_again()


async def test_a_refusal_of_the_old_pin_that_comes_late_says_nothing_of_the_new_one(bench: Bench) -> None:
    asked, answer = asyncio.Event(), asyncio.Event()
    real = bench.account.sign_in_pin

    async def refused_late(_pin: str) -> None:
        bench.account.sign_in_pin = real  # type: ignore[method-assign] # a person comes meanwhile
        asked.set()
        await answer.wait()
        raise WRONG

    bench.account.sign_in_pin = refused_late  # type: ignore[method-assign] # the old PIN's answer is slow
    silent = asyncio.ensure_future(bench.till.sign_in_again())
    await asked.wait()
    await bench.till.sign_in_pin("4321")
    answer.set()
    assert not await silent
    assert await bench.till.sign_in_again()


async def test_by_login_the_silent_sign_in_uses_the_login(bench: Bench) -> None:
    await bench.till.sign_in("olena", "secret")
    bench.account.token = None
    assert await bench.till.sign_in_again()
    assert bench.tokens.load() == "token-olena"


async def test_an_offline_sign_in_keeps_a_token_that_is_there(bench: Bench) -> None:
    bench.account.trouble["sign_in"] = AWAY
    token = bench.account.token
    await bench.till.sign_in_pin("1234")
    assert bench.account.token == token


async def test_a_till_that_knows_nobody_says_that_checkbox_is_away(make_bench: MakeBench) -> None:
    bench = make_bench(offline_sign_in_days=0)
    await bench.till.start()
    bench.account.trouble["sign_in"] = AWAY
    assert await bench.refusal(bench.till.sign_in_pin("1234")) == "unreachable"


async def test_a_verifier_holds_for_its_days_and_not_before_its_time(bench: Bench) -> None:
    verifier = PinVerifier(bench.store.people, bench.clock, days=3, salt=lambda size: b"x" * size)
    olena = Cashier("1", "Олена", frozenset({"sale"}))
    await verifier.renew(olena, "7777")
    assert await verifier.find("7777") == olena
    assert await verifier.find("7778") is None
    bench.seconds = 3 * 86400
    assert await verifier.find("7777") == olena
    bench.seconds += 1
    assert await verifier.find("7777") is None
    bench.seconds = -1
    assert not verifier.knows_anyone()


async def test_the_lock_grows_with_each_guess_up_to_its_longest(bench: Bench) -> None:
    lockout = PinLockout(bench.store.people, bench.clock)
    lengths = []
    for _ in range(12):
        lockout.failed()
        lock = bench.store.people.lock()
        assert lock.last_at is not None
        lengths.append(0 if lock.locked_until is None else int((lock.locked_until - lock.last_at).total_seconds()))
    assert lengths == [0, 0, 0, 0, *(min(FIRST_LOCK_S * 2**n, LONGEST_LOCK_S) for n in range(8))]


async def test_a_lock_that_was_served_is_not_served_again_after_a_restart(bench: Bench) -> None:
    lockout = PinLockout(bench.store.people, bench.clock)
    for _ in range(5):
        lockout.failed()
    bench.seconds = FIRST_LOCK_S + 1
    lockout.check()
    PinLockout(bench.store.people, bench.clock).check()
