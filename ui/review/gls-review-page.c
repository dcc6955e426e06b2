/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ties the queue, the list and the disagreement in front together.
 * It must not know how cases are found, nor what a decision does to gold. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gls-choices.h>
#include <string.h>

#include "common/gls-compat.h"
#include "common/gls-settings.h"
#include "common/gls-wrap-layout.h"
#include "gls-agreement-glance.h"
#include "gls-automatic-dialog.h"
#include "gls-review-page-private.h"

/* Agreement has its place beside the queue only where it leaves so much of it, in pixels. */
#define LEAST_QUEUE 960

G_DEFINE_FINAL_TYPE (GlsReviewPage, gls_review_page, ADW_TYPE_BIN)

enum { PROP_N_OPEN = 1, PROP_WANTED, N_PROPS };
static GParamSpec *props[N_PROPS];

enum { EDIT_GOLD, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- What is in front ------------------------------------------------------------------------------------------------ */

static void
show_nothing (GlsReviewPage *self)
{
  gboolean looking = gls_review_queue_get_progress (self->queue) < 1;
  gboolean filtered = gls_review_queue_count_open (self->queue) > 0, settled = gls_case_list_shows_settled (self->list);

  adw_status_page_set_title (self->nothing, looking ? _ ("Comparing…") : settled ? _ ("Nothing is settled here")
                                            : filtered ? _ ("Nothing passes the filter") : _ ("Done: nothing is left to decide"));
  adw_status_page_set_description (self->nothing, looking || settled || filtered ? NULL
                                   : _ ("Whatever annotators change from now on comes back here."));
  adw_status_page_set_icon_name (self->nothing, looking ? "content-loading-symbolic" : "object-select-symbolic");
  gtk_stack_set_visible_child_name (self->middle, "nothing");
}

static void
show_current (GlsReviewPage *self)
{
  GlsCodebook *codebook = self->session != NULL ? gls_session_get_codebook (self->session) : NULL;
  GlsCase *next;

  if (self->current == NULL || codebook == NULL)
    {
      gls_case_view_set_case (self->view, NULL, NULL, NULL, 0, NULL);
      show_nothing (self);
      return;
    }
  gls_case_view_set_case (self->view, self->current, gls_review_queue_get_text (self->queue, &self->current->document),
                          gls_review_queue_get_people (self->queue), gls_review_queue_count_alike (self->queue, self->current), codebook);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->middle), "alike") != 0)
    gtk_stack_set_visible_child_name (self->middle, "case");
  /* What comes next is read before it is asked for. */
  next = gls_review_queue_get (self->queue, self->position + 1);
  if (next != NULL)
    gls_review_queue_get_text (self->queue, &next->document);
}

static void
set_current (GlsReviewPage *self, guint position)
{
  GlsCase *item = gls_review_queue_get (self->queue, position);

  if (item != NULL)
    gls_case_ref (item);
  g_clear_pointer (&self->current, gls_case_unref);
  self->current = item;
  self->position = item != NULL ? position : 0;
  gls_case_list_select (self->list, item != NULL ? position : GTK_INVALID_LIST_POSITION);
  show_current (self);
}

void
gls_review_page_walk (GlsReviewPage *self, int step)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->queue));

  if (n > 0)
    set_current (self, (self->position + n + step) % n);
}

static void
case_chosen (GlsReviewPage *self)
{
  guint position = gls_case_list_get_position (self->list);

  if (position == GTK_INVALID_LIST_POSITION)
    return;
  gtk_stack_set_visible_child_name (self->middle, "case");
  set_current (self, position);
}

/* The same case where it is still there, else the one that has come in its place. */
static void
queue_changed (GlsReviewPage *self)
{
  guint wanted = self->has_wanted ? gls_review_queue_find (self->queue, &self->wanted) : GTK_INVALID_LIST_POSITION;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->queue));
  guint position = self->current != NULL ? gls_review_queue_find (self->queue, &self->current->id) : GTK_INVALID_LIST_POSITION;

  gls_case_list_refresh (self->list);
  if (wanted != GTK_INVALID_LIST_POSITION)
    {
      self->has_wanted = FALSE;
      position = wanted;
    }
  if (position == GTK_INVALID_LIST_POSITION && n > 0)
    position = MIN (self->position, n - 1);
  if (n == 0)
    set_current (self, GTK_INVALID_LIST_POSITION);
  else if (self->current == NULL || gls_review_queue_get (self->queue, position) != self->current || position != self->position)
    set_current (self, position);
  else
    show_current (self);
  gtk_widget_set_sensitive (self->automatic, gls_review_queue_count_people (self->queue) > 1);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_OPEN]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WANTED]);
}

