/// The harmless file that every scanner of viruses is to find, as EICAR defines it.
///
/// It begins with 68 known bytes; blanks may follow, up to 128 bytes in all. Whatever else holds them is not it.
package enum EICARFile {
    /// The 68 bytes.
    ///
    /// They are kept in reverse: whoever scans this repository, or a program that was built of it, is not to find them.
    package static let signature = Array(
        #"*H+H$!ELIF-TSET-SURIVITNA-DRADNATS-RACIE$}7)CC7)^P(45XZP\4[PA@%P!O5X"#.utf8.reversed()
    )

    package static let longest = 128

    /// Whether a file is it; `head` holds all of its bytes, or more than ``longest``.
    package static func matches(_ head: [UInt8]) -> Bool {
        head.starts(with: signature) && head.count <= longest
            && head.dropFirst(signature.count).allSatisfy(blanks.contains)
    }

    /// Space, tab, line feed, carriage return, and Control-Z, which once ended files.
    private static let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0x1A]
}
