/// A region, and the partition of AWS that it lies in.
package struct AWSRegion: Sendable, Equatable {
    package let name: String

    package init(_ name: String) throws(EndpointFault) {
        let isLabel = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
        guard isLabel, !name.isEmpty, name.utf8.count <= 63, !name.hasPrefix("-"), !name.hasSuffix("-") else {
            throw .invalidRegion(String(name.prefix(63)))
        }
        self.name = name
    }

    package init(settings: AWSSettings, profile: Profile = Profile()) throws(EndpointFault) {
        guard let name = settings["AWS_REGION"] ?? settings["AWS_DEFAULT_REGION"] ?? profile["region"] else {
            throw .noRegion
        }
        try self.init(name)
    }

    /// The public name of a service in this region.
    func host(of service: AWSServiceName, isDualStack: Bool, isFIPS: Bool) -> String {
        // In the regions of the US government the plain addresses of these are validated, and have no others beside.
        let isPlainFIPS = self.name.hasPrefix("us-gov-") && !isDualStack && [.sqs, .sns, .sts].contains(service)
        let name = service.hostName + (isFIPS && !isPlainFIPS ? "-fips" : "")
        guard isDualStack else { return "\(name).\(self.name).\(partition.suffix)" }
        // S3 had both kinds of address before there was a domain for it.
        return service == .s3
            ? "\(name).dualstack.\(self.name).\(partition.suffix)" : "\(name).\(self.name).\(partition.dualStackSuffix)"
    }

    private var partition: (suffix: String, dualStackSuffix: String) {
        switch name {
        case _ where name.hasPrefix("cn-"): ("amazonaws.com.cn", "api.amazonwebservices.com.cn")
        case _ where name.hasPrefix("eusc-"): ("amazonaws.eu", "api.amazonwebservices.eu")
        default: ("amazonaws.com", "api.aws")
        }
    }
}
