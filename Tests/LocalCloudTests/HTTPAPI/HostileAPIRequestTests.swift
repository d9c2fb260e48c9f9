import HTTP
import Hosting
import JSON
import TestKit
import Testing
import Time

@testable import LocalCloud

/// Requests of whoever means no good.
struct HostileAPIRequestTests {
    @Test(arguments: [
        "/docs/%", "/docs/%4", "/docs/%zz", "/docs/%ff", "/docs/%c3", "/docs/%ed%a0%80", "/%", "/docs/%00%fe",
        "/docs/%u0041",
    ])
    func `a path that cannot be read is a bad request`(_ path: String) async throws {
        try await Storefront(routes: ["ANY", "ANY /docs/{id}"]).open { shop in
            let answer = await shop.get(path)
            #expect(answer.status == 400)
            #expect(answer.text == "{\"message\":\"Bad Request\"}")
        }
    }

    @Test(arguments: [
        ("/docs/%00", "\u{0}"), ("/docs/..", ".."), ("/docs/%2e%2e%2f%2e%2e", "../.."), ("/docs/;a=b", ";a=b"),
        ("/docs/%22%5C%0d%0a", "\"\\\r\n"), ("/docs/a:b@c", "a:b@c"), ("/docs/%F0%9F%92%A9", "💩"),
        ("/docs/{id}", "{id}"), ("/docs/$default", "$default"), ("/docs/é", "é"),
        ("/docs/\u{301}x", "\u{301}x"), ("/docs/a\u{200D}%CC%81", "a\u{200D}\u{301}"),
    ])
    func `what can be read is passed on as it is`(path: String, id: String) async throws {
        try await Storefront(routes: ["GET /docs/{id}"]).open { shop in
            let event = await shop.get(path).json
            #expect(event?["pathParameters"]?["id"]?.string.map { Array($0.utf8) } == Array(id.utf8))
        }
    }

    @Test(arguments: [
        ("%", ["%": ""]), ("a=%zz&b=%", ["a": "%zz", "b": "%"]), ("a=%ff", ["a": "\u{FFFD}"]), ("&&&", [:]),
        ("=", ["": ""]), ("a=b=c", ["a": "b=c"]), ("a[]=1&a[]=2", ["a[]": "1,2"]), ("a=%00", ["a": "\u{0}"]),
        ("?a=b", ["?a": "b"]), ("\u{301}a=b", ["\u{301}a": "b"]),
    ])
    func `a query that is odd is passed on as it can be read`(query: String, found: [String: String]) async throws {
        try await Storefront(routes: ["ANY"]).open { shop in
            let event = try #require(await shop.get("/x?\(query)").json)
            #expect(event["rawQueryString"]?.string == query)
            let members = event["queryStringParameters"]?.object?.members ?? []
            #expect(Dictionary(uniqueKeysWithValues: members.map { ($0.key, $0.value.string ?? "") }) == found)
        }
    }

    /// Bytes drawn from what paths, queries and headers are made of, and from what they are not.
    @Test func `whatever comes is answered, by the function or with a refusal`() async throws {
        let pieces = [
            "/", "//", "..", "%2e", "%", "%00", "%ff", "?", "&", "=", "#", "\u{301}", "+", ";", "{", "}", "{proxy+}",
            "$default",
            "docs", "é", "\u{0}", "\u{FFFD}", "💩", " ", "*", "_aws/execute-api/", "api", "metrics", "a",
        ]
        let methods = ["GET", "HEAD", "POST", "OPTIONS", "ANY", "get", "", "\u{0}", "PROPFIND"]
        let names = ["Host", "Origin", "Cookie", "Content-Type", "X-Forwarded-For", "X-Key", "", "A:b"]
        var generator = SeededRandom(seed: 11).generator
        func text(_ count: Int) -> String {
            (0..<count).map { _ in pieces[Int.random(in: pieces.indices, using: &generator)] }.joined()
        }
        var requests: [WebRequest] = []
        for _ in 0..<2_000 {
            var headers: WebHeaders = [:]
            for name in names where Bool.random(using: &generator) {
                headers.add(name, text(Int.random(in: 0..<6, using: &generator)))
            }
            requests.append(
                WebRequest(
                    method: methods[Int.random(in: methods.indices, using: &generator)],
                    origin: WebOrigin(scheme: .http, host: text(2), port: 4566),
                    target: (Bool.random(using: &generator) ? "/" : "")
                        + text(Int.random(in: 0..<9, using: &generator)),
                    headers: headers,
                    body: Bool.random(using: &generator) ? .bytes(Array(text(3).utf8)) : .none
                )
            )
        }
        let routes = ["ANY /docs/{id}", "GET /{a}/docs/{rest+}", "POST /{proxy+}"]
        let cors = "      CorsConfiguration: {AllowOrigins: ['*']}"
        let drawn = requests
        try await Storefront(routes: routes, api: cors).open { shop in
            for request in drawn {
                let status = await shop.cloud.answer(request).status
                #expect((200..<500).contains(status), "\(request.method) \(request.target): \(status)")
            }
        }
    }

    @Test func `a huge path, a deep path and many parameters are refused or passed on`() async throws {
        try await Storefront(routes: ["ANY"]).open { shop in
            #expect(await shop.get("/" + String(repeating: "a", count: 1 << 20)).status == 431)
            #expect(await shop.get(String(repeating: "/", count: 10_000)).status == 200)
            let many = (0..<1_000).map { "p\($0)=" }.joined(separator: "&")
            #expect(await shop.get("/x?\(many)").json?["queryStringParameters"]?.object?.count == 1_000)
        }
    }

    @Test func `an answer nested past all reason is an internal server error`() async throws {
        let deep = String(repeating: "[", count: 100_000)
        try await Storefront(routes: ["ANY"], ["echo": .answering(deep)]).open { shop in
            #expect(await shop.get("/x").status == 500)
        }
    }

    @Test(arguments: [
        ("a*b", "ab", true), ("a*b", "axxb", true), ("a*b", "axxbc", false), ("*", "", true), ("?", "", false),
        ("a**b", "ab", true), ("*a*a*", "aa", true), ("*a*a*", "a", false), ("", "", true), ("", "a", false),
    ])
    func `a wildcard matches what it should, in a time that is no secret weapon`(
        pattern: String,
        text: String,
        isMatch: Bool
    ) {
        #expect(Wildcard(pattern).matches(text) == isMatch)
        let nasty = Wildcard(String(repeating: "*a", count: 1_000) + "b")
        #expect(!nasty.matches(String(repeating: "a", count: 2_000)))
    }
}
