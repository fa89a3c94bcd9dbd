#include "photo/turn.h"
#include "base/minmax.h"

#include <math.h>

void ink_turn_back(int32_t width, int32_t height, float angle, int32_t turned_width,
                   int32_t turned_height, float *x, float *y) {
    float right = *x - 0.5f * (float)(turned_width - 1);
    float down = *y - 0.5f * (float)(turned_height - 1);
    *x = cosf(angle) * right + sinf(angle) * down + 0.5f * (float)(width - 1);
    *y = cosf(angle) * down - sinf(angle) * right + 0.5f * (float)(height - 1);
}

/* Interpolates bilinearly. */
static uint8_t ink_at(const uint8_t *ink, int32_t width, int32_t height, float x, float y) {
    if (x < 0.0f || y < 0.0f || x > (float)(width - 1) || y > (float)(height - 1)) return 0;
    int32_t left = (int32_t)x, top = (int32_t)y;
    int32_t right = left + (left + 1 < width), bottom = top + (top + 1 < height);
    float across = x - (float)left, down = y - (float)top;
    const uint8_t *upper = ink + (size_t)top * (size_t)width;
    const uint8_t *lower = ink + (size_t)bottom * (size_t)width;
    float above = (float)upper[left] * (1.0f - across) + (float)upper[right] * across;
    float below = (float)lower[left] * (1.0f - across) + (float)lower[right] * across;
    return (uint8_t)(above * (1.0f - down) + below * down + 0.5f);
}

void ink_turn_size(int32_t width, int32_t height, float angle, int32_t *turned_width,
                   int32_t *turned_height) {
    float cosine = fabsf(cosf(angle)), sine = fabsf(sinf(angle));
    *turned_width = ink_max((int32_t)lroundf((float)width * cosine + (float)height * sine), 1);
    *turned_height = ink_max((int32_t)lroundf((float)width * sine + (float)height * cosine), 1);
}

void ink_turn(const uint8_t *ink, int32_t width, int32_t height, float angle, uint8_t *turned,
              int32_t turned_width, int32_t turned_height) {
    float step_x = cosf(angle), step_y = -sinf(angle);
    for (int32_t row = 0; row < turned_height; row++) {
        float x = 0.0f, y = (float)row;
        ink_turn_back(width, height, angle, turned_width, turned_height, &x, &y);
        for (int32_t column = 0; column < turned_width; column++)
            *turned++ =
                ink_at(ink, width, height, x + (float)column * step_x, y + (float)column * step_y);
    }
}
