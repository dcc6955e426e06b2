/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one header a C plugin includes: plain C11, nothing to link, no other library. It knows nothing of how Glossator is built.
 *
 * A plugin is a folder with a manifest, plugin.ini (see glossator-plugin(5)), and a shared object that exports one function,
 * made by GLS_PLUGIN_DEFINE. It may offer up to four kinds: extractor, validator, importer, exporter; each is a table of
 * operations. Smallest extractor:
 *
 *   #include <glossator-plugin.h>
 *
 *   static int
 *   document (void *state, const GlsPluginHost *host, const GlsPluginDocument *document)
 *   {
 *     const char *hit = strstr (document->text, "Bishkek");
 *     GlsPluginRange words = { hit - document->text, hit - document->text + 7 };
 *
 *     return hit == NULL ? GLS_PLUGIN_OK : gls_plugin_emit_span (host, "Place", words, 0.9);
 *   }
 *
 *   static const GlsPluginOperations extractor = { .size = sizeof extractor, .document = document };
 *   static const GlsPluginDescriptor descriptor = { GLS_PLUGIN_HEAD, .id = "bishkek", .extractor = &extractor };
 *   GLS_PLUGIN_DEFINE (descriptor)
 *
 * THE PROMISE. Within one major version structures only grow at their end, the host's table only gains functions at its end, and
 * enumerations only gain values. A plugin built for API 1.0 runs in every Glossator that speaks API 1. A plugin built for
 * 1.3 is refused by a Glossator that knows 1.2, with a sentence that names both, before its code runs (the manifest says Api=1.3).
 * Every structure begins with its size, or lies in a GlsPluginArray that says how far apart its elements are: walk an array with
 * GLS_PLUGIN_AT, never by indexing its data. Ignore enumeration values you do not know.
 *
 * MEMORY. What a call gives you is yours to read until that call returns, strings from host functions too; copy what you want to
 * keep, free nothing. What you give a host function is copied before it returns. Text is valid UTF-8 without U+0000, followed by a NUL.
 *
 * UNIT. Every offset in both directions is in the unit that the manifest declares once: Unit=bytes, from 0 in the UTF-8 text, or
 * Unit=characters, Unicode code points from 0. Ranges are half-open: [start, end). A byte offset must not fall inside a character.
 *
 * THREADS. One run is called from one thread at a time, not always the same. With Parallel=true in the manifest document() is called
 * from several threads at once with the same state, which then must not change after begin() but under a lock of your own; each call has
 * its own host. Keep no other state that changes.
 *
 * TIME. Ask cancelled() at least every 10 ms of work and return soon when it says so. Work that grows faster than the text is a
 * fault: articles are hostile. Nothing may wait for input, write to standard output or leave a thread behind. */
#ifndef GLOSSATOR_PLUGIN_H
#define GLOSSATOR_PLUGIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define GLS_PLUGIN_MAGIC     0x474C5350u /* "GLSP" */
#define GLS_PLUGIN_API_MAJOR 1
#define GLS_PLUGIN_API_MINOR 0

/* What operations return. Use fail() and skip() of the host, which say why. After a host function returned anything but GLS_PLUGIN_OK
 * the operation should end; its own return value counts no more. */
enum {
  GLS_PLUGIN_OK      = 0,
  GLS_PLUGIN_SKIPPED = 1, /* this document is not for me; nothing of it is kept */
  GLS_PLUGIN_FAILED  = 2, /* this document, or in begin() the run, failed; nothing of it is kept */
};

typedef enum {
  GLS_PLUGIN_EXTRACTOR = 1,
  GLS_PLUGIN_VALIDATOR = 2,
  GLS_PLUGIN_IMPORTER  = 3,
  GLS_PLUGIN_EXPORTER  = 4,
} GlsPluginKind;

/* [start, end) in the plugin's unit. Never grows. */
typedef struct {
  uint32_t start, end;
} GlsPluginRange;

/* @n elements, each @stride bytes after the one before; @data is NULL when there are none. Never grows. */
typedef struct {
  const void *data;
  size_t      n;
  size_t      stride;
} GlsPluginArray;

