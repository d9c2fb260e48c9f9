import AWSClient
import Time

/// A record with a property of every kind that an item may have.
struct Sample: Codable, Equatable {
    enum State: String, Codable, CaseIterable { case requested, uploaded, processed }

    struct Part: Codable, Equatable {
        var index: Int
        var note: String?
    }

    var id: UUID
    var name: String
    var size: Int64
    var count: UInt64
    var ratio: Double
    var isSealed: Bool
    var state: State
    var digest: [UInt8]
    /// To the millisecond, as its text has it.
    var createdAt: Instant
    var engines: Set<String>
    var chunks: Set<Int>
    var parts: [Part]
    var labels: [String: String]
    var exact: AttributeValue
    var error: String?
}

extension Sample {
    init(_ draw: inout Draw) {
        let engines = (0..<draw.number(0..<5)).map { _ in draw.weird(1...8) }
        let chunks = (0..<draw.number(0..<5)).map { _ in draw.number(-1_000..<1_000) }
        let labels = (0..<draw.number(0..<4)).map { ("k\($0)", draw.weird(0...8)) }
        self.init(
            id: UUID.v5(namespace: .oid, name: draw.weird(0...8)),
            name: draw.weird(0...20),
            size: draw.one(of: [.min, .max, 0, Int64(draw.number(Int.min..<Int.max))]),
            count: draw.one(of: [.max, 0, UInt64(draw.number(0..<Int.max))]),
            ratio: draw.one(of: [0, -0.5, 1e125, 1e-130, 5e15, Double(draw.number(0..<Int.max)) / 1e7]),
            isSealed: draw.chance(0.5),
            state: draw.one(of: State.allCases),
            digest: Array(draw.weird(0...20).utf8),
            createdAt: Instant(millisecondsSinceEpoch: Int64(draw.number(0..<4_000_000_000_000))),
            engines: Set(engines),
            chunks: Set(chunks),
            parts: (0..<draw.number(0..<4)).map { Part(index: $0, note: draw.chance(0.5) ? draw.weird(0...8) : nil) },
            labels: Dictionary(labels) { first, _ in first },
            exact: draw.one(of: [.null, .number("1e125"), .map(["a": .list([.bool(true)])]), .binarySet([[1]])]),
            error: draw.chance(0.5) ? draw.weird(0...8) : nil
        )
    }
}
