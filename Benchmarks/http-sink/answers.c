// To a call of SQS or DynamoDB it answers what that service would; to a PUT what S3 would; to `GET /…/N` N zeros with
// the checksum that S3 keeps of them; to anything else 1,024 zeros.
#include "answers.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crc32.h"
#include "sink.h"

static const char item[] =
    "{\"Item\":{\"pk\":{\"S\":\"document#3f0c9a52-7a3e-4d0c-9d6c-3f2a51c0de11\"},\"sk\":{\"S\":\"record\"},"
    "\"state\":{\"S\":\"processed\"},\"revision\":{\"N\":\"7\"},\"owner\":{\"S\":\"principal#0b8f2f4e\"},"
    "\"name\":{\"S\":\"Quarterly report, third draft.pdf\"},\"contentType\":{\"S\":\"application/pdf\"},"
    "\"size\":{\"N\":\"1048576\"},\"createdAt\":{\"N\":\"1795000000123\"},\"updatedAt\":{\"N\":\"1795000004567\"},"
    "\"sha256\":{\"S\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"},"
    "\"tags\":{\"SS\":[\"finance\",\"quarterly\",\"reviewed\"]},\"isPublic\":{\"BOOL\":false},"
    "\"verdicts\":{\"L\":[{\"M\":{\"engine\":{\"S\":\"alpha\"},\"version\":{\"S\":\"2026.11.20\"},"
    "\"verdict\":{\"S\":\"clean\"},\"milliseconds\":{\"N\":\"812\"}}},{\"M\":{\"engine\":{\"S\":\"beta\"},"
    "\"version\":{\"S\":\"14.2\"},\"verdict\":{\"S\":\"clean\"},\"milliseconds\":{\"N\":\"1290\"}}},"
    "{\"M\":{\"engine\":{\"S\":\"gamma\"},\"version\":{\"S\":\"9\"},\"verdict\":{\"S\":\"unknown\"},"
    "\"milliseconds\":{\"N\":\"77\"}}}]},\"note\":{\"NULL\":true}}}";

static struct {
    const char *target;
    const char *body;
    uint32_t sum;
} calls[] = {
    {"AmazonSQS.SendMessage",
     "{\"MD5OfMessageBody\":\"0f343b0931126a20f133d67c2b018a3b\",\"MessageId\":\"5fea7756-0ea4-451a-a703-a558b933e274\"}",
     0},
    {"DynamoDB_20120810.GetItem", item, 0},
    {"DynamoDB_20120810.PutItem", "{}", 0},
};
enum { CALLS = sizeof calls / sizeof calls[0] };

void prepare_answers(void) {
    for (size_t index = 0; index < CALLS; index++) calls[index].sum = crc32_of(calls[index].body);
}

static int answer_call(const char *request, struct answer *answer) {
    const char *target = strcasestr(request, "\r\nx-amz-target:");
    if (!target) return 0;
    target += strlen("\r\nx-amz-target:");
    while (*target == ' ') target++;
    for (size_t index = 0; index < CALLS; index++) {
        size_t length = strlen(calls[index].target);
        if (strncmp(target, calls[index].target, length) != 0 || (target[length] && target[length] != '\r')) continue;
        answer->body = calls[index].body;
        answer->size = strlen(answer->body);
        snprintf(
            answer->head, sizeof answer->head,
            "HTTP/1.1 200 OK\r\nx-amzn-RequestId: 1a2b3c4d-0000-4000-8000-000000000000\r\nx-amz-crc32: %u\r\n"
            "Content-Type: application/x-amz-json-1.0\r\nContent-Length: %zu\r\n\r\n",
            calls[index].sum, answer->size);
        return 1;
    }
    return 0;
}

// The number at the end of the path.
static size_t size_asked_for(const char *request) {
    const char *path = strchr(request, '/'), *start = path;
    if (!path) return SMALL;
    for (; *path && *path != ' ' && *path != '?'; path++)
        if (*path == '/') start = path;
    return strtoul(start + 1, NULL, 10);
}

void answer_request(const char *request, struct answer *answer) {
    if (answer_call(request, answer)) return;
    int is_get = strncmp(request, "GET ", 4) == 0, is_put = strncmp(request, "PUT ", 4) == 0;
    answer->body = NULL;
    answer->size = is_put ? 0 : is_get ? size_asked_for(request) : SMALL;
    char of_object[128] = "";
    if (is_get) {
        char sum[9];
        crc32_in_base64(crc32_of_zeros(answer->size), sum);
        snprintf(
            of_object, sizeof of_object,
            "Content-Type: application/octet-stream\r\nx-amz-checksum-type: FULL_OBJECT\r\nx-amz-checksum-crc32: %s\r\n",
            sum);
    }
    snprintf(
        answer->head, sizeof answer->head,
        "HTTP/1.1 200 OK\r\n%s%sContent-Length: %zu\r\n\r\n",
        is_get || is_put ? "x-amz-request-id: 0123456789ABCDEF\r\nETag: \"d41d8cd98f00b204e9800998ecf8427e\"\r\n" : "",
        of_object, answer->size);
}
