/** Every number that bounds something, with its reason. */
export const limits = {
  /** Longest command, in UTF-16 code units: the language's contract. */
  commandLength: 4_000,
  /** Characters of a link: browsers, mail programs and proxies cut longer ones off. */
  linkLength: 2_000,
  /** Words of a command that are read: nobody types more, and a hostile text must not cost time. */
  commandWords: 500,
  /** Rows of one list card: a phone's screen. More come with "Next". */
  listRows: 5,
  /** Rows of one list card at most, however many are asked for: more make it too large. */
  mostRows: 15,
  /** Rows that have buttons of their own: more make a card too large. */
  rowsWithMore: 5,
  /** Values of one breakdown on a card. */
  facetValues: 5,
  /** The same of a summary, which has four of them and has to fit a phone. */
  summaryValues: 3,
  /** Groups of one `top` at most: a card holds no more. */
  topGroups: 25,
  /** Buckets of one trend: a chart that can still be read. */
  trendBuckets: 200,
  /** Values that a trend is split by; the others are one part. */
  splitValues: 5,
  /** Values of a field that are counted in each point of a trend that is split. */
  splitBucket: 5_000,
  /** Points of a trend that is split which are counted at once. */
  countedAtOnce: 4,
  /** Values of a field that are compared in each of two ranges, the most active of either. */
  comparedValues: 500,
  /** Values of a field that are shown to have changed most. */
  changedValues: 3,
  /** Days of which a pattern counts the hours: each is read apart. */
  patternDays: 92,
  /** Values of a field, the latest, among which a pattern looks for new ones. */
  patternValues: 1_000,
  /** Sign-ins of which habits can be told. */
  leastPattern: 10,
  /** Outcomes (policy and result) that are read: a tenant has 195 policies at most. */
  policyOutcomes: 2_000,
  /** Authentication methods that are told apart: Entra ID has some twenty. */
  methods: 50,
  /** Error codes that are explained of what matches. */
  explainedCodes: 3,
  /** Sections of help on one topic: a word can be that of several fields. */
  helpSections: 5,
  /** Sign-ins of one correlation id that are shown together. */
  correlated: 25,
  /** Bytes of one card as JSON: Teams takes about 100 kB of UTF-16 per message. */
  cardBytes: 20_000,
  /** Characters of one untrusted text on a card. */
  shownText: 200,
  /** Accounts, apps, … of one name that are offered when one has to be chosen: a card that is read at a glance. */
  namesOffered: 6,
  /** Names near a mistyped one that are suggested, as buttons beside three others. */
  namesSuggested: 3,
  /** Suggestions for a text that is being typed: as many as a phone shows over its keyboard. */
  suggestions: 6,
  /** Characters of a text that is being typed for which something is suggested: nobody types more without knowing how. */
  suggestedFor: 200,
  /** Milliseconds that names may be looked up for suggestions: later, the next letter is typed. */
  suggestionTime: 300,
  /** Other readings of a name that are offered: more would push the answer's own buttons off the card. */
  otherReadings: 2,
  /** Accounts that bear another's id or address as a name and are kept apart from them: more is an attack of its own kind. */
  namesakes: 1_000,
  /** Records of one exported file: as many as the portal's downloads hold. */
  fileRecords: 100_000,
  /** Sign-ins of one export: one to three gigabytes before they are packed, and some minutes of reading. */
  exportRecords: 1_000_000,
  /** Records of an export that are read at once: few enough that others are answered in between. */
  exportPage: 500,
  /** The same, where some of their fields are read instead of whole records. */
  exportScan: 1_000,
  /** Milliseconds that a download link works: long enough to press it, too short to be found later. */
  exportLinkTime: 10 * 60_000,
  /** Download links that are kept; the oldest make room. */
  exportLinks: 500,
  /** The same of one person. */
  exportLinksOfOne: 10,
  /** Bytes of a file that is offered to the asker's OneDrive: a hundred thousand sign-ins. It waits on the disk. */
  offerBytes: 200_000_000,
  /** Milliseconds that it waits there: as long as a link, since whoever loses their role must not get it much later. */
  offerTime: 10 * 60_000,
  /** Files that wait there; the oldest make room. */
  offers: 20,
  /** The same of one person; so many of theirs are made at once as well. */
  offersOfOne: 3,
  /** Files that are made at once: each reads for minutes. */
  offersMade: 2,
  /** Milliseconds that ten megabytes of it may take to OneDrive. */
  uploadTime: 60_000,
  /** Members of one named list: each of them is compared with every known value of the field. */
  listMembers: 1_000,
  /** Named lists of one configuration. */
  lists: 100,
  /** Milliseconds for which the last question of a conversation can be followed up: a shift. */
  conversationTime: 12 * 3_600_000,
  /** Saved questions of one person. */
  savedQuestions: 50,
  /** Saved questions that have a button to forget them: a card has six. */
  forgetButtons: 5,
  /** Watches of one person: each of them is asked again and again. */
  watches: 20,
  /** Milliseconds for which records may come late and still be told by a watch. */
  watchLate: 2 * 3_600_000,
  /** Sign-ins that one look at a watch reads. */
  watchScanned: 10_000,
  /** Bursts of one watch that are told of at once. */
  watchBursts: 5,
  /** Suspects of one hunt that is watched which are told apart: more at once are a flood, of which the worst are told. */
  watchSuspects: 200,
  /** Milliseconds after its time for which a report that could not be made is tried again. */
  reportLate: 3_600_000,
  /** Milliseconds before the last report that the next one is about as well: so late do sign-ins come, nearly all. */
  reportOverlap: 3_600_000,
  /** Milliseconds that a report reaches back at most, after many that could not be made. */
  reportReach: 31 * 24 * 3_600_000,
  /** Milliseconds that what is told by watches and reports is worth sending. */
  watchDeadline: 24 * 3_600_000,
  /** Milliseconds that a report may take: nobody waits for it. */
  reportTime: 60_000,
  /** The part of the time for an answer that the hunts of a digest may take, so that it is there within that. */
  digestShare: 0.7,
  /** Hunts of a digest that have a row, the worst: what more found something is named. */
  digestHunts: 12,
  /** Milliseconds from one look at the watches to the next. */
  watchInterval: 60_000,
  /** Milliseconds that `doctor` waits for what a store elsewhere says of itself: several queries, one after another. */
  lookTime: 30_000,
  /** Milliseconds that a store of this machine may take for one question: nobody likes to wait longer. */
  storeTime: 5_000,
  /** The same of a service that is asked for the sign-ins: a message is acknowledged meanwhile, and its answer follows. */
  serviceTime: 30_000,
  /** The same for what goes in a response, as a pressed button's does: with `writeWait` it is there within Teams' 15 s. */
  pressedTime: 8_000,
  /** Milliseconds that the connector of Teams may take for one message. */
  sendTime: 10_000,
  /** Milliseconds that a turn waits for its messages: what is not sent by then follows, and Teams' 15 s are kept. */
  sendWait: 4_000,
  /** Milliseconds that a turn waits until something is written to somebody alone: a chat may have to be opened first. */
  writeWait: 6_000,
  /** Milliseconds that the sign of typing may take. */
  typingTime: 1_000,
  /** Milliseconds that Teams may take to say who is mentioned: then the names are asked about. */
  peopleTime: 2_000,
  /** Milliseconds after which a message is acknowledged, answered or not: Teams takes 15 s for broken, and sends it again. */
  acknowledgeTime: 10_000,
  /** Milliseconds that an answer is worth sending: later, whoever asked has asked again. */
  sendDeadline: 120_000,
  /** Milliseconds before a message is tried again where the service did not say when, doubled each time. */
  sendPause: 1_000,
  /** Milliseconds for which a conversation that is gone is not written to. */
  goneTime: 10 * 60_000,
  /** Milliseconds that it is remembered what was sent: Teams delivers an activity again within minutes. */
  sentKept: 24 * 3_600_000,
  /** Milliseconds that Microsoft Graph may take to say what somebody may see: an answer has to be there within Teams' 15 s. */
  directoryTime: 3_000,
  /** Milliseconds that what it said holds: so long may somebody read on who has lost their role. */
  directoryKeeps: 5 * 60_000,
  /** Milliseconds before it is asked again where it did not say. */
  directoryKeepsUnknown: 15_000,
  /** People whose standing is remembered: more than ask in five minutes. */
  directoryPeople: 10_000,
  /** Milliseconds from one reading of the newest sign-ins to the next: they are in Graph after some minutes. */
  syncInterval: 5 * 60_000,
  /** Milliseconds from one look into the folder that is watched to the next. */
  folderInterval: 60_000,
  /** Requests to the reports of Microsoft Graph that may begin within the next number: of one app in one tenant. */
  graphRequests: 5,
  /** Milliseconds. */
  graphRequestsPer: 10_000,
  /** Milliseconds that one page of a report may take. */
  graphTime: 60_000,
  /** Questions of one person that are answered at once: several windows, not a script. */
  openQuestions: 4,
  /** Sign-ins that one hunt, or one ranking "within" a time, reads: about a second. */
  scanned: 500_000,
  /** Groups that can have findings, to which a hunt narrows what it reads; where there are more, it reads all. */
  candidates: 1_000,
  /** Findings of one hunt on a card. */
  findings: 5,
  /** Combinations that those of a hunt's findings had before the range, of as many of them as are asked for at once. */
  known: 100_000,
  /** Names or addresses that a store is asked for at once: it compares each with all it knows. */
  askedValues: 100,
  /**
   * Sign-ins that are removed at once, by kind of store. In a file, fewer rewrite more, and many more would be noticed by
   * those who ask meanwhile. ClickHouse asks on meanwhile, and rewrites of a whole month what it has, however few go.
   */
  removedAtOnce: { sqlite: 4_000, clickhouse: 100_000 },
  /** Milliseconds between two removals, in which others are answered. */
  removalRest: 50,
  /** Milliseconds from one look for old sign-ins to the next. */
  removalInterval: 3_600_000,
  /** Threads about alerts of one severity that are opened in one channel within the next number; what more comes is told in one. */
  alertThreads: 20,
  /** Milliseconds. */
  alertThreadsPer: 10 * 60_000,
  /** Milliseconds since it was opened for which alerts are folded into a thread about those like them. */
  alertFolds: 24 * 3_600_000,
  /** Milliseconds after the last alert for which a thread's explanation is looked at again: records come late. */
  alertWatched: 4 * 3_600_000,
  /** The same for which that is done with every look, whether or not there are new records: their details come late, too. */
  alertWatchedClosely: 30 * 60_000,
  /** Milliseconds from one such look to the next. */
  alertInterval: 60_000,
  /** Milliseconds before something is said of an alert: those that come at once are said at once. */
  alertPause: 1_000,
  /** Milliseconds after a thread was opened before a message of it that was lost is posted once more, and again. */
  alertTries: [0, 10 * 60_000, 60 * 60_000],
  /** Milliseconds for which a card that could not be posted is news. */
  alertUnsent: 24 * 3_600_000,
  /** Milliseconds that one look at the threads waits for what it says. */
  alertRound: 30_000,
  /** Milliseconds after which a thread is forgotten in which nothing came. */
  alertsKept: 30 * 24 * 3_600_000,
  /** Milliseconds that an alert is worth sending: the service may be away for a while. */
  alertDeadline: 3_600_000,
  /** Milliseconds by which the clock of a sender of alerts may differ. */
  alertSkew: 5 * 60_000,
  /** Bytes of one request body. */
  bodyBytes: 256 * 1024,
} as const;
