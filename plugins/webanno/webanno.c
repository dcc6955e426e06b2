/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importing WebAnno TSV 3: which files hold one text, and whose they are.
 * It must not know what is in a file. */
#include "webanno.h"

#include <stdlib.h>
#include <string.h>

/* How a folder is laid out. */
typedef enum { DOCUMENTS, PEOPLE, FOLDERS } Layout;

typedef struct {
  const char *folder;    /* of "annotation/a1.txt/amira.tsv" */
  size_t      n_folder;  /* bytes of "annotation/a1.txt" */
  const char *parent;    /* "a1.txt" */
  size_t      n_parent;
  const char *stem;      /* "amira" */
  size_t      n_stem;
  bool        done;
} Name;

typedef struct {
  const GlsPluginHost   *host;
  const GlsPluginSource *source;
  WebannoFile           *files;
  Name                  *names;   /* of the files */
  size_t                 n_files, room_files, n_names, room_names;
  Layout                 layout;
} Import;

static Name
take_apart (const char *file, const GlsPluginSource *source)
{
  const char *slash = strrchr (file, '/'), *stem = slash != NULL ? slash + 1 : file, *dot = strrchr (stem, '.');
  Name name = { .folder = file, .n_folder = slash != NULL ? (size_t) (slash - file) : 0, .stem = stem };

  name.n_stem = dot != NULL && dot > stem ? (size_t) (dot - stem) : strlen (stem);
  if (slash == NULL)
    {
      name.parent = source->name;
      name.n_parent = strlen (source->name);
      return name;
    }
  for (name.parent = slash; name.parent > file && name.parent[-1] != '/'; name.parent--)
    ;
  name.n_parent = (size_t) (slash - name.parent);
  return name;
}

static bool
is_named (const char *text, size_t n, const char *name)
{
  return strlen (name) == n && memcmp (text, name, n) == 0;
}

static bool
same (const char *a, size_t n, const char *b, size_t m)
{
  return n == m && memcmp (a, b, n) == 0;
}

static bool
ends_with (const char *text, const char *end)
{
  size_t n = strlen (text), m = strlen (end);

  return n > m && strcmp (text + n - m, end) == 0;
}

static void
read_file (Import *import, const char *path, bool alone)
{
  const GlsPluginHost *host = import->host;
  Name name = take_apart (path, import->source);
  WebannoFile file = { 0 };
  size_t n_bytes, n;
  const void *data;
  const char *text;

  /* What nobody has worked on yet. */
  if (!alone && is_named (name.stem, name.n_stem, "INITIAL_CAS"))
    return;
  data = host->read_file (host, path, &n_bytes);
  text = data != NULL ? host->decode (host, data, n_bytes, import->source->encoding, &n) : NULL;
  if (text == NULL || !webanno_read (&file, path, text, n, host) || file.text.n == 0)
    {
      webanno_clear (&file);
      return;
    }
  PLUGIN_ADD (import->files, import->n_files, import->room_files, file);
  PLUGIN_ADD (import->names, import->n_names, import->room_names, name);
}

static bool
same_text (const Import *import, size_t i, size_t k)
{
  return same (import->files[i].text.text, import->files[i].text.n, import->files[k].text.text, import->files[k].text.n);
}

/* A folder with one text in two files is a document's; two folders with one text in files of one name are people's. */
static void
decide_layout (Import *import)
{
  const char *setting = import->host->setting_text (import->host, "files");

  import->layout = DOCUMENTS;
  if (setting != NULL && strcmp (setting, "automatic") != 0)
    {
      import->layout = strcmp (setting, "people") == 0 ? PEOPLE : strcmp (setting, "folders") == 0 ? FOLDERS : DOCUMENTS;
      return;
    }
  for (size_t i = 0; i < import->n_files; i++)
    {
      const Name *a = &import->names[i];

      if (is_named (a->stem, a->n_stem, "CURATION_USER"))
        import->layout = PEOPLE;
      for (size_t k = i + 1; k < import->n_files && import->layout == DOCUMENTS; k++)
        {
          const Name *b = &import->names[k];

          if (same (a->folder, a->n_folder, b->folder, b->n_folder) && same_text (import, i, k))
            import->layout = PEOPLE;
          else if (same (a->stem, a->n_stem, b->stem, b->n_stem) && same_text (import, i, k))
            import->layout = FOLDERS;
        }
      if (import->layout != DOCUMENTS)
        return;
    }
}

