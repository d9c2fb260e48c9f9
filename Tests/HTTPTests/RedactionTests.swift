import HTTP
import Testing

@Suite struct RedactionTests {
    @Test func `a printed request shows neither its headers' values, its query nor its body`() {
        let request = WebRequest(
            method: "PUT",
            origin: WebOrigin(scheme: .https, host: "bucket.example"),
            target: "/a/b.pdf?X-Amz-Signature=hunter2",
            headers: ["Authorization": "hunter2", "X-Amz-Security-Token": "hunter2"],
            body: .bytes(Array("hunter2".utf8))
        )
        var dumped = ""
        dump(request, to: &dumped)
        for text in ["\(request)", String(reflecting: request), "\([request])", dumped, "\(request.headers)"] {
            #expect(!text.contains("hunter2"))
        }
        #expect("\(request)" == "PUT https://bucket.example/a/b.pdf?[redacted]")
        #expect("\(request.headers)" == "Authorization, X-Amz-Security-Token")
    }
}
