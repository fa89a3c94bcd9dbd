#define _POSIX_C_SOURCE 200809L
#include "digits.h"
#include "files.h"

#include <dirent.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_PATH = 4096 };

bool is_folder(const char *path) {
    struct stat what;
    return stat(path, &what) == 0 && S_ISDIR(what.st_mode);
}

/* ---- pictures ---- */

static uint32_t read_u32(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

size_t png_length(const uint8_t *bytes, size_t size) {
    for (size_t at = 8; at + 12 <= size;) {
        size_t length = read_u32(bytes + at);
        if (length > size - at - 12) break;
        bool last = memcmp(bytes + at + 4, "IEND", 4) == 0;
        at += length + 12;
        if (last) return at;
    }
    return size;
}

InkStatus read_picture(const uint8_t *file, size_t size, float image[INK_PIXELS]) {
    uint8_t sample[INK_PIXELS];
    InkPictureInfo info;
    InkStatus status =
        ink_picture_read(file, size, INK_POLARITY_DETECT, INK_FRAMING_DETECT, sample, &info);
    for (int32_t i = 0; status == INK_OK && i < INK_PIXELS; i++)
        image[i] = (float)sample[i] / 255.0f;
    return status;
}

/* ---- sheets ---- */

static InkDataset *read_sheets(const char *folder, const char *split, int32_t capacity) {
    InkDataset *dataset;
    check(ink_dataset_create(&dataset, capacity), split);
    for (int32_t sheet = 0;; sheet++) {
        char path[MAX_PATH];
        size_t png_size, idx_size;
        snprintf(path, sizeof path, "%s/%s-%02" PRId32 ".png", folder, split, sheet);
        uint8_t *png = read_file(path, &png_size);
        if (!png) break;
        snprintf(path, sizeof path, "%s/%s-%02" PRId32 "-labels.idx1", folder, split, sheet);
        uint8_t *idx = read_file(path, &idx_size);
        if (!idx) fail("%s is missing", path);
        check(ink_dataset_add_sheet(dataset, png, png_size, idx, idx_size), path);
        free(png);
        free(idx);
    }
    return dataset;
}

/* ---- idx files ---- */

/* Reads the data of an idx file with this number of dimensions, without its header. NULL if there
 * is no such file. */
static uint8_t *read_idx(const char *folder, const char *split, const char *what,
                         int32_t dimensions, size_t *size) {
    static const char *const separators[] = {"-", "."};
    char path[MAX_PATH];
    uint8_t *file = NULL;
    for (int32_t i = 0; i < 2 && !file; i++) {
        snprintf(path, sizeof path, "%s/%s-%s%sidx%" PRId32 "-ubyte", folder, split, what,
                 separators[i], dimensions);
        file = read_file(path, size);
    }
    if (!file) return NULL;
    size_t header = 4 + 4 * (size_t)dimensions, count = 1;
    if (*size < header || read_u32(file) != (0x800u | (uint32_t)dimensions))
        fail("%s is not an idx%" PRId32 "-ubyte file", path, dimensions);
    for (int32_t i = 0; i < dimensions; i++) {
        uint32_t side = read_u32(file + 4 + 4 * i);
        if (i > 0 && side != INK_SIDE) fail("%s: images must be 28x28 pixels", path);
        if (side > *size) fail("%s is truncated", path);
        count *= side;
    }
    if (count != *size - header) fail("%s: the file's size does not match its header", path);
    memmove(file, file + header, count);
    *size = count;
    return file;
}

static InkDataset *read_idx_split(const char *folder, const char *split) {
    size_t image_bytes, count;
    uint8_t *images = read_idx(folder, split, "images", 3, &image_bytes);
    if (!images) return NULL;
    uint8_t *labels = read_idx(folder, split, "labels", 1, &count);
    if (!labels) fail("%s: the label file for %s is missing", folder, split);
    if (image_bytes != count * INK_PIXELS)
        fail("%s: %s has different numbers of labels and images", folder, split);
    if (count == 0 || count > INK_MAX_SAMPLES)
        fail("%s: %s must contain 1 to %d images", folder, split, (int)INK_MAX_SAMPLES);
    InkDataset *dataset;
    check(ink_dataset_create(&dataset, (int32_t)count), folder);
    check(ink_dataset_add_images(dataset, images, labels, (int32_t)count), folder);
    free(images);
    free(labels);
    return dataset;
}

/* ---- folders of pictures ---- */

typedef struct {
    char **paths;
    uint8_t *labels;
    size_t count, room;
} Pictures;

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_picture(const char *name) {
    static const char *const endings[] = {".png", ".PNG", ".jpg", ".JPG", ".jpeg", ".JPEG"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t length = strlen(name), ending = strlen(endings[i]);
        if (length > ending && strcmp(name + length - ending, endings[i]) == 0) return true;
    }
    return false;
}

static void list_class(Pictures *pictures, const char *folder, const char *name, uint8_t label) {
    char path[MAX_PATH];
    bool here = strcmp(name, ".") == 0;
    snprintf(path, sizeof path, "%s%s%s", folder, here ? "" : "/", here ? "" : name);
    DIR *opened = opendir(path);
    if (!opened) return;
    size_t first = pictures->count;
    for (struct dirent *entry; (entry = readdir(opened));) {
        if (!is_picture(entry->d_name)) continue;
        if (pictures->count == pictures->room) {
            pictures->room = 2 * pictures->room + 256;
            pictures->paths = realloc(pictures->paths, pictures->room * sizeof(char *));
            pictures->labels = realloc(pictures->labels, pictures->room);
            if (!pictures->paths || !pictures->labels) fail("not enough memory");
        }
        char *whole = malloc(strlen(path) + strlen(entry->d_name) + 2);
        if (!whole) fail("not enough memory");
        sprintf(whole, "%s/%s", path, entry->d_name);
        pictures->labels[pictures->count] = label;
        pictures->paths[pictures->count++] = whole;
    }
    closedir(opened);
    qsort(pictures->paths + first, pictures->count - first, sizeof(char *), by_name);
}

static Pictures list_classes(const char *folder) {
    Pictures pictures = {0};
    for (int32_t digit = 0; digit < INK_CLASSES; digit++) {
        char name[] = {(char)('0' + digit), '\0'};
        list_class(&pictures, folder, name, (uint8_t)digit);
    }
    list_class(&pictures, folder, "other", INK_NO_CLASS);
    return pictures;
}

/* Loads every `every`-th picture if held_out, else all the others. With every = 1, loads all. */
static InkDataset *load_pictures(const Pictures *pictures, int32_t every, bool held_out) {
    InkDataset *dataset;
    if (pictures->count > INK_MAX_SAMPLES) fail("too many images: at most 1,000,000 can be loaded");
    check(ink_dataset_create(&dataset, pictures->count ? (int32_t)pictures->count : 1), "images");
    for (size_t i = 0; i < pictures->count; i++) {
        if (every > 1 && (i % (size_t)every == 0) != held_out) continue;
        size_t size;
        uint8_t *file = read_file_or_fail(pictures->paths[i], &size), bytes[INK_PIXELS];
        float image[INK_PIXELS];
        check(read_picture(file, size, image), pictures->paths[i]);
        for (int32_t p = 0; p < INK_PIXELS; p++)
            bytes[p] = (uint8_t)lrintf(fminf(fmaxf(image[p], 0.0f), 1.0f) * 255.0f);
        check(ink_dataset_add_images(dataset, bytes, &pictures->labels[i], 1), pictures->paths[i]);
        free(file);
    }
    return dataset;
}

static void free_pictures(Pictures *pictures) {
    for (size_t i = 0; i < pictures->count; i++)
        free(pictures->paths[i]);
    free(pictures->paths);
    free(pictures->labels);
}

size_t for_pictures(const char *folder, void (*use)(void *, const char *), void *context) {
    Pictures pictures = {0};
    list_class(&pictures, folder, ".", 0);
    size_t count = pictures.count;
    for (size_t i = 0; i < count; i++)
        use(context, pictures.paths[i]);
    free_pictures(&pictures);
    return count;
}

static bool read_classes(const char *folder, bool whole, Digits *digits) {
    char train[MAX_PATH], test[MAX_PATH];
    snprintf(train, sizeof train, "%s/train", folder);
    snprintf(test, sizeof test, "%s/test", folder);
    bool split = is_folder(train) && is_folder(test);
    Pictures pictures = list_classes(split ? train : folder);
    if (pictures.count == 0) return false;
    if (split) {
        Pictures others = list_classes(test);
        digits->test = load_pictures(&others, 1, false);
        free_pictures(&others);
    } else {
        digits->test = load_pictures(&pictures, whole ? 1 : 10, !whole);
    }
    if (!whole) digits->train = load_pictures(&pictures, split ? 1 : 10, false);
    free_pictures(&pictures);
    return true;
}

/* ---- any layout ---- */

Digits read_digits(const char *folder, bool whole) {
    Digits digits = {0};
    if (!is_folder(folder))
        fail(
            "%s is not a folder of sheets, idx files, or class folders; to convert other datasets: "
            "npx inkling convert %s digits",
            folder, folder);
    digits.fonts = read_sheets(folder, "styles", 10000);
    digits.train = read_sheets(folder, "train", 60000);
    if (ink_dataset_count(digits.train) > 0) {
        digits.test = read_sheets(folder, "test", 10000);
        return digits;
    }
    ink_dataset_free(digits.train);
    digits.train = read_idx_split(folder, "train");
    digits.test = read_idx_split(folder, "t10k");
    if (!digits.test) digits.test = read_idx_split(folder, "test");
    if (digits.train && digits.test) return digits;
    if (digits.train || digits.test)
        fail("%s must contain both train-images-idx3-ubyte and t10k-images-idx3-ubyte", folder);
    if (!read_classes(folder, whole, &digits)) {
        fail("no digits found in %s: it must contain sheets (./build.sh build writes them to "
             "build/site/data), idx files, or folders 0 to 9 of pictures; to convert other "
             "datasets: npx inkling convert %s digits",
             folder, folder);
    }
    return digits;
}

void free_digits(Digits *digits) {
    ink_dataset_free(digits->train);
    ink_dataset_free(digits->test);
    ink_dataset_free(digits->fonts);
}
