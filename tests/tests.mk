# SPDX-License-Identifier: GPL-2.0-only
#
#   make test        every test but the slow ones, sanitized
#   make test-long   and those that take long or ask the network
#   make vm-test     kernels booted (tests/vm/vm.mk)
#   make fuzz        damaged input of every kind, RUNS= and SEED=
#   make bench       how long scans take (tests/bench)
#   make lint        the rules of the house alone
#
# The sanitized build stands beside the fast one, in out/test.

UNIT_TESTS := $(patsubst tests/unit/%.c,$(O)/tests/%,\
		$(wildcard tests/unit/test-*.c))
ORACLE	:= $(patsubst %.c,$(O)/%.o,$(wildcard tests/oracle/*.c))
CASES	:= $(patsubst %.c,$(O)/%.o,$(wildcard tests/*.c))

.PHONY: test test-long test-programs bench fuzz lint unit-tests
.SECONDARY: $(ORACLE) $(CASES)

$(O)/tests/%: tests/unit/%.c $(EMBEDDED) $(LIBRARY)
	mkdir -p $(@D)
	$(call say,LINK,$@)
	$(CC) $(ALL_CFLAGS) -MMD -MP -o $@ $< $(EMBEDDED) $(LIBRARY) $(LIBS)

$(O)/tests/%.o: tests/%.c
	mkdir -p $(@D)
	$(call say,CC,$<)
	$(CC) $(ALL_CFLAGS) -I$(<D) -MMD -MP -c -o $@ $<

$(O)/tests/run-oracle: $(ORACLE) $(EMBEDDED) $(LIBRARY)
	$(call say,LINK,$@)
	$(CC) -o $@ $^ $(LIBS)

$(O)/tests/run-cases: $(CASES)
	$(call say,LINK,$@)
	$(CC) -o $@ $^ $(LIBS)

$(O)/tests/run-fixes: $(O)/tests/fix/run-fixes.o
	$(call say,LINK,$@)
	$(CC) -o $@ $^ $(LIBS)

# needs a kernel tree: tests/fix/README.md
$(O)/tests/undo: $(O)/tests/fix/undo.o $(EMBEDDED) $(LIBRARY)
	$(call say,LINK,$@)
	$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS)

unit-tests: $(UNIT_TESTS)
test-programs: $(O)/kmcheck $(UNIT_TESTS) $(O)/tests/run-oracle \
	       $(O)/tests/run-cases $(O)/tests/run-fixes $(O)/tests/undo

SANITIZED := O=$(O)/test CFLAGS='-O1 -g -fno-omit-frame-pointer' \
	     SANITIZE=-fsanitize=address,undefined

test test-long:
	./setup.sh $@
	+$(SUBMAKE) all $(O)/generate
	+$(SUBMAKE) $(SANITIZED) test-programs
	O=$(O) tests/run.sh $@

RUNS	?= 1000
SEED	?= 1
fuzz:
	+$(SUBMAKE) $(SANITIZED) test-programs
	ASAN_OPTIONS=detect_leaks=0 tests/fuzz/fuzz.py $(O)/test/kmcheck \
		--runs $(RUNS) --seed $(SEED)

lint: $(O)/kmcheck
	O=$(O) tests/run.sh lint

bench: $(O)/kmcheck
	O=$(O) tests/bench/bench.sh

include tests/vm/vm.mk
