"""The schema of till.db, as numbered steps that only go forward; every released step's file is kept in tests/golden."""

from typing import Final

import apsw

from pos_app.store import sold
from pos_app.store.database import Migration


def _v1(connection: apsw.Connection) -> None:
    connection.execute(
        """
        CREATE TABLE journal (
            n INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
            prev_hash TEXT NOT NULL, hash TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TRIGGER journal_keeps_rows BEFORE UPDATE ON journal
            BEGIN SELECT RAISE(ABORT, 'the journal is append only'); END;
        CREATE TRIGGER journal_loses_nothing BEFORE DELETE ON journal
            BEGIN SELECT RAISE(ABORT, 'the journal is append only'); END;

        CREATE TABLE operation (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
            document TEXT, body BLOB NOT NULL, body_sha256 TEXT NOT NULL, state TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0, fiscal_code TEXT UNIQUE, fiscal_date TEXT, sold_at TEXT NOT NULL,
            total INTEGER NOT NULL DEFAULT 0, shift_id TEXT, related_id TEXT, server_snapshot TEXT, reason TEXT,
            ambiguous_at TEXT, printed_as TEXT
        ) STRICT;
        CREATE INDEX operation_open ON operation (seq)
            WHERE state NOT IN ('ACCEPTED', 'DONE', 'REJECTED');
        CREATE INDEX operation_undone ON operation (seq) WHERE state = 'ACCEPTED';
        CREATE INDEX operation_shift ON operation (shift_id, seq);
        CREATE INDEX operation_related ON operation (related_id) WHERE related_id IS NOT NULL;

        CREATE TABLE shift (
            id TEXT PRIMARY KEY, serial INTEGER NOT NULL DEFAULT 0, status TEXT NOT NULL, opened_at TEXT,
            closed_at TEXT, cashier_id TEXT NOT NULL, cashier_name TEXT NOT NULL,
            initial_cash INTEGER NOT NULL DEFAULT 0, taxes TEXT NOT NULL, seller TEXT NOT NULL, z_report TEXT,
            counted_cash INTEGER
        ) STRICT;

        CREATE TABLE register (
            only INTEGER PRIMARY KEY CHECK (only = 1), mode TEXT NOT NULL, last_fiscal_date TEXT, last_server_date TEXT,
            server_offset_ms INTEGER, last_ask_at TEXT, last_ambiguous_at TEXT, info TEXT, me TEXT
        ) STRICT;
        INSERT INTO register (only, mode) VALUES (1, 'NO_SHIFT');

        CREATE TABLE offline_code (
            fiscal_code TEXT PRIMARY KEY, serial_id INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('FREE', 'RESERVED', 'SPENT', 'BURNT')), operation TEXT
        ) STRICT;
        CREATE INDEX offline_code_free ON offline_code (serial_id) WHERE state = 'FREE';
        CREATE TABLE offline_session (
            id TEXT PRIMARY KEY, began TEXT NOT NULL, code TEXT NOT NULL, ended TEXT
        ) STRICT;

        CREATE TABLE payment_attempt (
            id TEXT PRIMARY KEY, amount INTEGER NOT NULL, state TEXT NOT NULL, details TEXT NOT NULL,
            operation TEXT, at TEXT NOT NULL
        ) STRICT;

        CREATE TABLE print_job (
            n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, document_id TEXT NOT NULL,
            payload TEXT NOT NULL, state TEXT NOT NULL, open_drawer INTEGER NOT NULL DEFAULT 0,
            created_at TEXT NOT NULL, ended_at TEXT, problem TEXT NOT NULL DEFAULT ''
        ) STRICT;
        CREATE INDEX print_job_open ON print_job (n) WHERE state IN ('QUEUED', 'PRINTING', 'FAILED');
        CREATE UNIQUE INDEX print_job_one_original ON print_job (document_id)
            WHERE kind IN ('sale', 'return', 'service');

        CREATE TABLE basket_line (line_id TEXT PRIMARY KEY, place INTEGER NOT NULL, line TEXT NOT NULL) STRICT;
        CREATE TABLE basket (
            only INTEGER PRIMARY KEY CHECK (only = 1), adjustments TEXT NOT NULL, receipt_id TEXT
        ) STRICT;
        INSERT INTO basket (only, adjustments) VALUES (1, '[]');
        CREATE TABLE parked (
            id TEXT PRIMARY KEY, at TEXT NOT NULL, cart TEXT NOT NULL, total INTEGER NOT NULL, note TEXT NOT NULL,
            refused TEXT NOT NULL DEFAULT '', payments TEXT NOT NULL DEFAULT '[]'
        ) STRICT;

        CREATE TABLE request (request_id TEXT PRIMARY KEY, receipt_id TEXT NOT NULL) STRICT;
        CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        CREATE TABLE pin_verifier (
            person TEXT PRIMARY KEY, name TEXT NOT NULL, permissions TEXT NOT NULL, salt BLOB NOT NULL,
            hash BLOB NOT NULL, verified_at TEXT NOT NULL
        ) STRICT;
        CREATE TABLE pin_lock (
            only INTEGER PRIMARY KEY CHECK (only = 1), failures INTEGER NOT NULL, locked_until TEXT, last_at TEXT
        ) STRICT;
        INSERT INTO pin_lock (only, failures) VALUES (1, 0);
        """
    )


def _v2(connection: apsw.Connection) -> None:
    """The reprint list: papers without a QR, and copies that are due found without reading every receipt."""
    connection.execute(
        """
        ALTER TABLE print_job ADD COLUMN without_qr INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX print_job_without_qr ON print_job (document_id) WHERE without_qr = 1;
        CREATE INDEX operation_reprint ON operation (seq)
            WHERE printed_as IS NOT NULL AND json_extract(server_snapshot, '$.reprint_due');
        """
    )


