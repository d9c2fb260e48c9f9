/// A type with everything that synthesised Codable knows.
struct Probe: Codable {
    enum Mode: String, Codable {
        case a, b
    }

    indirect enum Shape: Codable {
        case none
        case one(Int)
        case many(name: String, shapes: [Shape])
    }

    var a: Int?
    var b: String?
    var c: [Double]?
    var d: Mode?
    var e: Shape?
    var f: [Int: Bool]?
    var g: [Probe]?
    var h: UInt8?
    var i: [String: String]?
    var j: [String]?
}
