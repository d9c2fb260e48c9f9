import YAML

extension Resolver {
    /// `Fn::Cidr`: the first `count` blocks of IPv4 addresses with `bits` bits for hosts.
    mutating func addressBlocks(_ argument: Value, at place: YAMLPlace) throws(TemplateError) -> Value {
        let values = try arguments("Fn::Cidr", argument, 2...3)
        let block = try text(values[0], of: "The block of Fn::Cidr")
        let count = Int(try text(values[1], of: "The count of Fn::Cidr"))
        let bits = values.count == 3 ? Int(try text(values[2], of: "The bits of Fn::Cidr")) : 8
        let parts = block.split(separator: "/")
        let octets = (parts.first ?? "").split(separator: ".").compactMap { UInt8($0) }
        guard parts.count == 2, octets.count == 4, let prefix = Int(parts[1]), 0...32 ~= prefix else {
            throw TemplateError(.wrongShape("The block of Fn::Cidr", expected: "an IPv4 block"), at: values[0].place)
        }
        guard let count, 1...256 ~= count, let bits, 1...(32 - prefix + 1) ~= bits, bits < 32,
            (UInt64(count) << UInt64(bits)) <= (UInt64(1) << UInt64(32 - prefix))
        else {
            throw TemplateError(
                .wrongShape("Fn::Cidr", expected: "no more blocks than \(block) holds, 256 at most"),
                at: place
            )
        }
        let address = octets.reduce(0) { ($0 << 8) | UInt64($1) }
        let start = (address >> UInt64(32 - prefix)) << UInt64(32 - prefix)
        let blocks = (0..<count).map { index in
            let block = start + (UInt64(index) << UInt64(bits))
            let words = [24, 16, 8, 0].map { String(block >> UInt64($0) & 0xFF) }
            return Value.text(words.joined(separator: ".") + "/\(32 - bits)", at: place)
        }
        return .list(blocks, at: place)
    }
}
