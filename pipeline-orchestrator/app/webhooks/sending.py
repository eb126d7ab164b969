"""One event told to one address, signed: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import anyio
import httpcore

from shared.events import CloudEvent
from shared.version import running_commit

from ..access import secrets
from ..domain.webhooks import Webhook
from .addresses import AddressRefused, AllowedHosts, CheckedNetwork

ANSWER_WITHIN_S = 15.0
CONNECTIONS = 16
GONE = 410
"""It wants to be told no more."""
SECRET_PREFIX = "whsec_"  # noqa: S105 - what each begins with


class NotTold(Exception):
    """The address did not accept the event: it is told again."""


class NoLongerWanted(Exception):
    """The address said that it is gone for good."""


@dataclass(frozen=True, slots=True)
class WebhookTeller:
    """Connections are kept for the next event to the same host."""

    signing_key: bytes
    pool: httpcore.AsyncConnectionPool
    clock: Callable[[], datetime]

    def secret(self, webhook: Webhook, number: int | None = None) -> str:
        """As its receiver is shown it: it is derived, and kept nowhere."""
        derived = secrets.derived(
            self.signing_key, "webhook", f"{webhook.tenant}/{webhook.id}/{number or webhook.secret_number}"
        )  # fmt: skip
        return SECRET_PREFIX + base64.b64encode(bytes.fromhex(derived)).decode()

    async def tell(self, webhook: Webhook, event: CloudEvent) -> int:
        """The status it was accepted with. Raises NotTold and NoLongerWanted."""
        content = json.dumps(event.to_json(), ensure_ascii=False).encode()
        headers = self._headers(webhook, str(event.id), content)
        try:
            with anyio.fail_after(ANSWER_WITHIN_S):
                async with self.pool.stream(
                    "POST", webhook.url, headers=headers, content=content
                ) as answer:
                    status = answer.status  # what it says besides is of no use: it may be endless
        except AddressRefused as error:
            raise NotTold(str(error)) from error
        except TimeoutError as error:
            raise NotTold(f"no answer within {ANSWER_WITHIN_S:g} s") from error
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:  # fmt: skip
            raise NotTold(f"it can't be reached: {type(error).__name__}") from error
        if status == GONE:
            raise NoLongerWanted
        if not 200 <= status < 300:
            raise NotTold(f"it answered {status}")
        return status

    def _headers(
        self, webhook: Webhook, message_id: str, content: bytes
    ) -> list[tuple[bytes, bytes]]:
        at = self.clock()
        timestamp = str(int(at.timestamp()))
        signed = f"{message_id}.{timestamp}.".encode() + content
        told = {
            "content-type": "application/cloudevents+json",
            "user-agent": f"agentforge-voice/{running_commit()[:12]}",
            "webhook-id": message_id,
            "webhook-timestamp": timestamp,
            "webhook-signature": " ".join(
                _signature(self.secret(webhook, number), signed) for number in _numbers(webhook, at)
            ),
        }
        return [(name.encode(), value.encode()) for name, value in told.items()]


def _numbers(webhook: Webhook, at: datetime) -> list[int]:
    """Of the secrets that sign now."""
    is_both = webhook.earlier_until is not None and at < webhook.earlier_until
    return [webhook.secret_number, *([webhook.secret_number - 1] if is_both else [])]


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def open_pool(allowed: AllowedHosts) -> httpcore.AsyncConnectionPool:
    return httpcore.AsyncConnectionPool(
        max_connections=CONNECTIONS,
        max_keepalive_connections=CONNECTIONS,
        keepalive_expiry=30.0,
        network_backend=CheckedNetwork(allowed),
    )
