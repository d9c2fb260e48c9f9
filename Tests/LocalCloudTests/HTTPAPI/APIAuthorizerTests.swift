import HTTP
import Hosting
import JSON
import TestKit
import Testing
import Time

@testable import LocalCloud

/// Who may call, by a function's word.
struct APIAuthorizerTests {
    /// An API whose one authorizer is a function, with a route beside it that asks nobody.
    private static func shop(
        _ keeper: Scripted,
        simple: Bool = true,
        version: String = "2.0",
        identity: String = "{Headers: [X-Key], ReauthorizeEvery: 60}"
    ) throws -> Storefront {
        let api = """
                  Auth:
                    DefaultAuthorizer: Keeper
                    Authorizers:
                      Keeper:
                        FunctionArn: !GetAtt Keeper.Arn
                        AuthorizerPayloadFormatVersion: "\(version)"
                        EnableSimpleResponses: \(simple)
                        Identity: \(identity)
            """
        let resources = """
              Keeper:
                Type: AWS::Serverless::Function
                Properties: {FunctionName: keeper, Handler: bootstrap, Runtime: provided.al2023, CodeUri: .}
            """
        return try Storefront(
            routes: ["GET /docs/{id}", "POST /docs"],
            api: api,
            resources: resources,
            ["echo": .echo(), "keeper": keeper]
        )
    }

    private static let key: WebHeaders = ["X-Key": "open"]

