import AWSClient
import Encoding
import HTTP
import LocalCloud
import TestKit
import Testing
import Time

/// Browsers' forms.
struct FormTests {
    private static let boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW"
    private let house: House

    init() throws {
        house = try House()
    }

    private func form(
        _ conditions: [PostPolicy.Condition],
        _ extra: [(String, String)] = [],
        without: String? = nil,
        file: [UInt8] = Array("hello".utf8),
        fileName: String = "C:\\report.pdf"
    ) async throws -> WebRequest {
        let s3 = try await house.s3(with: .named())
        let (url, form) = try await s3.presigner(for: .named())
            .form(conditions, at: house.clock.now, expiry: .seconds(60))
        let fields = form.fields.map { ($0.name, $0.value.revealed) }.filter { $0.0 != without } + extra
        var body: [UInt8] = []
        for (name, value) in fields {
            let head = "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n"
            body += Array((head + value + "\r\n").utf8)
        }
        let head = """
            --\(Self.boundary)\r\nContent-Disposition: form-data; name="file"; filename="\(fileName)"\r\n\
            Content-Type: application/pdf\r\n\r\n
            """
        body += Array(head.utf8) + file + Array("\r\n--\(Self.boundary)--\r\n".utf8)
        let type = "multipart/form-data; boundary=\(Self.boundary)"
        return house.request("POST", url: url, ["Content-Type": type], body: body)
    }

    @Test(arguments: [(nil, 204), ("200", 200), ("201", 201), ("204", 204), ("500", 204)] as [(String?, Int)])
    func `a form stores its file, and is answered as it asks`(asked: String?, status: Int) async throws {
        var conditions: [PostPolicy.Condition] = [.equals(field: "key", value: "up/a b"), .contentLength(1...5)]
        if let asked { conditions.append(.equals(field: "success_action_status", value: asked)) }
        let raw = try await house.carry(try await form(conditions))
        #expect(raw.status == status)
        #expect(raw.headers["Location"] == "http://127.0.0.1:4566/documents/up/a%20b")
        if status == 201 {
            let document = try raw.document
            #expect(document.text(at: "Key") == "up/a b" && document.text(at: "ETag") == raw.headers["ETag"])
        }
        #expect(try await house.s3.get("up/a b") == Array("hello".utf8))
    }

    @Test func `the key takes the file's name, and other fields become headers`() async throws {
        let request = try await form(
            [
                .startsWith(field: "key", prefix: "up/"), .startsWith(field: "Content-Type", prefix: "image/"),
                .equals(field: "x-amz-meta-case", value: "12"),
            ],
            [("key", "up/${filename}"), ("Content-Type", "image/png"), ("x-ignore-this", "1")]
        )
        #expect(try await house.carry(request).status == 204)
        let raw = try await house.send("GET", "/documents/up/report.pdf")
        #expect(raw.text == "hello" && raw.headers["Content-Type"] == "image/png")
        #expect(raw.headers["x-amz-meta-case"] == "12")
    }

    @Test func `a redirect names what was stored`() async throws {
        let request = try await form([
            .equals(field: "key", value: "k"), .equals(field: "success_action_redirect", value: "http://x.y/done"),
        ])
        let raw = try await house.carry(request)
        let tag = "%225d41402abc4b2a76b9719d911017c592%22"
        #expect(raw.status == 303)
        #expect(raw.headers["Location"] == "http://x.y/done?bucket=documents&key=k&etag=\(tag)")
    }

