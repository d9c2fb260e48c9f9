struct BMPImage: Format {
    func inspect(_ file: FileReader, _ facts: inout Facts) {
        let isOld = file.head.u32(14, .little) == 12
        facts.add("width", isOld ? file.head.u16(18, .little) : file.head.u32(18, .little))
        // A picture that is stored from its top has a negative one.
        let height = file.head.number(22, 4, .little).map { abs(Int(Int32(truncatingIfNeeded: $0))) }
        facts.add("height", isOld ? file.head.u16(20, .little) : height)
        facts.add("bits_per_pixel", file.head.u16(isOld ? 24 : 28, .little))
    }
}
