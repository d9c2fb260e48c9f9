import HTTP
import Hosting
import JSON
import TestKit
import Testing
import Time

@testable import LocalCloud

/// What becomes of a function's answer.
struct APIReplyTests {
    struct Reply: Sendable, CustomTestStringConvertible {
        let said: String
        var status = 200
        var type: String?
        var body = ""

        var testDescription: String { said }
    }

    @Test(arguments: [
        Reply(said: #"{"statusCode":201,"body":"made"}"#, status: 201, type: "text/plain;charset=UTF-8", body: "made"),
        Reply(said: #"{"statusCode":"202","body":null,"headers":null,"cookies":null}"#, status: 202),
        Reply(
            said: #"{"statusCode":200,"body":"<p>","headers":{"Content-Type":"text/html"}}"#,
            type: "text/html",
            body: "<p>"
        ),
        Reply(
            said: #"{"statusCode":200,"body":"aGk=","isBase64Encoded":true}"#,
            type: "text/plain;charset=UTF-8",
            body: "hi"
        ),
        Reply(
            said: #"{"statusCode":404,"body":"{}","headers":{"content-type":"a/b"}}"#,
            status: 404,
            type: "a/b",
            body: "{}"
        ),
        Reply(said: #"{"a": 1,  "body":"x"}"#, type: "application/json", body: #"{"a": 1,  "body":"x"}"#),
        Reply(said: #""hello""#, type: "application/json", body: "hello"),
        Reply(said: "[1, 2]", type: "application/json", body: "[1, 2]"),
        Reply(said: "7", type: "application/json", body: "7"),
        Reply(said: "null", type: "application/json", body: "null"),
        Reply(said: "{}", type: "application/json", body: "{}"),
    ])
    func `an answer is read in full, or its JSON is the body`(_ reply: Reply) async throws {
        try await Storefront(routes: ["POST /say"], ["echo": .saying()]).open { shop in
            let answer = await shop.post("/say", reply.said)
            #expect(answer.status == reply.status)
            #expect(answer.headers["content-type"] == reply.type)
            #expect(answer.text == reply.body)
            #expect(answer.headers["apigw-requestid"] != nil)
        }
    }

    @Test(arguments: [
        "no JSON", #"{"statusCode":"two hundred"}"#, #"{"statusCode":null}"#, #"{"statusCode":99}"#,
        #"{"statusCode":101}"#, #"{"statusCode":1000}"#, #"{"statusCode":200.5}"#, #"{"statusCode":200,"body":{}}"#,
        #"{"statusCode":200,"body":7}"#, #"{"statusCode":200,"body":"?","isBase64Encoded":true}"#,
        #"{"statusCode":200,"isBase64Encoded":"yes"}"#, #"{"statusCode":200,"headers":[]}"#,
        #"{"statusCode":200,"headers":{"a":{}}}"#, #"{"statusCode":200,"headers":{"a b":"c"}}"#,
        #"{"statusCode":200,"headers":{"a":"b\r\nset-cookie: c=d"}}"#, #"{"statusCode":200,"cookies":"a=b"}"#,
        #"{"statusCode":200,"cookies":[7]}"#, #"{"statusCode":200,"cookies":["a=b\nx: y"]}"#,
    ])
    func `an answer that is none is an internal server error`(said: String) async throws {
        try await Storefront(routes: ["POST /say"], ["echo": .saying()]).open { shop in
            let answer = await shop.post("/say", said)
            #expect(answer.status == 500)
            #expect(answer.text == "{\"message\":\"Internal Server Error\"}")
        }
    }

    @Test func `headers are told in lower case, cookies one by one, and framing is not the function's`() async throws {
        let said =
            #"{"statusCode":200,"body":"x","headers":{"X-A":"1","x-n":2,"x-b":true,"Content-Length":"99","#
            + #""Transfer-Encoding":"chunked"},"cookies":["a=1; Path=/","b=2"]}"#
        try await Storefront(routes: ["POST /say"], ["echo": .saying()]).open { shop in
            let answer = await shop.post("/say", said)
            let fields = answer.headers.fields.map { "\($0.name): \($0.value)" }
            #expect(
                fields.dropLast() == [
                    "x-a: 1", "x-n: 2", "x-b: true", "set-cookie: a=1; Path=/", "set-cookie: b=2",
                    "content-type: text/plain;charset=UTF-8",
                ]
            )
        }
    }

    @Test func `an answer to HEAD has the length of the body that is not sent`() async throws {
        let handler = Scripted.answering(#"{"statusCode":200,"body":"hello"}"#)
        try await Storefront(routes: ["HEAD /say", "GET /none"], ["echo": handler]).open { shop in
            let answer = await shop.send("HEAD", "/say")
            #expect(answer.body.isEmpty)
            #expect(answer.headers["content-length"] == "5")
        }
    }

    @Test func `a function that fails is an internal server error`() async throws {
        try await Storefront(routes: ["ANY"], ["echo": .failing()]).open { shop in
            let answer = await shop.get("/x")
            #expect(answer.status == 500)
            #expect(answer.text == "{\"message\":\"Internal Server Error\"}")
        }
    }

    @Test func `so is one that is not there, one that answers too much, and one that times out`() async throws {
        #expect(try await Storefront(routes: ["ANY"], [:]).open { await $0.get("/x").status } == 500)
        let long = Scripted { _, _ throws(StepFailure) in
            .bytes([UInt8](repeating: UInt8(ascii: "7"), count: FunctionAnswer.limit + 1))
        }
        #expect(try await Storefront(routes: ["ANY"], ["echo": long]).open { await $0.get("/x").status } == 500)
        let slow = try Storefront(routes: ["ANY"], ["echo": .sleeping(.seconds(60))], timeout: .seconds(3))
        await slow.open { shop in
            async let answer = shop.get("/x")
            // The function's sleep, its limit, and the API's own.
            await shop.clock.waitForSleepers(3)
            shop.clock.advance(by: .seconds(3))
            #expect(await answer.status == 500)
        }
    }

    @Test func `a function that is not done after thirty seconds goes on, and the caller is told`() async throws {
        let handler = Scripted.sleeping(.seconds(60))
        try await Storefront(routes: ["ANY"], ["echo": handler]).open { shop in
            async let answer = shop.get("/x")
            await shop.clock.waitForSleepers(3)
            shop.clock.advance(by: .milliseconds(29_999))
            #expect(shop.clock.sleeperCount == 3)
            shop.clock.advance(by: .milliseconds(1))
            #expect(await answer.status == 503)
            #expect(await answer.text == "{\"message\":\"Service Unavailable\"}")
            await shop.clock.waitForSleepers(2)
            shop.clock.advance(by: .seconds(30))
            #expect(handler.count == 1)
        }
    }

    @Test func `a shorter time of the integration counts`() async throws {
        let template = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Echo:
                Type: AWS::Serverless::Function
                Properties:
                  FunctionName: echo
                  Handler: bootstrap
                  Runtime: provided.al2023
                  CodeUri: .
                  Events:
                    R: {Type: HttpApi, Properties: {Path: /x, Method: GET, TimeoutInMillis: 5000}}
            """
        try await Storefront(template, ["echo": .sleeping(.seconds(60))]).open { shop in
            async let answer = shop.get("/x")
            await shop.clock.waitForSleepers(3)
            shop.clock.advance(by: .seconds(5))
            #expect(await answer.status == 503)
        }
    }

    @Test func `a function that may not run once more is unavailable`() async throws {
        let handler = Scripted.sleeping(.seconds(1))
        try await Storefront(routes: ["ANY"], ["echo": handler], concurrency: 1).open { shop in
            async let first = shop.get("/x")
            await handler.begun.wait()
            let second = await shop.get("/x")
            #expect(second.status == 503)
            #expect(second.text == "{\"message\":\"Service Unavailable\"}")
            await shop.clock.waitForSleepers(3)
            shop.clock.advance(by: .seconds(1))
            #expect(await first.status == 200)
        }
    }

    @Test func `nothing is waited for once the cloud is at its end`() async throws {
        let shop = try Storefront(routes: ["ANY"])
        await shop.open { _ in }
        #expect(await shop.get("/x").status == 503)
    }
}
