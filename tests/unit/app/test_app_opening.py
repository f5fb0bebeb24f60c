"""Which till the program opens, and with which data: said by the file, before anything is loaded."""

from pathlib import Path

import pytest

from pos_app.app.cli import _parser, main, no_words
from pos_app.app.doctor import examine
from pos_app.app.opening import data_folder_of, opens_shop
from pos_app.app.premises import Premises
from pos_app.app.settings import load_settings
from pos_app.domain.errors import PosError

KEYS = '[checkbox]\nlicense_key = "a"\n[smartkasa]\napi_key = "b"\n'


def file(folder: Path, text: str) -> Path:
    path = folder / "till.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        (KEYS, True),
        ('[shop]\nopens = "sandbox"\n' + KEYS, False),
        ('[shop]\nopens = "real"\n', True),
        ("[shop\n", True),
        ("", True),
    ],
)
def test_a_file_opens_the_shop_unless_it_says_otherwise(tmp_path: Path, text: str, opens: bool) -> None:
    assert opens_shop(file(tmp_path, text)) is opens


def test_without_a_file_the_training_till_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POS_CHECKBOX__LICENSE_KEY", raising=False)
    assert not opens_shop(tmp_path / "till.toml")
    monkeypatch.setenv("POS_SHOP__OPENS", "sandbox")
    assert not opens_shop(file(tmp_path, KEYS))


def test_keys_in_the_environment_open_the_shop_without_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POS_CHECKBOX__LICENSE_KEY", "key-of-the-shop")
    path = tmp_path / "till.toml"
    assert opens_shop(path)
    with Premises(path, tmp_path / "data") as premises:
        opened = premises.open()
        assert opened.read_training is not None
        assert opened.read_settings().checkbox.license_key.get_secret_value() == "key-of-the-shop"
        assert premises.open(training=True).read_training is None


@pytest.mark.parametrize("folder", ["..", "../other", "/etc", "demo", "training", ""])
def test_a_registers_folder_lies_within_the_usual_one(tmp_path: Path, folder: str) -> None:
    path = file(tmp_path, f'[shop]\nfolder = "{folder}"\n')
    assert data_folder_of(path, tmp_path / "data") == tmp_path / "data"
    if folder:
        with pytest.raises(PosError) as raised:
            load_settings(path)
        assert raised.value.code == "settings_invalid"


def test_a_second_registers_folder_is_its_own(tmp_path: Path) -> None:
    path = file(tmp_path, '[shop]\nfolder = "register-4000162280"\n')
    assert data_folder_of(path, tmp_path) == tmp_path / "register-4000162280"
    assert data_folder_of(None, tmp_path) == tmp_path


def test_whoever_was_sent_back_to_training_does_not_sell_for_real_over_the_rpc(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, '[shop]\nopens = "sandbox"\n' + KEYS)
    assert main(["rpc", "--config", str(path), "--data-dir", str(tmp_path / "data")]) == 2
    assert "[settings_invalid]" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


async def test_the_doctor_says_which_till_opens_and_that_keys_lie_in_plain_text(tmp_path: Path) -> None:
    path = file(tmp_path, '[shop]\nopens = "sandbox"\n' + KEYS)
    said = ""
    async for finding in examine(path, tmp_path / "data"):
        if finding.what == "Налаштування":
            said = finding.words
            break
    assert "навчальна каса" in said
    assert f"відкритим текстом у {path}" in said


def test_no_words_are_what_the_parser_makes_of_nothing() -> None:
    assert no_words() == _parser().parse_args([])
