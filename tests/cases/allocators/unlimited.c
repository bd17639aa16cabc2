// SPDX-License-Identifier: GPL-2.0
/* test-tree: 6.1 */
/* Rows whose ceiling is another one: nothing to say, whatever the size. */
#include <linux/bio.h>
#include <linux/gfp.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <net/sock.h>

struct page *unlimited_pages(int node)
{
	return alloc_contig_pages(SZ_16M, GFP_KERNEL, node, NULL);	/* ok: oversize-constant -- not the buddy allocator */
}
EXPORT_SYMBOL_GPL(unlimited_pages);

void *unlimited_socket(struct sock *sk, const void *from)
{
	return sock_kmemdup(sk, from, SZ_8M, GFP_KERNEL);	/* ok: oversize-constant -- optmem_max is the limit there */
}
EXPORT_SYMBOL_GPL(unlimited_socket);

struct bio *unlimited_bio(void)
{
	return bio_kmalloc(USHRT_MAX, GFP_KERNEL);	/* ok: oversize-constant -- BIO_MAX_INLINE_VECS is the limit there */
}
EXPORT_SYMBOL_GPL(unlimited_bio);

MODULE_DESCRIPTION("kmcheck case: unlimited");
MODULE_LICENSE("GPL");
