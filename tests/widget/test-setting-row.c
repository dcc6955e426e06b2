/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a plugin's settings: what is typed is told once it fits, what does not fit is said and not told, what is shown by the program
 * tells nothing, an empty number lets what is behind it hold again, and a type may be left out. */
#include <adwaita.h>
#include <math.h>
#include <gls-codebook-edit.h>

#include "common/gls-setting-row.h"

static char *told;
static guint n_told;

static void
decided (GlsSettingRow *row, const char *value, gpointer data)
{
  g_free (told);
  told = g_strdup (value);
  n_told++;
}

static GtkWidget *
watch (GtkWidget *row)
{
  g_object_ref_sink (row);
  g_clear_pointer (&told, g_free);
  n_told = 0;
  g_signal_connect (row, "decided", G_CALLBACK (decided), NULL);
  return row;
}

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (child), type) ? child : find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What a person types and ends with Return. */
static void
type (GtkWidget *row, const char *text)
{
  GtkWidget *entry = find (row, GTK_TYPE_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static gboolean
is_refused (GtkWidget *row)
{
  return gtk_widget_has_css_class (find (row, GTK_TYPE_ENTRY), "error");
}

static void
test_number (void)
{
  GlsSettingDef def = { .name = (char *) "least", .label = (char *) "Least", .kind = GLS_SETTING_INTEGER, .min = 1, .max = 9 };
  GtkWidget *row = watch (gls_setting_row_new (&def));

  gls_setting_row_set (GLS_SETTING_ROW (row), "3", "default", FALSE, NULL);
  g_assert_cmpuint (n_told, ==, 0);
  type (row, "99");
  g_assert_true (is_refused (row));
  type (row, "many");
  g_assert_true (is_refused (row));
  g_assert_cmpuint (n_told, ==, 0);
  type (row, "4");
  g_assert_false (is_refused (row));
  g_assert_cmpstr (told, ==, "4");
  /* Told once, however often Return is pressed. */
  type (row, "4");
  g_assert_cmpuint (n_told, ==, 1);
  type (row, "");
  g_assert_cmpuint (n_told, ==, 2);
  g_assert_cmpstr (told, ==, NULL);
  g_object_unref (row);
}

static void
test_text (void)
{
  GlsSettingDef def = { .name = (char *) "words", .label = (char *) "Words", .kind = GLS_SETTING_TEXT, .min = NAN, .max = NAN };
  GtkWidget *row = watch (gls_setting_row_new (&def));
  GtkEditable *entry = GTK_EDITABLE (find (row, GTK_TYPE_ENTRY));

  gls_setting_row_set (GLS_SETTING_ROW (row), "one", "default", FALSE, NULL);
  /* What is being typed stays when the same is shown again. */
  gtk_editable_set_text (entry, "one two");
  gls_setting_row_set (GLS_SETTING_ROW (row), "one", "default", FALSE, NULL);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "one two");
  gls_setting_row_set (GLS_SETTING_ROW (row), "three", "project", FALSE, NULL);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "three");
  /* Text may be meant to be empty. */
  type (row, "");
  g_assert_cmpstr (told, ==, "");
  g_object_unref (row);
}

static void
test_reset (void)
{
  GlsSettingDef def = { .name = (char *) "case", .label = (char *) "Case", .kind = GLS_SETTING_BOOLEAN, .min = NAN, .max = NAN };
  GtkWidget *row = watch (gls_setting_row_new (&def)), *reset = find (row, GTK_TYPE_BUTTON);

  gls_setting_row_set (GLS_SETTING_ROW (row), "true", "default", FALSE, NULL);
  g_assert_false (gtk_widget_get_sensitive (reset));
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (find (row, GTK_TYPE_SWITCH))));
  gls_setting_row_set (GLS_SETTING_ROW (row), "false", "you", TRUE, NULL);
  g_assert_true (gtk_widget_get_sensitive (reset));
  g_assert_cmpuint (n_told, ==, 0);
  g_signal_emit_by_name (reset, "clicked");
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_cmpstr (told, ==, NULL);
  g_object_unref (row);
}

static void
test_type (void)
{
  g_autoptr (GlsCodebook) codebook = gls_codebook_new ();
  GtkWidget *row;
  GtkDropDown *choice;

  gls_codebook_add_type (codebook, "Person");
  gls_codebook_add_type (codebook, "Place");
  row = watch (gls_setting_row_new_type ("Town", codebook, "Place"));
  choice = GTK_DROP_DOWN (find (row, GTK_TYPE_DROP_DOWN));
  /* One that the codebook lacks is none of those that are offered. */
  gls_setting_row_set (GLS_SETTING_ROW (row), "Town", "default", FALSE, "not there");
  g_assert_cmpuint (gtk_drop_down_get_selected (choice), ==, GTK_INVALID_LIST_POSITION);
  g_assert_cmpuint (n_told, ==, 0);
  /* What is proposed stands first and once; leaving out is last. */
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (choice)), ==, 3);
  gtk_drop_down_set_selected (choice, 0);
  g_assert_cmpstr (told, ==, "Place");
  gtk_drop_down_set_selected (choice, 2);
  g_assert_cmpstr (told, ==, "");
  g_object_unref (row);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/setting-row/number", test_number);
  g_test_add_func ("/setting-row/text", test_text);
  g_test_add_func ("/setting-row/reset", test_reset);
  g_test_add_func ("/setting-row/type", test_type);
  return g_test_run ();
}
