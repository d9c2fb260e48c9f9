package import Domain

/// Where the deployment sends each kind of message.
package struct Routes: Sendable, Equatable {
    package enum Route: Sendable, Equatable {
        case queue(url: String)
        case topic(arn: String)
    }

    private let routes: [Destination: Route]

    /// A function is given the routes that it sends to, and no others.
    package init(_ routes: [Destination: Route]) {
        self.routes = routes
    }

    subscript(_ destination: Destination) -> Route? { routes[destination] }
}
