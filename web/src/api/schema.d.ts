// Made of the orchestrator's openapi.json by `make web-types`; not to be edited.

export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Health
         * @description The process is alive.
         */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Readiness
         * @description The engine is loaded and everything behind the service can be reached.
         */
        get: operations["get_readiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Version
         * @description Which code and which engine this is.
         */
        get: operations["get_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Metrics
         * @description Prometheus metrics.
         */
        get: operations["get_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Tasks
         * @description Tasks, newest first, a page at a time.
         */
        get: operations["list_tasks"];
        put?: never;
        /**
         * Submit Task
         * @description Queue a recording; its task is at the Location.
         */
        post: operations["submit_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Task
         * @description The unified JSON, as far as it is known; of a recording to be transcribed what `GET /transcripts/{task_id}` shows, of a call what `GET /calls/{task_id}` does.
         */
        get: operations["get_task"];
        put?: never;
        post?: never;
        /**
         * Delete Task
         * @description Stop a task if it runs and erase all of it: rows, recording, results and voice data.
         */
        delete: operations["delete_task"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow Task
         * @description Server-sent events from the start on, numbered from 1: stage_started, stage_progress, stage_finished, partial_result, task_postponed, task_retried and, last, task_finished. A browser that comes again after that one is told by 204 to stop. The stream ends with the key, token or session that it was asked with.
         */
        get: operations["follow_task"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Task
         * @description Stop a task. What it has made so far stays until it is deleted.
         */
        post: operations["cancel_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry Task
         * @description Run the stages of a task again that failed, with what was left out for them; what succeeded stays. 409 when nothing failed.
         */
        post: operations["retry_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke Consent
         * @description Take the consent to voice cloning back: samples and the converted voice are erased.
         */
        delete: operations["delete_task_consent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/consent/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke Consent
         * @description Take the consent to voice cloning back: samples and the converted voice are erased.
         */
        post: operations["revoke_task_consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/words/{word_index}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Play Word
         * @description The part in which one word is said: of the recording, of the reference, or of the reference in the own voice.
         */
        get: operations["play_word"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/speakers/{speaker_id}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Speaker Consent
         * @description The consent given last.
         */
        get: operations["get_speaker_consent"];
        put?: never;
        /**
         * Give Speaker Consent
         * @description Agree once to voice cloning for all recordings with this `speaker_id`, and leave voice samples.
         */
        post: operations["give_speaker_consent"];
        /**
         * Revoke Speaker Consent
         * @description Take every consent of the speaker back: samples, what was measured of them, and conversions are erased.
         */
        delete: operations["revoke_speaker_consent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/speakers/{speaker_id}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Speaker Shares
         * @description The links to the speaker's results that hold now, without what opens them.
         */
        get: operations["list_speaker_shares"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/speakers/{speaker_id}/consent/samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Voice Samples
         * @description The voice samples that are kept under the consent.
         */
        get: operations["list_voice_samples"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/speakers/{speaker_id}/consent/samples/{sample_id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Play Voice Sample
         * @description A voice sample, whole.
         */
        get: operations["play_voice_sample"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/speakers/{speaker_id}/consent/samples/{sample_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Voice Sample
         * @description Erase a voice sample, with what was measured of it. The consent holds; without samples a recording is its own.
         */
        delete: operations["delete_voice_sample"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/speakers/{speaker_id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Speaker Progress
         * @description How often each sound was on target in each recording, oldest first. What a task's feedback says of it is in its `feedback.progress`.
         */
        get: operations["get_speaker_progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/speakers/{speaker_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Speaker
         * @description All that is kept of a speaker as a zip archive: recordings, results, consents, samples, progress, keys, and who looked at them. An archive without its end broke off: ask again.
         */
        get: operations["export_speaker"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/speakers/{speaker_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Erase Speaker
         * @description Erase all that is known of a speaker: recordings, results, consents, voice data, progress; their keys end.
         */
        delete: operations["erase_speaker"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/objects/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Object
         * @description The object behind an address from a result; players may ask for ranges of it.
         */
        get: operations["get_object"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Keys
         * @description The tenant's keys, without their secrets.
         */
        get: operations["list_keys"];
        put?: never;
        /**
         * Create Key
         * @description Make a key. The answer is the only place that has all of it.
         */
        post: operations["create_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke Key
         * @description Revoke a key and end its sessions: here at once, in other processes within 5 seconds.
         */
        delete: operations["revoke_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open Session
         * @description Sign a browser in with a key. The answer sets a cookie that scripts can't read.
         */
        post: operations["open_session"];
        /**
         * Close All Sessions
         * @description Sign out everywhere: every browser in which you signed in, this one too.
         */
        delete: operations["close_all_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Session
         * @description Who you are here, and what a page needs after it was loaded anew.
         */
        get: operations["show_session"];
        put?: never;
        post?: never;
        /**
         * Close Session
         * @description Sign this browser out.
         */
        delete: operations["close_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Audit
         * @description Who heard, agreed, took back, erased and made keys, newest first. Nothing of what was said is in it, and no speaker by name.
         */
        get: operations["list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Usage
         * @description What you and your tenant used this month and today, and what may be used.
         */
        get: operations["get_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Tenant Quota
         * @description What a tenant may use. Another than your own needs the scope `tenants`.
         */
        get: operations["get_tenant_quota"];
        /**
         * Set Tenant Quota
         * @description Set what a tenant may use, in place of all that was set before. Needs the scope `tenants`, for your own tenant, too.
         */
        put: operations["set_tenant_quota"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{key_id}/quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Key Quota
         * @description What a key may use, within its tenant's quota.
         */
        get: operations["get_key_quota"];
        /**
         * Set Key Quota
         * @description Set what a key may use, in place of all that was set before.
         */
        put: operations["set_key_quota"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Status
         * @description How the installation is: services, versions, what waits, room on the disk. Of all tenants together.
         */
        get: operations["show_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Models
         * @description The models of this release and under which licences they may be used; which languages are recognised, and how well; which versions the registry has, and how far each is let.
         */
        get: operations["list_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Ending Consents
         * @description Standing consents to voice cloning that end soon, the soonest first.
         */
        get: operations["list_ending_consents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Retention
         * @description For how many days what is a tenant's is kept. Another than your own needs the scope `tenants`.
         */
        get: operations["get_retention"];
        /**
         * Set Retention
         * @description Set for how many days what is a tenant's is kept, in place of all that was set before. The next purge goes by it, and what it erases does not come back: look at `retention/due` first.
         */
        put: operations["set_retention"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/retention/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Due
         * @description What the next purge would erase of a tenant's; nothing is erased by asking.
         */
        get: operations["show_due"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Model Version
         * @description What is known of a version: its card, its figures, what it was taught by, and how far it is let.
         */
        get: operations["get_model_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/versions/{version}/canary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try Model Version
         * @description Give a share of the new recordings to a version, by their ids; again, to change the share. A trial that goes wrong ends by itself. Needs the scope `tenants`: it is for all of them.
         */
        post: operations["try_model_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/versions/{version}/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Promote Model Version
         * @description Give all new recordings to the version that is tried, in the place of the live one. Needs the scope `tenants`.
         */
        post: operations["promote_model_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/versions/{version}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Roll Back Model Version
         * @description End the trial of a version, or go back from the live one to what was live before it, or else to what the release ships. Recordings that wait are judged by what is live then. Needs the scope `tenants`.
         */
        post: operations["roll_back_model_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare Model Versions
         * @description The version that is tried, or was last, beside the live one: scores, states, issues, refusals, time, of recordings of the same time.
         */
        get: operations["compare_model_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/drift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Model Drift
         * @description How much each day differs from the week before it, by what each version judged. Raises no alarm by itself: the metric `orchestrator_model_drift` does.
         */
        get: operations["get_model_drift"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/training/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Training Jobs
         * @description The tenant's training jobs; those that ended more than 400 days ago are gone.
         */
        get: operations["list_training_jobs"];
        put?: never;
        /**
         * Start Training
         * @description Queue a training job. It ends as a candidate in the registry (`GET /models`), which nobody is given before somebody tries it; what is done of it is kept step by step, so that it goes on after a stop or a crash.
         */
        post: operations["start_training"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/training/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Training Job
         * @description How far a training job has come.
         */
        get: operations["get_training_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/training/jobs/{job_id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Training Log
         * @description The last lines that a training job has said.
         */
        get: operations["get_training_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/training/jobs/{job_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Training
         * @description Stop a training job, also in the middle of a step; its files are deleted.
         */
        post: operations["cancel_training"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/speakers/{speaker_id}/training-consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Training Consent
         * @description The consent to be learnt from, where there is one.
         */
        get: operations["get_training_consent"];
        /**
         * Give Training Consent
         * @description Agree that training jobs learn from what was measured of the speaker and what teachers said of it, until that is taken back.
         */
        put: operations["give_training_consent"];
        post?: never;
        /**
         * Revoke Training Consent
         * @description Take it back: from now on nothing is learnt from the speaker, and jobs that are unfinished begin anew without them. What was learnt before stays: a few numbers of all speakers together.
         */
        delete: operations["revoke_training_consent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/privacy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Privacy
         * @description For how long what is a learner's is kept in your tenant, and whether a language model is told of it.
         */
        get: operations["show_privacy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Config
         * @description What this installation takes and can do, and what is switched on for your tenant. Nothing that is secret.
         */
        get: operations["get_config"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/speak": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say Text
         * @description Say a word or sentence, in an American voice or in another language; the same request is spoken once.
         */
        post: operations["say_text"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Map Text
         * @description How each word of a text is said, and which words no dictionary has.
         */
        post: operations["map_text"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Voices
         * @description The voices: those that a reference can be spoken in, and those of other languages.
         */
        get: operations["show_voices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tips": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Tips
         * @description What to do about each habit, by the `tip` of an issue.
         */
        get: operations["show_tips"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/languages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Languages
         * @description The languages that the coach's notes can be in: its own, and those that a machine translates them into.
         */
        get: operations["show_languages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sounds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Sounds
         * @description The 39 sounds: IPA, plain name, and how each is made.
         */
        get: operations["show_sounds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/detect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Detect Language
         * @description Which language a text is in, in which script, and how surely; nothing of it is kept.
         */
        post: operations["detect_language"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/normalise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Normalise Transcript
         * @description A transcript written down: numbers in figures, capitals, a sign at its end; nothing of it is kept.
         */
        post: operations["normalise_transcript"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/translate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Translate Texts
         * @description Texts in another language, null where no translation holds; numbers, ids, addresses and markup come out as they went in. Nothing of them is kept with a task. With `Accept: text/event-stream` as events: `sentence`, `text`, `done` (or `problem`).
         */
        post: operations["translate_texts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search Turns
         * @description Turns that answer a question, by its words and by what it means, of all recordings that you see; each with the time to play from. The question is kept nowhere.
         */
        get: operations["search_turns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/asr/inference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Infer Transcripts
         * @description What was said in up to four recordings, together as large as one upload may be, as text, SRT or WebVTT; nothing of them is kept.
         */
        post: operations["infer_transcripts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tts/inference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Infer Speech
         * @description Up to sixteen texts in American English, each a WAV file in base64; kept as what POST /speak says is.
         */
        post: operations["infer_speech"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nmt/inference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Infer Translations
         * @description Up to 64 texts in another language, null with its reason where no translation holds; nothing of them is kept with a task.
         */
        post: operations["infer_translations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/consent/wording": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Consent Wording
         * @description The words that `consent_voice_cloning=true`, or a consent to be learnt from, agrees to.
         */
        get: operations["show_consent_wording"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/classes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Classes
         * @description Your classes; of an operator all of the tenant's.
         */
        get: operations["list_classes"];
        put?: never;
        /**
         * Create Class
         * @description Make a class, with the code by which learners join.
         */
        post: operations["create_class"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/classes/{class_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Class
         * @description A class with its code and its members.
         */
        get: operations["get_class"];
        /**
         * Rename Class
         * @description Give a class another name.
         */
        put: operations["rename_class"];
        post?: never;
        /**
         * Delete Class
         * @description Delete a class with its assignments. Recordings are the learners' and stay; you see them no more.
         */
        delete: operations["delete_class"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/classes/{class_id}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew Class Code
         * @description Make a new code; the one before lets nobody in any more, and who is in stays.
         */
        post: operations["renew_class_code"];
        /**
         * Close Class
         * @description Let nobody join until there is a new code.
         */
        delete: operations["close_class"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/classes/{class_id}/members/{member_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Class Member
         * @description A learner, and the recordings that they share with this class.
         */
        get: operations["get_class_member"];
        put?: never;
        post?: never;
        /**
         * Remove Class Member
         * @description Put a learner out of the class; with a code they may join again.
         */
        delete: operations["remove_class_member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memberships": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Memberships
         * @description The classes that a learner is in.
         */
        get: operations["list_memberships"];
        put?: never;
        /**
         * Join Class
         * @description Join a class by its code, and say what its teacher may see and hear.
         */
        post: operations["join_class"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memberships/{membership_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Membership
         * @description Share more, or less, with a class: at once.
         */
        put: operations["change_membership"];
        post?: never;
        /**
         * Leave Class
         * @description Leave a class: its teacher sees and hears nothing more, from this moment on.
         */
        delete: operations["leave_class"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/classes/{class_id}/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Class Assignments
         * @description What a class has to record, and how far each member is.
         */
        get: operations["list_class_assignments"];
        put?: never;
        /**
         * Create Assignment
         * @description Set texts to be recorded.
         */
        post: operations["create_assignment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/classes/{class_id}/assignments/{assignment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change Assignment
         * @description Set an assignment anew, in all its parts.
         */
        put: operations["change_assignment"];
        post?: never;
        /**
         * Delete Assignment
         * @description Delete an assignment; what was recorded for it stays the learners'.
         */
        delete: operations["delete_assignment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Assignments
         * @description What a learner has to record in all their classes, and what they have.
         */
        get: operations["list_assignments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/words/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check Words
         * @description Which words of these texts the dictionary lacks: their pronunciation would be guessed.
         */
        post: operations["check_words"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/classes/{class_id}/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Inbox
         * @description What needs a person: recordings that failed or can't be judged, with many uncertain words, or with a habit that is new to their learner.
         */
        get: operations["list_inbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/classes/{class_id}/inbox/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Mark Inbox
         * @description Mark a recording of the inbox as done, or not done after all. The mark is yours alone.
         */
        put: operations["mark_inbox"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/classes/{class_id}/habits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Class Habits
         * @description Which habits are whose, from sure findings in what was shared with the class; the newest 1000 recordings count.
         */
        get: operations["get_class_habits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/classes/{class_id}/habits.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Class Habits
         * @description The same for a spreadsheet: a row a learner. A name that would be a formula has an apostrophe before it.
         */
        get: operations["export_class_habits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/remarks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Remarks
         * @description What teachers said of a recording: notes at its words, and verdicts on findings.
         */
        get: operations["list_remarks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add Note
         * @description Write something at a word, or of the whole recording; the learner sees it in the result.
         */
        post: operations["add_note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/voice-notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add Voice Note
         * @description Say something at a word, or of the whole recording; the learner hears it in the result.
         */
        post: operations["add_voice_note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/notes/{note_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Note
         * @description Take a note of yours back, with its sound.
         */
        delete: operations["delete_note"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/issues/{issue_id}/verdict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Judge Issue
         * @description Say that a finding stands, or is not so. It is kept beside the finding, and moves no score.
         */
        put: operations["judge_issue"];
        post?: never;
        /**
         * Withdraw Verdict
         * @description Say nothing of a finding after all.
         */
        delete: operations["withdraw_verdict"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/audio/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Play Recording
         * @description A sound of a recording, whole: it plays as long as who asks may see the recording.
         */
        get: operations["play_recording"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Shares
         * @description The links to a result, without what opens them.
         */
        get: operations["list_shares"];
        put?: never;
        /**
         * Create Share
         * @description Make a link by which this one result is seen and heard without a key, until it ends or is revoked.
         */
        post: operations["create_share"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{task_id}/shares/{share_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke Share
         * @description End a link at once.
         */
        delete: operations["revoke_share"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show Shared
         * @description The result behind a link. What never was a link, has ended or was revoked is the very same 404.
         */
        get: operations["show_shared"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared/{token}/audio/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Play Shared
         * @description A sound of the result behind a link, whole; the link is asked at each play.
         */
        get: operations["play_shared"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transcripts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit Transcript
         * @description Queue a recording of up to two hours to be transcribed. Its task is followed, cancelled and erased as any other; Location has the transcript.
         */
        post: operations["submit_transcript"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transcripts/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Transcript
         * @description What was said, as far as it is known: the words of a recording come when it is recognised to its end.
         */
        get: operations["get_transcript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Calls
         * @description Calls, newest first, a page at a time.
         */
        get: operations["list_calls"];
        put?: never;
        /**
         * Submit Call
         * @description Queue a recorded call of up to two hours, of one channel or a speaker a channel. Its task is followed, cancelled, tried again and erased as any other; Location has what is known of it.
         */
        post: operations["submit_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Call
         * @description What is known of a call: each part comes when its stage is done.
         */
        get: operations["get_call"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{task_id}/turns/{turn}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Play Turn
         * @description One turn of a call, silent where something personal was taken out of its words.
         */
        get: operations["play_turn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{task_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay Moment
         * @description A moment to be heard as it should sound: its exchange to play, and the agent's sentence as a practice in their list, whose result has the reference. Asked again, it is the same practice.
         */
        post: operations["replay_moment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Recordings
         * @description Recordings, however they came, newest first, a page at a time.
         */
        get: operations["list_recordings"];
        put?: never;
        /**
         * Send Recording
         * @description Hand a recording over without waiting until it is decoded: it is kept as it is sent, and `recording.ingested` is told. What can't be taken in is `refused` then, with the reason; Location tells. A file that is put into the inbox of the store is received alike.
         */
        post: operations["send_recording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings/{recording_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Recording
         * @description What is known of a recording, and where its task is. What was found in it, the task tells.
         */
        get: operations["get_recording"];
        put?: never;
        post?: never;
        /**
         * Delete Recording
         * @description Erase it with its task and all that was made of it; one that waits is not taken in any more.
         */
        delete: operations["delete_recording"];
        options?: never;
        head?: never;
        /**
         * Change Recording
         * @description Set its custom fields, those that are named.
         */
        patch: operations["change_recording"];
        trace?: never;
    };
    "/api/v1/recording-fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Recording Fields
         * @description Which custom fields the tenant's recordings have.
         */
        get: operations["get_recording_fields"];
        /**
         * Set Recording Fields
         * @description Say which custom fields recordings have from now on. Those that are there keep theirs.
         */
        put: operations["set_recording_fields"];
        post?: never;
        /**
         * Drop Recording Fields
         * @description No custom fields from now on. Recordings that are there keep theirs.
         */
        delete: operations["drop_recording_fields"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Events
         * @description What was told of the tenant, newest first: ids, counts and states; no text, no audio.
         */
        get: operations["list_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Dead Letters
         * @description Events that a consumer could not handle after all its tries, with what the last one failed with.
         */
        get: operations["list_dead_letters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/dead-letters/{letter_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay Dead Letter
         * @description Have it handled after all, with all its tries again.
         */
        post: operations["replay_dead_letter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/dead-letters/{letter_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Drop Dead Letter
         * @description Let it go: it is never handled.
         */
        delete: operations["drop_dead_letter"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay Events
         * @description Have a consumer told again of what is kept, in its order: `search-index` builds the search index anew.
         */
        post: operations["replay_events"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{event_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Event
         * @description One event.
         */
        get: operations["get_event"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Webhooks
         * @description The tenant's webhooks, without their secrets.
         */
        get: operations["list_webhooks"];
        put?: never;
        /**
         * Create Webhook
         * @description Have an address told of events from now on. The answer is the only place that has the secret they are signed with.
         */
        post: operations["create_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Webhook
         * @description Tell it of nothing more, nor of what is still on its way.
         */
        delete: operations["delete_webhook"];
        options?: never;
        head?: never;
        /**
         * Change Webhook
         * @description Stop telling an address, or go on. What happened meanwhile it can be told of by a replay.
         */
        patch: operations["change_webhook"];
        trace?: never;
    };
    "/api/v1/webhooks/{webhook_id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew Webhook Secret
         * @description A new secret. For a day messages are signed with both, so that none is refused while the receiver learns it.
         */
        post: operations["renew_webhook_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{webhook_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test Webhook
         * @description Send it one event of type `webhook.tested`, now and once, and say what it answered.
         */
        post: operations["test_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/process": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Process Recording
         * @description Judge a recording and wait for the result. The task goes on if the caller hangs up.
         */
        post: operations["process_recording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
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
        /** AlignedTranscriptPhone */
        AlignedTranscriptPhone: {
            /**
             * Phone
             * @description ARPAbet without stress: what the word asks for.
             */
            phone: string;
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
        };
        /** AlignedTranscriptWord */
        AlignedTranscriptWord: {
            /**
             * Text
             * @description The word as it is spoken: of `2024` each of its words.
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
             * Phones
             * @description In their order.
             */
            phones: components["schemas"]["AlignedTranscriptPhone"][];
        };
        /**
         * AskedQuota
         * @description Each a figure, `unlimited`, or null for what the installation has by default.
         */
        AskedQuota: {
            /**
             * Audio Minutes Per Month
             * @description Minutes of recordings in a month of UTC.
             */
            audio_minutes_per_month?: number | "unlimited" | null;
            /**
             * Recordings Per Day
             * @description Recordings in a day of UTC.
             */
            recordings_per_day?: number | "unlimited" | null;
            /**
             * Stored Mb
             * @description MB of recordings, voice samples and results that are kept; of tenants alone.
             */
            stored_mb?: number | "unlimited" | null;
            /**
             * Reads Per Minute
             * @description Requests a minute that make no work, and as many that erase or cancel.
             */
            reads_per_minute?: number | "unlimited" | null;
            /**
             * Work Per Minute
             * @description Requests a minute that make work.
             */
            work_per_minute?: number | "unlimited" | null;
        };
        /**
         * AskedRetention
         * @description Of each kind the days, 0 for until somebody erases it, or null for as long as everybody's.
         */
        AskedRetention: {
            /**
             * Results
             * @description Of tasks, from when they were made; all that belongs to one goes with it.
             */
            results?: number | null;
            /**
             * Recordings
             * @description Of what was sent and made of the voice in it; the result stays.
             */
            recordings?: number | null;
            /**
             * References
             * @description Of cached speech.
             */
            references?: number | null;
            /**
             * Practice
             * @description Of how each sound went.
             */
            practice?: number | null;
            /**
             * Events
             * @description Of what was told while a task ran.
             */
            events?: number | null;
            /**
             * Consents
             * @description From their end.
             */
            consents?: number | null;
            /**
             * Audit
             * @description Of who did what.
             */
            audit?: number | null;
            /**
             * Sessions
             * @description From their end.
             */
            sessions?: number | null;
            /**
             * Usage
             * @description Of what quotas counted, but for the month that they count.
             */
            usage?: number | null;
        };
        /** AskedTrainingConsent */
        AskedTrainingConsent: {
            /**
             * Agrees
             * @description That the speaker was shown the words of `GET /consent/wording?scope=training` and agrees.
             * @constant
             */
            agrees: true;
            /**
             * Wording Version
             * @description Version of the words that they were shown.
             */
            wording_version: string;
        };
        /** AskedTrial */
        AskedTrial: {
            /**
             * Share
             * @description Of the recordings that it is to be given, at most half: the rest is what it is compared with.
             */
            share: number;
        };
        /** AssignedText */
        AssignedText: {
            /**
             * Text
             * @description What is to be read.
             */
            text: string;
            /**
             * N Recordings
             * @description How often it was.
             */
            n_recordings: number;
            /**
             * Task Id
             * @description The newest of these recordings; null where there is none.
             */
            task_id: string | null;
        };
        /** AssignmentStanding */
        AssignmentStanding: {
            /**
             * Member Id
             * Format: uuid
             * @description Whose.
             */
            member_id: string;
            /**
             * N Texts
             * @description Texts that they have recorded.
             */
            n_texts: number;
            /**
             * N Recordings
             * @description Their recordings, of all texts.
             */
            n_recordings: number;
            /**
             * Is Late
             * @description Whether a text was first recorded after it was due.
             */
            is_late: boolean;
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
        /** AuditPage */
        AuditPage: {
            /**
             * Items
             * @description Newest first.
             */
            items: components["schemas"]["ShownAudit"][];
            /**
             * Next Before
             * @description `before` of the next page; null on the last.
             */
            next_before: number | null;
        };
        /** Body_add_voice_note */
        Body_add_voice_note: {
            /**
             * File
             * Format: binary
             * @description A recording: WAV, FLAC, MP3, OGG, M4A/MP4, WebM, AAC, AMR, CAF or AIFF, of 1 to 8 channels at 4 to 384 kHz. At most 60 seconds.
             */
            file: string;
            /**
             * Word Index
             * @description Index of the word that it is of
             */
            word_index?: number;
            /**
             * Text
             * @description What you say beside it
             */
            text?: string;
        };
        /** Body_give_speaker_consent */
        Body_give_speaker_consent: {
            /**
             * Consent Voice Cloning
             * @description true: the speaker agrees that a reference in their own voice is made (wording in the README). It can be revoked.
             * @default false
             */
            consent_voice_cloning?: boolean;
            /**
             * Expires In Days
             * @description How long the consent holds, in days
             * @default 365
             */
            expires_in_days?: number;
            /**
             * Voice Samples
             * @description Kept for all tasks; at most 20
             */
            voice_samples?: string[];
        };
        /** Body_process_recording */
        Body_process_recording: {
            /**
             * File
             * Format: binary
             * @description A recording: WAV, FLAC, MP3, OGG, M4A/MP4, WebM, AAC, AMR, CAF or AIFF, of 1 to 8 channels at 4 to 384 kHz.
             */
            file: string;
            /**
             * Voice Samples
             * @description Recordings of the speaker for the own-voice reference, at most 20; `voice_samples[]` is accepted, too.
             */
            voice_samples?: string[];
            /**
             * Reference Text
             * @description What was read aloud, at most 2000 characters. Without it the transcript is judged.
             */
            reference_text?: string;
            /**
             * L1
             * @description First language of the speaker, ISO 639: `hi`, `ta`, `zh`, `es` …, `en` for a native; `hi-IN` and `Hindi` are understood. Worth giving: the habits of its speakers are then expected, and far more of the slips are heard. It moves no score.
             * @example hi
             */
            l1?: string;
            /**
             * Voice
             * @description Voice of the reference, an id from the TTS service's /voices.
             * @example af_heart
             */
            voice?: string;
            /**
             * Speaking Rate
             * @description Of the reference: 1 is the voice's own pace, 0.5 half, 2 twice.
             * @default 1
             */
            speaking_rate?: number;
            /**
             * Consent Voice Cloning
             * @description true: the speaker agrees that a reference in their own voice is made (wording in the README). It can be revoked.
             * @default false
             */
            consent_voice_cloning?: boolean;
            /**
             * Stages
             * @description Comma-separated: asr, align, phonemap, diff, tts, vc, feedback. All by default.
             */
            stages?: string;
            /**
             * Lexicon
             * @description Your own pronunciations, JSON: `{"Priya": ["P R IY1 Y AH0"]}`.
             */
            lexicon?: string;
            /**
             * Speaker Id
             * @description Your own name for the speaker, 1-64 of A-Z a-z 0-9 . _ -: their standing consent (POST /speakers/{id}/consent) then counts for this recording.
             * @example learner-17
             */
            speaker_id?: string;
            /**
             * Say Heard
             * @description true: each wrong word is also spoken as it was heard.
             * @default false
             */
            say_heard?: boolean;
            /**
             * Language
             * @description Language of the feedback, ISO 639: one of GET /languages.
             * @default en
             * @example en
             */
            language?: string;
            /**
             * Assignment Id
             * @description What it was recorded for: an assignment of a class that the speaker is in (GET /assignments). `reference_text` is then one of its texts, and its lexicon counts.
             */
            assignment_id?: string;
        };
        /** Body_send_recording */
        Body_send_recording: {
            /**
             * File
             * Format: binary
             * @description A recording: WAV, FLAC, MP3, OGG, M4A/MP4, WebM, AAC, AMR, CAF or AIFF, of 1 to 8 channels at 4 to 384 kHz.
             */
            file: string;
            /**
             * Pipeline
             * @description `pronunciation`, `transcript` or `calls`
             * @default transcript
             */
            pipeline?: string;
            /**
             * Options
             * @description A JSON object: the fields that POST /tasks, /transcripts or /calls takes beside the recording
             * @default
             * @example {"language": "en"}
             */
            options?: string;
            /**
             * Fields
             * @description A JSON object: custom fields, as GET /recording-fields describes them
             * @default
             * @example {"team": "north"}
             */
            fields?: string;
            /**
             * If Duplicate
             * @description `take` it all the same, or `refuse` a recording whose audio is there already
             * @default take
             */
            if_duplicate?: string;
        };
        /** Body_submit_call */
        Body_submit_call: {
            /**
             * File
             * Format: binary
             * @description A recording: WAV, FLAC, MP3, OGG, M4A/MP4, WebM, AAC, AMR, CAF or AIFF, of 1 to 8 channels at 4 to 384 kHz.
             */
            file: string;
            /**
             * Language
             * @description Language that is spoken, ISO 639, or `auto` to have it told by the recording.
             * @default en
             * @example en
             * @example auto
             */
            language?: string;
            /**
             * Channels
             * @description true: each channel of the recording holds one speaker. Nobody is then taken for another; send it so where you can.
             * @default false
             */
            channels?: boolean;
            /**
             * Agent
             * @description Which channel is the agent's, from 1; of one channel, which of the voices in the order in which they are first heard. Left out: the first; of one channel in an outbound call, where the customer answers, the second.
             */
            agent?: string;
            /**
             * Speakers
             * @description How many speak in a recording of one channel; two when left out.
             */
            speakers?: string;
            /**
             * Speaker Id
             * @description Your own name for the agent, 1-64 of A-Z a-z 0-9 . _ -: who sees the call as theirs, and with whom it is erased.
             * @example agent-17
             */
            speaker_id?: string;
            /**
             * L1
             * @description First language of the agent, ISO 639: the habits of its speakers are then expected, and more of their slips are heard.
             * @example hi
             */
            l1?: string;
            /**
             * Lexicon
             * @description Your own pronunciations of what the agent says, such as names of products, JSON: `{"Flipkart": ["F L IH1 P K AA2 R T"]}`.
             */
            lexicon?: string;
            /**
             * Redact
             * @description true: cards, telephone numbers and the like are taken out of all that is stored and shown of what was said.
             * @default true
             */
            redact?: boolean;
            /**
             * Call Id
             * @description Your own name for the call.
             * @example C-2026-0042
             */
            call_id?: string;
            /**
             * Customer
             * @description Your own name for the customer, 1-64 of A-Z a-z 0-9 . _ -. Nothing of their voice is kept but the recording.
             * @example customer-9
             */
            customer?: string;
            /**
             * Direction
             * @description `inbound` or `outbound`.
             * @example inbound
             */
            direction?: string;
            /**
             * Started At
             * @description When the call began, ISO 8601 with its time zone.
             * @example 2026-11-28T09:30:00+05:30
             */
            started_at?: string;
            /**
             * Tags
             * @description Your own words for it, comma-separated, 20 at most.
             * @example billing,vip
             */
            tags?: string;
            /**
             * Recording Notice
             * @description true: you say that all on the call were told that it is recorded. It is kept with the call; without it the result warns.
             * @default false
             */
            recording_notice?: boolean;
        };
        /** Body_submit_task */
        Body_submit_task: {
            /**
             * File
             * Format: binary
             * @description A recording: WAV, FLAC, MP3, OGG, M4A/MP4, WebM, AAC, AMR, CAF or AIFF, of 1 to 8 channels at 4 to 384 kHz.
             */
            file: string;
            /**
             * Voice Samples
             * @description Recordings of the speaker for the own-voice reference, at most 20; `voice_samples[]` is accepted, too.
             */
            voice_samples?: string[];
            /**
             * Reference Text
             * @description What was read aloud, at most 2000 characters. Without it the transcript is judged.
             */
            reference_text?: string;
            /**
             * L1
             * @description First language of the speaker, ISO 639: `hi`, `ta`, `zh`, `es` …, `en` for a native; `hi-IN` and `Hindi` are understood. Worth giving: the habits of its speakers are then expected, and far more of the slips are heard. It moves no score.
             * @example hi
             */
            l1?: string;
            /**
             * Voice
             * @description Voice of the reference, an id from the TTS service's /voices.
             * @example af_heart
             */
            voice?: string;
            /**
             * Speaking Rate
             * @description Of the reference: 1 is the voice's own pace, 0.5 half, 2 twice.
             * @default 1
             */
            speaking_rate?: number;
            /**
             * Consent Voice Cloning
             * @description true: the speaker agrees that a reference in their own voice is made (wording in the README). It can be revoked.
             * @default false
             */
            consent_voice_cloning?: boolean;
            /**
             * Stages
             * @description Comma-separated: asr, align, phonemap, diff, tts, vc, feedback. All by default.
             */
            stages?: string;
            /**
             * Lexicon
             * @description Your own pronunciations, JSON: `{"Priya": ["P R IY1 Y AH0"]}`.
             */
            lexicon?: string;
            /**
             * Speaker Id
             * @description Your own name for the speaker, 1-64 of A-Z a-z 0-9 . _ -: their standing consent (POST /speakers/{id}/consent) then counts for this recording.
             * @example learner-17
             */
            speaker_id?: string;
            /**
             * Say Heard
             * @description true: each wrong word is also spoken as it was heard.
             * @default false
             */
            say_heard?: boolean;
            /**
             * Language
             * @description Language of the feedback, ISO 639: one of GET /languages.
             * @default en
             * @example en
             */
            language?: string;
            /**
             * Assignment Id
             * @description What it was recorded for: an assignment of a class that the speaker is in (GET /assignments). `reference_text` is then one of its texts, and its lexicon counts.
             */
            assignment_id?: string;
        };
        /** Body_submit_transcript */
        Body_submit_transcript: {
            /**
             * File
             * Format: binary
             * @description A recording: WAV, FLAC, MP3, OGG, M4A/MP4, WebM, AAC, AMR, CAF or AIFF, of 1 to 8 channels at 4 to 384 kHz.
             */
            file: string;
            /**
             * Language
             * @description Language that is spoken, ISO 639, or `auto` to have it told by the recording. One in another is not transcribed.
             * @default en
             * @example en
             * @example auto
             */
            language?: string;
            /**
             * Phones
             * @description true: when each phone of the words was said, too. It takes about as long again; American English alone.
             * @default false
             */
            phones?: boolean;
            /**
             * Lexicon
             * @description Your own pronunciations, JSON: `{"Priya": ["P R IY1 Y AH0"]}`; of use with `phones`.
             */
            lexicon?: string;
            /**
             * Speaker Id
             * @description Your own name for the speaker, 1-64 of A-Z a-z 0-9 . _ -: what is kept of the recording goes when the speaker is erased.
             * @example agent-17
             */
            speaker_id?: string;
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
        /** ChangedRecording */
        ChangedRecording: {
            /**
             * Fields
             * @description Custom fields that are set; null takes one away, others stay.
             */
            fields: {
                [key: string]: string | number | boolean | null;
            };
        };
        /** ChangedWebhook */
        ChangedWebhook: {
            /**
             * Disabled
             * @description Whether it is told of nothing for now.
             */
            disabled: boolean;
        };
        /** ClassAssignment */
        ClassAssignment: {
            /**
             * Assignment Id
             * Format: uuid
             * @description What recordings for it are sent with.
             */
            assignment_id: string;
            /**
             * Class Id
             * Format: uuid
             * @description Id of the class.
             */
            class_id: string;
            /**
             * Title
             * @description What it is called.
             */
            title: string;
            /**
             * Due At
             * @description Until when, with time zone; null: no end was set.
             */
            due_at: string | null;
            /**
             * Attempts
             * @description Recordings of each text that are taken; null: as many as one likes.
             */
            attempts: number | null;
            /**
             * Habits
             * @description What to look after, as keys of the coach's tips.
             */
            habits: string[];
            /**
             * Created At
             * Format: date-time
             * @description When it was set, with time zone.
             */
            created_at: string;
            /**
             * Texts
             * @description What is to be read.
             */
            texts: string[];
            /**
             * Lexicon
             * @description Pronunciations that were sent with it.
             */
            lexicon: {
                [key: string]: string[];
            };
            /**
             * Standings
             * @description How far each member is, of those who have begun.
             */
            standings: components["schemas"]["AssignmentStanding"][];
        };
        /** ClassAssignmentList */
        ClassAssignmentList: {
            /**
             * Items
             * @description The newest first.
             */
            items: components["schemas"]["ClassAssignment"][];
        };
        /** ClassChange */
        ClassChange: {
            /**
             * Name
             * @description What it is called from now on.
             */
            name: string;
        };
        /** ClassDetail */
        ClassDetail: {
            /**
             * Class Id
             * Format: uuid
             * @description Id of the class.
             */
            class_id: string;
            /**
             * Name
             * @description What it is called.
             */
            name: string;
            /**
             * Teacher
             * @description Subject of the teacher whose it is.
             */
            teacher: string;
            /**
             * Code
             * @description With which learners join; null while nobody can.
             */
            code: string | null;
            /**
             * N Members
             * @description Learners in it.
             */
            n_members: number;
            /**
             * Created At
             * Format: date-time
             * @description When it was made, with time zone.
             */
            created_at: string;
            /**
             * Members
             * @description By what they are called.
             */
            members: components["schemas"]["ClassMember"][];
        };
        /** ClassList */
        ClassList: {
            /**
             * Items
             * @description By name, at most 1000: a teacher's own, an operator's all of the tenant.
             */
            items: components["schemas"]["ShownClass"][];
        };
        /** ClassMember */
        ClassMember: {
            /**
             * Member Id
             * Format: uuid
             * @description Id of the membership.
             */
            member_id: string;
            /**
             * Speaker Id
             * @description Under which their recordings are.
             */
            speaker_id: string;
            /**
             * Called
             * @description What they want to be called here.
             */
            called: string;
            /**
             * Share
             * @description Which recordings their teacher sees.
             * @enum {string}
             */
            share: "assignments" | "from_joining" | "everything";
            /**
             * Joined At
             * Format: date-time
             * @description When, with time zone.
             */
            joined_at: string;
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
        /**
         * ClientAbilities
         * @description Null in place of a list: the service can't tell at the moment.
         */
        ClientAbilities: {
            /**
             * Recognisers
             * @description Models of the recognisers that are loaded; `GET /models` has their languages for operators.
             */
            recognisers: string[] | null;
            /**
             * Voices
             * @description Ids of voices; `GET /voices` has more of each.
             */
            voices: string[] | null;
            /**
             * Coach Languages
             * @description ISO 639-1, that the coach speaks itself; `GET /languages` has those that it is translated into, too.
             */
            coach_languages: string[] | null;
        };
        /** ClientConfig */
        ClientConfig: {
            /**
             * Version
             * @description Release of the orchestrator.
             */
            version: string;
            /**
             * Environment
             * @description `development`, `test` or `production`.
             */
            environment: string;
            /**
             * Pipelines
             * @description What recordings can be sent for.
             */
            pipelines: string[];
            /** @description Of what is sent. */
            limits: components["schemas"]["ClientLimits"];
            /** @description Of the services that are there. */
            abilities: components["schemas"]["ClientAbilities"];
            /**
             * Flags
             * @description What is switched on for your tenant.
             */
            flags: {
                [key: string]: boolean;
            };
        };
        /** ClientLimits */
        ClientLimits: {
            /**
             * Upload Mb
             * @description Of a recording to be judged.
             */
            upload_mb: number;
            /**
             * Audio S
             * @description How long such a recording may be, in seconds.
             */
            audio_s: number;
            /**
             * Long Upload Mb
             * @description Of a recording that is worked on in pieces: a transcript's, a call's.
             */
            long_upload_mb: number;
            /**
             * Long Audio S
             * @description How long such a recording may be, in seconds.
             */
            long_audio_s: number;
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
        /** CountedVerdicts */
        CountedVerdicts: {
            /**
             * Tip
             * @description The habit, as key of the coach's tip.
             */
            tip: string;
            /**
             * N Accepted
             * @description Findings that teachers said stand.
             */
            n_accepted: number;
            /**
             * N Overruled
             * @description Findings that teachers said are not so.
             */
            n_overruled: number;
        };
        /** DeadLetter */
        DeadLetter: {
            /**
             * Id
             * @description Its name in addresses.
             */
            id: number;
            /**
             * Consumer
             * @description Who could not handle it; `webhook:<id>` is one of the tenant's webhooks.
             */
            consumer: string;
            /**
             * N Tries
             * @description How often that was tried.
             */
            n_tries: number;
            /**
             * Reason
             * @description What the last try failed with.
             */
            reason: string | null;
            /**
             * Dead At
             * Format: date-time
             * @description When it was given up.
             */
            dead_at: string;
            /**
             * Event
             * @description The event, as CloudEvents' JSON.
             */
            event: {
                [key: string]: unknown;
            };
        };
        /** DeadLetterPage */
        DeadLetterPage: {
            /**
             * Items
             * @description Newest first.
             */
            items: components["schemas"]["DeadLetter"][];
            /**
             * Next Before
             * @description For the next page; null: there is none.
             */
            next_before: number | null;
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
        /** DiskRoom */
        DiskRoom: {
            /**
             * Free Bytes
             * @description What can still be written.
             */
            free_bytes: number;
            /**
             * Total Bytes
             * @description Its size.
             */
            total_bytes: number;
        };
        /**
         * DriftDay
         * @description A day of UTC beside the seven before it: below 0.1 alike, above 0.25 other recordings, or another judgement.
         */
        DriftDay: {
            /**
             * Day
             * Format: date
             * @description Which.
             */
            day: string;
            /**
             * N
             * @description Recordings on that day.
             */
            n: number;
            /**
             * N Before
             * @description Recordings in the seven days before it.
             */
            n_before: number;
            /**
             * Scores
             * @description Population stability index of the overall scores, by 5 points.
             */
            scores: number;
            /**
             * Heard
             * @description The same of the phones that were heard.
             */
            heard: number;
            /**
             * Refusals
             * @description The same of the reasons for which recordings can't be judged.
             */
            refusals: number;
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
        /** DueForPurge */
        DueForPurge: {
            /**
             * Tenant
             * @description Whose.
             */
            tenant: string;
            /**
             * Items
             * @description What has been kept for long enough by now, of each kind; the next purge erases it.
             */
            items: components["schemas"]["DueKind"][];
        };
        /** DueKind */
        DueKind: {
            /**
             * Kind
             * @description What is kept.
             * @enum {string}
             */
            kind: "results" | "recordings" | "references" | "practice" | "events" | "consents" | "audit" | "sessions" | "usage";
            /**
             * N
             * @description How many tasks, cached voices or rows.
             */
            n: number;
            /**
             * N Bytes
             * @description Of their objects; rows are not weighed.
             */
            n_bytes: number;
        };
        /** EndingConsent */
        EndingConsent: {
            /**
             * Speaker Id
             * @description Whose it is.
             */
            speaker_id: string;
            /**
             * Given At
             * Format: date-time
             * @description When it was given, with time zone.
             */
            given_at: string;
            /**
             * Expires At
             * Format: date-time
             * @description When it ends and what was made under it is erased, with time zone.
             */
            expires_at: string;
        };
        /** EndingConsentList */
        EndingConsentList: {
            /**
             * Items
             * @description The soonest first, at most 200.
             */
            items: components["schemas"]["EndingConsent"][];
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
        /** EventPage */
        EventPage: {
            /**
             * Items
             * @description Newest first.
             */
            items: components["schemas"]["ShownEvent"][];
            /**
             * Next Before
             * @description For the next page; null: there is none.
             */
            next_before: number | null;
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
         * GlossaryTerm
         * @description A term and how it has to come out.
         */
        GlossaryTerm: {
            /**
             * Source
             * @description As it stands in the texts; in any case, whole words only.
             */
            source: string;
            /**
             * Target
             * @description As it will stand in the translation.
             */
            target: string;
        };
        /** GuessedWords */
        GuessedWords: {
            /**
             * Out Of Vocabulary
             * @description Words whose pronunciation would be guessed: give it in the lexicon, or take other words.
             */
            out_of_vocabulary: string[];
        };
        /** HabitAdvice */
        HabitAdvice: {
            /**
             * Tip
             * @description What an issue names as its `tip`: `V_W`, `sound.L`.
             */
            tip: string;
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
             * @description What changes in meaning, a clause without its full stop; empty where nothing is known.
             */
            why: string;
            /**
             * Note
             * @description What the first language has in its place; null where none was named, or nothing is known of it.
             */
            note: string | null;
        };
        /**
         * HabitAdviceList
         * @description What GET /tips answers.
         */
        HabitAdviceList: {
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
             * Tips
             * @description Of each habit that a rule names, then of each sound.
             */
            tips: components["schemas"]["HabitAdvice"][];
        };
        /** HabitOfLearner */
        HabitOfLearner: {
            /**
             * Member Id
             * Format: uuid
             * @description Whose.
             */
            member_id: string;
            /**
             * N Found
             * @description How often it was certainly there.
             */
            n_found: number;
            /**
             * N Recordings
             * @description In how many recordings.
             */
            n_recordings: number;
        };
        /** HabitRow */
        HabitRow: {
            /**
             * Tip
             * @description The habit, as key of the coach's tip.
             */
            tip: string;
            /**
             * N Learners
             * @description How many have it.
             */
            n_learners: number;
            /**
             * Learners
             * @description Those who have it.
             */
            learners: components["schemas"]["HabitOfLearner"][];
        };
        /** HeatMap */
        HeatMap: {
            /**
             * Learners
             * @description The class, by what they are called.
             */
            learners: components["schemas"]["HeatMapLearner"][];
            /**
             * Habits
             * @description From findings that are sure; what most learners have comes first.
             */
            habits: components["schemas"]["HabitRow"][];
            /**
             * Verdicts
             * @description What teachers said of these findings, which are counted above all the same.
             */
            verdicts: components["schemas"]["CountedVerdicts"][];
        };
        /** HeatMapLearner */
        HeatMapLearner: {
            /**
             * Member Id
             * Format: uuid
             * @description Id of the membership.
             */
            member_id: string;
            /**
             * Called
             * @description What they are called.
             */
            called: string;
            /**
             * N Recordings
             * @description Judged recordings that count here.
             */
            n_recordings: number;
        };
        /** Inbox */
        Inbox: {
            /**
             * Items
             * @description What is urgent first, then the newest.
             */
            items: components["schemas"]["InboxItem"][];
            /**
             * N Open
             * @description That you have not marked yet.
             */
            n_open: number;
        };
        /** InboxItem */
        InboxItem: {
            /**
             * Member Id
             * Format: uuid
             * @description Whose recording it is.
             */
            member_id: string;
            /**
             * Called
             * @description What they are called.
             */
            called: string;
            /** @description The recording. */
            task: components["schemas"]["TaskSummary"];
            /**
             * Reasons
             * @description Why a person should look, the weightiest first.
             */
            reasons: ("failed" | "not_assessable" | "uncertain" | "new_habit")[];
            /**
             * New Habits
             * @description Habits that no earlier recording of theirs had, as keys of the coach's tips.
             */
            new_habits: string[];
            /**
             * Is Done
             * @description Whether you marked it.
             */
            is_done: boolean;
        };
        /** InboxMark */
        InboxMark: {
            /**
             * Done
             * @description Whether you are done with it.
             */
            done: boolean;
        };
        /** InstallationStatus */
        InstallationStatus: {
            /**
             * Version
             * @description Release of the orchestrator.
             */
            version: string;
            /**
             * Commit
             * @description What it was built from.
             */
            commit: string;
            /**
             * Failed
             * @description Part of the orchestrator that can't be used → why; empty while all can.
             */
            failed: {
                [key: string]: string;
            };
            /**
             * Services
             * @description The services behind it, in the order of the pipeline.
             */
            services: components["schemas"]["ServiceReport"][];
            /** @description Null while the database is away. */
            queue: components["schemas"]["QueueLoad"] | null;
            /** @description Of DATA_DIR; null where there is none. */
            disk: components["schemas"]["DiskRoom"] | null;
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
        /** JoinRequest */
        JoinRequest: {
            /**
             * Code
             * @description The teacher's: `ABCD-EFGH-JKMN`; hyphens, spaces and lower case don't matter.
             */
            code: string;
            /**
             * Called
             * @description What you want to be called in this class.
             */
            called: string;
            /**
             * Share
             * @description What the teacher may see and hear: `assignments`, what is sent for this class's; `from_joining`, all that is recorded from now on; `everything`, earlier recordings too.
             * @default from_joining
             * @enum {string}
             */
            share?: "assignments" | "from_joining" | "everything";
            /**
             * Speaker Id
             * @description Who joins; a learner joins themself.
             */
            speaker_id?: string | null;
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
        /** KeptSample */
        KeptSample: {
            /**
             * Sample Id
             * @description Its number among those that were sent, from 0; it stays when another is erased.
             */
            sample_id: number;
            /**
             * Url
             * @description Plays it for who may; ranges are answered.
             */
            url: string;
        };
        /** KeptSamples */
        KeptSamples: {
            /**
             * Items
             * @description Kept under the consent that was given last, in the order they were sent in; empty once that has ended.
             */
            items: components["schemas"]["KeptSample"][];
        };
        /** KeyList */
        KeyList: {
            /**
             * Items
             * @description The tenant's keys, newest first, at most 1000.
             */
            items: components["schemas"]["ShownKey"][];
        };
        /** KnownModel */
        KnownModel: {
            /**
             * Name
             * @description Its folder in the model store.
             */
            name: string;
            /**
             * Version
             * @description As its makers call it.
             */
            version: string;
            /**
             * About
             * @description What it is for.
             */
            about: string;
            /**
             * Licence
             * @description Under which it may be used, and whose it is.
             */
            licence: string;
            /**
             * Homepage
             * @description Where it comes from.
             */
            homepage: string;
            /**
             * N Bytes
             * @description Of all its files.
             */
            n_bytes: number;
        };
        /** KnownModelList */
        KnownModelList: {
            /**
             * Models
             * @description All that this release can use, fetched or not.
             */
            models: components["schemas"]["KnownModel"][];
            /**
             * Recognisers
             * @description Those that are loaded, with their languages; empty while the recogniser can't be asked.
             */
            recognisers: components["schemas"]["RecogniserModel"][];
            /**
             * Registered
             * @description Every version that the registry has, by name, the oldest first.
             */
            registered: components["schemas"]["RegisteredModel"][];
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
        /** LearnerPage */
        LearnerPage: {
            /** @description Who it is, and what they share. */
            member: components["schemas"]["ClassMember"];
            /**
             * Recordings
             * @description What they share, the newest first, at most 100.
             */
            recordings: components["schemas"]["TaskSummary"][];
        };
        /** LearnersAssignment */
        LearnersAssignment: {
            /**
             * Assignment Id
             * Format: uuid
             * @description What recordings for it are sent with.
             */
            assignment_id: string;
            /**
             * Class Id
             * Format: uuid
             * @description Id of the class.
             */
            class_id: string;
            /**
             * Title
             * @description What it is called.
             */
            title: string;
            /**
             * Due At
             * @description Until when, with time zone; null: no end was set.
             */
            due_at: string | null;
            /**
             * Attempts
             * @description Recordings of each text that are taken; null: as many as one likes.
             */
            attempts: number | null;
            /**
             * Habits
             * @description What to look after, as keys of the coach's tips.
             */
            habits: string[];
            /**
             * Created At
             * Format: date-time
             * @description When it was set, with time zone.
             */
            created_at: string;
            /**
             * Class Name
             * @description Of the class that has to do it.
             */
            class_name: string;
            /**
             * Texts
             * @description What is to be read, and what was.
             */
            texts: components["schemas"]["AssignedText"][];
        };
        /** LearnersAssignmentList */
        LearnersAssignmentList: {
            /**
             * Items
             * @description The newest first.
             */
            items: components["schemas"]["LearnersAssignment"][];
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
        /** MadeKey */
        MadeKey: {
            /**
             * Id
             * @description Its public part.
             */
            id: string;
            /**
             * Name
             * @description What its maker calls it.
             */
            name: string;
            /**
             * Tenant
             * @description Whose it is.
             */
            tenant: string;
            /**
             * Subject
             * @description Who asks with it.
             */
            subject: string;
            /**
             * Role
             * @description What it may do.
             * @enum {string}
             */
            role: "learner" | "teacher" | "operator" | "service";
            /**
             * Scopes
             * @description What it may do beyond that.
             */
            scopes: string[];
            /**
             * Created At
             * Format: date-time
             * @description When it was made, with time zone.
             */
            created_at: string;
            /**
             * Expires At
             * @description Until when it holds; null: until it is revoked.
             */
            expires_at: string | null;
            /**
             * Revoked At
             * @description When it was revoked; null while it was not.
             */
            revoked_at: string | null;
            /**
             * Used At
             * @description When it was last used, to the hour; null before that.
             */
            used_at: string | null;
            /**
             * Key
             * @description The whole key. It is shown here and nowhere else: keep it.
             */
            key: string;
        };
        /** MadeShare */
        MadeShare: {
            /**
             * Share Id
             * Format: uuid
             * @description To revoke it by.
             */
            share_id: string;
            /**
             * Created At
             * Format: date-time
             * @description When it was made, with time zone.
             */
            created_at: string;
            /**
             * Expires At
             * Format: date-time
             * @description Until when it holds, with time zone.
             */
            expires_at: string;
            /**
             * Revoked At
             * @description When it was revoked; null while it was not.
             */
            revoked_at: string | null;
            /**
             * Holds
             * @description Whether it opens now.
             */
            holds: boolean;
            /**
             * Token
             * @description Opens `GET /shared/{token}`. Shown this once: it is not kept.
             */
            token: string;
            /**
             * Url
             * @description The page that shows the result. The token is behind its #, which browsers send to nobody.
             */
            url: string;
        };
        /** MadeWebhook */
        MadeWebhook: {
            /**
             * Id
             * Format: uuid
             * @description Its name in addresses.
             */
            id: string;
            /**
             * Url
             * @description Where events are sent.
             */
            url: string;
            /**
             * Types
             * @description Types of events; empty: all.
             */
            types: string[];
            /**
             * Created At
             * Format: date-time
             * @description When it was made; it is told of what happened since.
             */
            created_at: string;
            /**
             * Disabled At
             * @description Since when it is told of nothing; null: it is told.
             */
            disabled_at: string | null;
            /**
             * Earlier Secret Until
             * @description Until then what is sent is signed with the secret before as well; null: it is not.
             */
            earlier_secret_until: string | null;
            /**
             * Secret
             * @description What its messages are signed with, as Standard Webhooks has it (`whsec_…`). It is shown here and nowhere else: keep it.
             */
            secret: string;
        };
        /** MappedWord */
        MappedWord: {
            /**
             * Index
             * @description Place of the word in the text as spoken, from 0.
             */
            index: number;
            /**
             * Text
             * @description The word as it is spoken: `twenty` of `20`.
             */
            text: string;
            /**
             * Token
             * @description The piece of the input it came from.
             */
            token: string;
            /**
             * Start Char
             * @description Where its token starts in the input text, in characters from 0.
             */
            start_char: number;
            /**
             * End Char
             * @description Where its token ends in the input text, exclusive.
             */
            end_char: number;
            /**
             * Source
             * @description Where the phones come from: the dictionary, the list of names, guessed from the spelling (`g2p`), the caller, or the names of letters.
             * @enum {string}
             */
            source: "cmudict" | "names" | "g2p" | "caller" | "spelled";
            /**
             * Pronunciations
             * @description All that are accepted, the most usual first; never empty.
             */
            pronunciations: components["schemas"]["Pronunciation"][];
        };
        /** MeanFigure */
        MeanFigure: {
            /**
             * N
             * @description Recordings that it is the mean of.
             */
            n: number;
            /**
             * Mean
             * @description Of all of them.
             */
            mean: number;
            /**
             * Sd
             * @description Standard deviation of single ones.
             */
            sd: number;
        };
        /** MembershipChange */
        MembershipChange: {
            /**
             * Share
             * @description What the teacher may see and hear from now on.
             * @enum {string}
             */
            share: "assignments" | "from_joining" | "everything";
        };
        /** MembershipList */
        MembershipList: {
            /**
             * Items
             * @description By the names of the classes.
             */
            items: components["schemas"]["ShownMembership"][];
        };
        /** ModelDrift */
        ModelDrift: {
            /**
             * Model
             * @description Of which the versions are.
             */
            model: string;
            /**
             * Versions
             * @description Those with a day that tells.
             */
            versions: components["schemas"]["VersionDrift"][];
        };
        /**
         * ModelFigures
         * @description Of the recordings that a version was given in the course of a trial.
         */
        ModelFigures: {
            /**
             * Version
             * @description Which; of the live side, the one with the most recordings.
             */
            version: string;
            /**
             * N
             * @description Recordings whose tasks have ended.
             */
            n: number;
            /**
             * N Failed
             * @description Tasks that failed.
             */
            n_failed: number;
            /**
             * N Missed
             * @description Recordings that were to be judged with it and could not: they were judged with the service's own.
             */
            n_missed: number;
            /**
             * Refused
             * @description Why a recording can't be judged → how many.
             */
            refused: {
                [key: string]: number;
            };
            /** @description Overall scores; null of fewer than two recordings. */
            score: components["schemas"]["MeanFigure"] | null;
            /** @description Milliseconds that its stage took; null of fewer than two recordings. */
            elapsed_ms: components["schemas"]["MeanFigure"] | null;
            /**
             * States
             * @description State → how many of the phones were judged so.
             */
            states: {
                [key: string]: number;
            };
            /**
             * Issues Per 100 Phones
             * @description Null where no phone was judged.
             */
            issues_per_100_phones: number | null;
        };
        /**
         * ModelThatHears
         * @description What hears a language that a loaded model is refused for. It is no part of this release.
         */
        ModelThatHears: {
            /**
             * Engine
             * @description To be set by whoever runs the service.
             */
            engine: string;
            /**
             * Model
             * @description To be brought by them.
             */
            model: string;
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
        /** NewAssignment */
        NewAssignment: {
            /**
             * Title
             * @description What it is called.
             */
            title: string;
            /**
             * Texts
             * @description What is to be read, one recording each: 1 to 20 texts of at most 2000 characters.
             */
            texts: string[];
            /**
             * Due At
             * @description Until when, with time zone; what comes later is taken and marked.
             */
            due_at?: string | null;
            /**
             * Attempts
             * @description Recordings of each text that are taken; without it as many as one likes.
             */
            attempts?: number | null;
            /**
             * Habits
             * @description What to look after: keys of the coach's tips, as GET /tips has them.
             */
            habits?: string[];
            /**
             * Lexicon
             * @description Pronunciations of words that the dictionary lacks: `{"Priya": ["P R IY1 Y AH0"]}`. POST /words/check tells which.
             */
            lexicon?: {
                [key: string]: string[];
            };
        };
        /** NewClass */
        NewClass: {
            /**
             * Name
             * @description What it is called: its members see it.
             */
            name: string;
            /**
             * Teacher
             * @description Whose it is: the `subject` of a teacher's key. Your own where it is left out; another's only for operators.
             */
            teacher?: string | null;
        };
        /** NewFieldSchema */
        NewFieldSchema: {
            /**
             * Json Schema
             * @description JSON Schema (draft 2020-12) of an object of flat values: `properties` of type string, integer, number or boolean, with `enum`, `const`, `minLength`, `maxLength`, `minimum`, `maximum`, `format: date`; and `required`. Of 12 kB and 50 fields at most.
             */
            json_schema: {
                [key: string]: unknown;
            };
        };
        /** NewKey */
        NewKey: {
            /**
             * Name
             * @description What you call it: who or what uses it. Better no learner's name.
             */
            name: string;
            /**
             * Role
             * @description What it may do: a learner's sees that speaker alone, a teacher's what was shared with their classes, a service's acts for the tenant's application, an operator's makes keys too.
             * @enum {string}
             */
            role: "learner" | "teacher" | "operator" | "service";
            /**
             * Subject
             * @description Who asks with it. A learner's is their `speaker_id`; where it is left out, the key's own id.
             */
            subject?: string | null;
            /**
             * Scopes
             * @description What it may do beyond its role.
             */
            scopes?: ("metrics" | "tenants")[];
            /**
             * Expires In Days
             * @description After so many days it opens nothing; without it, it holds until it is revoked.
             */
            expires_in_days?: number | null;
            /**
             * Tenant
             * @description Whose it is: your own where it is left out; another's needs the scope `tenants`.
             */
            tenant?: string | null;
        };
        /** NewNote */
        NewNote: {
            /**
             * Text
             * @description What you say.
             */
            text: string;
            /**
             * Word Index
             * @description Of which word of the text; without it, of the whole recording.
             */
            word_index?: number | null;
        };
        /** NewShare */
        NewShare: {
            /**
             * Expires In Days
             * @description For how long the link holds.
             * @default 7
             */
            expires_in_days?: number;
        };
        /** NewTrainingJob */
        NewTrainingJob: {
            /**
             * Recipe
             * @description `aligner-recalibration`: how sure the aligner is of errors, fitted to verdicts of teachers; `lexicon`: pronunciations that teachers wrote or accept.
             * @enum {string}
             */
            recipe: "aligner-recalibration" | "lexicon";
            /**
             * Data
             * @description Keys of data sets: `verdicts`, `assignments`, of one class with `/<class_id>`.
             */
            data: string[];
            /** @description Of the recipe. */
            options?: components["schemas"]["TrainingOptions"];
        };
        /** NewWebhook */
        NewWebhook: {
            /**
             * Url
             * @description Where events are sent: https, at a host that the operator allows.
             */
            url: string;
            /**
             * Types
             * @description Types of events; none: all.
             */
            types?: ("recording.ingested" | "transcription.completed" | "nlp.postprocessed" | "task.finished" | "call.analysed" | "speaker.erased" | "model.promoted")[];
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
        /** NoteSound */
        NoteSound: {
            /**
             * Url
             * @description Plays for who sees the recording.
             */
            url: string;
            /**
             * Duration S
             * @description Length in seconds.
             */
            duration_s: number;
        };
        /** NotesLanguage */
        NotesLanguage: {
            /**
             * Code
             * @description ISO 639, what to send as `language`.
             */
            code: string;
            /**
             * Is Translated
             * @description By a machine, from the coach's English; nobody has read it.
             */
            is_translated: boolean;
        };
        /** NotesLanguages */
        NotesLanguages: {
            /**
             * Items
             * @description In the order of the alphabet.
             */
            items: components["schemas"]["NotesLanguage"][];
            /**
             * Any Translated
             * @description Whether the translator takes any other language, too: it is a language model, which has no list.
             */
            any_translated: boolean;
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
        /** PhonemeMap */
        PhonemeMap: {
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
             * Text
             * @description The text that was sent.
             */
            text: string;
            /**
             * Words
             * @description The words as they are spoken, in order; of a token that can be read in several ways, the likeliest here.
             */
            words: components["schemas"]["MappedWord"][];
            /**
             * Other Readings
             * @description The other usual readings of such tokens, by `first_word`, the likelier first; which one a speaker chose the alignment tells.
             */
            other_readings?: components["schemas"]["TokenReading"][];
            /**
             * Out Of Vocabulary
             * @description Words whose phones were guessed by rule or model.
             */
            out_of_vocabulary: string[];
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
        /** PrivacyFacts */
        PrivacyFacts: {
            /**
             * Kept Days
             * @description Kind of what is kept of a learner → after so many days it is erased; 0: not before somebody erases it.
             */
            kept_days: {
                [key: string]: number;
            };
            /**
             * Language Model
             * @description Whether a language model writes the notes: it is sent words, scores and marks of a recording, never sound or names, and may be elsewhere. Null while the service that writes them can't tell.
             */
            language_model: boolean | null;
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
        /** Pronunciation */
        Pronunciation: {
            /**
             * Phones
             * @description ARPAbet, vowels with their stress digit (`EH1`).
             */
            phones: string[];
            /**
             * Ipa
             * @description The same in IPA, with stress marks and syllable dots.
             */
            ipa: string;
            /**
             * Syllables
             * @description The same phones by syllable.
             */
            syllables: components["schemas"]["Syllable"][];
            /**
             * Label
             * @description null for a full form, `weak` for the weak form of a function word, `other_reading` for one that the word has in another sense or part of speech than here (`R IY1 D` where `read` is past), `caller` for one that the caller sent.
             */
            label?: string | null;
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
        /** QueueLoad */
        QueueLoad: {
            /**
             * N Waiting
             * @description Recordings that wait, of all tenants.
             */
            n_waiting: number;
            /**
             * Oldest Wait S
             * @description For how long the oldest of them has, in seconds.
             */
            oldest_wait_s: number;
            /**
             * N Running
             * @description Recordings that are worked on.
             */
            n_running: number;
            /**
             * N Erasures Overdue
             * @description Objects that should be erased by now and could not be yet.
             */
            n_erasures_overdue: number;
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
        /** ReceivedRecording */
        ReceivedRecording: {
            /**
             * Recording Id
             * Format: uuid
             * @description Where it is followed: GET /recordings/{recording_id}. Its task will have this id.
             */
            recording_id: string;
            /**
             * Status
             * @description `waiting`, or what became of it where the same was sent before.
             * @enum {string}
             */
            status: "waiting" | "taken" | "refused";
        };
        /** RecognisedLanguage */
        RecognisedLanguage: {
            /**
             * Language
             * @description ISO 639-1.
             */
            language: string;
            /**
             * Name
             * @description In English.
             */
            name: string;
            /**
             * Accepted
             * @description Whether recordings in it are recognised: else the model's words can't be relied on, and it is refused.
             */
            accepted: boolean;
            /**
             * Wer
             * @description Words wrong, of all that were said; null where nobody measured it, or nothing came that could be counted.
             */
            wer: number | null;
            /**
             * Measured On
             * @description What it was measured on; null where nobody did.
             */
            measured_on: string | null;
            /** @description For a language that isn't accepted. */
            use_instead: components["schemas"]["ModelThatHears"] | null;
        };
        /** RecogniserModel */
        RecogniserModel: {
            /**
             * Engine
             * @description Name of the engine that it is loaded by.
             */
            engine: string;
            /**
             * Model Version
             * @description Version of the engine's model.
             */
            model_version: string;
            /**
             * Languages
             * @description That it is asked for, by their codes: what a listed model serves, all that the service's own knows.
             */
            languages: components["schemas"]["RecognisedLanguage"][];
            /**
             * Name
             * @description Of a listed model; `own`: the service's own engine.
             * @default own
             */
            name?: string;
            /**
             * Share
             * @description Of a listed model: of the requests in its languages, those that it is given. 1: it is their model; less: it is on trial. Null for the service's own, which is given the rest.
             */
            share?: number | null;
            /**
             * Licence
             * @description As its list has it; null where that says nothing, and for the service's own (GET /models of the door has it).
             */
            licence?: string | null;
            /**
             * Load S
             * @description Seconds that loading and warming up took.
             */
            load_s?: number | null;
        };
        /** RecordingPage */
        RecordingPage: {
            /**
             * Items
             * @description Newest first.
             */
            items: components["schemas"]["ShownRecording"][];
            /**
             * Next Cursor
             * @description For the next page; null: this is the last.
             */
            next_cursor: string | null;
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
        /** RegisteredModel */
        RegisteredModel: {
            /**
             * Name
             * @description Of the model; results name its version alone.
             */
            name: string;
            /**
             * Version
             * @description As the results that it made tell it (`model_version`).
             */
            version: string;
            /**
             * Service
             * @description That works with it; `model store` where several may.
             */
            service: string;
            /**
             * Stage
             * @description `candidate`: given nothing; `canary`: given a share of the recordings; `live`: given the others; `retired`.
             * @enum {string}
             */
            stage: "candidate" | "canary" | "live" | "retired";
            /**
             * Is Shipped
             * @description Whether it is part of this release.
             */
            is_shipped: boolean;
            /**
             * Share
             * @description Of the recordings that a canary is given, 0–1; null for others.
             */
            share: number | null;
            /**
             * Trial Since
             * @description When its last trial began, with time zone; null where there was none.
             */
            trial_since: string | null;
            /**
             * Replaces
             * @description Version that was live before it; null for one that was never promoted.
             */
            replaces: string | null;
            /**
             * Why
             * @description Why it was rolled back: `failed`, `unusable`, `refused`, `scores`, `slow`, or `by_hand`; null where it wasn't.
             */
            why: string | null;
            /**
             * Sha256
             * @description Of its file; of several files, of their digests, a line each.
             */
            sha256: string;
            /**
             * N Bytes
             * @description Of its files.
             */
            n_bytes: number;
            /**
             * Licence
             * @description Under which it may be used.
             */
            licence: string;
            /**
             * Changed At
             * @description When its stage, or what is known of it, last changed, with time zone.
             */
            changed_at: string | null;
        };
        /** Remarks */
        Remarks: {
            /**
             * Notes
             * @description In the order in which they were made.
             */
            notes: components["schemas"]["ShownNote"][];
            /**
             * Verdicts
             * @description On findings, beside what was found.
             */
            verdicts: components["schemas"]["ShownVerdict"][];
        };
        /** ReplayOfEvents */
        ReplayOfEvents: {
            /**
             * Consumer
             * @description Who is told again: `search-index`, `webhooks`, or `webhook:<id>`.
             */
            consumer: string;
            /**
             * Since
             * @description Of what happened since then, with time zone; null: from the first that is kept.
             */
            since?: string | null;
            /**
             * From Sequence
             * @description Or of what stands in the log from this place on.
             */
            from_sequence?: number | null;
            /**
             * Types
             * @description Of these types alone; none: of all.
             */
            types?: ("recording.ingested" | "transcription.completed" | "nlp.postprocessed" | "task.finished" | "call.analysed" | "speaker.erased" | "model.promoted")[];
        };
        /**
         * ReplayRequest
         * @description Which part of a call is to be heard as it should sound: a moment, or a turn of the agent's.
         */
        ReplayRequest: {
            /**
             * Moment
             * @description Index of a moment.
             */
            moment?: number | null;
            /**
             * Turn
             * @description Index of a turn of the agent's; with a moment, that turn in its place.
             */
            turn?: number | null;
        };
        /** ReplayedEvents */
        ReplayedEvents: {
            /**
             * Consumer
             * @description Who is told again.
             */
            consumer: string;
            /**
             * N Events
             * @description How many are on their way; those that are on it already are not counted.
             */
            n_events: number;
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
        /** ServiceReport */
        ServiceReport: {
            /**
             * Service
             * @description Its name, as in `docker compose ps`.
             */
            service: string;
            /**
             * State
             * @description `ready`, `not_ready`, `unreachable`, or `spared` after failures in a row.
             */
            state: string;
            /**
             * Version
             * @description Release of its code; null where it can't tell.
             */
            version?: string | null;
            /**
             * Commit
             * @description What it was built from.
             */
            commit?: string | null;
            /**
             * Engine
             * @description Which engine it has loaded; null for one without.
             */
            engine?: string | null;
            /**
             * Model Version
             * @description Of that engine's models.
             */
            model_version?: string | null;
            /**
             * Mock
             * @description Whether it makes its answers up.
             */
            mock?: boolean | null;
        };
        /** SessionsClosed */
        SessionsClosed: {
            /**
             * N Closed
             * @description How many sessions were ended.
             */
            n_closed: number;
        };
        /** ShareList */
        ShareList: {
            /**
             * Items
             * @description Newest first, those that ended with them.
             */
            items: components["schemas"]["ShownShare"][];
        };
        /** SharedAudio */
        SharedAudio: {
            /** @description What was said. */
            recording?: components["schemas"]["SharedSound"] | null;
            /** @description The text as it should sound, in the reference voice. */
            reference?: components["schemas"]["SharedSound"] | null;
        };
        /**
         * SharedResult
         * @description One result: what was read, how each word was, and how it sounds. Nothing else of the speaker, nor who they are.
         */
        SharedResult: {
            /**
             * Expires At
             * Format: date-time
             * @description Until when the link holds, unless it is revoked before.
             */
            expires_at: string;
            /**
             * Text
             * @description What was to be read; of free speech what was understood.
             */
            text: string;
            /** @description Of the whole recording, 0–100 each. */
            scores: components["schemas"]["Scores"];
            /**
             * Words
             * @description The words of the text in order, then what else was said (`insertion`).
             */
            words: components["schemas"]["JudgedWord"][];
            /**
             * Issues
             * @description What is certainly off target, in the order of speech.
             */
            issues: components["schemas"]["Issue"][];
            /** @description What can be listened to. */
            audio: components["schemas"]["SharedAudio"];
            /**
             * Spans
             * @description Where each word is in both sounds.
             */
            spans: components["schemas"]["SharedWordSpans"][];
        };
        /** SharedSound */
        SharedSound: {
            /**
             * Url
             * @description Plays as long as the link holds.
             */
            url: string;
        };
        /** SharedSpan */
        SharedSpan: {
            /**
             * Start S
             * @description In seconds from the start of the sound it is of.
             */
            start_s: number;
            /**
             * End S
             * @description In seconds from the start of the sound it is of.
             */
            end_s: number;
        };
        /** SharedWordSpans */
        SharedWordSpans: {
            /**
             * Word Index
             * @description Index of the word in the text.
             */
            word_index: number;
            /** @description Null for a word that was not said. */
            recording?: components["schemas"]["SharedSpan"] | null;
            /** @description Null where its times are not known. */
            reference?: components["schemas"]["SharedSpan"] | null;
        };
        /** ShownAudit */
        ShownAudit: {
            /**
             * Id
             * @description Its place in the audit.
             */
            id: number;
            /**
             * At
             * Format: date-time
             * @description When, with time zone.
             */
            at: string;
            /**
             * Action
             * @description What was done: `recording.played`, `consent.given`, `key.revoked` …
             */
            action: string;
            /**
             * Status
             * @description HTTP status of the answer: 2xx, done; 403 or 404, refused.
             */
            status: number;
            /**
             * Credential
             * @description By what it was known who asked: `key:<id>`, `session:<key id>`, `oidc`, `address` (a signed one) or `local`.
             */
            credential: string;
            /**
             * Subject
             * @description Who asked; of a learner a pseudonym.
             */
            subject: string;
            /**
             * Role
             * @description As what.
             */
            role: string;
            /**
             * Target
             * @description What it was done to: `task:<id>`, `key:<id>`, `class:<id>`, `member:<id>`, `membership:<id>` or `speaker:<pseudonym>`; null where it was no one thing.
             */
            target: string | null;
            /**
             * Request Id
             * @description Under which the log has it.
             */
            request_id: string | null;
        };
        /** ShownClass */
        ShownClass: {
            /**
             * Class Id
             * Format: uuid
             * @description Id of the class.
             */
            class_id: string;
            /**
             * Name
             * @description What it is called.
             */
            name: string;
            /**
             * Teacher
             * @description Subject of the teacher whose it is.
             */
            teacher: string;
            /**
             * Code
             * @description With which learners join; null while nobody can.
             */
            code: string | null;
            /**
             * N Members
             * @description Learners in it.
             */
            n_members: number;
            /**
             * Created At
             * Format: date-time
             * @description When it was made, with time zone.
             */
            created_at: string;
        };
        /** ShownEvent */
        ShownEvent: {
            /**
             * Sequence
             * @description Its place in the log; null: not on the bus yet.
             */
            sequence: number | null;
            /**
             * Event
             * @description The event, as CloudEvents' JSON.
             */
            event: {
                [key: string]: unknown;
            };
        };
        /** ShownFieldSchema */
        ShownFieldSchema: {
            /**
             * Json Schema
             * @description Null: recordings have no custom fields.
             */
            json_schema: {
                [key: string]: unknown;
            } | null;
            /**
             * Updated At
             * @description When it was set.
             */
            updated_at: string | null;
        };
        /** ShownKey */
        ShownKey: {
            /**
             * Id
             * @description Its public part.
             */
            id: string;
            /**
             * Name
             * @description What its maker calls it.
             */
            name: string;
            /**
             * Tenant
             * @description Whose it is.
             */
            tenant: string;
            /**
             * Subject
             * @description Who asks with it.
             */
            subject: string;
            /**
             * Role
             * @description What it may do.
             * @enum {string}
             */
            role: "learner" | "teacher" | "operator" | "service";
            /**
             * Scopes
             * @description What it may do beyond that.
             */
            scopes: string[];
            /**
             * Created At
             * Format: date-time
             * @description When it was made, with time zone.
             */
            created_at: string;
            /**
             * Expires At
             * @description Until when it holds; null: until it is revoked.
             */
            expires_at: string | null;
            /**
             * Revoked At
             * @description When it was revoked; null while it was not.
             */
            revoked_at: string | null;
            /**
             * Used At
             * @description When it was last used, to the hour; null before that.
             */
            used_at: string | null;
        };
        /** ShownMembership */
        ShownMembership: {
            /**
             * Membership Id
             * Format: uuid
             * @description Id of the membership.
             */
            membership_id: string;
            /**
             * Class Id
             * Format: uuid
             * @description Id of the class.
             */
            class_id: string;
            /**
             * Class Name
             * @description What the class is called.
             */
            class_name: string;
            /**
             * Called
             * @description What you are called there.
             */
            called: string;
            /**
             * Share
             * @description Which recordings the teacher sees.
             * @enum {string}
             */
            share: "assignments" | "from_joining" | "everything";
            /**
             * Joined At
             * Format: date-time
             * @description When, with time zone.
             */
            joined_at: string;
        };
        /** ShownModelVersion */
        ShownModelVersion: {
            /**
             * Name
             * @description Of the model; results name its version alone.
             */
            name: string;
            /**
             * Version
             * @description As the results that it made tell it (`model_version`).
             */
            version: string;
            /**
             * Service
             * @description That works with it; `model store` where several may.
             */
            service: string;
            /**
             * Stage
             * @description `candidate`: given nothing; `canary`: given a share of the recordings; `live`: given the others; `retired`.
             * @enum {string}
             */
            stage: "candidate" | "canary" | "live" | "retired";
            /**
             * Is Shipped
             * @description Whether it is part of this release.
             */
            is_shipped: boolean;
            /**
             * Share
             * @description Of the recordings that a canary is given, 0–1; null for others.
             */
            share: number | null;
            /**
             * Trial Since
             * @description When its last trial began, with time zone; null where there was none.
             */
            trial_since: string | null;
            /**
             * Replaces
             * @description Version that was live before it; null for one that was never promoted.
             */
            replaces: string | null;
            /**
             * Why
             * @description Why it was rolled back: `failed`, `unusable`, `refused`, `scores`, `slow`, or `by_hand`; null where it wasn't.
             */
            why: string | null;
            /**
             * Sha256
             * @description Of its file; of several files, of their digests, a line each.
             */
            sha256: string;
            /**
             * N Bytes
             * @description Of its files.
             */
            n_bytes: number;
            /**
             * Licence
             * @description Under which it may be used.
             */
            licence: string;
            /**
             * Changed At
             * @description When its stage, or what is known of it, last changed, with time zone.
             */
            changed_at: string | null;
            /**
             * Card
             * @description What is known of it, in Markdown.
             */
            card: string;
            /**
             * Figures
             * @description Those of its card that matter most, by name.
             */
            figures: {
                [key: string]: number;
            };
            /**
             * Data
             * @description What it was taught by, with licences.
             */
            data: string;
        };
        /** ShownNote */
        ShownNote: {
            /**
             * Note Id
             * Format: uuid
             * @description Id of the note.
             */
            note_id: string;
            /**
             * Word Index
             * @description Index of the word that it is of; null: of the whole recording.
             */
            word_index: number | null;
            /**
             * Text
             * @description What was written; null for a voice note without words.
             */
            text: string | null;
            /** @description A voice note; null where none was spoken, and once its sound was erased. */
            audio: components["schemas"]["NoteSound"] | null;
            /**
             * Created At
             * Format: date-time
             * @description When, with time zone.
             */
            created_at: string;
            /**
             * Is Mine
             * @description Whether it is by who asks.
             */
            is_mine: boolean;
        };
        /** ShownQuota */
        ShownQuota: {
            /**
             * Tenant
             * @description Whose it is.
             */
            tenant: string;
            /**
             * Key Id
             * @description Of which key; null: of the tenant as a whole.
             */
            key_id: string | null;
            /** @description What was set by hand. */
            own: components["schemas"]["QuotaFigures"];
            /** @description What holds: that, and the installation's defaults. */
            in_force: components["schemas"]["QuotaFigures"];
        };
        /** ShownRecording */
        ShownRecording: {
            /**
             * Recording Id
             * Format: uuid
             * @description That of its task, too.
             */
            recording_id: string;
            /**
             * Status
             * @description `waiting` to be taken in, `taken`: it has its task, `refused`: it can't be taken in as it is.
             * @enum {string}
             */
            status: "waiting" | "taken" | "refused";
            /**
             * Task Id
             * @description Its task, to be followed; null while it has none.
             */
            task_id: string | null;
            /**
             * Path
             * @description Where the task is; null while there is none.
             */
            path: string | null;
            /**
             * Task Status
             * @description How far that is.
             */
            task_status: ("queued" | "running" | "succeeded" | "partial" | "failed" | "cancelled") | null;
            /**
             * Pipeline
             * @description What it is sent through: `pronunciation`, `transcript` or `calls`.
             */
            pipeline: string;
            /**
             * Source
             * @description `request`: it was sent for its task at once, `upload`: by POST /recordings, `inbox`: it lay in the inbox.
             * @enum {string}
             */
            source: "request" | "upload" | "inbox";
            /**
             * Speaker Id
             * @description Your own name for the speaker; of a call for the agent.
             */
            speaker_id: string | null;
            /**
             * Name
             * @description Of its file, where it was received without waiting.
             */
            name: string | null;
            /**
             * N Bytes
             * @description Of its file while it waits, of what is kept of it after that; null: not known.
             */
            n_bytes: number | null;
            /**
             * Duration S
             * @description Seconds; null until it is taken in.
             */
            duration_s: number | null;
            /**
             * Audio Sha256
             * @description SHA-256 of the recording as it is kept, 16 kHz and 16 bits: equal audio has an equal one, whatever its file. Null: not known.
             */
            audio_sha256: string | null;
            /**
             * Same Audio As
             * @description The first recording of those you see that has the very same audio; null: there is none before it.
             */
            same_audio_as: string | null;
            /**
             * Fields
             * @description Custom fields, as GET /recording-fields describes them.
             */
            fields: {
                [key: string]: string | number | boolean;
            };
            /**
             * Reason
             * @description Of a refused one: the kind of problem, or `duplicate`.
             */
            reason: string | null;
            /**
             * Detail
             * @description Of a refused one: what to do.
             */
            detail: string | null;
            /**
             * Created At
             * Format: date-time
             * @description When it was received.
             */
            created_at: string;
            /**
             * Taken At
             * @description When its task was queued.
             */
            taken_at: string | null;
        };
        /** ShownRetention */
        ShownRetention: {
            /**
             * Tenant
             * @description Whose.
             */
            tenant: string;
            /**
             * Own
             * @description Kind → days, of those that were set for this tenant.
             */
            own: {
                [key: string]: number;
            };
            /**
             * In Force
             * @description Kind → days that hold; 0: until somebody erases it.
             */
            in_force: {
                [key: string]: number;
            };
        };
        /** ShownShare */
        ShownShare: {
            /**
             * Share Id
             * Format: uuid
             * @description To revoke it by.
             */
            share_id: string;
            /**
             * Created At
             * Format: date-time
             * @description When it was made, with time zone.
             */
            created_at: string;
            /**
             * Expires At
             * Format: date-time
             * @description Until when it holds, with time zone.
             */
            expires_at: string;
            /**
             * Revoked At
             * @description When it was revoked; null while it was not.
             */
            revoked_at: string | null;
            /**
             * Holds
             * @description Whether it opens now.
             */
            holds: boolean;
        };
        /**
         * ShownTraining
         * @description How far a training job has come.
         */
        ShownTraining: {
            /**
             * Job Id
             * Format: uuid
             * @description Id of the job.
             */
            job_id: string;
            /**
             * Recipe
             * @description What it makes.
             * @enum {string}
             */
            recipe: "aligner-recalibration" | "lexicon";
            /**
             * Data
             * @description Keys of the data sets that it learns from.
             */
            data: string[];
            /**
             * Options
             * @description All options of the recipe, as they count.
             */
            options: {
                [key: string]: number;
            };
            /**
             * State
             * @description `queued`, `running`, `succeeded`, `failed` or `cancelled`.
             * @enum {string}
             */
            state: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /**
             * Steps Done
             * @description Names of the steps that are done, of a job that is unfinished: it goes on after them, whatever happens.
             */
            steps_done: string[];
            /**
             * N Steps
             * @description How many there are.
             */
            n_steps: number;
            /**
             * Progress
             * @description Of the whole, 0–1, by steps.
             */
            progress: number;
            /**
             * Model
             * @description Name in the registry of the candidate that it made; null before.
             */
            model: string | null;
            /**
             * Version
             * @description Its version; null before.
             */
            version: string | null;
            /** @description Why it failed; null where it didn't. */
            error: components["schemas"]["TrainingFailure"] | null;
            /**
             * Created At
             * Format: date-time
             * @description When it was asked for, with time zone.
             */
            created_at: string;
            /**
             * Started At
             * @description When work on it first began, with time zone; null before.
             */
            started_at: string | null;
            /**
             * Ended At
             * @description When it ended, with time zone; null before.
             */
            ended_at: string | null;
        };
        /**
         * ShownTrainingConsent
         * @description A consent to be learnt from. It holds until it is taken back.
         */
        ShownTrainingConsent: {
            /**
             * Speaker Id
             * @description Your own name for the speaker.
             */
            speaker_id: string;
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
        /** ShownVerdict */
        ShownVerdict: {
            /**
             * Issue Id
             * @description Of the finding, as the result has it.
             */
            issue_id: string;
            /**
             * Verdict
             * @description What the teacher says of it.
             * @enum {string}
             */
            verdict: "accepted" | "overruled";
            /**
             * Set At
             * Format: date-time
             * @description When, with time zone.
             */
            set_at: string;
        };
        /** ShownWebhook */
        ShownWebhook: {
            /**
             * Id
             * Format: uuid
             * @description Its name in addresses.
             */
            id: string;
            /**
             * Url
             * @description Where events are sent.
             */
            url: string;
            /**
             * Types
             * @description Types of events; empty: all.
             */
            types: string[];
            /**
             * Created At
             * Format: date-time
             * @description When it was made; it is told of what happened since.
             */
            created_at: string;
            /**
             * Disabled At
             * @description Since when it is told of nothing; null: it is told.
             */
            disabled_at: string | null;
            /**
             * Earlier Secret Until
             * @description Until then what is sent is signed with the secret before as well; null: it is not.
             */
            earlier_secret_until: string | null;
        };
        /** SignIn */
        SignIn: {
            /**
             * Key
             * @description An API key: `afv_…`.
             */
            key: string;
        };
        /** SignedIn */
        SignedIn: {
            /**
             * Tenant
             * @description Whose things are seen.
             */
            tenant: string;
            /**
             * Subject
             * @description Who is signed in; a learner's is their `speaker_id`.
             */
            subject: string;
            /**
             * Role
             * @description What they may do.
             * @enum {string}
             */
            role: "learner" | "teacher" | "operator" | "service";
            /**
             * Scopes
             * @description What they may do beyond that.
             */
            scopes: string[];
            /**
             * Csrf Token
             * @description To be sent as X-CSRF-Token with every request that changes something; null for who came with a key of their own.
             */
            csrf_token: string | null;
            /**
             * Ends At
             * @description When the session ends if it is not used; null for who came with a key of their own.
             */
            ends_at: string | null;
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
        /** SoundAdvice */
        SoundAdvice: {
            /**
             * Phone
             * @description ARPAbet, without stress.
             */
            phone: string;
            /**
             * Ipa
             * @description The same in IPA.
             */
            ipa: string;
            /**
             * Name
             * @description How the coach calls it: `th of thin`.
             */
            name: string;
            /**
             * How
             * @description How to make it.
             */
            how: string;
            /**
             * Sentences
             * @description English sentences that are full of it.
             */
            sentences: string[];
        };
        /**
         * SoundAdviceList
         * @description What GET /sounds answers.
         */
        SoundAdviceList: {
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
             * Sounds
             * @description The 39 of American English, by phone.
             */
            sounds: components["schemas"]["SoundAdvice"][];
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
        /** SpeakersShare */
        SpeakersShare: {
            /**
             * Share Id
             * Format: uuid
             * @description To revoke it by.
             */
            share_id: string;
            /**
             * Created At
             * Format: date-time
             * @description When it was made, with time zone.
             */
            created_at: string;
            /**
             * Expires At
             * Format: date-time
             * @description Until when it holds, with time zone.
             */
            expires_at: string;
            /**
             * Revoked At
             * @description When it was revoked; null while it was not.
             */
            revoked_at: string | null;
            /**
             * Holds
             * @description Whether it opens now.
             */
            holds: boolean;
            /**
             * Task Id
             * Format: uuid
             * @description The result that it shows.
             */
            task_id: string;
            /**
             * Text
             * @description What was to be read; null for free speech.
             */
            text: string | null;
        };
        /** SpeakersShares */
        SpeakersShares: {
            /**
             * Items
             * @description Those that hold now, newest first; the newest 200 of more.
             */
            items: components["schemas"]["SpeakersShare"][];
        };
        /**
         * SpeechRequest
         * @description A word, pair or sentence to be said; by `phones`, also as it was heard.
         */
        SpeechRequest: {
            /**
             * Text
             * @description What to say. With `phones` it only names the words.
             */
            text?: string | null;
            /**
             * Phones
             * @description What to say, a list of ARPAbet phones (`EH1`) a word, IPA where the language is not English.
             */
            phones?: string[][] | null;
            /**
             * Ssml
             * @description Instead of text and phones: speak, break, prosody (rate, pitch), phoneme (ipa, x-arpabet), say-as, emphasis, lang, voice.
             */
            ssml?: string | null;
            /**
             * Voice
             * @description Id of GET /voices; when left out the default voice, or one that speaks the language.
             */
            voice?: string | null;
            /**
             * Language
             * @description Of the text, `hi` or `hi-IN`; the voice's own when left out.
             */
            language?: string | null;
            /**
             * Speaker Id
             * @description For whom it is: erased with the speaker. Left out, it is kept for the tenant, for the days of its `references`.
             */
            speaker_id?: string | null;
            /**
             * Speaking Rate
             * @description 1: the voice's own pace; 0.6: slow enough to hear each sound.
             * @default 1
             */
            speaking_rate?: number;
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
        /** Syllable */
        Syllable: {
            /**
             * Phones
             * @description ARPAbet in the order of speech, vowels with their stress digit.
             */
            phones: string[];
            /**
             * Stress
             * @description 0: unstressed, 1: primary stress, 2: secondary.
             * @enum {integer}
             */
            stress: 0 | 1 | 2;
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
        /** TestedWebhook */
        TestedWebhook: {
            /**
             * Accepted
             * @description Whether it answered 2xx.
             */
            accepted: boolean;
            /**
             * Status
             * @description What it answered; null: nothing, or not to be told.
             */
            status: number | null;
            /**
             * Reason
             * @description Why it counts as not accepted; null where it was.
             */
            reason: string | null;
        };
        /**
         * TextToDetect
         * @description A text whose language is asked for.
         */
        TextToDetect: {
            /**
             * Text
             * @description As it stands; a sentence is enough, a single word is often not.
             */
            text: string;
        };
        /**
         * TextToMap
         * @description A text whose words are to be looked up.
         */
        TextToMap: {
            /**
             * Text
             * @description English, as it stands; `tomato{T AH0 M AA1 T OW0}` gives a word its phones.
             */
            text: string;
            /**
             * Lexicon
             * @description Your own pronunciations, ARPAbet: `{"Priya": ["P R IY1 Y AH0"]}`. Letter case is ignored.
             */
            lexicon?: {
                [key: string]: string[];
            };
        };
        /**
         * TextsToTranslate
         * @description Texts that are wanted in another language.
         */
        TextsToTranslate: {
            /**
             * Texts
             * @description One text, or a list; each is translated by itself.
             */
            texts: string[];
            /**
             * Target
             * @description ISO 639-1, a tag (`hi-IN`) or a name.
             */
            target: string;
            /**
             * Source
             * @description The same, of all texts. Left out, each text's is detected.
             */
            source?: string | null;
            /**
             * Glossary
             * @description Terms that have to come out as given here; a sentence in which that can't be done has no translation.
             */
            glossary?: components["schemas"]["GlossaryTerm"][];
            /**
             * Formality
             * @description The register, where the target language has several and the engine knows them. Left out, formal as a rule.
             */
            formality?: ("formal" | "informal") | null;
            /**
             * Round Trip
             * @description Whether each sentence is translated back, too, to tell how much of it is still there; it takes twice as long.
             * @default false
             */
            round_trip?: boolean;
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
        /**
         * TokenReading
         * @description Another usual way to read a token than the likeliest, which `words` have: nine thirty, half past nine.
         */
        TokenReading: {
            /**
             * First Word
             * @description Index of the first of `words` that it stands for.
             */
            first_word: number;
            /**
             * N Words
             * @description How many of `words` it stands for.
             */
            n_words: number;
            /**
             * Words
             * @description What is said instead, counted from `first_word` on.
             */
            words: components["schemas"]["MappedWord"][];
        };
        /** TrainingFailure */
        TrainingFailure: {
            /**
             * Reason
             * @description `data`: there is too little to learn from; `memory`, `time`: a step took more than it may have; `killed`: it ended what worked on it again and again; `accident`: the log of the service has it.
             * @enum {string}
             */
            reason: "data" | "memory" | "time" | "killed" | "accident";
            /**
             * Detail
             * @description What it was, for a reader.
             */
            detail: string;
        };
        /** TrainingJobs */
        TrainingJobs: {
            /**
             * Items
             * @description The newest first.
             */
            items: components["schemas"]["ShownTraining"][];
        };
        /** TrainingLog */
        TrainingLog: {
            /**
             * Lines
             * @description The last 200 at most, in the order in which they were said; numbers and steps, nothing of anybody.
             */
            lines: string[];
        };
        /**
         * TrainingOptions
         * @description What is left out is as the recipe has it; an option of another recipe is refused.
         */
        TrainingOptions: {
            /**
             * Least Verdicts
             * @description `aligner-recalibration`: below so many verdicts the job fails; 60.
             */
            least_verdicts?: number | null;
            /**
             * Least Speakers
             * @description Speakers that it takes: `aligner-recalibration` in all, 5; `lexicon` for each pronunciation that is added, 3.
             */
            least_speakers?: number | null;
            /**
             * N Folds
             * @description `aligner-recalibration`: parts into which speakers are dealt to be held out in turn; 5.
             */
            n_folds?: number | null;
            /**
             * N Draws
             * @description `aligner-recalibration`: draws behind an interval; 2000.
             */
            n_draws?: number | null;
            /**
             * Least Share
             * @description `lexicon`: share of the verdicts at a place that have to overrule the finding, 0.5–1; 0.8.
             */
            least_share?: number | null;
            /**
             * Seed
             * @description `aligner-recalibration`: of what is drawn; the same data, options and seed make the same file; 0.
             */
            seed?: number | null;
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
        /**
         * TranscriptPiece
         * @description Speech of at most 28 s between two pauses.
         */
        TranscriptPiece: {
            /**
             * Index
             * @description From 0.
             */
            index: number;
            /**
             * Start S
             * @description When its speech begins, in seconds from the start of the recording.
             */
            start_s: number;
            /**
             * End S
             * @description When its speech ends.
             */
            end_s: number;
            /**
             * First Word
             * @description Place of its first word in `words`.
             */
            first_word: number;
            /**
             * N Words
             * @description How many of them are its own.
             */
            n_words: number;
            /**
             * First Aligned Word
             * @description The same of `aligned_words`; null where phones weren't asked for, or aren't known yet.
             */
            first_aligned_word?: number | null;
            /**
             * N Aligned Words
             * @description How many of them are its own; null as above.
             */
            n_aligned_words?: number | null;
            /**
             * Why Without Phones
             * @description `no_words`, `not_assessable` (its sound), `does_not_fit` (the words to the sound), `refused` or `failed` (by the aligner); null where it has phones, and where they weren't asked for.
             */
            why_without_phones?: string | null;
        };
        /**
         * TranscriptResult
         * @description What was said in a recording of up to hours, as far as it is known. Times in seconds from the start of the recording.
         */
        TranscriptResult: {
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
            /**
             * Phones
             * @description Whether phones were asked for.
             * @default false
             */
            phones?: boolean;
            /**
             * Duration S
             * @description Length of the recording in seconds; null until it is known.
             */
            duration_s?: number | null;
            /**
             * Speech S
             * @description Seconds that a voice activity detector calls speech; null until it is known.
             */
            speech_s?: number | null;
            /**
             * Language
             * @description Language of the speech, ISO 639-1; null until it is known, and when it was not determined.
             */
            language?: string | null;
            /**
             * Language Probability
             * @description Probability of that language, 0–1; null when it was not determined.
             */
            language_probability?: number | null;
            /**
             * Text
             * @description All that was understood; empty until it is known, and when nothing was said.
             * @default
             */
            text?: string;
            /**
             * Words
             * @description The words in the order of speech.
             */
            words?: components["schemas"]["TranscriptWord"][];
            /**
             * Pieces
             * @description The stretches of speech that were recognised one by one.
             */
            pieces?: components["schemas"]["TranscriptPiece"][];
            /**
             * Aligned Words
             * @description Where phones were asked for: the words as they are spoken, with their phones.
             */
            aligned_words?: components["schemas"]["AlignedTranscriptWord"][];
            /** @description What was sent; null once it was erased. */
            recording?: components["schemas"]["AudioLink"] | null;
            /**
             * Stages
             * @description Each stage of the pipeline, in its order.
             */
            stages?: components["schemas"]["TranscriptStagePart"][];
            /**
             * Warnings
             * @description What the reader should know of how it was made.
             */
            warnings?: string[];
        };
        /** TranscriptStagePart */
        TranscriptStagePart: {
            /**
             * Name
             * @description The stage.
             * @enum {string}
             */
            name: "asr" | "align";
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
        /**
         * TranscriptToWrite
         * @description A transcript to be written down.
         */
        TranscriptToWrite: {
            /**
             * Text
             * @description As a recogniser wrote it, numbers in words.
             */
            text: string;
            /**
             * Language
             * @description ISO 639-1, a tag (`hi-IN`) or a name: en, hi, kn, mr, or, ta, te, vi. Left out, it is detected.
             */
            language?: string | null;
            /**
             * Numbers
             * @description Whether numbers, money, times and the like are written in figures.
             * @default true
             */
            numbers?: boolean;
            /**
             * Casing
             * @description Whether sentences begin with a capital, and days, months and *I* have theirs; in Latin letters alone.
             * @default true
             */
            casing?: boolean;
            /**
             * Punctuation
             * @description Whether a sign is put at the end of a text that lacks one.
             * @default true
             */
            punctuation?: boolean;
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
        /** TrialComparison */
        TrialComparison: {
            /**
             * Model
             * @description Of which the versions are.
             */
            model: string;
            /**
             * Stage
             * @description Of the version that is or was tried: `canary` while the trial goes on.
             * @enum {string}
             */
            stage: "candidate" | "canary" | "live" | "retired";
            /**
             * Share
             * @description Of the recordings that it is to be given, 0–1; null once the trial has ended.
             */
            share: number | null;
            /**
             * Share Seen
             * @description That it was given, of all that were counted in this trial; null before the first.
             */
            share_seen: number | null;
            /**
             * Since
             * @description When the trial began, with time zone.
             */
            since: string | null;
            /** @description What is or was tried. */
            canary: components["schemas"]["ModelFigures"];
            /** @description What it is compared with: recordings of the same time. */
            live: components["schemas"]["ModelFigures"];
            /**
             * Fault
             * @description What the rule has against it: the trial is ended for that within seconds; null while it may go on.
             */
            fault: ("failed" | "unusable" | "refused" | "scores" | "slow") | null;
            /**
             * Why
             * @description Why it was rolled back; null where it wasn't.
             */
            why: string | null;
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
        /** UlcaLanguage */
        UlcaLanguage: {
            /**
             * Sourcelanguage
             * @description Of what is sent, ISO 639-1, a tag or a name.
             */
            sourceLanguage: string;
        };
        /** UlcaLanguagePair */
        UlcaLanguagePair: {
            /**
             * Sourcelanguage
             * @description Of what is sent, ISO 639-1, a tag or a name.
             */
            sourceLanguage: string;
            /**
             * Targetlanguage
             * @description Of what is wanted.
             */
            targetLanguage: string;
        };
        /** UlcaRecognition */
        UlcaRecognition: {
            /**
             * Tasktype
             * @description Which task it was.
             * @default asr
             * @enum {string}
             */
            taskType?: "asr" | "tts" | "translation";
            /**
             * Output
             * @description One for each recording, in order.
             */
            output: components["schemas"]["UlcaTranscript"][];
            /**
             * Config
             * @description Nothing to add; ULCA has the field.
             */
            config?: null;
        };
        /** UlcaRecognitionConfig */
        UlcaRecognitionConfig: {
            /** @description Of the speech. */
            language: components["schemas"]["UlcaLanguage"];
            /**
             * Audioformat
             * @description `pcm`: samples without a header, 16 bits, one channel, at `samplingRate`. Anything else is told by the file itself.
             */
            audioFormat?: string | null;
            /**
             * Samplingrate
             * @description In hertz; needed for `pcm` alone.
             */
            samplingRate?: number | null;
            /**
             * @description How the words are written.
             * @default {
             *       "value": "transcript"
             *     }
             */
            transcriptionFormat?: components["schemas"]["UlcaTranscriptionFormat"];
        };
        /**
         * UlcaRecognitionRequest
         * @description Recordings, as they are sent for POST /process each.
         */
        UlcaRecognitionRequest: {
            /**
             * Audio
             * @description The recordings, together as large as one upload may be.
             */
            audio: components["schemas"]["UlcaSound"][];
            /** @description How they are to be heard. */
            config: components["schemas"]["UlcaRecognitionConfig"];
        };
        /** UlcaSaid */
        UlcaSaid: {
            /**
             * Audiocontent
             * @description A WAV file, 16 bits, one channel, in base64.
             */
            audioContent: string;
            /**
             * Audiouri
             * @description Nothing: the sound is here.
             */
            audioUri?: null;
        };
        /** UlcaSound */
        UlcaSound: {
            /**
             * Audiocontent
             * @description The file, or the samples, in base64.
             */
            audioContent?: string | null;
            /**
             * Audiouri
             * @description Not taken: nothing is fetched from elsewhere.
             */
            audioUri?: string | null;
        };
        /** UlcaSpeech */
        UlcaSpeech: {
            /**
             * Tasktype
             * @description Which task it was.
             * @default tts
             * @enum {string}
             */
            taskType?: "asr" | "tts" | "translation";
            /**
             * Audio
             * @description One for each text, in order.
             */
            audio: components["schemas"]["UlcaSaid"][];
            /** @description What the files are. */
            config: components["schemas"]["UlcaSpeechFormat"];
        };
        /** UlcaSpeechConfig */
        UlcaSpeechConfig: {
            /** @description Of the texts. */
            language: components["schemas"]["UlcaLanguage"];
            /**
             * Gender
             * @description Of the voice.
             * @default female
             * @enum {string}
             */
            gender?: "female" | "male";
            /**
             * Samplingrate
             * @description In hertz; left out, the voice's own.
             */
            samplingRate?: number | null;
        };
        /** UlcaSpeechFormat */
        UlcaSpeechFormat: {
            /** @description As sent. */
            language: components["schemas"]["UlcaLanguage"];
            /**
             * Audioformat
             * @description Of each file.
             * @default wav
             * @constant
             */
            audioFormat?: "wav";
            /**
             * Encoding
             * @description Of each file's bytes.
             * @default base64
             * @constant
             */
            encoding?: "base64";
            /**
             * Samplingrate
             * @description In hertz.
             */
            samplingRate: number;
        };
        /**
         * UlcaSpeechRequest
         * @description Texts to be said.
         */
        UlcaSpeechRequest: {
            /**
             * Input
             * @description The texts.
             */
            input: components["schemas"]["UlcaTextToSay"][];
            /** @description How they are to be said. */
            config: components["schemas"]["UlcaSpeechConfig"];
        };
        /** UlcaTextToSay */
        UlcaTextToSay: {
            /**
             * Source
             * @description What to say.
             */
            source: string;
        };
        /** UlcaTextToTranslate */
        UlcaTextToTranslate: {
            /**
             * Source
             * @description What to translate.
             */
            source: string;
        };
        /** UlcaTranscript */
        UlcaTranscript: {
            /**
             * Source
             * @description What was said; empty where nothing was, or `reason` tells why it can't be told.
             */
            source: string;
            /**
             * Reason
             * @description Why a recording was refused: `silence`, `wrong_language` and the like; null where it was not.
             */
            reason?: string | null;
        };
        /** UlcaTranscriptionFormat */
        UlcaTranscriptionFormat: {
            /**
             * Value
             * @description `transcript`: plain text; the others with the times of its lines.
             * @default transcript
             * @enum {string}
             */
            value?: "transcript" | "srt" | "webvtt";
        };
        /** UlcaTranslated */
        UlcaTranslated: {
            /**
             * Source
             * @description As sent.
             */
            source: string;
            /**
             * Target
             * @description Null where there is no translation that holds.
             */
            target: string | null;
            /**
             * Reason
             * @description Why there is none, in the words of POST /translate; null where there is one.
             */
            reason?: string | null;
        };
        /** UlcaTranslation */
        UlcaTranslation: {
            /**
             * Tasktype
             * @description Which task it was.
             * @default translation
             * @enum {string}
             */
            taskType?: "asr" | "tts" | "translation";
            /**
             * Output
             * @description One for each text, in order.
             */
            output: components["schemas"]["UlcaTranslated"][];
            /**
             * Config
             * @description Nothing to add; ULCA has the field.
             */
            config?: null;
        };
        /** UlcaTranslationConfig */
        UlcaTranslationConfig: {
            /** @description Of all texts. */
            language: components["schemas"]["UlcaLanguagePair"];
        };
        /**
         * UlcaTranslationRequest
         * @description Texts that are wanted in another language.
         */
        UlcaTranslationRequest: {
            /**
             * Input
             * @description The texts.
             */
            input: components["schemas"]["UlcaTextToTranslate"][];
            /** @description From which language into which. */
            config: components["schemas"]["UlcaTranslationConfig"];
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
        /** VerdictRequest */
        VerdictRequest: {
            /**
             * Verdict
             * @description `accepted`: the finding stands; `overruled`: it is not so. Neither moves a score.
             * @enum {string}
             */
            verdict: "accepted" | "overruled";
        };
        /** VersionDrift */
        VersionDrift: {
            /**
             * Version
             * @description As results tell it.
             */
            version: string;
            /**
             * Days
             * @description The newest first, of the last 14 those with at least 200 recordings on them and before.
             */
            days: components["schemas"]["DriftDay"][];
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
        /** WebhookList */
        WebhookList: {
            /**
             * Items
             * @description In the order in which they were made.
             */
            items: components["schemas"]["ShownWebhook"][];
        };
        /** WordCheck */
        WordCheck: {
            /**
             * Texts
             * @description What is to be read.
             */
            texts: string[];
            /**
             * Lexicon
             * @description Pronunciations that are sent with it.
             */
            lexicon?: {
                [key: string]: string[];
            };
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
export interface operations {
    get_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: string;
                    };
                };
            };
        };
    };
    get_readiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_version: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_tasks: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
                /** @description Only tasks in this state. */
                status?: ("queued" | "running" | "succeeded" | "partial" | "failed" | "cancelled") | null;
                /** @description Of this speaker alone */
                speaker_id?: string | null;
                /** @description Of this pipeline: `pronunciation`, `transcript` or `calls` */
                pipeline?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskPage"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    submit_task: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request give the same task. */
                "idempotency-key"?: string | null;
                /** @description `wait=60` (RFC 7240): for so many seconds at most somebody waits for the end of the task; where it would take longer the answer is a 503 that says when to come again. */
                prefer?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_submit_task"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAccepted"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The recording is too long; The upload is too large; As much is kept as may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The file is not readable audio */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description As much was used as may be */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description As many wait already as may; The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no room to keep it */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_task: {
        parameters: {
            query?: {
                /** @description summary: without phones, slices, contours, transcript and timing */
                detail?: "full" | "summary";
            };
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskResult"] | components["schemas"]["TranscriptResult"] | components["schemas"]["CallResult"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    delete_task: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasurePending"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    follow_task: {
        parameters: {
            query?: never;
            header?: {
                /** @description Go on after this event */
                "last-event-id"?: number;
            };
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /** @description Its name */
                        event: string;
                        /** @description JSON */
                        data: string;
                        /** @description To go on after it */
                        id?: string;
                    };
                };
            };
            /** @description The task is over, and all its events were told: nothing more will come */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    cancel_task: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAccepted"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    retry_task: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAccepted"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description As much was used as may be */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description As many wait already as may */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    delete_task_consent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentRevoked"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentRevoked"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    revoke_task_consent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentRevoked"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentRevoked"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    play_word: {
        parameters: {
            query?: {
                /** @description Whose saying of it: the learner's or the reference's. */
                of?: "learner" | "reference" | "own_voice";
            };
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
                /** @description Index of a word of the text, from 0. */
                word_index: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                };
            };
            /** @description The part that was asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What the caller has is still so */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The part that was asked for begins behind the end */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_speaker_consent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own name for the speaker: 1 to 64 letters, digits, `.`, `_` and `-`. */
                speaker_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeakerConsent"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    give_speaker_consent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own name for the speaker: 1 to 64 letters, digits, `.`, `_` and `-`. */
                speaker_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": components["schemas"]["Body_give_speaker_consent"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeakerConsent"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The speaker has not agreed to voice cloning */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The recording is too long; The upload is too large; As much is kept as may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The file is not readable audio */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no room to keep it */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    revoke_speaker_consent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own name for the speaker: 1 to 64 letters, digits, `.`, `_` and `-`. */
                speaker_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeakerConsentRevoked"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeakerConsentRevoked"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_speaker_shares: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own name for the speaker: 1 to 64 letters, digits, `.`, `_` and `-`. */
                speaker_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeakersShares"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_voice_samples: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own name for the speaker: 1 to 64 letters, digits, `.`, `_` and `-`. */
                speaker_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptSamples"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    play_voice_sample: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list of samples has it */
                sample_id: number;
                /** @description Your own name for the speaker: 1 to 64 letters, digits, `.`, `_` and `-`. */
                speaker_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                };
            };
            /** @description The part that was asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What the caller has is still so */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The part that was asked for begins behind the end */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    delete_voice_sample: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list of samples has it */
                sample_id: number;
                /** @description Your own name for the speaker: 1 to 64 letters, digits, `.`, `_` and `-`. */
                speaker_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_speaker_progress: {
        parameters: {
            query?: {
                /** @description The newest so many recordings */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Your own name for the speaker: 1 to 64 letters, digits, `.`, `_` and `-`. */
                speaker_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeakerProgress"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    export_speaker: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own name for the speaker: 1 to 64 letters, digits, `.`, `_` and `-`. */
                speaker_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    erase_speaker: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own name for the speaker: 1 to 64 letters, digits, `.`, `_` and `-`. */
                speaker_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeakerErased"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeakerErased"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_object: {
        parameters: {
            query?: {
                /** @description Whose the object is; part of a signed address. */
                tenant?: string;
                /** @description When the address ends, in seconds since 1970; part of a signed address. */
                expires?: string;
                /** @description What proves that the address is ours; part of a signed address. */
                signature?: string;
            };
            header?: never;
            path: {
                /** @description Key of the object, from a signed address. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                    "audio/flac": string;
                    "audio/ogg": string;
                    "audio/mpeg": string;
                };
            };
            /** @description The part that was asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What the caller has is still so */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The part that was asked for begins behind the end */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_keys: {
        parameters: {
            query?: {
                /** @description Another tenant; needs the scope `tenants` */
                tenant?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyList"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    create_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKey"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeKey"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    revoke_key: {
        parameters: {
            query?: {
                /** @description Another tenant; needs the scope `tenants` */
                tenant?: string | null;
            };
            header?: never;
            path: {
                /** @description Id of a key */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownKey"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    open_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description More requests than are taken in so short a time */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    close_all_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsClosed"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    show_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    close_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsClosed"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_audit: {
        parameters: {
            query?: {
                /** @description `next_before` of the page before */
                before?: number | null;
                /** @description How many at most. */
                limit?: number;
                /** @description Only this action */
                action?: string | null;
                /** @description Only what was done to `task:<id>` or so */
                target?: string | null;
                /** @description Only what was done to this speaker */
                speaker_id?: string | null;
                /** @description Only what this request did */
                request_id?: string | null;
                /** @description Another tenant; needs the scope `tenants` */
                tenant?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_usage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownUsage"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_tenant_quota: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Whose the object is; part of a signed address. */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownQuota"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    set_tenant_quota: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Whose the object is; part of a signed address. */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskedQuota"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownQuota"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_key_quota: {
        parameters: {
            query?: {
                /** @description Another tenant; needs the scope `tenants` */
                tenant?: string | null;
            };
            header?: never;
            path: {
                /** @description Id of a key */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownQuota"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    set_key_quota: {
        parameters: {
            query?: {
                /** @description Another tenant; needs the scope `tenants` */
                tenant?: string | null;
            };
            header?: never;
            path: {
                /** @description Id of a key */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskedQuota"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownQuota"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    show_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstallationStatus"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnownModelList"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_ending_consents: {
        parameters: {
            query?: {
                /** @description Only those that end within so many days */
                within_days?: number;
                /** @description Another tenant; needs the scope `tenants` */
                tenant?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndingConsentList"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_retention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Whose the object is; part of a signed address. */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownRetention"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    set_retention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Whose the object is; part of a signed address. */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskedRetention"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownRetention"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    show_due: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Whose the object is; part of a signed address. */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DueForPurge"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_model_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the model */
                name: string;
                /** @description Its version */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownModelVersion"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    try_model_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the model */
                name: string;
                /** @description Its version */
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskedTrial"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredModel"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    promote_model_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the model */
                name: string;
                /** @description Its version */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredModel"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    roll_back_model_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the model */
                name: string;
                /** @description Its version */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredModel"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    compare_model_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the model */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialComparison"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_model_drift: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the model */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelDrift"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_training_jobs: {
        parameters: {
            query?: {
                /** @description The newest so many jobs */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingJobs"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    start_training: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTrainingJob"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownTraining"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_training_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a training job. */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownTraining"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_training_log: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a training job. */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingLog"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    cancel_training: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a training job. */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownTraining"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_training_consent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own name for the speaker: 1 to 64 letters, digits, `.`, `_` and `-`. */
                speaker_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownTrainingConsent"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    give_training_consent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own name for the speaker: 1 to 64 letters, digits, `.`, `_` and `-`. */
                speaker_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskedTrainingConsent"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownTrainingConsent"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    revoke_training_consent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own name for the speaker: 1 to 64 letters, digits, `.`, `_` and `-`. */
                speaker_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    show_privacy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivacyFacts"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_config: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientConfig"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    say_text: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SpeechRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlayableSpeech"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one failed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    map_text: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TextToMap"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhonemeMap"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one failed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    show_voices: {
        parameters: {
            query?: {
                /** @description Only those that speak it, `hi` or `hi-IN` */
                language?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferedVoices"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one failed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    show_tips: {
        parameters: {
            query?: {
                /** @description Of the coach, ISO 639 */
                language?: string;
                /** @description First language that notes are for */
                l1?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HabitAdviceList"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one failed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    show_languages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotesLanguages"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one failed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    show_sounds: {
        parameters: {
            query?: {
                /** @description Of the coach, ISO 639 */
                language?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SoundAdviceList"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one failed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    detect_language: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TextToDetect"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DetectedLanguage"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one failed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    normalise_transcript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TranscriptToWrite"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrittenText"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one failed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    translate_texts: {
        parameters: {
            query?: never;
            header?: {
                /** @description text/event-stream: sentence by sentence */
                accept?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TextsToTranslate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Translation"];
                    "text/event-stream": {
                        /** @description Its name */
                        event: string;
                        /** @description JSON */
                        data: string;
                        /** @description To go on after it */
                        id?: string;
                    };
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one failed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    search_turns: {
        parameters: {
            query: {
                /** @description Words, or a question, in any language */
                q: string;
                /** @description Recordings of this speaker; a learner's are their own */
                agent?: string | null;
                /** @description Calls with this customer */
                customer?: string | null;
                /** @description Recordings that began then or later, with time zone */
                started_from?: string | null;
                /** @description Recordings that began before that, with time zone */
                started_to?: string | null;
                /** @description Recordings in this language: hi, hi-IN, Hindi */
                language?: string | null;
                /** @description Calls or transcripts alone */
                kind?: ("call" | "transcript") | null;
                /** @description Recordings in which this rule was met: V_W */
                habit?: string | null;
                /** @description Recordings with this tag */
                tag?: string | null;
                /** @description Turns that felt so */
                sentiment?: ("negative" | "neutral" | "positive") | null;
                /** @description Turns of this role: agent, customer */
                speaker?: string | null;
                /** @description Only this recording; may be there several times */
                task_id?: string[] | null;
                /** @description How many turns are wanted */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TurnHits"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one failed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    infer_transcripts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UlcaRecognitionRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UlcaRecognition"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one failed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    infer_speech: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UlcaSpeechRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UlcaSpeech"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one failed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    infer_translations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UlcaTranslationRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UlcaTranslation"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one failed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    show_consent_wording: {
        parameters: {
            query?: {
                /** @description To show it in, ISO 639 */
                language?: string;
                /** @description Of which consent: `voice_cloning`, or `training` (being learnt from) */
                scope?: "voice_cloning" | "training";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentWording"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_classes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClassList"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    create_class: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewClass"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownClass"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_class: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a class. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClassDetail"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    rename_class: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a class. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClassChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownClass"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    delete_class: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a class. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    renew_class_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a class. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownClass"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    close_class: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a class. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownClass"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_class_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a class. */
                class_id: string;
                /** @description Id of a membership of the class. */
                member_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LearnerPage"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    remove_class_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a class. */
                class_id: string;
                /** @description Id of a membership of the class. */
                member_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_memberships: {
        parameters: {
            query?: {
                /** @description Whose; a learner's are their own */
                speaker_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MembershipList"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    join_class: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownMembership"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    change_membership: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a membership, from POST or GET /memberships. */
                membership_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MembershipChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownMembership"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    leave_class: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a membership, from POST or GET /memberships. */
                membership_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_class_assignments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a class. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClassAssignmentList"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    create_assignment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a class. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAssignment"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClassAssignment"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    change_assignment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a class. */
                class_id: string;
                /** @description Id of an assignment of the class. */
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAssignment"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClassAssignment"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    delete_assignment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a class. */
                class_id: string;
                /** @description Id of an assignment of the class. */
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_assignments: {
        parameters: {
            query?: {
                /** @description Whose; a learner's are their own */
                speaker_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LearnersAssignmentList"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    check_words: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WordCheck"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuessedWords"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one failed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_inbox: {
        parameters: {
            query?: {
                /** @description true: with what you marked as done */
                done?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of a class. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inbox"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    mark_inbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a class. */
                class_id: string;
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InboxMark"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_class_habits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a class. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeatMap"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    export_class_habits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a class. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_remarks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Remarks"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    add_note: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNote"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownNote"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    add_voice_note: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_add_voice_note"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownNote"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The recording is too long; The upload is too large; As much is kept as may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The file is not readable audio */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no room to keep it */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    delete_note: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
                /** @description Id of a note on the recording. */
                note_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    judge_issue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
                /** @description `id` of an issue */
                issue_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerdictRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownVerdict"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    withdraw_verdict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
                /** @description `id` of an issue */
                issue_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    play_recording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
                /** @description As an address in a result or a note has it */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                };
            };
            /** @description The part that was asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What the caller has is still so */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The part that was asked for begins behind the end */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_shares: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShareList"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    create_share: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewShare"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeShare"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    revoke_share: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
                /** @description Id of a link to the result. */
                share_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    show_shared: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the link has it */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedResult"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description More requests than are taken in so short a time */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    play_shared: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the link has it */
                token: string;
                /** @description As an address in the shared result has it */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                };
            };
            /** @description The part that was asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What the caller has is still so */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The part that was asked for begins behind the end */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description More requests than are taken in so short a time */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    submit_transcript: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request give the same task. */
                "idempotency-key"?: string | null;
                /** @description `wait=60` (RFC 7240): for so many seconds at most somebody waits for the end of the task; where it would take longer the answer is a 503 that says when to come again. */
                prefer?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_submit_transcript"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAccepted"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The recording is too long; The upload is too large; As much is kept as may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The file is not readable audio */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description As much was used as may be */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description As many wait already as may; The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no room to keep it */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_transcript: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TranscriptResult"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_calls: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
                /** @description Only tasks in this state. */
                status?: ("queued" | "running" | "succeeded" | "partial" | "failed" | "cancelled") | null;
                /** @description Of this agent alone */
                speaker_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallPage"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    submit_call: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request give the same task. */
                "idempotency-key"?: string | null;
                /** @description `wait=60` (RFC 7240): for so many seconds at most somebody waits for the end of the task; where it would take longer the answer is a 503 that says when to come again. */
                prefer?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_submit_call"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAccepted"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The recording is too long; The upload is too large; As much is kept as may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The file is not readable audio */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description As much was used as may be */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description As many wait already as may; The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no room to keep it */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallResult"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    play_turn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
                /** @description Index of a turn of the call, from 0. */
                turn: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                };
            };
            /** @description The part that was asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What the caller has is still so */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The part that was asked for begins behind the end */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service can't answer now; Retry-After says when to ask again */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    replay_moment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a task, from POST /tasks or a result. */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallReplay"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The recording is too long; The upload is too large; As much is kept as may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The file is not readable audio */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description As much was used as may be */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description As many wait already as may; The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no room to keep it */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_recordings: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string | null;
                /** @description How many at most. */
                limit?: number;
                /** @description That wait, were taken in, or refused */
                status?: ("waiting" | "taken" | "refused") | null;
                /** @description By the way they came */
                source?: ("request" | "upload" | "inbox") | null;
                /** @description Sent through this one alone */
                pipeline?: string | null;
                /** @description Of this speaker alone */
                speaker_id?: string | null;
                /** @description Received then or later */
                since?: string | null;
                /** @description Received before then */
                until?: string | null;
                /** @description Of so many seconds or more */
                shortest_s?: number | null;
                /** @description Of so many seconds or fewer */
                longest_s?: number | null;
                /** @description With the very same audio as this recording, it included */
                same_audio_as?: string | null;
                /** @description A custom field and its value, `name:value`; sent again for another */
                field?: string[] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordingPage"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    send_recording: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request give the same task. */
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_send_recording"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceivedRecording"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The upload is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description As many wait already as may; The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no room to keep it */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_recording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a recording, and of its task. */
                recording_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownRecording"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    delete_recording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a recording, and of its task. */
                recording_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasurePending"];
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    change_recording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a recording, and of its task. */
                recording_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangedRecording"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownRecording"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is being erased */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_recording_fields: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownFieldSchema"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    set_recording_fields: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFieldSchema"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownFieldSchema"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    drop_recording_fields: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_events: {
        parameters: {
            query?: {
                /** @description Of this type alone */
                type?: ("recording.ingested" | "transcription.completed" | "nlp.postprocessed" | "task.finished" | "call.analysed" | "speaker.erased" | "model.promoted") | null;
                /** @description Of this subject alone, as `task/<id>` */
                subject?: string | null;
                /** @description Of what happened since then, with time zone */
                since?: string | null;
                /** @description `next_before` of the page before */
                before?: number | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_dead_letters: {
        parameters: {
            query?: {
                /** @description Of this consumer alone */
                consumer?: string | null;
                /** @description `next_before` of the page before */
                before?: number | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterPage"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    replay_dead_letter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of a dead letter */
                letter_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayedEvents"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    drop_dead_letter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of a dead letter */
                letter_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    replay_events: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayOfEvents"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayedEvents"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    get_event: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of an event. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownEvent"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_webhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    create_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeWebhook"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    delete_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a webhook. */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    change_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a webhook. */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangedWebhook"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownWebhook"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    renew_webhook_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a webhook. */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeWebhook"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    test_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of a webhook. */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestedWebhook"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    process_recording: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and request give the same task. */
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_process_recording"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "task_id": "7c0f6c1e-9d56-4c8c-9d0c-0f3f5f3f8f52",
                     *       "status": "succeeded",
                     *       "created_at": "2026-11-21T05:00:00Z",
                     *       "assessable": true,
                     *       "reference_text": "It's very good.",
                     *       "text_source": "reference",
                     *       "transcript": {
                     *         "text": "It's very good.",
                     *         "language": "en",
                     *         "words": [
                     *           {
                     *             "text": "very",
                     *             "start_s": 0.41,
                     *             "end_s": 0.78,
                     *             "confidence": 0.93
                     *           }
                     *         ]
                     *       },
                     *       "scores": {
                     *         "overall": 81,
                     *         "accuracy": 78,
                     *         "fluency": 88,
                     *         "completeness": 100,
                     *         "prosody": 80
                     *       },
                     *       "words": [],
                     *       "issues": [],
                     *       "audio": {
                     *         "recording": {
                     *           "url": "…"
                     *         }
                     *       },
                     *       "stages": [
                     *         {
                     *           "name": "asr",
                     *           "status": "succeeded",
                     *           "engine": "faster-whisper",
                     *           "model_version": "base",
                     *           "mock": false,
                     *           "elapsed_ms": 640
                     *         }
                     *       ],
                     *       "warnings": []
                     *     }
                     */
                    "application/json": components["schemas"]["UnifiedResult"];
                };
            };
            /** @description The body can't be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description It is not known who asks */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description This is not for who asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The recording is too long; The upload is too large; As much is kept as may be */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The file is not readable audio */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description The request can't be used as it is: `field` says what of it; `errors` has each fault of its form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description As much was used as may be */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description An unforeseen error; the log has it under the request id */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one failed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description As many wait already as may; The service is not available now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description A service behind this one did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description There is no room to keep it */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
}
