# SPDX-License-Identifier: GPL-2.0-only
#
#   make vm-test        Debian 12's kernels: amd64, arm64, ppc64el, s390x
#   make vm-test-all    also 16 KiB and 4 KiB pages, riscv64, 6.12 and 7
#   make vm-rewrites    every rewrite of the fix cases, built and loaded
#   make vm-verify      findings in the samples and, with TREE= an unpacked
#                       linux-source-6.1, in real drivers: asked for
#
# Needs tests/vm/packages.txt. Kernels are kept in ~/.cache/kmcheck/vm.

VM_TEST := $(O)/tests/vm-run

$(VM_TEST): $(wildcard tests/vm/*.c tests/vm/*.h) $(EMBEDDED) \
	    $(O)/libkmcheck.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -o $@ $(filter %.c %.o,$^) $(O)/libkmcheck.a $(LIBS)

.PHONY: vm-test vm-test-all vm-rewrites vm-verify
vm-test: $(O)/kmcheck $(VM_TEST)
	$(VM_TEST) --kmcheck $(O)/kmcheck

vm-test-all: $(O)/kmcheck $(VM_TEST)
	$(VM_TEST) --kmcheck $(O)/kmcheck --all

vm-rewrites: $(O)/kmcheck
	tests/vm/rewrites.sh $(O)/kmcheck

vm-verify: $(O)/kmcheck
	tests/vm/verify.sh $(O)/kmcheck $(TREE)
