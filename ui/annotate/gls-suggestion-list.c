/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows suggestions as rows of chip, words, who says it and how sure, with a button for yes and one for no.
 * It must not know the article view nor what accepting means. */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>
#include <gls-covered.h>

#include "common/gls-compat.h"
#include "common/gls-keys.h"
#include "gls-suggestion-list.h"

#define MOST_CHARACTERS 80
#define MOST_PART 24

struct _GlsSuggestionList {
  AdwBin              parent_instance;
  GtkLabel           *heading;
  GtkWidget          *options_button;
  GtkWidget          *menu_button;
  GtkDropDown        *order, *type, *plugin;
  GtkToggleButton    *covered;
  GtkStack           *stack;
  GtkListView        *view;
  GtkLabel           *empty_label;
  GtkWidget          *propose_button, *clear_button;
  GtkLabel           *status;
  guint               told;      /* how many were open when it last said something */
  GlsSuggestionModel *model;
  GtkSingleSelection *selection;
  GlsOpenDocument    *document;
  char              **types, **plugins;  /* what the filters offer */
  gboolean            setting;
  guint               scroll_to, scroll_source;
};

G_DEFINE_FINAL_TYPE (GlsSuggestionList, gls_suggestion_list, ADW_TYPE_BIN)

enum { CHOSEN, JUDGED, CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- Rows -------------------------------------------------------------------------------------------------------- */

typedef struct {
  GtkWidget *chip, *words, *says, *accept, *reject;
} RowParts;

static RowParts *
get_parts (GtkListItem *item)
{
  return g_object_get_data (G_OBJECT (item), "gls-parts");
}

/* Asked for when it is needed: to set a tooltip's text costs a round trip to the display. */
static gboolean
show_tooltip (GtkWidget *box, int x, int y, gboolean keyboard, GtkTooltip *tooltip, GtkListItem *item)
{
  RowParts *parts = get_parts (item);
  g_autofree char *text = g_strdup_printf ("%s\n%s", gtk_label_get_text (GTK_LABEL (parts->words)),
                                           gtk_label_get_text (GTK_LABEL (parts->says)));

  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static gboolean
show_button_tooltip (GtkWidget *button, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer text)
{
  gtk_tooltip_set_text (tooltip, _ (text));
  return TRUE;
}

static void
button_clicked (GtkWidget *button, GtkListItem *item)
{
  GtkWidget *view = gtk_widget_get_ancestor (button, GLS_TYPE_SUGGESTION_LIST);
  GlsSuggestionItem *suggestion = gtk_list_item_get_item (item);

  if (view != NULL && suggestion != NULL)
    {
      GlsId id = gls_suggestion_item_get_row (suggestion)->id;

      g_signal_emit (view, signals[JUDGED], 0, &id, button == get_parts (item)->accept);
    }
}

/* By keys there is a shorter way: the row's own keys. */
static GtkWidget *
new_button (GtkListItem *item, const char *icon, const char *name, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_focusable (button, FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "judge");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (name), -1);
  gtk_widget_set_has_tooltip (button, TRUE);
  g_signal_connect (button, "query-tooltip", G_CALLBACK (show_button_tooltip), (gpointer) tooltip);
  g_signal_connect (button, "clicked", G_CALLBACK (button_clicked), item);
  return button;
}

static GtkWidget *
new_label (GtkWidget *box)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  RowParts *parts = g_new0 (RowParts, 1);

  parts->chip = gtk_label_new (NULL);
  gtk_widget_add_css_class (parts->chip, "chip");
  gtk_widget_set_valign (parts->chip, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (parts->chip), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (parts->chip), 12);
  gtk_box_append (GTK_BOX (top), parts->chip);
  parts->words = new_label (top);
  gtk_box_append (GTK_BOX (lines), top);
  parts->says = new_label (lines);
  gtk_widget_add_css_class (parts->says, "caption");
  gtk_widget_add_css_class (parts->says, "dim-label");
  parts->accept = new_button (item, "object-select-symbolic", N_ ("Accept"), N_ ("Accept, with its parts (Space)"));
  parts->reject = new_button (item, "window-close-symbolic", N_ ("Reject"), N_ ("Reject (Delete)"));
  gtk_box_append (GTK_BOX (box), lines);
  gtk_box_append (GTK_BOX (box), parts->accept);
  gtk_box_append (GTK_BOX (box), parts->reject);
  gtk_widget_set_has_tooltip (box, TRUE);
  g_object_set_data_full (G_OBJECT (item), "gls-parts", parts, g_free);
  g_signal_connect (box, "query-tooltip", G_CALLBACK (show_tooltip), item);
  gtk_list_item_set_child (item, box);
}

