// SPDX-License-Identifier: GPL-2.0-only
///
/// Find requests that are larger than kmalloc() can return (always, or up to a
/// bound) and that kvmalloc() can serve: everything that frees the memory is in
/// the same file, nothing maps it or hands it on, and nothing there is atomic.
///
// The limit is that of the kernel that is built here, else 4 MiB; SPFLAGS="-D
// limit=BYTES" sets another, "-D release=X.Y" the release.
// The tree's own kvmalloc.cocci finds open-coded fallbacks to vmalloc(); this
// one finds requests that have none.
//
// Confidence: Moderate
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
RULE, LEVEL = 'oversize-constant', 'WARNING'

def is_site(name, arguments, positions):
    return (str(name) in KV and
            (is_oversize(name, arguments, positions) or
             is_bound_oversize(name, arguments, positions)) and
            plan(name, arguments, positions))

RELEASES = [
    ('0', '6.0', 'order_symbol', 'CONFIG_FORCE_MAX_ZONEORDER'),
    ('0', '6.0', 'order_is_inclusive', 'no'),
    ('6.1', '6.3', 'order_symbol', 'CONFIG_ARCH_FORCE_MAX_ORDER'),
    ('6.1', '6.3', 'order_is_inclusive', 'no'),
    ('6.4', '6.7', 'order_symbol', 'CONFIG_ARCH_FORCE_MAX_ORDER'),
    ('6.4', '6.7', 'order_is_inclusive', 'yes'),
    ('6.8', '999', 'order_symbol', 'CONFIG_ARCH_FORCE_MAX_ORDER'),
    ('6.8', '999', 'order_is_inclusive', 'yes'),
    ('0', '999', 'cache_shift', '1'),
    ('0', '999', 'percpu_max', '32768'),
    ('0', '5.14', 'devres_words', '3'),
    ('5.15', '7.0', 'devres_words', '5'),
    ('7.1', '999', 'devres_words', '7'),
    ('0', '999', 'drmres_words', '5'),
    ('0', '999', 'skb_bytes', '320'),
    ('0', '5.14', 'kvmalloc_max', '0'),
    ('5.15', '999', 'kvmalloc_max', '2147483647'),
]
USUAL = {'page_shift': 12, 'max_order': 10, 'long_bytes': 8, 'devres_align': 8}
PAGE_SHIFTS = ('PAGE_SHIFT', 'CONFIG_PAGE_SHIFT', 'CONFIG_ARM64_PAGE_SHIFT', 'CONFIG_PPC_PAGE_SHIFT', 'HEXAGON_PGSHIFT', )
NOWARN = ('__GFP_NOWARN', )
ALLOCATORS = {
    'kmalloc': ('(size_t)($1)', 'kmalloc'),
    '__kmalloc': ('(size_t)($1)', 'kmalloc'),
    'kmalloc_large': ('(size_t)($1)', 'kmalloc'),
    'kzalloc': ('(size_t)($1)', 'kmalloc'),
    'kmalloc_node': ('(size_t)($1)', 'kmalloc'),
    '__kmalloc_node': ('(size_t)($1)', 'kmalloc'),
    'kmalloc_large_node': ('(size_t)($1)', 'kmalloc'),
    'kzalloc_node': ('(size_t)($1)', 'kmalloc'),
    'kmalloc_array': ('size_mul((size_t)($1), (size_t)($2))', 'kmalloc'),
    'kcalloc': ('size_mul((size_t)($1), (size_t)($2))', 'kmalloc'),
    'kmalloc_array_node': ('size_mul((size_t)($1), (size_t)($2))', 'kmalloc'),
    'kcalloc_node': ('size_mul((size_t)($1), (size_t)($2))', 'kmalloc'),
    'krealloc': ('(size_t)($2)', 'kmalloc'),
    '__krealloc': ('(size_t)($2)', 'kmalloc'),
    'krealloc_node': ('$2', 'kmalloc'),
    'krealloc_node_align': ('(size_t)($2)', 'kmalloc'),
    'krealloc_array': ('size_mul((size_t)($2), (size_t)($3))', 'kmalloc'),
    'kmalloc_track_caller': ('(size_t)($1)', 'kmalloc'),
    '__kmalloc_track_caller': ('(size_t)($1)', 'kmalloc'),
    '__kmalloc_node_track_caller': ('(size_t)($1)', 'kmalloc'),
    'kmalloc_node_track_caller': ('(size_t)($1)', 'kmalloc'),
    'kmalloc_nolock': ('(size_t)($1)', 'cache'),
    'kmem_buckets_alloc': ('$2', 'kmalloc'),
    'kmem_buckets_alloc_track_caller': ('$2', 'kmalloc'),
    'kmalloc_obj': ('sizeof($1)', 'kmalloc'),
    'kzalloc_obj': ('sizeof($1)', 'kmalloc'),
    'kmalloc_objs': ('size_mul(sizeof($1), $2)', 'kmalloc'),
    'kzalloc_objs': ('size_mul(sizeof($1), $2)', 'kmalloc'),
    'kmalloc_flex': ('struct_size_t($1, $2, $3)', 'kmalloc'),
    'kzalloc_flex': ('struct_size_t($1, $2, $3)', 'kmalloc'),
    'kmem_cache_create': ('(size_t)($2)', 'kmalloc'),
    '__kmem_cache_create': ('(size_t)($2)', 'kmalloc'),
    '__kmem_cache_create_args': ('(size_t)($2)', 'kmalloc'),
    '__kmem_cache_default_args': ('(size_t)($2)', 'kmalloc'),
    'kmem_cache_create_usercopy': ('(size_t)($2)', 'kmalloc'),
    'KMEM_CACHE': ('sizeof(struct $1)', 'kmalloc'),
    'kmemdup': ('(size_t)($2)', 'kmalloc'),
    'kmemdup_array': ('size_mul((size_t)($2), (size_t)($3))', 'kmalloc'),
    'kmemdup_nul': ('((size_t)($2) + 1)', 'kmalloc'),
    'memdup_user': ('(size_t)($2)', 'kmalloc'),
    'memdup_array_user': ('size_mul((size_t)($2), (size_t)($3))', 'kmalloc'),
    'memdup_user_nul': ('((size_t)($2) + 1)', 'kmalloc'),
    'memdup_sockptr': ('(size_t)($2)', 'kmalloc'),
    'memdup_sockptr_nul': ('((size_t)($2) + 1)', 'kmalloc'),
    'kvmalloc': ('(size_t)($1)', 'kvmalloc'),
    'kvzalloc': ('(size_t)($1)', 'kvmalloc'),
    'kvmalloc_node': ('(size_t)($1)', 'kvmalloc'),
    'kvzalloc_node': ('(size_t)($1)', 'kvmalloc'),
    'kvmalloc_array': ('size_mul((size_t)($1), (size_t)($2))', 'kvmalloc'),
    '__kvmalloc_array': ('size_mul((size_t)($1), (size_t)($2))', 'kvmalloc'),
    'kvcalloc': ('size_mul((size_t)($1), (size_t)($2))', 'kvmalloc'),
    'kvcalloc_node': ('size_mul((size_t)($1), (size_t)($2))', 'kvmalloc'),
    'kvmemdup': ('(size_t)($2)', 'kvmalloc'),
    'kvrealloc': ('(size_t)($3)', 'kvmalloc'),
    'vmemdup_user': ('(size_t)($2)', 'kvmalloc'),
    'vmemdup_array_user': ('size_mul((size_t)($2), (size_t)($3))', 'kvmalloc'),
    'kvmemdup_bpfptr': ('(size_t)($2)', 'kvmalloc'),
    '__get_free_pages': ('(size_t)($2)', 'order'),
    '__get_dma_pages': ('$2', 'order'),
    'alloc_pages': ('(size_t)($2)', 'order'),
    'alloc_pages_node': ('(size_t)($3)', 'order'),
    '__alloc_pages_node': ('(size_t)($3)', 'order'),
    '__alloc_pages': ('(size_t)($2)', 'order'),
    '__alloc_pages_nodemask': ('(size_t)($2)', 'order'),
    'folio_alloc': ('(size_t)($2)', 'order'),
    '__folio_alloc': ('(size_t)($2)', 'order'),
    'dev_alloc_pages': ('$1', 'order'),
    '__dev_alloc_pages': ('(size_t)($2)', 'order'),
    'devm_get_free_pages': ('(size_t)($3)', 'order'),
    'alloc_pages_exact': ('(size_t)($1)', 'kmalloc'),
    'alloc_pages_exact_nid': ('(size_t)($2)', 'kmalloc'),
    'page_frag_alloc': ('(size_t)($2)', 'frag'),
    'page_frag_alloc_align': ('(size_t)($2)', 'frag'),
    '__page_frag_alloc_align': ('(size_t)($2)', 'frag'),
    'netdev_alloc_frag': ('(size_t)($1)', 'frag'),
    'netdev_alloc_frag_align': ('(size_t)($1)', 'frag'),
    '__netdev_alloc_frag_align': ('(size_t)($1)', 'frag'),
    'napi_alloc_frag': ('(size_t)($1)', 'frag'),
    'napi_alloc_frag_align': ('(size_t)($1)', 'frag'),
    '__napi_alloc_frag_align': ('(size_t)($1)', 'frag'),
    '__alloc_percpu': ('(size_t)($1)', 'percpu'),
    '__alloc_percpu_gfp': ('(size_t)($1)', 'percpu'),
    'alloc_percpu': ('sizeof($1)', 'percpu'),
    'devm_alloc_percpu': ('sizeof($2)', 'percpu'),
    '__devm_alloc_percpu': ('(size_t)($2)', 'percpu'),
    'devm_kmalloc': ('(size_t)($2)', 'devres'),
    'devm_kzalloc': ('(size_t)($2)', 'devres'),
    'devm_kmalloc_array': ('size_mul((size_t)($2), (size_t)($3))', 'devres'),
    'devm_kcalloc': ('size_mul((size_t)($2), (size_t)($3))', 'devres'),
    'devm_krealloc': ('(size_t)($3)', 'devres'),
    'devm_krealloc_array': ('size_mul((size_t)($3), (size_t)($4))', 'devres'),
    'devm_kmemdup': ('(size_t)($3)', 'devres'),
    'devm_kmemdup_array': ('size_mul((size_t)($3), (size_t)($4))', 'devres'),
    'devm_kmemdup_const': ('(size_t)($3)', 'devres'),
    'devres_alloc': ('(size_t)($2)', 'devres'),
    '__devres_alloc_node': ('(size_t)($2)', 'devres'),
    'devres_alloc_node': ('(size_t)($2)', 'devres'),
    'devm_bitmap_alloc': ('size_mul(DIV_ROUND_UP((size_t)($2), (8 * sizeof(long))), sizeof(long))', 'kmalloc'),
    'devm_bitmap_zalloc': ('size_mul(DIV_ROUND_UP((size_t)($2), (8 * sizeof(long))), sizeof(long))', 'kmalloc'),
    'drmm_kmalloc': ('(size_t)($2)', 'drmres'),
    'drmm_kzalloc': ('(size_t)($2)', 'drmres'),
    'drmm_kmalloc_array': ('size_mul((size_t)($2), (size_t)($3))', 'drmres'),
    'drmm_kcalloc': ('size_mul((size_t)($2), (size_t)($3))', 'drmres'),
    'kunit_kmalloc': ('(size_t)($2)', 'kmalloc'),
    'kunit_kzalloc': ('(size_t)($2)', 'kmalloc'),
    'kunit_kmalloc_array': ('size_mul((size_t)($2), (size_t)($3))', 'kmalloc'),
    'kunit_kcalloc': ('size_mul((size_t)($2), (size_t)($3))', 'kmalloc'),
    'mempool_create_kmalloc_pool': ('(size_t)($2)', 'kmalloc'),
    'mempool_init_kmalloc_pool': ('(size_t)($3)', 'kmalloc'),
    'mempool_create_page_pool': ('(size_t)($2)', 'order'),
    'mempool_init_page_pool': ('(size_t)($3)', 'order'),
    'kfifo_alloc': ('roundup_pow_of_two($2)', 'kmalloc'),
    '__kfifo_alloc': ('size_mul(roundup_pow_of_two((size_t)($2)), (size_t)($3))', 'kmalloc'),
    'kfifo_alloc_node': ('roundup_pow_of_two($2)', 'kmalloc'),
    '__kfifo_alloc_node': ('size_mul(roundup_pow_of_two((size_t)($2)), (size_t)($3))', 'kmalloc'),
    'bitmap_alloc': ('size_mul(DIV_ROUND_UP((size_t)($1), (8 * sizeof(long))), sizeof(long))', 'kmalloc'),
    'bitmap_alloc_node': ('size_mul(DIV_ROUND_UP((size_t)($1), (8 * sizeof(long))), sizeof(long))', 'kmalloc'),
    'bitmap_zalloc': ('size_mul(DIV_ROUND_UP((size_t)($1), (8 * sizeof(long))), sizeof(long))', 'kmalloc'),
    'bitmap_zalloc_node': ('size_mul(DIV_ROUND_UP((size_t)($1), (8 * sizeof(long))), sizeof(long))', 'kmalloc'),
    'alloc_skb': ('(size_t)($1)', 'skb'),
    'alloc_skb_fclone': ('(size_t)($1)', 'skb'),
    '__alloc_skb': ('(size_t)($1)', 'skb'),
    'dev_alloc_skb': ('(size_t)($1)', 'skb'),
    '__dev_alloc_skb': ('(size_t)($1)', 'skb'),
    'netdev_alloc_skb': ('(size_t)($2)', 'skb'),
    '__netdev_alloc_skb': ('(size_t)($2)', 'skb'),
    'netdev_alloc_skb_ip_align': ('(size_t)($2)', 'skb'),
    '__netdev_alloc_skb_ip_align': ('(size_t)($2)', 'skb'),
    'napi_alloc_skb': ('(size_t)($2)', 'skb'),
    '__napi_alloc_skb': ('(size_t)($2)', 'skb'),
    'bt_skb_alloc': ('((size_t)($1) + 8)', 'skb'),
    'nfc_alloc_recv_skb': ('((size_t)($1) + 1)', 'skb'),
    'sock_wmalloc': ('(size_t)($2)', 'skb'),
    'nlmsg_new': ('round_up(((size_t)($1) + 16), 4)', 'skb'),
    'genlmsg_new': ('round_up((round_up(((size_t)($1) + 4), 4) + 16), 4)', 'skb'),
    'usb_alloc_urb': ('size_mul((size_t)($1), 16)', 'kmalloc'),
    'scsi_host_alloc': ('(size_t)($2)', 'kmalloc'),
    'mmc_alloc_host': ('(size_t)($1)', 'kmalloc'),
    'devm_mmc_alloc_host': ('(size_t)($2)', 'kmalloc'),
    '__spi_alloc_controller': ('(size_t)($2)', 'kmalloc'),
    '__devm_spi_alloc_controller': ('(size_t)($2)', 'kmalloc'),
    'iio_device_alloc': ('(size_t)($2)', 'kmalloc'),
    'devm_iio_device_alloc': ('(size_t)($2)', 'kmalloc'),
    'framebuffer_alloc': ('(size_t)($1)', 'kmalloc'),
    'wiphy_new_nm': ('(size_t)($2)', 'kmalloc'),
    'ieee80211_alloc_hw_nm': ('(size_t)($1)', 'kmalloc'),
    'rproc_alloc': ('(size_t)($5)', 'kmalloc'),
    'devm_rproc_alloc': ('(size_t)($5)', 'kmalloc'),
    '__seq_open_private': ('(size_t)($3)', 'kmalloc'),
    'seq_open_private': ('(size_t)($3)', 'kmalloc'),
    'acpi_os_allocate': ('(size_t)($1)', 'kmalloc'),
    'acpi_os_allocate_zeroed': ('(size_t)($1)', 'kmalloc'),
    'f2fs_kmalloc': ('(size_t)($2)', 'kmalloc'),
    'f2fs_kzalloc': ('(size_t)($2)', 'kmalloc'),
    'f2fs_kvmalloc': ('(size_t)($2)', 'kvmalloc'),
    'f2fs_kvzalloc': ('(size_t)($2)', 'kvmalloc'),
    'kmem_alloc': ('(size_t)($1)', 'kmalloc'),
    'kmem_zalloc': ('(size_t)($1)', 'kmalloc'),
    'bpf_map_kmalloc_node': ('(size_t)($2)', 'kmalloc'),
    'bpf_map_kmalloc_nolock': ('(size_t)($2)', 'cache'),
    'bpf_map_kzalloc': ('(size_t)($2)', 'kmalloc'),
    'bpf_map_kvcalloc': ('size_mul((size_t)($2), (size_t)($3))', 'kvmalloc'),
    'uverbs_alloc': ('(size_t)($2)', 'kvmalloc'),
    'uverbs_zalloc': ('(size_t)($2)', 'kvmalloc'),
    'uverbs_kcalloc': ('size_mul((size_t)($2), (size_t)($3))', 'kvmalloc'),
}
HELPERS = {
    'size_add': 'size_add',
    'size_sub': 'size_sub',
    'size_mul': 'size_mul',
    'array_size': 'array_size',
    'array3_size': 'array3_size',
    'flex_array_size': 'flex_array_size',
    '__must_check_overflow': 'identity',
    'kmalloc_size_roundup': 'roundup_pow_of_two',
    'min': 'min',
    'umin': 'min',
    'max': 'max',
    'umax': 'max',
    'clamp': 'clamp',
    'abs': 'abs',
    'labs': 'abs',
    'llabs': 'abs',
    '__builtin_abs': 'abs',
    '__builtin_labs': 'abs',
    '__builtin_llabs': 'abs',
    'round_up': 'round_up',
    'roundup': 'round_up',
    'round_down': 'round_down',
    'rounddown': 'round_down',
    'roundup_pow_of_two': 'roundup_pow_of_two',
    '__roundup_pow_of_two': 'roundup_pow_of_two',
    'rounddown_pow_of_two': 'rounddown_pow_of_two',
    '__rounddown_pow_of_two': 'rounddown_pow_of_two',
    'ilog2': 'ilog2',
    '__ilog2_u32': 'ilog2',
    '__ilog2_u64': 'ilog2',
    '__fls': 'ilog2',
    'generic___fls': 'ilog2',
    'fls': 'fls',
    'generic_fls': 'fls',
    'fls_long': 'fls',
    'fls64': 'fls64',
    'ffs': 'ffs',
    'generic_ffs': 'ffs',
    'variable_ffs': 'ffs',
    '__builtin_ffs': 'ffs',
    '__builtin_ffsl': 'ffs',
    '__builtin_ffsll': 'ffs',
    '__ffs': 'ctz',
    'generic___ffs': 'ctz',
    'variable__ffs': 'ctz',
    '__ffs64': 'ctz',
    '__builtin_ctz': 'ctz',
    '__builtin_ctzl': 'ctz',
    '__builtin_ctzll': 'ctz',
    'ffz': 'range',
    'variable_ffz': 'range',
    '__builtin_clzl': 'clz',
    '__builtin_clzll': 'clz',
    '__builtin_clz': 'clz',
    'get_order': 'get_order',
    '__arch_hweight32': 'hweight',
    '__arch_hweight64': 'hweight',
    '__sw_hweight32': 'hweight',
    '__sw_hweight64': 'hweight',
    'hweight32': 'hweight',
    'hweight64': 'hweight',
    'hweight_long': 'hweight',
    '__builtin_popcount': 'hweight',
    '__builtin_popcountl': 'hweight',
    '__builtin_popcountll': 'hweight',
    '__arch_hweight16': 'hweight',
    '__sw_hweight16': 'hweight',
    'hweight16': 'hweight',
    '__arch_hweight8': 'hweight',
    '__sw_hweight8': 'hweight',
    'hweight8': 'hweight',
    'array_index_nospec': 'array_index_nospec',
    'array_index_mask_nospec': 'index_mask',
    '__fswab16': 'byteswap',
    '__fswab32': 'byteswap',
    '__fswab64': 'byteswap',
    '__swab': 'byteswap',
    '__swab16': 'byteswap',
    '__swab32': 'byteswap',
    '__swab64': 'byteswap',
    '__arch_swab32': 'byteswap',
    '__arch_swab64': 'byteswap',
    '__builtin_bswap16': 'byteswap',
    '__builtin_bswap32': 'byteswap',
    '__builtin_bswap64': 'byteswap',
    'strlen': 'strlen',
    '__builtin_strlen': 'strlen',
    '__fortify_strlen': 'strlen',
    '__underlying_strlen': 'strlen',
    'strnlen': 'strnlen',
    '__builtin_strnlen': 'strnlen',
    '__real_strnlen': 'strnlen',
    'memcpy': 'memcpy',
    '__memcpy': 'memcpy',
    '__builtin_memcpy': 'memcpy',
    '__underlying_memcpy': 'memcpy',
    'memmove': 'memcpy',
    '__memmove': 'memcpy',
    '__builtin_memmove': 'memcpy',
    '__underlying_memmove': 'memcpy',
    'memcpy_flushcache': 'memcpy',
    '__memcpy_flushcache': 'memcpy',
    '__builtin___memcpy_chk': 'memcpy',
    '__builtin___memmove_chk': 'memcpy',
    'memset': 'memset',
    '__memset': 'memset',
    '__builtin_memset': 'memset',
    '__underlying_memset': 'memset',
    '__builtin___memset_chk': 'memset',
    'snprintf': 'snprintf',
    'scnprintf': 'snprintf',
    'vsnprintf': 'snprintf',
    'vscnprintf': 'snprintf',
    '__builtin_snprintf': 'snprintf',
    'strscpy': 'snprintf',
    'sized_strscpy': 'snprintf',
    '__real_strscpy': 'snprintf',
    'strscpy_pad': 'snprintf',
    'strlcpy': 'snprintf',
    'strlcat': 'snprintf',
    'IS_ERR': 'is_err',
    'PTR_ERR': 'ptr_err',
    'ERR_PTR': 'err_ptr',
    'ERR_CAST': 'identity',
    '__must_check_fn': 'identity',
    'kasan_reset_tag': 'identity',
    'dev_err_probe': 'identity',
    'kmap': 'nonnull',
    'kmap_local_page': 'nonnull',
    'kmap_local_folio': 'nonnull',
    'kmap_atomic': 'nonnull',
    'page_address': 'nonnull',
    'lowmem_page_address': 'nonnull',
    'panic': 'noreturn',
    'nmi_panic': 'noreturn',
    'vpanic': 'noreturn',
    'do_exit': 'noreturn',
    'make_task_dead': 'noreturn',
    'kthread_exit': 'noreturn',
    'kthread_complete_and_exit': 'noreturn',
    'complete_and_exit': 'noreturn',
    'do_group_exit': 'noreturn',
    'fortify_panic': 'noreturn',
    '__fortify_panic': 'noreturn',
    '__stack_chk_fail': 'noreturn',
    'machine_restart': 'noreturn',
    '__builtin_trap': 'noreturn',
}

