import AWSClient
import HTTP
import JSON
import Time

/// In which of its three protocols a request speaks to CloudWatch, and how that answers.
enum MeterDialect: Sendable {
    /// Smithy RPC v2 in CBOR.
    case cbor
    /// JSON 1.0.
    case json
    /// Forms and XML.
    case query

    /// The fields that hold times.
    static let times: Set<String> = ["Timestamp", "Timestamps"]
    private static let documents = QueryAnswers(namespace: "http://monitoring.amazonaws.com/doc/2010-08-01/")
    private static let objects = JSONAnswers(version: "1.0", namespace: "com.amazonaws.cloudwatch#")

    init(_ request: WebRequest) {
        if request.headers["smithy-protocol"] == "rpc-v2-cbor" {
            self = .cbor
        } else {
            self = request.headers["X-Amz-Target"] == nil ? .query : .json
        }
    }

    /// The operation, and its fields as JSON.
    func call(_ request: CloudRequest, body: [UInt8]) throws(ServiceFault) -> (action: String, body: [UInt8]) {
        switch self {
        case .cbor:
            let path = request.path.split(separator: "/")
            guard path.count == 4, path[0] == "service", path[2] == "operation" else { throw Self.nameless }
            do {
                return (String(path[3]), try CBORReader.value(of: body).bytes())
            } catch {
                throw ServiceFault("SerializationException", "The request is no CBOR that is understood: \(error).")
            }
        case .json:
            guard let name = request.headers["X-Amz-Target"]?.split(separator: ".").last else { throw Self.nameless }
            return (String(name), body)
        case .query:
            let form = request.method == "GET" ? request.query : QueryItems(body, plusIsSpace: true)
            guard let action = form["Action"] else { throw Self.nameless }
            var root = FormNode()
            for item in form.items {
                try root.add(item.name.split(separator: ".", omittingEmptySubsequences: false)[...], item.value ?? "")
            }
            return (action, root.document.bytes())
        }
    }

    func success(_ result: [UInt8], of action: String, id: String) throws(ServiceFault) -> WebAnswer {
        switch self {
        case .json: return Self.objects.success(result, id: id)
        case .cbor: return Self.binary(try Self.parsed(result), status: 200, id: id)
        case .query:
            let dated = Self.dated(try Self.parsed(result), isTime: false)
            return try Self.documents.listed(dated.bytes(), of: action, id: id)
        }
    }

    func fault(_ fault: ServiceFault, id: String) -> WebAnswer {
        switch self {
        case .json: return Self.objects.fault(fault, id: id)
        case .query: return Self.documents.fault(fault, id: id)
        case .cbor:
            let body: JSONValue = [
                "__type": .string("com.amazonaws.cloudwatch#\(fault.code)"), "message": .string(fault.message),
            ]
            var answer = Self.binary(body, status: fault.status, id: id)
            if let code = fault.queryCode {
                answer.headers.add("x-amzn-query-error", "\(code);\(fault.isSenders ? "Sender" : "Receiver")")
            }
            return answer
        }
    }

    private static var nameless: ServiceFault {
        ServiceFault("MissingAction", "The request must contain the parameter Action.")
    }

    private static func binary(_ body: JSONValue, status: Int, id: String) -> WebAnswer {
        let headers: WebHeaders = [
            "Content-Type": "application/cbor", "smithy-protocol": "rpc-v2-cbor", "x-amzn-RequestId": id,
        ]
        return WebAnswer(status: status, headers: headers, body: .bytes(CBORWriter.bytes(of: body, times: times)))
    }

    private static func parsed(_ result: [UInt8]) throws(ServiceFault) -> JSONValue {
        do {
            return try JSONValue(parsing: result)
        } catch {
            throw ServiceFault("InternalServiceFault", "The answer cannot be read: \(error).", status: 500)
        }
    }

    /// With dates in place of the seconds of times, as XML writes them.
    private static func dated(_ value: JSONValue, isTime: Bool) -> JSONValue {
        switch value {
        case .object(let object):
            .object(JSONObject(object.members.map { ($0.key, dated($0.value, isTime: times.contains($0.key))) }))
        case .array(let values): .array(values.map { dated($0, isTime: isTime) })
        case .number(let number) where isTime:
            Instant(epochSeconds: number.double).map { .string($0.wholeSeconds) } ?? value
        case .null, .bool, .number, .string: value
        }
    }
}
