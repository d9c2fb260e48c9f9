import AWSClient
import Testing
import Time

struct ProfileTests {
    private func profile(_ name: String, config: String = "", credentials: String = "") throws -> Profile? {
        let config = try ProfileFile(Array(config.utf8), isCredentials: false)
        let secrets = try ProfileFile(Array(credentials.utf8), isCredentials: true)
        return Profiles(config: config, credentials: secrets)[name]
    }

    @Test func `comments, space, case and quotes are read as AWS's tools read them`() throws {
        let text =
            "# c\r\n; d\r\n[profile \"a b\"]\r\n Region=x\r\n"
            + "REGION = eu-west-1 # here\r\nempty =\r\nnonsense\r\nk = a#b;c\r\n"
        let found = try #require(try profile("a b", config: text))
        #expect(found["region"] == "eu-west-1" && found["k"] == "a#b;c" && found["empty"] == nil)
    }

    @Test func `a config's profile needs the word, the default may have it, and a file of credentials must not`() throws
    {
        let config = "[a]\nk = 1\n[default]\nk = 2\n[profile default]\nj = 3\n[default]\nk = 4\n"
        #expect(try profile("a", config: config) == nil)
        let found = try #require(try profile("default", config: config))
        #expect(found["k"] == nil && found["j"] == "3")
        #expect(try profile("a", credentials: "[profile a]\nk = 1\n") == nil)
    }

    @Test func `the file of credentials decides where both have a word to say`() throws {
        let found = try profile("a", config: "[profile a]\nk = 1\nj = 1\n", credentials: "[a]\nk = 2\n")
        #expect(found?["k"] == "2" && found?["j"] == "1")
    }

    @Test func `a section that comes twice is one, and what belongs to no section is left out`() throws {
        let found = try profile("a", config: "k = 0\n[profile a]\nk = 1\n[sso-session x]\nk = 9\n[profile a]\nj = 2\n")
        #expect(found?["k"] == "1" && found?["j"] == "2")
    }

    @Test func `indented properties belong to the one above them`() throws {
        let text =
            "[profile a]\nservices = s\ns3 =\n  region = no\nregion = yes\n[services s]\n"
            + "sqs = \n  endpoint_url = http://q\ns3 =\n\tendpoint_url = http://s\n"
        let found = try #require(try profile("a", config: text))
        #expect(found["region"] == "yes")
        #expect(found.services == ["sqs": ["endpoint_url": "http://q"], "s3": ["endpoint_url": "http://s"]])
    }

    @Test func `bytes that are no text, or too many, are refused`() {
        #expect(throws: ProfileFault.invalidUTF8) { try ProfileFile([0xff], isCredentials: true) }
        #expect(throws: ProfileFault.tooLong(limit: 1 << 20)) {
            try ProfileFile([UInt8](repeating: 10, count: 1 << 20 + 1), isCredentials: true)
        }
    }

    @Test func `no file of random lines makes its reader trap`() throws {
        let parts = [
            "[", "]", "profile ", "services", "default", "=", " ", "\t", "\n", "\r\n", "#", ";", "\"", "'", "a", "é",
            "\u{0}",
        ]
        var generator = SeededRandom(seed: 3).generator
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                parts[Int.random(in: 0..<parts.count, using: &generator)]
            }.joined()
            _ = try ProfileFile(Array(text.utf8), isCredentials: Bool.random(using: &generator))
        }
    }
}
