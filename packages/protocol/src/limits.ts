const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;

/**
 * Upper bounds that both ends keep. What is larger is refused with `message-too-large` or
 * `invalid-message`; a packet beyond `maxMessageBytes` closes the connection before it is read.
 */
export const LIMITS = {
  /** One socket.io packet with its attachments, in bytes. */
  maxMessageBytes: 32 * MEBIBYTE,
  /** One encoded run result. An experiment with a larger one is refused when it is submitted. */
  maxResultBytes: 24 * MEBIBYTE,
  /** One checkpoint. A node does not send a larger one: that run then starts anew if its node is lost. */
  maxCheckpointBytes: 24 * MEBIBYTE,
  /** Time points in one report, and in one run. */
  maxPointsPerReport: 2000,
  /** Bytes of the points in one report. */
  maxPointsBytes: 24 * MEBIBYTE,
  /** Runs leased with one request. */
  maxLeaseBatch: 256,
  /** Bytes of all checkpoints in one answer to `lease`; at least one assignment is always given. */
  maxLeaseCheckpointBytes: 32 * MEBIBYTE,
  /** Leases a node may claim in `hello`, and runs it may list in `heartbeat`. */
  maxLeasesPerNode: 4096,
  /** Threads of one compute node. */
  maxThreads: 1024,
  /** Runs of one experiment. */
  maxRunsPerExperiment: 100_000,
  /** Runs in one answer to `watch`, in one frame and in one page of the HTTP detail. */
  maxRunsPerPage: 500,
  /** Points of all curves together in one answer to `watch`, in one frame and in one page. */
  maxPointsPerFrame: 20_000,
  /** Body of an HTTP request, in bytes. */
  maxRequestBytes: 4 * MEBIBYTE,
  /** Characters of names, titles and messages. */
  maxNameLength: 200,
  maxMessageLength: 4000,
} as const;

/** Rhythm of the conversation, in milliseconds. */
export const TIMINGS = {
  /** A node sends `heartbeat` this often. */
  heartbeatMilliseconds: 2_000,
  /** A node reports new points of one run at most this often. */
  reportMilliseconds: 500,
  /** A node attaches a checkpoint to a report about this often. */
  checkpointMilliseconds: 2_000,
  /** A viewer gets a frame at most this often (4 Hz), and the next one only after it acknowledged the last. */
  frameMilliseconds: 250,
  /** A sender takes an acknowledgement that did not come within this time as lost, and sends again. */
  acknowledgeMilliseconds: 30_000,
  /**
   * A node without a connection has tried all addresses of its coordinators within this time, as long as each
   * accepts or refuses at once. A coordinator that was started again waits for its nodes for longer than this.
   */
  reconnectMilliseconds: 4_000,
  /** An attempt to connect that has not succeeded by then is given up for the next one. */
  connectMilliseconds: 5_000,
} as const;