KV = {
    'kmalloc': ('kvmalloc', 2, '4.12'),
    'kzalloc': ('kvzalloc', 2, '4.12'),
    'kmalloc_node': ('kvmalloc_node', 2, '4.12'),
    'kzalloc_node': ('kvzalloc_node', 2, '4.12'),
    'kmalloc_array': ('kvmalloc_array', 3, '4.12'),
    'kcalloc': ('kvcalloc', 3, '4.18'),
    'kmalloc_track_caller': ('kvmalloc', 2, '4.12'),
    'kmalloc_node_track_caller': ('kvmalloc_node', 2, '4.12'),
    'kmem_buckets_alloc': ('kmem_buckets_valloc', 3, '6.12'),
    'kmem_buckets_alloc_track_caller': ('kmem_buckets_valloc', 3, '6.12'),
    'kmalloc_obj': ('kvmalloc_obj', 2, '7.0'),
    'kzalloc_obj': ('kvzalloc_obj', 2, '7.0'),
    'kmalloc_objs': ('kvmalloc_objs', 3, '7.0'),
    'kzalloc_objs': ('kvzalloc_objs', 3, '7.0'),
    'kmalloc_flex': ('kvmalloc_flex', 4, '7.0'),
    'kzalloc_flex': ('kvzalloc_flex', 4, '7.0'),
    'kmemdup': ('kvmemdup', 3, '6.3'),
    'f2fs_kmalloc': ('f2fs_kvmalloc', 3, '4.12'),
    'f2fs_kzalloc': ('f2fs_kvzalloc', 3, '4.12'),
}
KV_FREES = {
    'kfree': 'kvfree',
    'kvfree': 'kvfree',
    'kvfree_atomic': 'kvfree_atomic',
    'kvfree_sensitive': 'kvfree_sensitive',
    'kfree_rcu': 'kvfree_rcu',
    'kvfree_rcu': 'kvfree_rcu',
    'bitmap_free': 'kvfree',
    'bpf_map_area_free': 'bpf_map_area_free',
    'kmem_free': 'kmem_free',
}
ATOMIC = ('spin_lock', '_raw_spin_lock', '_raw_spin_lock_nested', 'raw_spin_lock', '_raw_spin_trylock', 'spin_trylock', 'spin_lock_bh', '_raw_spin_lock_bh', '_raw_spin_trylock_bh', 'spin_lock_irq', '_raw_spin_lock_irq', 'raw_spin_lock_irq', 'spin_lock_irqsave', '_raw_spin_lock_irqsave', 'raw_spin_lock_irqsave', '_raw_spin_lock_irqsave_nested', 'read_lock', '_raw_read_lock', 'read_lock_bh', '_raw_read_lock_bh', 'read_lock_irq', '_raw_read_lock_irq', '_raw_read_lock_irqsave', 'write_lock', '_raw_write_lock', 'write_lock_bh', '_raw_write_lock_bh', 'write_lock_irq', '_raw_write_lock_irq', '_raw_write_lock_irqsave', 'local_irq_disable', 'local_irq_save', 'arch_local_irq_disable', 'arch_local_irq_save', 'raw_local_irq_disable', 'local_bh_disable', '__local_bh_disable_ip', 'preempt_disable', 'preempt_count_add', '__preempt_count_add', 'rcu_read_lock', '__rcu_read_lock', 'rcu_read_lock_bh', 'rcu_read_lock_sched', 'bit_spin_lock', 'hlist_bl_lock', 'kmap_atomic', 'write_seqlock', 'write_seqlock_bh', 'write_seqlock_irq', 'get_cpu', 'get_cpu_ptr', )
ATOMIC_FIELDS = ('ndo_start_xmit', 'ndo_select_queue', 'ndo_poll_controller', 'ndo_features_check', 'function', 'function', 'func', 'callback', 'handler', 'func', 'func', 'callback', 'callback_result', 'bi_end_io', 'pre_handler', 'post_handler', 'start_tx', 'stop_tx', 'set_mctrl', 'get_mctrl', 'stop_rx', 'tx_empty', 'enable_ms', 'hook', 'func', 'irq_mask', 'irq_unmask', 'irq_ack', 'irq_eoi', 'irq_enable', 'irq_disable', 'poll', 'complete', 'complete', 'func', 'trigger', 'pointer', 'queue_rq', 'complete', 'queuecommand', 'eh_timed_out', )
ATOMIC_CALLBACKS = ('request_irq:2', 'devm_request_irq:3', 'request_threaded_irq:2', 'devm_request_threaded_irq:3', 'request_percpu_irq:2', 'init_timer_key:2', 'timer_init_key:2', 'timer_setup:2', 'tasklet_init:2', 'tasklet_setup:2', 'netif_napi_add:3', 'netif_napi_add_weight:3', 'netif_napi_add_weight_locked:3', 'hrtimer_setup:2', 'call_rcu:2', 'call_rcu_hurry:2', 'usb_fill_bulk_urb:6', 'usb_fill_int_urb:6', 'usb_fill_control_urb:7', 'smp_call_function_single:2', 'on_each_cpu:1', 'smp_call_function:1', 'atomic_notifier_chain_register:2', )
BLOCKING = ('GFP_KERNEL', 'GFP_KERNEL_ACCOUNT', 'GFP_USER', 'GFP_HIGHUSER', 'GFP_HIGHUSER_MOVABLE', )
COPIES = ('strlen', '__builtin_strlen', '__fortify_strlen', '__underlying_strlen', 'strnlen', '__builtin_strnlen', '__real_strnlen', 'memcpy', '__memcpy', '__builtin_memcpy', '__underlying_memcpy', 'memmove', '__memmove', '__builtin_memmove', '__underlying_memmove', 'memcpy_flushcache', '__memcpy_flushcache', '__builtin___memcpy_chk', '__builtin___memmove_chk', 'memset', '__memset', '__builtin_memset', '__underlying_memset', '__builtin___memset_chk', 'snprintf', 'scnprintf', 'vsnprintf', 'vscnprintf', '__builtin_snprintf', 'strscpy', 'sized_strscpy', '__real_strscpy', 'strscpy_pad', 'strlcpy', 'strlcat', 'copy_from_user', '_copy_from_user', '__copy_from_user', 'raw_copy_from_user', '_inline_copy_from_user', '__copy_from_user_inatomic', 'copy_from_user_nofault', 'copy_from_user_nmi', '__copy_from_user_inatomic_nocache', 'copy_struct_from_user', 'get_user', '__get_user', 'unsafe_get_user', 'get_user_nocheck', 'strncpy_from_user', 'strncpy_from_user_nofault', 'simple_write_to_buffer', 'copy_from_iter', '_copy_from_iter', 'copy_from_iter_full', 'copy_from_iter_nocache', '_copy_from_iter_nocache', '_copy_from_iter_flushcache', 'copy_from_iter_full_nocache', 'csum_and_copy_from_iter', 'csum_and_copy_from_iter_full', 'memcpy_from_msg', 'copy_from_sockptr', 'copy_from_bpfptr', 'strncpy_from_sockptr', 'strncpy_from_bpfptr', 'copy_from_sockptr_offset', 'copy_from_bpfptr_offset', 'copy_safe_from_sockptr', 'copy_struct_from_sockptr', 'import_iovec', '_uverbs_copy_from', '_uverbs_copy_from_or_zero', 'ib_copy_from_udata', 'uverbs_request_start', 'uverbs_request_next', 'kstrtoul', 'kstrtol', 'kstrtoull', 'kstrtoll', '_kstrtoul', '_kstrtol', 'kstrtouint', 'kstrtoint', 'kstrtou8', 'kstrtos8', 'kstrtou16', 'kstrtos16', 'kstrtou32', 'kstrtos32', 'kstrtou64', 'kstrtos64', 'strict_strtoul', 'kstrtoul_from_user', 'kstrtol_from_user', 'kstrtoull_from_user', 'kstrtoll_from_user', 'kstrtouint_from_user', 'kstrtoint_from_user', 'kstrtou8_from_user', 'kstrtos8_from_user', 'kstrtou16_from_user', 'kstrtos16_from_user', 'kstrtou32_from_user', 'kstrtos32_from_user', 'kstrtou64_from_user', 'kstrtos64_from_user', 'simple_strtoul', 'simple_strtol', 'simple_strtoull', 'simple_strtoll', 'memparse', 'sscanf', 'match_int', 'match_uint', 'match_octal', 'match_hex', 'match_u64', 'fs_parse', '__fs_parse', 'get_option', 'get_options', 'nla_memcpy', 'nla_strscpy', 'nla_strlcpy', 'kernel_recvmsg', 'skb_copy_bits', 'xdr_stream_decode_u32', 'xdr_stream_decode_u64', 'usb_control_msg_recv', 'usbnet_read_cmd', 'usbnet_read_cmd_nopm', 'xenbus_scanf', 'virtio_cread_bytes', '__virtio_cread_many', 'device_property_read_u32', 'device_property_read_u16', 'device_property_read_u8', 'device_property_read_u64', 'fwnode_property_read_u32', 'of_property_read_u32', 'of_property_read_u16', 'of_property_read_u8', 'of_property_read_u64', 'of_property_read_s32', 'of_get_property', 'device_property_read_u32_array', 'device_property_read_u16_array', 'device_property_read_u8_array', 'device_property_read_u64_array', 'fwnode_property_read_u32_array', 'fwnode_property_read_u16_array', 'fwnode_property_read_u8_array', 'fwnode_property_read_u64_array', 'of_property_read_u32_array', 'of_property_read_u16_array', 'of_property_read_u8_array', 'of_property_read_u64_array', 'of_property_read_variable_u32_array', 'of_property_read_variable_u16_array', 'of_property_read_variable_u8_array', 'of_property_read_variable_u64_array', 'of_property_read_u32_index', 'acpi_evaluate_integer', 'memcpy_fromio', '__memcpy_fromio', 'regmap_read', 'regmap_bulk_read', 'regmap_raw_read', 'pci_read_config_byte', 'pci_read_config_word', 'pci_read_config_dword', 'pci_user_read_config_dword', 'pcie_capability_read_word', 'pcie_capability_read_dword', )

