/// The bytes that files of one kind begin with.
struct Signature: Sendable {
    private let offset: Int
    private let bytes: [UInt8]
    private let mediaType: String

    private init(_ bytes: [UInt8], at offset: Int = 0, _ mediaType: String) {
        self.offset = offset
        self.bytes = bytes
        self.mediaType = mediaType
    }

    private init(_ text: String, at offset: Int = 0, _ mediaType: String) {
        self.init(Array(text.utf8), at: offset, mediaType)
    }

    static func match(_ head: Bytes) -> String? {
        table.first { head.holds($0.bytes, at: $0.offset) }?.mediaType
    }

    /// All that can be told by signatures.
    static let mediaTypes = Set(table.map(\.mediaType))

    private static let table = documents + pictures + sounds + archives + programs

    private static let documents = [
        Signature("%PDF-", "application/pdf"),
        Signature([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], MediaType.ole),
        Signature("{\\rtf", "application/rtf"),
        Signature([0xc5, 0xd0, 0xd3, 0xc6], "image/x-eps"),
        Signature("%!PS", "application/postscript"),
    ]

    private static let pictures = [
        Signature([0xff, 0xd8, 0xff], "image/jpeg"),
        Signature([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], "image/png"),
        Signature("GIF87a", "image/gif"), Signature("GIF89a", "image/gif"),
        Signature([0x49, 0x49, 0x2a, 0x00], "image/tiff"), Signature([0x4d, 0x4d, 0x00, 0x2a], "image/tiff"),
        Signature([0x49, 0x49, 0x2b, 0x00, 0x08], "image/tiff"),
        Signature([0x4d, 0x4d, 0x00, 0x2b, 0x00, 0x08], "image/tiff"),
        Signature("8BPS", "image/vnd.adobe.photoshop"),
        Signature([0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a], "image/jp2"),
        Signature([0x00, 0x00, 0x00, 0x0c, 0x4a, 0x58, 0x4c, 0x20, 0x0d, 0x0a], "image/jxl"),
        Signature([0xff, 0x0a], "image/jxl"),
    ]

    private static let sounds = [
        Signature("ID3", "audio/mpeg"), Signature("fLaC", "audio/flac"), Signature("MThd", "audio/midi"),
        Signature("FLV\u{1}", "video/x-flv"), Signature([0x00, 0x00, 0x01, 0xba], "video/mpeg"),
        Signature([0x00, 0x00, 0x01, 0xb3], "video/mpeg"),
        Signature([0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11], "video/x-ms-asf"),
    ]

    private static let archives = [
        Signature("PK\u{3}\u{4}", MediaType.zip), Signature("PK\u{5}\u{6}", MediaType.zip),
        Signature([0x1f, 0x8b, 0x08], "application/gzip"),
        Signature("BZh", "application/x-bzip2"), Signature([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "application/x-xz"),
        Signature([0x28, 0xb5, 0x2f, 0xfd], "application/zstd"),
        Signature([0x04, 0x22, 0x4d, 0x18], "application/x-lz4"),
        Signature([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "application/x-7z-compressed"),
        Signature([0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], "application/vnd.rar"),
        Signature("MSCF\u{0}\u{0}\u{0}\u{0}", "application/vnd.ms-cab-compressed"),
        Signature("!<arch>\ndebian-binary", "application/vnd.debian.binary-package"),
        Signature("!<arch>\n", "application/x-archive"), Signature([0xed, 0xab, 0xee, 0xdb], "application/x-rpm"),
        Signature("070701", "application/x-cpio"), Signature("070707", "application/x-cpio"),
        Signature("ustar", at: 257, "application/x-tar"),
        Signature("CD001", at: 32_769, "application/x-iso9660-image"),
    ]

    private static let programs = [
        Signature([0x7f, 0x45, 0x4c, 0x46], "application/x-elf"),
        Signature([0xfe, 0xed, 0xfa, 0xce], "application/x-mach-binary"),
        Signature([0xfe, 0xed, 0xfa, 0xcf], "application/x-mach-binary"),
        Signature([0xce, 0xfa, 0xed, 0xfe], "application/x-mach-binary"),
        Signature([0xcf, 0xfa, 0xed, 0xfe], "application/x-mach-binary"),
        Signature("\u{0}asm", "application/wasm"), Signature("dex\n", "application/vnd.android.dex"),
        Signature([0x4c, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00], "application/x-ms-shortcut"),
        Signature("SQLite format 3\u{0}", "application/vnd.sqlite3"),
        Signature("wOFF", "font/woff"), Signature("wOF2", "font/woff2"), Signature("OTTO\u{0}", "font/otf"),
        Signature("ttcf\u{0}", "font/collection"), Signature([0x00, 0x01, 0x00, 0x00, 0x00], "font/ttf"),
        Signature("PAR1", "application/vnd.apache.parquet"),
        Signature([0xd4, 0xc3, 0xb2, 0xa1], "application/vnd.tcpdump.pcap"),
        Signature([0xa1, 0xb2, 0xc3, 0xd4], "application/vnd.tcpdump.pcap"),
        Signature([0x0a, 0x0d, 0x0d, 0x0a], "application/x-pcapng"),
    ]
}
