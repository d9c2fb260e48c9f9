import AWSClient
import HTTP
import JSON

/// How S3 answers.
struct S3Answers {
    let id: String

    /// What S3 calls the extended request id: only its own people can read it.
    var hostID: String { "local-\(id)" }

    func empty(_ status: Int = 200, _ headers: WebHeaders = [:]) -> WebAnswer {
        WebAnswer(status: status, headers: withIDs(headers))
    }

    func document(
        _ root: String,
        status: Int = 200,
        headers: WebHeaders = [:],
        _ body: (inout XMLWriter) -> Void
    ) -> WebAnswer {
        var headers = headers
        headers["Content-Type"] = "application/xml"
        return WebAnswer(
            status: status,
            headers: withIDs(headers),
            body: .bytes(XMLWriter.document(root, body))
        )
    }

    /// A document that is one element with text.
    func text(_ root: String, _ text: String) -> WebAnswer {
        document(root) { $0.text(text) }
    }

    func withIDs(_ headers: WebHeaders) -> WebHeaders {
        var headers = headers
        headers.add("x-amz-request-id", id)
        headers.add("x-amz-id-2", hostID)
        return headers
    }

    /// An answer to HEAD has no words.
    func fault(_ fault: ServiceFault, method: String, resource: String) -> WebAnswer {
        var headers = WebHeaders()
        headers["Content-Type"] = "application/xml"
        let text = XMLWriter.document("Error", namespace: nil) { error in
            error.element("Code", fault.code)
            error.element("Message", fault.message)
            for member in fault.details.members {
                error.element(member.key, member.value.string ?? String(decoding: member.value.bytes(), as: UTF8.self))
            }
            error.element("Resource", resource)
            error.element("RequestId", id)
            error.element("HostId", hostID)
        }
        return WebAnswer(
            status: fault.status,
            headers: withIDs(headers),
            body: method == "HEAD" ? .none : .bytes(text)
        )
    }
}
