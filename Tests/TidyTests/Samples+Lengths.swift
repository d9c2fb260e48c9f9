private let path = "Sources/Domain/Document.swift"

private func lines(_ count: Int) -> String {
    String(repeating: "let a = 1\n", count: count)
}

private func function(_ head: String, lines count: Int) -> String {
    head + " {\n" + lines(count) + "}\n"
}

let lengthSamples: [Sample] = [
    Sample(FileLength(), "401 lines", at: path, broken: lines(401), sound: lines(400), names: "401 lines"),
    Sample(
        LineLength(),
        "121 columns",
        at: path,
        broken: "\n// " + String(repeating: "é", count: 118),
        sound: "\n// " + String(repeating: "é", count: 117),
        names: "\(path):2"
    ),
    Sample(
        FunctionLength(),
        "a function",
        at: path,
        broken: "\n" + function("func f()", lines: 41),
        sound: function("func f()", lines: 40),
        names: "\(path):2: a body of 41 lines"
    ),
    Sample(
        FunctionLength(),
        "an initialiser over several lines, with attributes",
        at: path,
        broken: function("@inline(never) package init(\n    a: Int = { 1 }()\n)\n    throws", lines: 41),
        sound: function("@inline(never) package init(\n    a: Int = { 1 }()\n)\n    throws", lines: 40),
        names: "a body of 41 lines"
    ),
    Sample(
        FunctionLength(),
        "a requirement has no body, a brace in a string is none",
        at: path,
        broken: "protocol P {\n    func f() -> Int\n}\n" + function("func g()", lines: 41),
        sound: "protocol P {\n    func f() -> Int\n}\nstruct S {\n" + lines(50) + "func h() { print(\"{\") }\n"
            + lines(50) + "}\n",
        names: ":4: a body"
    ),
]
