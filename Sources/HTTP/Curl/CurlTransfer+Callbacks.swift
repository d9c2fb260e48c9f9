import CCurl
import Glibc

extension CurlTransfer {
    func configureCallbacks() throws(CurlFailure) {
        let own = Unmanaged.passUnretained(self).toOpaque()
        for option in [
            CURLOPT_PRIVATE, CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_READDATA, CURLOPT_PREREQDATA,
            CURLOPT_OPENSOCKETDATA,
        ] {
            try CurlFailure.check(ccurl_set_pointer(handle, option, own))
        }
        try CurlFailure.check(ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, words))
        try CurlFailure.check(ccurl_set_writer(handle, CURLOPT_HEADERFUNCTION, Self.headLineCame))
        try CurlFailure.check(ccurl_set_writer(handle, CURLOPT_WRITEFUNCTION, Self.bodyCame))
        try CurlFailure.check(ccurl_set_reader(handle, Self.bodyIsWanted))
        try CurlFailure.check(ccurl_set_opener(handle, Self.socketIsWanted))
        try CurlFailure.check(
            ccurl_set_prerequest(handle) { context, peer, _, _, _ in
                let address = peer.flatMap { PeerAddress(String(cString: $0)) }
                return CurlTransfer.at(context)?.mayBegin(with: address) == true
                    ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
            }
        )
    }

    private static func at(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
        context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// A program that this one starts must not inherit the connection.
    private static let socketIsWanted: curl_opensocket_callback = { context, _, address in
        guard let transfer = CurlTransfer.at(context), transfer.mayConnect(), let pointer = address,
            transfer.mayReach(PeerAddress(pointer))
        else { return CURL_SOCKET_BAD }
        let address = pointer.pointee
        return socket(address.family, address.socktype | Int32(SOCK_CLOEXEC.rawValue), address.protocol)
    }

    /// Taking fewer bytes than were given makes libcurl give up.
    private static let headLineCame: curl_write_callback = { bytes, _, count, context in
        let line = UnsafeRawBufferPointer(start: bytes, count: count)
        return CurlTransfer.at(context)?.take(headLine: line) == true ? count : 0
    }

    private static let bodyCame: curl_write_callback = { bytes, _, count, context in
        guard let transfer = CurlTransfer.at(context), count > 0 else { return 0 }
        switch transfer.take(body: UnsafeRawBufferPointer(start: bytes, count: count)) {
        case true?: return count
        case false?: return 0
        case nil: return Int(CURL_WRITEFUNC_PAUSE)
        }
    }

    private static let bodyIsWanted: curl_read_callback = { buffer, size, count, context in
        guard let transfer = CurlTransfer.at(context) else { return Int(CURL_READFUNC_ABORT) }
        switch transfer.give(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count)) {
        case .bytes(let count): return count
        case .end: return 0
        case .later: return Int(CURL_READFUNC_PAUSE)
        }
    }
}
