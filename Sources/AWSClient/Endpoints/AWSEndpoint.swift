package import HTTP

/// Where a service is reached, and as what its requests are signed.
package struct AWSEndpoint: Sendable, Equatable {
    package let origin: WebOrigin
    /// What stands before the path of every request, where a configured URL has a path; without a slash at its end.
    package let path: String
    package let region: String
    /// Nil where a setting named the address, which then is the same for all regions.
    package let variant: Variant?

    package init(origin: WebOrigin, path: String = "", region: String) {
        self.origin = origin
        self.path = path
        self.region = region
        variant = nil
    }

    /// Which of AWS's own addresses for a service.
    package struct Variant: Sendable, Equatable {
        let isDualStack: Bool
        let isFIPS: Bool
    }

    init(of service: AWSServiceName, in region: AWSRegion, _ variant: Variant) {
        origin = WebOrigin(
            scheme: .https,
            host: region.host(of: service, isDualStack: variant.isDualStack, isFIPS: variant.isFIPS)
        )
        path = ""
        self.region = region.name
        self.variant = variant
    }

    /// The same service in another region.
    func moved(to region: AWSRegion, of service: AWSServiceName) -> AWSEndpoint {
        guard let variant else { return AWSEndpoint(origin: origin, path: path, region: region.name) }
        return AWSEndpoint(of: service, in: region, variant)
    }
}

/// Why a service has no address.
package enum EndpointFault: Error, Sendable, Equatable {
    case noRegion
    /// It would become a part of a host name, and is not fit to.
    case invalidRegion(String)
    /// The setting is named; its value may hold a password.
    case invalidURL(setting: String)
}

extension EndpointFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noRegion: "no region is set: AWS_REGION, or region in the profile"
        case .invalidRegion(let region): "'\(region)' is no region"
        case .invalidURL(let setting): "\(setting) is no URL of http or https"
        }
    }
}

extension AWSEndpoint {
    /// Resolves a service's address from the process's settings and its profile.
    ///
    /// The first of these decides: the service's own variable, the common variable, the profile's section of services,
    /// the profile; then the region's public address.
    package init(
        of service: AWSServiceName,
        settings: AWSSettings,
        profile: Profile = Profile()
    ) throws(EndpointFault) {
        let region = try AWSRegion(settings: settings, profile: profile)
        guard let (setting, url) = Self.configured(service, settings, profile) else {
            let variant = Variant(
                isDualStack: settings.flag("AWS_USE_DUALSTACK_ENDPOINT", profile["use_dualstack_endpoint"]),
                isFIPS: settings.flag("AWS_USE_FIPS_ENDPOINT", profile["use_fips_endpoint"])
            )
            self.init(of: service, in: region, variant)
            return
        }
        guard let (origin, path) = Self.parse(url) else { throw .invalidURL(setting: setting) }
        self.init(origin: origin, path: path, region: region.name)
    }

    private static func configured(
        _ service: AWSServiceName,
        _ settings: AWSSettings,
        _ profile: Profile
    ) -> (setting: String, url: String)? {
        if settings.flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", profile["ignore_configured_endpoint_urls"]) {
            return nil
        }
        let own = "AWS_ENDPOINT_URL_\(service.settingName)"
        let candidates = [
            (own, settings[own]),
            ("AWS_ENDPOINT_URL", settings["AWS_ENDPOINT_URL"]),
            ("services", profile.services[service.settingName.lowercased()]?["endpoint_url"]),
            ("endpoint_url", profile["endpoint_url"]),
        ]
        for case (let setting, let url?) in candidates { return (setting, url) }
        return nil
    }

    /// Scheme, host, port and path of a URL that has nothing else.
    package static func parse(_ url: String) -> (WebOrigin, path: String)? {
        guard let scheme = [WebOrigin.Scheme.http, .https].first(where: { url.hasPrefix("\($0.rawValue)://") }) else {
            return nil
        }
        let rest = url.dropFirst(scheme.rawValue.count + 3)
        let authority = rest.prefix { $0 != "/" }
        var path = rest[authority.endIndex...]
        while path.last == "/" { path = path.dropLast() }
        guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !"?#\"<>".utf8.contains($0) }) else { return nil }
        guard let origin = WebOrigin(scheme: scheme, authority: authority) else { return nil }
        return (origin, String(path))
    }
}

extension AWSSettings {
    /// The variable where it is set, else the profile's word for it.
    func flag(_ name: String, _ profile: String?) -> Bool {
        self[name] == nil ? profile?.lowercased() == "true" : isTrue(name)
    }
}

extension WebOrigin {
    /// Nil for what is no host with or without a port: an account in front of it, say.
    init?(scheme: Scheme, authority: Substring) {
        var host = authority
        var port: UInt16?
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<end]
            let tail = authority[authority.index(after: end)...]
            guard tail.isEmpty || tail.first == ":", host.utf8.allSatisfy(Self.isOfIPv6) else { return nil }
            if !tail.isEmpty {
                guard let number = UInt16(tail.dropFirst()) else { return nil }
                port = number
            }
        } else if let colon = authority.lastIndex(of: ":") {
            host = authority[..<colon]
            guard let number = UInt16(authority[authority.index(after: colon)...]) else { return nil }
            port = number
        }
        guard !host.isEmpty, authority.first == "[" || host.utf8.allSatisfy(Self.isOfName) else { return nil }
        self.init(scheme: scheme, host: host.lowercased(), port: port)
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func isOfIPv6(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
