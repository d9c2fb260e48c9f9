import HTTP
import Hosting
import JSON
import Testing

@testable import LocalCloud

/// Pages of other origins.
struct APICORSTests {
    private static let cors = """
              CorsConfiguration:
                AllowOrigins: ["https://app.example", "http://*"]
                AllowMethods: [GET, PUT]
                AllowHeaders: [authorization, x-key]
                ExposeHeaders: [etag, location]
                MaxAge: 600
                AllowCredentials: true
        """

    private static func asking(_ origin: String) -> WebHeaders {
        ["Origin": origin, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "x-key"]
    }

    private static func names(_ answer: Answer) -> [String] {
        answer.headers.fields.map(\.name).filter { $0.hasPrefix("access-control-") }
    }

    @Test(arguments: ["https://app.example", "http://localhost:8080"])
    func `what a browser asks beforehand the API answers itself`(origin: String) async throws {
        let handler = Scripted.echo()
        try await Storefront(routes: ["PUT /docs/{id}"], api: Self.cors, ["echo": handler]).open { shop in
            let answer = await shop.send("OPTIONS", "/docs/7", headers: Self.asking(origin))
            #expect(answer.status == 204)
            #expect(answer.body.isEmpty)
            #expect(answer.headers["access-control-allow-origin"] == origin)
            #expect(answer.headers["access-control-allow-methods"] == "GET,PUT")
            #expect(answer.headers["access-control-allow-headers"] == "authorization,x-key")
            #expect(answer.headers["access-control-max-age"] == "600")
            #expect(answer.headers["access-control-allow-credentials"] == "true")
            #expect(answer.headers["apigw-requestid"] != nil)
        }
        #expect(handler.count == 0)
    }

    @Test func `another origin is told nothing`() async throws {
        try await Storefront(routes: ["PUT /docs"], api: Self.cors).open { shop in
            let before = await shop.send("OPTIONS", "/docs", headers: Self.asking("https://app.example.evil"))
            #expect(before.status == 204)
            #expect(Self.names(before).isEmpty)
            let after = await shop.send("PUT", "/docs", headers: ["Origin": "https://evil.example"])
            #expect(after.status == 200)
            #expect(Self.names(after).isEmpty)
        }
    }

    @Test func `what a function says of it does not count`() async throws {
        let said = #"{"statusCode":200,"headers":{"Access-Control-Allow-Origin":"*","x-a":"b"}}"#
        try await Storefront(routes: ["GET /docs"], api: Self.cors, ["echo": .answering(said)]).open { shop in
            let answer = await shop.get("/docs", headers: ["Origin": "https://app.example"])
            #expect(answer.headers.all("access-control-allow-origin") == ["https://app.example"])
            #expect(answer.headers["access-control-allow-credentials"] == "true")
            #expect(answer.headers["access-control-expose-headers"] == "etag,location")
            #expect(answer.headers["x-a"] == "b")
            #expect(Self.names(await shop.get("/docs")).isEmpty)
        }
    }

    @Test func `a refusal can be read by the page too`() async throws {
        try await Storefront(routes: ["GET /docs"], api: Self.cors).open { shop in
            let answer = await shop.get("/nowhere", headers: ["Origin": "https://app.example"])
            #expect(answer.status == 404)
            #expect(answer.headers["access-control-allow-origin"] == "https://app.example")
        }
    }

    @Test func `a star is told as a star`() async throws {
        let cors = "      CorsConfiguration: {AllowOrigins: ['*'], AllowMethods: ['*'], AllowHeaders: ['*']}"
        try await Storefront(routes: ["GET /docs"], api: cors).open { shop in
            let before = await shop.send("OPTIONS", "/docs", headers: Self.asking("https://any.example"))
            #expect(before.headers["access-control-allow-origin"] == "*")
            #expect(before.headers["access-control-allow-methods"] == "*")
            #expect(before.headers["access-control-max-age"] == nil)
            let after = await shop.get("/docs", headers: ["Origin": "https://any.example"])
            #expect(after.headers["access-control-allow-origin"] == "*")
        }
    }

    @Test(arguments: ["OPTIONS /{proxy+}", "ANY /docs", "ANY"])
    func `a route that takes OPTIONS takes what browsers ask`(route: String) async throws {
        let handler = Scripted.answering(#"{"statusCode":200,"headers":{"access-control-max-age":"1"}}"#)
        try await Storefront(routes: [route], api: Self.cors, ["echo": handler]).open { shop in
            let answer = await shop.send("OPTIONS", "/docs", headers: Self.asking("https://app.example"))
            #expect(answer.status == 200)
            #expect(answer.headers["access-control-allow-origin"] == "https://app.example")
            #expect(answer.headers["access-control-max-age"] == nil)
        }
        #expect(handler.count == 1)
    }

    @Test func `without a configuration a function speaks for itself`() async throws {
        let said = #"{"statusCode":200,"headers":{"Access-Control-Allow-Origin":"*"}}"#
        try await Storefront(routes: ["GET /docs"], ["echo": .answering(said)]).open { shop in
            let answer = await shop.get("/docs", headers: ["Origin": "https://app.example"])
            #expect(answer.headers["access-control-allow-origin"] == "*")
        }
    }
}
