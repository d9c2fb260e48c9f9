import AWSClient
import HTTP
import Testing
import Time

/// The requests that S3's documentation signs by headers, one after the other.
struct PublishedExamples {
    private static let credentials = Credentials(
        accessKeyID: "AKIAIOSFODNN7EXAMPLE",
        secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    )
    private static let may24th = Instant(secondsSinceEpoch: 1_369_353_600)
    private static let bucket = WebOrigin(scheme: .https, host: "examplebucket.s3.amazonaws.com")

    struct Example: CustomTestStringConvertible, Sendable {
        let name: String
        var method = "GET"
        let target: String
        var headers: WebHeaders = [:]
        var body = ""
        let signature: String

        var testDescription: String { name }
    }

    private static let examples = [
        Example(
            name: "GET Object",
            target: "/test.txt",
            headers: ["Range": "bytes=0-9"],
            signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
        ),
        Example(
            name: "PUT Object",
            method: "PUT",
            target: "/test%24file.text",
            headers: ["Date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"],
            body: "Welcome to Amazon S3.",
            signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
        ),
        Example(
            name: "GET Bucket Lifecycle",
            target: "/?lifecycle",
            signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"
        ),
        Example(
            name: "Get Bucket (List Objects)",
            target: "/?max-keys=2&prefix=J",
            signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
        ),
    ]

    @Test(arguments: examples) func `S3's documented requests have the documented signatures`(_ example: Example) throws
    {
        var request = WebRequest(
            method: example.method,
            origin: Self.bucket,
            target: example.target,
            headers: example.headers
        )
        let signer = Signer(region: "us-east-1", service: "s3", keys: SigningKeys())
        let payload = Payload(of: Array(example.body.utf8))
        try signer.sign(&request, payload: payload, with: Self.credentials, at: Self.may24th)
        #expect(request.headers["Authorization"]?.hasSuffix("Signature=\(example.signature)") == true)
    }

    @Test func `S3's documented presigned URL comes out byte for byte`() throws {
        let presigner = Presigner(
            origin: Self.bucket,
            region: "us-east-1",
            service: "s3",
            credentials: Self.credentials,
            keys: SigningKeys()
        )
        let request = try PresignedRequest(method: "GET", path: PresignedRequest.path(ofKey: "test.txt"))
        let url = try presigner.url(for: request, at: Self.may24th, expiry: .seconds(86_400))
        #expect(
            url.revealed == "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
        )
    }

    @Test func `AWS's example of a request to IAM has the documented signature`() throws {
        var request = WebRequest(
            origin: WebOrigin(scheme: .https, host: "iam.amazonaws.com"),
            target: "/?Action=ListUsers&Version=2010-05-08",
            headers: ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"]
        )
        let signer = Signer(region: "us-east-1", service: "iam", keys: SigningKeys())
        let credentials = Credentials(
            accessKeyID: "AKIDEXAMPLE",
            secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
        )
        let august30th = Instant(secondsSinceEpoch: 1_440_938_160)
        try signer.sign(&request, payload: .empty, with: credentials, at: august30th)
        #expect(
            request.headers["Authorization"] == "AWS4-HMAC-SHA256 "
                + "Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                + "SignedHeaders=content-type;host;x-amz-date, "
                + "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"
        )
    }
}
