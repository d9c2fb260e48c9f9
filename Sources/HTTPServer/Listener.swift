import CLinux
import Glibc
import SystemCalls

/// A port of this machine's loopback address; no other address can be said.
struct Listener {
    let descriptor: Int32
    let port: UInt16

    /// As many as the kernel keeps waiting while the server is at work.
    private static let backlog: Int32 = 512

    /// Listens on the port, or on a free one where it is 0.
    ///
    /// Children that are started beside inherit neither this socket nor a connection of it.
    static func open(port: UInt16) throws(ServerFailure) -> Listener {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_INET, kind, 0)
        guard descriptor >= 0 else { throw .system(call: "socket", .last) }
        do throws(ServerFailure) {
            return Listener(descriptor: descriptor, port: try listen(descriptor, port))
        } catch {
            _ = close(descriptor)
            throw error
        }
    }

    /// The next connection that waits.
    static func accept(_ descriptor: Int32) -> Result<Int, SystemError> {
        uninterrupted { Int(assay_accept(descriptor, Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue))) }
    }

    private static func listen(_ descriptor: Int32, _ port: UInt16) throws(ServerFailure) -> UInt16 {
        var on: Int32 = 1
        // Connections of a server before us that are still closing do not keep the port; one that listens does.
        _ = setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let failure: ServerFailure? = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                if bind(descriptor, generic, length) != 0 { return ServerFailure(.last, listeningOn: port) }
                if Glibc.listen(descriptor, backlog) != 0 { return ServerFailure(.last, listeningOn: port) }
                if getsockname(descriptor, generic, &length) != 0 { return .system(call: "getsockname", .last) }
                return nil
            }
        }
        if let failure { throw failure }
        return UInt16(bigEndian: address.sin_port)
    }
}

extension ServerFailure {
    fileprivate init(_ error: SystemError, listeningOn port: UInt16) {
        switch error.number {
        case EADDRINUSE: self = .portInUse(port)
        case EACCES: self = .portForbidden(port)
        default: self = .system(call: "listen", error)
        }
    }
}
