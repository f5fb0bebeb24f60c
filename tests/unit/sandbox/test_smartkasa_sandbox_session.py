"""Who gets in, for how long, and in which words the others are turned away."""

from datetime import datetime, timedelta

import pytest

from tests.unit.sandbox.smartkasa_shop import START, smartkasa_shop

SHOPS = "/api/v1/rsn/shops"
SESSIONS = "/api/v1/auth/sessions"
REFRESH = "/api/v1/auth/refresh"
UNAUTHORIZED = {"message": "Unauthorized"}


@pytest.mark.parametrize("headers", [{"X-API-KEY": ""}, {"X-API-KEY": "other"}, {"Authorization": ""}])
async def test_without_the_key_or_a_token_nothing_is_told(headers):
    async with smartkasa_shop() as shop:
        answer = await shop.http.get(SHOPS, headers=headers)
    assert (answer.status_code, answer.json()) == (401, UNAUTHORIZED)


async def test_a_wrong_password_is_told_under_base():
    async with smartkasa_shop() as shop:
        session = {"phone_number": shop.account.phone_number, "password": "guess"}
        answer = await shop.http.post(SESSIONS, json={"session": session})
    assert answer.status_code == 422
    assert answer.json() == {"errors": {"base": [{"error": "phone_number_or_password_invalid"}]}}


async def test_a_sign_in_without_its_wrapper_is_refused():
    async with smartkasa_shop() as shop:
        session = {"phone_number": shop.account.phone_number, "password": shop.account.password}
        bare = await shop.http.post(SESSIONS, json=session)
        both = await shop.http.post(SESSIONS, json={"session": session, "more": 1})
    assert (bare.status_code, both.status_code) == (422, 422)


async def test_a_wrong_type_is_told_as_one_text():
    async with smartkasa_shop() as shop:
        answer = await shop.http.post(SESSIONS, json={"session": {"phone_number": 380, "password": "x"}})
    assert answer.status_code == 422
    assert answer.json()["errors"].startswith(
        "[Auth::SessionForm.new] 380 (Integer) has invalid type for :phone_number"
    )


async def test_a_body_that_is_not_json_is_a_bad_request():
    async with smartkasa_shop() as shop:
        answers = [await shop.http.post(SESSIONS, content=content) for content in (b"{", b"[]", b"\xff")]
    assert [answer.status_code for answer in answers] == [400, 400, 400]


async def test_tokens_tell_when_they_end():
    async with smartkasa_shop(access_lifetime=timedelta(minutes=5), refresh_lifetime=timedelta(days=2)) as shop:
        tokens = shop.tokens
    assert datetime.fromisoformat(tokens["access_expires_at"]) == START + timedelta(minutes=5)
    assert datetime.fromisoformat(tokens["refresh_expires_at"]) == START + timedelta(days=2)


async def test_an_access_token_dies_at_its_time():
    async with smartkasa_shop(access_lifetime=timedelta(minutes=5)) as shop:
        shop.clock.pass_(seconds=299)
        before = await shop.http.get(SHOPS)
        shop.clock.pass_(seconds=1)
        after = await shop.http.get(SHOPS)
    assert (before.status_code, after.status_code) == (200, 401)


async def test_refreshing_gives_new_tokens_and_kills_both_old_ones():
    async with smartkasa_shop() as shop:
        old = {"X-Refresh-Token": shop.tokens["refresh"]}
        fresh = await shop.http.post(REFRESH, headers=old)
        again = await shop.http.post(REFRESH, headers=old)
        with_old = await shop.http.get(SHOPS)
        with_new = await shop.http.get(SHOPS, headers={"Authorization": f"Bearer {fresh.json()['data']['access']}"})
    assert (fresh.status_code, again.status_code) == (201, 401)
    assert (with_old.status_code, with_new.status_code) == (401, 200)


