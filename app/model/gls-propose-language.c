/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells the language of a text by its commonest small words and, between kin, by its letters.
 * Says nothing rather than something doubtful. */
#include "config.h"

#include "gls-propose.h"

#include <string.h>

#define LOOK_AT_BYTES 60000
/* Enough to be sure, and they come soon. */
#define MAX_WORDS 400
#define MIN_WORDS 12
#define MIN_HITS 4

typedef struct {
  const char *language;
  const char *words;
} StopWords;

static const StopWords stop_words[] = {
  { "en", "the of and to in a is that for it was on with as by at from said he his has have be an are not were but who "
          "which they this will had been their or she we would its about more also after" },
  { "de", "der die das und ist nicht von zu mit den dem des ein eine einen einer für auf sich im auch wird als wurde "
          "wurden sind haben hat nach bei aus dass wie über er sie es an um noch am zur zum oder" },
  { "fr", "le la les des et est que dans pour une un du de qui sur pas par plus au aux avec ont sont ce cette il elle "
          "été son ses en à mais comme leur nous selon se ne" },
  { "es", "el la los las de que y en un una por con para del se no al es su como más pero fue ha han son este esta lo "
          "sus según entre sobre también muy cuando donde a" },
  { "it", "il di che e la un una per con non del della dei delle in sono è gli nel nella alla al ha anche si le da lo "
          "come più ma i dal dalla stato questo hanno secondo a se" },
  { "pt", "o a os as de que e em um uma para com não do da no na dos das por mais foi ao é são pelo pela como mas se "
          "também ele ela seu sua segundo até à" },
  { "nl", "het een en van in is dat op te met voor niet zijn aan er werd om ook als door bij naar heeft ze hij maar "
          "uit zich over nog tot worden was de" },
  { "pl", "i w na nie z się do jest że o jak po za przez od który która które są oraz także to był był jego tym dla "
          "ale czy już być" },
  { "sv", "och att det som en på är av för med den inte till har de ett om i var men vid från kan han enligt" },
  { "da", "og at det er en på af for med til den ikke har de et som i var men ved fra kan han ifølge efter også" },
  { "nb", "og at det er en på av for med til den ikke har de et som i var men ved fra kan han ifølge etter også" },
  { "tr", "ve bir bu için ile da de olarak olan gibi daha çok sonra kadar ancak değil dedi olduğu olduğunu tarafından "
          "göre en ise her o ne ya ki ama" },
  { "uz", "va bilan bu uchun deb bir ham ning edi emas lekin kerak haqida bolib oʻz esa yoki shu bor qilgan boʻlgan" },
  { "ru", "и в не на что с по как это к из у за от о для но был была было были его так же а то он они она все или при "
          "мы только до бы уже их после также со которые который" },
  { "uk", "і в не на що з та як до за про від його для але це був була були у й також які який є він вони а або по при "
          "ми тільки так вже їх після зі" },
  { "be", "і у на не што з да як за ад яго для але гэта быў была былі ў таксама які якія ён яны па мы толькі" },
  { "bg", "и на да се в за не е от с че са по до като ще си му беше бяха има които който това но или след един при" },
  { "sr", "и у је да на се за су од не са као што би ће али или после који која које су био била ово" },
  { "kk", "және мен бұл бір үшін деп екен да де бен пен туралы болып арқылы кейін бойынша оның еді дейді болған олар "
          "емес осы ол деген қазақстан деді бар" },
  { "ky",
    "жана менен бул бир үчүн деп боюнча кийин анын болгон эмес ошол бар алар экенин кыргыз деген да эле тууралуу" },
  { "tg", "ва дар ки аз ба бо ин барои аст буд шуд он ҳам мекунад кард ҳам ҳама тоҷикистон" },
  { "ar", "في من على إلى أن التي الذي عن هذا هذه مع كان قال بعد ما لا أو بين كما كانت وقال إن التى قد أنه منذ خلال ذلك "
          "ولم هو وهو" },
  { "fa", "در و به از که این را با است برای آن یک های می شد شده بود هم ما تا خود نیز کرد او آنها" },
};

static GHashTable *languages_of;   /* char * → bits */

