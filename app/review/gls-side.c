/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says of every mark of a document whether people agree on it, and whether gold has it so.
 * It must not know how it is drawn. */
#include "config.h"

#include <string.h>

#include "gls-side.h"

static void
clear_group (gpointer data)
{
  g_clear_pointer (&((GlsSideGroup *) data)->item, gls_case_unref);
}

/* What is known of one group of the alignment while its marks are looked at. */
typedef struct {
  GPtrArray *cases;    /* GlsCase of the group, borrowed */
  guint64    found;
} Looking;

static GlsSideState
find_state (const GlsAligned *aligned, const Looking *looking, gboolean gold)
{
  gboolean missed = (aligned->asked & ~looking->found) != 0, settled = FALSE;

  for (guint i = 0; i < looking->cases->len; i++)
    {
      const GlsCase *item = g_ptr_array_index (looking->cases, i);

      if (item->state != GLS_CASE_SETTLED && item->kind != GLS_CASE_FOUND)
        return GLS_SIDE_DIFFER;
      settled |= item->state == GLS_CASE_SETTLED;
      if (item->kind == GLS_CASE_FOUND && item->state == GLS_CASE_SETTLED)
        {
          if (g_strcmp0 (item->choice, "marked") != 0)
            return GLS_SIDE_REJECTED;
          missed = FALSE;
        }
    }
  if (missed)
    return GLS_SIDE_INCOMPLETE;
  return gold || settled ? GLS_SIDE_ACCEPTED : GLS_SIDE_AGREE;
}

/* In a settled group a mark is accepted when every decision is for what it has. */
static GlsSideState
judge_mark (const Looking *looking, guint person, GlsSideState state)
{
  if (state != GLS_SIDE_ACCEPTED)
    return state;
  for (guint i = 0; i < looking->cases->len; i++)
    {
      const GlsCase *item = g_ptr_array_index (looking->cases, i);
      int version = gls_case_find_person (item, person);

      if (version >= 0 && g_strcmp0 (((GlsVersion *) g_ptr_array_index (item->versions, version))->value, item->choice) != 0)
        return GLS_SIDE_REJECTED;
    }
  return GLS_SIDE_ACCEPTED;
}

static guint32
end_of (const GlsAnnotation *annotation)
{
  return annotation->fragments[annotation->n_fragments - 1].end;
}

static void
add_mark (GlsSide *side, GlsSideGroup *group, guint number, const GlsAnnotation *annotation, guint person, GlsSideState state)
{
  GlsSideMark mark = { annotation, person, number, state };

  group->start = MIN (group->start, annotation->fragments[0].start);
  group->end = MAX (group->end, end_of (annotation));
  g_array_append_val (side->marks, mark);
}

static void
add_group (GlsSide *side, GlsAligned *aligned, guint g, GPtrArray *cases)
{
  GlsSideGroup group = { .start = G_MAXUINT32 };
  const GlsAnnotation *gold = g_ptr_array_index (aligned->gold, g);
  Looking looking = { cases, 0 };
  guint n;
  const GlsAlignedMark *marks = gls_aligned_get_group (aligned, g, &n);

  for (guint i = 0; i < n; i++)
    looking.found |= G_GUINT64_CONSTANT (1) << marks[i].person;
  group.state = find_state (aligned, &looking, gold != NULL);
  for (guint i = 0; i < cases->len; i++)
    {
      GlsCase *item = g_ptr_array_index (cases, i);

      if (group.item == NULL || (group.item->state == GLS_CASE_SETTLED && item->state != GLS_CASE_SETTLED))
        group.item = item;
    }
  if (group.item != NULL)
    gls_case_ref (group.item);
  for (guint i = 0; i < n; i++)
    add_mark (side, &group, g, marks[i].annotation, marks[i].person, judge_mark (&looking, marks[i].person, group.state));
  if (gold != NULL)
    add_mark (side, &group, g, gold, side->n_people, GLS_SIDE_ACCEPTED);
  g_array_append_val (side->groups, group);
}

/* The decision by hand on what only gold has; transfer full, nullable. */
static GlsCase *
find_missed (GPtrArray *cases, const GlsId *gold)
{
  for (guint i = cases->len; i > 0; i--)
    {
      GlsCase *item = g_ptr_array_index (cases, i - 1);

      if (item->annotations->len == 1 && gls_id_equal (&g_array_index (item->annotations, GlsId, 0), gold))
        return gls_case_ref (item);
    }
  return NULL;
}