static void
case_returned (GlsReviewPage *self, const GlsId *id)
{
  guint position = gls_review_queue_find (self->queue, id);

  if (position != GTK_INVALID_LIST_POSITION)
    set_current (self, position);
}

/* --- Deciding -------------------------------------------------------------------------------------------------------- */

static GlsDecide *
new_decision (GlsReviewPage *self, GlsTake take)
{
  GlsDecide *decide = gls_review_queue_new_decision (self->queue, take);

  if (take != GLS_TAKE_BACK)
    {
      decide->reason = gls_case_view_get_reason (self->view);
      decide->note = gls_case_view_take_comment (self->view);
    }
  return decide;
}

static const char *
get_first_holder (GlsReviewPage *self, const GlsVersion *version)
{
  char **people = gls_review_queue_get_people (self->queue);

  for (guint i = 0; people != NULL && people[i] != NULL; i++)
    if ((version->people >> i & 1) != 0)
      return people[i];
  return NULL;
}

static void
preview_alike (GlsReviewPage *self, int version)
{
  GPtrArray *cases = gls_review_queue_list_alike (self->queue, self->current, 0);

  gtk_stack_set_visible_child_name (self->middle, "alike");
  gls_alike_review_show (self->alike, cases, version);
}

void
gls_review_page_take (GlsReviewPage *self, int version, GlsTakeWay way)
{
  const GlsVersion *chosen;
  GlsDecide *decide;

  if (self->current == NULL || version >= (int) self->current->versions->len)
    return;
  if (way == GLS_TAKE_ALIKE && gls_review_queue_count_alike (self->queue, self->current) > 1)
    {
      preview_alike (self, version);
      return;
    }
  chosen = version >= 0 ? g_ptr_array_index (self->current->versions, version) : NULL;
  decide = new_decision (self, chosen == NULL ? GLS_TAKE_NONE : way == GLS_TAKE_WHOLE ? GLS_TAKE_PERSON : GLS_TAKE_VERSION);
  if (decide->take == GLS_TAKE_PERSON)
    decide->person = g_strdup (get_first_holder (self, chosen));
  gls_decide_add (decide, &self->current->document, &self->current->id,
                  decide->take == GLS_TAKE_VERSION ? chosen->value : NULL);
  gls_review_queue_decide (self->queue, decide);
}

static void
take_clicked (GlsReviewPage *self, int version, guint way)
{
  gls_review_page_take (self, version, way);
  gls_review_page_focus (self);
}

static void
alike_closed (GlsReviewPage *self)
{
  gtk_stack_set_visible_child_name (self->middle, "case");
  gls_review_page_focus (self);
}

static void
alike_settled (GlsReviewPage *self)
{
  g_autoptr (GPtrArray) cases = gls_alike_review_list (self->alike);
  const char *likeness = gls_alike_review_get_likeness (self->alike);
  GlsDecide *decide;

  if (cases->len == 0)
    return;
  decide = new_decision (self, likeness != NULL ? GLS_TAKE_VERSION : GLS_TAKE_NONE);
  for (guint i = 0; i < cases->len; i++)
    {
      const GlsCase *item = g_ptr_array_index (cases, i);
      int version = likeness != NULL ? gls_case_find_likeness (item, likeness) : -1;

      if (likeness == NULL || version >= 0)
        gls_decide_add (decide, &item->document, &item->id,
                        version >= 0 ? ((GlsVersion *) g_ptr_array_index (item->versions, version))->value : NULL);
    }
  alike_closed (self);
  gls_review_queue_decide (self->queue, decide);
}

