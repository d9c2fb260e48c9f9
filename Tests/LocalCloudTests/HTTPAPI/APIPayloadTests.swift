import Encoding
import HTTP
import JSON
import Testing

@testable import LocalCloud

/// What a function gets.
struct APIPayloadTests {
    @Test func `a request becomes an event of format 2_0, member by member`() async throws {
        try await Storefront(routes: ["POST /docs/{id}"]).open { shop in
            let headers: WebHeaders = [
                "Content-Type": "application/json", "X-Many": "1", "User-Agent": "tests/1", "x-many": "2",
                "Cookie": "a=1; b=2", "cookie": "c=3", "Connection": "close", "Authorization": "Bearer of news",
                "X-Amzn-Trace-Id": "Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e",
            ]
            let answer = await shop.send(
                "POST",
                "/docs/a%20b?p=1&q=x%20y+z&p=2&flag&e=",
                headers: headers,
                body: Array("{\"k\":1}".utf8)
            )
            let id = try #require(answer.headers["apigw-requestid"])
            let expected: JSONValue = [
                "version": "2.0", "routeKey": "POST /docs/{id}", "rawPath": "/docs/a b",
                "rawQueryString": "p=1&q=x%20y+z&p=2&flag&e=", "cookies": ["a=1", "b=2", "c=3"],
                "headers": [
                    "authorization": "Bearer of news", "content-length": "7", "content-type": "application/json",
                    "host": "127.0.0.1:4566", "user-agent": "tests/1",
                    "x-amzn-trace-id": "Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e", "x-forwarded-for": "127.0.0.1",
                    "x-forwarded-port": "4566", "x-forwarded-proto": "http", "x-many": "1,2",
                ],
                "queryStringParameters": ["p": "1,2", "q": "x y z", "flag": "", "e": ""],
                "requestContext": [
                    "accountId": "000000000000", "apiId": "api", "domainName": "api.execute-api.localhost",
                    "domainPrefix": "api",
                    "http": [
                        "method": "POST", "path": "/docs/a b", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1",
                        "userAgent": "tests/1",
                    ],
                    "requestId": .string(id), "routeKey": "POST /docs/{id}", "stage": "$default",
                    "time": "15/Jan/2027:08:00:00 +0000", "timeEpoch": 1_800_000_000_000,
                ],
                "pathParameters": ["id": "a b"], "body": "{\"k\":1}", "isBase64Encoded": false,
            ]
            #expect(answer.json == expected)
        }
    }

    @Test func `what a request does not have is left out, but for the query`() async throws {
        try await Storefront(routes: ["ANY"]).open { shop in
            let event = try #require(await shop.get("/x").json)
            for key in ["cookies", "queryStringParameters", "pathParameters", "stageVariables", "body"] {
                #expect(event[key] == nil, "\(key)")
            }
            #expect(event["rawQueryString"] == "")
            #expect(event["isBase64Encoded"] == false)
            #expect(event["requestContext"]?["authorizer"] == nil)
            #expect(event["headers"]?["content-length"] == "0")
            #expect(event["headers"]?["x-amzn-trace-id"]?.string?.hasPrefix("Root=1-6b49d200-") == true)
        }
    }

    @Test(arguments: [
        ("application/json", false), ("application/json; charset=utf-8", false), ("text/plain", false),
        ("TEXT/HTML", false), ("application/xml", false), ("application/javascript", false),
        ("application/problem+json", false), ("image/svg+xml", false), ("application/x-www-form-urlencoded", true),
        ("application/octet-stream", true), ("multipart/mixed; boundary=x", true), (nil, true), ("", true),
    ])
    func `text comes as text, and all else as base64`(type: String?, isEncoded: Bool) async throws {
        try await Storefront(routes: ["POST /docs"]).open { shop in
            let event = try #require(await shop.post("/docs", "a=1&b", type: type).json)
            #expect(event["isBase64Encoded"]?.bool == isEncoded)
            #expect(event["body"]?.string == (isEncoded ? Base64.encode(Array("a=1&b".utf8)) : "a=1&b"))
        }
    }

    @Test func `text that is no UTF-8 comes as base64`() async throws {
        try await Storefront(routes: ["POST /docs"]).open { shop in
            let bytes: [UInt8] = [0x61, 0xFF, 0x00]
            let headers: WebHeaders = ["Content-Type": "text/plain"]
            let event = await shop.send("POST", "/docs", headers: headers, body: bytes).json
            #expect(event?["isBase64Encoded"] == true)
            #expect(event?["body"]?.string.flatMap(Base64.decode) == bytes)
        }
    }

    @Test func `two runs with one seed give the same ids`() async throws {
        let ids = try await [0, 1].asyncMap { _ in
            try await Storefront(routes: ["ANY"]).open { shop in
                [await shop.get("/x"), await shop.get("/x")].map { $0.headers["apigw-requestid"] }
            }
        }
        #expect(ids[0] == ids[1])
        #expect(ids[0][0] != ids[0][1])
    }
}

extension Array {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
