/// What changed below folders that are watched.
package enum FolderChange: Sendable, Hashable {
    /// Files that came, changed or went, and folders that went, sorted; each begins with its folder as it was named.
    case paths([String])
    /// More than can be told apart.
    case everything
}