static void
settled (GlsReviewPage *self, guint n, guint stale)
{
  g_autofree char *text = NULL;

  if (stale > 0)
    text = g_strdup_printf (ngettext ("%u has changed since and was left alone", "%u have changed since and were left alone", stale), stale);
  else if (n > 1)
    text = g_strdup_printf (ngettext ("%u disagreement settled", "%u disagreements settled", n), n);
  if (text != NULL)
    gls_session_say (self->session, text, n > 0);
}

static void
answered (GlsReviewPage *self, const char *text)
{
  GlsChange *change;

  if (self->current == NULL || self->session == NULL)
    return;
  change = gls_session_new_change (self->session, "adjudicate");
  gls_change_answer_decision (change, &self->current->id, gls_session_get_person (self->session), text);
  gls_session_commit (self->session, change);
}

void
gls_review_page_reopen (GlsReviewPage *self)
{
  GlsDecide *decide;

  if (self->current == NULL || self->current->state != GLS_CASE_SETTLED)
    return;
  decide = new_decision (self, GLS_TAKE_BACK);
  gls_decide_add (decide, &self->current->document, &self->current->id, NULL);
  gls_review_queue_decide (self->queue, decide);
}

/* --- Editing --------------------------------------------------------------------------------------------------------- */

static void
edited (GlsReviewPage *self, const char *text)
{
  GlsDecide *decide;

  if (self->current == NULL)
    return;
  decide = new_decision (self, GLS_TAKE_EDITED);
  gls_decide_add (decide, &self->current->document, &self->current->id, text);
  gls_review_queue_decide (self->queue, decide);
  gls_review_page_focus (self);
}

typedef struct {
  GlsReviewPage *page;
  GlsCase       *item;
} Asking;

static gpointer
read_choices (GlsProject *project, gpointer data, GCancellable *cancellable, GError **error)
{
  const GlsCase *item = data;

  return gls_list_choices (project, NULL, &item->document, item->kind, item->type, item->field, error);
}

static void
choices_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asking *asking = data;
  g_autoptr (GlsReviewPage) self = asking->page;
  g_autoptr (GlsCase) item = asking->item;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) choices = gls_store_run_finish (GLS_STORE (source), result, &error);

  if (self->session == NULL || self->current == NULL || !gls_id_equal (&self->current->id, &item->id))
    return;
  if (choices == NULL)
    gls_session_fail (self->session, _ ("This cannot be edited"), error != NULL ? error->message : "");
  else
    gls_case_view_begin_edit (self->view, choices);
}

void
gls_review_page_edit (GlsReviewPage *self)
{
  Asking *asking;

  if (self->current == NULL)
    return;
  if (self->current->kind <= GLS_CASE_ATTRIBUTE)
    {
      gls_case_view_begin_edit (self->view, NULL);
      return;
    }
  asking = g_new0 (Asking, 1);
  asking->page = g_object_ref (self);
  asking->item = gls_case_ref (self->current);
  gls_store_read_async (gls_session_get_store (self->session), read_choices, gls_case_ref (self->current), (GDestroyNotify) gls_case_unref,
                        (GDestroyNotify) g_strfreev, NULL, choices_read, asking);
}

/* --- Agreement ------------------------------------------------------------------------------------------------------- */

static int
find_person (GlsReviewPage *self, const char *name)
{
  char **people = gls_review_queue_get_people (self->queue);

  for (int i = 0; people != NULL && people[i] != NULL; i++)
    if (strcmp (people[i], name) == 0)
      return i;
  return -1;
}

static void
show_queue (GlsReviewPage *self)
{
  gls_case_list_show_settled (self->list, FALSE);
  gtk_stack_set_visible_child_name (self->subpages, "disagreements");
  gtk_stack_set_visible_child_name (self->middle, "case");
  gls_review_page_focus (self);
}

/* A type or a document, with all its disagreements. */
static void
part_chosen (GlsReviewPage *self, GlsAgreePartition partition, const char *name)
{
  gls_case_list_set_part (self->list, partition == GLS_PART_TYPE ? name : NULL, partition == GLS_PART_DOCUMENT ? name : NULL);
  show_queue (self);
}

