import LambdaHost

@main enum Main {
    static func main() async {
        await Lambda.serve("runtime-probe") { _ in RuntimeProbe() }
    }
}
