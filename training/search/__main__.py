"""`make train-search`: the mean vectors of each script, of the turns that the sentiment was taught by, for search-service."""

from shared.embeddings.e5_small import E5Small
from shared.mount import module_of
from shared.roster import SEARCH
from training.sentiment.turns import labelled_turns


def main() -> int:
    centring = module_of(SEARCH, "services.engines.centring")
    texts = [turn.text for turn in labelled_turns()]
    embedder = E5Small()
    questions = centring.mean_vectors(texts, embedder.embed(texts))
    passages = centring.mean_vectors(texts, embedder.embed_passages(texts))
    centring.saved(questions, passages)
    print(f"{centring.MEANS.name} written: {', '.join(questions.scripts)}, of {len(texts)} turns")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