    @Test func `who is let in is known to the function`() async throws {
        let keeper = Scripted.answering(#"{"isAuthorized":true,"context":{"subject":"s","n":1,"deep":{"a":[]}}}"#)
        try await Self.shop(keeper).open { shop in
            let answer = await shop.get("/docs/7?a=b", headers: Self.key)
            let authorizer = answer.json?["requestContext"]?["authorizer"]
            #expect(authorizer == ["lambda": ["subject": "s", "n": 1, "deep": ["a": []]]])
        }
    }

    @Test func `an authorizer gets the request without its body, and the identity that it asks for`() async throws {
        let keeper = Scripted.answering(#"{"isAuthorized":true}"#)
        try await Self.shop(keeper).open { shop in
            let answer = await shop.send("POST", "/docs?a=b", headers: Self.key, body: [1])
            #expect(answer.json?["requestContext"]?["authorizer"] == ["lambda": nil])
            let event = try #require(keeper.event)
            #expect(event["version"] == "2.0")
            #expect(event["type"] == "REQUEST")
            #expect(event["routeArn"] == "arn:aws:execute-api:us-east-1:000000000000:api/$default/POST/docs")
            #expect(event["identitySource"] == ["open"])
            #expect(event["routeKey"] == "POST /docs")
            #expect(event["rawPath"] == "/docs")
            #expect(event["queryStringParameters"] == ["a": "b"])
            #expect(event["headers"]?["x-key"] == "open")
            #expect(event["requestContext"]?["http"]?["method"] == "POST")
            #expect(event["requestContext"]?["authorizer"] == nil)
            #expect(event["body"] == nil)
            #expect(event["isBase64Encoded"] == nil)
        }
    }

    @Test(arguments: [[:], ["X-Key": ""]] as [WebHeaders])
    func `who shows no identity is unauthorized, and nobody is asked`(_ headers: WebHeaders) async throws {
        let keeper = Scripted.answering(#"{"isAuthorized":true}"#)
        try await Self.shop(keeper).open { shop in
            let answer = await shop.get("/docs/7", headers: headers)
            #expect(answer.status == 401)
            #expect(answer.text == "{\"message\":\"Unauthorized\"}")
            #expect(keeper.count == 0)
        }
    }

    struct Word: Sendable, CustomTestStringConvertible {
        let said: String
        let simple: Bool
        let status: Int

        var testDescription: String { "\(status) \(said)" }
    }

    private static func policy(_ statements: String) -> String {
        #"{"principalId":"p","policyDocument":{"Version":"2012-10-17","Statement":\#(statements)}}"#
    }

    private static let here = "arn:aws:execute-api:us-east-1:000000000000:api/$default"

    @Test(arguments: [
        Word(said: #"{"isAuthorized":false,"context":{"a":"b"}}"#, simple: true, status: 403),
        Word(said: #"{"isAuthorized":"true"}"#, simple: true, status: 500),
        Word(said: #"{"isAuthorized":true,"context":"a"}"#, simple: true, status: 500),
        Word(said: "{}", simple: true, status: 500),
        Word(said: "no JSON", simple: true, status: 500),
        Word(said: #"{"errorMessage":"Unauthorized"}"#, simple: true, status: 401),
        Word(said: #"{"isAuthorized":true}"#, simple: false, status: 500),
        Word(said: policy(#"{"Effect":"Allow","Action":"*","Resource":"*"}"#), simple: true, status: 500),
        Word(said: policy(#"{"Effect":"Allow","Action":"*","Resource":"*"}"#), simple: false, status: 200),
        Word(
            said: policy(#"[{"Effect":"Allow","Action":["Execute-API:Invoke"],"Resource":["\#(here)/GET/docs/7"]}]"#),
            simple: false,
            status: 200
        ),
        Word(
            said: policy(#"[{"Effect":"Allow","Action":"execute-api:Invoke","Resource":"\#(here)/GET/docs/?"}]"#),
            simple: false,
            status: 200
        ),
        Word(
            said: policy(#"[{"Effect":"Allow","Action":"execute-api:Invoke","Resource":"\#(here)/POST/*"}]"#),
            simple: false,
            status: 403
        ),
        Word(
            said: policy(#"[{"Effect":"Allow","Action":"execute-api:ManageConnections","Resource":"*"}]"#),
            simple: false,
            status: 403
        ),
        Word(
            said: policy(
                #"[{"Effect":"Allow","Action":"*","Resource":"*"},"#
                    + #"{"Effect":"Deny","Action":"*","Resource":"*/docs/7"}]"#
            ),
            simple: false,
            status: 403
        ),
        Word(said: policy("[]"), simple: false, status: 403),
        Word(said: policy(#"[{"Effect":"Maybe","Action":"*","Resource":"*"}]"#), simple: false, status: 500),
        Word(said: policy(#"[{"Effect":"Allow","Resource":"*"}]"#), simple: false, status: 500),
        Word(
            said: policy(#"[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{}}]"#),
            simple: false,
            status: 501
        ),
    ])
    func `what an authorizer says decides`(_ word: Word) async throws {
        try await Self.shop(.answering(word.said), simple: word.simple).open { shop in
            #expect(await shop.get("/docs/7", headers: Self.key).status == word.status)
        }
    }

    @Test func `one that fails, or takes longer than ten seconds, lets nobody in`() async throws {
        let failing = try await Self.shop(.failing()).open { await $0.get("/docs/7", headers: Self.key) }
        #expect(failing.status == 500)
        #expect(failing.text == "{\"message\":\"Internal Server Error\"}")
        try await Self.shop(.sleeping(.seconds(60))).open { shop in
            async let answer = shop.get("/docs/7", headers: Self.key)
            await shop.clock.waitForSleepers(3)
            shop.clock.advance(by: .seconds(10))
            #expect(await answer.status == 500)
        }
    }

    // MARK: The cache

    @Test func `a verdict holds for its time, for who shows the same identity`() async throws {
        let keeper = Scripted.answering(#"{"isAuthorized":true}"#)
        try await Self.shop(keeper).open { shop in
            #expect(await shop.get("/docs/7", headers: Self.key).status == 200)
            shop.clock.advance(by: .milliseconds(59_999))
            #expect(await shop.send("POST", "/docs", headers: Self.key).status == 200)
            #expect(keeper.count == 1)
            #expect(await shop.get("/docs/7", headers: ["X-Key": "other"]).status == 200)
            #expect(keeper.count == 2)
            shop.clock.advance(by: .milliseconds(1))
            #expect(await shop.get("/docs/7", headers: Self.key).status == 200)
            #expect(keeper.count == 3)
        }
    }

    @Test func `a refusal is kept, and no failure is`() async throws {
        let refusing = Scripted.answering(#"{"isAuthorized":false}"#)
        try await Self.shop(refusing).open { shop in
            for _ in 0..<2 { #expect(await shop.get("/docs/7", headers: Self.key).status == 403) }
        }
        #expect(refusing.count == 1)
        let failing = Scripted.failing()
        try await Self.shop(failing).open { shop in
            for _ in 0..<2 { #expect(await shop.get("/docs/7", headers: Self.key).status == 500) }
        }
        #expect(failing.count == 2)
    }

    @Test func `a policy that is kept is read for each route anew`() async throws {
        let said = Self.policy(#"[{"Effect":"Allow","Action":"*","Resource":"\#(Self.here)/GET/*"}]"#)
        let keeper = Scripted.answering(said)
        try await Self.shop(keeper, simple: false).open { shop in
            #expect(await shop.get("/docs/7", headers: Self.key).status == 200)
            #expect(await shop.send("POST", "/docs", headers: Self.key).status == 403)
            #expect(keeper.count == 1)
        }
    }

    @Test(arguments: ["{Headers: [X-Key], ReauthorizeEvery: 0}", "{ReauthorizeEvery: 60}"])
    func `without a time or without an identity every request is asked about`(_ identity: String) async throws {
        let keeper = Scripted.answering(#"{"isAuthorized":true}"#)
        try await Self.shop(keeper, identity: identity).open { shop in
            for _ in 0..<2 { #expect(await shop.get("/docs/7", headers: Self.key).status == 200) }
        }
        #expect(keeper.count == 2)
    }

    @Test func `an identity may be of a query and of the context, and all of it must be there`() async throws {
        let keeper = Scripted.answering(#"{"isAuthorized":true}"#)
        let identity = "{QueryStrings: [key], Context: [routeKey, identity.sourceIp], ReauthorizeEvery: 60}"
        try await Self.shop(keeper, identity: identity).open { shop in
            #expect(await shop.get("/docs/7?key=a%20b").status == 200)
            #expect(keeper.event?["identitySource"] == ["a b", "GET /docs/{id}", "127.0.0.1"])
            #expect(await shop.get("/docs/8?key=a%20b").status == 200)
            #expect(keeper.count == 1)
            #expect(await shop.send("POST", "/docs?key=a%20b").status == 200)
            #expect(keeper.count == 2)
            #expect(await shop.get("/docs/7").status == 401)
        }
    }

    @Test func `verdicts past the limit make the earliest go`() {
        let cache = VerdictCache(lifetime: .seconds(60))
        let now = Neighbourhood.start
        let verdict = try? AuthorizerVerdict(reading: Array(#"{"isAuthorized":true}"#.utf8), isSimple: true)
        guard let verdict else { return #expect(Bool(false), "a verdict is read") }
        let keys = (0...10_000).map { VerdictCache.Key(stage: "$default", identity: ["\($0)"]) }
        for (index, key) in keys.enumerated() { cache.keep(verdict, for: key, at: now + .milliseconds(index)) }
        #expect(cache.verdict(for: keys[0], at: now) == nil)
        #expect(cache.verdict(for: keys[1], at: now) == verdict)
    }

    // MARK: What is not emulated

    @Test func `a JWT authorizer is said not to be emulated, and lets nobody in`() async throws {
        let api = """
                  Auth:
                    DefaultAuthorizer: Tokens
                    Authorizers:
                      Tokens:
                        IdentitySource: $request.header.Authorization
                        JwtConfiguration: {issuer: "https://issuer.example", audience: [us]}
            """
        try await Storefront(routes: ["GET /docs"], api: api).open { shop in
            let answer = await shop.get("/docs", headers: ["Authorization": "Bearer x"])
            #expect(answer.status == 501)
            #expect(answer.json?["message"]?.string?.contains("JWT authorizer 'Tokens'") == true)
            #expect(shop.apis.shortcomings.count == 1)
        }
    }

    @Test func `nor are IAM authorization and authorizers of format 1_0, and neither lets anybody in`() async throws {
        let iam = "      Auth: {DefaultAuthorizer: AWS_IAM}"
        try await Storefront(routes: ["GET /docs"], api: iam).open { shop in
            #expect(await shop.get("/docs").status == 501)
            #expect(shop.apis.shortcomings.first?.reason.contains("AWS_IAM") == true)
        }
        let keeper = Scripted.answering(#"{"isAuthorized":true}"#)
        try await Self.shop(keeper, simple: false, version: "1.0").open { shop in
            #expect(await shop.get("/docs/7", headers: Self.key).status == 501)
            #expect(shop.apis.shortcomings.first?.reason.contains("format 1.0") == true)
        }
        #expect(keeper.count == 0)
    }

    @Test func `nor is payload format 1_0 of a route`() async throws {
        let handler = Scripted.echo()
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
                    R: {Type: HttpApi, Properties: {Path: /x, Method: GET, PayloadFormatVersion: "1.0"}}
            """
        try await Storefront(template, ["echo": handler]).open { shop in
            #expect(await shop.get("/x").status == 501)
            let reason =
                "Payload format 1.0 of the route 'GET /x' is not emulated: requests that need it are answered 501"
            #expect(shop.apis.shortcomings == [Shortcoming("ServerlessHttpApi", reason)])
        }
        #expect(handler.count == 0)
    }
}
