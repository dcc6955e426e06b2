/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads one document with everybody's marks in the background and lets somebody walk through what it says.
 * It must not know how marks are drawn, nor what a decision does. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "common/gls-compat.h"
#include "common/gls-keys.h"
#include "common/gls-settings.h"
#include "common/gls-wrap-layout.h"
#include "gls-case-text.h"
#include "gls-side-columns.h"
#include "gls-side-pane.h"

/* Changes come in bursts. */
#define QUIET_MS 250
/* So many columns are shown unless somebody asks for others. */
#define FEW_PEOPLE 4
#define NOT_AGREED (1u << GLS_SIDE_DIFFER | 1u << GLS_SIDE_INCOMPLETE)

struct _GlsSidePane {
  AdwBin          parent_instance;
  GtkDropDown    *documents;
  GtkStringList  *titles;
  GArray         *ids;          /* GlsId by title */
  guint           shape;        /* hash of what the list of documents was made from */
  GtkWidget      *previous, *next, *sample, *walk;
  GtkMenuButton  *people_button;
  GtkBox         *people_box;
  GtkWidget      *states[GLS_SIDE_N_STATES];
  GtkStack       *stack;        /* "columns", "nothing" */
  GlsSideColumns *columns;
  GtkLabel       *told;
  GtkWidget      *open_case, *edit_gold;

  GlsSession     *session;
  GlsReviewQueue *queue;
  GCancellable   *cancellable;
  GlsSide        *side;
  GlsId           wanted;       /* document; null id: none yet */
  guint32         offset;       /* to show when it is there; G_MAXUINT32: nowhere */
  guint           to_sample;    /* documents that may be looked at for a place at random; 0: none is wanted */
  GHashTable     *hidden;       /* names of people whose columns are not wanted; "" : asked once */
  gboolean        anonymous, stale, setting;
  gboolean        wants_focus;  /* as soon as there is a column */
  guint           quiet_source;
};

G_DEFINE_FINAL_TYPE (GlsSidePane, gls_side_pane, ADW_TYPE_BIN)

enum { CASE, GOLD, N_SIGNALS };
static guint signals[N_SIGNALS];

static void read_soon (GlsSidePane *self);

/* --- What is selected ------------------------------------------------------------------------------------------------ */

static const GlsSideGroup *
get_group (GlsSidePane *self)
{
  int selected = gls_side_columns_get_selected (self->columns);

  return self->side != NULL && selected >= 0 && selected < (int) self->side->groups->len
         ? &g_array_index (self->side->groups, GlsSideGroup, selected) : NULL;
}

static void
tell (GlsSidePane *self)
{
  const GlsSideGroup *group = get_group (self);
  g_autofree char *question = group != NULL && group->item != NULL ? gls_case_text_question (group->item) : NULL;
  g_autofree char *text = NULL;

  if (group == NULL)
    text = g_strdup (_ ("Click an annotation to see it in every column."));
  else
    text = g_strdup_printf ("%s %s%s%s", gls_side_state_get_sign (group->state), gls_side_state_get_name (group->state),
                            question != NULL ? " · " : "", question != NULL ? question : "");
  gtk_label_set_text (self->told, text);
  gtk_widget_set_sensitive (self->open_case, group != NULL && group->item != NULL);
  gtk_widget_set_sensitive (self->edit_gold, group != NULL);
}

static void
open_case (GlsSidePane *self)
{
  const GlsSideGroup *group = get_group (self);

  if (group == NULL || group->item == NULL)
    gtk_widget_error_bell (GTK_WIDGET (self));
  else
    g_signal_emit (self, signals[CASE], 0, &group->item->id, group->item->state == GLS_CASE_SETTLED);
}

static void
edit_gold (GlsSidePane *self)
{
  const GlsSideGroup *group = get_group (self);

  if (group == NULL)
    gtk_widget_error_bell (GTK_WIDGET (self));
  else
    g_signal_emit (self, signals[GOLD], 0, self->side->document->key, group->start, group->end);
}

static void
select_group (GlsSidePane *self, int group)
{
  gls_side_columns_select (self->columns, group);
  tell (self);
}

