/// How much a text may ask of its reader.
package struct YAMLLimits: Sendable {
    package static let standard = YAMLLimits()

    /// The length of a text: CloudFormation takes 1 MB.
    package var bytes = 1 << 20

    /// Lists and maps inside one another, which is recursion here.
    ///
    /// A dashboard written out has some fifteen.
    package var depth = 100

    /// What the text would be with every alias written out: a handful of aliases can stand for gigabytes.
    package var expanded = 8 << 20

    package init() {}
}
