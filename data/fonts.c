/* Renders characters of a font as training images. Compiled to a WebAssembly module of its own, so
 * that the build needs no native compiler and gives the same sheet on every machine. */
#include "inkling.h"

#include <stdlib.h>

#define STB_TRUETYPE_IMPLEMENTATION
#define STBTT_STATIC
#define STBTT_assert(condition) ((void)0)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#include "stb_truetype.h"
#pragma GCC diagnostic pop

/* Pixel height at which glyphs are rasterized. After scaling down to 20 pixels, the rasterization
 * error is negligible. */
static const float HEIGHT = 200.0f;

/* Renders a character of a font file and fits it with ink_image_fit.
 * image[INK_PIXELS]: 255 for full ink. Returns whether the font has the character; if not, image is
 * left unchanged. The file must be trusted: stb_truetype does no bounds checking. */
INK_API int32_t ink_font_draw(const uint8_t *file, int32_t character, uint8_t image[INK_PIXELS]) {
    stbtt_fontinfo font;
    int offset = stbtt_GetFontOffsetForIndex(file, 0);
    if (offset < 0 || !stbtt_InitFont(&font, file, offset)) return 0;
    int glyph = stbtt_FindGlyphIndex(&font, character), width = 0, height = 0;
    if (glyph == 0) return 0;
    float scale = stbtt_ScaleForPixelHeight(&font, HEIGHT), ink[INK_PIXELS];
    uint8_t *pixels = stbtt_GetGlyphBitmap(&font, scale, scale, glyph, &width, &height, NULL, NULL);
    InkStatus status = pixels ? ink_image_fit(pixels, width, height, ink) : INK_BAD_ARGUMENT;
    stbtt_FreeBitmap(pixels, NULL);
    if (status != INK_OK) return 0;
    for (int32_t p = 0; p < INK_PIXELS; p++)
        image[p] = (uint8_t)(ink[p] * 255.0f + 0.5f);
    return 1;
}
