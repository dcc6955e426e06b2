/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the help's pages as labels, with contents, search and a way back.
 * It must not know what pages say. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "common/gls-keys.h"
#include "gls-help-book.h"
#include "gls-help-window.h"

struct _GlsHelpWindow {
  AdwWindow          parent_instance;
  GtkEditable       *search;
  GtkListBox        *contents;
  GtkScrolledWindow *scroller;
  GtkBox            *page;
  GPtrArray         *book;
  GPtrArray         *trail;   /* ids of pages seen, the present one last; borrowed from the book */
  GSimpleAction     *back;
  gboolean           filling;
};

G_DEFINE_FINAL_TYPE (GlsHelpWindow, gls_help_window, ADW_TYPE_WINDOW)

static GlsHelpPage *
find_page (GlsHelpWindow *self, const char *id)
{
  for (guint i = 0; i < self->book->len; i++)
    {
      GlsHelpPage *page = g_ptr_array_index (self->book, i);

      if (g_strcmp0 (page->id, id) == 0)
        return page;
    }
  return NULL;
}

/* --- The page ---------------------------------------------------------------------------------------------------- */

static gboolean
link_activated (GtkLabel *label, const char *uri, GlsHelpWindow *self)
{
  g_autofree char *id = g_strdup (uri);

  if (find_page (self, id) == NULL)
    return FALSE;
  gls_help_window_show_page (self, id);
  return TRUE;
}

static GtkWidget *
new_label (GlsHelpWindow *self, const char *markup, const char *css)
{
  GtkWidget *label = gtk_label_new (NULL);
  gboolean mirrored = gtk_widget_get_direction (label) == GTK_TEXT_DIR_RTL;
  /* A sentence that begins with the name of a key is still one of its language. */
  g_autofree char *whole = g_strconcat (mirrored ? "\342\200\217" : "", markup, NULL);

  gtk_label_set_markup (GTK_LABEL (label), whole);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  g_signal_connect_object (label, "activate-link", G_CALLBACK (link_activated), self, 0);
  return label;
}

static void
append_item (GlsHelpWindow *self, const GlsHelpBlock *block, const char *markup)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *mark = gtk_label_new (block->mark);

  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_set_margin_start (line, 6);
  gtk_box_append (GTK_BOX (line), mark);
  gtk_box_append (GTK_BOX (line), new_label (self, markup, NULL));
  gtk_box_append (self->page, line);
}

static void
append_block (GlsHelpWindow *self, const GlsHelpBlock *block)
{
  g_autofree char *markup = block->kind == GLS_HELP_CODE ? g_markup_escape_text (block->text, -1)
                                                         : gls_help_to_markup (block->text, gls_keys_dup_label);
  GtkWidget *label;

  switch (block->kind)
    {
    case GLS_HELP_ITEM:
      append_item (self, block, markup);
      return;
    case GLS_HELP_HEADING:
      label = new_label (self, markup, "title-4");
      gtk_widget_set_margin_top (label, 12);
      break;
    case GLS_HELP_CODE:
      label = new_label (self, "", "help-code");
      gtk_label_set_markup (GTK_LABEL (label), markup);
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      /* A command is written from left to right in any language. */
      gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
      break;
    case GLS_HELP_PARAGRAPH:
    default:
      label = new_label (self, markup, NULL);
      break;
    }
  gtk_box_append (self->page, label);
}

/* The table of keys itself, as it is now. */
static void
append_keys (GlsHelpWindow *self)
{
  GtkWidget *grid = gtk_grid_new ();
  const char *group = NULL;
  int row = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 5);
  for (const GlsKey *key = gls_keys_get (); key->title != NULL; key++)
    {
      g_autofree char *label = gls_keys_dup_accel_label (key), *escaped = g_markup_escape_text (_ (key->title), -1);
      g_autofree char *heading = NULL;
      GtkWidget *keys;

      if (g_strcmp0 (group, key->group) != 0)
        {
          group = key->group;
          heading = g_markup_escape_text (_ (group), -1);
          gtk_grid_attach (GTK_GRID (grid), new_label (self, heading, "heading"), 0, row++, 2, 1);
        }
      keys = gtk_label_new (label);
      gtk_label_set_xalign (GTK_LABEL (keys), 0);
      gtk_widget_set_valign (keys, GTK_ALIGN_START);
      gtk_widget_add_css_class (keys, "help-key");
      gtk_grid_attach (GTK_GRID (grid), keys, 0, row, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), new_label (self, escaped, NULL), 1, row++, 1, 1);
    }
  gtk_box_append (self->page, grid);
}

static void
fill_page (GlsHelpWindow *self, const GlsHelpPage *page)
{
  g_autofree char *title = g_markup_escape_text (page->title, -1);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->page))) != NULL)
    gtk_box_remove (self->page, child);
  gtk_box_append (self->page, new_label (self, title, "title-2"));
  for (guint i = 0; i < page->blocks->len; i++)
    append_block (self, g_ptr_array_index (page->blocks, i));
  if (g_str_equal (page->id, "keys"))
    append_keys (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/* --- Contents ---------------------------------------------------------------------------------------------------- */

static const char *
get_row_id (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "page-id") : NULL;
}

