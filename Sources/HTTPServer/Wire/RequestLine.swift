/// Method, target and version (RFC 9112, section 3).
struct RequestLine {
    let method: String
    let target: String
    /// Of an absolute target, which a proxy is sent: it stands in the place of Host.
    let authority: ArraySlice<UInt8>?
    let minorVersion: UInt8

    /// Takes the line without its end.
    init(_ line: ArraySlice<UInt8>) throws(RequestFault) {
        guard let first = line.firstIndex(of: .space), let last = line.lastIndex(of: .space), first < last else {
            throw .malformed("the request line")
        }
        let name = line[..<first]
        guard !name.isEmpty, name.allSatisfy(\.isTokenPart) else { throw .malformed("the method") }
        method = String(decoding: name, as: UTF8.self)
        minorVersion = try Self.minorVersion(line[(last + 1)...])
        if method == "CONNECT" { throw .notImplemented("CONNECT") }
        let whole = line[(first + 1)..<last]
        guard !whole.isEmpty, whole.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { throw .malformed("the target") }
        let (authority, rest) = try Self.split(whole, method: method)
        guard let text = String(validating: rest, as: UTF8.self) else { throw .malformed("the target") }
        self.authority = authority
        target = rest.first == UInt8(ascii: "?") || rest.isEmpty ? "/" + text : text
    }

    /// Any version 1.x speaks as 1.1 does (RFC 9110, section 2.5).
    private static func minorVersion(_ version: ArraySlice<UInt8>) throws(RequestFault) -> UInt8 {
        let start = version.startIndex
        guard version.count == 8, version.prefix(5).elementsEqual("HTTP/".utf8), version[start + 5].isDigit,
            version[start + 6] == UInt8(ascii: "."), version[start + 7].isDigit
        else { throw .malformed("the version") }
        guard version[start + 5] == UInt8(ascii: "1") else { throw .unknownVersion }
        return version[start + 7] - UInt8(ascii: "0")
    }

    /// The four forms of a target less CONNECT's: a path, an absolute URL, and a star for OPTIONS.
    private static func split(
        _ target: ArraySlice<UInt8>,
        method: String
    ) throws(RequestFault) -> (authority: ArraySlice<UInt8>?, rest: ArraySlice<UInt8>) {
        if target.first == UInt8(ascii: "/") { return (nil, target) }
        if target.elementsEqual("*".utf8), method == "OPTIONS" { return (nil, target) }
        guard target.prefix(7).isSame(as: "http://") else { throw .malformed("the target") }
        let address = target.dropFirst(7)
        let end = address.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? address.endIndex
        guard end > address.startIndex else { throw .malformed("the target") }
        return (address[..<end], address[end...])
    }
}
