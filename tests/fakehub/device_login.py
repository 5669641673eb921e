"""The login by a code (RFC 8628), as the Hub answers the client of huggingface_hub.

The routes and the fields are those that the client 2.4.0 asks and reads (`utils/_oauth_device.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .world import OAUTH_TOKEN, REFRESH_TOKEN, RENEWED_TOKEN

USER_CODE = "52AT-FLYZ"
_CODE = "device-code-of-the-tests"


@dataclass
class DeviceLogin:
    """What the person does in the browser.

    Attributes:
        pending: how often the client asks before anything was done.
        ending: ``granted``, or the error of RFC 8628.
        lifetime: seconds that the token holds.
    """

    pending: int = 1
    ending: str = "granted"
    lifetime: int = 30 * 24 * 3600

    def begin(self, url: str) -> tuple[int, dict[str, Any]]:
        page = f"{url}/oauth/device"
        asked = {"device_code": _CODE, "user_code": USER_CODE, "expires_in": 300, "interval": 0}
        return 200, {**asked, "verification_uri": page}

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        given = {
            "token_type": "bearer",
            "refresh_token": REFRESH_TOKEN,
            "expires_in": self.lifetime,
        }
        if form.get("grant_type") == "refresh_token":
            if form.get("refresh_token") != REFRESH_TOKEN:
                return 400, {"error": "invalid_grant"}
            return 200, {"access_token": RENEWED_TOKEN, **given, "expires_in": 30 * 24 * 3600}
        if form.get("device_code") != _CODE:
            return 400, {"error": "invalid_request", "error_description": "no such code"}
        if self.pending:
            self.pending -= 1
            return 400, {"error": "authorization_pending"}
        if self.ending != "granted":
            return 400, {"error": self.ending}
        return 200, {"access_token": OAUTH_TOKEN, **given}
