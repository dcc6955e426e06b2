/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tokenizer “words” of the search index, for every connection to a project file. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

gboolean gls_tokenizer_register (sqlite3 *handle);

G_END_DECLS
