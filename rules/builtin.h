/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The least a driver needs to be read without any kernel: force-included when
 * there is neither a Kbuild nor a database nor flags. Types have the kernel's
 * widths and signs, macros the kernel's meaning; structures have the members
 * that drivers commonly touch, not the kernel's layout. Headers that are
 * missing are skipped, types that are missing stay unknown.
 */
#ifndef KMCHECK_BUILTIN_H
#define KMCHECK_BUILTIN_H

/* --- types --- */
typedef signed char __s8, s8, int8_t;
typedef unsigned char __u8, u8, uint8_t, u_char, unchar;
typedef short __s16, s16, int16_t;
typedef unsigned short __u16, u16, uint16_t, u_short, ushort;
typedef int __s32, s32, int32_t;
typedef unsigned int __u32, u32, uint32_t, u_int, uint;
typedef long long __s64, s64, int64_t;
typedef unsigned long long __u64, u64, uint64_t;
typedef unsigned long u_long, ulong;
typedef __u16 __le16, __be16, __sum16;
typedef __u32 __le32, __be32, __wsum;
typedef __u64 __le64, __be64;
typedef __SIZE_TYPE__ __kernel_size_t, size_t, uintptr_t;
typedef __PTRDIFF_TYPE__ __kernel_ssize_t, ssize_t, ptrdiff_t, intptr_t;
typedef long long loff_t, ktime_t, time64_t;
typedef _Bool bool;
typedef unsigned int gfp_t, slab_flags_t, fmode_t, __poll_t, dev_t, uid_t,
	gid_t, blk_status_t, blk_opf_t, vm_fault_t;
typedef unsigned short umode_t;
typedef int pid_t, irqreturn_t, netdev_tx_t;
typedef unsigned long pgoff_t, sector_t, blkcnt_t, kernel_ulong_t,
	phys_addr_t, resource_size_t, irq_hw_number_t;
typedef u64 dma_addr_t;
typedef u64 netdev_features_t;
typedef struct { int counter; } atomic_t;
typedef struct { s64 counter; } atomic64_t;
typedef struct { long counter; } atomic_long_t;
typedef struct { atomic_t refs; } refcount_t;
typedef __builtin_va_list va_list;

#define NULL ((void *)0)
#define true 1
#define false 0
enum { KMCHECK_BUILTIN = 1 };

/* --- annotations --- */
#define __init
#define __exit
#define __initdata
#define __devinit
#define __devexit
#define __user
#define __iomem
#define __kernel
#define __percpu
#define __rcu
#define __force
#define __bitwise
#define __must_check
#define __read_mostly
#define __ro_after_init
#define __always_unused __attribute__((__unused__))
#define __maybe_unused __attribute__((__unused__))
#define __used __attribute__((__used__))
#define __packed __attribute__((__packed__))
#define __aligned(x) __attribute__((__aligned__(x)))
#define __printf(a, b) __attribute__((__format__(printf, a, b)))
#define __section(s) __attribute__((__section__(s)))
#define __always_inline inline __attribute__((__always_inline__))
#define noinline __attribute__((__noinline__))
#define __noreturn __attribute__((__noreturn__))
#define __free(f)
#define __counted_by(m)
#define __cold
#define __weak
#define __acquires(x)
#define __releases(x)
#define asmlinkage
#define fallthrough __attribute__((__fallthrough__))
#define ____cacheline_aligned
#define ____cacheline_aligned_in_smp

/* --- expressions --- */
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define barrier() do { } while (0)
#define READ_ONCE(x) (x)
#define WRITE_ONCE(x, v) ((x) = (v))
#define smp_load_acquire(p) (*(p))
#define smp_store_release(p, v) ((void)(*(p) = (v)))
#define offsetof(t, m) __builtin_offsetof(t, m)
#define offsetofend(t, m) (offsetof(t, m) + sizeof(((t *)0)->m))
#define sizeof_field(t, m) sizeof(((t *)0)->m)
#define typeof_member(t, m) typeof(((t *)0)->m)
#define container_of(p, t, m) ((t *)((char *)(p) - offsetof(t, m)))
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define BUILD_BUG_ON(c) ((void)sizeof(char[1 - 2 * !!(c)]))
#define BIT(n) (1UL << (n))
#define BIT_ULL(n) (1ULL << (n))
#define GENMASK(h, l) (((~0UL) - (1UL << (l)) + 1) & \
	(~0UL >> (BITS_PER_LONG - 1 - (h))))
#define BITS_PER_BYTE 8
#define BITS_PER_LONG (8 * (int)sizeof(long))
#define BITS_TO_LONGS(n) DIV_ROUND_UP(n, BITS_PER_LONG)
#define BITS_TO_BYTES(n) DIV_ROUND_UP(n, BITS_PER_BYTE)
#define DECLARE_BITMAP(name, bits) unsigned long name[BITS_TO_LONGS(bits)]
#define DIV_ROUND_UP(n, d) (((n) + (d) - 1) / (d))
#define DIV_ROUND_CLOSEST(x, d) (((x) + ((d) / 2)) / (d))
#define ALIGN(x, a) (((x) + ((typeof(x))(a) - 1)) & ~((typeof(x))(a) - 1))
#define ALIGN_DOWN(x, a) ((x) & ~((typeof(x))(a) - 1))
#define IS_ALIGNED(x, a) (((x) & ((typeof(x))(a) - 1)) == 0)
#define PTR_ALIGN(p, a) ((typeof(p))ALIGN((unsigned long)(p), (a)))
#define round_up(x, y) ((((x) - 1) | ((typeof(x))((y) - 1))) + 1)
#define round_down(x, y) ((x) & ~((typeof(x))((y) - 1)))
#define roundup(x, y) ((((x) + ((y) - 1)) / (y)) * (y))
#define rounddown(x, y) ((x) - ((x) % (y)))
#define min(x, y) ({ typeof(x) _x = (x); typeof(y) _y = (y); \
	_x < _y ? _x : _y; })