# What one source file says by itself: its macros, enumerators, constants and
# types, and whether a line of it is compiled and can run. Nothing is guessed:
# what a file alone does not tell is Unknown, and Unknown is never reported.

#
# Coccinelle reads this before Python does: two slashes begin a comment, and
# an odd quote or a bracket and a star end in a syntax error far below.

import os
import re
from collections import namedtuple

class Unknown(Exception):
    pass

# bits is 0 for what is no integer; of: what an array or pointer is made of;
# members: name -> Type of a record.
Type = namedtuple('Type', 'size align bits signed of members')

COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*|\x22(?:\\.|[^\x22\\\n])*\x22|'
                     r'\x27(?:\\.|[^\x27\\\n])*\x27', re.S)
TOKEN = re.compile(r'\s*(?:(0[xXbB][0-9a-fA-F]+|\d+)([uUlL]*)\b|([A-Za-z_]\w*)|'
                   r'(\x27(?:\\.|[^\x27\\])\x27)|'
                   r'(<<|>>|<=|>=|==|!=|&&|\|\||->|##|[-+*/%&|^~!<>?:()\[\],.{};=])|'
                   r'(\S))')

def above(number, step):
    """The next multiple."""
    return number + -number % step

def spaces(text):
    """As much of nothing, on as many lines."""
    return '\n'.join(' ' * len(line) for line in text.split('\n'))

def blank(match):
    """Comments and directives; strings and characters are kept."""
    text = match.group()
    return text if text[0] in '\x22\x27' else spaces(text)

def tokens(text):
    return [m.group().strip() for m in TOKEN.finditer(text) if m.group().strip()]

def configuration():
    """What the kernel build in the current folder is configured as."""
    try:
        path = os.path.join(os.environ.get('objtree') or '.',
                            'include/config/auto.conf')
        with open(path) as file:
            return dict(re.findall(r'^(CONFIG_\w+)=(.*)$', file.read(), re.M))
    except OSError:
        return {}

