extension Functions {
    package nonisolated func operation(of request: CloudRequest) -> CalledOperation? {
        let path = request.path.split(separator: "/")
        if path.count == 4, path[3] == "invocations" { return CalledOperation("Invoke", on: String(path[2])) }
        // The rest only asks, but for what switches a mapping.
        let verb = request.method == "PUT" ? "Update" : "Get"
        let isMapping = path.count > 1 && path[1] == "event-source-mappings"
        return CalledOperation(
            verb + (isMapping ? "EventSourceMapping" : "Function"),
            on: path.dropFirst(2).first.map(String.init)
        )
    }
}
