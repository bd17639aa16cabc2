/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SAME_H
#define SAME_H

int right_start(void);
void right_stop(void);

#endif
