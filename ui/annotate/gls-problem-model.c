/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders problems by severity, rule and place and puts a head before each group.
 * It must not know the list that shows them nor where they come from. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "gls-problem-model.h"

/* More than anybody reads; a codebook that changed can make a problem of every annotation. */
#define MOST_ROWS 5000

struct _GlsProblemItem {
  GObject           parent_instance;
  GlsFinding       *finding;
  char             *title;
  GlsPluginSeverity severity;
};

G_DEFINE_FINAL_TYPE (GlsProblemItem, gls_problem_item, G_TYPE_OBJECT)

GlsFinding *
gls_problem_item_get_finding (GlsProblemItem *self)
{
  return self->finding;
}

const char *
gls_problem_item_get_title (GlsProblemItem *self)
{
  return self->title;
}

GlsPluginSeverity
gls_problem_item_get_severity (GlsProblemItem *self)
{
  return self->severity;
}

static void
gls_problem_item_finalize (GObject *object)
{
  GlsProblemItem *self = GLS_PROBLEM_ITEM (object);

  gls_finding_unref (self->finding);
  g_free (self->title);
  G_OBJECT_CLASS (gls_problem_item_parent_class)->finalize (object);
}

static void
gls_problem_item_class_init (GlsProblemItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gls_problem_item_finalize;
}

static void
gls_problem_item_init (GlsProblemItem *self)
{
}

/* --- Words ------------------------------------------------------------------------------------------------------------ */

const char *
gls_problem_get_severity_name (GlsPluginSeverity severity)
{
  return severity == GLS_PLUGIN_ERROR ? _ ("Error") : severity == GLS_PLUGIN_WARNING ? _ ("Warning") : _ ("Note");
}

const char *
gls_problem_get_icon (GlsPluginSeverity severity)
{
  return severity == GLS_PLUGIN_ERROR ? "dialog-error-symbolic"
         : severity == GLS_PLUGIN_WARNING ? "dialog-warning-symbolic" : "dialog-information-symbolic";
}

char *
gls_problem_dup_rule_title (const char *rule)
{
  static const struct { const char *rule, *title; } titles[] = {
    { "required-role", N_ ("A required role is empty") }, { "required-attribute", N_ ("A required value is missing") },
    { "ragged-boundary", N_ ("Ragged boundaries") }, { "figure-differs", N_ ("A figure differs from its words") },
    { "part-exceeds-whole", N_ ("A part is more than its whole") },
    { "said-after-publication", N_ ("Said after publication") }, { "as-of-after-said-on", N_ ("Holds only after it was said") },
    { "claim-without-cue", N_ ("A claim without a cue") }, { "claim-without-source", N_ ("A claim without a source") },
    { "crossing", N_ ("Marks of one type cross") }, { "marked-twice", N_ ("Marked twice") },
    { "marked-differently", N_ ("Marked differently elsewhere") }, { "not-marked-here", N_ ("Marked elsewhere, not here") },
    { "same-thing", N_ ("Two spellings of one thing?") }, { "two-figures", N_ ("One source, two figures") },
  };
  char *title;

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].rule, rule))
      return g_strdup (_ (titles[i].title));
  title = g_strdelimit (g_strdup (rule), "-", ' ');
  *title = g_ascii_toupper (*title);
  return title;
}

/* --- Rows ------------------------------------------------------------------------------------------------------------- */

static gboolean
is_first (const GlsFinding *finding, const GlsId *first)
{
  return first != NULL && finding->problem->has_document && gls_id_equal (&finding->problem->document, first);
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer first)
{
  const GlsFinding *x = *(GlsFinding * const *) a, *y = *(GlsFinding * const *) b;
  int order = (x->waiver != NULL) - (y->waiver != NULL);

  if (order == 0)
    order = (int) x->problem->severity - (int) y->problem->severity;
  if (order == 0)
    order = strcmp (x->problem->rule, y->problem->rule);
  if (order == 0)
    order = is_first (y, first) - is_first (x, first);
  if (order == 0 && x->problem->has_document && y->problem->has_document)
    order = gls_id_compare (&x->problem->document, &y->problem->document);
  return order != 0 ? order : gls_finding_compare (a, b);
}

static gboolean
is_same (const GlsFinding *a, const GlsFinding *b)
{
  return a == b || (gls_id_equal (&a->problem->id, &b->problem->id) && a->start == b->start && a->end == b->end
                    && g_str_equal (a->problem->message, b->problem->message) && a->problem->fixes->len == b->problem->fixes->len
                    && (a->waiver != NULL) == (b->waiver != NULL));
}

