"""`pos-app journal verify|export|show`: reads the journal, also while the till runs, and writes nothing."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from pos_app.app.journal_words import in_words
from pos_app.domain.errors import PosError, refused
from pos_app.store.till_store import RESTORE_ADVICE, TILL_DB, TillStore, open_till_store_to_read

Say = Callable[[str], None]


def run(data_dir: Path, what: str, *, since: int = 0, as_json: bool = False) -> int:
    """Run the command; → 0, or 1 where verifying found damage. Raises PosError where there is no journal to read."""
    with _reading(data_dir) as store:
        if what == "verify":
            return verify(store, _say, as_json=as_json)
        if what == "export":
            return export(store, _say, since=since)
        return show(store, _say, since=since, as_json=as_json)


def verify(store: TillStore, say: Say, *, as_json: bool = False) -> int:
    """Check every row of the journal, every page, and the bytes of every document; the broken row is named."""
    verdict = store.journal.verify()
    # 0 stands for documents on pages that cannot be read: nobody can name them
    documents = store.operations.damaged() if _pages_fit(store) else [0]
    if as_json:
        say(json.dumps({**asdict(verdict), "damaged_documents": documents}))
    elif not verdict.ok:
        say(f"Журнал пошкоджено: запис {verdict.broken_at}. Цілих записів перед ним: {verdict.entries}.")
        say(RESTORE_ADVICE)
    elif documents:
        which = ", ".join(str(seq) for seq in documents if seq) or "сторінки файла не читаються"
        say(f"Журнал цілий: {verdict.entries} записів. Пошкоджено документи: {which}.")
        say(RESTORE_ADVICE)
    else:
        say(f"Журнал цілий: {verdict.entries} записів.")
    return 0 if verdict.ok and not documents else 1


def _pages_fit(store: TillStore) -> bool:
    try:
        store.check()
    except PosError as error:
        if error.code != "database_damaged":
            raise
        return False
    return True


def export(store: TillStore, say: Say, *, since: int = 0) -> int:
    """Every row as a line of JSON. `body` is text, exactly as it was hashed, so that anyone can check the chain."""
    for entry in store.journal.entries(since):
        say(json.dumps(asdict(entry), ensure_ascii=False))
    return 0


def show(store: TillStore, say: Say, *, since: int = 0, as_json: bool = False) -> int:
    """Every row in a person's words; as JSON, the number and the words."""
    for entry in store.journal.entries(since):
        line = in_words(entry)
        say(json.dumps({"n": entry.n, "words": line.strip()}, ensure_ascii=False) if as_json else line)
    return 0


@contextmanager
def _reading(data_dir: Path) -> Iterator[TillStore]:
    path = data_dir / TILL_DB
    if not path.exists():
        raise refused("not_available", f"Журналу немає: каса ще не працювала в теці {data_dir}.")
    store = open_till_store_to_read(path)
    try:
        yield store
    finally:
        store.close()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
