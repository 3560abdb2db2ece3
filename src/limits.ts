/** Every number that bounds something, with its reason. */
export const limits = {
  /** Longest command, in UTF-16 code units: the language's contract. */
  commandLength: 4_000,
  /** Rows of one list card: a phone's screen. More come with "Next". */
  listRows: 5,
  /** Rows of one list card at most, however many are asked for: more make it too large. */
  mostRows: 15,
  /** Values of one breakdown on a card. */
  facetValues: 5,
  /** Groups of one `top` at most: a card holds no more. */
  topGroups: 25,
  /** Buckets of one trend: a chart that can still be read. */
  trendBuckets: 200,
  /** Sign-ins of one correlation id that are shown together. */
  correlated: 25,
  /** Bytes of one card as JSON: Teams takes about 100 kB of UTF-16 per message. */
  cardBytes: 20_000,
  /** Characters of one untrusted text on a card. */
  shownText: 200,
  /** Milliseconds that the store may take for one question: Teams gives up at 15 s. */
  storeTime: 5_000,
  /** Sign-ins that one hunt, or one ranking "within" a time, reads: about a second. */
  scanned: 500_000,
  /** Findings of one hunt on a card. */
  findings: 5,
  /** Findings whose aftermath is looked up, the strongest first. */
  followed: 50,
  /** Bytes of one request body. */
  bodyBytes: 256 * 1024,
} as const;
