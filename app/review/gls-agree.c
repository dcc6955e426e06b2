/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes tables out of aligned documents and figures out of tables.
 * It must not know how a figure is shown. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <gls-alpha.h>
#include <gls-chance.h>

#include "gls-agree.h"

/* Counting what is drawn and computed at most; beyond it fewer samples are drawn. */
#define BOOTSTRAP_WORK 100000000u

/* Gamma aligns everything dozens of times over. */
#define GAMMA_UNITS 20000

/* A table that grows. */
typedef struct {
  char       *feature;
  GArray     *values;     /* gint32, a row of people an item */
  GHashTable *numbers;    /* category to its number */
  GPtrArray  *names;
  guint       n_single;
} Growing;

typedef struct {
  GlsReview    *review;
  GlsAgreement *agreement;
  GlsAgreeUnit  unit;
  guint         n;        /* people */
  GPtrArray    *growing;
  GHashTable   *by_feature;
  double        at;       /* where the next document begins on the continuum */
} Computing;

static void
growing_free (Growing *growing)
{
  g_free (growing->feature);
  g_array_unref (growing->values);
  g_hash_table_unref (growing->numbers);
  g_ptr_array_unref (growing->names);
  g_free (growing);
}

static Growing *
find_table (Computing *c, const char *feature)
{
  Growing *growing = g_hash_table_lookup (c->by_feature, feature);

  if (growing != NULL)
    return growing;
  growing = g_new0 (Growing, 1);
  growing->feature = g_strdup (feature);
  growing->values = g_array_new (FALSE, FALSE, sizeof (gint32));
  growing->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  growing->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (c->growing, growing);
  g_hash_table_insert (c->by_feature, growing->feature, growing);
  return growing;
}

static gint32
number_of (Growing *growing, const char *name)
{
  gpointer number;
  char *copy;

  if (g_hash_table_lookup_extended (growing->numbers, name, NULL, &number))
    return GPOINTER_TO_INT (number);
  copy = g_strdup (name);
  g_hash_table_insert (growing->numbers, copy, GINT_TO_POINTER (growing->names->len));
  g_ptr_array_add (growing->names, copy);
  return growing->names->len - 1;
}

/* @row: a category a person; an item that only one has is left out and counted. */
static void
add_row (Computing *c, Growing *growing, const gint32 *row)
{
  guint n = 0;

  for (guint i = 0; i < c->n; i++)
    n += row[i] != GLS_CODING_MISSING;
  if (n >= 2)
    g_array_append_vals (growing->values, row, c->n);
  else if (n == 1)
    growing->n_single++;
}

static void
clear_row (Computing *c, gint32 *row)
{
  for (guint i = 0; i < c->n; i++)
    row[i] = GLS_CODING_MISSING;
}

/* --- Groups of marks ------------------------------------------------------------------------------------------------ */

typedef char *(*ValueFunc) (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *name);

static char *
type_of (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *name)
{
  return g_strdup (annotation->type);
}

static char *
attribute_of (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *name)
{
  return gls_aligned_dup_attribute (annotation, name);
}

static char *
role_of (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *name)
{
  return gls_aligned_dup_role (aligned, annotation, name);
}

static char *
entity_of (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *name)
{
  return gls_aligned_dup_entity (aligned, annotation);
}

/* @type (nullable): only marks of this type say something. An item where nobody says anything is no item. */
static void
add_group (Computing *c, const GlsAligned *aligned, guint group, const char *feature, const char *type, const char *name,
           ValueFunc value_of)
{
  Growing *growing = find_table (c, feature);
  g_autofree gint32 *row = g_new (gint32, c->n + 1);
  gboolean any = FALSE;
  guint n;
  const GlsAlignedMark *marks = gls_aligned_get_group (aligned, group, &n);

  clear_row (c, row);
  for (guint i = 0; i < n; i++)
    if (type == NULL || strcmp (marks[i].annotation->type, type) == 0)
      {
        g_autofree char *value = value_of (aligned, marks[i].annotation, name);

        any = any || *value != '\0';
        row[marks[i].person] = number_of (growing, value);
      }
  if (any)
    add_row (c, growing, row);
}

