import AWSClient
import HTTP
import LocalCloud
import Testing

/// What pages of other origins may do.
struct CORSTests {
    private static let rules = """
        <CORSConfiguration><CORSRule><AllowedOrigin>https://*.example</AllowedOrigin><AllowedMethod>PUT</AllowedMethod>\
        <AllowedMethod>GET</AllowedMethod><AllowedHeader>content-*</AllowedHeader>\
        <ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>60</MaxAgeSeconds></CORSRule></CORSConfiguration>
        """
    private let house: House

    init() throws {
        house = try House()
    }

    @Test(arguments: [
        ("https://app.example", "PUT", "Content-Type, Content-MD5", 200), ("https://app.example", "GET", "", 200),
        ("https://app.example", "DELETE", "", 403), ("http://app.example", "PUT", "", 403),
        ("https://app.example", "PUT", "x-other", 403),
    ])
    func `a preflight is answered by the rules`(
        origin: String,
        method: String,
        headers: String,
        status: Int
    ) async throws {
        _ = try await house.s3(with: .named())
        #expect(try await house.send("PUT", "/documents?cors", body: Array(Self.rules.utf8)).status == 200)
        #expect(try await house.send("GET", "/documents?cors").text.contains("<MaxAgeSeconds>60</MaxAgeSeconds>"))
        var request = house.request("OPTIONS", "/documents/k")
        request.headers = ["Origin": origin, "Access-Control-Request-Method": method]
        if !headers.isEmpty { request.headers.add("Access-Control-Request-Headers", headers) }
        let raw = try await house.carry(request)
        #expect(raw.status == status)
        #expect(
            status == 200 ? raw.headers["Access-Control-Allow-Origin"] == origin : try raw.code == "AccessForbidden"
        )
        if status == 200 { #expect(raw.headers["Access-Control-Max-Age"] == "60") }
    }

    @Test func `a page sees the answer that it may see, be it a refusal`() async throws {
        let s3 = try await house.s3(with: .named())
        try await s3.put("x", to: "k")
        _ = try await house.send("PUT", "/documents?cors", body: Array(Self.rules.utf8))
        for (target, status) in [("/documents/k", 200), ("/documents/none", 404)] {
            let raw = try await house.send("GET", target, ["Origin": "https://app.example"])
            #expect(raw.status == status && raw.headers["Access-Control-Allow-Origin"] == "https://app.example")
            #expect(raw.headers["Access-Control-Expose-Headers"] == "ETag")
            let other = try await house.send("GET", target, ["Origin": "https://other.test"])
            #expect(other.headers["Access-Control-Allow-Origin"] == nil)
        }
    }

    @Test func `a bucket without rules answers no preflight`() async throws {
        _ = try await house.s3(with: .named())
        var request = house.request("OPTIONS", "/documents/k")
        request.headers = ["Origin": "https://a.b", "Access-Control-Request-Method": "GET"]
        #expect(try await house.carry(request).status == 403)
        #expect(try await house.send("GET", "/documents?cors").code == "NoSuchCORSConfiguration")
    }
}
