# SPDX-License-Identifier: GPL-2.0-only
#
#   make             build out/kmcheck
#   make run         set the machine up, build, check the bundled samples
#   make test        set the machine up, build with sanitizers, pass every test
#   make install     PREFIX=/usr/local DESTDIR=
#
# setup.sh knows the packages, tests/tests.mk the tests.

CC	?= gcc
O	:= out
# root may install what git does not let root look into: then as it was built
VERSION	:= $(shell git describe --always --dirty 2>/dev/null || \
		   cat $(O)/version 2>/dev/null || echo unknown)
JOBS	?= $(shell nproc)
PREFIX	?= /usr/local
DESTDIR	?=
LLVM	?= /usr/lib/llvm-19

# Asked once, when first needed: make run installs pkg-config itself.
PACKAGES := glib-2.0 gio-2.0 gio-unix-2.0 sqlite3 json-c libarchive
PKG_CFLAGS = $(eval PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES)))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $(shell pkg-config --libs $(PACKAGES)))$(PKG_LIBS)

WARNINGS := -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes \
	    -Wwrite-strings -Wundef
CFLAGS	?= -O2 -g
SANITIZE ?=
ALL_CFLAGS = -std=gnu11 -D_GNU_SOURCE $(WARNINGS) -Ichecker -I$(O) \
	     -I$(LLVM)/include $(PKG_CFLAGS) \
	     -DKMCHECK_VERSION='"$(VERSION)"' $(SANITIZE) $(CFLAGS)
LIBS	= $(PKG_LIBS) -L$(LLVM)/lib -Wl,-rpath,$(LLVM)/lib -lclang-19 \
	  -lm -ldl $(SANITIZE)

# V=1 shows whole commands.
ifndef V
.SILENT:
endif
say	= @printf '  %-8s %s\n' $(1) $(2)

SOURCES	:= $(wildcard checker/*/*.c)
OBJECTS	:= $(SOURCES:checker/%.c=$(O)/obj/%.o)
MAIN	:= $(patsubst checker/%.c,$(O)/obj/%.o,$(wildcard checker/*.c))
LIBRARY	:= $(O)/libkmcheck.a

.PHONY: all run setup clean install uninstall
all: $(O)/kmcheck

include rules/rules.mk
include checker/vm/guest/guest.mk
RULES_OBJ := $(O)/rules_embedded.o
# Files that live inside the binary; linked as objects, they register
# themselves.
EMBEDDED := $(RULES_OBJ) $(GUEST_OBJ)

$(O)/obj/%.o: checker/%.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# read by the assembler, which tells no dependencies
$(O)/obj/report/page.o: $(wildcard checker/report/page.*)

# Files that change when what make was told does: a source file that is gone
# must leave the archive too, and a new version must be told.
keep	= @mkdir -p $(@D); echo '$(1)' | cmp -s - $@ || echo '$(1)' >$@
$(O)/objects.list: FORCE
	$(call keep,$(OBJECTS))
$(O)/version: FORCE
	$(call keep,$(VERSION))
FORCE:

$(patsubst checker/%.c,$(O)/obj/%.o,$(shell grep -rl --include=*.c \
	KMCHECK_VERSION checker)): $(O)/version

$(LIBRARY): $(OBJECTS) $(O)/objects.list
	$(call say,AR,$@)
	rm -f $@
	ar rcs $@ $(OBJECTS)

$(O)/kmcheck: $(MAIN) $(EMBEDDED) $(LIBRARY)
	$(call say,LINK,$@)
	$(CC) -o $@ $^ $(LIBS)

# Set-up first, then a make of its own: what it installs is found by then.
SUBMAKE = $(MAKE) --no-print-directory \
	  $(if $(findstring -j,$(MAKEFLAGS)),,-j$(JOBS))

setup:
	./setup.sh build

run:
	./setup.sh run
	+$(SUBMAKE) all
	echo
	# findings are what the samples are for
	$(O)/kmcheck samples || [ $$? -eq 1 ]

SHARE	:= $(DESTDIR)$(PREFIX)/share
INSTALLED := $(DESTDIR)$(PREFIX)/bin/kmcheck $(SHARE)/man/man1/kmcheck.1 \
	     $(SHARE)/bash-completion/completions/kmcheck \
	     $(SHARE)/zsh/site-functions/_kmcheck

install: $(O)/kmcheck
	install -D -m 755 $(O)/kmcheck $(DESTDIR)$(PREFIX)/bin/kmcheck
	install -D -m 644 man/kmcheck.1 $(SHARE)/man/man1/kmcheck.1
	install -D -m 644 completion/kmcheck.bash \
		$(SHARE)/bash-completion/completions/kmcheck
	install -D -m 644 completion/_kmcheck \
		$(SHARE)/zsh/site-functions/_kmcheck
	install -D -m 644 share/kmcheck.mk $(SHARE)/kmcheck/kmcheck.mk
	install -m 755 ci/lint.sh $(SHARE)/kmcheck/lint.sh
	install -d $(SHARE)/kmcheck/cocci $(SHARE)/kmcheck/sparse
	for kind in cocci sparse; do \
		for file in $$kind/*.cocci $$kind/*.h; do \
			[ ! -f $$file ] || \
			install -m 644 $$file $(SHARE)/kmcheck/$$kind; \
		done; \
	done

uninstall:
	rm -f $(INSTALLED)
	rm -rf $(SHARE)/kmcheck

clean:
	rm -rf $(O)

include tools/tools.mk
include tests/tests.mk

-include $(shell find $(O) -name '*.d' 2>/dev/null)
