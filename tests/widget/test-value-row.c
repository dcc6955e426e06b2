/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor of one attribute: what is typed is told once it is a value, what is wrong is said and not told, choices tell at once,
 * and showing a value tells nothing. */
#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "annotate/gls-value-row.h"

static char *told;
static guint n_told;

static void
changed (GlsValueRow *row, const char *json, gpointer data)
{
  g_free (told);
  told = g_strdup (json);
  n_told++;
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

static const char *
get_reading (GtkWidget *row)
{
  for (GtkWidget *label = gtk_widget_get_last_child (gtk_widget_get_parent (gtk_widget_get_parent (find (row, GTK_TYPE_ENTRY))));
       label != NULL; label = gtk_widget_get_prev_sibling (label))
    if (GTK_IS_LABEL (label))
      return gtk_widget_get_visible (label) ? gtk_label_get_text (GTK_LABEL (label)) : "";
  return NULL;
}

static GtkWidget *
make (GlsValueKind kind, char **choices)
{
  GlsAttributeDef def = { .name = (char *) "value", .kind = kind, .min = NAN, .max = NAN, .choices = choices,
                          .required = choices != NULL };
  GtkWidget *row = g_object_ref_sink (gls_value_row_new (&def));

  g_clear_pointer (&told, g_free);
  n_told = 0;
  g_signal_connect (row, "changed", G_CALLBACK (changed), NULL);
  return row;
}

static void
test_quantity (void)
{
  GtkWidget *row = make (GLS_VALUE_QUANTITY, NULL);
  GtkEditable *entry = GTK_EDITABLE (find (row, GTK_TYPE_ENTRY));

  gls_value_row_show (GLS_VALUE_ROW (row), "{\"said\":\"500\",\"low\":500,\"high\":500,\"modifier\":\"exact\"}", "500 boats", NULL, TRUE);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "500");
  g_assert_cmpstr (get_reading (row), ==, "= 500");
  gls_value_row_flush (GLS_VALUE_ROW (row));
  g_assert_cmpuint (n_told, ==, 0);
  /* Live reading; told when it is taken. */
  gtk_editable_set_text (entry, "more than 600");
  g_assert_cmpstr (get_reading (row), ==, "= > 600");
  g_assert_cmpuint (n_told, ==, 0);
  gls_value_row_flush (GLS_VALUE_ROW (row));
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_nonnull (strstr (told, "\"low\":600,\"high\":null"));
  /* What is wrong is said, and neither told nor lost when something else changes. */
  gtk_editable_set_text (entry, "lots");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (entry), "error"));
  g_assert_nonnull (strstr (get_reading (row), "no number"));
  gls_value_row_flush (GLS_VALUE_ROW (row));
  gls_value_row_show (GLS_VALUE_ROW (row), told, "500 boats", NULL, TRUE);
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "lots");
  /* Emptied it is no value, and what the words say is proposed. */
  gtk_editable_set_text (entry, "");
  gls_value_row_flush (GLS_VALUE_ROW (row));
  g_assert_cmpuint (n_told, ==, 2);
  g_assert_null (told);
  gls_value_row_show (GLS_VALUE_ROW (row), NULL, "500 boats", NULL, TRUE);
  g_assert_nonnull (strstr (get_reading (row), "500"));
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpuint (n_told, ==, 3);
  g_assert_nonnull (strstr (told, "\"low\":500,\"high\":500"));
  g_object_unref (row);
}

static void
test_choice (void)
{
  char *choices[] = { (char *) "yea", (char *) "nay", NULL };
  GtkWidget *row = make (GLS_VALUE_CHOICE, choices);
  GtkWidget *first = find (row, GTK_TYPE_TOGGLE_BUTTON), *second = gtk_widget_get_next_sibling (first);

  gls_value_row_show (GLS_VALUE_ROW (row), "\"yea\"", NULL, NULL, TRUE);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (first)));
  g_assert_cmpuint (n_told, ==, 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (second), TRUE);
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_cmpstr (told, ==, "\"nay\"");
  gls_value_row_show (GLS_VALUE_ROW (row), "\"nay\"", NULL, NULL, FALSE);
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_false (gtk_widget_is_sensitive (second));
  g_object_unref (row);
}

static void
test_date (void)
{
  GtkWidget *row = make (GLS_VALUE_DATE, NULL);
  GtkEditable *entry = GTK_EDITABLE (find (row, GTK_TYPE_ENTRY));

  gls_value_row_show (GLS_VALUE_ROW (row), NULL, "the quay", "2015-04-23", TRUE);
  gtk_editable_set_text (entry, "last month");
  gls_value_row_flush (GLS_VALUE_ROW (row));
  g_assert_cmpstr (told, ==, "{\"said\":\"last month\",\"date\":\"2015-03\"}");
  g_object_unref (row);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/value-row/quantity", test_quantity);
  g_test_add_func ("/value-row/choice", test_choice);
  g_test_add_func ("/value-row/date", test_date);
  return g_test_run ();
}
