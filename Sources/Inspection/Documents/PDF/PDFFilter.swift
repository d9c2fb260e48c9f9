/// Undoes how a stream's bytes are kept, for the two ways in which what we read is kept.
enum PDFFilter {
    static func decode(_ bytes: Bytes, _ dictionary: PDFValue) -> Bytes? {
        let filters = dictionary["Filter"].map { $0.array ?? [$0] } ?? []
        guard filters.count <= 1 else { return nil }
        guard let filter = filters.first else { return bytes }
        guard filter.name == "FlateDecode" || filter.name == "Fl" else { return nil }
        let parameters = dictionary["DecodeParms"].flatMap { $0.array?.first ?? $0 }
        let inflated = Inflate(zlib: bytes).output
        guard let predictor = parameters?["Predictor"]?.int, predictor >= 10 else { return Bytes(inflated) }
        let pixel = max(
            1,
            min(parameters?["Colors"]?.int ?? 1, 32) * min(parameters?["BitsPerComponent"]?.int ?? 8, 16) / 8
        )
        return Bytes(unpredicted(inflated, columns: min(parameters?["Columns"]?.int ?? 1, 1 << 20) * pixel, pixel))
    }

    /// Each row begins with how it differs from the one above it (PNG, section 9).
    private static func unpredicted(_ bytes: [UInt8], columns: Int, _ pixel: Int) -> [UInt8] {
        guard columns > 0 else { return [] }
        var rows: [UInt8] = []
        rows.reserveCapacity(bytes.count)
        var above = [UInt8](repeating: 0, count: columns)
        for start in stride(from: 0, to: bytes.count - columns, by: columns + 1) {
            var row = Array(bytes[(start + 1)...(start + columns)])
            for index in row.indices {
                let left = index >= pixel ? row[index - pixel] : 0
                let corner = index >= pixel ? above[index - pixel] : 0
                row[index] &+= prediction(bytes[start], left, above[index], corner)
            }
            rows += row
            above = row
        }
        return rows
    }

    private static func prediction(_ kind: UInt8, _ left: UInt8, _ above: UInt8, _ corner: UInt8) -> UInt8 {
        switch kind {
        case 1: return left
        case 2: return above
        case 3: return UInt8((Int(left) + Int(above)) / 2)
        case 4:
            let guess = Int(left) + Int(above) - Int(corner)
            let (a, b, c) = (abs(guess - Int(left)), abs(guess - Int(above)), abs(guess - Int(corner)))
            return a <= b && a <= c ? left : b <= c ? above : corner
        default: return 0
        }
    }
}
