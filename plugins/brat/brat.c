/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importing a folder of brat: which files belong together, and whose they are.
 * It must not know lines. */
#include "brat.h"
#include "brat-lines.h"

#include <stdlib.h>
#include <string.h>

/* One .txt with its .ann. */
typedef struct {
  const char *name;     /* "amira/a1.txt", borrowed */
  size_t      n_folder; /* bytes of "amira" */
  const char *base;     /* "a1.txt" */
  size_t      n_base;   /* without ".txt" */
  bool        done;
} Pair;

typedef struct {
  const GlsPluginHost   *host;
  const GlsPluginSource *source;
  const BratState       *state;
  BratConf               conf;
  Pair                  *pairs;
  size_t                 n_pairs, room;
  bool                   by_folder;   /* a folder an annotator */
} Import;

static bool
ends_with (const char *name, const char *end)
{
  size_t n = strlen (name), m = strlen (end);

  return n > m && strcmp (name + n - m, end) == 0;
}

static void
list_pairs (Import *import)
{
  for (size_t i = 0; i < import->source->files.n; i++)
    {
      const char *name = GLS_PLUGIN_AT (GlsPluginFile, import->source->files, i)->name, *slash = strrchr (name, '/');
      Pair pair = { .name = name, .n_folder = slash != NULL ? (size_t) (slash - name) : 0, .base = slash != NULL ? slash + 1 : name };

      if (!ends_with (name, ".txt"))
        continue;
      pair.n_base = strlen (pair.base) - 4;
      PLUGIN_ADD (import->pairs, import->n_pairs, import->room, pair);
    }
}

static bool
same_base (const Pair *a, const Pair *b)
{
  return a->n_base == b->n_base && memcmp (a->base, b->base, a->n_base) == 0;
}

/* Folders are annotators' where two of them hold the same article, or where the person says so. */
static void
decide_sets (Import *import)
{
  const char *folders = import->host->setting_text (import->host, "folders");

  if (folders != NULL && strcmp (folders, "automatic") != 0)
    {
      import->by_folder = strcmp (folders, "annotators") == 0;
      return;
    }
  for (size_t i = 0; i < import->n_pairs; i++)
    for (size_t k = i + 1; k < import->n_pairs; k++)
      if (same_base (&import->pairs[i], &import->pairs[k]))
        {
          import->by_folder = true;
          return;
        }
}

static void
read_configuration (Import *import)
{
  for (size_t i = 0; i < import->source->files.n; i++)
    {
      const char *name = GLS_PLUGIN_AT (GlsPluginFile, import->source->files, i)->name;
      size_t n;
      const char *data;

      if (strcmp (name, "annotation.conf") != 0 && !ends_with (name, "/annotation.conf"))
        continue;
      data = import->host->read_file (import->host, name, &n);
      if (data != NULL)
        brat_conf_read (&import->conf, data, n, name, import->host);
    }
  for (size_t i = 0; i < import->source->files.n; i++)
    {
      const char *name = GLS_PLUGIN_AT (GlsPluginFile, import->source->files, i)->name;
      size_t n;
      const char *data;

      if (strcmp (name, "visual.conf") != 0 && !ends_with (name, "/visual.conf"))
        continue;
      data = import->host->read_file (import->host, name, &n);
      if (data != NULL)
        brat_conf_read_visual (&import->conf, data, n);
    }
}

static bool
has_file (const Import *import, const char *name)
{
  for (size_t i = 0; i < import->source->files.n; i++)
    if (strcmp (GLS_PLUGIN_AT (GlsPluginFile, import->source->files, i)->name, name) == 0)
      return true;
  return false;
}

typedef struct {
  const char *id, *type;
} Typed;

static int
compare_typed (const void *a, const void *b)
{
  return strcmp (((const Typed *) a)->id, ((const Typed *) b)->id);
}

/* Spans and events of a file by id. */
static Typed *
list_typed (const BratFile *file, size_t *n)
{
  Typed *list = plugin_alloc ((file->n_spans + file->n_events + 1) * sizeof *list);

  *n = 0;
  for (size_t i = 0; i < file->n_spans; i++)
    list[(*n)++] = (Typed){ file->spans[i].id, file->spans[i].type };
  for (size_t i = 0; i < file->n_events; i++)
    list[(*n)++] = (Typed){ file->events[i].id, file->events[i].type };
  qsort (list, *n, sizeof *list, compare_typed);
  return list;
}

