"""Every threshold that decides what is said of a recording: its unit, what it parts, and where it was chosen.

Services take them as they stand or as the default of a setting; training measures its held-out figures at them, so
that a model's card speaks of what is served. Sizes of algorithms (windows, floors, numbers of candidates) are no gates
and stay with their algorithms. Probabilities are 0–1 and calibrated unless said otherwise.

Where "by hand" is said, nobody searched for the value: it is the plain reading of the scale.
"""

LIKELIER_THAN_NOT = 0.5
"""Probability. By hand: from here on a claim is likelier right than wrong."""

# a phone: phoneme-diff-service; figures at these gates: docs/accuracy.md, `make bench-accuracy`

PHONE_ERROR = 0.70
"""Probability of a phone being wrong from which it is an error and an issue. docs/accuracy.md has precision and recall at
it, on slips of synthetic voices that no training heard; `make train` reports at it, too."""
PHONE_UNCERTAIN = 0.45
"""Probability of a phone being wrong from which it is shown as uncertain, never corrected. By hand, below PHONE_ERROR."""
HEARD_NAMED = 0.40
"""Probability of the likeliest heard phone below which an error is told without naming it. By hand."""
PHONE_QUALITY = 0.5
"""Rating, 0–2 as speechocean762 rates phones, below which a phone is uncertain at least. By hand: nearer to wrong than to
accented."""
HABIT_ERROR = 0.30
"""Probability of a phone having been said as learners say it, the whole recording and the first language considered, from
which it is an error and an issue. Chosen by hand on the human recordings of docs/people.md, all in view: between two
fifths (Hindi) and two thirds of such claims are what linguists marked."""
HABIT_ERROR_UNTOLD = 0.50
"""The same where the first language is not told: who the speaker is has to be heard as well. Chosen there, too: natives
are told of less than one issue in 200 phones."""
NATIVE_RULED_OUT = 0.10
"""Probability of a native's mouth from which down the first language need not be told. By hand."""
HABIT_DOUBTED = 0.20
"""The same from which it is uncertain at least. By hand, below HABIT_ERROR."""
LEAST_EVIDENCE = 1.0
"""Nats of accent evidence below which an error by the audio's other witnesses is only uncertain: the whole segment sounds
right. By hand: most of what natives are falsely told lies below."""
HABIT_UNHEARD = 0.10
"""Probability of a phone being wrong, by the audio alone, below which no habit makes an error of it whose evidence is below
HABIT_UNHEARD_EVIDENCE as well: it is uncertain at most. By hand, on `make bench-coach-readings`: half of its false words."""
HABIT_UNHEARD_EVIDENCE = 0.5
"""Nats of accent evidence. By hand: of people's phones below both gates that a habit made an error of, linguists mark 2 in 11
of Hindi speakers' and 40 in 72 of others'; with LEAST_EVIDENCE here, others would lose twice as many right claims."""
HEARD_NAMED_BESIDE_HABIT = 0.6
"""Probability of the likeliest heard phone below which an error that is a habit of the speaker, too, is named by the habit.
By hand, above HEARD_NAMED."""
INSERTION_ERROR = 0.85
"""Probability of a phone having been put in from which it is an error. Natives' clusters, whose consonants overlap, reach
.95 now and then, half of the vowels that voices were told to put in stay below that, too. Between the two by hand: natives of
docs/people.md, docs/accuracy.md."""
INSERTION_UNEXPLAINED = 0.98
"""The same where no habit explains the phone, or one of other first languages than the speaker's: of ninety such claims about
learners linguists marked five, and natives reach .97. Chosen on docs/people.md's speakers for choosing."""
CLUSTER_VOWEL = 0.15
"""The same of a vowel between an article and a word's first s and consonant, where the article has room for it.
`make bench-articles`, natives of docs/people.md."""
CLUSTER_VOWEL_ROOM_S = 0.065
"""Seconds that the vowel of an article lasts, from which another may be in it: natives' last 57 ms at most where one is
suspected. Natives of docs/people.md."""
ARTICLE_WITH_VOWEL_S = 0.13
"""The same of the whole article: natives' last 123 ms at most."""
INSERTION_REPORTED = 0.1
"""Probability of an inserted phone below which the aligner does not report it. By hand, far below PHONE_ERROR."""

# a vowel, a stop, a word's stress: the models' cards have the figures at these gates

STRESS_ERROR = 0.80
"""Probability of a word's stress being on no accepted syllable from which it is an issue. STRESS_CARD.md, held-out words
and voices; 0.5, 0.9 and 0.95 stand beside it there."""
DETAIL_PLACES = 2
"""Places in a recording where how a right stop was said passes STOP_REALISATION, from which it is told. By hand: one puff
too few is nobody's habit."""
VOWEL_UNREDUCED_DOUBTED = 0.5
"""Probability of an unreduced vowel below which one heard as full is not called an error. STRESS_CARD.md."""
VOWEL_UNREDUCED_NAMED = 0.9
"""Probability from which a vowel taken for its reduced target is taken to be full: of 100 reduced vowels of voices
reading as written, hardly one. STRESS_CARD.md."""
STOP_REALISATION = 0.9
"""Probability from which how a right stop was said is an issue; rules/details.tsv has it for each. DETAILS_CARD.md,
voices and learners held out."""

