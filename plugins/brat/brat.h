/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of the brat plugin. */
#pragma once

#include <glossator-plugin.h>
#include <math.h>

#include "brat-conf.h"

#define BRAT_NO_CONFIDENCE ((double) NAN)

typedef struct {
  char *id, *name;
  char *external;        /* "Wikidata:Q585", as brat has it; NULL: none that brat can say */
} BratEntity;

/* What a run keeps: the project's entities, sorted by id. */
typedef struct {
  BratEntity *entities;
  size_t n_entities, room_entities;
  const BratEntity **externals;  /* those with one, sorted by it, then by id */
  size_t n_externals;
  bool   conf_written;   /* exporter */
  PluginString conf;
} BratState;

int  brat_begin (const GlsPluginHost *host, const GlsPluginRun *run, void **state);
void brat_end   (void *state);
/* The project's entity of this id; NULL: there is none. */
const BratEntity *brat_find_entity (const BratState *state, const char *id);
/* That of this external id; of several the first. */
const BratEntity *brat_find_external (const BratState *state, const char *external);

/* The annotations of one .ann file for the document emitted last. @set: whose; NULL: the importing person's. @text: its text. */
int brat_import_file (const GlsPluginHost *host, const char *name, const char *data, size_t n_bytes, const char *set,
                      const char *text, const BratConf *conf, const BratState *state);

extern const GlsPluginOperations brat_exporter;
