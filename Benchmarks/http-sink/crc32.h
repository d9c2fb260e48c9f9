#pragma once

#include <stddef.h>
#include <stdint.h>

uint32_t crc32_of(const char *text);

// Of so many zeros, in a time that grows with the number's digits.
uint32_t crc32_of_zeros(size_t count);

// As x-amz-checksum-crc32 has it: eight characters and a zero.
void crc32_in_base64(uint32_t sum, char text[9]);
