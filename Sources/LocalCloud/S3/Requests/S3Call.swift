import AWSClient
import HTTP
import JSON

/// A request of S3 with what it is about.
struct S3Call: Sendable {
    let request: CloudRequest
    let operation: S3Operation
    private let address: S3Address
    /// Those that were sent, and where a presigned URL has more of them in its query, those too.
    let headers: WebHeaders

    init(_ request: CloudRequest) throws(ServiceFault) {
        guard let address = S3Address(host: request.headers["Host"] ?? request.web.origin.host, path: request.path)
        else { throw .s3(.invalidArgument, "Couldn't parse the specified URI.") }
        self.request = request
        self.address = address
        operation = try S3Operation(request, address)
        var headers = request.headers
        if request.isPresigned {
            for item in request.query.items {
                let name = item.name.lowercased()
                let isSignature = ["algorithm", "credential", "date", "expires", "signedheaders", "signature"]
                    .contains { name == "x-amz-\($0)" }
                guard name.hasPrefix("x-amz-"), !isSignature, headers[name] == nil else { continue }
                headers.add(name, item.value ?? "")
            }
        }
        self.headers = headers
    }

    /// Empty where the request is about none; no operation that takes one gets here then.
    var bucket: String { address.bucket ?? "" }
    var keyText: String { address.key ?? "" }
    var query: QueryItems { request.query }
    var conditions: Conditions { Conditions(headers, now: request.received) }
    /// Of the form `/bucket/key`, as errors name it.
    var resource: String { "/\(bucket)\(address.key.map { "/\($0)" } ?? "")" }

    func key() throws(ServiceFault) -> ObjectKey { try Self.key(keyText) }

    static func key(_ text: String) throws(ServiceFault) -> ObjectKey {
        do throws(RequestFault) {
            return try ObjectKey(text)
        } catch {
            throw .s3(
                text.isEmpty ? .invalidArgument : .keyTooLong,
                nil,
                ["Size": .integer(text.utf8.count), "MaxSizeAllowed": .integer(ObjectKey.longest)]
            )
        }
    }

    /// A number of the query within bounds.
    func number(_ name: String, in bounds: ClosedRange<Int>, or usual: Int) throws(ServiceFault) -> Int {
        guard let text = query[name] else { return usual }
        guard let number = Int(text), bounds.lowerBound <= number else {
            throw .s3(
                .invalidArgument,
                "Provided \(name) not an integer or within integer range",
                ["ArgumentName": .string(name), "ArgumentValue": .string(text)]
            )
        }
        return min(number, bounds.upperBound)
    }

    var partNumber: Int? {
        get throws(ServiceFault) {
            guard let text = query["partNumber"] else { return nil }
            guard let number = Int(text), (1...10_000).contains(number) else {
                throw .s3(.invalidArgument, "Part number must be an integer between 1 and 10000, inclusive")
            }
            return number
        }
    }
}