/* Element @i of @array as a const @type pointer. */
#define GLS_PLUGIN_AT(type, array, i) ((const type *) ((const char *) (array).data + (size_t) (i) * (array).stride))
/* An array to give: of @n elements of one of the structures below, or of const char *. */
#define GLS_PLUGIN_ARRAY(elements, n_elements) { (elements), (n_elements), sizeof *(elements) }

/* Has @structure (a pointer from the host) the member @member? Needed only for members added after API 1.0. */
#define GLS_PLUGIN_HAS(structure, member) \
  ((structure)->size >= (size_t) ((const char *) (&(structure)->member + 1) - (const char *) (structure)))

/* ---- What articles and marks look like; the same structures in both directions. Strings may be NULL where it says so. ---- */

typedef enum {
  GLS_PLUGIN_ZONE_BODY        = 0, /* never listed: what no zone covers */
  GLS_PLUGIN_ZONE_HEADLINE    = 1,
  GLS_PLUGIN_ZONE_CAPTION     = 2,
  GLS_PLUGIN_ZONE_BYLINE      = 3,
  GLS_PLUGIN_ZONE_BOILERPLATE = 4, /* menus, notices, "read more": extractors pass over it */
  GLS_PLUGIN_ZONE_REPEAT      = 5, /* a line that stands elsewhere too (pull quote): extractors pass over it */
} GlsPluginZoneKind;

typedef struct {
  GlsPluginZoneKind kind;
  GlsPluginRange    range;
} GlsPluginZone;

/* @value is JSON: "\"certain\"", "true", "330", "\"2015-04-21\"", or a quantity, {"said":"More than 330","low":330,"high":null,
 * "modifier":"more than","measure":"persons","each":false}. */
typedef struct {
  const char *name;
  const char *value;
} GlsPluginAttribute;

typedef enum {
  GLS_PLUGIN_FILLED_BY_ANNOTATION = 0, /* @to: its key (given in this document) or its id (one that the document came with) */
  GLS_PLUGIN_FILLED_BY_ENTITY     = 1, /* @to: the id of an entity of the run: one without a mention */
  GLS_PLUGIN_FILLED_BY_AUTHOR     = 2,
  GLS_PLUGIN_FILLED_BY_VALUE      = 3, /* @to: JSON */
  GLS_PLUGIN_NOT_SAID             = 4, /* the role is closed: the text does not say */
} GlsPluginFiller;

/* A filled role of the annotation that carries it, or (@relation) a relation from it to another annotation. The fillers of a role that
 * takes a list stand in the list's order. */
typedef struct {
  const char     *name;     /* of the role or the relation type */
  bool            relation;
  GlsPluginFiller filler;
  const char     *to;       /* NULL for author and not said */
} GlsPluginLink;

/* A proposed chain: mentions that a plugin takes for one thing carry the same @key. It becomes an entity only when a person links it. */
typedef struct {
  const char *key;   /* your own, the same for the same thing over the whole run */
  const char *name;  /* the best name */
  const char *kind;  /* "Person"; NULL: the annotation's type */
} GlsPluginChain;

/* One mark. To give one: set .size, .type, .fragments, .confidence (NAN: none) and what else there is. */
typedef struct {
  size_t                size;        /* sizeof (GlsPluginAnnotation) */
  const char           *key;         /* given: your own name for it, unique in the document, for links to it, or NULL; got: its id */
  const char           *type;        /* a type of the codebook, or one of the manifest's Types (mapped in the settings) */
  const GlsPluginRange *fragments;   /* sorted, apart from each other, start < end, within the text */
  size_t                n_fragments; /* usually 1 */
  double                confidence;  /* 0 to 1, NAN: none */
  GlsPluginArray        attributes;  /* of GlsPluginAttribute */
  GlsPluginArray        links;       /* of GlsPluginLink */
  const char           *entity;      /* id of an entity it mentions (of the run, or emitted), or NULL */
  const GlsPluginChain *chain;       /* proposed chain, or NULL */
  const char           *set;         /* got: whose it is, "gold" or "plugin:ID"; importers may give it: a person's name. Else NULL */
  const char           *note;        /* or NULL */
  const char           *unsure;      /* a line to the lead, "" for a bare mark; NULL: sure */
  const char           *plugin;      /* got: "figures@1.0" where a plugin proposed it; else NULL */
  const char           *run;         /* got: in which run; else NULL */
} GlsPluginAnnotation;

