import Testing

/// Tests of the real program in processes of its own, one after the other: each of them keeps a machine busy.
@Suite(.serialized) enum ProgramTests {}
