/// What an option says by `NAME=VALUE`.
struct NamedValue: Sendable, Equatable {
    let name: String
    let value: String

    /// A header is written as it is sent, `NAME: VALUE`.
    init(_ text: String, of option: Option, separator: Character = "=") throws(UsageFault) {
        let parts = text.split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw .wrongValue(option.name, text, wanted: option.value ?? "NAME\(separator)VALUE")
        }
        name = String(parts[0])
        value = String(separator == ":" ? parts[1].drop { $0 == " " } : parts[1])
    }
}

extension Arguments {
    func named(_ option: Option, separator: Character = "=") throws(UsageFault) -> [NamedValue] {
        var values: [NamedValue] = []
        for text in all(option) { values.append(try NamedValue(text, of: option, separator: separator)) }
        return values
    }
}