async def test_refreshing_needs_no_live_access_token_but_a_live_refresh_token():
    async with smartkasa_shop(access_lifetime=timedelta(minutes=5), refresh_lifetime=timedelta(hours=1)) as shop:
        shop.clock.pass_(minutes=59)
        alive = await shop.http.post(REFRESH, headers={"X-Refresh-Token": shop.tokens["refresh"]})
        shop.clock.pass_(minutes=60)
        over = await shop.http.post(REFRESH, headers={"X-Refresh-Token": alive.json()["data"]["refresh"]})
    assert (alive.status_code, over.status_code) == (201, 401)


async def test_refreshing_takes_no_body_and_no_access_token_in_its_place():
    async with smartkasa_shop() as shop:
        headers = {"X-Refresh-Token": shop.tokens["refresh"]}
        with_body = await shop.http.post(REFRESH, headers=headers, json={})
        without = await shop.http.post(REFRESH)
        access = await shop.http.post(REFRESH, headers={"X-Refresh-Token": shop.tokens["access"]})
    assert (with_body.status_code, without.status_code, access.status_code) == (422, 401, 401)


async def test_signing_out_ends_this_session_and_no_other():
    async with smartkasa_shop() as shop:
        session = {"phone_number": shop.account.phone_number, "password": shop.account.password}
        other = (await shop.http.post(SESSIONS, json={"session": session})).json()["data"]
        out = await shop.http.delete(f"{SESSIONS}/logout")
        gone = await shop.http.get(SHOPS)
        refreshed = await shop.http.post(REFRESH, headers={"X-Refresh-Token": shop.tokens["refresh"]})
        kept = await shop.http.get(SHOPS, headers={"Authorization": f"Bearer {other['access']}"})
    assert out.status_code == 200
    assert [gone.status_code, refreshed.status_code, kept.status_code] == [401, 401, 200]


@pytest.mark.parametrize(("form", "bearer", "bare"), [("either", 200, 200), ("bearer", 200, 401), ("bare", 401, 200)])
async def test_the_server_can_be_told_which_form_of_the_token_it_takes(form, bearer, bare):
    async with smartkasa_shop() as shop:
        await shop.http.post("/_sandbox/behaviour", json={"authorization_form": form})
        with_word = await shop.http.get(SHOPS)
        without = await shop.http.get(SHOPS, headers={"Authorization": shop.tokens["access"]})
    assert (with_word.status_code, without.status_code) == (bearer, bare)


async def test_tokens_can_be_ended_from_behind():
    async with smartkasa_shop() as shop:
        await shop.http.post("/_sandbox/expire", json={})
        spent = await shop.http.get(SHOPS)
        fresh = await shop.http.post(REFRESH, headers={"X-Refresh-Token": shop.tokens["refresh"]})
        await shop.http.post("/_sandbox/expire", json={"refresh": True})
        dead = await shop.http.post(REFRESH, headers={"X-Refresh-Token": fresh.json()["data"]["refresh"]})
    assert [spent.status_code, fresh.status_code, dead.status_code] == [401, 201, 401]


async def test_an_unknown_path_is_not_found_and_an_unknown_method_not_allowed():
    async with smartkasa_shop() as shop:
        nowhere = await shop.http.get("/api/v1/nowhere")
        method = await shop.http.post("/api/v1/inventory/unit_types", json={})
    assert (nowhere.status_code, nowhere.json()) == (404, {"errors": "Not Found"})
    assert (method.status_code, method.json()) == (405, {"errors": "Method Not Allowed"})


async def test_the_pin_and_the_papers_come_with_one_employee_and_the_pin_not_in_lists():
    async with smartkasa_shop() as shop:
        one = (await shop.get("rsn/employees/1301"))["data"]
        listed = (await shop.get("rsn/employees"))["data"]
        await shop.http.post("/_sandbox/behaviour", json={"pin_in_lists": True})
        leaking = (await shop.get("rsn/employees"))["data"]
    assert (one["pin_code"], one["inn"], one["passport_number"]) == ("1234", "0000000001", "000001")
    assert not any("pin_code" in row for row in listed)
    assert all(row["pin_code"] for row in leaking)
