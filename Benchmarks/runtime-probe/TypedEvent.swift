import Hosting
import JSON

/// An event of the shape that functions really exchange: one document with its results.
struct TypedEvent: Codable {
    let op: String
    let id: String
    let organisation: String
    let owner: String
    let file_name: String
    let file_size: Int
    let file_type: String
    let sha256: String
    let created_at: String
    let uploaded_at: String
    let status: String
    let version: String
    let bucket: String
    let region: String
    let object_version: String
    let sealed: Bool
    let client: String?
    let chunks: [Int]
    let round: Int
    let expected: [String]
    let finished: [String]
    let metadata: Metadata
    let results: [Result]

    struct Metadata: Codable {
        let pages: Int
        let entropy: Double
        let ratio: Double
        let title: String
        let encrypted: Bool
    }

    struct Result: Codable {
        let engine: String
        let category: String
        let text: String
        let started_at: String
        let ended_at: String
        let late: Bool
    }

    /// Reads the event into the struct and writes it again.
    static func roundTrip(_ event: [UInt8]) throws(StepFailure) -> [UInt8] {
        do {
            return try JSONCodec.encode(try JSONCodec.decode(TypedEvent.self, from: event))
        } catch {
            throw .reject(Fault(.malformed, "malformed-event", "\(error)"))
        }
    }
}