#define max(x, y) ({ typeof(x) _x = (x); typeof(y) _y = (y); \
	_x > _y ? _x : _y; })
#define min3(x, y, z) min((typeof(x))min(x, y), z)
#define max3(x, y, z) max((typeof(x))max(x, y), z)
#define min_t(t, x, y) ({ t _x = (x); t _y = (y); _x < _y ? _x : _y; })
#define max_t(t, x, y) ({ t _x = (x); t _y = (y); _x > _y ? _x : _y; })
#define umin(x, y) min_t(u64, x, y)
#define umax(x, y) max_t(u64, x, y)
#define clamp(v, lo, hi) min((typeof(v))max(v, lo), hi)
#define clamp_t(t, v, lo, hi) min_t(t, max_t(t, v, lo), hi)
#define clamp_val(v, lo, hi) clamp_t(typeof(v), v, lo, hi)
#define swap(a, b) do { typeof(a) _t = (a); (a) = (b); (b) = _t; } while (0)
#define abs(x) ({ typeof(x) _x = (x); _x < 0 ? -_x : _x; })
#define upper_32_bits(n) ((u32)(((n) >> 16) >> 16))
#define lower_32_bits(n) ((u32)((n) & 0xffffffff))
#define is_power_of_2(n) ((n) != 0 && (((n) & ((n) - 1)) == 0))
#define IS_ENABLED(option) 0
#define IS_REACHABLE(option) 0
#define IS_BUILTIN(option) 0
#define IS_MODULE(option) 0

#define U8_MAX ((u8)~0U)
#define S8_MAX ((s8)(U8_MAX >> 1))
#define U16_MAX ((u16)~0U)
#define S16_MAX ((s16)(U16_MAX >> 1))
#define U32_MAX ((u32)~0U)
#define S32_MAX ((s32)(U32_MAX >> 1))
#define U64_MAX ((u64)~0ULL)
#define S64_MAX ((s64)(U64_MAX >> 1))
#define INT_MAX ((int)(~0U >> 1))
#define INT_MIN (-INT_MAX - 1)
#define UINT_MAX (~0U)
#define LONG_MAX ((long)(~0UL >> 1))
#define LONG_MIN (-LONG_MAX - 1)
#define ULONG_MAX (~0UL)
#define LLONG_MAX ((long long)(~0ULL >> 1))
#define ULLONG_MAX (~0ULL)
#define USHRT_MAX ((unsigned short)~0U)
#define SHRT_MAX ((short)(USHRT_MAX >> 1))
#define UCHAR_MAX U8_MAX
#define SIZE_MAX (~(size_t)0)
#define SSIZE_MAX ((ssize_t)(SIZE_MAX >> 1))
#define PATH_MAX 4096
#define NAME_MAX 255

#define SZ_1 0x00000001
#define SZ_2 0x00000002
#define SZ_4 0x00000004
#define SZ_8 0x00000008
#define SZ_16 0x00000010
#define SZ_32 0x00000020
#define SZ_64 0x00000040
#define SZ_128 0x00000080
#define SZ_256 0x00000100
#define SZ_512 0x00000200
#define SZ_1K 0x00000400
#define SZ_2K 0x00000800
#define SZ_4K 0x00001000
#define SZ_8K 0x00002000
#define SZ_16K 0x00004000
#define SZ_32K 0x00008000
#define SZ_64K 0x00010000
#define SZ_128K 0x00020000
#define SZ_256K 0x00040000
#define SZ_512K 0x00080000
#define SZ_1M 0x00100000
#define SZ_2M 0x00200000
#define SZ_4M 0x00400000
#define SZ_8M 0x00800000
#define SZ_16M 0x01000000
#define SZ_32M 0x02000000
#define SZ_64M 0x04000000
#define SZ_128M 0x08000000
#define SZ_256M 0x10000000
#define SZ_512M 0x20000000
#define SZ_1G 0x40000000
#define SZ_2G 0x80000000
#define SZ_4G 0x100000000ULL
#define KILO 1000UL
#define MEGA 1000000UL

/* --- memory --- */
#define PAGE_SHIFT 12
#define PAGE_SIZE (1UL << PAGE_SHIFT)
#define PAGE_MASK (~(PAGE_SIZE - 1))
#define PAGE_ALIGN(x) ALIGN(x, PAGE_SIZE)
#define MAX_PAGE_ORDER 10
#define MAX_ORDER 10
#define PAGE_ALLOC_COSTLY_ORDER 3
#define KMALLOC_MAX_SIZE (1UL << (MAX_PAGE_ORDER + PAGE_SHIFT))
#define KMALLOC_MAX_CACHE_SIZE (PAGE_SIZE * 2)
#define ARCH_KMALLOC_MINALIGN 8
#define L1_CACHE_BYTES 64
#define SMP_CACHE_BYTES 64
#define NUMA_NO_NODE (-1)

