import Encoding

/// Bytes that a test writes as digits; a slip of the pen gives none, and the test fails.
func hex(_ digits: String) -> [UInt8] {
    Hex.decode(digits) ?? []
}
