import HTTP
package import Time

/// An operation of a service that is asked in a form and answers in XML.
package protocol QueryOperation: Operation where Output: QueryOutput {
    /// Names and values, as the service numbers and nests them.
    var form: QueryForm { get }
}

/// What an operation's answer holds within its `…Result`.
package protocol QueryOutput {
    init(_ result: XMLElement) throws(QueryFault)
}

/// What an answer lacks, or says in words that mean nothing here.
package enum QueryFault: Error, Sendable, Hashable {
    case missing(String)
    case invalid(String)
}

extension QueryFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let name): "\(name) is missing"
        case .invalid(let name): "\(name) is not what it should be"
        }
    }
}

extension ServiceClient {
    /// Calls an operation of a version of the service's API.
    package func call<Call: QueryOperation>(
        _ operation: Call,
        version: String,
        deadline: Instant?
    ) async throws(CallFailure) -> Call.Output {
        let call = ServiceCall(
            headers: ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"],
            body: operation.form.body(action: Call.name, version: version),
            isIdempotent: operation.isIdempotent,
            deadline: deadline
        )
        let response = try await perform(call)
        let root: XMLElement
        do throws(XMLFault) {
            root = try XMLReader.read(response.body)
        } catch {
            throw unreadable(Call.name, "it is no XML that we read (\(error))")
        }
        guard root.name == "\(Call.name)Response" else { throw unreadable(Call.name, "it is of another operation") }
        do throws(QueryFault) {
            // What has nothing to say has no result.
            return try Call.Output(root["\(Call.name)Result"] ?? XMLElement(name: ""))
        } catch {
            throw unreadable(Call.name, "\(error)")
        }
    }

    private func unreadable(_ name: String, _ reason: String) -> CallFailure {
        .unreadable(service: service.rawValue, reason: "the answer of \(name): \(reason)")
    }
}

extension EmptyAnswer: QueryOutput {
    package init(_ result: XMLElement) {}
}

extension XMLElement {
    /// The text of the first child of a name, which has to be there.
    func required(_ name: String) throws(QueryFault) -> String {
        guard let text = text(at: name) else { throw .missing(name) }
        return text
    }

    /// The members of a list, one after the other; none where there is no list.
    func members(_ name: String) -> [XMLElement] { self[name]?.all("member") ?? [] }
}
