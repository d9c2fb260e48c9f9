/// A text whose first lines all have the same number of fields.
struct TableLayout {
    let delimiter: UInt8
    let columns: Int
    let header: [String]

    init?(_ text: Bytes) {
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
        for delimiter in candidates {
            let rows = TableLayout.rows(of: text, delimiter)
            guard let first = rows.first, rows.allSatisfy({ $0.count == first.count }) else { continue }
            // Two lines of prose may well have a comma each.
            guard first.count >= 2, rows.count >= (first.count > 2 ? 2 : 3) else { continue }
            self.delimiter = delimiter
            columns = first.count
            header = first
            return
        }
        return nil
    }

    private static let looksAt = 8

    /// The first rows, without one that the end cuts short.
    private static func rows(of text: Bytes, _ delimiter: UInt8) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        func close() {
            if row.count < 1000 { row.append(String(decoding: field, as: UTF8.self)) }
            field = []
        }
        for byte in text[from: 0, upTo: 32 << 10] {
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case delimiter where !isQuoted: close()
            case UInt8(ascii: "\n") where !isQuoted:
                close()
                if row != [""] { rows.append(row) }
                row = []
                if rows.count == looksAt { return rows }
            case UInt8(ascii: "\r"): break
            default: if field.count < 256 { field.append(byte) }
            }
        }
        if !field.isEmpty || !row.isEmpty, rows.count < 2 {
            close()
            rows.append(row)
        }
        return rows
    }
}
