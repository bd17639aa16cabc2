/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Requests of constant size that the allocator can never return, as errors of
 * sparse, gcc and clang:
 *
 *	make C=1 CF="-include $PWD/kmcheck-limits.h"	(sparse says so)
 *	make KCFLAGS="-include $PWD/kmcheck-limits.h"	(the build breaks)
 *
 * An allocator becomes a macro of the same
 * name, with the size in a _Static_assert(); what is no constant is let
 * through, and so is what says __GFP_NOWARN. A call that is compiled is looked
 * at even if it is never reached. With -DKMCHECK_LIMITS_ALL the
 * allocators of subsystems are looked at too, at the cost of their headers.
 *
 * For modules and drivers. A file that defines an allocator (mm/, lib/, parts
 * of drivers/base/) cannot be compiled with it.
 *
 * Generated from rules/ and sparse/kmcheck-limits.h.in: change those.
 */
#if !defined(KMCHECK_LIMITS_H) && !defined(__ASSEMBLY__)
#define KMCHECK_LIMITS_H

/* Kbuild's own -include come later if this one is in CF. */
#include <linux/kconfig.h>
#include <linux/compiler_types.h>
#include <linux/limits.h>
#include <linux/mmzone.h>
#include <linux/version.h>

/* 1 if x is an integer constant expression, 0 if not: a null pointer constant
 * takes the type of the other arm, any other void * is the type of both. */
#define KMCHECK_IS_CONSTANT(x) \
	(sizeof(int) == sizeof(*(1 ? ((void *)((long)(x) * 0l)) : (int *)1)))

#define KMCHECK_IS_QUIET(gfp) \
	__builtin_choose_expr(KMCHECK_IS_CONSTANT((__force unsigned int)(gfp)), \
			      ((__force unsigned int)(gfp) & \
			       (__force unsigned int)__GFP_NOWARN) != 0, 0)

#define KMCHECK_FITS(size, most, name, quiet) \
	_Static_assert(__builtin_choose_expr(KMCHECK_IS_CONSTANT(size), \
					     (size) <= (most), 1) || (quiet), \
		       "kmcheck: " name "() can never return this much")

#define KMCHECK_MUL(a, b) \
	((b) && (a) > (size_t)-1 / ((b) ? (b) : 1) ? (size_t)-1 : (a) * (b))
#define KMCHECK_ADD(a, b) \
	((a) > (size_t)-1 - (b) ? (size_t)-1 : (a) + (b))
#define KMCHECK_DIV_ROUND_UP(a, b)	(((a) + (b) - 1) / (b))
#define KMCHECK_ROUND_UP(a, b)		(((a) + (b) - 1) / (b) * (b))
#define KMCHECK_ROUND_DOWN(a, b)	((a) / (b) * (b))
/* A power of two is on the same side of every limit as what it is rounded
 * from, as limits are powers of two themselves; only its product is larger. */
#define KMCHECK_ROUND_UP_POW2(a)	(a)
#define KMCHECK_MIN(a, b)		((a) < (b) ? (a) : (b))
#define KMCHECK_MAX(a, b)		((a) > (b) ? (a) : (b))

#if LINUX_VERSION_CODE >= KERNEL_VERSION(0, 0, 0)
#undef KMCHECK_DEVRES_WORDS
#define KMCHECK_DEVRES_WORDS 3
#endif
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 15, 0)
#undef KMCHECK_DEVRES_WORDS
#define KMCHECK_DEVRES_WORDS 5
#endif
#if LINUX_VERSION_CODE >= KERNEL_VERSION(7, 1, 0)
#undef KMCHECK_DEVRES_WORDS
#define KMCHECK_DEVRES_WORDS 7
#endif
#if LINUX_VERSION_CODE >= KERNEL_VERSION(0, 0, 0)
#undef KMCHECK_DRMRES_WORDS
#define KMCHECK_DRMRES_WORDS 5
#endif
#if LINUX_VERSION_CODE >= KERNEL_VERSION(0, 0, 0)
#undef KMCHECK_KVMALLOC_BYTES
#define KMCHECK_KVMALLOC_BYTES 0
#endif
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 15, 0)
#undef KMCHECK_KVMALLOC_BYTES
#define KMCHECK_KVMALLOC_BYTES 2147483647
#endif

#define KMCHECK_ORDER_MAX	(KMALLOC_SHIFT_MAX - PAGE_SHIFT)
#define KMCHECK_KVMALLOC_MAX \
	(KMCHECK_KVMALLOC_BYTES ? (size_t)KMCHECK_KVMALLOC_BYTES : (size_t)-1)
#define KMCHECK_FRAG_MAX	(PAGE_SIZE > 32768 ? PAGE_SIZE : 32768)
#define KMCHECK_HEADER(words) \
	KMCHECK_ROUND_UP((words) * sizeof(void *), (size_t)ARCH_KMALLOC_MINALIGN)
#define KMCHECK_DEVRES_MAX \
	(KMALLOC_MAX_SIZE - KMCHECK_HEADER(KMCHECK_DEVRES_WORDS))
#define KMCHECK_DRMRES_MAX \
	(KMALLOC_MAX_SIZE - KMCHECK_HEADER(KMCHECK_DRMRES_WORDS))
#define KMCHECK_SKB_MAX \
	(KMALLOC_MAX_SIZE - SKB_DATA_ALIGN(sizeof(struct skb_shared_info)))

#include <linux/slab.h>
#include <linux/string.h>
#include <linux/gfp.h>
#include <linux/percpu.h>
#include <linux/bitmap.h>
#include <linux/mempool.h>
#include <linux/device.h>

