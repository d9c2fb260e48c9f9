import Files
import JSON
import LocalCloud
import Template

/// Which template a command works with, and the values that its parameters get.
struct TemplateChoice: Sendable {
    static let options: [Option] = [template, parameters, strict]

    static let template = Option("--template", "FILE", "the template; template.yaml by default")
    static let parameters = Option("--parameters", "NAME=VALUE,…", "values for the template's parameters")
    static let strict = Option("--strict", nil, "end at once where the template asks for what is not emulated")

    static let usual = "template.yaml"

    private let path: String?
    private let values: [String: String]
    let isStrict: Bool

    init(_ arguments: Arguments) throws(UsageFault) {
        path = arguments[Self.template]
        isStrict = arguments.has(Self.strict)
        var values: [String: String] = [:]
        for (place, pair) in (arguments[Self.parameters] ?? "").split(separator: ",").enumerated() {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty else {
                // The text itself may be the rest of a secret that has a comma in it.
                throw .wrongValue(Self.parameters.name, "… (part \(place + 1))", wanted: "NAME=VALUE,NAME=VALUE…")
            }
            values[parts[0]] = parts[1]
        }
        self.values = values
    }

    /// Where the template lies: what it names is below that.
    var root: String {
        guard let path, let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    var name: String { path ?? Self.usual }

    /// The stack; nil where there is no template and none was asked for.
    func stack(in place: CloudPlace, at endpoint: String) throws(TemplateFault) -> Stack? {
        let bytes: [UInt8]?
        do throws(FileFailure) {
            bytes = try SystemFiles().read(name)
        } catch {
            throw .unreadable(name, error.reason)
        }
        guard let bytes else {
            if path == nil { return nil }
            throw .missing(name)
        }
        var settings = TemplateSettings()
        settings.account = place.account
        settings.region = place.region
        settings.endpoint = endpoint
        settings.parameters = values
        do throws(TemplateError) {
            return try Stack(reading: bytes, settings: settings)
        } catch {
            throw .wrong(error.sentence(file: name))
        }
    }

    /// As `stack`, for those who can do nothing without one.
    func neededStack(in place: CloudPlace, at endpoint: String) throws(TemplateFault) -> Stack {
        guard let stack = try stack(in: place, at: endpoint) else { throw .missing(name) }
        return stack
    }
}

/// Why there is no template to work with.
enum TemplateFault: Error, Sendable, CustomStringConvertible {
    case missing(String)
    case unreadable(String, String)
    case wrong(String)
    case notEmulated([String])
    case noFunction(String, known: [String])

    var description: String {
        switch self {
        case .missing(let name): "there is no \(name) here: --template FILE names another"
        case .unreadable(let name, let reason): "\(name) cannot be read: \(reason)"
        case .wrong(let sentence): sentence
        case .notEmulated(let sentences):
            "not all of the template is emulated, and --strict was given:\n  " + sentences.joined(separator: "\n  ")
        case .noFunction(let name, let known):
            "there is no function \(name.printable)"
                + NearestNames.hint(for: name, among: known, ifNone: ": the template has none")
        }
    }
}

extension Stack {
    /// A function by its logical id or its name.
    func function(named name: String) throws(TemplateFault) -> Template.Function {
        if let function = functions.first(where: { $0.id == name }) ?? function(name) { return function }
        throw .noFunction(name, known: functions.map(\.id))
    }
}
