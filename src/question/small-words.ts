/** Words for sign-ins themselves. */
export const nouns: readonly string[] = [
  ...["sign-in", "log-in", "logon", "log-on", "authentication", "auth"].flatMap((noun) => [
    noun,
    `${noun}s`,
    `${noun} attempt`,
    `${noun} attempts`,
    `${noun} log`,
    `${noun} logs`,
    `${noun} event`,
    `${noun} events`,
    `${noun} activity`,
    `${noun} history`,
    `${noun} record`,
    `${noun} records`,
  ]),
  "attempt",
  "attempts",
  "tries",
  "event",
  "events",
  "entries",
  "records",
  "activity",
  "activities",
  "history",
  "logs",
  "usage",
  "traffic",
];

/** Words that add nothing where no rule has read them as a part of something. */
export const fillers: readonly string[] = `
  show|show me|list|give|give me|get|find|search|display|fetch|pull|pull up|check|look|look at|look for|see|view|bring up
  please|pls|plz|thanks|thank you|hi|hello|hey|signpost|ok so|just|only|also|but|so|too|again|still|already|yet|actually
  the|a|an|any|all|some|every|each|of|for|with|to|on|in|into|from|by|at|as|via|during|within|while|about|against|using
  that|those|these|this|it|its|they|them|their|he|she|his|her|i|im|we|us|our|you|your|me|who|whos|whom
  which|what|whats|how|when|where|why|whether|if|or|and|then|because|plus
  is|are|was|were|be|been|being|am|have|has|had|having|did|do|does|done|doing|can|could|would|should
  not yet|there|theres|there any|got|gets|getting|go|goes|went|going|want|need|like|tell|tell me|tell me about|let me see
  happen|happened|happens|happening|used|use|uses|signed in|signed|logged in|logged|signing in|logging in|log in|sign in
  logged on|signs in|applied|applies|apply|evaluated|affected|affects|affecting|into|try|tried|tries to|trying|attempted|attempting|able|managed to
  number|account|most|least|active|anyone|anybody|someone|somebody|everyone|everybody|nobody|no one|anything|everything
  something|things|stuff|data|info|information|results|result|latest|newest|recent|recently|most recent|made|make|cannot
  cant|couldnt|seen|time|times|overall|total|currently|right|different|distinct|unique|various|count|hit|hits|kind of
  touched|accessed|access|opened|reached|visited|came|come|coming|behind|responsible|back|involved|shared|sharing|seen on|breakdown of|breakdown|real-time|realtime|related|associated|regarding
  other|others|else|today so far|so far|user with|same|one|ones|own|really|exactly|quickly|quick|first|per
`
  .split(/[|\n]/)
  .map((phrase) => phrase.trim())
  .filter((phrase) => phrase !== "");

/** Words of the grammar: no typing errors of others, and to be mended themselves. */
export const grammarWords: readonly string[] = `
  summary overview summarise summarize report trend trends trending compare compared comparison versus between during
  pattern patterns habits behaviour behavior normal usual typical coverage protected adoption policies policy methods
  passwordless export download watch watches unwatch alert notify saved forget where which whose whether while there these
  those without except excluding exclude outside unknown missing inactive dormant columns column contains containing
  group grouped ranked hourly daily weekly monthly every least fewer fewest minimum maximum higher above below under over
  highest lowest bottom busiest timeline chronological explain meaning details detail help filters previous prior
  hunt hunts detect detection spray suspicious never locked other another anyone their about again these three think
  would could should being since until often frequently different distinct unique times prompts percent percentage share
  risky risks business hours prompt denied declined rejected approved accepted satisfied passed completed performed
  required blocked blocks stopped granted applied covered secured prevented machines laptops computers distinct
  unable trouble problems issues struggling contains mentions matching nobody thanks abandoned unused single
  record explained explanation window groups detections searches alerts contain lease wasnt didnt hasnt frequent block
  denies denial denials summaries manage exceeding exceeds request requests stale passes complete lacked lacking
  requires requiring require prompted challenged demanded signing sprays spraying sprayed guessing travels traveller
  last next first second third
`
  .split(/\s+/)
  .filter((word) => word !== "");

/** Words of the language that no name begins with or holds, where no rule could read them. */
export const neverNames: ReadonlySet<string> = new Set(
  `last past previous prior this next since until till before after between over under more less fewer than vs versus not
  except happened cant cannot then if because explain compare compared top count new old other per each every same only
  no without within never hasnt havent didnt doesnt isnt wasnt wont unable export watch save outside inside run most least
  inactive dormant hour hours day days week weeks month months minute minutes today yesterday alert incident unusual odd weird strange suspicious anomalous abnormal unexpected twice once joined hybrid`.split(
    /\s+/,
  ),
);
