/** How a command ended, as scripts read it. */
export const exitCodes = {
  success: 0,
  /** The command was understood, and something went wrong while it ran. */
  failure: 1,
  /** Wrong usage, or a specification that cannot be carried out: another attempt with the same words fails too. */
  usage: 2,
  /** Stopped by SIGINT (Ctrl-C). */
  interrupted: 130,
  /** Stopped by SIGTERM. */
  terminated: 143,
} as const;
