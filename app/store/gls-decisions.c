/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decisions as records of the journal and back.
 * It must not know what a decision means for gold. */
#include "config.h"

#include <string.h>

#include "gls-decisions.h"
#include "gls-journal.h"

/* What a stranger's file may hold of them. */
#define MAX_ANNOTATIONS 4096

void
gls_change_put_decision (GlsChange *change, const GlsDecision *decision)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  const GlsId *id = &decision->id;

  for (guint i = 0; i < decision->annotations->len; i++)
    {
      char text[GLS_ID_STRING_SIZE];

      gls_id_to_string (&g_array_index (decision->annotations, GlsId, i), text);
      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", text);
    }
  gls_change_declare (change, id, GLS_RECORD_DECISION, &decision->document, NULL, NULL);
  gls_change_set_int (change, id, "case", decision->kind);
  gls_change_set_text (change, id, "field", decision->field);
  gls_change_set_text (change, id, "annotations", ids->str);
  gls_change_set_text (change, id, "choice", decision->choice);
  gls_change_set_text (change, id, "edited", decision->edited);
  gls_change_set_text (change, id, "saw", decision->saw);
  gls_change_set_int (change, id, "reason", decision->reason);
  gls_change_set_text (change, id, "note", decision->note);
  gls_change_set_text (change, id, "by", decision->by);
  gls_change_set_text (change, id, "gold", NULL);
  if (!gls_id_is_null (&decision->gold))
    {
      char gold[GLS_ID_STRING_SIZE];

      gls_id_to_string (&decision->gold, gold);
      gls_change_set_text (change, id, "gold", gold);
    }
}

/* A field a person, so that two who answer in two copies are both heard. */
static char *
name_answer (const char *person)
{
  return g_strdup_printf ("answer %s", person);
}

void
gls_change_answer_decision (GlsChange *change, const GlsId *decision, const char *person, const char *text)
{
  g_autofree char *field = name_answer (person);

  gls_change_set_text (change, decision, field, text != NULL && *text != '\0' ? text : NULL);
}

static guint
field_of (GlsProject *project, const char *name)
{
  return gls_journal_field_key (project, name, FALSE, NULL);
}

static char **
read_answers (GlsProject *project, const GlsFold *fold, GPtrArray *people)
{
  g_autoptr (GStrvBuilder) answers = g_strv_builder_new ();
  char **list;

  for (guint i = 0; i < people->len; i++)
    {
      g_autofree char *field = name_answer (g_ptr_array_index (people, i));
      guint key = field_of (project, field);
      const char *text = key != 0 ? gls_fold_get_text (fold, key) : NULL;

      if (text == NULL)
        continue;
      g_strv_builder_add (answers, g_ptr_array_index (people, i));
      g_strv_builder_add (answers, text);
    }
  list = g_strv_builder_end (answers);
  if (*list == NULL)
    g_clear_pointer (&list, g_strfreev);
  return list;
}

/* NULL: taken back, or not as we write it. */
static GlsDecision *
read_decision (GlsProject *project, const GlsRecord *record, const GlsFold *fold, GPtrArray *people)
{
  g_autoptr (GlsDecision) decision = gls_decision_new ();
  const char *ids = gls_fold_get_text (fold, field_of (project, "annotations"));
  const char *gold = gls_fold_get_text (fold, field_of (project, "gold"));
  gint64 kind = gls_fold_get_int (fold, field_of (project, "case"), 0);
  gint64 reason = gls_fold_get_int (fold, field_of (project, "reason"), 0);
  g_auto (GStrv) words = g_strsplit (ids != NULL ? ids : "", " ", MAX_ANNOTATIONS);

  if (gls_fold_is_deleted (fold) || ids == NULL || kind < GLS_CASE_FOUND || kind > GLS_CASE_RELATION)
    return NULL;
  for (guint i = 0; words[i] != NULL; i++)
    {
      GlsId id;

      if (!gls_id_parse (words[i], &id))
        return NULL;
      g_array_append_val (decision->annotations, id);
    }
  decision->id = record->id;
  decision->kind = kind;
  decision->reason = CLAMP (reason, 0, GLS_REASON_AUTOMATIC);
  decision->field = g_strdup (gls_fold_get_text (fold, field_of (project, "field")));
  decision->choice = g_strdup (gls_fold_get_text (fold, field_of (project, "choice")));
  decision->edited = g_strdup (gls_fold_get_text (fold, field_of (project, "edited")));
  decision->saw = g_strdup (gls_fold_get_text (fold, field_of (project, "saw")));
  decision->note = g_strdup (gls_fold_get_text (fold, GLS_FIELD_NOTE));
  decision->by = g_strdup (gls_fold_get_text (fold, field_of (project, "by")));
  decision->answers = read_answers (project, fold, people);
  if (gold != NULL && !gls_id_parse (gold, &decision->gold))
    memset (&decision->gold, 0, sizeof decision->gold);
  return g_steal_pointer (&decision);
}

static int
compare_decisions (gconstpointer a, gconstpointer b)
{
  return gls_id_compare (&(*(GlsDecision * const *) a)->id, &(*(GlsDecision * const *) b)->id);
}

GPtrArray *
gls_project_load_decisions (GlsProject *project, const GlsId *document, GError **error)
{
  g_autoptr (GPtrArray) decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) gls_decision_free);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) people = NULL;
  gint64 doc = document != NULL ? gls_journal_find_record (project, document, error) : 0;
  gboolean ok = TRUE;
  GlsFold fold;

  if (document != NULL && doc == 0)
    return g_steal_pointer (&decisions);
  if (!gls_journal_list_records (project, GLS_RECORD_DECISION, doc, keys, error))
    return NULL;
  people = keys->len > 0 ? gls_project_load_people (project, error) : NULL;
  if (keys->len > 0 && people == NULL)
    return NULL;
  gls_fold_init (&fold);
  for (guint i = 0; ok && i < keys->len; i++)
    {
      GlsRecord record, place;
      GlsDecision *decision = NULL;

      gls_fold_reset (&fold);
      ok = gls_journal_get_record (project, g_array_index (keys, gint64, i), &record, error)
           && gls_journal_fold (project, &record, &fold, error);
      if (ok && gls_journal_get_record (project, record.doc, &place, NULL))
        decision = read_decision (project, &record, &fold, people);
      if (decision != NULL)
        {
          decision->document = place.id;
          g_ptr_array_add (decisions, decision);
        }
    }
  gls_fold_clear (&fold);
  if (!ok)
    return NULL;
  g_ptr_array_sort (decisions, compare_decisions);
  return g_steal_pointer (&decisions);
}
