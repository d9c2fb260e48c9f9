import AWSClient
import Files
import JSON

/// What a developer wants to find in the cloud: a folder of objects, items and messages, read and not yet put anywhere.
///
/// All of it is in the order of its names and lines.
struct SeedData: Sendable {
    private(set) var objects: [SeedObject] = []
    private(set) var items: [SeedItem] = []
    private(set) var messages: [SeedMessage] = []

    init(_ folder: String) throws(DataFault) {
        guard FileStatus.isFolder(folder) else { throw .missing(folder) }
        for entry in try Self.entries(of: folder) {
            switch (entry.name, FileStatus.isFolder(entry.path)) {
            case ("buckets", true): objects += try Self.objects(in: entry.path)
            case ("metadata", true): try readMetadata(entry.path)
            case ("tables", true):
                for file in try Self.files(in: entry.path) { items += try file.items() }
            case ("queues", true):
                for file in try Self.files(in: entry.path) { messages += try file.messages() }
            case (_, true):
                throw .wrong(entry.path, line: 1, "is none of the folders buckets, metadata, tables and queues")
            // A note for those who look in here.
            case (_, false): continue
            }
        }
        // A folder stands before the files whose names begin as its own does, but not so its keys.
        objects.sort { ($0.bucket, $0.key) < ($1.bucket, $1.key) }
    }

    /// Each file of metadata has the path of the object that it is for.
    private mutating func readMetadata(_ folder: String) throws(DataFault) {
        for file in try Self.objects(in: folder) {
            guard let index = objects.firstIndex(where: { ($0.bucket, $0.key) == (file.bucket, file.key) }) else {
                throw .wrong(file.path, line: 1, "is for no object: there is no buckets/\(file.bucket)/\(file.key)")
            }
            guard let object = try JSONValue(dataFile: file.path).object else {
                throw .wrong(file.path, line: 1, "must hold a JSON object of texts")
            }
            for member in object.members {
                guard let text = member.value.string else {
                    throw .wrong(file.path, line: 1, "\(member.key.printable) must be a text")
                }
                objects[index].metadata[member.key] = text
            }
        }
    }

    private static func objects(in folder: String) throws(DataFault) -> [SeedObject] {
        var objects: [SeedObject] = []
        for bucket in try entries(of: folder) {
            guard FileStatus.isFolder(bucket.path) else {
                throw .wrong(bucket.path, line: 1, "lies in no bucket: objects are in buckets/<bucket>/")
            }
            try read(bucket.name, in: bucket.path, below: "", into: &objects)
        }
        return objects
    }

    private static func read(
        _ bucket: String,
        in folder: String,
        below prefix: String,
        into objects: inout [SeedObject]
    ) throws(DataFault) {
        for entry in try entries(of: folder) {
            let key = prefix + entry.name
            guard key.utf8.count <= longestKey else {
                throw .wrong(entry.path, line: 1, "is a key of more than \(longestKey) bytes")
            }
            if FileStatus.isFolder(entry.path) {
                try read(bucket, in: entry.path, below: "\(key)/", into: &objects)
            } else if FileStatus.isFile(entry.path) {
                objects.append(SeedObject(bucket: bucket, key: key, path: entry.path))
            } else {
                throw .unreadable(entry.path, "it is no file")
            }
        }
    }

    private static func files(in folder: String) throws(DataFault) -> [SeedFile] {
        var files: [SeedFile] = []
        for entry in try entries(of: folder) { files.append(try SeedFile(entry.path, entry.name)) }
        return files
    }

    private static func entries(of folder: String) throws(DataFault) -> [(name: String, path: String)] {
        do throws(FileFailure) {
            return try FolderEntry.all(in: folder).map(\.name).filter { !keepers.contains($0) }
                .map { ($0, "\(folder)/\($0)") }
        } catch {
            throw .unreadable(folder, error.reason)
        }
    }

    /// What holds an empty folder in a repository, and what a desktop puts into each.
    private static let keepers: Set<String> = [".gitkeep", ".gitignore", ".DS_Store"]
    /// S3 takes no longer ones, which also ends a folder that holds itself by a link.
    private static let longestKey = 1_024
}

/// A file that is to be an object.
struct SeedObject: Sendable, Equatable {
    let bucket: String
    let key: String
    let path: String
    /// The user's own, by their names without `x-amz-meta-`.
    var metadata: [String: String] = [:]
}

/// An item for a table.
struct SeedItem: Sendable, Equatable {
    let table: String
    let item: Item
    let place: SeedPlace
}

/// A message for a queue.
struct SeedMessage: Sendable {
    let queue: String
    let message: OutgoingMessage
    let place: SeedPlace
}

/// Where something was read, for those who refuse it later.
struct SeedPlace: Sendable, Equatable {
    let path: String
    let line: Int

    func refused(_ reason: String) -> DataFault { .refused(path, line: line, reason) }
}
