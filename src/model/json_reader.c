#include "model/json_reader.h"

static void skip_space(InkJson *json) {
    while (json->at < json->end &&
           (*json->at == ' ' || *json->at == '\t' || *json->at == '\n' || *json->at == '\r')) {
        json->at++;
    }
}

bool ink_json_symbol(InkJson *json, char symbol) {
    skip_space(json);
    if (json->at == json->end || *json->at != (uint8_t)symbol) return false;
    json->at++;
    return true;
}

bool ink_json_done(InkJson *json) {
    skip_space(json);
    return json->at == json->end;
}

bool ink_json_whole(InkJson *json, int64_t *value) {
    skip_space(json);
    const uint8_t *start = json->at;
    *value = 0;
    for (; json->at < json->end && *json->at >= '0' && *json->at <= '9'; json->at++) {
        if (json->at - start >= 15) return false;
        *value = *value * 10 + (*json->at - '0');
    }
    if (json->at > start + 1 && *start == '0') return false;
    return json->at > start;
}

size_t ink_utf8_length(const uint8_t *text, const uint8_t *end) {
    size_t left = (size_t)(end - text);
    uint8_t first = text[0];
    if (first < 0x80) return 1;
    size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || left < length) return 0;
    for (size_t i = 1; i < length; i++) {
        if ((text[i] & 0xc0) != 0x80) return 0;
    }
    /* Overlong encodings, surrogates, and code points above U+10FFFF. */
    if (first == 0xe0 && text[1] < 0xa0) return 0;
    if (first == 0xed && text[1] > 0x9f) return 0;
    if (first == 0xf0 && text[1] < 0x90) return 0;
    if (first == 0xf4 && text[1] > 0x8f) return 0;
    return length;
}

/* The four hex digits after \u. */
static bool hex4(InkJson *json, uint32_t *value) {
    if (json->end - json->at < 4) return false;
    *value = 0;
    for (int32_t i = 0; i < 4; i++, json->at++) {
        uint8_t c = *json->at;
        uint32_t digit;
        if (c >= '0' && c <= '9')
            digit = (uint32_t)(c - '0');
        else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
            digit = (uint32_t)((c | 0x20) - 'a' + 10);
        else
            return false;
        *value = *value << 4 | digit;
    }
    return true;
}

/* Decodes the escape sequence after a backslash to UTF-8. Returns its length, or 0 if invalid. */
static size_t read_escape(InkJson *json, char out[4]) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (json->at == json->end) return 0;
    char c = (char)*json->at++;
    for (size_t i = 0; from[i]; i++) {
        if (c == from[i]) {
            out[0] = to[i];
            return 1;
        }
    }
    uint32_t code, low;
    if (c != 'u' || !hex4(json, &code) || code == 0) return 0;
    if (code >= 0xd800 && code < 0xe000) {
        if (code >= 0xdc00 || json->end - json->at < 2 || json->at[0] != '\\' || json->at[1] != 'u')
            return 0;
        json->at += 2;
        if (!hex4(json, &low) || low < 0xdc00 || low > 0xdfff) return 0;
        code = 0x10000 + ((code - 0xd800) << 10 | (low - 0xdc00));
    }
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = length; i-- > 1; code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3f));
    static const uint8_t lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    out[0] = (char)(lead[length] | code);
    return length;
}

bool ink_json_string(InkJson *json, char *text, size_t room) {
    if (!ink_json_symbol(json, '"')) return false;
    size_t length = 0;
    while (json->at < json->end && *json->at != '"') {
        char out[4];
        size_t bytes;
        if (*json->at == '\\') {
            json->at++;
            bytes = read_escape(json, out);
        } else {
            bytes = *json->at < 0x20 ? 0 : ink_utf8_length(json->at, json->end);
            for (size_t i = 0; i < bytes; i++)
                out[i] = (char)json->at[i];
            json->at += bytes;
        }
        if (bytes == 0 || bytes + 1 > room - length) return false;
        for (size_t i = 0; i < bytes; i++)
            text[length++] = out[i];
    }
    if (json->at == json->end || room == 0) return false;
    json->at++;
    text[length] = '\0';
    return true;
}
