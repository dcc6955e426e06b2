/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of the CoNLL plugin. */
#pragma once

#include <glossator-plugin.h>
#include <plugin-strings.h>

/* The codebook's type for a tag. NULL: it is to be left out. Borrowed from the setting or from @tag, which is NUL-terminated. */
const char *conll_type_of_tag (const GlsPluginHost *host, const char *tag);
/* The other way round. */
const char *conll_tag_of_type (const GlsPluginHost *host, const char *type, PluginString *buffer);

extern const GlsPluginOperations conll_exporter;
