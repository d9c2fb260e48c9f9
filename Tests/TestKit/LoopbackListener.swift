import Glibc

/// A socket that listens on loopback, at a port that the system chose; whoever opened it closes it.
struct LoopbackListener {
    let descriptor: Int32
    let port: UInt16

    init(backlog: Int32 = 512) throws(ProgramFailure) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && listen(descriptor, backlog) == 0
                    && getsockname(descriptor, generic, &length) == 0
            }
        }
        guard isListening else {
            let number = errno
            _ = close(descriptor)
            throw .call("listen", number)
        }
        self.descriptor = descriptor
        port = UInt16(bigEndian: address.sin_port)
    }
}