static void
go (GlsSidePane *self, guint states, gboolean back)
{
  int at = self->side != NULL ? gls_side_find (self->side, gls_side_columns_get_selected (self->columns), states, back) : -1;

  if (at >= 0)
    select_group (self, at);
  else if (self->side != NULL)
    gls_session_say (self->session, _ ("There is no such place in this document; Alt+Page Down opens the next one"), FALSE);
}

/* --- Columns --------------------------------------------------------------------------------------------------------- */

static guint *
dup_letters (GlsSidePane *self)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (gls_id_hash (&self->side->document->id));
  guint n = self->side->n_people, *letters = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    letters[i] = i;
  for (guint i = n; i > 1; i--)
    {
      guint k = (guint) g_rand_int_range (rand, 0, (gint32) i), kept = letters[k];

      letters[k] = letters[i - 1];
      letters[i - 1] = kept;
    }
  return letters;
}

static const char *
get_name (GlsSidePane *self, guint person)
{
  return person < self->side->n_people ? self->side->people[person] : "gold";
}

static gboolean
can_show (GlsSidePane *self, guint person)
{
  return person < self->side->n_people ? (self->side->asked >> person & 1) != 0 : self->side->has_gold;
}

static guint64
list_shown (GlsSidePane *self)
{
  guint64 shown = 0;
  guint n = 0;

  for (guint i = 0; i <= self->side->n_people; i++)
    {
      gboolean gold = i == self->side->n_people;

      if (!can_show (self, i) || g_hash_table_contains (self->hidden, get_name (self, i)))
        continue;
      if (!gold && n >= FEW_PEOPLE && !g_hash_table_contains (self->hidden, ""))
        continue;
      shown |= G_GUINT64_CONSTANT (1) << i;
      n += !gold;
    }
  return shown;
}

static void show_columns (GlsSidePane *self);

static void
person_toggled (GlsSidePane *self, GtkCheckButton *button)
{
  const char *name = g_object_get_data (G_OBJECT (button), "gls-name");

  if (self->setting)
    return;
  g_hash_table_add (self->hidden, g_strdup (""));
  if (gtk_check_button_get_active (button))
    g_hash_table_remove (self->hidden, name);
  else
    g_hash_table_add (self->hidden, g_strdup (name));
  show_columns (self);
}

static void
list_people (GlsSidePane *self, guint64 shown, const guint *letters)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->people_box))) != NULL)
    gtk_box_remove (self->people_box, child);
  for (guint i = 0; i <= self->side->n_people; i++)
    {
      g_autofree char *letter = letters != NULL && i < self->side->n_people ? g_strdup_printf ("%c", 'A' + (int) (letters[i] % 26)) : NULL;
      GtkWidget *button;

      if (!can_show (self, i))
        continue;
      button = gtk_check_button_new_with_label (letter != NULL ? letter : i == self->side->n_people ? _ ("Gold") : self->side->people[i]);
      g_object_set_data_full (G_OBJECT (button), "gls-name", g_strdup (get_name (self, i)), g_free);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (button), (shown >> i & 1) != 0);
      g_signal_connect_object (button, "toggled", G_CALLBACK (person_toggled), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->people_box, button);
    }
}

static void
show_counts (GlsSidePane *self)
{
  guint n[GLS_SIDE_N_STATES] = { 0 };

  for (guint i = 0; self->side != NULL && i < self->side->groups->len; i++)
    n[g_array_index (self->side->groups, GlsSideGroup, i).state]++;
  for (guint i = 0; i < GLS_SIDE_N_STATES; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s %s · %u", gls_side_state_get_sign (i), gls_side_state_get_name (i), n[i]);

      gtk_button_set_label (GTK_BUTTON (self->states[i]), text);
      gtk_widget_set_sensitive (self->states[i], n[i] > 0);
    }
}

static void
show_columns (GlsSidePane *self)
{
  g_autofree guint *letters = NULL;
  guint64 shown;

  if (self->side == NULL)
    {
      gls_side_columns_set_side (self->columns, NULL, 0, NULL);
      gtk_stack_set_visible_child_name (self->stack, "nothing");
      return;
    }
  letters = self->anonymous ? dup_letters (self) : NULL;
  shown = list_shown (self);
  gls_side_columns_set_side (self->columns, self->side, shown, letters);
  gtk_stack_set_visible_child_name (self->stack, "columns");
}

