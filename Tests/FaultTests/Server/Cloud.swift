import AWSClient
import Crypto
import Encoding
import TestKit
import Time

/// What the services behind a misbehaving server do, and what they say where nothing goes wrong.
enum Cloud {
    static let object: [UInt8] = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 9) }
    private static let objectChecksum = {
        var sum = Crypto.CRC32()
        sum.update(object)
        return Base64.encode(sum.bytes)
    }()

    /// Nil where the request may be acted on.
    static func refusal(of request: FaultyRequest, _ ledger: inout Ledger) -> Answer? {
        if let signature = request.signature { ledger.signatures.insert(signature) }
        // Whoever asks for credentials has nothing to sign with.
        guard let date = request.date else { return nil }
        let difference = date - ledger.now
        if difference > .seconds(300) || difference < .seconds(-300) {
            ledger.skewRefusals += 1
            switch request.operation {
            case .s3: return .error("403 Forbidden", "RequestTimeTooSkewed", for: request)
            case .query: return .error("403 Forbidden", "SignatureDoesNotMatch", for: request)
            case .json: return .error("400 Bad Request", "InvalidSignatureException", for: request)
            }
        }
        if request.accessKeyID != Identity.accessKeyID(ledger.generation) {
            ledger.expiryRefusals += 1
            switch request.operation {
            case .s3: return .error("400 Bad Request", "ExpiredToken", for: request)
            case .query: return .error("403 Forbidden", "ExpiredToken", for: request)
            case .json: return .error("400 Bad Request", "ExpiredTokenException", for: request)
            }
        }
        return nil
    }

    /// Does what is asked, unless it is not to be done, and says that it was.
    static func answer(_ request: FaultyRequest, call: Int, isDone: Bool, _ ledger: inout Ledger) -> Answer {
        switch request.operation {
        case .query("Publish"): publish(call: call, isDone: isDone, &ledger)
        case .query: Answer("200 OK", [], Identity.document(ledger.generation))
        case .s3: object(request, call: call, isDone: isDone, &ledger)
        case .json(let operation): json(operation, call: call, isDone: isDone, &ledger)
        }
    }

    private static func publish(call: Int, isDone: Bool, _ ledger: inout Ledger) -> Answer {
        if isDone { ledger.effects[call, default: 0] += 1 }
        let result = "<PublishResult><MessageId>m-\(call)</MessageId></PublishResult>"
        return Answer("200 OK", [], "<PublishResponse>\(result)</PublishResponse>")
    }

    private static func json(_ operation: String, call: Int, isDone: Bool, _ ledger: inout Ledger) -> Answer {
        let changes = ["AmazonSQS.SendMessage", "AmazonSQS.DeleteMessage", "DynamoDB_20120810.UpdateItem"]
        if isDone, changes.contains(operation) { ledger.effects[call, default: 0] += 1 }
        switch operation {
        case "AmazonSQS.SendMessage": return Answer("200 OK", [], #"{"MessageId":"m-\#(call)"}"#)
        case "AmazonSQS.ReceiveMessage":
            let message = #"{"MessageId":"m","ReceiptHandle":"h","Body":"call-\#(call)"}"#
            return Answer("200 OK", [], #"{"Messages":[\#(message)]}"#)
        case "AmazonSQS.DeleteMessage": return Answer()
        case "DynamoDB_20120810.GetItem": return checked(#"{"Item":{"id":{"S":"call-\#(call)"},"n":{"N":"7"}}}"#)
        case "DynamoDB_20120810.UpdateItem": return checked(#"{"Attributes":{"n":{"N":"1"}}}"#)
        case "secretsmanager.GetSecretValue":
            let value = #""SecretString":"\#(Identity.secretValue)""#
            return Answer("200 OK", [], #"{"ARN":"a","Name":"call-\#(call)","VersionId":"v",\#(value)}"#)
        default: return Answer("404 Not Found")
        }
    }

    private static func checked(_ text: String) -> Answer {
        Answer("200 OK", [("x-amz-crc32", "\(Crypto.CRC32.checksum(of: Array(text.utf8)))")], text)
    }

    private static func object(_ request: FaultyRequest, call: Int, isDone: Bool, _ ledger: inout Ledger) -> Answer {
        let headers = request.recorded.headers
        if request.recorded.method == "GET" { return part(headers["range"]) }
        if request.recorded.method == "POST" || headers["x-amz-copy-source"] != nil {
            if isDone { ledger.effects[call, default: 0] += 1 }
            let name = request.recorded.method == "POST" ? "CompleteMultipartUploadResult" : "CopyObjectResult"
            return Answer("200 OK", [], "<\(name)><ETag>&quot;e&quot;</ETag></\(name)>")
        }
        if headers["if-none-match"] == "*", ledger.stored[call] != nil {
            return .error("412 Precondition Failed", "PreconditionFailed", for: request)
        }
        if isDone {
            ledger.effects[call, default: 0] += 1
            ledger.stored[call] = request.content == Deed.content(call)
        }
        return Answer("200 OK", [("ETag", "\"e\"")])
    }

    private static func part(_ range: String?) -> Answer {
        let bounds = range?.dropFirst("bytes=".count).split(separator: "-").compactMap { Int($0) } ?? []
        var answer = Answer("200 OK", [("ETag", "\"e\"")])
        if bounds.count == 2, bounds[0] <= bounds[1], bounds[1] < object.count {
            answer.status = "206 Partial Content"
            answer.headers.append(("Content-Range", "bytes \(bounds[0])-\(bounds[1])/\(object.count)"))
            answer.body = Array(object[bounds[0]...bounds[1]])
        } else {
            answer.headers.append(("x-amz-checksum-crc32", objectChecksum))
            answer.body = object
        }
        return answer
    }
}

/// The credentials that the server gives out, and all that must never be read anywhere.
enum Identity {
    static let webIdentityToken = "HUSH-WEB-IDENTITY-TOKEN"
    static let secretValue = "HUSH-SECRET-VALUE"

    static func accessKeyID(_ generation: Int) -> String { "ASIAGENERATION\(generation)" }

    static func document(_ generation: Int) -> String {
        """
        <AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>\
        <AccessKeyId>\(accessKeyID(generation))</AccessKeyId>\
        <SecretAccessKey>HUSH-SECRET-KEY-\(generation)</SecretAccessKey>\
        <SessionToken>HUSH-SESSION-TOKEN-\(generation)</SessionToken>\
        <Expiration>\((SystemClock().now + .seconds(7_200)).rfc3339)</Expiration>\
        </Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
        """
    }
}
