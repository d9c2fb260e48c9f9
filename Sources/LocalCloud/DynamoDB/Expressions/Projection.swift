import AWSClient

/// Which attributes, and parts of them, an answer holds.
struct Projection: Equatable, Sendable {
    let paths: [DocumentPath]

    /// What of an item it shows: the elements of a list keep their order and close up.
    func shown(of item: Item) -> Item {
        var shown = Item()
        let names = Set(paths.map(\.attribute))
        for name in names {
            let ways = paths.filter { $0.attribute == name }.map { $0.rest[...] }
            if let value = item[name] { shown[name] = Self.part(of: value, at: ways) }
        }
        return shown
    }

    /// Nil where none of the ways leads anywhere.
    private static func part(of value: AttributeValue, at ways: [ArraySlice<DocumentPath.Step>]) -> AttributeValue? {
        if ways.contains(where: \.isEmpty) { return value }
        switch value {
        case .map(let map):
            var part: [String: AttributeValue] = [:]
            for (name, value) in map {
                part[name] = self.part(of: value, along: .attribute(name), of: ways)
            }
            return part.isEmpty ? nil : .map(part)
        case .list(let list):
            let part = list.indices.compactMap { self.part(of: list[$0], along: .element($0), of: ways) }
            return part.isEmpty ? nil : .list(part)
        case .string, .number, .binary, .bool, .null, .stringSet, .numberSet, .binarySet: return nil
        }
    }

    private static func part(
        of value: AttributeValue,
        along step: DocumentPath.Step,
        of ways: [ArraySlice<DocumentPath.Step>]
    ) -> AttributeValue? {
        let rest = ways.filter { $0.first == step }.map { $0.dropFirst() }
        return rest.isEmpty ? nil : part(of: value, at: rest)
    }
}

extension ExpressionParser {
    /// All of the expression, which is a projection.
    mutating func wholeProjection() throws(ExpressionFault) -> Projection {
        var paths = [try path()]
        while take(.comma) { paths.append(try path()) }
        try expectEnd()
        try kind.check(paths)
        return Projection(paths: paths)
    }
}