/* --- Reading --------------------------------------------------------------------------------------------------------- */

static gpointer
read_side (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  const GlsReviewQuery query = { .no_documents = TRUE };
  g_autoptr (GlsReview) review = gls_review_new (project, &query, error);
  g_autoptr (GPtrArray) decisions = NULL;
  g_autoptr (GlsAligned) aligned = review != NULL ? gls_review_load (review, data, &decisions, error) : NULL;

  return aligned != NULL ? gls_side_new (aligned, review->codebook, decisions) : NULL;
}

static void
step_document (GlsSidePane *self, int step)
{
  guint n = self->ids->len, at = gtk_drop_down_get_selected (self->documents);

  if (n > 0)
    gls_side_pane_open (self, &g_array_index (self->ids, GlsId, ((at < n ? at : 0) + n + (guint) step) % n), G_MAXUINT32);
}

static void
show_sample (GlsSidePane *self)
{
  guint n = 0;
  int at = -1;

  for (guint i = 0; i < self->side->groups->len; i++)
    n += g_array_index (self->side->groups, GlsSideGroup, i).state == GLS_SIDE_AGREE;
  if (n == 0 && --self->to_sample > 0)
    {
      step_document (self, 1);
      return;
    }
  self->to_sample = 0;
  if (n == 0)
    {
      gls_session_say (self->session, _ ("No place is left in any document on which all agree and gold says nothing"), FALSE);
      return;
    }
  for (guint k = (guint) g_random_int_range (0, (gint32) n) + 1; k > 0; k--)
    at = gls_side_find (self->side, at, 1u << GLS_SIDE_AGREE, FALSE);
  select_group (self, at);
}

static void
show_offset (GlsSidePane *self)
{
  for (guint i = 0; i < self->side->groups->len; i++)
    if (g_array_index (self->side->groups, GlsSideGroup, i).end > self->offset)
      {
        select_group (self, (int) i);
        break;
      }
  self->offset = G_MAXUINT32;
}

/* A mark of the selected group; groups are numbered anew with every reading. */
static gboolean
dup_selected (GlsSidePane *self, GlsId *id)
{
  int selected = gls_side_columns_get_selected (self->columns);

  for (guint i = 0; self->side != NULL && selected >= 0 && i < self->side->marks->len; i++)
    if (g_array_index (self->side->marks, GlsSideMark, i).group == (guint) selected)
      {
        *id = g_array_index (self->side->marks, GlsSideMark, i).annotation->id;
        return TRUE;
      }
  return FALSE;
}

static void
select_again (GlsSidePane *self, const GlsId *id)
{
  int group = -1;

  for (guint i = 0; self->side != NULL && i < self->side->marks->len && group < 0; i++)
    if (gls_id_equal (&g_array_index (self->side->marks, GlsSideMark, i).annotation->id, id))
      group = (int) g_array_index (self->side->marks, GlsSideMark, i).group;
  gls_side_columns_select (self->columns, group);
}

static void
side_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GlsSidePane) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GlsSide) side = gls_store_run_finish (GLS_STORE (source), result, &error);
  g_autofree guint *letters = NULL;
  GlsSide *old;
  GlsId kept;
  gboolean has_kept = dup_selected (self, &kept);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  g_clear_object (&self->cancellable);
  if (side == NULL)
    gls_session_say (self->session, error != NULL ? error->message : "", FALSE);
  old = self->side;
  self->side = g_steal_pointer (&side);
  show_columns (self);
  gls_side_free (old);
  if (has_kept)
    select_again (self, &kept);
  show_counts (self);
  if (self->side != NULL)
    {
      letters = self->anonymous ? dup_letters (self) : NULL;
      self->setting = TRUE;
      list_people (self, list_shown (self), letters);
      self->setting = FALSE;
      if (self->to_sample > 0)
        show_sample (self);
      else if (self->offset != G_MAXUINT32)
        show_offset (self);
    }
  tell (self);
  if (self->wants_focus)
    gls_side_columns_focus (self->columns);
  self->wants_focus = FALSE;
}

