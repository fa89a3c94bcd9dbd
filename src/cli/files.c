#include "files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void complain(const char *format, va_list arguments) {
    fflush(stdout);
    fputs("inkling: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
}

/* Where fail() returns to during an attempt. */
static jmp_buf after_failure;
static bool attempting;

void fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    complain(format, arguments);
    va_end(arguments);
    if (attempting) longjmp(after_failure, 1);
    exit(1);
}

void fail_usage(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    complain(format, arguments);
    va_end(arguments);
    exit(2);
}

typedef struct {
    void *object;
    void (*release)(void *object);
} Held;

static struct {
    Held *items;
    size_t count, room;
} held;

void hold(void *object, void (*release)(void *object)) {
    if (held.count == held.room) {
        size_t room = 2 * held.room + 16;
        Held *grown = realloc(held.items, room * sizeof *grown);
        if (!grown) {
            release(object);
            fail("not enough memory");
        }
        held.items = grown;
        held.room = room;
    }
    held.items[held.count++] = (Held){object, release};
}

static void release_held(void) {
    while (held.count > 0) {
        Held last = held.items[--held.count];
        last.release(last.object);
    }
}

void release_now(const void *object) {
    size_t place = held.count;
    while (place > 0 && held.items[place - 1].object != object)
        place--;
    if (place == 0) return;
    Held found = held.items[place - 1];
    held.count--;
    memmove(&held.items[place - 1], &held.items[place], (held.count + 1 - place) * sizeof found);
    found.release(found.object);
}

void *until_end(void *block) {
    if (!block) fail("not enough memory");
    hold(block, free);
    return block;
}

bool attempt(void (*work)(void *), void *context) {
    volatile bool done = false;
    if (!setjmp(after_failure)) {
        attempting = true;
        work(context);
        done = true;
    }
    attempting = false;
    release_held();
    return done;
}

void check(InkStatus status, const char *what) {
    if (status != INK_OK) fail("%s: %s", what, ink_status_message(status));
}

/* Reads the rest of a file, and closes it. */
static uint8_t *read_all(FILE *file, const char *path, size_t *size) {
    uint8_t *bytes = NULL, *grown = NULL;
    size_t room = 0, read = 0;
    *size = 0;
    do {
        if (*size == room) {
            room = 2 * room + 65536;
            grown = realloc(bytes, room);
            if (!grown) break;
            bytes = grown;
        }
        read = fread(bytes + *size, 1, room - *size, file);
        *size += read;
    } while (read > 0);
    bool unread = ferror(file);
    if (file != stdin) fclose(file);
    if (grown && !unread) return bytes;
    free(bytes);
    fail(grown ? "can't read %s" : "%s: not enough memory", path);
}

uint8_t *read_file(const char *path, size_t *size) {
    if (strcmp(path, "-") == 0) return read_all(stdin, "standard input", size);
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    return read_all(file, path, size);
}

uint8_t *read_file_or_fail(const char *path, size_t *size) {
    uint8_t *bytes = read_file(path, size);
    if (!bytes) fail("can't open %s", path);
    return bytes;
}

void require_writable(const char *path) {
    char *temporary = malloc(strlen(path) + 5);
    if (!temporary) fail("not enough memory");
    sprintf(temporary, "%s.new", path);
    FILE *file = fopen(temporary, "wb");
    if (!file) fail("can't write %s", path);
    fclose(file);
    remove(temporary);
    free(temporary);
}

void write_file(const char *path, const uint8_t *bytes, size_t size) {
    if (strcmp(path, "-") == 0) {
        if (fwrite(bytes, 1, size, stdout) != size || fflush(stdout) != 0)
            fail("can't write to standard output");
        return;
    }
    char *temporary = malloc(strlen(path) + 5);
    if (!temporary) fail("not enough memory");
    sprintf(temporary, "%s.new", path);
    FILE *file = fopen(temporary, "wb");
    if (!file) fail("can't write %s", path);
    bool written = fwrite(bytes, 1, size, file) == size;
    if (fclose(file) != 0 || !written || rename(temporary, path) != 0) {
        remove(temporary);
        fail("can't write %s", path);
    }
    free(temporary);
}

void print_json_string(const char *text) {
    putchar('"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            printf("\\%c", c);
        else if (c < ' ')
            printf("\\u%04x", c);
        else
            putchar(c);
    }
    putchar('"');
}