/* Fillers are named by group within a document; over several documents the same number is another thing. */
static char *
role_here_of (const GlsAligned *aligned, const GlsAnnotation *annotation, const char *name)
{
  g_autofree char *value = role_of (aligned, annotation, name);

  return *value != '\0' ? g_strdup_printf ("%s: %s", aligned->document->key, value) : g_strdup ("");
}

static void
add_groups (Computing *c, const GlsAligned *aligned)
{
  for (guint g = 0; g < aligned->n_groups; g++)
    {
      guint n;
      const GlsAlignedMark *marks = gls_aligned_get_group (aligned, g, &n);
      const GlsTypeDef *def = gls_codebook_find_type (c->review->codebook, marks[0].annotation->type);

      add_group (c, aligned, g, "type", NULL, NULL, type_of);
      add_group (c, aligned, g, "entity", NULL, NULL, entity_of);
      for (guint i = 0; def != NULL && i < def->attributes->len; i++)
        {
          const char *name = ((GlsAttributeDef *) g_ptr_array_index (def->attributes, i))->name;
          g_autofree char *feature = g_strdup_printf ("attribute %s", name);

          add_group (c, aligned, g, feature, def->name, name, attribute_of);
        }
      for (guint i = 0; def != NULL && i < def->roles->len; i++)
        {
          const char *name = ((GlsRoleDef *) g_ptr_array_index (def->roles, i))->name;
          g_autofree char *feature = g_strdup_printf ("role %s", name);

          add_group (c, aligned, g, feature, def->name, name, role_here_of);
        }
    }
}

static void
add_units (Computing *c, const GlsAligned *aligned)
{
  for (guint i = 0; i < aligned->marks->len; i++)
    {
      const GlsAlignedMark *mark = &g_array_index (aligned->marks, GlsAlignedMark, i);
      const GlsAnnotation *annotation = mark->annotation;

      gls_unitizing_add (c->agreement->units, mark->person,
                         gls_unitizing_add_category (c->agreement->units, annotation->type),
                         c->at + annotation->fragments[0].start,
                         c->at + annotation->fragments[annotation->n_fragments - 1].end);
    }
  c->at += gls_text_get_length (aligned->document->text) + 1;
  c->agreement->units->end = c->at;
}

static void
add_pairs (Computing *c, const GlsAligned *aligned)
{
  for (guint i = 0; i < c->agreement->pairs->len; i++)
    {
      GlsAgreePair *pair = &g_array_index (c->agreement->pairs, GlsAgreePair, i);

      if ((aligned->asked >> pair->a & 1) != 0 && (aligned->asked >> pair->b & 1) != 0)
        pair->n_documents++;
    }
}

/* --- Words, characters, documents ---------------------------------------------------------------------------------- */

/* What each person calls each character: the shortest mark wins; -1 none. Long marks are painted first. */
static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  const GlsAlignedMark *x = *(GlsAlignedMark * const *) a, *y = *(GlsAlignedMark * const *) b;
  guint32 n = 0, m = 0;

  for (guint i = 0; i < x->annotation->n_fragments; i++)
    n += x->annotation->fragments[i].end - x->annotation->fragments[i].start;
  for (guint i = 0; i < y->annotation->n_fragments; i++)
    m += y->annotation->fragments[i].end - y->annotation->fragments[i].start;
  return n != m ? (n > m ? -1 : 1) : gls_id_compare (&x->annotation->id, &y->annotation->id);
}