/* "a1" of "a1.txt"; a copy. */
static char *
dup_key (const Import *import, const Name *name)
{
  const char *text = import->layout == PEOPLE ? name->parent : name->stem;
  size_t n = import->layout == PEOPLE ? name->n_parent : name->n_stem;
  char *key = plugin_copy (text, n), *dot = strrchr (key, '.');

  if (import->layout == PEOPLE && dot != NULL && dot > key && strlen (dot) <= 5)
    *dot = '\0';
  return key;
}

/* Whose the file is; a copy, or NULL: the importing person's. */
static char *
dup_person (const Import *import, const Name *name)
{
  if (import->layout == DOCUMENTS)
    return NULL;
  if (import->layout == FOLDERS)
    return plugin_copy (name->parent, name->n_parent);
  if (is_named (name->stem, name->n_stem, "CURATION_USER"))
    return plugin_copy ("gold", strlen ("gold"));
  return plugin_copy (name->stem, name->n_stem);
}

/* The files of one document: @first and those of others who have the same text. Takes them. */
static size_t *
take_files (Import *import, size_t first, const char *key, size_t *n)
{
  size_t *files = NULL, room = 0;

  *n = 0;
  for (size_t i = first; i < import->n_files; i++)
    {
      char *other = dup_key (import, &import->names[i]);
      bool wanted = i == first
                    || (!import->names[i].done && import->layout != DOCUMENTS && strcmp (key, other) == 0 && same_text (import, first, i));

      free (other);
      if (!wanted)
        continue;
      import->names[i].done = true;
      PLUGIN_ADD (files, *n, room, i);
    }
  return files;
}

/* The document of file @first with the marks of all who have the same text. */
static int
import_document (Import *import, size_t first)
{
  const WebannoFile *file = &import->files[first];
  char *key = dup_key (import, &import->names[first]);
  size_t n_files, n_statuses = 0;
  size_t *files = take_files (import, first, key, &n_files);
  char **people = plugin_alloc (n_files * sizeof *people);
  GlsPluginStatus *statuses = plugin_alloc (n_files * sizeof *statuses);
  GlsPluginDocument document = { .size = sizeof document, .key = key, .text = file->text.text, .n_bytes = file->text.n };
  int done;

  for (size_t i = 0; i < n_files; i++)
    {
      const WebannoFile *own = &import->files[files[i]];

      people[i] = dup_person (import, &import->names[files[i]]);
      if (own->n_marks == 0 && own->n_ties == 0)
        statuses[n_statuses++] = (GlsPluginStatus) { people[i], "done", NULL };
    }
  document.statuses = (GlsPluginArray) GLS_PLUGIN_ARRAY (statuses, n_statuses);
  done = import->host->emit_document (import->host, &document);
  for (size_t i = 0; i < n_files; i++)
    {
      if (done == GLS_PLUGIN_OK)
        done = webanno_emit (&import->files[files[i]], people[i], import->host);
      free (people[i]);
    }
  free (people);
  free (statuses);
  free (files);
  free (key);
  return done;
}

static int
import_documents (Import *import)
{
  PluginString json = { 0 };
  int done = GLS_PLUGIN_OK;

  decide_layout (import);
  if (webanno_write_codebook (import->files, import->n_files, &json))
    done = import->host->emit_codebook (import->host, json.text);
  plugin_clear (&json);
  for (size_t i = 0; i < import->n_files && done == GLS_PLUGIN_OK && !import->host->cancelled (import->host); i++)
    {
      if (!import->names[i].done)
        done = import_document (import, i);
      import->host->progress (import->host, (double) (i + 1) / (double) import->n_files);
    }
  return done;
}

static int
import_source (void *state, const GlsPluginHost *host, const GlsPluginSource *source)
{
  Import import = { .host = host, .source = source };
  bool alone = source->files.n == 1;
  int done;

  (void) state;
  for (size_t i = 0; i < source->files.n && !host->cancelled (host); i++)
    {
      const char *name = GLS_PLUGIN_AT (GlsPluginFile, source->files, i)->name;

      if (alone || ends_with (name, ".tsv"))
        read_file (&import, name, alone);
    }
  done = import.n_files > 0 || host->cancelled (host)
             ? import_documents (&import)
             : host->fail (host, "there is no file of WebAnno TSV 3 in it; their first line is #FORMAT=WebAnno TSV 3.x");
  for (size_t i = 0; i < import.n_files; i++)
    webanno_clear (&import.files[i]);
  free (import.files);
  free (import.names);
  return done;
}

static const GlsPluginOperations importer = { .size = sizeof importer, .import = import_source };
static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "webanno", .importer = &importer };
GLS_PLUGIN_DEFINE (descriptor)
