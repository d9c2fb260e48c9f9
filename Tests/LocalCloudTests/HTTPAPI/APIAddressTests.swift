import AWSClient
import HTTP
import JSON
import TestKit
import Testing

@testable import LocalCloud

/// Whose request it is: an API's, and of which; S3's; a page's.
struct APIAddressTests {
    /// Two APIs, with a route of the same name.
    private static func two() throws -> Storefront {
        let template = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              One: {Type: AWS::Serverless::HttpApi}
              Two: {Type: AWS::Serverless::HttpApi, Properties: {StageName: dev}}
              Echo:
                Type: AWS::Serverless::Function
                Properties:
                  FunctionName: echo
                  Handler: bootstrap
                  Runtime: provided.al2023
                  CodeUri: .
                  Events:
                    A: {Type: HttpApi, Properties: {ApiId: !Ref One, Path: /docs, Method: GET}}
                    B: {Type: HttpApi, Properties: {ApiId: !Ref Two, Path: /docs, Method: GET}}
                    C: {Type: HttpApi, Properties: {ApiId: !Ref One, Path: /, Method: GET}}
            """
        return try Storefront(template, ["echo": .echo()])
    }

    @Test func `of several APIs the host names one`() async throws {
        try await Self.two().open { shop in
            for suffix in ["localhost", "localhost:4566", "us-east-1.amazonaws.com"] {
                let one = await shop.send("GET", "/docs", host: "ONE.execute-api.\(suffix)")
                #expect(one.json?["requestContext"]?["apiId"] == "one")
                let domain = one.json?["requestContext"]?["domainName"]?.string
                #expect(domain == "one.execute-api." + suffix.prefix { $0 != ":" })
                #expect(one.json?["requestContext"]?["domainPrefix"] == "one")
            }
            let two = await shop.send("GET", "/dev/docs", host: "two.execute-api.localhost")
            #expect(two.json?["requestContext"]?["apiId"] == "two")
            #expect(await shop.send("GET", "/", host: "one.execute-api.localhost").json?["routeKey"] == "GET /")
        }
    }

    @Test func `or the path does, and the function does not see it`() async throws {
        try await Self.two().open { shop in
            let one = await shop.get("/_aws/execute-api/one/docs?a=b")
            #expect(one.json?["rawPath"] == "/docs")
            #expect(one.json?["requestContext"]?["domainName"] == "one.execute-api.localhost")
            #expect(await shop.get("/_aws/execute-api/two/dev/docs").json?["rawPath"] == "/dev/docs")
            #expect(await shop.get("/_aws/execute-api/one").json?["rawPath"] == "/")
        }
    }

    @Test func `an API that is not there is forbidden`() async throws {
        try await Self.two().open { shop in
            #expect(await shop.get("/_aws/execute-api/three/docs").status == 403)
            #expect(await shop.send("GET", "/docs", host: "three.execute-api.localhost").status == 403)
        }
    }

    @Test func `without a name a request of several is for none of them`() async throws {
        try await Self.two().open { shop in
            #expect(await shop.get("/docs").text.contains("AccessDenied"))
        }
    }

    @Test func `the cloud's page stays, unless a route is for it`() async throws {
        try await Storefront(routes: ["ANY", "ANY /{proxy+}"]).open { shop in
            #expect(await shop.get("/").json?["name"] == "Assay's local cloud")
            #expect(await shop.send("POST", "/").json?["routeKey"] == "$default")
            #expect(await shop.get("/?a=b").json?["routeKey"] == "$default")
        }
        try await Storefront(routes: ["GET /", "GET /metrics"]).open { shop in
            #expect(await shop.get("/").json?["routeKey"] == "GET /")
            #expect(await shop.get("/metrics").json?["routeKey"] == "GET /metrics")
        }
    }

    // MARK: Beside S3

    private static let form: WebHeaders = ["Content-Type": "multipart/form-data; boundary=x"]
    private static let asking: WebHeaders = [
        "Origin": "https://app.example", "Access-Control-Request-Method": "PUT",
    ]

    private static func shop(_ routes: [String], api: String = "") async throws -> Storefront {
        let shop = try Storefront(routes: routes, api: api)
        let origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: 4566)
        var request = WebRequest(method: "PUT", origin: origin, target: "/uploads", headers: ["Host": origin.authority])
        try Signer(region: "us-east-1", service: "s3", keys: SigningKeys())
            .sign(
                &request,
                payload: Payload(of: []),
                with: Credentials(accessKeyID: "test", secretAccessKey: "test"),
                at: shop.clock.now
            )
        #expect(await shop.cloud.answer(request).status == 200)
        return shop
    }

    @Test func `what is below a bucket is S3's, whatever a route for everything would take`() async throws {
        let cors = "      CorsConfiguration: {AllowOrigins: ['*']}"
        for routes in [["ANY"], ["ANY /{proxy+}"], ["GET /docs"]] {
            try await Self.shop(routes, api: cors).open { shop in
                let form = await shop.send("POST", "/uploads", headers: Self.form, body: [1])
                #expect(form.text.contains("MalformedPOSTRequest"))
                let asked = await shop.send("OPTIONS", "/uploads/a", headers: Self.asking)
                #expect(asked.text.contains("CORS is not enabled for this bucket"))
                #expect(await shop.get("/uploads/a").text.contains("AccessDenied"))
                for host in ["uploads.s3.localhost:4566", "uploads.localhost"] {
                    #expect(await shop.send("GET", "/a", host: host).text.contains("AccessDenied"))
                }
            }
        }
    }

    @Test func `a route that names the path takes it all the same`() async throws {
        try await Self.shop(["POST /uploads", "ANY /uploads/{id}"]).open { shop in
            #expect(await shop.send("POST", "/uploads", headers: Self.form, body: [1]).status == 200)
            #expect(await shop.send("OPTIONS", "/uploads/a", headers: Self.asking).status == 200)
        }
    }

    @Test func `a form or a preflight that no route takes is S3's, and all else the API's`() async throws {
        try await Self.shop(["GET /docs"]).open { shop in
            #expect(await shop.send("POST", "/absent", headers: Self.form, body: [1]).headers["apigw-requestid"] == nil)
            #expect(await shop.send("OPTIONS", "/absent", headers: Self.asking).headers["apigw-requestid"] == nil)
            #expect(await shop.get("/absent").text == "{\"message\":\"Not Found\"}")
            #expect(await shop.post("/docs", "{}").text == "{\"message\":\"Not Found\"}")
        }
    }

    @Test func `a call of another service that nobody signed is refused as before`() async throws {
        try await Storefront(routes: ["ANY"]).open { shop in
            let headers: WebHeaders = ["X-Amz-Target": "AmazonSQS.SendMessage"]
            #expect(await shop.send("POST", "/", headers: headers, body: [1]).headers["apigw-requestid"] == nil)
        }
    }

    @Test(arguments: [("Bearer token", 200), ("Basic dTpw", 200), ("", 200), ("AWS test:signature", 400)])
    func `what is signed otherwise than for AWS is the API's to read`(field: String, status: Int) async throws {
        try await Storefront(routes: ["GET /docs"]).open { shop in
            #expect(await shop.get("/docs", headers: ["Authorization": field]).status == status)
        }
    }
}
