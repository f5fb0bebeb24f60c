"""Beginning and ending: what keeps a till from starting is said in words, and however it ends nothing is lost."""

import re
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import MakeTill
from tests.e2e.rpc_driver import RpcTill, TillEnded
from tests.e2e.shelf import MILK
from tests.e2e.vendors import PIN, Vendors, write_config

CASH = [{"type": "CASH"}]
SENTENCE = re.compile(r"[А-ЯЄІЇҐ«][^\n]* \[(?P<code>[a-z_]+)\]")


def check_gives_up(till: RpcTill, code: str) -> str:
    """The till ends at once with exit code 2, and says why in one sentence with a stable code; → what it said."""
    assert till.exit_code() == 2, till.stderr
    sentence = SENTENCE.fullmatch(till.stderr.splitlines()[-1])
    assert sentence is not None, till.stderr
    assert sentence["code"] == code
    assert till.not_json == []
    return till.stderr


def shop(vendors: Vendors, tmp_path: Path, **sections: dict[str, Any]) -> RpcTill:
    """A till that is not started yet."""
    return RpcTill(write_config(tmp_path / "till.toml", vendors, **sections), tmp_path / "data")


@pytest.mark.parametrize(
    "text",
    [
        "this is no toml",
        '[fiscal]\nrequest_timeout_s = "quick"',
        '[fiscal]\ncash_rounding = "25"',
        '[printer]\ntransport = "pigeon"',
        '[taxes]\n"1" = "x"',
    ],
)
def test_a_corrupt_settings_file_is_told_and_touches_nothing(tmp_path: Path, vendors: Vendors, text: str) -> None:
    till = shop(vendors, tmp_path)
    till.config.write_text(text, encoding="utf-8")
    check_gives_up(till.start(), "settings_invalid")
    assert not (tmp_path / "data" / "till.db").exists()
    write_config(till.config, vendors)
    assert till.start().call("till.status")["mode"] == "NO_SHIFT"
    assert till.shutdown() == 0


def test_settings_that_are_no_text_are_told(tmp_path: Path, vendors: Vendors) -> None:
    till = shop(vendors, tmp_path)
    till.config.write_bytes(b"\xff\xfe\x00[")
    check_gives_up(till.start(), "settings_invalid")
    till.config.unlink()
    check_gives_up(till.start(), "settings_invalid")


def test_a_file_with_keys_that_others_may_read_is_refused(tmp_path: Path, vendors: Vendors) -> None:
    elsewhere = {"base_url": "https://checkbox.example"}
    till = shop(vendors, tmp_path, checkbox=elsewhere)
    till.config.chmod(0o644)
    said = check_gives_up(till.start(), "settings_invalid")
    assert "chmod 600" in said
    assert vendors.checkbox.register.settings.license_key not in said


def test_a_second_till_on_the_same_data_is_sent_away(till: RpcTill) -> None:
    till.call("till.status")
    second = RpcTill(till.config, till.data_dir).start()
    check_gives_up(second, "already_running")
    assert till.call("session.sign_in", {"pin_code": PIN})["cashier"]
    till.kill()
    # a lock that died with its owner holds nobody up
    assert second.start().call("till.status")["mode"] == "NO_SHIFT"
    assert second.shutdown() == 0


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path, vendors: Vendors) -> None:
    (tmp_path / "file").write_text("x")
    config = write_config(tmp_path / "till.toml", vendors)
    for place in (tmp_path / "file" / "data", Path("/proc/till")):
        till = RpcTill(config, place).start()
        code = till.exit_code()
        said = till.stderr
        assert code == 2, said
        sentence = SENTENCE.fullmatch(said.splitlines()[-1])
        assert sentence is not None, said
        assert sentence["code"] in ("disk_read_only", "disk_failed")
        assert "Traceback" not in said


