import Sockets
import Testing

@Suite struct AddressTests {
    @Test(arguments: [
        ("127.0.0.1:9001", "127.0.0.1", 9001), ("localhost:80", "localhost", 80), ("[::1]:65535", "::1", 65535),
    ])
    func `a host and a port are an address`(text: String, host: String, port: Int) throws {
        let address = try Address(text)
        #expect(address.host == host)
        #expect(address.port == UInt16(port))
        #expect(address.description == text)
    }

    @Test(arguments: ["", ":", "host", "host:", ":80", "host:0", "host:65536", "host:-1", "::1:80", "a b:80", "a\n:80"])
    func `anything else is refused with its text`(text: String) {
        #expect(throws: StreamFailure.malformedAddress(text)) { try Address(text) }
    }

    @Test func `nobody listening is said with the address`() {
        #expect(throws: StreamFailure.unreachable(address: "127.0.0.1:1", reason: "Connection refused")) {
            try Socket(connectingTo: try Address("127.0.0.1:1"))
        }
    }

    @Test func `a name is looked up in the hosts file`() {
        #expect(throws: StreamFailure.unreachable(address: "localhost:1", reason: "Connection refused")) {
            try Socket(connectingTo: try Address("localhost:1"))
        }
    }
}
