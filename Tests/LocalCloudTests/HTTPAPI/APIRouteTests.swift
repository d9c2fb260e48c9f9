import HTTP
import JSON
import Testing

@testable import LocalCloud

/// Which route a request takes.
struct APIRouteTests {
    /// AWS's own example, and a few more of each kind.
    private static let routes = [
        "GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "ANY /pets/dog/{id}",
        "POST /docs", "GET /docs/{id}", "GET /docs/{id}/files", "GET /docs/new", "ANY /docs/old", "ANY",
    ]

    @Test(arguments: [
        ("GET", "/pets/dog/1", "GET /pets/dog/1"), ("GET", "/pets/dog/2", "GET /pets/dog/{id}"),
        ("PUT", "/pets/dog/2", "ANY /pets/dog/{id}"), ("GET", "/pets/cat/1", "GET /pets/{proxy+}"),
        ("POST", "/test/5", "ANY /{proxy+}"), ("GET", "/docs/new", "GET /docs/new"),
        ("GET", "/docs/7", "GET /docs/{id}"), ("POST", "/docs/7", "ANY /{proxy+}"),
        ("GET", "/docs/7/files", "GET /docs/{id}/files"), ("GET", "/docs/old", "GET /docs/{id}"),
        ("POST", "/docs/old", "ANY /docs/old"), ("GET", "/docs/7/", "ANY /{proxy+}"), ("PUT", "/", "$default"),
        ("GET", "/DOCS/new", "ANY /{proxy+}"), ("GET", "/docs/n%65w", "GET /docs/new"),
    ])
    func `the most specific route takes a request`(method: String, path: String, key: String) async throws {
        try await Storefront(routes: Self.routes).open { shop in
            #expect(await shop.send(method, path).json?["routeKey"]?.string == key)
        }
    }

    @Test(arguments: [
        ("GET", "/docs"), ("GET", "/docs/7/"), ("GET", "/docs/"), ("HEAD", "/docs/7"), ("GET", "/docs/7/8"),
        ("GET", "/files"), ("DELETE", "/docs/7"), ("GET", "//docs/7"),
    ])
    func `what no route takes is not found`(method: String, path: String) async throws {
        try await Storefront(routes: ["GET /docs/{id}", "GET /files/{path+}"]).open { shop in
            let answer = await shop.send(method, path)
            #expect(answer.status == 404)
            #expect(answer.text == (method == "HEAD" ? "" : "{\"message\":\"Not Found\"}"))
            #expect(answer.headers["content-type"] == "application/json")
            #expect(answer.headers["apigw-requestid"]?.count == 16)
        }
    }

    @Test(arguments: [
        ("/docs/7", ["id": "7"]), ("/docs/a%20b%2Fc%C3%A9", ["id": "a b/cé"]), ("/docs/a+b", ["id": "a+b"]),
        ("/files/a/b/c", ["path": "a/b/c"]), ("/files/a%20b/", ["path": "a b/"]), ("/files/", ["path": ""]),
        ("/x/1/y/2", ["a": "1", "b": "2"]),
    ])
    func `path parameters are decoded`(path: String, parameters: [String: String]) async throws {
        let routes = ["GET /docs/{id}", "GET /files/{path+}", "GET /x/{a}/y/{b}"]
        try await Storefront(routes: routes).open { shop in
            let found = await shop.get(path).json?["pathParameters"]?.object?.members ?? []
            #expect(Dictionary(uniqueKeysWithValues: found.map { ($0.key, $0.value.string ?? "") }) == parameters)
        }
    }

    @Test func `a named stage stands before the path`() async throws {
        let shop = try Storefront(routes: ["GET /docs/{id}"], api: "      StageName: dev\n      StageVariables: {a: b}")
        try await shop.open { shop in
            let event = try #require(await shop.get("/dev/docs/7").json)
            #expect(event["routeKey"] == "GET /docs/{id}")
            #expect(event["rawPath"] == "/dev/docs/7")
            #expect(event["requestContext"]?["stage"] == "dev")
            #expect(event["requestContext"]?["http"]?["path"] == "/dev/docs/7")
            #expect(event["stageVariables"] == ["a": "b"])
            #expect(await shop.get("/docs/7").status == 404)
            #expect(await shop.get("/dev").status == 404)
        }
    }
}
