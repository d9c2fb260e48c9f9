#!/usr/bin/env python3
"""Prints what zlib makes of bytes that InflateTests makes anew, as JSON: each way of packing, base64."""
import base64
import json
import zlib


def content(symbols, period, length):
    """Numbers of a linear congruential generator, of so many kinds, that begin again after so many."""
    state, out = 1, bytearray()
    for index in range(length):
        if index % period == 0:
            state = 1
        state = (state * 1103515245 + 12345) % 2**31
        out.append((state >> 16) % symbols)
    return bytes(out)


STRATEGIES = {"default": 0, "filtered": 1, "huffman": 2, "rle": 3, "fixed": 4}
vectors = []
for symbols, period, length in (
    (1, 1, 0), (256, 9, 1), (1, 1, 70000), (2, 999, 3000), (30, 50, 2000), (256, 1000, 700), (5, 31000, 40000),
):
    for level, strategy in ((0, "default"), (1, "default"), (6, "default"), (9, "default"), (9, "huffman"), (9, "rle"),
                            (9, "fixed"), (6, "filtered")):
        if length > 5000 and symbols > 1 and (level, strategy) != (9, "default"):
            continue
        if length > 5000 and level == 0:
            continue
        packer = zlib.compressobj(level, zlib.DEFLATED, -15, 9, STRATEGIES[strategy])
        packed = packer.compress(content(symbols, period, length)) + packer.flush()
        vectors.append({
            "symbols": symbols, "period": period, "length": length, "way": f"{strategy} {level}",
            "packed": base64.b64encode(packed).decode(),
        })
print("[\n" + ",\n".join(map(json.dumps, vectors)) + "\n]")
