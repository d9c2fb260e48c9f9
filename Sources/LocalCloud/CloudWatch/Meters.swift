package import HTTP
import JSON

/// CloudWatch: the metrics of the account.
package actor Meters: CloudPart {
    package nonisolated let signingName = "monitoring"
    nonisolated let ground: Ground
    nonisolated let store: MetricStore

    private static let calls = JSONCalls<Meters>(
        [PutMetricData.self, ListMetrics.self, GetMetricStatistics.self, GetMetricData.self],
        answers: JSONAnswers(version: "1.0", namespace: "com.amazonaws.cloudwatch#")
    )

    package init(_ ground: Ground, store: MetricStore) {
        self.ground = ground
        self.store = store
    }

    package func answer(_ request: CloudRequest) async throws(ServiceFault) -> WebAnswer {
        let dialect = MeterDialect(request.web)
        let (action, body) = try dialect.call(request, body: try Self.plain(request))
        let result = try await Self.calls.perform(action, body, for: request, in: self)
        return try dialect.success(result, of: action, id: request.id)
    }

    /// The body, which SDKs compress from 10 KB on.
    private static func plain(_ request: CloudRequest) throws(ServiceFault) -> [UInt8] {
        switch request.headers["Content-Encoding"]?.lowercased() {
        case nil: return request.body
        case "gzip":
            do throws(InflationFault) {
                return try Gzip.bytes(of: request.body, atMost: longestBody)
            } catch {
                throw ServiceFault("SerializationException", "The request cannot be unpacked: \(error).")
            }
        case let other?: throw .notEmulated("A request in the encoding '\(other)'")
        }
    }

    /// What CloudWatch takes is 1 MB; names that are long in a form are not counted.
    private static let longestBody = 4 << 20

    package nonisolated func answer(_ fault: ServiceFault, to request: WebRequest, id: String) -> WebAnswer {
        MeterDialect(request).fault(fault, id: id)
    }

    /// Metrics have no names in policies: it is allowed of all or of none.
    func allow(_ action: String, _ request: CloudRequest) throws(ServiceFault) {
        let all = ground.place.arn("cloudwatch", "*")
        try ground.allow("cloudwatch:\(action)", on: all, to: request.caller)
    }
}

extension ServiceFault {
    static func metricParameter(_ words: String) -> ServiceFault {
        ServiceFault("InvalidParameterValueException", words, queryCode: "InvalidParameterValue")
    }

    static func metricCombination(_ words: String) -> ServiceFault {
        ServiceFault("InvalidParameterCombinationException", words, queryCode: "InvalidParameterCombination")
    }

    static func metricMissing(_ name: String) -> ServiceFault {
        ServiceFault(
            "MissingRequiredParameterException",
            "The parameter \(name) is required.",
            queryCode: "MissingParameter"
        )
    }
}
