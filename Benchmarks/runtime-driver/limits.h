// Everything has a limit; these are the driver's.
#pragma once

/// The largest event that Lambda hands out, and the largest answer that it takes.
#define MAX_EVENT_BYTES 6291556

/// The head of any request, or the whole of a small one, is read into this much.
#define BUFFER_BYTES (64 * 1024)

/// The head of an event: about 600 bytes as the service sends it, and room for long trace ids.
#define MAX_EVENT_HEAD_BYTES 4096

/// A sequential client holds one connection; some open a second one for answers. More is a client gone wrong.
#define MAX_CONNECTIONS 8

/// Peers of one comparison; more would not fit a table or the time that a run may take.
#define MAX_PEERS 8

/// Rounds, starts and events whose figures are kept in memory.
#define MAX_ROUNDS 1000
#define MAX_EVENTS 1000000

/// Variables that the command line may add to the client's environment.
#define MAX_EXTRA_VARIABLES 32

/// Lambda gives a cold start ten seconds; a client that is silent for as long is hung.
#define DEFAULT_PATIENCE_MS 10000

/// A whole run: within the three minutes that the benchmark may take.
#define DEFAULT_LIMIT_SECONDS 170

/// Growth of VmRSS that is no leak. After the first thousand events the allocator may still take a few arenas' worth
/// of pages; over the default hundred thousand events this allows five bytes for each, less than any lost object.
#define SOAK_ALLOWANCE_BYTES (512 * 1024)

/// The soak's sizes repeat with this period, so that each sample is taken at the same place in the pattern, and the
/// largest event has been seen before the first sample.
#define SOAK_PERIOD 1000

/// The largest event of the soak: more than a read takes at once, so that buffers grow and shrink.
#define SOAK_MAX_EVENT_BYTES (256 * 1024)
