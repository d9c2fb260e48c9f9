/// Kinds that are told by more than their first bytes.
enum Containers {
    static func match(_ head: Bytes) -> String? {
        riff(head) ?? isoMedia(head) ?? matroska(head) ?? ogg(head) ?? program(head) ?? picture(head) ?? late(head)
    }

    private static func riff(_ head: Bytes) -> String? {
        if head.holds("FORM", at: 0), ["AIFF", "AIFC"].contains(head.tag(8)) { return "audio/aiff" }
        guard head.holds("RIFF", at: 0) || head.holds("RF64", at: 0) else { return nil }
        return switch head.tag(8) {
        case "WAVE": "audio/wav"
        case "AVI ": "video/x-msvideo"
        case "WEBP": "image/webp"
        default: nil
        }
    }

    /// The first box of MP4 and its kin names the brand.
    private static func isoMedia(_ head: Bytes) -> String? {
        guard head.holds("ftyp", at: 4), let brand = head.tag(8) else {
            // QuickTime from before there were brands.
            let isOld = ["moov", "mdat", "wide", "free", "skip"].contains(head.tag(4)) && head.u8(0) == 0
            return isOld && head.u32(0, .big) ?? 0 >= 8 ? "video/quicktime" : nil
        }
        return switch brand {
        case "qt  ": "video/quicktime"
        case "M4A ", "M4B ": "audio/mp4"
        case "heic", "heix", "hevc", "heim", "heis": "image/heic"
        case "mif1", "msf1": "image/heif"
        case "avif", "avis": "image/avif"
        case _ where brand.hasPrefix("3g"): "video/3gpp"
        default: "video/mp4"
        }
    }

    private static func matroska(_ head: Bytes) -> String? {
        guard head.holds([0x1a, 0x45, 0xdf, 0xa3], at: 0) else { return nil }
        return head[from: 0, upTo: 64].firstIndex(of: "webm") == nil ? "video/x-matroska" : "video/webm"
    }

    private static func ogg(_ head: Bytes) -> String? {
        guard head.holds("OggS", at: 0) else { return nil }
        let first = head[from: 28, upTo: 8]
        if first.holds("theora", at: 1) { return "video/ogg" }
        let isSound = first.holds("vorbis", at: 1) || first.holds("OpusHead", at: 0) || first.holds("FLAC", at: 1)
        return isSound ? "audio/ogg" : "application/ogg"
    }

    private static func program(_ head: Bytes) -> String? {
        if head.holds([0xca, 0xfe, 0xba, 0xbe], at: 0), let count = head.u32(4, .big) {
            // Here a program for several processors has their number, and a class of Java its version, from 45.
            return count < 40 ? "application/x-mach-binary" : "application/java-vm"
        }
        guard head.holds("MZ", at: 0) else { return nil }
        let header = head.u32(0x3c, .little) ?? 0
        return head.count < 64 || header > head.count || head.holds("PE\u{0}\u{0}", at: header)
            ? MediaType.portableExecutable : "application/x-dosexec"
    }

    private static func picture(_ head: Bytes) -> String? {
        if head.holds("BM", at: 0), let header = head.u32(14, .little), [12, 40, 52, 56, 64, 108, 124].contains(header)
        {
            return "image/bmp"
        }
        if head.holds([0, 0, 1, 0], at: 0), let count = head.u16(4, .little), (1...256).contains(count),
            head.u8(9) == 0
        {
            return "image/x-icon"
        }
        return nil
    }

    /// What is told by so few bits that everything else is asked first.
    private static func late(_ head: Bytes) -> String? {
        if let first = MPEGFrame(head), first.isFollowed(in: head) { return "audio/mpeg" }
        if let first = head.u16(0, .big), first & 0xfff6 == 0xfff0, head.count > 7 { return "audio/aac" }
        // A PDF may have up to 1024 bytes of something else before it.
        if head[from: 0, upTo: 1024].firstIndex(of: "%PDF-1.") != nil { return "application/pdf" }
        return TarHeader(head) == nil ? nil : "application/x-tar"
    }
}
