import AWSClient
import HTTP
import Testing

struct EndpointTests {
    private func host(_ service: AWSServiceName, _ settings: [String: String]) throws -> String {
        try AWSEndpoint(of: service, settings: AWSSettings(settings)).origin.description
    }

    @Test(
        arguments: [
            (.sqs, "eu-central-1", false, false, "sqs.eu-central-1.amazonaws.com"),
            (.sqs, "eu-central-1", true, false, "sqs.eu-central-1.api.aws"),
            (.dynamodb, "us-east-1", false, true, "dynamodb-fips.us-east-1.amazonaws.com"),
            (.s3, "us-west-2", true, true, "s3-fips.dualstack.us-west-2.amazonaws.com"),
            (.s3, "cn-north-1", true, false, "s3.dualstack.cn-north-1.amazonaws.com.cn"),
            (.secretsmanager, "us-gov-west-1", true, true, "secretsmanager-fips.us-gov-west-1.api.aws"),
            (.sqs, "us-gov-west-1", false, true, "sqs.us-gov-west-1.amazonaws.com"),
            (.sqs, "us-gov-west-1", true, true, "sqs-fips.us-gov-west-1.api.aws"),
            (.sts, "cn-north-1", false, false, "sts.cn-north-1.amazonaws.com.cn"),
        ] as [(AWSServiceName, String, Bool, Bool, String)]
    )
    func `a service's own address follows its region`(
        service: AWSServiceName,
        region: String,
        dualStack: Bool,
        fips: Bool,
        expected: String
    ) throws {
        let settings = [
            "AWS_REGION": region, "AWS_USE_DUALSTACK_ENDPOINT": "\(dualStack)", "AWS_USE_FIPS_ENDPOINT": "\(fips)",
        ]
        #expect(try host(service, settings) == "https://\(expected)")
    }

    @Test func `a service's own setting comes before the common one, and both before the profile`() throws {
        let text = """
            [default]
            region = eu-west-1
            endpoint_url = http://d:4
            services = local
            [services local]
            sqs =
              endpoint_url = http://c:3
            """
        let config = try ProfileFile(Array(text.utf8), isCredentials: false)
        let profile = try #require(Profiles(config: config)["default"])
        var settings = ["AWS_ENDPOINT_URL_SQS": "http://a:1", "AWS_ENDPOINT_URL": "http://b:2/base/"]
        var seen: [String] = []
        for removed in ["", "AWS_ENDPOINT_URL_SQS", "AWS_ENDPOINT_URL"] {
            settings[removed] = nil
            let endpoint = try AWSEndpoint(of: .sqs, settings: AWSSettings(settings), profile: profile)
            seen.append("\(endpoint.origin)\(endpoint.path)")
        }
        #expect(seen == ["http://a:1", "http://b:2/base", "http://c:3"])
        #expect(
            try AWSEndpoint(of: .sns, settings: AWSSettings([:]), profile: profile).origin.description == "http://d:4"
        )
        settings["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true"
        let ignoring = try AWSEndpoint(of: .sqs, settings: AWSSettings(settings), profile: profile)
        #expect(ignoring.origin.host == "sqs.eu-west-1.amazonaws.com")
    }

    @Test(arguments: [
        "", "eu-central-1.evil.example/", "a.b", "A", "-a", "a b", "é", String(repeating: "a", count: 64),
    ])
    func `a region that would make another host of it is refused`(region: String) {
        #expect(throws: EndpointFault.self) { try host(.sqs, ["AWS_REGION": region]) }
    }

    @Test(arguments: [
        "ftp://a", "a", "http://", "http://user:password@a", "http://a:99999", "http://[::1", "http://a/?b",
        "http://a/\r\nb",
    ])
    func `a URL that is more or less than an address is refused, and not told`(url: String) {
        #expect(throws: EndpointFault.invalidURL(setting: "AWS_ENDPOINT_URL")) {
            try host(.sqs, ["AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL": url])
        }
    }

    @Test func `an address of IPv6 keeps its brackets where it is sent`() throws {
        let endpoint = try host(.sqs, ["AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL": "http://[::1]:4566"])
        #expect(endpoint == "http://[::1]:4566")
    }
}