/* How far a person is with a document; for exporters and importers. An importer says "done" of who left a file without a mark:
 * that person saw nothing to mark, which is not the same as never having looked. */
typedef struct {
  const char *by;      /* given, NULL: whoever the import is said to be by; nobody where it is not said */
  const char *status;  /* "not begun", "in work", "done" */
  const char *note;    /* or NULL */
} GlsPluginStatus;

enum {
  GLS_PLUGIN_DOCUMENT_GONE = 1 << 0, /* to project validators: it was deleted; forget it. It has no text */
};

/* One article. To give one (importers): set .size, .key, .text, .n_bytes and what is known. */
typedef struct {
  size_t         size;        /* sizeof (GlsPluginDocument) */
  const char    *id;          /* got: stays the same for the same text; given: NULL */
  const char    *key;         /* short name, as in "gloss documents" */
  const char    *text;        /* UTF-8; never changed: give it exactly as the source has it */
  size_t         n_bytes;
  uint32_t       n_characters;/* got: code points; given: ignored */
  uint32_t       flags;
  const char    *title;       /* this and what follows: NULL when not known */
  const char    *source;      /* address it came from */
  const char    *publisher;
  const char    *byline;
  const char    *published;   /* EDTF: "2015-04-21", "2014-11" */
  const char    *language;    /* BCP 47: "en" */
  GlsPluginArray zones;       /* of GlsPluginZone, by start */
  GlsPluginArray annotations; /* got, of GlsPluginAnnotation by (start, end): extractors, those of Needs; validators, the set under
                               * check and those of Needs; exporters, those to write. Importers call emit_annotation instead */
  GlsPluginArray statuses;    /* of GlsPluginStatus */
  GlsPluginRange focus;       /* empty: the whole text; else only what lies here is wanted now (the rest is context) */
} GlsPluginDocument;

/* ---- Problems ---- */

typedef enum {
  GLS_PLUGIN_ERROR   = 1, /* must be put right */
  GLS_PLUGIN_WARNING = 2, /* is probably wrong */
  GLS_PLUGIN_NOTE    = 3, /* worth a look */
} GlsPluginSeverity;

typedef enum {
  GLS_PLUGIN_EDIT_DELETE    = 1, /* delete the annotation */
  GLS_PLUGIN_EDIT_FRAGMENTS = 2, /* @fragments: its new place */
  GLS_PLUGIN_EDIT_TYPE      = 3, /* @name: its new type */
  GLS_PLUGIN_EDIT_ATTRIBUTE = 4, /* @name, @value: JSON, NULL empties it */
  GLS_PLUGIN_EDIT_FILL      = 5, /* @link: add this filler or relation */
  GLS_PLUGIN_EDIT_EMPTY     = 6, /* @link: take this filler or relation away */
} GlsPluginEditKind;

/* One step of a fix. */
typedef struct {
  GlsPluginEditKind     kind;
  const char           *annotation;  /* id */
  const char           *name;
  const char           *value;
  const GlsPluginRange *fragments;
  size_t                n_fragments;
  const GlsPluginLink  *link;
} GlsPluginEdit;

/* A fix a person may take with one key: a label in the imperative and its steps, all done or none. */
typedef struct {
  const char    *label;
  GlsPluginArray edits;   /* of GlsPluginEdit */
} GlsPluginFix;

/* What a validator reports. Two problems of one rule at the same annotations are one: a waiver stays with it. */
typedef struct {
  size_t            size;        /* sizeof (GlsPluginProblem) */
  const char       *rule;        /* "required-role": lower-case letters, digits, hyphens; problems are grouped by it */
  GlsPluginSeverity severity;
  const char       *message;     /* a sentence that a newcomer understands, in run->language where you can */
  const char       *document;    /* id; NULL: the document of this call. Needed in finish(); NULL there: the whole project */
  GlsPluginRange    range;       /* where; empty: what the annotations cover. In finish() only with Unit=characters */
  GlsPluginArray    annotations; /* of const char *: ids, the one at fault first */
  GlsPluginArray    entities;    /* of const char *: ids of entities it is about */
  GlsPluginArray    fixes;       /* of GlsPluginFix, the best first; may be empty */
} GlsPluginProblem;

