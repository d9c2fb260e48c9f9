package import AWSClient
package import Hosting
import HTTP
import Time

extension Outside {
    /// The real network, time and randomness.
    package static func platform(_ settings: Settings) throws -> Outside {
        Outside(
            transport: CurlTransport(trusting: try CertificateAuthorities(setting: settings.optional)),
            clock: SystemClock(),
            random: SystemRandom()
        )
    }
}

/// Makes a function's handler with the ports of AWS; what the settings lack is noted in them.
package func onAWS<Made: Handler>(
    _ settings: inout Settings,
    _ outside: Outside? = nil,
    _ make: (inout AWSSupply) throws -> Made
) throws -> Made {
    var supply = try AWSSupply(settings, try outside ?? .platform(settings))
    defer { settings = supply.settings }
    return try make(&supply)
}