class Source:
    def __init__(self, path):
        self.inexact = False  # a size was only known to be at least so large
        with open(path, errors='surrogateescape') as file:
            whole = file.read()
        self.ignored = self.read_ignored(whole)
        self.text = COMMENT.sub(blank, whole)
        self.lines = [0]
        for match in re.finditer('\n', self.text):
            self.lines.append(match.end())
        self.conditions = self.read_conditions()
        self.macros, self.constants, self.records = {}, {}, {}
        self.read_macros()
        code = re.sub(r'^[ \t]*#(?:\\\n|[^\n])*', blank, self.text, flags=re.M)
        self.code = code
        self.outer = self.outside_braces(code)
        self.read_enumerators()
        self.read_records()
        self.read_constants()

    def read_ignored(self, whole):
        """{(line, rule)} of the comments that ask for silence."""
        found = set()
        for match in re.finditer(r'kmcheck: ignore\[([\w-]+)\] *\w', whole):
            line = whole.count('\n', 0, match.start()) + 1
            found |= {(line, match.group(1)), (line + 1, match.group(1))}
        return found

    def is_ignored(self, line, rule):
        return (line, rule) in self.ignored

    def offset(self, line, column):
        return self.lines[line - 1] + column

    def place(self, offset):
        """(line, column), the way Coccinelle counts."""
        line = self.text.count('\n', 0, offset)
        return line + 1, offset - self.lines[line]

    def outside_braces(self, code):
        depth, out = 0, []
        for part in re.split('([{}])', code):
            depth -= part == '}'
            out.append(part if depth <= 0 else spaces(part))
            depth += part == '{'
        return ''.join(out)

    def read_conditions(self):
        """[(offset, conditions that hold from there on)]"""
        stack, all_ = [], [(0, ())]
        pattern = re.compile(r'^[ \t]*#[ \t]*(ifdef|ifndef|if|elif|else|endif)'
                             r'\b((?:\\\n|[^\n])*)', re.M)
        for match in pattern.finditer(self.text):
            word, rest = match.group(1), match.group(2).replace('\\\n', ' ')
            if word == 'ifdef':
                stack.append('defined(%s)' % rest.strip())
            elif word == 'ifndef':
                stack.append('!defined(%s)' % rest.strip())
            elif word == 'if':
                stack.append(rest)
            elif stack and word == 'elif':
                stack[-1] = '!(%s) && (%s)' % (stack[-1], rest)
            elif stack and word == 'else':
                stack[-1] = '!(%s)' % stack[-1]
            elif stack:
                stack.pop()
            all_.append((match.end(), tuple(stack)))
        return all_

    def conditions_at(self, offset):
        found = ()
        for start, conditions in self.conditions:
            if start > offset:
                break
            found = conditions
        return found

    def once(self, table, name, value, offset):
        """A name that is defined twice, or only sometimes, is not known."""
        table[name] = None if name in table or self.conditions_at(offset) else value

    def read_macros(self):
        pattern = re.compile(r'^[ \t]*#[ \t]*(define|undef)[ \t]+(\w+)(\([^)]*\))?'
                             r'((?:\\\n|[^\n])*)', re.M)
        for match in pattern.finditer(self.text):
            what, name, parameters, body = match.groups()
            if parameters is not None:
                parameters = [p.strip() for p in parameters[1:-1].split(',')]
            body = body.replace('\\\n', ' ').strip()
            self.once(self.macros, name, (parameters, body), match.start())

    def read_enumerators(self):
        for match in re.finditer(r'\benum\b\s*\w*\s*\{([^{}]*)\}', self.code):
            last = None
            for item in match.group(1).split(','):
                name, _, value = (part.strip() for part in item.partition('='))
                if not re.fullmatch(r'\w+', name):
                    continue
                if not value:
                    value = '(%s) + 1' % last if last else '0'
                self.once(self.constants, name, value, match.start())
                last = name

    def read_records(self):
        pattern = re.compile(r'\b(struct|union)\s+(\w+)\s*\{([^{}]*)\}([^;{}()]*);')
        for match in pattern.finditer(self.code):
            kind, name, body, after = match.groups()
            if '\x23' in self.text[match.start():match.end()]:
                body = '?'  # it depends on the configuration
            self.once(self.records, kind + ' ' + name,
                      (kind, body, after.strip()), match.start())
        for match in re.finditer(r'^typedef\s+([^;{}()]*?)\b(\w+)\s*'
                                 r'((?:\[[^\]]*\])*)\s*;', self.code, re.M):
            text, name, dimensions = match.groups()
            self.once(self.records, name, ('typedef', text, dimensions), match.start())

    def read_constants(self):
        pattern = re.compile(r'^static\s+const\s+([\w\s]+?)\b(\w+)\s*=\s*'
                             r'([^;{}]+);', re.M)
        for match in pattern.finditer(self.outer):
            type_, name, value = match.groups()
            self.once(self.constants, name, '(%s)(%s)' % (type_, value), match.start())

    def function_before(self, offset):
        """Where the head of the function begins that stands at offset."""
        brace = self.outer.rfind('{', 0, offset)
        return max(self.outer.rfind(char, 0, max(brace, 0)) for char in ';}') + 1

# The target whose limit counts: -D limit=BYTES and -D release=X.Y, else the
# kernel that is built here (coccicheck), else the usual one.

CONFIG = configuration()

def release_key(text):
    return [int(number) for number in re.findall(r'\d+', text)[:2]]

def kernel_release():
    return os.environ.get('KERNELVERSION') or '6.1'

def fact(key):
    """What the [release] rows say, as text."""
    found = ''
    for since, until, name, value in RELEASES:
        if name == key and (release_key(since) <= release_key(RELEASE)
                            <= release_key(until)):
            found = value
    return found

def configured(names, otherwise):
    for name in names:
        if CONFIG.get(name, '').isdigit():
            return int(CONFIG[name])
    return otherwise

def largest_order():
    order = configured([fact('order_symbol')], None)
    if order is None:
        return USUAL['max_order']
    return order - (fact('order_is_inclusive') == 'no')

RELEASE = kernel_release()
LONG_BYTES = 8 if not CONFIG or CONFIG.get('CONFIG_64BIT') == 'y' else 4
PAGE_SHIFT = configured(PAGE_SHIFTS, USUAL['page_shift'])
LIMIT = 1 << (PAGE_SHIFT + largest_order())

def set_limit(text):
    global LIMIT
    LIMIT = int(text, 0)
    NUMBERS['KMALLOC_MAX_SIZE'] = (LIMIT, *SIZE)

def set_release(text):
    global RELEASE
    RELEASE = text

# Constant expressions of C, with the types of the target. A value is
# (number, bits, signed).

INT, LONG = (32, True), (LONG_BYTES * 8, True)
SIZE = (LONG_BYTES * 8, False)

def scalar(bits, signed):
    return Type(bits >> 3, bits >> 3, bits, signed, None, None)

INCOMPLETE = Type(0, 1, 0, False, None, None)
POINTER = Type(LONG_BYTES, LONG_BYTES, 0, False, None, None)
TYPES = {'char': scalar(8, True), 'bool': scalar(8, False),
         'size_t': scalar(SIZE[0], False), 'ssize_t': scalar(LONG[0], True),
         'dma_addr_t': scalar(64, False), 'gfp_t': scalar(32, False)}
for bits in 8, 16, 32, 64:
    for name in '__u%d', 'u%d', '__le%d', '__be%d', 'uint%d_t':
        TYPES[name % bits] = scalar(bits, False)
    for name in '__s%d', 's%d', 'int%d_t':
        TYPES[name % bits] = scalar(bits, True)

BASE_WORDS = {'char', 'short', 'int', 'long', 'unsigned', 'signed'}
KEYWORDS = {'return', 'goto', 'else', 'case', 'do', 'sizeof', 'if', 'while'}
QUALIFIERS = {'const', 'volatile', 'static', 'register', '__user', '__iomem'}
NUMBERS = {'true': (1, *INT), 'false': (0, *INT),
           'PAGE_SHIFT': (PAGE_SHIFT, *INT),
           'PAGE_SIZE': (1 << PAGE_SHIFT, *SIZE),
           'BITS_PER_LONG': (LONG_BYTES * 8, *INT),
           'BITS_PER_BYTE': (8, *INT),
           'KMALLOC_MAX_SIZE': (LIMIT, *SIZE), 'SIZE_MAX': (2 ** SIZE[0] - 1, *SIZE),
           'INT_MAX': (2 ** 31 - 1, *INT), 'UINT_MAX': (2 ** 32 - 1, 32, False),
           'LONG_MAX': (2 ** (LONG[0] - 1) - 1, *LONG),
           'ULONG_MAX': (2 ** LONG[0] - 1, *SIZE)}
for bits in 8, 16, 32, 64:
    NUMBERS['U%d_MAX' % bits] = (2 ** bits - 1, max(bits, 32), bits < 32)
    NUMBERS['S%d_MAX' % bits] = (2 ** (bits - 1) - 1, max(bits, 32), True)

# Macros of kernel headers, as C.
HEADERS = {
    'BIT': (['n'], '(1UL << (n))'),
    'ARRAY_SIZE': (['a'], '(sizeof(a) / sizeof((a)[0]))'),
    'DIV_ROUND_UP': (['n', 'd'], '(((n) + (d) - 1) / (d))'),
    'BITS_TO_LONGS': (['n'], 'DIV_ROUND_UP(n, 8 * sizeof(long))'),
    'ALIGN': (['x', 'a'], 'round_up(x, a)'),
    'PAGE_ALIGN': (['x'], 'round_up(x, PAGE_SIZE)'),
    'min_t': (['t', 'x', 'y'], 'min((t)(x), (t)(y))'),
    'max_t': (['t', 'x', 'y'], 'max((t)(x), (t)(y))'),
    'clamp_t': (['t', 'x', 'y', 'z'], 'clamp((t)(x), (t)(y), (t)(z))'),
}

def wrap(number, bits, signed):
    number &= (1 << bits) - 1
    if signed and number >> (bits - 1):
        number -= 1 << bits
    return (number, bits, signed)

def promote(value):
    return wrap(value[0], *INT) if value[1] < 32 else value

def common(a, b):
    a, b = promote(a), promote(b)
    bits = max(a[1], b[1])
    signed = all(v[2] or v[1] < bits for v in (a, b))
    return wrap(a[0], bits, signed), wrap(b[0], bits, signed)

def size_of(value):
    return wrap(value[0], *SIZE)[0]

def saturated(number):
    top = (1 << SIZE[0]) - 1
    return (number if 0 <= number <= top else top, *SIZE)

def power_of_two_above(number):
    return 1 << max(number - 1, 0).bit_length()

def order_of(number):
    pages = max(-(-number >> PAGE_SHIFT), 1)
    return (pages - 1).bit_length()

def round_up(x, to):
    x, to = common(x, to)
    return wrap(above(x[0], to[0]), x[1], x[2])

def round_down(x, to):
    x, to = common(x, to)
    return wrap(x[0] - x[0] % to[0], x[1], x[2])

def pick(choose, *values):
    a, b = common(values[0], values[1])
    return a if choose(a[0], b[0]) == a[0] else b

# Functions and macros by their effect (rules/helpers.rules).
EFFECTS = {
    'size_add': lambda a, b: saturated(size_of(a) + size_of(b)),
    'size_mul': lambda a, b: saturated(size_of(a) * size_of(b)),
    'array_size': lambda a, b: saturated(size_of(a) * size_of(b)),
    'array3_size': lambda a, b, c: saturated(size_of(a) * size_of(b) * size_of(c)),
    'min': lambda a, b: pick(min, a, b),
    'max': lambda a, b: pick(max, a, b),
    'clamp': lambda v, low, high: pick(min, pick(max, v, low), high),
    'round_up': round_up,
    'round_down': round_down,
    'roundup_pow_of_two': lambda n: (power_of_two_above(size_of(n)), *SIZE),
    'rounddown_pow_of_two': lambda n: (1 << size_of(n).bit_length() - 1, *SIZE),
    'ilog2': lambda n: (size_of(n).bit_length() - 1, *INT),
    'get_order': lambda n: (order_of(size_of(n)), *INT),
    'identity': lambda n: n,
}

BINARY = [['||'], ['&&'], ['|'], ['^'], ['&'], ['==', '!='],
          ['<', '<=', '>', '>='], ['<<', '>>'], ['+', '-'], ['*', '/', '%']]

