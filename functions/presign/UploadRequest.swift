import Domain
package import Hosting

/// `POST /docs/request-upload`: what its body says of the file, checked.
package struct UploadRequest: HTTPEvent {
    let claim: FileClaim
    /// Nil for the catalogue's default.
    let version: String?
    let origin: String

    private struct Body: Decodable {
        let name: String
        let size: Int64?
        let type: String?
        let sha256: String?
        let version: String?

        private enum CodingKeys: String, CodingKey {
            case sha256, version
            case name = "file_name"
            case size = "file_size"
            case type = "file_type"
        }
    }

    package init(_ request: HTTPRequest) throws(StepFailure) {
        let body = try request.json(Body.self)
        claim = FileClaim(
            name: try Self.name(body.name),
            size: try body.size.map(ByteCount.init(stated:)),
            type: try body.type.map(Self.type),
            sha256: try body.sha256.map(FileHash.init(stated:))
        )
        version = body.version
        origin = request.origin
    }

    private static func name(_ text: String) throws(StepFailure) -> FileName {
        do throws(InvalidName) {
            return try FileName(text)
        } catch {
            throw .invalid("file-name", "file_name: \(error).")
        }
    }

    private static func type(_ text: String) throws(StepFailure) -> String {
        guard FileClaim.isType(text) else { throw .invalid("file-type", "file_type: \(FileClaim.typeRule).") }
        return text
    }
}