def _v3(connection: apsw.Connection) -> None:
    """The payment journal: which slip of the terminal belongs to whom, and what is unsettled."""
    connection.execute(
        """
        ALTER TABLE payment_attempt ADD COLUMN slip TEXT;
        CREATE UNIQUE INDEX payment_attempt_slip ON payment_attempt (slip) WHERE slip IS NOT NULL;
        CREATE INDEX payment_attempt_operation ON payment_attempt (operation) WHERE operation IS NOT NULL;
        CREATE INDEX payment_attempt_at ON payment_attempt (at);
        CREATE INDEX payment_attempt_unsettled ON payment_attempt (at)
            WHERE state NOT IN ('DECLINED', 'NOT_CHARGED', 'TIED', 'REVERSED');
        """
    )


def _v4(connection: apsw.Connection) -> None:
    """Receipts on their way to SmartKasa. What lies there already has no row: only what is settled from now on goes."""
    connection.execute(
        """
        CREATE TABLE smartkasa_receipt (
            n INTEGER PRIMARY KEY AUTOINCREMENT, operation TEXT NOT NULL UNIQUE,
            state TEXT NOT NULL CHECK (state IN ('WAITING', 'UNCLEAR', 'SENT', 'REFUSED', 'SET_ASIDE')),
            queued_at TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, unclear_since TEXT, ended_at TEXT,
            smartkasa_id TEXT, reason TEXT NOT NULL DEFAULT '', alone INTEGER NOT NULL DEFAULT 0,
            plain INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX smartkasa_receipt_open ON smartkasa_receipt (state, n)
            WHERE state IN ('WAITING', 'UNCLEAR', 'REFUSED');
        """
    )


def _v5(connection: apsw.Connection) -> None:
    """A refused document: what the server objected to, and whether it was mended since its paper."""
    connection.execute(
        """
        ALTER TABLE operation ADD COLUMN fault_line INTEGER;
        ALTER TABLE operation ADD COLUMN fault_field TEXT NOT NULL DEFAULT '';
        ALTER TABLE operation ADD COLUMN mended INTEGER NOT NULL DEFAULT 0;
        """
    )


def _v6(connection: apsw.Connection) -> None:
    """What was sold, in tables of its own; what was sold before is counted from the operations."""
    connection.execute(sold.SCHEMA)
    sold.rebuild(connection)


def _v7(connection: apsw.Connection) -> None:
    """The customer's card of the basket, the excise stamps that were sold, and the badges of cashiers."""
    connection.execute(
        """
        ALTER TABLE basket ADD COLUMN card TEXT;
        CREATE TABLE sold_stamp (stamp TEXT PRIMARY KEY, receipt_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX sold_stamp_receipt ON sold_stamp (receipt_id);
        CREATE TABLE badge (
            id TEXT PRIMARY KEY, person TEXT NOT NULL, name TEXT NOT NULL, digest BLOB NOT NULL UNIQUE,
            nonce BLOB NOT NULL, sealed BLOB NOT NULL, issued_at TEXT NOT NULL
        ) STRICT;
        """
    )


def _v8(connection: apsw.Connection) -> None:
    """Electronic receipts that customers asked for after the sale."""
    connection.execute(
        """
        CREATE TABLE e_receipt (
            n INTEGER PRIMARY KEY AUTOINCREMENT, receipt_id TEXT NOT NULL,
            way TEXT NOT NULL CHECK (way IN ('email', 'sms')), address TEXT NOT NULL, state TEXT NOT NULL,
            asked_at TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, next_at TEXT, ended_at TEXT,
            problem TEXT NOT NULL DEFAULT '', UNIQUE (receipt_id, way, address)
        ) STRICT;
        CREATE INDEX e_receipt_open ON e_receipt (n) WHERE state IN ('waiting', 'sending');
        """
    )


def _v9(connection: apsw.Connection) -> None:
    """What price each product's last label shows."""
    connection.execute(
        "CREATE TABLE label (product TEXT PRIMARY KEY, price INTEGER NOT NULL, printed_at TEXT NOT NULL) STRICT,"
        " WITHOUT ROWID"
    )


def _v10(connection: apsw.Connection) -> None:
    """Print jobs that ask are found without reading every job that ever was."""
    connection.execute("CREATE INDEX print_job_asking ON print_job (n) WHERE state = 'UNKNOWN'")


def _v11(connection: apsw.Connection) -> None:
    """What sold goods were bought for; of what was sold before nobody knows."""
    connection.execute(sold.COSTS)


def _v12(connection: apsw.Connection) -> None:
    """The original of a cash withdrawal exists once, as that of every other document."""
    connection.execute(
        """
        DROP INDEX print_job_one_original;
        CREATE UNIQUE INDEX print_job_one_original ON print_job (document_id)
            WHERE kind IN ('sale', 'return', 'service', 'withdrawal');
        """
    )


def _v13(connection: apsw.Connection) -> None:
    """Orders paid in parts: the part that a basket pays, and the receipts of each order."""
    connection.execute(
        """
        ALTER TABLE basket ADD COLUMN part TEXT;
        CREATE INDEX operation_order ON operation (json_extract(document, '$.part.order'), seq)
            WHERE json_extract(document, '$.part.order') IS NOT NULL;
        """
    )


MIGRATIONS: Final[tuple[Migration, ...]] = (_v1, _v2, _v3, _v4, _v5, _v6, _v7, _v8, _v9, _v10, _v11, _v12, _v13)
