"""Badges: a card signs its owner in like the PIN it opens; a wrong one counts as a wrong PIN; none is kept readable."""

from dataclasses import replace

import pytest

from pos_app.domain.errors import PosError, Unreachable, refused
from pos_app.till.people_state import Proof
from tests.unit.till.conftest import Bench, MakeBench

CARD = "KASIR-0042-XYZ"


async def issued(bench: Bench) -> str:
    """A badge of the cashier who is signed in; → its id. Then nobody is signed in."""
    row = await bench.till.issue_badge(CARD)
    await bench.till.close_shift()
    await bench.till.sign_out()
    return row.id


async def test_a_badge_signs_its_owner_in_with_checkbox_s_word(bench: Bench) -> None:
    await issued(bench)
    assert (await bench.till.sign_in_badge(f"]C1{CARD}\r\n")).name == "Шевчук Олена"
    assert bench.till.state.cashier is not None
    assert len(bench.journal("badge.issued")) == 1


async def test_a_badge_works_without_checkbox_too_for_as_long_as_the_pin_does(bench: Bench) -> None:
    await issued(bench)
    bench.account.trouble["sign_in"] = Unreachable()
    assert (await bench.till.sign_in_badge(CARD)).name == "Шевчук Олена"


async def test_a_wrong_badge_counts_as_a_wrong_pin(bench: Bench) -> None:
    await issued(bench)
    for _ in range(5):
        assert await bench.refusal(bench.till.sign_in_badge("KASIR-0043-XYZ")) == "badge_unknown"
    assert await bench.refusal(bench.till.sign_in_badge(CARD)) == "pin_locked"


async def test_neither_the_code_nor_the_pin_is_on_disk(bench: Bench) -> None:
    await issued(bench)
    (badge,) = bench.store.badges.all()
    kept = badge.digest + badge.nonce + badge.sealed
    assert CARD.encode() not in kept
    assert b"1234" not in kept
    entries = "".join(entry.body for entry in bench.store.journal.entries())
    assert CARD not in entries
    assert "1234" not in entries


async def test_goods_scanned_at_the_lock_are_no_guesses(bench: Bench) -> None:
    await bench.till.lock()
    for _ in range(9):
        assert await bench.refusal(bench.till.switch(Proof(badge="4820000000001"))) == "badge_unknown"
    await bench.till.switch(Proof("1234"))


async def test_a_badge_that_was_tampered_with_opens_nothing(bench: Bench) -> None:
    badge_id = await issued(bench)
    (badge,) = bench.store.badges.all()
    bench.store.badges.remove(badge_id)
    bench.store.badges.save(replace(badge, sealed=bytes([badge.sealed[0] ^ 1]) + badge.sealed[1:]))
    assert await bench.refusal(bench.till.sign_in_badge(CARD)) == "badge_unknown"


async def test_a_revoked_badge_opens_nothing_and_the_card_may_be_used_again(bench: Bench) -> None:
    row = await bench.till.issue_badge(CARD)
    assert [one.name for one in await bench.till.badges()] == ["Шевчук Олена"]
    await bench.till.revoke_badge(row.id)
    assert await bench.till.badges() == []
    assert await bench.refusal(bench.till.revoke_badge(row.id)) == "badge_unknown"
    await bench.till.issue_badge(CARD)


async def test_somebody_else_s_badge_is_revoked_only_with_the_right(bench: Bench) -> None:
    row = await bench.till.issue_badge(CARD)
    board = bench.till._parts.board
    assert board.state.cashier is not None
    board.show(cashier=replace(board.state.cashier, id="somebody", permissions=frozenset()))
    assert await bench.refusal(bench.till.revoke_badge(row.id)) == "not_permitted"


@pytest.mark.parametrize("code", ["1234567", "x" * 65, "ABC\x00DEFGH", "4820000000048", "0004820000000048"[2:]])
async def test_a_code_that_is_too_short_or_of_goods_is_no_badge(bench: Bench, code: str) -> None:
    assert await bench.refusal(bench.till.issue_badge(code)) == "bad_badge"


async def test_a_card_is_one_person_s_badge(bench: Bench) -> None:
    await bench.till.issue_badge(CARD)
    with pytest.raises(PosError) as refusal:
        await bench.till.issue_badge(CARD)
    assert "Шевчук" in refusal.value.message


async def test_who_signed_in_by_password_gets_no_badge(make_bench: MakeBench) -> None:
    bench = make_bench()
    await bench.till.start()
    await bench.till.sign_in("olena", "secret")
    assert await bench.refusal(bench.till.issue_badge(CARD)) == "bad_badge"


async def test_a_badge_of_a_pin_that_was_changed_says_so(bench: Bench) -> None:
    await issued(bench)
    bench.account.trouble["sign_in"] = PosError("ні", code="wrong_pin")
    with pytest.raises(PosError) as refusal:
        await bench.till.sign_in_badge(CARD)
    assert (refusal.value.code, "PIN змінено" in refusal.value.message) == ("badge_unknown", True)


async def test_a_refusal_that_says_nothing_of_the_pin_is_told_as_it_is(bench: Bench) -> None:
    await issued(bench)
    bench.account.trouble["sign_in"] = refused("refused_by_server")
    assert await bench.refusal(bench.till.sign_in_badge(CARD)) == "refused_by_server"
    assert bench.till.state.cashier is None
    del bench.account.trouble["sign_in"]
    assert (await bench.till.sign_in_badge(CARD)).name == "Шевчук Олена"


async def test_a_pin_too_long_for_a_badge_gets_none(make_bench: MakeBench) -> None:
    bench = make_bench()
    await bench.till.start()
    await bench.till.sign_in_pin("1" * 40)
    assert await bench.refusal(bench.till.issue_badge(CARD)) == "bad_badge"
    assert await bench.till.badges() == []
    assert bench.journal("badge.issued") == []
    await bench.till.shutdown()
