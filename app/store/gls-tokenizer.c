/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search index's words: FTS5's own tokenizer, with ё as е, which Russian writes for it as often as not. Index and
 * queries go through it alike; it knows no table. */
#include "config.h"

#include <string.h>

#include "gls-tokenizer.h"

typedef struct {
  fts5_tokenizer  methods; /* of the one that finds the words */
  Fts5Tokenizer  *words;
} Tokenizer;

typedef int (*TokenFunc) (void *, int, const char *, int, int, int);

typedef struct {
  void     *context;
  TokenFunc token;
} Folding;

/* The same number of bytes: U+0451 is D1 91, U+0435 is D0 B5. */
static int
fold_token (void *data, int flags, const char *token, int n_bytes, int start, int end)
{
  Folding *folding = data;
  g_autofree char *copy = NULL;

  for (int i = 0; i + 1 < n_bytes; i++)
    if (token[i] == '\xd1' && token[i + 1] == '\x91')
      {
        if (copy == NULL)
          copy = g_memdup2 (token, (gsize) n_bytes);
        copy[i] = '\xd0';
        copy[i + 1] = '\xb5';
      }
  return folding->token (folding->context, flags, copy != NULL ? copy : token, n_bytes, start, end);
}

static int
tokenize (Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int n_bytes, TokenFunc token)
{
  Tokenizer *self = (Tokenizer *) tokenizer;
  Folding folding = { context, token };

  return self->methods.xTokenize (self->words, &folding, flags, text, n_bytes, fold_token);
}

static void
delete_tokenizer (Fts5Tokenizer *tokenizer)
{
  Tokenizer *self = (Tokenizer *) tokenizer;

  if (self->words != NULL)
    self->methods.xDelete (self->words);
  g_free (self);
}

/* @arguments: the name of the tokenizer beneath, and what it takes. */
static int
create (void *data, const char **arguments, int n_arguments, Fts5Tokenizer **tokenizer)
{
  fts5_api *api = data;
  Tokenizer *self = g_new0 (Tokenizer, 1);
  void *words_data;
  int code = n_arguments > 0 ? api->xFindTokenizer (api, arguments[0], &words_data, &self->methods) : SQLITE_ERROR;

  if (code == SQLITE_OK)
    code = self->methods.xCreate (words_data, arguments + 1, n_arguments - 1, &self->words);
  if (code != SQLITE_OK)
    {
      g_free (self);
      return code;
    }
  *tokenizer = (Fts5Tokenizer *) self;
  return SQLITE_OK;
}

gboolean
gls_tokenizer_register (sqlite3 *handle)
{
  static const fts5_tokenizer methods = { create, delete_tokenizer, tokenize };
  sqlite3_stmt *select;
  fts5_api *api = NULL;

  if (sqlite3_prepare_v2 (handle, "SELECT fts5 (?1)", -1, &select, NULL) != SQLITE_OK)
    return FALSE;
  sqlite3_bind_pointer (select, 1, &api, "fts5_api_ptr", NULL);
  sqlite3_step (select);
  sqlite3_finalize (select);
  return api != NULL && api->iVersion >= 2
         && api->xCreateTokenizer (api, "words", api, (fts5_tokenizer *) &methods, NULL) == SQLITE_OK;
}
