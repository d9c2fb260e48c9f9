import AWSClient
import HTTP
import Time

/// Requests as they go over the wire, signed.
struct Requests {
    /// One kind, and how many different ones of it there are.
    struct Kind {
        let service: String
        let variety: Int
        let make: (Int) -> WebRequest
    }

    private let now: Instant
    private let keys = SigningKeys()

    init(at now: Instant) {
        self.now = now
    }

    /// What they are signed for, whoever takes them.
    private static let origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: 4566)
    private static let variety = 256
    private static let object = [UInt8](repeating: UInt8(ascii: "o"), count: 1_024)
    private static let text = String(repeating: "m", count: 150)

    let kinds: [(String, Kind)] = {
        let send = { (queue: String) in
            sqs("SendMessage", #"{"QueueUrl":"\#(url(of: queue))","MessageBody":"\#(text)"}"#)
        }
        // Long enough that what was received is not received again in this run.
        let receive = { (queue: String) in
            sqs("ReceiveMessage", #"{"QueueUrl":"\#(url(of: queue))","VisibilityTimeout":43200}"#)
        }
        let entries = (0..<10).map { #"{"Id":"\#($0)","MessageBody":"\#(text)"}"# }.joined(separator: ",")
        let fill = sqs("SendMessageBatch", #"{"QueueUrl":"\#(url(of: "bench-deep"))","Entries":[\#(entries)]}"#)
        return [
            ("sqs_send", send("bench")), ("sqs_receive", receive("bench")), ("sqs_fill", fill),
            ("sqs_deep_send", send("bench-deep")), ("sqs_deep_receive", receive("bench-deep")),
            ("s3_put", s3("PUT", object)), ("s3_get", s3("GET", [])),
            ("dynamodb_put", dynamoDB("PutItem") { #""Item":{"pk":{"S":"\#($0)"},"text":{"S":"\#(text)"}}"# }),
            ("dynamodb_get", dynamoDB("GetItem") { #""Key":{"pk":{"S":"\#($0)"}}"# }),
            ("invoke", Kind(service: "lambda", variety: 1) { _ in invocation }),
        ]
    }()

    private static func url(of queue: String) -> String { "http://127.0.0.1:4566/000000000000/\(queue)" }

    private static func sqs(_ operation: String, _ body: String) -> Kind {
        Kind(service: "sqs", variety: 1) { _ in json("AmazonSQS.\(operation)", body) }
    }

    private static func dynamoDB(_ operation: String, _ member: @escaping (String) -> String) -> Kind {
        Kind(service: "dynamodb", variety: variety) { number in
            json("DynamoDB_20120810.\(operation)", #"{"TableName":"bench",\#(member("item-\(number)"))}"#)
        }
    }

    private static func s3(_ method: String, _ body: [UInt8]) -> Kind {
        Kind(service: "s3", variety: variety) { number in
            WebRequest(
                method: method,
                origin: origin,
                target: "/\(Places.bucket)/object-\(number)",
                body: body.isEmpty ? .none : .bytes(body)
            )
        }
    }

    /// Of the function that scripts/bench-local has in its template.
    private static let invocation = WebRequest(
        method: "POST",
        origin: origin,
        target: "/2015-03-31/functions/probe/invocations",
        body: .bytes(Array(#"{"op":"echo","text":"\#(text)"}"#.utf8))
    )

    private static func json(_ target: String, _ body: String) -> WebRequest {
        let headers: WebHeaders = ["Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": target]
        return WebRequest(method: "POST", origin: origin, headers: headers, body: .bytes(Array(body.utf8)))
    }

    /// All of one kind, each behind its length in four bytes.
    func bytes(of kind: Kind) throws -> [UInt8] {
        let signer = Signer(region: "us-east-1", service: kind.service, keys: keys)
        let credentials = Credentials(accessKeyID: "test", secretAccessKey: "test")
        var all: [UInt8] = []
        for number in 0..<kind.variety {
            var request = kind.make(number)
            var body: [UInt8] = []
            if case .bytes(let bytes) = request.body { body = bytes }
            try signer.sign(&request, payload: Payload(of: body), with: credentials, at: now)
            let fields = request.headers.fields.map { "\($0.name): \($0.value)\r\n" }.joined()
            let head = "\(request.method) \(request.target) HTTP/1.1\r\nHost: \(request.origin.authority)\r\n\(fields)"
            let wire = Array("\(head)Content-Length: \(body.count)\r\n\r\n".utf8) + body
            for shift in [0, 8, 16, 24] { all.append(UInt8((wire.count >> shift) & 0xFF)) }
            all += wire
        }
        return all
    }
}
