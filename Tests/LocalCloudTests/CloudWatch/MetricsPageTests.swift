import HTTP
import TestKit
import Testing
import Time

@testable import LocalCloud

struct MetricsPageTests {
    private let store = MetricStore()

    private func add(
        _ name: String,
        _ unit: String,
        _ value: Double,
        _ dimensions: KeyValuePairs<String, String> = [:],
        in namespace: String = "Assay",
        minute: Int64 = 1
    ) {
        let metric = MetricName(namespace, name, dimensions: dimensions.map { .init(name: $0.key, value: $0.value) })
        store.add([MetricDatum(metric: metric, unit: unit, minute: minute, figures: Figures(value))])
    }

    @Test func `figures are shown as Prometheus names them, in their order`() {
        add("DocumentsAccepted", "Count", 2, ["function": "presign"])
        add("DocumentsAccepted", "Count", 3, ["function": "presign"], minute: 2)
        add("DocumentsAccepted", "Count", 1, ["function": "confirm"])
        add("Duration", "Milliseconds", 250)
        add("Duration", "Milliseconds", 500)
        add("Load", "Percent", 7)
        add("Load", "Percent", 9)
        add("Depth", "None", 0.5)
        #expect(
            MetricsPage(store).text == """
                # HELP depth Depth in None, as CloudWatch has it.
                # TYPE depth gauge
                depth{namespace="Assay"} 0.5
                # HELP documents_accepted_total DocumentsAccepted in Count, as CloudWatch has it.
                # TYPE documents_accepted_total counter
                documents_accepted_total{namespace="Assay",function="confirm"} 1
                documents_accepted_total{namespace="Assay",function="presign"} 5
                # HELP duration_seconds Duration in Milliseconds, as CloudWatch has it.
                # TYPE duration_seconds summary
                duration_seconds_sum{namespace="Assay"} 0.75
                duration_seconds_count{namespace="Assay"} 2
                # HELP load_percent Load in Percent, as CloudWatch has it.
                # TYPE load_percent gauge
                load_percent{namespace="Assay"} 9
                # HELP local_cloud_metrics_malformed_total Lines of the embedded metric format that could not be read.
                # TYPE local_cloud_metrics_malformed_total counter
                local_cloud_metrics_malformed_total 0
                # HELP local_cloud_metrics_refused_total Figures that found no room, because there are too many metrics.
                # TYPE local_cloud_metrics_refused_total counter
                local_cloud_metrics_refused_total 0

                """
        )
    }

    @Test func `what Prometheus cannot have in a name or a text is written otherwise`() {
        add("5xx Rate/é", "Count/Second", 1, ["a-b": "x", "a.b": "q\"\\\n", "namespace": "n"])
        let lines = MetricsPage(store).text.split(separator: "\n")
        #expect(
            lines.contains(#"_xx_rate___count_second{namespace="Assay",a_b="x",a_b_="q\"\\\n",namespace_="n"} 1"#),
            "\(lines)"
        )
    }

    @Test func `it is at its address alone, and needs no signature`() async throws {
        let place = Neighbourhood { _ in [] }
        let cloud = Cloud(place.ground, parts: [], unsigned: [MetricsPage(store)])
        func get(_ target: String, _ method: String = "GET") async -> WebAnswer {
            let origin = WebOrigin(scheme: .http, host: "127.0.0.1", port: 4566)
            return await cloud.answer(WebRequest(method: method, origin: origin, target: target))
        }
        let answer = await get("/metrics?x")
        #expect(answer.status == 200)
        #expect(answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(await get("/metrics", "POST").status == 405)
        #expect(await get("/metric").status != 200)
    }
}
