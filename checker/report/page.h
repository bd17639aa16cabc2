/* SPDX-License-Identifier: GPL-2.0-only */
/* The parts of the HTML page that do not depend on the run: page.html,
 * page.css and page.js of this folder, as they stand there. */
#ifndef KMCHECK_REPORT_PAGE_H
#define KMCHECK_REPORT_PAGE_H

extern const char page_html[], page_css[], page_js[];

#endif