static gint32 *
paint (Computing *c, const GlsAligned *aligned, Growing *growing, gint32 none)
{
  guint32 length = gls_text_get_length (aligned->document->text);
  gint32 *painted = g_new (gint32, (gsize) length * c->n + 1);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  for (gsize i = 0; i < (gsize) length * c->n; i++)
    painted[i] = none;
  for (guint i = 0; i < aligned->marks->len; i++)
    g_ptr_array_add (order, &g_array_index (aligned->marks, GlsAlignedMark, i));
  g_ptr_array_sort (order, compare_lengths);
  for (guint i = 0; i < order->len; i++)
    {
      const GlsAlignedMark *mark = g_ptr_array_index (order, i);
      gint32 type = number_of (growing, mark->annotation->type);

      for (guint f = 0; f < mark->annotation->n_fragments; f++)
        for (guint32 at = mark->annotation->fragments[f].start; at < MIN (mark->annotation->fragments[f].end, length); at++)
          painted[(gsize) at * c->n + mark->person] = type;
    }
  return painted;
}

/* Passed over as marks there are. */
static guint32
skip_zones (const GlsDocument *document, guint32 at)
{
  for (guint i = 0; i < document->zones->len; i++)
    {
      const GlsZone *zone = &g_array_index (document->zones, GlsZone, i);

      if ((zone->kind == GLS_ZONE_BOILERPLATE || zone->kind == GLS_ZONE_REPEAT) && zone->start <= at && at < zone->end)
        return zone->end;
    }
  return at;
}

static void
add_characters (Computing *c, const GlsAligned *aligned)
{
  Growing *growing = find_table (c, c->unit == GLS_UNIT_TOKEN ? "token" : "character");
  gint32 none = number_of (growing, "–");
  g_autofree gint32 *painted = paint (c, aligned, growing, none), *row = g_new (gint32, c->n + 1);
  const char *data = gls_text_get_data (aligned->document->text, NULL);
  guint32 length = gls_text_get_length (aligned->document->text), skip_to = 0;
  gboolean in_word = FALSE;

  for (guint32 at = 0; at < length; at++, data = g_utf8_next_char (data))
    {
      gboolean letter = g_unichar_isalnum (g_utf8_get_char (data)), begins = letter && !in_word;

      in_word = letter;
      if (at >= skip_to)
        skip_to = skip_zones (aligned->document, at);
      /* A word is what its first letter is. */
      if (at < skip_to || (c->unit == GLS_UNIT_TOKEN && !begins))
        continue;
      for (guint i = 0; i < c->n; i++)
        row[i] = (aligned->asked >> i & 1) != 0 ? painted[(gsize) at * c->n + i] : GLS_CODING_MISSING;
      add_row (c, growing, row);
    }
}

static void
add_document (Computing *c, const GlsAligned *aligned)
{
  g_autofree gint32 *row = g_new (gint32, c->n + 1);

  for (guint t = 0; t < c->review->codebook->types->len; t++)
    {
      const GlsTypeDef *type = g_ptr_array_index (c->review->codebook->types, t);
      Growing *growing;
      gint32 yes, no;

      if (c->review->type != NULL && strcmp (c->review->type, type->name) != 0)
        continue;
      growing = find_table (c, type->name);
      no = number_of (growing, "no");
      yes = number_of (growing, "yes");
      for (guint i = 0; i < c->n; i++)
        row[i] = (aligned->asked >> i & 1) != 0 ? no : GLS_CODING_MISSING;
      for (guint i = 0; i < aligned->marks->len; i++)
        {
          const GlsAlignedMark *mark = &g_array_index (aligned->marks, GlsAlignedMark, i);

          if (strcmp (mark->annotation->type, type->name) == 0)
            row[mark->person] = yes;
        }
      add_row (c, growing, row);
    }
}

/* --- All of it ------------------------------------------------------------------------------------------------------ */

