/** Times of the CCNET dialogue in milliseconds, with the defaults of ccnet.md §5, §8 and §12. */
export interface CcnetTimings {
  /** From the start of one poll to the next, enabled or not. Not below 100. */
  readonly pollMs: number;
  /** Longest wait for an answer. */
  readonly answerMs: number;
  /** The same for IDENTIFICATION and GET BILL TABLE. */
  readonly longAnswerMs: number;
  /** Longest silence inside a frame: 5 ms of the sheet and what an adapter may hold back. */
  readonly interByteMs: number;
  /** Silence of the host after its ACK or NAK. */
  readonly freeMs: number;
  /** No answer for this long is a lost device. */
  readonly silenceMs: number;
  /** From one question to the next while the device is lost. At most 10000. */
  readonly probeMs: number;
  /** A device that still says POWER UP this long after RESET gets another one. */
  readonly resetRepeatMs: number;
  /** Longest initialisation before it is a fault. */
  readonly initialiseMs: number;
  /** FAILURE or CHEATED with an empty path for this long is answered by RESET. */
  readonly faultResetMs: number;
  /** How long a command waits for a handler of a money event that is still running. */
  readonly handlerMs: number;
  /** First and longest wait before the line is opened again. */
  readonly reopenFirstMs: number;
  readonly reopenLongestMs: number;
}

export const CCNET_TIMINGS: CcnetTimings = {
  pollMs: 200,
  answerMs: 220,
  longAnswerMs: 1_500,
  interByteMs: 30,
  freeMs: 20,
  silenceMs: 5_000,
  probeMs: 1_000,
  resetRepeatMs: 4_000,
  initialiseMs: 40_000,
  faultResetMs: 30_000,
  handlerMs: 2_000,
  reopenFirstMs: 250,
  reopenLongestMs: 2_000,
};
