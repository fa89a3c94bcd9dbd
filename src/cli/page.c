#include "page.h"
#include "files.h"
#include "marks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* Divides the sides by a whole number so that the core accepts them. A side shorter than that
 * number becomes 0. */
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

/* Lines of handwriting may slope by this angle, in radians. */
static const float LEVEL = 0.035f;
enum { MAX_TURNS = 2 };

static void free_page(void *page) {
    ink_page_free(page);
}

/* Finds and levels the marks of a sheet in the photo, or of all of it. *is_sheet: whether the photo
 * shows more than a sheet. */
static Marks *find_marks(const char *name, const Photo *photo, bool whole, InkNetwork *network,
                         bool *is_sheet) {
    InkPage *page;
    InkStatus (*read)(InkPage **, const uint8_t *, int32_t, int32_t) =
        whole ? ink_page_read_whole : ink_page_read;
    check(read(&page, photo->gray, photo->width, photo->height), name);
    hold(page, free_page);
    for (int32_t turn = 0; turn < MAX_TURNS; turn++) {
        float skew = (float)atan((double)ink_page_slope(page));
        if (fabsf(skew) < LEVEL) break;
        check(ink_page_rotate(page, -skew), name);
    }
    *is_sheet = ink_page_is_sheet(page);
    Marks *marks = marks_of(page, network);
    release_now(page);
    return marks;
}

/* The marks of the better of two readings. Those that aren't digits are marked so. */
static Marks *read_marks(const char *name, const Photo *photo, InkNetwork *network) {
    bool is_sheet;
    Marks *marks = find_marks(name, photo, false, network, &is_sheet);
    keep_digits(marks);
    if (!is_sheet) return marks;
    Marks *whole = find_marks(name, photo, true, network, &is_sheet);
    keep_digits(whole);
    return is_better(whole, marks) ? whole : marks;
}

/* A photo after quarter turns, clockwise. */
static Photo turned(Photo photo, int32_t turns) {
    for (; turns > 0; turns--) {
        Photo from = photo;
        photo = (Photo){until_end(malloc((size_t)from.width * (size_t)from.height)), from.height,
                        from.width};
        for (int32_t y = 0; y < from.height; y++) {
            for (int32_t x = 0; x < from.width; x++) {
                size_t to = (size_t)x * (size_t)photo.width + (size_t)(photo.width - 1 - y);
                photo.gray[to] = *from.gray++;
            }
        }
    }
    return photo;
}

/* The marks of a photo; if another side seems to be up, of the photo turned. */
static Marks *read_upright(const char *name, const Photo *photo, InkNetwork *network) {
    /* Another turn must be better by this many digits. */
    static const double BETTER = 3.5;
    Marks *best = read_marks(name, photo, network);
    bool clear;
    double score = page_score(best, network, &clear), most = score + BETTER;
    if (is_upright(best, score)) return best;
    int32_t turns[QUARTERS], count = turns_to_try(best, network, turns);
    for (int32_t i = 0; i < count && !is_upright(best, score); i++) {
        Photo other = turned(*photo, turns[i]);
        Marks *marks = read_marks(name, &other, network);
        double own = page_score(marks, network, &clear);
        if (!clear || own < most) continue;
        best = marks;
        most = score = own;
    }
    return best;
}

PageDigit *read_page(const char *name, const uint8_t *file, size_t size, InkNetwork *network,
                     int32_t *count) {
    Photo photo = decode(name, file, size);
    shrink(&photo);
    if (photo.width == 0 || photo.height == 0)
        fail("%s is too long and narrow to be a photo of a page", name);
    Marks *marks = read_upright(name, &photo, network);
    leave_out_print(marks);
    PageDigit *digits = until_end(malloc(((size_t)marks->count + 1) * sizeof *digits));
    *count = 0;
    for (int32_t i = 0; i < marks->count; i++) {
        if (marks->all[i].is_digit) digits[(*count)++] = marks->all[i].read;
    }
    return digits;
}
