import Template

extension DeployedAPI {
    /// What AWS would do for it and this cloud does not.
    static func shortcomings(of api: HTTPAPI) -> [Shortcoming] {
        var found: [APIRefusal] = []
        for settings in api.authorizers {
            do throws(APIRefusal) {
                _ = try Authorizer(settings)
            } catch {
                found.append(error)
            }
        }
        let known = Set(api.authorizers.map(\.name))
        for route in api.routes {
            if route.payloadFormatVersion != "2.0" { found.append(.otherFormat(of: route)) }
            if let name = route.authorizer, !known.contains(name) { found.append(.noAuthorizer(name, of: route)) }
        }
        return found.compactMap { refusal in
            guard case .notEmulated(let what) = refusal else { return nil }
            return Shortcoming(api.id, "\(what) is not emulated: requests that need it are answered 501")
        }
    }
}

extension APIRefusal {
    static func otherFormat(of route: HTTPAPI.Route) -> APIRefusal {
        .notEmulated("Payload format \(route.payloadFormatVersion) of the route '\(route.key)'")
    }

    /// `AWS_IAM`, and what the template does not define; neither lets anybody in.
    static func noAuthorizer(_ name: String, of route: HTTPAPI.Route) -> APIRefusal {
        .notEmulated("The authorizer '\(name)' of the route '\(route.key)'")
    }
}
