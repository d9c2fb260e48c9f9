# The verbs of this repository. Each works on a fresh Debian 12 that has the Swift 6.3 toolchain, git and make.

SHELL := /bin/bash
.DEFAULT_GOAL := help

# An import that Package.swift does not name fails the build.
CHECKED := --explicit-target-dependency-import-check error
# As many tests at a time as the pool has threads: some of them wait by holding theirs, and others have deadlines.
TEST := SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=$$(nproc) swift test --disable-xctest $(CHECKED)

.PHONY: help
help: ## list these verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: ## install the Debian packages that are missing, if any (as root or through sudo)
	@scripts/setup

.PHONY: build
build: setup ## build everything, for debugging
	swift build $(CHECKED)

.PHONY: test
test: setup package ## build everything, the zips too, and run all tests
	scripts/check-runtime-driver
	scripts/python-peers
	ASSAY_REQUIRE_ZIPS=1 $(TEST)

# Each seed is another day on which things go wrong, and another order of everything.
.PHONY: test-seeds
test-seeds: setup ## thousands of rough days of the whole flow, by seeds; SEEDS=N for so many
	ASSAY_FLOW_SEEDS=$(or $(SEEDS),3000) $(TEST) --filter InvariantTests

.PHONY: test-quick
test-quick: setup ## run the tests that need no zips
	scripts/python-peers
	$(TEST) --skip ZipTests

# A sanitizer makes all of it many times slower: one test after the other, or those that wait would wait for their turn,
# and a few rough days for many.
SANITIZED := ASSAY_FLOW_SEEDS=12 $(TEST) --no-parallel --skip ZipTests

.PHONY: test-asan
test-asan: setup ## run the tests with the address and leak sanitizers
	LSAN_OPTIONS=suppressions=$(CURDIR)/Tests/leak-sanitizer $(SANITIZED) --sanitize=address --scratch-path .build/asan

.PHONY: test-tsan
test-tsan: setup ## run the tests with the thread sanitizer
	TSAN_OPTIONS=suppressions=$(CURDIR)/Tests/thread-sanitizer $(SANITIZED) --sanitize=thread --scratch-path .build/tsan

.PHONY: replay
replay: setup ## drive a clean file and an infected one through the whole flow, and check what comes of them
	swift build $(CHECKED) --product local-runner
	@.build/debug/local-runner replay events/upload.json

.PHONY: lint
lint: setup ## check the layout of all Swift files, the scripts, and template.yaml
	@scripts/lint
	@scripts/validate-template

.PHONY: fmt
fmt: ## lay out all Swift files in place
	@git -c safe.directory='*' ls-files -z --cached --others --exclude-standard '*.swift' | xargs -0 swift format --in-place --parallel

.PHONY: package
package: setup ## build one zip per function into build/zips; FUNCTIONS="a b" for some
	scripts/package $(FUNCTIONS)

.PHONY: local-runner
local-runner: setup ## build local-runner as one executable that needs nothing else: build/local-runner
	scripts/build-local-runner

.PHONY: reproducible
reproducible: setup ## build all zips again in another folder and compare them (slow)
	scripts/reproducible

# What `sam build` calls for a function with `BuildMethod: makefile`, by its logical id.
build-%:
	scripts/package --into "$(ARTIFACTS_DIR)" $*

.PHONY: bench
bench: setup ## run all benchmarks
	scripts/bench

.PHONY: bench-runtime
bench-runtime: setup ## the loop over the Runtime API beside a raw C client
	scripts/bench-runtime

.PHONY: bench-crypto-primitives
bench-crypto-primitives: setup ## hashing, authenticating, summing, sealing, signing
	scripts/bench-crypto-primitives

.PHONY: bench-json-codec
bench-json-codec: setup ## one typed event through the JSON codec
	scripts/bench-json-codec

.PHONY: bench-http
bench-http: setup ## HTTP requests and streams over loopback, and a function's first call
	scripts/bench-http

.PHONY: bench-http-server
bench-http-server: setup ## the local cloud's HTTP server beside libmicrohttpd
	scripts/bench-http-server

.PHONY: bench-local
bench-local: setup ## the local cloud beside moto and MiniStack: start, memory, requests
	scripts/bench-local

.PHONY: bench-flow
bench-flow: setup ## the whole flow with ten engines: speed, latency, price
	scripts/bench-flow

.PHONY: bench-aws
bench-aws: setup ## the AWS client beside boto3: signing, calls, streams, and a function's first call
	scripts/bench-aws

.PHONY: coverage
coverage: setup ## run the tests and report their coverage, file by file
	@scripts/coverage

.PHONY: fuzz
fuzz: setup ## feed random bytes to every parser
	scripts/fuzz

.PHONY: clean
clean: ## remove all that was built
	rm -rf .build build