# a word: was it said, and may an error be named in it

WORD_SPOKEN = 0.50
"""Probability of a word having been said below which one that the recogniser missed is an omission. By hand."""
WORD_SPOKEN_WITHOUT_ASR = 0.2
"""The same where there is no transcript to ask: by the audio alone, so surer. By hand."""
WORD_BELIEVED = 0.15
"""Probability of a word below which not even its right phones are believed. By hand."""
WORD_SKIPPED = 0.1
"""Probability that is given to a word which the best reading goes without. MISCUES_CARD.md."""
MOSTLY_THE_TEXT = 0.5
"""Share of the said words that are the text's, below which a word of it that only the audio has is a guess: nothing in it is
praised or corrected. By hand."""
WORD_CONFIDENCE = 0.60
"""The recogniser's own confidence (0–1, not calibrated) below which a word without reference text holds no error. By hand."""
WORD_CONFIDENCE_BESIDE_SLIP = 0.30
"""The same below which it holds none even where one phone, said as learners say it, is all that the audio has against it. By hand,
on the texts of `make bench-free-speech`, those that report in view; the next two on its texts for choosing alone."""
SLIP_BEYOND_DOUBT = 0.90
"""Probability of that phone being wrong, from which it explains the recogniser's doubt."""
EVIDENCE_BEYOND_DOUBT = 3.5
"""Nats of its accent evidence, of 4 at most, from which it does."""
READING_DOUBTED = 0.1
"""Probability, of the readings that a recognised word may have, from which another than the likeliest is told: the word is a
guess, and nothing in it is praised. By hand."""
READING_BELIEVED = 0.9
"""The same of the likeliest from which a slip in it is told. By hand; `make bench-free-speech` counts slips told of words that
were not said."""
AGAINST_THE_SOUND = -8.0
"""Nats of the recogniser's decoder against another reading of a word, by the sound, from which down it was not said, habit or
none. By hand, below all but the rarest of those that were meant in `make bench-free-speech`, its texts for choosing."""

# a word that is read along, before the recording is whole: asr-service; figures at these gates: `make bench-reading-along`

CLEAR_SO_FAR = 0.85
"""Probability that the judgement of the whole recording calls a word clear, from which on it is told as clear so far."""
UNCLEAR_SO_FAR = 0.3
"""The same down to which it is told as unclear so far; between the two it is left open. Both by hand, on the words that the probability was
fitted to: of those told as clear 98 % are, of those told as unclear 10 of 13 are unclear."""

# a recording: how a listener fares with it

EASY_TO_FOLLOW = 0.90
"""Share of clear words from which speech is easy to follow. By hand: listeners who know 90 % of the words still follow a
story, most of them well (van Zeeland & Schmitt 2013), and a word with a slip is not yet a word unknown."""
SOME_EFFORT_TO_FOLLOW = 0.70
"""The same from which it takes some effort; below, it is hard to follow. By hand."""
LEAST_WORDS_TO_FOLLOW = 5
"""Words below which nothing is said of how easily they are followed. By hand: a word or two are no speech."""

# a recording: can it be judged at all

TEXT_MATCH = 0.50
"""Probability of the recording being of the text below which it is `wrong_text`. By hand; `make bench-judgeable` has
the shares that it refuses."""
LANGUAGE_MATCH = 0.90
"""Probability of the recording being of the text from which a language that the recogniser doubts is no reason to
refuse. By hand; `make bench-judgeable`."""
WRONG_TEXT_COMPLETENESS = 30.0
"""Per cent of the text's words said, below which words of another text make it `wrong_text`. By hand."""
SEVERAL_SPEAKERS = 0.90
"""Probability that two or more people talk from which a recording is `several_speakers`. SPEAKERS_CARD.md."""
SEVERAL_SPEAKERS_IN_SAMPLES = 0.7
"""The same for the samples of one voice, from which on they are refused. By hand."""
OTHER_LANGUAGE = 0.8
"""Probability, by sound alone, of a language other than the asked one from which a recording may be in it. Strong accents
pass it; asr-service/README.md has the figures of all three."""
ASKED_LANGUAGE = 0.05
"""Probability, by sound alone, of the asked language above which the recording is in it after all."""
OTHER_LANGUAGE_CONFIDENCE = 0.65
"""Mean confidence of the words recognised in the other language from which they make sense in it."""
UNHEARD_SPEECH_S = 1.0
"""Seconds of speech without a word in the transcript from which the stretch is recognised by itself. By hand: longer than a
hesitation, shorter than a sentence."""
UNHEARD_CONFIDENCE = 0.65
"""Mean confidence of the words recognised there from which they were said. By hand, as OTHER_LANGUAGE_CONFIDENCE."""

