import AWSClient
import Crypto
import HTTP
import JSON
import Time

/// The fields of a browser's form, before its file.
struct PostedForm {
    /// Names in lower case; of two of one name the first.
    let fields: [String: String]
    let key: ObjectKey
    let caller: Caller
    /// The sizes that the policy allows.
    let sizes: ClosedRange<Int>

    /// Checks the policy and its signature, and fills in what the form leaves to S3.
    init(_ decoder: FormDecoder, bucket: String, ground: Ground, at now: Instant) throws(ServiceFault) {
        var fields: [String: String] = [:]
        for field in decoder.fields where fields[field.name.lowercased()] == nil {
            fields[field.name.lowercased()] = field.value
        }
        guard let template = fields["key"] else {
            throw .s3(
                .invalidArgument,
                "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the "
                    + "fields."
            )
        }
        if fields["tagging"] != nil { throw .notEmulated("The field tagging of a form") }
        guard let policyText = fields["policy"] else { throw .s3(.accessDenied) }
        let policy = try PolicyDocument(policyText)
        caller = try Self.signer(of: policyText, fields, ground, at: now)
        // Where the form goes is its bucket, whatever it says.
        var checked = fields
        checked["bucket"] = bucket
        try policy.check(checked, at: now)
        sizes = policy.sizes
        let name = decoder.fileName.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        key = try S3Call.key(Self.filled(template, name))
        self.fields = fields
    }

    /// The fields that an upload by PUT has as headers.
    var headers: WebHeaders {
        var headers = WebHeaders()
        for (name, value) in fields.sorted(by: { $0.key < $1.key })
        where Self.stored.contains(name) || name.hasPrefix("x-amz-meta-") || name.hasPrefix("x-amz-checksum-")
            || Self.acted.contains(where: { name.hasPrefix($0) })
        {
            headers.add(name, value)
        }
        if let acl = fields["acl"] { headers.add("x-amz-acl", acl) }
        return headers
    }

    private static func signer(
        of policy: String,
        _ fields: [String: String],
        _ ground: Ground,
        at now: Instant
    ) throws(ServiceFault) -> Caller {
        guard fields["x-amz-algorithm"] == "AWS4-HMAC-SHA256" else {
            throw .s3(.invalidArgument, "The form is not signed by AWS4-HMAC-SHA256, which is all that is taken.")
        }
        let scope = (fields["x-amz-credential"] ?? "").split(separator: "/", omittingEmptySubsequences: false)
        guard scope.count >= 5, scope.last == "aws4_request", scope[scope.count - 2] == "s3",
            let stamp = fields["x-amz-date"], let date = Instant(basicISO8601: stamp),
            scope[scope.count - 4] == stamp.prefix(8), scope[scope.count - 3] == ground.place.region[...]
        else { throw .s3(.invalidArgument, "The form's x-amz-credential or x-amz-date is malformed.") }
        let accessKeyID = scope.dropLast(4).joined(separator: "/")
        guard let holder = ground.keys[accessKeyID] else {
            throw ServiceFault(
                "InvalidAccessKeyId",
                "The AWS Access Key Id you provided does not exist in our records.",
                status: 403,
                details: ["AWSAccessKeyId": .string(accessKeyID)]
            )
        }
        let credentials = holder.credentials
        guard credentials.sessionToken?.revealed == fields["x-amz-security-token"] else {
            throw ServiceFault("InvalidToken", "The provided token is malformed or otherwise invalid.")
        }
        if let end = credentials.expiration, end <= now {
            throw ServiceFault("ExpiredToken", "The provided token has expired.")
        }
        let expected = Signer(region: ground.place.region, service: "s3", keys: SigningKeys())
            .signature(ofPolicy: policy, with: credentials, at: date)
        guard ConstantTime.equal(Array(expected.utf8), Array((fields["x-amz-signature"] ?? "").utf8)) else {
            throw ServiceFault(
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your key and "
                    + "signing method.",
                status: 403
            )
        }
        return holder.caller
    }

    /// With the file's name where the form has a place for it.
    private static func filled(_ template: String, _ name: String) -> String {
        let mark = Array("${filename}".utf8)
        var rest = Array(template.utf8)[...]
        var filled: [UInt8] = []
        while let byte = rest.first {
            if rest.starts(with: mark) {
                filled += name.utf8
                rest = rest.dropFirst(mark.count)
            } else {
                filled.append(byte)
                rest.removeFirst()
            }
        }
        return String(decoding: filled, as: UTF8.self)
    }

    private static let stored: Set<String> = [
        "content-type", "content-encoding", "content-disposition", "cache-control", "expires", "content-language",
    ]
    /// What is stored otherwise, or refused.
    private static let acted = [
        "x-amz-storage-class", "x-amz-server-side-encryption", "x-amz-website-redirect-location", "x-amz-object-lock-",
        "x-amz-tagging",
    ]
}
