import AWSClient
import HTTP
import Testing

struct FailureTests {
    private func read(
        _ status: Int,
        _ body: String,
        headers: WebHeaders = [:],
        as form: AWSProtocol = .json(version: "1.0")
    ) -> AWSFailure {
        let head = WebResponseHead(status: status, headers: headers)
        return AWSFailure(WebResponse(head: head, body: Array(body.utf8)), from: "any", speaking: form)
    }

    @Test(
        arguments: [
            #"{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"no"}"#,
            #"{"__type":"ConditionalCheckFailedException:http://internal.amazon.com/","Message":"no"}"#,
            #"{"code":"ConditionalCheckFailedException","errorMessage":"no"}"#,
        ]
    )
    func `a JSON error's code is its bare name`(body: String) {
        let failure = read(400, body, headers: ["x-amzn-RequestId": "id"])
        #expect(failure.code == "ConditionalCheckFailedException")
        #expect(failure.message == "no" && failure.requestID == "id" && !failure.isRetryable)
    }

    @Test func `the older protocol's code is kept beside the newer one`() {
        let failure = read(
            400,
            #"{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"gone"}"#,
            headers: ["x-amzn-query-error": "AWS.SimpleQueueService.NonExistentQueue;Sender"]
        )
        #expect(failure.code == "QueueDoesNotExist")
        #expect(failure.queryCode == "AWS.SimpleQueueService.NonExistentQueue")
    }

    @Test func `the query protocol's error is read`() {
        let body = """
            <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>
            <Code>Throttling</Code><Message>Rate &lt; exceeded</Message></Error>
            <RequestId>id</RequestId></ErrorResponse>
            """
        let failure = read(400, body, as: .query)
        #expect(failure.code == "Throttling" && failure.message == "Rate < exceeded" && failure.requestID == "id")
        #expect(failure.isThrottling && failure.isRetryable)
    }

    @Test func `S3's error is read`() {
        let body = "<Error><Code>NoSuchKey</Code><Message>gone</Message><Key>a</Key><RequestId>id</RequestId></Error>"
        let failure = read(404, body, as: .restXML)
        #expect(failure.code == "NoSuchKey" && failure.requestID == "id" && !failure.isRetryable)
    }

    @Test(
        arguments: ["", "<html><body>Bad Gateway</body>", "{", "null", "[]", "\u{0}"],
        [AWSProtocol.query, .restXML, .json(version: "1.1")]
    )
    func `an answer that says nothing still has its status for a code`(body: String, form: AWSProtocol) {
        let failure = read(502, body, as: form)
        #expect(failure.code == "502" && failure.isRetryable)
    }

    @Test func `a code that nobody knows is kept`() {
        #expect(read(418, #"{"__type":"TeapotException"}"#).code == "TeapotException")
        #expect(read(418, "", headers: ["x-amzn-ErrorType": "TeapotException:x"]).code == "TeapotException")
    }

    @Test(arguments: ["-1", "x", "99999999999999999999", "3600001", ""])
    func `an absurd request for patience is not heard`(text: String) {
        #expect(read(503, "", headers: ["x-amz-retry-after": text]).retryAfter == nil)
    }

    @Test func `an endless message is cut for the log`() {
        let failure = read(400, #"{"__type":"X","message":""# + String(repeating: "é", count: 9_999) + #""}"#)
        #expect(failure.message.unicodeScalars.count == 1_025)
    }

    @Test func `what was signed is not repeated from an error's message`() {
        let signed = #"it does not match.\n\nThe canonical string is 'POST\n/\nx-amz-security-token:HUSH'"#
        #expect(read(403, #"{"__type":"X","message":"\#(signed)"}"#).message == "it does not match.")
        for proof in ["Authorization=AWS4-HMAC-SHA256 x", "no Signature=HUSH", "no Credential=HUSH"] {
            #expect(read(403, #"{"__type":"X","message":"a header is wrong: \#(proof)"}"#).message == "")
        }
    }
}
