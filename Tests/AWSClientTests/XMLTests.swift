import AWSClient
import Testing
import Time

struct XMLTests {
    private func read(_ text: String) throws(XMLFault) -> XMLElement { try XMLReader.read(Array(text.utf8)) }

    @Test func `elements, references, comments and attributes are read as S3 writes them`() throws {
        let root = try read(
            """
            \u{FEFF}<?xml version="1.0" encoding="UTF-8"?> <!-- a -->
            <s3:List xmlns:s3='http://s3/' a="&quot;>"><Key>a&amp;b&#13;&#xe9;</Key>
            <!-- - --><Key> c </Key><Empty/></s3:List >
            """
        )
        #expect(root.name == "List" && root.text.isEmpty)
        #expect(root.all("Key").map(\.text) == ["a&b\ré", " c "])
        #expect(root["Empty"] == XMLElement(name: "Empty"))
        #expect(root.text(at: "Nothing", "There") == nil)
    }

    @Test(
        arguments: [
            "", " ", "a", "<", "<a", "<a>", "<a></b>", "<a/><b/>", "<a/>b", "<a b/>", "<a b=c/>", "<a b='<'/>",
            "<a b='1'c='2'/>", "<a>&bomb;</a>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#+65;</a>", "<a>&</a>",
            "<a>\u{1}</a>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "<a><![CDATA[b]]></a>", "<a><?b?></a>", "<a><!-- ",
            "<1/>", "<-a/>", "< a/>", "<a></ a>", "<a b='", "<a b='&bomb;'/>", "<a><b></a></b>",
        ]
    )
    func `what is not the XML that AWS writes is refused`(text: String) {
        #expect(throws: XMLFault.self) { try read(text) }
    }

    @Test func `depth, length and bytes that are no text have their limits`() {
        let deep = String(repeating: "<a>", count: 33) + String(repeating: "</a>", count: 33)
        #expect(throws: XMLFault.tooDeep(limit: 32)) { try read(deep) }
        #expect(throws: XMLFault.tooLong(limit: 8 << 20)) {
            try XMLReader.read([UInt8](repeating: 32, count: 8 << 20 + 1))
        }
        #expect(throws: XMLFault.invalidUTF8) { try XMLReader.read([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]) }
    }

    @Test func `no damage to a document makes its reader trap`() {
        let whole = Array("<?xml version='1.0'?><R xmlns='u'><E><C>a&amp;&#13;b</C><!-- c --><D x=\"y\"/></E></R>".utf8)
        var generator = SeededRandom(seed: 7).generator
        var accepted = 0
        for _ in 0..<50_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: index)
                default: bytes.insert(whole[Int.random(in: 0..<whole.count, using: &generator)], at: index)
                }
            }
            do throws(XMLFault) {
                _ = try XMLReader.read(bytes)
                accepted += 1
            } catch {
                continue
            }
        }
        #expect(accepted > 0)
    }
}
