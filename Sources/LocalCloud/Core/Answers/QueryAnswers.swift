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
                error.element("Code", (fault.queryCode ?? fault.code).readableInXML)
                error.element("Message", fault.message.readableInXML)
            }
            writer.element("RequestId", id)
        }
        return WebAnswer(status: fault.status, headers: headers(id), body: .bytes(text))
    }

    private func headers(_ id: String) -> WebHeaders { ["Content-Type": "text/xml", "x-amzn-RequestId": id] }
}

extension String {
    /// With a mark in place of each character that XML has no way to write, for what a caller said is told to it again.
    var readableInXML: String {
        if MessageRules.isWritable(self) { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { MessageRules.isWritable($0) ? $0 : "\u{FFFD}" }))
    }
}
