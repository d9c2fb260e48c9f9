import JSON
import Time

struct ListMetrics: JSONCall {
    let Namespace: String?
    let MetricName: String?
    let Dimensions: [DimensionFields]?
    let NextToken: String?
    let RecentlyActive: String?
    let IncludeLinkedAccounts: WireFlag?
    let OwningAccount: String?

    struct Answer: Encodable, Sendable {
        let Metrics: [MetricShown]
        let NextToken: String?
    }

    private static let longestPage = 500

    func perform(in meters: isolated Meters, for request: CloudRequest) async throws(ServiceFault) -> Answer {
        try meters.allow("ListMetrics", request)
        if IncludeLinkedAccounts?.isSet == true { throw .notEmulated("ListMetrics with IncludeLinkedAccounts") }
        if OwningAccount != nil { throw .notEmulated("ListMetrics with OwningAccount") }
        guard RecentlyActive == nil || RecentlyActive == "PT3H" else {
            throw .metricParameter("RecentlyActive must be PT3H.")
        }
        let since = RecentlyActive.map { _ in (meters.ground.clock.now - .seconds(3 * 3_600)).minute }
        let all = meters.store.names(since: since).filter(isMeant)
        let start = NextToken.map { Int($0) ?? -1 } ?? 0
        guard (0...all.count).contains(start) else {
            throw ServiceFault("InvalidNextToken", "The token is not one of ours.")
        }
        let page = all.dropFirst(start).prefix(Self.longestPage)
        let isLast = start + page.count >= all.count
        return Answer(Metrics: page.map(MetricShown.init), NextToken: isLast ? nil : "\(start + page.count)")
    }

    /// A metric may have more dimensions than are asked for; one without a value asks for any.
    private func isMeant(_ metric: LocalCloud.MetricName) -> Bool {
        guard Namespace.map({ $0 == metric.namespace }) ?? true, MetricName.map({ $0 == metric.name }) ?? true else {
            return false
        }
        return (Dimensions ?? []).allSatisfy { wanted in
            metric.dimensions.contains { $0.name == wanted.Name && (wanted.Value == nil || wanted.Value == $0.value) }
        }
    }
}

/// A metric as it is shown, and as it is asked for.
struct MetricShown: Codable, Sendable {
    let Namespace: String?
    let MetricName: String?
    let Dimensions: [DimensionFields]?

    init(_ metric: LocalCloud.MetricName) {
        Namespace = metric.namespace
        MetricName = metric.name
        Dimensions = metric.dimensions.map { DimensionFields(Name: $0.name, Value: $0.value) }
    }
}
