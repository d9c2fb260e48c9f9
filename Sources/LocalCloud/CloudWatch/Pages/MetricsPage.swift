package import HTTP

/// `/metrics`: all that was measured since the start, as Prometheus reads it (text format 0.0.4).
package struct MetricsPage: UnsignedPart {
    private let store: MetricStore

    package init(_ store: MetricStore) {
        self.store = store
    }

    package func answer(_ request: WebRequest, id: String) async -> WebAnswer? {
        guard request.target.prefix(while: { $0 != "?" }) == "/metrics" else { return nil }
        guard request.method == "GET" || request.method == "HEAD" else {
            return WebAnswer(status: 405, headers: ["Allow": "GET, HEAD"], body: .none)
        }
        let body = Array(text.utf8)
        return WebAnswer(
            status: 200,
            headers: ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"],
            body: request.method == "HEAD" ? .none : .bytes(body)
        )
    }

    var text: String {
        var families: [String: PrometheusFamily] = [:]
        for (name, series) in store.series {
            let family = PrometheusFamily(name)
            families[family.name, default: family].add(series, name)
        }
        families["local_cloud_metrics_malformed_total"] = PrometheusFamily(
            "local_cloud_metrics_malformed_total",
            help: "Lines of the embedded metric format that could not be read.",
            total: store.malformed
        )
        families["local_cloud_metrics_refused_total"] = PrometheusFamily(
            "local_cloud_metrics_refused_total",
            help: "Figures that found no room, because there are too many metrics.",
            total: store.refused
        )
        return families.values.sorted { $0.name < $1.name }.map(\.text).joined()
    }
}