def compute(op, a, b):
    """What C makes of it. A size that is known to be at least something may
    only grow."""
    if op in ('<<', '>>'):
        a, n = promote(a), b[0]
        if not 0 <= n < a[1]:
            raise Unknown
        return wrap(a[0] << n if op == '<<' else a[0] >> n, a[1], a[2])
    a, b = common(a, b)
    x, y = a[0], b[0]
    if op in ('==', '!=', '<', '<=', '>', '>='):
        truth = {'==': x == y, '!=': x != y, '<': x < y, '<=': x <= y,
                 '>': x > y, '>=': x >= y}[op]
        return (int(truth), *INT)
    if op in ('/', '%') and (not y or x < 0 or y < 0):
        raise Unknown
    number = {'+': lambda: x + y, '-': lambda: x - y, '*': lambda: x * y,
              '/': lambda: divmod(x, y)[0], '%': lambda: x % y, '&': lambda: x & y,
              '|': lambda: x | y, '^': lambda: x ^ y}[op]()
    return wrap(number, a[1], a[2])

class Evaluation:
    """One expression, as it stands at an offset of a source."""

    def __init__(self, source, offset, text, depth=0, known=None):
        if depth > 40:
            raise Unknown
        self.source, self.offset, self.depth = source, offset, depth
        self.tokens, self.at = tokens(text), 0
        self.known = known or {}
        self.loose = False  # any name may be a type

    def peek(self, ahead=0):
        at = self.at + ahead
        return self.tokens[at] if at < len(self.tokens) else ''

    def take(self, wanted=None):
        token = self.peek()
        if not token or (wanted and token != wanted):
            raise Unknown
        self.at += 1
        return token

    def accept(self, wanted):
        if self.peek() != wanted:
            return False
        self.at += 1
        return True

    def value(self):
        result = self.conditional()
        if self.at != len(self.tokens):
            raise Unknown
        return result

    def inner(self, text, offset=None):
        return Evaluation(self.source, self.offset if offset is None else offset,
                          text, self.depth + 1, self.known)

    def conditional(self):
        condition = self.attempt(lambda: self.binary(0))
        if not self.accept('?'):
            return self.sure(condition)
        if self.accept(':'):
            yes = condition
        else:
            yes = self.attempt(self.conditional)
            self.take(':')
        no = self.attempt(self.conditional)
        return self.sure(yes if self.sure(condition)[0] else no)

    def attempt(self, parse):
        """A part that may be unknown; what comes after is still read."""
        start, depth = self.at, 0
        try:
            return parse()
        except Unknown:
            self.at = start
        while self.peek():
            token = self.peek()
            if depth == 0 and token in ('?', ':', '&&', '||', ')', ','):
                break
            depth += (token in '([') - (token in ')]')
            self.at += 1
        return None

    def sure(self, value):
        if value is None:
            raise Unknown
        return value

    def binary(self, level):
        if level == len(BINARY):
            return self.unary()
        left = self.binary(level + 1)
        while self.peek() in BINARY[level]:
            op = self.take()
            if op in ('&&', '||'):
                left = self.logical(op, left, level)
            else:
                left = compute(op, left, self.binary(level + 1))
                if self.source.inexact and op not in ('*', '+', '<<'):
                    raise Unknown
        return left

    def logical(self, op, left, level):
        right = self.attempt(lambda: self.binary(level + 1))
        if bool(left[0]) == (op == '||'):
            return (int(op == '||'), *INT)
        return (int(bool(self.sure(right)[0])), *INT)

    def unary(self):
        token = self.peek()
        if token in ('-', '+', '~', '!'):
            self.take()
            value = promote(self.unary())
            number = {'-': -value[0], '+': value[0], '~': ~value[0],
                      '!': int(not value[0])}[token]
            return (number, *INT) if token == '!' else wrap(number, *value[1:])
        if token == 'sizeof':
            self.take()
            return (self.sizeof(), *SIZE)
        if token == '(':
            type_ = self.type_in_brackets()
            if type_:
                value = self.unary()
                if not type_.bits:
                    raise Unknown
                return wrap(value[0], type_.bits, type_.signed)
            self.take('(')
            value = self.conditional()
            self.take(')')
            return value
        return self.primary()

    def primary(self):
        token = self.take()
        if token[0].isdigit():
            return self.literal(token)
        if token[0] == '\x27' and len(token) == 3:
            return (ord(token[1]), *INT)
        if token[0].isalpha() or token[0] == '_':
            return self.call(token) if self.peek() == '(' else self.named(token)
        raise Unknown

    def literal(self, token):
        digits, suffix = re.fullmatch(r'(0[xXbB][0-9a-fA-F]+|\d+)([uUlL]*)', token).groups()
        octal = digits[0] == '0' and digits.isdigit()
        number = int(digits, 8 if octal else 0 if digits[0] == '0' else 10)
        suffix = suffix.lower()
        bits = 64 if 'll' in suffix else LONG[0] if 'l' in suffix else 32
        decimal = digits[0] != '0'
        for width in sorted({bits, max(bits, LONG[0]), 64}):
            if 'u' not in suffix and number < 1 << (width - 1):
                return (number, width, True)
            if ('u' in suffix or not decimal) and number < 1 << width:
                return (number, width, False)
        raise Unknown

    def named(self, name):
        if name in self.known:
            return self.known[name]
        source = self.source
        if name in source.macros:
            macro = source.macros[name]
            if not macro or macro[0] is not None:
                raise Unknown
            return self.inner(macro[1]).value()
        local = self.initial_value(name)
        if local:
            return self.inner(local[0], local[1]).value()
        if name in source.constants:
            text = source.constants[name]
            if not text or self.declarations(name, source.function_before(self.offset)):
                raise Unknown
            return self.inner(text).value()
        megabytes = re.fullmatch(r'SZ_(\d+)([KMG]?)', name)
        if megabytes:
            shift = {'': 0, 'K': 10, 'M': 20, 'G': 30}[megabytes.group(2)]
            return self.literal('0x%x' % (int(megabytes.group(1)) << shift))
        if name in NUMBERS:
            return NUMBERS[name]
        raise Unknown

    def initial_value(self, name):
        """(text, offset) if a local variable keeps the value it begins with."""
        code, start = self.source.code, self.source.function_before(self.offset)
        body = code[start:code.find('\n}', self.offset)]
        writes = list(re.finditer(
            r'(?<![\w.>])NAME\s*((?:[-+*/|&^\x25]|<<|>>)?=(?!=)|\+\+|--)|'
            r'(?:\+\+|--|&)\s*NAME\b'.replace('NAME', name), body))
        passed = re.findall(r'\b(\w+)\s*\((?:[^();]*,)?\s*NAME\s*[,)]'
                            .replace('NAME', name), body)
        harmless = ('if', 'while', 'sizeof', 'return')
        if len(writes) != 1 or writes[0].group(1) != '=' or any(
                call not in ALLOCATORS and call not in HELPERS and
                call not in harmless for call in passed):
            return None
        at, begin = start + writes[0].start(), start + writes[0].end()
        type_ = self.declaration(re.split(r'[;{}(]', code[:at])[-1], '')
        text = re.match(r'(?:[^;,({]|\([^;{}]*\))*(?=[,;])', code[begin:])
        if at >= self.offset or not type_ or not type_.bits or not text:
            return None
        cast = ('s' if type_.signed else 'u') + str(type_.bits)
        return '(%s)(%s)' % (cast, text.group()), at

    def arguments(self):
        """The texts between the brackets that stand here."""
        self.take('(')
        depth, out, current = 0, [], []
        while depth or self.peek() != ')':
            token = self.take()
            depth += (token in ('(', '[', '{')) - (token in (')', ']', '}'))
            if token == ',' and not depth:
                out.append(' '.join(current))
                current = []
            else:
                current.append(token)
        self.take(')')
        return out + [' '.join(current)]

    def call(self, name):
        arguments = self.arguments()
        if name in ('IS_ENABLED', 'IS_BUILTIN', 'defined'):
            return (int(self.enabled(name, arguments[0])), *INT)
        if name in ('struct_size', 'struct_size_t'):
            return self.struct_size(name, *arguments)
        macro = self.source.macros.get(name, HEADERS.get(name))
        if macro:
            return self.inner(self.expand(macro, arguments)).value()
        effect = EFFECTS.get(HELPERS.get(name))
        if not effect or name in self.source.macros:
            raise Unknown
        values = [self.inner(text).value() for text in arguments]
        return effect( *values)

    def expand(self, macro, arguments):
        parameters, body = macro
        if parameters is None or '\x23' in body or len(parameters) != len(arguments):
            raise Unknown
        by_name = dict(zip(parameters, arguments))
        return ' '.join(by_name.get(token, token) for token in tokens(body))

    def enabled(self, name, symbol):
        if not CONFIG or not symbol.startswith('CONFIG_'):
            raise Unknown
        return CONFIG.get(symbol) == 'y' or (name == 'IS_ENABLED' and
                                             CONFIG.get(symbol) == 'm')

    def struct_size(self, name, of, member, count):
        type_ = (self.type_of_text(of) if name == 'struct_size_t' else
                 self.inner('').pointed(self.type_of_expression(of)))
        if not type_.members or member not in type_.members:
            raise Unknown
        element = type_.members[member].of
        if not element:
            raise Unknown
        return saturated(type_.size + element.size * size_of(self.inner(count).value()))

    # --- types

    def sizeof(self):
        if self.peek() == '(':
            start = self.at
            type_ = self.type_in_brackets()
            if type_ is None:
                self.at = start
                text = self.arguments()
                type_ = self.type_of_expression(', '.join(text))
        else:
            type_ = self.type_of_expression(self.take())
        if not type_.size:
            raise Unknown
        return type_.size

    def type_in_brackets(self):
        """The type that stands in brackets here, or None."""
        start = self.at
        try:
            self.take('(')
            type_ = self.type_name()
            self.take(')')
            return type_
        except Unknown:
            self.at = start
            return None

    def type_of_text(self, text):
        parser = self.inner(text)
        type_ = parser.type_name()
        if parser.peek():
            raise Unknown
        return type_

    def type_name(self):
        type_ = self.type_base()
        while self.accept('*') or self.peek() in QUALIFIERS:
            if self.peek() in QUALIFIERS:
                self.take()
            else:
                type_ = POINTER._replace(of=type_)
        return self.dimensions(type_)

    def dimensions(self, type_):
        counts = []
        while self.accept('['):
            counts.append(0 if self.peek() == ']' else self.conditional()[0])
            self.take(']')
        for count in reversed(counts):
            type_ = Type(type_.size * count, type_.align, 0, False, type_, None)
        return type_

    def type_base(self):
        words = []
        while self.peek() in QUALIFIERS | BASE_WORDS:
            words.append(self.take())
        words = [word for word in words if word in BASE_WORDS]
        if words:
            return self.type_words(words)
        name = self.take()
        if name in ('struct', 'union', 'enum'):
            tag = self.take()
            return scalar(32, False) if name == 'enum' else self.record(name + ' ' + tag)
        if name in ('typeof', '__typeof__'):
            return self.type_of_expression(', '.join(self.arguments()))
        if name in self.source.records:
            return self.record(name)
        if name in TYPES:
            return TYPES[name]
        if not self.loose or name in KEYWORDS or not re.match(r'[A-Za-z_]', name):
            raise Unknown
        return INCOMPLETE

    def type_words(self, words):
        bits = (8 if 'char' in words else 16 if 'short' in words else
                64 if words.count('long') == 2 else
                LONG[0] if 'long' in words else 32)
        return scalar(bits, 'unsigned' not in words)

    def record(self, name):
        found = self.source.records.get(name)
        if not found:
            return INCOMPLETE
        kind, body, after = found
        if kind == 'typedef':
            return self.inner(body + ' ' + after).type_name()
        if after:
            raise Unknown
        members, size, align, end = {}, 0, 1, 0
        for member, type_ in self.members(body):
            start = 0 if kind == 'union' else above(size, type_.align)
            size = max(end, start + type_.size)
            end = size if kind == 'union' else 0
            align = max(align, type_.align)
            members[member] = type_
        return Type(above(size, align), align, 0, False, None, members)

    def members(self, body):
        for line in body.split(';'):
            if not line.strip():
                continue
            parser = self.inner(line)
            parser.loose = True
            base = parser.type_base()
            while True:
                type_ = base
                while parser.accept('*'):
                    type_ = POINTER._replace(of=type_)
                name = parser.take()
                type_ = parser.dimensions(type_)
                if not type_.size and not type_.of:
                    self.source.inexact = True
                yield name, type_
                if not parser.accept(','):
                    break
            if parser.peek():
                raise Unknown

    def pointed(self, type_):
        if not type_.of:
            raise Unknown
        return type_.of

    def type_of_expression(self, text):
        """Of an lvalue: names, members, elements, what pointers point to."""
        parser = self.inner(text)
        type_ = parser.lvalue()
        if parser.peek():
            raise Unknown
        return type_

    def lvalue(self):
        if self.accept('*'):
            return self.pointed(self.lvalue())
        if self.accept('('):
            type_ = self.lvalue()
            self.take(')')
        else:
            type_ = self.declared(self.take())
        while self.peek() in ('->', '.', '['):
            op = self.take()
            if op == '[':
                while self.peek() != ']':
                    self.take()
                self.take(']')
                type_ = self.pointed(type_)
                continue
            record = self.pointed(type_) if op == '->' else type_
            member = self.take()
            if not record.members or member not in record.members:
                raise Unknown
            type_ = record.members[member]
        return type_

    def declared(self, name):
        found = (self.declarations(name, self.source.function_before(self.offset)) or
                 self.declarations(name, None))
        if len(found) != 1:
            raise Unknown
        return found[0]

    def declarations(self, name, start):
        """Types that name is declared with, from start to here; or outside."""
        code = self.source.outer if start is None else self.source.code
        end = len(code) if start is None else self.offset
        found = []
        for match in re.finditer(r'\b%s\b' % re.escape(name), code[start or 0:end]):
            at = (start or 0) + match.start()
            before = re.split(r'[;{}(]', code[max(at - 400, 0):at])[-1]
            after = re.match(r'\s*(?:\[[^\]]*\]\s*)*', code[at + len(name):]).group()
            type_ = self.declaration(before, after)
            if type_ and type_ not in found:
                found.append(type_)
        return found

    def declaration(self, before, after):
        first, *others = before.split(',')
        for text in (others[-1] + ' ' if others else first, None):
            try:
                if text is None:
                    stars = re.fullmatch(r'[\s*]*', others[-1]) if others else None
                    base = re.match(r'\s*((?:\w+\s+)*?\w+)[\s*]+\w+', first)
                    if not stars or not base:
                        return None
                    text = base.group(1) + ' ' + others[-1]
                parser = self.inner(text)
                parser.loose = True
                type_ = parser.type_name()
                if not parser.peek():
                    return self.inner(after).dimensions(type_)
            except Unknown:
                pass
        return None