/* "source Anton Maresh · cue said": what would be accepted with it. */
static void
append_parts (GlsSuggestionList *self, GString *says, const GlsSuggestionRow *row)
{
  const GlsAnnotation *suggestion = gls_open_document_get_suggestion (self->document, &row->id);

  for (guint i = 0; suggestion != NULL && suggestion->links != NULL && i < suggestion->links->len; i++)
    {
      const GlsLink *link = &g_array_index (suggestion->links, GlsLink, i);
      const GlsAnnotation *part = link->kind == GLS_LINK_TO ? gls_open_document_get_suggestion (self->document, &link->target) : NULL;
      g_autofree char *words = NULL;

      if (part == NULL || link->relation)
        continue;
      words = gls_open_document_dup_fragments (self->document, part->fragments, part->n_fragments, MOST_PART);
      g_string_append_printf (says, " · %s “%s”", gls_role_get_label (link->name), words);
    }
}

static void
append_reason (GlsSuggestionList *self, GString *says, const GlsSuggestionRow *row)
{
  const GlsSpan *span = gls_open_document_find (self->document, &row->by);
  g_autofree char *words = span != NULL ? gls_open_document_dup_words (self->document, span, MOST_PART) : NULL;

  g_string_append (says, " · ");
  if (row->why == GLS_COVERED_SAME || span == NULL)
    g_string_append (says, _ ("you marked the same"));
  else if (row->why == GLS_COVERED_WIDER)
    g_string_append_printf (says, _ ("lies within your “%s”"), words);
  else
    g_string_append_printf (says, _ ("you marked these words as %s"),
                            gls_type_get_label (gls_open_document_get_type_name (self->document, span)));
}

static char *
describe (GlsSuggestionList *self, GlsSuggestionItem *item)
{
  const GlsSuggestionRow *row = gls_suggestion_item_get_row (item);
  GString *says = g_string_new (gls_suggestion_item_get_plugins (item));

  if (!isnan (row->confidence))
    g_string_append_printf (says, _ (" · %d %%"), (int) lroundf (row->confidence * 100));
  if (row->covered)
    append_reason (self, says, row);
  else
    append_parts (self, says, row);
  return g_string_free (says, FALSE);
}

static char *
dup_words (GlsSuggestionList *self, const GlsSuggestionRow *row)
{
  const GlsAnnotation *suggestion = gls_open_document_get_suggestion (self->document, &row->id);
  GlsFragment whole = { row->start, row->end };

  return gls_open_document_dup_fragments (self->document, suggestion != NULL ? suggestion->fragments : &whole,
                                          suggestion != NULL ? suggestion->n_fragments : 1, MOST_CHARACTERS);
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item, GlsSuggestionList *self)
{
  const GlsSuggestionRow *row = gls_suggestion_item_get_row (gtk_list_item_get_item (item));
  GlsCodebook *codebook = gls_session_get_codebook (gls_open_document_get_session (self->document));
  RowParts *parts = get_parts (item);
  g_autofree char *words = dup_words (self, row), *says = describe (self, gtk_list_item_get_item (item));
  g_autofree char *name = g_strdup_printf (_ ("%s: %s, suggestion of %s"), gls_type_get_label (row->type), words, says);

  gtk_label_set_text (GTK_LABEL (parts->chip), gls_type_get_label (row->type));
  gls_type_style_apply (parts->chip, gls_codebook_find_type (codebook, row->type));
  gtk_label_set_text (GTK_LABEL (parts->words), words);
  gtk_label_set_text (GTK_LABEL (parts->says), says);
  gtk_widget_set_visible (parts->accept, !row->covered);
  gtk_widget_set_visible (parts->reject, !row->covered);
  gls_list_item_set_name (item, name);
}

/* --- Filters ----------------------------------------------------------------------------------------------------- */

