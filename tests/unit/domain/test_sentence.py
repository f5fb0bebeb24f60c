"""A text that was put together: a finished one to everybody, with its parts for whoever asks."""

import copy
import json
import pickle

from pos_app.domain.errors import SENTENCES, PosError, Unreachable, refused
from pos_app.domain.said import Said, Sentence, parts_of, sentence
from pos_app.rpc.protocol import refusal

WORDS = "«{name}»: найменша сума — {sum} грн."
WHOLE = "«Хліб»: найменша сума — 12,50 грн."


def test_it_is_the_finished_text() -> None:
    text = sentence(WORDS, name="Хліб", sum="12,50")
    assert text == WHOLE
    assert json.dumps({"message": text}) == json.dumps({"message": WHOLE})
    assert parts_of(text) == Said(WORDS, {"name": "Хліб", "sum": "12,50"})


def test_a_plain_text_is_its_only_part_braces_and_all() -> None:
    assert not isinstance(sentence("Оберіть принтер."), Sentence)
    assert str(parts_of("{not ours}")) == "{not ours}"


def test_a_sentence_inside_another_keeps_its_own_parts() -> None:
    inner = sentence(WORDS, name="Хліб", sum="12,50")
    outer = sentence("Зміна не закрилася: {why}", why=inner)
    assert outer == f"Зміна не закрилася: {WHOLE}"
    assert parts_of(outer).values == {"why": parts_of(inner)}


def test_an_error_carries_it_and_the_rpc_sends_the_text_alone() -> None:
    error = refused("below_minimum", sentence(WORDS, name="Хліб", sum="12,50"))
    assert parts_of(error.message).values["name"] == "Хліб"
    assert refusal(1, error) == refusal(1, refused("below_minimum", WHOLE))
    assert str(error) == f"below_minimum: {WHOLE}"
    assert PosError().message == SENTENCES["internal"]
    assert isinstance(Unreachable(error.message).message, Sentence)


def test_a_copy_has_the_parts_too() -> None:
    text = sentence(WORDS, name="Хліб", sum="12,50")
    for again in (copy.copy(text), copy.deepcopy(text), pickle.loads(pickle.dumps(text))):
        assert again == WHOLE
        assert parts_of(again) == parts_of(text)
