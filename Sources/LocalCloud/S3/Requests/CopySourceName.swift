import AWSClient

/// What `x-amz-copy-source` names: `bucket/key?versionId=id`, percent-encoded, with a slash before it or without.
struct CopySourceName: Equatable {
    let bucket: String
    let key: ObjectKey
    let versionID: String?

    init(_ text: String) throws(ServiceFault) {
        // A `?` of the key itself comes encoded.
        let mark = text.utf8.firstIndex(of: UInt8(ascii: "?")) ?? text.utf8.endIndex
        let query = QueryItems(text.utf8[mark...].dropFirst(), plusIsSpace: false)
        guard let path = String(validating: PercentEncoding.decode(text.utf8[..<mark]), as: UTF8.self) else {
            throw Self.malformed
        }
        let name = path.hasPrefix("/") ? path.dropFirst() : Substring(path)
        guard let slash = name.utf8.firstIndex(of: UInt8(ascii: "/")) else { throw Self.malformed }
        bucket = String(name[..<slash])
        key = try S3Call.key(String(Substring(name.utf8[slash...].dropFirst())))
        versionID = query["versionId"]
        if bucket.isEmpty { throw Self.malformed }
    }

    private static var malformed: ServiceFault {
        .s3(.invalidArgument, "Copy Source must mention the source bucket and key: sourcebucket/sourcekey")
    }
}