#define __GFP_DMA 0x01u
#define __GFP_HIGHMEM 0x02u
#define __GFP_DMA32 0x04u
#define __GFP_HIGH 0x20u
#define __GFP_IO 0x40u
#define __GFP_FS 0x80u
#define __GFP_ZERO 0x100u
#define __GFP_DIRECT_RECLAIM 0x400u
#define __GFP_KSWAPD_RECLAIM 0x800u
#define __GFP_RECLAIM (__GFP_DIRECT_RECLAIM | __GFP_KSWAPD_RECLAIM)
#define __GFP_NOWARN 0x2000u
#define __GFP_RETRY_MAYFAIL 0x4000u
#define __GFP_NOFAIL 0x8000u
#define __GFP_NORETRY 0x10000u
#define __GFP_MEMALLOC 0x20000u
#define __GFP_COMP 0x40000u
#define __GFP_NOMEMALLOC 0x80000u
#define __GFP_HARDWALL 0x100000u
#define __GFP_THISNODE 0x200000u
#define __GFP_ACCOUNT 0x400000u
#define GFP_ATOMIC (__GFP_HIGH | __GFP_KSWAPD_RECLAIM)
#define GFP_KERNEL (__GFP_RECLAIM | __GFP_IO | __GFP_FS)
#define GFP_KERNEL_ACCOUNT (GFP_KERNEL | __GFP_ACCOUNT)
#define GFP_NOWAIT (__GFP_KSWAPD_RECLAIM)
#define GFP_NOIO (__GFP_RECLAIM)
#define GFP_NOFS (__GFP_RECLAIM | __GFP_IO)
#define GFP_USER (GFP_KERNEL | __GFP_HARDWALL)
#define GFP_DMA __GFP_DMA
#define GFP_DMA32 __GFP_DMA32
#define GFP_HIGHUSER (GFP_USER | __GFP_HIGHMEM)

struct device;
struct drm_device;
struct kunit;
struct page;
struct sk_buff;
struct net_device;
struct kmem_cache;
struct rcu_head { struct rcu_head *next; void (*func)(struct rcu_head *); };

void *kmalloc(size_t size, gfp_t flags);
void *kzalloc(size_t size, gfp_t flags);
void *kmalloc_node(size_t size, gfp_t flags, int node);
void *kzalloc_node(size_t size, gfp_t flags, int node);
void *kmalloc_array(size_t n, size_t size, gfp_t flags);
void *kcalloc(size_t n, size_t size, gfp_t flags);
void *kmalloc_array_node(size_t n, size_t size, gfp_t flags, int node);
void *kcalloc_node(size_t n, size_t size, gfp_t flags, int node);
void *krealloc(const void *p, size_t size, gfp_t flags);
void *krealloc_array(void *p, size_t n, size_t size, gfp_t flags);
void *kmemdup(const void *src, size_t len, gfp_t gfp);
void *kmemdup_array(const void *src, size_t count, size_t size, gfp_t gfp);
char *kmemdup_nul(const char *s, size_t len, gfp_t gfp);
char *kstrdup(const char *s, gfp_t gfp);
char *kstrndup(const char *s, size_t len, gfp_t gfp);
const char *kstrdup_const(const char *s, gfp_t gfp);
char *kasprintf(gfp_t gfp, const char *fmt, ...);
void *memdup_user(const void *src, size_t len);
void *memdup_array_user(const void *src, size_t n, size_t size);
void *memdup_user_nul(const void *src, size_t len);
char *strndup_user(const char *s, long n);
void *vmemdup_user(const void *src, size_t len);
void *kvmalloc(size_t size, gfp_t flags);
void *kvzalloc(size_t size, gfp_t flags);
void *kvmalloc_node(size_t size, gfp_t flags, int node);
void *kvzalloc_node(size_t size, gfp_t flags, int node);
void *kvmalloc_array(size_t n, size_t size, gfp_t flags);
void *kvcalloc(size_t n, size_t size, gfp_t flags);
void *kvmemdup(const void *src, size_t len, gfp_t gfp);
void *vmalloc(unsigned long size);
void *vzalloc(unsigned long size);
void *vmalloc_user(unsigned long size);
void *vmalloc_array(size_t n, size_t size);
void *vcalloc(size_t n, size_t size);
void kfree(const void *p);
void kfree_sensitive(const void *p);
void kfree_const(const void *p);
void kvfree(const void *p);
void kvfree_sensitive(const void *p, size_t len);
void vfree(const void *p);
size_t ksize(const void *p);
void kvfree_call_rcu(struct rcu_head *head, void *p);
#define kfree_rcu(p, m) kvfree_call_rcu(&(p)->m, (void *)(p))
#define kvfree_rcu(p, m) kvfree_call_rcu(&(p)->m, (void *)(p))
#define kmalloc_obj(p, ...) kmalloc(sizeof(p), GFP_KERNEL)
#define kzalloc_obj(p, ...) kzalloc(sizeof(p), GFP_KERNEL)
#define kmalloc_objs(p, n, ...) kmalloc_array(n, sizeof(p), GFP_KERNEL)
#define kzalloc_objs(p, n, ...) kcalloc(n, sizeof(p), GFP_KERNEL)
#define kmalloc_flex(p, m, n, ...) \
	kmalloc(size_add(sizeof(p), size_mul(n, sizeof((p).m[0]))), GFP_KERNEL)
