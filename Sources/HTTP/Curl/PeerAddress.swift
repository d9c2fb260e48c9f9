import CCurl
import Glibc

/// The address that a connection goes to: what a name has become.
struct PeerAddress {
    /// 4 of IPv4, 16 of IPv6; where IPv6 only wraps an address of IPv4, that one.
    private let bytes: [UInt8]

    private init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        let wrapping = Self.wrappings.first { bytes.count == 16 && bytes.starts(with: $0.prefix) }
        self.bytes = wrapping.map { Array(bytes[$0.at..<$0.at + 4]) } ?? bytes
    }

    /// As libcurl is about to connect to it: the address goes on behind the structure's own end.
    init?(_ address: UnsafePointer<curl_sockaddr>) {
        guard let start = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return nil }
        let raw = UnsafeRawBufferPointer(
            start: UnsafeRawPointer(address) + start,
            count: Int(address.pointee.addrlen)
        )
        switch address.pointee.family {
        case AF_INET where raw.count >= 8: self.init(bytes: Array(raw[4..<8]))
        case AF_INET6 where raw.count >= 24: self.init(bytes: Array(raw[8..<24]))
        default: return nil
        }
    }

    /// As a connection tells it that stands already.
    init?(_ text: String) {
        var bytes = [UInt8](repeating: 0, count: 16)
        let host = text.prefix { $0 != "%" }
        if inet_pton(AF_INET, String(host), &bytes) == 1 {
            self.init(bytes: Array(bytes.prefix(4)))
        } else if inet_pton(AF_INET6, String(host), &bytes) == 1 {
            self.init(bytes: bytes)
        } else {
            return nil
        }
    }

    /// Whether it is link-local, nobody's, everybody's, or one where a cloud keeps credentials or names.
    var isOfMetadata: Bool { Self.refused.contains { $0.holds(bytes) } }

    private struct Network {
        let bytes: [UInt8]
        let bits: Int

        func holds(_ address: [UInt8]) -> Bool {
            address.count == bytes.count
                && (0..<bits).allSatisfy { (address[$0 / 8] ^ bytes[$0 / 8]) & (0x80 >> UInt8($0 % 8)) == 0 }
        }
    }

    private static let refused = [
        Network(bytes: [0, 0, 0, 0], bits: 8),  // this host
        Network(bytes: [169, 254, 0, 0], bits: 16),  // link-local, and most clouds' metadata
        Network(bytes: [100, 100, 100, 200], bits: 32),  // Alibaba's metadata
        Network(bytes: [168, 63, 129, 16], bits: 32),  // Azure's own services
        Network(bytes: [192, 0, 0, 192], bits: 32),  // Oracle's metadata
        Network(bytes: [224, 0, 0, 0], bits: 3),  // multicast, and what is reserved behind it
        Network(bytes: [UInt8](repeating: 0, count: 16), bits: 128),  // nobody
        Network(bytes: [0xFE, 0x80] + [UInt8](repeating: 0, count: 14), bits: 10),  // link-local
        Network(bytes: [0xFF] + [UInt8](repeating: 0, count: 15), bits: 8),  // multicast
        Network(bytes: [0xFD, 0, 0x0E, 0xC2] + [UInt8](repeating: 0, count: 12), bits: 32),  // AWS's own services
        Network(bytes: [0xFD, 0x20, 0, 0xCE] + [UInt8](repeating: 0, count: 12), bits: 32),  // Google's metadata
    ]

    /// How IPv6 writes addresses of IPv4: mapped, translated (NAT64), and 6to4.
    private static let wrappings: [(prefix: [UInt8], at: Int)] = [
        ([UInt8](repeating: 0, count: 10) + [0xFF, 0xFF], 12),
        ([0, 0x64, 0xFF, 0x9B] + [UInt8](repeating: 0, count: 8), 12),
        ([0x20, 0x02], 2),
    ]
}
