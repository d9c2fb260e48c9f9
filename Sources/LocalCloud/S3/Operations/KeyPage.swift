import AWSClient

/// Which keys of a bucket a listing asks for.
struct KeyQuery: Sendable {
    let prefix: String
    /// Nil where nothing is told together.
    let delimiter: String?
    let limit: Int
    /// Where the page begins: the first bytes that a key may have.
    var start: [UInt8]
}

/// A page of keys, in the order of their bytes.
struct KeyPage: Sendable {
    enum Entry: Sendable {
        case versions([ObjectVersion])
        case commonPrefix(String)
    }

    private(set) var entries: [Entry] = []
    private(set) var isTruncated = false
    /// The last key or prefix that is told.
    private(set) var last: String?
    /// Of the last version that is told, where versions are listed.
    private(set) var lastVersionID: String?

    /// `versions` are those of a key that are to be told; a key with none is passed over.
    init(_ query: KeyQuery, of keys: KeyOrder, versions: (ObjectKey) -> [ObjectVersion]) {
        let prefix = Array(query.prefix.utf8)
        var next = prefix.lexicographicallyPrecedes(query.start) ? query.start : prefix
        var count = 0
        while let key = keys.first(from: next), key.text.utf8.starts(with: prefix) {
            let common = Self.commonPrefix(of: key, prefix, query.delimiter)
            next = common.map { Array($0.utf8) + [0xFF] } ?? Array(key.text.utf8) + [0]
            let told = versions(key)
            if told.isEmpty {
                // Behind a key that is not told there may be one that is, under the same prefix.
                next = Array(key.text.utf8) + [0]
                continue
            }
            if count >= query.limit {
                isTruncated = query.limit > 0
                return
            }
            if let common {
                entries.append(.commonPrefix(common))
                last = common
                lastVersionID = nil
                count += 1
                continue
            }
            let page = Array(told.prefix(query.limit - count))
            entries.append(.versions(page))
            last = key.text
            lastVersionID = page.last?.id
            count += page.count
            if page.count < told.count {
                isTruncated = true
                return
            }
        }
    }

    var count: Int {
        entries.reduce(0) { count, entry in
            switch entry {
            case .versions(let versions): count + versions.count
            case .commonPrefix: count + 1
            }
        }
    }

    var commonPrefixes: [String] {
        entries.compactMap { entry in
            guard case .commonPrefix(let prefix) = entry else { return nil }
            return prefix
        }
    }

    var versions: [ObjectVersion] {
        entries.flatMap { entry -> [ObjectVersion] in
            guard case .versions(let versions) = entry else { return [] }
            return versions
        }
    }

    /// Up to the first delimiter behind the prefix, that included.
    static func commonPrefix(of key: ObjectKey, _ prefix: [UInt8], _ delimiter: String?) -> String? {
        guard let delimiter, let first = delimiter.utf8.first else { return nil }
        let bytes = Array(key.text.utf8)
        var index = prefix.count
        while let found = bytes[index...].firstIndex(of: first) {
            if bytes[found...].starts(with: delimiter.utf8) {
                return String(validating: bytes[..<(found + delimiter.utf8.count)], as: UTF8.self)
            }
            index = found + 1
        }
        return nil
    }
}
