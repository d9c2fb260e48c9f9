/// How an answer writes keys.
///
/// A listing is asked for with `encoding-type=url`, without which a key with a control in it would be no XML. S3 says
/// that it did so; a server that is like S3 may not, and means its keys as they are.
struct KeyEncoding {
    private let isURL: Bool

    init(_ answer: XMLElement) {
        isURL = answer.text(at: "EncodingType") == "url"
    }

    func key(_ text: String) throws(S3Failure) -> String {
        guard isURL else { return text }
        let spaced = text.utf8.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        guard let key = String(validating: PercentEncoding.decode(spaced), as: UTF8.self) else {
            throw .unreadable("a key is no UTF-8")
        }
        return key
    }
}
