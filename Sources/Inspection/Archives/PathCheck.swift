/// Names of members that lead out of the folder.
enum PathCheck {
    static func isUnsafe(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        guard let first = bytes.first else { return false }
        let isAbsolute = first == UInt8(ascii: "/") || first == UInt8(ascii: "\\")
        let hasDrive = bytes.count > 1 && bytes[1] == UInt8(ascii: ":")
        let steps = bytes.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
        return isAbsolute || hasDrive || bytes.contains(0) || steps.contains { $0.elementsEqual("..".utf8) }
    }
}
