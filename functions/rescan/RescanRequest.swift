import Domain
package import Hosting

/// `POST /docs/{id}/rescan`; its body may be empty.
package struct RescanRequest: HTTPEvent {
    let document: DocumentID
    /// Who is to look again, as they were named; nil for everybody.
    let engines: [String]?
    let origin: String

    private struct Body: Decodable {
        let engines: [String]?
    }

    package init(_ request: HTTPRequest) throws(StepFailure) {
        document = try request.document()
        origin = request.origin
        engines = request.body.isEmpty ? nil : try request.json(Body.self).engines
        if let engines, engines.isEmpty {
            let sentence = "engines: name those that are to look again, or leave it out for all of them."
            throw .reject(Fault(.invalid, "no-engines", sentence))
        }
    }
}
