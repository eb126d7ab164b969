"""Labels of metrics that follow from what others name: each stays for as long as the process."""

OTHER = "other"


class BoundedLabels:
    """The first `most` names that come are kept, all further ones are `other`."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._names: set[str] = set()

    def of(self, name: str) -> str:
        if name not in self._names:
            if len(self._names) >= self._most:
                return OTHER
            self._names.add(name)
        return name
