/// SHA-1 (FIPS 180-4), for UUID version 5 alone: it is broken for anything that must withstand an adversary.
enum SHA1 {
    static func digest(of message: [UInt8]) -> [UInt8] {
        var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0]
        let padded = pad(message)
        for start in stride(from: 0, to: padded.count, by: 64) {
            state = compress(padded[start..<start + 64], into: state)
        }
        return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) } }
    }

    /// A one bit, zeros, and the length in bits as the last eight bytes of a block of 64.
    private static func pad(_ message: [UInt8]) -> [UInt8] {
        var padded = message
        padded.append(0x80)
        while padded.count % 64 != 56 { padded.append(0) }
        let bits = UInt64(message.count) &* 8
        padded += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * $0)) }
        return padded
    }

    private static func compress(_ block: ArraySlice<UInt8>, into state: [UInt32]) -> [UInt32] {
        var words = stride(from: block.startIndex, to: block.endIndex, by: 4).map { start in
            block[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) }
        }
        for index in 16..<80 {
            words.append(rotate(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], by: 1))
        }

        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
        for (round, word) in words.enumerated() {
            let (mixed, constant) = mix(b, c, d, round: round)
            let next = rotate(a, by: 5) &+ mixed &+ e &+ constant &+ word
            (a, b, c, d, e) = (next, a, rotate(b, by: 30), c, d)
        }
        return zip(state, [a, b, c, d, e]).map { $0 &+ $1 }
    }

    /// The function and the constant of a round (FIPS 180-4 4.1.1 and 4.2.1).
    private static func mix(_ x: UInt32, _ y: UInt32, _ z: UInt32, round: Int) -> (UInt32, UInt32) {
        switch round {
        case 0..<20: (x & y ^ ~x & z, 0x5a82_7999)
        case 20..<40: (x ^ y ^ z, 0x6ed9_eba1)
        case 40..<60: (x & y ^ x & z ^ y & z, 0x8f1b_bcdc)
        default: (x ^ y ^ z, 0xca62_c1d6)
        }
    }

    private static func rotate(_ word: UInt32, by count: UInt32) -> UInt32 {
        word << count | word >> (32 - count)
    }
}
