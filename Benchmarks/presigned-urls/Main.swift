// Measures how many requests one core signs in a second, by URL and by headers. Run it from a release build.

import AWSClient
import Glibc
import HTTP
import JSON
import Time

@main enum Main {
    private static let samples = 5
    private static let rounds = 50_000

    static func main() throws {
        let credentials = Credentials(
            accessKeyID: "ASIAIOSFODNN7EXAMPLE",
            secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
        )
        let keys = SigningKeys()
        let put = try perSecond(presigner(credentials, keys))
        let temporary = Credentials(
            accessKeyID: credentials.accessKeyID,
            secretAccessKey: credentials.secretAccessKey.revealed,
            sessionToken: String(repeating: "FwoGZXIvYXdzEBYaDKj0", count: 20)
        )
        let putWithToken = try perSecond(presigner(temporary, keys))
        let header = try perSecond(signer(credentials, keys))
        print("presigned PUT of a document          \(Int(put)) a second")
        print("the same, session token of 400 bytes \(Int(putWithToken)) a second")
        print("signed JSON request of 256 bytes     \(Int(header)) a second")
        let figures: JSONValue = [
            "presign_per_second": .integer(Int(put)),
            "presign_token_per_second": .integer(Int(putWithToken)),
            "header_per_second": .integer(Int(header)),
        ]
        print(String(decoding: JSONValue.object(["bench": "presign", "figures": figures]).bytes(), as: UTF8.self))
    }

    /// As the function that hands out upload URLs does it: another key, length and checksum each time.
    private static func presigner(_ credentials: Credentials, _ keys: SigningKeys) -> (Int) throws -> Void {
        let presigner = Presigner(
            origin: WebOrigin(scheme: .https, host: "assay-documents.s3.eu-central-1.amazonaws.com"),
            region: "eu-central-1",
            service: "s3",
            credentials: credentials,
            keys: keys
        )
        return { round in
            let object = PutObject(
                key: "3f/2026/11/21/3f0c9a52-7a3e-4d0c-9d6c-\(100_000_000_000 + round)",
                contentLength: 1_048_576 + round,
                contentType: "application/pdf",
                checksumSHA256: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                mustBeNew: true
            )
            let now = Instant(millisecondsSinceEpoch: 1_795_000_000_000 + Int64(round / 300))
            let url = try presigner.url(for: .putObject(object), at: now, expiry: .seconds(900))
            precondition(url.revealed.utf8.count > 300)
        }
    }

    private static func signer(_ credentials: Credentials, _ keys: SigningKeys) -> (Int) throws -> Void {
        let signer = Signer(region: "eu-central-1", service: "dynamodb", keys: keys)
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: 256)
        let request = WebRequest(
            method: "POST",
            origin: WebOrigin(scheme: .https, host: "dynamodb.eu-central-1.amazonaws.com"),
            headers: [
                "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "DynamoDB_20120810.GetItem",
            ],
            body: .bytes(body)
        )
        return { round in
            var copy = request
            let now = Instant(millisecondsSinceEpoch: 1_795_000_000_000 + Int64(round / 300))
            try signer.sign(&copy, payload: Payload(of: body), with: credentials, at: now)
            precondition(copy.headers["Authorization"] != nil)
        }
    }

    /// The median over the samples, in seconds of the processor, so that a neighbour on the machine does not count.
    private static func perSecond(_ work: (Int) throws -> Void) rethrows -> Double {
        var figures: [Double] = []
        for _ in 0..<samples {
            let start = processorSeconds()
            for round in 0..<rounds { try work(round) }
            figures.append(Double(rounds) / (processorSeconds() - start))
        }
        return figures.sorted()[samples / 2]
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