/* What gold has and nobody else: a group of its own. */
static void
add_gold_alone (GlsSide *side, GlsAligned *aligned, GPtrArray *cases)
{
  for (guint i = 0; i < aligned->document->annotations->len; i++)
    {
      const GlsAnnotation *annotation = g_ptr_array_index (aligned->document->annotations, i);
      GlsSideGroup group = { .start = G_MAXUINT32, .state = GLS_SIDE_ACCEPTED };

      if (strcmp (annotation->by, "gold") != 0 || annotation->n_fragments == 0)
        continue;
      side->has_gold = TRUE;
      if (g_ptr_array_find (aligned->gold, annotation, NULL))
        continue;
      group.item = find_missed (cases, &annotation->id);
      add_mark (side, &group, side->groups->len, annotation, side->n_people, GLS_SIDE_ACCEPTED);
      g_array_append_val (side->groups, group);
    }
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const GlsSideMark *x = a, *y = b;

  if (x->person != y->person)
    return x->person < y->person ? -1 : 1;
  if (x->annotation->fragments[0].start != y->annotation->fragments[0].start)
    return x->annotation->fragments[0].start < y->annotation->fragments[0].start ? -1 : 1;
  if (end_of (x->annotation) != end_of (y->annotation))
    return end_of (x->annotation) < end_of (y->annotation) ? -1 : 1;
  return gls_id_compare (&x->annotation->id, &y->annotation->id);
}

typedef struct {
  guint32 start, end;
  guint   group;
} Place;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->end != y->end)
    return x->end < y->end ? -1 : 1;
  return x->group < y->group ? -1 : 1;
}

/* Groups that gold alone has come between the others. */
static void
sort (GlsSide *side)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place)), groups = side->groups;
  g_autofree guint *numbers = g_new (guint, groups->len + 1);

  for (guint i = 0; i < groups->len; i++)
    {
      const GlsSideGroup *group = &g_array_index (groups, GlsSideGroup, i);
      Place place = { group->start, group->end, i };

      g_array_append_val (places, place);
    }
  g_array_sort (places, compare_places);
  side->groups = g_array_new (FALSE, FALSE, sizeof (GlsSideGroup));
  for (guint i = 0; i < places->len; i++)
    {
      guint old = g_array_index (places, Place, i).group;

      numbers[old] = i;
      g_array_append_val (side->groups, g_array_index (groups, GlsSideGroup, old));
    }
  g_array_set_clear_func (side->groups, clear_group);
  for (guint i = 0; i < side->marks->len; i++)
    {
      GlsSideMark *mark = &g_array_index (side->marks, GlsSideMark, i);

      mark->group = numbers[mark->group];
    }
  g_array_sort (side->marks, compare_marks);
}

GlsSide *
gls_side_new (GlsAligned *aligned, const GlsCodebook *codebook, GPtrArray *decisions)
{
  GlsSide *side = g_new0 (GlsSide, 1);
  g_autoptr (GPtrArray) cases = gls_list_cases (aligned, codebook, decisions);
  guint at = 0;

  side->document = gls_document_ref (aligned->document);
  side->people = g_strdupv (aligned->people);
  side->n_people = aligned->n_people;
  side->asked = aligned->asked;
  side->done = aligned->done;
  side->marks = g_array_new (FALSE, FALSE, sizeof (GlsSideMark));
  side->groups = g_array_new (FALSE, FALSE, sizeof (GlsSideGroup));
  for (guint g = 0; g < aligned->n_groups; g++)
    {
      g_autoptr (GPtrArray) own = g_ptr_array_new ();

      for (; at < cases->len && ((GlsCase *) g_ptr_array_index (cases, at))->group == g; at++)
        g_ptr_array_add (own, g_ptr_array_index (cases, at));
      add_group (side, aligned, g, own);
    }
  add_gold_alone (side, aligned, cases);
  sort (side);
  return side;
}

void
gls_side_free (GlsSide *side)
{
  if (side == NULL)
    return;
  g_array_unref (side->marks);
  g_array_unref (side->groups);
  g_strfreev (side->people);
  gls_document_unref (side->document);
  g_free (side);
}

int
gls_side_find (const GlsSide *side, int group, guint states, gboolean back)
{
  int n = (int) side->groups->len;

  if (group < 0)
    group = back ? n : -1;
  for (int i = 1; i <= n; i++)
    {
      int at = ((back ? group - i : group + i) % n + n) % n;

      if ((states >> g_array_index (side->groups, GlsSideGroup, at).state & 1) != 0)
        return at;
    }
  return -1;
}
