// SPDX-License-Identifier: GPL-2.0
/* Socket buffers of protocols: data, headers and struct skb_shared_info. */
#include <linux/module.h>
#include <linux/skbuff.h>
#include <net/bluetooth/bluetooth.h>
#include <net/genetlink.h>
#include <net/nfc/nfc.h>
#include <net/sock.h>

void sockets_at(struct sock *sk)
{
	kfree_skb(bt_skb_alloc(4193976, GFP_KERNEL));		/* ok: oversize-constant -- and 8 for the header */
	kfree_skb(nfc_alloc_recv_skb(4193983, GFP_KERNEL));	/* ok: oversize-constant -- and 1 */
	kfree_skb(sock_wmalloc(sk, 4193984, 1, GFP_KERNEL));	/* ok: oversize-constant */
	nlmsg_free(genlmsg_new(4193964, GFP_KERNEL));		/* ok: oversize-constant -- and 20 */
	kfree_skb(sock_omalloc(sk, 8388608, GFP_KERNEL));	/* ok: oversize-constant -- optmem_max is the limit there */
}
EXPORT_SYMBOL_GPL(sockets_at);

void sockets_over(struct sock *sk)
{
	kfree_skb(bt_skb_alloc(4193977, GFP_KERNEL));		/* expect: error[oversize-constant] */
	kfree_skb(nfc_alloc_recv_skb(4193984, GFP_KERNEL));	/* expect: error[oversize-constant] */
	kfree_skb(sock_wmalloc(sk, 4193985, 1, GFP_KERNEL));	/* expect: error[oversize-constant] */
	nlmsg_free(genlmsg_new(4193965, GFP_KERNEL));		/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(sockets_over);

MODULE_DESCRIPTION("kmcheck case: sockets");
MODULE_LICENSE("GPL");
