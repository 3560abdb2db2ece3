import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { applyConfigFile, readConfigFile } from "../config-file.ts";
import { UserError } from "../errors.ts";
import { readStoreAddress, type StoreAddress } from "../store/address.ts";
import { version } from "../version.ts";
import { instant } from "./instant.ts";
import { configuredStore } from "./to-type.ts";

const demoPath = "data/demo.db";

/**
 * Runs one command, with the settings of the environment and of the file that CONFIG names. What a person can mend is
 * said on standard error, and the exit status is 2 then.
 * @param args what stands behind the name of the program
 */
export async function runProgram(args: readonly string[]): Promise<void> {
  try {
    // The demo depends on nothing that is set up here.
    if (args[0] !== "demo") applyConfigFile(readConfigFile(process.env), process.env);
    await createProgram().parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

const storeOption = (): Option<"--store <address>", undefined, undefined, undefined, false, string> =>
  new Option("--store <address>", "a SQLite file, or another store's address (STORE, else data/signpost.db)");
const nowOption = new Option("--now <time>", "answer as of this moment, ISO 8601").argParser(time);

const stateOption = (): Option<"--state <path>", undefined, undefined, undefined, false, string> =>
  new Option("--state <path>", "the state file (STORE's neighbour, or STATE)");

// Each command is loaded when it is called: the bot's libraries take longer to load than most answers.
function createProgram(): Command {
  const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zoneOption = new Option("--timezone <zone>", "IANA time zone").default(localZone).argParser(zone);
  const program = new Command("signpost")
    .description("Answers questions about Microsoft Entra ID sign-ins, in Teams, on a local page and here.")
    .version(version)
    .showHelpAfterError("(signpost --help lists the commands)");

  program
    .command("demo")
    .description("run the bot and its chat page on demo data, on this machine alone")
    .option("--store <path>", "where the demo data lives", demoPath)
    .action(async ({ store }) => (await import("./serve.ts")).demo({ store: readStoreAddress(store) }));

  program
    .command("serve")
    .description("run the bot; settings come from the environment or .env (see .env.example)")
    .addOption(storeOption())
    .action(async (options) => (await import("./serve.ts")).serve(options));

  program
    .command("ask")
    .description("answer a question in the terminal")
    .argument(
      "[text...]",
      "the question, e.g. failures for alice last 7 days; - reads it from standard input",
    )
    // A word such as -country:DE belongs to the question.
    .allowUnknownOption()
    .addOption(storeOption())
    .option("--demo", "answer from demo data")
    .option("--json", "print question and answer as data")
    .option("--card", "print the Adaptive Card")
    .option(
      "--output <file>",
      "where an export goes: a file, a folder or a .zip; - is standard output (else: this folder)",
    )
    .option("--fresh", "do not follow on from the question before")
    .option("--as <id>", 'the Entra object id that "me" means')
    .addOption(nowOption)
    .addOption(zoneOption)
    .action(async (words, options) => {
      const { ask } = await import("./ask.ts");
      const { store: named, ...others } = options;
      const store = named === undefined ? undefined : readStoreAddress(named);
      await ask(words, { ...others, store }, { store: storeOf(undefined), demo: demoPath });
    });

  program
    .command("parse")
    .description("print the structure that a question becomes, as JSON")
    .argument("[text...]", "the question; - reads it from standard input")
    .allowUnknownOption()
    .option(
      "--batch",
      'read JSON lines {"text","now","timezone","after"} on standard input, write one structure a line',
    )
    .addOption(nowOption)
    .addOption(zoneOption)
    .addOption(
      new Option("--week-start <day>", "first day of the week")
        .choices(["monday", "sunday"])
        .default("monday" as const),
    )
    .option("--after <text>", 'apply a follow-up ("only failures") to this command')
    .action(async (words, options) => (await import("./parse.ts")).parse(words, options));

  program
    .command("import")
    .description(
      "read sign-in logs into the store: Graph, portal downloads, diagnostic records, Log Analytics; plain, .gz, .zip",
    )
    .argument("<path...>", "files, folders, or - for standard input")
    .addOption(storeOption())
    .option("--json", "end with one line of counts as JSON")
    .action(async (paths, options) => {
      const { importFiles } = await import("./import.ts");
      process.exitCode = await importFiles(paths, { ...options, store: storeOf(options.store) });
    });

  program
    .command("sync")
    .description(
      "read the tenant's sign-ins from Microsoft Graph into the store, as far as they are not there yet",
    )
    .addOption(storeOption())
    .addOption(new Option("--days <number>", "so many days back (else those that are kept)").argParser(days))
    .action(async (options) => {
      const { syncOnce } = await import("./sync.ts");
      process.exitCode = await syncOnce({ ...options, store: storeOf(options.store) });
    });

  program
    .command("prune")
    .description(
      "remove sign-ins that are older than they are to be kept (RETENTION_DAYS, else 30 days with a bot)",
    )
    .addOption(storeOption())
    .addOption(new Option("--days <number>", "keep so many days").argParser(days))
    .option("--dry-run", "only say what would be removed")
    .action(async (options) => {
      const { prune } = await import("./prune.ts");
      await prune({ ...options, store: storeOf(options.store) }, new Date());
    });

  program
    .command("backup")
    .description(
      "write the sign-ins, and what the bot remembers, into a new folder; the service may run meanwhile",
    )
    .argument("<folder>", "the folder, which must not be there yet")
    .addOption(storeOption())
    .addOption(stateOption())
    .action(async (folder, options) => {
      const { backup } = await import("./backup.ts");
      await backup(folder, { ...options, store: storeOf(options.store) });
    });

  program
    .command("restore")
    .description("put a backup in its place; nothing that is there is written over")
    .argument("<folder>", "the folder that backup made")
    .addOption(storeOption())
    .addOption(stateOption())
    .action(async (folder, options) => {
      const { restore } = await import("./backup.ts");
      await restore(folder, { ...options, store: storeOf(options.store) });
    });

  program
    .command("forget")
    .description(
      "remove all sign-ins of one person, and keep them from being read again; recorded in the audit trail",
    )
    .argument("<user>", "object id or user principal name, in full")
    .addOption(storeOption())
    .addOption(stateOption())
    .option("--yes", "do it; else it is only said what would go")
    .action(async (user, options) => {
      const { forget } = await import("./forget.ts");
      await forget(user, { ...options, store: storeOf(options.store) }, new Date());
    });

  program
    .command("package")
    .description("write the app package that is uploaded to Teams")
    .option("--app-id <id>", "application (client) id of the bot (MICROSOFT_APP_ID)")
    .requiredOption("--domain <host>", "host name under which the bot is reached, e.g. signpost.contoso.com")
    .option("--website <url>", "https page that the app's details link to (else that host)")
    .option("--output <file>", "where it goes", "signpost-teams.zip")
    .action(async (options) => (await import("./package.ts")).writePackage(options));

  program
    .command("audit")
    .description("show who asked what, when and where, and what was refused")
    .addOption(storeOption())
    .addOption(stateOption())
    .option("--person <id>", "of one person alone, by their Entra object id")
    .option("--refused", "only what was refused")
    .addOption(new Option("--since <time>", "from this moment on, ISO 8601").argParser(time))
    .addOption(new Option("--until <time>", "before this moment, ISO 8601").argParser(time))
    .addOption(new Option("--limit <number>", "so many, the newest").argParser(days).default(100))
    .option("--json", "one JSON object a line")
    .action(async (options) => {
      const { audit } = await import("./audit.ts");
      await audit({ ...options, store: storeOf(options.store) });
    });

  program
    .command("doctor")
    .description("check what Signpost depends on and say what to do")
    .addOption(storeOption())
    .option("--deep", "compare all that is made of the records with a recount; about as long as an import")
    .option(
      "--rebuild",
      "make all of that anew from the records first; nothing else may use the store meanwhile",
    )
    .action(async (options) => {
      const { doctor } = await import("./doctor.ts");
      process.exitCode = await doctor({ ...options, store: storeOf(options.store) }, new Date());
    });

  return program;
}

/** The store that is named, else that of the settings. */
function storeOf(named: string | undefined): StoreAddress {
  return named === undefined ? configuredStore() : readStoreAddress(named);
}

function time(text: string): Date {
  try {
    return instant(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof UserError ? error.message : "");
  }
}

function days(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError("Use a whole number from 1 to 99999.");
  return Number(text);
}

function zone(text: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError("Use an IANA name such as Europe/Berlin.");
  }
}
