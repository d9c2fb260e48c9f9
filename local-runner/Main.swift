import Sockets
import SystemCalls

@main enum Main {
    static func main() async {
        StandardStream.takeOver()
        LastWords.tellTraps()
        let environment = ProcessEnvironment.current()
        let console = Console(
            output: StandardStream.output.write,
            errors: StandardStream.error.write,
            failure: { StandardStream.output.failure?.reason },
            hasColour: Terminal.isStandardOutput && environment["NO_COLOR", default: ""].isEmpty
                && environment["TERM"] != "dumb"
        )
        let runner = Runner(console: console, environment: environment)
        ProcessEnvironment.exit(with: await runner.run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }
}