static const char *
get_choice (GtkDropDown *down, char **choices)
{
  guint at = gtk_drop_down_get_selected (down);

  /* The first one is: all. */
  return choices != NULL && at > 0 && at <= g_strv_length (choices) ? choices[at - 1] : NULL;
}

static void
show_choices (GtkDropDown *down, char ***choices, char **now, const char *all, const char *(*label) (const char *name))
{
  g_autofree char *chosen = g_strdup (get_choice (down, *choices));
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint at = 0;

  if (*choices != NULL && g_strv_equal ((const char * const *) *choices, (const char * const *) now))
    {
      g_strfreev (now);
      return;
    }
  gtk_string_list_append (list, all);
  for (guint i = 0; now[i] != NULL; i++)
    {
      gtk_string_list_append (list, label != NULL ? label (now[i]) : now[i]);
      if (g_strcmp0 (now[i], chosen) == 0)
        at = i + 1;
    }
  g_strfreev (*choices);
  *choices = now;
  gtk_drop_down_set_model (down, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (down, at);
}

static gboolean
is_filtered (GlsSuggestionList *self)
{
  return get_choice (self->type, self->types) != NULL || get_choice (self->plugin, self->plugins) != NULL ||
         gtk_toggle_button_get_active (self->covered);
}

static void
show_counts (GlsSuggestionList *self)
{
  guint open = gls_suggestion_model_count_open (self->model), covered = gls_suggestion_model_count_covered (self->model);
  guint listed = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *text = listed == open || gtk_toggle_button_get_active (self->covered)
                          ? g_strdup_printf (_ ("Suggestions · %u"), open)
                          : g_strdup_printf (_ ("Suggestions · %u of %u"), listed, open);
  g_autofree char *hidden = g_strdup_printf (ngettext ("%u hidden: you marked it already", "%u hidden: you marked them already", covered),
                                             covered);
  gboolean waiting = self->document != NULL && !gls_open_document_knows_suggestions (self->document);

  gtk_label_set_text (self->heading, text);
  gtk_button_set_label (GTK_BUTTON (self->covered), hidden);
  gtk_widget_set_visible (GTK_WIDGET (self->covered), covered > 0 || gtk_toggle_button_get_active (self->covered));
  gtk_label_set_text (self->empty_label, waiting ? _ ("The suggestions are being read…")
                                         : is_filtered (self) && open > 0 ? _ ("None that the filters let through.")
                                         : _ ("No suggestions are open here. Plugins can propose annotations; you accept what is right."));
  gtk_widget_set_visible (self->propose_button, !waiting && open == 0);
  gtk_widget_set_visible (self->clear_button, !waiting && is_filtered (self));
  gtk_stack_set_visible_child_name (self->stack, listed > 0 ? "list" : "empty");
}

static void
options_changed (GlsSuggestionList *self)
{
  if (self->setting)
    return;
  gls_suggestion_model_sort (self->model, gtk_drop_down_get_selected (self->order));
  gls_suggestion_model_filter (self->model, get_choice (self->type, self->types), get_choice (self->plugin, self->plugins),
                               gtk_toggle_button_get_active (self->covered));
  show_counts (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
clear_filters (GlsSuggestionList *self)
{
  self->setting = TRUE;
  gtk_drop_down_set_selected (self->type, 0);
  gtk_drop_down_set_selected (self->plugin, 0);
  gtk_toggle_button_set_active (self->covered, FALSE);
  self->setting = FALSE;
  options_changed (self);
}

/* --- Selection --------------------------------------------------------------------------------------------------- */

static void
selection_changed (GlsSuggestionList *self)
{
  const GlsSuggestionRow *row = gls_suggestion_model_get (self->model, gtk_single_selection_get_selected (self->selection));
  GlsId id;

  if (self->setting || row == NULL)
    return;
  id = row->covered ? row->by : row->id;
  g_signal_emit (self, signals[CHOSEN], 0, &id);
}

/* A list of GTK 4.8 that is told to scroll before it has a size stays empty: after the next layout. */
static gboolean
scroll_to_selected (gpointer data)
{
  GlsSuggestionList *self = data;

  self->scroll_source = 0;
  if (self->scroll_to < g_list_model_get_n_items (G_LIST_MODEL (self->model)) && gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", self->scroll_to);
  return G_SOURCE_REMOVE;
}

void
gls_suggestion_list_select (GlsSuggestionList *self, const GlsId *id)
{
  guint at = id != NULL ? gls_suggestion_model_find (self->model, id) : GTK_INVALID_LIST_POSITION;

  self->setting = TRUE;
  gtk_single_selection_set_selected (self->selection, at);
  self->setting = FALSE;
  if (at == GTK_INVALID_LIST_POSITION)
    return;
  self->scroll_to = at;
  if (self->scroll_source == 0)
    self->scroll_source = g_idle_add_full (G_PRIORITY_LOW, scroll_to_selected, self, NULL);
}

void
gls_suggestion_list_tell (GlsSuggestionList *self, const char *text)
{
  gtk_label_set_text (self->status, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), text);
  self->told = gls_suggestion_model_count_open (self->model);
}

GlsSuggestionModel *
gls_suggestion_list_get_model (GlsSuggestionList *self)
{
  return self->model;
}

void
gls_suggestion_list_refresh (GlsSuggestionList *self)
{
  self->setting = TRUE;
  gls_suggestion_model_set (self->model, self->document);
  /* What was told last holds no more: others were judged, or a step was undone. */
  if (self->told != gls_suggestion_model_count_open (self->model))
    gls_suggestion_list_tell (self, "");
  show_choices (self->type, &self->types, gls_suggestion_model_list_types (self->model), _ ("All types"), gls_type_get_label);
  show_choices (self->plugin, &self->plugins, gls_suggestion_model_list_plugins (self->model), _ ("All plugins"), NULL);
  self->setting = FALSE;
  if (gtk_toggle_button_get_active (self->covered) && gls_suggestion_model_count_covered (self->model) == 0)
    gtk_toggle_button_set_active (self->covered, FALSE);
  options_changed (self);
}

void
gls_suggestion_list_set_document (GlsSuggestionList *self, GlsOpenDocument *document)
{
  if (self->document != NULL && self->document != document)
    g_signal_handlers_disconnect_by_data (self->document, self);
  if (document != NULL && self->document != document)
    g_signal_connect_swapped (document, "suggestions-changed", G_CALLBACK (gls_suggestion_list_refresh), self);
  self->setting = TRUE;
  gls_suggestion_model_set (self->model, NULL);
  gtk_toggle_button_set_active (self->covered, FALSE);
  self->setting = FALSE;
  g_set_object (&self->document, document);
  gls_suggestion_list_tell (self, "");
  gls_suggestion_list_refresh (self);
}

/* --- Object ------------------------------------------------------------------------------------------------------ */

static void
gls_suggestion_list_dispose (GObject *object)
{
  GlsSuggestionList *self = GLS_SUGGESTION_LIST (object);

  g_clear_handle_id (&self->scroll_source, g_source_remove);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->document);
  g_clear_pointer (&self->types, g_strfreev);
  g_clear_pointer (&self->plugins, g_strfreev);
  G_OBJECT_CLASS (gls_suggestion_list_parent_class)->dispose (object);
}

static void
gls_suggestion_list_class_init (GlsSuggestionListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_suggestion_list_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[JUDGED] = g_signal_new ("judged", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER,
                                  G_TYPE_BOOLEAN);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/glossator/Glossator/annotate/gls-suggestion-list.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GlsSuggestionList, name)
  BIND (heading);
  BIND (options_button);
  BIND (menu_button);
  BIND (order);
  BIND (type);
  BIND (plugin);
  BIND (covered);
  BIND (stack);
  BIND (view);
  BIND (empty_label);
  BIND (propose_button);
  BIND (clear_button);
  BIND (status);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, options_changed);
  gtk_widget_class_bind_template_callback (widget_class, clear_filters);
}

static void
gls_suggestion_list_init (GlsSuggestionList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->setting = TRUE;
  self->model = gls_suggestion_model_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gls_labels_let_shrink (self->propose_button);
  gls_labels_let_shrink (self->clear_button);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), self);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_list_view_set_factory (self->view, factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Suggestions"), -1);
  gls_keys_set_tooltip (self->options_button, _ ("Order and filters"), NULL);
  gls_keys_set_tooltip (self->menu_button, _ ("What can be done with suggestions"), NULL);
  gls_keys_set_tooltip (self->propose_button, _ ("Let the enabled plugins look at this document"), "win.propose");
  self->setting = FALSE;
}
