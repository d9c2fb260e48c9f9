package import Domain

/// How a vendor's engine is asked over HTTP and what its answer means: a row of data, not code.
///
/// What the row does not know is `failure`, never clean.
package struct AnswerRow: Sendable, Equatable {
    /// Behind the engine's address; `/` is its own.
    package var target = "/"
    /// Where the answer's word for its finding is; without one the engine analyses, and finds nothing bad.
    package var verdict: AnswerPlace?
    /// What the words mean.
    package var categories: [String: Category] = [:]
    /// Where the number of bytes is that the engine has looked at: it must be all of them.
    package var size: AnswerPlace?
    /// Where its description is; without one the text is the whole answer of an engine that analyses.
    package var text: AnswerPlace?
    package var engineVersion: AnswerPlace?
    package var signatureVersion: AnswerPlace?

    package init() {}

    /// Engines that take the file and answer what they found out, as `{"size": 12345}`.
    ///
    /// That the size is right shows that they have read the whole.
    package static let analysis: AnswerRow = {
        var row = AnswerRow()
        row.size = AnswerPlace("size")
        row.engineVersion = AnswerPlace("version")
        return row
    }()

    /// A row by which no answer could ever be told from another.
    package var saysNothing: Bool { (verdict == nil || categories.isEmpty) && size == nil }
}

extension AnswerRow: Decodable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case target, verdict, categories, size, text
        case engineVersion = "engine_version"
        case signatureVersion = "signature_version"
    }

    private struct AnyName: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// A member that nobody knows is a slip of the pen, and what it was to say would be missed.
    package init(from decoder: any Decoder) throws {
        let known = Set(CodingKeys.allCases.map(\.rawValue))
        let names = try decoder.container(keyedBy: AnyName.self).allKeys.map(\.stringValue)
        guard known.isSuperset(of: names) else { throw Self.malformed(decoder, "it has a member that no row has") }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        target = try container.decodeIfPresent(String.self, forKey: .target) ?? target
        verdict = try container.decodeIfPresent(AnswerPlace.self, forKey: .verdict)
        categories = try container.decodeIfPresent([String: Category].self, forKey: .categories) ?? [:]
        size = try container.decodeIfPresent(AnswerPlace.self, forKey: .size)
        text = try container.decodeIfPresent(AnswerPlace.self, forKey: .text)
        engineVersion = try container.decodeIfPresent(AnswerPlace.self, forKey: .engineVersion)
        signatureVersion = try container.decodeIfPresent(AnswerPlace.self, forKey: .signatureVersion)
        guard target.utf8.first == UInt8(ascii: "/"), !saysNothing else {
            throw Self.malformed(decoder, "it can tell no answer from another")
        }
    }

    private static func malformed(_ decoder: any Decoder, _ reason: String) -> DecodingError {
        .dataCorrupted(DecodingError.Context(codingPath: decoder.codingPath, debugDescription: reason))
    }
}
