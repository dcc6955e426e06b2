/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of the dictionary plugin: folded characters, words, and the table that finds phrases of them. */
#pragma once

#include <glossator-plugin.h>
#include <string.h>

#define DICT_MAX_WORDS 16   /* longer phrases are left out */
#define DICT_MAX_BYTES 96   /* of one folded word; longer ones match nothing */
#define DICT_FOLDED    0x3000

enum { DICT_NONE = 0, DICT_LETTER = 1, DICT_ALONE = 2, DICT_MARK = 3 };  /* alone: a word by itself, as in Chinese; mark: dropped */

/* What a character becomes: up to seven bytes. */
typedef struct {
  char    bytes[7];
  uint8_t n;
} DictFold;

typedef struct {
  DictFold fold[DICT_FOLDED];    /* by case and diacritics, as the settings say */
  DictFold sound[DICT_FOLDED];   /* in Latin letters */
  uint8_t  kind[DICT_FOLDED];
  bool     foreign[DICT_FOLDED]; /* a letter of another script than Latin */
  bool     sounds;               /* words in Latin letters need their sound too */
} DictChars;

typedef struct {
  uint32_t start, end;   /* bytes */
  uint64_t hash, sound;  /* of its folded form and of its sound; 0: too long, or not needed */
  bool     foreign, capitals;
  bool     apart;        /* more than a space, hyphen or apostrophe stands before it */
} DictWord;

typedef struct DictTable DictTable;

/* dict-fold.c */
DictChars *dict_chars_new (bool fold_case, bool fold_marks, bool fold_script);
/* The next word at or behind *@at, which moves behind it; false: there is none. */
bool       dict_next_word (const DictChars *chars, const char *text, size_t n, size_t *at, DictWord *word);

/* dict-table.c: phrases by the hashes of their words; an entry is a number. */
DictTable *dict_table_new  (const DictChars *chars, bool fold_script);
void       dict_table_free (DictTable *table);
/* @acronym phrases match in capitals only. */
bool       dict_table_add  (DictTable *table, const char *phrase, size_t n, uint32_t entry);
/* The longest phrase that begins with @words[0]: how many words, 0: none. */
size_t     dict_table_find (const DictTable *table, const DictWord *words, size_t n, uint32_t *entry);
void       dict_table_prefetch (const DictTable *table, const DictWord *word);
bool       dict_table_is_foreign (const DictTable *table);
size_t     dict_table_bytes (const DictTable *table);

/* dict-read.c: rows of a word list. Strings are valid during the call. */
typedef bool (*DictRow) (void *data, const char *term, const char *type, const char *name);
/* false: the file cannot be read; @why says it. */
bool       dict_read (const char *path, DictRow take, void *data, char *why, size_t n_why);