static gboolean
is_cancelled (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

static gboolean
read_document (Computing *c, const GlsId *id, GError **error)
{
  g_autoptr (GlsAligned) aligned = gls_review_load (c->review, id, NULL, error);
  GlsAgreement *agreement = c->agreement;

  if (aligned == NULL)
    return FALSE;
  agreement->n_passed_over += aligned->n_passed_over;
  if ((aligned->asked & (aligned->asked - 1)) == 0)
    {
      agreement->n_alone++;
      return TRUE;
    }
  agreement->n_documents++;
  agreement->n_annotations += aligned->marks->len;
  switch (c->unit)
    {
    case GLS_UNIT_SPAN:
      add_groups (c, aligned);
      add_units (c, aligned);
      add_pairs (c, aligned);
      break;
    case GLS_UNIT_DOCUMENT:
      add_document (c, aligned);
      break;
    default:
      add_characters (c, aligned);
      break;
    }
  return TRUE;
}

static void
agree_table_free (GlsAgreeTable *table)
{
  g_free (table->feature);
  gls_coding_free (table->coding);
  g_free (table);
}

/* Tables in the order they came, without those that compare nothing. */
static void
take_tables (Computing *c)
{
  for (guint i = 0; i < c->growing->len; i++)
    {
      Growing *growing = g_ptr_array_index (c->growing, i);
      GlsAgreeTable *table;

      if (growing->values->len == 0 && growing->n_single == 0)
        continue;
      table = g_new0 (GlsAgreeTable, 1);
      table->feature = g_strdup (growing->feature);
      table->n_single = growing->n_single;
      table->coding = gls_coding_new (growing->values->len / c->n, c->n);
      memcpy (table->coding->values, growing->values->data, growing->values->len * sizeof (gint32));
      for (guint k = 0; k < growing->names->len; k++)
        gls_coding_add_category (table->coding, g_ptr_array_index (growing->names, k));
      gls_coding_sort (table->coding);
      g_ptr_array_add (c->agreement->tables, table);
    }
}

static void
score_pairs (GlsAgreement *agreement)
{
  for (guint i = 0; i < agreement->pairs->len; i++)
    {
      GlsAgreePair *pair = &g_array_index (agreement->pairs, GlsAgreePair, i);

      pair->exact = gls_span_scores (agreement->units, pair->a, pair->b, GLS_SPANS_EXACT);
      pair->overlapping = gls_span_scores (agreement->units, pair->a, pair->b, GLS_SPANS_OVERLAPPING);
      pair->boundary = gls_span_scores (agreement->units, pair->a, pair->b, GLS_SPANS_BOUNDARY);
    }
}

GlsAgreement *
gls_agreement_compute (GlsReview *review, GlsAgreeUnit unit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GlsAgreement) agreement = g_new0 (GlsAgreement, 1);
  g_autoptr (GPtrArray) growing = g_ptr_array_new_with_free_func ((GDestroyNotify) growing_free);
  g_autoptr (GHashTable) by_feature = g_hash_table_new (g_str_hash, g_str_equal);
  Computing c = { review, agreement, unit, g_strv_length (review->people), growing, by_feature, 0 };
  GlsGammaParams params = GLS_GAMMA_PARAMS_INIT;

  agreement->people = g_strdupv (review->people);
  agreement->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) agree_table_free);
  agreement->pairs = g_array_new (FALSE, FALSE, sizeof (GlsAgreePair));
  agreement->units = gls_unitizing_new (0, 0, c.n);
  for (guint a = 0; unit == GLS_UNIT_SPAN && a < c.n; a++)
    for (guint b = a + 1; b < c.n; b++)
      {
        GlsAgreePair pair = { .a = a, .b = b };

        g_array_append_val (agreement->pairs, pair);
      }
  for (guint i = 0; i < review->documents->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error)
        || !read_document (&c, &g_array_index (review->documents, GlsId, i), error))
      return NULL;
  take_tables (&c);
  if (unit != GLS_UNIT_SPAN)
    return g_steal_pointer (&agreement);
  score_pairs (agreement);
  if (agreement->units->units->len > GAMMA_UNITS)
    {
      agreement->gamma.gamma = agreement->gamma.cat = gls_figure_undefined (GLS_UNDEFINED_TOO_MANY);
      return g_steal_pointer (&agreement);
    }
  params.cancelled = cancellable != NULL ? is_cancelled : NULL;
  params.cancelled_data = cancellable;
  agreement->gamma = gls_gamma (agreement->units, &params);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&agreement);
}

