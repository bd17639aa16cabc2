# SPDX-License-Identifier: GPL-2.0-only
#
#   make             build out/kmcheck
#   make run         set the machine up, build, check the bundled samples
#   make test        set the machine up, build with sanitizers, pass every test
#
# tests/tests.mk has the longer tests, setup.sh the packages.

VERSION	:= $(shell git describe --always --dirty 2>/dev/null || echo unknown)
CC	?= gcc
O	:= out
PREFIX	?= /usr/local
DESTDIR	?=
LLVM	?= /usr/lib/llvm-19

PACKAGES := glib-2.0 gio-2.0 gio-unix-2.0 sqlite3 json-c libarchive
WARNINGS := -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes \
	    -Wwrite-strings -Wundef
CFLAGS	?= -O2 -g
ALL_CFLAGS = -std=gnu11 -D_GNU_SOURCE $(WARNINGS) -Ichecker -I$(O) \
	     -I$(LLVM)/include $(shell pkg-config --cflags $(PACKAGES)) \
	     -DKMCHECK_VERSION='"$(VERSION)"' $(SANITIZE) $(CFLAGS)
LIBS	= $(shell pkg-config --libs $(PACKAGES)) -L$(LLVM)/lib \
	  -Wl,-rpath,$(LLVM)/lib -lclang-19 -lm -ldl $(SANITIZE)

SOURCES	:= $(wildcard checker/*/*.c)
OBJECTS	:= $(SOURCES:checker/%.c=$(O)/obj/%.o)
UNITS	:= $(wildcard tests/unit/test-*.c)
UNIT_TESTS := $(UNITS:tests/unit/%.c=$(O)/tests/%)

.PHONY: all run test setup clean
all: $(O)/kmcheck

include rules/rules.mk
RULES_OBJ := out/rules_embedded.o
include checker/vm/guest/guest.mk
EMBEDDED := $(RULES_OBJ) $(GUEST_OBJ)

$(O)/obj/%.o: checker/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(O)/libkmcheck.a: $(OBJECTS)
	rm -f $@
	ar rcs $@ $(OBJECTS)

MAIN	:= $(patsubst checker/%.c,$(O)/obj/%.o,$(wildcard checker/*.c))

$(O)/kmcheck: $(MAIN) $(EMBEDDED) $(O)/libkmcheck.a
	$(CC) -o $@ $(filter %.o,$^) $(O)/libkmcheck.a $(LIBS)

$(O)/tests/%: tests/unit/%.c $(EMBEDDED) $(O)/libkmcheck.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -o $@ $< $(EMBEDDED) $(O)/libkmcheck.a $(LIBS)

unit-tests: $(UNIT_TESTS)

clean:
	rm -rf $(O)

include tests/vm/vm.mk

-include $(shell find $(O) -name '*.d' 2>/dev/null)