#define kzalloc_flex(p, m, n, ...) \
	kzalloc(size_add(sizeof(p), size_mul(n, sizeof((p).m[0]))), GFP_KERNEL)

unsigned long __get_free_pages(gfp_t flags, unsigned int order);
unsigned long get_zeroed_page(gfp_t flags);
#define __get_free_page(flags) __get_free_pages(flags, 0)
void free_pages(unsigned long addr, unsigned int order);
#define free_page(addr) free_pages(addr, 0)
struct page *alloc_pages(gfp_t flags, unsigned int order);
struct page *alloc_pages_node(int node, gfp_t flags, unsigned int order);
#define alloc_page(flags) alloc_pages(flags, 0)
void __free_pages(struct page *page, unsigned int order);
#define __free_page(page) __free_pages(page, 0)
void *alloc_pages_exact(size_t size, gfp_t flags);
void free_pages_exact(void *p, size_t size);
int get_order(unsigned long size);
void *page_address(const struct page *page);
struct page *virt_to_page(const void *p);
phys_addr_t virt_to_phys(const volatile void *p);

void *devm_kmalloc(struct device *dev, size_t size, gfp_t gfp);
void *devm_kzalloc(struct device *dev, size_t size, gfp_t gfp);
void *devm_kmalloc_array(struct device *dev, size_t n, size_t size, gfp_t gfp);
void *devm_kcalloc(struct device *dev, size_t n, size_t size, gfp_t gfp);
void *devm_krealloc(struct device *dev, void *p, size_t size, gfp_t gfp);
void *devm_kmemdup(struct device *dev, const void *src, size_t len, gfp_t gfp);
char *devm_kstrdup(struct device *dev, const char *s, gfp_t gfp);
char *devm_kasprintf(struct device *dev, gfp_t gfp, const char *fmt, ...);
void devm_kfree(struct device *dev, const void *p);
unsigned long devm_get_free_pages(struct device *dev, gfp_t gfp,
				  unsigned int order);
void *drmm_kmalloc(struct drm_device *dev, size_t size, gfp_t gfp);
void *drmm_kzalloc(struct drm_device *dev, size_t size, gfp_t gfp);
void *drmm_kcalloc(struct drm_device *dev, size_t n, size_t size, gfp_t gfp);

struct kmem_cache *kmem_cache_create(const char *name, unsigned int size,
				     unsigned int align, slab_flags_t flags,
				     void (*ctor)(void *));
void kmem_cache_destroy(struct kmem_cache *cache);
void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t flags);
void *kmem_cache_zalloc(struct kmem_cache *cache, gfp_t flags);
void kmem_cache_free(struct kmem_cache *cache, void *p);
#define KMEM_CACHE(s, flags) kmem_cache_create(#s, sizeof(struct s), \
	__alignof__(struct s), flags, NULL)
#define SLAB_HWCACHE_ALIGN 0x2000u
#define SLAB_PANIC 0x40000u
#define SLAB_ACCOUNT 0x400000u

/* What a product that does not fit becomes. */
static inline size_t size_mul(size_t a, size_t b)
{
	size_t bytes;

	if (__builtin_mul_overflow(a, b, &bytes))
		return SIZE_MAX;
	return bytes;
}

static inline size_t size_add(size_t a, size_t b)
{
	size_t bytes;

	if (__builtin_add_overflow(a, b, &bytes))
		return SIZE_MAX;
	return bytes;
}

static inline size_t size_sub(size_t a, size_t b)
{
	if (a == SIZE_MAX || b == SIZE_MAX || a < b)
		return SIZE_MAX;
	return a - b;
}

#define array_size(a, b) size_mul(a, b)
#define array3_size(a, b, c) size_mul(size_mul(a, b), c)
#define flex_array_size(p, m, n) size_mul(n, sizeof(*(p)->m))
#define struct_size(p, m, n) \
	size_add(sizeof(*(p)), flex_array_size(p, m, n))
#define struct_size_t(t, m, n) struct_size((t *)NULL, m, n)
#define check_add_overflow(a, b, d) __builtin_add_overflow(a, b, d)
#define check_sub_overflow(a, b, d) __builtin_sub_overflow(a, b, d)
#define check_mul_overflow(a, b, d) __builtin_mul_overflow(a, b, d)
unsigned long roundup_pow_of_two(unsigned long n);
unsigned long rounddown_pow_of_two(unsigned long n);
int ilog2(u64 n);
int fls(unsigned int x);
int fls64(u64 x);
int ffs(int x);
unsigned long __ffs(unsigned long x);
unsigned int hweight32(u32 w);
static inline u64 div_u64(u64 a, u32 b) { return a / b; }
static inline u64 div64_u64(u64 a, u64 b) { return a / b; }
static inline u64 mul_u32_u32(u32 a, u32 b) { return (u64)a * b; }
#define do_div(n, base) ({ u32 _b = (base); u32 _r = (u64)(n) % _b; \
	(n) = (u64)(n) / _b; _r; })

/* --- user space --- */
unsigned long copy_from_user(void *to, const void *from, unsigned long n);
unsigned long copy_to_user(void *to, const void *from, unsigned long n);
int copy_struct_from_user(void *dst, size_t ksize, const void *src,
			  size_t usize);
long strncpy_from_user(char *dst, const char *src, long count);
unsigned long clear_user(void *to, unsigned long n);
int access_ok(const void *p, unsigned long n);
#define get_user(x, p) ({ int _e = copy_from_user(&(x), p, sizeof(x)) ? \
	-14 : 0; _e; })
