"""Every error a caller can meet, as RFC 9457 problems.

    Problem
    ├── InvalidInput (4xx: the caller can mend it; names the field)
    │   ├── NotAudio, AudioUnusable, AudioTooShort, AudioTooLong, UploadTooLarge   (shared.audio, shared.web)
    │   ├── LimitReached (429), QuotaExceeded (429), StorageQuotaExceeded (413)
    │   └── Unauthenticated, Forbidden, NotFound, Conflict, UnsupportedMediaType
    └── Unavailable (5xx: we, or a service behind us, can't answer now)
        ├── Busy (503: as many wait as may), StorageFull (507: somebody has to make room)
        ├── UpstreamFailed (502), UpstreamTimedOut (504), UpstreamBusy (503)
        └── EngineFailed (500)

Code raises these where the fact is known; shared.web.problems turns them into HTTP in one place.
"""

from typing import ClassVar


class Problem(Exception):
    """An error with a stable type slug, an HTTP status and a detail that says what to do."""

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal-error"
    title: ClassVar[str] = "Something went wrong here"

    def __init__(self, detail: str, **members: object) -> None:
        """`members` become extra members of the problem document (`field`, `stage`, …)."""
        super().__init__(detail)
        self.detail = detail
        self.members = members


class InvalidInput(Problem):
    """The caller sent something that can't be used; `field` says which part of it."""

    status: ClassVar[int] = 422
    slug: ClassVar[str] = "invalid-input"
    title: ClassVar[str] = "The request can't be used as it is"

    def __init__(self, detail: str, *, field: str | None = None, **members: object) -> None:
        super().__init__(detail, **({"field": field} if field else {}), **members)
        self.field = field


class NotAudio(InvalidInput):
    status = 415
    slug = "not-audio"
    title = "The file is not readable audio"


class AudioUnusable(InvalidInput):
    """It can be decoded, but not be used: its rate, its channels, its samples, or the time it takes."""

    slug = "audio-unusable"
    title = "The recording can't be used as it is"


class AudioTooShort(InvalidInput):
    slug = "audio-too-short"
    title = "The recording holds no usable audio"


class AudioTooLong(InvalidInput):
    status = 413
    slug = "audio-too-long"
    title = "The recording is too long"


class UploadTooLarge(InvalidInput):
    status = 413
    slug = "upload-too-large"
    title = "The upload is too large"


class NotFound(InvalidInput):
    status = 404
    slug = "not-found"
    title = "There is no such thing"


class UnsupportedMediaType(InvalidInput):
    """The body is of another kind than the endpoint reads."""

    status = 415
    slug = "unsupported-media-type"
    title = "A body of this kind is not taken here"


class Unauthenticated(InvalidInput):
    """Nobody knows who asks. `was_shown`: something was sent to tell it by, and is not taken."""

    status = 401
    slug = "unauthenticated"
    title = "It is not known who asks"

    def __init__(self, detail: str, *, was_shown: bool = False, field: str | None = None) -> None:
        super().__init__(detail, field=field)
        self.was_shown = was_shown


class Forbidden(InvalidInput):
    status = 403
    slug = "forbidden"
    title = "This is not allowed"


class ConsentMissing(Forbidden):
    slug = "consent-missing"
    title = "The speaker has not agreed to voice cloning"


class LimitReached(InvalidInput):
    """More requests in a while than a caller may send; `retry_after_s` says when there is room again, None: not by waiting."""

    status = 429
    slug = "rate-limited"
    title = "More requests than are taken in so short a time"

    def __init__(
        self, detail: str, *, name: str, retry_after_s: int | None, **members: object
    ) -> None:
        """`name`: of the limit, one of a few; metrics have it."""
        super().__init__(detail, field=None, **members)
        self.name = name
        self.retry_after_s = retry_after_s


class QuotaExceeded(LimitReached):
    """As much as a tenant or a key may use was used. Members: `quota`, `used`, `asked`, `limit`, `resets_at`."""

    slug = "quota-exceeded"
    title = "As much was used as may be"


class StorageQuotaExceeded(QuotaExceeded):
    """The caller's own to mend, by erasing, so no 507: that is for a disk that is full, and calls the operator."""

    status = 413
    slug = "storage-quota-exceeded"
    title = "As much is kept as may be"


class Conflict(InvalidInput):
    status = 409
    slug = "conflict"
    title = "The request conflicts with what is stored"


class Gone(NotFound):
    """It is being erased: the wish is kept, and carried out as soon as that can be done."""

    status = 410
    slug = "gone"
    title = "It is being erased"


class Unavailable(Problem):
    """This service can't answer now; trying again later may work."""

    status = 503
    slug = "unavailable"
    title = "The service is not available now"
    retry_after_s: int = 5
    """Told to the caller with a 503 or 507: when to try again."""


class Busy(Unavailable):
    """It works, and as many wait for it already as may."""

    slug = "busy"
    title = "As many wait already as may"

    def __init__(self, detail: str, *, retry_after_s: int, **members: object) -> None:
        super().__init__(detail, **members)
        self.retry_after_s = retry_after_s


class StorageFull(Unavailable):
    """What is to be kept has no room. Waiting alone may not help: the detail says what does."""

    status = 507
    slug = "storage-full"
    title = "There is no room to keep it"
    retry_after_s: int = 30


class EngineFailed(Unavailable):
    status = 500
    slug = "engine-failed"
    title = "The engine failed on this input"


class UpstreamFailed(Unavailable):
    """A service behind this one failed. `service` and, where a stage asks it, `stage` name it."""

    status = 502
    slug = "upstream-failed"
    title = "A service behind this one failed"

    def __init__(self, detail: str, **members: object) -> None:
        stage = members.pop("stage", None)
        super().__init__(detail, **({"stage": stage} if stage else {}), **members)


class UpstreamDown(UpstreamFailed):
    """It could not be reached, or said that it can't answer now: it may be back soon."""


class UpstreamBusy(UpstreamFailed):
    """It works, and as many wait for it as may: there will be room."""

    status = 503
    slug = "upstream-busy"
    title = "A service behind this one has as much to do as it may"


class UpstreamTimedOut(UpstreamFailed):
    status = 504
    slug = "upstream-timed-out"
    title = "A service behind this one did not answer in time"


class UpstreamRefused(UpstreamFailed):
    """A service behind this one answered 4xx to what we sent; `problem` is its document."""

    slug = "upstream-refused"
    title = "A service behind this one refused the input"