/* A square of the matrix of types or of pairs: its disagreements, and nothing else, become the queue. */
static void
square_chosen (GlsReviewPage *self, const char *a, const char *says_a, const char *b, const char *says_b)
{
  int person_a = find_person (self, a), person_b = find_person (self, b);

  if (person_a < 0 || person_b < 0)
    return;
  gls_case_list_set_pairing (self->list, (guint) person_a, says_a, (guint) person_b, says_b);
  show_queue (self);
}

/* --- Side by side ---------------------------------------------------------------------------------------------------- */

static void
case_wanted (GlsReviewPage *self, const GlsId *id, gboolean is_settled)
{
  self->wanted = *id;
  self->has_wanted = TRUE;
  gtk_stack_set_visible_child_name (self->subpages, "disagreements");
  if (gls_case_list_shows_settled (self->list) != is_settled)
    gls_case_list_show_settled (self->list, is_settled);
  gls_case_list_clear (self->list);
  queue_changed (self);
  gls_review_page_focus (self);
}

static void
gold_wanted (GlsReviewPage *self, const char *document, guint start, guint end)
{
  g_signal_emit (self, signals[EDIT_GOLD], 0, document, start, end);
}

void
gls_review_page_turn (GlsReviewPage *self, int step)
{
  static const char * const names[] = { "disagreements", "side", "agreement" };
  guint at = 0, n = G_N_ELEMENTS (names);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (gtk_stack_get_visible_child_name (self->subpages), names[i]) == 0)
      at = i;
  gtk_stack_set_visible_child_name (self->subpages, names[(at + n + (guint) step) % n]);
  gls_review_page_focus (self);
}

/* What is in front among the disagreements is what one wants to see in its document. */
static void
subpage_changed (GlsReviewPage *self)
{
  if (self->current != NULL && g_strcmp0 (gtk_stack_get_visible_child_name (self->subpages), "side") == 0)
    gls_side_pane_open (self->side, &self->current->document, self->current->start);
}

/* --- Page ------------------------------------------------------------------------------------------------------------ */

static void
skip (GlsReviewPage *self)
{
  gls_review_page_walk (self, 1);
}

static void
anonymous_toggled (GlsReviewPage *self)
{
  gboolean active = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->anonymous));

  gls_settings_set (gls_settings_get_default (), GLS_SETTING_ANONYMOUS, g_variant_new_boolean (active));
  gls_case_view_set_anonymous (self->view, active);
  gls_side_pane_set_anonymous (self->side, active);
}

static void
automatic_clicked (GlsReviewPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->session != NULL && GTK_IS_WINDOW (root))
    gtk_window_present (gls_automatic_dialog_new (GTK_WINDOW (root), self->session, gls_review_queue_count_people (self->queue)));
}

static void
codebook_changed (GlsReviewPage *self)
{
  gls_case_list_set_codebook (self->list, gls_session_get_codebook (self->session));
  gls_agreement_pane_set_codebook (self->agreement, gls_session_get_codebook (self->session));
}

static void
person_changed (GlsReviewPage *self)
{
  gls_case_list_set_person (self->list, gls_session_get_person (self->session));
}

void
gls_review_page_set_session (GlsReviewPage *self, GlsSession *session)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_pointer (&self->current, gls_case_unref);
  g_set_object (&self->session, session);
  gls_review_queue_set_session (self->queue, session);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gls_review_queue_want (self->queue);
  gls_agreement_source_set_session (self->agreement_source, session);
  gls_side_pane_set_session (self->side, session);
  if (session != NULL)
    {
      g_signal_connect_object (session, "codebook-changed", G_CALLBACK (codebook_changed), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "person-changed", G_CALLBACK (person_changed), self, G_CONNECT_SWAPPED);
      codebook_changed (self);
      person_changed (self);
    }
  show_current (self);
}

void
gls_review_page_focus (GlsReviewPage *self)
{
  const char *front = gtk_stack_get_visible_child_name (self->subpages);

  if (g_strcmp0 (front, "side") == 0)
    gls_side_pane_focus (self->side);
  else if (g_strcmp0 (front, "disagreements") != 0)
    gtk_widget_child_focus (GTK_WIDGET (self->subpages), GTK_DIR_TAB_FORWARD);
  else if (self->current != NULL && g_strcmp0 (gtk_stack_get_visible_child_name (self->middle), "case") == 0)
    gls_case_view_focus_article (self->view);
  else
    gls_case_list_focus (self->list);
}