#define __get_user(x, p) get_user(x, p)
#define put_user(x, p) ({ typeof(*(p)) _v = (x); \
	copy_to_user((void *)(p), &_v, sizeof(_v)) ? -14 : 0; })
#define __put_user(x, p) put_user(x, p)
#define u64_to_user_ptr(x) ((void *)(uintptr_t)(x))
int kstrtoint(const char *s, unsigned int base, int *res);
int kstrtouint(const char *s, unsigned int base, unsigned int *res);
int kstrtou8(const char *s, unsigned int base, u8 *res);
int kstrtou16(const char *s, unsigned int base, u16 *res);
int kstrtou32(const char *s, unsigned int base, u32 *res);
int kstrtol(const char *s, unsigned int base, long *res);
int kstrtoul(const char *s, unsigned int base, unsigned long *res);
int kstrtoull(const char *s, unsigned int base, unsigned long long *res);
int kstrtoul_from_user(const char *s, size_t count, unsigned int base,
		       unsigned long *res);
int kstrtouint_from_user(const char *s, size_t count, unsigned int base,
			 unsigned int *res);
unsigned long simple_strtoul(const char *s, char **end, unsigned int base);
ssize_t simple_read_from_buffer(void *to, size_t count, loff_t *ppos,
				const void *from, size_t available);
ssize_t simple_write_to_buffer(void *to, size_t available, loff_t *ppos,
			       const void *from, size_t count);

/* --- text and memory --- */
void *memset(void *p, int c, size_t n);
void *memcpy(void *to, const void *from, size_t n);
void *memmove(void *to, const void *from, size_t n);
int memcmp(const void *a, const void *b, size_t n);
size_t strlen(const char *s);
size_t strnlen(const char *s, size_t n);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
char *strcpy(char *to, const char *from);
char *strncpy(char *to, const char *from, size_t n);
ssize_t strscpy(char *to, const char *from, size_t n);
size_t strlcpy(char *to, const char *from, size_t n);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);
char *strstr(const char *s, const char *t);
char *strsep(char **s, const char *delimiters);
int sscanf(const char *s, const char *fmt, ...);
int sprintf(char *s, const char *fmt, ...);
int snprintf(char *s, size_t n, const char *fmt, ...);
int scnprintf(char *s, size_t n, const char *fmt, ...);
int sysfs_emit(char *s, const char *fmt, ...);

/* --- errors and messages --- */
#define EPERM 1
#define ENOENT 2
#define EINTR 4
#define EIO 5
#define ENXIO 6
#define E2BIG 7
#define EAGAIN 11
#define ENOMEM 12
#define EACCES 13
#define EFAULT 14
#define EBUSY 16
#define EEXIST 17
#define ENODEV 19
#define EINVAL 22
#define ENOTTY 25
#define EFBIG 27
#define ENOSPC 28
#define ERANGE 34
#define ENOSYS 38
#define ENODATA 61
#define EOVERFLOW 75
#define EMSGSIZE 90
#define EOPNOTSUPP 95
#define ENOBUFS 105
#define ETIMEDOUT 110
#define ERESTARTSYS 512
#define ENOIOCTLCMD 515
#define EPROBE_DEFER 517
#define ENOTSUPP 524
#define MAX_ERRNO 4095
#define IS_ERR_VALUE(x) ((unsigned long)(void *)(x) >= \
	(unsigned long)-MAX_ERRNO)
static inline bool IS_ERR(const void *p) { return IS_ERR_VALUE(p); }
static inline bool IS_ERR_OR_NULL(const void *p)
{
	return !p || IS_ERR_VALUE(p);
}
static inline long PTR_ERR(const void *p) { return (long)p; }
static inline void *ERR_PTR(long error) { return (void *)error; }
static inline void *ERR_CAST(const void *p) { return (void *)p; }
#define PTR_ERR_OR_ZERO(p) (IS_ERR(p) ? (int)PTR_ERR(p) : 0)
__noreturn void panic(const char *fmt, ...);
#define BUG() __builtin_trap()
#define BUG_ON(x) do { if (x) BUG(); } while (0)
#define WARN_ON(x) (!!(x))
#define WARN_ON_ONCE(x) (!!(x))
#define WARN(x, ...) (!!(x))
#define WARN_ONCE(x, ...) (!!(x))
#define KERN_EMERG ""
#define KERN_ALERT ""
#define KERN_CRIT ""
#define KERN_ERR ""
#define KERN_WARNING ""
#define KERN_NOTICE ""
#define KERN_INFO ""
#define KERN_DEBUG ""
int printk(const char *fmt, ...);
#define pr_err(...) printk(__VA_ARGS__)
#define pr_warn(...) printk(__VA_ARGS__)
#define pr_notice(...) printk(__VA_ARGS__)
#define pr_info(...) printk(__VA_ARGS__)
#define pr_debug(...) do { } while (0)
void _dev_err(const struct device *dev, const char *fmt, ...);
#define dev_err(dev, ...) _dev_err(dev, __VA_ARGS__)
#define dev_warn(dev, ...) _dev_err(dev, __VA_ARGS__)
#define dev_info(dev, ...) _dev_err(dev, __VA_ARGS__)
#define dev_dbg(dev, ...) do { } while (0)
int dev_err_probe(const struct device *dev, int err, const char *fmt, ...);

