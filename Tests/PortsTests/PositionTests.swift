import Domain
import Ports
import Testing
import Time

private let id = DocumentID(UUID.v5(namespace: .url, name: "document"))

@Test func `a place in the list survives its way through a URL`() throws {
    let position = Listing.Position(createdAt: Instant(millisecondsSinceEpoch: 1_758_799_311_690), document: id)
    #expect(position.description == "1758799311690_\(id)")
    #expect(try Listing.Position(position.description) == position)
}

@Test(arguments: [
    "", "_", "1", "1_", "1_x", "x_\(id)", "-1_\(id)", "1_\(id)_", "9223372036854775807_\(id)", "1 _\(id)", "１_\(id)",
])
func `what we gave nobody is no place in a list`(_ text: String) {
    #expect(throws: PortError.self) { try Listing.Position(text) }
}

@Test func `every document has a shard, and they are spread`() {
    var counts: [Shard: Int] = [:]
    for number in 0..<8_000 {
        counts[Shard(of: DocumentID(.v5(namespace: .url, name: "\(number)"))), default: 0] += 1
    }
    #expect(counts.count == Shard.count)
    #expect(counts.values.allSatisfy { (800...1_200).contains($0) })
}

@Test func `a grant is printed as nothing`() {
    let url = GrantURL(revealed: "https://b/k?X-Amz-Signature=5ecre7", expires: Instant(secondsSinceEpoch: 0))
    let grant = UploadGrant(url: url, headers: [])
    let form = FormGrant(action: "https://b/", fields: [GrantField("policy", revealed: "5ecre7")], expires: url.expires)
    for shown in ["\(url)", "\(grant)", "\(form)", String(reflecting: grant), String(reflecting: form)] {
        #expect(shown.split(separator: "5ecre7", omittingEmptySubsequences: false).count == 1)
    }
    var dumped = ""
    dump((grant, form), to: &dumped)
    #expect(dumped.split(separator: "5ecre7", omittingEmptySubsequences: false).count == 1)
}
