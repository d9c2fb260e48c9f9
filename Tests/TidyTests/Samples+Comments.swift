private let path = "Sources/Domain/Document.swift"

private func dead(_ broken: String, sound: String) -> Sample {
    Sample(DeadCode(), broken, at: path, broken: "struct S {}\n\(broken)\n", sound: "\(sound)\n", names: "\(path):2")
}

let commentSamples: [Sample] = [
    Sample(
        CommentLength(),
        "13 lines",
        at: path,
        broken: "\n" + String(repeating: "/// Word.\n", count: 13) + "struct S {}",
        sound: String(repeating: "/// Word.\n", count: 12) + "struct S {} // More.",
        names: "\(path):2: a comment of 13 lines"
    ),
    dead("// let a = 1", sound: "// let a be one"),
    dead("// package func f(a: Int) {", sound: "// A function (RFC 9562) is not called here."),
    dead("// import Time", sound: "// import of time is free"),
    dead("// try await save(document)", sound: "/// let a = 1"),
    dead("// if a > b {", sound: "// if so, the queue retries"),
    dead("// state = .done", sound: "// The state is then done."),
    dead("//     }", sound: "// (see above)"),
    dead("// case .stored(let size):", sound: "// case closed"),
]