static void
pages_changed (GlsReviewPage *self)
{
  g_autoptr (GtkSelectionModel) pages = NULL;

  /* They go one by one with the page itself. */
  if (self->queue == NULL)
    return;
  pages = gtk_stack_get_pages (self->subpages);
  gtk_widget_set_visible (GTK_WIDGET (self->switcher), g_list_model_get_n_items (G_LIST_MODEL (pages)) > 1);
}

/* What goes to others and comes back; the window does it. */
static GtkWidget *
build_share (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("_Give a Copy…"), "win.give");
  g_menu_append (menu, _ ("C_ollect Copies…"), "win.collect");
  g_menu_append (menu, _ ("Pu_blish Gold…"), "win.publish");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Share"));
  gtk_widget_set_tooltip_text (button, _ ("Give copies to people, collect them, publish gold"));
  return button;
}

static GtkWidget *
build_bar (GlsReviewPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *end = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (bar, "find-bar");
  /* With large letters the commands stand in a line of their own. */
  gtk_widget_set_layout_manager (bar, gls_wrap_layout_new (8));
  gtk_widget_set_halign (end, GTK_ALIGN_END);
  self->switcher = GTK_STACK_SWITCHER (gtk_stack_switcher_new ());
  gtk_stack_switcher_set_stack (self->switcher, self->subpages);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->switcher));
  gtk_box_append (GTK_BOX (bar), end);
  gtk_box_append (GTK_BOX (end), build_share ());
  self->anonymous = gtk_toggle_button_new_with_label (_ ("Names Hidden"));
  gtk_widget_set_tooltip_text (self->anonymous, _ ("Letters in place of names, other ones for each disagreement, and versions shuffled (N)"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->anonymous),
                                gls_settings_get_boolean (gls_settings_get_default (), GLS_SETTING_ANONYMOUS));
  g_signal_connect_object (self->anonymous, "toggled", G_CALLBACK (anonymous_toggled), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (end), self->anonymous);
  self->automatic = gtk_button_new_with_label (_ ("Settle What Many Agree On…"));
  gtk_widget_set_tooltip_text (self->automatic, _ ("What all, or at least so many people agree on, after a look at how much that is (M)"));
  g_signal_connect_object (self->automatic, "clicked", G_CALLBACK (automatic_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (end), self->automatic);
  return bar;
}

