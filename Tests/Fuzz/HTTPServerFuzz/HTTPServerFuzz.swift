import FuzzDriver
import Glibc
import HTTPServer

/// A connection's bytes as a server reads them: heads and bodies in turn, until something is refused or all is read.
///
/// However the bytes are cut into pieces, the same requests must come out.
@main enum HTTPServerFuzz {
    static func main() {
        exit(
            runFuzzer { bytes, count in
                HTTPServerFuzz.attempt(Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        )
    }

    /// The first byte chooses the size of the pieces; the others are what arrives.
    private static func attempt(_ input: [UInt8]) {
        guard let choice = input.first else { return }
        let bytes = input.dropFirst()
        let whole = read(bytes, pieceSize: .max)
        let pieces = read(bytes, pieceSize: Int(choice % 16) + 1)
        precondition(whole.requests == pieces.requests, "the pieces make other requests")
        precondition(whole.bodies == pieces.bodies, "the pieces make other bodies")
        precondition(whole.fault?.status == pieces.fault?.status, "the pieces make another fault")
    }

    private struct Outcome {
        var requests: [RequestHead] = []
        var bodies: [[UInt8]] = []
        var fault: RequestFault?
    }

    private static func read(_ bytes: ArraySlice<UInt8>, pieceSize: Int) -> Outcome {
        var limits = ServerLimits()
        // Low enough for the fuzzer to reach them.
        (limits.requestLine, limits.head, limits.fieldCount) = (256, 1_024, 8)
        (limits.body, limits.chunkLine, limits.trailer) = (4_096, 32, 64)
        var outcome = Outcome()
        var arrival = Arrival(left: bytes, pieceSize: pieceSize)
        var reader = HeadReader(limits: limits)
        do throws(RequestFault) {
            while let head = try arrival.head(by: &reader) {
                outcome.requests.append(head)
                precondition(!head.target.isEmpty && !head.method.isEmpty, "a request has a method and a target")
                outcome.bodies.append([])
                var body = try BodyReader(head.framing, limits: limits)
                while let piece = try arrival.piece(by: &body) {
                    outcome.bodies[outcome.bodies.count - 1] += piece
                    precondition(piece.count <= 64, "a piece is no longer than was asked for")
                }
                guard body.isAtEnd else { break }
            }
        } catch {
            outcome.fault = error
        }
        return outcome
    }
}

/// Bytes that come piece by piece.
private struct Arrival {
    var left: ArraySlice<UInt8>
    let pieceSize: Int
    var inbox = Inbox()

    init(left: ArraySlice<UInt8>, pieceSize: Int) {
        self.left = left
        self.pieceSize = pieceSize
    }

    mutating func head(by reader: inout HeadReader) throws(RequestFault) -> RequestHead? {
        while true {
            if let head = try reader.next(from: &inbox) { return head }
            guard arrive() else { return nil }
        }
    }

    mutating func piece(by reader: inout BodyReader) throws(RequestFault) -> [UInt8]? {
        while true {
            switch try reader.next(from: &inbox, atMost: 64) {
            case .bytes(let bytes): return bytes
            case .end: return nil
            case .later: guard arrive() else { return nil }
            }
        }
    }

    private mutating func arrive() -> Bool {
        if left.isEmpty { return false }
        inbox.append(left.prefix(pieceSize))
        left = left.dropFirst(pieceSize)
        return true
    }
}
