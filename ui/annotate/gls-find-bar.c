/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searches the text of one article view on a thread of its own and shows what is found.
 * It must not know documents, labels nor the project. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "common/gls-keys.h"
#include "gls-find-bar.h"

/* More are not walked through by anybody. */
#define HITS_MAX 100000
#define MOST_MS 5000
/* Longer selections are not what somebody wants to find again. */
#define TAKEN_MAX 80

struct _GlsFindBar {
  AdwBin          parent_instance;
  GtkEditable    *entry;
  GtkLabel       *count;
  GtkWidget      *previous_button;
  GtkWidget      *next_button;
  GtkToggleButton *case_button;
  GtkToggleButton *words_button;
  GtkToggleButton *regex_button;
  GtkWidget      *close_button;
  GtkLabel       *problem;
  GlsArticleView *view;
  GArray         *hits;       /* GlsHit */
  guint           current;    /* index from 1; 0: none */
  guint32         from;       /* where the caret was when the search began */
  gboolean        go;         /* to the first place from there, once it is found */
  GCancellable   *searching;
};

G_DEFINE_FINAL_TYPE (GlsFindBar, gls_find_bar, ADW_TYPE_BIN)

enum { MOVED, CLOSED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const GlsHit *
get_hit (GlsFindBar *self, guint index)
{
  return &g_array_index (self->hits, GlsHit, index);
}

static void
show_count (GlsFindBar *self)
{
  g_autofree char *text = NULL;
  gboolean many = self->hits->len >= HITS_MAX, asked = *gtk_editable_get_text (self->entry) != '\0';

  if (self->hits->len > 0 && self->current == 0)
    text = g_strdup_printf (ngettext ("%u place", "%u places", self->hits->len), self->hits->len);
  else if (self->hits->len > 0)
    text = g_strdup_printf (many ? _ ("%u of more than %u") : _ ("%u of %u"), self->current, self->hits->len);
  else if (asked && self->searching == NULL && !gtk_widget_get_visible (GTK_WIDGET (self->problem)))
    text = g_strdup (_ ("Not found"));
  gtk_label_set_text (self->count, text != NULL ? text : "");
  gtk_widget_set_sensitive (self->previous_button, self->hits->len > 0);
  gtk_widget_set_sensitive (self->next_button, self->hits->len > 0);
}

static void
show_problem (GlsFindBar *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
go_to (GlsFindBar *self, guint index)
{
  const GlsHit *hit = get_hit (self, index);

  self->current = index + 1;
  gls_article_view_select_range (self->view, hit->start, hit->end);
  gls_article_view_scroll_to (self->view, hit->start);
  show_count (self);
  g_signal_emit (self, signals[MOVED], 0);
}

/* The first hit at or behind @offset; as many as there are: none. */
static guint
find_from (GlsFindBar *self, guint32 offset)
{
  guint low = 0, high = self->hits->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_hit (self, middle)->start < offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void start_search (GlsFindBar *self, gboolean go);

void
gls_find_bar_step (GlsFindBar *self, int direction)
{
  guint n = self->hits->len, next;
  guint32 start, end, caret = gls_article_view_get_caret (self->view);

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    {
      /* Goes on with what was looked for last, the focus stays in the article. */
      self->from = caret;
      gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
      start_search (self, TRUE);
      return;
    }
  if (n == 0)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  if (gls_article_view_get_selection_range (self->view, &start, &end))
    caret = direction > 0 ? start + 1 : start;
  next = find_from (self, caret);
  if (direction > 0)
    next = next < n ? next : 0;
  else
    next = next > 0 ? next - 1 : n - 1;
  go_to (self, next);
}

static void
go_next (GlsFindBar *self)
{
  gls_find_bar_step (self, 1);
}

static void
go_previous (GlsFindBar *self)
{
  gls_find_bar_step (self, -1);
}

/* --- Searching --------------------------------------------------------------------------------------------------- */

typedef struct {
  GlsPattern *pattern;
  GlsText    *text;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  gls_pattern_free (search->pattern);
  gls_text_unref (search->text);
  g_free (search);
}

static void
search_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Search *search = data;
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (GlsHit));
  GError *error = NULL;

  if (gls_pattern_find (search->pattern, search->text, hits, HITS_MAX, MOST_MS, cancellable, &error))
    g_task_return_pointer (task, hits, (GDestroyNotify) g_array_unref);
  else
    {
      g_array_unref (hits);
      g_task_return_error (task, error);
    }
}

static void
stop_search (GlsFindBar *self)
{
  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
}

static void
take_hits (GlsFindBar *self, GArray *hits)
{
  g_array_set_size (self->hits, 0);
  self->current = 0;
  if (hits != NULL)
    g_array_append_vals (self->hits, hits->data, hits->len);
  gls_article_view_set_hits (self->view, (const GlsHit *) (gpointer) self->hits->data, self->hits->len);
}

static void
searched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GlsFindBar *self = GLS_FIND_BAR (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) hits = g_task_propagate_pointer (G_TASK (result), &error);

