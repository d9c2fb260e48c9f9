# --- Zips -----------------------------------------------------------------------------------------------------------

.PHONY: package reproducible test-zips

package:            ## every function as build/zips/<function>.zip: one static executable
	scripts/package

reproducible:       ## the zips, built again in another folder, are the same bytes (slow)
	scripts/reproducible

test-zips: package  ## each bootstrap runs in a root that holds nothing else: events, DNS, TLS
	scripts/build-bench-tools
	ASSAY_REQUIRE_ZIPS=1 swift test --disable-xctest --filter ZipTests

# What `sam build` calls for a function with `BuildMethod: makefile`.
build-%:
	scripts/package --into "$(ARTIFACTS_DIR)" $*