static void
read_now (GlsSidePane *self)
{
  self->stale = TRUE;
  if (self->session == NULL || gls_id_is_null (&self->wanted) || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gls_store_read_async (gls_session_get_store (self->session), read_side, g_memdup2 (&self->wanted, sizeof self->wanted), g_free,
                        (GDestroyNotify) gls_side_free, self->cancellable, side_read, g_object_ref (self));
}

static gboolean
quiet (gpointer data)
{
  GLS_SIDE_PANE (data)->quiet_source = 0;
  read_now (data);
  return G_SOURCE_REMOVE;
}

static void
read_soon (GlsSidePane *self)
{
  if (self->quiet_source == 0)
    self->quiet_source = g_timeout_add (QUIET_MS, quiet, self);
}

static void
records_changed (GlsSidePane *self, GArray *records)
{
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (gls_id_equal (&g_array_index (records, GlsChangedRecord, i).document, &self->wanted))
      {
        read_soon (self);
        return;
      }
  if (records == NULL)
    read_soon (self);
}

static void
mapped (GlsSidePane *self)
{
  if (self->stale)
    read_now (self);
}

/* --- Documents ------------------------------------------------------------------------------------------------------- */

static void
show_wanted (GlsSidePane *self)
{
  self->setting = TRUE;
  for (guint i = 0; i < self->ids->len; i++)
    if (gls_id_equal (&g_array_index (self->ids, GlsId, i), &self->wanted))
      gtk_drop_down_set_selected (self->documents, i);
  self->setting = FALSE;
}

void
gls_side_pane_open (GlsSidePane *self, const GlsId *document, guint32 offset)
{
  self->wanted = *document;
  self->offset = offset;
  show_wanted (self);
  read_now (self);
}

static void
document_chosen (GlsSidePane *self)
{
  guint at = gtk_drop_down_get_selected (self->documents);

  if (!self->setting && at < self->ids->len)
    gls_side_pane_open (self, &g_array_index (self->ids, GlsId, at), G_MAXUINT32);
}

/* A place on which all agree, in any document; one without such a place leads to the next. */
static void
sample (GlsSidePane *self)
{
  if (self->ids->len == 0)
    return;
  self->to_sample = self->ids->len;
  gls_side_pane_open (self, &g_array_index (self->ids, GlsId, g_random_int_range (0, (gint32) self->ids->len)), G_MAXUINT32);
}

/* Those that several people worked on; the queue has read them. */
static void
queue_changed (GlsSidePane *self)
{
  GPtrArray *documents = gls_review_queue_get_documents (self->queue);
  GlsCatalog *catalog = self->session != NULL ? gls_session_get_catalog (self->session) : NULL;
  guint shape = 5381;

  for (guint i = 0; i < documents->len; i++)
    {
      const GlsQueueDocument *document = g_ptr_array_index (documents, i);

      shape = document->alone ? shape : shape * 33 + gls_id_hash (&document->document);
    }
  if (catalog == NULL || shape == self->shape)
    return;
  self->shape = shape;
  self->setting = TRUE;
  g_array_set_size (self->ids, 0);
  gtk_string_list_splice (self->titles, 0, g_list_model_get_n_items (G_LIST_MODEL (self->titles)), NULL);
  for (guint i = 0; i < documents->len; i++)
    {
      const GlsQueueDocument *document = g_ptr_array_index (documents, i);
      const GlsDocumentRow *row = gls_catalog_find (catalog, &document->document);

      if (document->alone)
        continue;
      gtk_string_list_append (self->titles, row != NULL ? gls_catalog_get_name (row) : document->key);
      g_array_append_val (self->ids, document->document);
    }
  self->setting = FALSE;
  if (gls_id_is_null (&self->wanted) && self->ids->len > 0)
    gls_side_pane_open (self, &g_array_index (self->ids, GlsId, 0), G_MAXUINT32);
  else
    show_wanted (self);
  gtk_widget_set_sensitive (self->sample, self->ids->len > 0);
}

/* --- Keys ------------------------------------------------------------------------------------------------------------ */

static gboolean
press_letter (GlsSidePane *self, gunichar letter)
{
  switch (letter)
    {
    case 'a':
      go (self, 1u << GLS_SIDE_AGREE, FALSE);
      return TRUE;
    case 'x':
      sample (self);
      return TRUE;
    case 'e':
      edit_gold (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GlsSidePane *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean alt = (state & GDK_ALT_MASK) != 0;

  if (focus != NULL && (GTK_IS_EDITABLE (focus) || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL))
    return FALSE;
  if ((state & (GDK_CONTROL_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (alt && (keyval == GDK_KEY_Page_Down || keyval == GDK_KEY_Page_Up))
    step_document (self, keyval == GDK_KEY_Page_Down ? 1 : -1);
  else if (alt && (keyval == GDK_KEY_Down || keyval == GDK_KEY_Up))
    go (self, NOT_AGREED, keyval == GDK_KEY_Up);
  else if (alt)
    return FALSE;
  else if (keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab)
    {
      /* Out of the articles Tab goes on as everywhere. */
      if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->columns)))
        return FALSE;
      go (self, NOT_AGREED, keyval == GDK_KEY_ISO_Left_Tab);
    }
  else if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && !GTK_IS_BUTTON (focus))
    open_case (self);
  else if (keyval == GDK_KEY_F6)
    {
      if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->columns)))
        gtk_widget_grab_focus (GTK_WIDGET (self->documents));
      else
        gls_side_columns_focus (self->columns);
    }
  else
    return press_letter (self, gls_keys_get_latin (gtk_widget_get_display (GTK_WIDGET (self)), keyval, keycode));
  return TRUE;
}

