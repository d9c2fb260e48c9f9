import Files
import JSON

/// The developer's values for secrets: a JSON object, by the secrets' names; a value that is no string is kept as JSON.
struct SecretsFile: Sendable {
    let values: [String: String]

    init(_ path: String) throws(DataFault) {
        let value = try JSONValue(dataFile: path)
        guard let object = value.object else { throw .wrong(path, line: 1, "it must hold a JSON object") }
        var values: [String: String] = [:]
        for member in object.members {
            values[member.key] = member.value.string ?? String(decoding: member.value.bytes(), as: UTF8.self)
        }
        self.values = values
    }
}

/// What is wrong with a file of the developer's.
enum DataFault: Error, Sendable, CustomStringConvertible {
    case missing(String)
    case unreadable(String, String)
    case tooLong(String)
    case wrong(String, line: Int, String)
    case refused(String, line: Int, String)

    var description: String {
        switch self {
        case .missing(let path): "there is no \(path)"
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
        case .tooLong(let path): "\(path) is longer than \(InputFile.longest >> 20) MiB"
        case .wrong(let path, let line, let reason): "\(path):\(line): \(reason)"
        case .refused(let path, let line, let reason): "\(path):\(line): refused: \(reason)"
        }
    }
}

extension JSONValue {
    /// The one value that a file holds.
    init(dataFile path: String) throws(DataFault) {
        let bytes: [UInt8]?
        do throws(FileFailure) {
            bytes = try SystemFiles().read(path)
        } catch {
            throw .unreadable(path, error.reason)
        }
        guard let bytes else { throw .missing(path) }
        self = try JSONValue(parsing: bytes, of: path)
    }

    /// What was read from somewhere that has a name.
    init(parsing bytes: [UInt8], of name: String) throws(DataFault) {
        do throws(JSONError) {
            self = try JSONValue(parsing: bytes)
        } catch {
            throw .wrong(name, line: error.position?.line ?? 1, "\(error)")
        }
    }
}