# what the coach says of the whole

PRAISED_SCORE = 80.0
"""Score (0–100) from which on something is worth praise. By hand."""
NOTE_WORDS = 120
"""Words of what a learner is shown first. By hand: a minute of reading aloud, half of reading."""
PACE_FAST_SPS = 6.5
"""Articulation rate, in syllables a second without pauses, above which reading is called fast. By hand: well above what
natives of two American dialects read and talk at on average, some 3.4 to 5.1 (Jacewicz, Fox, O'Neill & Salmons, Articulation
rate across dialect, age, and gender, Language Variation and Change 21, 2009)."""
PACE_SLOW_SPS = 2.5
"""The same below which it is called slow. By hand."""
# a word that no dictionary has: shared/phonetics; figures at these gates: shared/phonetics/weights/G2P_CARD.md

RIVAL_READING = -2.0
"""Nats behind the likeliest reading of a spelling down to which another is accepted, too. By hand, on the dictionary's words kept
for choosing: 1.3 readings a word then hold the right one for 0.73 of them, where the likeliest alone is right for 0.68."""
LOOKS_INDIAN = 0.35
"""Nats a letter for a spelling being of an Indian language, from which its Indian readings are the usual ones. Chosen so that
first guesses of the dictionary's words, kept for that, err 0.003 more; three in five listed names, each left out, are above it."""
NAME_LOOKS_INDIAN = 0.15
"""The same of a word with a capital, which is a name more often: four in five."""
MAY_BE_INDIAN = -0.4
"""The same from which Indian readings are accepted after the English one: 94 % of listed names, a fifth of the dictionary's words."""

# how a recording was delivered: phoneme-diff-service/app/services/delivery; figures at these gates: `make bench-delivery`

LEAST_SYLLABLES_FOR_PACE = 8
"""Syllables below which nothing is said of pace. By hand: a short sentence."""
FULL_FORM = 0.5
"""Probability of a full vowel from which a function word was said in full. Chosen with the next three on those natives and
learners of docs/delivery.md that gates are chosen on: natives say 3 % of such words so, learners a quarter to a half."""
FULL_FORM_HEARD = 0.6
"""Probability of a full vowel having been heard there, from which it was said in full, too."""
FULL_FORM_S = 0.07
"""Seconds that such a vowel lasts at least: three quarters of natives' last less than 0.05."""
LEAST_FULL_FORMS = 2
"""Function words said in full from which it is a habit. By hand: one may be emphasis."""
FULL_FORMS_SHARE = 0.3
"""The same as a share of the places for a weak form."""
LEAST_VOWELS_FOR_RHYTHM = 6
"""Stressed vowels, and unstressed ones, below which nothing is said of rhythm. By hand."""
SURE_DEVIATIONS = 1.645
"""Standard errors on either side of a measure within which it lies with 90 %."""
LEAST_WORDS_A_MINUTE = 30
"""Words below which words a minute are not counted: pauses are of longer texts. By hand."""
LEAST_VOWELS_FOR_RANGE = 12
"""Voiced vowels below which nothing is said of the range of the voice. By hand."""
LEAST_BREAK_S = 0.2
"""Seconds of silence inside a phrase from which it is a break."""
LEAST_UNEXPECTED_BREAKS = 2
"""Breaks inside phrases from which they are a habit. By hand: one alone may be a breath."""
NO_BREAK_S = 0.05
"""Seconds of silence at the end of a sentence below which there is no break."""
LEAST_MISSING_BREAKS = 2
"""Ends of sentences without a break from which it is a habit. By hand."""
LEAST_FILLERS = 2
"""Ums from which they are a habit. By hand: one is nobody's habit."""
UNACCENTED_MOVEMENT_SEMITONES = 1.5
"""Movement of the pitch in the last content word of a phrase above which it may carry the accent. By hand: what is heard as level."""
ACCENT_SEMITONES = 4.0
"""Semitones by which another word's pitch is above the last one's, from which it may be the accented one. By hand."""
ACCENT_LEVEL_DB = 6.0
"""Decibels by which it is louder. By hand."""
ACCENT_LENGTH_RATIO = 1.1
"""How many times as long, beside what the text leads to expect, its vowel is. By hand."""
LEAST_ACCENTS_ELSEWHERE = 2
"""Phrases whose accent is elsewhere, from which it is a habit. By hand."""

# what a teacher is asked to look at: pipeline-orchestrator; it moves no score and no finding

MANY_UNCERTAIN_WORDS = 0.25
"""Share of a text's words that are uncertain, from which a person should listen. By hand: one word in four; below that the
learner is told enough without one."""
