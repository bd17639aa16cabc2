// SPDX-License-Identifier: GPL-2.0-only
///
/// Find kfree() of memory that may come from vmalloc, where the tree's own
/// kfree_mismatch.cocci does not look: allocators that it does not know, and
/// memory that one function allocates and another frees.
///
// A member or a static variable counts if this file fills it with memory of
// this kind only, and the freeing function does not ask is_vmalloc_addr().
//
// Confidence: High
// Copyright: (C) 2026 the kmcheck authors
// Options: --no-includes --include-headers
//

// Generated from rules/ and the templates in cocci/: change those.

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
ALLOCATED, MIXED, BAD, LEFT = {}, set(), {}, set()

def place(position):
    return position.file, position.line, position.column

def allocated(key, position):
    ALLOCATED.setdefault(key, position.line)

def is_wrong(key, positions):
    """Does this free get memory of this kind, and only of this kind?"""
    if key not in ALLOCATED or key in MIXED or place(positions[0]) in LEFT:
        return False
    note(positions[0], ALLOCATED[key])
    return True

def note(position, line):
    if place(position) not in LEFT:
        BAD.setdefault(place(position), line)

def is_noted(positions):
    return place(positions[0]) in BAD

def message(positions):
    return ('ERROR: memory allocated at line %s may come from vmalloc: use kvfree()' %
            BAD[place(positions[0])])

// A file that names none of these is not even parsed.

@some@
@@

\(kvrealloc_node\|kmem_buckets_valloc\|kvmalloc_obj\|kvzalloc_obj\|kvmalloc_objs\|kvzalloc_objs\|kvmalloc_flex\|kvzalloc_flex\|kvmalloc\|kvzalloc\|kvmalloc_node\|kvzalloc_node\|kvmalloc_array\|__kvmalloc_array\|kvcalloc\|kvcalloc_node\|kvmemdup\|vmemdup_user\|vmemdup_array_user\|kvmemdup_bpfptr\|vmalloc\|vzalloc\|vmalloc_node\|vzalloc_node\|vmalloc_huge\|vmalloc_32\|__vmalloc\|__vmalloc_node\|__vmalloc_node_range\|vmalloc_user\|vmalloc_32_user\|vmalloc_array\|__vmalloc_array\|vcalloc\|__vcalloc\|f2fs_kvmalloc\|f2fs_kvzalloc\|bpf_map_kvcalloc\|bpf_map_area_alloc\)(...)

// Allocators that the tree's script knows, all in one function: left to it.

@known depends on some exists@
identifier f = {kfree, bitmap_free};
expression E;
position p;
@@

E = \(kvmalloc\|kvzalloc\|kvcalloc\|kvzalloc_node\|kvmalloc_node\|
      kvmalloc_array\|vmalloc\|vzalloc\|vmalloc_user\|vmalloc_node\|
      vzalloc_node\|vmalloc_exec\|vmalloc_32\|vmalloc_32_user\|__vmalloc\|
      __vmalloc_node_range\|__vmalloc_node\)(...)
... when any
f@p(E)

@script:python@
p << known.p;
@@
LEFT.add(place(p[0]))

@tested depends on some exists@
identifier f = {kfree, bitmap_free};
expression E;
position p;
@@

is_vmalloc_addr(E)
... when any
f@p(E)

@script:python@
p << tested.p;
@@
LEFT.add(place(p[0]))

@here depends on some exists@
identifier f = {kfree, bitmap_free};
expression E, E1;
identifier a = {kvrealloc_node, kmem_buckets_valloc, kvmalloc_obj, kvzalloc_obj, kvmalloc_objs, kvzalloc_objs, kvmalloc_flex, kvzalloc_flex, kvmalloc, kvzalloc, kvmalloc_node, kvzalloc_node, kvmalloc_array, __kvmalloc_array, kvcalloc, kvcalloc_node, kvmemdup, vmemdup_user, vmemdup_array_user, kvmemdup_bpfptr, vmalloc, vzalloc, vmalloc_node, vzalloc_node, vmalloc_huge, vmalloc_32, __vmalloc, __vmalloc_node, __vmalloc_node_range, vmalloc_user, vmalloc_32_user, vmalloc_array, __vmalloc_array, vcalloc, __vcalloc, f2fs_kvmalloc, f2fs_kvzalloc, bpf_map_kvcalloc, bpf_map_area_alloc};
position k;
position p;
@@

E = a@k(...)
... when != E = E1
    when != \(kvfree\|vfree\)(E)
f@p(E)

@script:python@
k << here.k;
p << here.p;
@@
note(p[0], k[0].line)

// Memory in a member of a record, or in a variable of the file.