/* What one file uses. */
static void
learn_file (Import *import, const BratFile *file)
{
  BratConf *conf = &import->conf;
  size_t n_typed = 0;
  Typed *typed = NULL;

  for (size_t i = 0; i < file->n_spans && BRAT_GO_ON (import->host, i); i++)
    brat_conf_add_type (conf, file->spans[i].type, false);
  for (size_t i = 0; i < file->n_events && BRAT_GO_ON (import->host, i); i++)
    {
      brat_conf_add_type (conf, file->events[i].type, true);
      for (size_t k = 0; k < file->events[i].n_fillers; k++)
        brat_conf_add_role (conf, file->events[i].type, file->events[i].roles[k]);
    }
  for (size_t i = 0; i < file->n_relations && BRAT_GO_ON (import->host, i); i++)
    brat_conf_add_relation (conf, file->relations[i].type);
  for (size_t i = 0; i < file->n_remarks && BRAT_GO_ON (import->host, i); i++)
    {
      const BratRemark *remark = &file->remarks[i];
      const Typed wanted = { remark->target, NULL };
      const Typed *found;

      if (remark->kind != 'A')
        continue;
      if (typed == NULL)
        typed = list_typed (file, &n_typed);
      found = bsearch (&wanted, typed, n_typed, sizeof *typed, compare_typed);
      if (found != NULL)
        brat_conf_add_attribute (conf, remark->name, found->type, remark->value);
    }
  free (typed);
}

/* Without a configuration the annotations say what types, roles and attributes there are. */
static void
learn_codebook (Import *import)
{
  for (size_t i = 0; i < import->n_pairs && !import->host->cancelled (import->host); i++)
    {
      PluginString name = { 0 };
      BratFile file = { 0 };
      size_t n;
      const char *data;

      plugin_append (&name, import->pairs[i].name, strlen (import->pairs[i].name) - 4);
      plugin_append_text (&name, ".ann");
      data = has_file (import, name.text) ? import->host->read_file (import->host, name.text, &n) : NULL;
      if (data != NULL)
        brat_file_read (&file, data, n, UINT32_MAX, name.text, import->host, true);
      learn_file (import, &file);
      brat_file_clear (&file);
      plugin_clear (&name);
    }
}

static int
emit_codebook (Import *import)
{
  PluginString json = { 0 };
  int done;

  if (import->conf.n_types == 0)
    learn_codebook (import);
  if (import->conf.n_types == 0)
    return GLS_PLUGIN_OK;
  brat_conf_write_json (&import->conf, &json);
  done = import->host->emit_codebook (import->host, json.text);
  plugin_clear (&json);
  return done;
}

/* The file's text as the host decodes it; a copy. NULL: it cannot be read, which was reported. */
static char *
read_text (Import *import, const char *name, size_t *n)
{
  size_t n_bytes;
  const void *data = import->host->read_file (import->host, name, &n_bytes);
  const char *text = data != NULL ? import->host->decode (import->host, data, n_bytes, import->source->encoding, n) : NULL;
  PluginString sentence = { 0 };

  if (text != NULL)
    return plugin_copy (text, *n);
  plugin_printf (&sentence, "%s: this is not a text; it was left out", name);
  import->host->report (import->host, sentence.text);
  plugin_clear (&sentence);
  return NULL;
}

/* One annotator's file of an article, while that is imported. */
typedef struct {
  PluginString name;   /* "amira/a1.ann" */
  char        *set;    /* whose; NULL: the importing person's */
  char        *data;
  size_t       n;
} Marks;

typedef struct {
  Marks           *marks;
  size_t           n_marks, room_marks;
  GlsPluginStatus *statuses;
  size_t           n_statuses, room_statuses;
} Article;