  /* Overtaken by a later search. */
  if (self->searching == NULL || g_task_get_cancellable (G_TASK (result)) != self->searching)
    return;
  g_clear_object (&self->searching);
  take_hits (self, hits);
  show_problem (self, error != NULL ? error->message : NULL);
  if (self->hits->len > 0 && self->go)
    go_to (self, find_from (self, self->from) % self->hits->len);
  show_count (self);
}

static void
start_search (GlsFindBar *self, gboolean go)
{
  const char *query = gtk_editable_get_text (self->entry);
  GlsText *text = gls_article_view_get_text (self->view);
  GlsPatternFlags flags = (gtk_toggle_button_get_active (self->case_button) ? GLS_PATTERN_CASE : 0) |
                          (gtk_toggle_button_get_active (self->words_button) ? GLS_PATTERN_WORDS : 0) |
                          (gtk_toggle_button_get_active (self->regex_button) ? GLS_PATTERN_REGEX : 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;
  GlsPattern *pattern;
  Search *search;

  stop_search (self);
  self->go = go;
  pattern = *query != '\0' && text != NULL ? gls_pattern_new (query, flags, &error) : NULL;
  show_problem (self, error != NULL ? error->message : NULL);
  if (pattern == NULL)
    {
      take_hits (self, NULL);
      show_count (self);
      return;
    }
  search = g_new0 (Search, 1);
  search->pattern = pattern;
  search->text = gls_text_ref (text);
  self->searching = g_cancellable_new ();
  task = g_task_new (self, self->searching, searched, NULL);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, search_thread);
}

static void
query_changed (GlsFindBar *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    start_search (self, TRUE);
}

/* --- Showing ----------------------------------------------------------------------------------------------------- */

gboolean
gls_find_bar_has_query (GlsFindBar *self)
{
  return *gtk_editable_get_text (self->entry) != '\0';
}

void
gls_find_bar_open (GlsFindBar *self)
{
  GlsText *text = gls_article_view_get_text (self->view);
  guint32 start, end;

  self->from = gls_article_view_get_caret (self->view);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  if (text != NULL && gls_article_view_get_selection_range (self->view, &start, &end))
    {
      self->from = start;
      if (end - start <= TAKEN_MAX && !gtk_toggle_button_get_active (self->regex_button))
        {
          g_autofree char *words = gls_text_slice (text, start, end);

          if (strpbrk (words, "\r\n") == NULL)
            gtk_editable_set_text (self->entry, words);
        }
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
  start_search (self, TRUE);
}

void
gls_find_bar_close (GlsFindBar *self)
{
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  stop_search (self);
  take_hits (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (focused)
    g_signal_emit (self, signals[CLOSED], 0);
}

void
gls_find_bar_refresh (GlsFindBar *self)
{
  self->from = 0;
  take_hits (self, NULL);
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    start_search (self, FALSE);
}

void
gls_find_bar_set_view (GlsFindBar *self, GlsArticleView *view)
{
  self->view = view;
}

static gboolean
entry_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GlsFindBar *self)
{
  gboolean shift = (state & gtk_accelerator_get_default_mod_mask ()) == GDK_SHIFT_MASK;

  if (!shift || (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter))
    return GDK_EVENT_PROPAGATE;
  go_previous (self);
  return GDK_EVENT_STOP;
}

static void
gls_find_bar_dispose (GObject *object)
{
  stop_search (GLS_FIND_BAR (object));
  G_OBJECT_CLASS (gls_find_bar_parent_class)->dispose (object);
}

static void
gls_find_bar_finalize (GObject *object)
{
  g_array_unref (GLS_FIND_BAR (object)->hits);
  G_OBJECT_CLASS (gls_find_bar_parent_class)->finalize (object);
}

static void
gls_find_bar_class_init (GlsFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_find_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_find_bar_finalize;
  signals[MOVED] = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLOSED] = g_signal_new ("closed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/annotate/gls-find-bar.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsFindBar, name)
  BIND (entry);
  BIND (count);
  BIND (previous_button);
  BIND (next_button);
  BIND (case_button);
  BIND (words_button);
  BIND (regex_button);
  BIND (close_button);
  BIND (problem);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, query_changed);
  gtk_widget_class_bind_template_callback (widget_class, go_next);
  gtk_widget_class_bind_template_callback (widget_class, go_previous);
  gtk_widget_class_bind_template_callback (widget_class, gls_find_bar_close);
}

static void
gls_find_bar_init (GlsFindBar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->hits = g_array_new (FALSE, FALSE, sizeof (GlsHit));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (entry_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Find in this document"), -1);
  gls_keys_set_tooltip (self->previous_button, _ ("Previous place"), "win.find-previous");
  gls_keys_set_tooltip (self->next_button, _ ("Next place"), "win.find-next");
  gls_keys_set_tooltip (self->close_button, _ ("Close (Esc)"), NULL);
}