static GlsProblemItem *
make_item (GlsFinding *finding, const char *title, GlsPluginSeverity severity)
{
  GlsProblemItem *item = g_object_new (GLS_TYPE_PROBLEM_ITEM, NULL);

  item->finding = finding != NULL ? gls_finding_ref (finding) : NULL;
  item->title = g_strdup (title);
  item->severity = severity;
  return item;
}

static gboolean
is_item (GlsProblemItem *a, GlsProblemItem *b)
{
  if (a->finding != NULL && b->finding != NULL)
    return is_same (a->finding, b->finding);
  return a->finding == NULL && b->finding == NULL && a->severity == b->severity && g_strcmp0 (a->title, b->title) == 0;
}

/* A row that is the same keeps its item, so that selection and focus stay where they are; it learns what is new of its problem. */
static void
replace_rows (GListStore *store, GPtrArray *rows)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store)), head = 0, tail = 0;

  for (; head < n && head < rows->len; head++)
    {
      g_autoptr (GlsProblemItem) there = g_list_model_get_item (G_LIST_MODEL (store), head);

      if (!is_item (there, rows->pdata[head]))
        break;
      if (there->finding != NULL)
        {
          GlsFinding *newer = gls_finding_ref (((GlsProblemItem *) rows->pdata[head])->finding);

          gls_finding_unref (there->finding);
          there->finding = newer;
        }
    }
  for (; tail < n - head && tail < rows->len - head; tail++)
    {
      g_autoptr (GlsProblemItem) there = g_list_model_get_item (G_LIST_MODEL (store), n - 1 - tail);
      GlsProblemItem *wanted = rows->pdata[rows->len - 1 - tail];

      if (!is_item (there, wanted))
        break;
      if (there->finding != NULL)
        {
          GlsFinding *newer = gls_finding_ref (wanted->finding);

          gls_finding_unref (there->finding);
          there->finding = newer;
        }
    }
  if (n - head - tail > 0 || rows->len - head - tail > 0)
    g_list_store_splice (store, head, n - head - tail, rows->pdata + head, rows->len - head - tail);
}

static guint
count_group (GPtrArray *sorted, guint from)
{
  const GlsFinding *first = sorted->pdata[from];
  guint n = 1;

  while (from + n < sorted->len)
    {
      const GlsFinding *next = sorted->pdata[from + n];

      if ((next->waiver != NULL) != (first->waiver != NULL) || next->problem->severity != first->problem->severity
          || !g_str_equal (next->problem->rule, first->problem->rule))
        break;
      n++;
    }
  return n;
}

static void
add_head (GPtrArray *rows, const GlsFinding *first, guint n)
{
  g_autofree char *rule = gls_problem_dup_rule_title (first->problem->rule);
  /* Translators: the number of problems of a kind, "A claim without a cue · 3" */
  g_autofree char *title = first->waiver != NULL ? g_strdup_printf (_ ("Waived: %s · %u"), rule, n)
                                                 : g_strdup_printf (_ ("%s · %u"), rule, n);

  g_ptr_array_add (rows, make_item (NULL, title, first->problem->severity));
}

static void
count (GlsProblemCounts *counts, const GlsFinding *finding)
{
  if (finding->waiver != NULL)
    counts->waived++;
  else if (finding->problem->severity == GLS_PLUGIN_ERROR)
    counts->errors++;
  else if (finding->problem->severity == GLS_PLUGIN_WARNING)
    counts->warnings++;
  else
    counts->notes++;
}

void
gls_problem_rows_fill (GListStore *store, GPtrArray *findings, const GlsId *first, gboolean waived, GlsProblemCounts *counts)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new (), rows = g_ptr_array_new_with_free_func (g_object_unref);
  guint left = 0;

  *counts = (GlsProblemCounts){ 0 };
  for (guint i = 0; i < findings->len; i++)
    {
      GlsFinding *finding = findings->pdata[i];

      count (counts, finding);
      if (finding->waiver == NULL || waived)
        g_ptr_array_add (sorted, finding);
    }
  g_ptr_array_sort_with_data (sorted, compare_rows, (gpointer) first);
  for (guint i = 0; i < sorted->len && rows->len < MOST_ROWS; i++)
    {
      GlsFinding *finding = sorted->pdata[i];

      if (left == 0)
        {
          left = count_group (sorted, i);
          add_head (rows, finding, left);
        }
      left--;
      g_ptr_array_add (rows, make_item (finding, NULL, finding->problem->severity));
    }
  replace_rows (store, rows);
}
