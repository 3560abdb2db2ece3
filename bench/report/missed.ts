/** Of each target by its name: why it is missed, where it is, and what was tried. To be kept true by who changes the store. */
export const whyMissed: Readonly<Record<string, string>> = {
  "Look-ups":
    "Answers take 1 to 7 ms at ten million sign-ins, but DuckDB, whose table is in the order of time, passes over most of it for these questions and is as quick as 6 ms for some. Signpost looks for a user in each of some 490 segments of 30 days by a binary search, and goes on where they are found. With the columns in memory and no other engine beside it the card takes 1.9 ms (p95 8 to 10). A request id took 1.8 ms in an earlier run, which asked for ten in a row before the next engine was asked; here it was two. A larger page cache and a mapped file made no difference. A table of which users stand in which segments would save the searches; it would be one more thing to keep exact, and is left out.",
  "Grouped rows and password spray":
    "Grouping a day's rows by five fields costs some 180 ns a row. Packing several numbers into one word and a hash table that fits into the caches took the counting alone from 104 to 30 ns a row; the rest is reading columns from the file. Grouping the spray's failures took longer than reading them, as each is an object by then; asking for the addresses of many users first, as the hunt does, and reading those alone took it from 13 to 7 ms.",
  "Slowest of all shapes":
    "The download's time is that of 100,000 rows of text, a third of it in the CSV library and in clearing away. What token-replay reads are 300,000 sign-ins of twelve fields, each an object; one object a row in place of two steps took it from 573 to 360 ms.",
  "Growth of look-ups and trends":
    "Ten times the sign-ins are ten times the segments to look into; and of the facts, 1.25 GB at ten million, 256 MB are kept in memory, where those of a million fit in whole.",
  "Growth of all others":
    "A day has ten times the rows at ten million. That some of these grow to twice that is put down to columns that come from the file and no longer from memory; it was not measured apart.",
  Import:
    "At a million it is 9,400 a second, at ten 7,700: the next paragraph. The thread that writes is busy all the time, with 85 to 105 µs a delivery; the one that reads has 60. Tried, with gains that are rough as the machine was noisy: texts cut out of the file in place of objects (a fifth), the facts of a batch in two arrays (a tenth), heaps that may grow to twice what they hold (a tenth), batches handed over as bytes (2 %, left out), compressing in a third thread (3 % on two cores and 40 MB, within the noise, left out), lower levels of deflate (the same time for a tenth more space), no check by the schema (a sixth; it has found a fault, and stays).",
  "Import at the end, of its rate when empty":
    "CPU a delivery rises from 157 µs at a million to 184 at ten: probably since filters and index pages of thirty days no longer fit into the processor's caches, which was not measured apart. Gathering new ids in a few pages, which are moved over in their order, and letting young segments join large ones was tried over the first 800,000: the work grew by a sixth there, and by a third without. Other work went on on the machine during a part of this import, between one and three million.",
  "Memory of the import":
    "Two heaps of 70 to 80 MB, of which 24 to 30 are in use; the program itself, 85; SQLite, filters of ids (2 to 4 bytes a sign-in), dictionaries and columns that are written again; the loader of TypeScript, 25, which the installed program does not have. Letting heaps grow by half instead of to twice their size saves 30 MB and costs a tenth of the rate.",
  "Memory while serving":
    "With fifty askers the thread of hunts always has two that hold 300,000 sign-ins each, and clearing away comes late on a busy machine. It was 1,350 MB before hunts were made two at a time, and caches and heaps smaller; one at a time would make a quick hunt wait for a slow one.",
  "Event-loop delay while 50 ask at once, p99":
    "Downloads are written by the main thread, a page of a hundred records in a turn of the event loop; with pages five times as large it was 58 ms.",
};