/* --- Building -------------------------------------------------------------------------------------------------------- */

static void
previous_clicked (GlsSidePane *self)
{
  step_document (self, -1);
}

static void
next_clicked (GlsSidePane *self)
{
  step_document (self, 1);
}

static void
walk_clicked (GlsSidePane *self)
{
  go (self, NOT_AGREED, FALSE);
}

static void
state_clicked (GlsSidePane *self, GtkWidget *button)
{
  for (guint i = 0; i < GLS_SIDE_N_STATES; i++)
    if (self->states[i] == button)
      go (self, 1u << i, FALSE);
  gls_side_columns_focus (self->columns);
}

static GtkWidget *
add_button (GlsSidePane *self, GtkWidget *box, const char *label, const char *tooltip, GCallback clicked)
{
  GtkWidget *button = g_str_has_suffix (label, "-symbolic") ? gtk_button_new_from_icon_name (label) : gtk_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  g_str_has_suffix (label, "-symbolic") ? tooltip : label, -1);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
build_top (GlsSidePane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *popover = gtk_popover_new ();
  g_autoptr (GtkListItemFactory) factory = gls_string_factory_new ();
  GtkExpression *title = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->titles = gtk_string_list_new (NULL);
  self->documents = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (self->titles), title));
  gtk_drop_down_set_factory (self->documents, factory);
  gtk_drop_down_set_enable_search (self->documents, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->documents), TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->documents), _ ("Documents on which several people worked"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->documents), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Document"), -1);
  g_signal_connect_object (self->documents, "notify::selected", G_CALLBACK (document_chosen), self, G_CONNECT_SWAPPED);
  self->previous = add_button (self, box, "go-previous-symbolic", _ ("The document before (Alt+Page Up)"), G_CALLBACK (previous_clicked));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->documents));
  self->next = add_button (self, box, "go-next-symbolic", _ ("The next document (Alt+Page Down)"), G_CALLBACK (next_clicked));
  self->people_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->people_box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->people_box));
  gtk_menu_button_set_popover (self->people_button, popover);
  gtk_menu_button_set_label (self->people_button, _ ("Columns"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->people_button), _ ("Whose annotations are shown"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->people_button));
  self->walk = add_button (self, box, _ ("Next Difference"), _ ("The next place on which not all agree (Tab)"), G_CALLBACK (walk_clicked));
  self->sample = add_button (self, box, _ ("Sample"), _ ("A place on which all agree, at random from all documents (X)"), G_CALLBACK (sample));
  return box;
}