    @Test(
        arguments: [
            ([.equals(field: "key", value: "k")], [("extra", "1")], nil, "AccessDenied"),
            ([.startsWith(field: "key", prefix: "up/")], [("key", "down/k")], nil, "AccessDenied"),
            (
                [.startsWith(field: "Content-Type", prefix: "image/")], [("key", "k"), ("Content-Type", "text/html")],
                nil,
                "AccessDenied"
            ),
            ([.equals(field: "key", value: "k"), .contentLength(1...4)], [], nil, "EntityTooLarge"),
            ([.equals(field: "key", value: "k"), .contentLength(6...9)], [], nil, "EntityTooSmall"),
            ([.equals(field: "key", value: "k")], [], "policy", "AccessDenied"),
            ([.equals(field: "key", value: "k")], [], "x-amz-signature", "SignatureDoesNotMatch"),
            ([.equals(field: "key", value: "k")], [], "x-amz-date", "InvalidArgument"),
            ([.equals(field: "key", value: "k")], [], "x-amz-credential", "InvalidArgument"),
            ([.equals(field: "key", value: "k")], [], "x-amz-algorithm", "InvalidArgument"),
            ([.equals(field: "key", value: "k")], [], "key", "InvalidArgument"),
        ] as [([PostPolicy.Condition], [(String, String)], String?, String)]
    )
    func `a form that its policy does not allow stores nothing`(
        conditions: [PostPolicy.Condition],
        extra: [(String, String)],
        without: String?,
        code: String
    ) async throws {
        let raw = try await house.carry(try await form(conditions, extra, without: without))
        #expect(try raw.code == code)
        #expect(try await house.s3.listObjectsV2(ListObjectsV2Input(bucket: .named())).contents.isEmpty)
    }

    @Test func `a policy ends when it says`() async throws {
        let request = try await form([.equals(field: "key", value: "k")])
        house.clock.advance(by: .seconds(60))
        let raw = try await house.carry(request)
        #expect(try raw.code == "AccessDenied" && raw.text.contains("Policy expired"))
    }

    @Test func `a policy that was changed is not the one that was signed`() async throws {
        let own = #"{"expiration": "2100-01-01T00:00:00Z", "conditions": [["starts-with", "$key", ""]]}"#
        let request = try await form(
            [.equals(field: "key", value: "k")],
            [("policy", Base64.encode(Array(own.utf8)))],
            without: "policy"
        )
        #expect(try await house.carry(request).status == 403)
    }

    @Test(arguments: [1, 3, 64, 1_000, 100_000])
    func `pieces of any size make the same form`(_ size: Int) throws {
        let file = Array("\r\n--b\r\r\n--boundar\r\n-".utf8)
        let text =
            Array("preamble\r\n--boundary\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n".utf8)
            + Array("--boundary\r\ncontent-disposition: form-data; name=\"file\"; filename=\"q\\\"\"\r\n\r\n".utf8)
            + file + Array("\r\n--boundary--".utf8)
        var decoder = try #require(FormDecoder(contentType: "multipart/form-data; boundary=\"boundary\""))
        var found: [UInt8] = []
        for start in stride(from: 0, to: text.count, by: size) {
            try decoder.take(Array(text[start...].prefix(size)), into: &found)
        }
        #expect(decoder.isComplete && found == file && decoder.fileName == "q\"")
        #expect(decoder.fields.map(\.name) == ["a"] && decoder.fields.map(\.value) == ["1"])
    }

    @Test(arguments: [
        ("--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--\r\n", FormFault.noFile),
        ("--b\r\nX: y\r\n\r\n1\r\n--b--\r\n", .malformed), ("--b\r\n\r\n\r\n1\r\n--b--\r\n", .malformed),
        ("--bb\r\n", .malformed),
    ])
    func `what is no form is refused`(text: String, fault: FormFault) throws {
        var decoder = try #require(FormDecoder(contentType: "multipart/form-data; boundary=b"))
        #expect(throws: fault) {
            var bytes: [UInt8] = []
            try decoder.take(Array(text.utf8), into: &bytes)
        }
    }

    @Test func `fields without end are refused before they fill the memory`() throws {
        var decoder = try #require(FormDecoder(contentType: "multipart/form-data; boundary=b"))
        var bytes: [UInt8] = []
        try decoder.take(Array("--b\r\nContent-Disposition: form-data; name=a\r\n\r\n".utf8), into: &bytes)
        #expect(throws: FormFault.tooLong) {
            for _ in 0..<30 { try decoder.take([UInt8](repeating: 1, count: 1_024), into: &bytes) }
        }
    }
}