@stored depends on some@
identifier S, m;
struct S *x;
identifier a = {kvrealloc_node, kmem_buckets_valloc, kvmalloc_obj, kvzalloc_obj, kvmalloc_objs, kvzalloc_objs, kvmalloc_flex, kvzalloc_flex, kvmalloc, kvzalloc, kvmalloc_node, kvzalloc_node, kvmalloc_array, __kvmalloc_array, kvcalloc, kvcalloc_node, kvmemdup, vmemdup_user, vmemdup_array_user, kvmemdup_bpfptr, vmalloc, vzalloc, vmalloc_node, vzalloc_node, vmalloc_huge, vmalloc_32, __vmalloc, __vmalloc_node, __vmalloc_node_range, vmalloc_user, vmalloc_32_user, vmalloc_array, __vmalloc_array, vcalloc, __vcalloc, f2fs_kvmalloc, f2fs_kvzalloc, bpf_map_kvcalloc, bpf_map_area_alloc};
position k;
@@

x->m = a@k(...)

@script:python@
S << stored.S;
m << stored.m;
k << stored.k;
@@
allocated((k[0].file, S, m), k[0])

@stored_else depends on some@
identifier S, m;
struct S *x;
identifier a != {kvrealloc_node, kmem_buckets_valloc, kvmalloc_obj, kvzalloc_obj, kvmalloc_objs, kvzalloc_objs, kvmalloc_flex, kvzalloc_flex, kvmalloc, kvzalloc, kvmalloc_node, kvzalloc_node, kvmalloc_array, __kvmalloc_array, kvcalloc, kvcalloc_node, kvmemdup, vmemdup_user, vmemdup_array_user, kvmemdup_bpfptr, vmalloc, vzalloc, vmalloc_node, vzalloc_node, vmalloc_huge, vmalloc_32, __vmalloc, __vmalloc_node, __vmalloc_node_range, vmalloc_user, vmalloc_32_user, vmalloc_array, __vmalloc_array, vcalloc, __vcalloc, f2fs_kvmalloc, f2fs_kvzalloc, bpf_map_kvcalloc, bpf_map_area_alloc};
position k;
@@

x->m = a@k(...)

@script:python@
S << stored_else.S;
m << stored_else.m;
k << stored_else.k;
@@
MIXED.add((k[0].file, S, m))

@kept depends on some@
global idexpression v;
identifier a = {kvrealloc_node, kmem_buckets_valloc, kvmalloc_obj, kvzalloc_obj, kvmalloc_objs, kvzalloc_objs, kvmalloc_flex, kvzalloc_flex, kvmalloc, kvzalloc, kvmalloc_node, kvzalloc_node, kvmalloc_array, __kvmalloc_array, kvcalloc, kvcalloc_node, kvmemdup, vmemdup_user, vmemdup_array_user, kvmemdup_bpfptr, vmalloc, vzalloc, vmalloc_node, vzalloc_node, vmalloc_huge, vmalloc_32, __vmalloc, __vmalloc_node, __vmalloc_node_range, vmalloc_user, vmalloc_32_user, vmalloc_array, __vmalloc_array, vcalloc, __vcalloc, f2fs_kvmalloc, f2fs_kvzalloc, bpf_map_kvcalloc, bpf_map_area_alloc};
position k;
@@

v = a@k(...)

@script:python@
v << kept.v;
k << kept.k;
@@
allocated((k[0].file, v), k[0])

@kept_else depends on some@
global idexpression v;
identifier a != {kvrealloc_node, kmem_buckets_valloc, kvmalloc_obj, kvzalloc_obj, kvmalloc_objs, kvzalloc_objs, kvmalloc_flex, kvzalloc_flex, kvmalloc, kvzalloc, kvmalloc_node, kvzalloc_node, kvmalloc_array, __kvmalloc_array, kvcalloc, kvcalloc_node, kvmemdup, vmemdup_user, vmemdup_array_user, kvmemdup_bpfptr, vmalloc, vzalloc, vmalloc_node, vzalloc_node, vmalloc_huge, vmalloc_32, __vmalloc, __vmalloc_node, __vmalloc_node_range, vmalloc_user, vmalloc_32_user, vmalloc_array, __vmalloc_array, vcalloc, __vcalloc, f2fs_kvmalloc, f2fs_kvzalloc, bpf_map_kvcalloc, bpf_map_area_alloc};
position k;
@@

v = a@k(...)

@script:python@
v << kept_else.v;
k << kept_else.k;
@@
MIXED.add((k[0].file, v))

@member depends on some disable ptr_to_array@
identifier f = {kfree, bitmap_free};
identifier S, m;
struct S *x;
position p : script:python(S, m) { is_wrong((p[0].file, S, m), p) };
@@

f@p(x->m)

@variable depends on some@
identifier f = {kfree, bitmap_free};
global idexpression v;
position p : script:python(v) { is_wrong((p[0].file, v), p) };
@@

f@p(v)

@bad depends on some@
identifier f = {kfree, bitmap_free};
position p : script:python() { is_noted(p) };
@@

f@p(...)

@shown depends on context@
identifier f;
position bad.p;
@@

* f@p(...)

@changed depends on patch@
identifier f;
position bad.p;
@@

- f@p
+ kvfree
  (...)

@script:python depends on report@
p << bad.p;
@@

coccilib.report.print_report(p[0], message(p))

@script:python depends on org@
p << bad.p;
@@

coccilib.org.print_todo(p[0], message(p))