/* linux/slab.h */
#ifndef kmalloc
#define kmalloc(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "kmalloc", KMCHECK_IS_QUIET(a2)); \
	kmalloc(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef kmalloc_noprof
#define kmalloc_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "kmalloc_noprof", KMCHECK_IS_QUIET(a2)); \
	kmalloc_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef _kmalloc_noprof
#define _kmalloc_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "_kmalloc_noprof", KMCHECK_IS_QUIET(a2)); \
	_kmalloc_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef __kmalloc
#define __kmalloc(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "__kmalloc", 0); \
	__kmalloc(a1, ##__VA_ARGS__); })
#endif
#ifndef __kmalloc_noprof
#define __kmalloc_noprof(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "__kmalloc_noprof", 0); \
	__kmalloc_noprof(a1, ##__VA_ARGS__); })
#endif
#ifndef kmalloc_large
#define kmalloc_large(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "kmalloc_large", 0); \
	kmalloc_large(a1, ##__VA_ARGS__); })
#endif
#ifndef __kmalloc_large_noprof
#define __kmalloc_large_noprof(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "__kmalloc_large_noprof", 0); \
	__kmalloc_large_noprof(a1, ##__VA_ARGS__); })
#endif
#ifndef kzalloc
#define kzalloc(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "kzalloc", KMCHECK_IS_QUIET(a2)); \
	kzalloc(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef kzalloc_noprof
#define kzalloc_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "kzalloc_noprof", KMCHECK_IS_QUIET(a2)); \
	kzalloc_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef _kzalloc_noprof
#define _kzalloc_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "_kzalloc_noprof", KMCHECK_IS_QUIET(a2)); \
	_kzalloc_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef kmalloc_node
#define kmalloc_node(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "kmalloc_node", KMCHECK_IS_QUIET(a2)); \
	kmalloc_node(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef kmalloc_node_noprof
#define kmalloc_node_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "kmalloc_node_noprof", KMCHECK_IS_QUIET(a2)); \
	kmalloc_node_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef _kmalloc_node_noprof
#define _kmalloc_node_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "_kmalloc_node_noprof", KMCHECK_IS_QUIET(a2)); \
	_kmalloc_node_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef __kmalloc_node
#define __kmalloc_node(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "__kmalloc_node", 0); \
	__kmalloc_node(a1, ##__VA_ARGS__); })
#endif
#ifndef __kmalloc_node_noprof
#define __kmalloc_node_noprof(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "__kmalloc_node_noprof", 0); \
	__kmalloc_node_noprof(a1, ##__VA_ARGS__); })
#endif
#ifndef kmalloc_large_node
#define kmalloc_large_node(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "kmalloc_large_node", 0); \
	kmalloc_large_node(a1, ##__VA_ARGS__); })
#endif
#ifndef __kmalloc_large_node_noprof
#define __kmalloc_large_node_noprof(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "__kmalloc_large_node_noprof", 0); \
	__kmalloc_large_node_noprof(a1, ##__VA_ARGS__); })
#endif
#ifndef kzalloc_node
#define kzalloc_node(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "kzalloc_node", KMCHECK_IS_QUIET(a2)); \
	kzalloc_node(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef kmalloc_array
#define kmalloc_array(a1, a2, a3, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a1), (size_t)(a2)), \
		     KMALLOC_MAX_SIZE, "kmalloc_array", KMCHECK_IS_QUIET(a3)); \
	kmalloc_array(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef kmalloc_array_noprof
#define kmalloc_array_noprof(a1, a2, a3, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a1), (size_t)(a2)), \
		     KMALLOC_MAX_SIZE, "kmalloc_array_noprof", KMCHECK_IS_QUIET(a3)); \
	kmalloc_array_noprof(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef _kmalloc_array_noprof
#define _kmalloc_array_noprof(a1, a2, a3, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a1), (size_t)(a2)), \
		     KMALLOC_MAX_SIZE, "_kmalloc_array_noprof", KMCHECK_IS_QUIET(a3)); \
	_kmalloc_array_noprof(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef kcalloc
#define kcalloc(a1, a2, a3, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a1), (size_t)(a2)), \
		     KMALLOC_MAX_SIZE, "kcalloc", KMCHECK_IS_QUIET(a3)); \
	kcalloc(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef kmalloc_array_node
#define kmalloc_array_node(a1, a2, a3, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a1), (size_t)(a2)), \
		     KMALLOC_MAX_SIZE, "kmalloc_array_node", KMCHECK_IS_QUIET(a3)); \
	kmalloc_array_node(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef kmalloc_array_node_noprof
#define kmalloc_array_node_noprof(a1, a2, a3, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a1), (size_t)(a2)), \
		     KMALLOC_MAX_SIZE, "kmalloc_array_node_noprof", KMCHECK_IS_QUIET(a3)); \
	kmalloc_array_node_noprof(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef _kmalloc_array_node_noprof
#define _kmalloc_array_node_noprof(a1, a2, a3, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a1), (size_t)(a2)), \
		     KMALLOC_MAX_SIZE, "_kmalloc_array_node_noprof", KMCHECK_IS_QUIET(a3)); \
	_kmalloc_array_node_noprof(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef kcalloc_node
#define kcalloc_node(a1, a2, a3, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a1), (size_t)(a2)), \
		     KMALLOC_MAX_SIZE, "kcalloc_node", KMCHECK_IS_QUIET(a3)); \
	kcalloc_node(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef krealloc
#define krealloc(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "krealloc", KMCHECK_IS_QUIET(a3)); \
	krealloc(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef krealloc_noprof
#define krealloc_noprof(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "krealloc_noprof", KMCHECK_IS_QUIET(a3)); \
	krealloc_noprof(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef krealloc_node_align_noprof
#define krealloc_node_align_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "krealloc_node_align_noprof", 0); \
	krealloc_node_align_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef __krealloc
#define __krealloc(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "__krealloc", 0); \
	__krealloc(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef krealloc_node_align
#define krealloc_node_align(a1, a2, a3, a4, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "krealloc_node_align", KMCHECK_IS_QUIET(a4)); \
	krealloc_node_align(a1, a2, a3, a4, ##__VA_ARGS__); })
#endif
#ifndef krealloc_array
#define krealloc_array(a1, a2, a3, a4, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a2), (size_t)(a3)), \
		     KMALLOC_MAX_SIZE, "krealloc_array", KMCHECK_IS_QUIET(a4)); \
	krealloc_array(a1, a2, a3, a4, ##__VA_ARGS__); })
#endif
#ifndef krealloc_array_noprof
#define krealloc_array_noprof(a1, a2, a3, a4, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a2), (size_t)(a3)), \
		     KMALLOC_MAX_SIZE, "krealloc_array_noprof", KMCHECK_IS_QUIET(a4)); \
	krealloc_array_noprof(a1, a2, a3, a4, ##__VA_ARGS__); })
#endif
#ifndef _krealloc_array_noprof
#define _krealloc_array_noprof(a1, a2, a3, a4, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a2), (size_t)(a3)), \
		     KMALLOC_MAX_SIZE, "_krealloc_array_noprof", KMCHECK_IS_QUIET(a4)); \
	_krealloc_array_noprof(a1, a2, a3, a4, ##__VA_ARGS__); })
#endif
#ifndef kmalloc_track_caller
#define kmalloc_track_caller(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "kmalloc_track_caller", KMCHECK_IS_QUIET(a2)); \
	kmalloc_track_caller(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef __kmalloc_track_caller
#define __kmalloc_track_caller(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "__kmalloc_track_caller", 0); \
	__kmalloc_track_caller(a1, ##__VA_ARGS__); })
#endif
#ifndef __kmalloc_node_track_caller
#define __kmalloc_node_track_caller(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "__kmalloc_node_track_caller", 0); \
	__kmalloc_node_track_caller(a1, ##__VA_ARGS__); })
#endif
#ifndef __kmalloc_node_track_caller_noprof
#define __kmalloc_node_track_caller_noprof(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "__kmalloc_node_track_caller_noprof", 0); \
	__kmalloc_node_track_caller_noprof(a1, ##__VA_ARGS__); })
#endif
#ifndef kmalloc_node_track_caller
#define kmalloc_node_track_caller(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "kmalloc_node_track_caller", KMCHECK_IS_QUIET(a2)); \
	kmalloc_node_track_caller(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef kmalloc_nolock
#define kmalloc_nolock(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_CACHE_SIZE, "kmalloc_nolock", 0); \
	kmalloc_nolock(a1, ##__VA_ARGS__); })
#endif
#ifndef kmalloc_nolock_noprof
#define kmalloc_nolock_noprof(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_CACHE_SIZE, "kmalloc_nolock_noprof", 0); \
	kmalloc_nolock_noprof(a1, ##__VA_ARGS__); })
#endif
#ifndef _kmalloc_nolock_noprof
#define _kmalloc_nolock_noprof(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_CACHE_SIZE, "_kmalloc_nolock_noprof", 0); \
	_kmalloc_nolock_noprof(a1, ##__VA_ARGS__); })
#endif
#ifndef kmem_cache_create
#define kmem_cache_create(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "kmem_cache_create", 0); \
	kmem_cache_create(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef __kmem_cache_create
#define __kmem_cache_create(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "__kmem_cache_create", 0); \
	__kmem_cache_create(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef __kmem_cache_create_args
#define __kmem_cache_create_args(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "__kmem_cache_create_args", 0); \
	__kmem_cache_create_args(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef __kmem_cache_default_args
#define __kmem_cache_default_args(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "__kmem_cache_default_args", 0); \
	__kmem_cache_default_args(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef kmem_cache_create_usercopy
#define kmem_cache_create_usercopy(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "kmem_cache_create_usercopy", 0); \
	kmem_cache_create_usercopy(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef kvmalloc
#define kvmalloc(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMCHECK_KVMALLOC_MAX, "kvmalloc", KMCHECK_IS_QUIET(a2)); \
	kvmalloc(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef kvmalloc_node_noprof
#define kvmalloc_node_noprof(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMCHECK_KVMALLOC_MAX, "kvmalloc_node_noprof", 0); \
	kvmalloc_node_noprof(a1, ##__VA_ARGS__); })
#endif
#ifndef __kvmalloc_node_noprof
#define __kvmalloc_node_noprof(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMCHECK_KVMALLOC_MAX, "__kvmalloc_node_noprof", 0); \
	__kvmalloc_node_noprof(a1, ##__VA_ARGS__); })
#endif
#ifndef kvzalloc
#define kvzalloc(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMCHECK_KVMALLOC_MAX, "kvzalloc", KMCHECK_IS_QUIET(a2)); \
	kvzalloc(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef kvzalloc_noprof
#define kvzalloc_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMCHECK_KVMALLOC_MAX, "kvzalloc_noprof", KMCHECK_IS_QUIET(a2)); \
	kvzalloc_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef kvmalloc_node
#define kvmalloc_node(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMCHECK_KVMALLOC_MAX, "kvmalloc_node", KMCHECK_IS_QUIET(a2)); \
	kvmalloc_node(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef kvzalloc_node
#define kvzalloc_node(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMCHECK_KVMALLOC_MAX, "kvzalloc_node", KMCHECK_IS_QUIET(a2)); \
	kvzalloc_node(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef kvmalloc_array
#define kvmalloc_array(a1, a2, a3, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a1), (size_t)(a2)), \
		     KMCHECK_KVMALLOC_MAX, "kvmalloc_array", KMCHECK_IS_QUIET(a3)); \
	kvmalloc_array(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef __kvmalloc_array
#define __kvmalloc_array(a1, a2, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a1), (size_t)(a2)), \
		     KMCHECK_KVMALLOC_MAX, "__kvmalloc_array", 0); \
	__kvmalloc_array(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef kvmalloc_array_node_noprof
#define kvmalloc_array_node_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a1), (size_t)(a2)), \
		     KMCHECK_KVMALLOC_MAX, "kvmalloc_array_node_noprof", 0); \
	kvmalloc_array_node_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef _kvmalloc_array_node_noprof
#define _kvmalloc_array_node_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a1), (size_t)(a2)), \
		     KMCHECK_KVMALLOC_MAX, "_kvmalloc_array_node_noprof", 0); \
	_kvmalloc_array_node_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef kvcalloc
#define kvcalloc(a1, a2, a3, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a1), (size_t)(a2)), \
		     KMCHECK_KVMALLOC_MAX, "kvcalloc", KMCHECK_IS_QUIET(a3)); \
	kvcalloc(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef kvcalloc_node
#define kvcalloc_node(a1, a2, a3, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a1), (size_t)(a2)), \
		     KMCHECK_KVMALLOC_MAX, "kvcalloc_node", KMCHECK_IS_QUIET(a3)); \
	kvcalloc_node(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef kvrealloc
#define kvrealloc(a1, a2, a3, a4, ...) ({ \
	KMCHECK_FITS((size_t)(a3), \
		     KMCHECK_KVMALLOC_MAX, "kvrealloc", KMCHECK_IS_QUIET(a4)); \
	kvrealloc(a1, a2, a3, a4, ##__VA_ARGS__); })
#endif
#ifndef kvrealloc_noprof
#define kvrealloc_noprof(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_KVMALLOC_MAX, "kvrealloc_noprof", KMCHECK_IS_QUIET(a3)); \
	kvrealloc_noprof(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef kvrealloc_node_align_noprof
#define kvrealloc_node_align_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_KVMALLOC_MAX, "kvrealloc_node_align_noprof", 0); \
	kvrealloc_node_align_noprof(a1, a2, ##__VA_ARGS__); })
#endif

/* linux/string.h */
#ifndef kmemdup
#define kmemdup(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "kmemdup", KMCHECK_IS_QUIET(a3)); \
	kmemdup(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef kmemdup_noprof
#define kmemdup_noprof(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "kmemdup_noprof", KMCHECK_IS_QUIET(a3)); \
	kmemdup_noprof(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef kmemdup_array
#define kmemdup_array(a1, a2, a3, a4, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a2), (size_t)(a3)), \
		     KMALLOC_MAX_SIZE, "kmemdup_array", KMCHECK_IS_QUIET(a4)); \
	kmemdup_array(a1, a2, a3, a4, ##__VA_ARGS__); })
#endif
#ifndef kmemdup_nul
#define kmemdup_nul(a1, a2, a3, ...) ({ \
	KMCHECK_FITS(((size_t)(a2) + 1), \
		     KMALLOC_MAX_SIZE, "kmemdup_nul", KMCHECK_IS_QUIET(a3)); \
	kmemdup_nul(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef memdup_user
#define memdup_user(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "memdup_user", 0); \
	memdup_user(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef memdup_array_user
#define memdup_array_user(a1, a2, a3, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a2), (size_t)(a3)), \
		     KMALLOC_MAX_SIZE, "memdup_array_user", 0); \
	memdup_array_user(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef memdup_user_nul
#define memdup_user_nul(a1, a2, ...) ({ \
	KMCHECK_FITS(((size_t)(a2) + 1), \
		     KMALLOC_MAX_SIZE, "memdup_user_nul", 0); \
	memdup_user_nul(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef kvmemdup
#define kvmemdup(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_KVMALLOC_MAX, "kvmemdup", KMCHECK_IS_QUIET(a3)); \
	kvmemdup(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef vmemdup_user
#define vmemdup_user(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_KVMALLOC_MAX, "vmemdup_user", 0); \
	vmemdup_user(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef vmemdup_array_user
#define vmemdup_array_user(a1, a2, a3, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a2), (size_t)(a3)), \
		     KMCHECK_KVMALLOC_MAX, "vmemdup_array_user", 0); \
	vmemdup_array_user(a1, a2, a3, ##__VA_ARGS__); })
#endif

/* linux/gfp.h */
#ifndef __get_free_pages
#define __get_free_pages(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_ORDER_MAX, "__get_free_pages", KMCHECK_IS_QUIET(a1)); \
	__get_free_pages(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef get_free_pages_noprof
#define get_free_pages_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_ORDER_MAX, "get_free_pages_noprof", 0); \
	get_free_pages_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef alloc_pages
#define alloc_pages(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_ORDER_MAX, "alloc_pages", KMCHECK_IS_QUIET(a1)); \
	alloc_pages(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef alloc_pages_noprof
#define alloc_pages_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_ORDER_MAX, "alloc_pages_noprof", KMCHECK_IS_QUIET(a1)); \
	alloc_pages_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef alloc_pages_node
#define alloc_pages_node(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a3), \
		     KMCHECK_ORDER_MAX, "alloc_pages_node", KMCHECK_IS_QUIET(a2)); \
	alloc_pages_node(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef alloc_pages_node_noprof
#define alloc_pages_node_noprof(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a3), \
		     KMCHECK_ORDER_MAX, "alloc_pages_node_noprof", KMCHECK_IS_QUIET(a2)); \
	alloc_pages_node_noprof(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef __alloc_pages_node
#define __alloc_pages_node(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a3), \
		     KMCHECK_ORDER_MAX, "__alloc_pages_node", 0); \
	__alloc_pages_node(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef __alloc_pages_node_noprof
#define __alloc_pages_node_noprof(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a3), \
		     KMCHECK_ORDER_MAX, "__alloc_pages_node_noprof", 0); \
	__alloc_pages_node_noprof(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef __alloc_pages
#define __alloc_pages(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_ORDER_MAX, "__alloc_pages", KMCHECK_IS_QUIET(a1)); \
	__alloc_pages(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef __alloc_pages_noprof
#define __alloc_pages_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_ORDER_MAX, "__alloc_pages_noprof", 0); \
	__alloc_pages_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef __alloc_pages_nodemask
#define __alloc_pages_nodemask(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_ORDER_MAX, "__alloc_pages_nodemask", 0); \
	__alloc_pages_nodemask(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef folio_alloc
#define folio_alloc(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_ORDER_MAX, "folio_alloc", KMCHECK_IS_QUIET(a1)); \
	folio_alloc(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef folio_alloc_noprof
#define folio_alloc_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_ORDER_MAX, "folio_alloc_noprof", KMCHECK_IS_QUIET(a1)); \
	folio_alloc_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef __folio_alloc
#define __folio_alloc(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_ORDER_MAX, "__folio_alloc", 0); \
	__folio_alloc(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef __folio_alloc_noprof
#define __folio_alloc_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_ORDER_MAX, "__folio_alloc_noprof", 0); \
	__folio_alloc_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef alloc_pages_exact
#define alloc_pages_exact(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "alloc_pages_exact", KMCHECK_IS_QUIET(a2)); \
	alloc_pages_exact(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef alloc_pages_exact_noprof
#define alloc_pages_exact_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "alloc_pages_exact_noprof", KMCHECK_IS_QUIET(a2)); \
	alloc_pages_exact_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef alloc_pages_exact_nid
#define alloc_pages_exact_nid(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "alloc_pages_exact_nid", KMCHECK_IS_QUIET(a3)); \
	alloc_pages_exact_nid(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef alloc_pages_exact_nid_noprof
#define alloc_pages_exact_nid_noprof(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "alloc_pages_exact_nid_noprof", KMCHECK_IS_QUIET(a3)); \
	alloc_pages_exact_nid_noprof(a1, a2, a3, ##__VA_ARGS__); })
#endif

/* linux/percpu.h */
#ifndef __alloc_percpu
#define __alloc_percpu(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     PCPU_MIN_UNIT_SIZE, "__alloc_percpu", 0); \
	__alloc_percpu(a1, ##__VA_ARGS__); })
#endif
#ifndef __alloc_percpu_gfp
#define __alloc_percpu_gfp(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     PCPU_MIN_UNIT_SIZE, "__alloc_percpu_gfp", 0); \
	__alloc_percpu_gfp(a1, ##__VA_ARGS__); })
#endif
#ifndef pcpu_alloc_noprof
#define pcpu_alloc_noprof(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     PCPU_MIN_UNIT_SIZE, "pcpu_alloc_noprof", 0); \
	pcpu_alloc_noprof(a1, ##__VA_ARGS__); })
#endif

/* linux/bitmap.h */
#ifndef devm_bitmap_alloc
#define devm_bitmap_alloc(a1, a2, a3, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL(KMCHECK_DIV_ROUND_UP((size_t)(a2), (8 * sizeof(long))), sizeof(long)), \
		     KMALLOC_MAX_SIZE, "devm_bitmap_alloc", KMCHECK_IS_QUIET(a3)); \
	devm_bitmap_alloc(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef devm_bitmap_zalloc
#define devm_bitmap_zalloc(a1, a2, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL(KMCHECK_DIV_ROUND_UP((size_t)(a2), (8 * sizeof(long))), sizeof(long)), \
		     KMALLOC_MAX_SIZE, "devm_bitmap_zalloc", 0); \
	devm_bitmap_zalloc(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef bitmap_alloc
#define bitmap_alloc(a1, a2, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL(KMCHECK_DIV_ROUND_UP((size_t)(a1), (8 * sizeof(long))), sizeof(long)), \
		     KMALLOC_MAX_SIZE, "bitmap_alloc", KMCHECK_IS_QUIET(a2)); \
	bitmap_alloc(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef bitmap_alloc_node
#define bitmap_alloc_node(a1, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL(KMCHECK_DIV_ROUND_UP((size_t)(a1), (8 * sizeof(long))), sizeof(long)), \
		     KMALLOC_MAX_SIZE, "bitmap_alloc_node", 0); \
	bitmap_alloc_node(a1, ##__VA_ARGS__); })
#endif
#ifndef bitmap_zalloc
#define bitmap_zalloc(a1, a2, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL(KMCHECK_DIV_ROUND_UP((size_t)(a1), (8 * sizeof(long))), sizeof(long)), \
		     KMALLOC_MAX_SIZE, "bitmap_zalloc", KMCHECK_IS_QUIET(a2)); \
	bitmap_zalloc(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef bitmap_zalloc_node
#define bitmap_zalloc_node(a1, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL(KMCHECK_DIV_ROUND_UP((size_t)(a1), (8 * sizeof(long))), sizeof(long)), \
		     KMALLOC_MAX_SIZE, "bitmap_zalloc_node", 0); \
	bitmap_zalloc_node(a1, ##__VA_ARGS__); })
#endif

/* linux/mempool.h */
#ifndef mempool_create_kmalloc_pool
#define mempool_create_kmalloc_pool(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "mempool_create_kmalloc_pool", 0); \
	mempool_create_kmalloc_pool(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef mempool_init_kmalloc_pool
#define mempool_init_kmalloc_pool(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a3), \
		     KMALLOC_MAX_SIZE, "mempool_init_kmalloc_pool", 0); \
	mempool_init_kmalloc_pool(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef mempool_create_page_pool
#define mempool_create_page_pool(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_ORDER_MAX, "mempool_create_page_pool", 0); \
	mempool_create_page_pool(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef mempool_init_page_pool
#define mempool_init_page_pool(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a3), \
		     KMCHECK_ORDER_MAX, "mempool_init_page_pool", 0); \
	mempool_init_page_pool(a1, a2, a3, ##__VA_ARGS__); })
#endif

/* linux/device.h */
#ifndef devm_get_free_pages
#define devm_get_free_pages(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a3), \
		     KMCHECK_ORDER_MAX, "devm_get_free_pages", KMCHECK_IS_QUIET(a2)); \
	devm_get_free_pages(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef __devm_alloc_percpu
#define __devm_alloc_percpu(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     PCPU_MIN_UNIT_SIZE, "__devm_alloc_percpu", 0); \
	__devm_alloc_percpu(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef devm_kmalloc
#define devm_kmalloc(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_DEVRES_MAX, "devm_kmalloc", KMCHECK_IS_QUIET(a3)); \
	devm_kmalloc(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef devm_kzalloc
#define devm_kzalloc(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_DEVRES_MAX, "devm_kzalloc", KMCHECK_IS_QUIET(a3)); \
	devm_kzalloc(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef devm_kmalloc_array
#define devm_kmalloc_array(a1, a2, a3, a4, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a2), (size_t)(a3)), \
		     KMCHECK_DEVRES_MAX, "devm_kmalloc_array", KMCHECK_IS_QUIET(a4)); \
	devm_kmalloc_array(a1, a2, a3, a4, ##__VA_ARGS__); })
#endif
#ifndef devm_kcalloc
#define devm_kcalloc(a1, a2, a3, a4, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a2), (size_t)(a3)), \
		     KMCHECK_DEVRES_MAX, "devm_kcalloc", KMCHECK_IS_QUIET(a4)); \
	devm_kcalloc(a1, a2, a3, a4, ##__VA_ARGS__); })
#endif
#ifndef devm_krealloc
#define devm_krealloc(a1, a2, a3, a4, ...) ({ \
	KMCHECK_FITS((size_t)(a3), \
		     KMCHECK_DEVRES_MAX, "devm_krealloc", KMCHECK_IS_QUIET(a4)); \
	devm_krealloc(a1, a2, a3, a4, ##__VA_ARGS__); })
#endif
#ifndef devm_krealloc_array
#define devm_krealloc_array(a1, a2, a3, a4, a5, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a3), (size_t)(a4)), \
		     KMCHECK_DEVRES_MAX, "devm_krealloc_array", KMCHECK_IS_QUIET(a5)); \
	devm_krealloc_array(a1, a2, a3, a4, a5, ##__VA_ARGS__); })
#endif
#ifndef devm_kmemdup
#define devm_kmemdup(a1, a2, a3, a4, ...) ({ \
	KMCHECK_FITS((size_t)(a3), \
		     KMCHECK_DEVRES_MAX, "devm_kmemdup", KMCHECK_IS_QUIET(a4)); \
	devm_kmemdup(a1, a2, a3, a4, ##__VA_ARGS__); })
#endif
#ifndef devm_kmemdup_array
#define devm_kmemdup_array(a1, a2, a3, a4, a5, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a3), (size_t)(a4)), \
		     KMCHECK_DEVRES_MAX, "devm_kmemdup_array", KMCHECK_IS_QUIET(a5)); \
	devm_kmemdup_array(a1, a2, a3, a4, a5, ##__VA_ARGS__); })
#endif
#ifndef devm_kmemdup_const
#define devm_kmemdup_const(a1, a2, a3, a4, ...) ({ \
	KMCHECK_FITS((size_t)(a3), \
		     KMCHECK_DEVRES_MAX, "devm_kmemdup_const", KMCHECK_IS_QUIET(a4)); \
	devm_kmemdup_const(a1, a2, a3, a4, ##__VA_ARGS__); })
#endif
#ifndef devres_alloc
#define devres_alloc(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_DEVRES_MAX, "devres_alloc", KMCHECK_IS_QUIET(a3)); \
	devres_alloc(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef __devres_alloc_node
#define __devres_alloc_node(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_DEVRES_MAX, "__devres_alloc_node", 0); \
	__devres_alloc_node(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef devres_alloc_node
#define devres_alloc_node(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_DEVRES_MAX, "devres_alloc_node", 0); \
	devres_alloc_node(a1, a2, ##__VA_ARGS__); })
#endif

#ifdef KMCHECK_LIMITS_ALL

#ifdef __has_include
#if !__has_include(<linux/sockptr.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <linux/sockptr.h>
#ifndef memdup_sockptr
#define memdup_sockptr(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "memdup_sockptr", 0); \
	memdup_sockptr(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef memdup_sockptr_noprof
#define memdup_sockptr_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "memdup_sockptr_noprof", 0); \
	memdup_sockptr_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef memdup_sockptr_nul
#define memdup_sockptr_nul(a1, a2, ...) ({ \
	KMCHECK_FITS(((size_t)(a2) + 1), \
		     KMALLOC_MAX_SIZE, "memdup_sockptr_nul", 0); \
	memdup_sockptr_nul(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef memdup_sockptr_nul_noprof
#define memdup_sockptr_nul_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS(((size_t)(a2) + 1), \
		     KMALLOC_MAX_SIZE, "memdup_sockptr_nul_noprof", 0); \
	memdup_sockptr_nul_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<linux/bpfptr.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <linux/bpfptr.h>
#ifndef kvmemdup_bpfptr
#define kvmemdup_bpfptr(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_KVMALLOC_MAX, "kvmemdup_bpfptr", 0); \
	kvmemdup_bpfptr(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef kvmemdup_bpfptr_noprof
#define kvmemdup_bpfptr_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_KVMALLOC_MAX, "kvmemdup_bpfptr_noprof", 0); \
	kvmemdup_bpfptr_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<linux/skbuff.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <linux/skbuff.h>
#ifndef __dev_alloc_pages
#define __dev_alloc_pages(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_ORDER_MAX, "__dev_alloc_pages", 0); \
	__dev_alloc_pages(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef __dev_alloc_pages_noprof
#define __dev_alloc_pages_noprof(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_ORDER_MAX, "__dev_alloc_pages_noprof", 0); \
	__dev_alloc_pages_noprof(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef page_frag_alloc
#define page_frag_alloc(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_FRAG_MAX, "page_frag_alloc", 0); \
	page_frag_alloc(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef page_frag_alloc_align
#define page_frag_alloc_align(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_FRAG_MAX, "page_frag_alloc_align", 0); \
	page_frag_alloc_align(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef __page_frag_alloc_align
#define __page_frag_alloc_align(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_FRAG_MAX, "__page_frag_alloc_align", 0); \
	__page_frag_alloc_align(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef netdev_alloc_frag
#define netdev_alloc_frag(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMCHECK_FRAG_MAX, "netdev_alloc_frag", 0); \
	netdev_alloc_frag(a1, ##__VA_ARGS__); })
#endif
#ifndef netdev_alloc_frag_align
#define netdev_alloc_frag_align(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMCHECK_FRAG_MAX, "netdev_alloc_frag_align", 0); \
	netdev_alloc_frag_align(a1, ##__VA_ARGS__); })
#endif
#ifndef __netdev_alloc_frag_align
#define __netdev_alloc_frag_align(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMCHECK_FRAG_MAX, "__netdev_alloc_frag_align", 0); \
	__netdev_alloc_frag_align(a1, ##__VA_ARGS__); })
#endif
#ifndef napi_alloc_frag
#define napi_alloc_frag(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMCHECK_FRAG_MAX, "napi_alloc_frag", 0); \
	napi_alloc_frag(a1, ##__VA_ARGS__); })
#endif
#ifndef napi_alloc_frag_align
#define napi_alloc_frag_align(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMCHECK_FRAG_MAX, "napi_alloc_frag_align", 0); \
	napi_alloc_frag_align(a1, ##__VA_ARGS__); })
#endif
#ifndef __napi_alloc_frag_align
#define __napi_alloc_frag_align(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMCHECK_FRAG_MAX, "__napi_alloc_frag_align", 0); \
	__napi_alloc_frag_align(a1, ##__VA_ARGS__); })
#endif
#ifndef alloc_skb
#define alloc_skb(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMCHECK_SKB_MAX, "alloc_skb", 0); \
	alloc_skb(a1, ##__VA_ARGS__); })
#endif
#ifndef alloc_skb_fclone
#define alloc_skb_fclone(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMCHECK_SKB_MAX, "alloc_skb_fclone", 0); \
	alloc_skb_fclone(a1, ##__VA_ARGS__); })
#endif
#ifndef __alloc_skb
#define __alloc_skb(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMCHECK_SKB_MAX, "__alloc_skb", 0); \
	__alloc_skb(a1, ##__VA_ARGS__); })
#endif
#ifndef dev_alloc_skb
#define dev_alloc_skb(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMCHECK_SKB_MAX, "dev_alloc_skb", 0); \
	dev_alloc_skb(a1, ##__VA_ARGS__); })
#endif
#ifndef __dev_alloc_skb
#define __dev_alloc_skb(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMCHECK_SKB_MAX, "__dev_alloc_skb", 0); \
	__dev_alloc_skb(a1, ##__VA_ARGS__); })
#endif
#ifndef netdev_alloc_skb
#define netdev_alloc_skb(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_SKB_MAX, "netdev_alloc_skb", 0); \
	netdev_alloc_skb(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef __netdev_alloc_skb
#define __netdev_alloc_skb(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_SKB_MAX, "__netdev_alloc_skb", 0); \
	__netdev_alloc_skb(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef netdev_alloc_skb_ip_align
#define netdev_alloc_skb_ip_align(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_SKB_MAX, "netdev_alloc_skb_ip_align", 0); \
	netdev_alloc_skb_ip_align(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef __netdev_alloc_skb_ip_align
#define __netdev_alloc_skb_ip_align(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_SKB_MAX, "__netdev_alloc_skb_ip_align", 0); \
	__netdev_alloc_skb_ip_align(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef napi_alloc_skb
#define napi_alloc_skb(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_SKB_MAX, "napi_alloc_skb", 0); \
	napi_alloc_skb(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef __napi_alloc_skb
#define __napi_alloc_skb(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_SKB_MAX, "__napi_alloc_skb", 0); \
	__napi_alloc_skb(a1, a2, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<drm/drm_managed.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <drm/drm_managed.h>
#ifndef drmm_kmalloc
#define drmm_kmalloc(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_DRMRES_MAX, "drmm_kmalloc", KMCHECK_IS_QUIET(a3)); \
	drmm_kmalloc(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef drmm_kzalloc
#define drmm_kzalloc(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_DRMRES_MAX, "drmm_kzalloc", KMCHECK_IS_QUIET(a3)); \
	drmm_kzalloc(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef drmm_kmalloc_array
#define drmm_kmalloc_array(a1, a2, a3, a4, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a2), (size_t)(a3)), \
		     KMCHECK_DRMRES_MAX, "drmm_kmalloc_array", KMCHECK_IS_QUIET(a4)); \
	drmm_kmalloc_array(a1, a2, a3, a4, ##__VA_ARGS__); })
#endif
#ifndef drmm_kcalloc
#define drmm_kcalloc(a1, a2, a3, a4, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a2), (size_t)(a3)), \
		     KMCHECK_DRMRES_MAX, "drmm_kcalloc", KMCHECK_IS_QUIET(a4)); \
	drmm_kcalloc(a1, a2, a3, a4, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<kunit/test.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <kunit/test.h>
#ifndef kunit_kmalloc
#define kunit_kmalloc(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "kunit_kmalloc", KMCHECK_IS_QUIET(a3)); \
	kunit_kmalloc(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef kunit_kzalloc
#define kunit_kzalloc(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "kunit_kzalloc", KMCHECK_IS_QUIET(a3)); \
	kunit_kzalloc(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef kunit_kmalloc_array
#define kunit_kmalloc_array(a1, a2, a3, a4, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a2), (size_t)(a3)), \
		     KMALLOC_MAX_SIZE, "kunit_kmalloc_array", KMCHECK_IS_QUIET(a4)); \
	kunit_kmalloc_array(a1, a2, a3, a4, ##__VA_ARGS__); })
#endif
#ifndef kunit_kcalloc
#define kunit_kcalloc(a1, a2, a3, a4, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a2), (size_t)(a3)), \
		     KMALLOC_MAX_SIZE, "kunit_kcalloc", KMCHECK_IS_QUIET(a4)); \
	kunit_kcalloc(a1, a2, a3, a4, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<linux/kfifo.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <linux/kfifo.h>
#ifndef __kfifo_alloc
#define __kfifo_alloc(a1, a2, a3, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL(KMCHECK_ROUND_UP_POW2((size_t)(a2)), (size_t)(a3)), \
		     KMALLOC_MAX_SIZE, "__kfifo_alloc", 0); \
	__kfifo_alloc(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef __kfifo_alloc_node
#define __kfifo_alloc_node(a1, a2, a3, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL(KMCHECK_ROUND_UP_POW2((size_t)(a2)), (size_t)(a3)), \
		     KMALLOC_MAX_SIZE, "__kfifo_alloc_node", 0); \
	__kfifo_alloc_node(a1, a2, a3, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<net/bluetooth/bluetooth.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <net/bluetooth/bluetooth.h>
#ifndef bt_skb_alloc
#define bt_skb_alloc(a1, ...) ({ \
	KMCHECK_FITS(((size_t)(a1) + 8), \
		     KMCHECK_SKB_MAX, "bt_skb_alloc", 0); \
	bt_skb_alloc(a1, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<net/nfc/nfc.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <net/nfc/nfc.h>
#ifndef nfc_alloc_recv_skb
#define nfc_alloc_recv_skb(a1, ...) ({ \
	KMCHECK_FITS(((size_t)(a1) + 1), \
		     KMCHECK_SKB_MAX, "nfc_alloc_recv_skb", 0); \
	nfc_alloc_recv_skb(a1, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<net/sock.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <net/sock.h>
#ifndef sock_wmalloc
#define sock_wmalloc(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_SKB_MAX, "sock_wmalloc", 0); \
	sock_wmalloc(a1, a2, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<net/netlink.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <net/netlink.h>
#ifndef nlmsg_new
#define nlmsg_new(a1, ...) ({ \
	KMCHECK_FITS(KMCHECK_ROUND_UP(((size_t)(a1) + 16), 4), \
		     KMCHECK_SKB_MAX, "nlmsg_new", 0); \
	nlmsg_new(a1, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<net/genetlink.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <net/genetlink.h>
#ifndef genlmsg_new
#define genlmsg_new(a1, ...) ({ \
	KMCHECK_FITS(KMCHECK_ROUND_UP((KMCHECK_ROUND_UP(((size_t)(a1) + 4), 4) + 16), 4), \
		     KMCHECK_SKB_MAX, "genlmsg_new", 0); \
	genlmsg_new(a1, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<linux/usb.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <linux/usb.h>
#ifndef usb_alloc_urb
#define usb_alloc_urb(a1, a2, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a1), 16), \
		     KMALLOC_MAX_SIZE, "usb_alloc_urb", KMCHECK_IS_QUIET(a2)); \
	usb_alloc_urb(a1, a2, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<scsi/scsi_host.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <scsi/scsi_host.h>
#ifndef scsi_host_alloc
#define scsi_host_alloc(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "scsi_host_alloc", 0); \
	scsi_host_alloc(a1, a2, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<linux/mmc/host.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <linux/mmc/host.h>
#ifndef mmc_alloc_host
#define mmc_alloc_host(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "mmc_alloc_host", 0); \
	mmc_alloc_host(a1, ##__VA_ARGS__); })
#endif
#ifndef devm_mmc_alloc_host
#define devm_mmc_alloc_host(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "devm_mmc_alloc_host", 0); \
	devm_mmc_alloc_host(a1, a2, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<linux/spi/spi.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <linux/spi/spi.h>
#ifndef __spi_alloc_controller
#define __spi_alloc_controller(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "__spi_alloc_controller", 0); \
	__spi_alloc_controller(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef __devm_spi_alloc_controller
#define __devm_spi_alloc_controller(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "__devm_spi_alloc_controller", 0); \
	__devm_spi_alloc_controller(a1, a2, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<linux/iio/iio.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <linux/iio/iio.h>
#ifndef iio_device_alloc
#define iio_device_alloc(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "iio_device_alloc", 0); \
	iio_device_alloc(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef devm_iio_device_alloc
#define devm_iio_device_alloc(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "devm_iio_device_alloc", 0); \
	devm_iio_device_alloc(a1, a2, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<linux/fb.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <linux/fb.h>
#ifndef framebuffer_alloc
#define framebuffer_alloc(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "framebuffer_alloc", 0); \
	framebuffer_alloc(a1, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<net/cfg80211.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <net/cfg80211.h>
#ifndef wiphy_new_nm
#define wiphy_new_nm(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "wiphy_new_nm", 0); \
	wiphy_new_nm(a1, a2, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<net/mac80211.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <net/mac80211.h>
#ifndef ieee80211_alloc_hw_nm
#define ieee80211_alloc_hw_nm(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "ieee80211_alloc_hw_nm", 0); \
	ieee80211_alloc_hw_nm(a1, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<linux/remoteproc.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <linux/remoteproc.h>
#ifndef rproc_alloc
#define rproc_alloc(a1, a2, a3, a4, a5, ...) ({ \
	KMCHECK_FITS((size_t)(a5), \
		     KMALLOC_MAX_SIZE, "rproc_alloc", 0); \
	rproc_alloc(a1, a2, a3, a4, a5, ##__VA_ARGS__); })
#endif
#ifndef devm_rproc_alloc
#define devm_rproc_alloc(a1, a2, a3, a4, a5, ...) ({ \
	KMCHECK_FITS((size_t)(a5), \
		     KMALLOC_MAX_SIZE, "devm_rproc_alloc", 0); \
	devm_rproc_alloc(a1, a2, a3, a4, a5, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<linux/seq_file.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <linux/seq_file.h>
#ifndef __seq_open_private
#define __seq_open_private(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a3), \
		     KMALLOC_MAX_SIZE, "__seq_open_private", 0); \
	__seq_open_private(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef seq_open_private
#define seq_open_private(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a3), \
		     KMALLOC_MAX_SIZE, "seq_open_private", 0); \
	seq_open_private(a1, a2, a3, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<linux/acpi.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <linux/acpi.h>
#ifndef acpi_os_allocate
#define acpi_os_allocate(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "acpi_os_allocate", 0); \
	acpi_os_allocate(a1, ##__VA_ARGS__); })
#endif
#ifndef acpi_os_allocate_zeroed
#define acpi_os_allocate_zeroed(a1, ...) ({ \
	KMCHECK_FITS((size_t)(a1), \
		     KMALLOC_MAX_SIZE, "acpi_os_allocate_zeroed", 0); \
	acpi_os_allocate_zeroed(a1, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<linux/bpf.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <linux/bpf.h>
#ifndef bpf_map_kmalloc_node
#define bpf_map_kmalloc_node(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "bpf_map_kmalloc_node", KMCHECK_IS_QUIET(a3)); \
	bpf_map_kmalloc_node(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef bpf_map_kmalloc_nolock
#define bpf_map_kmalloc_nolock(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_CACHE_SIZE, "bpf_map_kmalloc_nolock", 0); \
	bpf_map_kmalloc_nolock(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef bpf_map_kzalloc
#define bpf_map_kzalloc(a1, a2, a3, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMALLOC_MAX_SIZE, "bpf_map_kzalloc", KMCHECK_IS_QUIET(a3)); \
	bpf_map_kzalloc(a1, a2, a3, ##__VA_ARGS__); })
#endif
#ifndef bpf_map_kvcalloc
#define bpf_map_kvcalloc(a1, a2, a3, a4, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a2), (size_t)(a3)), \
		     KMCHECK_KVMALLOC_MAX, "bpf_map_kvcalloc", KMCHECK_IS_QUIET(a4)); \
	bpf_map_kvcalloc(a1, a2, a3, a4, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#ifdef __has_include
#if !__has_include(<rdma/uverbs_ioctl.h>)
#define KMCHECK_SKIP
#endif
#endif
#ifndef KMCHECK_SKIP
#include <rdma/uverbs_ioctl.h>
#ifndef uverbs_alloc
#define uverbs_alloc(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_KVMALLOC_MAX, "uverbs_alloc", 0); \
	uverbs_alloc(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef uverbs_zalloc
#define uverbs_zalloc(a1, a2, ...) ({ \
	KMCHECK_FITS((size_t)(a2), \
		     KMCHECK_KVMALLOC_MAX, "uverbs_zalloc", 0); \
	uverbs_zalloc(a1, a2, ##__VA_ARGS__); })
#endif
#ifndef uverbs_kcalloc
#define uverbs_kcalloc(a1, a2, a3, ...) ({ \
	KMCHECK_FITS(KMCHECK_MUL((size_t)(a2), (size_t)(a3)), \
		     KMCHECK_KVMALLOC_MAX, "uverbs_kcalloc", 0); \
	uverbs_kcalloc(a1, a2, a3, ##__VA_ARGS__); })
#endif
#endif
#undef KMCHECK_SKIP

#endif /* KMCHECK_LIMITS_ALL */

#endif /* KMCHECK_LIMITS_H */
