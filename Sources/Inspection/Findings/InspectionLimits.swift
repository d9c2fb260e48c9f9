/// How much an inspection tells at the most: a file's author decides what there is to tell.
enum InspectionLimits {
    /// Characters of one text.
    static let text = 500
    /// Texts of one list, such as the names of an archive's members.
    static let list = 100
    /// Of one list, so that all of them have room in one item of a table.
    static let listBytes = 16 << 10
    /// What comes out of one compressed part of a document.
    static let inflated = 1 << 20
    /// Members of an archive whose records are read; more are counted from the directory's own end.
    static let members = 20_000
    /// Arrays, dictionaries and boxes inside one another.
    static let depth = 24
    /// Links from one part of a file to the next, which may form a ring.
    static let links = 64
}
