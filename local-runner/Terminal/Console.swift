/// Where a command says what it has to say: results on standard output, everything about them on standard error.
struct Console: Sendable {
    private let output: @Sendable ([UInt8]) -> Void
    private let errors: @Sendable ([UInt8]) -> Void
    private let failure: @Sendable () -> String?
    let hasColour: Bool

    /// `failure` says why results could not be written, where they could not.
    init(
        output: @escaping @Sendable ([UInt8]) -> Void,
        errors: @escaping @Sendable ([UInt8]) -> Void,
        failure: @escaping @Sendable () -> String? = { nil },
        hasColour: Bool
    ) {
        self.output = output
        self.errors = errors
        self.failure = failure
        self.hasColour = hasColour
    }

    /// A line of the result.
    func say(_ line: String) {
        output(Array("\(line)\n".utf8))
    }

    /// Why results were lost; nil where none was, or nobody wanted more of them.
    var loss: String? { failure() }

    /// What a program that we run says of its work, as it says it.
    func passOn(_ bytes: [UInt8]) {
        errors(bytes)
    }

    /// A line about the work: progress, warnings, errors.
    func tell(_ line: String) {
        errors(Array("\(line)\n".utf8))
    }
}

/// How a piece of a line stands out, where there is colour.
enum Emphasis: String {
    case bold = "1"
    case dim = "2"
    case bad = "31"
    case good = "32"
    case doubtful = "33"
}

extension Console {
    func styled(_ text: String, _ emphasis: Emphasis) -> String {
        hasColour ? "\u{1B}[\(emphasis.rawValue)m\(text)\u{1B}[0m" : text
    }
}

extension Int {
    /// `1 dead letter`, `2 dead letters`.
    func of(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }
}

extension String {
    /// What others wrote, safe to print: a control could move the cursor of whoever reads it, or hide a line.
    var printable: String {
        var text = ""
        for scalar in unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            let turnsText = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
            if isControl || turnsText {
                text += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
