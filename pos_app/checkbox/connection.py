"""Makes the one HTTP client that the calls to Checkbox go through."""

import ipaddress
import re
import ssl
import urllib.request
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final

import httpx

from pos_app.domain.errors import refused

_HOST: Final = re.compile(r"[\w.:-]+")


def open_http(
    base_url: str, timeout_s: float, transport: httpx.AsyncBaseTransport | None = None, *, proxy: str | None = None
) -> httpx.AsyncClient:
    """A client that trusts the system's certificates, follows no redirect and keeps no cookie.

    The environment counts only where it names a proxy, and never for a server on this computer.
    """
    host = _host(base_url)
    own = _is_this_computer(host)
    return httpx.AsyncClient(
        timeout=httpx.Timeout(timeout_s),
        transport=transport,
        verify=ssl.create_default_context(),
        proxy=None if own else proxy,
        trust_env=not own and proxy is None and _environment_names_a_proxy(),
        follow_redirects=False,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        limits=httpx.Limits(max_connections=8, max_keepalive_connections=4),
    )


def _host(base_url: str) -> str:
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL:
        url = httpx.URL()
    if url.scheme not in ("http", "https") or not _HOST.fullmatch(url.host) or url.userinfo:
        raise refused("settings_invalid", "Адреса сервера Checkbox у налаштуваннях неправильна.")
    return url.host


def _is_this_computer(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _environment_names_a_proxy() -> bool:
    return bool({"http", "https", "all"} & urllib.request.getproxies_environment().keys())