/* Is a place in the text marked at all? Everything else hangs on one. */
static bool
has_mark (const char *data, size_t n)
{
  const char *at = data, *end = data + n;

  while (at < end && *at != 'T')
    {
      at = memchr (at, '\n', (size_t) (end - at));
      at = at != NULL ? at + 1 : end;
    }
  return at < end;
}

static void
load_marks (Import *import, const Pair *pair, Article *article)
{
  Marks marks = { .set = import->by_folder && pair->n_folder > 0 ? plugin_copy (pair->name, pair->n_folder) : NULL };
  const char *slash = marks.set != NULL ? strrchr (marks.set, '/') : NULL;

  /* Of "team/amira" the last part is the person. */
  if (slash != NULL)
    memmove (marks.set, slash + 1, strlen (slash + 1) + 1);
  plugin_append (&marks.name, pair->name, strlen (pair->name) - 4);
  plugin_append_text (&marks.name, ".ann");
  if (has_file (import, marks.name.text))
    marks.data = read_text (import, marks.name.text, &marks.n);
  PLUGIN_ADD (article->marks, article->n_marks, article->room_marks, marks);
  if (marks.data != NULL && !has_mark (marks.data, marks.n))
    {
      GlsPluginStatus status = { marks.set, "done", NULL };

      PLUGIN_ADD (article->statuses, article->n_statuses, article->room_statuses, status);
    }
}

/* The marks of all who have the same text. */
static void
load_article (Import *import, size_t first, const char *text, size_t n_text, Article *article)
{
  const Pair *pair = &import->pairs[first];

  load_marks (import, pair, article);
  for (size_t i = first + 1; i < import->n_pairs; i++)
    {
      size_t n_other = 0;
      char *other;

      if (import->pairs[i].done || !same_base (pair, &import->pairs[i]))
        continue;
      other = read_text (import, import->pairs[i].name, &n_other);
      if (other != NULL && n_other == n_text && memcmp (other, text, n_text) == 0)
        {
          import->pairs[i].done = true;
          load_marks (import, &import->pairs[i], article);
        }
      free (other);
    }
}

static void
article_clear (Article *article)
{
  for (size_t i = 0; i < article->n_marks; i++)
    {
      plugin_clear (&article->marks[i].name);
      free (article->marks[i].set);
      free (article->marks[i].data);
    }
  free (article->marks);
  free (article->statuses);
}

static int
import_article (Import *import, size_t first)
{
  const GlsPluginHost *host = import->host;
  Pair *pair = &import->pairs[first];
  size_t n_text = 0;
  char *text = read_text (import, pair->name, &n_text), *key = plugin_copy (pair->base, pair->n_base);
  GlsPluginDocument document = { .size = sizeof document, .key = key, .text = text, .n_bytes = n_text };
  Article article = { 0 };
  int done = GLS_PLUGIN_OK;

  if (text != NULL)
    {
      load_article (import, first, text, n_text, &article);
      document.statuses = (GlsPluginArray) GLS_PLUGIN_ARRAY (article.statuses, article.n_statuses);
      done = host->emit_document (host, &document);
    }
  for (size_t i = 0; i < article.n_marks && done == GLS_PLUGIN_OK; i++)
    if (article.marks[i].data != NULL)
      done = brat_import_file (host, article.marks[i].name.text, article.marks[i].data, article.marks[i].n, article.marks[i].set,
                               text, &import->conf, import->state);
  article_clear (&article);
  free (text);
  free (key);
  return done;
}

static int
import_source (void *state, const GlsPluginHost *host, const GlsPluginSource *source)
{
  Import import = { .host = host, .source = source, .state = state };
  int done;

  list_pairs (&import);
  decide_sets (&import);
  if (import.n_pairs == 0)
    {
      free (import.pairs);
      return host->fail (host, "there is no .txt file in this folder; brat keeps NAME.txt with NAME.ann beside it");
    }
  read_configuration (&import);
  done = emit_codebook (&import);
  for (size_t i = 0; i < import.n_pairs && done == GLS_PLUGIN_OK; i++)
    {
      if (host->cancelled (host))
        break;
      if (!import.pairs[i].done)
        done = import_article (&import, i);
      host->progress (host, (double) (i + 1) / (double) import.n_pairs);
    }
  brat_conf_clear (&import.conf);
  free (import.pairs);
  return done;
}