/* ---- The codebook and the entities ---- */

typedef enum {
  GLS_PLUGIN_TEXT = 0, GLS_PLUGIN_CHOICE = 1, GLS_PLUGIN_BOOLEAN = 2, GLS_PLUGIN_INTEGER = 3, GLS_PLUGIN_NUMBER = 4,
  GLS_PLUGIN_DATE = 5, GLS_PLUGIN_QUANTITY = 6,
} GlsPluginValueKind;

typedef struct {
  const char        *name;
  GlsPluginValueKind kind;
  GlsPluginArray     choices;   /* of const char * */
  bool               required;
} GlsPluginAttributeType;

typedef struct {
  const char    *name;
  GlsPluginArray types;         /* of const char *: what may fill it; none: anything */
  bool           required;
  bool           many;          /* takes an ordered list */
} GlsPluginRoleType;

typedef struct {
  const char    *name;
  const char    *color;         /* "#rrggbb" */
  bool           claim;
  GlsPluginArray attributes;    /* of GlsPluginAttributeType */
  GlsPluginArray roles;         /* of GlsPluginRoleType */
} GlsPluginType;

typedef struct {
  const char    *name;
  GlsPluginArray from, to;      /* of const char *: allowed types; none: any */
} GlsPluginRelationType;

typedef struct {
  const char *scheme;           /* "wikidata" */
  const char *value;
} GlsPluginExternalId;

typedef struct {
  const char    *id;            /* given by an importer: your own name for it, to be used in annotations of this run */
  const char    *kind;          /* "Person" */
  const char    *name;
  GlsPluginArray aliases;       /* of const char * */
  GlsPluginArray external_ids;  /* of GlsPluginExternalId */
} GlsPluginEntity;

/* What begin() learns. */
typedef struct {
  size_t         size;
  GlsPluginKind  kind;
  const char    *language;      /* of the person, for messages: "de", "en" */
  const char    *set;           /* validators: whose annotations are checked; NULL: all. Else NULL */
  const char    *target;        /* exporters: base name of the file or folder to be written. Else NULL */
  uint64_t       n_documents;   /* 0: not known */
  GlsPluginArray types;         /* of GlsPluginType: the codebook; retired types are left out */
  GlsPluginArray relations;     /* of GlsPluginRelationType */
  const char    *codebook;      /* the same whole, as JSON (codebook.schema.json) */
  GlsPluginArray entities;      /* of GlsPluginEntity */
} GlsPluginRun;

/* ---- Import ---- */

/* A file of a source. */
typedef struct {
  const char *name;             /* relative, with "/": "a1.ann", "amira/a1.ann" */
  uint64_t    n_bytes;
} GlsPluginFile;

/* What is to be imported: one file, or (Source=folder or either in the manifest) a folder. Read with read_file(). */
typedef struct {
  size_t         size;
  const char    *name;          /* base name of the file or folder */
  GlsPluginArray files;         /* of GlsPluginFile by name; hidden files left out; one when it is a file */
  const char    *encoding;      /* that a person forces, or NULL */
} GlsPluginSource;

/* ---- Quantities ---- */

/* As in section "quantity" of the codebook: NAN is an open bound. */
typedef struct {
  size_t      size;
  const char *said;             /* the words, or NULL */
  double      low, high;
  const char *modifier;         /* "exact", "about", "at least", "more than", "less than", "nearly", "at most", "up to", "range", "magnitude" */
  const char *measure;          /* "persons", "USD", "percent"; NULL: not given */
  bool        each;             /* per item */
} GlsPluginQuantity;

typedef enum { GLS_PLUGIN_DEBUG = 0, GLS_PLUGIN_INFO = 1, GLS_PLUGIN_COMPLAINT = 2 } GlsPluginLogLevel;

/* ---- The host ----
 *
 * Every function takes the host itself first. It belongs to the call that got it: do not keep it. */
typedef struct GlsPluginHost GlsPluginHost;

struct GlsPluginHost {
  size_t   size;
  uint16_t api_major, api_minor;   /* what this Glossator speaks */
  void    *internal;

