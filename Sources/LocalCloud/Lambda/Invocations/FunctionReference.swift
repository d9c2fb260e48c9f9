/// Which function is meant, and by which qualifier: a name, a part of an ARN, or all of it.
struct FunctionReference: Sendable, Equatable {
    let name: String
    /// `$LATEST` or an alias; nil where none was named.
    var qualifier: String?

    init(name: String, qualifier: String? = nil) {
        self.name = name
        self.qualifier = qualifier
    }

    /// Reads `name`, `name:alias`, `account:function:name`, `function:name` and ARNs, each with a qualifier or without.
    init?(_ text: String) {
        var words = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if words.first == "arn" {
            guard words.count >= 7, words[2] == "lambda" else { return nil }
            words.removeFirst(5)
        } else if words.count >= 3, words[1] == "function" {
            words.removeFirst()
        }
        if words.first == "function", words.count > 1 { words.removeFirst() }
        guard (1...2).contains(words.count), words[0].isFunctionName else { return nil }
        if words.count == 2, words[1].isEmpty { return nil }
        self.init(name: words[0], qualifier: words.count == 2 ? words[1] : nil)
    }
}

extension String {
    fileprivate var isFunctionName: Bool {
        (1...64).contains(utf8.count)
            && utf8.allSatisfy { byte in
                let lower = byte | 0x20
                return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z"))
                    || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || "-_".utf8.contains(byte)
            }
    }
}
