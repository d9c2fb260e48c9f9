/// Takes a chunked body apart as its bytes arrive (RFC 9112, section 7.1).
///
/// Extensions and trailers are passed over: the Runtime API gives them no meaning.
struct ChunkedBody {
    private(set) var body: [UInt8] = []
    private(set) var isComplete = false
    private var state = State.size(0, digits: 0)
    /// Bytes of the size line or of the trailers so far, which have a limit.
    private var overhead = 0

    private enum State {
        case size(Int, digits: Int)
        case `extension`(Int)
        case data(Int)
        case dataEnd
        case trailer(isEmpty: Bool)
    }

    /// Takes bytes until they are used up or the body is complete; returns how many were taken.
    mutating func feed(_ bytes: ArraySlice<UInt8>) throws(WireFault) -> Int {
        var index = bytes.startIndex
        while index < bytes.endIndex, !isComplete {
            if case .data(let left) = state {
                let end = min(bytes.endIndex, index + left)
                body.append(contentsOf: bytes[index..<end])
                state = end - index == left ? .dataEnd : .data(left - (end - index))
                index = end
            } else {
                try take(bytes[index])
                index += 1
            }
        }
        return index - bytes.startIndex
    }

    private mutating func take(_ byte: UInt8) throws(WireFault) {
        overhead += 1
        switch state {
        case .size(let size, let digits): try takeSize(byte, size, digits)
        case .extension(let size):
            guard overhead <= WireLimits.chunkLine else { throw .tooLong("chunk line", limit: WireLimits.chunkLine) }
            if byte == LineFeed.byte { begin(size) }
        case .data: break
        case .dataEnd:
            if byte == LineFeed.byte {
                overhead = 0
                state = .size(0, digits: 0)
            } else if byte != LineFeed.carriageReturn {
                throw .malformed("a chunk's end")
            }
        case .trailer(let isEmpty):
            guard overhead <= WireLimits.head else { throw .tooLong("trailer", limit: WireLimits.head) }
            if byte == LineFeed.byte {
                isComplete = isEmpty
                state = .trailer(isEmpty: true)
            } else if byte != LineFeed.carriageReturn {
                state = .trailer(isEmpty: false)
            }
        }
    }

    private mutating func takeSize(_ byte: UInt8, _ size: Int, _ digits: Int) throws(WireFault) {
        if let digit = byte.hexDigit {
            let grown = size * 16 + digit
            // The limit keeps the product far from where it could overflow.
            guard body.count + grown <= WireLimits.body else { throw .tooLong("body", limit: WireLimits.body) }
            guard overhead <= WireLimits.chunkLine else { throw .tooLong("chunk line", limit: WireLimits.chunkLine) }
            state = .size(grown, digits: digits + 1)
        } else if digits == 0 {
            throw .malformed("a chunk's size")
        } else if byte == LineFeed.byte {
            begin(size)
        } else if [UInt8(ascii: ";"), UInt8(ascii: " "), UInt8(ascii: "\t"), LineFeed.carriageReturn].contains(byte) {
            state = .extension(size)
        } else {
            throw .malformed("a chunk's size")
        }
    }

    private mutating func begin(_ size: Int) {
        overhead = 0
        state = size == 0 ? .trailer(isEmpty: true) : .data(size)
    }
}

extension UInt8 {
    fileprivate var hexDigit: Int? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(self - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(self - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(self - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