def test_a_read_only_disk_is_told(tmp_path: Path, vendors: Vendors) -> None:
    place = tmp_path / "data"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "none", place], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip(f"nothing can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        check_gives_up(RpcTill(write_config(tmp_path / "till.toml", vendors), place).start(), "disk_read_only")
    finally:
        subprocess.run(["umount", place], check=True)


def test_a_full_disk_is_told_and_when_there_is_room_again_the_sale_is_made(
    tmp_path: Path, vendors: Vendors, stocked_folder: Path
) -> None:
    place = tmp_path / "data"
    place.mkdir()
    options = ["-t", "tmpfs", "-o", "size=96m"]
    mounted = subprocess.run(["mount", *options, "none", place], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip(f"nothing can be mounted here: {mounted.stderr.decode().strip()}")
    till = RpcTill(write_config(tmp_path / "till.toml", vendors), place)
    try:
        shutil.copytree(stocked_folder, place, dirs_exist_ok=True)
        till.start().call("session.sign_in", {"pin_code": PIN})
        till.call("shift.open", {})
        till.call("cart.add", {"product_id": MILK.id})
        fill(place / "ballast")
        error = till.refusal("sale.pay", {"payments": CASH})
        assert (error.word, error.safe) == ("disk_full", True)
        assert vendors.receipts("SELL") == []
        assert till.call("cart.get")["cart"]["total"] == MILK.price
        (place / "ballast").unlink()
        # the running till looks for room every ten seconds, a new one at once
        assert till.shutdown() == 0
        till.start().call("session.sign_in", {"pin_code": PIN})
        assert till.call("cart.get")["cart"]["total"] == MILK.price
        assert till.call("sale.pay", {"payments": CASH})["receipt"]["state"] == "FISCAL"
        assert len(vendors.receipts("SELL")) == 1
        assert till.call("till.wait", {"for": "printed", "timeout_s": 40})["reached"]
        assert till.call("journal.verify")["ok"]
        assert till.shutdown() == 0
    finally:
        till.close()
        subprocess.run(["umount", place], check=True)


def fill(path: Path) -> None:
    """Write until nothing more goes in."""
    with path.open("wb", buffering=0) as file:
        for size in (1024 * 1024, 4096, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue


@pytest.mark.parametrize("name", ["till.db", "catalog.db"])
def test_a_database_of_a_newer_program_is_left_alone(make_till: MakeTill, vendors: Vendors, name: str) -> None:
    till = make_till(vendors)
    till.call("till.status")
    assert till.shutdown() == 0
    database = sqlite3.connect(till.data_dir / name)
    (version,) = database.execute("PRAGMA user_version").fetchone()
    database.execute(f"PRAGMA user_version = {version + 1000}")
    database.close()
    check_gives_up(till.start(), "database_newer")
    database = sqlite3.connect(till.data_dir / name)
    database.execute(f"PRAGMA user_version = {version}")
    database.close()
    assert till.start().call("till.status")["catalog"]["products"] > 600


def test_a_damaged_till_database_is_told_and_a_damaged_catalog_is_read_anew(
    make_till: MakeTill, vendors: Vendors
) -> None:
    till = make_till(vendors)
    till.call("till.status")
    assert till.shutdown() == 0
    (till.data_dir / "catalog.db").write_bytes(b"this was a database once" * 500)
    assert till.start().call("till.status")["catalog"]["products"] == 0
    assert till.call("catalog.sync")["added"] > 600
    assert till.shutdown() == 0
    whole = (till.data_dir / "till.db").read_bytes()
    (till.data_dir / "till.db").write_bytes(b"this was a database once" * 500)
    check_gives_up(till.start(), "database_damaged")
    (till.data_dir / "till.db").write_bytes(whole)
    assert till.start().call("journal.verify")["ok"]


def test_a_shutdown_ends_with_zero_and_the_next_start_goes_on(open_till: RpcTill) -> None:
    open_till.call("cart.add", {"product_id": MILK.id})
    assert open_till.shutdown() == 0
    assert open_till.stderr == ""
    with pytest.raises(TillEnded):
        open_till.call("till.status")
    status = open_till.start().call("till.status")
    assert (status["cashier"], status["mode"]) == (None, "ONLINE")
    assert status["shift"] is not None
    assert status["cart"]["total"] == MILK.price
    open_till.call("session.sign_in", {"pin_code": PIN})
    assert open_till.call("sale.pay", {"payments": CASH})["receipt"]["state"] == "FISCAL"


@pytest.mark.parametrize("ending", ["end_input", "terminate"])
def test_the_end_of_input_and_sigterm_finish_what_is_under_way(
    open_till: RpcTill, vendors: Vendors, ending: str
) -> None:
    open_till.call("cart.add", {"product_id": MILK.id})
    began = open_till.send("sale.pay", {"payments": CASH})
    if ending == "terminate":
        # the line has been read when the request is under way at the server; without it SIGTERM comes first
        open_till.wait_for(lambda: bool(vendors.calls("POST", "/receipts/sell")))
    assert getattr(open_till, ending)() == 0, open_till.stderr
    receipt = open_till.result(began)["receipt"]
    assert receipt["state"] == "FISCAL"
    assert [one.id for one in vendors.receipts("SELL")] == [receipt["id"]]
    assert open_till.stderr == ""


def test_a_till_that_nobody_listens_to_ends_with_its_input(open_till: RpcTill) -> None:
    assert open_till.process.stdout is not None
    open_till.write(b'{"jsonrpc":"2.0","id":1,"method":"till.status"}\n' * 50)
    assert open_till.end_input() == 0


def test_the_program_without_a_screen_loads_no_qt(till: RpcTill) -> None:
    till.call("session.sign_in", {"pin_code": PIN})
    mapped = Path(f"/proc/{till.process.pid}/maps").read_text()
    assert "PySide6" not in mapped
    assert "libQt" not in mapped
