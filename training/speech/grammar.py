"""Made-up sentences in any number: templates over word lists that cover every phone and many clusters.

They need not make sense, since a synthesiser reads phones; they need the words that learners slip on: v and
w, th, z and zh, sh, clusters around s, final clusters, vowel pairs, words of several syllables. A word
belongs either to training or to measuring, never to both.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

_WORDS: dict[str, str] = {
    "noun": """village vehicle voice valley vision van vase visitor worker window weather water wood wheel
        west thing thumb thief theater thread throat thunder birthday bath path mouth earth tooth brother
        father mother feather clothing zebra zipper zone zoo museum music prize nose rose garage measure
        treasure television version ship sheep shop shirt fish brush ocean station chair cheese kitchen
        teacher match bridge jacket judge engine village cottage apple back bag bat cab cat gas hand lamb
        map pan bed bread desk head leg letter pen shelf cake game lake name plate rain table boat coat
        goat home note road stone bill chip film gift lip milk ring sister beach dream field leaf meal
        piece seat street foot book cook hook wool boot food fruit goose juice moon pool school cup duck
        lunch mud nut sun truck car farm garden heart market star clock doctor pocket rock ball door
        horse lawn storm bird girl nurse shirt skirt word boy coin oil toy house mouse cloud crowd cow
        bike child knife light price time spoon spider sport spring stamp step stool story strap
        stream student studio sky skin sketch scarf snake snow smile smoke sleeve slope swan sweater
        desert desk task mask test nest list cost belt salt shelf wolf lamp jump camp tent plant
        president computer photograph elephant umbrella hospital banana potato tomato vegetable
        customer manager animal camera family library calendar dictionary restaurant mountain river
        yard year yacht yellow onion union university king song wing young lung finger hunger
        happiness holiday hill hotel hammer honey harbor""",
    "plural": """villages waves wives verbs wishes wheels weeks things teeth months cloths clothes zebras
        prizes roses noses houses boxes dishes matches watches bridges pages judges bags beds birds boys
        cabs cars chairs clubs dogs doors eyes eggs farms friends games girls hands jobs keys kids legs
        pens plans rooms shoes songs stars stones things trees apples books cats clocks cups facts
        gifts graphs hats lamps maps myths parts plants risks roots shops streets students tests
        tourists trips weights""",
    "adjective": """very valuable vast violent various velvet wet warm wide wooden worthless wealthy whole
        thin thick thirsty third healthy wealthy smooth northern southern other zealous lazy busy easy
        noisy crazy usual casual visual sharp short fresh shiny special cheap rich children's large
        strange gentle general bad black flat glad happy mad sad red ready heavy wet empty pale grey brave
        plain slow cold old low open big thin little quick silver green deep sweet cheap clean good full
        blue new cool loose smooth dull young sudden funny dark calm hard hot odd honest small tall
        warm short early dirty certain first loud proud brown round kind bright quiet white strong
        straight spare special stiff strict skinny scary sleepy small smart snowy soft swift ripped
        baked last past cracked best worst wild cold blind yellow young useful huge human""",
    "past": """visited valued voted watched wanted washed warned waited threw thanked thought breathed
        gathered bathed zipped used chose closed raised measured shared showed shut pushed brushed
        changed judged joined managed checked chose touched reached packed grabbed handed met
        left kept spent helped made baked saved named painted drove wrote broke showed fixed filled
        kissed lifted cleaned read needed cooked pulled moved used cut loved rubbed carved parked
        stopped locked called bought saw turned learned heard found counted drank brought tried liked
        described stole stored started stretched spilled sprayed skipped scared sketched smelled
        sneezed swallowed asked risked tested trusted jumped camped held sold built yelled""",
    "base": """visit value vote watch want wash win throw thank think breathe gather use choose
        close raise measure share show shut push brush change judge join manage check catch touch reach
        pack grab hand meet leave keep spend help make bake save paint drive write break fix fill
        lift clean read need cook pull move cut love carve park stop lock call buy see turn learn hear
        find count drink bring try like describe steal store start stretch spill spray skip sketch
        smell swallow ask risk test trust jump hold sell build yell""",
    "adverb": """very slowly quickly always never usually rather together yesterday already
        wisely easily outside inside there nowhere everywhere somewhere anyway forever either
        again twice once early later soon thoroughly shortly sharply gently badly
        happily sadly proudly loudly quietly softly strangely suddenly today tomorrow""",
    "name": """Victor Vivian Vera Walter Wendy William Theodore Ethan Heather Zoe Zachary Asia
        Sharon Joshua Charles Rachel George Jessica Adam Anna Ed Emma Jake Amy Joan Joe Bill Kim Steve
        Jean Luke Sue Chuck Judy Tom Molly Paul Laura Bert Shirley Roy Joyce Howard Mike
        Stanley Spencer Scott Stephanie Yolanda Hannah Hugh""",
    "place": """valley west theater bathroom zoo museum garage beach ship shop ocean station kitchen church
        village bridge cafe camp garden lake coast store room school pool park market office yard
        house town street south north library hospital hotel harbor university mountain restaurant""",
}  # fmt: skip
_TEMPLATES = (
    "the {adjective} {noun} {past} the {noun}",
    "{name} {past} the {adjective} {noun} in the {place}",
    "they {past} {plural} and {plural} {adverb}",
    "this {noun} is {adjective} and that {noun} is {adjective}",
    "we {adverb} {base} the {noun} with the {plural}",
    "did {name} {base} the {adjective} {plural}",
    "I think {name} will {base} this {noun}",
    "those {adjective} {plural} were in the {place}",
    "her {noun} was rather {adjective}",
    "there is a {adjective} {noun} near the {place}",
    "{name} and {name} {past} their {noun} {adverb}",
    "please {base} the {noun} before the {noun}",
    "his {adjective} {noun} has {plural}",
    "she would {base} a {noun} at the {place}",
    "when will they {base} the other {plural}",
    "you should {base} that {adjective} {noun} {adverb}",
    "my {noun} {past} {name} at the {place}",
    "the {plural} of the {place} {past} us",
    "it was the {adjective} {noun} that {name} {past}",
    "few {plural} have a {adjective} {noun}",
)


def is_held_out(word: str) -> bool:
    """Whether a word is only for measuring: a quarter of them, by their letters alone."""
    return hashlib.sha256(word.lower().encode()).digest()[0] % 4 == 0


def make_sentences(count: int, *, held_out: bool, seed: int) -> list[str]:
    """`count` different sentences whose chosen words are all held out, or none."""
    lists = {
        name: [word for word in sorted(set(words.split())) if is_held_out(word) == held_out]
        for name, words in _WORDS.items()
    }
    rng = np.random.default_rng(seed)
    return list(_different(lists, count, rng))


def _different(
    lists: Mapping[str, Sequence[str]], count: int, rng: np.random.Generator
) -> Iterator[str]:
    seen: set[str] = set()
    while len(seen) < count:
        text = _TEMPLATES[int(rng.integers(len(_TEMPLATES)))]
        for name, words in lists.items():
            while f"{{{name}}}" in text:
                word = words[int(rng.integers(len(words)))]
                text = text.replace(f"{{{name}}}", word, 1)
        if text not in seen:
            seen.add(text)
            yield text.capitalize()
