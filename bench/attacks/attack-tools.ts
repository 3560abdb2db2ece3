import type { SignIn } from "../../src/signin/sign-in.ts";
import { day } from "../generator/data-set.ts";
import { unattended } from "./machines.ts";
import { range } from "./range.ts";
import { homeOf, type Stage } from "./stage.ts";
import { attack, lookAlike, nearMiss, type Story } from "./story.ts";
import { minute, sizesFrom } from "./times.ts";

/** What the log shows of a tool, and what findings call it. */
const tools = [
  ["python-requests/2.32.3", "python-requests"],
  ["axios/1.7.9", "axios/"],
  ["Go-http-client/2.0", "go-http-client"],
  ["azurehound/v2.1.8", "azurehound"],
  ["BAV2ROPC", "bav2ropc"],
  ["Mozilla/5.0 (X11) Electron/8.5.1 Safari/537.36", "electron/8.5.1"],
] as const;

export function attackTools(stage: Stage): Story[] {
  return [
    ...sizesFrom(stage.random, 1, 60).map((uses) => armed(stage, uses)),
    almost(stage, "a tool with wrong passwords", 50126, { userAgent: tools[0][0] }),
    almost(stage, "a program of the user's own", 0, {
      userAgent: "Mozilla/5.0 (Windows NT 10.0; en-US) PowerShell/7.4.6",
    }),
    olderVersion(stage, 1),
    olderVersion(stage, 29),
    developer(stage),
    routine(stage),
  ];
}

/** In, or stopped though the password was right. */
function armed({ random, colleague, address, moment, signIn }: Stage, uses: number): Story {
  const [user, from, at] = [colleague(), address(), moment(day)];
  const [[userAgent, tool], code] = [random.pick(tools), random.pick([0, 0, 50076, 53003])];
  return attack(
    `${uses} sign-ins with ${tool}, ${code === 0 ? "in" : "stopped after the password"}`,
    [user.id, tool],
    Array.from({ length: uses }, (_, place) =>
      signIn(user, at + place * random.whole(1, 20 * minute), from, code, { userAgent }),
    ),
  );
}

function almost(stage: Stage, what: string, code: number, rest: Partial<SignIn>): Story {
  const { stranger, address, everyday, moment, signIn } = stage;
  const [user, from, at] = [stranger(), address(), moment()];
  return nearMiss(what, [user.id, ...tools.map(([, tool]) => tool)], [signIn(user, at, from, code, rest)], {
    everyday: everyday(user, undefined, at),
  });
}

function olderVersion({ stranger, moment, signIn }: Stage, days: number): Story {
  const [user, at] = [stranger(), moment()];
  return nearMiss(
    `a tool whose older version the user had ${days} days before the range`,
    [user.id, "python-requests"],
    [signIn(user, at, undefined, 0, { userAgent: "python-requests/2.32.3" })],
    {
      everyday: [
        signIn(user, range.from - days * day, undefined, 0, { userAgent: "python-requests/2.28.1" }),
      ],
    },
  );
}

function developer({ stranger, everyday, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime()];
  return lookAlike(
    "a developer's first script",
    [user.id, "python-requests"],
    [0, 2, 5].map((minutes) =>
      signIn(user, at + minutes * minute, homeOf(user), 0, { userAgent: "python-requests/2.32.3" }),
    ),
    { everyday: everyday(user, undefined, at) },
  );
}

function routine({ stranger, daytime, signIn }: Stage): Story {
  const [user, at] = [stranger(), daytime()];
  const run = (time: number): SignIn =>
    signIn(user, time, homeOf(user), 0, { ...unattended, userAgent: "curl/8.10.1" });
  return lookAlike("a script that runs every day", [user.id, "curl/"], [run(at)], {
    everyday: Array.from({ length: 20 }, (_, days) => run(range.from - (days + 1) * day)),
  });
}
