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

bool attempt(void (*work)(void *), void *context) {
    if (setjmp(after_failure)) {
        attempting = false;
        return false;
    }
    attempting = true;
    work(context);
    attempting = false;
    return true;
}

void check(InkStatus status, const char *what) {
    if (status != INK_OK) fail("%s: %s", what, ink_status_message(status));
}

static uint8_t *read_all(FILE *file, const char *path, size_t *size) {
    uint8_t *bytes = NULL;
    size_t room = 0;
    *size = 0;
    for (;;) {
        if (*size == room) {
            room = 2 * room + 65536;
            uint8_t *grown = realloc(bytes, room);
            if (!grown) fail("%s: not enough memory", path);
            bytes = grown;
        }
        size_t read = fread(bytes + *size, 1, room - *size, file);
        if (read == 0) break;
        *size += read;
    }
    if (ferror(file)) fail("can't read %s", path);
    return bytes;
}

uint8_t *read_file(const char *path, size_t *size) {
    if (strcmp(path, "-") == 0) return read_all(stdin, "standard input", size);
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    uint8_t *bytes = read_all(file, path, size);
    fclose(file);
    return bytes;
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