static GtkWidget *
new_row (const GlsHelpPage *page, const char *found)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1), *title = gtk_label_new (page->title);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_box_append (GTK_BOX (box), title);
  if (found != NULL && found != page->title)
    {
      g_autofree char *markup = gls_help_to_markup (found, gls_keys_dup_label);
      GtkWidget *where = gtk_label_new (NULL);

      gtk_label_set_markup (GTK_LABEL (where), markup);
      gtk_label_set_xalign (GTK_LABEL (where), 0);
      gtk_label_set_ellipsize (GTK_LABEL (where), PANGO_ELLIPSIZE_END);
      gtk_label_set_single_line_mode (GTK_LABEL (where), TRUE);
      gtk_widget_set_can_focus (where, FALSE);
      gtk_widget_add_css_class (where, "caption");
      gtk_widget_add_css_class (where, "dim-label");
      gtk_box_append (GTK_BOX (box), where);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, page->title, -1);
  g_object_set_data (G_OBJECT (row), "page-id", page->id);
  return row;
}

static void
select_present (GlsHelpWindow *self)
{
  const char *id = self->trail->len > 0 ? g_ptr_array_index (self->trail, self->trail->len - 1) : NULL;
  GtkListBoxRow *row;

  self->filling = TRUE;
  gtk_list_box_unselect_all (self->contents);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->contents, i)) != NULL; i++)
    if (g_strcmp0 (get_row_id (row), id) == 0)
      gtk_list_box_select_row (self->contents, row);
  self->filling = FALSE;
}

static void
search_changed (GlsHelpWindow *self)
{
  const char *query = gtk_editable_get_text (self->search);
  GtkWidget *row;

  self->filling = TRUE;
  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->contents, 0))) != NULL)
    gtk_list_box_remove (self->contents, row);
  for (guint i = 0; i < self->book->len; i++)
    {
      const GlsHelpPage *page = g_ptr_array_index (self->book, i);
      const char *found = gls_help_page_find (page, query);

      if (found != NULL)
        gtk_list_box_append (self->contents, new_row (page, *query != '\0' ? found : NULL));
    }
  self->filling = FALSE;
  select_present (self);
}

static void
search_activated (GlsHelpWindow *self)
{
  const char *id = get_row_id (gtk_list_box_get_row_at_index (self->contents, 0));

  if (id != NULL)
    gls_help_window_show_page (self, id);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
search_stopped (GlsHelpWindow *self)
{
  if (*gtk_editable_get_text (self->search) != '\0')
    gtk_editable_set_text (self->search, "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
row_selected (GlsHelpWindow *self, GtkListBoxRow *row)
{
  if (!self->filling && row != NULL)
    gls_help_window_show_page (self, get_row_id (row));
}

/* --- The window -------------------------------------------------------------------------------------------------- */

static void
show_trail (GlsHelpWindow *self)
{
  g_simple_action_set_enabled (self->back, self->trail->len > 1);
  fill_page (self, find_page (self, g_ptr_array_index (self->trail, self->trail->len - 1)));
  select_present (self);
}

void
gls_help_window_show_page (GlsHelpWindow *self, const char *id)
{
  GlsHelpPage *page = find_page (self, id);

  if (page == NULL || (self->trail->len > 0 && g_ptr_array_index (self->trail, self->trail->len - 1) == page->id))
    return;
  g_ptr_array_add (self->trail, page->id);
  show_trail (self);
}

static void
activate_back (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GlsHelpWindow *self = data;

  g_ptr_array_set_size (self->trail, self->trail->len - 1);
  show_trail (self);
}

static void
activate_search (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (GLS_HELP_WINDOW (data)->search));
}

static void
gls_help_window_dispose (GObject *object)
{
  GlsHelpWindow *self = GLS_HELP_WINDOW (object);

  g_clear_object (&self->back);
  G_OBJECT_CLASS (gls_help_window_parent_class)->dispose (object);
}

static void
gls_help_window_finalize (GObject *object)
{
  GlsHelpWindow *self = GLS_HELP_WINDOW (object);

  g_ptr_array_unref (self->trail);
  g_ptr_array_unref (self->book);
  G_OBJECT_CLASS (gls_help_window_parent_class)->finalize (object);
}

static void
gls_help_window_class_init (GlsHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gls_help_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = gls_help_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/glossator/Glossator/help/gls-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GlsHelpWindow, search);
  gtk_widget_class_bind_template_child (widget_class, GlsHelpWindow, contents);
  gtk_widget_class_bind_template_child (widget_class, GlsHelpWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, GlsHelpWindow, page);
  gtk_widget_class_bind_template_callback (widget_class, search_changed);
  gtk_widget_class_bind_template_callback (widget_class, search_activated);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, row_selected);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "help.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "help.search", NULL);
}

static void
gls_help_window_init (GlsHelpWindow *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) search = g_simple_action_new ("search", NULL);

  self->book = gls_help_load (g_get_language_names ());
  self->trail = g_ptr_array_new ();
  self->back = g_simple_action_new ("back", NULL);
  g_simple_action_set_enabled (self->back, FALSE);
  g_signal_connect (self->back, "activate", G_CALLBACK (activate_back), self);
  g_signal_connect (search, "activate", G_CALLBACK (activate_search), self);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (self->back));
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (search));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "help", G_ACTION_GROUP (group));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search the help"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->contents), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Contents"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scroller), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Help"), -1);
  search_changed (self);
}

GtkWidget *
gls_help_window_new (GtkWindow *parent, const char *id)
{
  GlsHelpWindow *self = g_object_new (GLS_TYPE_HELP_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE, NULL);

  gls_help_window_show_page (self, id);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return GTK_WIDGET (self);
}