/* --- lists, locks, waiting --- */
struct list_head { struct list_head *next, *prev; };
struct hlist_node { struct hlist_node *next, **pprev; };
struct hlist_head { struct hlist_node *first; };
struct rb_node { unsigned long color; struct rb_node *right, *left; };
struct rb_root { struct rb_node *rb_node; };
struct kref { refcount_t refcount; };
#define LIST_HEAD_INIT(name) { &(name), &(name) }
#define LIST_HEAD(name) struct list_head name = LIST_HEAD_INIT(name)
void INIT_LIST_HEAD(struct list_head *list);
void list_add(struct list_head *entry, struct list_head *head);
void list_add_tail(struct list_head *entry, struct list_head *head);
void list_del(struct list_head *entry);
void list_del_init(struct list_head *entry);
int list_empty(const struct list_head *head);
#define list_entry(p, t, m) container_of(p, t, m)
#define list_first_entry(p, t, m) list_entry((p)->next, t, m)
#define list_for_each_entry(pos, head, m) \
	for (pos = list_entry((head)->next, typeof(*pos), m); \
	     &pos->m != (head); pos = list_entry(pos->m.next, typeof(*pos), m))
#define list_for_each_entry_safe(pos, n, head, m) \
	for (pos = list_entry((head)->next, typeof(*pos), m), \
	     n = list_entry(pos->m.next, typeof(*pos), m); \
	     &pos->m != (head); \
	     pos = n, n = list_entry(n->m.next, typeof(*n), m))

typedef struct spinlock { int slock; } spinlock_t, raw_spinlock_t;
typedef struct { int lock; } rwlock_t;
struct mutex { int owner; struct list_head waiters; };
struct rw_semaphore { int count; };
struct semaphore { int count; };
struct completion { unsigned int done; };
typedef struct wait_queue_head { spinlock_t lock; } wait_queue_head_t;
struct work_struct { void (*func)(struct work_struct *work); };
struct timer_list { void (*function)(struct timer_list *timer);
		    unsigned long expires; };
struct delayed_work { struct work_struct work; struct timer_list timer; };
struct workqueue_struct;
struct task_struct;
#define DEFINE_MUTEX(name) struct mutex name
#define DEFINE_SPINLOCK(name) spinlock_t name
#define DECLARE_WAIT_QUEUE_HEAD(name) wait_queue_head_t name
void spin_lock_init(spinlock_t *lock);
void spin_lock(spinlock_t *lock);
void spin_unlock(spinlock_t *lock);
void spin_lock_bh(spinlock_t *lock);
void spin_unlock_bh(spinlock_t *lock);
void spin_lock_irq(spinlock_t *lock);
void spin_unlock_irq(spinlock_t *lock);
unsigned long _raw_spin_lock_irqsave(spinlock_t *lock);
void spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags);
#define spin_lock_irqsave(lock, flags) \
	((void)((flags) = _raw_spin_lock_irqsave(lock)))
void read_lock(rwlock_t *lock);
void read_unlock(rwlock_t *lock);
void write_lock(rwlock_t *lock);
void write_unlock(rwlock_t *lock);
void mutex_init(struct mutex *lock);
void mutex_lock(struct mutex *lock);
int mutex_lock_interruptible(struct mutex *lock);
int mutex_trylock(struct mutex *lock);
void mutex_unlock(struct mutex *lock);
void mutex_destroy(struct mutex *lock);
void rcu_read_lock(void);
void rcu_read_unlock(void);
void synchronize_rcu(void);
void init_waitqueue_head(wait_queue_head_t *wait);
void init_completion(struct completion *done);
void complete(struct completion *done);
void wait_for_completion(struct completion *done);
bool schedule_work(struct work_struct *work);
bool cancel_work_sync(struct work_struct *work);
#define INIT_WORK(w, f) ((void)((w)->func = (f)))
void msleep(unsigned int ms);
void udelay(unsigned long us);
void usleep_range(unsigned long min, unsigned long max);
void schedule(void);
int atomic_read(const atomic_t *v);
void atomic_set(atomic_t *v, int i);
void atomic_inc(atomic_t *v);
void atomic_dec(atomic_t *v);
int atomic_dec_and_test(atomic_t *v);
void kref_init(struct kref *kref);
void kref_get(struct kref *kref);
int kref_put(struct kref *kref, void (*release)(struct kref *kref));
void set_bit(long nr, volatile unsigned long *addr);
void clear_bit(long nr, volatile unsigned long *addr);
bool test_bit(long nr, const volatile unsigned long *addr);
bool test_and_set_bit(long nr, volatile unsigned long *addr);

/* --- modules --- */
struct module;
extern struct module __this_module;
#define THIS_MODULE (&__this_module)
struct kernel_param;
struct kernel_param_ops {
	unsigned int flags;
	int (*set)(const char *val, const struct kernel_param *kp);
	int (*get)(char *buffer, const struct kernel_param *kp);
	void (*free)(void *arg);
};
struct kernel_param {
	const char *name;
	const struct kernel_param_ops *ops;
	void *arg;
};
extern const struct kernel_param_ops param_ops_byte, param_ops_short,
	param_ops_ushort, param_ops_int, param_ops_uint, param_ops_long,
	param_ops_ulong, param_ops_ullong, param_ops_charp, param_ops_bool;
#define module_param_cb(name, ops, arg, perm) \
	static struct kernel_param __used __param_##name = { #name, ops, arg }
