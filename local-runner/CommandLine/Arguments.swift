/// A command line, taken apart by what its command knows.
struct Arguments: Sendable, Equatable {
    private(set) var words: [String] = []
    private var values: [String: [String]] = [:]
    private var flags: Set<String> = []

    /// What is short for what.
    private static let short = ["-h": "--help", "-e": "--event"]

    /// `--name value` and `--name=value` are the same; after `--` everything is a word.
    init(_ arguments: [String], knowing options: [Option]) throws(UsageFault) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            guard argument.hasPrefix("-"), argument != "-" else {
                words.append(argument)
                continue
            }
            if argument == "--" {
                words += rest
                return
            }
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let name = Self.short[parts[0]] ?? parts[0]
            guard let option = options.first(where: { $0.name == name }) else {
                throw .unknownOption(name, known: options.map(\.name))
            }
            guard option.value != nil else {
                if parts.count > 1 { throw .needlessValue(name) }
                flags.insert(name)
                continue
            }
            guard let value = parts.count > 1 ? parts[1] : rest.popFirst() else { throw .missingValue(name) }
            if option.isPath, value.isEmpty { throw .wrongValue(name, value, wanted: "a path") }
            if values[name] != nil, !option.isRepeatable { throw .repeated(name) }
            values[name, default: []].append(value)
        }
    }

    func has(_ option: Option) -> Bool { flags.contains(option.name) }

    subscript(_ option: Option) -> String? { values[option.name]?.first }

    /// The values of an option that may be repeated, in their order.
    func all(_ option: Option) -> [String] { values[option.name] ?? [] }

    /// A region, in letters, digits and hyphens, as it stands in addresses and ARNs; nil where none is given.
    func region() throws(UsageFault) -> String? {
        guard let text = self[.region] else { return nil }
        let isName = text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        guard isName, (1...63).contains(text.utf8.count), !text.hasPrefix("-"), !text.hasSuffix("-") else {
            throw .wrongValue(Option.region.name, text, wanted: "the name of a region, such as us-east-1")
        }
        return text
    }

    /// A whole number within bounds; nil where the option is not given.
    func number(_ option: Option, in range: ClosedRange<Int>) throws(UsageFault) -> Int? {
        guard let text = self[option] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            let wanted = "a whole number from \(range.lowerBound) to \(range.upperBound)"
            throw .wrongValue(option.name, text, wanted: wanted)
        }
        return number
    }
}

/// What is wrong with a command line.
enum UsageFault: Error, Sendable, Equatable {
    case unknownCommand(String, known: [String])
    case unknownOption(String, known: [String])
    case missingValue(String)
    case needlessValue(String)
    case repeated(String)
    case wrongValue(String, String, wanted: String)
    case missingWord(String)
    case needlessWord(String)
}

extension UsageFault: CustomStringConvertible {
    var description: String {
        switch self {
        case .unknownCommand(let name, let known):
            "there is no command '\(name.printable)'\(Self.suggestion(forCommand: name, among: known))"
        case .unknownOption(let name, let known):
            "there is no option \(name.printable)\(Self.suggestion(for: name, among: known))"
        case .missingValue(let name): "\(name) needs a value"
        case .needlessValue(let name): "\(name) takes no value"
        case .repeated(let name): "\(name) is given twice"
        case .wrongValue(let name, let value, let wanted): "\(name) is '\(value.printable)', and must be \(wanted)"
        case .missingWord(let what): "\(what) is missing"
        case .needlessWord(let word): "'\(word.printable)' is one word too many"
        }
    }

    /// Of a command of a group only the second word can be a slip, and only that counts.
    private static func suggestion(forCommand name: String, among known: [String]) -> String {
        let group = name.lastIndex(of: " ").map { name[...$0] } ?? ""
        let words = known.filter { $0.hasPrefix(group) }.map { String($0.dropFirst(group.count)) }
        let near = NearestNames(of: String(name.dropFirst(group.count)), among: words).names
        return near.isEmpty ? "" : "; did you mean \(near.map { "\(group)\($0)" }.joined(separator: " or "))?"
    }

    private static func suggestion(for name: String, among known: [String]) -> String {
        let near = NearestNames(of: name, among: known).names
        return near.isEmpty ? "" : "; did you mean \(near.joined(separator: " or "))?"
    }
}
