// Made of the orchestrator's openapi.json by `make clients`; not to be edited.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AgentAccent
         * @description How clearly the agent spoke. The words are those that the recogniser understood, so a slip that sounds like another word is missed: weaker than a reading.
         */
        AgentAccent: {
            /**
             * N Words
             * @description Words of the agent's that were judged.
             */
            n_words: number;
            /**
             * N Clear Words
             * @description How many of them were said without a slip that is certain enough to be told.
             */
            n_clear_words: number;
            /**
             * Accuracy
             * @description What a human rater would give the sounds, 0–100; null when not measured.
             */
            accuracy: number | null;
            /**
             * Turns
             * @description Those that were judged, in order.
             */
            turns: components["schemas"]["ClearTurn"][];
            /**
             * Habits
             * @description The commonest of the worst first.
             */
            habits: components["schemas"]["CallHabit"][];
            /**
             * Issues
             * @description All of them, in the order of speech.
             */
            issues: components["schemas"]["CallIssue"][];
            /**
             * N Unjudged Turns
             * @description Turns of the agent's that were too short, too personal, or could not be aligned.
             */
            n_unjudged_turns: number;
        };
        /** AudioLink */
        AudioLink: {
            /**
             * Url
             * @description Signed; plays until it expires. Ask for the task again for a new one.
             */
            url: string;
        };
        /** AudioPart */
        AudioPart: {
            /** @description What was sent; null once it was erased. */
            recording?: components["schemas"]["AudioLink"] | null;
            /** @description The text as it should sound; null until it is spoken. */
            reference?: components["schemas"]["ReferenceAudio"] | null;
            /** @description The reference in a voice nearer to the speaker's own; null without their consent. */
            own_voice?: components["schemas"]["OwnVoiceAudio"] | null;
        };
        /**
         * CallFacts
         * @description What was told of the call when it was sent.
         */
        CallFacts: {
            /**
             * Call Id
             * @description Your own name for the call.
             */
            call_id?: string | null;
            /**
             * Customer
             * @description Your own name for the customer.
             */
            customer?: string | null;
            /**
             * Direction
             * @description Who called whom: `inbound`, the customer called; `outbound`, the agent did.
             */
            direction?: ("inbound" | "outbound") | null;
            /**
             * Started At
             * @description When the call began.
             */
            started_at?: string | null;
            /**
             * Tags
             * @description Your own words for it.
             */
            tags?: string[];
            /**
             * Recording Notice
             * @description Whether who sent it says that all on the call were told of the recording.
             * @default false
             */
            recording_notice?: boolean;
        };
        /**
         * CallHabit
         * @description Slips of one kind, over the whole call.
         */
        CallHabit: {
            /**
             * Tip
             * @description Key of the coach's tip.
             */
            tip: string;
            /**
             * Rule
             * @description Key of its commonest rule.
             */
            rule: string;
            /**
             * Category
             * @description What part of pronunciation it belongs to.
             * @enum {string}
             */
            category: "vowel" | "consonant" | "cluster" | "stress" | "schwa" | "rhythm" | "intonation";
            /**
             * Severity
             * @description The worst of them.
             * @enum {string}
             */
            severity: "low" | "medium" | "high";
            /**
             * N
             * @description How often it is certainly there.
             */
            n: number;
            /**
             * N Key Words
             * @description How often in a word that a customer must get right.
             */
            n_key_words: number;
            /**
             * Words
             * @description Words it was in, the commonest first; ten at most.
             */
            words: string[];
            /**
             * Turns
             * @description Turns it was in, in order.
             */
            turns: number[];
        };
        /**
         * CallIssue
         * @description A sound of the agent's that is certainly off target.
         */
        CallIssue: {
            /**
             * Turn
             * @description In which turn.
             */
            turn: number;
            /**
             * Word
             * @description The word as it is spoken.
             */
            word: string;
            /**
             * Rule
             * @description Key of its rule; `SUB`, `DEL`, `INS` where no named rule fits.
             */
            rule: string;
            /**
             * Tip
             * @description Key of the coach's tip, as GET /tips has it.
             */
            tip: string;
            /**
             * Category
             * @description What part of pronunciation it belongs to.
             * @enum {string}
             */
            category: "vowel" | "consonant" | "cluster" | "stress" | "schwa" | "rhythm" | "intonation";
            /**
             * Severity
             * @description How much it hurts being understood.
             * @enum {string}
             */
            severity: "low" | "medium" | "high";
            /**
             * Target
             * @description Phone that belongs there, ARPAbet; null for an inserted one.
             */
            target: string | null;
            /**
             * Heard
             * @description What was heard; null for a dropped phone.
             */
            heard: string | null;
            /**
             * Start S
             * @description When it begins, in seconds from the start of the call; null where it was not measured.
             */
            start_s: number | null;
            /**
             * End S
             * @description When it ends.
             */
            end_s: number | null;
            /**
             * Probability
             * @description Calibrated probability, 0–1, that it is wrong.
             */
            probability: number | null;
            /**
             * Message
             * @description One sentence for a reader.
             */
            message: string;
            /**
             * Is Key Word
             * @description Whether the word is one that a customer must get right: a number, a price, a day, a name.
             */
            is_key_word: boolean;
        };
        /**
         * CallOutcome
         * @description What a list tells of a call.
         */
        CallOutcome: {
            /**
             * Duration S
             * @description Length of the call.
             */
            duration_s: number;
            /**
             * N Turns
             * @description Turns of all speakers.
             */
            n_turns: number;
            /**
             * N Moments
             * @description Moments to mend.
             */
            n_moments: number;
            /**
             * N Good Moments
             * @description Moments to praise.
             */
            n_good_moments: number;
            /**
             * Moments
             * @description Their rules, the weightiest first.
             */
            moments?: ("asked_to_repeat" | "hidden_key_word" | "mood_fall" | "clarity_fall" | "interrupting" | "long_silence" | "monologue" | "too_fast" | "mood_rise" | "good_closing" | "empathy" | "read_back")[];
            /**
             * Customer Mood
             * @description How much likelier the customer's turns are positive than negative, −1 to 1, at the end of the call; null where nobody could tell.
             */
            customer_mood: number | null;
            /**
             * N Words
             * @description Words of the agent's that were judged; null where none were.
             */
            n_words: number | null;
            /**
             * N Clear Words
             * @description How many of them were clear.
             */
            n_clear_words: number | null;
            /**
             * Habits
             * @description How often each habit of the agent's is certainly there, by its tip.
             */
            habits?: {
                [key: string]: number;
            };
        };
        /** CallPage */
        CallPage: {
            /**
             * Items
             * @description Newest first.
             */
            items: components["schemas"]["CallSummary"][];
            /**
             * Next Cursor
             * @description What to send as `cursor` for the next page; null on the last.
             */
            next_cursor: string | null;
        };
        /**
         * CallReplay
         * @description An exchange to listen to, and the practice that was made of the agent's part in it.
         */
        CallReplay: {
            /**
             * Exchange
             * @description Its turns as they were said, in order.
             */
            exchange: components["schemas"]["PlayedTurn"][];
            /**
             * Practise
             * @description The agent's turn that is to be said again.
             */
            practise: number;
            /**
             * Sentence
             * @description Its words: the text of the practice.
             */
            sentence: string;
            /**
             * Task Id
             * Format: uuid
             * @description The practice, a task of its own in the agent's list: its result has the reference in an American voice, the agent's own where they agreed to it, and what is to be mended.
             */
            task_id: string;
        };
        /**
         * CallResult
         * @description A call, as far as it is known. Times in seconds from its start.
         */
        CallResult: {
            /**
             * Task Id
             * Format: uuid
             * @description Id of the task.
             */
            task_id: string;
            /**
             * Status
             * @description How far the task came; `partial` when an optional stage failed.
             * @enum {string}
             */
            status: "queued" | "running" | "succeeded" | "partial" | "failed" | "cancelled";
            /**
             * Created At
             * Format: date-time
             * @description When it was sent, with time zone.
             */
            created_at: string;
            /**
             * Assessable
             * @description Whether the recording can be judged; null until it is known.
             */
            assessable: boolean | null;
            /**
             * Reason
             * @description Why it can't be judged; null when it can, or until it is known.
             */
            reason: ("silence" | "too_quiet" | "too_short" | "no_speech" | "clipped" | "noise" | "music" | "wrong_language" | "wrong_text" | "several_speakers" | "other") | null;
            /**
             * Updated At
             * Format: date-time
             * @description When the task last went on, with time zone.
             */
            updated_at: string;
            /** @description Why the task failed; null otherwise. */
            error?: components["schemas"]["TaskFailure"] | null;
            /** @description To voice cloning; null where none was given. */
            consent?: components["schemas"]["ConsentPart"] | null;
            /** @description What was told of it. */
            facts: components["schemas"]["CallFacts"];
            /**
             * Speaker Id
             * @description Your own name for the agent.
             */
            speaker_id?: string | null;
            /**
             * Duration S
             * @description Length of the call; null until it is known.
             */
            duration_s?: number | null;
            /**
             * By
             * @description What the speakers were told apart by; null until it is known.
             */
            by?: ("voices" | "channels" | "other") | null;
            /**
             * Language
             * @description Of the speech, ISO 639-1; null until it is known, and when it was not determined.
             */
            language?: string | null;
            /**
             * Turns
             * @description In the order in which they begin.
             */
            turns?: components["schemas"]["CallTurn"][];
            /** @description How the turns felt and how the talk was shared; null until it is known. */
            talk?: components["schemas"]["CallTalk"] | null;
            /** @description How clearly the agent spoke; null until it is known, and in another language than English. */
            accent?: components["schemas"]["AgentAccent"] | null;
            /**
             * Moments
             * @description Five at most, the weightiest first; none without evidence.
             */
            moments?: components["schemas"]["CoachableMoment"][];
            /** @description What was sent; null once it was erased. */
            recording?: components["schemas"]["AudioLink"] | null;
            /**
             * Stages
             * @description Each stage of the pipeline, in its order.
             */
            stages?: components["schemas"]["CallStagePart"][];
            /**
             * Warnings
             * @description What the reader should know of how it was made.
             */
            warnings?: string[];
        };
        /** CallStagePart */
        CallStagePart: {
            /**
             * Name
             * @description The stage.
             * @enum {string}
             */
            name: "diarize" | "asr" | "analyse" | "accent" | "moments" | "index";
            /**
             * Status
             * @description How far it came.
             * @enum {string}
             */
            status: "pending" | "running" | "succeeded" | "skipped" | "failed";
            /**
             * Reason
             * @description Why it was skipped or failed; null otherwise.
             */
            reason?: string | null;
            /**
             * Engine
             * @description Name of the engine that ran; null until it has.
             */
            engine?: string | null;
            /**
             * Model Version
             * @description Version of the engine's model; null until it has run.
             */
            model_version?: string | null;
            /**
             * Mock
             * @description Whether the engine made its answer up; null until it has run.
             */
            mock?: boolean | null;
            /**
             * Elapsed Ms
             * @description Milliseconds that it took; null until it has run.
             */
            elapsed_ms?: number | null;
        };
        /** CallSummary */
        CallSummary: {
            /**
             * Task Id
             * Format: uuid
             * @description Id of the task.
             */
            task_id: string;
            /**
             * Status
             * @description How far it came.
             * @enum {string}
             */
            status: "queued" | "running" | "succeeded" | "partial" | "failed" | "cancelled";
            /**
             * Speaker Id
             * @description Your own name for the agent; null where none was named.
             */
            speaker_id?: string | null;
            /** @description What was told of it. */
            facts: components["schemas"]["CallFacts"];
            /** @description How it went; null until it is known. */
            outcome?: components["schemas"]["CallOutcome"] | null;
            /**
             * Created At
             * Format: date-time
             * @description When it was sent, with time zone.
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             * @description When the task last went on, with time zone.
             */
            updated_at: string;
        };
        /**
         * CallTalk
         * @description How the talk was shared.
         */
        CallTalk: {
            /**
             * Turns
             * @description In their order.
             */
            turns: components["schemas"]["TurnFeeling"][];
            /**
             * Speakers
             * @description In the order in which they are first heard.
             */
            speakers: components["schemas"]["SpeakerAnalysis"][];
            /**
             * Silences
             * @description Longer than three seconds.
             */
            silences: components["schemas"]["ConversationSilence"][];
            /**
             * Interruptions
             * @description In order.
             */
            interruptions: components["schemas"]["Interruption"][];
        };
        /**
         * CallTurn
         * @description What one speaker says without another taking over.
         */
        CallTurn: {
            /**
             * Index
             * @description Place among the turns, from 0.
             */
            index: number;
            /**
             * Speaker
             * @description `agent`, `customer`, or of a call of more `speaker_3` and so on.
             */
            speaker: string;
            /**
             * Start S
             * @description When it begins, in seconds from the start of the call.
             */
            start_s: number;
            /**
             * End S
             * @description When it ends.
             */
            end_s: number;
            /**
             * Overlaps
             * @description Whether somebody else speaks in part of it.
             */
            overlaps: boolean;
            /**
             * Confidence
             * @description Probability that it is this speaker; null where each channel holds one, and where nobody can tell.
             */
            confidence: number | null;
            /**
             * Text
             * @description What is said; what is personal stands as `<PHONE_NUMBER>` and the like, unless that was switched off.
             */
            text: string;
            /**
             * Written
             * @description The same in written form, numbers in figures; null where nobody could write it down.
             */
            written?: string | null;
            /**
             * Words
             * @description At times of the call; a personal span is one word.
             */
            words: components["schemas"]["TranscriptWord"][];
            /**
             * Redacted
             * @description What was taken out, in order.
             */
            redacted?: ("CREDIT_CARD" | "IN_AADHAAR" | "IN_PAN" | "IN_IFSC" | "UPI_ID" | "PHONE_NUMBER" | "EMAIL_ADDRESS" | "ACCOUNT_NUMBER" | "ORDER_NUMBER" | "DATE_OF_BIRTH" | "PERSON")[];
            /**
             * Channel
             * @description Which channel of the recording it is on, from 0; null where all speakers are on one.
             */
            channel?: number | null;
        };
        /**
         * ClearTurn
         * @description How clearly the agent said one turn, as far as it was judged.
         */
        ClearTurn: {
            /**
             * Turn
             * @description Its index.
             */
            turn: number;
            /**
             * N Words
             * @description Words of it that were judged.
             */
            n_words: number;
            /**
             * N Clear Words
             * @description How many of them were said without a slip that is certain enough to be told.
             */
            n_clear_words: number;
        };
        /** CoachableMoment */
        CoachableMoment: {
            /**
             * Index
             * @description Place among the moments, the weightiest first, from 0.
             */
            index: number;
            /**
             * Rule
             * @description By which rule it was found.
             * @enum {string}
             */
            rule: "asked_to_repeat" | "hidden_key_word" | "mood_fall" | "clarity_fall" | "interrupting" | "long_silence" | "monologue" | "too_fast" | "mood_rise" | "good_closing" | "empathy" | "read_back";
            /**
             * Is Good
             * @description Whether it is to be praised, not mended.
             */
            is_good: boolean;
            /**
             * Title
             * @description In a few words.
             */
            title: string;
            /**
             * Reason
             * @description Why it is worth a minute, one sentence with what was measured.
             */
            reason: string;
            /**
             * Advice
             * @description What to do, one sentence.
             */
            advice: string;
            /**
             * Start S
             * @description When it begins, in seconds from the start of the call.
             */
            start_s: number;
            /**
             * End S
             * @description When it ends.
             */
            end_s: number;
            /**
             * Turns
             * @description The exchange that it is made of.
             */
            turns: number[];
            /**
             * Practise
             * @description The agent's turn whose words are worth saying again; null where it isn't about how something was said.
             */
            practise: number | null;
            /**
             * Weight
             * @description By which moments are ranked, 0–1.
             */
            weight: number;
            /**
             * Also
             * @description Other rules that found something in the same turn.
             */
            also?: ("asked_to_repeat" | "hidden_key_word" | "mood_fall" | "clarity_fall" | "interrupting" | "long_silence" | "monologue" | "too_fast" | "mood_rise" | "good_closing" | "empathy" | "read_back")[];
            /**
             * Worded By
             * @description Whose words `reason` and `advice` are in: the rules', or a language model's that say the same.
             * @default rules
             * @enum {string}
             */
            worded_by?: "rules" | "llm" | "other";
            /**
             * Evidence
             * @description What it rests on.
             */
            evidence: components["schemas"]["MomentEvidence"][];
        };
        /** Coaching */
        Coaching: {
            /**
             * Summary
             * @description What to say first, at most 120 words: what went well, one thing to work on, what to do now.
             */
            summary: string;
            /**
             * Priorities
             * @description At most three, the weightiest first; empty when there is nothing to mend.
             */
            priorities: components["schemas"]["Priority"][];
            /**
             * Findings
             * @description What else is worth knowing: issues of no priority, and measures of the whole.
             */
            findings: components["schemas"]["Finding"][];
            /**
             * Drills
             * @description Exercises, one a priority.
             */
            drills: components["schemas"]["Drill"][];
            /**
             * Strength
             * @description One thing done well that was measured; null where none was.
             */
            strength: string | null;
            /**
             * Next Step
             * @description What to do now, one sentence.
             */
            next_step: string;
            /**
             * Source
             * @description Who wrote the texts: `rules`, or `llm`, a language model that was held to them.
             */
            source: string;
            /** @description Of a named speaker, from their second recording on; null otherwise. */
            progress?: components["schemas"]["Progress"] | null;
            /**
             * Note
             * @description What to show first, at most 120 words in all, in the order to show it in. Empty in what an older release stored.
             */
            note?: components["schemas"]["NotePart"][];
            /**
             * More
             * @description What to show when the learner asks for more, beside the other priorities and the findings.
             */
            more?: components["schemas"]["NotePart"][];
            /**
             * Language
             * @description Of these texts, ISO 639-1; null in what an older release stored. English words to be learnt, and drills, are English in any.
             */
            language?: string | null;
            /** @description Who translated them, where the coach doesn't speak that language; nobody has read it. Null where it does. */
            translation?: components["schemas"]["MachineTranslation"] | null;
        };
        /** ConsentPart */
        ConsentPart: {
            /**
             * Scope
             * @description What was agreed to: `voice_cloning`.
             */
            scope: string;
            /**
             * Given At
             * Format: date-time
             * @description When, with time zone.
             */
            given_at: string;
            /**
             * Wording Version
             * @description Version of the wording that was agreed to.
             */
            wording_version: string;
            /**
             * Revoked At
             * @description When it was taken back; null while it holds.
             */
            revoked_at: string | null;
            /**
             * Expires At
             * @description Of a consent that the speaker gave for all tasks; null for one given with this request.
             */
            expires_at?: string | null;
        };
        /** ConsentRevoked */
        ConsentRevoked: {
            /**
             * Task Id
             * Format: uuid
             * @description Id of the task.
             */
            task_id: string;
            /**
             * Revoked At
             * Format: date-time
             * @description When, with time zone.
             */
            revoked_at: string;
            /**
             * Erased Objects
             * @description How many stored objects were deleted.
             */
            erased_objects: number;
            /** @description The same by kind. */
            erased: components["schemas"]["VoiceErased"];
            /**
             * Erasure Pending
             * @description Whether part of it could not be erased yet (202): it is noted, and done when storage and database allow.
             * @default false
             */
            erasure_pending?: boolean;
        };
        /**
         * ConsentWording
         * @description What a speaker agrees to.
         */
        ConsentWording: {
            /**
             * Version
             * @description Of the English text; kept with each consent.
             */
            version: string;
            /**
             * Language
             * @description Of `text`, ISO 639.
             */
            language: string;
            /**
             * Text
             * @description To be shown before anybody agrees.
             */
            text: string;
            /**
             * Original
             * @description The English text, which is the one that counts: to be shown beside it.
             */
            original: string;
        };
        /**
         * ConversationSilence
         * @description Nobody says anything for more than three seconds.
         */
        ConversationSilence: {
            /**
             * Start S
             * @description When it begins.
             */
            start_s: number;
            /**
             * End S
             * @description When it ends.
             */
            end_s: number;
            /**
             * After
             * @description Who spoke last.
             */
            after: string;
            /**
             * Before
             * @description Who speaks next.
             */
            before: string;
        };
        /** DetectedLanguage */
        DetectedLanguage: {
            /**
             * Contract Version
             * @description Version of this answer's contract, counted from 1. Fields may be added without a new one; what is renamed, retyped or means something else takes one, and an upgrade step (`shared.contracts.reading`).
             * @default 1
             */
            contract_version?: number;
            /**
             * Engine
             * @description Name of the engine that made the answer: `whisper-phones`, `mock`.
             */
            engine: string;
            /**
             * Model Version
             * @description Version of the engine's model.
             */
            model_version: string;
            /**
             * Mock
             * @description Whether the answer is made up by the mock engine, for tests and development.
             */
            mock: boolean;
            /**
             * Language
             * @description The likeliest: ISO 639-1, or the three letters of a language that has none; `und` for a text without letters, or in a script that no language known here is written in.
             */
            language: string;
            /**
             * Script
             * @description The script of most letters, ISO 15924: `Latn`, `Deva`. `Zyyy`: there are no letters; `Zzzz`: of no script that is known.
             */
            script: string;
            /**
             * Probability
             * @description Of `language`; null where it is `und`.
             */
            probability: number | null;
            /**
             * Candidates
             * @description The likeliest languages, best first, five at most.
             */
            candidates: components["schemas"]["LanguageCandidate"][];
        };
        /**
         * DiacriticsCheck
         * @description Whether a Vietnamese text has the marks without which it can't be read for certain.
         */
        DiacriticsCheck: {
            /**
             * Marked Share
             * @description Of its syllables, those with a mark of tone or quality; usual is .6 to .9. Null without syllables.
             */
            marked_share: number | null;
            /**
             * Missing
             * @description Whether they seem to have been left out as a whole.
             */
            missing: boolean;
            /**
             * Malformed
             * @description Syllables that no Vietnamese word has: two tones, or a tone that their ending can't carry.
             */
            malformed: string[];
        };
        /** Drill */
        Drill: {
            /**
             * Priority Rank
             * @description Rank of the priority that it drills.
             */
            priority_rank: number;
            /**
             * Minimal Pairs
             * @description The target's word first; a word of the recording that turned into another leads.
             */
            minimal_pairs: string[][];
            /**
             * Sentences
             * @description Sentences to read aloud that are full of the sound.
             */
            sentences: string[];
            /**
             * Next Recording
             * @description What to record next.
             */
            next_recording: string;
            /**
             * Own Words
             * @description Words in which this speaker made the slip, now or in earlier recordings; the most frequent first.
             */
            own_words?: string[];
            /**
             * Steps
             * @description The drill in order, each with what a voice needs to say it. Empty in what an older release stored.
             */
            steps?: components["schemas"]["DrillStep"][];
        };
        /**
         * DrillStep
         * @description One thing to hear or say; the steps of a drill go from the ear to one's own sentence.
         */
        DrillStep: {
            /**
             * Kind
             * @description `listen`: play `text` and ask which of `choices` it was; then say aloud: a `word`, its syllables from the last on (`buildup`), a `phrase`, words said as one (`linking`), strong and weak beats (`chant`), a `sentence`, and one's `own`.
             * @enum {string}
             */
            kind: "listen" | "word" | "buildup" | "phrase" | "linking" | "chant" | "sentence" | "own" | "other";
            /**
             * Text
             * @description What to play or say, as it is shown.
             */
            text: string;
            /**
             * Phones
             * @description Of each word of `text`, ARPAbet with stress digits, for a voice to say; empty for a word that no dictionary has.
             */
            phones?: string[][];
            /**
             * Choices
             * @description Of `listen`: what it can be, in the order to show; empty for all others.
             */
            choices?: string[];
        };
        /**
         * ErasurePending
         * @description It could not be erased yet, or not all of it: that is noted, and done when storage and database allow.
         */
        ErasurePending: {
            /**
             * Task Id
             * Format: uuid
             * @description Id of the task.
             */
            task_id: string;
            /**
             * Erasure Pending
             * @description Always true: it will be erased when storage and database allow.
             * @default true
             */
            erasure_pending?: boolean;
        };
        /**
         * Fault
         * @description One thing that is wrong with a request.
         */
        Fault: {
            /**
             * Field
             * @description Which part of the request, with dots: `words.1.text`.
             */
            field: string;
            /**
             * Detail
             * @description What is wrong with it.
             */
            detail: string;
        };
        /**
         * FinalMovement
         * @description What the pitch does from the last stressed vowel to the end.
         */
        FinalMovement: {
            /**
             * Kind
             * @description What the pitch does; `uncertain` where too little of it is voiced to say.
             * @enum {string}
             */
            kind: "fall" | "rise" | "level" | "uncertain";
            /**
             * Semitones
             * @description Pitch at the end minus pitch at the start, in semitones; null where too little of it is voiced to say.
             */
            semitones: number | null;
            /**
             * Start S
             * @description Where the movement begins, in seconds from the start of the recording.
             */
            start_s: number;
            /**
             * End S
             * @description Where the movement ends, in seconds from the start of the recording.
             */
            end_s: number;
        };
        /** Finding */
        Finding: {
            /**
             * Category
             * @description What part of pronunciation it belongs to.
             * @enum {string}
             */
            category: "vowel" | "consonant" | "cluster" | "stress" | "schwa" | "rhythm" | "intonation";
            /**
             * Severity
             * @description How much it hurts being understood.
             * @enum {string}
             */
            severity: "low" | "medium" | "high";
            /**
             * Issue Ids
             * @description Empty for what is measured but is no issue: pauses, the melody of the end.
             */
            issue_ids: string[];
            /**
             * Text
             * @description A sentence for the learner.
             */
            text: string;
            /**
             * Measured
             * @description What it rests on in place of issues: `timing.pauses`, `intonation.final`.
             */
            measured?: string[];
            /**
             * Times
             * @description Where in the recording, in the order of time.
             */
            times?: components["schemas"]["TimeSpan"][];
        };
        /**
         * Interruption
         * @description Somebody begins while another speaks, and it isn't a short answer.
         */
        Interruption: {
            /**
             * Speaker
             * @description Who interrupts.
             */
            speaker: string;
            /**
             * Interrupted
             * @description Who was speaking.
             */
            interrupted: string;
            /**
             * At S
             * @description When.
             */
            at_s: number;
            /**
             * Overlap S
             * @description For how long both speak.
             */
            overlap_s: number;
            /**
             * Turn
             * @description Of who interrupts: place among the turns sent.
             */
            turn: number;
            /**
             * Interrupted Turn
             * @description Of who was speaking.
             */
            interrupted_turn: number;
            /**
             * Gave Way
             * @description Whether who was speaking stopped before the other.
             */
            gave_way: boolean;
        };
        /** Intonation */
        Intonation: {
            /** @description What the pitch does at the end; null when nothing was said. */
            final: components["schemas"]["FinalMovement"] | null;
            /**
             * Words
             * @description Pitch of each word that was said, in order.
             */
            words: components["schemas"]["WordPitch"][];
        };
        /** Issue */
        Issue: {
            /**
             * Id
             * @description Unique in this answer: `i1`, `i2` … in the order of speech.
             */
            id: string;
            /**
             * Rule
             * @description Key of the rule in the diff's rules file; `SUB`, `DEL`, `INS` where no named rule fits.
             */
            rule: string;
            /**
             * Category
             * @description What part of pronunciation it belongs to.
             * @enum {string}
             */
            category: "vowel" | "consonant" | "cluster" | "stress" | "schwa" | "rhythm" | "intonation";
            /**
             * Word Index
             * @description Index of its word in the text.
             */
            word_index: number;
            /**
             * Word
             * @description The word as it is spoken.
             */
            word: string;
            /**
             * Phone Index
             * @description Index of its phone in the word; null where it concerns the whole word.
             */
            phone_index: number | null;
            /**
             * Target
             * @description Phone that belongs there, ARPAbet without stress; null for an inserted phone.
             */
            target: string | null;
            /**
             * Target Ipa
             * @description `target` in IPA; null where `target` is.
             */
            target_ipa: string | null;
            /**
             * Heard
             * @description null for a dropped phone, and for stress, where `target` is the vowel that should carry it. The target itself for a detail: the right phone, said another way (rules ASPIR, T_RET).
             */
            heard: string | null;
            /**
             * Heard Ipa
             * @description `heard` in IPA; null where `heard` is.
             */
            heard_ipa: string | null;
            /**
             * Start S
             * @description When it begins, in seconds from the start of the recording; null when not measured.
             */
            start_s: number | null;
            /**
             * End S
             * @description When it ends, in seconds from the start of the recording; null when not measured.
             */
            end_s: number | null;
            /**
             * Probability
             * @description Calibrated probability, 0–1, that it is wrong; where a habit of the speaker decided, that it was said as learners say it, the whole recording and the first language considered. null when not measured.
             */
            probability: number | null;
            /**
             * Severity
             * @description How much it hurts being understood.
             * @enum {string}
             */
            severity: "low" | "medium" | "high";
            /**
             * Priority
             * @description 1–3 for the three habits that matter most (repeats of one share a rank); null for all others.
             */
            priority: number | null;
            /**
             * Message
             * @description One sentence in English for a reader.
             */
            message: string;
            /**
             * Tip
             * @description Key of the coach's tip.
             */
            tip: string;
        };
        /** JudgedInsertion */
        JudgedInsertion: {
            /**
             * Heard
             * @description The phone that was added, ARPAbet without stress.
             */
            heard: string;
            /**
             * Heard Ipa
             * @description The same in IPA.
             */
            heard_ipa: string;
            /**
             * Before Phone
             * @description Index in the word of the phone it precedes; the number of phones for one at the end.
             */
            before_phone: number;
            /**
             * Probability
             * @description Calibrated probability, 0–1, that it was spoken; null when not measured.
             */
            probability: number | null;
            /**
             * State
             * @description `error` only where that is nearly certain; `uncertain` is never an issue.
             * @enum {string}
             */
            state: "fine" | "uncertain" | "error";
            /**
             * Start S
             * @description When it begins, in seconds from the start of the recording; null when not measured.
             */
            start_s: number | null;
            /**
             * End S
             * @description When it ends, in seconds from the start of the recording; null when not measured.
             */
            end_s: number | null;
        };
        /** JudgedPhone */
        JudgedPhone: {
            /**
             * Index
             * @description Position in the word, from 0.
             */
            index: number;
            /**
             * Target
             * @description Phone that belongs here, ARPAbet without stress.
             */
            target: string;
            /**
             * Ipa
             * @description The target in IPA.
             */
            ipa: string;
            /**
             * Start S
             * @description When it begins, in seconds from the start of the recording; null when not measured or not said.
             */
            start_s: number | null;
            /**
             * End S
             * @description When it ends, in seconds from the start of the recording; null when not measured or not said.
             */
            end_s: number | null;
            /**
             * Score
             * @description What a human rater would give it, lower where the audio is sure of another phone, 0–100; null when not measured.
             */
            score: number | null;
            /**
             * State
             * @description `error` only where that is nearly certain; `uncertain` is never an issue.
             * @enum {string}
             */
            state: "fine" | "uncertain" | "error";
            /**
             * Error Type
             * @description What kind of change is seen or suspected; `none` for a phone on target.
             * @enum {string}
             */
            error_type: "none" | "substitution" | "deletion";
            /**
             * Heard
             * @description Phone that was most likely spoken, ARPAbet without stress, by the audio, or, where a habit of the speaker decided, by the whole recording; null where most likely nothing was, or it was not measured.
             */
            heard: string | null;
            /**
             * Heard Ipa
             * @description `heard` in IPA; null where `heard` is.
             */
            heard_ipa: string | null;
            /**
             * Heard Probability
             * @description Calibrated probability, 0–1, that `heard` is what was spoken; null when not measured.
             */
            heard_probability: number | null;
        };
        /**
         * JudgedStress
         * @description Where the stress of a word of several syllables was.
         */
        JudgedStress: {
            /**
             * State
             * @description `error` only where the stress was nearly certainly moved; `uncertain` is never an issue.
             * @enum {string}
             */
            state: "fine" | "uncertain" | "error";
            /**
             * Target Syllable
             * @description Syllable that should carry the primary stress, from 0.
             */
            target_syllable: number;
            /**
             * Heard Syllable
             * @description Syllable that most likely did, from 0.
             */
            heard_syllable: number;
            /**
             * Probability
             * @description Calibrated probability, 0–1, that the stress is where no accepted pronunciation has it.
             */
            probability: number;
            /**
             * Prominence
             * @description Probability, 0–1, of each syllable to be the stressed one.
             */
            prominence: number[];
        };
        /** JudgedWord */
        JudgedWord: {
            /**
             * Index
             * @description Place of the word in the text as spoken, from 0; of an insertion, that of the target word it precedes.
             */
            index: number;
            /**
             * Text
             * @description The word as it is spoken.
             */
            text: string;
            /**
             * Start S
             * @description When the word begins, in seconds from the start of the recording; null when it was not said or not measured.
             */
            start_s: number | null;
            /**
             * End S
             * @description When the word ends, in seconds from the start of the recording; null when it was not said or not measured.
             */
            end_s: number | null;
            /**
             * Accuracy
             * @description What a human rater would give the word, lower where the audio is sure of a slip in it, 0–100; null when not measured.
             */
            accuracy: number | null;
            /**
             * Error Type
             * @description `insertion`: said, not in the text; such words follow the target words in the list, and their `index` is that of the target word they precede.
             * @enum {string}
             */
            error_type: "none" | "mispronunciation" | "omission" | "insertion";
            /**
             * Read As
             * @description For an omission: the other word that was read in its place; null if none was.
             */
            read_as?: string | null;
            /**
             * Kind
             * @description For an insertion: a word of the text said once more, one begun and broken off, or another word; null for words of the text.
             */
            kind?: ("repetition" | "restart" | "other") | null;
            /**
             * Repeats
             * @description For a repetition or a restart: index of the target word that was said over or begun; null for all others.
             */
            repeats?: number | null;
            /**
             * Phones
             * @description Each target phone, in order.
             */
            phones: components["schemas"]["JudgedPhone"][];
            /**
             * Insertions
             * @description Phones spoken where the target has none.
             */
            insertions: components["schemas"]["JudgedInsertion"][];
            /** @description null for a word of one syllable, and where nothing was measured. */
            stress?: components["schemas"]["JudgedStress"] | null;
            /**
             * Text Source
             * @description Where the word is from. A `guess` may not be what was said: no sound of it is `fine`, and none an `error` unless the likeliest of its readings is all but sure. null in answers of older releases.
             */
            text_source?: ("reference" | "transcript" | "guess") | null;
            /**
             * Readings
             * @description Of a `guess`, what may have been meant, the likeliest first, to ask about; empty where nothing else came near.
             */
            readings?: components["schemas"]["WordReading"][];
        };
        /** LanguageCandidate */
        LanguageCandidate: {
            /**
             * Language
             * @description ISO 639-1, or the three letters of a language that has none.
             */
            language: string;
            /**
             * Probability
             * @description That the text is in it, given that it is in one of those that are written so.
             */
            probability: number;
        };
        /**
         * MachineTranslation
         * @description Who translated texts that a coach wrote in another language. Nobody has read the translation.
         */
        MachineTranslation: {
            /**
             * Engine
             * @description As in GET /version of language-service.
             */
            engine: string;
            /**
             * Model Version
             * @description Of the engine.
             */
            model_version: string;
            /**
             * Source Language
             * @description ISO 639-1, that the coach wrote in.
             */
            source_language: string;
            /**
             * N Texts
             * @description That the learner is shown.
             */
            n_texts: number;
            /**
             * N Untranslated
             * @description Of them, left in the coach's language, since no translation held.
             */
            n_untranslated: number;
        };
        /**
         * MomentEvidence
         * @description Something that was measured or said, and where.
         */
        MomentEvidence: {
            /**
             * Turn
             * @description In which turn; null where it is between turns.
             */
            turn: number | null;
            /**
             * Start S
             * @description When, in seconds from the start of the call.
             */
            start_s: number;
            /**
             * End S
             * @description Until when.
             */
            end_s: number;
            /**
             * Quote
             * @description What was said there, shortened; null where it is a measure.
             */
            quote?: string | null;
            /**
             * Measure
             * @description What was measured: `words_per_min`, `silence_s`; null where it is a quote.
             */
            measure?: string | null;
            /**
             * Value
             * @description How much.
             */
            value?: number | null;
            /**
             * Usual
             * @description How much it is otherwise, or the limit that it passes; null where there is no such thing.
             */
            usual?: number | null;
        };
        /**
         * Monologue
         * @description One speaker, while nobody else says more than a short answer.
         */
        Monologue: {
            /**
             * Start S
             * @description When it begins.
             */
            start_s: number;
            /**
             * End S
             * @description When it ends.
             */
            end_s: number;
            /**
             * Turns
             * @description The speaker's turns that it is made of.
             */
            turns: number[];
        };
        /** NamedSound */
        NamedSound: {
            /**
             * Phone
             * @description ARPAbet.
             */
            phone: string;
            /**
             * Ipa
             * @description The same in IPA.
             */
            ipa: string;
            /**
             * Name
             * @description In plain letters: `v`, `the vowel of cat`.
             */
            name: string;
        };
        /**
         * NotePart
         * @description A sentence or two of what is said to the learner, and where in the recording it is about.
         */
        NotePart: {
            /**
             * Kind
             * @description `well`: what went well; `focus`: the one thing to work on; `heard`, `how`, `why`: of it; `listen`, `drill`, `again`: what to do, in this order; `reading`: words left out, added or misread; `counts` and `unclear`: how much was found; `delivery`: a habit of pace, rhythm or melody, no error; `score`: what stands behind one score.
             * @enum {string}
             */
            kind: "well" | "focus" | "heard" | "how" | "why" | "listen" | "drill" | "again" | "reading" | "counts" | "unclear" | "delivery" | "score" | "other";
            /**
             * Text
             * @description For the learner.
             */
            text: string;
            /**
             * Word Indices
             * @description Words of the text that it is about, to be marked or played.
             */
            word_indices?: number[];
            /**
             * Times
             * @description Where in the recording, in the order of time.
             */
            times?: components["schemas"]["TimeSpan"][];
            /**
             * Priority Rank
             * @description Rank of the priority that it tells of, whose drill and findings hold more; null for all else.
             */
            priority_rank?: number | null;
        };
        /** OfferedLanguage */
        OfferedLanguage: {
            /**
             * Language
             * @description BCP 47, `ta-IN`.
             */
            language: string;
            /**
             * Quality
             * @description `natural`: the voice's own language; `accented`: with the accent of its own; `robotic`: clear, and plainly a machine.
             */
            quality: string;
            /**
             * Speaker
             * @description Whose accent it is, `Hindi speaker`; null where the voice's own language is this one.
             */
            speaker?: string | null;
        };
        /** OfferedVoice */
        OfferedVoice: {
            /**
             * Id
             * @description What to send as `voice`.
             */
            id: string;
            /**
             * Accent
             * @description BCP 47 of the voice's own language: en-US is the target, en-GB is offered for comparison.
             */
            accent: string;
            /**
             * Gender
             * @description `female` or `male`.
             */
            gender: string;
            /**
             * Quality
             * @description In its own language: `natural` or `robotic`.
             */
            quality: string;
            /**
             * Licence
             * @description Of the voice, and so of what it says.
             */
            licence: string;
            /**
             * Languages
             * @description All that it speaks, its own first.
             */
            languages: components["schemas"]["OfferedLanguage"][];
        };
        /** OfferedVoices */
        OfferedVoices: {
            /**
             * Contract Version
             * @description Version of this answer's contract, counted from 1. Fields may be added without a new one; what is renamed, retyped or means something else takes one, and an upgrade step (`shared.contracts.reading`).
             * @default 1
             */
            contract_version?: number;
            /**
             * Engine
             * @description Name of the engine that made the answer: `whisper-phones`, `mock`.
             */
            engine: string;
            /**
             * Model Version
             * @description Version of the engine's model.
             */
            model_version: string;
            /**
             * Mock
             * @description Whether the answer is made up by the mock engine, for tests and development.
             */
            mock: boolean;
            /**
             * Default Voice
             * @description Id of the voice that speaks when none is asked for.
             */
            default_voice: string;
            /**
             * Voices
             * @description All that can be asked for.
             */
            voices: components["schemas"]["OfferedVoice"][];
        };
        /**
         * OwnError
         * @description A slip that the speaker makes again and again.
         */
        OwnError: {
            /** @description Sound that belongs there; null for an added sound. */
            target: components["schemas"]["NamedSound"] | null;
            /** @description Sound that was said; null for a dropped one, or where it is not certain. */
            heard: components["schemas"]["NamedSound"] | null;
            /**
             * N
             * @description Times, over all recordings that are looked at.
             */
            n: number;
            /**
             * Words
             * @description The most frequent first.
             */
            words: string[];
            /**
             * Minimal Pairs
             * @description To drill it with.
             */
            minimal_pairs?: string[][];
        };
        /** OwnVoiceAudio */
        OwnVoiceAudio: {
            /**
             * Url
             * @description Signed; plays until it expires. Ask for the task again for a new one.
             */
            url: string;
            /**
             * Duration S
             * @description Length in seconds.
             */
            duration_s: number;
        };
        /** Pause */
        Pause: {
            /**
             * Start S
             * @description When it begins, in seconds from the start of the recording.
             */
            start_s: number;
            /**
             * End S
             * @description When it ends, in seconds from the start of the recording.
             */
            end_s: number;
            /**
             * After Word
             * @description Index of the word before it; null for the start of the recording.
             */
            after_word: number | null;
            /**
             * Inside Phrase
             * @description Whether no punctuation of the text stands there; null when the text has no say.
             */
            inside_phrase?: boolean | null;
            /**
             * Filled
             * @description Whether there is voice in it: an um, or words that aren't in the text. null when not measured.
             */
            filled?: boolean | null;
        };
        /** PhoneMastery */
        PhoneMastery: {
            /** @description The sound that is followed. */
            sound: components["schemas"]["NamedSound"];
            /**
             * Timeline
             * @description Every recording that has the sound, oldest first.
             */
            timeline: components["schemas"]["TimedTally"][];
            /** @description The latest recordings that together have it a dozen times. */
            recent: components["schemas"]["SoundTally"];
            /**
             * Mastery
             * @description Share on target of the recent ones, 0–1; null where there are too few to say.
             */
            mastery: number | null;
            /**
             * Trend
             * @description This recording beside the earlier ones; better or worse only where chance is an unlikely reason: of all that is called so, at most one in ten is chance.
             * @enum {string}
             */
            trend: "better" | "worse" | "steady" | "too_few";
        };
        /**
         * PitchContour
         * @description F0 over time, for drawing.
         */
        PitchContour: {
            /**
             * Hop S
             * @description Seconds from one value to the next.
             */
            hop_s: number;
            /**
             * Start S
             * @description When the first value is, in seconds from the start of the audio.
             */
            start_s: number;
            /**
             * F0 Hz
             * @description Fundamental frequency in Hz at each step; null where there is no voice.
             */
            f0_hz: (number | null)[];
            /**
             * Median Hz
             * @description Median of the voiced values in Hz; null when there are none.
             */
            median_hz: number | null;
            /**
             * Range Semitones
             * @description From the 5th to the 95th percentile of the voiced values, in semitones; null when there are none.
             */
            range_semitones: number | null;
        };
        /** PlayableSpeech */
        PlayableSpeech: {
            /** @description Where to play it. */
            audio: components["schemas"]["ReferenceAudio"];
            /**
             * Language
             * @description Of the text, ISO 639-1.
             * @default en
             */
            language?: string;
            /**
             * Alphabet
             * @description Of all phones here: `arpabet` where all that is said is English, else `ipa`.
             * @default arpabet
             * @enum {string}
             */
            alphabet?: "arpabet" | "ipa";
            /**
             * Words
             * @description When each word and phone is spoken; null where the engine can't tell.
             */
            words?: components["schemas"]["SpokenWordTimes"][] | null;
            /** @description Of the speech, for drawing; null when it was not measured. */
            pitch?: components["schemas"]["PitchContour"] | null;
        };
        /**
         * PlayedTurn
         * @description One turn of an exchange, to be played.
         */
        PlayedTurn: {
            /**
             * Turn
             * @description Its index.
             */
            turn: number;
            /**
             * Speaker
             * @description Who speaks.
             */
            speaker: string;
            /**
             * Text
             * @description What is said, without what is personal.
             */
            text: string;
            /**
             * Start S
             * @description When, in seconds from the start of the call.
             */
            start_s: number;
            /**
             * End S
             * @description Until when.
             */
            end_s: number;
            /**
             * Url
             * @description Plays just that turn, as WAV.
             */
            url: string;
        };
        /** PractisedRecording */
        PractisedRecording: {
            /**
             * Phones
             * @description ARPAbet → how it went.
             */
            phones: {
                [key: string]: components["schemas"]["SoundTally"];
            };
            /**
             * Slips
             * @description In the order of speech; moved stress is none.
             */
            slips: components["schemas"]["SoundSlip"][];
            /**
             * Accents
             * @description Of the recording, as the diff gave them.
             */
            accents?: {
                [key: string]: number;
            };
            /**
             * Recorded At
             * Format: date-time
             * @description When it was sent, with time zone.
             */
            recorded_at: string;
            /**
             * Task Id
             * Format: uuid
             * @description Id of the task.
             */
            task_id: string;
        };
        /** Priority */
        Priority: {
            /**
             * Rank
             * @description 1 for what matters most, at most 3.
             */
            rank: number;
            /**
             * Issue Ids
             * @description Issues of the diff that it rests on.
             */
            issue_ids: string[];
            /**
             * Title
             * @description What to work on, in a few words.
             */
            title: string;
            /**
             * How
             * @description How to place tongue, lips and voice.
             */
            how: string;
            /**
             * Why
             * @description What changes in meaning, where it does; may be empty.
             */
            why: string;
            /**
             * Slips
             * @description The changes of sound that it gathers.
             */
            slips?: components["schemas"]["PrioritySlip"][];
            /**
             * Family
             * @description Key of its habit family (`th`, `finish`): slips that one piece of advice mends. Empty in what an older release stored.
             * @default
             */
            family?: string;
        };
        /**
         * PrioritySlip
         * @description One change of a sound, wherever it happened in the recording.
         */
        PrioritySlip: {
            /** @description null for an added sound, and for stress, which is the word's. */
            target: components["schemas"]["NamedSound"] | null;
            /** @description null for a sound that was dropped or whose replacement is not certain, and for stress; the target itself for a right sound said another way. */
            heard: components["schemas"]["NamedSound"] | null;
            /**
             * Words
             * @description The words in which it happened.
             */
            words: string[];
            /**
             * N Chances
             * @description Words in which it could have happened; null for an added sound.
             */
            n_chances: number | null;
            /**
             * Detail
             * @description For a right sound said another way: how, in a few words (`no puff of air`); null for all others.
             */
            detail?: string | null;
        };
        /**
         * ProblemDocument
         * @description An error as RFC 9457 has it; some carry members of their own beside these.
         */
        ProblemDocument: {
            /**
             * Type
             * @description What kind of problem, a stable word: `invalid-input`, `not-audio`, `upstream-failed`.
             */
            type: string;
            /**
             * Title
             * @description The same for a reader; the same for all problems of a type.
             */
            title: string;
            /**
             * Status
             * @description The HTTP status of the answer.
             */
            status: number;
            /**
             * Detail
             * @description What happened here, and what to do.
             */
            detail: string;
            /**
             * Request Id
             * @description Under which the log has the request; also in the header x-request-id.
             * @default null
             */
            request_id?: string | null;
            /**
             * Field
             * @description Part of the request that is wrong, the first where several are; absent where none is.
             * @default null
             */
            field?: string | null;
            /**
             * Service
             * @description Service behind this one that failed; absent where none did.
             * @default null
             */
            service?: string | null;
            /**
             * Stage
             * @description Stage of the pipeline that failed; absent where none did.
             * @default null
             */
            stage?: string | null;
            /**
             * Errors
             * @description Each fault of a request whose form is wrong (a field that is missing, unknown or of another type), at most 20; absent for other problems.
             * @default null
             */
            errors?: components["schemas"]["Fault"][] | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * Progress
         * @description What the speaker's earlier recordings say.
         */
        Progress: {
            /**
             * N Recordings
             * @description Earlier ones that could be judged.
             */
            n_recordings: number;
            /**
             * Since
             * Format: date-time
             * @description When the first of them was sent.
             */
            since: string;
            /**
             * Phones
             * @description The least mastered first.
             */
            phones: components["schemas"]["PhoneMastery"][];
            /**
             * Own Errors
             * @description The most frequent first.
             */
            own_errors: components["schemas"]["OwnError"][];
            /** @description This recording beside the last of the same text; null when there is none. */
            same_text: components["schemas"]["SameText"] | null;
            /**
             * Statements
             * @description What can be said of it, the weightiest first.
             */
            statements: components["schemas"]["ProgressStatement"][];
        };
        /** ProgressStatement */
        ProgressStatement: {
            /**
             * Text
             * @description A sentence for the learner.
             */
            text: string;
            /**
             * Phones
             * @description What it rests on: sounds of `phones`, or of the same text's slips; empty for its scores.
             */
            phones: string[];
        };
        /** ProsodyPart */
        ProsodyPart: {
            /** @description Of the recording; null when it was not measured. */
            learner_pitch?: components["schemas"]["PitchContour"] | null;
            /** @description Of the reference voice, on its own time axis. */
            reference_pitch?: components["schemas"]["PitchContour"] | null;
            /** @description What the melody does, word by word and at the end; null when it was not measured. */
            intonation?: components["schemas"]["Intonation"] | null;
        };
        /**
         * QuotaFigures
         * @description Each a figure, `unlimited`, or null where nothing was set.
         */
        QuotaFigures: {
            /**
             * Audio Minutes Per Month
             * @description Minutes of recordings in a month of UTC.
             */
            audio_minutes_per_month: number | "unlimited" | null;
            /**
             * Recordings Per Day
             * @description Recordings in a day of UTC.
             */
            recordings_per_day: number | "unlimited" | null;
            /**
             * Stored Mb
             * @description MB of recordings, voice samples and results that are kept.
             */
            stored_mb: number | "unlimited" | null;
            /**
             * Reads Per Minute
             * @description Requests a minute that make no work, and as many that erase or cancel.
             */
            reads_per_minute: number | "unlimited" | null;
            /**
             * Work Per Minute
             * @description Requests a minute that make work.
             */
            work_per_minute: number | "unlimited" | null;
        };
        /** ReferenceAudio */
        ReferenceAudio: {
            /**
             * Url
             * @description Signed; plays until it expires. Ask for the task again for a new one.
             */
            url: string;
            /**
             * Voice
             * @description Id of the voice that speaks.
             */
            voice: string;
            /**
             * Duration S
             * @description Length in seconds.
             */
            duration_s: number;
        };
        /**
         * SameText
         * @description This recording beside the last one of the same text, sound by sound, where both were certain.
         */
        SameText: {
            /**
             * Recorded At
             * Format: date-time
             * @description When the earlier one was sent.
             */
            recorded_at: string;
            /**
             * Overall Then
             * @description Overall score of the earlier one, 0–100; null when not measured.
             */
            overall_then: number | null;
            /**
             * Overall Now
             * @description Overall score of this one, 0–100; null when not measured.
             */
            overall_now: number | null;
            /**
             * Solved
             * @description Off target then, on target now; `heard` is what was heard then.
             */
            solved: components["schemas"]["SoundSlip"][];
            /**
             * Again
             * @description Off target both times.
             */
            again: components["schemas"]["SoundSlip"][];
            /**
             * Fresh
             * @description On target then, off target now.
             */
            fresh: components["schemas"]["SoundSlip"][];
        };
        /**
         * ScoreReason
         * @description A measure that stands behind a score, for one sentence about it. The score itself is a rating, no sum of these.
         */
        ScoreReason: {
            /**
             * Part
             * @description The score that it is about.
             * @enum {string}
             */
            part: "overall" | "accuracy" | "fluency" | "completeness" | "prosody";
            /**
             * Measure
             * @description What was measured.
             * @enum {string}
             */
            measure: "clear_words" | "weakest_part" | "words_with_slips" | "speech_rate_sps" | "pauses_inside_phrases" | "words_said" | "words_added" | "words_stressed_elsewhere" | "pitch_range_semitones";
            /**
             * Value
             * @description How much, or how many.
             */
            value: number;
            /**
             * Of
             * @description Out of how many; null for what is no count of a whole.
             */
            of?: number | null;
            /**
             * Weakest
             * @description Of the measure `weakest_part`: which score is the lowest; null for all others.
             */
            weakest?: ("overall" | "accuracy" | "fluency" | "completeness" | "prosody") | null;
        };
        /** Scores */
        Scores: {
            /**
             * Overall
             * @description What a human rater would give the whole, times completeness, 0–100; null when not measured.
             */
            overall?: number | null;
            /**
             * Accuracy
             * @description What a human rater would give the sounds, 0–100; null when not measured.
             */
            accuracy?: number | null;
            /**
             * Fluency
             * @description Of pace and pauses, 0–100; null when not measured.
             */
            fluency?: number | null;
            /**
             * Completeness
             * @description Share of the text's words that were said, times the share of the said words that are the text's, 0–100: 100 for just the text. A word said over weighs a tenth of another word. null without a text, and when not measured.
             */
            completeness?: number | null;
            /**
             * Prosody
             * @description Of stress, rhythm and melody, 0–100; null when not measured.
             */
            prosody?: number | null;
            /**
             * N Words
             * @description Words of the text, said or not; without a text those that the recogniser was sure of. null when nothing was judged.
             */
            n_words?: number | null;
            /**
             * N Clear Words
             * @description How many of `n_words` were said without a slip that is certain enough to be told; null when nothing was judged.
             */
            n_clear_words?: number | null;
            /**
             * Comprehensibility
             * @description What the share of clear words means to a listener: `easy` to follow, with `some_effort`, `hard`. null when nothing was judged, and of fewer than five words.
             */
            comprehensibility?: ("easy" | "some_effort" | "hard") | null;
            /**
             * Reasons
             * @description What each score rests on, score by score; empty when nothing was judged.
             */
            reasons?: components["schemas"]["ScoreReason"][];
        };
        /**
         * SentimentProbabilities
         * @description They add up to 1.
         */
        SentimentProbabilities: {
            /**
             * Negative
             * @description That the turn tells of annoyance, worry or disappointment.
             */
            negative: number;
            /**
             * Neutral
             * @description That it tells of neither.
             */
            neutral: number;
            /**
             * Positive
             * @description That it tells of content, thanks or relief.
             */
            positive: number;
        };
        /** ShownUsage */
        ShownUsage: {
            /**
             * Tenant
             * @description Whose it is.
             */
            tenant: string;
            /**
             * Key Id
             * @description Of the key that was shown; null where none was.
             */
            key_id: string | null;
            /**
             * Of Tenant
             * @description What all of the tenant used.
             */
            of_tenant: components["schemas"]["UsedQuota"][];
            /**
             * Of Key
             * @description What was used with this key; empty where none was shown.
             */
            of_key: components["schemas"]["UsedQuota"][];
            /** @description Limits of this key; null where none was shown. What is left of them is in each answer's RateLimit. */
            per_minute: components["schemas"]["QuotaFigures"] | null;
        };
        /**
         * Slice
         * @description One word of a recording.
         */
        Slice: {
            /**
             * Start S
             * @description Where it begins, in seconds from the start of the recording it is of.
             */
            start_s: number;
            /**
             * End S
             * @description Where it ends, in seconds from the start of the recording it is of.
             */
            end_s: number;
            /**
             * Url
             * @description Plays just that part, as WAV.
             */
            url: string;
        };
        /**
         * SoundSlip
         * @description One sound of a word that was off target.
         */
        SoundSlip: {
            /**
             * Word
             * @description The word it happened in, as it is spoken.
             */
            word: string;
            /**
             * Target
             * @description Phone that belongs there, ARPAbet without stress; null for an added sound.
             */
            target: string | null;
            /**
             * Heard
             * @description Phone that was heard, ARPAbet without stress; null for a dropped one, or where it is not certain.
             */
            heard: string | null;
        };
        /** SoundTally */
        SoundTally: {
            /**
             * N
             * @description Times the sound was judged with certainty.
             */
            n: number;
            /**
             * Right
             * @description Times it was on target.
             */
            right: number;
        };
        /** SpeakerAnalysis */
        SpeakerAnalysis: {
            /**
             * Speaker
             * @description As sent.
             */
            speaker: string;
            /**
             * Talk S
             * @description Seconds of its turns.
             */
            talk_s: number;
            /**
             * Talk Share
             * @description Of the seconds of all turns.
             */
            talk_share: number;
            /**
             * N Turns
             * @description How many it has.
             */
            n_turns: number;
            /**
             * N Words
             * @description Said in all of them.
             */
            n_words: number;
            /**
             * Words Per Min
             * @description Pace over all its turns; null where they last less than half a second.
             */
            words_per_min: number | null;
            /**
             * N Questions
             * @description Asked in all of them.
             */
            n_questions: number;
            /**
             * N Interruptions
             * @description How often it began while another was speaking and went on.
             */
            n_interruptions: number;
            /** @description The longest there is. */
            longest_monologue: components["schemas"]["Monologue"];
            /** @description Mean over its turns, weighted by their words; null without any. */
            sentiment: components["schemas"]["SentimentProbabilities"] | null;
        };
        /**
         * SpeakerConsent
         * @description A consent that holds for all of a speaker's tasks until it expires or is revoked.
         */
        SpeakerConsent: {
            /**
             * Speaker Id
             * @description Your own name for the speaker.
             */
            speaker_id: string;
            /**
             * Scope
             * @description What was agreed to: `voice_cloning`.
             */
            scope: string;
            /**
             * Wording Version
             * @description Version of the wording that was agreed to.
             */
            wording_version: string;
            /**
             * Given At
             * Format: date-time
             * @description When, with time zone.
             */
            given_at: string;
            /**
             * Expires At
             * Format: date-time
             * @description Until when it holds, with time zone.
             */
            expires_at: string;
            /**
             * Revoked At
             * @description When it was taken back; null while it was not.
             */
            revoked_at: string | null;
            /**
             * Holds
             * @description Whether it may be relied on now.
             */
            holds: boolean;
            /**
             * N Samples
             * @description Voice samples that are kept under it.
             */
            n_samples: number;
        };
        /** SpeakerConsentRevoked */
        SpeakerConsentRevoked: {
            /**
             * Speaker Id
             * @description Your own name for the speaker.
             */
            speaker_id: string;
            /**
             * Revoked At
             * Format: date-time
             * @description When, with time zone.
             */
            revoked_at: string;
            /**
             * N Tasks
             * @description Tasks whose voice data were deleted.
             */
            n_tasks: number;
            /**
             * Erased Objects
             * @description How many stored objects were deleted.
             */
            erased_objects: number;
            /** @description The same by kind. */
            erased: components["schemas"]["VoiceErased"];
            /**
             * Erasure Pending
             * @description Whether part of it could not be erased yet (202): it is noted, and done when storage and database allow.
             * @default false
             */
            erasure_pending?: boolean;
        };
        /** SpeakerErased */
        SpeakerErased: {
            /**
             * Speaker Id
             * @description Your own name for the speaker.
             */
            speaker_id: string;
            /**
             * N Tasks
             * @description Tasks that were erased.
             */
            n_tasks: number;
            /**
             * N Consents
             * @description Consents that were erased.
             */
            n_consents: number;
            /**
             * Erased Objects
             * @description How many stored objects were deleted; so far, where the erasure is pending.
             */
            erased_objects: number;
            /**
             * Erasure Pending
             * @description Whether part of it could not be erased yet (202): it is noted, and done when storage and database allow.
             * @default false
             */
            erasure_pending?: boolean;
        };
        /** SpeakerProgress */
        SpeakerProgress: {
            /**
             * Speaker Id
             * @description Your own name for the speaker.
             */
            speaker_id: string;
            /**
             * Recordings
             * @description The newest that were judged, oldest first: how often each sound was on target, every slip, and how well each group's habits explain it.
             */
            recordings: components["schemas"]["PractisedRecording"][];
        };
        /**
         * SpeechTiming
         * @description Fluency as measured from the alignment.
         */
        SpeechTiming: {
            /**
             * Speech S
             * @description Seconds from the first phone to the last, pauses left out.
             */
            speech_s: number;
            /**
             * Speech Rate Sps
             * @description Syllables a second, pauses included; null when nothing was said.
             */
            speech_rate_sps: number | null;
            /**
             * Articulation Rate Sps
             * @description Syllables a second, pauses left out; null when nothing was said.
             */
            articulation_rate_sps: number | null;
            /**
             * Pauses
             * @description Stretches of 0.2 s or more between two words, in the order of time.
             */
            pauses: components["schemas"]["Pause"][];
            /**
             * Pause Share
             * @description Share of pauses in the time from the first phone to the last, 0–1; null when not measured.
             */
            pause_share?: number | null;
            /**
             * N Pauses Inside Phrases
             * @description Pauses where no punctuation of the text stands; null when the text has no say.
             */
            n_pauses_inside_phrases?: number | null;
            /**
             * N Filled Pauses
             * @description Pauses with voice in them: an um; null when not measured.
             */
            n_filled_pauses?: number | null;
            /**
             * Mean Run Syllables
             * @description Syllables from one pause to the next, on average; null when not measured.
             */
            mean_run_syllables?: number | null;
            /**
             * Npvi V
             * @description How much neighbouring vowels differ in length, 0–200 (nPVI-V of Low, Grabe & Nolan 2000), of vowels that no pause parts; null below ten pairs. Grabe & Low (2002) measured 57 in British English, 44 in French.
             */
            npvi_v?: number | null;
        };
        /** SpokenPhone */
        SpokenPhone: {
            /**
             * Phone
             * @description ARPAbet, vowels with their stress digit; IPA where `alphabet` says so.
             */
            phone: string;
            /**
             * Start S
             * @description When it begins, in seconds from the start of the reference.
             */
            start_s: number;
            /**
             * End S
             * @description When it ends, in seconds from the start of the reference.
             */
            end_s: number;
        };
        /** SpokenWordTimes */
        SpokenWordTimes: {
            /**
             * Text
             * @description The word; empty where only phones were sent.
             */
            text: string;
            /**
             * Start S
             * @description When it begins, in seconds from the start of the reference.
             */
            start_s: number;
            /**
             * End S
             * @description When it ends, in seconds from the start of the reference.
             */
            end_s: number;
            /**
             * Phones
             * @description When each of its phones was spoken, in order.
             */
            phones: components["schemas"]["SpokenPhone"][];
        };
        /** StagePart */
        StagePart: {
            /**
             * Name
             * @description The stage.
             * @enum {string}
             */
            name: "asr" | "align" | "phonemap" | "diff" | "tts" | "vc" | "feedback";
            /**
             * Status
             * @description How far it came.
             * @enum {string}
             */
            status: "pending" | "running" | "succeeded" | "skipped" | "failed";
            /**
             * Reason
             * @description Why it was skipped or failed; null otherwise.
             */
            reason?: string | null;
            /**
             * Engine
             * @description Name of the engine that ran; null until it has.
             */
            engine?: string | null;
            /**
             * Model Version
             * @description Version of the engine's model; null until it has run.
             */
            model_version?: string | null;
            /**
             * Mock
             * @description Whether the engine made its answer up; null until it has run.
             */
            mock?: boolean | null;
            /**
             * Elapsed Ms
             * @description Milliseconds that it took; null until it has run.
             */
            elapsed_ms?: number | null;
        };
        /** TaskAccepted */
        TaskAccepted: {
            /**
             * Task Id
             * Format: uuid
             * @description Id of the task.
             */
            task_id: string;
            /**
             * Status
             * @description How far it came.
             * @enum {string}
             */
            status: "queued" | "running" | "succeeded" | "partial" | "failed" | "cancelled";
        };
        /** TaskFailure */
        TaskFailure: {
            /**
             * Type
             * @description What kind of problem, a stable word: `upstream-failed`.
             */
            type: string;
            /**
             * Title
             * @description The same for a reader.
             */
            title: string;
            /**
             * Status
             * @description The HTTP status that POST /process answers with.
             */
            status: number;
            /**
             * Detail
             * @description What happened, and what to do.
             */
            detail: string;
            /**
             * Service
             * @description Service that failed; null where none did.
             */
            service?: string | null;
            /**
             * Stage
             * @description Stage that failed; null where none did.
             */
            stage?: string | null;
            /**
             * Field
             * @description Part of the request that is wrong; null where none is.
             */
            field?: string | null;
        };
        /**
         * TaskOutcome
         * @description What a list tells of a judged recording.
         */
        TaskOutcome: {
            /** @description Of the whole recording, with its clear words; their reasons are left out. */
            scores: components["schemas"]["Scores"];
            /**
             * N Issues
             * @description What is certainly off target.
             */
            n_issues: number;
            /**
             * Main Tip
             * @description Key of the tip for what to work on first, as GET /tips has it; null where nothing is to be mended.
             */
            main_tip: string | null;
            /**
             * N Uncertain Words
             * @description Words of the text that nobody can be sure of; null of tasks of older releases.
             */
            n_uncertain_words?: number | null;
            /**
             * Habits
             * @description How often each habit is certainly there, by its tip; empty of tasks of older releases.
             */
            habits?: {
                [key: string]: number;
            };
        };
        /** TaskPage */
        TaskPage: {
            /**
             * Items
             * @description Newest first.
             */
            items: components["schemas"]["TaskSummary"][];
            /**
             * Next Cursor
             * @description What to send as `cursor` for the next page; null on the last.
             */
            next_cursor: string | null;
        };
        /**
         * TaskResult
         * @description The unified JSON as far as it is known, and what else there is to say of the task.
         */
        TaskResult: {
            /**
             * Task Id
             * Format: uuid
             * @description Id of the task.
             */
            task_id: string;
            /**
             * Status
             * @description How far the task came; `partial` when an optional stage failed.
             * @enum {string}
             */
            status: "queued" | "running" | "succeeded" | "partial" | "failed" | "cancelled";
            /**
             * Created At
             * Format: date-time
             * @description When it was sent, with time zone.
             */
            created_at: string;
            /**
             * Assessable
             * @description Whether the recording can be judged; null until it is known.
             */
            assessable: boolean | null;
            /**
             * Reason
             * @description Why it can't be judged; null when it can, or until it is known.
             */
            reason: ("silence" | "too_quiet" | "too_short" | "no_speech" | "clipped" | "noise" | "music" | "wrong_language" | "wrong_text" | "several_speakers" | "other") | null;
            /**
             * Reference Text
             * @description The text that was to be read; null when none was sent.
             */
            reference_text: string | null;
            /**
             * Assignment Id
             * @description What it was recorded for; null where it was for no assignment, or for one that is no more.
             */
            assignment_id?: string | null;
            /**
             * Text Source
             * @description What the recording is held against: the text that was to be read, or what was recognised.
             * @enum {string}
             */
            text_source: "reference" | "transcript";
            /**
             * Phone Scores Weaker
             * @description Without a reference text the phones are judged against what was recognised: a slip that sounds like another word is missed, and phones of words that the recogniser was unsure of are `uncertain`.
             * @default false
             */
            phone_scores_weaker?: boolean;
            /** @description What was understood; null until it is known. */
            transcript?: components["schemas"]["TranscriptPart"] | null;
            /** @description Of the whole recording, 0–100 each. */
            scores?: components["schemas"]["Scores"];
            /**
             * Words
             * @description The words of the text in order, then what else was said (`insertion`).
             */
            words?: components["schemas"]["JudgedWord"][];
            /**
             * Issues
             * @description What is certainly off target, in the order of speech.
             */
            issues?: components["schemas"]["Issue"][];
            /** @description Fluency: rates, pauses, runs and rhythm; null until it is measured. */
            timing?: components["schemas"]["SpeechTiming"] | null;
            /** @description Pitch and melody; null until they are measured. */
            prosody?: components["schemas"]["ProsodyPart"] | null;
            /** @description What can be listened to. */
            audio?: components["schemas"]["AudioPart"];
            /**
             * Slices
             * @description Each word of the text to play by itself: the learner's, and the reference's.
             */
            slices?: components["schemas"]["WordSlices"][];
            /** @description What to do about it; null until it is written. */
            feedback?: components["schemas"]["Coaching"] | null;
            /**
             * Stages
             * @description Each stage that was asked for, in the order of the pipeline.
             */
            stages?: components["schemas"]["StagePart"][];
            /**
             * Warnings
             * @description What the reader should know of how it was made.
             */
            warnings?: string[];
            /**
             * Updated At
             * Format: date-time
             * @description When the task last went on, with time zone.
             */
            updated_at: string;
            /** @description Why the task failed; null otherwise. */
            error?: components["schemas"]["TaskFailure"] | null;
            /** @description To voice cloning; null where none was given. */
            consent?: components["schemas"]["ConsentPart"] | null;
        };
        /** TaskSummary */
        TaskSummary: {
            /**
             * Task Id
             * Format: uuid
             * @description Id of the task.
             */
            task_id: string;
            /**
             * Status
             * @description How far it came.
             * @enum {string}
             */
            status: "queued" | "running" | "succeeded" | "partial" | "failed" | "cancelled";
            /**
             * Speaker Id
             * @description Your own name for the speaker; null where none was named.
             */
            speaker_id?: string | null;
            /**
             * Reference Text
             * @description What was to be read; null for free speech.
             */
            reference_text?: string | null;
            /**
             * Assignment Id
             * @description What it was recorded for; null where it was for no assignment, or for one that is no more.
             */
            assignment_id?: string | null;
            /** @description How it was judged; null until it is, where it can't be, and of tasks of older releases. */
            outcome?: components["schemas"]["TaskOutcome"] | null;
            /**
             * Created At
             * Format: date-time
             * @description When it was sent, with time zone.
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             * @description When the task last went on, with time zone.
             */
            updated_at: string;
            /**
             * Assessable
             * @description Whether the recording can be judged; null until it is known.
             */
            assessable: boolean | null;
            /**
             * Reason
             * @description Why it can't be judged; null when it can, or until it is known.
             */
            reason: ("silence" | "too_quiet" | "too_short" | "no_speech" | "clipped" | "noise" | "music" | "wrong_language" | "wrong_text" | "several_speakers" | "other") | null;
        };
        /** TimeSpan */
        TimeSpan: {
            /**
             * Start S
             * @description Seconds from the start of the recording to its beginning.
             */
            start_s: number;
            /**
             * End S
             * @description Seconds from the start of the recording to its end.
             */
            end_s: number;
        };
        /** TimedTally */
        TimedTally: {
            /**
             * N
             * @description Times the sound was judged with certainty.
             */
            n: number;
            /**
             * Right
             * @description Times it was on target.
             */
            right: number;
            /**
             * Recorded At
             * @description null for this recording.
             */
            recorded_at: string | null;
        };
        /** TranscriptPart */
        TranscriptPart: {
            /**
             * Text
             * @description All that was understood; empty when nothing was said.
             */
            text: string;
            /**
             * Language
             * @description Language of the speech, ISO 639-1; null when it was not determined.
             */
            language: string | null;
            /**
             * Words
             * @description The words in the order of speech.
             */
            words: components["schemas"]["TranscriptWord"][];
        };
        /** TranscriptWord */
        TranscriptWord: {
            /**
             * Text
             * @description The word as it is written, with the punctuation that follows it; of a guess the likeliest reading.
             */
            text: string;
            /**
             * Start S
             * @description When the word begins, in seconds from the start of the recording.
             */
            start_s: number;
            /**
             * End S
             * @description When the word ends, in seconds from the start of the recording.
             */
            end_s: number;
            /**
             * Confidence
             * @description The recogniser's own probability for the word, 0–1; null where the engine gives none. Of a guess it is that of the word that was heard.
             */
            confidence: number | null;
            /**
             * Readings
             * @description Of free speech, where a habit of learners may have made one word of another: both, likeliest first, to ask about. The word that was heard is among them. Empty for a word that is no guess, and where nobody looked.
             */
            readings?: components["schemas"]["WordReading"][];
        };
        /** TranslatedSentence */
        TranslatedSentence: {
            /**
             * Source
             * @description The sentence as it was sent.
             */
            source: string;
            /**
             * Before
             * @description What stands before it in the text and in the translation: spaces, line ends; empty before the first as a rule.
             */
            before: string;
            /**
             * Translation
             * @description Null where there is none that holds.
             */
            translation: string | null;
            /**
             * Reason
             * @description Why there is none; null where there is one.
             */
            reason: ("no_match" | "not_kept" | "term_missing" | "formality" | "too_long" | "language" | "undetermined" | "away" | "empty_answer" | "other") | null;
            /**
             * Kept
             * @description Whether there was nothing to translate: no words, or it is in the target language already. It stands as it was sent.
             */
            kept: boolean;
            /**
             * Confidence
             * @description That it is right. Null where it means nothing: the engine's figures were never held against what was right.
             */
            confidence: number | null;
            /**
             * Score
             * @description Mean log-probability of its tokens, where the engine tells it. It is high for fluent nonsense, too.
             */
            score: number | null;
            /**
             * Length Ratio
             * @description Letters of the translation for each letter of the source, without what is only passed on.
             */
            length_ratio: number | null;
            /**
             * Script Share
             * @description Of the letters of the translation, those in the script of the target language.
             */
            script_share: number | null;
            /**
             * Round Trip
             * @description How much of the sentence came back from its translation, by its letters; null unless asked for and to be had.
             */
            round_trip: number | null;
            /**
             * Formality
             * @description The register that it is in; null where it has none, or the engine knows of none.
             */
            formality: ("formal" | "informal") | null;
        };
        /** TranslatedText */
        TranslatedText: {
            /**
             * Source Language
             * @description As sent, or as detected; null where it can't be told.
             */
            source_language: string | null;
            /**
             * Source Probability
             * @description Of the detected language; null where it was sent.
             */
            source_probability: number | null;
            /**
             * Translation
             * @description The whole text; null where a sentence of it has no translation.
             */
            translation: string | null;
            /**
             * Reason
             * @description Of the first sentence that has none, or of the text; null where there is a translation.
             */
            reason: ("no_match" | "not_kept" | "term_missing" | "formality" | "too_long" | "language" | "undetermined" | "away" | "empty_answer" | "other") | null;
            /**
             * Confidence
             * @description The least of its sentences'; null where that of one is, or all is kept.
             */
            confidence: number | null;
            /**
             * Sentences
             * @description In order. `before` and `translation` of each, joined, and `after` are the translation.
             */
            sentences: components["schemas"]["TranslatedSentence"][];
            /**
             * After
             * @description What stands behind the last sentence.
             */
            after: string;
            /**
             * Engine
             * @description That translated it; null where nothing of it went to one.
             */
            engine?: string | null;
            /**
             * Model Version
             * @description Of that engine.
             */
            model_version?: string | null;
        };
        /** Translation */
        Translation: {
            /**
             * Contract Version
             * @description Version of this answer's contract, counted from 1. Fields may be added without a new one; what is renamed, retyped or means something else takes one, and an upgrade step (`shared.contracts.reading`).
             * @default 1
             */
            contract_version?: number;
            /**
             * Engine
             * @description Name of the engine that made the answer: `whisper-phones`, `mock`.
             */
            engine: string;
            /**
             * Model Version
             * @description Version of the engine's model.
             */
            model_version: string;
            /**
             * Mock
             * @description Whether the answer is made up by the mock engine, for tests and development.
             */
            mock: boolean;
            /**
             * Target
             * @description ISO 639-1, or the three letters of a language that has none.
             */
            target: string;
            /**
             * Translations
             * @description One for each text, in order.
             */
            translations: components["schemas"]["TranslatedText"][];
        };
        /**
         * TurnFeeling
         * @description How one turn felt and how fast it was.
         */
        TurnFeeling: {
            /**
             * Turn
             * @description Its index.
             */
            turn: number;
            /**
             * Sentiment
             * @description The likeliest; null of a turn without words, or where nobody could tell.
             */
            sentiment: ("negative" | "neutral" | "positive") | null;
            /** @description Of each; null where `sentiment` is. */
            probabilities: components["schemas"]["SentimentProbabilities"] | null;
            /**
             * Words Per Min
             * @description Pace; null of a turn shorter than half a second.
             */
            words_per_min: number | null;
            /**
             * N Questions
             * @description Questions in it.
             */
            n_questions: number;
        };
        /** TurnHit */
        TurnHit: {
            /**
             * Task Id
             * Format: uuid
             * @description The recording's task.
             */
            task_id: string;
            /**
             * Path
             * @description Where its result is, below this service's address.
             */
            path: string;
            /**
             * Index
             * @description Place of the turn in the recording, from 0.
             */
            index: number;
            /**
             * Speaker
             * @description Who speaks, by role or name.
             */
            speaker: string;
            /**
             * Text
             * @description What is said, redacted.
             */
            text: string;
            /**
             * Start S
             * @description When it begins, in seconds from the start of the recording.
             */
            start_s: number;
            /**
             * End S
             * @description When it ends.
             */
            end_s: number;
            /**
             * Play From S
             * @description From where to play it: a moment before it begins.
             */
            play_from_s: number;
            /**
             * Sentiment
             * @description How it felt; null where that isn't known.
             */
            sentiment: ("negative" | "neutral" | "positive") | null;
            /**
             * Score
             * @description By which hits of one answer are ranked, over 0 and at most 1; it compares nothing else.
             */
            score: number;
            /**
             * Matched
             * @description Whether it has the question's words, is near to it in meaning, or both.
             * @enum {string}
             */
            matched: "words" | "meaning" | "both";
        };
        /**
         * TurnHits
         * @description Turns that answer a question, best first.
         */
        TurnHits: {
            /**
             * Hits
             * @description At most as many as were asked for, of recordings that you see.
             */
            hits?: components["schemas"]["TurnHit"][];
            /**
             * Took Ms
             * @description That search-service took, in milliseconds.
             */
            took_ms: number;
        };
        /**
         * UnifiedResult
         * @description Times in seconds from the start of the recording, scores 0–100, probabilities 0–1; null where not measured.
         */
        UnifiedResult: {
            /**
             * Task Id
             * Format: uuid
             * @description Id of the task.
             */
            task_id: string;
            /**
             * Status
             * @description How far the task came; `partial` when an optional stage failed.
             * @enum {string}
             */
            status: "queued" | "running" | "succeeded" | "partial" | "failed" | "cancelled";
            /**
             * Created At
             * Format: date-time
             * @description When it was sent, with time zone.
             */
            created_at: string;
            /**
             * Assessable
             * @description Whether the recording can be judged; null until it is known.
             */
            assessable: boolean | null;
            /**
             * Reason
             * @description Why it can't be judged; null when it can, or until it is known.
             */
            reason: ("silence" | "too_quiet" | "too_short" | "no_speech" | "clipped" | "noise" | "music" | "wrong_language" | "wrong_text" | "several_speakers" | "other") | null;
            /**
             * Reference Text
             * @description The text that was to be read; null when none was sent.
             */
            reference_text: string | null;
            /**
             * Assignment Id
             * @description What it was recorded for; null where it was for no assignment, or for one that is no more.
             */
            assignment_id?: string | null;
            /**
             * Text Source
             * @description What the recording is held against: the text that was to be read, or what was recognised.
             * @enum {string}
             */
            text_source: "reference" | "transcript";
            /**
             * Phone Scores Weaker
             * @description Without a reference text the phones are judged against what was recognised: a slip that sounds like another word is missed, and phones of words that the recogniser was unsure of are `uncertain`.
             * @default false
             */
            phone_scores_weaker?: boolean;
            /** @description What was understood; null until it is known. */
            transcript?: components["schemas"]["TranscriptPart"] | null;
            /** @description Of the whole recording, 0–100 each. */
            scores?: components["schemas"]["Scores"];
            /**
             * Words
             * @description The words of the text in order, then what else was said (`insertion`).
             */
            words?: components["schemas"]["JudgedWord"][];
            /**
             * Issues
             * @description What is certainly off target, in the order of speech.
             */
            issues?: components["schemas"]["Issue"][];
            /** @description Fluency: rates, pauses, runs and rhythm; null until it is measured. */
            timing?: components["schemas"]["SpeechTiming"] | null;
            /** @description Pitch and melody; null until they are measured. */
            prosody?: components["schemas"]["ProsodyPart"] | null;
            /** @description What can be listened to. */
            audio?: components["schemas"]["AudioPart"];
            /**
             * Slices
             * @description Each word of the text to play by itself: the learner's, and the reference's.
             */
            slices?: components["schemas"]["WordSlices"][];
            /** @description What to do about it; null until it is written. */
            feedback?: components["schemas"]["Coaching"] | null;
            /**
             * Stages
             * @description Each stage that was asked for, in the order of the pipeline.
             */
            stages?: components["schemas"]["StagePart"][];
            /**
             * Warnings
             * @description What the reader should know of how it was made.
             */
            warnings?: string[];
        };
        /** UsedQuota */
        UsedQuota: {
            /**
             * Quota
             * @description What is counted: minutes of recordings this month, recordings today, MB that are kept.
             * @enum {string}
             */
            quota: "audio_minutes" | "recordings" | "stored_mb";
            /**
             * Used
             * @description Up to now.
             */
            used: number;
            /**
             * Limit
             * @description What may be used; null: no limit.
             */
            limit: number | null;
            /**
             * Warning
             * @description Whether four fifths of it were used.
             */
            warning: boolean;
            /**
             * Resets At
             * @description When the count starts anew, with time zone; null where only erasing helps.
             */
            resets_at: string | null;
        };
        /** VietnameseWord */
        VietnameseWord: {
            /**
             * Text
             * @description One word, of one syllable or several: `điện thoại`.
             */
            text: string;
            /**
             * Start
             * @description Where it starts in `written`, in characters from 0.
             */
            start: number;
            /**
             * End
             * @description Where it ends there, exclusive.
             */
            end: number;
        };
        /**
         * VoiceErased
         * @description What was deleted of what was kept of a voice.
         */
        VoiceErased: {
            /**
             * Conversions
             * @description Converted recordings that were deleted.
             * @default 0
             */
            conversions?: number;
            /**
             * Samples
             * @description Voice samples that were deleted.
             * @default 0
             */
            samples?: number;
            /**
             * Features
             * @description Measurements of samples that were deleted.
             * @default 0
             */
            features?: number;
        };
        /** WordPitch */
        WordPitch: {
            /**
             * Word Index
             * @description Index of the word in the text.
             */
            word_index: number;
            /**
             * Mean Semitones
             * @description Mean pitch of the word in semitones above the utterance's median; null for a word without voice.
             */
            mean_semitones: number | null;
            /**
             * Highest Semitones
             * @description Highest pitch of the word in semitones above the utterance's median; null for a word without voice.
             */
            highest_semitones: number | null;
            /**
             * Movement Semitones
             * @description From its first voiced third to its last, in semitones; negative: it falls; null for a word without voice.
             */
            movement_semitones: number | null;
            /**
             * Level Db
             * @description Level of its loudest vowel above the median of the words, in dB; null when not measured.
             */
            level_db?: number | null;
        };
        /**
         * WordReading
         * @description A word that may have been meant, of several that a learner may say alike.
         */
        WordReading: {
            /**
             * Text
             * @description The word, as in `words`.
             */
            text: string;
            /**
             * Probability
             * @description How likely it is of those that were looked at, 0–1.
             */
            probability: number;
        };
        /** WordSlices */
        WordSlices: {
            /**
             * Word Index
             * @description Index of the word in the text.
             */
            word_index: number;
            /**
             * Text
             * @description The word as it is spoken.
             */
            text: string;
            /** @description Null for a word that was not said. */
            learner?: components["schemas"]["Slice"] | null;
            /** @description Null until the reference is spoken, where its engine can't tell its times, and where it reads a figure another way than the learner did. */
            reference?: components["schemas"]["Slice"] | null;
            /** @description The reference in a voice nearer to the speaker's own, which has the reference's times; null where there is none. */
            own_voice?: components["schemas"]["Slice"] | null;
            /** @description The word as it was heard, in the reference voice; for wrong words where `say_heard` was asked for. */
            heard?: components["schemas"]["AudioLink"] | null;
        };
        /** WrittenSpan */
        WrittenSpan: {
            /**
             * Start
             * @description Where it starts in `original`, in characters (code points) from 0.
             */
            start: number;
            /**
             * End
             * @description Where it ends there, exclusive; equal to `start` where something was put in.
             */
            end: number;
            /**
             * Original
             * @description What stood there.
             */
            original: string;
            /**
             * Written
             * @description What stands there now.
             */
            written: string;
            /**
             * Kind
             * @description What it is.
             * @enum {string}
             */
            kind: "number" | "money" | "percent" | "time" | "date" | "measure" | "digits" | "ordinal" | "address" | "casing" | "punctuation" | "diacritics" | "other";
        };
        /** WrittenText */
        WrittenText: {
            /**
             * Contract Version
             * @description Version of this answer's contract, counted from 1. Fields may be added without a new one; what is renamed, retyped or means something else takes one, and an upgrade step (`shared.contracts.reading`).
             * @default 1
             */
            contract_version?: number;
            /**
             * Engine
             * @description Name of the engine that made the answer: `whisper-phones`, `mock`.
             */
            engine: string;
            /**
             * Model Version
             * @description Version of the engine's model.
             */
            model_version: string;
            /**
             * Mock
             * @description Whether the answer is made up by the mock engine, for tests and development.
             */
            mock: boolean;
            /**
             * Language
             * @description ISO 639-1; as sent, or as detected.
             */
            language: string;
            /**
             * Original
             * @description The text that was sent.
             */
            original: string;
            /**
             * Written
             * @description The same, written down: `spans` applied to `original`, nothing else.
             */
            written: string;
            /**
             * Spans
             * @description All that was changed, in order; they don't overlap.
             */
            spans: components["schemas"]["WrittenSpan"][];
            /**
             * Words
             * @description The words of a Vietnamese text, whose spaces part syllables; null of other languages.
             */
            words?: components["schemas"]["VietnameseWord"][] | null;
            /** @description Of a Vietnamese text. */
            diacritics?: components["schemas"]["DiacriticsCheck"] | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