# What a call asks for, and whether that can ever be had.

SOURCES = {}
PREFIX = {False: '', True: 'at least '}
SEEN = {}  # place -> (bytes or order, most, is it only the least)

def source_of(path):
    if path not in SOURCES:
        SOURCES.clear()
        SOURCES[path] = Source(path)
    return SOURCES[path]

def header_bytes(key):
    """What the allocators of devices put in front of the memory."""
    words, align = int(fact(key)), USUAL['devres_align']
    return above(words * LONG_BYTES, align)

def limit_of(kind):
    """Most bytes (or the largest order) that this kind of allocator has."""
    if kind == 'order':
        return (LIMIT >> PAGE_SHIFT).bit_length() - 1
    if kind == 'cache':
        return 1 << (PAGE_SHIFT + int(fact('cache_shift')))
    if kind == 'percpu':
        return int(fact('percpu_max'))
    if kind == 'frag':
        return max(32768, 1 << PAGE_SHIFT)
    if kind == 'kvmalloc':
        return int(fact('kvmalloc_max')) or 1 << 64
    if kind in ('devres', 'drmres'):
        return LIMIT - header_bytes(kind + '_words')
    return LIMIT - (int(fact('skb_bytes')) if kind == 'skb' else 0)

def fill(text, arguments):
    """The text with its $N; None if the call has too few arguments."""
    try:
        return re.sub(r'\$(\d)', lambda m: arguments[int(m.group(1)) - 1], text)
    except IndexError:
        return None

def quiet(allocator, arguments):
    """Does the call say itself that it may fail?"""
    return any(word in argument for argument in arguments for word in NOWARN)

def is_compiled(source, offset):
    for condition in source.conditions_at(offset):
        text = re.sub(r'\bdefined\s+(\w+)', r'defined(\1)', condition)
        try:
            if not Evaluation(source, offset, text).value()[0]:
                return False
        except Unknown:
            return False
    return True

def constant(source, offset, text):
    """The number, or None."""
    try:
        return Evaluation(source, offset, text).value()[0]
    except Unknown:
        return None

def matching(text, end):
    """Where the bracket opens that closes just before end; -1: nowhere."""
    depth = 0
    for at in range(end - 1, -1, -1):
        depth += (text[at] in ')}') - (text[at] in '({')
        if not depth:
            return at
    return -1

BRACKET = re.compile(r'[][(){}]')

def opening(text, offset, start=0):
    """The innermost bracket after start that is open at offset; -1: none."""
    opened = []
    for match in BRACKET.finditer(text, start, offset):
        if match.group() in '([{':
            opened.append(match.start())
        elif opened:
            opened.pop()
    return opened[-1] if opened else -1

def closing(text, start):
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == '(') - (text[at] == ')')
        if not depth:
            return at
    return len(text)

def is_never(source, offset, condition):
    """False, or (where no configuration tells) a matter of configuration."""
    value = constant(source, offset, condition)
    below = re.fullmatch(r'\s*(\w+)\s*<\s*0\s*', condition)
    if below:
        types = Evaluation(source, offset, '').declarations(
            below.group(1), source.function_before(offset))
        return any(not type_.signed for type_ in types)
    return value == 0 or (value is None and 'IS_ENABLED' in condition)

def heads(text):
    """The conditions of the ifs and whiles that a statement begins with."""
    while True:
        head = re.match(r'\s*(?:else\s+)?(?:if|while)\s*(?=\()', text)
        if not head:
            return
        end = closing(text, head.end())
        yield text[head.end() + 1:end]
        text = text[end + 1:]

def is_skipped(source, offset, text):
    """Does an operator of this beginning of an expression skip the rest?"""
    for operator, dead in ('&&', 0), ('||', 1), ('?', 0):
        left, found, rest = text.rpartition(operator)
        value = constant(source, offset, re.split(r'[(,=]|\breturn\b', left)[-1])
        if operator == '?' and ':' in rest:
            dead = 1
        if found and value is not None and bool(value) == bool(dead):
            return True
    return False

ENDS = re.compile(r'(?:^|[;{}])\s*(?:return\b[^;{}]*|goto\s+\w+|break|continue)\s*;\s*$')
NO_RETURN = re.compile(r'\b(?:BUG|%s)\s*\([^;]*\)\s*;[\s}]*$' %
                       '|'.join(name for name in HELPERS if HELPERS[name] == 'noreturn'))
ENDLESS = re.compile(r'\b(?:for\s*\(\s*;\s*;\s*\)|while\s*\(\s*(?:1|true)\s*\))'
                     r'(?!.*\b(?:break|goto)\b)', re.S)

def is_cut_off(before, statement):
    """Does what stands before a statement in its block never get to it?"""
    if re.match(r'\s*(?:case\b[^:]*|\w+)\s*:', statement):
        return False
    return bool(ENDS.search(before) or NO_RETURN.search(before) or
                ENDLESS.search(before))

def may_run(source, offset, alone=True):
    """No sizeof or typeof around it, and no condition known to be false. Two
    conditions on one variable may contradict each other: silence, if alone."""
    code, at, conditions = source.code, offset, []
    function = source.function_before(offset)
    while at >= 0:
        start = opening(code, at, function)
        begin = max([start] + [code.rfind(char, 0, at) for char in ';{}'])
        before, statement = code[:max(start, 0)].rstrip(), code[begin + 1:at]
        if re.search(r'\b(sizeof|typeof|__typeof__)$', before):
            return False
        if is_skipped(source, offset, statement):
            return False
        if start >= 0 and is_cut_off(code[start + 1:begin + 1], statement):
            return False
        conditions.extend(heads(statement))
        if code[start:start + 1] == '{' and before.endswith(')'):
            head = matching(before, len(before))
            if re.search(r'\b(if|while)\s*$', before[:head]):
                conditions.append(before[head + 1:-1])
        at = start
    names = [name for text in conditions for name in set(re.findall(r'[a-z_]\w*', text))]
    return ((not alone or len(names) == len(set(names))) and
            not any(is_never(source, offset, text) for text in conditions))

def request(name, arguments, position):
    """(bytes or order, most), or None if it is not known or not too much."""
    text, kind = ALLOCATORS[name]
    text = fill(text, arguments)
    if text is None or quiet(name, arguments):
        return None
    source = source_of(position.file)
    offset = source.offset(int(position.line), int(position.column))
    source.inexact = False
    try:
        size = size_of(Evaluation(source, offset, text).value())
    except Unknown:
        return None
    if kind in ('order', 'skb'):
        size &= 0xffffffff
    most = limit_of(kind)
    inexact = source.inexact
    if size <= most or source.is_ignored(int(position.line), RULE):
        return None
    if not is_compiled(source, offset) or not may_run(source, offset):
        return None
    return size, most, inexact

def place_of(position):
    return position.file, int(position.line), int(position.column)

def note(found, positions):
    if found:
        SEEN[place_of(positions[0])] = found
    return bool(found)

def is_oversize(name, arguments, positions):
    return note(request(str(name), list(arguments.elements), positions[0]), positions)

def message(name, positions):
    size, most, inexact = SEEN[place_of(positions[0])]
    what = 'order %d' if ALLOCATORS[name][1] == 'order' else '%d bytes'
    served = '; kvmalloc can serve it' if place_of(positions[0]) in REWRITES else ''
    return '%s: %s%s requested, %s returns at most %s here%s' % (
        LEVEL, PREFIX[inexact], what % size, name, what % most, served)

# kmalloc -> kvmalloc: what holds the memory, who frees it, and whether all
# that is in this file and can be seen. Whatever else is done with the pointer
# than reading and writing its bytes, testing it and freeing it is a refusal.

REWRITES = {}   # (file, line, column) -> new name

LVALUE = r'((?:\w+(?:->|\.))*)(\w+)'

PRODUCT = re.compile(r'[\w)\]]\s*\*\s*[\w(]')

class Refused(Exception):
    pass