static void
load_words (void)
{
  static gsize once;

  if (!g_once_init_enter (&once))
    return;
  G_STATIC_ASSERT (G_N_ELEMENTS (stop_words) < 32);
  languages_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (stop_words); i++)
    {
      g_auto (GStrv) words = g_strsplit (stop_words[i].words, " ", -1);

      for (char **w = words; *w != NULL; w++)
        g_hash_table_insert (languages_of, g_strdup (*w),
                             GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (languages_of, *w)) | 1u << i));
    }
  g_once_init_leave (&once, 1);
}

/* Letters that Russian and Arabic do not have, and the ones that only Russian's neighbours lack. */
typedef struct {
  guint letters, kazakh, ukrainian, persian, russian;
} Letters;

static void
count_letter (Letters *self, gunichar c)
{
  self->letters++;
  if (c < 0x400)
    return;
  switch (c)
    {
    case 0x4d9:
    case 0x493:
    case 0x49b:
    case 0x4a3:
    case 0x4e9:
    case 0x4b1:
    case 0x4af:
    case 0x4bb:
    case 0x4b7:
    case 0x4e3:
    case 0x4ef:
    case 0x4b3:
      self->kazakh++;
      break;
    case 0x456:
    case 0x457:
    case 0x454:
    case 0x491:
    case 0x45e:
    case 0x458:
    case 0x459:
    case 0x45a:
    case 0x45b:
    case 0x452:
      self->ukrainian++;
      break;
    case 0x44b: case 0x44d: case 0x451:
      self->russian++;
      break;
    case 0x67e: case 0x686: case 0x698: case 0x6af: case 0x6cc: case 0x6a9:
      self->persian++;
      break;
    default:
      break;
    }
}

static gboolean
fits_letters (const char *language, const Letters *letters)
{
  if (strcmp (language, "ru") == 0)
    return letters->russian * 200 >= letters->letters
           && (letters->kazakh + letters->ukrainian) * 100 <= letters->letters;
  if (strcmp (language, "bg") == 0)
    return letters->russian * 500 <= letters->letters;
  if (strcmp (language, "uk") == 0)
    return letters->ukrainian * 100 >= letters->letters;
  if (strcmp (language, "kk") == 0 || strcmp (language, "ky") == 0 || strcmp (language, "tg") == 0)
    return letters->kazakh * 200 >= letters->letters;
  if (strcmp (language, "ar") == 0)
    return letters->persian * 100 <= letters->letters;
  if (strcmp (language, "fa") == 0)
    return letters->persian * 100 >= letters->letters;
  return TRUE;
}

char *
gls_propose_language (const char *text, gsize n_bytes)
{
  guint hits[G_N_ELEMENTS (stop_words)] = { 0 };
  Letters letters = { 0 };
  guint n_words = 0, best = 0, second = 0, which = 0;
  const char *end = text + MIN (n_bytes, LOOK_AT_BYTES);

  load_words ();
  for (const char *p = text; p < end && n_words < MAX_WORDS;)
    {
      char word[64];
      gsize n = 0;

      for (; p < end; p = g_utf8_next_char (p))
        {
          gunichar c = (guchar) *p < 0x80 ? (gunichar) *p : g_utf8_get_char (p);

          if (c < 0x80)
            {
              if (!g_ascii_isalpha (c))
                break;
              letters.letters++;
              if (n < sizeof word - 8)
                word[n++] = (char) (c | 0x20);
              continue;
            }
          if (!g_unichar_isalpha (c) && !g_unichar_ismark (c) && c != 0x2bb)
            break;
          c = g_unichar_tolower (c);
          count_letter (&letters, c);
          if (n < sizeof word - 8)
            n += (gsize) g_unichar_to_utf8 (c, word + n);
        }
      if (n > 0)
        {
          word[n] = '\0';
          n_words++;
          for (guint bits = GPOINTER_TO_UINT (g_hash_table_lookup (languages_of, word)); bits != 0; bits &= bits - 1)
            hits[g_bit_nth_lsf (bits, -1)]++;
        }
      else if (p < end)
        p = g_utf8_next_char (p);
    }
  for (guint i = 0; i < G_N_ELEMENTS (stop_words); i++)
    {
      if (!fits_letters (stop_words[i].language, &letters))
        continue;
      if (hits[i] > best)
        {
          second = best;
          best = hits[i];
          which = i;
        }
      else
        second = MAX (second, hits[i]);
    }
  if (n_words < MIN_WORDS || best < MIN_HITS || best * 16 < n_words || best * 5 < second * 6)
    return NULL;
  return g_strdup (stop_words[which].language);
}
