import AWSClient
import Files
import HTTP
import JSON
import LocalCloud

/// An object that an event speaks of, which is to be there when a function looks.
struct NamedObject: Sendable, Hashable {
    let bucket: String
    let key: String
    let version: String?

    /// All that an event names, also inside the bodies of messages and envelopes.
    static func all(in event: JSONValue) -> [NamedObject] {
        var found: [NamedObject] = []
        collect(from: event, depth: 0, into: &found)
        var known: Set<NamedObject> = []
        return found.filter { known.insert($0).inserted }
    }

    /// An envelope in a message in an event is four deep; a body that is JSON in JSON without end is somebody's joke.
    private static let deepest = 12

    private static func collect(from value: JSONValue, depth: Int, into found: inout [NamedObject]) {
        guard depth < deepest else { return }
        switch value {
        case .object(let object):
            if let one = NamedObject(inRecord: value) ?? NamedObject(inDetail: value) ?? NamedObject(blob: value) {
                found.append(one)
            }
            for member in object.members { collect(from: member.value, depth: depth + 1, into: &found) }
        case .array(let list): for element in list { collect(from: element, depth: depth + 1, into: &found) }
        case .string(let text):
            guard text.utf8.first == UInt8(ascii: "{") else { return }
            do {
                collect(from: try JSONValue(parsing: Array(text.utf8)), depth: depth + 1, into: &found)
            } catch {
                // A text that only begins like JSON names nothing.
                return
            }
        case .null, .bool, .number: return
        }
    }

    /// Of S3's own events, whose keys are encoded as in a form.
    private init?(inRecord value: JSONValue) {
        guard let s3 = value["s3"], let bucket = s3["bucket"]?["name"]?.string,
            let key = s3["object"]?["key"]?.string, value["eventName"]?.string?.hasPrefix("ObjectRemoved") != true
        else { return nil }
        self.bucket = bucket
        self.key = Self.decoded(key)
        version = s3["object"]?["versionId"]?.string
    }

    /// The key of an event of S3, as it is and not as it is encoded.
    static func key(inRecord value: JSONValue) -> String? { value["s3"]?["object"]?["key"]?.string.map(decoded) }

    private static func decoded(_ key: String) -> String {
        let spaced = key.utf8.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        return String(decoding: PercentEncoding.decode(spaced), as: UTF8.self)
    }

    /// Of EventBridge's, whose keys are as they are.
    private init?(inDetail value: JSONValue) {
        guard value["source"]?.string == "aws.s3", value["detail-type"]?.string == "Object Created",
            let bucket = value["detail"]?["bucket"]?["name"]?.string,
            let key = value["detail"]?["object"]?["key"]?.string
        else { return nil }
        self.bucket = bucket
        self.key = key
        version = value["detail"]?["object"]?["version-id"]?.string
    }

    /// Of the steps' own messages, which name a place and never an event.
    private init?(blob value: JSONValue) {
        guard value["region"]?.string != nil, let bucket = value["bucket"]?.string, let key = value["key"]?.string
        else { return nil }
        self.bucket = bucket
        self.key = key
        version = value["version"]?.string
    }

    /// The file that holds its bytes below a folder of objects; nil where the key would leave that.
    func path(below folder: String) -> String? {
        let parts = ([bucket] + key.split(separator: "/", omittingEmptySubsequences: false).map(String.init))
        guard !bucket.utf8.contains(UInt8(ascii: "/")), !parts.contains(".."), !parts.contains("."),
            !parts.contains(where: { $0.utf8.contains(0) })
        else { return nil }
        return "\(folder)/\(bucket)/\(key)"
    }
}

/// A file's bytes, as a body that is sent.
actor FileBody: BodySource {
    nonisolated let length: Int
    private let file: OpenFile
    private var offset = 0

    init(_ path: String) throws(FileFailure) {
        file = try .read(path)
        length = try file.size()
    }

    func next(atMost limit: Int) async throws(BodyFailure) -> [UInt8] {
        do throws(FileFailure) {
            let bytes = try file.read(from: offset, atMost: limit)
            offset += bytes.count
            return bytes
        } catch {
            throw BodyFailure(error.reason)
        }
    }

    func rewind() async -> Bool {
        offset = 0
        return true
    }
}
