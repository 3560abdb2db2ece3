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
  /** Records of one exported file: as many as the portal's downloads hold. */
  exportRecords: 100_000,
  /** Records of an export that are read at once: few enough that others are answered in between. */
  exportPage: 500,
  /** Milliseconds that a download link works: long enough to press it, too short to be found later. */
  exportLinkTime: 10 * 60_000,
  /** Download links that are kept; the oldest make room. */
  exportLinks: 100,
  /** Members of one named list: each of them is compared with every known value of the field. */
  listMembers: 1_000,
  /** Named lists of one configuration. */
  lists: 100,
  /** Milliseconds that the store may take for one question: Teams gives up at 15 s. */
  storeTime: 5_000,
  /** Bytes of one request body. */
  bodyBytes: 256 * 1024,
} as const;