#define module_param_named(name, value, type, perm) \
	module_param_cb(name, &param_ops_##type, &value, perm)
#define module_param(name, type, perm) \
	module_param_named(name, name, type, perm)
#define module_init(fn) \
	int __attribute__((__alias__(#fn))) init_module(void)
#define module_exit(fn) \
	void __attribute__((__alias__(#fn))) cleanup_module(void)
#define MODULE_INFO(tag, info) _Static_assert(1, "")
#define MODULE_LICENSE(s) MODULE_INFO(license, s)
#define MODULE_AUTHOR(s) MODULE_INFO(author, s)
#define MODULE_DESCRIPTION(s) MODULE_INFO(description, s)
#define MODULE_VERSION(s) MODULE_INFO(version, s)
#define MODULE_ALIAS(s) MODULE_INFO(alias, s)
#define MODULE_FIRMWARE(s) MODULE_INFO(firmware, s)
#define MODULE_PARM_DESC(p, s) MODULE_INFO(parm, s)
#define MODULE_DEVICE_TABLE(type, name) _Static_assert(1, "")
#define MODULE_IMPORT_NS(ns) _Static_assert(1, "")
#define EXPORT_SYMBOL(s) _Static_assert(1, "")
#define EXPORT_SYMBOL_GPL(s) _Static_assert(1, "")
#define subsys_initcall(fn) module_init(fn)
#define late_initcall(fn) module_init(fn)
bool try_module_get(struct module *module);
void module_put(struct module *module);

/* --- files and devices --- */
struct inode;
struct file_operations;
struct dentry;
struct vm_area_struct {
	unsigned long vm_start, vm_end, vm_pgoff, vm_flags;
	void *vm_private_data;
};
struct cdev { const struct file_operations *ops; dev_t dev; };
struct inode {
	umode_t i_mode;
	loff_t i_size;
	dev_t i_rdev;
	void *i_private;
	struct cdev *i_cdev;
};
struct file {
	void *private_data;
	unsigned int f_flags;
	fmode_t f_mode;
	loff_t f_pos;
	const struct file_operations *f_op;
};
struct poll_table_struct;
struct iov_iter;
struct kiocb { struct file *ki_filp; loff_t ki_pos; };
struct file_operations {
	struct module *owner;
	loff_t (*llseek)(struct file *file, loff_t offset, int whence);
	ssize_t (*read)(struct file *file, char *to, size_t n, loff_t *pos);
	ssize_t (*write)(struct file *file, const char *from, size_t n,
			 loff_t *pos);
	ssize_t (*read_iter)(struct kiocb *iocb, struct iov_iter *iter);
	ssize_t (*write_iter)(struct kiocb *iocb, struct iov_iter *iter);
	__poll_t (*poll)(struct file *file, struct poll_table_struct *table);
	long (*unlocked_ioctl)(struct file *file, unsigned int cmd,
			       unsigned long arg);
	long (*compat_ioctl)(struct file *file, unsigned int cmd,
			     unsigned long arg);
	int (*mmap)(struct file *file, struct vm_area_struct *vma);
	int (*open)(struct inode *inode, struct file *file);
	int (*flush)(struct file *file, void *id);
	int (*release)(struct inode *inode, struct file *file);
	int (*fsync)(struct file *file, loff_t from, loff_t to, int data);
};
struct proc_ops {
	unsigned int proc_flags;
	int (*proc_open)(struct inode *inode, struct file *file);
	ssize_t (*proc_read)(struct file *file, char *to, size_t n,
			     loff_t *pos);
	ssize_t (*proc_write)(struct file *file, const char *from, size_t n,
			      loff_t *pos);
	int (*proc_release)(struct inode *inode, struct file *file);
};
struct kobject { const char *name; struct kobject *parent; };
struct attribute { const char *name; umode_t mode; };
struct attribute_group { const char *name; struct attribute **attrs; };
struct device_node;
struct device_driver {
	const char *name;
	struct module *owner;
	const void *of_match_table;
};
struct device {
	struct kobject kobj;
	struct device *parent;
	struct device_driver *driver;
	void *platform_data;
	void *driver_data;
	struct device_node *of_node;
};
struct device_attribute {
	struct attribute attr;
	ssize_t (*show)(struct device *dev, struct device_attribute *attr,
			char *buf);
	ssize_t (*store)(struct device *dev, struct device_attribute *attr,
			 const char *buf, size_t count);
};
#define __ATTR(n, m, s, t) { .attr = { .name = #n, .mode = m }, \
	.show = s, .store = t }
#define DEVICE_ATTR(n, m, s, t) \
	struct device_attribute dev_attr_##n = __ATTR(n, m, s, t)
#define DEVICE_ATTR_RW(n) DEVICE_ATTR(n, 0644, n##_show, n##_store)
#define DEVICE_ATTR_WO(n) DEVICE_ATTR(n, 0200, NULL, n##_store)
#define DEVICE_ATTR_RO(n) DEVICE_ATTR(n, 0444, n##_show, NULL)
struct resource { resource_size_t start, end; const char *name;
		  unsigned long flags; };
struct of_device_id { char compatible[128]; const void *data; };
struct platform_device_id { char name[20]; kernel_ulong_t driver_data; };
struct platform_device {
	const char *name;
	int id;
	struct device dev;
	u32 num_resources;
	struct resource *resource;
};
struct platform_driver {
	int (*probe)(struct platform_device *pdev);
	int (*remove)(struct platform_device *pdev);
	struct device_driver driver;
	const struct platform_device_id *id_table;
};
struct pci_device_id { u32 vendor, device, subvendor, subdevice, class,
		       class_mask; kernel_ulong_t driver_data; };
struct pci_dev { struct device dev; unsigned short vendor, device;
		 unsigned int irq; };
struct pci_driver {
	const char *name;
	const struct pci_device_id *id_table;
	int (*probe)(struct pci_dev *pdev, const struct pci_device_id *id);
	void (*remove)(struct pci_dev *pdev);
};
struct miscdevice {
	int minor;
	const char *name;
	const struct file_operations *fops;
	struct device *parent;
	umode_t mode;
};
struct seq_file { char *buf; size_t size, count; void *private; };
struct firmware { size_t size; const u8 *data; void *priv; };
struct sk_buff { struct net_device *dev; unsigned int len, data_len;
		 unsigned char *head, *data; };
struct net_device { char name[16]; unsigned int mtu; struct device dev; };
struct usb_device { struct device dev; };
struct usb_interface { struct device dev; };
struct scatterlist { unsigned int offset, length; dma_addr_t dma_address; };

#define MISC_DYNAMIC_MINOR 255
#define IRQ_NONE 0
#define IRQ_HANDLED 1
#define S_IRUGO 0444
#define S_IWUSR 0200
#define DMA_TO_DEVICE 1
#define DMA_FROM_DEVICE 2
#define DMA_BIDIRECTIONAL 0
#define _IOC(dir, type, nr, size) (((dir) << 30) | ((size) << 16) | \
	((type) << 8) | (nr))
#define _IO(type, nr) _IOC(0U, type, nr, 0)
#define _IOW(type, nr, t) _IOC(1U, type, nr, sizeof(t))
#define _IOR(type, nr, t) _IOC(2U, type, nr, sizeof(t))
#define _IOWR(type, nr, t) _IOC(3U, type, nr, sizeof(t))

int misc_register(struct miscdevice *misc);
void misc_deregister(struct miscdevice *misc);
#define module_misc_device(m) extern int kmcheck_misc
int platform_driver_register(struct platform_driver *driver);
void platform_driver_unregister(struct platform_driver *driver);
#define module_platform_driver(d) static int __used d##_init(void) \
	{ return platform_driver_register(&(d)); }
int pci_register_driver(struct pci_driver *driver);
void pci_unregister_driver(struct pci_driver *driver);
#define module_pci_driver(d) static int __used d##_init(void) \
	{ return pci_register_driver(&(d)); }
static inline void *dev_get_drvdata(const struct device *dev)
{
	return dev->driver_data;
}
static inline void dev_set_drvdata(struct device *dev, void *data)
{
	dev->driver_data = data;
}
#define platform_get_drvdata(p) dev_get_drvdata(&(p)->dev)
#define platform_set_drvdata(p, d) dev_set_drvdata(&(p)->dev, d)
#define pci_get_drvdata(p) dev_get_drvdata(&(p)->dev)
#define pci_set_drvdata(p, d) dev_set_drvdata(&(p)->dev, d)
int request_firmware(const struct firmware **fw, const char *name,
		     struct device *dev);
void release_firmware(const struct firmware *fw);
int of_property_read_u32(const struct device_node *np, const char *name,
			 u32 *value);
int device_property_read_u32(const struct device *dev, const char *name,
			     u32 *value);
dma_addr_t dma_map_single(struct device *dev, void *p, size_t n, int dir);
void dma_unmap_single(struct device *dev, dma_addr_t addr, size_t n, int dir);
void *dma_alloc_coherent(struct device *dev, size_t n, dma_addr_t *addr,
			 gfp_t gfp);
void dma_free_coherent(struct device *dev, size_t n, void *p, dma_addr_t addr);
void sg_init_one(struct scatterlist *sg, const void *p, unsigned int n);
struct sk_buff *alloc_skb(unsigned int size, gfp_t gfp);
void kfree_skb(struct sk_buff *skb);
u8 readb(const volatile void *p);
u16 readw(const volatile void *p);
u32 readl(const volatile void *p);
u64 readq(const volatile void *p);
u32 ioread32(const volatile void *p);
void writel(u32 v, volatile void *p);
void iowrite32(u32 v, volatile void *p);
int seq_printf(struct seq_file *seq, const char *fmt, ...);
loff_t no_llseek(struct file *file, loff_t offset, int whence);
bool capable(int capability);
#define CAP_SYS_ADMIN 21
#define le16_to_cpu(x) ((u16)(x))
#define le32_to_cpu(x) ((u32)(x))
#define le64_to_cpu(x) ((u64)(x))
#define cpu_to_le16(x) ((u16)(x))
#define cpu_to_le32(x) ((u32)(x))
#define cpu_to_le64(x) ((u64)(x))
#define be16_to_cpu(x) __builtin_bswap16(x)
#define be32_to_cpu(x) __builtin_bswap32(x)
#define be64_to_cpu(x) __builtin_bswap64(x)
#define cpu_to_be16(x) __builtin_bswap16(x)
#define cpu_to_be32(x) __builtin_bswap32(x)
#define cpu_to_be64(x) __builtin_bswap64(x)
#define ntohs(x) __builtin_bswap16(x)
#define ntohl(x) __builtin_bswap32(x)
#define htons(x) __builtin_bswap16(x)
#define htonl(x) __builtin_bswap32(x)

#endif
