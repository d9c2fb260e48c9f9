import Glibc

/// Everything that a value tells to whoever prints it, in any way that there is.
func disclosure(_ value: Any) -> String {
    var text = "\(value)\n\(String(reflecting: value))\n\([value])\n\(Optional.some(value) as Any)\n"
    dump(value, to: &text)
    tell(value, to: &text, depth: 0)
    return text
}

/// Bytes are printed as numbers, which nobody would find a word in.
private func tell(_ value: Any, to text: inout String, depth: Int) {
    guard depth < 12 else { return }
    if let bytes = value as? [UInt8] {
        text += String(decoding: bytes, as: UTF8.self) + "\n"
        return
    }
    for child in Mirror(reflecting: value).children { tell(child.value, to: &text, depth: depth + 1) }
}

/// What no text may hold: our secrets, whatever proves who we are, and anything that has the form of a signature.
func leaks(in text: String, besides secrets: [String] = []) -> [String] {
    let words = ["HUSH", "X-Amz-Signature=", "X-Amz-Security-Token=", "X-Amz-Credential=", "Signature=", "AWS4-HMAC"]
    // The C library looks for words faster than a debug build can, but takes a zero for the end.
    let bytes = text.utf8.map { $0 == 0 ? 0x20 : CChar(bitPattern: $0) } + [0]
    var found = (words + secrets).filter { strstr(bytes, $0) != nil }
    var run = 0
    for byte in text.utf8 {
        run = (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) ? run + 1 : 0
        if run == 64 { found.append("64 hex digits") }
    }
    return found
}
