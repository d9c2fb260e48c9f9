import AWSClient
import Encoding
import Time

extension Ground {
    /// What a function finds in its environment, beside the Runtime API's address.
    ///
    /// Its credentials are its role's, made here: temporary, with a session token, and known to this cloud.
    package func environment(
        of function: FunctionConfiguration,
        endpoint: String,
        taskRoot: String = "/var/task"
    ) -> [String: String] {
        let credentials = credentials(of: function)
        let own = [
            "AWS_ACCESS_KEY_ID": credentials.accessKeyID,
            "AWS_SECRET_ACCESS_KEY": credentials.secretAccessKey.revealed,
            "AWS_SESSION_TOKEN": credentials.sessionToken?.revealed ?? "",
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_REGION": place.region,
            "AWS_DEFAULT_REGION": place.region,
            "AWS_LAMBDA_FUNCTION_NAME": function.name,
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "\(function.memorySize)",
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/\(function.name)",
            "AWS_LAMBDA_LOG_STREAM_NAME": logStream,
            "AWS_XRAY_CONTEXT_MISSING": "LOG_ERROR",
            // Where the daemon would be; what is sent there is lost, as it is to be.
            "AWS_XRAY_DAEMON_ADDRESS": "127.0.0.1:2000",
            "_HANDLER": function.handler,
            "LAMBDA_TASK_ROOT": taskRoot,
            "LAMBDA_RUNTIME_DIR": "/var/runtime",
            "LANG": "en_US.UTF-8",
            "LD_LIBRARY_PATH": "\(taskRoot):\(taskRoot)/lib",
            "PATH": "/usr/local/bin:/usr/bin:/bin:/opt/bin",
            "TZ": ":UTC",
        ]
        // The template cannot take the place of what the service sets, but for what says how the function runs.
        return function.environment.merging(own) { template, own in own }
            .merging(function.environment.filter { Self.changeable.contains($0.key) }) { $1 }
    }

    /// What Lambda lets a function set for itself.
    private static let changeable: Set<String> = [
        "AWS_ENDPOINT_URL", "LANG", "LD_LIBRARY_PATH", "PATH", "TZ", "AWS_XRAY_CONTEXT_MISSING",
        "AWS_XRAY_DAEMON_ADDRESS",
    ]

    private func credentials(of function: FunctionConfiguration) -> Credentials {
        let credentials = Credentials(
            accessKeyID: "ASIA" + Hex.encode(random.bytes(8)).uppercased(),
            secretAccessKey: Base64.encode(random.bytes(30)),
            sessionToken: Base64.encode(random.bytes(48))
        )
        let caller = Caller(
            arn: "arn:aws:sts::\(place.account):assumed-role/\(function.role)/\(function.name)",
            userID: "AROA\(function.role.uppercased()):\(function.name)",
            role: function.role
        )
        keys.add(credentials, of: caller)
        return credentials
    }

    /// `2026/11/21/[$LATEST]0123456789abcdef0123456789abcdef`.
    private var logStream: String {
        let day = clock.now.rfc3339.prefix(10).split(separator: "-").joined(separator: "/")
        return "\(day)/[$LATEST]\(Hex.encode(random.bytes(16)))"
    }
}
