import Files
import TestKit
import Testing

struct FolderTests {
    @Test func `what is written is read, from any offset`() throws {
        try withTemporaryFolder { path in
            let folder = try Folder(path + "/new")
            let file = try folder.create("a")
            try file.append([1, 2, 3])
            try file.append([4])
            try file.sync()
            try folder.sync()
            let read = try folder.open("a")
            #expect(try read.read(from: 0, atMost: 10) == [1, 2, 3, 4])
            #expect(try read.read(from: 2, atMost: 1) == [3] && read.read(from: 4, atMost: 1) == [])
        }
    }

    @Test func `a folder that is there is used, and a file that is there is not made again`() throws {
        try withTemporaryFolder { path in
            let folder = try Folder(path)
            try folder.create("b").append([1])
            try folder.create("a").append([1])
            #expect(try Folder(path).names() == ["a", "b"])
            let failure = #expect(throws: FileFailure.self) { try folder.create("a") }
            #expect(failure?.path == path + "/a")
        }
    }

    @Test func `a file whose name is gone can be read by who has it open`() throws {
        try withTemporaryFolder { path in
            let folder = try Folder(path)
            try folder.create("a").append([1, 2])
            let file = try folder.open("a")
            try folder.remove("a")
            try folder.remove("a")
            #expect(try file.read(from: 0, atMost: 2) == [1, 2] && folder.names().isEmpty)
            #expect(throws: FileFailure.self) { try folder.open("a") }
        }
    }

    @Test func `a folder under one that is not there cannot be made`() {
        #expect(throws: FileFailure.self) { try Folder("/nowhere/at/all") }
    }
}
