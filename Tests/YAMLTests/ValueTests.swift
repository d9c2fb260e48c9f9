import Testing
import YAML

@Suite struct ValueTests {
    @Test func `blocks, flows and block scalars give one tree`() throws {
        let text = """
            # A comment.
            plain: text with spaces
            list:
            - one
            - {two: 2, three: [3, "three"]}
            literal: |
              two
                lines
            folded: >-
              joined
              by a space

              and a line
            kept: |+
              end

            'quoted ''key''': "tab\\t and \\u00e9"
            ? explicit
            : key
            """
        let found = try value(text)
        #expect(found["plain"]?.string == "text with spaces")
        #expect(found["list"]?.list?[1]["three"]?.list?[1].string == "three")
        #expect(found["literal"]?.string == "two\n  lines\n")
        #expect(found["folded"]?.string == "joined by a space\nand a line")
        #expect(found["kept"]?.string == "end\n\n")
        #expect(found["quoted 'key'"]?.string == "tab\t and \u{E9}")
        #expect(found["explicit"]?.string == "key")
    }

    @Test func `tags of the application are kept, on scalars, lists and maps`() throws {
        let found = try value("a: !Ref Queue\nb: !Sub ['${x}', {x: 1}]\nc: !If\n  k: v\nd: !Ref 012")
        #expect(found["a"] == YAMLValue(.string("Queue"), tag: "!Ref"))
        #expect(found["b"]?.tag == "!Sub")
        #expect(found["b"]?.list?.count == 2)
        #expect(found["c"]?.tag == "!If")
        #expect(found["d"] == YAMLValue(.string("012"), tag: "!Ref"), "a tagged scalar is text")
    }

    @Test func `every value knows its line and column`() throws {
        let found = try value("a:\n  - b\n  - é: [1,  2]\n")
        #expect(found["a"]?.place == YAMLPlace(line: 2, column: 3))
        let inner = try #require(found["a"]?.list?[1].members?.first)
        #expect(inner.place == YAMLPlace(line: 3, column: 5))
        #expect(inner.value.list?[1].place == YAMLPlace(line: 3, column: 13), "counted in characters")
    }

    @Test func `an alias stands for what its anchor names, and a merge lends what a map does not say`() throws {
        let found = try value(
            """
            base: &base {a: 1, b: 2}
            other: &other {b: 3, c: 4}
            one: {<<: *base, b: 9}
            two: {<<: [*base, *other]}
            text: [&t hello, *t]
            """
        )
        #expect(found["one"]?["a"]?.content == .integer(1))
        #expect(found["one"]?["b"]?.content == .integer(9))
        #expect(found["two"]?["b"]?.content == .integer(2), "the earlier is the stronger")
        #expect(found["two"]?["c"]?.content == .integer(4))
        #expect(found["text"]?.list?[1].string == "hello")
    }

    @Test func `JSON is read as JSON`() throws {
        let found = try value(#"{"a": "\ud83d\ude00\/", "b": 1e3, "c": [null, true, -0.5],"# + "\t" + #""no": "no"}"#)
        #expect(found["a"]?.string == "\u{1F600}/")
        #expect(found["b"]?.content == .double(1_000))
        #expect(found["c"]?.list?.map(\.content) == [.null, .bool(true), .double(-0.5)])
        #expect(found["no"]?.string == "no")
    }
}
