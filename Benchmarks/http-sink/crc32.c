#include "crc32.h"

// The polynomial of CRC-32, mirrored: the highest bit stands for x to the power of 0.
enum { POLYNOMIAL = (int)0xedb88320u };

static uint32_t times_x(uint32_t value) { return value & 1 ? (value >> 1) ^ (uint32_t)POLYNOMIAL : value >> 1; }

static uint32_t multiply(uint32_t one, uint32_t other) {
    uint32_t product = 0;
    for (uint32_t bit = 1u << 31; bit; bit >>= 1) {
        if (one & bit) product ^= other;
        other = times_x(other);
    }
    return product;
}

uint32_t crc32_of(const char *text) {
    uint32_t sum = ~0u;
    for (; *text; text++) {
        sum ^= (unsigned char)*text;
        for (int bit = 0; bit < 8; bit++) sum = times_x(sum);
    }
    return ~sum;
}

// A zero multiplies what there is by x to the power of 8.
uint32_t crc32_of_zeros(size_t count) {
    uint32_t sum = ~0u, power = 1u << 23;
    for (; count; count >>= 1) {
        if (count & 1) sum = multiply(sum, power);
        power = multiply(power, power);
    }
    return ~sum;
}

void crc32_in_base64(uint32_t sum, char text[9]) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint64_t bits = (uint64_t)sum << 4;
    for (int place = 5; place >= 0; place--, bits >>= 6) text[place] = digits[bits & 63];
    text[6] = text[7] = '=';
    text[8] = 0;
}