static int
compare_entities (const void *a, const void *b)
{
  return strcmp (((const BratEntity *) a)->id, ((const BratEntity *) b)->id);
}

static int
compare_externals (const void *a, const void *b)
{
  const BratEntity *one = *(const BratEntity * const *) a, *other = *(const BratEntity * const *) b;
  int order = strcmp (one->external, other->external);

  return order != 0 ? order : strcmp (one->id, other->id);
}

const BratEntity *
brat_find_entity (const BratState *state, const char *id)
{
  const BratEntity wanted = { .id = (char *) id };

  return state->n_entities > 0 ? bsearch (&wanted, state->entities, state->n_entities, sizeof *state->entities, compare_entities) : NULL;
}

const BratEntity *
brat_find_external (const BratState *state, const char *external)
{
  size_t low = 0, high = state->n_externals;

  while (low < high)
    {
      size_t middle = low + (high - low) / 2;

      if (strcmp (state->externals[middle]->external, external) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low < state->n_externals && strcmp (state->externals[low]->external, external) == 0 ? state->externals[low] : NULL;
}

/* The first that stands in one word of a line and is read back as it was. */
static char *
copy_external (const GlsPluginEntity *given)
{
  for (size_t i = 0; i < given->external_ids.n; i++)
    {
      const GlsPluginExternalId *id = GLS_PLUGIN_AT (GlsPluginExternalId, given->external_ids, i);
      PluginString text = { 0 };

      if (*id->scheme == '\0' || *id->value == '\0' || strcmp (id->scheme, "glossator") == 0 || strchr (id->scheme, ':') != NULL
          || strpbrk (id->scheme, " \t\r\n") != NULL || strpbrk (id->value, " \t\r\n") != NULL)
        continue;
      plugin_printf (&text, "%s:%s", id->scheme, id->value);
      return text.text;
    }
  return NULL;
}

static void
sort_entities (BratState *state)
{
  if (state->n_entities == 0)
    return;
  qsort (state->entities, state->n_entities, sizeof *state->entities, compare_entities);
  state->externals = plugin_alloc (state->n_entities * sizeof *state->externals);
  for (size_t i = 0; i < state->n_entities; i++)
    if (state->entities[i].external != NULL)
      state->externals[state->n_externals++] = &state->entities[i];
  if (state->n_externals > 0)
    qsort (state->externals, state->n_externals, sizeof *state->externals, compare_externals);
}

int
brat_begin (const GlsPluginHost *host, const GlsPluginRun *run, void **state)
{
  BratState *fresh = plugin_alloc (sizeof *fresh);

  (void) host;
  for (size_t i = 0; i < run->entities.n; i++)
    {
      const GlsPluginEntity *given = GLS_PLUGIN_AT (GlsPluginEntity, run->entities, i);
      BratEntity entity = { plugin_copy (given->id, strlen (given->id)), plugin_copy (given->name, strlen (given->name)),
                            copy_external (given) };

      PLUGIN_ADD (fresh->entities, fresh->n_entities, fresh->room_entities, entity);
    }
  sort_entities (fresh);
  if (run->kind == GLS_PLUGIN_EXPORTER)
    brat_conf_write (run, &fresh->conf);
  *state = fresh;
  return GLS_PLUGIN_OK;
}

void
brat_end (void *data)
{
  BratState *state = data;

  for (size_t i = 0; i < state->n_entities; i++)
    {
      free (state->entities[i].id);
      free (state->entities[i].name);
      free (state->entities[i].external);
    }
  free (state->entities);
  free (state->externals);
  plugin_clear (&state->conf);
  free (state);
}

static const GlsPluginOperations brat_importer = {
  .size = sizeof brat_importer,
  .begin = brat_begin,
  .import = import_source,
  .end = brat_end,
};
static const GlsPluginDescriptor descriptor = {
  GLS_PLUGIN_HEAD,
  .id = "brat",
  .importer = &brat_importer,
  .exporter = &brat_exporter,
};
GLS_PLUGIN_DEFINE (descriptor)