static void
build_middle (GlsReviewPage *self)
{
  self->middle = GTK_STACK (gtk_stack_new ());
  self->view = gls_case_view_new ();
  self->alike = gls_alike_review_new ();
  self->nothing = ADW_STATUS_PAGE (adw_status_page_new ());
  gls_case_view_set_anonymous (self->view, gls_settings_get_boolean (gls_settings_get_default (), GLS_SETTING_ANONYMOUS));
  g_signal_connect_object (self->view, "take", G_CALLBACK (take_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "edit", G_CALLBACK (gls_review_page_edit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "edited", G_CALLBACK (edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "answer", G_CALLBACK (answered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "skip", G_CALLBACK (skip), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "reopen", G_CALLBACK (gls_review_page_reopen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->alike, "settle", G_CALLBACK (alike_settled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->alike, "cancelled", G_CALLBACK (alike_closed), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->middle, GTK_WIDGET (self->view), "case");
  gtk_stack_add_named (self->middle, GTK_WIDGET (self->alike), "alike");
  gtk_stack_add_named (self->middle, GTK_WIDGET (self->nothing), "nothing");
  gtk_stack_set_hhomogeneous (self->middle, FALSE);
}

static void
gls_review_page_dispose (GObject *object)
{
  GlsReviewPage *self = GLS_REVIEW_PAGE (object);

  if (self->queue != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->queue, self);
      gls_review_queue_set_session (self->queue, NULL);
    }
  g_clear_object (&self->queue);
  g_clear_object (&self->agreement_source);
  g_clear_object (&self->session);
  g_clear_pointer (&self->current, gls_case_unref);
  G_OBJECT_CLASS (gls_review_page_parent_class)->dispose (object);
}

static void
gls_review_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GlsReviewPage *self = GLS_REVIEW_PAGE (object);

  if (id == PROP_N_OPEN)
    g_value_set_uint (value, self->queue != NULL ? gls_review_queue_count_open (self->queue) : 0);
  else if (id == PROP_WANTED)
    g_value_set_boolean (value, self->queue != NULL && gls_review_queue_count_people (self->queue) > 1);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gls_review_page_class_init (GlsReviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gls_review_page_dispose;
  object_class->get_property = gls_review_page_get_property;
  props[PROP_N_OPEN] = g_param_spec_uint ("n-open", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_WANTED] = g_param_spec_boolean ("wanted", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[EDIT_GOLD] = g_signal_new ("edit-gold", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                     G_TYPE_STRING, G_TYPE_UINT, G_TYPE_UINT);
}

static void
gls_review_page_init (GlsReviewPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL), *bar, *glance;
  g_autoptr (GtkSelectionModel) pages = NULL;

  self->queue = gls_review_queue_new ();
  self->list = gls_case_list_new (self->queue);
  g_signal_connect_object (self->list, "case-chosen", G_CALLBACK (case_chosen), self, G_CONNECT_SWAPPED);
  build_middle (self);
  gtk_paned_set_start_child (GTK_PANED (paned), GTK_WIDGET (self->list));
  gtk_paned_set_end_child (GTK_PANED (paned), GTK_WIDGET (self->middle));
  gtk_paned_set_position (GTK_PANED (paned), 300);
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_resize_start_child (GTK_PANED (paned), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (paned), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Width of the disagreements"), -1);
  gls_review_page_add_keys (self, paned);
  self->subpages = GTK_STACK (gtk_stack_new ());
  self->agreement_source = gls_agreement_source_new ();
  glance = GTK_WIDGET (gls_agreement_glance_new (self->agreement_source));
  g_signal_connect_object (glance, "cases", G_CALLBACK (square_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (glance, "part", G_CALLBACK (part_chosen), self, G_CONNECT_SWAPPED);
  gtk_stack_add_titled (self->subpages, gls_beside_new (paned, glance, LEAST_QUEUE), "disagreements", _ ("Disagreements"));
  self->side = gls_side_pane_new (self->queue);
  gls_side_pane_set_anonymous (self->side, gls_settings_get_boolean (gls_settings_get_default (), GLS_SETTING_ANONYMOUS));
  g_signal_connect_object (self->side, "case", G_CALLBACK (case_wanted), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->side, "gold", G_CALLBACK (gold_wanted), self, G_CONNECT_SWAPPED);
  gtk_stack_add_titled (self->subpages, GTK_WIDGET (self->side), "side", _ ("Side by Side"));
  self->agreement = gls_agreement_pane_new (self->agreement_source);
  g_signal_connect_object (self->agreement, "cases", G_CALLBACK (square_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->agreement, "part", G_CALLBACK (part_chosen), self, G_CONNECT_SWAPPED);
  gtk_stack_add_titled (self->subpages, GTK_WIDGET (self->agreement), "agreement", _ ("Agreement"));
  gtk_widget_set_vexpand (GTK_WIDGET (self->subpages), TRUE);
  g_signal_connect_object (self->subpages, "notify::visible-child", G_CALLBACK (subpage_changed), self, G_CONNECT_SWAPPED);
  gls_review_page_add_page_keys (self);
  bar = build_bar (self);
  pages = gtk_stack_get_pages (self->subpages);
  g_signal_connect_object (pages, "items-changed", G_CALLBACK (pages_changed), self, G_CONNECT_SWAPPED);
  pages_changed (self);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->subpages));
  adw_bin_set_child (ADW_BIN (self), box);
  /* What is read of a large project only when it is looked at. */
  g_signal_connect_object (self, "map", G_CALLBACK (gls_review_queue_want), self->queue, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "changed", G_CALLBACK (queue_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "settled", G_CALLBACK (settled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "returned", G_CALLBACK (case_returned), self, G_CONNECT_SWAPPED);
}