class Holder:
    """A variable, or a member of a record of this file, and where it occurs."""

    def __init__(self, source, offset, path, name):
        self.source, self.path, self.name = source, path, name
        self.type = self.record_at(path, offset) if path else None
        here = Evaluation(source, offset, '')
        start = source.function_before(offset)
        if path:
            self.range = 0, len(source.code)
        elif here.declarations(name, start):
            self.range = start, end_of_function(source, offset)
        elif re.search(r'^static\b[^;(){}]*\b%s\b' % name, source.outer, re.M):
            self.range = 0, len(source.code)
        else:
            raise Refused('%s is no variable of this file alone' % name)

    def record_at(self, path, offset):
        access = re.fullmatch(r'(.*?)(->|\.)', path)
        here = Evaluation(self.source, offset, '')
        try:
            type_ = here.type_of_expression(access.group(1))
            type_ = here.pointed(type_) if access.group(2) == '->' else type_
        except Unknown:
            type_ = INCOMPLETE
        if not type_.members or self.name not in type_.members:
            raise Refused('the record of %s is not this file\x27s' % self.name)
        return type_

    def occurrences(self):
        """(start, end) of every mention."""
        code, (low, high) = self.source.code, self.range
        before = r'(?:\w+(?:\[[^][]*\])?(?:->|\.))+' if self.path else r'(?<![\w.>])'
        for match in re.finditer(r'%s\b%s\b' % (before, self.name), code[low:high]):
            start, end = low + match.start(), low + match.end()
            if self.path and self.record_at(code[start:end - len(self.name)],
                                            start) != self.type:
                continue
            if not self.path and low == 0 and self.is_hidden(start):
                continue
            yield start, end

    def is_hidden(self, offset):
        """Is it a variable of another function, of the same name?"""
        if self.source.outer[offset] != ' ':
            return False
        return bool(Evaluation(self.source, offset, '').declarations(
            self.name, self.source.function_before(offset)))

def end_of_function(source, offset):
    end = source.code.find('\n}', offset)
    return len(source.code) if end < 0 else end

def function_name(source, offset):
    start = source.function_before(offset)
    head = re.search(r'(\w+)\s*\([^;{}]*\)[^;{}()]*\{', source.code[start:offset])
    return head.group(1) if head else ''

def calls_of(source, name):
    for match in re.finditer(r'\b%s\s*\(' % name, source.code):
        if source.outer[match.start()] == ' ':
            yield match.start()

def may_be_atomic(source, offset, depth=0):
    """Can the function that stands here, or one that calls it, not sleep?"""
    body = source.code[source.function_before(offset):end_of_function(source, offset)]
    name = function_name(source, offset)
    calls = set(re.findall(r'\b(\w+)\s*\(', body))
    if calls & set(ATOMIC) or depth > 4:
        return True
    fields = '|'.join(ATOMIC_FIELDS)
    callbacks = '|'.join(word.split(':')[0] for word in ATOMIC_CALLBACKS)
    if re.search(r'\.(?:%s)\s*=\s*&?%s\b|\b(?:%s)\s*\([^;]*\b%s\b' %
                 (fields, name, callbacks, name), source.code):
        return True
    return any(function_name(source, call) != name and
               may_be_atomic(source, call, depth + 1)
               for call in calls_of(source, name))

def enclosing_call(source, offset):
    """(name, opening bracket) of the call that this is an argument of."""
    code, start = source.code, source.function_before(offset)
    at = opening(code, offset, start)
    while at >= 0 and code[at] == '(':
        callee = re.search(r'(\w+)\s*$', code[start:at])
        if callee:
            return callee.group(1), at
        at = opening(code, at, start)
    return '', at

HARMLESS = ('if', 'while', 'for', 'sizeof', 'return', 'likely', 'unlikely',
            'WARN_ON', 'WARN_ON_ONCE', 'BUG_ON')

def is_tested(before, after):
    return (before.endswith(('!', '&&', '||')) or
            re.match(r'\?|&&|\|\||==|!=', after) or
            re.search(r'[!=]=$', before))

def stores(source, offset, end):
    """What an assignment to the holder may store."""
    value = re.match(r'\s*=\s*(?:\([^()]*\)\s*)?(\w+)\s*([(;])', source.code[end:])
    if not value:
        raise Refused('something else is stored in it')
    name, what = value.groups()
    if what == ';' and name != 'NULL' or what == '(' and (
            name not in KV and name not in [kv for kv, _, _ in KV.values()]):
        raise Refused('something else is stored in it')

def judge_use(holder, start, end):
    """Where the name of the free stands if this use frees; None if it is harmless."""
    source = holder.source
    code = source.code
    before, after = code[:start].rstrip(), code[end:].lstrip()
    if before.endswith('&') and not before.endswith('&&'):
        raise Refused('its address is taken')
    if re.match(r'=(?!=)', after):
        return stores(source, start, end)
    if after.startswith('[') or before.endswith('*') and re.search(r'[;{}(=]\s*\*$', before):
        return None
    name, bracket = enclosing_call(source, start)
    if name in KV_FREES and code[bracket + 1:start].strip() == '':
        if may_be_atomic(source, bracket):
            raise Refused('it may be freed where nothing may sleep')
        return code.rindex(name, 0, bracket)
    if name in COPIES or name in HARMLESS or (not name and is_tested(before, after)):
        return None
    if name and not is_tested(before, after):
        raise Refused('%s() gets it' % name)
    if is_tested(before, after):
        return None
    text = re.split(r'[;{}(]', code[:start])[-1]
    if Evaluation(source, start, '').declaration(text, ''):
        if '__free' in after.split(';')[0]:
            raise Refused('it is freed by __free()')
        return None
    raise Refused('the pointer goes elsewhere')

def frees_of(holder):
    frees = []
    for start, end in holder.occurrences():
        at = judge_use(holder, start, end)
        if at is not None:
            frees.append(at)
    if not frees:
        raise Refused('nothing in this file frees it')
    return frees

def holder_at(source, offset):
    begin = max(source.code.rfind(char, 0, offset) for char in ';{}')
    match = re.search(LVALUE + r'\s*=\s*(?:\([^()]*\)\s*)?$',
                      source.code[begin + 1:offset])
    if not match:
        raise Refused('the result is not stored in a variable')
    return Holder(source, offset, *match.groups())

def rewrite(name, arguments, position):
    """{(line, column): new name} of all that changes together, or Refused."""
    source = source_of(position.file)
    offset = source.offset(int(position.line), int(position.column))
    if name not in KV:
        raise Refused('it has no kv form')
    kv, flags, since = KV[name]
    if release_key(since) > release_key(RELEASE):
        raise Refused('this release has no %s' % kv)
    if len(arguments) < flags or arguments[flags - 1].strip() not in BLOCKING:
        raise Refused('the flags may not sleep, or ask for more')
    if any(PRODUCT.search(text) and re.search('[a-z]', text) for text in arguments):
        raise Refused('a product wants kvmalloc_array()')
    if may_be_atomic(source, offset):
        raise Refused('it may be allocated where nothing may sleep')
    changes = {source.place(offset): kv}
    for at in frees_of(holder_at(source, offset)):
        free = re.match(r'\w+', source.code[at:]).group()
        if KV_FREES[free] != free:
            changes[source.place(at)] = KV_FREES[free]
    return changes

def plan(name, arguments, positions):
    """Note what changes if kvmalloc can serve this request. True if so."""
    position = positions[0]
    try:
        if SEEN[place_of(position)][0] > 0x7fffffff:
            raise Refused('kvmalloc() has a limit too')
        changes = rewrite(str(name), list(arguments.elements), position)
    except Refused:
        return False
    for (line, column), new in changes.items():
        REWRITES[position.file, line, column] = new
    return True

def is_rewritten(positions):
    return place_of(positions[0]) in REWRITES

def new_name(positions):
    return REWRITES[place_of(positions[0])]

# The largest size that a function checks for and lets through: the variables
# of the request at their bounds. Whatever else is known of a variable, or may
# be, means silence: one more condition, an assignment, a caller in sight.

def begins_statement(text, offset):
    return text[:offset].rstrip()[-1:] in ('', ';', '{', '}', ':')

class Bounded:
    """A call whose size depends on variables."""

    def __init__(self, source, offset):
        self.source, self.offset = source, offset
        self.start = source.function_before(offset)
        self.before = source.code[self.start:offset]
        self.exits, self.enclosing, self.others = [], [], []
        self.read_conditions_around()

    def read_conditions_around(self):
        """Which conditions held, and which did not, when the call is made."""
        code, at, spans = self.source.code, self.offset, []
        while at > self.start:
            start = opening(code, at, self.start)
            begin = max([start] + [code.rfind(char, 0, at) for char in ';{}'])
            if start < self.start:
                break
            self.enclosing += heads(code[begin + 1:at])
            head = re.search(r'\b(?:if|while)\s*$', code[:max(matching(
                code, len(code[:start].rstrip())), 0)]) if code[start] == '{' else None
            if head:
                self.enclosing.append(code[head.end():start].strip()[1:-1])
            if code[start] == '{':
                self.exits += self.exits_in(code[start + 1:begin + 1])
            at = start
        known = self.exits + self.enclosing
        for match in re.finditer(r'\b(?:if|while|for|switch)\s*(?=\()', self.before):
            text = self.before[match.end() + 1:closing(self.before, match.end())]
            if text not in known:
                self.others.append(text)
        self.others += re.findall(r'[^;{}]*\?[^;{}]*', self.before)

    def exits_in(self, block):
        """Conditions of the statements of a block that leave it."""
        depth, found = 0, []
        for match in re.finditer(r'[{}]|\bif\s*(?=\()', block):
            if match.group() in '{}':
                depth += 1 if match.group() == '{' else -1
                continue
            if depth or not begins_statement(block, match.start()):
                continue
            end = closing(block, match.end())
            body = re.match(r'\s*(\{[^{}]*\}|[^;{}]*;)(?!\s*else)', block[end + 1:])
            if body and re.search(r'(?:^|[;{])\s*(?:return\b[^;]*|goto\s+\w+)\s*;\s*\}?\s*$',
                                  body.group(1)):
                found.append(block[match.end() + 1:end])
        return found

    def bounds(self, name):
        """Upper bounds that the conditions give a variable."""
        found = []
        for texts, split, over in ((self.exits, r'\|\|', True),
                                   (self.enclosing, '&&', False)):
            for part in (p for text in texts for p in re.split(split, text)):
                match = re.fullmatch(r'\s*\(?\s*(.*?)\s*(<=?|>=?)\s*([^<>=]*?)\s*\)?\s*', part)
                if not match:
                    continue
                left, op, right = match.groups()
                if right == name:
                    left, op, right = right, {'<': '>', '>': '<', '<=': '>=', '>=': '<='}[op], left
                if left != name or (op[0] == '>') != over:
                    continue
                value = constant(self.source, self.offset, right)
                if value is not None:
                    found.append(value - (op in ('>=', '<')))
        return found

    def is_free(self, name):
        """Can a variable have any value here that the conditions allow?"""
        head = self.before[:self.before.find('{')]
        uses = self.before[len(head):]
        if re.search(r'\b%s\b\s*(?:[-+*/|&^]|<<|>>)?=(?!=)|(?:\+\+|--)\s*%s\b|'
                     r'\b%s\s*(?:\+\+|--)' % (name, name, name), uses):
            return False
        if re.search(r'=[^;=]*\b%s\b' % name, re.sub(r'[!<>=]=', '', self.without_conditions(uses))):
            return False
        if re.search(r'\b%s\b' % name, head):
            return self.is_called_from_outside() and not re.search(r'&\s*%s\b' % name, uses)
        return self.is_filled_by_user(name, uses)

    def without_conditions(self, text):
        for condition in self.exits + self.enclosing:
            text = text.replace('(' + condition + ')', '')
        return text

    def is_filled_by_user(self, name, uses):
        filled = re.findall(r'\b(\w+)\s*\(\s*&\s*%s\s*,|\b(get_user)\s*\(\s*%s\s*,' %
                            (name, name), uses)
        return (len(filled) == 1 and (filled[0][0] or filled[0][1]) in COPIES and
                len(re.findall(r'&\s*%s\b' % name, uses)) <= 1)

    def is_called_from_outside(self):
        name = function_name(self.source, self.offset)
        code = self.source.text
        return bool(re.search(r'\bEXPORT_SYMBOL\w*\s*\(\s*%s\b' % name, code) or
                    re.search(r'[=,(]\s*&?%s\s*[,;)}]' % name, code))

    def variables(self, text):
        """{name: Type} of the integer variables in a text."""
        here = Evaluation(self.source, self.offset, '')
        found = {}
        for match in re.finditer(r'(?<![\w.>])([a-z_]\w*)\b(?!\s*[(])', text):
            name = match.group(1)
            if name in self.source.macros or name in self.source.constants or name in TYPES:
                continue
            types = here.declarations(name, self.start)
            if len(types) == 1 and types[0].bits:
                found[name] = types[0]
        return found

    def largest(self, text):
        """The size with all variables at their bounds; Unknown if there is
        none, or if they cannot all be there at once."""
        known = {}
        clamps = re.search(r'\b(?:min|min_t|clamp|clamp_t|clamp_val|umin)\s*\(|&', text)
        for name, type_ in self.variables(text).items():
            most = (1 << type_.bits - type_.signed) - 1
            bounds = self.bounds(name)
            if not self.is_free(name) or not bounds and not clamps:
                raise Unknown
            known[name] = (min(bounds + [most]), type_.bits, type_.signed)
            if bounds and min(bounds) > most:
                raise Unknown
        if not known:
            raise Unknown
        self.demand(known)
        value = Evaluation(self.source, self.offset, text, 0, known).value()
        return size_of(value)

    def demand(self, known):
        """Do all conditions that mention these variables let them through?"""
        mentions = re.compile(r'\b(?:%s)\b' % '|'.join(known))
        if any(mentions.search(text) for text in self.others):
            raise Unknown
        for texts, wanted in (self.exits, False), (self.enclosing, True):
            for text in texts:
                if mentions.search(text) and bool(Evaluation(
                        self.source, self.offset, text, 0, known).value()[0]) != wanted:
                    raise Unknown