  /* Extractors and importers: a mark in the current document (importers: in the one emitted last). Checked at once: anything but
   * GLS_PLUGIN_OK means that it was wrong, the reason is kept, and nothing of this document will be stored. */
  int (*emit_annotation) (const GlsPluginHost *host, const GlsPluginAnnotation *annotation);
  /* Validators, in document() and finish(). */
  int (*emit_problem)    (const GlsPluginHost *host, const GlsPluginProblem *problem);
  /* Importers: begins a document. */
  int (*emit_document)   (const GlsPluginHost *host, const GlsPluginDocument *document);
  /* Importers, before the first document: types that the source declares, as codebook JSON. Those that the project lacks are added. */
  int (*emit_codebook)   (const GlsPluginHost *host, const char *json);
  /* Importers: an entity that annotations emitted after it may name. The same id again changes nothing. */
  int (*emit_entity)     (const GlsPluginHost *host, const GlsPluginEntity *entity);
  /* Importers and exporters: something was left out or altered; shown to the person. One sentence that names file and line. */
  int (*report)          (const GlsPluginHost *host, const char *sentence);
  /* Exporters: appends to the target. @name NULL: the one file; else (Target=folder) a file in the folder, relative, with "/". */
  int (*write)           (const GlsPluginHost *host, const char *name, const void *data, size_t n_bytes);
  /* Importers: the whole of one file of the source. NULL: it cannot be read (the operation fails with the reason). */
  const void *(*read_file) (const GlsPluginHost *host, const char *name, size_t *n_bytes);
  /* Any bytes as UTF-8: the forced encoding, a byte-order mark, or the best guess. NULL: it is no text. */
  const char *(*decode)  (const GlsPluginHost *host, const void *data, size_t n_bytes, const char *encoding, size_t *n_decoded);

  /* How much of the current document or source is done, 0 to 1. Cheap. */
  void (*progress)       (const GlsPluginHost *host, double fraction);
  /* Is nobody waiting for the result any more? Cheap enough for every few words. */
  bool (*cancelled)      (const GlsPluginHost *host);
  /* For the plugin's page and --log. */
  void (*log)            (const GlsPluginHost *host, GlsPluginLogLevel level, const char *line);
  /* "return host->fail (host, "why")": GLS_PLUGIN_FAILED. One sentence: what, where, what to do. */
  int (*fail)            (const GlsPluginHost *host, const char *why);
  /* "return host->skip (host, "why")": GLS_PLUGIN_SKIPPED. */
  int (*skip)            (const GlsPluginHost *host, const char *why);

  /* Settings, as the manifest declares them: what the person set, else the default. Asking for one that is not declared, or by
   * another type, gives NULL, 0, false. A list is an array of const char *. "choice" and "file" are texts; a file not set is NULL. */
  const char    *(*setting_text)    (const GlsPluginHost *host, const char *name);
  int64_t        (*setting_integer) (const GlsPluginHost *host, const char *name);
  double         (*setting_number)  (const GlsPluginHost *host, const char *name);
  bool           (*setting_boolean) (const GlsPluginHost *host, const char *name);
  GlsPluginArray (*setting_list)    (const GlsPluginHost *host, const char *name);
  /* Absolute path of a file of the plugin's own folder, "en.txt"; NULL: there is none (and nothing outside the folder). */
  const char    *(*data_path)       (const GlsPluginHost *host, const char *name);

  /* In the current document. Offsets beyond the end give the end; a byte inside a character gives that character. */
  uint32_t (*character_of_byte) (const GlsPluginHost *host, uint32_t byte);
  uint32_t (*byte_of_character) (const GlsPluginHost *host, uint32_t character);
  /* The word, the sentence (within its line) or the line that holds @offset; in the plugin's unit, without spaces around. */
  GlsPluginRange (*word_at)     (const GlsPluginHost *host, uint32_t offset);
  GlsPluginRange (*sentence_at) (const GlsPluginHost *host, uint32_t offset);
  GlsPluginRange (*line_at)     (const GlsPluginHost *host, uint32_t offset);
  /* Widened to whole words, without spaces and outer punctuation: what dragging in the window would mark. Empty: nothing is left. */
  GlsPluginRange (*snap)        (const GlsPluginHost *host, GlsPluginRange range);