void
gls_agreement_free (GlsAgreement *agreement)
{
  if (agreement == NULL)
    return;
  g_strfreev (agreement->people);
  g_clear_pointer (&agreement->tables, g_ptr_array_unref);
  g_clear_pointer (&agreement->pairs, g_array_unref);
  g_clear_pointer (&agreement->units, gls_unitizing_free);
  g_free (agreement);
}

/* --- Measures by name ------------------------------------------------------------------------------------------------ */

static const char * const measure_names[] = {
  "percent", "krippendorff_alpha", "krippendorff_alpha_ordinal", "krippendorff_alpha_interval", "krippendorff_alpha_ratio",
  "cohen_kappa", "weighted_kappa_linear", "weighted_kappa_quadratic", "scott_pi", "fleiss_kappa", "hubert_kappa", "light_kappa",
  "randolph_kappa", "bennett_s", "gwet_ac1", "gwet_ac2_linear", "gwet_ac2_quadratic", NULL,
};

const char * const *
gls_agreement_list_measures (void)
{
  return measure_names;
}

gboolean
gls_agreement_measure (const GlsCoding *coding, const char *measure, GlsFigure *figure)
{
  guint which = 0;

  while (measure_names[which] != NULL && strcmp (measure_names[which], measure) != 0)
    which++;
  switch (which)
    {
    case 0: *figure = gls_percent_agreement (coding); break;
    case 1: case 2: case 3: case 4: *figure = gls_krippendorff_alpha (coding, GLS_METRIC_NOMINAL + which - 1, NULL); break;
    case 5: *figure = gls_cohen_kappa (coding); break;
    case 6: *figure = gls_weighted_kappa (coding, GLS_WEIGHTS_LINEAR, NULL); break;
    case 7: *figure = gls_weighted_kappa (coding, GLS_WEIGHTS_QUADRATIC, NULL); break;
    case 8: *figure = gls_scott_pi (coding); break;
    case 9: *figure = gls_fleiss_kappa (coding); break;
    case 10: *figure = gls_hubert_kappa (coding); break;
    case 11: *figure = gls_light_kappa (coding); break;
    case 12: *figure = gls_randolph_kappa (coding); break;
    case 13: *figure = gls_bennett_s (coding); break;
    case 14: *figure = gls_gwet_ac (coding, GLS_WEIGHTS_NOMINAL); break;
    case 15: *figure = gls_gwet_ac (coding, GLS_WEIGHTS_LINEAR); break;
    case 16: *figure = gls_gwet_ac (coding, GLS_WEIGHTS_QUADRATIC); break;
    default: return FALSE;
    }
  return TRUE;
}

typedef struct {
  const GlsCoding *coding;
  const char      *measure;
} Drawing;

static double
measure_picks (const guint *picks, guint n, gpointer data)
{
  const Drawing *drawing = data;
  GlsCoding *pick = gls_coding_pick (drawing->coding, picks, n);
  GlsFigure figure = gls_figure_undefined (GLS_UNDEFINED_NO_ITEMS);

  gls_agreement_measure (pick, drawing->measure, &figure);
  gls_coding_free_pick (pick);
  return figure.value;
}

void
gls_agreement_interval (const GlsCoding *coding, const char *measure, double *low, double *high)
{
  Drawing drawing = { coding, measure };
  guint64 work = (guint64) MAX (coding->n_items, 1) * coding->n_raters;
  guint samples = CLAMP (BOOTSTRAP_WORK / MAX (work, 1), 50, 1000);

  gls_bootstrap (coding->n_items, samples, 1, measure_picks, &drawing, low, high);
}
