#include "page.h"
#include "files.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#endif

typedef struct {
    uint8_t *gray;
    int32_t width, height;
} Photo;

static Photo decode(const char *name, const uint8_t *file, size_t size) {
    Photo photo = {0};
    check(ink_picture_gray(file, size, NULL, 0, &photo.width, &photo.height), name);
    size_t room = (size_t)photo.width * (size_t)photo.height;
    photo.gray = until_end(malloc(room));
    check(ink_picture_gray(file, size, photo.gray, room, &photo.width, &photo.height), name);
    return photo;
}

/* Divides the size by a whole number so that the core accepts it. */
static void shrink(Photo *photo) {
    int32_t longest = photo->width > photo->height ? photo->width : photo->height;
    int32_t by = (longest + INK_MAX_PAGE_SIDE - 1) / INK_MAX_PAGE_SIDE;
    if (by < 2) return;
    int32_t width = photo->width / by, height = photo->height / by;
    for (int32_t y = 0; y < height; y++) {
        for (int32_t x = 0; x < width; x++) {
            int32_t sum = 0;
            for (int32_t i = 0; i < by * by; i++) {
                size_t row = (size_t)(y * by + i / by), column = (size_t)(x * by + i % by);
                sum += photo->gray[row * (size_t)photo->width + column];
            }
            /* In place: this pixel has already been read. */
            photo->gray[(size_t)y * (size_t)width + (size_t)x] = (uint8_t)(sum / (by * by));
        }
    }
    photo->width = width;
    photo->height = height;
}

#ifdef __EMSCRIPTEN__
/* web/module/command-thread.js uses the page's reader. Sets *digits to a block from malloc and
 * returns how many there are, or the negative of an InkStatus. */
/* clang-format off */
EM_JS(int32_t, host_read_page, (const uint8_t *gray, int32_t width, int32_t height,
                                InkNetwork *network, PageDigit **digits), {
    return Module.host.readPage(gray, width, height, network, digits);
})
/* clang-format on */

PageDigit *read_page(const char *name, const uint8_t *file, size_t size, InkNetwork *network,
                     int32_t *count) {
    Photo photo = decode(name, file, size);
    shrink(&photo);
    PageDigit *digits = NULL;
    *count = host_read_page(photo.gray, photo.width, photo.height, network, &digits);
    if (*count < 0) check((InkStatus)(-*count), name);
    return until_end(digits);
}

#else
/* The same values as on the page, in web/photo. */
static const float LEVEL = 0.035f;  /* radians that the lines of handwriting may slope */
static const float SURE = 0.6f;     /* at this probability, the network is sure */
static const float NO_DIGIT = 0.2f; /* below it, a mark is no digit */
static const float TOUCHING = 0.9f; /* the width, in heights, of what may be two digits */
enum { MAX_TURNS = 2 };

static PageDigit classify(InkNetwork *network, const InkMark *mark, const float *image) {
    PageDigit digit = {.mark = *mark};
    check(ink_network_predict(network, image, 1, digit.probabilities), "prediction");
    for (int32_t i = 1; i < INK_CLASSES; i++) {
        if (digit.probabilities[i] > digit.probabilities[digit.digit]) digit.digit = i;
    }
    return digit;
}

static float confidence(const PageDigit *digit) {
    return digit->probabilities[digit->digit];
}

/* Cuts a mark into two digits where the network is surest of both. Returns the lower of the two
 * confidences. */
static float cut_in_two(const InkPage *page, int32_t index, InkNetwork *network,
                        PageDigit best[2]) {
    enum { CUTS = 12 };
    const InkMark *mark = &ink_page_marks(page)[index];
    int32_t width = mark->right - mark->left;
    float surest = 0.0f;
    for (int32_t cut = CUTS / 4; cut <= CUTS - CUTS / 4; cut++) {
        int32_t at = mark->left + width * cut / CUTS;
        const int32_t ends[] = {mark->left, at, mark->right};
        PageDigit digits[2];
        float sure = 1.0f;
        for (int32_t i = 0; i < 2; i++) {
            InkMark piece;
            int32_t area;
            float image[INK_PIXELS];
            InkStatus status =
                ink_page_piece(page, index, ends[i], ends[i + 1], &piece, &area, image);
            if (status != INK_OK || area == 0) {
                sure = 0.0f;
                break;
            }
            digits[i] = classify(network, &piece, image);
            if (confidence(&digits[i]) < sure) sure = confidence(&digits[i]);
        }
        if (sure <= surest) continue;
        surest = sure;
        best[0] = digits[0];
        best[1] = digits[1];
    }
    return surest;
}

/* Adds a mark, or its halves if the network is unsure of the whole and sure of both. */
static int32_t add_mark(const InkPage *page, int32_t index, InkNetwork *network, PageDigit *to) {
    const InkMark *mark = &ink_page_marks(page)[index];
    float image[INK_PIXELS];
    check(ink_page_sample(page, index, image), "page");
    to[0] = classify(network, mark, image);
    int32_t width = mark->right - mark->left, height = mark->bottom - mark->top;
    PageDigit halves[2];
    if (confidence(&to[0]) < SURE && (float)width >= TOUCHING * (float)height &&
        cut_in_two(page, index, network, halves) >= SURE) {
        to[0] = halves[0];
        to[1] = halves[1];
        return 2;
    }
    return confidence(&to[0]) >= NO_DIGIT;
}

static void free_page(void *page) {
    ink_page_free(page);
}

PageDigit *read_page(const char *name, const uint8_t *file, size_t size, InkNetwork *network,
                     int32_t *count) {
    Photo photo = decode(name, file, size);
    shrink(&photo);
    InkPage *page;
    check(ink_page_read(&page, photo.gray, photo.width, photo.height), name);
    hold(page, free_page);
    for (int32_t turn = 0; turn < MAX_TURNS; turn++) {
        float skew = atanf(ink_page_slope(page));
        if (fabsf(skew) < LEVEL) break;
        check(ink_page_rotate(page, -skew), name);
    }
    int32_t marks = ink_page_mark_count(page);
    PageDigit *digits = until_end(malloc(((size_t)marks * 2 + 1) * sizeof *digits));
    *count = 0;
    for (int32_t i = 0; i < marks; i++)
        *count += add_mark(page, i, network, digits + *count);
    return digits;
}
#endif