  /* Quantities between words, structure and JSON. false/NULL: no number is in them, or not a quantity. */
  bool        (*quantity_of_words) (const GlsPluginHost *host, const char *words, GlsPluginQuantity *quantity);
  bool        (*quantity_of_json)  (const GlsPluginHost *host, const char *json, GlsPluginQuantity *quantity);
  const char *(*json_of_quantity)  (const GlsPluginHost *host, const GlsPluginQuantity *quantity);
  /* "April 21" against a publication date (or NULL) is "2015-04-21", or "XXXX-04-21"; NULL: no date is in the words. */
  const char *(*date_of_words)     (const GlsPluginHost *host, const char *words, const char *published);
  /* First and last day that an EDTF date may mean, as Julian days; open ends are 0 and UINT32_MAX. false: the year is unknown. */
  bool        (*date_range)        (const GlsPluginHost *host, const char *edtf, uint32_t *first, uint32_t *last);
  /* @n_bytes of UTF-8 ((size_t) -1: up to the NUL) as a JSON string with its quotes; and the text of a JSON string (NULL: it is none). */
  const char *(*json_of_text)      (const GlsPluginHost *host, const char *text, size_t n_bytes);
  const char *(*text_of_json)      (const GlsPluginHost *host, const char *json);
  /* API 1.0 ends here. */
};

/* ---- The plugin ---- */

/* One kind's operations. Only what the kind needs must be there:
 * extractors document; validators document, and finish where they look at the whole project; importers import; exporters document,
 * and finish for what comes last. */
typedef struct {
  size_t size;                     /* sizeof (GlsPluginOperations) */
  /* Once a run, before all else: read word lists, make *@state. May be NULL. GLS_PLUGIN_FAILED ends the run; end() is called then
   * only if *@state was set. */
  int  (*begin)    (const GlsPluginHost *host, const GlsPluginRun *run, void **state);
  /* One document. A validator with Scope=project gets every document once, then finish(); when documents change, these again and
   * finish() again: keep what you need by document->id. */
  int  (*document) (void *state, const GlsPluginHost *host, const GlsPluginDocument *document);
  /* After the last document. There is no current document. May be NULL. */
  int  (*finish)   (void *state, const GlsPluginHost *host);
  /* One file or folder. */
  int  (*import)   (void *state, const GlsPluginHost *host, const GlsPluginSource *source);
  /* Once a run, also after a failure: free @state. May be NULL. */
  void (*end)      (void *state);
} GlsPluginOperations;

typedef struct {
  uint32_t                   magic;     /* GLS_PLUGIN_HEAD sets these four */
  uint16_t                   api_major, api_minor;
  size_t                     size;
  const char                *id;        /* as in the manifest */
  const GlsPluginOperations *extractor; /* NULL where the kind is not offered */
  const GlsPluginOperations *validator;
  const GlsPluginOperations *importer;
  const GlsPluginOperations *exporter;
} GlsPluginDescriptor;

#define GLS_PLUGIN_HEAD \
  .magic = GLS_PLUGIN_MAGIC, .api_major = GLS_PLUGIN_API_MAJOR, .api_minor = GLS_PLUGIN_API_MINOR, \
  .size = sizeof (GlsPluginDescriptor)

#if defined (_WIN32)
#define GLS_PLUGIN_EXPORT __declspec (dllexport)
#else
#define GLS_PLUGIN_EXPORT __attribute__ ((visibility ("default")))
#endif

/* The exported function. It does nothing but give the descriptor, which is constant. */
#define GLS_PLUGIN_SYMBOL "glossator_plugin"
#define GLS_PLUGIN_DEFINE(plugin_descriptor) \
  GLS_PLUGIN_EXPORT const GlsPluginDescriptor *glossator_plugin (void); \
  GLS_PLUGIN_EXPORT const GlsPluginDescriptor * \
  glossator_plugin (void) \
  { \
    return &(plugin_descriptor); \
  }

/* The usual mark: one range, a type, a confidence. */
static inline int
gls_plugin_emit_span (const GlsPluginHost *host, const char *type, GlsPluginRange range, double confidence)
{
  GlsPluginAnnotation annotation = { sizeof annotation, 0, type, &range, 1, confidence, { 0, 0, 0 }, { 0, 0, 0 },
                                     0, 0, 0, 0, 0, 0, 0 };

  return host->emit_annotation (host, &annotation);
}

#ifdef __cplusplus
}
#endif

#endif
