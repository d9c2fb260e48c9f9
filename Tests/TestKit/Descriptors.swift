import Glibc

/// This process's open descriptors.
package enum Descriptors {
    /// How many are connections to a port of this machine.
    package static func connected(to port: UInt16) -> Int {
        (Int32(0)..<4_096).count { descriptor in
            var address = sockaddr_in()
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let isConnected = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &length) == 0 }
            }
            return isConnected && Int32(address.sin_family) == AF_INET && UInt16(bigEndian: address.sin_port) == port
        }
    }

    /// How many are of a kind, by what /proc/self/fd says of them: `pipe:`, `anon_inode:[eventfd]`.
    package static func count(of kind: String) -> Int {
        (0..<4_096).count { descriptor in
            var name = [UInt8](repeating: 0, count: 64)
            let count = name.withUnsafeMutableBytes { bytes in
                bytes.withMemoryRebound(to: CChar.self) { text in
                    text.baseAddress.map { readlink("/proc/self/fd/\(descriptor)", $0, text.count) } ?? 0
                }
            }
            return String(decoding: name.prefix(max(0, count)), as: UTF8.self).hasPrefix(kind)
        }
    }
}
