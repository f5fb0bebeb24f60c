"""The SmartKasa REST API for a till, usable by itself: needs nothing of the till but its error families."""

from pos_app.smartkasa.calls import PAGE
from pos_app.smartkasa.client import SmartKasaClient, every
from pos_app.smartkasa.errors import (
    Action,
    BadAnswer,
    Complaint,
    Forbidden,
    Invalid,
    KeyRefused,
    NoAnswer,
    NotFound,
    ServerFault,
    SmartKasaError,
    Throttled,
    Unauthorized,
    means_gone,
)
from pos_app.smartkasa.feed import Slices, breathe
from pos_app.smartkasa.paging import next_page
from pos_app.smartkasa.session import Credentials, MemoryTokens, TokenStore
from pos_app.smartkasa.transport import open_http

__all__ = [
    "PAGE",
    "Action",
    "BadAnswer",
    "Complaint",
    "Credentials",
    "Forbidden",
    "Invalid",
    "KeyRefused",
    "MemoryTokens",
    "NoAnswer",
    "NotFound",
    "ServerFault",
    "Slices",
    "SmartKasaClient",
    "SmartKasaError",
    "Throttled",
    "TokenStore",
    "Unauthorized",
    "breathe",
    "every",
    "means_gone",
    "next_page",
    "open_http",
]
