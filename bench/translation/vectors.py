"""`python -m bench.translation.vectors`: embeds the stored sentences anew, after a change of rows or weights."""

from typing import Any

import numpy as np

from shared.embeddings.e5_small import E5Small

from .sentences import part


def main() -> int:
    memory, slots, finding = (part(each) for each in ("memory", "slots", "finding"))
    embedder = E5Small()
    of_language: dict[str, Any] = {
        language: np.vstack([embedder.embed([slots.compared(each.text)]) for each in memory.sayings(language)]).astype(np.float16)
        for language in memory.LANGUAGES
    }  # fmt: skip
    np.savez_compressed(
        finding.VECTORS, made_of=np.array(finding.made_of(embedder.version)), **of_language
    )
    print(
        f"{finding.VECTORS.name}: {sum(map(len, of_language.values()))} sentences in {len(of_language)} languages"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
