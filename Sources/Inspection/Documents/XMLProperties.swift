/// Elements that hold one text each: the first of every name.
struct XMLProperties {
    private var texts: [(name: String, text: String)] = []
    private var current: XMLScanner.Element?

    /// Real documents have some tens of properties.
    private static let most = 200
    /// Tags and texts together: each name is compared with those before it.
    private static let longest = 10_000

    init(_ xml: Bytes) {
        var scanner = XMLScanner(xml)
        var tokens = 0
        while texts.count < Self.most, tokens < Self.longest, let token = scanner.next() {
            tokens += 1
            switch token {
            case .open(let element): current = element.isEmpty ? nil : element
            case .text(let text): take(text)
            case .close: current = nil
            }
        }
    }

    private mutating func take(_ text: String) {
        guard let current else { return }
        // The first is the document's own; others of its name are those of its parts.
        if self[current.name] == nil { texts.append((current.name, text)) }
        self.current = nil
    }

    subscript(name: String) -> String? { texts.first { $0.name == name }?.text }
}

extension XMLProperties {
    /// How a property that has a name is told.
    enum Kind {
        case text(String)
        case date(String)
        case number(String)
    }
}

extension Facts {
    /// Each pair of ours with the property that says it; of two for one pair the later one, if it is there.
    mutating func add(_ properties: XMLProperties, _ pairs: KeyValuePairs<String, XMLProperties.Kind>) {
        for (key, kind) in pairs {
            switch kind {
            case .text(let name): add(key, properties[name])
            case .date(let name): addDate(key, properties[name])
            case .number(let name): add(key, properties[name].flatMap(Int.init))
            }
        }
    }
}
