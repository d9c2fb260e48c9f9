import Domain
package import Hosting
import Ports

/// What of a document, or of all, somebody wants to see.
package struct QueryRequest: HTTPEvent {
    let question: Question
    let origin: String

    enum Question: Sendable, Equatable {
        case document(DocumentID)
        case metadata(DocumentID)
        case results(DocumentID, ResultsPlace)
        case list(after: Listing.Position?, limit: Int)
        case versions
    }

    /// Where in the results of a document to begin.
    struct ResultsPlace: Sendable, Equatable {
        /// Nil for the latest.
        var round: Int?
        var after: EngineName?
        var limit = QueryLimits.results
    }

    package init(_ request: HTTPRequest) throws(StepFailure) {
        origin = request.origin
        question = try Question(request)
    }
}

/// How much one answer holds.
enum QueryLimits {
    /// All of a usual round.
    static let results = 100
    static let documents = 50
    /// Of either; whoever wants more asks again.
    static let most = 500
}

extension QueryRequest.Question {
    fileprivate init(_ request: HTTPRequest) throws(StepFailure) {
        let last = request.path.split(separator: "/").last
        guard request.pathParameters["id"] != nil else {
            self =
                last == "versions"
                ? .versions
                : .list(after: try request.position, limit: try request.limit ?? QueryLimits.documents)
            return
        }
        let id = try request.document()
        switch last {
        case "meta": self = .metadata(id)
        case "scan-results":
            let limit = try request.limit ?? QueryLimits.results
            self = .results(id, .init(round: try request.round, after: try request.engine, limit: limit))
        default: self = .document(id)
        }
    }
}

extension HTTPRequest {
    fileprivate var limit: Int? {
        get throws(StepFailure) { try number("limit", in: 1...QueryLimits.most) }
    }

    fileprivate var round: Int? {
        get throws(StepFailure) { try number("round", in: 1...999_999) }
    }

    fileprivate var position: Listing.Position? {
        get throws(StepFailure) {
            guard let text = parameter("cursor") else { return nil }
            do throws(PortError) {
                return try Listing.Position(text)
            } catch {
                throw StepFailure(error)
            }
        }
    }

    fileprivate var engine: EngineName? {
        get throws(StepFailure) {
            guard let text = parameter("cursor") else { return nil }
            do throws(InvalidName) {
                return try EngineName(text)
            } catch {
                throw StepFailure(PortError.malformed(.position, reason: "\(error)"))
            }
        }
    }

    private func number(_ name: String, in range: ClosedRange<Int>) throws(StepFailure) -> Int? {
        guard let text = parameter(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            let sentence = "\(name) is a whole number from \(range.lowerBound) to \(range.upperBound)."
            throw .reject(Fault(.malformed, "malformed-\(name)", sentence))
        }
        return number
    }
}
