/// What the header fields say of the exchange itself.
struct FieldMeanings {
    private(set) var host: ArraySlice<UInt8>?
    private(set) var wantsClose = false
    private(set) var wantsKeepAlive = false
    private(set) var expectsContinue = false
    private var length: ArraySlice<UInt8>?
    private var coding: ArraySlice<UInt8>?

    /// Of what frames the message there is one or none: two, even equal ones, are how requests are smuggled.
    mutating func take(_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) throws(RequestFault) {
        switch name.count {
        case 4 where name.isSame(as: "host"):
            guard host == nil else { throw .malformed("there is more than one Host") }
            host = value
        case 6 where name.isSame(as: "expect"):
            guard value.isSame(as: "100-continue") else { throw .unknownExpectation }
            expectsContinue = true
        case 10 where name.isSame(as: "connection"):
            for word in value.split(separator: UInt8(ascii: ",")).lazy.map(\.trimmed) {
                if word.isSame(as: "close") { wantsClose = true }
                if word.isSame(as: "keep-alive") { wantsKeepAlive = true }
            }
        case 14 where name.isSame(as: "content-length"):
            guard length == nil else { throw .malformed("there is more than one Content-Length") }
            length = value
        case 17 where name.isSame(as: "transfer-encoding"):
            guard coding == nil else { throw .malformed("there is more than one Transfer-Encoding") }
            coding = value
        default: break
        }
    }

    func framing(isHTTP10: Bool) throws(RequestFault) -> RequestFraming {
        if let coding {
            guard length == nil else { throw .malformed("both Content-Length and Transfer-Encoding") }
            guard !isHTTP10 else { throw .malformed("HTTP/1.0 has no Transfer-Encoding") }
            guard coding.isSame(as: "chunked") else { throw .notImplemented("a transfer coding other than chunked") }
            return .chunked
        }
        guard let length else { return .none }
        guard !length.isEmpty, length.allSatisfy(\.isDigit) else { throw .malformed("the Content-Length") }
        let number = length.reduce(0) { sum, digit in
            // Once it is far too long it may stay so: no more digits, no overflow.
            sum > Int.max / 100 ? sum : sum * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return number == 0 ? .none : .length(number)
    }
}
