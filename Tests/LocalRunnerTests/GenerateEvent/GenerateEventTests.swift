import JSON
import Testing

@testable import local_runner

/// What the options of `generate-event` do.
struct GenerateEventTests {
    private static let kinds = GeneratedEvents.commands.map { String($0.name.dropFirst("generate-event ".count)) }

    @Test(arguments: kinds)
    func `a seed gives the same event each time, and no seed gives another`(_ kind: String) async throws {
        let first = try await generated(kind, "--seed", "7")
        #expect(try await generated(kind, "--seed=7") == first)
        #expect(try await generated(kind, "--seed", "8") != first)
        #expect(try await generated(kind) != generated(kind))
    }

    @Test(arguments: kinds)
    func `an event is read by people, and with --json by programs that want it on one line`(_ kind: String) async {
        let (long, short) = (Screen(), Screen())
        _ = await long.runner().run(["generate-event", kind, "--seed", "1"])
        _ = await short.runner().run(["generate-event", kind, "--seed", "1", "--json"])
        #expect(long.output.hasPrefix("{\n  \""))
        #expect(short.output.filter { $0 == "\n" }.count == 1)
    }

    @Test(arguments: kinds)
    func `a region and an account are everywhere`(_ kind: String) async throws {
        let event = try await generated(kind, "--region", "eu-west-3", "--account", "123456789012")
        let text = String(decoding: event.bytes(), as: UTF8.self)
        #expect(text.contains("eu-west-3") && !text.contains("us-east-1") && !text.contains("000000000000"))
    }

    @Test(arguments: [
        ("a/b c", "a/b+c"), ("1+1=2.txt", "1%2B1%3D2.txt"), ("ä/ö", "%C3%A4/%C3%B6"), ("a%20b", "a%2520b"),
        ("plain-_.~", "plain-_.~"),
    ])
    func `S3's own events encode a key, and those through EventBridge do not`(
        _ key: String,
        _ encoded: String
    ) async throws {
        for kind in ["s3-put", "s3-delete"] {
            let event = try await generated(kind, "--key", key)
            #expect(event["Records"]?[0]?["s3"]?["object"]?["key"]?.string == encoded)
        }
        #expect(try await generated("s3-eventbridge", "--key", key)["detail"]?["object"]?["key"]?.string == key)
    }

    @Test func `an object is as it is told to be`() async throws {
        let line = ["--bucket", "files", "--size", "0", "--etag", "abc", "--version-id", "v1"]
        let put = try await event(["s3-put"] + line)["Records"]?[0]
        #expect(put?["s3"]?["bucket"]?["name"] == "files" && put?["s3"]?["bucket"]?["arn"] == "arn:aws:s3:::files")
        let object = put?["s3"]?["object"]
        #expect(object?["size"] == 0 && object?["eTag"] == "abc" && object?["versionId"] == "v1")
        let told = try await event(["s3-eventbridge"] + line)
        #expect(told["resources"] == ["arn:aws:s3:::files"] && told["detail"]?["bucket"]?["name"] == "files")
        #expect(told["detail"]?["object"]?["version-id"] == "v1" && told["detail"]?["object"]?["etag"] == "abc")
    }

    @Test func `a message has its queue, its group, its attributes and their sums`() async throws {
        let line = ["--queue", "orders", "--fifo", "--group", "g", "--body", "b", "--message-attribute", "n:Number=5"]
        let record = try await event(["sqs"] + line)["Records"]?[0]
        #expect(record?["eventSourceARN"] == "arn:aws:sqs:us-east-1:000000000000:orders.fifo")
        #expect(record?["attributes"]?["MessageGroupId"] == "g")
        #expect(record?["attributes"]?["SequenceNumber"]?.string?.count == 20)
        #expect(record?["messageAttributes"]?["n"]?["stringValue"] == "5")
        #expect(record?["messageAttributes"]?["n"]?["dataType"] == "Number")
        #expect(record?["md5OfBody"] == "92eb5ffee6ae2fec3ad71c777531578f")
        #expect(record?["md5OfMessageAttributes"]?.string?.count == 32)
        let plain = try await event(["sqs"])["Records"]?[0]
        #expect(plain?["attributes"]?["MessageGroupId"] == nil && plain?["md5OfMessageAttributes"] == nil)
    }

    @Test func `an authorizer is asked about the header that says who asks`() async throws {
        let line = ["--identity", "X-Api-Key", "--header", "x-api-key: 1.2", "--path", "/docs", "--method", "post"]
        let question = try await event(["authorizer"] + line)
        #expect(question["identitySource"] == ["1.2"] && question["type"] == "REQUEST")
        #expect(question["routeArn"]?.string?.hasSuffix("/$default/POST/docs") == true)
        let api = question["requestContext"]?["apiId"]?.string ?? "none"
        #expect(question["routeArn"]?.string?.contains(":\(api)/") == true)
        #expect(question["body"] == nil)
    }

    @Test(arguments: [
        (["s3-put", "--size", "-1"], "--size is '-1'"),
        (["s3-put", "--key", ""], "--key is ''"),
        (["s3-put", "--seed", "x"], "--seed is 'x'"),
        (["s3-put", "--account", "12"], "twelve digits"),
        (["s3-put", "--bukcet", "b"], "did you mean --bucket?"),
        (["s3-put", "--bucket", "a", "--bucket", "b"], "--bucket is given twice"),
        (["s3-put", "b"], "'b' is one word too many"),
        (["s3-pt"], "did you mean generate-event s3-put?"),
        ([], "one of generate-event s3-put, "),
        (["sqs", "--message-attribute", "a"], "NAME[:TYPE]=VALUE"),
        (["sqs", "--message-attribute", "a:Number=x"], "a String, a Number, or a Binary in base64"),
        (["sqs", "--message-attribute", "a:Binary=?"], "a Binary in base64"),
        (["http-api", "--path", "docs"], "begins with a slash"),
        (["http-api", "--header", "a"], "NAME:VALUE"),
        (["http-api", "--query", "=b"], "NAME=VALUE"),
        (["http-api", "--path", "/a/b", "--route", "GET /a"], "a route that GET /a/b takes"),
        (["http-api", "--path", "/a", "--route", "POST /a"], "a route that GET /a takes"),
    ])
    func `a line that makes no event is told why`(_ line: [String], _ words: String) async {
        let screen = Screen()
        #expect(await screen.runner().run(["generate-event"] + line) == .wrongInput)
        #expect(screen.output == "")
        #expect(screen.errors.contains(words), "\(screen.errors)")
    }

    @Test(arguments: ["dlq", "generate-event", "completions"])
    func `a group tells what is in it`(_ group: String) async {
        let screen = Screen()
        #expect(await screen.runner().run([group, "--help"]) == .success)
        let names = Runner.commands.map { $0.name }.filter { $0.hasPrefix("\(group) ") }
        #expect(screen.output.split(separator: "\n").count == names.count)
        for name in names { #expect(screen.output.contains("  \(name)  ")) }
    }

    private func event(_ line: [String]) async throws -> JSONValue {
        let screen = Screen()
        try #require(await screen.runner().run(["generate-event"] + line) == .success, "\(screen.errors)")
        return try JSONValue(parsing: Array(screen.output.utf8))
    }
}
