"""The Checkbox REST API, usable by itself."""

from pos_app.checkbox.client import CheckboxClient
from pos_app.checkbox.connection import open_http
from pos_app.checkbox.errors import Ambiguous, AnswerClass, CheckboxError, FieldError, NotSent, Rejected, Throttled

__all__ = [
    "Ambiguous",
    "AnswerClass",
    "CheckboxClient",
    "CheckboxError",
    "FieldError",
    "NotSent",
    "Rejected",
    "Throttled",
    "open_http",
]
