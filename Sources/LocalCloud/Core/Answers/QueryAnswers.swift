package import AWSClient
package import HTTP

/// How the services of the query protocol answer.
package struct QueryAnswers: Sendable {
    /// `http://sns.amazonaws.com/doc/2010-03-31/`.
    package let namespace: String

    package init(namespace: String) {
        self.namespace = namespace
    }

    /// `<PublishResponse><PublishResult>…</PublishResult>…`; no result where there is nothing in it.
    package func success(
        _ operation: String,
        id: String,
        hasResult: Bool = true,
        _ body: (inout XMLWriter) -> Void
    ) -> WebAnswer {
        let text = XMLWriter.document("\(operation)Response", namespace: namespace) { writer in
            if hasResult { writer.element("\(operation)Result", body) }
            writer.element("ResponseMetadata") { $0.element("RequestId", id) }
        }
        return WebAnswer(status: 200, headers: headers(id), body: .bytes(text))
    }

    package func fault(_ fault: ServiceFault, id: String) -> WebAnswer {
        let text = XMLWriter.document("ErrorResponse", namespace: namespace) { writer in
            writer.element("Error") { error in
                error.element("Type", fault.isSenders ? "Sender" : "Receiver")
                error.element("Code", fault.queryCode ?? fault.code)
                error.element("Message", fault.message)
            }
            writer.element("RequestId", id)
        }
        return WebAnswer(status: fault.status, headers: headers(id), body: .bytes(text))
    }

    private func headers(_ id: String) -> WebHeaders { ["Content-Type": "text/xml", "x-amzn-RequestId": id] }
}