def bound(name, arguments, position):
    """(bytes or order, most, False): what a bound lets through; or None."""
    text, kind = ALLOCATORS[name]
    text = fill(text, arguments)
    if text is None or quiet(name, arguments):
        return None
    source = source_of(position.file)
    offset = source.offset(int(position.line), int(position.column))
    source.inexact = False
    try:
        size = Bounded(source, offset).largest(text)
    except Unknown:
        return None
    most = limit_of(kind)
    if kind in ('order', 'skb'):
        size &= 0xffffffff
    if size <= most or source.is_ignored(int(position.line), RULE):
        return None
    if not is_compiled(source, offset) or not may_run(source, offset, False):
        return None
    return size, most, source.inexact

def is_bound_oversize(name, arguments, positions):
    return note(bound(str(name), list(arguments.elements), positions[0]), positions)

@initialize:python@
limit << virtual.limit;
@@
set_limit(limit)

@initialize:python@
release << virtual.release;
@@
set_release(release)

@site@
identifier f = {kmalloc, __kmalloc, kmalloc_large, kzalloc, kmalloc_node, __kmalloc_node, kmalloc_large_node, kzalloc_node, kmalloc_array, kcalloc, kmalloc_array_node, kcalloc_node, krealloc, __krealloc, krealloc_node, krealloc_node_align, krealloc_array, kmalloc_track_caller, __kmalloc_track_caller, __kmalloc_node_track_caller, kmalloc_node_track_caller, kmalloc_nolock, kmem_buckets_alloc, kmem_buckets_alloc_track_caller, kmalloc_obj, kzalloc_obj, kmalloc_objs, kzalloc_objs, kmalloc_flex, kzalloc_flex, kmem_cache_create, __kmem_cache_create, __kmem_cache_create_args, __kmem_cache_default_args, kmem_cache_create_usercopy, KMEM_CACHE, kmemdup, kmemdup_array, kmemdup_nul, memdup_user, memdup_array_user, memdup_user_nul, memdup_sockptr, memdup_sockptr_nul, kvmalloc, kvzalloc, kvmalloc_node, kvzalloc_node, kvmalloc_array, __kvmalloc_array, kvcalloc, kvcalloc_node, kvmemdup, kvrealloc, vmemdup_user, vmemdup_array_user, kvmemdup_bpfptr, __get_free_pages, __get_dma_pages, alloc_pages, alloc_pages_node, __alloc_pages_node, __alloc_pages, __alloc_pages_nodemask, folio_alloc, __folio_alloc, dev_alloc_pages, __dev_alloc_pages, devm_get_free_pages, alloc_pages_exact, alloc_pages_exact_nid, page_frag_alloc, page_frag_alloc_align, __page_frag_alloc_align, netdev_alloc_frag, netdev_alloc_frag_align, __netdev_alloc_frag_align, napi_alloc_frag, napi_alloc_frag_align, __napi_alloc_frag_align, __alloc_percpu, __alloc_percpu_gfp, alloc_percpu, devm_alloc_percpu, __devm_alloc_percpu, devm_kmalloc, devm_kzalloc, devm_kmalloc_array, devm_kcalloc, devm_krealloc, devm_krealloc_array, devm_kmemdup, devm_kmemdup_array, devm_kmemdup_const, devres_alloc, __devres_alloc_node, devres_alloc_node, devm_bitmap_alloc, devm_bitmap_zalloc, drmm_kmalloc, drmm_kzalloc, drmm_kmalloc_array, drmm_kcalloc, kunit_kmalloc, kunit_kzalloc, kunit_kmalloc_array, kunit_kcalloc, mempool_create_kmalloc_pool, mempool_init_kmalloc_pool, mempool_create_page_pool, mempool_init_page_pool, kfifo_alloc, __kfifo_alloc, kfifo_alloc_node, __kfifo_alloc_node, bitmap_alloc, bitmap_alloc_node, bitmap_zalloc, bitmap_zalloc_node, alloc_skb, alloc_skb_fclone, __alloc_skb, dev_alloc_skb, __dev_alloc_skb, netdev_alloc_skb, __netdev_alloc_skb, netdev_alloc_skb_ip_align, __netdev_alloc_skb_ip_align, napi_alloc_skb, __napi_alloc_skb, bt_skb_alloc, nfc_alloc_recv_skb, sock_wmalloc, nlmsg_new, genlmsg_new, usb_alloc_urb, scsi_host_alloc, mmc_alloc_host, devm_mmc_alloc_host, __spi_alloc_controller, __devm_spi_alloc_controller, iio_device_alloc, devm_iio_device_alloc, framebuffer_alloc, wiphy_new_nm, ieee80211_alloc_hw_nm, rproc_alloc, devm_rproc_alloc, __seq_open_private, seq_open_private, acpi_os_allocate, acpi_os_allocate_zeroed, f2fs_kmalloc, f2fs_kzalloc, f2fs_kvmalloc, f2fs_kvzalloc, kmem_alloc, kmem_zalloc, bpf_map_kmalloc_node, bpf_map_kmalloc_nolock, bpf_map_kzalloc, bpf_map_kvcalloc, uverbs_alloc, uverbs_zalloc, uverbs_kcalloc};
expression list args;
position p : script:python(f, args) { is_site(f, args, p) };
@@

f@p(args)

@shown depends on context@
identifier f = {kmalloc, __kmalloc, kmalloc_large, kzalloc, kmalloc_node, __kmalloc_node, kmalloc_large_node, kzalloc_node, kmalloc_array, kcalloc, kmalloc_array_node, kcalloc_node, krealloc, __krealloc, krealloc_node, krealloc_node_align, krealloc_array, kmalloc_track_caller, __kmalloc_track_caller, __kmalloc_node_track_caller, kmalloc_node_track_caller, kmalloc_nolock, kmem_buckets_alloc, kmem_buckets_alloc_track_caller, kmalloc_obj, kzalloc_obj, kmalloc_objs, kzalloc_objs, kmalloc_flex, kzalloc_flex, kmem_cache_create, __kmem_cache_create, __kmem_cache_create_args, __kmem_cache_default_args, kmem_cache_create_usercopy, KMEM_CACHE, kmemdup, kmemdup_array, kmemdup_nul, memdup_user, memdup_array_user, memdup_user_nul, memdup_sockptr, memdup_sockptr_nul, kvmalloc, kvzalloc, kvmalloc_node, kvzalloc_node, kvmalloc_array, __kvmalloc_array, kvcalloc, kvcalloc_node, kvmemdup, kvrealloc, vmemdup_user, vmemdup_array_user, kvmemdup_bpfptr, __get_free_pages, __get_dma_pages, alloc_pages, alloc_pages_node, __alloc_pages_node, __alloc_pages, __alloc_pages_nodemask, folio_alloc, __folio_alloc, dev_alloc_pages, __dev_alloc_pages, devm_get_free_pages, alloc_pages_exact, alloc_pages_exact_nid, page_frag_alloc, page_frag_alloc_align, __page_frag_alloc_align, netdev_alloc_frag, netdev_alloc_frag_align, __netdev_alloc_frag_align, napi_alloc_frag, napi_alloc_frag_align, __napi_alloc_frag_align, __alloc_percpu, __alloc_percpu_gfp, alloc_percpu, devm_alloc_percpu, __devm_alloc_percpu, devm_kmalloc, devm_kzalloc, devm_kmalloc_array, devm_kcalloc, devm_krealloc, devm_krealloc_array, devm_kmemdup, devm_kmemdup_array, devm_kmemdup_const, devres_alloc, __devres_alloc_node, devres_alloc_node, devm_bitmap_alloc, devm_bitmap_zalloc, drmm_kmalloc, drmm_kzalloc, drmm_kmalloc_array, drmm_kcalloc, kunit_kmalloc, kunit_kzalloc, kunit_kmalloc_array, kunit_kcalloc, mempool_create_kmalloc_pool, mempool_init_kmalloc_pool, mempool_create_page_pool, mempool_init_page_pool, kfifo_alloc, __kfifo_alloc, kfifo_alloc_node, __kfifo_alloc_node, bitmap_alloc, bitmap_alloc_node, bitmap_zalloc, bitmap_zalloc_node, alloc_skb, alloc_skb_fclone, __alloc_skb, dev_alloc_skb, __dev_alloc_skb, netdev_alloc_skb, __netdev_alloc_skb, netdev_alloc_skb_ip_align, __netdev_alloc_skb_ip_align, napi_alloc_skb, __napi_alloc_skb, bt_skb_alloc, nfc_alloc_recv_skb, sock_wmalloc, nlmsg_new, genlmsg_new, usb_alloc_urb, scsi_host_alloc, mmc_alloc_host, devm_mmc_alloc_host, __spi_alloc_controller, __devm_spi_alloc_controller, iio_device_alloc, devm_iio_device_alloc, framebuffer_alloc, wiphy_new_nm, ieee80211_alloc_hw_nm, rproc_alloc, devm_rproc_alloc, __seq_open_private, seq_open_private, acpi_os_allocate, acpi_os_allocate_zeroed, f2fs_kmalloc, f2fs_kzalloc, f2fs_kvmalloc, f2fs_kvzalloc, kmem_alloc, kmem_zalloc, bpf_map_kmalloc_node, bpf_map_kmalloc_nolock, bpf_map_kzalloc, bpf_map_kvcalloc, uverbs_alloc, uverbs_zalloc, uverbs_kcalloc};
position p = site.p;
@@

* f@p(...)

@changed depends on patch@
identifier f = {kmalloc, kzalloc, kmalloc_node, kzalloc_node, kmalloc_array, kcalloc, kmalloc_track_caller, kmalloc_node_track_caller, kmem_buckets_alloc, kmem_buckets_alloc_track_caller, kmalloc_obj, kzalloc_obj, kmalloc_objs, kzalloc_objs, kmalloc_flex, kzalloc_flex, kmemdup, f2fs_kmalloc, f2fs_kzalloc, kfree, kvfree, kvfree_atomic, kvfree_sensitive, kfree_rcu, kvfree_rcu, bitmap_free, bpf_map_area_free, kmem_free};
position p : script:python() { is_rewritten(p) };
fresh identifier kv = script:python(p) { new_name(p) };
@@

- f@p
+ kv
  (...)

@script:python depends on report@
f << site.f;
p << site.p;
@@

coccilib.report.print_report(p[0], message(f, p))

@script:python depends on org@
f << site.f;
p << site.p;
@@

coccilib.org.print_todo(p[0], message(f, p))
