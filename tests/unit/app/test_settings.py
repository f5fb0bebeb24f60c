"""till.toml and the environment: what is read, what is refused, and that no secret shows."""

from pathlib import Path

import pytest

from pos_app.app.opening import data_folder_of, opens_shop
from pos_app.app.settings import CHECKBOX_URL, is_loopback, load_settings
from pos_app.app.shop_file import rewrite, section
from pos_app.domain.errors import PosError
from pos_app.domain.rounding import CashRounding

SHOP = """
[checkbox]
license_key = "license-secret"
[smartkasa]
api_key = "api-secret"
password = "pass-secret"
shop_id = 37958
[fiscal]
cash_rounding = "10"
[printer]
transport = "network"
host = "192.0.2.7"
[taxes]
"1" = [1]
"4" = [8]
"""


@pytest.fixture
def shop_file(tmp_path: Path) -> Path:
    path = tmp_path / "till.toml"
    path.write_text(SHOP, encoding="utf-8")
    path.chmod(0o600)
    return path


def code_of(path: Path | None) -> PosError:
    with pytest.raises(PosError) as raised:
        load_settings(path)
    return raised.value


def test_a_shops_file_is_read_and_the_rest_has_its_defaults(shop_file: Path) -> None:
    settings = load_settings(shop_file)
    assert settings.checkbox.base_url == CHECKBOX_URL
    assert settings.checkbox.license_key.get_secret_value() == "license-secret"
    assert settings.smartkasa.shop_id == 37958
    assert settings.fiscal.cash_rounding is CashRounding.TEN
    assert settings.fiscal.online_budget_s == 10.0
    assert settings.printer.port == 9100
    assert settings.taxes == {"1": (1,), "4": (8,)}


def test_without_a_file_there_is_no_tax_table(tmp_path: Path) -> None:
    assert load_settings(None).taxes is None


def test_the_environment_comes_before_the_file(shop_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POS_CHECKBOX__BASE_URL", "http://127.0.0.1:8000")
    monkeypatch.setenv("POS_FISCAL__ONLINE_BUDGET_S", "3.5")
    monkeypatch.setenv("POS_TAXES__7", "[7]")
    settings = load_settings(shop_file)
    assert settings.checkbox.base_url == "http://127.0.0.1:8000"
    assert settings.checkbox.license_key.get_secret_value() == "license-secret"
    assert settings.fiscal.online_budget_s == 3.5
    assert settings.taxes is not None
    assert settings.taxes["7"] == (7,)


def test_no_secret_shows_in_a_repr(shop_file: Path) -> None:
    shown = repr(load_settings(shop_file)) + str(load_settings(shop_file))
    for secret in ("license-secret", "api-secret", "pass-secret"):
        assert secret not in shown


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[checkbox", "till.toml"),
        ('[fiscal]\nonline_budget_s = "soon"', "fiscal.online_budget_s"),
        ("[fiscal]\nrequest_timeout_s = -1", "fiscal.request_timeout_s"),
        ('[printer]\ntransport = "pigeon"', "printer.transport"),
        ('[fiscal]\ncash_rounding = "25"', "fiscal.cash_rounding"),
        ('[checkbox]\nbase_url = "http://[::1"', "checkbox.base_url"),
        ('[checkbox]\nbase_url = "http://127.0.0.1:80000"', "checkbox.base_url"),
        ('[smartkasa]\nbase_url = "core.smartkasa.ua"', "smartkasa.base_url"),
    ],
)
def test_a_corrupt_file_is_told_with_its_place(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "till.toml"
    path.write_text(text, encoding="utf-8")
    error = code_of(path)
    assert error.code == "settings_invalid"
    assert word in error.message


def test_a_file_as_notepad_saves_it_is_read_and_written(tmp_path: Path) -> None:
    path = tmp_path / "till.toml"
    path.write_text('[shop]\nopens = "sandbox"\nfolder = "register-7"\n', encoding="utf-8-sig")
    assert load_settings(path).shop.folder == "register-7"
    assert (opens_shop(path), data_folder_of(path, tmp_path)) == (False, tmp_path / "register-7")
    rewrite(path, lambda document: section(document, "shop").update(opens="real"))
    assert load_settings(path).shop.opens == "real"


def test_a_file_that_is_no_text_or_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "till.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert code_of(path).code == "settings_invalid"
    assert code_of(tmp_path / "none.toml").code == "settings_invalid"


def test_keys_that_others_may_read_are_refused(shop_file: Path) -> None:
    shop_file.chmod(0o644)
    error = code_of(shop_file)
    assert error.code == "settings_invalid"
    assert "chmod 600" in error.message


def test_the_sandboxs_keys_guard_nothing_and_may_be_read(shop_file: Path) -> None:
    text = SHOP.replace("[checkbox]", '[checkbox]\nbase_url = "http://127.0.0.1:1"')
    shop_file.write_text(text.replace("[smartkasa]", '[smartkasa]\nbase_url = "http://localhost:2"'), encoding="utf-8")
    shop_file.chmod(0o644)
    assert load_settings(shop_file).is_loopback


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("http://127.0.0.1:80", True),
        ("http://[::1]/", True),
        ("http://localhost", True),
        ("https://api.checkbox.ua", False),
        ("http://127.0.0.1.evil.ua", False),
        ("http://192.168.0.5", False),
        ("nonsense", False),
    ],
)
def test_only_this_computer_is_loopback(url: str, right: bool) -> None:
    assert is_loopback(url) is right
