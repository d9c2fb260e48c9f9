/// Where the objects of one revision of a document are.
enum PDFCrossReferences {
    enum Place {
        case offset(Int64)
        /// The object that it is packed into, and its number there.
        case packed(in: Int, index: Int)
        case unused
    }

    /// Lines of twenty bytes each, which are read one by one where they are wanted.
    struct Table {
        struct Part {
            let first: Int
            let count: Int
            let start: Int64
        }

        var parts: [Part] = []

        func place(of number: Int) -> Int64? {
            guard let part = parts.first(where: { number >= $0.first && number - $0.first < $0.count }) else {
                return nil
            }
            return part.start + Int64(number - part.first) * 20
        }
    }

    /// Numbers of a few bytes each (ISO 32000-1 7.5.8).
    struct Stream {
        private let data: Bytes
        private let widths: [Int]
        private let parts: [(first: Int, count: Int)]

        init?(_ dictionary: PDFValue, _ data: Bytes) {
            guard let widths = dictionary["W"]?.array?.compactMap(\.int), widths.count == 3,
                widths.allSatisfy({ $0 <= 8 }), widths.reduce(0, +) > 0
            else { return nil }
            self.data = data
            self.widths = widths
            let index = dictionary["Index"]?.array?.compactMap(\.int) ?? [0, dictionary["Size"]?.int ?? 0]
            parts = stride(from: 0, to: index.count - 1, by: 2).map { (index[$0], index[$0 + 1]) }
        }

        func place(of number: Int) -> Place? {
            var skipped = 0
            for part in parts {
                if number >= part.first, number - part.first < part.count {
                    return entry(skipped.addingReportingOverflow(number - part.first).partialValue)
                }
                skipped = skipped.addingReportingOverflow(part.count).partialValue
            }
            return nil
        }

        private func entry(_ index: Int) -> Place? {
            let width = widths.reduce(0, +)
            guard index >= 0, index <= data.count / width, let entry = data.slice(index * width, width) else {
                return nil
            }
            let kind = widths[0] == 0 ? 1 : entry.number(0, widths[0], .big) ?? 0
            guard let second = entry.number(widths[0], widths[1], .big).flatMap(Int.init(exactly:)),
                let third = entry.number(widths[0] + widths[1], widths[2], .big).flatMap(Int.init(exactly:))
            else { return nil }
            switch kind {
            case 1: return .offset(Int64(second))
            case 2: return .packed(in: second, index: third)
            default: return .unused
            }
        }
    }

    case table(Table)
    case stream(Stream)
}
