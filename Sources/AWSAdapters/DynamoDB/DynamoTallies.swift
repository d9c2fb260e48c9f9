import AWSClient
package import Domain
package import Ports

/// Keeps sets that only grow in DynamoDB, which adds to a set without looking at what is in it.
///
/// Each set is an item of its own beside the record, so that a save of the record cannot undo an addition.
package struct DynamoTallies: Tallies, InTable {
    var table: DynamoTable

    package init(_ table: DynamoTable) {
        self.table = table
    }

    package func add(_ chunks: Set<Chunk>, to document: DocumentID) async throws(PortError) -> ChunkTally {
        let key = DocumentPart.key(document, DocumentPart.chunks)
        return try tally(try await grow(key, [Self.seen: chunks.map(\.stored).sorted()]), document)
    }

    package func chunks(of document: DocumentID) async throws(PortError) -> ChunkTally {
        try tally(try await table.item(DocumentPart.key(document, DocumentPart.chunks)) ?? [:], document)
    }

    package func add(
        expected: Set<EngineName>,
        finished: Set<EngineName>,
        to document: DocumentID,
        round: Int
    ) async throws(PortError) -> RoundTally {
        let sets = [Self.expected: expected.map(\.text).sorted(), Self.finished: finished.map(\.text).sorted()]
        return try tally(try await grow(DocumentPart.key(document, DocumentPart.round(round)), sets), document, round)
    }

    package func round(_ round: Int, of document: DocumentID) async throws(PortError) -> RoundTally {
        let item = try await table.item(DocumentPart.key(document, DocumentPart.round(round)))
        return try tally(item ?? [:], document, round)
    }

    private static let seen = "seen"
    private static let expected = "expected"
    private static let finished = "finished"

    /// The item with all its sets, after what is new in them was added.
    private func grow(_ key: Item, _ sets: [String: [String]]) async throws(PortError) -> Item {
        // A set cannot be empty: what has nothing to add only looks.
        let additions = sets.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
        guard !additions.isEmpty else { return try await table.item(key) ?? [:] }
        let change = Change(
            "ADD " + additions.map { "#\($0.key) :\($0.key)" }.joined(separator: ", "),
            Dictionary(uniqueKeysWithValues: additions.map { (":\($0.key)", .stringSet($0.value)) })
        )
        switch try await table.update(key, change, returning: .allNew, isIdempotent: true) {
        case .written(let item): return item
        case .refused: return [:]
        }
    }

    private func tally(_ item: Item, _ document: DocumentID) throws(PortError) -> ChunkTally {
        var seen: Set<Chunk> = []
        for text in try strings(item, Self.seen, .chunks(document)) {
            guard let chunk = Chunk(stored: text) else { throw .malformed(.chunks(document), reason: "an odd chunk") }
            seen.insert(chunk)
        }
        return ChunkTally(seen: seen)
    }

    private func tally(_ item: Item, _ document: DocumentID, _ round: Int) throws(PortError) -> RoundTally {
        RoundTally(
            round: round,
            expected: try engines(item, Self.expected, .round(document, round)),
            finished: try engines(item, Self.finished, .round(document, round))
        )
    }

    private func engines(_ item: Item, _ name: String, _ thing: Thing) throws(PortError) -> Set<EngineName> {
        var engines: Set<EngineName> = []
        for text in try strings(item, name, thing) {
            do throws(InvalidName) {
                engines.insert(try EngineName(text))
            } catch {
                throw .malformed(thing, reason: "\(error)")
            }
        }
        return engines
    }

    private func strings(_ item: Item, _ name: String, _ thing: Thing) throws(PortError) -> [String] {
        switch item[name] {
        case nil: return []
        case .stringSet(let strings): return strings
        case .some: throw .malformed(thing, reason: "\(name) is no set of strings")
        }
    }
}

extension Chunk {
    /// Index, size and hash in one element of a set: two contents of one index are two elements.
    fileprivate var stored: String { "\(index):\(size.bytes):\(sha256)" }

    fileprivate init?(stored: String) {
        let parts = stored.split(separator: ":", omittingEmptySubsequences: false)
        guard
            parts.count == 3, let index = Int(parts[0]), let size = Int64(parts[1]),
            let sha256 = FileHash(hex: String(parts[2]))
        else { return nil }
        self.init(index: index, size: ByteCount(size), sha256: sha256)
    }
}
