import Template

/// The routes of an API, the most specific first.
struct RouteTable: Sendable {
    struct Entry: Sendable {
        let route: HTTPAPI.Route
        let pattern: RoutePattern
    }

    /// A route and what it takes out of a path.
    struct Match: Sendable {
        let route: HTTPAPI.Route
        let pattern: RoutePattern
        let parameters: [PathParameter]
    }

    private let entries: [Entry]

    init(_ routes: [HTTPAPI.Route]) {
        entries = routes.map { Entry(route: $0, pattern: RoutePattern($0.path)) }.sorted { $0.goesBefore($1) }
    }

    func match(_ method: String, _ path: APIPath) -> Match? {
        for entry in entries where entry.takes(method) {
            if let parameters = entry.pattern.match(path) {
                return Match(route: entry.route, pattern: entry.pattern, parameters: parameters)
            }
        }
        return nil
    }
}

extension RouteTable.Entry {
    fileprivate func takes(_ method: String) -> Bool { route.method == nil || route.method == method }

    /// First how much of the path it says, then whether it says the method, then where it says more, from the left.
    fileprivate func goesBefore(_ other: Self) -> Bool {
        let (mine, others) = (pattern.looseness, other.pattern.looseness)
        if pattern.breadth != other.pattern.breadth { return pattern.breadth < other.pattern.breadth }
        if (route.method == nil) != (other.route.method == nil) { return other.route.method == nil }
        if mine != others { return mine.lexicographicallyPrecedes(others) }
        return route.key < other.route.key
    }
}