static GtkWidget *
build_bottom (GlsSidePane *self)
{
  static const char * const tips[GLS_SIDE_N_STATES] = {
    N_ ("All have it and have it the same: the next of them (A)"), N_ ("Some field of it is open: the next of them"),
    N_ ("Somebody does not have it: the next of them"), N_ ("Settled as here, and in gold: the next of them"),
    N_ ("Settled otherwise: the next of them"),
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *legend = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  gtk_widget_set_layout_manager (legend, gls_wrap_layout_new (4));
  for (guint i = 0; i < GLS_SIDE_N_STATES; i++)
    {
      self->states[i] = add_button (self, legend, "", _ (tips[i]), G_CALLBACK (state_clicked));
      gtk_widget_set_halign (self->states[i], GTK_ALIGN_START);
      gtk_widget_add_css_class (self->states[i], "flat");
      gtk_widget_add_css_class (self->states[i], "small-button");
    }
  self->told = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->told, 0);
  gtk_label_set_ellipsize (self->told, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->told), TRUE);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->told));
  self->open_case = add_button (self, line, _ ("Show Disagreement"), _ ("What is asked about it, open or settled (Return)"), G_CALLBACK (open_case));
  self->edit_gold = add_button (self, line, _ ("Edit Gold"), _ ("Change gold here on the Annotate page; each edit is a decision (E)"),
                                G_CALLBACK (edit_gold));
  gtk_box_append (GTK_BOX (box), legend);
  gtk_box_append (GTK_BOX (box), line);
  return box;
}

static void
column_selected (GlsSidePane *self)
{
  tell (self);
}

static void
gls_side_pane_dispose (GObject *object)
{
  GlsSidePane *self = GLS_SIDE_PANE (object);

  gls_side_pane_set_session (self, NULL);
  if (self->queue != NULL)
    g_signal_handlers_disconnect_by_data (self->queue, self);
  g_clear_object (&self->queue);
  G_OBJECT_CLASS (gls_side_pane_parent_class)->dispose (object);
}

static void
gls_side_pane_finalize (GObject *object)
{
  GlsSidePane *self = GLS_SIDE_PANE (object);

  g_array_unref (self->ids);
  g_hash_table_unref (self->hidden);
  gls_side_free (self->side);
  G_OBJECT_CLASS (gls_side_pane_parent_class)->finalize (object);
}

static void
gls_side_pane_class_init (GlsSidePaneClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_side_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_side_pane_finalize;
  signals[CASE] = g_signal_new ("case", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_BOOLEAN);
  signals[GOLD] = g_signal_new ("gold", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_UINT,
                                G_TYPE_UINT);
}

static void
gls_side_pane_init (GlsSidePane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *nothing = adw_status_page_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->ids = g_array_new (FALSE, FALSE, sizeof (GlsId));
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->offset = G_MAXUINT32;
  gtk_widget_add_css_class (box, "side-by-side");
  gtk_box_append (GTK_BOX (box), build_top (self));
  self->stack = GTK_STACK (gtk_stack_new ());
  self->columns = gls_side_columns_new ();
  g_signal_connect_object (self->columns, "selected", G_CALLBACK (column_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->columns, "activated", G_CALLBACK (open_case), self, G_CONNECT_SWAPPED);
  adw_status_page_set_title (ADW_STATUS_PAGE (nothing), _ ("Comparing…"));
  gtk_stack_add_named (self->stack, nothing, "nothing");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->columns), "columns");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (box), build_bottom (self));
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "map", G_CALLBACK (mapped), NULL);
  show_counts (self);
  tell (self);
}

GlsSidePane *
gls_side_pane_new (GlsReviewQueue *queue)
{
  GlsSidePane *self = g_object_new (GLS_TYPE_SIDE_PANE, NULL);

  self->queue = g_object_ref (queue);
  g_signal_connect_object (queue, "changed", G_CALLBACK (queue_changed), self, G_CONNECT_SWAPPED);
  return self;
}

void
gls_side_pane_set_session (GlsSidePane *self, GlsSession *session)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->quiet_source, g_source_remove);
  g_set_object (&self->session, session);
  memset (&self->wanted, 0, sizeof self->wanted);
  self->shape = 0;
  if (session == NULL)
    return;
  g_signal_connect_object (session, "records-changed", G_CALLBACK (records_changed), self, G_CONNECT_SWAPPED);
}

void
gls_side_pane_set_anonymous (GlsSidePane *self, gboolean anonymous)
{
  self->anonymous = anonymous;
  show_columns (self);
  read_soon (self);
}

void
gls_side_pane_focus (GlsSidePane *self)
{
  self->wants_focus = self->cancellable != NULL;
  gls_side_columns_focus (self->columns);
}
